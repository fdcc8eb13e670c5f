"""Explorer of the three stages: a year with play, countries or areas, both thresholds."""

from __future__ import annotations

import numpy as np

from ..datasets.package import load
from ..words import label
from .view import Explorer

FIRST, LAST, OBSERVED = 1950, 2050, 2018


def tables() -> dict:
    """Urban shares of each country or area and of the world: the first, then what each year adds; thousandths of a percent."""
    shares = load("world_urban_share").query("area_type == 'country_or_area' or area_code == 'world'")
    wide = shares.pivot(index="area_code", columns="year", values="urban_share_pct").mul(1000).round().astype(int)
    codes = list(wide.index)
    return {
        "shares": {
            "area": codes,
            "name": [label(code) for code in codes],
            "counted": [code != "world" for code in codes],
            "shares_steps": np.diff(wide.to_numpy(), prepend=0).tolist(),
        }
    }


def stages(
    year: int = FIRST,
    areas: tuple[str, ...] = ("GBR", "USA", "JPN", "KOR", "MEX", "CHN"),
    low: int = 30,
    high: int = 70,
) -> Explorer:
    """Explorer of the three stages: a year with play, countries or areas, both thresholds.

    Parameters
    ----------
    year : int
        Year shown, 1950 to 2050.
    areas : tuple of str
        Area codes of the lines, as in the table ``world_urban_share``.
    low, high : int
        Lower and upper threshold in percent.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If a control has no such value.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.explore.stages(year=2018).state["year"]
    2018
    """
    return Explorer("stages", {"year": year, "areas": areas, "low": low, "high": high})
