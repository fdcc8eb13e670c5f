"""Printed against recomputed: intervals of printed numbers, checks and verdicts."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

import pandas as pd
from mpmath import iv

from ..datasets.package import load
from ..session import current, data_folder
from ..words import message
from .checks.register import CHECKS, recompute, rows
from .intervals import interval, last_digit
from .ledger import within

VERDICTS = ["agrees", "rounding", "conflicts", "not_checkable"]


def judge(row, recomputed) -> str:
    """Verdict on a printed number, given the recomputed one.

    Parameters
    ----------
    row : pandas.Series
        A row of the ledger.
    recomputed : mpmath.iv.mpf or float
        The recomputed number, in the printed unit.

    Returns
    -------
    str
        ``agrees`` if the intervals meet; ``rounding`` if an exact measured one misses by at most one unit of its
        last printed digit (a rank, a count, a date or a fraction is right or wrong); else ``conflicts``.

    Examples
    --------
    >>> import henan_lib as hl
    >>> row = hl.ledger(section="1.2", region="Germany").iloc[0]
    >>> [judge(row, x) for x in (64.7, 64.8, 67.9)]
    ['agrees', 'rounding', 'conflicts']
    """

    printed = interval(row)
    found = recomputed if isinstance(recomputed, iv.mpf) else iv.mpf(str(recomputed))
    if printed.a <= found.b and found.a <= printed.b:
        return "agrees"
    distance = max(printed.a - found.b, found.a - printed.b)
    measured = row["qualifier"] == "exact" and row["kind"] not in ("rank", "count", "date") and "/" not in row["printed"]
    return "rounding" if measured and distance <= iv.mpf(last_digit(row["printed"])).b else "conflicts"


@functools.cache
def _checks(folder: Path) -> dict[str, dict]:
    return tomllib.loads((folder / "report" / "checks.toml").read_text(encoding="utf-8"))


def checks() -> dict[str, dict]:
    """Every check of ``data/report/checks.toml`` by its id."""
    return _checks(data_folder())


def _shown(value, row) -> str:
    """A recomputed number with one digit more than the printed one; ranks, counts and years as they are."""
    unit = last_digit(row["printed"])
    whole = row["kind"] in ("rank", "count", "date")
    decimals = 0 if whole else 3 if "/" in row["printed"] else len(unit) - 1 if "." in unit else 1
    decimals += 2 * (row["qualifier"] in ("over", "under"))
    low, high = (
        f"{float(edge):.{decimals}f}" for edge in ((value.a.mid, value.b.mid) if value.delta > 1e-9 else [value.mid] * 2)
    )
    return low if low == high else f"{low}–{high}"


def audit(section: str | None = None, verdict: str | None = None):
    """Every check of the report's numbers with its verdict.

    Parameters
    ----------
    section : str, optional
        Section by its numbering, with all that lies below it.
    verdict : str, optional
        ``agrees``, ``rounding``, ``conflicts`` or ``not_checkable``.

    Returns
    -------
    pandas.DataFrame
        Columns ``check``, ``section``, ``statement``, ``printed``, ``recomputed``, ``verdict``, ``kind``,
        ``explanation``; texts in the session's language, verdict and kind as stable keys. The kind of an agreeing
        check is ``trap`` where a naive recomputation would have called it a conflict, or would mislead.

    Raises
    ------
    ValueError
        If the report has no such section, or there is no such verdict.

    Examples
    --------
    >>> import henan_lib as hl
    >>> set(hl.audit(section="1.2").verdict) <= set(VERDICTS)
    True
    """

    section = None if section is None else str(section)
    if section is not None and section not in set(load("outline")["section"]):
        raise ValueError(message("unknown_section", section=section))
    if verdict is not None and verdict not in VERDICTS:
        raise ValueError(message("unknown_verdict", verdict=verdict, known=", ".join(VERDICTS)))

    sections = rows()["section"]
    asked = [key for key, check in checks().items() if within(sections[check["row"]], section)]
    results = [_result(data_folder(), key, current()) for key in asked]
    return pd.DataFrame(
        [row for row in results if verdict in (None, row["verdict"])],
        columns=["check", "section", "statement", "printed", "recomputed", "verdict", "kind", "explanation"],
    )


@functools.cache
def _result(folder: Path, key: str, language: str) -> dict:
    check = checks()[key]
    row = rows().loc[check["row"]]
    found, result = "", "not_checkable"
    if key in CHECKS:
        value = recompute(key)
        found, result = _shown(value, row), judge(row, value)
    why = check.get("trap") or check.get("explanation", {})
    return {
        "check": key,
        "section": row["section"],
        "statement": check["statement"][language],
        "printed": row["printed"],
        "recomputed": found,
        "verdict": result,
        "kind": check.get("kind", "trap" if "trap" in check else ""),
        "explanation": why.get(language, ""),
    }
