"""Explorer of phases: break years to move, the broken line they give, and how far the best one is."""

from __future__ import annotations

import numpy as np

from ..analysis.breaks import segmented_search
from ..datasets.package import load
from .view import Explorer

FIRST, LAST, SHORTEST, MOST = 1978, 2025, 2, 3


def tables() -> dict:
    """Urban shares of China by year, and the break years of the line of least error for each number of breaks."""
    observed = load("china_population").dropna(subset="urban_share_pct")
    fitted = observed[observed["year"] >= FIRST]
    years, shares = fitted["year"].to_numpy(), fitted["urban_share_pct"].to_numpy()
    best = {"count": list(range(1, MOST + 1)), "years": [], "fitted": [], "rmse": []}
    for count in best["count"]:
        line = segmented_search(years, shares, count=count, shortest=SHORTEST).iloc[0]
        breaks = [int(line[f"break_{number}"]) for number in range(1, count + 1)]
        slopes = [line[f"slope_{number}"] for number in range(1, count + 2)]
        knots = np.array([years[0], *breaks, years[-1]])
        rise = np.interp(years, knots, np.concatenate([[0], np.cumsum(slopes * np.diff(knots))]))
        best["years"].append(breaks)
        best["fitted"].append((rise + np.mean(shares - rise)).round(6).tolist())
        best["rmse"].append(float(line["rmse"]))
    return {
        "observed": {"year": observed["year"].tolist(), "share": observed["urban_share_pct"].round(6).tolist()},
        "best": best,
    }


def phases(breaks: int = 2, break_1: int = 1984, break_2: int = 1994, break_3: int = 2019) -> Explorer:
    """Explorer of phases: break years to move, the broken line they give, and how far the best one is.

    Parameters
    ----------
    breaks : int
        Number of breaks, 1 to 3.
    break_1, break_2, break_3 : int
        Years at which the slope may change, 1979 to 2024; those beyond the number of breaks do not count.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If a control has no such value.

    Notes
    -----
    Method: `henan_lib.analysis.segmented_search`, over the years since 1978.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.explore.phases(breaks=1, break_1=1995).state["break_1"]
    1995
    """
    return Explorer("phases", {"breaks": breaks, "break_1": break_1, "break_2": break_2, "break_3": break_3})
