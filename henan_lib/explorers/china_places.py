"""Explorer of China's places: any of them marked among its peers, by two indicators of the censuses of 2010 and 2020."""

from __future__ import annotations

import pandas as pd

from ..datasets.package import load
from ..words import message
from ..your_place.places import Place
from ..your_place.places import place as found_place
from .view import Explorer

YEARS = (2010, 2020)
LEVELS = ("province", "prefecture", "county", "zone")
KINDS = ("district", "county_level_city", "county", "banner")
# Indicator: decimals in words; those of two censuses at once change with no year.
INDICATORS = {
    "urban_share_pct": ".2f",
    "population_10k": ",.2f",
    "residents_change_pct": "+.1f",
    "towns_change_pct": "+.1f",
    "aged_65_over_pct": ".2f",
    "registered_elsewhere_pct": ".1f",
}
CHANGES = ("residents_change_pct", "towns_change_pct")


def tables() -> dict:
    """Every place with its names, what it is, and whole numbers of each census: persons, and shares in parts of a percent."""
    places = load("china_place").query("level != 'nation'").set_index("place_code")
    counts = load("china_place_census").set_index(["place_code", "year"])
    elsewhere = sum(counts[f"registered_{where}"] for where in ("same_county", "same_province", "other_province"))
    counts = pd.DataFrame(
        {
            "people": counts["population"],
            "rural": counts["rural_population"],
            "old": (100 * counts["aged_65_over_pct"]).round(),
            "elsewhere": (1000 * elsewhere.astype(float) / counts["population"]).round(),
        }
    ).unstack("year")
    whole = counts.astype("Int64").reindex(places.index)
    return {
        "places": {
            "place": places.index.tolist(),
            "zh": places["name_zh"].tolist(),
            "en": places["name_en"].tolist(),
            "level": [LEVELS.index(level) for level in places["level"]],
            "kind": [KINDS.index(kind) if kind in KINDS else None for kind in places["kind"]],
            "compares": places["comparison"].eq("comparable").astype(int).tolist(),
            **{f"{name}_{year}": whole[name, year].astype(object).where(whole[name, year].notna(), None).tolist()
               for name in ("people", "rural", "old", "elsewhere") for year in YEARS},
        }
    }  # fmt: skip


def china_places(
    place: str | int = "411081",
    level: str = "county",
    peers: str = "china",
    year: int = 2020,
    indicator: str = "residents_change_pct",
    other: str = "urban_share_pct",
) -> Explorer:
    """Explorer of China's places: one of them among its peers, ranked by one indicator and set against another.

    Parameters
    ----------
    place : str or int
        Whatever `henan_lib.place` understands as one place of mainland China; marked with what lies in it, or in what it lies.
    level : {"county", "prefecture", "province", "zone"}
        What is drawn.
    peers : {"china", "own_province", "district", "county_level_city", "county", "banner"}
        Among which: those of all China, or of the province of the place; of county-level units also those of one kind.
    year : {2010, 2020}
        Census of a level; a change is always between the two.
    indicator, other : str
        What is ranked, and what it is set against: ``"urban_share_pct"``, ``"population_10k"``, ``"residents_change_pct"``,
        ``"towns_change_pct"``, ``"aged_65_over_pct"`` or ``"registered_elsewhere_pct"``.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If a control has no such value.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.explore.china_places("Xuchang", year=2010).state["place"]
    '411000'
    """
    state = {"place": _of_china(place), "level": level, "peers": peers, "year": year, "indicator": indicator, "other": other}
    return Explorer("china_places", state)


def _of_china(what: str | int) -> str:
    """Code of a place of mainland China.

    Raises
    ------
    ValueError
        If it is no single one.
    """
    found = found_place(what)
    if not isinstance(found, Place):
        raise ValueError(" ".join([found.note, "; ".join(f"{one.name} {one}" for one in found[:6])]))
    if found.level == "country":
        raise ValueError(message("china_places_country", place=found.name))
    return str(found)
