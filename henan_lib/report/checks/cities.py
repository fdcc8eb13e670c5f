"""Checks of §2.2.2 and table 2: nine central cities, their output, and their ranks."""

from .register import check, checks_by, fact, printed, rows, table

CITIES = {  # place in table 2: code
    "beijing": "110000",
    "tianjin": "120000",
    "shanghai": "310000",
    "guangzhou": "440100",
    "chongqing": "500000",
    "chengdu": "510100",
    "wuhan": "420100",
    "zhengzhou": "410100",
    "xian": "610100",
}
RANKED = {
    "area": "land_area",
    "population": "resident_population",
    "gdp": "gdp",
    "income": "disposable_income_per_capita",
}
MEASURED = {"population": ("population", 1e4), "gdp": ("gdp_2020_first_release", 1e8)}


def central_city(code: str, column: str, unit: float) -> float:
    """Value of a central city in the printed unit."""
    return table("central_city").query("city_code == @code")[column].item() / unit


def rank_in_table_2(place: int, indicator: str) -> float:
    """Rank of the city at a place of table 2 by the printed column, from the highest."""
    printed_table = rows()[rows()["section"] == "table2"]
    column = printed_table[printed_table["indicator"] == indicator]["value"]
    return column.rank(ascending=False).iloc[place]


def in_trillions(key: str):
    """A printed output of table 2 in trillion yuan."""
    return printed(key) / 1e4


def percent_of(one: str, other: str):
    """One printed number in percent of another."""
    return 100 * printed(one) / printed(other)


for place, (name, code) in enumerate(CITIES.items()):
    checks_by(rank_in_table_2, {f"table2-{name}-{key}-rank": (place, indicator) for key, indicator in RANKED.items()})
    checks_by(central_city, {f"table2-{name}-{key}": (code, *found) for key, found in MEASURED.items()})
checks_by(
    in_trillions,
    {
        "gdp-zhengzhou-twice": ("table2-61",),
        "gdp-xian-twice": ("table2-69",),
        "gdp-chengdu-twice": ("table2-45",),
        "gdp-wuhan-twice": ("table2-53",),
    },
)
checks_by(
    percent_of,
    {
        "gdp-ratio-chengdu-2020": ("table2-61", "table2-45"),
        "gdp-ratio-wuhan-2020": ("table2-61", "table2-53"),
        "gdp-ratio-chengdu-2021": ("2.2.2-08", "2.2.2-11"),
        "gdp-ratio-wuhan-2021": ("2.2.2-08", "2.2.2-13"),
    },
)


def first_release_2021(key: str):
    """Output of a city in 2021 as first released, trillion yuan."""
    return fact(key) / 1e4


AREAS = {
    "table2-beijing-area": ("beijing_area",),
    "table2-shanghai-area": ("shanghai_area",),
    "table2-guangzhou-area": ("guangzhou_area",),
    "table2-chongqing-area": ("chongqing_area",),
    "table2-wuhan-area": ("wuhan_area",),
    "table2-xian-area": ("xian_area",),
    "table2-zhengzhou-area": ("zhengzhou_area",),
}
INCOMES = {"table2-beijing-income": ("beijing_income",), "table2-shanghai-income": ("shanghai_income",)}
checks_by(fact, AREAS | INCOMES)
checks_by(
    first_release_2021,
    {
        "gdp-zhengzhou-2021": ("zhengzhou_gdp_2021",),
        "gdp-chengdu-2021": ("chengdu_gdp_2021",),
        "gdp-wuhan-2021": ("wuhan_gdp_2021",),
    },
)


@check("zhengzhou-rank-2020")
def zhengzhou_rank_2020():
    return table("central_city").set_index("city_code")["gdp_2020_first_release"].rank(ascending=False)[CITIES["zhengzhou"]]


@check("zhengzhou-rank-2021")
def zhengzhou_rank_2021():
    cities = table("central_city").set_index("city_code")
    output = cities["gdp_2021_first_release"].fillna(cities["gdp_2021_revised"])
    output[CITIES["wuhan"]] = round(float(fact("wuhan_gdp_2021").mid) * 1e8)
    return output.rank(ascending=False)[CITIES["zhengzhou"]]


@check("gdp-xian-2021")
def gdp_xian_2021():
    return central_city(CITIES["xian"], "gdp_2021_first_release", 1e12)
