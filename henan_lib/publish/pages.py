"""Each chapter as a deck of slides and as a printable handout: ``henan slides`` and ``henan handout``.

A page is one HTML file that holds its pictures, scripts and font: it opens from any disk, and nothing can be lost on the way.
"""

from __future__ import annotations

import base64
import functools
import io
import itertools
import os
import re
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

import nbformat
from fontTools import subset
from matplotlib import font_manager, mathtext, rc_context
from nbconvert import HTMLExporter
from traitlets.config import Config

from ..course import chapters
from ..explorers.view import STYLE
from ..figures.theme import FONT_FILE
from ..session import CLONE, PACKAGE
from ..words import message, terms
from .app import scripts
from .predictions import poll_scripts

TEMPLATES = PACKAGE / "templates"
SHOWN_FIRST = ["image/png", "text/html", "text/markdown", "text/plain"]
ON_SLIDES, FOR_THE_SPEAKER = ("predict", "keep"), ("read_it", "doubt_it")
EXPLORER = re.compile(r"hl\.explore\.(\w+)\(\w*\)")
ON_SLIDE = "code-on-slide"
PLACE = '<div id="explorer-'
PREDICTION = re.compile(r'hl\.predict\("([\w-]+)"\)')
NOTEBOOK_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\.ipynb[^)\s]*\)")
FORMULA = re.compile(r"`[^`]*`|\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+)\$", re.DOTALL)
BROWSERS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge", "chrome", "msedge")
INSTALLED_BROWSERS = {
    "/Applications": (
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Chromium.app/Contents/MacOS/Chromium",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "C:/Program Files": ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"),
    "C:/Program Files (x86)": ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"),
}


def slides(edition: str, out: Path, *, chapter: int | None = None) -> list[Path]:
    """Write a reveal.js deck of each chapter.

    A cell of slide type ``slide`` begins a slide, one of type ``skip`` is left out, one without a type follows on the
    same slide. Code is hidden but for cells with the tag ``code-on-slide``, explorers are live; of a section's prose, the
    prediction and the sentence to keep are shown, and the rest becomes speaker notes (key S).

    Parameters
    ----------
    edition : {"zh", "en"}
        Language of the chapters.
    out : pathlib.Path
        Folder to write to; made if it is not there.
    chapter : int, optional
        Only this chapter.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    FileNotFoundError
        If there is no such chapter.
    """
    return [_write(path, edition, "deck", out / f"{path.stem}.{edition}.slides.html") for path in _chosen(edition, chapter)]


def handout(edition: str, out: Path, *, chapter: int | None = None) -> list[Path]:
    """Write a printable page of each chapter, with lines to write on below its exercises.

    Parameters and errors are those of `slides`.

    Returns
    -------
    list of pathlib.Path
        The files written.
    """
    return [_write(path, edition, "handout", out / f"{path.stem}.{edition}.handout.html") for path in _chosen(edition, chapter)]


def _chosen(edition: str, chapter: int | None) -> list[Path]:
    found = [path for path in chapters(edition) if chapter in (None, int(path.name[:2]))]
    if not found and chapter is None:
        raise FileNotFoundError(message("no_notebooks", edition=edition, folder=CLONE / "notebooks"))
    if not found:
        raise FileNotFoundError(message("no_chapter", chapter=chapter, edition=edition))
    return found


def _write(notebook: Path, edition: str, kind: str, target: Path) -> Path:
    cells = nbformat.reads(notebook.read_text(encoding="utf-8"), as_version=4)
    for cell in cells.cells:
        if cell.cell_type == "markdown":
            cell.source = NOTEBOOK_LINK.sub(r"\1", cell.source)
    if kind == "deck":
        live = [name for cell in cells.cells if _slide_type(cell) != "skip" and (name := _live(cell))]
        cells.cells = _on_slides(cells.cells)
        polls = _polled(cells.cells)
        ends = [scripts(live, edition, size="deck")] if live else []
        ends += [poll_scripts(polls, edition)] if polls else []
        return write_cells(cells, edition, kind, target, "\n".join(ends))
    return write_cells(cells, edition, kind, target)


def _live(cell) -> str | None:
    """Name of the explorer that a cell opens, if it opens one: in a deck its place is left to the live view."""
    found = EXPLORER.fullmatch(cell.source.strip())
    if cell.cell_type != "code" or not found:
        return None
    place = f'{PLACE}{found[1]}"></div>'
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": place})]
    return found[1]


def _polled(cells: list) -> list[str]:
    """Predictions on slides: the place of each is left to a poll, and its result to what comes after, on a slide of its own."""
    polls, waiting = [], []
    for cell in cells:
        if found := cell.cell_type == "code" and PREDICTION.fullmatch(cell.source.strip()):
            polls.append(found[1])
            waiting.append(f'<div id="result-{found[1]}"></div>')
            cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": f'<div id="prediction-{found[1]}"></div>'})]
        elif cell.cell_type == "code" and waiting:
            cell.metadata["slideshow"] = {"slide_type": "slide"}
            results = [nbformat.v4.new_output("display_data", {"text/html": place}) for place in waiting]
            cell.outputs, waiting = results + cell.outputs, []
    return polls


def write_cells(cells, edition: str, kind: str, target: Path, live: str = "") -> Path:
    """Write cells as a page, whose title is their first heading.

    Parameters
    ----------
    cells : nbformat.NotebookNode
        A notebook that begins with a heading.
    edition : {"zh", "en"}
        Its language.
    kind : {"deck", "handout"}
        Template.
    target : pathlib.Path
        File to write; its folder is made if it is not there.
    live : str
        Scripts at the end of a deck.

    Returns
    -------
    pathlib.Path
        The file written.
    """
    exporter = HTMLExporter(
        config=Config(NbConvertBase={"display_data_priority": SHOWN_FIRST}),
        template_name="henan",
        extra_template_basedirs=[str(TEMPLATES)],
        template_file=f"{kind}.html.j2",
        language_code=edition,
        exclude_anchor_links=True,
        filters={"formulas": formulas, "slide_parts": functools.partial(slide_parts, edition=edition)},
    )
    title = re.search(r"^#+ (.+)$", cells.cells[0].source, re.MULTILINE)[1]
    resources = {
        "title": title,
        "font": font_base64(nbformat.writes(cells) + live, edition),
        "live": live,
        "explorer_style": STYLE.read_text(encoding="utf-8"),
    }
    page, _ = exporter.from_notebook_node(cells, resources=resources)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    return target


def _slide_type(cell) -> str | None:
    return cell.metadata.get("slideshow", {}).get("slide_type")


def _shows(cell) -> bool:
    """Whether a code cell leaves anything on a slide: an output, or its code."""
    return bool(cell.outputs) or ON_SLIDE in cell.metadata.get("tags", [])


def _on_slides(cells: list) -> list:
    """Cells that show something on a slide; those with a picture below them on the same slide are marked.

    Code that begins a slide gets the last heading above it.
    """
    heading = ""
    for cell in cells:
        if cell.cell_type == "markdown":
            heading = next((line for line in reversed(cell.source.splitlines()) if line.startswith("#")), heading)
        elif _slide_type(cell) == "slide" and ON_SLIDE in cell.metadata.get("tags", []):
            cell.metadata["heading"] = heading.lstrip("# ").partition(" · ")[0]
    shown = [cell for cell in cells if _slide_type(cell) != "skip" and (cell.cell_type == "markdown" or _shows(cell))]
    for cell, below in itertools.pairwise(shown):
        shown_below = [output.get("data", {}) for output in below.get("outputs", [])]
        pictures = any("image/png" in data or data.get("text/html", "").startswith(PLACE) for data in shown_below)
        cell.metadata["above_picture"] = pictures and _slide_type(below) != "slide"
    return shown


def font_base64(text: str, edition: str) -> str:
    """The course's font with only the characters of a text, as base64 of a WOFF2 file.

    English takes § and · from elsewhere: here they are as wide as a Chinese character.
    """
    options = subset.Options(flavor="woff2", layout_features=[])
    font = subset.load_font(FONT_FILE, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text if edition == "zh" else re.sub("[§·]", "", text))
    subsetter.subset(font)
    stream = io.BytesIO()
    subset.save_font(font, stream, options)
    return base64.b64encode(stream.getvalue()).decode()


def slide_parts(source: str, above_picture: bool = False, *, edition: str) -> dict:
    """Markdown of a cell as it is shown, a new slide at each further heading of level two, and what the speaker says.

    In a cell above a picture, or with the rhythm of a section (predict, read it, doubt it, keep), headings, formulas, the
    prediction and the sentence to keep are shown. In any other cell all is, from its first heading on. What follows a
    heading's first dot (must, minutes) is for the speaker, and a heading with nothing below it belongs to a later cell.

    Examples
    --------
    >>> slide_parts("## Rates differ · must · 5 min\\n\\nSome prose.\\n\\n**Predict.** Which is higher?", edition="en")
    {'shown': ['## Rates differ\\n\\n**Predict.** Which is higher?'], 'notes': 'must · 5 min\\n\\nSome prose.'}
    """
    blocks = [part.strip() for part in re.split(r"\n\s*\n", re.sub(r"(?m)^#.*$", r"\n\g<0>\n", source)) if part.strip()]
    starts = {key: f"**{terms('message')[key][edition]}**" for key in ON_SLIDES + FOR_THE_SPEAKER}
    brief = above_picture or any(block.startswith(tuple(starts.values())) for block in blocks)
    wanted = ("#", "$$", *(starts[key] for key in ON_SLIDES)) if brief else ""
    first = next((place for place, block in enumerate(blocks) if block.startswith("#")), 0)
    shown, notes = [], []
    for place, block in enumerate(blocks):
        if block.startswith("#"):
            block, _, minutes = block.partition(" · ")
            notes += [minutes] if minutes else []
        (shown if place >= first and block.startswith(wanted) else notes).append(block)
    while shown and shown[-1].startswith("#") and (first or len(shown) > 1):
        notes.append(shown.pop().lstrip("# "))
    return {"shown": re.split(r"\n\n(?=## )", "\n\n".join(shown)), "notes": "\n\n".join(notes)}


def formulas(source: str) -> str:
    """Markdown with each formula between dollars replaced by a drawing of it, its TeX as alt text.

    Examples
    --------
    >>> formulas("no formula, and `$code$`")
    'no formula, and `$code$`'
    >>> formulas("$u$")[:41]
    '<img class="formula inline" alt="u" style'
    """
    return FORMULA.sub(_drawn, source)


def _drawn(found: re.Match) -> str:
    kind = found.lastgroup
    return found[0] if kind is None else drawn(found[kind], kind)


def drawn(tex: str, kind: str) -> str:
    """Picture of a formula as HTML, its TeX as alt text.

    Parameters
    ----------
    tex : str
        What stands between the dollars.
    kind : {"inline", "block"}
        Whether it stands in a line or by itself.

    Returns
    -------
    str
    """
    points, stream = 12, io.BytesIO()
    with rc_context({**_formula_fonts(tex.isascii()), "svg.hashsalt": "henan"}):
        properties = font_manager.FontProperties(size=points)
        depth = mathtext.math_to_image(rf"${tex.strip()}\,$", stream, prop=properties, format="svg", dpi=72)
    svg = re.sub(rb"<metadata>.*?</metadata>", b"", stream.getvalue(), flags=re.DOTALL)  # it holds the time of day
    height = float(re.search(rb'height="([\d.]+)pt"', svg)[1])
    style = f"--height: {height / points:.3f}em; --depth: {depth / points:.3f}em"
    address = base64.b64encode(svg).decode()
    return f'<img class="formula {kind}" alt="{escape(tex)}" style="{style}" src="data:image/svg+xml;base64,{address}">'


@functools.cache
def _formula_fonts(latin: bool) -> dict[str, str]:
    """Settings of matplotlib for the letters of a formula: Knuth's, or the course's own where there are Chinese words."""
    if latin:
        return {"mathtext.fontset": "cm"}
    font_manager.fontManager.addfont(FONT_FILE)
    own = font_manager.get_font(FONT_FILE).family_name
    letters = dict.fromkeys(("mathtext.rm", "mathtext.it", "mathtext.cal"), own)
    return {"mathtext.fontset": "custom", "mathtext.fallback": "cm", **letters}


def find_browser() -> str | None:
    """Path of an installed Chrome, Chromium or Edge, or None."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    places = (Path(folder) / name for folder, names in INSTALLED_BROWSERS.items() for name in names)
    return next((str(place) for place in places if place.is_file()), None)


def print_pdf(page: Path) -> Path | None:
    """Print an HTML page to a PDF beside it; None if no browser can."""
    browser, pdf = find_browser(), page.with_suffix(".pdf")
    if browser is None:
        return None
    pdf.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={profile}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options.append("--no-sandbox")
        command = [browser, *options, f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=120, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
    return pdf if pdf.exists() else None
