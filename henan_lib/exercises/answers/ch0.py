"""Solutions and known mistakes of chapter 0's exercises."""

import henan_lib as hl

from .register import mistake, solution


@solution("0a")
def solve_0a():
    shares = hl.load("world_urban_share")
    return shares.query("area_code == 'world' and year == 2018")["urban_share_pct"].item()


@mistake("0a", "rural")
def rural_0a():
    row = hl.load("world_urban_share").query("area_code == 'world' and year == 2018")
    return (100 - row["urban_share_pct"]).item()


@mistake("0a", "china")
def china_0a():
    return hl.load("world_urban_share").query("area_code == 'CHN' and year == 2018")["urban_share_pct"].item()
