"""Scenarios of the urban share: a drift to a norm, bands from blocks of residuals, fans from the errors of the past."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats
from scipy.special import expit, logit

from ..words import label, message
from .given import of_percent, without_gaps
from .growth import log_odds


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
    _once(areas[areas["year"].isin([first, last])])
    settled = areas[(areas["urban_population"] > 0) & (areas["rural_population"] > 0)]
    settled = settled.assign(odds=np.log(settled["urban_population"] / settled["rural_population"]))
    start, end = (settled[settled["year"] == year].set_index("area_code") for year in (first, last))
    start = start[start["urban_population"] + start["rural_population"] >= smallest]
    difference = 100 * (end["odds"] - start["odds"]) / (last - first)
    return pd.DataFrame({"urban_share_pct": start["urban_share_pct"], "growth_difference": difference}).dropna()


def _once(areas: pd.DataFrame) -> None:
    """Refuse a table in which an area has a year twice."""
    twice = areas.loc[areas.duplicated(["area_code", "year"]), "area_code"].unique()
    if len(twice):
        raise ValueError(message("rows_twice", areas=", ".join(sorted(map(label, twice)))))


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
    fit = stats.linregress(share, difference)
    r_squared = fit.rvalue**2 if np.ptp(difference) else 1.0
    return pd.Series({"intercept": fit.intercept, "slope": fit.slope, "r_squared": r_squared})


def norm_interval(urban_share_pct, growth_difference, at, coverage: float = 95) -> pd.DataFrame:
    """Where the growth difference of a single country may lie about the norm.

    Parameters
    ----------
    urban_share_pct, growth_difference : array_like, shape (n,)
        As for `fit_norm`.
    at : array_like, shape (m,)
        Urban shares in percent at which the interval is wanted.
    coverage : float
        Percent of the countries that the interval is to hold, between 1 and 100.

    Returns
    -------
    pandas.DataFrame
        Index ``urban_share_pct`` with the values of `at`; ``low``, ``norm`` and ``high`` in percent a year.

    Raises
    ------
    ValueError
        As `fit_norm`, or if the coverage is no percentage between 1 and 100.

    Notes
    -----
    Method: the prediction interval of ordinary least squares, for one more country; it assumes that the countries scatter
    about the line alike at each share, independently and normally.

    Examples
    --------
    >>> norm_interval([20, 40, 60, 80], [3.0, 1.0, 2.0, 0.0], [50]).round(1).to_numpy().tolist()
    [[-3.1, 1.5, 6.1]]
    """
    line = fit_norm(urban_share_pct, growth_difference)
    of_percent(coverage)
    share, difference = without_gaps(urban_share_pct=urban_share_pct, growth_difference=growth_difference)
    at = np.asarray(at, dtype=float)
    count, norm = len(share), line["intercept"] + line["slope"] * at
    residuals = difference - line["intercept"] - line["slope"] * share
    spread = np.sqrt((residuals**2).sum() / (count - 2))
    wide = np.sqrt(1 + 1 / count + (at - share.mean()) ** 2 / ((share - share.mean()) ** 2).sum())
    reach = stats.t.ppf(0.5 + coverage / 200, count - 2) * spread * wide
    index = pd.Index(at, name="urban_share_pct")
    return pd.DataFrame({"low": norm - reach, "norm": norm, "high": norm + reach}, index=index)


def drifting_difference_path(urban_share_pct: float, difference: float, norm: float, drift_years: float, years) -> np.ndarray:
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


def residual_band(series: pd.Series, forecast, targets, *, coverage=90, block=4, draws=200, seed=0, **settings) -> pd.DataFrame:
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
    of_percent(coverage, draws)
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


def past_errors(
    areas: pd.DataFrame,
    ahead: int,
    *,
    back: int = 4,
    lowest: float = 50,
    highest: float = 68,
    least_gain: float = 0.5,
    smallest: float = 5e6,
) -> pd.DataFrame:
    """How far a constant growth difference missed before: in every area, from every year that was like the one in question.

    Parameters
    ----------
    areas : pandas.DataFrame
        Columns ``area_code``, ``year``, ``urban_population``, ``rural_population`` (persons), ``urban_share_pct``, no
        year of an area twice.
    ahead : int
        Years that the forecast goes ahead, at least 1.
    back : int
        Years before the start over which the growth difference is measured.
    lowest, highest : float
        Urban share at the start in percent, both ends included.
    least_gain : float
        The share must have gained more than so many points a year over the years before the start.
    smallest : float
        The area must have more people at the start.

    Returns
    -------
    pandas.DataFrame
        One row for each area and start: ``area_code``, ``year`` of the start, ``urban_share_pct`` then, ``foretold_pct``,
        ``came_pct`` and ``error_points``, foretold less came.

    Raises
    ------
    ValueError
        If `ahead` or `back` is less than a year, or an area has a year twice.

    Notes
    -----
    Method: errors of the past carried over to the next forecast, as of N. Williams and P. Goodman (Journal of the American
    Statistical Association, 1971). Starts that follow each other share most of their years and are no independent trials.

    Examples
    --------
    >>> table = pd.DataFrame({"area_code": "a", "year": [2000, 2004, 2010], "urban_population": [50e6, 60e6, 65e6],
    ...                       "rural_population": [50e6, 40e6, 35e6], "urban_share_pct": [50.0, 60.0, 65.0]})
    >>> past_errors(table, 6)[["year", "foretold_pct", "error_points"]].round(1).to_numpy().tolist()
    [[2004.0, 73.4, 8.4]]
    """
    if ahead < 1 or back < 1:
        raise ValueError(message("years_ahead", ahead=ahead, back=back))
    _once(areas)
    settled = areas[areas["urban_share_pct"].gt(0) & areas["urban_share_pct"].lt(100)]
    share = settled.set_index(["area_code", "year"])["urban_share_pct"]
    people = (settled["urban_population"] + settled["rural_population"]).to_numpy()
    start = pd.DataFrame({"urban_share_pct": share, "people": people}).reset_index()
    for name, years in (("before", -back), ("came_pct", ahead)):
        other = share.rename(name).reset_index()
        start = start.merge(other.assign(year=other["year"] - years), on=["area_code", "year"])
    start["gain"] = (start["urban_share_pct"] - start["before"]) / back
    like = start["urban_share_pct"].between(lowest, highest) & start["gain"].gt(least_gain) & start["people"].gt(smallest)
    start = start[like].sort_values(["year", "area_code"], ignore_index=True)
    rate = (log_odds(start["urban_share_pct"]) - log_odds(start["before"])) / back if len(start) else 0
    odds = log_odds(start["urban_share_pct"]) + ahead * rate if len(start) else start["urban_share_pct"]
    start["foretold_pct"] = 100 * expit(odds)
    start["error_points"] = start["foretold_pct"] - start["came_pct"]
    return start[["area_code", "year", "urban_share_pct", "foretold_pct", "came_pct", "error_points"]]


def error_fan(areas: pd.DataFrame, path: pd.Series, coverage: float = 90, **settings) -> pd.DataFrame:
    """A forecast with the errors that its method made before, as many years on.

    Parameters
    ----------
    areas : pandas.DataFrame
        As for `past_errors`.
    path : pandas.Series
        Urban shares in percent by year, the first the last one known, the others foretold with a constant growth difference.
    coverage : float
        Percent of the past errors that the fan is to hold, between 1 and 100.
    **settings
        Passed on to `past_errors`.

    Returns
    -------
    pandas.DataFrame
        Index ``year``, that of `path`; ``low``, ``median`` and ``high`` in percent.

    Raises
    ------
    ValueError
        As `past_errors`; if a value is missing, the coverage is no percentage between 1 and 100, or no error is known.

    Examples
    --------
    >>> import henan_lib as hl
    >>> areas = hl.load("world_urban_share").query("area_type == 'country_or_area' and status == 'estimate'")
    >>> error_fan(areas, pd.Series([60.0, 70.0], index=[2024, 2035])).round(1).loc[2035].tolist()
    [63.5, 68.8, 72.4]
    """
    without_gaps(path=path)
    rows = {path.index[0]: [path.iloc[0]] * 3}
    for year in path.index[1:]:
        errors = past_errors(areas, year - path.index[0], **settings)["error_points"]
        rows[year] = (path[year] - _bounds(errors, coverage)[::-1]).tolist()
    fan = pd.DataFrame.from_dict(rows, orient="index", columns=["low", "median", "high"])
    return fan.rename_axis("year")


def fans_held(errors: pd.DataFrame, ahead: int, coverage: float = 90, least: int = 10) -> pd.DataFrame:
    """Whether earlier fans held: each made only from errors that were known when it was made.

    Parameters
    ----------
    errors : pandas.DataFrame
        Rows of `past_errors`, columns ``area_code``, ``year`` and ``error_points``.
    ahead : int
        Years ahead of these errors: an error is known so many years after its start.
    coverage : float
        Percent of the known errors that a fan is to hold, between 1 and 100.
    least : int
        Areas whose errors must be known before a fan is made.

    Returns
    -------
    pandas.DataFrame
        The rows of `errors` for which a fan could be made, with its ``low`` and ``high`` (errors in points) and ``held``.

    Raises
    ------
    ValueError
        If `ahead` is less than a year, an error is missing, or the coverage is no percentage between 1 and 100.

    Examples
    --------
    >>> errors = pd.DataFrame({"area_code": list("abc"), "year": [2000, 2000, 2011], "error_points": [-1.0, 1.0, 2.0]})
    >>> fans_held(errors, 11, least=2)[["low", "high", "held"]].round(1).to_numpy().tolist()
    [[-0.9, 0.9, False]]
    """
    if ahead < 1:
        raise ValueError(message("years_ahead", ahead=ahead, back=1))
    without_gaps(error_points=errors["error_points"])
    made = []
    for year, rows in errors.groupby("year"):
        known = errors[errors["year"] + ahead <= year]
        if known["area_code"].nunique() >= least:
            low, _, high = _bounds(known["error_points"], coverage)
            made.append(rows.assign(low=low, high=high, held=rows["error_points"].between(low, high)))
    return pd.concat(made, ignore_index=True) if made else errors.head(0).assign(low=0.0, high=0.0, held=False)


def _bounds(errors, coverage):
    of_percent(coverage, len(errors))
    return np.percentile(errors, [50 - coverage / 2, 50, 50 + coverage / 2])
