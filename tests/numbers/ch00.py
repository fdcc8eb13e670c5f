"""Numbers in the prose of chapter 0, recomputed."""

import henan_lib as hl
from henan_lib.report.strategy import linked_measures

from .register import Numbers

numbers = Numbers("00")


numbers("title", names=["81", "11"])


@numbers("map-read", names=["0", "1", "2", "3", "4", "5", "6", "7", "21", "2035"])
def map_read(c):
    totals = c.answers.groupby("problem")["measures_linked"].sum()
    assert (totals.idxmax(), totals.idxmin()) == ("2.2.2", "2.2.1")
    settled = hl.load("measure_coding").groupby("dimension")["settled_coding"].sum()
    assert settled["2.2.1"] == 2
    central = linked_measures().query("problem == '2.2.2'")
    return {
        "96": totals["2.2.2"],
        "99": settled["2.2.2"],
        "87": c.answers["measures_linked"].max(),
        "18": totals["2.2.1"],
        "15": (central["linked_by"] == "measure").sum(),
        "81": (central["linked_by"] == "item").sum(),
    }


@numbers("filter-intro")
def filter_intro(c):
    return {
        "101": len(c.world),
    }


numbers("exercise-intro", names=["2018"])


numbers("sort-intro", names=["2024"])


@numbers("group-intro", names=["2018"])
def group_intro(c):
    return {
        "31": c.recent["province_code"].nunique(),
    }


@numbers("group-read", names=["2024"])
def group_read(c):
    return {
        "66.78": c.recent.query("year == 2024")["urban_share_pct"].mean(),
        "67.00": hl.load("china_population").query("year == 2024")["urban_share_pct"].item(),
    }


numbers("assign-intro", names=["2020"])


numbers("exercise-0e-text", names=["2020"])


@numbers("merge-intro")
def merge_intro(c):
    return {
        "31": len(c.placed),
    }


numbers("exercise-0f-text", names=["2000", "2010", "2020"])


numbers("plot-intro", names=["0", "2018", "2050"])


@numbers("plot-read", names=["2011", "2018", "2050"])
def plot_read(c):
    return {
        "55.3": c.world.query("year == 2018")["urban_share_pct"].item(),
        "68.4": c.world.query("year == 2050")["urban_share_pct"].item(),
    }


numbers("exercise-0h-text", names=["2005"])


@numbers("scatter-read", names=["2023"])
def scatter_read(c):
    share = c.both.set_index("province_code")["urban_share_pct"]
    return {
        "4.7": share["130000"] - share["410000"],
        "9.0": share["230000"] - share["410000"],
    }


numbers("exercise-0j-text", names=["2018"])


@numbers("figure:mean-by-region")
def figure_mean_by_region(c):
    means = c.placed.groupby("region")["urban_share_pct"].mean()
    return {"75.6": means["east_region"], "69.3": means["northeast_region"], "60.5": means["west_region"]}
