"""Models of urbanization, each short enough to read: stages, logistic fit, profile of the saturation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import brentq, curve_fit, minimize_scalar
from scipy.special import expit, logit
from scipy.stats import f as f_distribution

from ..words import message
from .given import of_percent, without_gaps


def logistic(year, saturation_pct: float, rate: float, midpoint: float) -> np.ndarray:
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
        If a value is missing, there are fewer than three points, all years or all shares are equal, shares are fractions of 1,
        or the ceiling is not above the series.

    Notes
    -----
    Method: ``scipy.optimize.curve_fit``, started from the straight line through the logits.

    Examples
    --------
    >>> years = range(1950, 2020, 10)
    >>> fit_logistic(years, logistic(years, 90, 0.04, 1980), 90).round(2)["midpoint"].item()
    1980.0
    """

    year, share = without_gaps(year=year, urban_share_pct=urban_share_pct)
    if len(share) < 3 or np.ptp(year) == 0 or np.ptp(share) == 0:
        raise ValueError(message("logistic_points", have=len(share)))
    if share.max() <= 1:
        raise ValueError(message("fractions", high=share.max()))
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


def ceiling_interval(urban_share_pct: pd.Series, coverage: float = 95, highest: float = 200) -> pd.Series:
    """The ceiling of a logistic that fits best, and the ceilings that fit hardly worse.

    Parameters
    ----------
    urban_share_pct : pandas.Series
        Urban shares in percent by year, at least four.
    coverage : float
        Confidence of the interval in percent, between 1 and 100.
    highest : float
        No ceiling above it is tried. A share cannot pass 100, but the fit may prefer a ceiling that does.

    Returns
    -------
    pandas.Series
        ``best``, ``low`` and ``high`` in percent. ``best`` is missing where the fit still improves at `highest`, and ``high``
        where even that ceiling is not rejected.

    Raises
    ------
    ValueError
        As `fit_logistic`; if there are fewer than four years, or the coverage is no percentage between 1 and 100.

    Notes
    -----
    Method: profile of the sum of squares, cut where the F test of one parameter rejects. It takes the errors of the years to
    be independent; values between two censuses are not, so the true interval is wider.

    Examples
    --------
    >>> years = np.arange(1950, 2020, 5)
    >>> share = pd.Series(logistic(years, 80, 0.06, 1980) + 0.2 * (-1.0) ** years.cumsum(), index=years)
    >>> ceiling_interval(share).round(1).tolist()
    [80.0, 79.1, 80.9]
    """
    (share,) = without_gaps(urban_share_pct=urban_share_pct)
    if len(share) < 4:
        raise ValueError(message("logistic_points", have=len(share)))
    of_percent(coverage)

    def squares(ceiling):
        return len(share) * fit_logistic(urban_share_pct.index, share, ceiling)["rmse"] ** 2

    tried = share.max() + np.geomspace(0.5, highest - share.max(), 60)
    place = int(np.argmin([squares(ceiling) for ceiling in tried]))
    near = tried[max(place - 1, 0)], tried[min(place + 1, len(tried) - 1)]
    best = minimize_scalar(squares, bounds=near, method="bounded").x
    limit = squares(best) * (1 + f_distribution.ppf(coverage / 100, 1, len(share) - 3) / (len(share) - 3))
    low = brentq(lambda ceiling: squares(ceiling) - limit, tried[0], best) if squares(tried[0]) > limit else tried[0]
    high = brentq(lambda ceiling: squares(ceiling) - limit, best, highest) if squares(highest) > limit else np.nan
    return pd.Series({"best": best if place < len(tried) - 1 else np.nan, "low": low, "high": high})


def logistic_curves(fits: pd.DataFrame, years) -> pd.DataFrame:
    """The fitted curves of a profile, drawn out over years.

    Parameters
    ----------
    fits : pandas.DataFrame
        Rows of `saturation_profile`.
    years : array_like
        Years.

    Returns
    -------
    pandas.DataFrame
        Columns ``ceiling`` (text, ``"S = 80 %"``), ``year`` and ``urban_share_pct``; one row per fit and year.

    Examples
    --------
    >>> years = range(1950, 2020, 10)
    >>> profile = saturation_profile(years, logistic(years, 85, 0.04, 1970), [85, 90])
    >>> curves = logistic_curves(profile, [1970, 2000])
    >>> curves["urban_share_pct"].round(1).tolist()
    [42.5, 65.3, 42.2, 65.4]
    """
    curves = [
        pd.DataFrame(
            {
                "ceiling": f"S = {fit.saturation_pct:.0f} %",
                "year": years,
                "urban_share_pct": logistic(years, fit.saturation_pct, fit.rate, fit.midpoint),
            }
        )
        for fit in fits.itertuples()
    ]
    return pd.concat(curves, ignore_index=True)


def log_odds(urban_share_pct) -> np.ndarray | pd.Series:
    """Natural logarithm of the urban over the rural share: no floor at 0 %, no ceiling at 100.

    Parameters
    ----------
    urban_share_pct : array_like
        Urban shares in percent, between 0 and 100.

    Returns
    -------
    numpy.ndarray or pandas.Series
        As `urban_share_pct`; a year's change of it is the difference of urban and rural growth.

    Raises
    ------
    ValueError
        If a share is not between 0 and 100.

    Examples
    --------
    >>> log_odds([50, 75]).round(3).tolist()
    [0.0, 1.099]
    """
    share = urban_share_pct if isinstance(urban_share_pct, pd.Series) else np.asarray(urban_share_pct, dtype=float)
    if not ((share > 0) & (share < 100)).all():
        raise ValueError(message("share_open", low=share.min(), high=share.max()))
    return np.log(share / (100 - share))


def logistic_forecast(urban_share_pct: pd.Series, years, saturation_pct: float = 100) -> np.ndarray:
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


def growth_difference_path(urban_share_pct: float, difference: float, years) -> np.ndarray:
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
    profile = saturation_profile(past.index, past, [ceiling for ceiling in range(100, 0, -5) if ceiling > past.max()])
    span, odds = past.index[-1] - past.index[0], log_odds(past)
    paths = {
        "constant_points": past.iloc[-1] + (past.iloc[-1] - past.iloc[0]) / span * (years - last),
        "constant_difference": growth_difference_path(past.iloc[-1], (odds.iloc[-1] - odds.iloc[0]) / span, years - last),
    }
    for name, fit in (("logistic_100", profile.iloc[0]), ("logistic_best", profile.iloc[profile["rmse"].argmin()])):
        paths[name] = logistic(years, fit["saturation_pct"], fit["rate"], fit["midpoint"])
    return pd.DataFrame(paths, index=pd.Index(years, name="year"))
