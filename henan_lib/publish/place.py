"""One place on one page, as files: ``henan page``."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pandas as pd
from matplotlib import pyplot
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from ..datasets.package import load
from ..figures.charts import highlight, label_ends, label_points
from ..figures.show import finish, picture_bundle, picture_metadata, png, undrawn, without_glyph_warnings
from ..figures.theme import PALETTE, start
from ..session import current
from ..words import CourseError, Prose, label, message
from ..your_place import places
from ..your_place.own_page import own_page
from ..your_place.place_page import census_changes, place_page
from ..your_place.province import COUNTED
from ..your_place.table import read_quietly, report
from .export import WITHOUT_DATE
from .pages import write_cells

FORMATS = ("svg", "png")


def write_page(what: str, edition: str, out: Path, *, place: str | None = None, beside: str | None = None) -> list[Path]:
    """Write the page of a place, or of a table of your own, with a figure.

    Parameters
    ----------
    what : str
        A file that `henan_lib.read_own` reads, or a code or name that `henan_lib.place` understands.
    edition : {"zh", "en"}
        Language of the page.
    out : pathlib.Path
        Folder to write to; made if it is not there.
    place : str, optional
        Name or code of the place, where a file has several.
    beside : str, optional
        Another place to compare a table of your own with, whatever `henan_lib.place` understands.

    Returns
    -------
    list of pathlib.Path
        The page as HTML, which holds its picture, and as Markdown, and the figure as SVG and PNG.

    Raises
    ------
    CourseError
        If the file cannot be used, with all its problems; or if `what` is no single place, with those that it may be.
    """
    start(edition)
    if Path(what).suffix or Path(what).is_file():
        stem, (text, own) = Path(what).stem, _of_file(what, place, beside)
        figure, alt = _beside_china(own)
        stem += "".join(character for character in f"-{place}" if character.isalnum() or character == "-") if place else ""
    else:
        found = places.place(what)
        if isinstance(found, places.Places):
            raise CourseError(repr(found))
        stem, text = str(found), place_page(found)
        figure, alt = picture(found)
    out.mkdir(parents=True, exist_ok=True)
    pictures = [out / f"{stem}.{edition}.{form}" for form in FORMATS]
    with without_glyph_warnings():
        for path in pictures:
            figure.savefig(path, metadata=WITHOUT_DATE[path.suffix[1:]])
    if lacking := undrawn(figure):
        print(lacking, file=sys.stderr)
    bundle = picture_bundle(png(figure), alt)
    pyplot.close(figure)
    head, _, rest = text.partition("\n\n")
    markdown = out / f"{stem}.{edition}.md"
    markdown.write_text(f"{head}\n\n![{alt}](<{pictures[0].name}>)\n\n{rest}\n", encoding="utf-8")
    shown = nbformat.v4.new_output("display_data", bundle, metadata=picture_metadata(bundle, alt))
    cells = [
        nbformat.v4.new_markdown_cell(head),
        nbformat.v4.new_code_cell(outputs=[shown]),
        nbformat.v4.new_markdown_cell(rest),
    ]
    page = write_cells(nbformat.v4.new_notebook(cells=cells), edition, "handout", out / f"{stem}.{edition}.html")
    return [page, markdown, *pictures]


def _of_file(path: str, place: str | None, beside: str | None) -> tuple[Prose, pd.DataFrame]:
    """Page of a file, and its urban shares in pieces without a gap."""
    table = read_quietly(path, place)
    if table.attrs["problems"]:
        raise CourseError(report(table))
    own = table.dropna(subset="urban_share_pct")
    return own_page(table, beside), own.assign(area_code="own_table", piece=own["year"].diff().ne(1).cumsum())


def picture(found: places.Place) -> tuple[Figure, str]:
    """Figure of a place and its alt text, as far as its level goes.

    Parameters
    ----------
    found : henan_lib.your_place.places.Place
        Any place.

    Returns
    -------
    tuple of matplotlib.figure.Figure and str
        Of a province its urban share beside China's, of a country beside the world's; of the rest the change of people
        among all that compare, or else its urban share and its old among those of its province.
    """
    if found.level == "province":
        return _beside_china(_of_province(found))
    if found.level == "country":
        own = load("world_urban_share").query("area_code == @found and year <= 2018")
        return _beside_china(own.assign(piece=1), "world")
    return _among_changes(found) if found.comparison == "comparable" else _among_neighbours(found)


def _of_province(code: str) -> pd.DataFrame:
    """Urban shares of a province in three pieces: to 2009, the census of 2010, from 2011."""
    own = load("province_annual").query("province_code == @code").dropna(subset="urban_share_pct")
    return own.assign(area_code=str(code), piece=pd.cut(own["year"], [0, COUNTED - 1, COUNTED, 9999]))


def _among_changes(found: places.Place) -> tuple[Figure, str]:
    """All comparable places of its level by change of people and of urban people, this one ringed."""
    peers = census_changes().query("level == @found.level").dropna(subset=["residents_change_pct", "towns_change_pct"])
    own = peers.loc[[str(found)]] if found in peers.index else peers.iloc[:0]
    table = peers.reset_index()[["place_code", "residents_change_pct", "towns_change_pct"]]
    figure = _ringed(found, table, "residents_change_pct", "towns_change_pct", "place_figure_changes")
    figure.axes[0].axhline(0, color="black", linewidth=1)
    figure.axes[0].axvline(0, color="black", linewidth=1)
    told = own.iloc[0] if len(own) else {"residents_change_pct": float("nan"), "towns_change_pct": float("nan")}
    numbers = {"people": told["residents_change_pct"], "towns": told["towns_change_pct"]}
    return figure, message("place_figure_changes_alt", place=found.name, count=len(table), **numbers)


def _among_neighbours(found: places.Place) -> tuple[Figure, str]:
    """Places of its level in its province by urban share and by the old, this one ringed."""
    rows = load("china_place_census")
    year = int(rows.loc[rows["place_code"] == found, "year"].max())
    known = load("china_place").query("level == @found.level and province_code == @found.province")["place_code"]
    table = rows[(rows["year"] == year) & rows["place_code"].isin(known)]
    table = table[["place_code", "urban_share_pct", "aged_65_over_pct"]].reset_index(drop=True)
    figure = _ringed(found, table, "urban_share_pct", "aged_65_over_pct", "place_figure_neighbours", year=year)
    own = table[table["place_code"] == found].iloc[0]
    told = {"share": own["urban_share_pct"], "old": own["aged_65_over_pct"], "count": len(table), "year": year}
    return figure, message("place_figure_neighbours_alt", place=found.name, **told)


def _ringed(found: places.Place, table: pd.DataFrame, x: str, y: str, title: str, **told) -> Figure:
    """Scatter of a table with one place ringed and named; a few that lie far out stand at the edge."""
    figure, axes = pyplot.subplots()
    low, high = (table[[x, y]].quantile(part) for part in (0.002, 0.995))
    own = table[table["place_code"] == found]
    shown = table.assign(**{name: table[name].clip(low[name], high[name]) for name in (x, y)})
    ring = shown.loc[own.index]
    axes.scatter(shown[x], shown[y], s=14, color=PALETTE[0], alpha=0.3, linewidth=0)
    axes.scatter(ring[x], ring[y], s=40, color=PALETTE[1], zorder=4)
    highlight(axes, ring, x, y)
    label_points(axes, ring, x, y, "place_code", side="above")
    for text in axes.texts:
        text.set(path_effects=[withStroke(linewidth=4, foreground="white")], zorder=6)
    axes.set(xlabel=x, ylabel=y)
    entry = {"title": {current(): message(title, place=found.name, **told)}, "tables": ["china_place_census"]}
    finish(figure, entry, shown)
    return figure


def _beside_china(own: pd.DataFrame, beside: str = "CHN") -> tuple[Figure, str]:
    """Figure of a place's urban share beside the nation's, or the world's, over the same years, and its alt text."""
    code, first, last = own["area_code"].iloc[0], int(own["year"].min()), int(own["year"].max())
    china = load("china_population").query("@first <= year <= @last").assign(area_code="CHN")
    if beside == "world":
        china = load("world_urban_share").query("area_code == 'world' and @first <= year <= @last")
    figure, axes = pyplot.subplots()
    parts = [part for part in ((china, own) if code == "own_table" else (own, china)) if len(part)]
    colours = dict(zip((part["area_code"].iloc[0] for part in parts), PALETTE))
    for _, piece in own.groupby("piece", observed=True):
        axes.plot(piece["year"], piece["urban_share_pct"], "o-", markersize=5, linewidth=2, color=colours[code])
    for _, piece in china.groupby(china["year"] > (last if beside == "world" else COUNTED)):
        axes.plot(piece["year"], piece["urban_share_pct"], "o-", markersize=2, linewidth=2, color=colours.get(beside))
    if first == last:
        axes.set_xlim(first - 2, last + 2)
    axes.set(xlabel="year", ylabel="urban_share_pct")
    axes.locator_params(axis="x", integer=True)
    data = pd.concat(parts)[["area_code", "year", "urban_share_pct"]]
    label_ends(axes, data, "year", "urban_share_pct", "area_code")
    tables = ["china_population"] if code == "own_table" else ["province_annual", "china_population"]
    tables = ["world_urban_share"] if beside == "world" else tables
    finish(
        figure, {"title": {current(): message("page_figure", place=label(code), beside=label(beside))}, "tables": tables}, data
    )
    ends = own.set_index("year")["urban_share_pct"]
    alt = message(
        "page_figure_alt" if first < last else "page_figure_alt_one",
        place=label(code),
        beside=label(beside),
        first=first,
        last=last,
        start=ends[first],
        share=ends[last],
    )
    return figure, alt
