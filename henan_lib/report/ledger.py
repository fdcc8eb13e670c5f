"""The report as data: its numbers, by section or one by one."""

from __future__ import annotations

import re

import pandas as pd

from ..datasets.package import load
from ..words import look_up, message
from .intervals import Range, interval


def within(section: str, chosen: str | None) -> bool:
    """Whether `section` is `chosen` or lies below it; ``None`` chooses all.

    Examples
    --------
    >>> within("2.2.1", "2.2"), within("2.2.1", "2.21"), within("2.2.1", None)
    (True, False, True)
    """
    return chosen is None or section == chosen or section.startswith(f"{chosen}.")


def part_of(section: str) -> str:
    """Part of the report that a section belongs to: two numbers deep in chapters 1 and 2, one elsewhere; a table is its own.

    Parameters
    ----------
    section : str
        As in the column ``section`` of `ledger`.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If this is no section.

    Examples
    --------
    >>> part_of("2.1.2.2"), part_of("3.2.1"), part_of("table1")
    ('2.1', '3', 'table1')
    """
    found = re.match(r"table\d|[12]\.\d|\d", str(section))
    if not found:
        raise ValueError(message("unknown_section", section=section))
    return found[0]


def title_of(section: str) -> str:
    """Section with its title in the session's language.

    Parameters
    ----------
    section : str
        As in the column ``section`` of `ledger`.

    Returns
    -------
    str
        The number of the section and its title; of a table the title alone, which has its number.

    Raises
    ------
    ValueError
        If the report has no such section.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> title_of("2.1"), title_of("table1")
    ('§2.1 Achievements', 'Table 1: two censuses compared')
    """
    titles = load("outline").set_index("section")["title"]
    if section not in titles.index:
        raise ValueError(message("unknown_section", section=section))
    return f"§{section} {titles[section]}" if section[0].isdigit() else titles[section]


def ledger(section: str | None = None, region: str | None = None, kind: str | None = None) -> pd.DataFrame:
    """Numbers that the report prints, one row each.

    Parameters
    ----------
    section : str, optional
        Section by its numbering, ``"1.2"``, with all that lies below it; or ``"table1"``, ``"table2"``.
    region : str, optional
        Stable English name, as in the column ``region``.
    kind : str, optional
        ``observed``, ``derived``, ``rank``, ``money``, ``threshold``, ``target``, ``count`` or ``date``.

    Returns
    -------
    pandas.DataFrame
        Rows of ``data/report/ledger.csv``; ``value`` is in the printed unit. A column ``year`` is added: the last year
        that ``period`` names.

    Raises
    ------
    ValueError
        If no row of the ledger has this section, region or kind.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.ledger(section="1.2", region="Germany").printed.item()
    '64.7%'
    """
    rows = load("ledger")
    section = None if section is None else str(section)
    for column, chosen in (("section", section), ("region", region), ("kind", kind)):
        if chosen is None:
            continue
        keep = rows["section"].map(lambda own: within(own, section)) if column == "section" else rows[column] == str(chosen)
        if not keep.any():
            raise ValueError(message("nothing_in_ledger", column=column, value=chosen))
        rows = rows[keep]
    year = rows["period"].str.findall(r"\d{4}").str[-1].astype("Int64")
    return rows.assign(year=year).reset_index(drop=True)


def printed(key: str) -> float:
    """Value that the report prints, by the readable key of its row in the ledger.

    Parameters
    ----------
    key : str
        As in the column ``key`` of `ledger`.

    Returns
    -------
    float
        In the printed unit.

    Raises
    ------
    UnknownName
        If no row has this key; the message names the closest.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.printed("henan_urban_share_2020")
    55.43
    """
    return _row(key)["value"].item()


def printed_range(key: str) -> Range:
    """What a printed number can mean, given its digits and its "about", "over" or "nearly".

    Parameters
    ----------
    key : str
        As in the column ``key`` of `ledger`.

    Returns
    -------
    Range
        In the printed unit; it has ``low``, ``middle`` and ``high``, and counts like a number.

    Raises
    ------
    UnknownName
        If no row has this key; the message names the closest.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.printed_range("henan_urban_share_2020")
    55.425 to 55.435
    """
    return Range(interval(_row(key)))


def _row(key: str):
    rows = load("ledger")
    return rows.loc[look_up("number", key, dict(zip(rows["key"], rows.index)))]
