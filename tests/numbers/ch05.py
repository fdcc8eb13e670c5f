"""Numbers in the prose of chapter 5, recomputed."""

import re
from pathlib import Path

import numpy as np

import henan_lib as hl
from henan_lib.explorers.view import compiled, opening
from henan_lib.report.strategy import linked_measures

from .checks import gain_of_china
from .register import Numbers, below, made_up, printed

numbers = Numbers("05")


numbers("title", names=["75", "179", "2021", "2035"])


@numbers("tree-predict")
def tree_predict(c):
    return {
        "322": len(c.measures),
    }


@numbers("tree-read")
def tree_read(c):
    return {
        "105": c.branches.set_index("id").loc["3.1", "measures"],
        "39": c.branches.set_index("id").loc["3.1.2", "measures"],
        "30": c.branches.query("level == 1")["measures"].min(),
        "3.5": c.branches.query("level == 1")["measures"].max() / c.branches.set_index("id").loc["3.3", "measures"],
        "81": c.branches.set_index("id").loc["3.4", "measures"],
    }


# Table 5-21 is a name.
@numbers("matrix-predict", names=["5", "21"])
def matrix_predict(c):
    return {
        "322": len(c.measures),
    }


@numbers("matrix-read")
def matrix_read(c):
    # The cells and the library count by one rule.
    pairs = c.answers.query("problem != 'no_stated_problem'")[["id", "problem"]].sort_values(["id", "problem"])
    counted = linked_measures()[["id", "problem"]].sort_values(["id", "problem"])
    assert pairs.to_numpy().tolist() == counted.to_numpy().tolist()
    # Four focuses have a chief problem; in the other two, no problem gets five measures.
    counted = c.matrix.loc[[name for name in c.matrix.index if name.startswith("§")]]
    most = counted.max()
    settled = coding_counts(c, "settled_coding")
    assert settled.idxmax() == "with_quantity" and settled.drop(["with_quantity", "with_actor"]).idxmax() == "2.2.2"
    assert most.drop(["focus_3_2", "focus_3_6"]).min() > 20
    # Without a problem, Cities has the largest number and Governing the largest part.
    alone, parts = c.unlinked["focus"].value_counts(), c.answers.drop_duplicates("id")["focus"].value_counts()
    assert alone.idxmax() == "focus_3_4" and (alone / parts).idxmax() == "focus_3_6"
    return {
        "96": c.answers.query("problem == '2.2.2'")["id"].nunique(),
        "15": (c.single["problem"] == "2.2.2").sum(),
        "81": (c.under["problem"] == "2.2.2").sum(),
        "25": c.matrix.loc[c.names["2.2.6.3"], "focus_3_4"],
        "21": c.matrix.loc[c.names["2.2.3"], "focus_3_4"],
        "5": below(most[["focus_3_2", "focus_3_6"]].max()),
        "16": (c.unlinked["focus"] == "focus_3_2").sum(),
        "24": (c.unlinked["focus"] == "focus_3_6").sum(),
        "110": coding_counts(c, "second_coding")["2.2.2"],
        "99": settled["2.2.2"],
        "4": settled["2.2.4.1"],
        "0": settled["2.2.4.2"],
        "87": c.answers.query("problem == '2.2.2' and focus == 'focus_3_1'")["id"].nunique(),
        "32": c.answers.query("problem == '2.2.5' and focus == 'focus_3_5'")["id"].nunique(),
        "22": c.answers.query("problem == '2.2.6.1' and focus == 'focus_3_3'")["id"].nunique(),
        "3": c.answers.query("problem == '2.2.4.2'")["id"].nunique(),
        "9": c.answers.query("problem == '2.2.4.3'")["id"].nunique(),
        "11": c.answers.query("problem == '2.2.4.1'")["id"].nunique(),
        "91": len(c.unlinked),
        "27": (c.unlinked["focus"] == "focus_3_4").sum(),
        "35": parts["focus_3_6"],
    }


@numbers("measurable-read", names=["5", "21"])
def measurable_read(c):
    measured = c.measured.set_index("focus")
    quantity = c.coded.query("dimension == 'with_quantity'")
    by_focus = quantity.groupby(quantity["measure"].str[:3])["settled_coding"].mean()
    assert (
        by_focus.idxmin() == "3.6" != "3" + (measured["with_quantity"] / measured["measures"]).idxmin()[-2:].replace("_", ".")
    )
    return {
        "322": len(c.measures),
        "156": measured["with_quantity"].sum(),
        "48": 100 * measured["with_quantity"].sum() / len(c.measures),
        "69": 100 * measured.loc["focus_3_5", "with_quantity"] / measured.loc["focus_3_5", "measures"],
        "42": 100 * coding_counts(c, "settled_coding")["with_quantity"] / len(c.measures),
        "51": measured["with_actor"].sum(),
        "81": measured.loc["focus_3_4", "measures"],
        "2": measured.loc["focus_3_4", "with_actor"],
        "136": coding_counts(c, "settled_coding")["with_quantity"],
        "49": coding_counts(c, "settled_coding")["with_actor"],
    }


@numbers("strategy-intro")
def strategy_intro(c):
    return {
        "322": len(c.measures),
    }


@numbers("strategy-read")
def strategy_read(c):
    both = (c.measures["indicator"].notna() & c.measures["actor"].notna()).sum()
    return {
        # 24 stands twice: with quantity and actor, and linked to settlement in the still picture.
        "24": both if both == coding_counts(c, "first_coding")["2.2.6.1"] else None,
        "91": len(c.unlinked),
        "12": c.unlinked["section"].str[:5].value_counts().max(),
    }


numbers("layout-predict", names=["1", "8"])


@numbers("layout-read", names=["1", "8"])
def layout_read(c):
    return {
        "9": c.roles["ring"].isin(["core_city", "one_plus_eight_member"]).sum(),
        "11": (c.roles["zone"] != "outside_zones").sum(),
        "18": len(c.roles),
        "2": (c.roles["zone"] == "eastern_zone").sum(),
        "7": (c.roles["zone"] == "outside_zones").sum(),
    }


numbers("back-test-predict", names=["100", "65", "5", "2035", "2024", "2011", "2015", "2020"])


@numbers("back-test-read", names=["1", "100", "2010", "2024", "2015", "2020", "2011", "2012", "2019"])
def back_test_read(c):
    nation_2024 = hl.load("china_population").set_index("year")["urban_share_pct"][2024]
    until_2015, until_2020 = c.seen_2015.loc[2024], c.seen_2020.loc[2024]
    assert (
        until_2015["logistic_best"] == until_2015["logistic_100"] and until_2020["logistic_best"] == until_2020["logistic_100"]
    )
    assert until_2015.idxmin() == "logistic_100"
    assert (until_2020 > until_2015).all() and (until_2015 > c.share[2024]).all()
    assert 0 < c.joined_2015.loc[2024, "logistic_best"] - c.share[2024] < 1
    # What lies between two editions in 2024 is a level and five steps.
    levels, steps = c.told.loc[2019], 5 * c.told_pace
    nation_levels, nation_steps = c.nation.loc[2019], 5 * c.nation_pace
    return {
        "38.50": c.told.loc[2010, "nbs_current"],
        "38.52": c.told.loc[2010, "census"],
        "59.2": c.share[2024],
        "2.2": until_2015.min() - c.share[2024],
        "2.6": until_2015.max() - c.share[2024],
        "2.9": until_2020["constant_points"] - c.share[2024],
        "60.0": c.joined_2015.loc[2024, "logistic_best"],
        "60.91": c.told_2024["first_published"],
        "1.69": c.told_2024["first_published"] - c.share[2024],
        "62.60": c.told_2024["nbs_current"],
        "3.38": c.told_2024["nbs_current"] - c.share[2024],
        "66.43": c.nation_2024["nbs_before_2020_census"],
        "67.00": nation_2024,
        "0.57": nation_2024 - c.nation_2024["nbs_before_2020_census"],
        "0.80": levels["nbs_current"] - levels["first_published"],
        "2.11": nation_levels["nbs_current"] - nation_levels["nbs_before_2020_census"],
        "0.89": steps["nbs_current"] - steps["first_published"],
        "0.97": nation_steps["nbs_current"] - nation_steps["nbs_before_2020_census"],
        "61.71": c.mixed,
        "68.54": c.nation_mixed,
        "2.49": c.mixed - c.share[2024],
        "1.54": c.nation_mixed - nation_2024,
        "69.51": c.nation_2024["nbs_current"],
        "2.51": c.nation_2024["nbs_current"] - nation_2024,
        "2.7": c.seen_2020.loc[2024].min() - c.share[2024],
        "3.0": c.seen_2020.loc[2024].max() - c.share[2024],
    }


@numbers("back-test-how", names=["2019", "2020", "2021", "2022", "2023", "2024"])
def back_test_how(c):
    six, by_library = c.six, c.by_library["constant_points"]
    # By hand and by the library.
    assert abs(c.guess - by_library[2024]) < 1e-9
    return {
        "54.01": six[2019],
        "55.43": six[2020],
        "56.45": six[2021],
        "57.67": by_library[2022],
        "58.89": by_library[2023],
        "60.11": c.guess,
        "57.07": six[2022],
        "58.08": six[2023],
        "59.22": six[2024],
        "0.60": by_library[2022] - six[2022],
        "0.81": by_library[2023] - six[2023],
        "0.89": by_library[2024] - six[2024],
        "2.44": six[2021] - six[2019],
        "1.22": c.step,
    }


@numbers("editions-predict", names=["2020"])
def editions_predict(c):
    return {}


@numbers("editions-read", names=["1990", "1996", "1997", "1998", "2003", "2010", "2011", "2012", "2019", "2020"])
def editions_read(c):
    nation, henan = c.triangle, c.henan_triangle
    present, before = nation.loc["nbs_current"], nation.loc["nbs_before_2020_census"]
    # The two editions agree where both have the census of 2010.
    assert abs(present["2003–10"] - before["2003–10"]) < 1e-9
    # "A quarter to a third smaller", and a step of the publisher's line.
    slowing = {"nation": present["2011–19"] - present["2020–24"], "alike": before["2011–19"] - present["2020–24"]}
    own, own_alike = (henan.loc[one, "2012–19"] - henan.loc["nbs_current", "2020–24"] for one in henan.index[::-1])
    assert 0.3 < 1 - slowing["alike"] / slowing["nation"] < 0.35 and 0.22 < 1 - own_alike / own < 0.28
    steps = hl.load("china_population").set_index("year")["urban_share_pct"].diff().loc[1996:2003]
    assert steps.max() - steps.min() < 0.02 and len(steps) == 8
    return {
        "0.50": nation.loc["csy_1998", "1990–97"],
        "0.79": present["1990–97"],
        "1.17": before["2011–19"],
        "1.36": present["2011–19"],
        "1.54": henan.loc["first_published", "2012–19"],
        "1.72": henan.loc["nbs_current", "2012–19"],
        "0.78": present["2020–24"],
        "0.95": henan.loc["nbs_current", "2020–24"],
        "0.58": slowing["nation"],
        "0.77": own,
        "0.39": slowing["alike"],
        "0.59": own_alike,
    }


@numbers("provinces-predict")
def provinces_predict(c):
    return {
        "31": c.wide.shape[1],
    }


@numbers("provinces-read", names=["2020", "2015"])
def provinces_read(c):
    until_2015 = c.misses.query("fitted_until == '2015'")
    medians = until_2015.groupby("method")["error_2024_points"].median()
    best = until_2015.query("method == 'logistic_best'").set_index("province_code")["error_2024_points"]
    spread = until_2015.groupby("method")["error_2024_points"].agg(lambda errors: errors.max() - errors.min())
    assert medians.idxmin() == "logistic_best" and best.idxmin() == "310000"
    assert spread.idxmax() == medians.abs().idxmin() == "logistic_best"
    late = c.misses.query("fitted_until == '2020' and method == 'constant_points'").set_index("province_code")
    return {
        "9": late["error_2024_points"].rank(ascending=False)["410000"],
        "2.6": c.sizes.groupby("method")["size"].mean()["constant_points"],
        "29": c.late["method"].value_counts()["constant_points"],
        "2.9": c.own.query("method == 'constant_points' and fitted_until == '2020'")["error_2024_points"].item(),
        "2.7": c.sizes.groupby("method")["size"].mean()["logistic_best"],
        "31": c.wide.shape[1],
    }


numbers("difference-predict", names=["100", "1", "2020", "2024", "2035"])


@numbers("difference-read", names=["100", "2020", "2011", "2012", "2024", "2015", "2022"])
def difference_read(c):
    nation = hl.load("china_population").set_index("year")["urban_share_pct"].loc[2011:2024]
    nation = 100 * np.log(nation / (100 - nation)).diff()
    for one in (c.difference, nation):
        assert (one.idxmax(), one.idxmin()) == (2015, 2022)
    until_2015 = c.seen_2015.loc[2024]
    assert until_2015["constant_difference"] > until_2015["logistic_100"] and abs(c.path_log - c.same_log).max() < 1e-9
    return {
        "6.7": c.before,
        "3.9": c.after,
        "6.4": nation.max(),
        "2.2": nation.min(),
    }


@numbers("norm-predict", names=["2018", "1993", "200", "2", "0", "100"])
def norm_predict(c):
    return {
        "3.9": 100 * c.rate,
    }


@numbers("norm-read", names=["2035", "25", "10", "4", "95"])
def norm_read(c):
    assert round(100 * c.line["r_squared"]) == 4
    there = hl.analysis.norm_interval(c.panel["urban_share_pct"], c.panel["growth_difference"], [c.share[2024]]).iloc[0]
    assert there["low"] < 100 * c.rate < there["high"]
    return {
        "140": len(c.panel),
        # 4 stands twice: per cent explained, and the years of Henan's mean.
        "59.2": c.share[2024],
        "1.6": c.norm,
        "3.9": 100 * c.rate,
        "67.8": hl.analysis.drifting_difference_path(c.share[2024], c.rate, c.norm / 100, 25, 11),
        "69.0": c.lines["difference_2020_2024"].iloc[-1],
        "66.0": hl.analysis.drifting_difference_path(c.share[2024], c.rate, c.norm / 100, 10, 11),
    }


@numbers("scenarios-predict", names=["2035", "2024", "2010", "2011", "2020", "25"])
def scenarios_predict(c):
    return {
        "59.22": c.share[2024],
        "65": c.fits["saturation_pct"].min(),
        "100": c.fits["saturation_pct"].max(),
        "72": c.plans["value"].max(),
    }


@numbers("scenarios-read", names=["2010", "2020", "2024", "2015"])
def scenarios_read(c):
    ends = c.ends.set_index("scenario")
    added = ends.loc["points_2020_2024"]
    lowest = {}
    for last in (2015, 2020, 2024):
        seen = c.share.loc[:last]
        profile = hl.analysis.saturation_profile(seen.index, seen, range(65, 101, 5))
        lowest[last] = profile.loc[profile["rmse"].idxmin(), "saturation_pct"]
    return {
        "69.6": ends.loc["points_2020_2024", "urban_share_pct"],
        "69.0": ends.loc["difference_2020_2024", "urban_share_pct"],
        "67.8": ends.loc["un_style", "urban_share_pct"],
        "77.8": ends.loc["points_2010_2020", "urban_share_pct"],
        "63.6": ends.loc["S = 65 %", "urban_share_pct"],
        "74.8": ends.loc["S = 100 %", "urban_share_pct"],
        "72": c.plans["value"].max(),
        "1413": added["added_constant_population"],
        "14.13": added["added_constant_population"] / 100,
        "1304": added["added_latest_population"],
        "13.04": added["added_latest_population"] / 100,
        "1005": added["added_trend_population"],
        "10.05": added["added_trend_population"] / 100,
        "156": (c.people[2020] - c.people[2024]) / 1e4,
        "1.56": (c.people[2020] - c.people[2024]) / 1e6,
        "65": c.fits["saturation_pct"].min(),
        "100": lowest[2020] if lowest[2020] == lowest[2015] else None,
        "70": lowest[2024],
        "59.22": c.share[2024],
        "1.2": c.fan["S = 100 %"][0] - c.share[2024],
        "102.5": 100 * c.people.max() / c.people[2015] if c.people.idxmax() == 2020 else None,
        "100.9": 100 * c.people[2024] / c.people[2015],
    }


@numbers("ceiling-predict", names=["95", "19", "20", "100", "2018", "2020", "2024"])
def ceiling_predict(c):
    return {}


@numbers("ceiling-read", names=["95", "100", "2018", "2019", "2020", "2024"])
def ceiling_read(c):
    by_last = c.by_last.set_index("fitted_until")
    assert by_last["high"].isna().tolist() == [True, True] + [False] * 5
    assert by_last["best"].isna().tolist() == [True] + [False] * 6
    assert c.wide_2020["low"] <= c.wide_2024["high"]
    # The misses come in runs: neighbours go together.
    assert (c.share - c.fitted).autocorr(1) > 0.5
    return {
        "83": by_last.loc[2020, "low"],
        "193": by_last.loc[2020, "high"],
        "66": by_last.loc[2024, "low"],
        "75": by_last.loc[2024, "high"],
        "200": 200,
        "99": 99,
    }


numbers("bands-predict", names=["2035", "4", "1989"])


@numbers("bands-read", names=["90", "4", "2035", "5", "12"])
def bands_read(c):
    fitted = [hl.analysis.logistic_forecast(c.share, [2035], limit)[0] for limit in c.bands["saturation_pct"]]
    apart = (c.bands["median"].round(1) - [round(one, 1) for one in fitted]).abs()
    return {
        "65": c.bands["saturation_pct"].min(),
        "100": c.bands["saturation_pct"].max(),
        "0.4": (c.bands["high"] - c.bands["low"]).iloc[0],
        "2.7": (c.bands["high"] - c.bands["low"]).iloc[3],
        "63.5": c.bands["median"].min(),
        "74.9": c.bands["median"].max(),
        "14": len(c.share),
        "0.1": apart.max() if apart.round(1).between(0, 0.1).all() else None,
        "200": 200,
    }


@numbers("fan-predict", names=["1971", "1984", "1995", "2018", "2020", "2024", "2035", "5", "500", "50", "68", "90"])
def fan_predict(c):
    turkey = c.past.query("area_code == 'TUR' and year == 1984").iloc[0]
    # The default of the function is what the text says.
    assert c.past.equals(hl.analysis.past_errors(c.areas, 11, least_gain=0.5, lowest=50, highest=68, smallest=5e6, back=4))
    return {
        "69.0": c.path[2035],
        "0.5": 0.5,
        "50.6": turkey["urban_share_pct"],
        "68.6": turkey["foretold_pct"],
        "62.1": turkey["came_pct"],
        "6.5": turkey["error_points"],
    }


@numbers("fan-read", names=["2035", "90", "1971"])
def fan_read(c):
    errors, tried, fan = c.past["error_points"], c.tried, c.outer.loc[2035]
    failed = tried[~tried["held"]]
    assert tried["year"].min() == 1971 and errors.median() > 0
    first = c.past.sort_values("year").groupby("area_code").head(1)["error_points"]
    # The method on trial is how the UN fills years between two counts: most yearly steps of the log-odds do not change.
    world = c.areas.pivot(index="year", columns="area_code", values="urban_share_pct")
    bends = np.log(world / (100 - world)).replace([np.inf, -np.inf], np.nan).diff().diff().abs().stack()
    assert (bends < 5e-4).mean() > 0.6
    return {
        "562": len(c.past),
        "42": c.past["area_code"].nunique(),
        "69.0": c.path[2035],
        "62.5": fan["low"],
        "71.4": fan["high"],
        "67.8": fan["median"],
        "72": c.plans["value"].max(),
        "3.7": 100 * c.reached.mean(),
        "306": tried["held"].sum(),
        "411": len(tried),
        "74": 100 * tried["held"].mean(),
        "105": len(failed),
        "81": (failed["error_points"] > failed["high"]).sum(),
        "9.5": 100 * (c.path[2035] - first >= 72).mean(),
    }


@numbers("explorer-intro", names=["2020", "2024", "2025", "2035"])
def explorer_intro(c):
    speed = next(part for part in compiled("scenarios", "en")["controls"] if part["name"] == "speed")
    assert opening("scenarios")["speed"] == round(c.slow, 4)
    return {
        "0.05": speed["step"],
        "0.9475": opening("scenarios")["speed"],
        "0.95": round(c.slow / speed["step"]) * speed["step"],
        "69.6": c.share[2024] + 11 * opening("scenarios")["speed"],
        "69.7": c.share[2024] + 11 * round(c.slow / speed["step"]) * speed["step"],
        "1.5": c.aim["urban_share_increment_per_year"],
        "63": c.aim["urban_share"],
        "65": c.fits["saturation_pct"].min(),
        "100": c.fits["saturation_pct"].max(),
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
        "72": c.plans["value"].max(),
    }


@numbers("increment-predict", names=["2035", "2020"])
def increment_predict(c):
    return {
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
        "72": c.plans["value"].max(),
    }


@numbers("increment-read", names=["12", "6", "2018", "2020", "2024", "2025", "2035"])
def increment_read(c):
    gain = gain_of_china()
    # One statement on two bases: the end of the year, and the census.
    same = 100 * c.urban_2035 / c.totals["constant_2020"]
    assert round(same, 1) == round(100 * (printed("table1-08") + printed("2.3.1-06")) / printed("table1-04"), 1)
    together = (c.urban_2020 + c.aim["urban_population_increment"] / 1e4) / c.aim["urban_share"] * 100
    return {
        "10.5": 100 * hl.printed_range("henan_urban_increment_of_china_2035").high,
        "11.4": 1e6 * printed("2.3.1-06") / gain[2018],
        "22.6": 1e6 * printed("2.3.1-06") / gain[2025],
        "1": printed("2.3.1-04"),
        "1.41": (100 * c.urban_2035 / c.totals["constant_2020"] - c.share[2020]) / 15,
        "76.6": same,
        "77.8": 100 * c.urban_2035 / c.totals["constant_2024"],
        "81.3": 100 * c.urban_2035 / c.totals["trend_2020_24"],
        "9356": c.trend / 1e4,
        "93.56": c.trend / 1e6,
        "1.057": c.totals["both_hold"] / 1e4,
        "105.7": c.totals["both_hold"] / 100,
        "72": c.plans["value"].max(),
        "63": c.aim["urban_share"],
        "800": c.aim["urban_population_increment"] / 1e4,
        "8": c.aim["urban_population_increment"] / 1e6,
        "1.002": together / 1e4,
        "100.2": together / 100,
        "9785": c.people[2024] / 1e4,
        "97.85": c.people[2024] / 1e6,
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
    }


@numbers("gap-predict", names=["2020", "2024", "2035", "0", "2"])
def gap_predict(c):
    return {
        "1387": c.gap_2020,
        "13.87": c.gap_2020 / 100,
        "69.6": c.share_2035,
        "11419": c.registered / 1e4,
        "114.19": c.registered / 1e6,
        "0.95": c.slow,
        "0.05": c.gains[1] - c.gains[0],
    }


@numbers("gap-read", names=["2017", "2020", "2021", "2024"])
def gap_read(c):
    urban, least = c.share_2035 / 100 * c.people_2035, c.printed_share

    def pace(name, left):
        return (100 * (urban[name] - left) / c.registered - least) / 15

    def left_at(name, gain):
        return urban[name] - (least + 15 * gain) / 100 * c.registered

    def wide(name):
        return c.share_2035 - least - 15 * pace(name, 1e4 * c.gap_2020)

    told = {"0.76": pace("constant_2024", 1e4 * c.gap_2020), "0.59": pace("trend_2020_24", 1e4 * c.gap_2020)}
    told |= {"1.57": pace("constant_2024", 0), "1.40": pace("trend_2020_24", 0)}
    told |= {"22.1": wide("constant_2024"), "24.7": wide("trend_2020_24"), "19.34": printed("2.2.6.1-02")}
    told |= {"36.09": printed("2.2.6.1-01"), "1.09": c.pace_of_china, "11419": c.registered / 1e4}
    held = pace("constant_2020", 1e4 * c.gap_2020)
    told |= {"0.95": c.slow, "0.83": held, "1.14": c.registered / 1e8, "114": c.registered / 1e6}
    told |= {"0.99": c.people_2035["constant_2020"] / 1e8, "99": c.people_2035["constant_2020"] / 1e6}
    # "The larger part" on the trend is residents becoming fewer.
    assert held - told["0.59"] > c.slow - held and held - told["0.76"] < c.slow - held
    for name, gain, zh, en in [
        ("constant_2024", 0, "2693", "26.9"),
        ("trend_2020_24", 0, "2395", "23.9"),
        ("constant_2024", c.pace_of_china, "831", "8.3"),
        ("trend_2020_24", c.pace_of_china, "532", "5.3"),
    ]:
        told |= {zh: left_at(name, gain) / 1e4, en: left_at(name, gain) / 1e6}
    return told


@numbers("figure:gap-closing")
def figure_gap_closing(c):
    apart = c.share_2035 / 100 * (c.people_2035["constant_2024"] - c.people_2035["trend_2020_24"])
    low = c.share_2035 / 100 * c.people_2035["constant_2024"] - c.printed_share / 100 * c.registered
    return {"299": apart / 1e4, "2.99": apart / 1e6, "2693": low / 1e4, "26.93": low / 1e6}


@numbers("since-predict", names=["2020", "2024", "2025"])
def since_predict(c):
    return {
        "0.95": c.slow,
        "1.5": c.aim["urban_share_increment_per_year"],
        "800": c.aim["urban_population_increment"] / 1e4,
        "8": c.aim["urban_population_increment"] / 1e6,
    }


@numbers("since-read", names=["2020", "2024", "2019", "2022"])
def since_read(c):
    return {
        "55.43": c.share[2020],
        "59.22": c.share[2024],
        "3.79": c.share[2024] - c.share[2020],
        "61.5": c.share[2020] + (c.aim["urban_share"] - c.share[2020]) * 4 / 5,
        "284": c.since.set_index("year").loc[2024, "added_since_2020"],
        "2.84": c.since.set_index("year").loc[2024, "added_since_2020"] / 100,
        "640": c.aim["urban_population_increment"] / 1e4 * 4 / 5,
        "6.4": c.aim["urban_population_increment"] / 1e6 * 4 / 5,
        "156": (c.people[2020] - c.people[2024]) / 1e4,
        "1.56": (c.people[2020] - c.people[2024]) / 1e6,
        "53.21": hl.load("henan_annual")
        .query("indicator == 'urban_share' and year == 2019 and vintage == 'first_published'")["value"]
        .item(),
        "54.01": c.share[2019],
    }


@numbers("exercises", names=["2020", "2024"])
def exercises(c):
    return {
        "70": printed("2.3.1-02"),
    }


numbers("exercise-5c-text", names=["2011", "2024"])


@numbers("exercise-5d-text", names=["2035", "2020"])
def exercise_5d_text(c):
    return {
        "1500": made_up(1500),
        "15": made_up(15),
        "72": c.plans["value"].max(),
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
    }


@numbers("exercise-5f-text", names=["2035", "2020", "2024"])
def exercise_5f_text(c):
    return {
        "72": c.plans["value"].max(),
    }


numbers("exercise-5g-text")


@numbers("exercise-5i-text", names=["2019", "2024"])
def exercise_5i_text(c):
    return {
        "53.21": c.told.loc[2019, "first_published"],
    }


numbers("exercise-5j-text", names=["1983", "1993", "2018"])
numbers("exercise-5k-text", names=["2018", "2024"])


@numbers("exercise-5l-text", names=["2020", "2024", "90", "200", "4"])
def exercise_5l_text(c):
    fits = hl.analysis.saturation_profile(c.share.loc[:2020].index, c.share.loc[:2020], range(65, 101, 5))
    return {
        "65": fits["saturation_pct"].min(),
        "100": fits.loc[fits["rmse"].idxmin(), "saturation_pct"],
        "59.22": c.share[2024],
    }


@numbers("exercise-5m-text", names=["2016", "2030", "2020"])
def exercise_5m_text(c):
    aims = hl.load("policy_target").query("region == 'Henan' and target_year == 2020").set_index("indicator")["value"]
    return {
        "56": aims["urban_share"],
        "40": aims["registered_urban_share"],
    }


numbers("exercise-5n-text", names=["2012", "2019", "2020"])
numbers("exercise-5o-text", names=["2020", "2024"])


@numbers("exercise-5p-text", names=["2035"])
def exercise_5p_text(c):
    aims = hl.load("policy_target").query("document == 'henan_party_congress_11' and target_year == 2035")
    return {"70": aims["value"].item()}


@numbers("audit-read", names=["6", "100"])
def audit_read(c):
    return {
        "12": (c.claims["verdict"] == "agrees").sum(),
        "0": (c.claims["verdict"] == "conflicts").sum(),
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
    }


numbers("figure:scenario-bands", names=["90", "200"])


@numbers("figure:un-norm")
def figure_un_norm(c):
    there = hl.analysis.norm_interval(c.panel["urban_share_pct"], c.panel["growth_difference"], [c.share[2024]]).iloc[0]
    return {"4.2": there["high"]}


@numbers("figure:growth-difference")
def figure_growth_difference(c):
    ratio = np.log(c.share / (100 - c.share))
    steps = ratio.diff()
    return {"0.80": ratio[2024] + 11 * steps.loc[2021:2024].mean(), "7.9": 100 * steps.loc[2012:2020].max()}


@numbers("figure:scenarios")
def figure_scenarios(c):
    return {"0.33": c.fits["rmse"].min()}


@numbers("figure:increment-and-plan")
def figure_increment(c):
    both, now = c.totals["both_hold"], c.totals["constant_2020"]
    later = c.totals["constant_2024"]
    return {"105.7": both / 100, "1.057": both / 1e4, "99.41": now / 100, "9941": now, "97.85": later / 100, "9785": later}


@numbers("figure:ceiling-by-last-year", names=["95"])
def figure_ceiling(c):
    by_last = c.by_last.set_index("fitted_until")
    low, best = by_last["low"], by_last["best"]
    return {"93": low[2018], "96": low[2019], "149": best[2019], "105": best[2020], "69": best[2024]}


@numbers("figure:error-fan", names=["50", "90"])
def figure_error_fan(c):
    kept, inner = c.kept.set_index("period")["held_pct"], c.inner.loc[2035]
    told = {"40.5": c.share[2011], "66.3": inner["low"], "68.8": inner["high"]}
    return told | dict(zip(["72", "68", "79", "83"], [below_plan(c, kept.iloc[0]), *kept.iloc[1:]]))


def below_plan(c, first):
    """72 stands twice: the plan's per cent, and the part of the first fans that held."""
    assert c.plans["value"].max() == 72
    return first


def coding_counts(c, coding):
    return c.coded.groupby("dimension")[coding].sum()


@numbers("coding-predict", names=["1", "0"])
def coding_predict(c):
    return {"322": c.coded["measure"].nunique(), "80": c.third["measure"].nunique()}


@numbers("coding-read", names=["5", "21"])
def coding_read(c):
    """One number may stand for two: 0 for water's kappa and its settled count."""
    kappa = {
        key: hl.analysis.cohen_kappa(rows["first_coding"], rows["second_coding"]) for key, rows in c.coded.groupby("dimension")
    }
    agreed = c.agreement["agreed_pct"]
    first, second, settled = (coding_counts(c, coding) for coding in c.codings)
    water = c.coded.query("dimension == '2.2.4.2'")
    assert kappa["2.2.4.2"] == 0 == second["2.2.4.2"]
    links = linked_measures()
    pairs = links[links["linked_by"] == "item"].set_index(["id", "problem"]).index
    problem_rows = c.coded.set_index(["measure", "dimension"])
    blocks = problem_rows[problem_rows.index.isin(pairs)]
    # Exactly these three problems have links by an item, and the cell counts them as the library does.
    assert set(blocks.index.get_level_values("dimension")) == {"2.2.1", "2.2.2", "2.2.6.3"}
    rest = problem_rows[~problem_rows.index.isin(pairs)]
    apart = {
        key: hl.analysis.cohen_kappa(rows["first_coding"], rows["second_coding"])
        for key, rows in rest.groupby(level="dimension")
    }
    central = blocks.xs("2.2.2", level="dimension")
    assert round(apart["2.2.6.3"], 2) == 0.79 == round(c.again, 2) and round(kappa["2.2.6.3"], 2) == 0.8
    third = {
        (key, one): hl.analysis.cohen_kappa(rows[one], rows["third_coding"])
        for key, rows in c.third.groupby("dimension")
        for one in ("first_coding", "second_coding")
        if key in ("with_quantity", "2.2.2", "2.2.3")
    }
    anew = (Path(hl.__file__).parents[1] / "data" / "report" / "measure_coding.md").read_text(encoding="utf-8")
    assert settled["2.2.4.2"] == 0 and second.idxmax() == "with_quantity"
    assert {coding_counts(c, coding).drop(["with_quantity", "with_actor"]).idxmax() for coding in c.codings} == {"2.2.2"}
    assert {coding_counts(c, coding).idxmin() for coding in c.codings} <= {"2.2.4.2", "2.2.1"}
    return {
        "82.6": agreed.min(),
        "99.7": agreed.max(),
        "99.1": 100 * (water["first_coding"] == water["second_coding"]).mean(),
        "0": kappa["2.2.4.2"],
        "0.98": kappa["2.2.6.1"],
        "0.96": kappa["2.2.6.2"],
        "0.91": kappa["2.2.5"],
        "0.65": kappa["with_quantity"],
        "0.71": kappa["with_actor"],
        "41": settled["2.2.3"],
        "80": c.third["measure"].nunique(),
        "0.60": third["with_quantity", "second_coding"],
        "0.36": third["with_quantity", "first_coding"],
        "0.92": third["2.2.3", "second_coding"],
        "0.35": third["2.2.3", "first_coding"],
        "0.62": third["2.2.2", "second_coding"],
        "0.69": third["2.2.2", "first_coding"],
        "13": len(set(re.findall(r"3(?:\.\d)+-\d\d", anew.split("\n5. ")[2]))) - 2,
        "0.19": kappa["2.2.1"],
        "0.28": kappa["2.2.4.1"],
        "185": len(c.disputed),
        "3864": len(c.coded),
        "3,864": len(c.coded),
        "99": settled["2.2.2"],
        "0.44": apart["2.2.1"],
        "0.81": kappa["2.2.2"],
        "0.56": apart["2.2.2"],
        "0.79": apart["2.2.6.3"],
        "81": len(central),
        "75": central["second_coding"].sum(),
        "11": first["2.2.4.1"],
        "4": settled["2.2.4.1"],
        "2": settled["2.2.1"],
        "3": first["2.2.4.2"],
    }


@numbers("figure:two-codings", names=["1"])
def figure_two_codings(c):
    told = ["0.00", "0.19", "0.28", "0.46", "0.65", "0.69", "0.71", "0.80", "0.81", "0.91", "0.96", "0.98"]
    agreed = c.agreement["agreed_pct"]
    return dict(zip(told, c.agreement["kappa"], strict=True)) | {
        "322": len(c.measures),
        "82.6": agreed.min(),
        "99.7": agreed.max(),
        "0": 0,
    }
