"""The user's own copy of the report: read it whatever its encoding, find its sections by their numbering."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pandas as pd

from ..datasets.encoding import decode
from ..datasets.package import load
from ..words import CourseError, message

NUMERALS = "一二三四五六七八九十"
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─-－"), "-")


class NotTheReport(CourseError):
    """The file cannot be read, or is another document; the message says which."""


def text_of(path: Path) -> str:
    """Text of a file in UTF-8, UTF-16 or GBK.

    Raises
    ------
    NotTheReport
        If there is no such file or it is no text in any of these encodings.
    """
    try:
        content = Path(path).read_bytes()
    except OSError:
        raise NotTheReport(message("report_missing", path=path)) from None
    try:
        return decode(content)[0]
    except UnicodeError:
        raise NotTheReport(message("report_no_text", path=path)) from None


def without_spaces(text: str) -> str:
    """Text without spaces and line breaks, with one kind of dash and of bracket.

    Examples
    --------
    >>> without_spaces("30% — 70 ％") == without_spaces("30%－70%")
    True
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(DASHES))


def _heading(section: str) -> str:
    """Pattern of a section's heading at the start of a line."""
    if section.startswith("table"):
        return rf"^\s*表\s*{section[-1]}"
    parts = section.split(".")
    number = int(parts[-1])
    mark = [
        rf"{NUMERALS[number - 1]}、",
        rf"[（(]{NUMERALS[number - 1]}[）)]",
        rf"{number}\s*[.．、]\s*(?!\d)",
        rf"[（(]\s*{number}\s*[）)]",
    ][len(parts) - 1]
    return rf"^\s*(?:\[bookmark:[^\]]*\]\s*)?{mark}"


def sections(text: str) -> dict[str, str]:
    """Text of every section of the report by its numbering, plain.

    Headings are looked for in the order of the outline, each after the one before it, at the start of a line.

    Parameters
    ----------
    text : str
        The report.

    Returns
    -------
    dict of str to str
        Keys as in the ledger's column ``section``; ``"0"`` is the preamble.

    Raises
    ------
    NotTheReport
        If a heading is not found.
    """
    found, position, starts = ["0"], 0, [0]
    for section in load("outline")["section"][1:]:
        heading = re.compile(_heading(section), re.MULTILINE).search(text, position)
        if not heading:
            raise NotTheReport(message("report_other", section=section))
        found.append(section)
        starts.append(heading.start())
        position = heading.end()
    return {section: without_spaces(text[start:end]) for section, start, end in zip(found, starts, [*starts[1:], len(text)])}


def misplaced(text: str) -> pd.DataFrame:
    """Rows of the ledger whose printed token does not stand in its own section of the report.

    Parameters
    ----------
    text : str
        The report.

    Returns
    -------
    pandas.DataFrame
        Rows of the ledger; empty if every token is in its place.

    Raises
    ------
    NotTheReport
        If `text` is another document.
    """
    parts = sections(text)
    rows = load("ledger")
    missing = [without_spaces(row.printed) not in parts[row.section] for row in rows.itertuples()]
    return rows[missing]
