"""Solutions and known mistakes of chapter 2's exercises."""

import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("2a")
def solve_2a():
    share = hl.load("china_population").set_index("year")["urban_share_pct"]
    return (share[2022] - share[1994]) / (2022 - 1994)


def share_of_2a():
    return hl.load("china_population").set_index("year")["urban_share_pct"]


@mistake("2a", "start")
def start_2a():
    share = share_of_2a()
    return (share[2022] - share[1995]) / (2022 - 1995)


@mistake("2a", "years")
def years_2a():
    share = share_of_2a()
    return (share[2022] - share[1994]) / 27


@mistake("2a", "total")
def total_2a():
    share = share_of_2a()
    return share[2022] - share[1994]


@mistake("2a", "growth")
def growth_2a():
    share = share_of_2a()
    return 100 * ((share[2022] / share[1994]) ** (1 / 28) - 1)


@mistake("2a", "last_year")
def last_year_2a():
    share = share_of_2a()
    return (share[2025] - share[1994]) / (2025 - 1994)


@solution("2b")
def solve_2b():
    census = hl.load("province_census").query("year in [2010, 2020]")
    people = census.pivot(
        index="province_code",
        columns="year",
        values="urban_population",
    )
    growth = 100 * (people[2020] / people[2010] - 1)
    return growth.loc[["210000", "220000", "230000"]]


def northeast_of_2b(column):
    census = hl.load("province_census").query("year in [2010, 2020]")
    return census.pivot(index="province_code", columns="year", values=column).loc[["210000", "220000", "230000"]]


@mistake("2b", "points")
def points_2b():
    share = northeast_of_2b("urban_share_pct")
    return share[2020] - share[2010]


@mistake("2b", "share_growth")
def share_growth_2b():
    share = northeast_of_2b("urban_share_pct")
    return 100 * (share[2020] / share[2010] - 1)


@mistake("2b", "everyone")
def everyone_2b():
    people = northeast_of_2b("population")
    return 100 * (people[2020] / people[2010] - 1)


@mistake("2b", "rural")
def rural_2b():
    people = northeast_of_2b("rural_population")
    return 100 * (people[2020] / people[2010] - 1)


@mistake("2b", "fractions")
def fractions_2b():
    people = northeast_of_2b("urban_population")
    return people[2020] / people[2010] - 1


@solution("2c")
def solve_2c():
    income = hl.load("china_income").query("survey == 'integrated_survey'")
    pair = income.query("residence != 'national'")
    return sns.lineplot(
        pair,
        x="year",
        y="disposable_income_per_capita",
        hue="residence",
        errorbar=None,
    )


def pair_of_2c():
    return hl.load("china_income").query("survey == 'integrated_survey' and residence != 'national'")


@mistake("2c", "joined")
def joined_2c():
    pair = hl.load("china_income").query("residence != 'national'")
    return sns.lineplot(pair, x="year", y="disposable_income_per_capita", hue="residence", errorbar=None)


@mistake("2c", "national")
def national_2c():
    three = hl.load("china_income").query("survey == 'integrated_survey'")
    return sns.lineplot(three, x="year", y="disposable_income_per_capita", hue="residence", errorbar=None)


@mistake("2c", "mixed")
def mixed_2c():
    return sns.lineplot(pair_of_2c(), x="year", y="disposable_income_per_capita", errorbar=None)


@mistake("2c", "swapped")
def swapped_2c():
    return sns.lineplot(pair_of_2c(), x="disposable_income_per_capita", y="year", hue="residence", orient="y", errorbar=None)


@solution("2e")
def solve_2e():
    people = hl.load("china_population").set_index("year")
    registered = hl.load("china_registered_urban_share").set_index("year")
    here = people.loc[2023, "urban_share_pct"]
    gap = here - registered.loc[2023, "registered_urban_share_pct"]
    return gap / 100 * people.loc[2023, "population"] / 1e8


def people_of_2e(year=2023):
    return hl.load("china_population").set_index("year").loc[year]


def registered_of_2e(year=2023):
    return hl.load("china_registered_urban_share").set_index("year").loc[year, "registered_urban_share_pct"]


@mistake("2e", "urban_base")
def urban_base_2e():
    people = people_of_2e()
    return (people["urban_share_pct"] - registered_of_2e()) / 100 * people["urban_population"] / 1e8


@mistake("2e", "registered_base")
def registered_base_2e():
    return (100 - registered_of_2e()) / 100 * people_of_2e()["urban_population"] / 1e8


@mistake("2e", "year")
def year_2e():
    people = people_of_2e(2020)
    return (people["urban_share_pct"] - registered_of_2e(2020)) / 100 * people["population"] / 1e8


@mistake("2e", "stale")
def stale_2e():
    people = people_of_2e()
    registered = hl.printed("china_registered_urban_share_2019")
    return (people["urban_share_pct"] - registered) / 100 * people["population"] / 1e8


@mistake("2e", "printed")
def printed_2e():
    return hl.printed("china_migrants_without_registration_2019")


@mistake("2e", "persons")
def persons_2e():
    return solve_2e() * 1e8


@mistake("2e", "millions")
def millions_2e():
    return solve_2e() * 100


@solution("2f")
def solve_2f():
    pairs = []
    for first in range(1982, 2015):
        for second in range(first + 4, 2019):
            pairs += [[first, second]]
    return len(pairs)


@mistake("2f", "outer_only")
def outer_only_2f():
    return len(range(1982, 2015))


@mistake("2f", "square")
def square_2f():
    return len(range(1982, 2015)) * len(range(1986, 2019))


@mistake("2f", "ends_included")
def ends_included_2f():
    return sum(len(range(first + 4, 2020)) for first in range(1982, 2016))


@mistake("2f", "no_four")
def no_four_2f():
    return sum(len(range(first + 1, 2019)) for first in range(1982, 2015))


@mistake("2f", "sum_of_ends")
def sum_of_ends_2f():
    return len(range(1982, 2015)) + len(range(1986, 2019))


@solution("2h")
def solve_2h():
    editions = hl.load("china_urban_share_by_vintage")
    other = editions.query("vintage == 'wdi_2025_07' and 1978 <= year <= 2018")
    speed = other["urban_share_pct"].diff()
    other = other.assign(speed_points=speed)
    return sns.barplot(other, x="year", y="speed_points")


def speeds_of_2h(condition):
    part = hl.load("china_urban_share_by_vintage").query(condition)
    return part.assign(speed_points=part["urban_share_pct"].diff())


@mistake("2h", "present")
def present_2h():
    return sns.barplot(speeds_of_2h("vintage == 'nbs_current' and 1978 <= year <= 2018"), x="year", y="speed_points")


@mistake("2h", "later_edition")
def later_edition_2h():
    return sns.barplot(speeds_of_2h("vintage == 'wdi_2026_02' and 1978 <= year <= 2018"), x="year", y="speed_points")


@mistake("2h", "projections")
def projections_2h():
    return sns.barplot(speeds_of_2h("vintage == 'wdi_2025_07' and year >= 1978"), x="year", y="speed_points")


@mistake("2h", "to_2022")
def to_2022_2h():
    return sns.barplot(speeds_of_2h("vintage == 'wdi_2025_07' and 1978 <= year <= 2022"), x="year", y="speed_points")


@mistake("2h", "seams")
def seams_2h():
    speeds = speeds_of_2h("vintage == 'wdi_2025_07' and 1978 <= year <= 2018")
    return sns.barplot(speeds.query("year not in [1982, 2011]"), x="year", y="speed_points")


@mistake("2h", "levels")
def levels_2h():
    return sns.barplot(speeds_of_2h("vintage == 'wdi_2025_07' and 1978 <= year <= 2018"), x="year", y="urban_share_pct")


@solution("2i")
def solve_2i():
    income = hl.load("china_income").query("residence != 'national'")
    pairs = income.pivot(
        index=["survey", "year"],
        columns="residence",
        values="disposable_income_per_capita",
    )
    pairs = pairs.dropna().reset_index()
    pairs = pairs.assign(gap_yuan=pairs["urban"] - pairs["rural"])
    return sns.lineplot(pairs, x="year", y="gap_yuan", hue="survey")


def pairs_of_2i():
    income = hl.load("china_income").query("residence != 'national'")
    values = "disposable_income_per_capita"
    pairs = income.pivot(index=["survey", "year"], columns="residence", values=values).dropna().reset_index()
    urban, rural = pairs["urban"], pairs["rural"]
    return pairs.assign(gap_yuan=urban - rural, reversed_yuan=rural - urban, ratio=urban / rural)


@mistake("2i", "ratio")
def ratio_2i():
    return sns.lineplot(pairs_of_2i(), x="year", y="ratio", hue="survey")


@mistake("2i", "joined")
def joined_2i():
    return sns.lineplot(pairs_of_2i(), x="year", y="gap_yuan")


@mistake("2i", "reversed")
def reversed_2i():
    return sns.lineplot(pairs_of_2i(), x="year", y="reversed_yuan", hue="survey")


@mistake("2i", "urban")
def urban_2i():
    return sns.lineplot(pairs_of_2i(), x="year", y="urban", hue="survey")


@solution("2j")
def solve_2j():
    cities = hl.load("china_city")
    people = cities.groupby("year")["city_population"]
    place = people.rank(ascending=False, method="first")
    cities = cities.assign(place=place)
    twenty = cities.query("place <= 20 and year == 2015")
    fit = hl.analysis.rank_size_slope(twenty["city_population"])
    return fit["slope"]


def slope_of_2j(condition, ascending=False):
    cities = hl.load("china_city")
    place = cities.groupby("year")["city_population"].rank(ascending=ascending, method="first")
    return hl.analysis.rank_size_slope(cities.assign(place=place).query(condition)["city_population"])["slope"]


@mistake("2j", "fifty")
def fifty_2j():
    return slope_of_2j("place <= 50 and year == 2015")


@mistake("2j", "first_year")
def first_year_2j():
    return slope_of_2j("place <= 20 and year == 1950")


@mistake("2j", "all_cities")
def all_cities_2j():
    return slope_of_2j("year == 2015")


@mistake("2j", "smallest")
def smallest_2j():
    return slope_of_2j("place <= 20 and year == 2015", ascending=True)


@mistake("2j", "all_years")
def all_years_2j():
    return slope_of_2j("place <= 20")


@mistake("2j", "sign")
def sign_2j():
    return -solve_2j()


@solution("2l")
def solve_2l():
    areas = hl.load("province_built_up_area").pivot(index="province_code", columns="year", values="built_up_area")
    people = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_population")
    land_pace = 100 * ((areas[2022] / areas[2008]) ** (1 / 14) - 1)
    people_pace = 100 * ((people[2020] / people[2010]) ** (1 / 10) - 1)
    return (land_pace - people_pace > 1).sum()


def times_of_2l():
    areas = hl.load("province_built_up_area").pivot(index="province_code", columns="year", values="built_up_area")
    people = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_population")
    return areas[2022] / areas[2008], people[2020] / people[2010]


def paces_of_2l():
    land, people = times_of_2l()
    return 100 * (land ** (1 / 14) - 1), 100 * (people ** (1 / 10) - 1)


@mistake("2l", "total")
def total_2l():
    land, people = times_of_2l()
    return (100 * (land - people) > 1).sum()


@mistake("2l", "ahead_at_all")
def ahead_at_all_2l():
    land, people = paces_of_2l()
    return (land > people).sum()


@mistake("2l", "multiple")
def multiple_2l():
    land, people = paces_of_2l()
    return (land / people > 2).sum()


@mistake("2l", "behind")
def behind_2l():
    land, people = paces_of_2l()
    return (people - land > 1).sum()


@solution("2n")
def solve_2n():
    facts = hl.load("single_fact").set_index("fact")["value"]
    people = hl.load("china_population").set_index("year")["urban_population"]
    land_times = facts["satellite_city_area_2016"] / facts["satellite_city_area_2000"]
    return (land_times - 1) / (people[2016] / people[2000] - 1)


def land_of_2n():
    facts = hl.load("single_fact").set_index("fact")["value"]
    return facts["satellite_city_area_2016"] / facts["satellite_city_area_2000"]


def nation_of_2n(column, last=2016):
    series = hl.load("china_population").set_index("year")[column]
    return series[last] / series[2000]


@mistake("2n", "multiples")
def multiples_2n():
    return land_of_2n() / nation_of_2n("urban_population")


@mistake("2n", "share")
def share_2n():
    return (land_of_2n() - 1) / (nation_of_2n("urban_share_pct") - 1)


@mistake("2n", "to_2020")
def to_2020_2n():
    return (land_of_2n() - 1) / (nation_of_2n("urban_population", 2020) - 1)


@mistake("2n", "turned")
def turned_2n():
    return 1 / solve_2n()
