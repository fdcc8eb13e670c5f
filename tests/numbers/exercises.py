"""Numbers in the words of exercises and quizzes that neither an answer nor the chapter's prose gives, recomputed."""

import henan_lib as hl
from henan_lib.exercises.answers import answer_of

from .register import Numbers, below, made_up, printed

numbers = Numbers("exercises")

for place, names in {
    "0a": ["100"],
    "0-pandas-2": ["93"],
    "0-pandas-3": ["93", "124"],
    "1-1": ["5", "55"],
    "2j": ["50"],
    "2l": ["1", "10", "14", "100"],
    "4a": ["100", "10000"],
    "4e": ["100"],
    "4m": ["100"],
    "4o": ["100"],
    "5a": ["5"],
    "5g": ["5", "101"],
    "7-2": ["20"],
}.items():
    numbers(place, names=names)


@numbers("1j", names=["0"])
def fell_once(c):
    return {"71": c.decades.query("speed_points < 0")["area_code"].nunique()}


@numbers("1k")
def thailand(c):
    share = hl.load("urban_income_panel").query("area_code == 'THA'").set_index("year")["urban_share_pct"]
    return {"38": share[2020] - share[1990]}


@numbers("2a")
def years_between(c):
    return {"28": 2022 - 1994}


@numbers("2d")
def within_one_edition(c):
    share = hl.load("china_population").set_index("year")["urban_share_pct"]
    return {"12.06": share[2020] - share[2011]}


@numbers("2k")
def largest_of_1950(c):
    cities = hl.load("china_city")
    largest = cities.query("year == 1950").nlargest(50, "city_population")["city_number"]
    people = cities[cities["city_number"].isin(largest)].groupby("year")["city_population"].sum()
    return {"7.1": people[2015] / people[1950], "300,000": below(cities.query("year == 2015")["city_population"].min())}


@numbers("2m", names=["100"])
def whole_outside_its_parts(c):
    grown = [100 * (c.compared.loc[last] / c.compared.loc[2000] - 1) for last in (2008, 2020)]
    first, whole = (row["built_up_area"] / row["urban_population"] for row in grown)
    return {"0.05": round(whole, 2) - round(first, 2)}


@numbers("3-4")
def area_of_the_metropolitan_area(c):
    return {"3.7": hl.printed("one_plus_eight_area_2021") / hl.printed("one_plus_four_area_2020")}


@numbers("4c")
def rise_of_henan(c):
    share = hl.load("province_annual").query("province_code == '410000'").dropna().set_index("year")["urban_share_pct"]
    return {"19": share[2024] - share[2011]}


@numbers("4i")
def pace_in_time(c):
    return {"1.1": (72 - printed("2.3.1-01")) / (2035 - 2020)}


@numbers("4k")
def plain_mean(c):
    return {"55.55": hl.load("prefecture_census").query("year == 2020")["urban_share_pct"].mean()}


@numbers("4-2")
def farmland_per_head(c):
    land, people = made_up(6.0), made_up(7.0)
    return {"6.0": land, "7.0": people, "86": 100 * land / people, "42": land * people}


@numbers("5l", names=["6", "1000"])
def band_of_2024(c):
    seen = c.share.loc[:2020]
    band = hl.analysis.residual_band(seen, hl.analysis.logistic_forecast, [2024], saturation_pct=100).loc[2024]
    return {"61.9": band["low"], "62.4": band["high"], "2.7": band["low"] - c.share[2024]}


@numbers("5d")
def plan_of_2035(c):
    annual = hl.load("henan_annual").query("vintage == 'nbs_current'").set_index(["indicator", "year"])["value"]
    people = annual["resident_population", 2020]
    urban = annual["urban_share", 2020] / 100 * people
    needed = (urban + made_up(15e6)) / 0.72
    return {
        "0.72": hl.load("policy_target").query("region == 'Henan' and target_year == 2035")["value"].max() / 100,
        "72": hl.load("policy_target").query("region == 'Henan' and target_year == 2035")["value"].max(),
        "15": made_up(15),
        "2100": hl.printed("henan_urban_increment_2035"),
        "21": hl.printed("henan_urban_increment_2035") / 100,
        "55.10": urban / 1e6,
        "5510": urban / 1e4,
        "9941": people / 1e4,
        "99.41": people / 1e6,
        "9737": needed / 1e4,
        "97.4": needed / 1e6,
        "9785": annual["resident_population", 2024] / 1e4,
        "97.85": annual["resident_population", 2024] / 1e6,
        "16.5": (0.72 * people - urban) / 1e6,
    }


@numbers("5m")
def short_of_the_aim(c):
    return {"3.91": 40 - hl.printed("henan_registered_urban_share_2020")}


@numbers("6a")
def implied_by_three(c):
    urban = hl.printed_range("china_urban_population_2019")
    share = hl.printed_range("china_registered_urban_share_2019") + hl.printed_range("china_registration_gap_2019")
    return {"13.98": (100 * urban / share).low}


@numbers("6f")
def ends_of_a_difference(c):
    return {
        "55.425": hl.printed_range("henan_urban_share_2020").low,
        "38.525": hl.printed_range("henan_urban_share_2010").high,
    }


@numbers("6i")
def ranks_checked(c):
    return {"46": (hl.ledger()["kind"] == "rank").sum()}


@numbers("6j")
def both_of_the_census(c):
    census = hl.printed("henan_population_2020_in_table1")
    return {"9936.55": census, "47.0": 100 * 4671.6 / census}


@numbers("6-4")
def residents_of_the_nation(c):
    return {"7.0": 100 * printed("table1-04") / printed("table1-03")}


@numbers("7a")
def years_and_steps(c):
    return {"14": 2024 - 2011 + 1}


@numbers("7f")
def above_guizhou(c):
    return {"28": 31 - answer_of("7f")}


@numbers("7k")
def years_of_the_first_stretch(c):
    return {"9": 2020 - 2011}


@numbers("6-1")
def printed_to_two_decimals(c):
    meant = hl.printed_range("henan_urban_share_2020")
    return {"55.425": meant.low, "55.435": meant.high, "55.38": meant.middle - 0.05, "55.48": meant.middle + 0.05}


@numbers("6-2", names=["0"])
def width_of_a_difference(c):
    first, second = hl.printed_range("henan_urban_share_2020"), hl.printed_range("henan_urban_share_2010")
    return {"0.01": first.high - first.low, "0.02": (first - second).high - (first - second).low}


@numbers("7h", names=["52", "55", "270000", "500000"])
def a_fraction_for_a_percentage(c):
    return {"0.54": made_up(270_000) / made_up(500_000)}


@numbers("7-5")
def a_point_for_a_comma(c):
    return {"1.234": made_up(1.234)}


@numbers("5q")
def coded_by_ten_problems(c):
    coded = hl.load("measure_coding").query("dimension not in ['with_quantity', 'with_actor']")
    agreed = coded.groupby("measure")[["first_coding", "second_coding"]].max()
    return {
        "85": 100 * (agreed["first_coding"] == agreed["second_coding"]).mean(),
        "0.60": answer_of("5q"),
        "3220": len(coded),
        "3,220": len(coded),
    }
