"""Explorer of Henan's places: an indicator, a year, a level, and one place marked in map, ranking and scatter."""

from __future__ import annotations

import pandas as pd

from ..datasets.package import load
from ..words import label
from .view import Explorer

# Indicator: term of the column as shown, what it is divided by, decimals on the tiles, decimals in words.
INDICATORS = {
    "urban_share_pct": ("urban_share_pct", 1, 1, 2),
    "population": ("population_10k", 1e4, 0, 1),
    "urban_population": ("urban_population_10k", 1e4, 0, 1),
    "rural_population": ("rural_population_10k", 1e4, 0, 1),
    "gdp": ("gdp_trillion", 1e12, 2, 4),
    "gdp_per_capita": ("gdp_per_capita_10k", 1e4, 1, 2),
}
LEVELS = ("unit", "county")


def _by_level() -> dict[str, pd.DataFrame]:
    """Units, and districts, county-level cities and counties without the development zones, with every indicator by year."""
    units = load("prefecture_census").merge(load("prefecture_gdp"), on=["unit_code", "year"], how="outer")
    table = load("county_2020").query("county_type != 'development_zone'").rename(columns={"county_code": "place"})
    then = {f"{name}_2010": name for name in ("population", "urban_population")} | {"urban_share_2010_pct": "urban_share_pct"}
    earlier = table[["place", "unit_code", *then]].rename(columns=then).assign(year=2010)
    earlier["rural_population"] = earlier["population"] - earlier["urban_population"]
    return {"unit": units.assign(place=units["unit_code"]), "county": pd.concat([table.assign(year=2020), earlier])}


def tables() -> dict:
    """Places with their unit and tile, and every value of every indicator by level and year, as shown."""
    grid = load("henan_tile_grid").set_index("unit_code")
    places, values = [], []
    for level, table in _by_level().items():
        within = table.drop_duplicates("place").set_index("place")["unit_code"].sort_index()
        places += [(level, code, label(code), unit, label(unit)) for code, unit in within.items()]
        for indicator in INDICATORS:
            if indicator in table.columns:
                shown = table.assign(value=table[indicator].astype(float) / INDICATORS[indicator][1]).dropna(subset="value")
                values += [(level, indicator, *row) for row in shown[["year", "place", "value"]].itertuples(index=False)]
    level, code, name, unit, in_unit = map(list, zip(*places))
    levels, indicators, years, owners, numbers = map(list, zip(*values))
    tile = [grid.loc[own] if kind == "unit" else None for kind, own in zip(level, code)]
    return {
        "places": {
            "level": level, "place": code, "name": name, "unit": unit, "unit_name": in_unit,
            "row": [None if one is None else int(one["tile_row"]) for one in tile],
            "column": [None if one is None else int(one["tile_col"]) for one in tile],
        },
        "values": {
            "level": levels, "indicator": indicators, "year": [int(year) for year in years], "place": owners, "value": numbers,
        },
    }  # fmt: skip


def places(indicator: str = "urban_share_pct", year: int = 2020, level: str = "unit", place: str = "411600") -> Explorer:
    """Explorer of Henan's places: one indicator in one year as map, ranking and scatter, one place marked in each.

    Parameters
    ----------
    indicator : {"urban_share_pct", "population", "urban_population", "rural_population", "gdp", "gdp_per_capita"}
        What is shown.
    year : int
        A year that one of the tables holds: 1990, 2000, 2010, 2012 to 2021. An indicator without it says so.
    level : {"unit", "county"}
        The 18 units, or their districts, county-level cities and counties without the development zones.
    place : str
        Code of the marked place, a unit or a county as `level` asks.

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
    >>> hl.explore.places(place="410100").state["place"]
    '410100'
    """
    return Explorer("places", {"indicator": indicator, "year": year, "level": level, "place": place})
