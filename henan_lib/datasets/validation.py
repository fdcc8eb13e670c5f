"""Find every problem of a table at once, by row and column."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal, InvalidOperation

from ..session import data_folder
from ..words import message
from .descriptor import has_header, resource


def _cell_problem(field: dict, text: str) -> str | None:
    rules = field.get("constraints", {})
    if text == "":
        return message("expected_value") if rules.get("required") else None
    if field["type"] == "string":
        if "enum" in rules and text not in rules["enum"]:
            return message("expected_one_of", values=", ".join(rules["enum"]))
        return None
    try:
        value = int(text) if field["type"] == "integer" else float(text)
    except ValueError:
        return message("expected_integer" if field["type"] == "integer" else "cell_number")
    low, high = rules.get("minimum", float("-inf")), rules.get("maximum", float("inf"))
    return None if low <= value <= high else message("expected_range", low=low, high=high)


def _column(entry: dict, name: str) -> set[str]:
    """Every value of a column of another table."""
    with open(data_folder() / entry["path"], encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file)}


def _reference_problems(entry: dict, header: list[str], rows: list[list[str]]) -> list[str]:
    """Cells that should be keys of another table and are not."""
    found = []
    for key in entry["schema"].get("foreignKeys", []):
        place = header.index(key["fields"])
        allowed = _column(resource(key["reference"]["resource"]), key["reference"]["fields"])
        found += [
            message(
                "cell_problem",
                row=number,
                column=key["fields"],
                have=row[place],
                want=message("expected_key", table=key["reference"]["resource"]),
            )
            for number, row in enumerate(rows, start=2)
            if len(row) == len(header) and row[place] not in allowed
        ]
    return found


def contradicts(printed: str, value: str, qualifier: str) -> bool:
    """Whether a token prints one plain number and the value is another.

    Examples
    --------
    >>> contradicts("55.43%", "55.34", "exact"), contradicts("近20%", "20", "nearly"), contradicts("1+8", "9", "exact")
    (True, False, False)
    """
    number = re.fullmatch(r"\D*(\d+\.\d+|\d{2,})[^\d.+/]*", printed)
    try:
        return bool(number) and qualifier != "range" and Decimal(number[1]) != Decimal(value)
    except InvalidOperation:
        return True


def problems(entry: dict, content: bytes) -> list[str]:
    """Problems of a CSV file against its descriptor.

    Parameters
    ----------
    entry : dict
        The table's resource in the descriptor.
    content : bytes
        The file.

    Returns
    -------
    list of str
        One sentence per problem in the session's language, in the order of the file; empty if there is none.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return [message("not_utf8", position=error.start)]
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    rows = ([] if has_header(entry) else [list(fields)]) + list(csv.reader(io.StringIO(text)))
    header = rows[0] if rows else []
    if header != list(fields):
        return [message("wrong_header", have=", ".join(header), want=", ".join(fields))]
    found, seen = [], {}
    keys = [header.index(name) for name in entry["schema"].get("primaryKey", [])]
    for number, row in enumerate(rows[1:], start=2 if has_header(entry) else 1):
        if len(row) != len(header):
            found.append(message("wrong_width", row=number, have=len(row), want=len(header)))
            continue
        for name, cell in zip(header, row):
            wanted = _cell_problem(fields[name], cell)
            if wanted:
                found.append(message("cell_problem", row=number, column=name, have=cell, want=wanted))
        key = tuple(row[index] for index in keys)
        if key and key in seen:
            found.append(message("duplicate_key", row=number, other=seen[key], key=", ".join(key)))
        seen.setdefault(key, number)
    found += _reference_problems(entry, header, rows[1:])
    if entry["name"] == "ledger":
        found += [
            message(
                "cell_problem",
                row=number,
                column="value",
                have=row[header.index("value")],
                want=message("expected_token", printed=printed),
            )
            for number, row in enumerate(rows[1:], start=2)
            if len(row) == len(header)
            and contradicts(printed := row[header.index("printed")], row[header.index("value")], row[header.index("qualifier")])
        ]
    if len(rows) - 1 != entry["rows"]:
        found.append(message("wrong_row_count", have=len(rows) - 1, want=entry["rows"]))
    return found
