"""Any place of the course beside a learner's own table: subtracted in the years that both have."""

from __future__ import annotations

import pandas as pd

from ..datasets.descriptor import resource
from ..datasets.package import load
from ..session import current
from ..words import escaped, message
from .places import Place, Places, place
from .province import COUNTED


def urban_shares(found: Place) -> tuple[pd.Series, str]:
    """Urban shares of a place that may be subtracted from each other, and the table that they are from.

    Parameters
    ----------
    found : Place
        Any place.

    Returns
    -------
    tuple of pandas.Series and str
        By year: of the nation all, of another country what the UN estimated, of a province the years since 2011, which are of
        one edition, of any other place of China its two censuses, or the last alone if the two do not compare.

    Examples
    --------
    >>> urban_shares(Place("411081"))[0].to_dict()
    {2010: 32.94, 2020: 50.92}
    """
    if found == "CHN":
        name, rows = "china_population", load("china_population")
    elif found.level == "country":
        name, rows = "world_urban_share", load("world_urban_share").query("area_code == @found and status == 'estimate'")
    elif found.level == "province":
        name, rows = "province_annual", load("province_annual").query("province_code == @found")
        rows = rows[rows["year"] > COUNTED]
    else:
        name, rows = "china_place_census", load("china_place_census").query("place_code == @found")
        rows = rows if found.comparison == "comparable" else rows.tail(1)
    return rows.dropna(subset="urban_share_pct").set_index("year")["urban_share_pct"].astype(float).sort_index(), name


def beside(share: pd.Series, what: object) -> str:
    """What a page of one's own says of another place, as Markdown.

    Parameters
    ----------
    share : pandas.Series
        Urban share of the own table by year.
    what : str or int
        Whatever `henan_lib.place` understands.

    Returns
    -------
    str
        Level and pace over the years that both have. Where `what` is no single place, the places that it may be; where there
        is no year in common, the years that there are.
    """
    found = place(what)
    if isinstance(found, Places):
        listed = "\n".join(f"- {escaped(repr(one))}" for one in found)
        return f"{message('own_page_beside_which')}{escaped(found.note)}\n\n{listed}"
    theirs, table = urban_shares(found)
    years = theirs.index.intersection(share.index)
    if years.empty:
        return message("own_page_beside_none", place=found.name, years=_years(theirs.index)) + _note(found)
    first, last = int(years[0]), int(years[-1])
    told = {"place": found.name, "first": first, "last": last}
    difference = share[last] - theirs[last]
    said = message("own_page_beside", share=share[last], theirs=theirs[last], difference=difference, **told)
    if first < last:
        own, pace = ((one[last] - one[first]) / (last - first) for one in (share, theirs))
        said += message("own_page_beside_course", own=own, pace=pace, **told)
    vintage = resource(table)["vintage_zh" if current() == "zh" else "vintage"]
    return said + message("own_page_beside_source", place=found.name, vintage=vintage) + _note(found)


def _years(years: pd.Index) -> str:
    """Years as a span, or one by one where there are few."""
    return f"{years[0]}–{years[-1]}" if len(years) > 2 else message("comma").join(map(str, years))


def _note(found: Place) -> str:
    """What was understood by another name or code than the place's own, as a paragraph."""
    return f"\n\n*{escaped(found.note)}*" if found.note else ""
