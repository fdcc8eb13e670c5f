"""Explorer of the scenarios: speed, saturation, population path and target year."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np

from ..analysis.growth import logistic_forecast
from ..analysis.scenarios import drifting_difference_path, fit_norm, growth_differences
from ..datasets.package import load
from ..figures.theme import GREY, INK, PALETTE
from ..session import current
from ..words import label, message
from .frame import Explorer, Picture, control

FIRST, NOW, LAST = 2010, 2024, 2035
AHEAD = np.arange(NOW, LAST + 1)
SATURATIONS = range(65, 101)
POPULATIONS = {"constant": "constant_2020", "trend": "trend_2020_24", "plan": "plans_imply"}
PATHS = ("constant_points", "logistic", "un_style")
NORM = {"first": 1993, "last": 2018, "smallest": 2e6}
DRIFT_YEARS = 25
WORDY = {"description_width": "initial"}


def in_words(people: float) -> float:
    """Persons in the unit in which the session's language counts many: 万 in Chinese, millions in English."""
    return people / (1e4 if current() == "zh" else 1e6)


class ScenariosPicture(Picture):
    """Three paths of Henan's urban share to a target year, and the urban people each adds since 2020.

    State: ``speed`` (points a year), ``saturation`` (percent, 65 to 100), ``population`` (``"constant"``, ``"trend"``
    or ``"plan"``), ``target`` (year, 2025 to 2035). Everything that a step shows is read from tables made once.
    """

    name = "scenarios"

    def __init__(self):
        annual = load("henan_annual").query("vintage == 'nbs_current' and year >= @FIRST")
        annual = annual.pivot(index="year", columns="indicator", values="value")
        self.share, people = annual["urban_share"], annual["resident_population"]
        self.base = load("province_census").query("province_code == '410000' and year == 2020")["urban_population"].item()
        plans = load("policy_target").query("document == 'henan_urbanization_plan_2021_2035' and indicator == 'urban_share'")
        self.plans = plans.set_index("target_year")["value"]
        self.increment = load("ledger").set_index("id").loc["2.3.1-06", "value"] * 1e4
        implied = (self.base + self.increment) / self.plans[LAST] * 100
        ends = {
            "constant": (people[2020], people[2020]),
            "trend": (people[NOW], people[NOW] + (people[NOW] - people[2020]) / (NOW - 2020) * (LAST - NOW)),
            "plan": (people[NOW], implied),
        }
        self.people = {name: dict(zip(AHEAD, np.linspace(*pair, len(AHEAD)))) for name, pair in ends.items()}
        self.years = np.arange(FIRST, LAST + 1)
        self.logistics = {limit: logistic_forecast(self.share, self.years, limit) for limit in SATURATIONS}
        self.un_style = self._un_style()

    def _un_style(self):
        areas = load("world_urban_share").query("area_type == 'country_or_area' and status == 'estimate'")
        panel = growth_differences(areas, **NORM)
        line = fit_norm(panel["urban_share_pct"], panel["growth_difference"])
        odds = np.log(self.share / (100 - self.share))
        present, norm = (odds[NOW] - odds[2020]) / (NOW - 2020), line["intercept"] + line["slope"] * self.share[NOW]
        return drifting_difference_path(self.share[NOW], present, norm / 100, DRIFT_YEARS, AHEAD - NOW)

    def shares_of(self, state: dict) -> list[float]:
        """Urban share of each path in the target year, in the order of ``PATHS``, in percent."""
        ahead = state["target"] - NOW
        curve = self.logistics[state["saturation"]][state["target"] - FIRST]
        return [self.share[NOW] + state["speed"] * ahead, curve, self.un_style[ahead]]

    def added_of(self, state: dict) -> list[float]:
        """Urban people that each path adds since the census of 2020, in persons."""
        people = self.people[state["population"]][state["target"]]
        return [share / 100 * people - self.base for share in self.shares_of(state)]

    def background(self, state: dict) -> None:
        left, right = self.figure.subplots(1, 2, width_ratios=[11, 9])
        colours = PALETTE[:3]
        left.plot(self.share, "o", color=INK, markersize=4)
        left.plot(AHEAD, self.un_style, linestyle=(0, (1, 1)), linewidth=2, color=colours[2])
        left.plot(self.plans, "D", label="plan_target", markerfacecolor="none", markeredgecolor=INK, zorder=5)
        left.legend(loc="upper left", handletextpad=0.1)
        left.set(xlim=(FIRST - 1, LAST + 1.5), ylim=(35, 90), xlabel="year", ylabel="urban_share_pct")
        left.set_xticks([2010, 2015, 2020, 2025, 2030, 2035])
        (self.straight,) = left.plot([], [], linestyle=(0, (5, 2)), linewidth=2, color=colours[0])
        (self.curve,) = left.plot([], [], linestyle=(0, (4, 2, 1, 2)), linewidth=2, color=colours[1])
        self.cursor = left.axvline(LAST, color=GREY, linewidth=1)
        self.dots = left.scatter([0] * 3, [0] * 3, color=colours, s=42, zorder=4)
        self.bars = right.barh([2, 1, 0], [0] * 3, height=0.42, color=colours)
        self.texts = [right.text(40, place + 0.33, "", color=colour) for place, colour in zip((2, 1, 0), colours)]
        heights = np.arange(3)
        mark = right.vlines([self.increment / 1e4] * 3, heights - 0.3, heights + 0.24, color=INK, linestyle=":")
        expected = message("scenarios_expected", people=in_words(self.increment))
        right.text(self.increment / 1e4, -0.72, expected, ha="center", va="bottom")
        right.set(xlim=(0, 4200), ylim=(-0.75, 2.8), xlabel="added_since_2020", yticks=[])
        right.grid(axis="y", visible=False)
        self.moving = [self.straight, self.curve, self.cursor, self.dots, *self.bars, mark, *self.texts]

    def move(self, state: dict) -> None:
        target, shares = state["target"], self.shares_of(state)
        self.straight.set_data(AHEAD, self.share[NOW] + state["speed"] * (AHEAD - NOW))
        self.curve.set_data(self.years, self.logistics[state["saturation"]])
        self.cursor.set_xdata([target, target])
        self.dots.set_offsets([(target, share) for share in shares])
        names = self.names_of(state)
        for bar, text, name, share, added in zip(self.bars, self.texts, names, shares, self.added_of(state)):
            bar.set_width(added / 1e4)
            text.set_text(message("scenarios_bar", name=name, share=share, people=in_words(added)))

    def names_of(self, state: dict) -> list[str]:
        """Name of each path in the session's language."""
        return [
            message("scenarios_speed", speed=state["speed"]),
            message("scenarios_saturation", saturation=state["saturation"]),
            label("un_style"),
        ]

    def caption(self, state: dict) -> str:
        shares, added = self.shares_of(state), self.added_of(state)
        people = self.people[state["population"]][state["target"]]
        values = {f"share_{number}": share for number, share in enumerate(shares)}
        values |= {f"added_{number}": in_words(one) for number, one in enumerate(added)}
        return message(
            "scenarios_caption",
            year=state["target"],
            population=label(POPULATIONS[state["population"]]),
            people=in_words(people),
            names=self.names_of(state),
            expected=in_words(self.increment),
            **values,
        )


def scenarios(speed: float = 0.95, saturation: int = 80, population: str = "constant", target: int = 2035) -> Explorer:
    """Explorer of the scenarios: speed, saturation, population path and target year.

    Parameters
    ----------
    speed : float
        Rise of the urban share from 2024 on, in points a year, 0 to 2.5.
    saturation : int
        Ceiling of the logistic in percent, 65 to 100.
    population : {"constant", "trend", "plan"}
        Total population: that of 2020, the trend of 2020 to 2024, or what the report's increment
        and the provincial plan's share of 2035 imply together.
    target : int
        Target year, 2025 to 2035.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> import henan_lib as hl
    >>> explorer = hl.explore.scenarios(speed=1.5, target=2030)
    >>> explorer.state["target"]
    2030
    >>> explorer.close()
    """
    options = [(label(key), name) for name, key in POPULATIONS.items()]
    controls = {
        "speed": control(widgets.FloatSlider, "speed_points", value=speed, min=0, max=2.5, step=0.05, style=WORDY),
        "saturation": control(widgets.IntSlider, "saturation_pct", value=saturation, min=65, max=100),
        "population": control(widgets.Dropdown, "population_path", options=options, value=population),
        "target": control(widgets.IntSlider, "target_year", value=target, min=NOW + 1, max=LAST),
    }
    rows = [widgets.HBox([controls[name] for name in pair]) for pair in (("speed", "saturation"), ("population", "target"))]
    return Explorer(ScenariosPicture(), controls, widgets.VBox(rows))
