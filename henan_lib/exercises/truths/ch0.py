"""What is the case in chapter 0."""

import henan_lib as hl

from .register import truth


@truth("world-2050")
def world_2050():
    shares = hl.load("world_urban_share").query("area_code == 'world' and year == 2050")
    return shares["urban_share_pct"].item()
