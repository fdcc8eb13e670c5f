"""Numbers in the prose of chapter 0, recomputed."""

from .register import Numbers

numbers = Numbers("00")


numbers("title", names=["30", "15"])


@numbers("map-read", names=["0", "1", "2", "3", "4", "5", "6", "7"])
def map_read(c):
    return {
        "34": c.answers.query("problem == '2.2.5'")["measures_linked"].sum(),
        "8": c.answers.query("problem == '2.2.1'")["measures_linked"].sum(),
    }


@numbers("filter-intro")
def filter_intro(c):
    return {
        "101": len(c.world),
    }


numbers("group-intro", names=["2018"])


numbers("plot-intro", names=["2018", "2050"])


@numbers("plot-read", names=["2018", "2050"])
def plot_read(c):
    return {
        "55.3": c.world.query("year == 2018")["urban_share_pct"].item(),
        "68.4": c.world.query("year == 2050")["urban_share_pct"].item(),
    }


numbers("exercise-intro", names=["2018"])
