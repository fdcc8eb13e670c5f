"""Inequality, neighbourhood, convergence and rank-size among regions and cities, each short enough to read."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import linregress, t

from ..words import label, message
from .given import without_gaps


def theil(values, weights, groups=None) -> pd.Series:
    """Theil index of a value over weighted units, and how much of it lies between groups.

    Parameters
    ----------
    values : array_like, shape (n,)
        Positive values, such as urban shares in percent or output per head in yuan.
    weights : array_like, shape (n,)
        Positive weights, such as residents; only their ratios matter.
    groups : array_like, shape (n,), optional
        Group of each unit; one group for all if not given.

    Returns
    -------
    pandas.Series
        ``total``, ``between``, ``within``; 0 where all values are equal, no unit.

    Raises
    ------
    ValueError
        If a value or a weight is missing or not positive, or a unit has no group.

    Notes
    -----
    Method: H. Theil, *Economics and Information Theory* (1967), index T; decomposition after A. F. Shorrocks,
    *Econometrica* (1980).

    Examples
    --------
    >>> theil([30, 60, 30, 60], [1, 1, 1, 1], ["a", "b", "a", "b"]).round(4).to_dict()
    {'total': 0.0566, 'between': 0.0566, 'within': 0.0}
    """
    values, weights = without_gaps(values=values, weights=weights)
    table = pd.DataFrame({"value": values, "weight": weights})
    if groups is not None and (len(groups) != len(table) or pd.isna(pd.Series(groups)).any()):
        raise ValueError(message("groups_gaps", have=int(pd.Series(groups).notna().sum()), want=len(table)))
    wrong = ~(table > 0).all(axis=1)
    if wrong.any():
        raise ValueError(message("not_positive", count=wrong.sum()))
    table["amount"] = table["value"] * table["weight"]

    def index(parts):
        of_amount, of_weight = (parts[name] / parts[name].sum() for name in ("amount", "weight"))
        return (of_amount * np.log(of_amount / of_weight)).sum()

    total = index(table)
    key = np.zeros(len(table)) if groups is None else np.asarray(groups)
    between = index(table.groupby(key).sum())
    return pd.Series({"total": total, "between": between, "within": total - between})


def neighbour_mean(values: pd.Series, pairs: pd.DataFrame) -> pd.Series:
    """Mean over the neighbours of each unit: the spatial lag with row-standardised weights.

    Parameters
    ----------
    values : pandas.Series, shape (n,)
        One value per unit, indexed by the unit's code.
    pairs : pandas.DataFrame, shape (m, 2)
        Pairs of neighbouring units, each pair once, in the first two columns.

    Returns
    -------
    pandas.Series, shape (n,)
        Mean of the neighbours, in the unit and the order of `values`.

    Raises
    ------
    ValueError
        If a value is missing or a unit has no neighbour among the pairs.

    Notes
    -----
    Method: A. D. Cliff and J. K. Ord, *Spatial Autocorrelation* (1973).

    Examples
    --------
    >>> pairs = pd.DataFrame({"a": ["x", "y"], "b": ["y", "z"]})
    >>> neighbour_mean(pd.Series({"x": 1.0, "y": 2.0, "z": 5.0}), pairs).to_dict()
    {'x': 2.0, 'y': 3.0, 'z': 2.0}
    """
    without_gaps(values=values)
    one, other = pairs.columns[:2]
    both = pd.concat([pairs[[one, other]], pairs[[other, one]].set_axis([one, other], axis=1)])
    both = both[both[one].isin(values.index) & both[other].isin(values.index)]
    lag = both[other].map(values).groupby(both[one]).mean().reindex(values.index)
    if lag.isna().any():
        raise ValueError(message("no_neighbour", units=", ".join(map(label, lag.index[lag.isna()]))))
    return lag.rename(values.name)


def moran(values: pd.Series, pairs: pd.DataFrame, permutations: int = 9999, seed: int = 0) -> pd.Series:
    """Moran's I with row-standardised neighbours and a one-sided permutation p-value.

    Parameters
    ----------
    values : pandas.Series, shape (n,)
        One value per unit, indexed by the unit's code.
    pairs : pandas.DataFrame, shape (m, 2)
        Pairs of neighbouring units, each pair once, in the first two columns.
    permutations : int
        How often the values are dealt out anew over the map.
    seed : int
        Seed of the random numbers: the same seed gives the same p-value.

    Returns
    -------
    pandas.Series
        ``moran_i``, ``expected`` (its mean without any pattern, -1 / (n - 1)) and ``p_value``, the share of
        permutations, the map itself among them, with an I at least as large; no units.

    Raises
    ------
    ValueError
        If a value is missing, all values are equal, or a unit has no neighbour.

    Notes
    -----
    Method: P. A. P. Moran, *Biometrika* (1950); permutation test as in L. Anselin, *Geographical Analysis* (1995).

    Examples
    --------
    >>> pairs = pd.DataFrame({"a": list("wxy"), "b": list("xyz")})
    >>> moran(pd.Series({"w": 1.0, "x": 1.0, "y": 2.0, "z": 2.0}), pairs).round(3)["moran_i"].item()
    0.5
    """
    without_gaps(values=values)
    centred = values - values.mean()
    if np.allclose(centred, 0):
        raise ValueError(message("all_equal"))
    units = values.index
    weights = np.array([neighbour_mean((units == unit) * pd.Series(1.0, units), pairs) for unit in units]).T
    generator = np.random.default_rng(seed)
    orders = [np.arange(len(units)), *(generator.permutation(len(units)) for _ in range(permutations))]
    dealt = centred.to_numpy()[np.array(orders)]
    found = ((dealt @ weights.T) * dealt).sum(axis=1) / (centred**2).sum()
    p_value = (found >= found[0] - 1e-12).mean()
    return pd.Series({"moran_i": found[0], "expected": -1 / (len(units) - 1), "p_value": p_value})


def beta_convergence(start, end) -> pd.Series:
    """Straight line through the change of each unit against its start: a negative slope is catching up.

    Parameters
    ----------
    start, end : array_like, shape (n,)
        The same measure of the same units at two dates, at least three units.

    Returns
    -------
    pandas.Series
        ``slope`` (change per unit of the start, over the whole period), the ends of its interval of 95 %
        ``slope_low`` and ``slope_high``, ``intercept`` (in the unit of the measure) and ``r_squared``.

    Raises
    ------
    ValueError
        If a value is missing, lengths differ, there are fewer than three units, or all start alike.

    Notes
    -----
    Method: R. J. Barro and X. Sala-i-Martin, *Journal of Political Economy* (1992), here unconditional, in levels
    and without weights. Errors in the start alone make the slope negative. The interval is that of Student's t.

    Examples
    --------
    >>> beta_convergence([20, 40, 60], [40, 50, 60]).round(2).to_dict()
    {'slope': -0.5, 'slope_low': -0.5, 'slope_high': -0.5, 'intercept': 30.0, 'r_squared': 1.0}
    """
    start, end = without_gaps(start=start, end=end)
    change = end - start
    if len(start) < 3 or np.allclose(start, start[0]):
        raise ValueError(message("convergence_units", have=len(start)))
    fit = linregress(start, change)
    r_squared = fit.rvalue**2 if np.ptp(change) else 1.0
    reach = t.ppf(0.975, len(start) - 2) * fit.stderr
    return pd.Series(
        {
            "slope": fit.slope,
            "slope_low": fit.slope - reach,
            "slope_high": fit.slope + reach,
            "intercept": fit.intercept,
            "r_squared": r_squared,
        }
    )


def rank_size_slope(sizes) -> pd.Series:
    """Slope of the logarithm of rank on the logarithm of size: the steeper, the more alike the cities in size.

    Parameters
    ----------
    sizes : array_like, shape (n,)
        Positive sizes, such as inhabitants of cities, at least three; only their ratios matter.

    Returns
    -------
    pandas.Series
        ``slope``, about -1 under Zipf's law, and its ``standard_error``, the slope times the root of 2 / n.

    Raises
    ------
    ValueError
        If there are fewer than three sizes, one is missing or not positive, or all are equal.

    Notes
    -----
    Method: least squares of log(rank - 1/2) on log(size), X. Gabaix and R. Ibragimov, NBER Technical Working Paper
    342 (2007). It holds for the upper tail: where the list is cut is part of the answer.

    Examples
    --------
    >>> rank_size_slope([1 / (rank - 0.5) for rank in range(1, 51)]).round(2).to_dict()
    {'slope': -1.0, 'standard_error': 0.2}
    """
    (sizes,) = without_gaps(sizes=sizes)
    sizes = np.sort(sizes)[::-1]
    if len(sizes) < 3 or not (sizes > 0).all() or sizes[0] == sizes[-1]:
        raise ValueError(message("rank_sizes", have=len(sizes)))
    slope = np.polyfit(np.log(sizes), np.log(np.arange(len(sizes)) + 0.5), 1)[0]
    return pd.Series({"slope": slope, "standard_error": abs(slope) * np.sqrt(2 / len(sizes))})
