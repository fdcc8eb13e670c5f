"""What is the case in chapter 1."""

import pandas as pd

import henan_lib as hl

from .register import truth


def estimated(area: str) -> pd.Series:
    """Urban share of an area by year, in the UN's edition of 2018, as far as it is an estimate."""
    shares = hl.load("world_urban_share").query("status == 'estimate' and area_code == @area")
    return shares.set_index("year")["urban_share_pct"]


@truth("shares-among-numbers")
def shares_among_numbers():
    return int(hl.ledger()["indicator"].isin(["urban_share", "registered_urban_share"]).sum())


@truth("france-1950")
def france_1950():
    return estimated("FRA")[1950]


@truth("korea-curve")
def korea_curve():
    return estimated("KOR")


@truth("far-from-un")
def far_from_un():
    printed = hl.ledger(section="1.2").query("indicator == 'urban_share'")
    both = printed.merge(hl.load("world_urban_share"), on=["area_code", "year"]).query("area_code != 'world'")
    return int(((both["value"] - both["urban_share_pct"]).abs() > 1).sum())


@truth("fastest-band")
def fastest_band():
    shares = hl.load("world_urban_share").query("area_type == 'country_or_area' and status == 'estimate' and year % 10 == 0")
    speed = -shares.groupby("area_code")["urban_share_pct"].diff(-1) / 10
    bands = pd.cut(shares["urban_share_pct"], range(0, 101, 10), labels=[f"band_{low}" for low in range(0, 100, 10)])
    return speed.groupby(bands, observed=True).median()[[f"band_{low}" for low in range(20, 70, 10)]]


@truth("asia-one-ruler")
def asia_one_ruler():
    shares = hl.load("urban_share_one_definition")
    return shares.query("area_code == 'asia'")["urban_share_pct"].item()


@truth("initial-countries")
def initial_countries():
    shares = hl.load("world_urban_share").query("area_type == 'country_or_area' and status == 'estimate'")
    return (shares["urban_share_pct"] < 30).groupby(shares["year"]).sum()


@truth("thailand-2020")
def thailand_2020():
    panel = hl.load("urban_income_panel").query("area_code == 'THA' and year == 2020")
    return panel["urban_share_pct"].item()


@truth("most-changed-2050")
def most_changed_2050():
    year = "year == 2050"
    before = hl.load("world_urban_share").query(year).set_index("area_code")["urban_share_pct"]
    after = hl.load("world_urban_share_2025").query(year).set_index("area_code")["urban_share_pct"]
    return (after - before).abs().dropna()


@truth("urban-in-1700")
def urban_in_1700():
    shares = hl.load("world_urban_long_run").query("year == 1700").set_index("area_code")["urban_share_pct"]
    return shares[["CHN", "NLD", "england_wales"]]
