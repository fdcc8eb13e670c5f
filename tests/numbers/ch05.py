"""Numbers in the prose of chapter 5, recomputed."""

import numpy as np

import henan_lib as hl

from .checks import gain_of_china
from .register import Numbers, below, printed

numbers = Numbers("05")


numbers("title", names=["75", "130", "2021", "2035"])


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
        "30": c.branches.set_index("id").loc["3.3", "measures"],
        "81": c.branches.set_index("id").loc["3.4", "measures"],
    }


@numbers("matrix-predict")
def matrix_predict(c):
    return {
        "96": c.answers.query("problem == '2.2.2'")["id"].nunique(),
        "3": c.answers.query("problem == '2.2.4.2'")["id"].nunique(),
    }


@numbers("matrix-read")
def matrix_read(c):
    return {
        "87": c.answers.query("problem == '2.2.2' and focus == 'focus_3_1'")["id"].nunique(),
        "32": c.answers.query("problem == '2.2.5' and focus == 'focus_3_5'")["id"].nunique(),
        "22": c.answers.query("problem == '2.2.6.1' and focus == 'focus_3_3'")["id"].nunique(),
        "3": c.answers.query("problem == '2.2.4.2'")["id"].nunique(),
        "9": c.answers.query("problem == '2.2.4.3'")["id"].nunique(),
        "11": c.answers.query("problem == '2.2.4.1'")["id"].nunique(),
        "91": len(c.unlinked),
        "27": (c.unlinked["focus"] == "focus_3_4").sum(),
        "24": (c.unlinked["focus"] == "focus_3_6").sum(),
        "12": c.unlinked["section"].str[:5].value_counts().max(),
    }


@numbers("measurable-read")
def measurable_read(c):
    measured = c.measured.set_index("focus")
    return {
        "322": len(c.measures),
        "156": measured["with_quantity"].sum(),
        "48": 100 * measured["with_quantity"].sum() / len(c.measures),
        "69": 100 * measured.loc["focus_3_5", "with_quantity"] / measured.loc["focus_3_5", "measures"],
        "41": 100 * measured.loc["focus_3_1", "with_quantity"] / measured.loc["focus_3_1", "measures"],
        "51": measured["with_actor"].sum(),
        "81": measured.loc["focus_3_4", "measures"],
        "2": measured.loc["focus_3_4", "with_actor"],
    }


@numbers("strategy-intro")
def strategy_intro(c):
    return {
        "322": len(c.measures),
    }


@numbers("strategy-read")
def strategy_read(c):
    return {
        "24": (c.measures["indicator"].notna() & c.measures["actor"].notna()).sum(),
        "91": len(c.unlinked),
        "12": c.unlinked["section"].str[:5].value_counts().max(),
    }


@numbers("layout-predict", names=["1", "8"])
def layout_predict(c):
    return {
        "18": len(c.roles),
    }


@numbers("layout-read", names=["1", "8"])
def layout_read(c):
    return {
        "9": c.roles["ring"].isin(["core_city", "one_plus_eight_member"]).sum(),
        "11": (c.roles["zone"] != "outside_zones").sum(),
        "18": len(c.roles),
        "2": (c.roles["zone"] == "eastern_zone").sum(),
        "7": (c.roles["zone"] == "outside_zones").sum(),
    }


@numbers("back-test-predict", names=["100", "2035", "2024", "2010", "2015", "2020", "2005"])
def back_test_predict(c):
    census = hl.load("province_census").query("year == 2010").set_index("province_code")["urban_share_pct"]
    old = hl.load("province_annual").query("year == 2010").set_index("province_code")["urban_share_pct"]
    apart = (old - census).abs()
    assert apart.idxmax() == "130000"
    return {
        "38.50": c.share[2010],
        "38.52": census["410000"],
        "0.56": apart.max(),
    }


@numbers("back-test-read", names=["100", "2010", "2024", "2015", "2020", "2011", "2012", "2019"])
def back_test_read(c):
    nation_2024 = hl.load("china_population").set_index("year")["urban_share_pct"][2024]
    census = hl.load("province_census").query("year == 2020")
    counted = hl.load("province_census").query("year == 2010 and province_code == '410000'")["urban_share_pct"].item()
    from_census = c.share.where(c.share.index > 2010, counted)
    from_census = hl.analysis.simple_forecasts(from_census, 2015, 2024).loc[2024]
    moved = (from_census - c.seen_2015.loc[2024]).abs().drop("logistic_best")
    return {
        "38.52": counted,
        "0.04": below(moved.max()),
        "60.6": from_census["logistic_best"],
        "59.2": c.share[2024],
        "62.4": c.seen_2015.loc[2024, "constant_points"],
        "62.5": c.seen_2015.loc[2024, "constant_difference"],
        "61.9": c.seen_2015.loc[2024, "logistic_100"],
        "60.0": c.seen_2015.loc[2024, "logistic_best"],
        "62.1": c.seen_2020.loc[2024].min(),
        "62.2": c.seen_2020.loc[2024].max(),
        "60.91": c.told_2024["first_published"],
        "1.69": c.told_2024["first_published"] - c.share[2024],
        "62.60": c.told_2024["nbs_current"],
        "3.38": c.told_2024["nbs_current"] - c.share[2024],
        "66.43": c.nation_2024["nbs_before_2020_census"],
        "67.00": nation_2024,
        "0.57": nation_2024 - c.nation_2024["nbs_before_2020_census"],
        "69.51": c.nation_2024["nbs_current"],
        "2.51": c.nation_2024["nbs_current"] - nation_2024,
        "1.54": c.told_pace["first_published"],
        "0.95": (c.share[2024] - census.query("province_code == '410000'")["urban_share_pct"].item()) / 4,
        "1.17": c.nation_pace["nbs_before_2020_census"],
        "0.78": (nation_2024 - hl.load("china_population").set_index("year")["urban_share_pct"][2020]) / 4,
        "2.9": c.seen_2020.loc[2024].min() - c.share[2024],
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


@numbers("provinces-predict")
def provinces_predict(c):
    return {
        "31": c.wide.shape[1],
    }


@numbers("provinces-read", names=["2020", "2015"])
def provinces_read(c):
    sizes = c.misses.assign(size=c.misses["error_2024_points"].abs()).query("fitted_until == '2015'")
    sizes = sizes.groupby("method")["size"].mean()
    # 1.9 stands twice: the median of the signed misses until 2020, and the mean size of these.
    assert round(sizes["logistic_best"], 1) == 1.9
    return {
        "2.6": sizes["constant_points"],
        "29": (c.misses.query("method == 'constant_points' and fitted_until == '2020'")["error_2024_points"].gt(0)).sum(),
        "1.9": c.misses.query("method == 'constant_points' and fitted_until == '2020'")["error_2024_points"].median(),
        "3.0": c.own.query("method == 'constant_points' and fitted_until == '2020'")["error_2024_points"].item(),
        "6.2": -c.misses.query("method == 'logistic_best' and fitted_until == '2015'")["error_2024_points"].min(),
        "2.8": c.misses.query("method == 'logistic_best' and fitted_until == '2015'")["error_2024_points"].max(),
        "31": c.wide.shape[1],
    }


numbers("difference-predict", names=["100", "1", "2020", "2024", "2035"])


@numbers("difference-read", names=["100", "2020", "2010", "2024", "2015", "2022"])
def difference_read(c):
    return {
        "6.9": c.before,
        "3.9": c.after,
    }


@numbers("norm-predict", names=["2018", "1993", "200", "2"])
def norm_predict(c):
    return {
        "3.9": 100 * c.rate,
    }


@numbers("norm-read", names=["2035", "1983", "25", "10"])
def norm_read(c):
    return {
        "140": len(c.panel),
        "4": 100 * c.line["r_squared"],
        "59.2": c.share[2024],
        "1.6": c.norm,
        "3.9": 100 * c.rate,
        "67.8": hl.analysis.drifting_difference_path(c.share[2024], c.rate, c.norm / 100, 25, 11),
        "69.0": c.lines["difference_2020_2024"].iloc[-1],
        "66.0": hl.analysis.drifting_difference_path(c.share[2024], c.rate, c.norm / 100, 10, 11),
    }


@numbers("scenarios-predict", names=["2035", "2024", "2010"])
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
    return {
        "69.6": ends.loc["points_2020_2024", "urban_share_pct"],
        "69.0": ends.loc["difference_2020_2024", "urban_share_pct"],
        "67.8": ends.loc["un_style", "urban_share_pct"],
        "77.8": ends.loc["points_2010_2020", "urban_share_pct"],
        "63.5": ends.loc["S = 65 %", "urban_share_pct"],
        "75.1": ends.loc["S = 100 %", "urban_share_pct"],
        "72": c.plans["value"].max(),
        "1415": ends.loc["points_2020_2024", "added_constant_population"],
        "1008": ends.loc["points_2020_2024", "added_trend_population"],
        "14.15": ends.loc["points_2020_2024", "added_constant_population"] / 100,
        "10.08": ends.loc["points_2020_2024", "added_trend_population"] / 100,
        "65": c.fits["saturation_pct"].min(),
        "100": (lambda p: p.loc[p["rmse"].idxmin(), "saturation_pct"])(
            hl.analysis.saturation_profile(c.share.loc[2010:2020].index, c.share.loc[2010:2020], range(65, 101, 5))
        ),
        "70": (lambda p: p.loc[p["rmse"].idxmin(), "saturation_pct"])(
            hl.analysis.saturation_profile(c.share.loc[2010:2024].index, c.share.loc[2010:2024], range(65, 101, 5))
        ),
        "80": (lambda p: p.loc[p["rmse"].idxmin(), "saturation_pct"])(
            hl.analysis.saturation_profile(c.share.loc[2010:2015].index, c.share.loc[2010:2015], range(65, 101, 5))
        ),
        "59.22": c.share[2024],
        "1.3": c.fan["S = 100 %"][0] - c.share[2024],
    }


numbers("bands-predict", names=["2035", "4", "1989"])


@numbers("bands-read", names=["90", "4"])
def bands_read(c):
    return {
        "65": c.bands["saturation_pct"].min(),
        "100": c.bands["saturation_pct"].max(),
        "0.4": (c.bands["high"] - c.bands["low"]).iloc[0],
        "2.6": (c.bands["high"] - c.bands["low"]).iloc[3],
        "63.5": c.bands["median"].min(),
        "75.2": c.bands["median"].max(),
        "15": len(c.share),
    }


@numbers("explorer-intro", names=["2035"])
def explorer_intro(c):
    return {
        "1.5": c.aim["urban_share_increment_per_year"],
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


@numbers("increment-read", names=["2018", "2020", "2024", "2025", "2035"])
def increment_read(c):
    gain = gain_of_china()
    return {
        "1.845": gain[2018] / 1e8,
        "184.5": gain[2018] / 1e6,
        "0.927": gain[2025] / 1e8,
        "92.7": gain[2025] / 1e6,
        "11.4": 1e6 * printed("2.3.1-06") / gain[2018],
        "22.6": 1e6 * printed("2.3.1-06") / gain[2025],
        "1": printed("2.3.1-04"),
        "1.41": (100 * c.urban_2035 / c.totals["constant_2020"] - c.share[2020]) / 15,
        "76.5": 100 * c.urban_2035 / c.totals["constant_2020"],
        "81.3": 100 * c.urban_2035 / c.totals["trend_2020_24"],
        "9356": c.trend / 1e4,
        "93.56": c.trend / 1e6,
        "10566": c.totals["both_hold"],
        "105.66": c.totals["both_hold"] / 100,
        "72": c.plans["value"].max(),
        "63": c.aim["urban_share"],
        "800": c.aim["urban_population_increment"] / 1e4,
        "8": c.aim["urban_population_increment"] / 1e6,
        "1.0012": (c.census["urban_population"] + c.aim["urban_population_increment"]) / c.aim["urban_share"] / 1e6,
        "100.12": (c.census["urban_population"] + c.aim["urban_population_increment"]) / c.aim["urban_share"] / 1e4,
        "9785": c.people[2024] / 1e4,
        "97.85": c.people[2024] / 1e6,
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
    }


@numbers("gap-predict", names=["2020"])
def gap_predict(c):
    return {
        "19.34": printed("2.2.6.1-02"),
        "36.09": printed("2.2.6.1-01"),
    }


@numbers("gap-read", names=["2020", "2023", "2018", "1"])
def gap_read(c):
    return {
        "18.49": c.nation_gap[2020],
        "17.86": c.nation_gap[2023],
        "0.21": (c.nation_gap[2020] - c.nation_gap[2023]) / 3,
        "19": c.printed_gap / 1,
        "19.34": printed("2.2.6.1-02"),
        "1922": c.by_points / 1e4,
        "1572": c.by_people / 1e4,
        "19.22": c.by_points / 1e6,
        "15.72": c.by_people / 1e6,
        "10906": c.registers[2018] / 1e4,
        "109.06": c.registers[2018] / 1e6,
    }


@numbers("since-predict", names=["2020", "2024"])
def since_predict(c):
    return {
        "0.95": c.slow,
        "1.5": c.aim["urban_share_increment_per_year"],
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


numbers("exercise-5c-text", names=["2010", "2024"])


@numbers("exercise-5d-text", names=["2035", "2020"])
def exercise_5d_text(c):
    return {
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


@numbers("audit-read", names=["100"])
def audit_read(c):
    return {
        "12": (c.claims["verdict"] == "agrees").sum(),
        "0": (c.claims["verdict"] == "conflicts").sum(),
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
    }


numbers("figure:scenario-bands", names=["90", "200"])


@numbers("figure:growth-difference")
def figure_growth_difference(c):
    ratio = np.log(c.share / (100 - c.share))
    steps = ratio.diff()
    return {"0.80": ratio[2024] + 11 * steps.loc[2021:2024].mean(), "8.2": 100 * steps.loc[2011:2020].max()}


@numbers("figure:scenarios")
def figure_scenarios(c):
    return {"0.33": c.fits["rmse"].min()}


@numbers("figure:increment-and-plan")
def figure_increment(c):
    both, now = c.totals["both_hold"], c.totals["constant_2020"]
    return {"105.66": both / 100, "10566": both, "99.41": now / 100, "9941": now}


@numbers("figure:gap-closing", names=["23"])
def figure_gap_closing(c):
    nation = (c.nation_gap[2020] - c.nation_gap[2023]) / 3
    return {"0.5": 0.5, "4.3": c.printed_gap - 30 * 0.5, "13": c.printed_gap - 30 * nation}
