"""Models of urbanization, each short enough to read: stages, logistic fit, profile of the saturation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .language import message
from .regional import beta_convergence, moran, neighbour_mean, rank_size_slope, theil  # noqa: F401
from .scenarios import drifting_difference_path, fit_norm, growth_differences, residual_band  # noqa: F401

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
        raise ValueError(message("crossed_thresholds", low=low, high=high))
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
        raise ValueError(message("logistic_points", have=len(share)))
    if not 0 < share.min() <= share.max() < saturation_pct:
        raise ValueError(message("logistic_range", saturation=saturation_pct, low=share.min(), high=share.max()))
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


def logistic_forecast(urban_share_pct: pd.Series, years, saturation_pct: float = 100):
    """Values of the logistic fitted to a series for one given saturation, in any years.

    Parameters
    ----------
    urban_share_pct : pandas.Series
        Urban shares in percent by year.
    years : array_like, shape (n,)
        Years wanted.
    saturation_pct : float
        Ceiling in percent, held fixed.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Urban shares in percent.

    Raises
    ------
    ValueError
        As `fit_logistic`.

    Examples
    --------
    >>> share = pd.Series(logistic([2000, 2010, 2020], 80, 0.05, 2010), index=[2000, 2010, 2020])
    >>> logistic_forecast(share, [2010], 80).round(3).tolist()
    [40.0]
    """
    fit = fit_logistic(urban_share_pct.index, urban_share_pct, saturation_pct)
    return logistic(years, saturation_pct, fit["rate"], fit["midpoint"])


def segmented_fit(year, urban_share_pct, breaks) -> pd.Series:
    """Least-squares broken line: straight pieces that meet at given break years.

    Parameters
    ----------
    year, urban_share_pct : array_like, shape (n,)
        Years and urban shares in percent, without gaps.
    breaks : sequence of float
        Years at which the slope may change, within the years of the series; may be empty.

    Returns
    -------
    pandas.Series
        ``break_1``, ``break_2``, … (years), ``slope_1``, ``slope_2``, … (percentage points a year, one more
        than breaks), ``rmse`` (percentage points).

    Raises
    ------
    ValueError
        If a break does not lie within the years, or there are fewer points than coefficients.

    Notes
    -----
    Method: least squares on the year and one hinge ``max(year - break, 0)`` for each break.

    Examples
    --------
    >>> fit = segmented_fit([2000, 2001, 2002, 2003, 2004], [10, 11, 12, 15, 18], [2002])
    >>> fit[["slope_1", "slope_2"]].round(6).tolist()
    [1.0, 3.0]
    """
    year, share, breaks = np.asarray(year, dtype=float), np.asarray(urban_share_pct, dtype=float), sorted(breaks)
    if any(not year.min() < one < year.max() for one in breaks):
        listed = ", ".join(f"{one:g}" for one in breaks)
        raise ValueError(message("breaks_outside", breaks=listed, first=year.min(), last=year.max()))
    if len(share) < len(breaks) + 2:
        raise ValueError(message("breaks_points", count=len(breaks), need=len(breaks) + 2, have=len(share)))
    start = year.min()
    hinges = [np.maximum(year - one, 0) for one in breaks]
    design = np.column_stack([np.ones_like(year), year - start, *hinges])
    coefficients = np.linalg.lstsq(design, share, rcond=None)[0]
    rmse = np.sqrt(np.mean((share - design @ coefficients) ** 2))
    named = {f"break_{number}": one for number, one in enumerate(breaks, start=1)}
    slopes = {f"slope_{number}": slope for number, slope in enumerate(np.cumsum(coefficients[1:]), start=1)}
    return pd.Series(named | slopes | {"rmse": rmse})


def segmented_search(year, urban_share_pct, count: int = 2, shortest: int = 4) -> pd.DataFrame:
    """Every choice of break years with its broken line, the best first.

    Parameters
    ----------
    year, urban_share_pct : array_like, shape (n,)
        Years and urban shares in percent, without gaps.
    count : int
        Number of breaks.
    shortest : int
        Fewest years that a piece may span.

    Returns
    -------
    pandas.DataFrame
        One row per choice of breaks, the columns of `segmented_fit`, by rising ``rmse``.

    Raises
    ------
    ValueError
        If no choice leaves every piece `shortest` years.

    Notes
    -----
    Method: the normal equations of `segmented_fit` are solved for all combinations of break years at once and
    the smallest error is kept; the search needs no starting value. The years of a series that its publisher has
    smoothed are not independent, so no interval is given for the breaks.

    Examples
    --------
    >>> years = range(1980, 2001)
    >>> share = [20 + 0.5 * (year - 1980) + max(year - 1990, 0) for year in years]
    >>> segmented_search(years, share, count=1).iloc[0]["break_1"].item()
    1990.0
    """
    from itertools import combinations

    year, share = np.asarray(year, dtype=float), np.asarray(urban_share_pct, dtype=float)
    years = np.unique(year)
    listed = list(combinations(range(1, len(years) - 1), count))
    choices = np.array(listed, dtype=int).reshape(len(listed), count)
    ends = np.zeros((len(choices), 1), dtype=int)
    pieces = np.diff(years[np.hstack([ends, choices, ends + len(years) - 1])], axis=1)
    choices = choices[(pieces >= shortest).all(axis=1)]
    if not len(choices):
        first, last = years[[0, -1]].astype(int)
        raise ValueError(message("breaks_room", count=count, shortest=shortest, first=first, last=last))
    basis = np.vstack([np.ones_like(year), np.maximum(year - years[:-1, None], 0)])
    used = np.hstack([np.tile([0, 1], (len(choices), 1)), choices + 1])
    products, moments = basis @ basis.T, basis @ share
    solved = np.linalg.solve(products[used[:, :, None], used[:, None, :]], moments[used][:, :, None])[:, :, 0]
    coefficients = np.zeros((len(choices), len(basis)))
    np.put_along_axis(coefficients, used, solved, axis=1)
    rmse = np.sqrt(np.mean((share - coefficients @ basis) ** 2, axis=1))
    names = [f"{part}_{number + 1}" for part, most in (("break", count), ("slope", count + 1)) for number in range(most)]
    fits = pd.DataFrame(np.hstack([years[choices], np.cumsum(solved[:, 1:], axis=1)]), columns=names).assign(rmse=rmse)
    return fits.sort_values("rmse", kind="stable", ignore_index=True)


def growth_difference_path(urban_share_pct: float, difference: float, years):
    """Urban share when urban population grows faster than rural by a constant difference.

    Parameters
    ----------
    urban_share_pct : float
        Urban share at the start in percent, above 0 and below 100.
    difference : float
        Growth rate of the urban less that of the rural population, per year, continuously compounded.
    years : array_like, shape (n,)
        Years since the start; may be negative.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Urban shares in percent.

    Raises
    ------
    ValueError
        If the share at the start is not between 0 and 100.

    Notes
    -----
    Method: the urban-rural growth difference, as the United Nations project urban shares. The ratio of urban
    to rural people grows at a constant rate, so the path is a logistic with ceiling 100 % and this rate.

    Examples
    --------
    >>> growth_difference_path(50, 0.04, [0, 10]).round(1).tolist()
    [50.0, 59.9]
    """
    from scipy.special import expit, logit

    if not 0 < urban_share_pct < 100:
        raise ValueError(message("start_share", share=urban_share_pct))
    return 100 * expit(logit(urban_share_pct / 100) + difference * np.asarray(years, dtype=float))


def simple_forecasts(urban_share_pct, last: int, until: int) -> pd.DataFrame:
    """What four simple methods, seeing a series up to one year, say of the years after.

    Parameters
    ----------
    urban_share_pct : pandas.Series
        Urban shares in percent by year, all between 0 and 100.
    last : int
        Last year that the methods see.
    until : int
        Last year to foretell.

    Returns
    -------
    pandas.DataFrame
        Index ``year`` from `last` to `until`; columns ``constant_points`` (mean rise in points a year),
        ``constant_difference`` (mean growth difference), both from the last value on; ``logistic_100`` and
        ``logistic_best``, least squares with ceiling 100 % and with the best of 100, 95, ... % above the series.

    Raises
    ------
    ValueError
        If fewer than three years are seen, or a share is not between 0 and 100.

    Notes
    -----
    Method: `growth_difference_path` and `saturation_profile`; a back-test compares the result with what came.

    Examples
    --------
    >>> share = pd.Series([40.0, 42.0, 44.0], index=[2010, 2011, 2012])
    >>> simple_forecasts(share, 2012, 2014)["constant_points"].tolist()
    [44.0, 46.0, 48.0]
    """
    past, years = urban_share_pct.loc[:last], np.arange(last, until + 1)
    profile = saturation_profile(past.index, past, [100, *range(95, int(past.max()) + 1, -5)])
    span, odds = past.index[-1] - past.index[0], np.log(past / (100 - past))
    paths = {
        "constant_points": past.iloc[-1] + (past.iloc[-1] - past.iloc[0]) / span * (years - last),
        "constant_difference": growth_difference_path(past.iloc[-1], (odds.iloc[-1] - odds.iloc[0]) / span, years - last),
    }
    for name, fit in (("logistic_100", profile.iloc[0]), ("logistic_best", profile.iloc[profile["rmse"].argmin()])):
        paths[name] = logistic(years, fit["saturation_pct"], fit["rate"], fit["midpoint"])
    return pd.DataFrame(paths, index=pd.Index(years, name="year"))
