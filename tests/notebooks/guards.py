"""What nbval passes over: each guard returns the faults it finds in a notebook."""

import json
import re

from .chapters import code_cells, comments, without_comments

LONGEST_CELL, LONGEST_COMMENT = 15, 79
ADDRESS = re.compile(r"0x[0-9a-f]{6,}|file://|https?://|/(?:home|root|Users|tmp)/")
SNAKE_CASE = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
CHINESE = re.compile("[\u3400-\u9fff]")


def not_executed_in_order(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    return [] if counts == list(range(1, len(counts) + 1)) else [f"execution counts {counts}"]


def errors_and_stderr(notebook):
    outputs = [(cell.id, output) for cell in code_cells(notebook) for output in cell.outputs]
    return [cell for cell, output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


def addresses(notebook):
    found = []
    for cell in notebook.cells:
        texts = [cell.source]
        for output in cell.get("outputs", []):
            data = {kind: text for kind, text in output.get("data", {}).items() if not kind.startswith("image/")}
            texts.append(output.get("text", "") + json.dumps(data))
        found += [f"{cell.id}: {match[0]}" for text in texts for match in ADDRESS.finditer(text)]
    return found


def stored_widget_state(notebook):
    return ["widget state is stored"] if "widgets" in notebook.metadata else []


def pictures_without_alt_text(notebook):
    return [
        cell.id
        for cell in code_cells(notebook)
        for output in cell.outputs
        if "image/png" in output.get("data", {}) and len(output.metadata.get("image/png", {}).get("alt", "")) < 20
    ]


def long_cells(notebook):
    return [cell.id for cell in code_cells(notebook) if cell.source.count("\n") + 1 > LONGEST_CELL]


def language_in_code(notebook):
    start = re.compile(r'hl\.start\("(zh|en)"[^)]*\)')
    cells = [(cell.id, start.sub("", without_comments(cell.source))) for cell in code_cells(notebook)]
    return [cell for cell, source in cells if CHINESE.search(source)]


def comments_that_are_none(notebook):
    """A comment stands on its own line, in at most two lines that a screen shows whole."""
    found = []
    for cell in code_cells(notebook):
        lines = cell.source.splitlines()
        own = [line.lstrip().startswith("#") for line in lines]
        for place, comment in comments(cell.source):
            third_in_a_row = place >= 2 and all(own[place - 2 : place + 1])
            if not own[place] or len(lines[place]) > LONGEST_COMMENT or third_in_a_row:
                found.append(f"{cell.id}: {comment}")
    return found


def snake_case_shown(notebook):
    """Column names in shown tables; the list of tables and that of new words name them on purpose."""
    found = []
    for cell in code_cells(notebook):
        for output in cell.outputs:
            table = output.get("data", {}).get("text/html", "")
            if cell.id not in ("tables", "new-words"):
                found += [f"{cell.id}: {match[0]}" for match in SNAKE_CASE.finditer(re.sub("<[^>]*>", " ", table))]
    return found


def value_shown_without_show(notebook):
    """Bare values of DataFrames and figures, which would show untranslated names."""
    return [
        cell.id
        for cell in code_cells(notebook)
        for output in cell.outputs
        if output.output_type == "execute_result" and "text/html" in output.get("data", {})
    ]


ALL = [
    not_executed_in_order,
    errors_and_stderr,
    addresses,
    stored_widget_state,
    pictures_without_alt_text,
    long_cells,
    language_in_code,
    comments_that_are_none,
    snake_case_shown,
    value_shown_without_show,
]
