"""The register of what is the case, by the id of the prediction."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from ...session import data_folder

TRUTHS: dict[str, Callable] = {}


def truth(prediction_id: str) -> Callable:
    """Register the decorated function as the truth of a prediction."""

    def register(function: Callable) -> Callable:
        TRUTHS[prediction_id] = function
        return function

    return register


def truth_of(prediction_id: str) -> object:
    """What is the case, computed from the tables.

    Parameters
    ----------
    prediction_id : str
        Id of the prediction.

    Returns
    -------
    float or pandas.Series
        A number; or a value for each option or for each year; in the unit of the prediction.

    Examples
    --------
    >>> float(truth_of("france-1950").round(1))
    55.2
    """
    return _truth(data_folder(), prediction_id)


@functools.cache
def _truth(folder: Path, prediction_id: str):
    return TRUTHS[prediction_id]()
