"""Solutions and known mistakes of chapter 4's exercises."""

import pandas as pd
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("4a")
def solve_4a():
    table = hl.load("table1").query("year == 2020")
    table = table.set_index("area_code")
    share = table.loc["CHN", "urban_share_pct"] / 100
    wanted = share * table.loc["410000", "population"]
    actual = table.loc["410000", "urban_population"]
    return (wanted - actual) / 10_000


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
    annual = hl.load("province_annual").query("year >= 2011")
    shares = annual.groupby("year")["urban_share_pct"]
    ranked = annual.assign(place=shares.rank(ascending=False))
    henan = ranked.query("province_code == '410000'")
    return sns.lineplot(henan, x="year", y="place")


def line_of_4c(first, ascending=False, together=False):
    annual = hl.load("province_annual").query("year >= @first")
    shares = annual["urban_share_pct"] if together else annual.groupby("year")["urban_share_pct"]
    ranked = annual.assign(place=shares.rank(ascending=ascending))
    return sns.lineplot(ranked.query("province_code == '410000'"), x="year", y="place")


@mistake("4c", "from_the_bottom")
def from_the_bottom_4c():
    return line_of_4c(2011, ascending=True)


@mistake("4c", "two_series")
def two_series_4c():
    return line_of_4c(2005)


@mistake("4c", "share")
def share_4c():
    table = hl.load("province_annual").query("year >= 2011 and province_code == '410000'")
    return sns.lineplot(table, x="year", y="urban_share_pct")


@mistake("4c", "all_years_together")
def all_years_together_4c():
    return line_of_4c(2011, together=True)


@solution("4e")
def solve_4e():
    urban = hl.printed("henan_urban_population_2020")
    share = hl.printed("henan_registered_urban_share_2020")
    urban_registered = urban - 1500
    return urban_registered / (share / 100)


@mistake("4e", "by_points")
def by_points_4e():
    return 1500 / (hl.printed("henan_registration_gap_2020") / 100)


@mistake("4e", "share_of_residents")
def share_of_residents_4e():
    return (hl.printed("henan_urban_population_2020") - 1500) / (hl.printed("henan_urban_share_2020") / 100)


@mistake("4e", "difference_only")
def difference_only_4e():
    return 1500 / (hl.printed("henan_registered_urban_share_2020") / 100)


@mistake("4e", "added")
def added_4e():
    return (hl.printed("henan_urban_population_2020") + 1500) / (hl.printed("henan_registered_urban_share_2020") / 100)


@mistake("4e", "not_divided")
def not_divided_4e():
    return hl.printed("henan_urban_population_2020") - 1500


@solution("4f")
def solve_4f():
    weightings = []
    for area in range(11):
        for people in range(11 - area):
            output = 10 - area - people
            weightings += [[area, people, output]]
    return len(weightings)


@mistake("4f", "four")
def four_4f():
    return sum(1 for area in range(11) for people in range(11 - area) for _ in range(11 - area - people))


@mistake("4f", "not_shared")
def not_shared_4f():
    return len(range(11)) ** 2


@mistake("4f", "ten_turns")
def ten_turns_4f():
    return sum(1 for area in range(10) for _ in range(10 - area))


@mistake("4f", "no_zero")
def no_zero_4f():
    return sum(1 for area in range(1, 11) for _ in range(1, 10 - area))


@solution("4g")
def solve_4g():
    output = pd.Series({"410000": 12, "CHN": 15})
    people = pd.Series({"CHN": 5, "410000": 3})
    return (output / people)["410000"]


@mistake("4g", "by_place")
def by_place_4g():
    return 12 / 5


@mistake("4g", "nation")
def nation_4g():
    return 15 / 5


@mistake("4g", "one_of_each")
def one_of_each_4g():
    return 15 / 3


@mistake("4g", "inverse")
def inverse_4g():
    return 3 / 12


@solution("4h")
def solve_4h():
    units = hl.load("prefecture_census").query("year == 2010")
    units = units.sort_values("urban_share_pct", ascending=False)
    return sns.scatterplot(units, x="urban_share_pct", y="unit_code")


def points_of_4h(condition, x="urban_share_pct", y="unit_code"):
    units = hl.load("prefecture_census").query(condition).sort_values("urban_share_pct", ascending=False)
    return sns.scatterplot(units, x=x, y=y)


@mistake("4h", "same_year")
def same_year_4h():
    return points_of_4h("year == 2020")


@mistake("4h", "both_years")
def both_years_4h():
    return points_of_4h("year >= 2010")


@mistake("4h", "registered")
def registered_4h():
    return points_of_4h("year == 2010", x="nonagricultural_registered_share_pct")


@mistake("4h", "people")
def people_4h():
    return points_of_4h("year == 2010", x="urban_population")


@mistake("4h", "swapped")
def swapped_4h():
    return points_of_4h("year == 2010", x="unit_code", y="urban_share_pct")


@mistake("4h", "unsorted")
def unsorted_4h():
    return sns.scatterplot(hl.load("prefecture_census").query("year == 2010"), x="urban_share_pct", y="unit_code")


@solution("4i")
def solve_4i():
    start = hl.printed("henan_urban_share_start")
    goal = 72
    slow = hl.printed("henan_urban_share_per_year_assumed")
    return 2020 + (goal - start) / slow


@mistake("4i", "seventy")
def seventy_4i():
    return 2020 + hl.printed("henan_urban_share_goal") - hl.printed("henan_urban_share_start")


@mistake("4i", "fast")
def fast_4i():
    return 2020 + (72 - hl.printed("henan_urban_share_start")) / hl.printed("henan_urban_share_per_year_2010_2020")


@mistake("4i", "years")
def years_4i():
    return 72 - hl.printed("henan_urban_share_start")


@solution("4j")
def solve_4j():
    codes = ["120000", "420100", "410100", "510100"]
    pair = ["population", "disposable_income_per_capita"]
    four = hl.load("table2").set_index("city_code").loc[codes, pair]
    smallest, largest = four.min(), four.max()
    rescaled = (four - smallest) / (largest - smallest)
    return (rescaled * [0.5, 0.5]).sum(axis=1)


def cities_of_4j(count):
    codes = ["120000", "420100", "410100", "510100"][:count]
    return hl.load("table2").set_index("city_code").loc[codes, ["population", "disposable_income_per_capita"]]


def scores_of_4j(cities, yardstick):
    return ((cities - yardstick.min()) / (yardstick.max() - yardstick.min()) * 0.5).sum(axis=1)


@mistake("4j", "three")
def three_4j():
    return scores_of_4j(cities_of_4j(3), cities_of_4j(3))


@mistake("4j", "old_yardstick")
def old_yardstick_4j():
    return scores_of_4j(cities_of_4j(4), cities_of_4j(3))


@mistake("4j", "nine")
def nine_4j():
    cities = cities_of_4j(4)
    return scores_of_4j(cities, hl.load("table2").set_index("city_code")[list(cities)])


@mistake("4j", "not_halved")
def not_halved_4j():
    return 2 * scores_of_4j(cities_of_4j(4), cities_of_4j(4))


@mistake("4j", "over_largest")
def over_largest_4j():
    cities = cities_of_4j(4)
    return (cities / cities.max() * 0.5).sum(axis=1)


@solution("4m")
def solve_4m():
    groups = hl.load("henan_registration").query("year == 2020")
    people = groups.set_index("people_group")["people_counted"]
    units = hl.load("prefecture_census").query("year == 2020")
    urban = units["urban_population"].sum()
    came = people["registered_elsewhere_living_here"]
    stayed = urban - urban / people["living_here"] * came
    missing = 0.6 * people["registered_here"] - stayed
    return 100 * missing / people["registered_here_living_elsewhere"]


def people_of_4m():
    people = hl.load("henan_registration").query("year == 2020").set_index("people_group")["people_counted"]
    urban = hl.load("prefecture_census").query("year == 2020")["urban_population"].sum()
    stayed = urban - urban / people["living_here"] * people["registered_elsewhere_living_here"]
    return people, urban, stayed


@mistake("4m", "of_residents")
def of_residents_4m():
    people, _, stayed = people_of_4m()
    return 100 * (0.6 * people["living_here"] - stayed) / people["registered_here_living_elsewhere"]


@mistake("4m", "all_urban")
def all_urban_4m():
    people, urban, _ = people_of_4m()
    return 100 * (0.6 * people["registered_here"] - urban) / people["registered_here_living_elsewhere"]


@mistake("4m", "came")
def came_4m():
    people, _, stayed = people_of_4m()
    return 100 * (0.6 * people["registered_here"] - stayed) / people["registered_elsewhere_living_here"]


@mistake("4m", "fraction")
def fraction_4m():
    return solve_4m() / 100


@solution("4o")
def solve_4o():
    registered = hl.load("prefecture_registered")
    both = registered.merge(hl.load("prefecture_census"), on=["unit_code", "year"])
    net = both["population"] - both["registered_population"]

    lacking = net[net < 0].sum()
    over = net[both["unit_code"] == "410100"].item()
    return 100 * over / -lacking


def net_of_4o(year=2010):
    residents = hl.load("prefecture_census").query("year == @year").set_index("unit_code")["population"]
    return residents - hl.load("prefecture_registered").set_index("unit_code")["registered_population"]


@mistake("4o", "net")
def net_4o():
    net = net_of_4o()
    return 100 * net["410100"] / -net.sum()


@mistake("4o", "registered")
def registered_4o():
    registered = hl.load("prefecture_registered").set_index("unit_code")["registered_population"]
    return 100 * net_of_4o()["410100"] / registered["410100"]


@mistake("4o", "year")
def year_4o():
    net = net_of_4o(2020)
    return 100 * net["410100"] / -net[net < 0].sum()
