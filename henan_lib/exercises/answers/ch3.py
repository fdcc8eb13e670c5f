"""Solutions and known mistakes of chapter 3's exercises."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


# fmt: off
@solution("3a")
def solve_3a():
    provinces = hl.load("province_annual")
    anhui = provinces.query("province_code == '340000'").set_index("year")
    shares = anhui["urban_share_pct"]
    return (shares[2024] - shares[2020]) / 4
# fmt: on


def shares_of_3a(code="340000"):
    return hl.load("province_annual").query("province_code == @code").set_index("year")["urban_share_pct"]


@mistake("3a", "total")
def total_3a():
    shares = shares_of_3a()
    return shares[2024] - shares[2020]


@mistake("3a", "five_years")
def five_years_3a():
    shares = shares_of_3a()
    return (shares[2024] - shares[2020]) / 5


@mistake("3a", "growth")
def growth_3a():
    shares = shares_of_3a()
    return 100 * ((shares[2024] / shares[2020]) ** (1 / 4) - 1)


@mistake("3a", "henan")
def henan_3a():
    shares = shares_of_3a("410000")
    return (shares[2024] - shares[2020]) / 4


@mistake("3a", "nation")
def nation_3a():
    nation = hl.load("china_population").set_index("year")["urban_share_pct"]
    return (nation[2024] - nation[2020]) / 4


# fmt: off
@solution("3b")
def solve_3b():
    annual = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'")
    shares = annual.set_index("year")["value"]
    ends = shares.loc[[2011, 2014, 2017, 2020, 2023]]
    return (ends.diff() / 3).dropna()
# fmt: on


def ends_of_3b():
    annual = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'")
    return annual.set_index("year")["value"].loc[[2011, 2014, 2017, 2020, 2023]]


@mistake("3b", "not_divided")
def not_divided_3b():
    return ends_of_3b().diff().dropna()


@mistake("3b", "four_years")
def four_years_3b():
    return (ends_of_3b().diff() / 4).dropna()


@mistake("3b", "one_year")
def one_year_3b():
    annual = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'").sort_values("year")
    return annual.set_index("year")["value"].diff().loc[[2014, 2017, 2020, 2023]]


@mistake("3b", "growth")
def growth_3b():
    return 100 * (ends_of_3b().pct_change().add(1).pow(1 / 3).sub(1)).dropna()


@mistake("3b", "with_first")
def with_first_3b():
    return (ends_of_3b().diff() / 3).fillna(0)


# fmt: off
@solution("3c")
def solve_3c():
    census = hl.load("prefecture_census")
    two = census.query("unit_code in ['410100', '411600']")
    return sns.lineplot(two, x="year", y="population", hue="unit_code")
# fmt: on


def two_of_3c():
    return hl.load("prefecture_census").query("unit_code in ['410100', '411600']")


@mistake("3c", "everyone")
def everyone_3c():
    return sns.lineplot(hl.load("prefecture_census"), x="year", y="population", hue="unit_code", errorbar=None)


@mistake("3c", "mixed")
def mixed_3c():
    return sns.lineplot(two_of_3c(), x="year", y="population", errorbar=None)


@mistake("3c", "urban")
def urban_3c():
    return sns.lineplot(two_of_3c(), x="year", y="urban_population", hue="unit_code", errorbar=None)


@mistake("3c", "share")
def share_3c():
    return sns.lineplot(two_of_3c(), x="year", y="urban_share_pct", hue="unit_code", errorbar=None)


@mistake("3c", "two_censuses")
def two_censuses_3c():
    return sns.lineplot(two_of_3c().query("year >= 2010"), x="year", y="population", hue="unit_code", errorbar=None)


@mistake("3c", "swapped")
def swapped_3c():
    return sns.lineplot(two_of_3c(), x="population", y="year", hue="unit_code", orient="y", errorbar=None)


# fmt: off
@solution("3e")
def solve_3e():
    county_level = hl.load("county_2020").query("county_type in ['county', 'county_level_city']")
    kept = county_level.query("zone_mark == 'no_zone_known'")
    kept = kept.dropna(subset="urban_population_2010")
    census = hl.load("prefecture_census")
    province = census.groupby("year")["urban_population"].sum()
    first = province[2010] - kept["urban_population_2010"].sum()
    last = province[2020] - kept["urban_population"].sum()
    return 100 * ((last / first) ** (1 / 10) - 1)
# fmt: on


def rest_of_3e(kept):
    province = hl.load("prefecture_census").groupby("year")["urban_population"].sum()
    return province[2010] - kept["urban_population_2010"].sum(), province[2020] - kept["urban_population"].sum()


def county_level_of_3e():
    return hl.load("county_2020").query("county_type in ['county', 'county_level_city']")


def unmarked_of_3e():
    return county_level_of_3e().query("zone_mark == 'no_zone_known'")


@mistake("3e", "districts_by_code")
def districts_by_code_3e():
    districts = hl.load("county_2020").query("county_type == 'district'").dropna(subset="urban_population_2010")
    return 100 * ((districts["urban_population"].sum() / districts["urban_population_2010"].sum()) ** (1 / 10) - 1)


@mistake("3e", "with_the_six")
def with_the_six_3e():
    first, last = rest_of_3e(county_level_of_3e().dropna(subset="urban_population_2010"))
    return 100 * ((last / first) ** (1 / 10) - 1)


@mistake("3e", "gaps_skipped")
def gaps_skipped_3e():
    first, last = rest_of_3e(unmarked_of_3e())
    return 100 * ((last / first) ** (1 / 10) - 1)


@mistake("3e", "divided")
def divided_3e():
    first, last = rest_of_3e(unmarked_of_3e().dropna(subset="urban_population_2010"))
    return 100 * (last / first - 1) / 10


@mistake("3e", "whole_province")
def whole_province_3e():
    province = hl.load("prefecture_census").groupby("year")["urban_population"].sum()
    return 100 * ((province[2020] / province[2010]) ** (1 / 10) - 1)


@mistake("3e", "printed")
def printed_3e():
    return hl.printed("districts_urban_growth_2010_2020")


# fmt: off
@solution("3f")
def solve_3f():
    pairs = [(2000, 2010), (2010, 2020), (2020, 2024), (2000, 2024)]
    regions = ["henan", "national"]
    return len(pairs) * len(regions)
# fmt: on


@mistake("3f", "three_pairs")
def three_pairs_3f():
    return 3 * 2


@mistake("3f", "one_each")
def one_each_3f():
    return 4


@mistake("3f", "each_number")
def each_number_3f():
    return 4 * 2 * 2


@mistake("3f", "last_turn")
def last_turn_3f():
    return 2


# fmt: off
@solution("3h")
def solve_3h():
    nation = hl.load("table1").query("area_code == 'CHN'").set_index("year")
    urban = nation["urban_population"]
    rural = nation["population"] - urban
    paths = pd.DataFrame(
        {
            "share_path": ["as_in_2010", "only_rural_falls",
                           "only_urban_grows", "as_in_2020"],
            "urban": [urban[2010], urban[2010], urban[2020], urban[2020]],
            "rural": [rural[2010], rural[2020], rural[2010], rural[2020]],
        }
    )
    total = paths["urban"] + paths["rural"]
    paths = paths.assign(urban_share_pct=100 * paths["urban"] / total)
    return sns.barplot(paths, x="urban_share_pct", y="share_path")
# fmt: on


def paths_of_3h(area_code):
    counts = hl.load("table1").set_index(["area_code", "year"]).loc[area_code]
    urban, rural = counts["urban_population"], counts["population"] - counts["urban_population"]
    pairs = {
        "as_in_2010": (2010, 2010),
        "only_rural_falls": (2010, 2020),
        "only_urban_grows": (2020, 2010),
        "as_in_2020": (2020, 2020),
    }
    paths = pd.DataFrame({name: {"urban": urban[one], "rural": rural[other]} for name, (one, other) in pairs.items()}).T
    shares = 100 * paths["urban"] / (paths["urban"] + paths["rural"])
    return paths.assign(urban_share_pct=shares).rename_axis("share_path").reset_index()


@mistake("3h", "henan")
def henan_3h():
    return sns.barplot(paths_of_3h("410000"), x="urban_share_pct", y="share_path")


@mistake("3h", "only_thought")
def only_thought_3h():
    return sns.barplot(paths_of_3h("CHN").iloc[1:3], x="urban_share_pct", y="share_path")


@mistake("3h", "people")
def people_3h():
    return sns.barplot(paths_of_3h("CHN"), x="urban", y="share_path")


@mistake("3h", "both_charts")
def both_charts_3h():
    first, last = (hl.load("table1").query("year == @year").set_index("area_code") for year in (2010, 2020))
    growth = {"all": last["population"] / first["population"], "urban": last["urban_population"] / first["urban_population"]}
    rural = [table["population"] - table["urban_population"] for table in (first, last)]
    growth["rural"] = rural[1] / rural[0]
    changes = (100 * (pd.DataFrame(growth) - 1)).reset_index().melt("area_code", var_name="residents")
    _, (left, right) = plt.subplots(1, 2)
    sns.barplot(changes, x="residents", y="value", hue="area_code", legend=False, ax=left)
    return sns.barplot(paths_of_3h("CHN"), x="urban_share_pct", y="share_path", ax=right)


# fmt: off
@solution("3i")
def solve_3i():
    units = hl.load("prefecture_census").query("year >= 2010")
    shares = units.pivot(index="unit_code", columns="year", values="urban_share_pct")
    gain = shares[2020] - shares[2010]
    starts = pd.DataFrame({"urban_share_2020_pct": shares[2020], "gain_points": gain})
    return sns.regplot(
        starts, x="urban_share_2020_pct", y="gain_points", ci=None
    )
# fmt: on


def shares_of_3i():
    units = hl.load("prefecture_census").query("year >= 2010")
    shares = units.pivot(index="unit_code", columns="year", values="urban_share_pct")
    return pd.DataFrame({"start": shares[2010], "end": shares[2020], "gain": shares[2020] - shares[2010]})


@mistake("3i", "start")
def start_3i():
    return sns.regplot(shares_of_3i(), x="start", y="gain", ci=None)


@mistake("3i", "levels")
def levels_3i():
    return sns.regplot(shares_of_3i(), x="start", y="end", ci=None)


@mistake("3i", "swapped")
def swapped_3i():
    return sns.regplot(shares_of_3i(), x="gain", y="end", ci=None)


@mistake("3i", "band")
def band_3i():
    return sns.regplot(shares_of_3i(), x="end", y="gain", n_boot=10, seed=0)


# fmt: off
@solution("3j")
def solve_3j():
    census = hl.load("prefecture_census").query("year == 2020")
    output = hl.load("prefecture_gdp")
    totals = census.merge(output, on=["unit_code", "year"])
    totals = totals.set_index("unit_code")[["population", "gdp"]]
    ten = ["410100", "410200", "410300", "410400", "410700",
           "410800", "411000", "411100", "419001", "411300"]
    parts = 100 * totals.loc[ten].sum() / totals.sum()
    return parts["gdp"] / parts["population"]
# fmt: on


NINE = ["410100", "410200", "410300", "410400", "410700", "410800", "411000", "411100", "419001"]


def parts_of_3j(chosen):
    census = hl.load("prefecture_census").query("year == 2020")
    totals = census.merge(hl.load("prefecture_gdp"), on=["unit_code", "year"]).set_index("unit_code")
    return 100 * totals.loc[chosen, ["population", "gdp"]].sum() / totals[["population", "gdp"]].sum()


@mistake("3j", "nine")
def nine_3j():
    parts = parts_of_3j(NINE)
    return parts["gdp"] / parts["population"]


@mistake("3j", "alone")
def alone_3j():
    parts = parts_of_3j(["411300"])
    return parts["gdp"] / parts["population"]


@mistake("3j", "share")
def share_3j():
    return parts_of_3j([*NINE, "411300"])["gdp"]


@mistake("3j", "subtracted")
def subtracted_3j():
    parts = parts_of_3j([*NINE, "411300"])
    return parts["gdp"] - parts["population"]


@mistake("3j", "upside_down")
def upside_down_3j():
    parts = parts_of_3j([*NINE, "411300"])
    return parts["population"] / parts["gdp"]


# fmt: off
@solution("3m")
def solve_3m():
    gdp = hl.load("prefecture_gdp").query("year == 2020")
    gdp = gdp.sort_values("gdp_tertiary", ascending=False)
    first, second = gdp["gdp_tertiary"].head(2)
    return first / second
# fmt: on


def two_of_3m(column="gdp_tertiary", year=2020, places=(0, 1)):
    ranked = hl.load("prefecture_gdp").query("year == @year")[column].sort_values(ascending=False)
    return ranked.iloc[places[0]] / ranked.iloc[places[1]]


@mistake("3m", "all_output")
def all_output_3m():
    return two_of_3m("gdp")


@mistake("3m", "year")
def year_3m():
    return two_of_3m(year=2012)


@mistake("3m", "third")
def third_3m():
    return two_of_3m(places=(0, 2))


@mistake("3m", "upside_down")
def upside_down_3m():
    return two_of_3m(places=(1, 0))


@mistake("3m", "part")
def part_3m():
    services = hl.load("prefecture_gdp").query("year == 2020")["gdp_tertiary"]
    return services.max() / services.sum()


# fmt: off
@solution("3n")
def solve_3n():
    units = hl.load("prefecture_census").query("year == 2020")
    luoyang = units.query("unit_code == '410300'")
    rest = units.query("unit_code != '410300'")
    sides = ["urban_population", "rural_population"]
    city, others = luoyang[sides].sum(), rest[sides].sum()
    city_odds = city["urban_population"] / city["rural_population"]
    rest_odds = others["urban_population"] / others["rural_population"]
    return city_odds / rest_odds
# fmt: on


def odds_of_3n(city, left_out, year=2020):
    units = hl.load("prefecture_census").query("year == @year").set_index("unit_code")
    rest = units.drop(left_out)
    one, other = units.loc[city], rest[["urban_population", "rural_population"]].sum()
    return one["urban_population"] / one["rural_population"] / (other["urban_population"] / other["rural_population"])


@mistake("3n", "zhengzhou")
def zhengzhou_3n():
    return odds_of_3n("410100", "410100")


@mistake("3n", "one_query")
def one_query_3n():
    return odds_of_3n("410300", "410100")


@mistake("3n", "start")
def start_3n():
    return odds_of_3n("410300", "410300", 2010)


@mistake("3n", "points")
def points_3n():
    units = hl.load("prefecture_census").query("year == 2020").set_index("unit_code")
    rest = units.drop("410300")
    return units.loc["410300", "urban_share_pct"] - 100 * rest["urban_population"].sum() / rest["population"].sum()


# fmt: off
@solution("3o")
def solve_3o():
    counties = hl.load("county_2020").query("county_type in ['county', 'county_level_city']")
    first = counties.query("population_2010 < population_2000")
    return len(first.query("population < population_2010"))
# fmt: on


def counties_of_3o():
    return hl.load("county_2020").query("county_type in ['county', 'county_level_city']").dropna(subset="population_2010")


@mistake("3o", "second_only")
def second_only_3o():
    return len(counties_of_3o().query("population < population_2010"))


@mistake("3o", "first_only")
def first_only_3o():
    return len(counties_of_3o().query("population_2010 < population_2000"))


@mistake("3o", "either")
def either_3o():
    return len(counties_of_3o().query("population_2010 < population_2000 or population < population_2010"))


@mistake("3o", "twenty_years")
def twenty_years_3o():
    return len(counties_of_3o().query("population < population_2000"))


# fmt: off
@solution("3p")
def solve_3p():
    nation = hl.load("table1").query("area_code == 'CHN'").set_index("year")
    towns = nation["urban_population"]
    country = nation["population"] - towns
    from_towns = np.log(towns[2020]) - np.log(towns[2010])
    from_country = np.log(country[2010]) - np.log(country[2020])
    return 100 * from_towns / (from_towns + from_country)
# fmt: on


def sides_of_3p():
    nation = hl.load("table1").query("area_code == 'CHN'").set_index("year")
    return nation["urban_population"], nation["population"] - nation["urban_population"]


@mistake("3p", "country")
def country_3p():
    return 100 - solve_3p()


@mistake("3p", "henan")
def henan_3p():
    counts = hl.load("prefecture_census").query("year >= 2010")
    henan = counts.groupby("year")[["urban_population", "rural_population"]].sum()
    towns, country = np.log(henan["urban_population"]), np.log(henan["rural_population"])
    from_towns, from_country = towns[2020] - towns[2010], country[2010] - country[2020]
    return 100 * from_towns / (from_towns + from_country)


@mistake("3p", "not_logarithms")
def not_logarithms_3p():
    towns, country = sides_of_3p()
    gained, lost = towns[2020] / towns[2010] - 1, 1 - country[2020] / country[2010]
    return 100 * gained / (gained + lost)


def output_of_3q():
    units = hl.load("prefecture_census").query("year == 2020")
    made = units.merge(hl.load("prefecture_gdp"), on=["unit_code", "year"])
    return made.assign(per_head=made["gdp"] / made["population"])


@solution("3q")
def solve_3q():
    units = hl.load("prefecture_census").query("year == 2020")
    made = units.merge(hl.load("prefecture_gdp"), on=["unit_code", "year"])
    others = made.query("unit_code != '410100'")

    per_head = others["gdp"] / others["population"]
    return hl.analysis.theil(per_head, others["population"])["total"]


@mistake("3q", "all")
def all_3q():
    made = output_of_3q()
    return hl.analysis.theil(made["per_head"], made["population"])["total"]


@mistake("3q", "within")
def within_3q():
    made = output_of_3q()
    return hl.analysis.theil(made["per_head"], made["population"], made["unit_code"] == "410100")["within"]


@mistake("3q", "unweighted")
def unweighted_3q():
    others = output_of_3q().query("unit_code != '410100'")
    return hl.analysis.theil(others["per_head"], [1] * len(others))["total"]


def four_cities(places, column="city_proper_population"):
    first, *others = places[column].nlargest(4)
    return first / sum(others)


def henan_of_3r():
    places = hl.load("city_proper")
    return places[places["city_code"].str.startswith("41")]


@solution("3r")
def solve_3r():
    places = hl.load("city_proper").set_index("city_code")
    henan = hl.load("prefecture_area")["unit_code"]
    largest = places.loc[henan, "city_proper_population"]
    largest = largest.sort_values(ascending=False)

    first, second, third, fourth = largest.head(4)
    return first / (second + third + fourth)


@mistake("3r", "two")
def two_3r():
    first, second = henan_of_3r()["city_proper_population"].nlargest(2)
    return first / second


@mistake("3r", "whole")
def whole_3r():
    return four_cities(henan_of_3r(), "population")


@mistake("3r", "nation")
def nation_3r():
    return four_cities(hl.load("city_proper"))
