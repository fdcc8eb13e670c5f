"""A learner's CSV, from bytes to a tidy table: what is safely understood is noted, what is not is a problem.

Nothing here raises for any bytes, and nothing reads the learner's text as anything but text and numbers.
"""

from __future__ import annotations

import csv
import functools
import io
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from ..datasets.encoding import decode
from ..words import closest, label, message

LONGEST_CELL, LINES_ABOVE, SEPARATORS = 10_000, 30, ",;\t，|"
COLUMNS = ["year", "population", "urban_population", "urban_share_pct"]
PEOPLE = {
    "": 1, "person": 1, "persons": 1, "people": 1, "number": 1, "人": 1, "口": 1, "千人": 1_000, "thousand": 1_000,
    "thousands": 1_000, "in thousands": 1_000, "000s": 1_000, "1,000 persons": 1_000, "1000 persons": 1_000, "万": 10_000,
    "万人": 10_000, "萬人": 10_000, "10,000 persons": 10_000, "10000 persons": 10_000, "10,000": 10_000,
    "10 000": 10_000, "1,000": 1_000, "1 000": 1_000, "million": 1_000_000,
    "millions": 1_000_000, "in millions": 1_000_000, "亿": 100_000_000, "亿人": 100_000_000,
}  # fmt: skip
PERCENT = ("", "%", "percent", "per cent", "pct", "百分数", "百分比", "百分点", "％")
IN_CELL = {"人": 1, "千人": 1_000, "万": 10_000, "万人": 10_000, "萬人": 10_000, "亿": 100_000_000, "亿人": 100_000_000}
YEAR_END = re.compile(
    r"^(各年|历年)?(年末|年底|期末)|(年末|年底|期末)(数|值)?$"
    r"|^(year-?end|end of year|mid-?year) |,? (at )?(year-?end|end of year)$"
)
YEAR = re.compile(
    r"""(\d{4})(\.0|年(末|底|度)?(数|值)?|年\d{1,2}月(\d{1,2}日)?|\ \[yr\d{4}\]
    |-(0?[1-9]|1[0-2])(-\d{1,2}([ t][\d:.]+z?)?)?|/(0?[1-9]|1[0-2])(/\d{1,2})?|\.\d{1,2}\.\d{1,2})?""",
    re.VERBOSE,
)
FLAGS = re.compile(r"(?<=\d)(\s+[bcdefinprsuz]{1,2}|\s*\*+|\s*\[\d{1,2}\]|\s*[\u2460-\u2473†‡]+)$")
SIGNATURES = {
    b"%PDF": "document", b"{\\rtf": "document",
    b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture", b"RIFF": "picture", b"II*\0": "picture",
    b"MM\0*": "picture",
}  # fmt: skip
GAPS = {"", "-", "–", "—", "…", "..", "...", ":", ": c", ": z", ": u", "na", "n/a", "#n/a", "nan", "null", "none"}
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "\u3000\xa0\u2009\u202f"), " ")


class Refused(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass
class Reading:
    """What was found in a file: rows in the order of years, notes, problems by row and column, and whose rows they are."""

    rows: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    place: str = ""

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


def normalized(text: str) -> str:
    """Text with full-width characters and unusual spaces made ordinary, and no space at its ends.

    Examples
    --------
    >>> normalized("２０２０　年 ")
    '2020 年'
    """
    return text.translate(HALF_WIDTH).replace("\u2212", "-").strip()


def shown(text: str) -> str:
    """Text of a learner, safe to print: one line, no control characters, at most 24 characters."""
    line = "".join(character if character.isprintable() else "\ufffd" for character in " ".join(text.split()))
    return line if len(line) <= 24 else line[:23] + "…"


NOTES = {"gb18030": "own_note_gbk", "big5": "own_note_big5", "cp1252": "own_note_western"} | dict.fromkeys(
    ("utf-16", "utf-16-le", "utf-16-be"), "own_note_utf16"
)


def text_of(content: bytes) -> tuple[str, str | None]:
    """Text of a file and the key of a note on its encoding.

    Raises
    ------
    Refused
        If the bytes are a known other format, or no text.

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
    return text, NOTES.get(encoding)


@functools.cache
def names_known() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Key of the column by each name that publishers give it, and by quantity the words that tell another one apart."""
    listed = tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))
    names = {name: key for key, written in listed["names"].items() for name in written}
    return names, {quantity: tuple(found) for quantity, found in listed["other"].items()}


def split_unit(header: str) -> tuple[str, str]:
    """Name and unit of a header, both normalized and in lower case, the unit without its brackets.

    Examples
    --------
    >>> split_unit("年末常住人口（万人）"), split_unit("Urban_Share (%)"), split_unit("总 人 口/万人")
    (('常住人口', '万人'), ('urban share', '%'), ('总人口', '万人'))
    """
    name = re.sub(r"[\s_]+", " ", normalized(header).lower())
    name = re.sub(r"(?<=[\u3000-\u9fff]) (?=[\u3000-\u9fff(])", "", name)
    groups = [group.strip() for group in re.findall(r"[(\[]([^()\[\]]*)[)\]]", name)]
    name = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", name).strip()
    unit = next((group for group in reversed(groups) if not YEAR_END.search(group)), "")
    base, slash, behind = name.rpartition("/")
    if not unit and slash and behind.strip() in (*PEOPLE, *PERCENT):
        name, unit = base.strip(), behind.strip()
    elif not unit and (found := re.fullmatch(r"(.*口)(万人|千人|人|%)", name)):
        name, unit = found.groups()
    elif not unit and (found := re.fullmatch(r"(.*)(?<=[^%])%", name)):
        name, unit = found[1].strip(), "%"
    return YEAR_END.sub("", name).strip() or name, unit


def other_quantity(header: str) -> str | None:
    """Key of the quantity that a header names if it is another one than ours: registered, rural, growth and the like.

    Examples
    --------
    >>> other_quantity("户籍人口城镇化率（%）"), other_quantity("Rural population"), other_quantity("城镇化率")
    ('registered', 'rural', None)
    """
    written = " ".join(split_unit(header))
    found = (quantity for quantity, marks in names_known()[1].items() if any(mark in written for mark in marks))
    return next(found, None)


def column_of(header: str) -> str | None:
    """Key of the column that a header names, in either language; a share of urban people is the urban share."""
    if other_quantity(header):
        return None
    name, unit = split_unit(header)
    key = names_known()[0].get(name)
    return "urban_share_pct" if key == "urban_population" and unit.startswith(("%", "percent", "per cent")) else key


def unit_of(header: str) -> str:
    """Unit that a header states; that of a share is no more than its percent sign."""
    unit = split_unit(header)[1]
    return "%" if column_of(header) == "urban_share_pct" and unit.startswith("%") else unit


def column_like(header: str) -> str | None:
    """Key of the column whose name is most like a header that names no other quantity."""
    if other_quantity(header):
        return None
    names = {name: key for name, key in names_known()[0].items() if key in COLUMNS and "." not in name}
    like = closest(split_unit(header)[0], names, most=1, alike=0.7)
    return names[like[0]] if like else None


def year_in(text: str) -> str | None:
    """Year that a cell or a header stands for: a year, a day, the year's end; no year if it is anything else.

    Examples
    --------
    >>> year_in("2020年末"), year_in("2018 [YR2018]"), year_in("2020-12-31"), year_in("2020.5")
    ('2020', '2018', '2020', None)
    """
    found = YEAR.fullmatch(normalized(text).lower())
    return found[1] if found and 1500 <= int(found[1]) <= 2100 else None


def minguo_year(text: str) -> int | None:
    """Year of our era that a year of the Republic (民国) stands for, if a cell names one."""
    found = re.fullmatch(r"(?:中華|中华)?民[国國](\d{1,3})年?", normalized(text).replace(" ", ""))
    return 1911 + int(found[1]) if found else None


def _likeness(cells: list[str]) -> int:
    """How many cells of a line are names of columns that we know, or years."""
    return sum(column_of(cell) is not None or year_in(cell) is not None for cell in cells)


def records(text: str) -> tuple[list[list[str]], str]:
    """Cells of each record, and the separator under which a line near the top names most columns or years.

    Raises
    ------
    Refused
        If there is nothing in the file, or its quotation marks do not close.
    """
    if not text.strip():
        raise Refused(message("own_empty"))
    lines = text.splitlines()[:LINES_ABOVE]
    declared = re.fullmatch(r"sep=(.)", lines[0].strip())
    try:
        mark = declared[1] if declared else max(SEPARATORS, key=lambda mark: _fit(lines, mark))
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise Refused(message("own_not_table")) from None
    if declared:
        found[0] = []
    if any(len(cell) > LONGEST_CELL for record in found for cell in record):
        raise Refused(message("own_not_table"))
    if not any(cell.strip() for record in found for cell in record):
        raise Refused(message("own_empty"))
    return found, mark


def _fit(lines: list[str], mark: str) -> tuple[int, int]:
    split = [next(csv.reader([line], delimiter=mark), []) for line in lines]
    return max((_likeness(cells), len(cells)) for cells in split)


def number_in(text: str, *, share: bool = False, decimal_comma: bool = False) -> Number:
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
    >>> number_in("1,234,567").value, number_in("1.234").fault, number_in("45,2%", share=True).value
    (1234567.0, 'own_ambiguous', 45.2)
    """
    cell, notes = normalized(text), []
    if cell != text.strip():
        notes.append("own_note_full_width")
    if quoted := re.fullmatch(r'="([^"]*)"', cell):
        cell, notes = quoted[1].strip(), [*notes, "own_note_text_formula"]
    if flag := FLAGS.search(cell):
        cell, notes = cell[: flag.start()], [*notes, "own_note_flags"]
    if cell.lower() in GAPS:
        return Number()
    percent = cell.endswith("%")
    if percent:
        if not share:
            return Number(fault="own_not_number")
        cell, notes = cell[:-1].rstrip(), [*notes, "own_note_percent"]
    if re.search(r"\d[ '’]\d{3}(?!\d)", cell):
        cell, notes = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", cell), [*notes, "own_note_thousands"]
    if re.fullmatch(r"[-+]?\d+([.,]\d+)?e[-+]?\d+", cell.lower()):
        return Number(fault="own_scientific")
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
    return separator == ";" or any(re.search(r"\d,(\d{1,2}|\d{4,})\s*%?$", normalized(cell)) for cell in cells)
