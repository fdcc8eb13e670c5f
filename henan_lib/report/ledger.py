"""The report as data: its headings and its numbers."""

from __future__ import annotations

from ..datasets.package import load
from ..words import message


def within(section: str, chosen: str | None) -> bool:
    """Whether `section` is `chosen` or lies below it; ``None`` chooses all.

    Examples
    --------
    >>> within("2.2.1", "2.2"), within("2.2.1", "2.21"), within("2.2.1", None)
    (True, False, True)
    """
    return chosen is None or section == chosen or section.startswith(f"{chosen}.")


def ledger(section: str | None = None, region: str | None = None, kind: str | None = None):
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
        Rows of ``data/report/ledger.csv``; ``value`` is in the printed unit.

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
    return rows.reset_index(drop=True)
