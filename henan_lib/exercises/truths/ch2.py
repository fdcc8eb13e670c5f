"""What is the case in chapter 2."""

import pandas as pd

import henan_lib as hl

from .register import truth


def present() -> object:
    """China's urban share by year in the present series of the Bureau."""
    shares = hl.load("china_urban_share_by_vintage").query("vintage == 'nbs_current'")
    return shares.set_index("year")["urban_share_pct"]


@truth("china-curve")
def china_curve():
    shares = hl.load("china_population").query("status == 'estimate'")
    return shares.set_index("year")["urban_share_pct"]


@truth("breaks-to-2025")
def breaks_to_2025():
    shares = present().loc[1978:]
    pairs = {"of_the_report": [1984, 1994], "as_before": [1987, 1995], "with_a_late_one": [1996, 2019]}
    errors = {name: hl.analysis.segmented_fit(shares.index, shares, pair)["rmse"] for name, pair in pairs.items()}
    return pd.Series(errors)


@truth("third-break-error")
def third_break_error():
    shares = hl.load("china_population").query("year >= 1978")
    return hl.analysis.segmented_search(shares["year"], shares["urban_share_pct"], count=3)["rmse"].min()


@truth("registered-gap-2021")
def registered_gap_2021():
    registered = hl.load("china_registered_urban_share").query("year == 2021")["registered_urban_share_pct"]
    return present()[2021] - registered.item()


@truth("year-of-now")
def year_of_now():
    registered = hl.load("china_registered_urban_share").dropna().set_index("year")["registered_urban_share_pct"]
    return (registered[[2019, 2020, 2021]] - hl.printed("china_registered_urban_share_2019")).abs().rename("in_{}".format)


def gains() -> object:
    """Points that the urban share of each province gained between the censuses of 2010 and 2020."""
    census = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_share_pct")
    return census[2020] - census[2010]


@truth("largest-gain-place")
def largest_gain_place():
    return gains()[["110000", "310000", "320000", "410000", "520000", "540000"]]


@truth("fewer-urban-people")
def fewer_urban_people():
    people = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_population")
    return int(((gains() > 0) & (people[2020] < people[2010])).sum())


@truth("income-ratio-curve")
def income_ratio_curve():
    income = hl.load("china_income").query("survey == 'separate_surveys'")
    income = income.pivot(index="year", columns="residence", values="disposable_income_per_capita").dropna()
    return income["urban"] / income["rural"]


@truth("land-faster")
def land_faster():
    areas = hl.load("province_built_up_area").pivot(index="province_code", columns="year", values="built_up_area")
    people = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_population")
    land_pace = (areas[2022] / areas[2008]) ** (1 / 14)
    people_pace = (people[2020] / people[2010]) ** (1 / 10)
    return int((land_pace > people_pace).sum())
