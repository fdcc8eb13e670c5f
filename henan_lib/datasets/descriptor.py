"""The descriptor of the data package: what each table is."""

from __future__ import annotations

import difflib
import functools
import json
from pathlib import Path

from ..session import data_folder
from ..words import CourseError, message


@functools.cache
def _descriptor(folder: Path) -> dict[str, dict]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def resources() -> dict[str, dict]:
    """Descriptor of every table by its name."""
    return _descriptor(data_folder())


def resource(name: str) -> dict:
    """Descriptor of one table.

    Raises
    ------
    UnknownTable
        If there is no such table; the message has the closest names.
    """
    if isinstance(name, str) and name in resources():
        return resources()[name]
    close = difflib.get_close_matches(str(name), resources(), n=3, cutoff=0)
    raise UnknownTable(message("unknown_table", name=name, close=", ".join(close)))


class UnknownTable(CourseError, KeyError):
    """No table of this name."""


def has_header(entry: dict) -> bool:
    """Whether a table's file begins with the names of its columns; a grid as printed does not."""
    return entry.get("dialect", {}).get("header", True)
