"""Solutions and known mistakes of chapter 3's exercises."""

import matplotlib.pyplot as plt
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("3a")
def solve_3a():
    annual = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'").set_index("year")["value"]
    return (annual[2024] - annual[2020]) / 4


def annual_of_3a():
    return hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'").set_index("year")["value"]


@mistake("3a", "total")
def total_3a():
    annual = annual_of_3a()
    return annual[2024] - annual[2020]


@mistake("3a", "five_years")
def five_years_3a():
    annual = annual_of_3a()
    return (annual[2024] - annual[2020]) / 5


@mistake("3a", "growth")
def growth_3a():
    annual = annual_of_3a()
    return 100 * ((annual[2024] / annual[2020]) ** (1 / 4) - 1)


@mistake("3a", "nation")
def nation_3a():
    nation = hl.load("china_population").set_index("year")["urban_share_pct"]
    return (nation[2024] - nation[2020]) / 4


@solution("3b")
def solve_3b():
    annual = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'").set_index("year")["value"]
    return (annual.loc[[2005, 2010, 2015, 2020]].diff() / 5).dropna()


def annual_of_3b():
    return hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'").set_index("year")["value"]


@mistake("3b", "not_divided")
def not_divided_3b():
    annual = annual_of_3b()
    return annual.loc[[2005, 2010, 2015, 2020]].diff().dropna()


@mistake("3b", "one_year")
def one_year_3b():
    annual = (
        hl.load("henan_annual")
        .query("indicator == 'urban_share' and vintage == 'nbs_current'")
        .set_index("year")["value"]
        .sort_index()
    )
    return annual.diff().loc[[2010, 2015, 2020]]


@mistake("3b", "growth")
def growth_3b():
    annual = annual_of_3b()
    return 100 * (annual.loc[[2005, 2010, 2015, 2020]].pct_change().add(1).pow(1 / 5).sub(1)).dropna()


@mistake("3b", "with_first")
def with_first_3b():
    annual = annual_of_3b()
    return (annual.loc[[2005, 2010, 2015, 2020]].diff() / 5).fillna(0)


@solution("3c")
def solve_3c():
    two = hl.load("prefecture_census").query("unit_code in ['410100', '411600']")
    return sns.lineplot(two, x="year", y="population", hue="unit_code", errorbar=None, ax=plt.figure().subplots())


def two_of_3c():
    return hl.load("prefecture_census").query("unit_code in ['410100', '411600']")


@mistake("3c", "everyone")
def everyone_3c():
    return sns.lineplot(
        hl.load("prefecture_census"), x="year", y="population", hue="unit_code", errorbar=None, ax=plt.figure().subplots()
    )


@mistake("3c", "mixed")
def mixed_3c():
    two = two_of_3c()
    return sns.lineplot(two, x="year", y="population", errorbar=None, ax=plt.figure().subplots())


@mistake("3c", "urban")
def urban_3c():
    two = two_of_3c()
    return sns.lineplot(two, x="year", y="urban_population", hue="unit_code", errorbar=None, ax=plt.figure().subplots())


@mistake("3c", "swapped")
def swapped_3c():
    two = two_of_3c()
    return sns.lineplot(two, x="population", y="year", hue="unit_code", orient="y", errorbar=None, ax=plt.figure().subplots())


@solution("3e")
def solve_3e():
    county_level = hl.load("county_2020").query("county_type in ['county', 'county_level_city']")
    kept = county_level.dropna(subset="urban_population_2010")
    province = hl.load("prefecture_census").groupby("year")["urban_population"].sum()
    first = province[2010] - kept["urban_population_2010"].sum()
    last = province[2020] - kept["urban_population"].sum()
    return 100 * ((last / first) ** (1 / 10) - 1)


def rest_of_3e(kept):
    province = hl.load("prefecture_census").groupby("year")["urban_population"].sum()
    return province[2010] - kept["urban_population_2010"].sum(), province[2020] - kept["urban_population"].sum()


def county_level_of_3e():
    return hl.load("county_2020").query("county_type in ['county', 'county_level_city']")


@mistake("3e", "districts_by_code")
def districts_by_code_3e():
    districts = hl.load("county_2020").query("county_type == 'district'").dropna(subset="urban_population_2010")
    return 100 * ((districts["urban_population"].sum() / districts["urban_population_2010"].sum()) ** (1 / 10) - 1)


@mistake("3e", "gaps_skipped")
def gaps_skipped_3e():
    first, last = rest_of_3e(county_level_of_3e())
    return 100 * ((last / first) ** (1 / 10) - 1)


@mistake("3e", "divided")
def divided_3e():
    first, last = rest_of_3e(county_level_of_3e().dropna(subset="urban_population_2010"))
    return 100 * (last / first - 1) / 10


@mistake("3e", "whole_province")
def whole_province_3e():
    province = hl.load("prefecture_census").groupby("year")["urban_population"].sum()
    return 100 * ((province[2020] / province[2010]) ** (1 / 10) - 1)
