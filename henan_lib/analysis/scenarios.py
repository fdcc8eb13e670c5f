"""Scenarios of the urban share: a growth difference that drifts to a norm, and bands from blocks of residuals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import linregress

from ..words import label, message
from .given import without_gaps


def growth_differences(areas: pd.DataFrame, first: int, last: int, smallest: float = 0) -> pd.DataFrame:
    """Mean urban-rural growth difference of each area between two years, beside its urban share at the start.

    Parameters
    ----------
    areas : pandas.DataFrame
        Columns ``area_code``, ``year``, ``urban_population``, ``rural_population`` (persons), ``urban_share_pct``.
    first, last : int
        Years of the span.
    smallest : float
        Areas with fewer people in the first year are left out.

    Returns
    -------
    pandas.DataFrame
        Index ``area_code``; ``urban_share_pct`` in the first year and ``growth_difference`` in percent a year.
        Areas without both kinds of people in both years have no row.

    Raises
    ------
    ValueError
        If the last year is not after the first, or an area has a year twice.

    Examples
    --------
    >>> table = pd.DataFrame({"area_code": "a", "year": [2000, 2010], "urban_population": [50, 60],
    ...                       "rural_population": [50, 40], "urban_share_pct": [50.0, 60.0]})
    >>> growth_differences(table, 2000, 2010).round(2).loc["a"].tolist()
    [50.0, 4.05]
    """
    if last <= first:
        raise ValueError(message("span_order", first=first, last=last))
    twice = areas[areas["year"].isin([first, last]) & areas.duplicated(["area_code", "year"])]
    if len(twice):
        raise ValueError(message("rows_twice", areas=", ".join(sorted({label(code) for code in twice["area_code"]}))))
    settled = areas[(areas["urban_population"] > 0) & (areas["rural_population"] > 0)]
    settled = settled.assign(odds=np.log(settled["urban_population"] / settled["rural_population"]))
    start, end = (settled[settled["year"] == year].set_index("area_code") for year in (first, last))
    start = start[start["urban_population"] + start["rural_population"] >= smallest]
    difference = 100 * (end["odds"] - start["odds"]) / (last - first)
    return pd.DataFrame({"urban_share_pct": start["urban_share_pct"], "growth_difference": difference}).dropna()


def fit_norm(urban_share_pct, growth_difference) -> pd.Series:
    """Straight line of the growth difference on the urban share at the start: the norm at each share.

    Parameters
    ----------
    urban_share_pct : array_like, shape (n,)
        Urban shares at the start of a span in percent.
    growth_difference : array_like, shape (n,)
        Mean growth differences over the span in percent a year.

    Returns
    -------
    pandas.Series
        ``intercept`` (percent a year), ``slope`` (percent a year for each point of share), ``r_squared``.

    Raises
    ------
    ValueError
        If a value is missing, lengths differ, there are fewer than three pairs, or all shares are equal.

    Notes
    -----
    Method: ordinary least squares. The United Nations regress the difference on the initial share in the same way;
    the coefficients here are those of the data given, not the United Nations' own.

    Examples
    --------
    >>> fit_norm([20, 40, 60], [3.0, 2.0, 1.0]).round(3).to_dict()
    {'intercept': 4.0, 'slope': -0.05, 'r_squared': 1.0}
    """
    share, difference = without_gaps(urban_share_pct=urban_share_pct, growth_difference=growth_difference)
    if len(share) < 3 or np.ptp(share) == 0:
        raise ValueError(message("norm_pairs", have=len(share)))
    fit = linregress(share, difference)
    r_squared = fit.rvalue**2 if np.ptp(difference) else 1.0
    return pd.Series({"intercept": fit.intercept, "slope": fit.slope, "r_squared": r_squared})


def drifting_difference_path(urban_share_pct: float, difference: float, norm: float, drift_years: float, years):
    """Urban share when the urban-rural growth difference drifts in a straight line to a norm and then stays there.

    Parameters
    ----------
    urban_share_pct : float
        Urban share at the start in percent, above 0 and below 100.
    difference, norm : float
        Growth rate of the urban less that of the rural population, at the start and in the end, per year,
        continuously compounded.
    drift_years : float
        Years that the drift takes, greater than 0.
    years : array_like, shape (n,)
        Years since the start, not negative.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Urban shares in percent.

    Raises
    ------
    ValueError
        If the share is not between 0 and 100, the drift takes no time, or a year lies before the start.

    Notes
    -----
    Method: after the United Nations' World Urbanization Prospects, where the difference of a country moves to
    one that is regressed on the urban share; here the drift is integrated exactly, not year by year.

    Examples
    --------
    >>> drifting_difference_path(50, 0.04, 0.02, 20, [0, 10, 30]).round(1).tolist()
    [50.0, 58.7, 69.0]
    """

    years = np.asarray(years, dtype=float)
    if not 0 < urban_share_pct < 100:
        raise ValueError(message("start_share", share=urban_share_pct))
    if not drift_years > 0 or (years < 0).any():
        raise ValueError(message("drift_years", years=drift_years))
    drifted = np.minimum(years, drift_years) ** 2 / (2 * drift_years) + np.maximum(years - drift_years, 0)
    return 100 * expit(logit(urban_share_pct / 100) + difference * years + (norm - difference) * drifted)


def residual_band(series: pd.Series, forecast, targets, *, coverage=90, block=4, draws=200, seed=0, **settings):
    """Band of a forecast when the fit is repeated on its own residuals, drawn in blocks of consecutive years.

    Parameters
    ----------
    series : pandas.Series
        Values by year, without gaps.
    forecast : callable
        ``forecast(series, years, **settings)`` fits a series and returns the fitted or foretold values of `years`.
    targets : sequence of int
        Years of the band.
    coverage : float
        Percent of the draws within the band.
    block : int
        Consecutive years in a block, from 1 to the length of the series.
    draws, seed : int
        Number of repetitions, and the start of the random numbers.
    **settings
        Passed on to `forecast`.

    Returns
    -------
    pandas.DataFrame
        Index ``year``; ``low``, ``median`` and ``high`` in the unit of the series.

    Raises
    ------
    ValueError
        If a value is missing, a block is not between one year and the whole series, the coverage is no percentage between 1
        and 100, or there are no draws.

    Notes
    -----
    Method: moving blocks (H. R. Künsch, *Annals of Statistics*, 1989) of the centred residuals. Neighbouring
    years stay together because their errors are correlated: values between two censuses are partly interpolated
    by their publisher. The band holds if the curve is of the right kind; it knows nothing of a wrong one.

    Examples
    --------
    >>> line = lambda series, years: np.polyval(np.polyfit(series.index, series, 1), years)
    >>> exact = pd.Series([40.0, 41, 42, 43], index=range(2010, 2014))
    >>> residual_band(exact, line, [2020], block=2).round(6).loc[2020].tolist()
    [50.0, 50.0, 50.0]
    """
    without_gaps(series=series)
    if not 1 < coverage < 100 or draws < 1:
        raise ValueError(message("band_settings", coverage=coverage, draws=draws))
    if not 1 <= block <= len(series):
        raise ValueError(message("block_length", most=len(series), have=block))
    random = np.random.default_rng(seed)
    fitted = np.asarray(forecast(series, series.index.to_numpy(), **settings), dtype=float)
    residuals = series.to_numpy(dtype=float) - fitted
    residuals -= residuals.mean()
    starts = random.integers(0, len(series) - block + 1, (draws, -(-len(series) // block)))
    places = (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, : len(series)]
    paths = [forecast(pd.Series(fitted + residuals[one], index=series.index), targets, **settings) for one in places]
    quantiles = np.percentile(paths, [50 - coverage / 2, 50, 50 + coverage / 2], axis=0)
    return pd.DataFrame(quantiles.T, index=pd.Index(targets, name="year"), columns=["low", "median", "high"])
