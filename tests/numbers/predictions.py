"""Numbers in the words of predictions beside those that the truth fills in."""

import henan_lib as hl
from henan_lib.exercises.truths import ch2, ch3, ch4, ch5

from .register import Numbers, below

numbers = Numbers("of the predictions")
numbers("shares-among-numbers")(lambda _: {"335": len(hl.ledger())})
numbers("far-from-un", names=["1"])
numbers("fastest-band", names=["20", "30", "40", "50", "60", "70"])
numbers("initial-countries", names=["30"])


@numbers("asia-one-ruler")
def asia_one_ruler(_):
    shares = hl.load("world_urban_share").query("year == 2015").set_index("area_code")["urban_share_pct"]
    return {"48.0": shares["asia"]}


@numbers("third-break-error")
def third_break_error(_):
    shares = hl.load("china_population").query("year >= 1978")
    return {"0.33": hl.analysis.segmented_search(shares["year"], shares["urban_share_pct"])["rmse"].min()}


@numbers("registered-gap-2021")
def registered_gap_2021(_):
    registered = hl.load("china_registered_urban_share").query("year == 2015")["registered_urban_share_pct"].item()
    return {"17.4": ch2.present()[2015] - registered}


@numbers("thailand-2020")
def thailand_2020(_):
    per_head = hl.load("urban_income_panel").query("year == 2020").set_index("area_code")["gdp_per_capita_ppp_2021"]
    return {"44": 100 * (per_head["THA"] / per_head["LKA"] - 1)}


numbers("below-without-zhengzhou")(lambda _: {"17": len(ch3.unit_shares(2020)) - 1})
numbers("best-place")(lambda _: {"286": len(ch4.weightings())})
numbers("farmland-per-head")(
    lambda _: {
        "6": hl.printed("henan_farmland_share"),
        "7.8": hl.printed("henan_population_share"),
        "87": hl.printed("henan_farmland_per_head_ratio"),
    }
)
numbers("largest-focus-part")(lambda _: {"17": below(100 / len(ch5.largest_focus()))})
numbers("without-problem")(lambda _: {"322": len(ch5.measures())})
numbers("at-recent-pace")(lambda _: {"72": plan()})
numbers("share-with-21-million")(
    lambda _: {
        "21": hl.printed("henan_urban_increment_2035") / 100,
        "2100": hl.printed("henan_urban_increment_2035"),
    }
)
numbers("people-curve", names=["100"])
numbers("fans-held", names=["90"])
numbers("qualified-numbers")(lambda _: {"335": len(hl.ledger())})
numbers("cities-that-fit", names=["2"])
numbers("output-off")(lambda _: {"3.28": hl.recomputed_ranges(["enlarged-gdp"])["value"].item()})
numbers("kinds-in-one-place", names=["1"])
numbers("gap-corrected")(lambda _: {"16.22": hl.printed("china_registration_gap_2019")})
numbers("larger-henan")(lambda _: {"7.8": hl.printed("henan_population_share")})
numbers("verdicts-by-count")(lambda _: {"278": len(hl.audit())})
numbers("shrinking-counties")(lambda _: {"104": len(ch3.matched_counties())})
numbers("counties-lost")(lambda _: dict.fromkeys(("2509", "2,509"), len(hl.census_changes().query("level == 'county'"))))
numbers("shanghai-urban-residents")(
    lambda _: {"89.3": hl.load("province_census").query("province_code == '310000' and year == 2010")["urban_share_pct"].item()}
)
numbers("land-faster")(lambda _: {"29": paces()})
for name in ("past-half-2020", "zhoukou-output-place"):
    numbers(name)(lambda _: {"18": len(ch3.unit_shares(2020))})
for name in ("fewer-urban-people", "slower-provinces", "fastest-urban-residents"):
    numbers(name)(lambda _: {"31": hl.load("province_census")["province_code"].nunique()})


def plan() -> float:
    """Urban share that the provincial plan wants in 2035."""
    plans = hl.load("policy_target").query(
        "document == 'henan_urbanization_plan_2021_2035' and indicator == 'urban_share' and target_year == 2035"
    )
    return plans["value"].item()


def paces() -> int:
    """Provinces with built-up area in 2008 and in 2022."""
    areas = hl.load("province_built_up_area").pivot(index="province_code", columns="year", values="built_up_area")
    return len(areas[[2008, 2022]].dropna())
