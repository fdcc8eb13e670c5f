"""Solutions and known mistakes of chapter 1's exercises."""

import pandas as pd
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("1a")
def solve_1a():
    shares = hl.load("world_urban_share")
    korea = shares.query("area_code == 'KOR'").set_index("year")
    share = korea["urban_share_pct"]
    return (share[1990] - share[1960]) / (1990 - 1960)


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
    return (hl.printed("korea_urban_share_1990") - hl.printed("korea_urban_share_1960")) / 30


@solution("1b")
def solve_1b():
    shares = hl.load("world_urban_share")
    countries = shares.query("area_type == 'country_or_area'")
    chosen = countries.query("year == 1990")
    stage = hl.analysis.stage(chosen["urban_share_pct"])
    return chosen.assign(stage=stage).groupby("stage").size()


def stages_of_1b(condition):
    chosen = hl.load("world_urban_share").query(condition)
    return chosen.assign(stage=hl.analysis.stage(chosen["urban_share_pct"])).groupby("stage").size()


@mistake("1b", "aggregates")
def aggregates_1b():
    return stages_of_1b("year == 1990")


@mistake("1b", "projection")
def projection_1b():
    return stages_of_1b("area_type == 'country_or_area' and year == 2050")


@mistake("1b", "all_years")
def all_years_1b():
    return stages_of_1b("area_type == 'country_or_area'")


@mistake("1b", "shares")
def shares_1b():
    return solve_1b() / solve_1b().sum()


@solution("1c")
def solve_1c():
    shares = hl.load("world_urban_share")
    pair = shares.query("area_code in ['JPN', 'KOR']")
    pair = pair.query("status == 'estimate'")
    x, y = "year", "urban_share_pct"
    return sns.lineplot(pair, x=x, y=y, hue="area_code", errorbar=None)


def pair_of_1c():
    return hl.load("world_urban_share").query("area_code in ['JPN', 'KOR'] and status == 'estimate'")


@mistake("1c", "projections")
def projections_1c():
    pair = hl.load("world_urban_share").query("area_code in ['JPN', 'KOR']")
    return sns.lineplot(pair, x="year", y="urban_share_pct", hue="area_code", errorbar=None)


@mistake("1c", "mixed")
def mixed_1c():
    return sns.lineplot(pair_of_1c(), x="year", y="urban_share_pct", errorbar=None)


@mistake("1c", "swapped")
def swapped_1c():
    return sns.lineplot(pair_of_1c(), x="urban_share_pct", y="year", hue="area_code", orient="y", errorbar=None)


@solution("1e")
def solve_1e():
    shares = hl.load("world_urban_share")
    countries = shares.query("area_type == 'country_or_area'")
    decades = countries.query("status == 'estimate' and year % 10 == 0")
    change = decades.groupby("area_code")["urban_share_pct"].diff(-1)
    return len(change.dropna())


def decades_of(condition):
    """Every tenth year of each country or area, with its speed up to the next one, empty in the last."""
    chosen = hl.load("world_urban_share").query(f"area_type == 'country_or_area' and year % 10 == 0 and {condition}")
    change = chosen.groupby("area_code")["urban_share_pct"].diff(-1)
    return chosen.assign(speed_points=-change / 10)


@mistake("1e", "all_dates")
def all_dates_1e():
    return len(decades_of("status == 'estimate'"))


@mistake("1e", "one_lost")
def one_lost_1e():
    return all_dates_1e() - 1


@mistake("1e", "both_ends")
def both_ends_1e():
    return all_dates_1e() - 2 * decades_of("year == 2010")["area_code"].nunique()


@mistake("1e", "one_country")
def one_country_1e():
    return decades_of("status == 'estimate'").query("area_code == 'KOR'")["speed_points"].count()


@solution("1g")
def solve_1g():
    shares = hl.load("world_urban_share")
    countries = shares.query("area_type == 'country_or_area'")
    decades = countries.query("status == 'projection' and year % 10 == 0")
    change = decades.groupby("area_code")["urban_share_pct"].diff(-1)
    decades = decades.assign(speed_points=-change / 10)
    return len(decades.query("speed_points < 0"))


@mistake("1g", "estimates")
def estimates_1g():
    return len(decades_of("status == 'estimate'").query("speed_points < 0"))


@mistake("1g", "everything")
def everything_1g():
    return len(decades_of("year > 0").query("speed_points < 0"))


@mistake("1g", "rises")
def rises_1g():
    return len(decades_of("status == 'projection'").query("speed_points > 0"))


@mistake("1g", "all_decades")
def all_decades_1g():
    return decades_of("status == 'projection'")["speed_points"].count()


@solution("1h")
def solve_1h():
    income = hl.load("urban_income_panel").query("year == 1990")
    income = income.dropna(subset="gdp_per_capita_ppp_2021")
    x, y = "gdp_per_capita_ppp_2021", "urban_share_pct"
    ax = sns.scatterplot(income, x=x, y=y)
    ax.set(xscale="log")
    return ax


def income_of_1h(condition):
    return hl.load("urban_income_panel").query(condition).dropna(subset="gdp_per_capita_ppp_2021")


@mistake("1h", "same_year")
def same_year_1h():
    return sns.scatterplot(income_of_1h("year == 2020"), x="gdp_per_capita_ppp_2021", y="urban_share_pct")


@mistake("1h", "all_years")
def all_years_1h():
    return sns.scatterplot(income_of_1h("year > 0"), x="gdp_per_capita_ppp_2021", y="urban_share_pct")


@mistake("1h", "other_money")
def other_money_1h():
    return sns.scatterplot(income_of_1h("year == 1990"), x="gdp_per_capita_usd_2015", y="urban_share_pct")


@mistake("1h", "swapped")
def swapped_1h():
    return sns.scatterplot(income_of_1h("year == 1990"), x="urban_share_pct", y="gdp_per_capita_ppp_2021")


@solution("1i")
def solve_1i():
    shares = hl.load("world_urban_share")
    countries = shares.query("area_type == 'country_or_area'")
    decades = countries.query("status == 'estimate' and year % 10 == 0")
    change = decades.groupby("area_code")["urban_share_pct"].diff(-1)
    decades = decades.assign(speed_points=-change / 10)
    decades = decades.dropna(subset="speed_points")
    band = decades.query("40 < urban_share_pct <= 50")
    x, y = "year", "speed_points"
    return sns.barplot(band, x=x, y=y, errorbar=None)


def band_of_1i(low=40, high=50):
    decades = decades_of("status == 'estimate'").dropna(subset="speed_points")
    return decades.query("@low < urban_share_pct <= @high")


@mistake("1i", "all_levels")
def all_levels_1i():
    return sns.barplot(band_of_1i(-1, 100), x="year", y="speed_points", errorbar=None)


@mistake("1i", "next_band")
def next_band_1i():
    return sns.barplot(band_of_1i(50, 60), x="year", y="speed_points", errorbar=None)


@mistake("1i", "by_level")
def by_level_1i():
    decades = band_of_1i(0, 100)
    bands = pd.cut(decades["urban_share_pct"], range(0, 101, 10))
    return sns.barplot(decades.assign(level_band=bands), x="level_band", y="speed_points", errorbar=None)


@mistake("1i", "projections")
def projections_1i():
    decades = decades_of("status == 'projection'").dropna(subset="speed_points")
    band = decades.query("40 < urban_share_pct <= 50")
    return sns.barplot(band, x="year", y="speed_points", errorbar=None)


@mistake("1i", "minus")
def minus_1i():
    band = band_of_1i()
    return sns.barplot(band.assign(speed_points=-band["speed_points"]), x="year", y="speed_points", errorbar=None)


@mistake("1i", "ten_years")
def ten_years_1i():
    band = band_of_1i()
    return sns.barplot(band.assign(speed_points=10 * band["speed_points"]), x="year", y="speed_points", errorbar=None)
