"""Explorer of the three stages: a year with play, countries or areas, both thresholds."""

from __future__ import annotations

import ipywidgets as widgets

from ..analysis.stages import STAGES, stage
from ..datasets.package import load
from ..figures.charts import urban_share_lines
from ..figures.theme import INK, STAGE_COLOURS
from ..words import label, message
from .frame import Explorer, Picture, control


class StagesPicture(Picture):
    """Chosen areas on the stage bands, a year, and how many countries or areas stand in each stage.

    State: ``year`` (int), ``areas`` (tuple of area codes), ``thresholds`` (low, high in percent).
    """

    name = "stages"

    def __init__(self):
        shares = load("world_urban_share").dropna(subset="urban_share_pct")
        self.shares = shares
        self.by_year = shares[shares["area_type"] == "country_or_area"].groupby("year")["urban_share_pct"]
        self.indexed = shares.set_index(["area_code", "year"])["urban_share_pct"]

    def background_of(self, state: dict) -> object:
        return state["areas"]

    def background(self, state: dict) -> None:
        lines, bars = self.figure.subplots(1, 2, width_ratios=[3, 1])
        chosen = self.shares[self.shares["area_code"].isin(state["areas"])]
        if len(chosen):
            urban_share_lines(chosen, ax=lines)
        else:
            lines.text(0.5, 0.5, message("nothing_chosen"), transform=lines.transAxes, ha="center")
        lines.set(xlim=(1950, 2050), ylim=(0, 100), xlabel="year", ylabel="urban_share_pct")
        colours = [STAGE_COLOURS[name] for name in STAGES]
        self.bars = bars.barh(range(3), [0] * 3, height=0.5, color=colours)
        bars.set_yticks([])
        bars.set_xticks([])
        bars.set(xlim=(0, 260), ylim=(-0.4, 2.8), title="areas")
        bars.grid(False)
        self.counts = [bars.text(4, place + 0.32, "", color=colour) for place, colour in enumerate(colours)]
        self.bands = [lines.axhspan(0, 1, color=colour, alpha=0.08, linewidth=0) for colour in colours]
        self.cursor = lines.axvline(1950, color=INK, linewidth=1.5)
        self.dots = lines.scatter([], [], color=INK, s=36, zorder=4)
        self.year = lines.text(0.02, 0.95, "", transform=lines.transAxes, fontsize=18, va="top")
        self.moving = [*self.bands, self.cursor, self.dots, self.year, *self.bars, *self.counts]

    def counts_of(self, state: dict):
        """Countries or areas by stage in the state's year, in the order of the stages."""
        stages = stage(self.by_year.get_group(state["year"]), *state["thresholds"])
        return [int((stages == name).sum()) for name in STAGES]

    def move(self, state: dict) -> None:
        year, (low, high) = state["year"], state["thresholds"]
        for band, bottom, top in zip(self.bands, (0, low, high), (low, high, 100)):
            band.set_y(bottom)
            band.set_height(top - bottom)
        self.cursor.set_xdata([year, year])
        points = [(year, self.indexed[area, year]) for area in state["areas"]]
        self.dots.set_offsets(points or [(float("nan"), float("nan"))])
        self.year.set_text(str(year))
        for bar, text, name, count in zip(self.bars, self.counts, STAGES, self.counts_of(state)):
            bar.set_width(count)
            text.set_text(f"{label(name)} {count}")

    def caption(self, state: dict) -> str:
        initial, middle, advanced = self.counts_of(state)
        low, high = state["thresholds"]
        projected = message("projected") if state["year"] > 2018 else ""
        return message(
            "stages_caption",
            year=state["year"],
            initial=initial,
            middle=middle,
            advanced=advanced,
            low=low,
            high=high,
            projected=projected,
        )


def stages(
    year: int = 1950,
    areas: tuple[str, ...] = ("GBR", "USA", "JPN", "KOR", "MEX", "CHN"),
    thresholds: tuple[int, int] = (30, 70),
) -> Explorer:
    """Explorer of the three stages: a year with play, countries or areas, both thresholds.

    Parameters
    ----------
    year : int
        First year shown, 1950 to 2050.
    areas : tuple of str
        Area codes of the lines, as in the table ``world_urban_share``.
    thresholds : tuple of int
        Lower and upper threshold in percent.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> import henan_lib as hl
    >>> explorer = hl.explore.stages(year=2018)
    >>> explorer.state["year"]
    2018
    >>> explorer.close()
    """
    picture = StagesPicture()
    codes = picture.shares.loc[picture.shares["area_type"] == "country_or_area", "area_code"].unique()
    play = widgets.Play(min=1950, max=2050, step=1, interval=150, value=year, description=label("play"))
    slider = control(widgets.IntSlider, "year", value=year, min=1950, max=2050)
    widgets.jslink((play, "value"), (slider, "value"))
    options = sorted((label(code), code) for code in ["world", *codes])
    chosen = control(
        widgets.SelectMultiple, "areas", options=options, value=areas, rows=5, style={"description_width": "initial"}
    )
    limits = control(widgets.IntRangeSlider, "thresholds", value=thresholds, min=0, max=100)
    panel = widgets.HBox([widgets.VBox([slider, play, limits]), chosen])
    return Explorer(picture, {"year": slider, "areas": chosen, "thresholds": limits}, panel)
