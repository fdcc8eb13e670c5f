"""The method of chapter 6 on a report of your own: what it prints, recomputed from its own numbers or from outside."""

from __future__ import annotations

import csv
import io
import re
from math import nan

import pandas as pd
from mpmath import iv

from ..datasets.package import load
from ..report.audit import VERDICTS, judge, shown_as
from ..report.intervals import interval
from ..session import LANGUAGES
from ..words import label, message, terms
from .arithmetic import FUNCTIONS, NotUnderstood, evaluate
from .csv import Reading, Refused, normalized, shown
from .files import grids

COLUMNS = ["key", "section", "statement", "printed", "qualifier", "unit", "expression", "source"]
FOUND = ["recomputed", "low", "high", "verdict", "basis"]
QUALIFIERS = ["exact", "about", "nearly", "over", "under"]
NUMBER = re.compile(r"-?\d+(\.\d+)?|\d+/[1-9]\d*")


def ledger_template() -> bytes:
    """Sheet to fill in: three numbers on Henan's census of 2020, the third of which follows from the other two."""
    census = load("province_census").query("province_code == '410000' and year == 2020").iloc[0]
    people, urban = (f"{census[name] / 1e4:.2f}" for name in ("population", "urban_population"))
    exact, unit = label("exact"), label("ten_thousand_persons")
    rows = [
        ["people", "1", label("population"), people, exact, unit, "", ""],
        ["urban", "1", label("urban_population"), urban, exact, unit, "", ""],
        [
            "urban_share",
            "1",
            label("urban_share_pct"),
            f"{census['urban_share_pct']:.2f}",
            exact,
            "%",
            "share(urban, people)",
            "",
        ],
    ]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([[label(name) for name in COLUMNS], *rows])
    return stream.getvalue().encode("utf-8-sig")


def examine_ledger(content: bytes) -> tuple[pd.DataFrame, list[str]]:
    """Every row of a ledger with its verdict, and the problems; no rows if there is a problem.

    Parameters
    ----------
    content : bytes
        A table in the columns of `ledger_template`, as text or workbook.

    Returns
    -------
    table : pandas.DataFrame
        The columns as written, then ``recomputed``, the ends ``low`` and ``high`` of its interval in the printed unit,
        ``verdict`` and ``basis`` as in `henan_lib.audit`.
    problems : list of str
        What is wrong, by row and column.

    Examples
    --------
    >>> examine_ledger(ledger_template())[0]["verdict"].tolist()
    ['not_checkable', 'not_checkable', 'agrees']
    """
    reading = Reading()
    try:
        rows = _rows(content, reading)
    except Refused as refusal:
        reading.problems.append(str(refusal))
        rows = []
    if not reading.problems:
        _recompute(rows, reading)
    kept = [] if reading.problems else rows
    return pd.DataFrame(
        [{name: row[name] for name in (*COLUMNS, *FOUND)} for row in kept], columns=[*COLUMNS, *FOUND]
    ), reading.problems


def _key_of(names: list[str], written: str) -> str | None:
    """Which of some keys a cell names, as the key itself or in either language."""
    cell = normalized(written).lower()
    return next((key for key in names if cell in (key, *(terms()[key][language].lower() for language in LANGUAGES))), None)


def _rows(content: bytes, reading: Reading) -> list[dict]:
    sheets = grids(content)[0]
    grid = next((rows for rows in sheets.values() if any(cell.strip() for row in rows for cell in row)), [])
    filled = [(number, row) for number, row in enumerate(grid, start=1) if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        raise Refused(message("own_only_header" if filled else "own_empty"))
    header = [_key_of(COLUMNS, cell) for cell in filled[0][1]]
    if lost := [name for name in COLUMNS if name not in header]:
        columns = ", ".join(map(label, lost))
        raise Refused(message("own_ledger_columns", columns=columns))
    found = []
    for number, record in filled[1:]:
        row = {name: record[header.index(name)].strip() if header.index(name) < len(record) else "" for name in COLUMNS}
        before = len(reading.problems)
        _read_row(row, number, {one["key"] for one in found}, reading)
        if len(reading.problems) == before:
            found.append(row)
    return found


def _problem(reading: Reading, number: int, name: str, have: str, want: str) -> None:
    reading.problems.append(message("cell_problem", row=number, column=label(name), have=shown(have), want=want))


def _read_row(row: dict, number: int, taken: set[str], reading: Reading) -> None:
    """Make a row of cells one that a verdict can be spoken on; what is wrong becomes a problem."""
    key, printed = row["key"], re.sub(r"(?<=\d),(?=\d{3})", "", normalized(row["printed"])).removesuffix("%")
    if not key.isidentifier() or key in FUNCTIONS:
        _problem(reading, number, "key", key, message("own_ledger_key"))
    elif key in taken:
        _problem(reading, number, "key", key, message("own_ledger_key_twice"))
    qualifier = _key_of(QUALIFIERS, row["qualifier"] or "exact")
    if qualifier is None:
        _problem(
            reading,
            number,
            "qualifier",
            row["qualifier"],
            message("own_ledger_qualifier", known=", ".join(map(label, QUALIFIERS))),
        )
    if not NUMBER.fullmatch(printed):
        _problem(reading, number, "printed", row["printed"], message("own_not_number"))
        return
    above, _, below = printed.partition("/")
    row |= {"number": number, "qualifier": qualifier, "value_high": None, "plain": printed}
    row |= {"value": float(above) / float(below or 1), "kind": "rank" if row["expression"].startswith("rank(") else "measure"}


def _meant(row: dict) -> pd.Series:
    """A row as the rules of printed precision read it."""
    return pd.Series(row | {"printed": row["plain"]})


def _recompute(rows: list[dict], reading: Reading) -> None:
    """Write into each row what its expression gives, the verdict, and what that rests on."""
    printed = {row["key"]: interval(_meant(row)) for row in rows}
    units = {row["key"]: normalized(row["unit"]) for row in rows}
    for row in rows:
        row |= {"recomputed": "", "low": nan, "high": nan, "verdict": VERDICTS[-1], "basis": ""}
        expression = row["expression"]
        if not expression:
            continue
        try:
            if NUMBER.fullmatch(expression):
                value = _outside(row)
            else:
                value = evaluate(expression, {key: value for key, value in printed.items() if key != row["key"]})
                _of_one_unit(row, units)
        except NotUnderstood as problem:
            _problem(reading, row["number"], "expression", expression, str(problem))
            continue
        meant = _meant(row)
        row |= {"recomputed": shown_as(value, meant), "verdict": judge(meant, value)}
        row |= {"low": float(value.a.mid), "high": float(value.b.mid)}
        row["basis"] = "outside" if row["source"] else "same_report"


def _of_one_unit(row: dict, units: dict[str, str]) -> None:
    """Refuse a sum, a difference or an equation of numbers in unlike units, where the units are stated."""
    expression = row["expression"]
    if re.search(r"[*/]|\b(share|growth|rank)\(", expression):
        return
    named = [units[key] for key in [row["key"], *re.findall(r"\w+", expression)] if key in units]
    if len(found := dict.fromkeys(unit for unit in named if unit)) > 1:
        raise NotUnderstood(message("own_ledger_units", units=", ".join(found)))


def _outside(row: dict) -> iv.mpf:
    """A value from elsewhere, with the precision in which it is written.

    Raises
    ------
    NotUnderstood
        If its source is not named.
    """
    if not row["source"]:
        raise NotUnderstood(message("own_ledger_source"))
    written = row["expression"]
    above, _, below = written.partition("/")
    return interval(pd.Series({"value": float(above) / float(below or 1), "qualifier": "exact", "printed": written}))
