"""What every explorer is made of: a picture of which only what moves is drawn anew, and controls around it."""

from __future__ import annotations

import io

import ipywidgets as widgets
import pandas as pd
from matplotlib import rc_context, rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

from ..figures.catalogue import catalogue_entry
from ..figures.show import drawn, finish, picture_bundle
from ..figures.theme import FONT_POINTS, GREY, INK, PALETTE, STAGE_COLOURS, text_sizes
from ..session import current
from ..words import label, labelled

WIDE = "400px"
NEARLY_WHITE = 248  # of 255: paper stays white


def control(kind: type[widgets.DOMWidget], key: str, **settings) -> widgets.DOMWidget:
    """Control of one part of the state, named and with its unit in the session's language.

    Parameters
    ----------
    kind : type
        A control of ipywidgets, such as ``widgets.IntSlider``.
    key : str
        Key of its label in ``data/terms``.
    **settings
        Passed on to `kind`.

    Returns
    -------
    ipywidgets.DOMWidget

    Examples
    --------
    >>> control(widgets.IntSlider, "year", value=2018, min=1950, max=2050).description
    'Year'
    """
    settings = {"layout": widgets.Layout(width=WIDE), "style": {"description_width": "130px"}} | settings
    return kind(description=labelled(key), **settings)


def enlargement() -> float:
    """How much larger than on a screen a whole picture is drawn in this session: layout and cuts stay the same."""
    return max(1.0, rcParams["font.size"] / FONT_POINTS["screen"])


def _palette(picture: Image.Image) -> Image.Image:
    """Colours of a first frame, and those of the theme, strong and pale, that a later frame may bring."""
    theme = [
        round(255 + strength * (255 * part - 255))
        for colour in dict.fromkeys([*PALETTE, *STAGE_COLOURS.values(), GREY, INK, "#FFFFFF"])
        for strength in (1, 0.75, 0.5, 0.25)
        for part in to_rgb(colour)
    ]
    colours = 256 - len(theme) // 3
    first = picture.quantize(colours, dither=Image.Dither.NONE)
    palette = Image.new("P", (1, 1))
    found = first.getpalette()[: 3 * colours]
    for place in range(0, len(found), 3):
        if min(found[place : place + 3]) >= NEARLY_WHITE:
            found[place : place + 3] = 3 * [255]
    palette.putpalette(found + theme)
    return palette


class Picture:
    """A figure with a still background and moving artists over it.

    Subclasses give their ``name``, draw on ``self.figure`` and fill ``self.moving`` in ``background(state)``, set the
    moving artists in ``move(state)``, and say in ``caption(state)`` what is to be seen. ``background_of(state)`` names
    the part of the state on which the background depends. Texts that are keys of the terms become their labels.
    The figure is not pyplot's, so that no notebook shows it a second time.
    """

    name: str
    size = (8.4, 3.9)  # in inches; with controls, caption and details it fits a screen of 1280 × 720
    figure: Figure | None = None
    moving: list
    _drawn_for: object = None
    _still: object = None
    _palette: Image.Image | None = None

    def background(self, state: dict) -> None:
        raise NotImplementedError

    def move(self, state: dict) -> None:
        raise NotImplementedError

    def caption(self, state: dict) -> str:
        raise NotImplementedError

    def background_of(self, state: dict) -> object:
        return None

    def details(self, state: dict) -> str:
        """HTML below the caption, where a picture alone cannot tell; nothing by default."""
        return ""

    @property
    def entry(self) -> dict:
        """Entry of the catalogue of figures, ``<name>-explorer``."""
        return catalogue_entry(f"{self.name}-explorer")

    def draw(self, state: dict) -> Figure:
        """Figure of a state, whole; a function of the state alone."""
        self._prepare(state)
        for artist in self.moving:
            artist.set_animated(False)
        self._still = None
        return self.figure

    def frame(self, state: dict) -> bytes:
        """PNG of a state: the kept background with the moving artists drawn over it."""
        self._prepare(state)
        canvas = self.figure.canvas
        if self._still is None:
            for artist in self.moving:
                artist.set_animated(True)
            canvas.draw()
            self._still = canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._still)
        for artist in self.moving:
            self.figure.draw_artist(artist)
        picture = drawn(canvas)
        if self._palette is None:
            self._palette = _palette(picture)
        stream = io.BytesIO()
        picture.quantize(palette=self._palette, dither=Image.Dither.NONE).save(stream, "PNG", compress_level=1)
        return stream.getvalue()

    def _prepare(self, state: dict) -> None:
        """Build the background if it is not that of this state; then set what moves."""
        larger = enlargement()
        wanted = (current(), larger, self.background_of(state))
        if self.figure is None or wanted != self._drawn_for:
            with rc_context(text_sizes("screen")):
                self.figure = Figure(figsize=self.size, dpi=100 * larger)
                FigureCanvasAgg(self.figure)
                self.background(state)
                finish(self.figure, self.entry, pd.DataFrame(), title=False)
                if engine := self.figure.get_layout_engine():
                    engine.execute(self.figure)
                    self.figure.set_layout_engine("none")
            self._drawn_for, self._still, self._palette = wanted, None, None
        self.move(state)

    def close(self) -> None:
        """Forget the figure."""
        self.figure = self._still = self._palette = None


class Explorer(widgets.VBox):
    """Controls, a picture, a sentence that says what it shows, a reset, and the code of the present view.

    Parameters
    ----------
    picture : Picture
        What to draw.
    controls : dict of str to ipywidgets.Widget
        The control of each part of the state.
    panel : ipywidgets.Widget
        The controls as the reader sees them.
    """

    def __init__(self, picture: Picture, controls: dict[str, widgets.Widget], panel: widgets.Widget):
        self.picture, self.controls, self.alt = picture, controls, picture.entry["alt"][current()]
        width = f"{100 * picture.size[0] * enlargement():.0f}px"
        self.image = widgets.Image(format="png", layout=widgets.Layout(width=width, max_width="100%"))
        self.status, self.details = widgets.HTML(), widgets.HTML()
        self.reset_button = widgets.Button(description=label("reset"))
        self.code_button = widgets.Button(description=label("copy_state"), layout=widgets.Layout(width="auto"))
        self.code = widgets.Text(
            placeholder=label("copy_state_here"), layout=widgets.Layout(flex="1 1 auto", width="auto"), continuous_update=False
        )
        self._first = self.state
        self.reset_button.on_click(self.reset)
        self.code_button.on_click(self.write_code)
        self._listen()
        self.refresh()
        buttons = widgets.HBox([self.reset_button, self.code_button, self.code], layout=widgets.Layout(max_width=width))
        super().__init__([panel, self.image, self.status, self.details, buttons])

    @property
    def state(self) -> dict:
        """Value of every control by its name."""
        return {name: part.value for name, part in self.controls.items()}

    def refresh(self, _change: object = None) -> None:
        """Draw the present state."""
        state = self.state
        self.image.value = self.picture.frame(state)
        self.status.value = f'<p role="status" aria-live="polite" style="margin: 0">{self.picture.caption(state)}</p>'
        self.details.value = self.picture.details(state)

    def reset(self, _button: object = None) -> None:
        """Back to the first state, drawn once."""
        for part in self.controls.values():
            part.unobserve(self.refresh, "value")
        for name, value in self._first.items():
            self.controls[name].value = value
        self._listen()
        self.refresh()

    def _listen(self) -> None:
        for part in self.controls.values():
            part.observe(self.refresh, "value")

    def write_code(self, _button: object = None) -> None:
        """Write the line of code that draws the present view as a figure, ready to be copied."""
        arguments = "".join(f", {name}={value!r}" for name, value in self.state.items())
        self.code.value = f'hl.explore.view("{self.picture.name}"{arguments})'

    def close(self) -> None:
        """Stop listening, forget the figure and close the widgets."""
        for part in self.controls.values():
            part.unobserve_all("value")
        self.picture.close()
        for child in self.children:
            child.close()
        super().close()

    def _repr_mimebundle_(self, **kwargs):
        data = super()._repr_mimebundle_(**kwargs) | picture_bundle(self.image.value, self.alt)
        return data, {"image/png": {"alt": self.alt}}
