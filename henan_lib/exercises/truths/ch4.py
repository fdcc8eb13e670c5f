"""What is the case in chapter 4."""

import itertools

import pandas as pd

import henan_lib as hl

from .register import truth


@truth("gap-2020")
def gap_2020():
    shares = hl.load("table1").query("year == 2020").set_index("area_code")["urban_share_pct"]
    return shares["CHN"] - shares["410000"]


@truth("output-per-head")
def output_per_head():
    cities = hl.load("table2").set_index("city_code")
    per_head = cities["gdp"] / cities["population"]
    return 100 * per_head["410100"] / per_head["510100"]


def weightings() -> list[list[int]]:
    """Every way to share out ten tenths among four indicators."""
    return [list(one) for one in itertools.product(range(11), repeat=4) if sum(one) == 10]


@truth("best-place")
def best_place():
    indicators = ["area_km2", "population", "gdp", "disposable_income_per_capita"]
    cities = hl.load("table2").set_index("city_code")[indicators]
    scores = (cities - cities.min()) / (cities.max() - cities.min())
    totals = pd.DataFrame([(scores * one).sum(axis="columns") for one in weightings()]).round(9)
    return int(totals.rank(axis="columns", ascending=False, method="min")["410100"].min())


@truth("below-without-zhengzhou")
def below_without_zhengzhou():
    others = hl.load("prefecture_census").query("year == 2020 and unit_code != '410100'")
    average = 100 * others["urban_population"].sum() / others["population"].sum()
    return int((others["urban_share_pct"] < average).sum())


@truth("farmland-per-head")
def farmland_per_head():
    return 100 * hl.printed("henan_farmland_share") / hl.printed("henan_population_share")


@truth("village-size")
def village_size():
    return hl.printed("henan_rural_population_2020") / hl.printed("henan_administrative_villages_2020")


@truth("registered-in-towns")
def registered_in_towns():
    people = hl.load("henan_registration").query("year == 2020").set_index("people_group")["people_counted"]
    urban = hl.load("prefecture_census").query("year == 2020")["urban_population"].sum()
    stayed = urban * (1 - people["registered_elsewhere_living_here"] / people["living_here"])
    return 100 * (stayed + people["registered_here_living_elsewhere"]) / people["registered_here"]
