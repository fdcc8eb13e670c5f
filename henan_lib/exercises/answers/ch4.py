"""Solutions and known mistakes of chapter 4's exercises."""

import matplotlib.pyplot as plt
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("4a")
def solve_4a():
    table = hl.load("table1").query("year == 2020").set_index("area_code")
    wanted = table.loc["CHN", "urban_share_pct"] / 100 * table.loc["410000", "population"]
    return (wanted - table.loc["410000", "urban_population"]) / 10_000


def table_of_4a():
    return hl.load("table1").query("year == 2020").set_index("area_code")


@mistake("4a", "of_urban")
def of_urban_4a():
    table = table_of_4a()
    points = table.loc["CHN", "urban_share_pct"] - table.loc["410000", "urban_share_pct"]
    return points / 100 * table.loc["410000", "urban_population"] / 10_000


@mistake("4a", "of_nation")
def of_nation_4a():
    table = table_of_4a()
    points = table.loc["CHN", "urban_share_pct"] - table.loc["410000", "urban_share_pct"]
    return points / 100 * table.loc["CHN", "population"] / 10_000


@mistake("4a", "persons")
def persons_4a():
    table = table_of_4a()
    wanted = table.loc["CHN", "urban_share_pct"] / 100 * table.loc["410000", "population"]
    return wanted - table.loc["410000", "urban_population"]


@mistake("4a", "year_2010")
def year_2010_4a():
    table = hl.load("table1").query("year == 2010").set_index("area_code")
    wanted = table.loc["CHN", "urban_share_pct"] / 100 * table.loc["410000", "population"]
    return (wanted - table.loc["410000", "urban_population"]) / 10_000


@mistake("4a", "backwards")
def backwards_4a():
    table = table_of_4a()
    wanted = table.loc["CHN", "urban_share_pct"] / 100 * table.loc["410000", "population"]
    return (table.loc["410000", "urban_population"] - wanted) / 10_000


@solution("4b")
def solve_4b():
    table = hl.load("table2").set_index("city_code")
    return table["gdp"] / table["population"]


def table_of_4b():
    return hl.load("table2").set_index("city_code")


@mistake("4b", "inverse")
def inverse_4b():
    table = table_of_4b()
    return table["population"] / table["gdp"]


@mistake("4b", "per_area")
def per_area_4b():
    table = table_of_4b()
    return table["gdp"] / table["area_km2"]


@mistake("4b", "printed_units")
def printed_units_4b():
    table = table_of_4b()
    return table["gdp"] / table["population"] / 10_000


@mistake("4b", "income")
def income_4b():
    return hl.load("table2").set_index("city_code")["disposable_income_per_capita"]


@mistake("4b", "no_index")
def no_index_4b():
    table = hl.load("table2")
    return table["gdp"] / table["population"]


@solution("4c")
def solve_4c():
    table = hl.load("province_annual").query("year >= 2011").copy()
    table["rank"] = table.groupby("year")["urban_share_pct"].rank(ascending=False)
    return sns.lineplot(table.query("province_code == '410000'"), x="year", y="rank", ax=plt.figure().subplots())


def table_of_4c():
    return hl.load("province_annual").query("year >= 2011").copy()


@mistake("4c", "from_the_bottom")
def from_the_bottom_4c():
    table = table_of_4c()
    table["rank"] = table.groupby("year")["urban_share_pct"].rank()
    return sns.lineplot(table.query("province_code == '410000'"), x="year", y="rank", ax=plt.figure().subplots())


@mistake("4c", "two_series")
def two_series_4c():
    table = hl.load("province_annual").query("year >= 2005").copy()
    table["rank"] = table.groupby("year")["urban_share_pct"].rank(ascending=False)
    return sns.lineplot(table.query("province_code == '410000'"), x="year", y="rank", ax=plt.figure().subplots())


@mistake("4c", "share")
def share_4c():
    table = hl.load("province_annual").query("year >= 2011 and province_code == '410000'")
    return sns.lineplot(table, x="year", y="urban_share_pct", ax=plt.figure().subplots())


@mistake("4c", "all_years_together")
def all_years_together_4c():
    table = table_of_4c()
    table["rank"] = table["urban_share_pct"].rank(ascending=False)
    return sns.lineplot(table.query("province_code == '410000'"), x="year", y="rank", ax=plt.figure().subplots())


@solution("4e")
def solve_4e():
    printed = hl.ledger().set_index("id")["value"]
    registered = hl.load("henan_annual").query("indicator == 'registered_population' and year == 2016")["value"].item() / 10_000
    return printed["table1-08"] - printed["2.2.6.1-01"] / 100 * registered


def printed_of_4e():
    return hl.ledger().set_index("id")["value"]


def registered_of_4e():
    return hl.load("henan_annual").query("indicator == 'registered_population' and year == 2016")["value"].item() / 10_000


@mistake("4e", "points_of_residents")
def points_of_residents_4e():
    printed = printed_of_4e()
    return printed["2.2.6.1-02"] / 100 * printed["table1-04"]


@mistake("4e", "points_of_registered")
def points_of_registered_4e():
    printed = printed_of_4e()
    registered = registered_of_4e()
    return printed["2.2.6.1-02"] / 100 * registered


@mistake("4e", "other_year")
def other_year_4e():
    printed = printed_of_4e()
    registered = hl.load("henan_annual").query("indicator == 'registered_population' and year == 2018")["value"].item() / 10_000
    return printed["table1-08"] - printed["2.2.6.1-01"] / 100 * registered


@mistake("4e", "all_registered")
def all_registered_4e():
    printed = printed_of_4e()
    registered = registered_of_4e()
    return registered - printed["table1-04"]
