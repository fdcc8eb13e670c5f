"""Segmented regression of an urban share, and the search for its breaks."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from ..words import message
from .given import without_gaps


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
        If a value is missing, a break does not lie within the years, or there are fewer points than coefficients.

    Notes
    -----
    Method: least squares on the year and one hinge ``max(year - break, 0)`` for each break.

    Examples
    --------
    >>> fit = segmented_fit([2000, 2001, 2002, 2003, 2004], [10, 11, 12, 15, 18], [2002])
    >>> fit[["slope_1", "slope_2"]].round(6).tolist()
    [1.0, 3.0]
    """
    (year, share), breaks = without_gaps(year=year, urban_share_pct=urban_share_pct), sorted(breaks)
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
        If a value is missing, or no choice leaves every piece `shortest` years.

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

    year, share = without_gaps(year=year, urban_share_pct=urban_share_pct)
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
