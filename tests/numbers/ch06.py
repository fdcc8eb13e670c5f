"""Numbers in the prose of chapter 6, recomputed."""

import henan_lib as hl
from henan_lib.report.checks.register import facts

from .register import Numbers, above, printed

numbers = Numbers("06")


numbers("title", names=["90", "82"])


@numbers("ledger-predict")
def ledger_predict(c):
    return {
        "335": len(c.rows),
    }


@numbers("ledger-read", names=["100"])
def ledger_read(c):
    return {
        "11": len(c.passage),
        "293": (c.rows["qualifier"] == "exact").sum(),
        # "One in eight".
        "42": (c.rows["qualifier"] != "exact").sum() if round((c.rows["qualifier"] != "exact").mean(), 3) == 1 / 8 else None,
        "21": (c.rows["qualifier"] == "over").sum(),
        "79": (c.rows["kind"] == "observed").sum(),
        "75": (c.rows["kind"] == "count").sum(),
        "4670": printed("2.1.2.2-09"),
        "46.7": printed("2.1.2.2-09") / 100,
    }


numbers("hand-predict", names=["2", "2020"])


@numbers("hand-read", names=["2", "2020"])
def hand_read(c):
    return {
        "1.0020": printed("table2-69") / 10_000,
        "1.02": printed("2.2.2-03"),
        "180": 10_000 * (printed("2.2.2-03") - printed("table2-69") / 10_000),
        "18": 1_000 * (printed("2.2.2-03") - printed("table2-69") / 10_000),
        "1.002": hl.load("central_city").query("city_code == '610100'")["gdp_2020_first_release"].item() / 1e12,
        "10020.39": hl.load("central_city").query("city_code == '610100'")["gdp_2020_first_release"].item() / 1e8,
        "1002.039": hl.load("central_city").query("city_code == '610100'")["gdp_2020_first_release"].item() / 1e9,
    }


@numbers("precision-predict", names=["1", "5", "9", "2019", "2021"])
def precision_predict(c):
    gap = hl.printed_range("zhengzhou_urban_share_2010") - hl.printed_range("henan_urban_share_2010")
    return {
        "55.43": printed("2.1.1-04"),
        "0.95": float(c.examples.loc["one_plus_four_population_share_2020", "low"])
        / hl.printed("one_plus_four_population_share_2020"),
        "63.49": printed("2.1.2.3-04"),
        "38.52": printed("2.2.1-01"),
        "24.96": gap.low,
        "24.98": gap.high,
        "24.97": printed("2.1.2.3-07"),
        "3.28": printed("2.1.2.2-11"),
        "55.7": printed("2.1.2.2-12"),
    }


@numbers("precision-read")
def precision_read(c):
    digits = c.distances.set_index("check")["distance_digits"]
    return {
        "24.97": printed("2.1.2.3-07"),
        "47.3": printed("2.1.2.2-10"),
        "1.64": printed("2.1.2.1-03"),
        "164": 100 * printed("2.1.2.1-03"),
        "4430": printed("2.2.5-06"),
        "44.3": printed("2.2.5-06") / 100,
        "3.28": printed("2.1.2.2-11"),
        "16": digits["enlarged-gdp"],
        "55.7": printed("2.1.2.2-12"),
        "36": digits["enlarged-gdp-share"],
        "42.72": printed("2.1.2.4-04"),
        "0.08": digits["counties-share"] / 100,
        "7.8": printed("2.2.4.1-03"),
        "8": digits["counties-share"],
        "0.76": -digits["people-share-land"] / 10,
        "20": printed("2.1.2.2-03"),
    }


@numbers("how-ranges", names=["2020"])
def how_ranges(c):
    return {
        "1.2": hl.printed("zhengzhou_gdp_2020"),
        "1.15": c.tops[0],
        "1.25": c.tops[1],
        "1.77": hl.printed("chengdu_gdp_2020"),
        "1.765": c.bottoms[0],
        "1.775": c.bottoms[1],
        "67.8": hl.printed("zhengzhou_gdp_of_chengdu_2020"),
        "64.8": min(c.ratios),
        "70.8": max(c.ratios),
    }


@numbers("how-read")
def how_read(c):
    assert c.by_hand == c.by_library
    return {
        "64.8": c.by_library[0],
        "70.8": c.by_library[1],
        "67.8": 100 * hl.printed("zhengzhou_gdp_2020") / hl.printed("chengdu_gdp_2020"),
        "1.2": hl.printed("zhengzhou_gdp_2020"),
        "1.77": hl.printed("chengdu_gdp_2020"),
    }


@numbers("identities-read", names=["2", "2019"])
def identities_read(c):
    inside = c.evidence.loc[["same_report", "our_list"]].fillna(0).sum()
    outside = c.evidence.loc["outside"]
    conflicts = c.evidence["conflicts"].fillna(0)
    return {
        "25": conflicts.sum(),
        "16": 100 * inside["conflicts"] / conflicts.sum(),
        "108": inside.sum(),
        "1": inside["rounding"],
        "103": inside["agrees"],
        "4": (inside["conflicts"] + outside["rounding"]) / 2,
        "119": outside.sum(),
        "94": outside["agrees"],
        "21": outside["conflicts"],
        "200": (c.audit["verdict"] == "agrees").sum(),
        "18": c.evidence.loc["our_list", "agrees"],
        "3": c.evidence.loc["same_origin", "agrees"],
        "44.38": printed("1.3.2.4-01"),
        "16.22": printed("1.3.2.4-02"),
        "60.60": printed("1.3.2.4-01") + printed("1.3.2.4-02"),
        "8.48": printed("1.3.2.4-03"),
        "848": 100 * printed("1.3.2.4-03"),
        "2.27": printed("1.3.2.4-04"),
        "227": 100 * printed("1.3.2.4-04"),
        "36": (c.audit["verdict"].eq("agrees") & c.audit.index.str.endswith("-rank") & c.audit["section"].eq("table2")).sum(),
    }


@numbers("editions-predict", names=["1996", "2011", "2019", "2020"])
def editions_predict(c):
    return {
        "30.48": printed("1.3-07"),
        "51.27": printed("1.3-09"),
        "63.89": printed("1.3-11"),
        "60.60": printed("1.3.2.4-01") + printed("1.3.2.4-02"),
    }


@numbers("editions-read", names=["1996", "2011", "2018", "2019", "2020"])
def editions_read(c):
    return {
        "0.56": c.china.query("year == 2011 and vintage == 'nbs_current'")["less_printed_points"].item(),
        "2.11": c.china.query("year == 2019 and vintage == 'nbs_current'")["less_printed_points"].item(),
        "1.2": -c.cities.query("city_code == '410100' and vintage == 'revised'")["less_printed_pct"].item(),
        "1.8": -c.cities.query("city_code == '610100' and vintage == 'first_published'")["less_printed_pct"].item(),
        "25": printed("2.2.1-06"),
        "26": c.henan.query("year >= 2018")["urban_share_rank"].agg(["min", "max"]).mean(),
        "63.89": printed("1.3-11"),
        "51.27": printed("1.3-09"),
        "12.62": printed("1.3-11") - printed("1.3-09"),
        "12.06": hl.load("china_urban_share_by_vintage")
        .query("year == 2020 and vintage == 'nbs_current'")["urban_share_pct"]
        .item()
        - hl.load("china_urban_share_by_vintage").query("year == 2011 and vintage == 'nbs_current'")["urban_share_pct"].item(),
        "31": c.provinces["province_code"].nunique(),
    }


@numbers("implied-predict", names=["2020"])
def implied_predict(c):
    return {
        "7": printed("2.1.1-03"),
        "47.3": printed("2.1.2.2-10"),
        "7.8": printed("2.2.4.1-03"),
        "381": printed("2.2.4.2-04"),
    }


def registered_2020() -> int:
    """People registered in Henan, census of 2020."""
    groups = hl.load("henan_registration").query("year == 2020").set_index("people_group")
    return groups.loc["registered_here", "people_counted"]


@numbers("implied-read", names=["2013", "2020", "2021", "1", "5"])
def implied_read(c):
    return {
        "12.68": printed("2.1.2.3-01"),
        "7": printed("2.1.1-03"),
        "47.3": printed("2.1.2.2-10"),
        "9862": c.populations.loc["one_plus_eight_population_share_2021", "low"],
        "9885": c.populations.loc["one_plus_eight_population_share_2021", "high"],
        "98.6": c.populations.loc["one_plus_eight_population_share_2021", "low"] / 100,
        "98.8": c.populations.loc["one_plus_eight_population_share_2021", "high"] / 100,
        "9883": c.provinces.query("province_code == '410000' and year == 2021")["population"].item() / 1e4,
        "98.83": c.provinces.query("province_code == '410000' and year == 2021")["population"].item() / 1e6,
        "10601": c.old_total,
        "11419": registered_2020() / 1e4,
        "114.19": registered_2020() / 1e6,
        "8.1": 100 * registered_2020() / 1e4 / printed("table1-03"),
        "106.01": c.old_total / 100,
        "7.8": 100
        * c.old_total
        * 1e4
        / hl.load("china_urban_share_by_vintage")
        .query("year == 2013 and vintage == 'nbs_before_2020_census'")["population"]
        .item(),
        "10.8": 100 * (c.populations.loc["henan_population_share", ["low", "high"]].astype(float).mean() / c.resident - 1),
        "10941": c.populations.loc["henan_population_share", "low"],
        "11083": c.populations.loc["henan_population_share", "high"],
        "109.4": c.populations.loc["henan_population_share", "low"] / 100,
        "110.8": c.populations.loc["henan_population_share", "high"] / 100,
        "381": printed("2.2.4.2-04"),
        "10577": c.populations.loc["henan_water_per_head", "low"],
        "10605": c.populations.loc["henan_water_per_head", "high"],
        "105.8": c.populations.loc["henan_water_per_head", "low"] / 100,
        "106.1": c.populations.loc["henan_water_per_head", "high"] / 100,
        "87": printed("2.2.4.1-06"),
        "6": printed("2.2.4.1-04"),
        "77": 100 * printed("2.2.4.1-04") / printed("2.2.4.1-03"),
    }


@numbers("traps-predict", names=["2010"])
def traps_predict(c):
    return {
        "18": (c.audit["kind"] == "trap").sum(),
        "11.16": printed("2.2.1-02"),
        "49.95": hl.load("china_urban_share_by_vintage")
        .query("year == 2010 and vintage == 'nbs_current'")["urban_share_pct"]
        .item(),
        "38.52": printed("2.2.1-01"),
        "11.43": hl.load("china_urban_share_by_vintage")
        .query("year == 2010 and vintage == 'nbs_current'")["urban_share_pct"]
        .item()
        - printed("2.2.1-01"),
    }


@numbers("traps-read", names=["1996", "2008", "2011", "2018", "2019", "2025"])
def traps_read(c):
    return {
        "18": len(c.traps),
        "38.52": printed("2.2.1-01"),
        "49.68": printed("table1-09"),
        "11.16": printed("table1-09") - printed("2.2.1-01"),
        "49.95": hl.load("china_urban_share_by_vintage")
        .query("year == 2010 and vintage == 'nbs_current'")["urban_share_pct"]
        .item(),
        "47.3": printed("2.1.2.2-10"),
        "16.22": printed("1.3.2.4-02"),
        "9.6": printed("2.1.2.2-02"),
        "9.52": 100 * printed("2.1.2.2-07") / facts().loc["henan_area", "value"],
        "16.7": facts().loc["henan_area", "value"],
        "167,000": 1e4 * facts().loc["henan_area", "value"],
    }


@numbers("coverage-predict", names=["2"])
def coverage_predict(c):
    return {
        "335": len(c.rows),
        "278": len(c.audit),
    }


@numbers("coverage-read", names=["2", "6"])
def coverage_read(c):
    outside = c.decided[c.decided["basis"] == "outside"]
    return {
        "278": len(c.audit),
        "200": (c.audit["verdict"] == "agrees").sum(),
        "5": (c.audit["verdict"] == "rounding").sum(),
        "25": (c.audit["verdict"] == "conflicts").sum(),
        "48": (c.audit["verdict"] == "not_checkable").sum(),
        "230": len(c.decided),
        "87": 100 * (c.decided["verdict"] == "agrees").mean(),
        "119": len(outside),
        "79": 100 * (outside["verdict"] == "agrees").mean(),
        "22": c.counts.loc["2.1", "not_checkable"],
        "10": c.counts.loc["2.2", "conflicts"],
        "4": (c.audit["kind"] == "tension").sum(),
        "28": printed("1.2-13"),
        "30": printed("1.2-20"),
        "19.34": printed("2.2.6.1-02"),
    }


numbers("moves-predict", names=["278"])


@numbers("moves-read")
def moves_read(c):
    steps = c.moving.fillna(0)
    grey, agree, conflict = steps["not_checkable"], steps["agrees"], steps["conflicts"]
    # "Sixfold against less than twofold", and in number more agreements with every batch.
    assert 6 < conflict["weak"] / conflict["report_alone"] < 6.5 and 1.5 < agree["weak"] / agree["report_alone"] < 2
    assert (agree.diff().dropna() > conflict.diff().dropna()).all()
    return {
        "97": agree["weak"] - agree["report_alone"],
        "21": conflict["weak"] - conflict["report_alone"],
        "108": len(c.audit) - grey["report_alone"],
        "15": grey["report_alone"] - grey["first_hand"],
        "155": grey["first_hand"],
        "96": grey["first_hand"] - grey["secondary"],
        "59": grey["secondary"],
        "11": grey["secondary"] - grey["weak"],
        "48": grey["weak"],
        "4": conflict["report_alone"],
        "5": conflict["first_hand"] - conflict["report_alone"],
        "9": conflict["first_hand"],
        "23": conflict["secondary"],
        "25": conflict["weak"],
        "103": agree["report_alone"],
        "112": agree["first_hand"],
        "191": agree["secondary"],
        "200": agree["weak"],
    }


@numbers("conflicts-predict")
def conflicts_predict(c):
    return {
        "25": len(c.conflicts),
    }


@numbers("conflicts-read", names=["2021"])
def conflicts_read(c):
    kinds = c.conflicts["kind"].value_counts()
    return {
        "6": kinds["stale_year"],
        "5": kinds["other_edition"],
        "2": (kinds["misprint"] + kinds["last_digit"]) / 2,
        "10": kinds[["unstated_denominator", "other_population_base", "other_definition", "loose_term"]].sum(),
        "3.28": printed("2.1.2.2-11"),
        "55.7": 100
        * printed("2.1.2.2-11")
        * 1e12
        / hl.load("henan_annual").query("indicator == 'gdp' and year == 2021 and vintage == 'first_published'")["value"].item(),
    }


@numbers("explorer-intro", names=["2019"])
def explorer_intro(c):
    return {
        "278": len(c.audit),
    }


@numbers("kinds-read")
def kinds_read(c):
    kinds = c.conflicts["kind"].value_counts()
    return {
        "5": kinds["other_edition"],
        "3": ((c.conflicts["kind"] == "other_edition") & (c.conflicts["section"] == "1.2")).sum(),
        "2": ((c.conflicts["kind"] == "other_population_base") & c.conflicts["section"].str.startswith("2.2.4")).sum(),
        "6": kinds["stale_year"],
        "25": len(c.conflicts),
    }


numbers("stamps-predict", names=["2021", "2022", "9999"])


@numbers("stamps-read", names=["2020", "2021", "2022"])
def stamps_read(c):
    return {
        "211": len(c.measured),
        "130": (c.measured["year"] == 2020).sum(),
        "62": 100 * (c.measured["year"] == 2020).mean(),
        "15": (c.measured["year"] >= 2021).sum(),
        "7": 100 * (c.measured["year"] >= 2021).mean(),
        "52": ((c.measured["year"] == 2020) & ~c.measured["section"].str.startswith("table")).sum(),
        "20": c.measured["year"].isna().sum(),
        "13": c.stamps.loc["2.2"].iloc[-1],
    }


@numbers("fairness-predict", names=["2019", "2020"])
def fairness_predict(c):
    return {
        "25": len(c.conflicts),
        "16.22": printed("1.3.2.4-02"),
    }


@numbers("fairness-read", names=["2020"])
def fairness_read(c):
    return {
        "26": c.henan.query("year == 2020")["urban_share_rank"].item(),
        "25": len(c.conflicts),
        "18.49": printed("1.3-11")
        - hl.load("china_registered_urban_share").query("year == 2020")["registered_urban_share_pct"].item(),
        "16.22": printed("1.3.2.4-02"),
        "3": above(float(hl.recompute("gdp-per-land-henan").a.mid) / float(hl.recompute("gdp-per-land-china").b.mid)),
    }


numbers("exercises", names=["2019"])


@numbers("exercise-6b-text", names=["2021"])
def exercise_6b_text(c):
    return {
        "4670": printed("2.1.2.2-09"),
    }


numbers("exercise-6d-text", names=["2010", "2019"])


@numbers("exercise-6e-text", names=["2"])
def exercise_6e_text(c):
    return {
        "14312": printed("table2-41"),
    }


@numbers("exercise-6f-text", names=["2010", "2020"])
def exercise_6f_text(c):
    return {
        "55.43": hl.printed("henan_urban_share_2020"),
        "38.52": hl.printed("henan_urban_share_2010"),
    }


@numbers("exercise-6h-text", names=["1", "2010", "2020"])
def exercise_6h_text(c):
    return {"7.8": hl.printed("henan_population_share")}


@numbers("exercise-6j-text", names=["2020", "2021"])
def exercise_6j_text(c):
    return {
        "4670": hl.printed("one_plus_eight_population_2021"),
        "4671.6": hl.recomputed_ranges(["enlarged-population"])["low"].item(),
    }


@numbers("closing", names=["1950"])
def closing(c):
    return {
        "18": len(c.traps),
    }


@numbers("figure:coverage")
def figure_coverage(c):
    parts = c.counts.sum(axis=1)
    return {"72": (parts["2.1"] + parts["table2"]) / 2, "63": parts["2.2"]}


@numbers("figure:implied-populations")
def figure_implied(c):
    return {"9937": c.resident, "99.37": c.resident / 100}
