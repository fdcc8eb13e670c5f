"""One place on one page, as files: ``henan page``."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pandas as pd
from matplotlib import pyplot
from matplotlib.figure import Figure

from ..datasets.package import load
from ..figures.charts import label_ends
from ..figures.show import finish, picture_bundle, picture_metadata, png, undrawn, without_glyph_warnings
from ..figures.theme import PALETTE, start
from ..session import current
from ..words import CourseError, Prose, label, message
from ..your_place.own_page import own_page
from ..your_place.province import COUNTED, province_code, province_page
from ..your_place.table import read_quietly, report
from .export import WITHOUT_DATE
from .pages import write_cells

FORMATS = ("svg", "png")


def write_page(what: str, edition: str, out: Path, *, place: str | None = None) -> list[Path]:
    """Write the page of a province, or of a table of your own, with a figure.

    Parameters
    ----------
    what : str
        A file that `henan_lib.read_own` reads, or the code or name of a province.
    edition : {"zh", "en"}
        Language of the page.
    out : pathlib.Path
        Folder to write to; made if it is not there.
    place : str, optional
        Name or code of the place, where a file has several.

    Returns
    -------
    list of pathlib.Path
        The page as HTML, which holds its picture, and as Markdown, and the figure as SVG and PNG.

    Raises
    ------
    CourseError
        If the file cannot be used, with all its problems.
    ValueError
        If `what` is neither a file nor a province.
    """
    start(edition)
    if Path(what).suffix or Path(what).is_file():
        stem, (text, own) = Path(what).stem, _of_file(what, place)
        stem += "".join(character for character in f"-{place}" if character.isalnum() or character == "-") if place else ""
    else:
        stem = province_code(what)
        text, own = _of_province(stem)
    figure, alt = _beside_china(own)
    out.mkdir(parents=True, exist_ok=True)
    pictures = [out / f"{stem}.{edition}.{form}" for form in FORMATS]
    with without_glyph_warnings():
        for path in pictures:
            figure.savefig(path, metadata=WITHOUT_DATE[path.suffix[1:]])
    if lacking := undrawn(figure):
        print(lacking, file=sys.stderr)
    picture = picture_bundle(png(figure), alt)
    pyplot.close(figure)
    head, _, rest = text.partition("\n\n")
    markdown = out / f"{stem}.{edition}.md"
    markdown.write_text(f"{head}\n\n![{alt}](<{pictures[0].name}>)\n\n{rest}\n", encoding="utf-8")
    shown = nbformat.v4.new_output("display_data", picture, metadata=picture_metadata(picture, alt))
    cells = [
        nbformat.v4.new_markdown_cell(head),
        nbformat.v4.new_code_cell(outputs=[shown]),
        nbformat.v4.new_markdown_cell(rest),
    ]
    page = write_cells(nbformat.v4.new_notebook(cells=cells), edition, "handout", out / f"{stem}.{edition}.html")
    return [page, markdown, *pictures]


def _of_file(path: str, place: str | None) -> tuple[Prose, pd.DataFrame]:
    """Page of a file, and its urban shares in pieces without a gap."""
    table = read_quietly(path, place)
    if table.attrs["problems"]:
        raise CourseError(report(table))
    own = table.dropna(subset="urban_share_pct")
    return own_page(table), own.assign(area_code="own_table", piece=own["year"].diff().ne(1).cumsum())


def _of_province(code: str) -> tuple[Prose, pd.DataFrame]:
    """Page of a province, and its urban shares in three pieces: to 2009, the census of 2010, from 2011."""
    own = load("province_annual").query("province_code == @code").dropna(subset="urban_share_pct")
    return province_page(code), own.assign(area_code=code, piece=pd.cut(own["year"], [0, COUNTED - 1, COUNTED, 9999]))


def _beside_china(own: pd.DataFrame) -> tuple[Figure, str]:
    """Figure of a place's urban share beside the nation's over the same years, and its alt text."""
    code, first, last = own["area_code"].iloc[0], int(own["year"].min()), int(own["year"].max())
    china = load("china_population").query("@first <= year <= @last").assign(area_code="CHN")
    figure, axes = pyplot.subplots()
    parts = [part for part in ((china, own) if code == "own_table" else (own, china)) if len(part)]
    colours = dict(zip((part["area_code"].iloc[0] for part in parts), PALETTE))
    for _, piece in own.groupby("piece", observed=True):
        axes.plot(piece["year"], piece["urban_share_pct"], "o-", markersize=5, linewidth=2, color=colours[code])
    axes.plot(china["year"], china["urban_share_pct"], "o-", markersize=2, linewidth=2, color=colours.get("CHN"))
    if first == last:
        axes.set_xlim(first - 2, last + 2)
    axes.set(xlabel="year", ylabel="urban_share_pct")
    axes.locator_params(axis="x", integer=True)
    data = pd.concat(parts)[["area_code", "year", "urban_share_pct"]]
    label_ends(axes, data, "year", "urban_share_pct", "area_code")
    tables = ["china_population"] if code == "own_table" else ["province_annual", "china_population"]
    finish(figure, {"title": {current(): message("page_figure", place=label(code))}, "tables": tables}, data)
    ends = own.set_index("year")["urban_share_pct"]
    alt = message(
        "page_figure_alt" if first < last else "page_figure_alt_one",
        place=label(code),
        first=first,
        last=last,
        start=ends[first],
        share=ends[last],
    )
    return figure, alt
