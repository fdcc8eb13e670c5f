"""What is the case in chapter 7, of the province with which it begins."""

import henan_lib as hl

from .register import truth

EXAMPLE = "230000"


def shares() -> object:
    """Urban share of each province by year, in one edition, from 2011 on."""
    provinces = hl.load("province_annual").query("year >= 2011")
    return provinces.pivot(index="province_code", columns="year", values="urban_share_pct")


@truth("example-2024")
def example_2024():
    return shares().loc[EXAMPLE, 2024]


@truth("lead-curve")
def lead_curve():
    china = hl.load("china_population").set_index("year")["urban_share_pct"]
    return (shares().loc[EXAMPLE] - china).dropna()


def urban_growth() -> object:
    """Growth of the urban people of each province between the censuses of 2010 and 2020, in percent."""
    census = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_population")
    return 100 * (census[2020] / census[2010] - 1)


@truth("shanghai-urban-residents")
def shanghai_urban_residents():
    return urban_growth()["310000"]


@truth("fastest-urban-residents")
def fastest_urban_residents():
    return urban_growth().max()


@truth("guizhou-places")
def guizhou_places():
    ranks = shares().rank(ascending=False)
    return int(ranks.loc["520000", 2011] - ranks.loc["520000", 2024])


@truth("methods-too-high")
def methods_too_high():
    example = shares().loc[EXAMPLE]
    return int((hl.analysis.simple_forecasts(example, 2019, 2024).loc[2024] > example[2024]).sum())


@truth("slower-provinces")
def slower_provinces():
    table = shares()
    return int(((table[2024] - table[2020]) / 4 < (table[2020] - table[2011]) / 9).sum())


@truth("counties-lost")
def counties_lost():
    return int((hl.census_changes().query("level == 'county'")["residents_change_pct"] < 0).sum())


@truth("output-editions")
def output_editions():
    editions = hl.load("province_gdp").query("province_code == @EXAMPLE and year == 2020")["gdp"]
    return 100 * (editions.max() / editions.min() - 1)


@truth("lowest-county")
def lowest_county():
    counties = hl.load("china_place").query("level == 'county'")
    census = hl.load("china_place_census").query("year == 2020").merge(counties, on="place_code")
    return census["urban_share_pct"].min()
