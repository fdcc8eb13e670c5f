"""Henan's numbers as they were first released, in the sheet that ``read_ledger`` takes."""

from __future__ import annotations

import pandas as pd

from ..datasets.package import load
from ..words import label
from .own_ledger import COLUMNS

FIRST = 2013
UNITS = {"yuan": ("hundred_million_yuan", 1e8), "persons": ("ten_thousand_persons", 1e4), "percent": ("percent", 1)}


def first_releases() -> pd.DataFrame:
    """Output, people and urban shares of Henan as first released since 2013, as a report of its own.

    Returns
    -------
    pandas.DataFrame, shape (n, 9)
        A row per number, all cells text: the columns of the sheet that ``hl.own_template("ledger")`` writes, then
        ``present``, the same number in the present series, empty where that has none. ``key`` is indicator and year;
        ``printed`` and ``present`` are in the unit of the row, output in 100 million yuan and people in ten thousands.
        ``expression`` recomputes a number from other rows; where they do not give it, it is the present number with its
        ``source``, else empty. Statements, units and sources are in the session's language.

    Notes
    -----
    The table behind keeps numbers, not texts: they are written with two decimals, or with none where both are zero.

    Examples
    --------
    >>> import henan_lib as hl
    >>> sheet = hl.first_releases().set_index("key")
    >>> sheet.loc["urban_share_2019", ["printed", "present"]].tolist()
    ['53.21', '54.01']
    >>> sheet.loc["urban_share_2021", "expression"]
    'share(urban_population_2021, urban_population_2021 + rural_population_2021)'
    """
    annual = load("henan_annual").query("year >= @FIRST")
    annual = annual[~annual["indicator"].isin(["registered_urban_share", "total_population"])]
    annual["key"] = annual["indicator"] + "_" + annual["year"].astype(str)
    annual["printed"] = [_written(value, unit) for value, unit in zip(annual["value"], annual["unit"])]
    present = annual.query("vintage == 'nbs_current'").set_index("key")["printed"]
    released = annual.query("vintage == 'first_published'")
    rows = []
    for row in released.itertuples():
        now, inside = present.get(row.key, ""), _from_inside(row.indicator, row.year, set(released["key"]))
        source = label("nbs_current") if now and not inside else ""
        unit = label(UNITS[row.unit][0])
        rows.append([row.key, "1", label(row.indicator), row.printed, "exact", unit, inside or now, source, now])
    return pd.DataFrame(rows, columns=[*COLUMNS, "present"])


def _written(value: float, unit: str) -> str:
    """A number in the unit of a communique, with two decimals or none."""
    return f"{value / UNITS[unit][1]:.2f}".removesuffix(".00")


def _from_inside(indicator: str, year: int, known: set[str]) -> str:
    """Arithmetic on other rows that gives a number, empty if one of them is missing."""
    match indicator:
        case "gdp":
            parts = [f"gdp_{sector}_{year}" for sector in ("primary", "secondary", "tertiary")]
            formula = " + ".join(parts)
        case "urban_share":
            urban, rural = parts = [f"urban_population_{year}", f"rural_population_{year}"]
            formula = f"share({urban}, {urban} + {rural})"
        case _:
            return ""
    return formula if known.issuperset(parts) else ""
