"""A learner's CSV, from bytes to a tidy table: what is safely understood is noted, what is not is a problem.

Nothing here raises for any bytes, and nothing reads the learner's text as anything but text and numbers.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from dataclasses import dataclass, field

from ..datasets.encoding import decode
from ..words import label, message

LONGEST_CELL = 10_000
COLUMNS = ["year", "population", "urban_population", "urban_share_pct"]
NAMES = {
    "year": ("year", "年份", "年度", "年"),
    "population": ("population", "resident population", "total population", "常住人口", "总人口", "人口"),
    "urban_population": ("urban population", "城镇人口", "城镇常住人口"),
    "urban_share_pct": ("urban share pct", "urban share", "城镇化率", "常住人口城镇化率"),
    "note": ("note", "附注", "备注"),
}  # fmt: skip
PEOPLE = {
    "": 1, "person": 1, "persons": 1, "people": 1, "人": 1, "千人": 1_000, "thousand": 1_000, "thousands": 1_000,
    "1,000 persons": 1_000, "万人": 10_000, "10,000 persons": 10_000, "million": 1_000_000, "millions": 1_000_000,
    "亿人": 100_000_000,
}  # fmt: skip
SIGNATURES = {
    b"PK\x03\x04": "spreadsheet", b"\xd0\xcf\x11\xe0": "spreadsheet", b"%PDF": "document", b"{\\rtf": "document",
    b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture", b"RIFF": "picture", b"II*\0": "picture",
    b"MM\0*": "picture",
}  # fmt: skip
GAPS = {"", "-", "–", "—", "…", "..", "...", "na", "n/a", "#n/a", "nan", "null", "none"}
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "\u3000\xa0\u2009\u202f"), " ")


class Refused(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass
class Reading:
    """What was found in a file: rows in the order of years, notes, and problems by row and column."""

    rows: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def note(self, key: str, **values: object) -> None:
        """Add a note, once."""
        if (sentence := message(key, **values)) not in self.notes:
            self.notes.append(sentence)


@dataclass(frozen=True)
class Number:
    """A cell read as a number: its value, decimals as printed, notes; or the key of what is wrong."""

    value: float | None = None
    decimals: int = 0
    percent: bool = False
    notes: tuple[str, ...] = ()
    fault: str | None = None


def plain(text: str) -> str:
    """Text with full-width characters and unusual spaces made ordinary, and no space at its ends.

    Examples
    --------
    >>> plain("２０２０　年 ")
    '2020 年'
    """
    return text.translate(HALF_WIDTH).replace("\u2212", "-").strip()


def shown(text: str) -> str:
    """Text of a learner, safe to print: one line, no control characters, at most 24 characters."""
    line = "".join(character if character.isprintable() else "\ufffd" for character in text.strip())
    return line if len(line) <= 24 else line[:23] + "…"


NOTES = {"gb18030": "own_note_gbk"} | dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "own_note_utf16")


def text_of(content: bytes) -> tuple[str, str | None]:
    """Text of a file and the key of a note on its encoding.

    Raises
    ------
    Refused
        If the bytes are a known other format, or no text in UTF-8, UTF-16 or GBK.

    Examples
    --------
    >>> text_of("年份".encode("gbk"))
    ('年份', 'own_note_gbk')
    """
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            raise Refused(message("own_other_format", kind=label(f"{kind}_file")))
    try:
        text, encoding = decode(content)
    except UnicodeError:
        raise Refused(message("own_not_text")) from None
    if text.lstrip().startswith("<"):
        raise Refused(message("own_other_format", kind=label("web_page_file")))
    return text, NOTES.get(encoding)


def split_unit(header: str) -> tuple[str, str]:
    """Name and unit of a header, both plain and in lower case, the unit without its brackets.

    Examples
    --------
    >>> split_unit("常住人口（万人）"), split_unit("Urban_Share (%)")
    (('常住人口', '万人'), ('urban share', '%'))
    """
    found = re.fullmatch(r"(.*?)\s*[(\[]([^()\[\]]*)[)\]]", plain(header).lower())
    name, unit = found.groups() if found else (plain(header).lower(), "")
    return re.sub(r"[\s_]+", " ", name), unit.strip()


def column_of(header: str) -> str | None:
    """Key of the column that a header names, in either language."""
    name = split_unit(header)[0]
    return next((key for key, names in NAMES.items() if name in names), None)


def closest(header: str) -> str | None:
    """Key of the column whose name in either language is most like a header."""
    everything = {name: key for key, names in NAMES.items() for name in names}
    like = difflib.get_close_matches(split_unit(header)[0], everything, n=1, cutoff=0.5)
    return everything[like[0]] if like else None


def records(text: str) -> tuple[list[list[str]], str]:
    """Cells of each record, and the separator under which the first one names most columns.

    Raises
    ------
    Refused
        If there is nothing in the file, or its quotation marks do not close.
    """
    if not text.strip():
        raise Refused(message("own_empty"))
    first = next(iter(text.splitlines()))
    try:
        headers = {mark: next(csv.reader([first], delimiter=mark), []) for mark in ",;\t，|"}
        mark = max(headers, key=lambda mark: (sum(column_of(name) is not None for name in headers[mark]), len(headers[mark])))
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise Refused(message("own_not_table")) from None
    if any(len(cell) > LONGEST_CELL for record in found for cell in record):
        raise Refused(message("own_not_table"))
    if not any(cell.strip() for record in found for cell in record):
        raise Refused(message("own_empty"))
    return found, mark


def read_number(text: str, *, share: bool = False, decimal_comma: bool = False) -> Number:
    """Number that a cell stands for, if there is one reading only.

    Parameters
    ----------
    text : str
        The cell.
    share : bool
        Whether it is a percentage: then one mark is always the decimal one, since thousands are out of range.
    decimal_comma : bool
        Whether the rest of the file writes decimals with a comma, so that ``1,234`` has two readings.

    Returns
    -------
    Number

    Examples
    --------
    >>> read_number("1,234,567").value, read_number("1.234").fault, read_number("45,2%", share=True).value
    (1234567.0, 'own_ambiguous', 45.2)
    """
    cell, notes = plain(text), []
    if cell.lower() in GAPS:
        return Number()
    if cell != text.strip():
        notes.append("own_note_full_width")
    percent = cell.endswith("%")
    if percent:
        if not share:
            return Number(fault="own_not_number")
        cell, notes = cell[:-1].rstrip(), [*notes, "own_note_percent"]
    if re.search(r"\d[ '’]\d{3}(?!\d)", cell):
        cell, notes = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", cell), [*notes, "own_note_thousands"]
    if not re.fullmatch(r"[-+]?[0-9]*(?:[.,][0-9]+)*", cell) or not re.search(r"[0-9]", cell):
        return Number(fault="own_not_number")
    marks = re.findall(r"[.,]", cell)
    head, _, tail = cell.rpartition(marks[-1]) if marks else (cell, "", "")
    groups = re.fullmatch(r"[-+]?[1-9]\d{0,2}([.,]\d{3})*", head)
    if not marks:
        whole, decimals = cell, ""
    elif len(set(marks)) == 2:
        if not groups or marks[:-1] != marks[:1] * (len(marks) - 1):
            return Number(fault="own_not_number")
        whole, decimals, notes = re.sub("[.,]", "", head), tail, [*notes, "own_note_thousands"]
    elif len(marks) > 1:
        if not groups or len(tail) != 3:
            return Number(fault="own_not_number")
        whole, decimals, notes = re.sub("[.,]", "", cell), "", [*notes, "own_note_thousands"]
    elif share or len(tail) != 3 or not groups:
        whole, decimals = head, tail
    elif marks == [","] and not decimal_comma:
        whole, decimals, notes = head + tail, "", [*notes, "own_note_thousands"]
    else:
        return Number(fault="own_ambiguous")
    if decimals and marks[-1] == ",":
        notes.append("own_note_decimal_comma")
    return Number(float(f"{whole}.{decimals}" if decimals else whole), len(decimals), percent, tuple(notes))


def writes_decimal_comma(cells: list[str], separator: str) -> bool:
    """Whether the cells of a file, or its separator, show that commas stand before decimals."""
    return separator == ";" or any(re.search(r"\d,(\d{1,2}|\d{4,})\s*%?$", plain(cell)) for cell in cells)
