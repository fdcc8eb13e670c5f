"""Solutions and known mistakes of chapter 1's exercises."""

import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("1a")
def solve_1a():
    korea = hl.load("world_urban_share").query("area_code == 'KOR'").set_index("year")["urban_share_pct"]
    return (korea[1990] - korea[1960]) / (1990 - 1960)


def korea_of_1a():
    return hl.load("world_urban_share").query("area_code == 'KOR'").set_index("year")["urban_share_pct"]


@mistake("1a", "total")
def total_1a():
    korea = korea_of_1a()
    return korea[1990] - korea[1960]


@mistake("1a", "growth")
def growth_1a():
    korea = korea_of_1a()
    return ((korea[1990] / korea[1960]) ** (1 / 30) - 1) * 100


@mistake("1a", "total_growth")
def total_growth_1a():
    korea = korea_of_1a()
    return (korea[1990] / korea[1960] - 1) * 100


@mistake("1a", "years")
def years_1a():
    korea = korea_of_1a()
    return (korea[1990] - korea[1960]) / 31


@mistake("1a", "report")
def report_1a():
    printed = hl.ledger(section="1.2", region="Republic of Korea").set_index("period")["value"]
    return (printed["1990"] - printed["1960"]) / 30


@solution("1b")
def solve_1b():
    in_2018 = hl.load("world_urban_share").query("area_type == 'country_or_area' and year == 2018")
    return pd.Series(hl.analysis.stage(in_2018["urban_share_pct"])).value_counts()


@mistake("1b", "aggregates")
def aggregates_1b():
    in_2018 = hl.load("world_urban_share").query("year == 2018")
    return pd.Series(hl.analysis.stage(in_2018["urban_share_pct"])).value_counts()


@mistake("1b", "projection")
def projection_1b():
    in_2050 = hl.load("world_urban_share").query("area_type == 'country_or_area' and year == 2050")
    return pd.Series(hl.analysis.stage(in_2050["urban_share_pct"])).value_counts()


@mistake("1b", "all_years")
def all_years_1b():
    everything = hl.load("world_urban_share").query("area_type == 'country_or_area'")
    return pd.Series(hl.analysis.stage(everything["urban_share_pct"])).value_counts()


@mistake("1b", "shares")
def shares_1b():
    in_2018 = hl.load("world_urban_share").query("area_type == 'country_or_area' and year == 2018")
    return pd.Series(hl.analysis.stage(in_2018["urban_share_pct"])).value_counts(normalize=True)


@solution("1c")
def solve_1c():
    pair = hl.load("world_urban_share").query("area_code in ['JPN', 'KOR'] and status == 'estimate'")
    return sns.lineplot(pair, x="year", y="urban_share_pct", hue="area_code", errorbar=None, ax=plt.figure().subplots())


def pair_of_1c():
    return hl.load("world_urban_share").query("area_code in ['JPN', 'KOR'] and status == 'estimate'")


@mistake("1c", "projections")
def projections_1c():
    pair = hl.load("world_urban_share").query("area_code in ['JPN', 'KOR']")
    return sns.lineplot(pair, x="year", y="urban_share_pct", hue="area_code", errorbar=None, ax=plt.figure().subplots())


@mistake("1c", "mixed")
def mixed_1c():
    pair = pair_of_1c()
    return sns.lineplot(pair, x="year", y="urban_share_pct", errorbar=None, ax=plt.figure().subplots())


@mistake("1c", "swapped")
def swapped_1c():
    pair = pair_of_1c()
    return sns.lineplot(
        pair, x="urban_share_pct", y="year", hue="area_code", orient="y", errorbar=None, ax=plt.figure().subplots()
    )
