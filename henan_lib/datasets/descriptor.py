"""The descriptor of the data package: what each table is."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from ..session import data_folder
from ..words import look_up


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
    UnknownName
        If there is no such table; the message has the closest names.
    """
    return look_up("table", name, resources())


def has_header(entry: dict) -> bool:
    """Whether a table's file begins with the names of its columns; a grid as printed does not."""
    return entry.get("dialect", {}).get("header", True)
