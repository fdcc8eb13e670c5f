"""Explorer of one province: its curve among all 31, and who stands next to it in rank, year by year."""

from __future__ import annotations

from ..datasets.package import load
from ..words import label
from ..your_place.province import province_code
from .view import Explorer

FIRST, LAST, COUNTED = 2005, 2024, 2010


def tables() -> dict:
    """Urban shares of the 31 provinces by year, and those of China."""
    shares = load("province_annual").dropna(subset="urban_share_pct").sort_values(["province_code", "year"])
    china = load("china_population").query("@FIRST <= year <= @LAST")
    codes = shares["province_code"].drop_duplicates().tolist()
    return {
        "shares": {
            "province": shares["province_code"].tolist(),
            "year": shares["year"].tolist(),
            "share": shares["urban_share_pct"].tolist(),
        },
        "names": {"code": codes, "name": [label(code) for code in codes]},
        "china": {"year": china["year"].tolist(), "share": china["urban_share_pct"].round(4).tolist()},
    }


def province(place: str = "230000", year: int = LAST) -> Explorer:
    """Explorer of one province: its curve among all 31, and its neighbours by rank in one year.

    Parameters
    ----------
    place : str
        Code of a province, or its name in either language.
    year : int
        Year shown, 2005 to 2024.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If there is no such province, or no such year.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.explore.province("Sichuan", year=2011).state["place"]
    '510000'
    """
    return Explorer("province", {"place": province_code(place), "year": year})
