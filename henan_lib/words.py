"""The session's language and the bilingual terms: labels, units, messages, glossary."""

from __future__ import annotations

import contextlib
import csv
import difflib
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from .session import LANGUAGES, current, data_folder, session

KINDS = {
    "columns": "column",
    "places": "place",
    "values": "value",
    "units": "unit",
    "messages": "message",
    "glossary": "glossary",
    "tokens": "token",
}
LABELS = (*(kind for kind in KINDS.values() if kind != "message"), "division")
# The one sentence that cannot stand in data/terms.
UNREADABLE = (
    "课程的词语文件 {path} 读不出来；恢复原样：git checkout -- data/terms（设了 HENAN_DATA 的，看看它指的文件夹）。\n"
    "The course's file of words {path} cannot be read; restore it: git checkout -- data/terms (or see where HENAN_DATA points)."
)


class CourseError(Exception):
    """Something that a person can mend; its text is one sentence in the session's language."""

    def __str__(self) -> str:
        return str(self.args[0])


class UnknownName(CourseError, KeyError):
    """Nothing of the kind asked for has this name; the message says which there are, or the closest."""


class WordsUnreadable(CourseError):
    """A file of ``data/terms`` is missing or damaged."""


def use(language: str) -> None:
    """Set the language of the session.

    Raises
    ------
    ValueError
        If `language` is neither ``"zh"`` nor ``"en"``.
    """
    if language not in LANGUAGES:
        raise ValueError(message("unknown_language", language=language))
    session.language = language


@functools.cache
def _terms(folder: Path) -> dict[str, dict[str, dict[str, str]]]:
    found = {}
    for name, kind in KINDS.items():
        path = folder / "terms" / f"{name}.csv"
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                found[kind] = {row["key"]: {"kind": kind, "unit": ""} | row for row in csv.DictReader(file)}
        except (OSError, ValueError, KeyError):
            raise WordsUnreadable(UNREADABLE.format(path=path)) from None
    return found


def _divisions(path: Path) -> dict[str, dict[str, str]]:
    """Names of China's places from their own table, which may be missing: `load` says so when it is asked for."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return {
            row["place_code"]: {
                "key": row["place_code"],
                "kind": "division",
                "unit": "",
                "zh": row["name_zh"],
                "en": row["name_en"],
            }
            for row in rows
        }
    except (OSError, ValueError, KeyError):
        return {}


def terms(*kinds: str) -> dict[str, dict[str, str]]:
    """Rows of the files in ``data/terms`` by key, of the kinds named; if none is named, all that can be a label.

    Messages are no labels; where a key stands in several files, the first of columns, places, values, units, glossary,
    tokens and China's places counts.
    """
    return _merged(data_folder(), kinds or LABELS)


@functools.cache
def _merged(folder: Path, kinds: tuple[str, ...]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for kind in reversed(kinds):
        found |= _divisions(folder / "reference" / "china_place.csv") if kind == "division" else _terms(folder)[kind]
    return found


def label(key: object) -> str:
    """Name of a column, place, category or unit in the session's language; `key` itself if it has none."""
    row = terms().get(str(key))
    return row[current()] if row else str(key)


def labelled(key: object) -> str:
    """Label with its unit, as an axis or a table header shows it."""
    row = terms().get(str(key))
    if not row or not row["unit"]:
        return label(key)
    unit = label(row["unit"])
    return f"{row['zh']}（{unit}）" if current() == "zh" else f"{row['en']} ({unit})"


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """While this lasts, the session speaks a language; then the one that it spoke before."""
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


def message(name: str, /, **values: object) -> str:
    """Sentence for the reader in the session's language, its placeholders filled."""
    return _terms(data_folder())["message"][name][current()].format(**values)


def closest(name: object, known: Iterable[str], *, most: int = 3, alike: float = 0) -> list[str]:
    """Known names most like one that is not known, the most like first.

    Parameters
    ----------
    name : object
        What somebody wrote.
    known : iterable of str
        Names that there are.
    most : int
        How many at the most.
    alike : float
        How like they must be, from 0, where some are always named, to 1, the same.

    Returns
    -------
    list of str

    Examples
    --------
    >>> closest("henann", ["hunan", "henan", "hubei"], most=2), closest("henann", ["hubei"], alike=0.7)
    (['henan', 'hunan'], [])
    """
    return difflib.get_close_matches(str(name), known, n=most, cutoff=alike)


def look_up(kind: str, name: object, known: Mapping[str, object]) -> object:
    """What stands under a name.

    Parameters
    ----------
    kind : str
        What is looked for; the message ``unknown_<kind>`` says that it is not there.
    name : object
        Its name, or whatever somebody gave for one.
    known : mapping
        All that there are, by their names.

    Returns
    -------
    object

    Raises
    ------
    UnknownName
        If there is none of this name; the message has the closest.

    Examples
    --------
    >>> look_up("table", "a", {"a": {"rows": 1}})
    {'rows': 1}
    """
    if isinstance(name, str) and name in known:
        return known[name]
    raise UnknownName(message(f"unknown_{kind}", name=name, close=", ".join(closest(name, known))))


ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\\": "&#92;", "$": "&#36;", "@": "&#64;", ":": "&#58;"})


def escaped(text: str) -> str:
    """Text of a learner that Markdown and the HTML made of it show as it is.

    Examples
    --------
    >>> escaped("*[x](y)*")
    '\\\\*\\\\[x\\\\](y)\\\\*'
    """
    return re.sub(r"([`*_{}\[\]|~])", r"\\\1", text.translate(ENTITIES))


class Prose(str):
    """Text that a notebook shows as Markdown and a terminal as it stands."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return str(self)


def glossary(word: str = "") -> pd.DataFrame:
    """Terms of the course with their definitions in the session's language.

    Parameters
    ----------
    word : str
        Keep the rows in which this text occurs, in either language; all rows if empty.

    Returns
    -------
    pandas.DataFrame
        Columns ``term``, ``term_other_language``, ``symbol``, ``definition``.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.glossary("Theil").shape[1]
    4
    """

    other = "en" if current() == "zh" else "zh"
    rows = [
        {
            "term": row[current()],
            "term_other_language": row[other],
            "symbol": row["symbol"],
            "definition": row[f"definition_{current()}"],
        }
        for row in terms("glossary").values()
        if str(word).lower() in " ".join(row.values()).lower()
    ]
    return pd.DataFrame(rows, columns=["term", "term_other_language", "symbol", "definition"])
