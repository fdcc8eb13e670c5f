"""Language, theme, palette and font of a session, and ``show``, which finishes every figure and table."""

from __future__ import annotations

import contextlib
import functools
import io
import tomllib
from pathlib import Path

from . import language
from .catalog import resource
from .language import current, data_folder, label, labelled, message

# After Okabe and Ito; a test holds every pair apart under the common colour-vision deficiencies.
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#C0609A", "#5C3317", "#4896C8", "#3D3D3D"]
STAGE_COLOURS = {"initial_stage": "#B8860B", "middle_stage": "#009E73", "advanced_stage": "#0072B2"}
GREY, INK = "#8A8A8A", "#222222"
FONT_FILE = Path(__file__).parent / "fonts" / "HenanSansSC-Regular.otf"
FONT_FAMILIES = ["DejaVu Sans", "Henan Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"]
FONT_POINTS = {"screen": 11, "projector": 14}
FIGURE_SIZE = (8.4, 4.7)


class UnknownFigure(KeyError):
    """The catalogue has no figure or table of this id."""

    def __str__(self) -> str:
        return self.args[0]


class UnlabelledData(ValueError):
    """The data of a figure have columns that ``terms.csv`` does not name."""


def start(edition: str, *, size: str = "screen", solutions: bool = True) -> None:
    """Set language, theme, palette and fonts; the first cell of every chapter.

    Parameters
    ----------
    edition : {"zh", "en"}
        Language of labels, captions and messages.
    size : {"screen", "projector"}
        ``"projector"`` sets all text in 14 instead of 11 points.
    solutions : bool
        Whether `henan_lib.solution` shows solutions in this session; ``False`` for a class.

    Raises
    ------
    ValueError
        If `edition` or `size` is another word.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en", size="projector")
    """
    language.use(edition)
    if size not in FONT_POINTS:
        raise ValueError(message("unknown_size", size=size))
    from .exercises import allow_solutions

    allow_solutions(solutions)
    import matplotlib
    import seaborn
    from matplotlib.font_manager import fontManager

    if FONT_FILE.is_file():
        fontManager.addfont(FONT_FILE)
    installed = {font.name for font in fontManager.ttflist}
    seaborn.set_theme(
        style="whitegrid",
        palette=PALETTE,
        rc={
            **text_sizes(size),
            "font.family": [family for family in FONT_FAMILIES if family in installed],
            "legend.frameon": False,
            "figure.figsize": FIGURE_SIZE,
            "figure.dpi": 100,
            "figure.constrained_layout.use": True,
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": GREY,
            "axes.titlelocation": "left",
            "grid.color": "#E6E6E6",
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "svg.hashsalt": "henan",
            "pdf.fonttype": 42,
        },
    )
    matplotlib.pyplot.close("all")


def text_sizes(size: str) -> dict[str, int]:
    """Settings of matplotlib for the size of every kind of text."""
    points = FONT_POINTS[size]
    same = ["font.size", "axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize", "legend.title_fontsize"]
    return {**dict.fromkeys(same, points), "axes.titlesize": points + 1, "figure.titlesize": points + 3}


@functools.cache
def _catalogue(folder: Path) -> dict[str, dict]:
    return tomllib.loads((folder / "figures.toml").read_text(encoding="utf-8"))


def catalogue_entry(figure_id: str) -> dict:
    """Number, title, caption, alt text, tables and section of a figure or table.

    Raises
    ------
    UnknownFigure
        If the catalogue has no such id; the message says how to add it.
    """
    try:
        return _catalogue(data_folder())[figure_id]
    except KeyError:
        raise UnknownFigure(message("unknown_figure", id=figure_id)) from None


def source_line(entry: dict) -> str:
    """Sources of a catalogue entry with their vintages, as printed below the figure; empty if it draws no table."""
    if not entry["tables"]:
        return ""
    key = "source_line_zh" if current() == "zh" else "source_line"
    separator = "；" if current() == "zh" else "; "
    lines, room = [""], 52 if current() == "zh" else 100
    for source in dict.fromkeys(resource(name)[key] for name in entry["tables"]):
        if lines[-1] and len(lines[-1] + source) > room:
            lines.append("")
        lines[-1] += source + separator
    return message("source_line", sources="\n".join(lines).removesuffix(separator))


def caption(entry: dict) -> str:
    """Numbered one-line caption of a catalogue entry."""
    return message(f"caption_{entry['kind']}", number=entry["number"], caption=entry["caption"][current()])


def show(thing, figure_id: str, *, data=None) -> None:
    """Finish a figure or a table, display it once, and close it.

    Title, labels with units, source line, caption and alt text come from the catalogue and the terms,
    in the session's language: texts of the figure that are keys of ``terms.csv`` are replaced by their labels.

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
    UnknownFigure
        If `figure_id` is not in the catalogue.
    UnlabelledData
        If `data` is missing or has a column without a label.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.show(hl.tables().head(2), "tables")  # doctest: +ELLIPSIS +NORMALIZE_WHITESPACE
    Table Title Vintage Rows ...
    """
    from IPython.display import display
    from matplotlib import pyplot

    entry = catalogue_entry(figure_id)
    figure, data = (None, thing) if hasattr(thing, "columns") else (thing, data)
    _known_columns(data)
    if figure is None:
        bundle, alt = _table_bundle(data), None
    else:
        finish(figure, entry)
        alt = entry["alt"][current()]
        bundle = picture_bundle(png(figure), alt)
    for receive in _receivers:
        receive(figure_id, figure, data)
    if figure is not None:
        pyplot.close(figure)
    display(Shown(bundle, alt))
    display(language.Prose(caption(entry)))


_receivers: list = []


@contextlib.contextmanager
def received_by(receive):
    """While this lasts, hand every finished figure or table to ``receive(figure_id, figure or None, data)``."""
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
        return self.bundle, {"image/png": {"alt": self.alt}} if self.alt else {}


def _known_columns(data) -> None:
    if data is None:
        raise UnlabelledData(message("data_required"))
    unknown = [str(name) for name in data.columns if str(name) not in language.terms()]
    if unknown:
        raise UnlabelledData(message("unknown_columns", columns=", ".join(unknown)))


def finish(figure, entry: dict, *, title: bool = True) -> None:
    """Translate the texts of a figure and set its title and source line."""
    from matplotlib import rcParams

    translate(figure)
    if title:
        figure.suptitle(entry["title"][current()], x=0.01, ha="left")
    figure.supxlabel(source_line(entry), x=0.01, ha="left", fontsize=rcParams["font.size"], color="#555555")


def translate(figure) -> None:
    """Replace every text of a figure that is a key of the terms by its label; axes get their units too."""
    for axes in figure.axes:
        axes.set_xlabel(labelled(axes.get_xlabel()))
        axes.set_ylabel(labelled(axes.get_ylabel()))
        axes.set_title(label(axes.get_title(loc="left")), loc="left")
        for axis in (axes.xaxis, axes.yaxis):
            names = [text.get_text() for text in axis.get_ticklabels()]
            if names and all(name in language.terms() for name in names):
                axis.set_ticks(axis.get_ticklocs(), labels=[label(name) for name in names])
        legend = axes.get_legend()
        for text in [*axes.texts, *([legend.get_title(), *legend.get_texts()] if legend else [])]:
            text.set_text(label(text.get_text()))


def png(figure) -> bytes:
    """Figure as a palette PNG at its own size and resolution, the same bytes each time."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    small = io.BytesIO()
    drawn(canvas).quantize(256, dither=Image.Dither.NONE).save(small, "PNG", compress_level=6)
    return small.getvalue()


def drawn(canvas):
    """What stands on an Agg canvas, as an image without transparency."""
    from PIL import Image

    return Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")


def picture_bundle(picture: bytes, alt: str) -> dict:
    """Display data of a PNG with its alt text as the plain form."""
    import base64

    return {"image/png": base64.b64encode(picture).decode(), "text/plain": alt}


def _cell(value, column: str) -> str:
    if isinstance(value, str):
        row = language.terms().get(value)
        return row[current()] if row and row["kind"] in ("place", "value", "unit") else value
    if str(value) in ("None", "nan", "<NA>"):
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return str(value) if column.startswith("year") else f"{value:,}"


def _table_bundle(table) -> dict:
    """A table as HTML, text to the left and numbers to the right, and as plain text."""
    from html import escape

    import pandas as pd

    sides = ["right" if pd.api.types.is_numeric_dtype(table[name]) else "left" for name in table.columns]
    header = [labelled(name) for name in table.columns]
    rows = [[_cell(value, str(name)) for name, value in zip(table.columns, row)] for row in table.itertuples(index=False)]

    def line(tag: str, cells: list[str]) -> str:
        return (
            "<tr>"
            + "".join(f'<{tag} style="text-align: {side}">{escape(cell)}</{tag}>' for side, cell in zip(sides, cells))
            + "</tr>"
        )

    return {
        "text/html": "\n".join(["<table>", line("th", header), *(line("td", row) for row in rows), "</table>"]),
        "text/plain": pd.DataFrame(rows, columns=header).to_string(index=False),
    }
