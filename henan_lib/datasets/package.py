"""The data package: load a table, describe it, cite it."""

from __future__ import annotations

import functools
import hashlib
import io
from pathlib import Path

import numpy as np
import pandas as pd

from ..session import current, data_folder
from ..words import CourseError, label, message
from .descriptor import has_header, resource, resources
from .validation import problems


class DataProblem(CourseError):
    """A table on disk is not what the descriptor says; the message lists every problem."""


def load(name: str) -> pd.DataFrame:
    """Table of the data package as a fresh DataFrame.

    Parameters
    ----------
    name : str
        Name of a table; ``henan_lib.tables()`` lists them.

    Returns
    -------
    pandas.DataFrame
        One row per observation. A pair of columns ``title_zh``, ``title_en`` gets a third, ``title``, in the
        session's language. Integers as ``int64`` (``Int64`` where gaps may stand), numbers as
        ``float64``.
        Changing it, also through ``.array``, does not touch the next load. ``attrs["table"]`` holds the name.

    Raises
    ------
    UnknownName
        If there is no such table.
    DataProblem
        If the file is missing, damaged or edited: every problem by table, row and column.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.load("us_urban_census").query("year == 1950").urban_share_pct.item()
    63.98
    """
    resource(name)
    return _read(data_folder(), name, current()).copy()


@functools.cache
def _read(folder: Path, name: str, language: str):

    entry = resource(name)
    path = folder / entry["path"]
    try:
        content = path.read_bytes()
    except OSError:
        raise DataProblem(message("missing_file", table=name, path=entry["path"])) from None
    if "sha256:" + hashlib.sha256(content).hexdigest() != entry["hash"]:
        found = problems(entry, content) or [message("changed_file")]
        raise DataProblem(
            "\n".join([message("data_problem", table=name, count=len(found)), *found, message("restore", path=entry["path"])])
        )
    types = {field["name"]: _types()[_kind(field)] for field in entry["schema"]["fields"]}
    header = {"header": 0} if has_header(entry) else {"header": None, "names": list(types)}
    frame = pd.read_csv(io.BytesIO(content), **header, dtype=types, keep_default_na=False, na_values=[""], low_memory=False)
    pairs = [column.removesuffix("_zh") for column in types if column.endswith("_zh")]
    frame = frame.assign(**{column: frame[f"{column}_{language}"] for column in pairs}) if pairs else frame
    frame.attrs["table"] = name
    return frame


@functools.cache
def _types() -> dict:
    """Types as objects: pandas would look up each name again for each column."""

    return {
        "string": pd.StringDtype(na_value=np.nan),
        "number": np.dtype("float64"),
        "integer": np.dtype("int64"),
        "integer with gaps": pd.Int64Dtype(),
    }


def _kind(field: dict) -> str:
    with_gaps = field["type"] == "integer" and not field.get("constraints", {}).get("required")
    return "integer with gaps" if with_gaps else field["type"]


def tables() -> pd.DataFrame:
    """Names, titles, vintages and sizes of all tables, one row each, in the session's language."""

    rows = [(name, _text(entry, "title"), _text(entry, "vintage"), entry["rows"]) for name, entry in resources().items()]
    return pd.DataFrame(rows, columns=["table", "title", "vintage", "rows"])


def _text(entry: dict, key: str) -> str:
    return entry[f"{key}_zh"] if current() == "zh" else entry[key]


class Description(str):
    """Text that a notebook shows as text, not as a quoted string."""

    def __repr__(self) -> str:
        return str(self)


def describe(name: str) -> Description:
    """What a person should know of a table before using it, in the session's language.

    Parameters
    ----------
    name : str
        Name of a table.

    Returns
    -------
    Description
        Title, vintage, source, licence, then each column with its unit and definition.

    Raises
    ------
    UnknownName
        If there is no such table.

    Examples
    --------
    >>> import henan_lib as hl
    >>> "Census" in hl.describe("us_urban_census")
    True
    """
    entry = resource(name)
    lines = [
        f"{_text(entry, 'title')} · {name}",
        message("describe_vintage", vintage=_text(entry, "vintage")),
        *([message("describe_confidence", confidence=label(entry["confidence"]))] if "confidence" in entry else []),
        message("describe_source", source="; ".join(_text(source, "title") for source in entry["sources"])),
        message("describe_licence", licence="; ".join(licence["title"] for licence in entry["licenses"])),
        message("describe_rows", rows=entry["rows"]),
        message("describe_note", note=_text(entry, "description")),
    ]
    for field in entry["schema"]["fields"]:
        unit = f" [{label(field['unit'])}]" if field.get("unit") else ""
        name, definition = label(field["name"]), _text(field, "description")
        lines.append("  " + message("describe_column", column=field["name"] + unit, name=name, definition=definition))
    return Description("\n".join(lines))


def cite(name: str) -> Description:
    """Plain citation of a table's source and the same as BibTeX.

    Parameters
    ----------
    name : str
        Name of a table.

    Returns
    -------
    Description
        Two paragraphs, the citation and the BibTeX entry.

    Raises
    ------
    UnknownName
        If there is no such table.

    Examples
    --------
    >>> import henan_lib as hl
    >>> print(hl.cite("us_urban_census").splitlines()[2])
    @misc{us_urban_census,
    """
    entry = resource(name)
    source = entry["citation"]
    plain = (
        f"{source['author']} ({source['year']}). {source['title']}. {_text(entry, 'vintage')}. {entry['licenses'][0]['title']}."
    )
    bibtex = "\n".join(
        [
            f"@misc{{{name},",
            f"  author = {{{{{source['author']}}}}},",
            f"  title = {{{source['title']}}},",
            f"  year = {{{source['year']}}},",
            f"  note = {{{entry['vintage']}. {entry['licenses'][0]['title']}}}",
            "}",
        ]
    )
    return Description(f"{plain}\n\n{bibtex}")
