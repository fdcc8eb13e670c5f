"""What is wrong with a learner's table, by row and column: all of it at once, in the session's language."""

from __future__ import annotations

import re
from dataclasses import replace

from ..session import LANGUAGES
from ..words import label, message, terms
from .csv import (
    COLUMNS,
    IN_CELL,
    PEOPLE,
    PERCENT,
    Number,
    Reading,
    Refused,
    column_like,
    column_of,
    normalized,
    number_in,
    other_quantity,
    shown,
    split_unit,
    unit_of,
    writes_decimal_comma,
    year_in,
)
from .files import grids
from .shapes import Grid, grid_of, republic

PEOPLE_COLUMNS, MOST_NOTED, MOST_PROBLEMS = ("population", "urban_population"), 20, 1_000

YEARS, MOST_PEOPLE, FEW_PEOPLE, UNLIKE = (1500, 2100), 10_000_000_000, 10_000, 1_000
UNITS = {"population": PEOPLE, "urban_population": PEOPLE, "urban_share_pct": PERCENT}
SLACK_POINTS = 0.05


def examine(content: bytes, place: str | None = None) -> Reading:
    """Rows, notes and problems of a table in bytes.

    Parameters
    ----------
    content : bytes
        A file.
    place : str, optional
        Name or code of the place, where the file has several.

    Returns
    -------
    Reading

    Raises
    ------
    Refused
        If the file as a whole cannot be read: another format, empty, only a header, more than 20,000 rows, or several
        places and none of them chosen.

    Examples
    --------
    >>> examine("年份;城镇化率\\n2020;55,43 %".encode("gbk")).rows[0]["urban_share_pct"]
    55.43
    """
    sheets, notes, separator = grids(content)
    sheets = {name: rows for name, rows in sheets.items() if any(cell.strip() for row in rows for cell in row)}
    if not sheets:
        raise Refused(message("own_empty"))
    tried: list[tuple[bool, Reading]] = []
    for name, rows in sheets.items():
        reading, refused = Reading(), False
        for key, values in notes:
            reading.note(key, **values)
        if name and len(sheets) > 1:
            reading.note("own_note_sheet", sheet=shown(name))
        try:
            _read(rows, place, separator, reading)
        except Refused as refusal:
            if len(sheets) == 1:
                raise
            reading.problems.append(str(refusal))
            refused = True
        if not reading.problems:
            return reading
        tried.append((refused, reading))
    return min(tried, key=lambda one: (one[0], len(one[1].problems)))[1]


def _read(rows: list[list[str]], place: str | None, separator: str, reading: Reading) -> None:
    """Read one sheet into a reading."""
    grid = grid_of(rows, place, reading)
    columns = _columns(grid, reading)
    if reading.problems:
        return
    numeric = [record[at] for _, record in grid.body for key, at in columns.items() if key in COLUMNS and at < len(record)]
    table = _Table(grid, columns, writes_decimal_comma(numeric, separator), reading)
    for row, record in grid.body:
        table.add(row, record)
        if len(reading.problems) >= MOST_PROBLEMS:
            reading.problems.append(message("own_stopped", row=row))
            return
    table.finish()


def _both(key: str) -> str:
    return f"{terms()[key]['zh']} / {terms()[key]['en']}"


def _columns(grid: Grid, reading: Reading) -> dict[str, int]:
    """Place of each column that is known; one that comes twice or in an unknown unit becomes a problem."""
    columns: dict[str, int] = {}
    for place, name in enumerate(grid.header):
        key = column_of(name)
        if key in columns:
            if key in COLUMNS:
                told = {"column": shown(name), "other": shown(grid.header[columns[key]]), "row": grid.top}
                reading.problems.append(message("own_column_twice", **told))
        elif key is not None:
            columns[key] = place
            units = UNITS.get(key)
            if units and unit_of(name) not in units:
                known = ", ".join(unit for unit in units if unit)
                reading.problems.append(message("own_unit", column=shown(name), units=known, row=grid.top))
    _missing([name for name in grid.header if name.strip() and column_of(name) is None], columns, grid.top, reading)
    return columns


def _missing(unknown: list[str], columns: dict[str, int], top: int, reading: Reading) -> None:
    """A problem for each column that is needed and not there, with the header that may stand for it.

    A header that names another quantity is named as that, and never offered as ours.
    """
    shares = {"urban_share_pct", "population", "urban_population"} - set(columns)
    wanted = {"year"} - set(columns)
    if "urban_share_pct" in shares and len(shares) > 1:
        wanted |= shares
    meant = {name: column_like(name) for name in unknown}
    for at, (name, key) in enumerate(meant.items()):
        if at < MOST_NOTED and (other := other_quantity(name)):
            reading.note("own_note_other", column=shown(name), quantity=label(f"{other}_quantity"))
        elif key in wanted:
            unit = split_unit(name)[1]
            told = {"meant": _both(key), "unit": f" ({unit})" if unit else "", "row": top}
            reading.problems.append(message("own_meant", column=shown(name), **told))
        elif at < MOST_NOTED:
            reading.note("own_note_ignored", column=shown(name))
    lost = wanted - set(meant.values())
    if "year" in lost:
        reading.problems.append(message("own_missing", column=_both("year"), row=top))
    if lost - {"year"} and lost >= wanted - {"year"}:
        names = {"share": _both("urban_share_pct"), "total": _both("population"), "urban": _both("urban_population")}
        reading.problems.append(message("own_missing_share", row=top, **names))


class _Table:
    """Rows of a file, checked one after the other."""

    def __init__(self, grid: Grid, columns: dict[str, int], decimal_comma: bool, reading: Reading):
        self.grid, self.columns, self.decimal_comma, self.reading = grid, columns, decimal_comma, reading
        self.factors = {key: PEOPLE.get(unit_of(grid.header[place]), 1) for key, place in columns.items()}
        self.units: dict[str, int] = {}
        self.row_of_year: dict[int, int | str] = {}
        self.examples: list[int | str] = []
        for key, factor in self.factors.items():
            if factor > 1 and key in PEOPLE_COLUMNS:
                reading.note("own_note_unit", column=shown(self.name(key)), factor=f"{factor:,}")

    def name(self, key: str) -> str:
        """Header of a column as the file has it."""
        return self.grid.header[self.columns[key]]

    def problem(self, row: int | str, key: str, have: str, want: str) -> None:
        name = shown(self.name(key))
        if self.grid.turned and key != "year":
            row, name = self.grid.turned[self.columns[key]], str(row)
        self.reading.problems.append(message("cell_problem", row=row, column=name, have=shown(have), want=want))

    def add(self, row: int | str, record: list[str]) -> None:
        if any(cell.strip() for cell in record[len(self.grid.header) :]):
            self.reading.problems.append(message("wrong_width", row=row, have=len(record), want=len(self.grid.header)))
            return
        cells = {key: record[place] if place < len(record) else "" for key, place in self.columns.items()}
        if any(terms("message")["own_example"][language] == cells.get("note", "").strip() for language in LANGUAGES):
            self.examples.append(row)
        before = len(self.reading.problems)
        year = self.year(row, cells["year"])
        numbers = {key: self.number(row, key, cells[key]) for key in COLUMNS[1:] if key in cells}
        people = {key: self.people(row, key, cells[key], numbers[key]) for key in PEOPLE_COLUMNS if key in numbers}
        total, urban = people.get("population"), people.get("urban_population")
        if total is not None and urban is not None and urban > total:
            told = message("own_mixed" if urban >= UNLIKE * total else "own_urban_over_total")
            self.problem(row, "urban_population", cells["urban_population"], told)
            urban = None
        share = self.share(row, cells.get("urban_share_pct", ""), numbers.get("urban_share_pct", Number()), total, urban)
        if len(self.reading.problems) == before:
            self.reading.rows.append(dict(zip(COLUMNS, [year, total, urban, share])))

    def number(self, row: int | str, key: str, cell: str) -> Number:
        """Number of a cell, people in persons where the cell or the header says how they are counted."""
        factor, written = self.factors[key], cell
        inside = re.fullmatch(r"(.*\d)\s*(\D{1,2})", normalized(cell)) if key in PEOPLE_COLUMNS else None
        if inside and inside[2] in IN_CELL:
            written, factor = inside[1], IN_CELL[inside[2]]
            self.reading.note("own_note_cell_unit", unit=inside[2])
        number = number_in(written, share=key == "urban_share_pct", decimal_comma=self.decimal_comma)
        if number.fault == "own_ambiguous" and float(re.sub("[,.]", "", normalized(written))) * factor > MOST_PEOPLE:
            number = number_in(written + "0", decimal_comma=self.decimal_comma)  # so many people there are not
        if number.fault:
            self.problem(row, key, cell, message(number.fault))
        for note in number.notes:
            self.reading.note(note)
        if key not in PEOPLE_COLUMNS or number.value is None:
            return number
        self.units[key] = factor
        return replace(number, value=number.value * factor)

    def year(self, row: int | str, cell: str) -> int | None:
        first, last = YEARS
        if quoted := re.fullmatch(r'="([^"]*)"', normalized(cell)):
            cell = quoted[1]
        if (found := year_in(cell)) is None:
            if told := republic(cell):
                self.problem(row, "year", cell, told)
                return None
            number = number_in(normalized(cell).removesuffix("年"), decimal_comma=self.decimal_comma)
            for note in number.notes:
                self.reading.note(note)
            if number.fault:
                self.problem(row, "year", cell, message(number.fault))
            elif number.value is None:
                self.problem(row, "year", cell, message("expected_value"))
            elif number.value % 1:
                self.problem(row, "year", cell, message("expected_integer"))
            elif not first <= number.value <= last:
                self.problem(row, "year", cell, message("expected_range", low=first, high=last))
            else:
                found = str(int(number.value))
            if found is None:
                return None
        elif normalized(cell) != cell.strip():
            self.reading.note("own_note_full_width")
        if re.search(r"\d[-/.月]", normalized(cell)):
            self.reading.note("own_note_dates")
        if (year := int(found)) in self.row_of_year:
            self.problem(row, "year", cell, message("own_year_twice", other=self.row_of_year[year]))
            return None
        self.row_of_year[year] = row
        return year

    def people(self, row: int | str, key: str, cell: str, number: Number) -> int | None:
        if number.value is None:
            return None
        count, low = number.value, int(key == "population")
        if not low <= count <= MOST_PEOPLE:
            mixed = self.factors[key] > 1 and low <= count / self.factors[key] <= MOST_PEOPLE
            told = message("own_mixed") if mixed else message("expected_range", low=low, high=f"{MOST_PEOPLE:,}")
            self.problem(row, key, cell, told)
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
        play = SLACK_POINTS + sum(50 * unit / total for key, unit in self.units.items() if unit > 1)
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
        totals = [(row["year"], row["population"]) for row in self.reading.rows if row["population"]]
        for (_, one), (year, other) in zip(totals := sorted(totals), totals[1:]):
            if max(one, other) >= UNLIKE * min(one, other):
                self.problem(self.row_of_year[year], "population", f"{other:,}", message("own_mixed"))
                break
        if "population" not in self.columns:
            return
        if totals and max(people for _, people in totals) < FEW_PEOPLE and self.factors["population"] == 1:
            self.reading.note("own_note_few", column=shown(self.name("population")))
        if split_unit(self.name("population"))[0] in ("总人口", "total population") and "urban_population" in self.columns:
            self.reading.note("own_note_total", column=shown(self.name("population")))
