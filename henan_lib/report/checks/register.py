"""The register of checks, and what their functions read: tables, single facts, printed intervals, printed values."""

from __future__ import annotations

import contextvars
import functools
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
from mpmath import iv

from ...datasets.package import load
from ...session import data_folder, entries_of
from ...words import CourseError, look_up, message
from ..intervals import interval

CHECKS: dict[str, Callable] = {}


@dataclass
class Read:
    """What the function of a check has read: tables, single facts, and other printed numbers by their ledger id."""

    tables: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    printed: set[str] = field(default_factory=set)


_read: contextvars.ContextVar[Read] = contextvars.ContextVar("read by a check")


class CheckFailed(CourseError):
    """A check could not be computed; the message names it and the tables it had read."""


def check(name: str) -> Callable:
    """Register the decorated function as the check of this id; it returns a number or an interval in the printed unit."""

    def register(function: Callable) -> Callable:
        CHECKS[name] = function
        return function

    return register


def checks_by(function: Callable, arguments: dict[str, tuple]) -> None:
    """Register one check for each id, computed by the same function with the arguments given."""
    for name, given in arguments.items():
        CHECKS[name] = functools.partial(function, *given)


def table(name: str) -> pd.DataFrame:
    """Table of the data package; a check that is being recomputed remembers that it read it."""
    _read.get(Read()).tables.add(name)
    return load(name)


@functools.cache
def _facts(folder) -> pd.DataFrame:
    return load("single_fact").set_index("fact", drop=False)


def facts() -> pd.DataFrame:
    """The single facts by name."""
    return _facts(data_folder())


def fact(key: str) -> iv.mpf:
    """What a single fact can mean, as an interval; a check that is being recomputed remembers that it read it."""
    _read.get(Read()).facts.add(key)
    return interval(facts().loc[key])


@functools.cache
def _ledger(folder) -> pd.DataFrame:
    return load("ledger").set_index("id", drop=False)


def rows() -> pd.DataFrame:
    """The ledger by id."""
    return _ledger(data_folder())


def printed(key: str) -> iv.mpf:
    """What the printed number of a ledger row can mean, as an interval; a check that is being recomputed remembers it."""
    _read.get(Read()).printed.add(key)
    return interval(rows().loc[key])


def value(key: str, column: str = "value") -> object:
    """Printed value of a ledger row as it stands; a check that is being recomputed remembers it."""
    _read.get(Read()).printed.add(key)
    return rows().loc[key, column]


def recompute(name: str) -> iv.mpf:
    """Recomputed number of a check as an interval, in the printed unit of its ledger row.

    Parameters
    ----------
    name : str
        Id of a check that can be recomputed.

    Returns
    -------
    mpmath.iv.mpf

    Raises
    ------
    UnknownName
        If no check that can be recomputed has this id; the message names the closest.
    CheckFailed
        If its function fails; the message names the check and the tables that it had read.

    Examples
    --------
    >>> round(float(recompute("germany-1950").mid), 3)
    67.944
    """
    return _recomputed(name)[0]


def tables_read(name: str) -> set[str]:
    """Names of the tables that a check reads; empty if it needs the report's printed numbers alone.

    Raises
    ------
    UnknownName
        If no check has this id; the message names the closest.
    """
    read = sources(name)
    return read.tables | ({"single_fact"} if read.facts else set())


def sources(name: str) -> Read:
    """Tables, single facts and printed numbers that a check reads."""
    look_up("check", name, entries_of("report/checks.toml"))
    return _recomputed(name)[1] if name in CHECKS else Read()


def _recomputed(name: str):
    check_of, read = look_up("check", name, CHECKS), Read()
    token = _read.set(read)
    try:
        found = check_of()
    except Exception as problem:
        reason = f"{type(problem).__name__}: {problem}"
        told = message("check_failed", check=name, tables=", ".join(sorted(read.tables)), reason=reason)
        raise CheckFailed(told) from problem
    finally:
        _read.reset(token)
    return found if isinstance(found, iv.mpf) else iv.mpf(str(found)), read
