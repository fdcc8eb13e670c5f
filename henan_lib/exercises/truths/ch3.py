"""What is the case in chapter 3."""

import pandas as pd

import henan_lib as hl

from .register import truth


@truth("henan-curve")
def henan_curve():
    annual = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current' and year > 2010")
    return annual.set_index("year")["value"]


@truth("growth-by-period")
def growth_by_period():
    in_2010, in_2020 = hl.printed("henan_urban_share_2010"), hl.printed("henan_urban_share_2020")
    shares = pd.Series({
        2000: in_2010 - hl.printed("henan_urban_share_gain_2000_2010"), 2010: in_2010, 2020: in_2020, 2024: henan_curve()[2024]
    })  # fmt: skip
    ends = pd.Series(shares.index[1:], shares.index[:-1])
    growth = {first: 100 * ((shares[last] / shares[first]) ** (1 / (last - first)) - 1) for first, last in ends.items()}
    return pd.Series(growth).rename("from_{}".format)


def sides() -> pd.DataFrame:
    """Urban and rural residents of Henan in the two censuses, by year."""
    table = hl.load("table1").query("area_code == '410000'").set_index("year")
    return table.assign(rural=table["population"] - table["urban_population"])


@truth("only-rural-falls")
def only_rural_falls():
    urban, rural = sides()["urban_population"], sides()["rural"]
    return 100 * urban[2010] / (urban[2010] + rural[2020])


@truth("only-urban-grows")
def only_urban_grows():
    urban, rural = sides()["urban_population"], sides()["rural"]
    return 100 * urban[2020] / (urban[2020] + rural[2010])


def unit_shares(year: int) -> pd.Series:
    """Urban share of Henan's 18 units in a census."""
    units = hl.load("prefecture_census").query("year == @year")
    return units.set_index("unit_code")["urban_share_pct"]


@truth("past-half-2020")
def past_half_2020():
    return int((unit_shares(2020) > 50).sum())


@truth("lowest-unit")
def lowest_unit():
    return unit_shares(2020)


def unit_totals() -> pd.DataFrame:
    """People, output and shares of the 18 units in 2020."""
    units = hl.load("prefecture_census").query("year == 2020").merge(hl.load("prefecture_gdp"), on=["unit_code", "year"])
    return units.set_index("unit_code")


@truth("zhengzhou-output")
def zhengzhou_output():
    output = unit_totals()["gdp"]
    return 100 * output["410100"] / output.sum()


@truth("zhoukou-output-place")
def zhoukou_output_place():
    return int(unit_totals()["gdp"].rank(ascending=False)["411600"])


@truth("primacy-order")
def primacy_order():
    capitals = {"410100": "410000", "420100": "420000", "440100": "440000", "510100": "510000", "610100": "610000"}
    city = hl.load("central_city").set_index("city_code")["gdp_2020_first_release"]
    province = hl.load("province_gdp").query("vintage == 'csy_2021'").set_index("province_code")["gdp"]
    return pd.Series({one: 100 * city[one] / province[whole] for one, whole in capitals.items()})


def matched_counties() -> pd.DataFrame:
    """Counties and county-level cities with residents under the same code in both censuses."""
    counties = hl.load("county_2020").query("county_type in ['county', 'county_level_city']")
    return counties.dropna(subset="population_2010")


@truth("shrinking-counties")
def shrinking_counties():
    counties = matched_counties()
    return int((counties["population"] < counties["population_2010"]).sum())
