"""Cells of a workbook as text, read in a process of their own: a damaged file can end that process and nothing else.

``python -m henan_lib.your_place.workbook`` takes a workbook on its standard input and answers with JSON.
"""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import sys

from python_calamine import CalamineWorkbook, PasswordError

MOST_ROWS, MOST_COLUMNS, MOST_SECONDS, MOST_MEMORY = 20_000, 1_000, 60, 1_500_000_000


def sheets_of(content: bytes) -> dict[str, list[list[str]]] | str:
    """Rows of text of each sheet, or the key of the message that says why there are none.

    Parameters
    ----------
    content : bytes
        A workbook: xlsx, xlsb, xls or ods.

    Returns
    -------
    dict of str to list of list of str, or str

    Examples
    --------
    >>> sheets_of(b"nothing of the kind")
    'own_broken_workbook'
    """
    try:
        answer = subprocess.run(
            [sys.executable, "-m", __name__], input=content, capture_output=True, timeout=MOST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return "own_broken_workbook"
    return json.loads(answer.stdout) if answer.returncode == 0 else "own_broken_workbook"


def _read(content: bytes) -> dict[str, list[list[str]]] | str:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
            if any(sheet.total_height > MOST_ROWS + 1 for sheet in sheets.values()):
                return "own_too_long"
            if any(sheet.total_width > MOST_COLUMNS for sheet in sheets.values()):
                return "own_too_wide"
            return {
                name: [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
                for name, sheet in sheets.items()
            }
    except PasswordError:
        return "own_locked"


def _text(cell: object) -> str:
    """Text of a cell; a number without the tail that the computer's arithmetic leaves."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
    if isinstance(cell, datetime.date):
        return cell.isoformat()[:10]
    return str(cell)


def _use_little_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; there an allocation that is too large fails by itself
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _use_little_memory()
    print(json.dumps(_read(sys.stdin.buffer.read())))
