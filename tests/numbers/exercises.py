"""Numbers in the words of exercises and quizzes that neither an answer nor the chapter's prose gives, recomputed."""

import pandas as pd

import henan_lib as hl
from henan_lib.exercises.answers import answer_of

from .ch03 import changyuan, yearly
from .register import Numbers, below, made_up, printed

numbers = Numbers("exercises")

for place, names in {
    "0a": ["100"],
    "0-pandas-2": ["93"],
    "0-pandas-3": ["62", "93"],
    "0-pandas-4": ["20"],
    "2j": ["50"],
    "2l": ["1", "10", "14", "100"],
    "4a": ["100", "10000"],
    "4e": ["100"],
    "4m": ["100"],
    "4o": ["100"],
    "5a": ["5"],
    "5g": ["5", "101"],
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
    share = hl.load("china_population").set_index("year")["urban_share_pct"]
    return {"28": 2022 - 1994, "0.02": (share[2011] - printed("1.3-09")) / 28}


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


@numbers("2n")
def without_the_revision(c):
    area = 100 * (c.facts["satellite_city_area_2016"] / c.facts["satellite_city_area_2000"] - 1)
    people = c.urban_china[2016] / c.urban_china[2000] / c.lifted
    return {"1.61": area / (100 * (people - 1))}


@numbers("2m", names=["100"])
def whole_outside_its_parts(c):
    grown = [100 * (c.compared.loc[last] / c.compared.loc[2000] - 1) for last in (2008, 2020)]
    first, whole = (row["built_up_area"] / row["urban_population"] for row in grown)
    return {"0.05": round(whole, 2) - round(first, 2)}


@numbers("3-4")
def area_of_the_metropolitan_area(c):
    large, small = hl.printed("one_plus_eight_area_2021"), hl.printed("one_plus_four_area_2020")
    return {"1.3": c.smallest / 1e4 / small, "2.8": large / (c.smallest / 1e4), "3.7": large / small}


@numbers("3-5", names=["8", "18", "90", "1"])
def three_columns(c):
    return {f"{number:.2f}": made_up(number) for number in (0.01, 0.15, 0.20, 0.30, 0.97)}


@numbers("3c")
def residents_of_zhoukou(c):
    people = hl.load("prefecture_census").query("unit_code == '411600'").set_index("year")["population"]
    most, last = people.max(), people[2020]
    return {"974": most / 1e4, "903": last / 1e4, "9.74": most / 1e6, "9.03": last / 1e6}


@numbers("3e")
def the_counties_of_3e(c):
    counties = c.joined.query("zone_mark == 'no_zone_known'")
    times = counties["urban_population"].sum() / counties["urban_population_2010"].sum()
    joined = c.joined[["urban_population_2010", "urban_population"]].sum().to_numpy() + changyuan()
    province = c.units.groupby("year")["urban_population"].sum().loc[[2010, 2020]].to_numpy()
    return {
        "98": len(counties),
        "4.13": 100 * (times ** (1 / 10) - 1),
        "4.30": answer_of("3e", "with_the_six"),
        "4.24": yearly(*(province - joined)),
        "4.31": yearly(*joined),
    }


@numbers("3k")
def likely_among_twenty(c):
    return {"0.04": made_up(0.04), "0.8": 20 * made_up(0.04), "4": 100 * made_up(0.04)}


@numbers("3s")
def people_divided_by(c):
    zhengzhou = hl.load("prefecture_gdp").query("unit_code == '410100'").set_index("year")
    people = zhengzhou["gdp"] / zhengzhou["gdp_per_capita"]
    census = hl.load("prefecture_census").query("unit_code == '410100'").set_index("year")["population"]
    counted = {
        "1001": people[2018] / 1e4,
        "1220": people[2019] / 1e4,
        "219": (people[2019] - people[2018]) / 1e4,
        "397": (census[2020] - census[2010]) / 1e4,
    }
    return counted | {
        "10.01": people[2018] / 1e6,
        "12.20": people[2019] / 1e6,
        "2.19": counted["219"] / 100,
        "3.97": counted["397"] / 100,
    }


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
    land, people = made_up(8.0), made_up(6.0)
    return {"8.0": land, "6.0": people, "133": 100 * land / people, "75": 100 * people / land, "48": land * people}


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
def whose_share_of_the_nation(c):
    nation = printed("table1-03")
    residents = hl.load("prefecture_census").query("year == 2020")["population"].sum() / 1e4
    registered = hl.load("henan_registration").query("year == 2020").set_index("people_group")["people_counted"]
    registered = registered["registered_here"] / 1e4
    total = hl.load("henan_annual").query("indicator == 'total_population' and year == 2013")["value"].item() / 1e4
    nation_2013 = hl.load("china_population").set_index("year")["population"][2013] / 1e4
    return {
        "14.12": nation / 1e4,
        "1,412": nation / 100,
        "9937": residents,
        "99.37": residents / 100,
        "10601": total,
        "106.01": total / 100,
        "11419": registered,
        "114.19": registered / 100,
        "7.0": 100 * residents / nation,
        "7.5": 100 * total / nation,
        "7.8": 100 * total / nation_2013,
        "8.1": 100 * registered / nation,
    }


@numbers("7a")
def years_and_steps(c):
    return {"14": 2024 - 2011 + 1, "13": 2024 - 2011}


@numbers("7f")
def above_guizhou(c):
    return {"28": 31 - answer_of("7f")}


@numbers("7k")
def years_of_the_first_stretch(c):
    return {"9": 2020 - 2011}


@numbers("6-1", names=["55"])
def printed_to_one_decimal(c):
    share = hl.printed("henan_urban_share_2020")
    told = {}
    for digits in (0, 1, 2):
        half = 0.5 * 10**-digits
        told |= {f"{round(share, digits) + side * half:.{digits + 1}f}": round(share, digits) + side * half for side in (-1, 1)}
    return told | {"0.1": 10**-1, "55.4": round(share, 1), "55.43": share}


@numbers("6-2")
def width_of_a_difference(c):
    fine, coarse = 10**-2, 10**-1
    return {
        "55.43": printed("2.1.1-04"),
        "36.1": round(printed("2.2.6.1-01"), 1),
        "0.01": fine,
        "0.1": coarse,
        "0.110": fine + coarse,
        "0.055": (fine + coarse) / 2,
        "0.200": 2 * coarse,
    }


@numbers("7h", names=["52", "55", "270000", "500000"])
def a_fraction_for_a_percentage(c):
    return {"0.54": made_up(270_000) / made_up(500_000)}


@numbers("7-5", names=["1000000", "554300"])
def a_fraction_that_the_people_confirm(c):
    return {"0.5543": 554_300 / 1_000_000, "55.43": 100 * 554_300 / 1_000_000}


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


@numbers("1-3", names=["5000", "9000"])
def urban_by_a_grid(c):
    return {"2,000": made_up(2000), "5,000": made_up(5000), "9,000": made_up(9000)}


@numbers("1-1", names=["40"])
def share_and_people(c):
    before, after = 0.40 * made_up(100), 0.50 * made_up(120)
    return {
        "20": made_up(120) - 100,
        "120": made_up(120),
        "60": after,
        "10": 100 * (0.50 - 0.40),
        "25": 100 * (0.50 / 0.40 - 1),
        "50": 100 * (after / before - 1),
    }


@numbers("1-4", names=["33", "39", "18"])
def mean_of_three(c):
    through, on_the_way = [33, 39], 18
    return {
        "24": sum(through) / 3,
        "30": (sum(through) + on_the_way) / 3,
        "36": sum(through) / 2,
    }


@numbers("2-5", names=["8", "9", "10", "11", "50", "60", "800", "900", "1000", "1100"])
def fewer_urban_residents(c):
    first = 0.50 * 1000
    p, q, r = (0.60 * people for people in (1100, 900, 800))
    assert r < first < q < p
    return {"5": first / 100, "500": first, "660": p, "540": q, "480": r, "6.6": p / 100, "5.4": q / 100, "4.8": r / 100}


@numbers("3-1", names=["9", "10", "12", "500", "550", "650", "900", "1000", "1200"])
def ranks_by_two_boundaries(c):
    whole = pd.Series({"p": 1000, "q": 1200, "r": 900})
    proper = pd.Series({"p": 550, "q": 500, "r": 650})
    same = whole.rank() == proper.rank()
    assert list(same[same].index) == ["p"] and whole.idxmax() == proper.idxmin() == "q"
    return {"5.5": proper["p"] / 100, "5.0": proper["q"] / 100, "6.5": proper["r"] / 100}


@numbers("4-3", names=["48", "50", "53", "78"])
def below_the_mean(c):
    shares = pd.Series([48, 50, 51, 53, 78])
    return {
        "56": shares.mean(),
        "51": shares.median(),
        "2": (shares < shares.median()).sum(),
        "4": (shares < shares.mean()).sum(),
    }


@numbers("4-5", names=["45", "60", "80", "100", "8000"])
def urban_by_two_bases(c):
    residents, registered = made_up(8000), made_up(10_000)
    live, belong = 0.60 * residents, 0.45 * registered
    return {
        "4800": live,
        "4500": belong,
        "48": live / 100,
        "300": live - belong,
        "3": (live - belong) / 100,
        "1200": 0.15 * residents,
        "12": 0.15 * residents / 100,
        "15": 0.15 * registered / 100,
    }


@numbers("5-1")
def coded_twice(c):
    coded = hl.load("measure_coding").groupby("dimension")[["first_coding", "second_coding"]].sum()
    water, pollution, land, share = (coded.loc[key] for key in ("2.2.4.2", "2.2.4.3", "2.2.4.1", "2.2.1"))
    assert (water < pollution).all() and not (pollution < land).all() and not (land < share).all()
    return {
        "0": water["second_coding"],
        "9": pollution["first_coding"],
        "12": pollution["second_coding"],
        "11": land["first_coding"],
        "18": share["first_coding"],
    }


@numbers("5-3")
def ratio_of_two_growths(c):
    return {"5": 100 * (1.03 / 0.98 - 1), "3": 100 * (1.03 - 1), "1": 3 - 2}


@numbers("5-4", names=["50", "60", "10", "1000"])
def fewer_people_larger_share(c):
    before, after = 0.50 * made_up(1000), 0.60 * made_up(950)
    return {
        "950": made_up(950),
        "9.5": made_up(9.5),
        "570": after,
        "500": before,
        "5.7": after / 100,
        "70": after - before,
        "700,000": (after - before) * 1e4,
        "20": after - before - (1000 - 950),
        "200,000": (after - before - (1000 - 950)) * 1e4,
        "100": 0.10 * 1000,
        "1,000,000": 0.10 * 1000 * 1e4,
    }


numbers("5-5", names=["71", "85"])


@numbers("6-5")
def confirmed_from_outside(c):
    checks = hl.audit()
    agree, kinds = checks["verdict"] == "agrees", checks["basis"]
    alone = kinds.isin(["same_report", "our_list"])
    return {
        "278": len(checks),
        "108": alone.sum(),
        "103": (alone & agree).sum(),
        "119": (kinds == "outside").sum(),
        "94": ((kinds == "outside") & agree).sum(),
        "48": (checks["verdict"] == "not_checkable").sum(),
        "200": agree.sum(),
    }


@numbers("7-2")
def passed_from_behind(c):
    shares = pd.DataFrame({"first": [56, 53, 50], "last": [68, 66, 69]}, index=["p", "q", "r"])
    gain, lost = shares["last"] - shares["first"], shares.rank()["last"] < shares.rank()["first"]
    assert list(gain.index[lost & (gain > gain.min())]) == ["q"]
    return {
        "56": shares.loc["p", "first"],
        "68": shares.loc["p", "last"],
        "53": shares.loc["q", "first"],
        "66": shares.loc["q", "last"],
        "50": shares.loc["r", "first"],
        "69": shares.loc["r", "last"],
        "12": gain["p"],
        "13": gain["q"],
    }


@numbers("7-4")
def average_of_four(c):
    errors = pd.Series([2.2, 2.6, 3.0, 3.4])
    return {
        "2.2": errors[0],
        "2.6": errors[1],
        "3.0": errors[2],
        "3.4": errors[3],
        "2.8": errors.mean(),
        "1.4": errors.mean() / 2,
        "0.7": errors.mean() / 4,
    }
