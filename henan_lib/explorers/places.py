"""Explorer of Henan's places: an indicator, a year, a level, and one place marked in map, ranking and scatter."""

from __future__ import annotations

import textwrap

import ipywidgets as widgets
import pandas as pd
from matplotlib import rcParams
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullFormatter, StrMethodFormatter

from ..datasets.package import load
from ..figures.maps import tile_map
from ..figures.theme import INK, PALETTE
from ..words import label, labelled, message
from .frame import Explorer, Picture, control

# Indicator: term of the column as shown, what it is divided by, decimals on the tiles, decimals in words.
INDICATORS = {
    "urban_share_pct": ("urban_share_pct", 1, 1, 2),
    "population": ("population_10k", 1e4, 0, 1),
    "urban_population": ("urban_population_10k", 1e4, 0, 1),
    "rural_population": ("rural_population_10k", 1e4, 0, 1),
    "gdp": ("gdp_trillion", 1e12, 2, 4),
    "gdp_per_capita": ("gdp_per_capita_10k", 1e4, 1, 2),
}
OUTPUT = ("gdp", "gdp_per_capita")
LEVELS = ("unit", "county")
PANELS = ((0.006, 0.18, 0.36, 0.70), (0.43, 0.29, 0.225, 0.61), (0.695, 0.29, 0.29, 0.61))
CHOSEN = PALETTE[1]


def _counties() -> pd.DataFrame:
    """Districts, county-level cities and counties in both censuses; development zones are left out."""
    table = load("county_2020").query("county_type != 'development_zone'").rename(columns={"county_code": "place"})
    then = {f"{name}_2010": name for name in ("population", "urban_population")} | {"urban_share_2010_pct": "urban_share_pct"}
    earlier = table[["place", "unit_code", *then]].rename(columns=then).assign(year=2010)
    earlier["rural_population"] = earlier["population"] - earlier["urban_population"]
    return pd.concat([table.assign(year=2020), earlier])


def _ranks(values: pd.Series) -> pd.Series:
    """Ranks from the largest; equals share the better rank."""
    return values.rank(ascending=False, method="min")


class PlacesPicture(Picture):
    """Tile map of the 18 units, ranking and scatter of one indicator in one year, the chosen place marked in each.

    State: ``indicator`` (key of ``INDICATORS``), ``year`` (int), ``level`` (``"unit"`` or ``"county"``),
    ``place`` (code of a unit or of a county, as the level asks).
    """

    name = "places"

    def __init__(self):
        census = load("prefecture_census").merge(load("prefecture_gdp"), on=["unit_code", "year"], how="outer")
        tables = {"unit": census.assign(place=census["unit_code"]), "county": _counties()}
        self.places = {level: table.drop_duplicates("place").set_index("place")["unit_code"] for level, table in tables.items()}
        self.values = {}
        for level, table in tables.items():
            for indicator in set(INDICATORS) & set(table.columns):
                shown = table.assign(value=table[indicator].astype(float) / INDICATORS[indicator][1]).dropna(subset="value")
                for year, rows in shown.groupby("year"):
                    self.values[level, indicator, int(year)] = rows.set_index("place")["value"].sort_values(ascending=False)

    @property
    def years(self) -> list[int]:
        """Every year that some table holds."""
        return sorted({year for _, _, year in self.values})

    def values_of(self, state: dict) -> pd.Series:
        """Values of the state by place, as shown and the largest first; empty where no table holds them."""
        return self.values.get((state["level"], state["indicator"], state["year"]), pd.Series(dtype=float))

    def partner_of(self, state: dict) -> tuple[str, int]:
        """What runs across the scatter: population for the urban share, else the urban share of the latest census."""
        if state["indicator"] == "urban_share_pct":
            return "population", state["year"]
        return "urban_share_pct", max((year for year in (2010, 2020) if year <= state["year"]), default=state["year"])

    def background_of(self, state: dict) -> object:
        return state["indicator"], state["year"], state["level"]

    def background(self, state: dict) -> None:
        name, _, digits, _ = INDICATORS[state["indicator"]]
        tiles, ranking, scatter = (self.figure.add_axes(panel) for panel in PANELS)
        self.figure.set_layout_engine("none")
        on_map = self.values_of(state | {"level": "unit"}) if len(self.values_of(state)) else pd.Series(dtype=float)
        units = pd.DataFrame({"unit_code": self.places["unit"].index, name: on_map.reindex(self.places["unit"].index).array})
        tile_map(units, name, names=False, digits=digits, ax=tiles)
        tiles.set(xticks=[], yticks=[])
        self.tiles = dict(zip(units["unit_code"], tiles.patches))
        tiles.set_title(message("places_map", year=state["year"]))
        ranking.set_title(labelled(name))
        self._draw_ranking(ranking, state)
        self._draw_scatter(scatter, state)
        moving = {"color": CHOSEN, "markeredgecolor": INK, "markersize": 10, "zorder": 5}
        self.frame_of_tile = tiles.add_patch(Rectangle((0, 0), 0.94, 0.92, fill=False, edgecolor=CHOSEN, linewidth=3.5))
        self.dot, self.twin = ranking.plot([], [], "o", **moving)[0], scatter.plot([], [], "o", **moving)[0]
        self.heights = [ax.axhline(0, color=CHOSEN, linewidth=1, zorder=4) for ax in (ranking, scatter)]
        self.words = ranking.text(0.98, 0.98, "", transform=ranking.transAxes, ha="right", va="top", color=CHOSEN)
        self.moving = [*self.heights, self.frame_of_tile, self.dot, self.twin, self.words]

    def _draw_ranking(self, ax, state: dict) -> None:
        values = self.values_of(state)
        if values.empty:
            self._leave_empty(ax, message("places_empty"))
            return
        ax.plot(_ranks(values), values, "o", color=PALETTE[5], markersize=7 if len(values) < 50 else 3)
        ax.set(xlabel="rank", xticks=[1, len(values) // 2, len(values)], ylim=(0, 1.4 * values.max()))
        ax.set_xlim(1 - 0.06 * len(values), 1.06 * len(values))
        ax.set_yticks([tick for tick in ax.get_yticks() if tick <= values.max()])
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))

    def _draw_scatter(self, ax, state: dict) -> None:
        values, (partner, year) = self.values_of(state), self.partner_of(state)
        across = self.values.get((state["level"], partner, year), pd.Series(dtype=float))
        self.pairs = pd.DataFrame({"across": across, "up": values}).dropna()
        if self.pairs.empty:
            self._leave_empty(ax, message("places_empty" if values.empty else "places_no_share"))
            return
        ax.plot(self.pairs["across"], self.pairs["up"], "o", color=PALETTE[5], markersize=7 if len(values) < 50 else 3)
        ax.set(ylim=(0, 1.4 * values.max()), yticks=[])
        below = {"xycoords": "axes fraction", "textcoords": "offset points", "ha": "right", "va": "top"}
        words = message("places_across", name=labelled(INDICATORS[partner][0]), year=year)
        ax.annotate(words, (1, 0), xytext=(0, -2 * rcParams["font.size"]), **below)
        if partner == "population":
            ax.set_xscale("log")
            ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
            ax.xaxis.set_minor_formatter(NullFormatter())

    def _leave_empty(self, ax, sentence: str) -> None:
        ax.set(xticks=[], yticks=[])
        ax.text(0.5, 0.5, textwrap.fill(sentence, 22), transform=ax.transAxes, ha="center", va="center")

    def move(self, state: dict) -> None:
        values, place = self.values_of(state), state["place"]
        tile = self.tiles[self.places[state["level"]][place]]
        self.frame_of_tile.set_xy(tile.get_xy())
        there = place in values.index
        for artist in (self.dot, *self.heights, self.words):
            artist.set_visible(there)
        self.twin.set_visible(place in self.pairs.index)
        if not there:
            return
        self.dot.set_data([self.rank(state)], [values[place]])
        for line in self.heights:
            line.set_ydata([values[place]] * 2)
        self.words.set_text(f"{textwrap.fill(label(place), 18)}\n{self.printed(state)} · {self.rank(state)}/{len(values)}")
        if place in self.pairs.index:
            self.twin.set_data([self.pairs.at[place, "across"]], [values[place]])

    def rank(self, state: dict) -> int:
        """Rank of the chosen place."""
        return int(_ranks(self.values_of(state))[state["place"]])

    def printed(self, state: dict) -> str:
        """Value of the chosen place as written."""
        return f"{self.values_of(state)[state['place']]:,.{INDICATORS[state['indicator']][3]}f}"

    def caption(self, state: dict) -> str:
        values, place, level = self.values_of(state), state["place"], label(f"level_{state['level']}")
        name = INDICATORS[state["indicator"]][0]
        words = {"indicator": label(name), "named": labelled(name), "year": state["year"], "level": level, "count": len(values)}
        unit = self.places[state["level"]][place]
        words["place"] = label(place) if unit == place else message("places_within", place=label(place), unit=label(unit))
        if values.empty:
            held = [str(year) for kind, key, year in self.values if (kind, key) == (state["level"], state["indicator"])]
            return message("places_no_year" if held else "places_no_level", years=", ".join(sorted(held)), **words)
        if place not in values.index:
            return message("places_no_place", **words)
        source = message(self._source_of(state), year=state["year"])
        return message("places_caption", value=self.printed(state), rank=self.rank(state), source=source, **words)

    def _source_of(self, state: dict) -> str:
        if state["indicator"] in OUTPUT:
            return "places_yearbook"
        return "places_by_code" if (state["level"], state["year"]) == ("county", 2010) else "places_census"


def places(indicator: str = "urban_share_pct", year: int = 2020, level: str = "unit", place: str = "411600") -> Explorer:
    """Explorer of Henan's places: one indicator in one year as map, ranking and scatter, one place marked in each.

    Parameters
    ----------
    indicator : {"urban_share_pct", "population", "urban_population", "rural_population", "gdp", "gdp_per_capita"}
        What is shown.
    year : int
        A year that one of the tables holds: 1990, 2000, 2010, 2012 to 2021. An indicator without it says so.
    level : {"unit", "county"}
        The 18 units, or their districts, county-level cities and counties without the development zones.
    place : str
        Code of the marked place, a unit or a county as `level` asks.

    Returns
    -------
    Explorer

    Raises
    ------
    traitlets.TraitError
        If a control has no such value.

    Examples
    --------
    >>> import henan_lib as hl
    >>> explorer = hl.explore.places(place="410100")
    >>> explorer.state["place"], explorer.picture.rank(explorer.state)
    ('410100', 1)
    >>> explorer.close()
    """
    picture = PlacesPicture()

    def options(kind: str) -> list[tuple[str, str]]:
        return [(label(code), code) for code in sorted(picture.places[kind].index)]

    what = control(
        widgets.Dropdown, "indicator", options=[(label(INDICATORS[key][0]), key) for key in INDICATORS], value=indicator
    )
    when = control(widgets.SelectionSlider, "year", options=picture.years, value=year)
    scale = control(widgets.Dropdown, "level", options=[(label(f"level_{kind}"), kind) for kind in LEVELS], value=level)
    where = control(widgets.Dropdown, "chosen_place", options=options(level), value=place)

    def keep_the_unit(change: dict) -> None:
        """Offer the places of the new level, and stay in the unit that was marked."""
        unit = picture.places[change["old"]][where.value]
        where.options = options(change["new"])
        where.value = next(code for code, within in picture.places[change["new"]].items() if within == unit)

    scale.observe(keep_the_unit, "value")
    panel = widgets.HBox([widgets.VBox([what, when]), widgets.VBox([scale, where])])
    return Explorer(picture, {"indicator": what, "year": when, "level": scale, "place": where}, panel)
