"""Explorers: controls around a picture of which only what moves is drawn anew."""

from __future__ import annotations

import io

import ipywidgets as widgets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from . import charts, style
from .catalog import load
from .language import current, label, message
from .models import STAGES, stage


class Picture:
    """A figure with a still background and moving artists over it.

    Subclasses build ``self.figure`` and ``self.moving`` in ``background(state)`` and set the moving artists
    in ``move(state)``. ``background_of(state)`` names the part of the state that the background depends on.
    The figure is not pyplot's, so that no notebook shows it a second time.
    """

    figure: Figure | None = None
    moving: list
    _drawn_for: object = None

    def background(self, state: dict) -> None:
        raise NotImplementedError

    def move(self, state: dict) -> None:
        raise NotImplementedError

    def caption(self, state: dict) -> str:
        raise NotImplementedError

    def background_of(self, state: dict) -> object:
        raise NotImplementedError

    def draw(self, state: dict) -> Figure:
        """Figure of a state, whole; a function of the state alone."""
        self._prepare(state)
        for artist in self.moving:
            artist.set_animated(False)
        self.figure.canvas.draw()
        return self.figure

    def frame(self, state: dict) -> bytes:
        """PNG of a state: the kept background with the moving artists drawn over it."""
        if self._prepare(state) or self._still is None:
            for artist in self.moving:
                artist.set_animated(True)
            self.figure.canvas.draw()
            self._still = self.figure.canvas.copy_from_bbox(self.figure.bbox)
        canvas = self.figure.canvas
        canvas.restore_region(self._still)
        for artist in self.moving:
            self.figure.draw_artist(artist)
        stream = io.BytesIO()
        style.drawn(canvas).save(stream, "PNG", compress_level=1)
        return stream.getvalue()

    def _prepare(self, state: dict) -> bool:
        """Build the background if it is not that of this state; then set what moves."""
        wanted = self.background_of(state)
        new = self.figure is None or wanted != self._drawn_for
        if new:
            self.background(state)
            self.figure.canvas.draw()
            self.figure.set_layout_engine("none")
            self._drawn_for, self._still = wanted, None
        self.move(state)
        return new

    def close(self) -> None:
        """Forget the figure."""
        self.figure = None


class StagesPicture(Picture):
    """Chosen areas on the stage bands, a year, and how many countries or areas stand in each stage.

    State: ``year`` (int), ``areas`` (tuple of area codes), ``thresholds`` (low, high in percent).
    """

    def __init__(self):
        shares = load("world_urban_share").dropna(subset="urban_share_pct")
        self.shares = shares
        self.by_year = shares[shares["area_type"] == "country_or_area"].groupby("year")["urban_share_pct"]
        self.indexed = shares.set_index(["area_code", "year"])["urban_share_pct"]

    def background_of(self, state: dict) -> object:
        return state["areas"], current()

    def background(self, state: dict) -> None:
        self.figure = Figure()
        FigureCanvasAgg(self.figure)
        lines, bars = self.figure.subplots(1, 2, width_ratios=[3, 1])
        chosen = self.shares[self.shares["area_code"].isin(state["areas"])]
        if len(chosen):
            charts.urban_share_lines(chosen, ax=lines)
        else:
            lines.text(0.5, 0.5, message("nothing_chosen"), transform=lines.transAxes, ha="center")
        lines.set(xlim=(1950, 2050), ylim=(0, 100), xlabel="year", ylabel="urban_share_pct")
        colours = [style.STAGE_COLOURS[name] for name in STAGES]
        self.bars = bars.barh(range(3), [0] * 3, height=0.5, color=colours)
        bars.set_yticks([])
        bars.set_xticks([])
        bars.set(xlim=(0, 260), ylim=(-0.4, 2.8), title="areas")
        bars.grid(False)
        self.counts = [bars.text(4, place + 0.32, "", color=colour) for place, colour in enumerate(colours)]
        style.translate(self.figure)
        self.bands = [lines.axhspan(0, 1, color=colour, alpha=0.08, linewidth=0) for colour in colours]
        self.cursor = lines.axvline(1950, color=style.INK, linewidth=1.5)
        self.dots = lines.scatter([], [], color=style.INK, s=36, zorder=4)
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


class Explorer(widgets.VBox):
    """Controls, a picture and a sentence that says what it shows.

    Parameters
    ----------
    picture : Picture
        What to draw.
    controls : dict of str to ipywidgets.Widget
        The control of each part of the state.
    panel : ipywidgets.Widget
        The controls as the reader sees them.
    alt : str
        Alt text of the first picture.
    """

    def __init__(self, picture: Picture, controls: dict[str, widgets.Widget], panel: widgets.Widget, alt: str):
        self.picture, self.controls, self.alt = picture, controls, alt
        self.image = widgets.Image(format="png", layout=widgets.Layout(width="840px", max_width="100%"))
        self.status = widgets.HTML()
        for control in controls.values():
            control.observe(self.refresh, "value")
        self.refresh()
        super().__init__([panel, self.image, self.status])

    @property
    def state(self) -> dict:
        """Value of every control by its name."""
        return {name: control.value for name, control in self.controls.items()}

    def refresh(self, _change: object = None) -> None:
        """Draw the present state."""
        self.image.value = self.picture.frame(self.state)
        self.status.value = f'<p role="status" aria-live="polite">{self.picture.caption(self.state)}</p>'

    def close(self) -> None:
        """Stop listening, forget the figure and close the widgets."""
        for control in self.controls.values():
            control.unobserve_all("value")
        self.picture.close()
        super().close()

    def _repr_mimebundle_(self, **kwargs):
        data = super()._repr_mimebundle_(**kwargs) | style.picture_bundle(self.image.value, self.alt)
        return data, {"image/png": {"alt": self.alt}}


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
    wide = widgets.Layout(width="420px")
    described = {"description_width": "110px"}
    play = widgets.Play(min=1950, max=2050, step=1, interval=150, value=year, description=label("play"))
    slider = widgets.IntSlider(value=year, min=1950, max=2050, description=label("year"), layout=wide, style=described)
    widgets.jslink((play, "value"), (slider, "value"))
    chosen = widgets.SelectMultiple(
        options=sorted((label(code), code) for code in ["world", *codes]),
        value=areas,
        rows=6,
        description=label("areas"),
        layout=wide,
        style={"description_width": "initial"},
    )
    limits = widgets.IntRangeSlider(
        value=thresholds, min=0, max=100, description=label("thresholds"), layout=wide, style=described
    )
    panel = widgets.HBox([widgets.VBox([widgets.HBox([slider]), widgets.HBox([play]), limits]), chosen])
    alt = style.catalogue_entry("stages-explorer")["alt"][current()]
    return Explorer(picture, {"year": slider, "areas": chosen, "thresholds": limits}, panel, alt)
