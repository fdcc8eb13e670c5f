"""Models of urbanization, each short enough to read: stages, logistic fit, profile of the saturation."""

from __future__ import annotations

import numpy as np
import pandas as pd

STAGES = ["initial_stage", "middle_stage", "advanced_stage"]


def stage(urban_share_pct, low: float = 30, high: float = 70):
    """Stage of each urban share by two thresholds.

    Parameters
    ----------
    urban_share_pct : array_like, shape (n,)
        Urban shares in percent; gaps stay gaps.
    low, high : float
        Thresholds in percent; a share equal to a threshold belongs to the middle stage.

    Returns
    -------
    pandas.Categorical
        ``initial_stage``, ``middle_stage`` or ``advanced_stage``, in this order.

    Raises
    ------
    ValueError
        If `low` is greater than `high`.

    Notes
    -----
    Method: the three stages of R. M. Northam, *Urban Geography* (1975), with the thresholds of the report's §1.2.

    Examples
    --------
    >>> list(stage([12, 30, 55.4, 81]))
    ['initial_stage', 'middle_stage', 'middle_stage', 'advanced_stage']
    """
    if low > high:
        raise ValueError(f"low threshold {low} is above high threshold {high}")
    share = np.asarray(urban_share_pct, dtype=float)
    codes = np.where(np.isnan(share), -1, (share >= low).astype(int) + (share > high))
    return pd.Categorical.from_codes(codes, STAGES, ordered=True)


def logistic(year, saturation_pct: float, rate: float, midpoint: float):
    """Logistic curve: urban share in percent.

    Parameters
    ----------
    year : array_like, shape (n,)
        Calendar years.
    saturation_pct : float
        Ceiling of the curve in percent.
    rate : float
        Growth rate per year at the foot of the curve.
    midpoint : float
        Year in which half of the ceiling is reached.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Urban shares in percent.

    Notes
    -----
    Formula: P. F. Verhulst's law of growth (1838); that the growth of cities follows it is a hypothesis.

    Examples
    --------
    >>> float(logistic(2000, saturation_pct=80, rate=0.05, midpoint=2000))
    40.0
    """
    from scipy.special import expit

    return saturation_pct * expit(rate * (np.asarray(year, dtype=float) - midpoint))


def fit_logistic(year, urban_share_pct, saturation_pct: float = 100) -> pd.Series:
    """Least-squares logistic through a series, for one given saturation.

    Parameters
    ----------
    year, urban_share_pct : array_like, shape (n,)
        Years and urban shares in percent, at least three.
    saturation_pct : float
        Ceiling in percent, held fixed.

    Returns
    -------
    pandas.Series
        ``saturation_pct``, ``rate`` (per year), ``midpoint`` (year), ``rmse`` (percentage points).

    Raises
    ------
    ValueError
        If there are fewer than three points or the ceiling is not above the series.

    Notes
    -----
    Method: ``scipy.optimize.curve_fit``, started from the straight line through the logits.

    Examples
    --------
    >>> years = range(1950, 2020, 10)
    >>> fit_logistic(years, logistic(years, 90, 0.04, 1980), 90).round(2)["midpoint"].item()
    1980.0
    """
    from scipy.optimize import curve_fit
    from scipy.special import logit

    year, share = np.asarray(year, dtype=float), np.asarray(urban_share_pct, dtype=float)
    if len(share) < 3:
        raise ValueError("a logistic needs at least three points")
    if not 0 < share.min() <= share.max() < saturation_pct:
        raise ValueError(f"the shares must lie between 0 and the saturation {saturation_pct}")
    slope, intercept = np.polyfit(year - year.mean(), logit(share / saturation_pct), 1)
    start = [slope, year.mean() - intercept / slope]
    (rate, midpoint), _ = curve_fit(lambda t, k, m: logistic(t, saturation_pct, k, m), year, share, p0=start)
    residuals = share - logistic(year, saturation_pct, rate, midpoint)
    return pd.Series(
        {"saturation_pct": saturation_pct, "rate": rate, "midpoint": midpoint, "rmse": np.sqrt(np.mean(residuals**2))}
    )


def saturation_profile(year, urban_share_pct, saturations) -> pd.DataFrame:
    """Best fit for each saturation tried: how little the data may care.

    Parameters
    ----------
    year, urban_share_pct : array_like, shape (n,)
        Years and urban shares in percent.
    saturations : iterable of float
        Ceilings in percent, each above the largest share.

    Returns
    -------
    pandas.DataFrame
        One row per ceiling, the columns of `fit_logistic`.

    Raises
    ------
    ValueError
        As `fit_logistic`.

    Notes
    -----
    Method: profile of the residual error over the parameter in question, all others refitted.

    Examples
    --------
    >>> years = range(1950, 2020, 10)
    >>> profile = saturation_profile(years, logistic(years, 85, 0.04, 1970), [80, 85, 90])
    >>> profile.loc[profile["rmse"].idxmin(), "saturation_pct"].item()
    85.0
    """
    return pd.DataFrame([fit_logistic(year, urban_share_pct, saturation) for saturation in saturations])
