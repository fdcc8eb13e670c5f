"""Printed against recomputed: intervals of printed numbers, checks and verdicts."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from math import log10
from pathlib import Path

import pandas as pd
from mpmath import iv

from ..datasets.descriptor import resource
from ..datasets.package import load
from ..session import current, data_folder, entries_of
from ..words import label, message
from .checks.register import CHECKS, facts, recompute, rows, sources
from .intervals import Range, interval, last_digit, month_of
from .ledger import within

VERDICTS = ["agrees", "rounding", "conflicts", "not_checkable"]
BASES = ["same_report", "our_list", "same_origin", "outside"]
CONFIDENCE = ["first_hand", "secondary", "weak"]
LISTS = {"counted_list", "outline", "aspects", "features", "trends"}


def judge(row, recomputed, rounded_to=None) -> str:
    """Verdict on a printed number, given the recomputed one.

    Parameters
    ----------
    row : pandas.Series
        A row of the ledger.
    recomputed : mpmath.iv.mpf or float
        The recomputed number, in the printed unit.
    rounded_to : float, optional
        Step to which the number was plainly rounded although more digits are printed, such as 10 for 4430.

    Returns
    -------
    str
        ``agrees`` if the intervals meet; ``rounding`` if an exact measured number was cut off at its last digit
        instead of rounded, or was rounded to the step given (a rank, a count, a date or a fraction is right or wrong);
        else ``conflicts``.

    Examples
    --------
    >>> import henan_lib as hl
    >>> row = hl.ledger(section="1.2", region="Germany").iloc[0]
    >>> [judge(row, x) for x in (64.7, 64.79, 67.9)]
    ['agrees', 'rounding', 'conflicts']
    """

    printed = interval(row)
    found = recomputed if isinstance(recomputed, iv.mpf) else iv.mpf(str(recomputed))
    if printed.a <= found.b and found.a <= printed.b:
        return "agrees"
    measured = row["qualifier"] == "exact" and row["kind"] not in ("rank", "count", "date") and "/" not in row["printed"]
    value, digit = iv.mpf(str(row["value"])), iv.mpf(last_digit(row["printed"]))
    cut_off = value.a <= found.b and found.a < (value + digit).a
    coarser = rounded_to is not None and abs(found - value).a <= iv.mpf(str(rounded_to)).b / 2
    return "rounding" if measured and (cut_off or coarser) else "conflicts"


def checks() -> dict[str, dict]:
    """Every check of ``data/report/checks.toml`` by its id."""
    return entries_of("report/checks.toml")


def shown_as(value, row) -> str:
    """A recomputed number with one digit more than the printed one; ranks, counts, years and months as they are."""
    if month_of(row["printed"]):
        year, twelfth = divmod(float(value.mid), 1)
        return f"{int(year)}-{int(12 * twelfth) + 1:02}"
    unit = last_digit(row["printed"])
    whole = row["kind"] in ("rank", "count", "date")
    decimals = 0 if whole else 3 if row["unit"] == "ratio" else len(unit) - 1 if "." in unit else 1
    decimals += 2 * (row["qualifier"] in ("over", "under"))
    low, high = (value.a.mid, value.b.mid) if value.delta > 1e-9 else (value.mid, value.mid)
    low, high = (f"{float(edge):.{decimals}f}" for edge in (low, high))
    if "inf" in low + high:
        return f"≥ {low}" if high == "inf" else f"≤ {high}"
    return low if low == high else f"{low}–{high}"


def told_as(value, row) -> str:
    """`shown_as` in the unit in which the session's language tells the printed number: 1.646亿 as 164.6 million people."""
    shown = shown_as(value, row)
    told = re.search(r"(\d[\d,]*\.?\d*)(.*)", label(row["printed"]))
    times = float(told[1].replace(",", "")) / row["value"] if told and row["value"] > 0 else 1
    power = round(log10(times)) if times > 0 else 0
    if power == 0 or abs(times / 10**power - 1) > 1e-9:
        return shown
    return re.sub(r"\d[\d.]*", lambda number: f"{Decimal(number[0]).scaleb(power):,f}", shown) + told[2]


def audit(section: str | None = None, verdict: str | None = None) -> pd.DataFrame:
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
        Columns ``check``, ``section``, ``statement``, ``printed``, ``recomputed``, ``verdict``, ``basis``, ``edition``,
        ``confidence``, ``kind``, ``explanation`` and ``key``, that of its row in the ledger; texts in the session's language,
        the others as stable keys.
        ``basis`` says what the verdict rests on: ``same_report`` (its printed numbers alone), ``our_list`` (a count of
        what it lists), ``same_origin`` (an outside copy of the report's own source) or ``outside``. ``edition`` names
        the outside tables and documents; ``confidence`` is that of the weakest of them. The kind of an agreeing check
        is ``trap`` where a naive recomputation would have called it a conflict, ``tension`` where the number is right
        and two sentences of the report still pull apart.

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
        columns=[
            "check",
            "section",
            "statement",
            "printed",
            "recomputed",
            "verdict",
            "basis",
            "edition",
            "confidence",
            "kind",
            "explanation",
            "key",
        ],
    )


@functools.cache
def _result(folder: Path, key: str, language: str) -> dict:
    check = checks()[key]
    row = rows().loc[check["row"]]
    found, result, rests_on = "", "not_checkable", {"basis": "", "edition": "", "confidence": ""}
    if key in CHECKS:
        value = recompute(key)
        found, result = told_as(value, row), judge(row, value, check.get("rounded_to"))
        rests_on = _rests_on(key, check, language)
    why = check.get("trap") or check.get("explanation", {})
    return {
        "check": key,
        "section": row["section"],
        "statement": check["statement"][language],
        "printed": row["printed"],
        "recomputed": found,
        "verdict": result,
        **rests_on,
        "kind": check.get("kind", "trap" if "trap" in check else ""),
        "explanation": why.get(language, ""),
        "key": row["key"],
    }


def _rests_on(key: str, check: dict, language: str) -> dict[str, str]:
    """Basis, editions and confidence of a verdict."""
    read = sources(key)
    outside = sorted(read.tables - LISTS)
    single = facts().loc[sorted(read.facts)]
    basis = check.get("basis") or ("outside" if outside or read.facts else "our_list" if read.tables else "same_report")
    if basis in ("same_report", "our_list"):
        return {"basis": basis, "edition": "", "confidence": ""}
    entries = [resource(name) for name in outside]
    editions = [entry["vintage_zh" if language == "zh" else "vintage"] for entry in entries]
    editions += single[f"document_{language}"].tolist()
    known = {check.get("confidence", CONFIDENCE[0]), *single["confidence"], *(entry["confidence"] for entry in entries)}
    return {
        "basis": basis,
        "edition": "; ".join(dict.fromkeys(editions)),
        "confidence": max(known, key=CONFIDENCE.index),
    }


def recomputed_ranges(names: list[str]) -> pd.DataFrame:
    """What some checks recompute, with how far it reaches to either side, beside what is printed.

    Parameters
    ----------
    names : list of str
        Ids of checks that can be recomputed, as in the column ``check`` of `audit`.

    Returns
    -------
    pandas.DataFrame
        One row per check in the order given: ``check``, ``section``, ``printed``, ``verdict``, the printed ``value``, the unit
        of its last ``digit``, and ``low`` and ``high``, the ends of the recomputed number; all in the printed unit.

    Raises
    ------
    UnknownName
        If no check that can be recomputed has one of the ids; the message names the closest.

    Examples
    --------
    >>> recomputed_ranges(["zhengzhou-gap-2010"])[["value", "digit", "low", "high"]].round(3).to_numpy().tolist()
    [[24.97, 0.01, 24.96, 24.98]]
    """
    results = audit().set_index("check")
    found = []
    for name in names:
        ends, row = Range(recompute(name)), rows().loc[checks()[name]["row"]]
        shown = results.loc[name, ["section", "printed", "verdict"]].to_dict()
        digit = float(last_digit(row["printed"]))
        found.append({"check": name, **shown, "value": row["value"], "digit": digit, "low": ends.low, "high": ends.high})
    return pd.DataFrame(found)
