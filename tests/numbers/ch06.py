"""Numbers in the prose of chapter 6, recomputed."""

import henan_lib as hl
from henan_lib.report.checks import achievements

from .register import Numbers, above, printed

numbers = Numbers("06")


numbers("title", names=["90", "40"])


@numbers("ledger-predict")
def ledger_predict(c):
    return {
        "325": len(c.rows),
    }


@numbers("ledger-read")
def ledger_read(c):
    return {
        "11": len(c.passage),
        "284": (c.rows["qualifier"] == "exact").sum(),
        "41": (c.rows["qualifier"] != "exact").sum(),
        "21": (c.rows["qualifier"] == "over").sum(),
        "78": (c.rows["kind"] == "observed").sum(),
        "74": (c.rows["kind"] == "count").sum(),
        "4670": printed("2.1.2.2-09"),
    }


@numbers("hand-predict", names=["2", "2020"])
def hand_predict(c):
    return {
        "180": 10_000 * (printed("2.2.2-03") - printed("table2-69") / 10_000),
        "18": 1_000 * (printed("2.2.2-03") - printed("table2-69") / 10_000),
    }


@numbers("hand-read", names=["2", "2020"])
def hand_read(c):
    return {
        "1.0020": printed("table2-69") / 10_000,
        "1.02": printed("2.2.2-03"),
        "1.002": hl.load("central_city").query("city_code == '610100'")["gdp_2020_first_release"].item() / 1e12,
        "10020.39": hl.load("central_city").query("city_code == '610100'")["gdp_2020_first_release"].item() / 1e8,
        "1002.039": hl.load("central_city").query("city_code == '610100'")["gdp_2020_first_release"].item() / 1e9,
    }


@numbers("precision-predict", names=["1", "5", "2021"])
def precision_predict(c):
    return {
        "55.43": printed("2.1.1-04"),
        "0.95": float(c.examples.loc["2.1.2.2-03", "low"]) / c.examples.loc["2.1.2.2-03", "value"],
        "63.49": printed("2.1.2.3-04"),
        "38.52": printed("2.2.1-01"),
        "24.96": float((hl.intervals.interval(c.rows.loc["2.1.2.3-04"]) - hl.intervals.interval(c.rows.loc["2.2.1-01"])).a.mid),
        "24.98": float((hl.intervals.interval(c.rows.loc["2.1.2.3-04"]) - hl.intervals.interval(c.rows.loc["2.2.1-01"])).b.mid),
        "24.97": printed("2.1.2.3-07"),
        "3.28": printed("2.1.2.2-11"),
        "55.7": printed("2.1.2.2-12"),
    }


@numbers("precision-read")
def precision_read(c):
    return {
        "24.97": printed("2.1.2.3-07"),
        "47.3": printed("2.1.2.2-10"),
        "1.64": printed("2.1.2.1-03"),
        "4430": printed("2.2.5-06"),
        "3.28": printed("2.1.2.2-11"),
        "16": c.distances.loc["enlarged-gdp", "distance_digits"],
        "55.7": printed("2.1.2.2-12"),
        "36": c.distances.loc["enlarged-gdp-share", "distance_digits"],
        "42.72": printed("2.1.2.4-04"),
        "0.08": c.distances.loc["counties-share", "distance_digits"] / 100,
        "7.8": printed("2.2.4.1-03"),
        "8": c.distances.loc["counties-share", "distance_digits"],
        "0.76": -c.distances.loc["people-share-land", "distance_digits"] / 10,
        "20": printed("2.1.2.2-03"),
    }


@numbers("identities-predict")
def identities_predict(c):
    return {
        "4": ((c.decided["evidence"] == "report_alone") & (c.decided["verdict"] == "conflicts")).sum(),
    }


@numbers("identities-read", names=["2", "2019"])
def identities_read(c):
    return {
        "108": (c.decided["evidence"] == "report_alone").sum(),
        "103": ((c.decided["evidence"] == "report_alone") & (c.decided["verdict"] == "agrees")).sum(),
        "1": ((c.decided["evidence"] == "report_alone") & (c.decided["verdict"] == "rounding")).sum(),
        "4": ((c.decided["evidence"] == "report_alone") & (c.decided["verdict"] == "conflicts")).sum(),
        "83": (c.decided["evidence"] == "outside_table").sum(),
        "13": ((c.decided["evidence"] == "outside_table") & (c.decided["verdict"] == "conflicts")).sum(),
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


@numbers("implied-predict")
def implied_predict(c):
    return {
        "7": printed("2.1.1-03"),
        "47.3": printed("2.1.2.2-10"),
        "7.8": printed("2.2.4.1-03"),
        "381": printed("2.2.4.2-04"),
    }


@numbers("implied-read", names=["2013", "2018", "2020", "2021", "1", "5"])
def implied_read(c):
    return {
        "12.68": printed("2.1.2.3-01"),
        "7": printed("2.1.1-03"),
        "47.3": printed("2.1.2.2-10"),
        "9862": c.populations.loc["2.1.2.2-10", "low"],
        "9885": c.populations.loc["2.1.2.2-10", "high"],
        "98.6": c.populations.loc["2.1.2.2-10", "low"] / 100,
        "98.8": c.populations.loc["2.1.2.2-10", "high"] / 100,
        "9883": c.provinces.query("province_code == '410000' and year == 2021")["population"].item() / 1e4,
        "98.83": c.provinces.query("province_code == '410000' and year == 2021")["population"].item() / 1e6,
        "7.8": 100
        * c.registered.query("year == 2018")["value"].item()
        / hl.load("china_urban_share_by_vintage")
        .query("year == 2018 and vintage == 'nbs_before_2020_census'")["population"]
        .item(),
        "10941": c.populations.loc["2.2.4.1-03", "low"],
        "11083": c.populations.loc["2.2.4.1-03", "high"],
        "109.4": c.populations.loc["2.2.4.1-03", "low"] / 100,
        "110.8": c.populations.loc["2.2.4.1-03", "high"] / 100,
        "381": printed("2.2.4.2-04"),
        "10577": c.populations.loc["2.2.4.2-04", "low"],
        "10605": c.populations.loc["2.2.4.2-04", "high"],
        "105.8": c.populations.loc["2.2.4.2-04", "low"] / 100,
        "106.1": c.populations.loc["2.2.4.2-04", "high"] / 100,
        "87": printed("2.2.4.1-06"),
        "6": printed("2.2.4.1-04"),
        "77": 100 * printed("2.2.4.1-04") / printed("2.2.4.1-03"),
    }


@numbers("traps-predict", names=["2010"])
def traps_predict(c):
    return {
        "19": (c.audit["kind"] == "trap").sum(),
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


@numbers("traps-read", names=["1996", "2011", "2019"])
def traps_read(c):
    return {
        "19": len(c.traps),
        "38.52": printed("2.2.1-01"),
        "49.68": printed("table1-09"),
        "11.16": printed("table1-09") - printed("2.2.1-01"),
        "49.95": hl.load("china_urban_share_by_vintage")
        .query("year == 2010 and vintage == 'nbs_current'")["urban_share_pct"]
        .item(),
        "47.3": printed("2.1.2.2-10"),
        "16.22": printed("1.3.2.4-02"),
        "87": printed("2.2.4.1-06"),
        "4670": printed("2.1.2.2-09"),
        "4671.6": achievements.circle("prefecture_census", "population", 2020) / 1e4,
    }


@numbers("coverage-predict", names=["2"])
def coverage_predict(c):
    return {
        "325": len(c.rows),
        "276": len(c.audit),
    }


@numbers("coverage-read", names=["2", "2000"])
def coverage_read(c):
    return {
        "276": len(c.audit),
        "170": (c.audit["verdict"] == "agrees").sum(),
        "4": (c.audit["verdict"] == "rounding").sum(),
        "17": (c.audit["verdict"] == "conflicts").sum(),
        "85": (c.audit["verdict"] == "not_checkable").sum(),
        "191": len(c.decided),
        "89": 100 * (c.decided["verdict"] == "agrees").mean(),
        "28": c.counts.loc["2.1", "not_checkable"],
        "30": c.counts.loc["2.1", "agrees"],
        "6": c.counts.loc["2.2", "conflicts"],
    }


@numbers("conflicts-predict")
def conflicts_predict(c):
    return {
        "17": len(c.conflicts),
        "2": (c.conflicts["kind"] == "misprint").sum(),
    }


@numbers("conflicts-read", names=["2021"])
def conflicts_read(c):
    return {
        "3": (c.conflicts["kind"] == "other_edition").sum(),
        "4": (c.conflicts["kind"] == "stale_year").sum(),
        "2": (c.conflicts["kind"] == "misprint").sum(),
        "8": c.conflicts["kind"]
        .isin(["unstated_denominator", "other_population_base", "other_definition", "loose_term"])
        .sum(),
        "3.28": printed("2.1.2.2-11"),
        "55.7": 100
        * printed("2.1.2.2-11")
        * 1e12
        / hl.load("henan_annual").query("indicator == 'gdp' and year == 2021 and vintage == 'first_published'")["value"].item(),
    }


@numbers("explorer-intro", names=["2019"])
def explorer_intro(c):
    return {
        "276": len(c.audit),
    }


@numbers("kinds-read")
def kinds_read(c):
    return {
        "3": ((c.conflicts["kind"] == "other_edition") & (c.conflicts["section"] == "1.2")).sum(),
        "2": ((c.conflicts["kind"] == "unstated_denominator") & c.conflicts["section"].str.startswith("2.2.4")).sum(),
        "17": len(c.conflicts),
    }


numbers("stamps-predict", names=["2020", "2021", "2022"])


@numbers("stamps-read", names=["2020", "2021", "2022"])
def stamps_read(c):
    return {
        "208": len(c.measured),
        "129": (c.measured["year"] == 2020).sum(),
        "62": 100 * (c.measured["year"] == 2020).mean(),
        "14": (c.measured["year"] >= 2021).sum(),
        "51": ((c.measured["year"] == 2020) & ~c.measured["section"].str.startswith("table")).sum(),
        "19": c.measured["year"].isna().sum(),
        "13": c.stamps.loc["2.2"].iloc[-1],
    }


@numbers("fairness-predict")
def fairness_predict(c):
    return {
        "17": len(c.conflicts),
    }


@numbers("fairness-read", names=["2020"])
def fairness_read(c):
    return {
        "26": c.henan.query("year == 2020")["urban_share_rank"].item(),
        "18.49": printed("1.3-11")
        - hl.load("china_registered_urban_share").query("year == 2020")["registered_urban_share_pct"].item(),
        "16.22": printed("1.3.2.4-02"),
        "3": above(float(hl.recompute("gdp-per-land-henan").a.mid) / float(hl.recompute("gdp-per-land-china").b.mid)),
    }


@numbers("exercise-6b-text", names=["2021"])
def exercise_6b_text(c):
    return {
        "4670": printed("2.1.2.2-09"),
    }


numbers("exercise-6d-text", names=["2010", "2019"])


@numbers("exercise-6e-text", names=["2021", "2022"])
def exercise_6e_text(c):
    return {
        "1.27": printed("2.2.2-08"),
    }


@numbers("closing", names=["1950", "2021"])
def closing(c):
    return {
        "19": len(c.traps),
    }
