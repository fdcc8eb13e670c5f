"""Explorer of the scenarios: speed, saturation, population path and target year."""

from __future__ import annotations

import numpy as np

from ..analysis.growth import log_odds, logistic_forecast
from ..analysis.scenarios import drifting_difference_path, fit_norm, growth_differences
from ..datasets.package import load
from .view import Explorer

FIRST, NOW, LAST = 2011, 2024, 2035
AHEAD = np.arange(NOW, LAST + 1)
SATURATIONS = range(65, 101)
POPULATIONS = {"constant": "constant_2020", "trend": "trend_2020_24", "plan": "plans_imply"}
NORM = {"first": 1993, "last": 2018, "smallest": 2e6}
DRIFT_YEARS = 25


def tables() -> dict:
    """Observed shares, every logistic, the path in the UN's manner, populations by path, and the plans."""
    annual = load("henan_annual").query("vintage == 'nbs_current' and year >= @FIRST")
    annual = annual.pivot(index="year", columns="indicator", values="value")
    share, people = annual["urban_share"], annual["resident_population"]
    base = share[2020] / 100 * people[2020]
    plans = load("policy_target").query("document == 'henan_urbanization_plan_2021_2035' and indicator == 'urban_share'")
    plans = plans.set_index("target_year")["value"]
    increment = load("ledger").set_index("id").loc["2.3.1-06", "value"] * 1e4
    ends = {
        "constant": (people[2020], people[2020]),
        "trend": (people[NOW], people[NOW] + (people[NOW] - people[2020]) / (NOW - 2020) * (LAST - NOW)),
        "plan": (people[NOW], (base + increment) / plans[LAST] * 100),
    }
    years = np.arange(FIRST, LAST + 1)
    curves = {limit: logistic_forecast(share, years, limit).round(6).tolist() for limit in SATURATIONS}
    lines = {name: np.linspace(*pair, len(AHEAD)).tolist() for name, pair in ends.items()}
    return {
        "observed": {"year": share.index.tolist(), "share": share.tolist()},
        "logistics": {"limit": list(curves), "shares": list(curves.values())},
        "un_style": {"year": AHEAD.tolist(), "share": _un_style(share).round(6).tolist()},
        "populations": {"path": list(lines), "people": list(lines.values())},
        "plans": {"year": plans.index.tolist(), "share": plans.tolist()},
        "given": {"base": [float(base)], "increment": [float(increment)], "now": [float(share[NOW])]},
    }


def _un_style(share):
    """Shares of the years ahead while the growth difference drifts to the norm of the world's countries."""
    areas = load("world_urban_share").query("area_type == 'country_or_area' and status == 'estimate'")
    panel = growth_differences(areas, **NORM)
    line = fit_norm(panel["urban_share_pct"], panel["growth_difference"])
    odds = log_odds(share)
    present, norm = (odds[NOW] - odds[2020]) / (NOW - 2020), line["intercept"] + line["slope"] * share[NOW]
    return drifting_difference_path(share[NOW], present, norm / 100, DRIFT_YEARS, AHEAD - NOW)


def scenarios(speed: float = 0.9475, saturation: int = 80, population: str = "constant", target: int = LAST) -> Explorer:
    """Explorer of the scenarios: speed, saturation, population path and target year.

    Parameters
    ----------
    speed : float
        Rise of the urban share from 2024 on, in points a year, 0 to 2.5; by default the mean of 2020 to 2024.
    saturation : int
        Ceiling of the logistic in percent, 65 to 100.
    population : {"constant", "trend", "plan"}
        Total population: that of 2020, the trend of 2020 to 2024, or what the report's increment
        and the provincial plan's share of 2035 imply together.
    target : int
        Target year, 2025 to 2035.

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
    >>> hl.explore.scenarios(speed=1.5, target=2030).state["target"]
    2030
    """
    state = {"speed": speed, "saturation": saturation, "population": population, "target": target}
    return Explorer("scenarios", state)
