"""How far two coders of one text agree, beyond what chance would give."""

from __future__ import annotations

import pandas as pd

from ..words import message
from .given import of_one_length


def cohen_kappa(first, second) -> float:
    """Cohen's kappa of two codings of the same things.

    Parameters
    ----------
    first, second : array_like, shape (n,)
        Code that each coder gave, thing by thing; categories without an order.

    Returns
    -------
    float
        (agreement - chance) / (1 - chance), no unit: 1 for full agreement, 0 for as much as chance would give, negative
        for less. Chance is the agreement of two coders who use each code as often as these do, but blindly.

    Raises
    ------
    ValueError
        If a code is missing, the lengths differ, or both used one and the same code throughout.

    Notes
    -----
    Method: J. Cohen, *Educational and Psychological Measurement* (1960).

    Examples
    --------
    >>> cohen_kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
    0.5
    """
    codes = {"first": pd.Series(list(first)), "second": pd.Series(list(second))}
    of_one_length(codes)
    for name, given in codes.items():
        if given.isna().any():
            raise ValueError(message("gaps", name=name, count=int(given.isna().sum())))
    parts = [given.value_counts(normalize=True) for given in codes.values()]
    chance = parts[0].mul(parts[1], fill_value=0).sum()
    if len(parts[0].index.union(parts[1].index)) < 2:
        raise ValueError(message("one_code"))
    agreed = (codes["first"] == codes["second"]).mean()
    return float((agreed - chance) / (1 - chance))
