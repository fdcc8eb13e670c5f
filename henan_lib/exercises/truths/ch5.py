"""What is the case in chapter 5."""

import henan_lib as hl

from ...report.strategy import linked_measures
from .register import truth


def measures() -> object:
    """Section of each single measure."""
    return hl.load("strategy_tree").query("kind == 'measure'")["section"]


def series(indicator: str) -> object:
    """A yearly number of Henan in the Bureau's present series, which begins in 2011."""
    annual = hl.load("henan_annual").query("vintage == 'nbs_current' and year >= 2011 and indicator == @indicator")
    return annual.set_index("year")["value"]


def largest_focus() -> object:
    """Number of measures of each focus."""
    return ("focus_" + measures().str[:3].str.replace(".", "_")).value_counts()


@truth("largest-focus-part")
def largest_focus_part():
    return 100 * largest_focus().max() / len(measures())


@truth("without-problem")
def without_problem():
    return len(measures()) - linked_measures()["id"].nunique()


@truth("back-test-2024")
def back_test_2024():
    share = series("urban_share")
    return hl.analysis.simple_forecasts(share, 2020, 2024).loc[2024, "constant_points"] - share[2024]


@truth("at-recent-pace")
def at_recent_pace():
    share = series("urban_share")
    return share[2024] + 11 * (share[2024] - share[2020]) / 4


@truth("share-with-21-million")
def share_with_21_million():
    people, share = series("resident_population")[2020] / 1e4, series("urban_share")[2020]
    return share + 100 * hl.printed("henan_urban_increment_2035") / people


@truth("people-curve")
def people_curve():
    people = series("resident_population")
    return 100 * people / people[2015]


@truth("fans-held")
def fans_held():
    areas = hl.load("world_urban_share").query("status == 'estimate' and area_type == 'country_or_area'")
    return 100 * hl.analysis.fans_held(hl.analysis.past_errors(areas, 11), 11)["held"].mean()
