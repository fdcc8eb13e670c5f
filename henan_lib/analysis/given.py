"""What the functions of this room are given: numbers without gaps, one for each unit or year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..words import message


def without_gaps(**given) -> list[np.ndarray]:
    """Arrays of numbers of one length without gaps.

    Parameters
    ----------
    **given : array_like, shape (n,)
        Numbers by the name of the parameter; Series must have one index.

    Returns
    -------
    list of numpy.ndarray, shape (n,)

    Raises
    ------
    ValueError
        If a number is missing or infinite, lengths differ, or two Series name different units or another order.

    Examples
    --------
    >>> without_gaps(start=[1, 2], end=[3, 4])[1].tolist()
    [3.0, 4.0]
    """
    arrays = {name: np.atleast_1d(np.asarray(values, dtype=float)) for name, values in given.items()}
    of_one_length(arrays)
    for name, array in arrays.items():
        gaps = int((~np.isfinite(array)).sum())
        if gaps:
            raise ValueError(message("gaps", name=name, count=gaps))
    indexes = [values.index for values in given.values() if isinstance(values, pd.Series)]
    if any(not index.equals(indexes[0]) for index in indexes[1:]):
        raise ValueError(message("other_index"))
    return list(arrays.values())


def of_one_length(given: dict) -> None:
    """Refuse what is not of one length, each by the name of the parameter.

    Raises
    ------
    ValueError
        If lengths differ.
    """
    lengths = {name: len(values) for name, values in given.items()}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise ValueError(message("unequal_lengths", lengths=listed))


def of_percent(coverage: float, draws: int = 1) -> None:
    """Refuse a coverage that is no percentage, and one of nothing.

    Raises
    ------
    ValueError
        If the coverage does not lie between 1 and 100, or there are no draws.
    """
    if not 1 < coverage < 100 or draws < 1:
        raise ValueError(message("band_settings", coverage=coverage, draws=draws))
