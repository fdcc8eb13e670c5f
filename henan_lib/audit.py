"""Printed against recomputed: intervals of printed numbers, checks and verdicts."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path

from .catalog import load
from .language import current, data_folder, message
from .ledger import within

VERDICTS = ["agrees", "rounding", "conflicts", "not_checkable"]
ABOUT, NEARLY = "0.05", "0.95"


def last_digit(printed: str) -> str:
    """Unit of the last printed digit of a token, as a decimal string.

    Examples
    --------
    >>> last_digit("55.43%"), last_digit("1.27万亿"), last_digit("9936.6万人"), last_digit("1260")
    ('0.01', '0.01', '0.1', '1')
    """
    digits = re.search(r"\d+(?:\.(\d+))?", printed)
    decimals = len(digits[1] or "") if digits else 0
    return "0." + "0" * (decimals - 1) + "1" if decimals else "1"


def interval(row):
    """What a printed number can mean, as an interval in its printed unit.

    Parameters
    ----------
    row : pandas.Series
        A row of the ledger: ``value``, ``value_high``, ``qualifier``, ``printed``.

    Returns
    -------
    mpmath.iv.mpf
        exact: half of the last printed digit on either side; about: 5 % on either side; nearly: from 0.95 of
        the value to the value; over, under: half-lines; range: from the lower to the upper value; an exact
        fraction such as 1/5: half a unit of its denominator on either side.

    Raises
    ------
    KeyError
        If the qualifier is unknown.

    Examples
    --------
    >>> import henan_lib as hl
    >>> meant = interval(hl.ledger(section="1.2", region="Germany").iloc[0])
    >>> round(float(meant.a.mid), 2), round(float(meant.b.mid), 2)
    (64.65, 64.75)
    """
    from mpmath import inf, iv

    value = iv.mpf(str(row["value"]))
    half = iv.mpf(last_digit(row["printed"])) / 2
    fraction = re.fullmatch(r"(\d+)/(\d+)", row["printed"])
    if fraction and row["qualifier"] == "exact":
        low, high = (int(fraction[1]) / (iv.mpf(fraction[2]) + step) for step in (0.5, -0.5))
        return iv.mpf([low.a, high.b])
    bounds = {
        "exact": lambda: (value - half, value + half),
        "about": lambda: (value * (1 - iv.mpf(ABOUT)), value * (1 + iv.mpf(ABOUT))),
        "nearly": lambda: (value * iv.mpf(NEARLY), value),
        "over": lambda: (value, iv.mpf(inf)),
        "under": lambda: (iv.mpf(-inf), value),
        "range": lambda: (value, iv.mpf(str(row["value_high"]))),
    }
    low, high = bounds[row["qualifier"]]()
    return iv.mpf([low.a, high.b])


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
    from mpmath import iv

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


def recompute(check: dict):
    """Value of a check's expression: an interval, in the printed unit of its ledger row."""
    from mpmath import iv

    rows = _rows(data_folder())
    names = {"load": load, "printed": lambda key: interval(rows.loc[key]), "rows": rows, "iv": iv}
    value = eval(check["expression"], names)  # noqa: S307 - our own data file
    return value if isinstance(value, iv.mpf) else iv.mpf(str(value))


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
    import pandas as pd

    if section is not None and section not in set(load("outline")["section"]):
        raise ValueError(message("unknown_section", section=section))
    if verdict is not None and verdict not in VERDICTS:
        raise ValueError(message("unknown_verdict", verdict=verdict, known=", ".join(VERDICTS)))

    sections = _rows(data_folder())["section"]
    asked = [key for key, check in checks().items() if within(sections[check["row"]], section)]
    results = [_result(data_folder(), key, current()) for key in asked]
    return pd.DataFrame(
        [row for row in results if verdict in (None, row["verdict"])],
        columns=["check", "section", "statement", "printed", "recomputed", "verdict", "kind", "explanation"],
    )


@functools.cache
def _rows(folder: Path):
    """Ledger by id."""
    return load("ledger").set_index("id", drop=False)


@functools.cache
def _result(folder: Path, key: str, language: str) -> dict:
    check = checks()[key]
    row = _rows(folder).loc[check["row"]]
    found, result = "", "not_checkable"
    if "expression" in check:
        value = recompute(check)
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
