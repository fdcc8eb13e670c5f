"""From a printed table to a tidy one: merged headers, units in headers, ranks between values, stray spaces.

Each function takes a table as it is printed and returns a tidy one in plain units; tests rebuild
``data/report/table1.csv`` and ``table2.csv`` from the printed ones, byte for byte.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

UNITS = {
    "万人": ("population", 10_000),
    "亿元": ("gdp", 100_000_000),
    "平方千米": ("area_km2", 1),
    "元": ("disposable_income_per_capita", 1),
}
CITIES = {
    "北京": "110000", "天津": "120000", "上海": "310000", "广州": "440100", "重庆": "500000",
    "成都": "510100", "武汉": "420100", "郑州": "410100", "西安": "610100",
}  # fmt: skip
CENSUSES, AREAS = {"六普": 2010, "七普": 2020}, {"全国": "CHN", "河南省": "410000"}
ROWS = {"常住人口": "population", "城镇人口": "urban_population", "城镇化率": "urban_share_pct"}


def fill_merged(cells: list[str]) -> list[str]:
    """Header cells with each empty one filled from its left, as a merged cell is meant.

    Examples
    --------
    >>> fill_merged(["", "六普", "", "七普", ""])
    ['', '六普', '六普', '七普', '七普']
    """
    filled: list[str] = []
    for cell in cells:
        filled.append(cell.strip() or (filled[-1] if filled else ""))
    return filled


def split_unit(header: str) -> tuple[str, str]:
    """Name and unit of a printed header.

    Examples
    --------
    >>> split_unit("常住人口（万人）")
    ('常住人口', '万人')
    """
    name, _, unit = header.partition("（")
    return name, unit.rstrip("）")


def plain_number(cell: str, factor: int = 1) -> str:
    """Printed number in its plain unit, exact, as text.

    Examples
    --------
    >>> plain_number("10020.39 ", 100_000_000), plain_number("49.68")
    ('1002039000000', '49.68')
    """
    return f"{Decimal(cell.strip()) * factor:f}".rstrip("0").rstrip(".") if "." in cell else str(int(cell) * factor)


def _grid(printed) -> list[list[str]]:
    return printed.fillna("").astype(str).values.tolist()


def census_table(printed) -> pd.DataFrame:
    """Table 1, tidy: one row per census and area.

    Parameters
    ----------
    printed : pandas.DataFrame
        ``load("table1_printed")``: two header rows, then one row per indicator.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``area_code``, ``population``, ``urban_population`` (persons), ``urban_share_pct``, all as text.

    Raises
    ------
    KeyError
        If a header is none of the printed ones.

    Examples
    --------
    >>> import henan_lib as hl
    >>> census_table(hl.load("table1_printed")).shape
    (4, 5)
    """

    grid = _grid(printed)
    censuses, areas = fill_merged(grid[0]), grid[1]
    tidy = {}
    for row in grid[2:]:
        name, unit = split_unit(row[0])
        factor = UNITS[unit][1] if unit in UNITS else 1
        for census, area, cell in zip(censuses[1:], areas[1:], row[1:], strict=True):
            tidy.setdefault((CENSUSES[census], AREAS[area]), {})[ROWS[name]] = plain_number(cell, factor)
    return pd.DataFrame([{"year": str(year), "area_code": area, **values} for (year, area), values in tidy.items()])


def city_table(printed) -> pd.DataFrame:
    """Table 2, tidy: one row per city, each value with its printed rank.

    Parameters
    ----------
    printed : pandas.DataFrame
        ``load("table2_printed")``: two header rows, then one row per city.

    Returns
    -------
    pandas.DataFrame
        ``city_code``, then ``area_km2``, ``population`` (persons), ``gdp`` (yuan),
        ``disposable_income_per_capita`` (yuan), each followed by its ``…_rank``, all as text.

    Raises
    ------
    KeyError
        If a header or a city is none of the printed ones.

    Examples
    --------
    >>> import henan_lib as hl
    >>> city_table(hl.load("table2_printed")).set_index("city_code").loc["410100", "gdp"]
    '1200300000000'
    """

    grid = _grid(printed)
    headers = [split_unit(header)[1] for header in fill_merged(grid[0])]
    tidy = []
    for row in grid[2:]:
        values = {"city_code": CITIES[row[0].strip()]}
        for unit, meaning, cell in zip(headers[1:], grid[1][1:], row[1:], strict=True):
            name, factor = UNITS[unit]
            if meaning == "绝对值":
                values[name] = plain_number(cell, factor)
            else:
                values[f"{name}_rank"] = cell.strip()
        tidy.append(values)
    return pd.DataFrame(tidy)
