"""Every chapter passes every guard, and every guard fails on a notebook with its fault."""

import copy

import nbformat
import pytest

from henan_lib.publish.stored import VIEW, Stored

from . import guards
from .chapters import PATHS, code_cells, read


@pytest.mark.parametrize("guard", guards.ALL, ids=lambda guard: guard.__name__)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem[:2]}")
def test_chapter_passes(path, guard):
    assert guard(read(path)) == []


def faulty(change):
    notebook = copy.deepcopy(read(PATHS[-1]))
    change(notebook, code_cells(notebook)[2])
    return notebook


def put(**output):
    return lambda notebook, cell: cell.outputs.append(nbformat.v4.new_output(**output))


FAULTS = {
    guards.not_executed_in_order: lambda notebook, cell: cell.update(execution_count=None),
    guards.errors_and_stderr: put(output_type="stream", name="stderr", text="careful"),
    guards.addresses: put(output_type="stream", name="stdout", text="<object at 0x7f51c811f70>"),
    guards.stored_widget_state: lambda notebook, cell: notebook.metadata.update(widgets={}),
    guards.pictures_without_alt_text: put(output_type="display_data", data={"image/png": "AAAA"}, metadata={}),
    guards.long_cells: lambda notebook, cell: cell.update(source="\n".join("a = 1" for _ in range(16))),
    guards.language_in_code: lambda notebook, cell: cell.update(source='title = "城镇化率"'),
    guards.comments_that_are_none: lambda notebook, cell: cell.update(source="a = 1  # one"),
    guards.snake_case_shown: put(output_type="display_data", data={"text/html": "<th>urban_share_pct</th>"}),
    guards.value_shown_without_show: put(
        output_type="execute_result", execution_count=2, data={"text/html": "<table></table>", "text/plain": ""}
    ),
}


@pytest.mark.parametrize("guard", guards.ALL, ids=lambda guard: guard.__name__)
def test_guard_fails_on_its_fault(guard):
    assert guard(faulty(FAULTS[guard]))
    assert guard(read(PATHS[-1])) == []


def test_executed_out_of_order_is_a_fault_too():
    def swap(notebook, cell):
        cells = code_cells(notebook)
        cells[1].execution_count, cells[2].execution_count = cells[2].execution_count, cells[1].execution_count

    assert guards.not_executed_in_order(faulty(swap))


def test_what_a_second_execution_would_give_otherwise_is_not_stored():
    for path in PATHS:
        for cell in code_cells(read(path)):
            assert not any(VIEW in output.get("data", {}) for output in cell.outputs), (path.name, cell.id)
            names = [output.get("name") for output in cell.outputs]
            assert not any(name and name == after for name, after in zip(names, names[1:])), (path.name, cell.id)
    still = nbformat.v4.new_output("display_data", {VIEW: {}, "text/plain": "still"})
    pieces = [nbformat.v4.new_output("stream", text=text) for text in ("14.487", " 10.876\n")]
    cell = nbformat.v4.new_code_cell(outputs=[*pieces, still, copy.deepcopy(pieces[1])])
    kept = Stored().preprocess_cell(cell, {}, 0)[0].outputs
    assert [output.get("text") for output in kept] == ["14.487 10.876\n", None, " 10.876\n"]
    assert kept[1].data == {"text/plain": "still"}
