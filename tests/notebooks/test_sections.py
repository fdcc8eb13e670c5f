"""A learner may begin anywhere: each section runs after the chapter's first cell alone, whatever became of the exercises."""

import pytest

from henan_lib.publish.export import run_cells

from .chapters import STEMS, code_cells, read_chapter, without_pictures


def sections(notebook):
    """Code cells of each section, those above the first heading of second level left out."""
    parts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            parts.append([])
        elif cell.cell_type == "code" and parts:
            parts[-1].append(cell)
    return [part for part in parts if part]


@pytest.mark.parametrize("stem", STEMS)
def test_each_section_runs_after_the_first_cell_alone(stem):
    notebook = read_chapter(stem, "en")
    start = code_cells(notebook)[:1]
    with without_pictures():
        for part in sections(notebook):
            run_cells([*start, *part], stem, {})


@pytest.mark.parametrize("stem", STEMS)
def test_no_exercise_is_needed_by_what_follows(stem):
    notebook = read_chapter(stem, "zh")
    start = run_cells(code_cells(notebook)[:1], stem, {})
    asked = next(part for part in sections(notebook) if part[0].id.startswith("exercise"))
    with without_pictures():
        for gone in asked:
            run_cells([cell for cell in asked if cell is not gone], stem, dict(start))
