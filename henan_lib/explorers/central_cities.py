"""Explorer of a composite rank: weights on the indicators of nine cities, and how fragile a rank is."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np

from ..datasets.package import load
from ..figures.theme import GREY, INK, PALETTE
from ..words import label, message
from .frame import Explorer, Picture, control

INDICATORS = {
    "area": "area_km2",
    "population": "population",
    "output": "gdp",
    "income": "disposable_income_per_capita",
    "urban_share": "urban_share_pct",
}
SCALINGS = {
    "min_max": lambda values: (values - values.min()) / (values.max() - values.min()),
    "z_score": lambda values: (values - values.mean()) / values.std(ddof=0),
}
EDITIONS = ("first_published", "revised")
LIMITS = {"min_max": (0, 1.18), "z_score": (-2.5, 3.4)}
WEIGHTINGS, SEED, TIE = 5_000, 0, 1e-9


def percent(share: float) -> str:
    """Whole per cent, without making everything or nothing of what is only nearly so.

    Examples
    --------
    >>> percent(62.9), percent(0.02), percent(99.98), percent(100.0)
    ('63', '<1', '>99', '100')
    """
    if 0 < share < 1:
        return "<1"
    return ">99" if 99 < share < 100 else f"{share:.0f}"


class CentralCitiesPicture(Picture):
    """Composite scores of nine cities in rank order, and the ranks of one of them under random weights.

    State: a whole number as the weight of each of ``INDICATORS``, ``city`` (code), ``scaling`` (a key of ``SCALINGS``)
    and ``edition`` (one of ``EDITIONS``: which output of 2020; the revised one has gaps). A city that lacks an
    indicator in use has no score. The random weightings are spread evenly over all weights of the indicators in use.
    """

    name = "central_cities"

    def __init__(self):
        census = load("central_city").set_index("city_code")
        table = load("table2").set_index("city_code").join(census[["urban_share_pct", "gdp_2020_revised"]])
        self.cities = list(table.index)
        self.values = {}
        for edition, output in zip(EDITIONS, ("gdp", "gdp_2020_revised")):
            chosen = table.assign(gdp=table[output])[list(INDICATORS.values())].astype(float)
            for scaling, scaled in SCALINGS.items():
                self.values[scaling, edition] = scaled(chosen).to_numpy()
        self.random = np.random.default_rng(SEED).exponential(size=(WEIGHTINGS, len(INDICATORS)))

    def background_of(self, state: dict) -> object:
        return state["scaling"]

    def background(self, state: dict) -> None:
        left, right = self.figure.subplots(1, 2, width_ratios=[5, 4])
        slots = range(len(self.cities))
        self.bars = left.barh(slots, [0] * len(slots), height=0.7, linewidth=0)
        self.scores = [left.text(0, slot, "", va="center") for slot in slots]
        beside = {"transform": left.get_yaxis_transform(), "va": "center", "ha": "right"}
        self.names = [left.text(-0.02, slot, f"9  {label(code)}", **beside) for slot, code in enumerate(self.cities)]
        self.empty = left.text(0.5, 0.5, "", transform=left.transAxes, ha="center", backgroundcolor="white")
        left.axvline(0, color=GREY, linewidth=1)
        left.set(yticks=[], ylim=(8.6, -0.6), xlim=LIMITS[state["scaling"]], title="composite_score")
        left.grid(axis="y", visible=False)
        ranks = range(1, len(self.cities) + 1)
        self.columns = right.bar(ranks, [0] * len(ranks), width=0.75, linewidth=0)
        self.shares = [right.text(rank, 0, "", ha="center", va="bottom") for rank in ranks]
        self.mark = right.plot([], [], "v", color=PALETTE[1], markersize=10)[0]
        right.set(xticks=ranks, ylim=(0, 118), yticks=[0, 50, 100], title="random_places_pct", xlabel="composite_place")
        right.grid(axis="x", visible=False)
        self.moving = [*self.bars, *self.scores, *self.names, self.empty, *self.columns, *self.shares, self.mark]

    def weights(self, state: dict) -> np.ndarray:
        """Weights of the indicators in their order."""
        return np.array([state[name] for name in INDICATORS], dtype=float)

    def composite(self, state: dict) -> np.ndarray:
        """Weighted mean of the scaled indicators for each city; no number where an indicator in use is missing."""
        weights = self.weights(state)
        used = weights > 0
        if not used.any():
            return np.full(len(self.cities), np.nan)
        return self.values[state["scaling"], state["edition"]][:, used] @ (weights[used] / weights.sum())

    def ranks(self, state: dict) -> dict[str, int]:
        """Rank of each city that has a score, the best first; equal scores share the better rank."""
        scores = self.composite(state)
        order = [place for place in np.argsort(-scores, kind="stable") if not np.isnan(scores[place])]
        return {self.cities[place]: int((scores > scores[place] + TIE).sum()) + 1 for place in order}

    def spread(self, state: dict) -> np.ndarray:
        """Per cent of the random weightings that give the chosen city each rank."""
        used = self.weights(state) > 0
        place = self.cities.index(state["city"])
        scores = self.random[:, used] @ self.values[state["scaling"], state["edition"]][:, used].T
        ranks = (scores > scores[:, [place]] + TIE).sum(axis=1)
        return 100 * np.bincount(ranks, minlength=len(self.cities)) / WEIGHTINGS

    def move(self, state: dict) -> None:
        scores, ranks, city = dict(zip(self.cities, self.composite(state))), self.ranks(state), state["city"]
        gap = message("no_score") if ranks else ""
        beyond = 0.015 * LIMITS[state["scaling"]][1]
        order = [*ranks, *(code for code in self.cities if code not in ranks)]
        for code, bar, text, name in zip(order, self.bars, self.scores, self.names):
            colour = PALETTE[1] if code == city else PALETTE[0]
            score = scores[code] if code in ranks else 0.0
            shown = f"{score:.2f}" if code == city else ""
            bar.set(width=score, color=colour)
            text.set(text=shown if code in ranks else gap, x=max(score, 0) + beyond)
            name.set(text=f"{ranks.get(code, '–')}  {label(code)}", color=colour if code == city else INK)
        self.empty.set_text("" if ranks else message("weights_zero"))
        spread = self.spread(state) if city in ranks else np.zeros(len(self.cities))
        for rank, (column, text, share) in enumerate(zip(self.columns, self.shares, spread), start=1):
            column.set(height=share, color=PALETTE[1] if rank == ranks.get(city) else PALETTE[5])
            text.set(text=percent(share) if share else "", y=share + 1)
        self.mark.set_data([ranks[city]] if city in ranks else [], [spread[ranks[city] - 1] + 14] if city in ranks else [])

    def caption(self, state: dict) -> str:
        ranks, city = self.ranks(state), state["city"]
        used = self.weights(state) > 0
        if not used.any():
            return message("weights_zero")
        absent = [label(code) for code in self.cities if code not in ranks]
        gap = message("cities_gap", cities=message("comma").join(absent)) if absent else ""
        if city not in ranks:
            return message("cities_unranked", city=label(city)) + gap
        spread = self.spread(state)
        found = np.flatnonzero(spread) + 1
        return gap + message(
            "cities_caption" if used.sum() > 1 else "cities_single",
            city=label(city),
            rank=ranks[city],
            count=len(ranks),
            indicators=int(used.sum()),
            share=percent(spread[ranks[city] - 1]),
            best=found[0],
            worst=found[-1],
        )


def central_cities(
    area: int = 1,
    population: int = 1,
    output: int = 1,
    income: int = 1,
    urban_share: int = 0,
    city: str = "410100",
    scaling: str = "min_max",
    edition: str = "first_published",
) -> Explorer:
    """Explorer of a composite rank of the nine national central cities, and of how fragile it is.

    Parameters
    ----------
    area, population, output, income, urban_share : int
        Weight of each indicator, 0 to 5; only their ratios matter.
    city : str
        Code of the city whose ranks are spread out, as in the table ``table2``.
    scaling : {"min_max", "z_score"}
        How an indicator is freed of its unit: to 0 … 1, or to mean 0 and standard deviation 1.
    edition : {"first_published", "revised"}
        Which gross regional product of 2020; the revised one is missing for two cities.

    Returns
    -------
    Explorer

    Notes
    -----
    Method: weighted mean of scaled indicators, its uncertainty by random weights, as in OECD and JRC, *Handbook on
    Constructing Composite Indicators* (2008); weights uniform on the simplex.

    Examples
    --------
    >>> import henan_lib as hl
    >>> explorer = hl.explore.central_cities(area=0)
    >>> explorer.picture.ranks(explorer.state)["410100"]
    8
    >>> explorer.close()
    """
    picture = CentralCitiesPicture()
    narrow = {"layout": widgets.Layout(width="272px"), "style": {"description_width": "118px"}}
    weights = dict(zip(INDICATORS, (area, population, output, income, urban_share)))
    controls = {
        name: control(widgets.IntSlider, f"weight_{name}", value=weight, min=0, max=5, **narrow)
        for name, weight in weights.items()
    }
    choices = {"city": (city, picture.cities), "scaling": (scaling, SCALINGS), "edition": (edition, EDITIONS)}
    for name, (value, codes) in choices.items():
        options = [(label(code), code) for code in codes]
        controls[name] = control(widgets.Dropdown, f"choose_{name}", options=options, value=value, **narrow)
    parts = list(controls.values())
    panel = widgets.HBox([widgets.VBox(column) for column in (parts[:3], parts[3:5], parts[5:])])
    return Explorer(picture, controls, panel)
