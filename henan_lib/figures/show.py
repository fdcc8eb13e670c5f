"""Language, theme, palette and font of a session, and ``show``, which finishes every figure and table."""

from __future__ import annotations

import base64
import contextlib
import io
import re
import warnings
from collections.abc import Iterator
from html import escape

import pandas as pd
from IPython.display import display
from matplotlib import pyplot, rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter
from PIL import Image

from ..session import current
from ..words import CourseError, Prose, closest, label, labelled, message, terms
from .catalogue import caption, catalogue_entry, source_line
from .html import table_html

DENSITY = 2  # pixels for each point of the screen, so that projectors and dense screens stay sharp
KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


class UnlabelledData(CourseError, ValueError):
    """The data of a figure have columns, or the figure has keys, that nobody has named."""


def show(thing, figure_id: str, *, data=None) -> None:
    """Finish a figure or a table, display it once, and close it.

    Title, labels with units, source line, caption and alt text come from the catalogue and the terms,
    in the session's language. Labels replace the keys that are declared: names of columns of `data`, values of its columns of
    text, and the ``words`` of the figure in the catalogue; numbers and free text stay.

    Parameters
    ----------
    thing : matplotlib.figure.Figure or pandas.DataFrame
        What the cell drew, or the table to print.
    figure_id : str
        Its id in ``data/figures.toml``.
    data : pandas.DataFrame
        The tidy table that the figure shows; required for a figure.

    Raises
    ------
    UnknownName
        If `figure_id` is not in the catalogue.
    UnlabelledData
        If `data` is missing or has a column without a label, or a key that nobody declared is left in the figure.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.show(hl.tables().head(2), "tables")  # doctest: +ELLIPSIS +NORMALIZE_WHITESPACE
    Table Title Vintage Rows ...
    """

    entry = catalogue_entry(figure_id)
    figure, data = _shown(thing, data)
    if (figure is None) != (entry["kind"] == "table"):
        raise UnlabelledData(message("other_kind", id=figure_id, kind=message(f"a_{entry['kind']}")))
    _known_columns(data)
    if figure is not None:
        for mark in _marks.get(figure_id, {}).values():
            mark(figure)
        finish(figure, entry, data)
    if not any([receive(figure_id, figure, data) for receive in _receivers]):
        _display(figure, entry, data)
    if figure is not None:
        pyplot.close(figure)


def _display(figure, entry: dict, data) -> None:
    """Display a finished figure, or a table, with its caption."""
    if figure is None:
        display(Shown(table_bundle(data)))
        return display(Prose(caption(entry)))
    alt = entry["alt"][current()]
    display(Shown(picture_bundle(png(figure), alt), alt))
    display(Prose(caption(entry)))
    if lacking := undrawn(figure):
        display(Prose(lacking))


_receivers: list = []
_marks: dict[str, dict] = {}


def mark_in(figure_id: str, name: str, mark) -> None:
    """From now on let ``mark(figure)`` add to a figure before it is finished; a later mark of the same name takes its place."""
    _marks.setdefault(figure_id, {})[name] = mark


@contextlib.contextmanager
def received_by(receive) -> Iterator[None]:
    """While this lasts, hand every finished figure or table to ``receive(figure_id, figure or None, data)``.

    What it says True of is not displayed.
    """
    _receivers.append(receive)
    try:
        yield
    finally:
        _receivers.remove(receive)


class Shown:
    """Finished output: rich in a notebook, text in a terminal; a picture carries its alt text in the metadata."""

    def __init__(self, bundle: dict, alt: str | None = None):
        self.bundle, self.alt = bundle, alt

    def __repr__(self) -> str:
        return self.bundle["text/plain"]

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self.bundle, picture_metadata(self.bundle, self.alt) if self.alt else {}


def _shown(thing, data) -> tuple:
    """Figure and table of what was given: a Series is a table too, and axes belong to their figure."""
    thing, data = (one.reset_index() if isinstance(one, pd.Series) else one for one in (thing, data))
    if isinstance(thing, pd.DataFrame):
        return None, thing
    figure = getattr(thing, "figure", thing)
    if not isinstance(figure, Figure):
        raise UnlabelledData(message("data_required"))
    return figure, data


def _known_columns(data) -> None:
    if data is None:
        raise UnlabelledData(message("data_required"))
    unknown = [str(name) for name in data.columns if str(name) not in terms("column", "place", "value")]
    if unknown:
        raise UnlabelledData(message("unknown_columns", columns=", ".join(unknown)))


def finish(figure, entry: dict, data) -> None:
    """Translate the declared texts of a figure and set its title and source line."""
    translate(figure, data, entry.get("words", []))
    figure.suptitle(entry["title"][current()], x=0.01, ha="left")
    figure.supxlabel(source_line(entry), x=0.01, ha="left", fontsize=rcParams["font.size"], color="#555555")


def translate(figure, data, extra=()) -> None:
    """Replace the declared keys among the texts of a figure by their labels; axes get their units too.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Figure whose texts are replaced.
    data : pandas.DataFrame
        Its tidy table: names of columns are declared everywhere, values of columns of text or categories as ticks, legend
        entries, titles and notes. A note of digits alone is a number and stays.
    extra : iterable of str
        Other declared keys: the ``words`` of the figure in the catalogue.

    Raises
    ------
    UnlabelledData
        If a key is left that nobody declared.
    """
    named = {*map(str, data.columns), *extra}
    declared = named | _values(data)

    def note(text: str) -> str:
        return label(text) if text in declared and (text in named or not text.isdigit()) else text

    left = []
    for axes in figure.axes:
        for name in ("xlabel", "ylabel"):
            text = getattr(axes, f"get_{name}")()
            getattr(axes, f"set_{name}")(labelled(text) if text in named else text)
        axes.set_title(note(axes.get_title(loc="left")), loc="left")
        for axis in (axes.xaxis, axes.yaxis):
            names = [text.get_text() for text in axis.get_ticklabels()]
            if not isinstance(axis.get_major_formatter(), ScalarFormatter) and declared & set(names):
                axis.set_ticks(axis.get_ticklocs(), labels=[label(name) if name in declared else name for name in names])
                left += [text.get_text() for text in axis.get_ticklabels()]
        legend = axes.get_legend()
        entries = [legend.get_title(), *legend.get_texts()] if legend else []
        for text in entries:
            text.set_text(label(text.get_text()) if text.get_text() in declared else text.get_text())
        for text in axes.texts:
            text.set_text(note(text.get_text()))
        left += [text.get_text() for text in (axes.xaxis.label, axes.yaxis.label, *entries, *axes.texts)]
        left.append(axes.get_title(loc="left"))
    undeclared = sorted({text for text in left if _is_key(text)})
    if undeclared:
        close = closest(undeclared[0], declared | set(terms()))
        raise UnlabelledData(message("undeclared_words", words=", ".join(undeclared), close=", ".join(close)))


def _values(data) -> set[str]:
    """Values of the columns of text and of categories."""
    columns = data.select_dtypes(include=["string", "object", "category"])
    return {str(value) for name in columns for value in columns[name].dropna().unique()}


def _is_key(text: str) -> bool:
    """Whether a text is a key of the terms, or looks like one, and is not itself what a reader should see."""
    known = terms().get(text)
    return bool(known and text not in (known["zh"], known["en"]) and not text.isdigit()) or bool(KEY.fullmatch(text))


def png(figure) -> bytes:
    """Figure as a palette PNG with `DENSITY` pixels for each point of the screen, the same bytes each time."""

    figure.dpi = density()
    canvas = FigureCanvasAgg(figure)
    with without_glyph_warnings():
        canvas.draw()
    return palette_png(drawn(canvas))


def density() -> float:
    """Dots for each inch of a figure of the notebooks."""
    return DENSITY * rcParams["figure.dpi"]


def palette_png(image) -> bytes:
    """Image as a PNG of 256 colours."""
    small = io.BytesIO()
    image.quantize(256, dither=Image.Dither.NONE).save(small, "PNG", compress_level=9, optimize=True)
    return small.getvalue()


@contextlib.contextmanager
def without_glyph_warnings() -> Iterator[None]:
    """While this lasts, characters that no font draws pass without a warning each: `undrawn` says it once."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def undrawn(figure) -> str:
    """Sentence that names the characters of a figure that no font of this machine draws; empty if there are none."""
    fonts = [get_font(findfont(family)).get_charmap() for family in rcParams["font.family"]]
    wanted = {character for text in figure.findobj(Text) for character in text.get_text() if character.isprintable()}
    lacking = "".join(sorted(one for one in wanted if not any(ord(one) in characters for characters in fonts)))
    return message("characters_undrawn", characters=lacking) if lacking else ""


def drawn(canvas) -> Image.Image:
    """What stands on an Agg canvas, as an image without transparency."""

    return Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")


def picture_metadata(bundle: dict, alt: str) -> dict:
    """Metadata of a PNG in display data: its alt text, and the width and height at which a screen shows it."""
    with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as image:
        size = {side: pixels // DENSITY for side, pixels in zip(("width", "height"), image.size)}
    return {"image/png": {"alt": alt} | size}


def picture_bundle(picture: bytes, alt: str) -> dict:
    """Display data of a PNG with its alt text as the plain form."""

    return {"image/png": base64.b64encode(picture).decode(), "text/plain": alt}


def _cell(value, column: str) -> str:
    if isinstance(value, str):
        row = None if column.startswith("term") else terms("place", "value", "unit", "token").get(value)
        return row[current()] if row else value
    if str(value) in ("None", "nan", "<NA>"):
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return str(value) if column.startswith("year") else f"{value:,}"


def table_bundle(table) -> dict:
    """A table as HTML, text to the left and numbers to the right, and as plain text."""

    sides = ["right" if pd.api.types.is_numeric_dtype(table[name]) else "left" for name in table.columns]
    header = [labelled(name) for name in table.columns]
    rows = [[_cell(value, str(name)) for name, value in zip(table.columns, row)] for row in table.itertuples(index=False)]
    return {
        "text/html": table_html(map(escape, header), (map(escape, row) for row in rows), sides),
        "text/plain": pd.DataFrame(rows, columns=header).to_string(index=False),
    }
