"""What is wrong with a learner's table, by row and column: all of it at once, in the session's language."""

from __future__ import annotations

from ..session import LANGUAGES
from ..words import message, terms
from .csv import (
    COLUMNS,
    PEOPLE,
    Number,
    Reading,
    Refused,
    closest,
    column_of,
    plain,
    read_number,
    records,
    shown,
    split_unit,
    text_of,
    writes_decimal_comma,
)

MOST_ROWS, YEARS, MOST_PEOPLE = 20_000, (1500, 2100), 10_000_000_000
PERCENT = ("", "%", "percent", "per cent", "pct", "百分数")
UNITS = {"population": PEOPLE, "urban_population": PEOPLE, "urban_share_pct": PERCENT}
SLACK_POINTS = 0.05


def examine(content: bytes) -> Reading:
    """Rows, notes and problems of a table in bytes.

    Parameters
    ----------
    content : bytes
        A CSV, or anything else.

    Returns
    -------
    Reading

    Raises
    ------
    Refused
        If the file as a whole cannot be read: another format, empty, only a header, or more than 20,000 rows.

    Examples
    --------
    >>> examine("年份;城镇化率\\n2020;55,43 %".encode("gbk")).rows[0]["urban_share_pct"]
    55.43
    """
    text, encoding = text_of(content)
    if text.count("\n") + text.count("\r") - text.count("\r\n") > MOST_ROWS + 1:
        raise Refused(message("own_too_long", most=f"{MOST_ROWS:,}"))
    found, separator = records(text)
    body = [(row, record) for row, record in enumerate(found[1:], start=2) if any(cell.strip() for cell in record)]
    if not body:
        raise Refused(message("own_only_header"))
    reading = Reading()
    if encoding:
        reading.note(encoding)
    if separator != ",":
        reading.note("own_note_separator", separator="Tab" if separator == "\t" else separator)
    columns = _columns(found[0], reading)
    if reading.problems:
        return reading
    numeric = [record[place] for _, record in body for key, place in columns.items() if key != "note" and place < len(record)]
    table = _Table(found[0], columns, writes_decimal_comma(numeric, separator), reading)
    for row, record in body:
        table.add(row, record)
    table.finish()
    return reading


def _both(key: str) -> str:
    return f"{terms()[key]['zh']} / {terms()[key]['en']}"


def _columns(header: list[str], reading: Reading) -> dict[str, int]:
    """Place of each column that is known; one that comes twice or in an unknown unit becomes a problem."""
    columns: dict[str, int] = {}
    for place, name in enumerate(header):
        key = column_of(name)
        if key in columns:
            reading.problems.append(message("own_column_twice", column=shown(name), other=shown(header[columns[key]])))
        elif key is not None:
            columns[key] = place
            units = UNITS.get(key)
            if units and split_unit(name)[1] not in units:
                known = ", ".join(unit for unit in units if unit)
                reading.problems.append(message("own_unit", column=shown(name), units=known))
    _missing([name for name in header if name.strip() and column_of(name) is None], columns, reading)
    return columns


def _missing(unknown: list[str], columns: dict[str, int], reading: Reading) -> None:
    """A problem for each column that is needed and not there, with the header that may stand for it."""
    shares = {"urban_share_pct", "population", "urban_population"} - set(columns)
    wanted = {"year"} - set(columns)
    if "urban_share_pct" in shares and len(shares) > 1:
        wanted |= shares
    meant = {name: closest(name) for name in unknown}
    for name, key in meant.items():
        if key in wanted:
            reading.problems.append(message("own_meant", column=shown(name), meant=_both(key)))
        else:
            reading.note("own_note_ignored", column=shown(name))
    lost = wanted - set(meant.values())
    if "year" in lost:
        reading.problems.append(message("own_missing", column=_both("year")))
    if lost - {"year"} and lost >= wanted - {"year"}:
        names = {"share": _both("urban_share_pct"), "total": _both("population"), "urban": _both("urban_population")}
        reading.problems.append(message("own_missing_share", **names))


class _Table:
    """Rows of a file, checked one after the other."""

    def __init__(self, header: list[str], columns: dict[str, int], decimal_comma: bool, reading: Reading):
        self.header, self.columns, self.decimal_comma, self.reading = header, columns, decimal_comma, reading
        self.factors = {key: PEOPLE.get(split_unit(header[place])[1], 1) for key, place in columns.items()}
        self.row_of_year: dict[int, int] = {}
        self.examples: list[int] = []
        for key, factor in self.factors.items():
            if factor > 1:
                reading.note("own_note_unit", column=shown(header[columns[key]]), factor=f"{factor:,}")

    def problem(self, row: int, key: str, have: str, want: str) -> None:
        name = shown(self.header[self.columns[key]])
        self.reading.problems.append(message("cell_problem", row=row, column=name, have=shown(have), want=want))

    def add(self, row: int, record: list[str]) -> None:
        if any(cell.strip() for cell in record[len(self.header) :]):
            self.reading.problems.append(message("wrong_width", row=row, have=len(record), want=len(self.header)))
            return
        cells = {key: record[place] if place < len(record) else "" for key, place in self.columns.items()}
        if any(terms("message")["own_example"][language] == cells.get("note", "").strip() for language in LANGUAGES):
            self.examples.append(row)
        before = len(self.reading.problems)
        numbers = {key: self.number(row, key, cells[key]) for key in COLUMNS if key in cells}
        year = self.year(row, cells["year"], numbers["year"])
        people = {key: self.people(row, key, cells[key], numbers[key]) for key in COLUMNS[1:3] if key in numbers}
        total, urban = people.get("population"), people.get("urban_population")
        if total is not None and urban is not None and urban > total:
            self.problem(row, "urban_population", cells["urban_population"], message("own_urban_over_total"))
            urban = None
        share = self.share(row, cells.get("urban_share_pct", ""), numbers.get("urban_share_pct", Number()), total, urban)
        if len(self.reading.problems) == before:
            self.reading.rows.append(dict(zip(COLUMNS, [year, total, urban, share])))

    def number(self, row: int, key: str, cell: str) -> Number:
        if key == "year":
            cell = plain(cell).removesuffix("年")
        number = read_number(cell, share=key == "urban_share_pct", decimal_comma=self.decimal_comma)
        if number.fault:
            self.problem(row, key, cell, message(number.fault))
        for note in number.notes:
            self.reading.note(note)
        return number

    def year(self, row: int, cell: str, number: Number) -> int | None:
        if number.fault:
            return None
        first, last = YEARS
        if number.value is None:
            self.problem(row, "year", cell, message("expected_value"))
        elif number.value % 1:
            self.problem(row, "year", cell, message("expected_integer"))
        elif not first <= number.value <= last:
            self.problem(row, "year", cell, message("expected_range", low=first, high=last))
        elif (year := int(number.value)) in self.row_of_year:
            self.problem(row, "year", cell, message("own_year_twice", other=self.row_of_year[year]))
        else:
            self.row_of_year[year] = row
            return year
        return None

    def people(self, row: int, key: str, cell: str, number: Number) -> int | None:
        if number.value is None:
            return None
        count, low = number.value * self.factors[key], int(key == "population")
        if not low <= count <= MOST_PEOPLE:
            self.problem(row, key, cell, message("expected_range", low=low, high=f"{MOST_PEOPLE:,}"))
        elif abs(count - round(count)) > 1e-6 * max(1, count / 1e6):
            self.problem(row, key, cell, message("own_whole_people"))
        else:
            return round(count)
        return None

    def share(self, row: int, cell: str, number: Number, total: int | None, urban: int | None) -> float | None:
        """Share of a row in percent, held against the two populations where both are given."""
        value = number.value
        ratio = 100 * urban / total if total is not None and urban is not None else None
        if value is None:
            if ratio is not None:
                self.reading.note("own_note_computed")
            return None if ratio is None else round(ratio, 2)
        if not 0 <= value <= 100:
            self.problem(row, "urban_share_pct", cell, message("expected_range", low=0, high=100))
            return None
        digit = 0.5 / 10**number.decimals
        if ratio is None:
            if 0 < value <= 1 and not number.percent:
                self.problem(row, "urban_share_pct", cell, message("own_fraction"))
            return value
        play = SLACK_POINTS + sum(50 * (self.factors[key] > 1) * self.factors[key] / total for key in COLUMNS[1:3])
        if abs(value - ratio) <= play + digit:
            return value
        if value <= 1 and not number.percent and abs(100 * value - ratio) <= play + 100 * digit:
            self.reading.note("own_note_fraction")
            return round(100 * value, 10)
        self.problem(row, "urban_share_pct", cell, message("own_disagrees", computed=f"{ratio:.2f}"))
        return None

    def finish(self) -> None:
        """What can be said only when every row has been seen."""
        rows = len(self.reading.rows)
        if self.examples and len(self.examples) == rows:
            self.reading.note("own_note_examples")
        elif self.examples:
            self.reading.problems += [message("own_example_left", row=row) for row in self.examples]
        if rows and not self.reading.problems and all(row["urban_share_pct"] is None for row in self.reading.rows):
            self.reading.problems.append(message("own_no_share"))
