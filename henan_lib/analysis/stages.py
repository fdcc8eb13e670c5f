"""Stages of urbanization by two thresholds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..words import message

STAGES = ["initial_stage", "middle_stage", "advanced_stage"]


def stage(urban_share_pct, low: float = 30, high: float = 70) -> pd.Categorical:
    """Stage of each urban share by two thresholds.

    Parameters
    ----------
    urban_share_pct : float or array_like, shape (n,)
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
        If `low` is greater than `high`, or the shares are fractions of 1.

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
    share = np.atleast_1d(np.asarray(urban_share_pct, dtype=float))
    if 0 < np.nanmax(share, initial=0) <= 1:
        raise ValueError(message("fractions", high=np.nanmax(share)))
    codes = np.where(np.isnan(share), -1, (share >= low).astype(int) + (share > high))
    return pd.Categorical.from_codes(codes, STAGES, ordered=True)
