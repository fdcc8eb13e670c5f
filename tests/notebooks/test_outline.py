"""Every section of the report has its place in the course, and the place is what it claims to be."""

import functools
import re

import pytest

import henan_lib as hl

from .chapters import STEMS, ran, read_chapter

ROWS = hl.load("outline").set_index("section")
ABOVE = {
    section: next((other for other in reversed(ROWS.index[:place]) if ROWS.loc[other, "level"] < level), None)
    for place, (section, level) in enumerate(ROWS["level"].items())
}
CELLS = {section: cells.split() for section, cells in ROWS["cell"].dropna().items()}


@functools.cache
def source(chapter, edition):
    stem = next(stem for stem in STEMS if stem.startswith(chapter))
    return {cell.id: cell for cell in read_chapter(stem, edition).cells}


@functools.cache
def tables_shown(chapter):
    """Sections that stand in the tables which a chapter shows or draws, by the name of the figure."""
    stem = next(stem for stem in STEMS if stem.startswith(chapter))
    texts = {name: data.select_dtypes(["str", "object"]) for name, data in ran(stem, "en").shown.items()}
    return {name: set(table.astype(str).to_numpy().ravel()) & set(ROWS.index) for name, table in texts.items()}


def cited(prose):
    """Sections and tables that a text names."""
    tables = re.findall(r"(?:表|[Tt]able )(\d)(?!\d)", prose)
    return set(re.findall(r"§(\d+(?:\.\d+)*)", prose)) | {f"table{number}" for number in tables}


def named(place, edition):
    """Sections that a cell names: in its prose, or in the tables that its code shows."""
    chapter, cell = place.split(":")
    cell = source(chapter, edition)[cell]
    if cell.cell_type == "markdown":
        return cited(cell.source)
    return set().union(*(sections for name, sections in tables_shown(chapter).items() if f'"{name}"' in cell.source))


def misplaced(section, places, edition):
    """Cells that name neither a section, nor the heading above it, nor one right below it."""
    right_here, below = {section, ABOVE[section]}, {other for other, above in ABOVE.items() if above == section}
    wrong = [place for place in places if not named(place, edition) & (right_here | below)]
    together = set().union(*(named(place, edition) for place in places))
    return wrong or ([] if together & right_here or (below and below <= together) else places)


def test_every_section_has_a_cell():
    assert not ROWS.index.difference(list(CELLS)).tolist()


def test_the_cells_exist_in_both_editions_and_the_first_is_in_the_chapter_of_the_section():
    for section, places in CELLS.items():
        assert int(places[0][:2]) == ROWS.loc[section, "chapter"], section
        for place in places:
            chapter, cell = place.split(":")
            assert cell in source(chapter, "zh") and cell in source(chapter, "en"), (section, place)


@pytest.mark.chapters
def test_each_cell_names_its_section():
    faults = {(section, edition): misplaced(section, CELLS[section], edition) for section in CELLS for edition in ("zh", "en")}
    assert not {key: places for key, places in faults.items() if places}


@pytest.mark.chapters
def test_a_cell_of_another_section_is_a_fault():
    assert misplaced("2.2.4.1", ["04:cities-predict"], "en") == ["04:cities-predict"]
    assert misplaced("2.2.4.1", ["04:title"], "en"), "two levels up"
    assert misplaced("1", ["01:title"], "en"), "two of its four parts"
    assert misplaced("2.1.3", ["03:audit"], "en"), "a table without the section"
