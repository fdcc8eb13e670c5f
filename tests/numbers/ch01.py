"""Numbers in the prose of chapter 1, recomputed."""

import numpy as np
import pandas as pd

import henan_lib as hl
from henan_lib.report.checks.register import facts

from .checks import gain_of_china
from .register import Numbers, above, below, printed

numbers = Numbers("01")


numbers("title", names=["72", "90"])


@numbers("concept")
def concept(c):
    return {
        "335": len(hl.ledger()),
    }


@numbers("world-stages-predict", names=["1950", "1960"])
def world_stages_predict(c):
    return {
        "30": printed("1.2-20"),
        "70": printed("1.2-20", "value_high"),
    }


@numbers("world-stages-read", names=["1950", "1960", "1970", "1990", "2018"])
def world_stages_read(c):
    share = c.shares.set_index(["area_code", "year"])["urban_share_pct"]
    return {
        "0.8": (share["FRA", 1970] - share["FRA", 1950]) / 20,
        "0.7": (share["CAN", 1970] - share["CAN", 1950]) / 20,
        "55.2": share["FRA", 1950],
        "53.4": share["JPN", 1950],
        "79.0": c.shares.query("area_code == 'GBR' and year == 1950")["urban_share_pct"].item(),
        "27.7": c.shares.query("area_code == 'KOR' and year == 1960")["urban_share_pct"].item(),
        "73.8": c.shares.query("area_code == 'KOR' and year == 1990")["urban_share_pct"].item(),
    }


numbers("against-un-predict", names=["2018", "1"])


@numbers("against-un-read", names=["1935", "1940", "1945", "1950", "1970", "1", "20"])
def against_un_read(c):
    return {
        "3": (c.compared["difference_points"].abs() > 1).sum(),
        "20.4": c.compared.query("area_code == 'JPN' and year == 1950")["difference_points"].item(),
        "3.2": c.compared.query("area_code == 'DEU'")["difference_points"].item(),
        "1.9": c.compared.query("area_code == 'JPN' and year == 1970")["difference_points"].item(),
        "0.6": below(c.compared["difference_points"].abs().nlargest(4).iloc[-1]),
        "53.4": c.compared.query("area_code == 'JPN' and year == 1950")["source_pct"].item(),
        "32.7": c.old.query("area_code == 'JPN' and year == 1935")["urban_share_pct"].item(),
        "37.7": c.old.query("area_code == 'JPN' and year == 1940")["urban_share_pct"].item(),
        "27.8": c.old.query("area_code == 'JPN' and year == 1945")["urban_share_pct"].item(),
        "33": printed("1.2-11"),
        "70": printed("1.2-12"),
    }


numbers("speed-predict", names=["20", "30", "60", "70"])


numbers("speed-code", names=["0", "100", "101", "10", "90"])


@numbers("speed-read", names=["20", "30", "40", "50", "70", "90"])
def speed_read(c):
    return {
        "10": 100 * (c.decades["speed_points"] < 0).mean(),
        "0.59": c.decades.groupby("level_band", observed=True)["speed_points"].median()["40–50"],
        "0.26": c.decades.groupby("level_band", observed=True)["speed_points"].median()["0–10"],
        "0.05": below(
            c.decades.groupby("level_band", observed=True)["speed_points"]
            .median()
            .loc[["20–30", "30–40"]]
            .diff()
            .abs()
            .iloc[-1]
        ),
        "1.4": above(c.decades.query("level_band == '40–50'")["speed_points"].quantile(0.9)),
    }


@numbers("definition-predict", names=["2015"])
def definition_predict(c):
    return {
        "48.0": c.same.query("area_code == 'asia'")["national_pct"].item(),
        "200": hl.load("urban_threshold")["minimum_inhabitants"].min(),
        "50,000": hl.load("urban_threshold")["minimum_inhabitants"].max(),
        "50000": hl.load("urban_threshold")["minimum_inhabitants"].max(),
    }


@numbers("definition-read", names=["1950", "2015", "2016", "2025"])
def definition_read(c):
    told = facts()["value"]
    return {
        "45": told["world_cities_2025"],
        "36": told["world_towns_2025"],
        "19": told["world_rural_2025"],
        "81": told["world_cities_2025"] + told["world_towns_2025"],
        "20": told["world_cities_1950"],
        "40": told["world_towns_1950"],
        "53.9": c.same.query("area_code == 'world'")["national_pct"].item(),
        "85.0": c.same.query("area_code == 'world'")["one_definition_pct"].item(),
        "48.0": c.same.query("area_code == 'asia'")["national_pct"].item(),
        "89.0": c.same.query("area_code == 'asia'")["one_definition_pct"].item(),
        "41.2": c.same.query("area_code == 'africa'")["national_pct"].item(),
        "81.3": c.same.query("area_code == 'africa'")["one_definition_pct"].item(),
        "8.3": -c.same.query("area_code == 'northern_america'").eval("one_definition_pct - national_pct").item(),
    }


@numbers("waits-predict", names=["30", "70", "1950", "2018", "40", "4000"])
def waits_predict(c):
    return {
        "25": c.waits.query("area_code == 'KOR'")["years_30_to_70"].item(),
    }


@numbers("waits-read", names=["1950", "2018", "30"])
def waits_read(c):
    return {
        "4": c.waits["completed"].sum(),
        "46.0": c.waits.query("completed")["years_30_to_70"].mean(),
        "27.2": c.waits["years_30_to_70"].mean(),
        "25": c.waits.query("area_code == 'KOR'")["years_30_to_70"].item(),
        "51": c.waits.query("area_code == 'TUR'")["years_30_to_70"].item(),
        "54": c.waits.query("area_code in ['DZA', 'IRN']")["years_30_to_70"].mean(),
        "13": (~c.waits["completed"]).sum(),
        "58": c.waits.query("area_code == 'PHL'")["years_30_to_70"].item(),
        "15": (c.large["area_code"].map(c.first_30) == 1950).sum(),
        "3": len(c.large) - len(c.waits) - (c.large["area_code"].map(c.first_30) == 1950).sum(),
        "1994": c.waits.query("area_code == 'CHN'")["year_reached_30"].item(),
        "1996": int(hl.ledger(section="1.3", kind="date").query("printed == '1996年'")["value"].item()),
    }


@numbers("income-predict", names=["2020"])
def income_predict(c):
    return {"19.7": c.income.query("area_code == 'LKA'")["urban_share_pct"].item()}


@numbers("income-read")
def income_read(c):
    means = c.by_band.mean()
    assert list(c.by_band.size()) == [28, 34, 49, 30, 37]  # thirty to fifty countries in a band
    named = c.income.set_index("area_code")
    per_head, share = named["gdp_per_capita_ppp_2021"], named["urban_share_pct"]
    return {
        **{f"{mean:.1f}": mean for mean in means},
        "6": means.diff().min(),
        "15": means.diff().max(),
        "19.7": c.income.query("area_code == 'LKA'")["urban_share_pct"].item(),
        "3": below(100 * (per_head["LKA"] / per_head["PER"] - 1)),
        "83.5": share["PER"],
        "63.9": share["PER"] - share["LKA"],
        "57.2": c.income.query("area_code == 'THA'")["urban_share_pct"].item(),
        "63.5": c.income.query("area_code == 'CHN'")["urban_share_pct"].item(),
        "23.4": c.income.query("area_code == 'ARG'")["urban_share_pct"].item()
        - c.income.query("area_code == 'AUT'")["urban_share_pct"].item(),
    }


numbers("editions-predict", names=["2018", "2025", "2026", "7", "2"])


@numbers("editions-read", names=["1960", "1990", "2018", "2020", "2025", "2026", "7", "2"])
def editions_read(c):
    both = hl.load("world_urban_share_2025").merge(
        hl.load("world_bank_urban_share").query("vintage == 'wdi_2026_02'"), on=["area_code", "year"]
    )
    return {
        "28": (both["urban_share_pct_x"] == both["urban_share_pct_y"]).sum(),
        "4.3": c.editions.query("area_code == 'DEU' and year == 1960")["urban_share_pct"].diff().iloc[-1],
        "73.1": c.editions.query("area_code == 'DEU' and year == 1990 and vintage == 'wdi_2025_07'")["urban_share_pct"].item(),
        "80.0": c.editions.query("area_code == 'DEU' and year == 1990 and vintage == 'wdi_2026_02'")["urban_share_pct"].item(),
        "16.2": c.editions.query("area_code == 'CHN' and year == 1960")["urban_share_pct"].iloc[0],
        "19.7": c.editions.query("area_code == 'CHN' and year == 1960")["urban_share_pct"].iloc[1],
        "2.7": -c.editions.query("area_code == 'USA' and year == 2020")["urban_share_pct"].diff().iloc[-1],
        "2.3": -c.editions.query("area_code == 'FRA' and year == 2020")["urban_share_pct"].diff().iloc[-1],
    }


numbers("futures-predict", names=["2018", "2025", "2050", "10"])


@numbers("futures-read", names=["1950", "2018", "2020", "2025", "2035", "2050"])
def futures_read(c):
    both = {2018: c.shares, 2025: hl.load("world_urban_share_2025")}
    share = {year: table.set_index(["area_code", "year"])["urban_share_pct"] for year, table in both.items()}
    gain, futures = gain_of_china(), c.futures.set_index("area_code")
    return {
        "80.0": futures.loc["CHN", "un_2018"],
        "89.7": futures.loc["CHN", "un_2025"],
        "9.7": futures.loc["CHN", "difference_points"],
        "5.8": -futures.loc["GBR", "difference_points"],
        "1.4": below(c.futures["difference_points"].abs().nsmallest(5).max()),
        "1.845": gain[2018] / 1e8,
        "184.5": gain[2018] / 1e6,
        "0.927": gain[2025] / 1e8,
        "92.7": gain[2025] / 1e6,
        "53.4": share[2018]["JPN", 1950],
        "37.0": share[2025]["JPN", 1950],
        "67.94": share[2018]["DEU", 1950],
        "70.40": share[2025]["DEU", 1950],
        "33": printed("1.2-11"),
        "64.7": printed("1.2-07"),
    }


@numbers("long-run-predict", names=["1500", "1700"])
def long_run_predict(c):
    return {
        "1851": printed("1.2-02"),
        "50": printed("1.2-03"),
    }


@numbers("long-run-read", names=["1700", "1850", "1851", "1891"])
def long_run_read(c):
    return {
        "33.6": c.old.query("area_code == 'NLD' and year == 1700")["urban_share_pct"].item(),
        "13.3": c.old.query("area_code == 'england_wales' and year == 1700")["urban_share_pct"].item(),
        "5.9": c.old.query("area_code == 'CHN' and year == 1700")["urban_share_pct"].item(),
        "40.8": c.old.query("area_code == 'england_wales' and year == 1850")["urban_share_pct"].item(),
        "61.5": hl.load("england_wales_census").query("year == 1891")["urban_share_pct"].min(),
        "71.7": hl.load("england_wales_census").query("year == 1891")["urban_share_pct"].max(),
        "10.2": hl.load("england_wales_census")
        .query("year == 1891")["urban_share_pct"]
        .agg(lambda pair: pair.max() - pair.min()),
    }


numbers("saturation-predict", names=["1975", "1838", "2000", "100", "200"])


@numbers(
    "saturation-read",
    names=["30", "70", "100", "200", "1000", "1983", "1990", "1991", "1995", "2000", "2018", "2050"],
)
def saturation_read(c):
    errors = c.profile.set_index(["drawn_by", "saturation_pct"])["rmse"]
    ends = c.curves.query("year == 2050").set_index("ceiling")["urban_share_pct"]
    for piece in (c.known_un.query("year <= 1990"), c.known_un.query("year > 1990")):
        alone = hl.analysis.saturation_profile(piece["year"], piece["urban_share_pct"], c.ceilings).set_index("saturation_pct")
        assert alone["rmse"].idxmin() == 100
    assert errors["by_un"].is_monotonic_decreasing
    return {
        "0.15": errors["by_un", 100],
        "0.79": errors["by_bureau", 100],
        "0.08": errors["by_un", 200],
        "0.75": errors["by_bureau", 200],
        "57": ends["S = 60 %"],
        "69": ends["S = 80 %"],
        "77": ends["S = 100 %"],
        "61.5": c.bureau.query("year == 2018")["urban_share_pct"].item(),
        "38.4": c.steps.loc[1983:1990].min(),
        "38.5": c.steps.loc[1983:1990].max(),
        "44.2": c.steps.loc[1991:2000].min(),
        "44.3": c.steps.loc[1991:2000].max(),
    }


@numbers("fit-by-hand", names=["1960", "1970", "1980", "1990", "2000", "2018"])
def fit_by_hand(c):
    points = c.five.set_index("year")["urban_share_pct"]
    curve = pd.Series(hl.analysis.logistic(points.index, 100, 0.06, 1976), points.index)
    missed = points - curve
    return {
        **{f"{points[year]:.1f}": points[year] for year in points.index},
        **{f"{curve[year]:.1f}": curve[year] for year in points.index},
        **{f"{abs(missed[year]):.1f}": abs(missed[year]) for year in points.index},
        **{f"{missed[year] ** 2:.1f}": missed[year] ** 2 for year in points.index},
        "3.64": (missed**2).mean(),
        "1.9": (missed**2).mean() ** 0.5,
    }


@numbers("fit-read", names=["85", "95", "100", "2018"])
def fit_read(c):
    fits = hl.analysis.saturation_profile(c.five["year"], c.five["urban_share_pct"], [85, 95, 100]).set_index("saturation_pct")
    for ceiling, (error, middle, pace) in c.best.items():
        assert abs(error - fits.loc[ceiling, "rmse"]) < 0.02
        assert abs(middle - fits.loc[ceiling, "midpoint"]) < 0.5 and abs(pace - fits.loc[ceiling, "rate"]) < 0.001
    return {
        "2.0": c.best[85][0],
        "1.5": c.best[95][0],
        "1.7": c.best[100][0],
        "90.5": hl.analysis.logistic(2018, 95, *fits.loc[95, ["rate", "midpoint"]]).item(),
        "81.5": c.shares.query("area_code == 'KOR' and year == 2018")["urban_share_pct"].item(),
    }


numbers("explorer-intro", names=["1950", "1955", "2050", "2018", "30", "70", "40", "80"])


@numbers("counts-read", names=["30", "70", "40", "80", "1950", "2018", "2050"])
def counts_read(c):
    return {
        "233": c.countries["area_code"].nunique(),
        "125": (hl.analysis.stage(c.countries.query("year == 1950")["urban_share_pct"]) == "initial_stage").sum(),
        "23": (hl.analysis.stage(c.countries.query("year == 1950")["urban_share_pct"]) == "advanced_stage").sum(),
        "31": (hl.analysis.stage(c.countries.query("year == 2018")["urban_share_pct"]) == "initial_stage").sum(),
        "96": (hl.analysis.stage(c.countries.query("year == 2018")["urban_share_pct"]) == "advanced_stage").sum(),
        "65": (hl.analysis.stage(c.countries.query("year == 2018")["urban_share_pct"], 40, 80) == "advanced_stage").sum(),
    }


numbers("exercises", names=["1960", "1990", "2018"])


numbers("exercise-1b-text", names=["1990"])


@numbers("exercise-1d-text")
def exercise_1d_text(c):
    return {
        "2009": printed("1.2-17"),
    }


@numbers("exercise-1e-text", names=["1950", "1960", "2010"])
def exercise_1e_text(c):
    return {"233": c.countries["area_code"].nunique()}


numbers("exercise-1g-text", names=["2018"])


numbers("exercise-1h-text", names=["1990"])


numbers("exercise-1i-text", names=["40", "50", "1950", "2000"])


@numbers("exercise-1j-text")
def exercise_1j_text(c):
    return {"10": 100 * (c.decades["speed_points"] < 0).mean()}


@numbers("exercise-1k-text", names=["1990", "2020"])
def exercise_1k_text(c):
    doublings = np.log2(c.income["gdp_per_capita_ppp_2021"])
    return {"10": np.polyfit(doublings, c.income["urban_share_pct"], 1)[0]}


@numbers("audit-read", names=["1950", "2008", "2018", "2025"])
def audit_read(c):
    verdicts = c.claims["verdict"].value_counts()
    return {
        "16": len(c.claims),
        "10": verdicts["agrees"],
        "4": verdicts["conflicts"],
        "1": (verdicts["rounding"] + verdicts["not_checkable"]) / 2,
        "2": (c.claims["kind"] == "tension").sum(),
    }


numbers("figure:years-30-70", names=["4000"])


@numbers("figure:one-definition")
def figure_one_definition(c):
    return {"8": c.same.query("area_code == 'oceania'").eval("one_definition_pct - national_pct").abs().item()}


@numbers("figure:two-editions")
def figure_two_editions(c):
    germany = c.editions.query("area_code == 'DEU'").pivot(index="year", columns="vintage", values="urban_share_pct")
    return {"5.6": (germany["wdi_2026_02"] - germany["wdi_2025_07"]).mean()}


numbers("next", names=["18"])
