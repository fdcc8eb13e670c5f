"""Solutions and known mistakes of chapter 0's exercises."""

import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("0a")
def solve_0a():
    shares = hl.load("world_urban_share")
    row = shares.query("area_code == 'world' and year == 2018")
    return row["urban_share_pct"].item()


@mistake("0a", "rural")
def rural_0a():
    row = hl.load("world_urban_share").query("area_code == 'world' and year == 2018")
    return (100 - row["urban_share_pct"]).item()


@mistake("0a", "china")
def china_0a():
    return hl.load("world_urban_share").query("area_code == 'CHN' and year == 2018")["urban_share_pct"].item()


@solution("0c")
def solve_0c():
    provinces = hl.load("province_annual").query("year == 2024")
    ordered = provinces.sort_values("urban_share_pct", ascending=True)
    return ordered["urban_share_pct"].head(1).item()


@mistake("0c", "highest")
def highest_0c():
    return hl.load("province_annual").query("year == 2024")["urban_share_pct"].max()


@mistake("0c", "all_years")
def all_years_0c():
    return hl.load("province_annual")["urban_share_pct"].min()


@mistake("0c", "henan")
def henan_0c():
    return hl.load("province_annual").query("year == 2024 and province_code == '410000'")["urban_share_pct"].item()


@solution("0d")
def solve_0d():
    return hl.load("province_region").groupby("region").size()


@mistake("0d", "years")
def years_0d():
    return hl.load("province_annual").merge(hl.load("province_region"), on="province_code").groupby("region").size()


@mistake("0d", "mean")
def mean_0d():
    placed = hl.load("province_annual").query("year == 2024").merge(hl.load("province_region"), on="province_code")
    return placed.groupby("region")["urban_share_pct"].mean()


@solution("0e")
def solve_0e():
    census = hl.load("province_census")
    henan = census.query("province_code == '410000' and year == 2020")
    return (henan["urban_population"] - henan["rural_population"]).item()


@mistake("0e", "reversed")
def reversed_0e():
    return -solve_0e()


@mistake("0e", "points")
def points_0e():
    share = hl.load("province_census").query("province_code == '410000' and year == 2020")["urban_share_pct"].item()
    return share - (100 - share)


@mistake("0e", "census_2010")
def census_2010_0e():
    henan = hl.load("province_census").query("province_code == '410000' and year == 2010")
    return (henan["urban_population"] - henan["rural_population"]).item()


@solution("0f")
def solve_0f():
    regions = hl.load("province_region")
    placed = hl.load("province_census").merge(regions, on="province_code")
    return len(placed)


@mistake("0f", "one_each")
def one_each_0f():
    return len(hl.load("province_region"))


@mistake("0f", "added")
def added_0f():
    return len(hl.load("province_region")) + len(hl.load("province_census"))


@mistake("0f", "crossed")
def crossed_0f():
    return len(hl.load("province_region")) * len(hl.load("province_census"))


@solution("0g")
def solve_0g():
    annual = hl.load("province_annual")
    pair = annual.query("province_code in ['410000', '420000'] and year >= 2011")
    return sns.lineplot(pair, x="year", y="urban_share_pct", hue="province_code")


def pair_of_0g():
    return hl.load("province_annual").query("province_code in ['410000', '420000'] and year >= 2011")


@mistake("0g", "mixed")
def mixed_0g():
    return sns.lineplot(pair_of_0g(), x="year", y="urban_share_pct", errorbar=None)


@mistake("0g", "early")
def early_0g():
    pair = hl.load("province_annual").query("province_code in ['410000', '420000']").dropna()
    return sns.lineplot(pair, x="year", y="urban_share_pct", hue="province_code")


@mistake("0g", "swapped")
def swapped_0g():
    return sns.lineplot(pair_of_0g(), x="urban_share_pct", y="year", hue="province_code")


@mistake("0g", "people")
def people_0g():
    return sns.lineplot(pair_of_0g(), x="year", y="population", hue="province_code")


def placed_of_0h(condition):
    provinces = hl.load("province_annual").query(condition)
    return provinces.merge(hl.load("province_region"), on="province_code")


@solution("0h")
def solve_0h():
    provinces = hl.load("province_annual").query("year == 2005")
    placed = provinces.merge(hl.load("province_region"), on="province_code")
    return sns.barplot(placed, x="urban_share_pct", y="region", errorbar=None)


@mistake("0h", "same_year")
def same_year_0h():
    return sns.barplot(placed_of_0h("year == 2024"), x="urban_share_pct", y="region", errorbar=None)


@mistake("0h", "all_years")
def all_years_0h():
    return sns.barplot(placed_of_0h("year > 0"), x="urban_share_pct", y="region", errorbar=None)


@mistake("0h", "provinces")
def provinces_0h():
    return sns.barplot(placed_of_0h("year == 2005"), x="urban_share_pct", y="province_code", errorbar=None)


def both_of_0i(condition):
    gdp = hl.load("province_gdp").query("vintage == 'nbs_2026'")
    both = hl.load("province_annual").merge(gdp, on=["province_code", "year"]).query(condition)
    return both.assign(gdp_per_capita=both["gdp"] / both["population"])


@solution("0i")
def solve_0i():
    both = hl.load("province_annual").query("year == 2023")
    return sns.scatterplot(both, x="population", y="urban_share_pct")


@mistake("0i", "swapped")
def swapped_0i():
    return sns.scatterplot(both_of_0i("year == 2023"), x="urban_share_pct", y="population")


@mistake("0i", "output")
def output_0i():
    return sns.scatterplot(both_of_0i("year == 2023"), x="gdp_per_capita", y="urban_share_pct")


@mistake("0i", "all_years")
def all_years_0i():
    return sns.scatterplot(both_of_0i("year > 0"), x="population", y="urban_share_pct")


@solution("0j")
def solve_0j():
    shares = hl.load("world_urban_share")
    china = shares.query("area_code == 'CHN' and year == 2018")
    return china["urban_share_pct"].item()


@mistake("0j", "world")
def world_0j():
    return hl.load("world_urban_share").query("area_code == 'world' and year == 2018")["urban_share_pct"].item()


@mistake("0j", "bureau")
def bureau_0j():
    return hl.load("china_population").query("year == 2018")["urban_share_pct"].item()


@mistake("0j", "rural")
def rural_0j():
    return 100 - solve_0j()
