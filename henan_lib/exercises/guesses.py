"""Predictions as they stand in the data package, their truth, and how far a guess is from it."""

from __future__ import annotations

import itertools
import math
import numbers
import random

import pandas as pd

from ..session import current, entries_of
from ..words import label, look_up, message
from .truths import truth_of

DIFFERENCE = {
    "percent": "points_counted",
    "percent_per_year": "points_per_year",
}  # the unit of a difference, where it is another


def entries() -> dict[str, dict]:
    """Every prediction of ``data/predictions.toml`` by its id."""
    return entries_of("predictions.toml")


def entry(prediction_id: str) -> dict:
    """Kind, unit, range and words of a prediction.

    Raises
    ------
    UnknownName
        If there is no such prediction; the message has the closest ones.
    """
    return look_up("prediction", prediction_id, entries())


def key(prediction_id: str) -> str:
    """Under what a guess is remembered; it begins with the chapter, which can be forgotten as a whole.

    Examples
    --------
    >>> key("china-curve")
    '2:china-curve'
    """
    return f"{entry(prediction_id)['chapter']}:{prediction_id}"


def named(described: dict, option: str) -> str:
    """Name of an option in the session's language: the prediction's own words, or the label of a place or value."""
    own = described.get("words", {}).get(option)
    return own[current()] if own else label(option)


def shuffled(prediction_id: str) -> list[str]:
    """Options in the order in which they are offered; those to arrange are mixed and never already in order."""
    described = entry(prediction_id)
    options = list(described["options"])
    if described["kind"] == "order":
        mixer = random.Random(prediction_id)
        while options == right_order(prediction_id):
            mixer.shuffle(options)
    return options


def right_order(prediction_id: str) -> list[str]:
    """Options from the largest value to the smallest."""
    return list(truth_of(prediction_id).sort_values(ascending=False).index)


def right_option(prediction_id: str) -> str:
    """The option that is true: that with the largest value, or the smallest, if so asked."""
    truth = truth_of(prediction_id)
    return truth.idxmin() if entry(prediction_id).get("smallest") else truth.idxmax()


def hidden_years(prediction_id: str) -> list[int]:
    """Years of a curve that are to be drawn."""
    return [int(year) for year in truth_of(prediction_id).index if year > entry(prediction_id)["known_to"]]


def _possible(value: object, described: dict) -> bool:
    number = isinstance(value, numbers.Real) and not isinstance(value, bool) and math.isfinite(value)
    return number and described["range"][0] <= value <= described["range"][1]


def fits(prediction_id: str, guess: object) -> bool:
    """Whether something can be a guess; a file of progress may hold anything.

    Examples
    --------
    >>> fits("france-1950", 40), fits("france-1950", -3), fits("france-1950", "many")
    (True, False, False)
    """
    described = entry(prediction_id)
    kind = described["kind"]
    if kind == "number":
        return _possible(guess, described)
    if kind == "choice":
        return isinstance(guess, str) and guess in described["options"]
    if not isinstance(guess, list):
        return False
    if kind == "order":
        return all(isinstance(option, str) for option in guess) and sorted(guess) == sorted(described["options"])
    length = 2 if kind == "interval" else len(hidden_years(prediction_id))
    return (
        len(guess) == length and all(_possible(end, described) for end in guess) and (kind == "curve" or guess[0] <= guess[1])
    )


def amount(value: float, described: dict, *, difference: bool = False) -> str:
    """Number with its unit in the session's language; of a difference, the unit that differences have."""
    text = f"{value:,.{described['digits']}f}" if described["unit"] else f"{value:.{described['digits']}f}"
    unit = DIFFERENCE.get(described["unit"], described["unit"]) if difference else described["unit"]
    return message("predict_amount", value=text.replace("-", "\N{MINUS SIGN}"), unit=label(unit)).strip()


def typical_miss(prediction_id: str, guess: list[float]) -> float:
    """Root of the mean square of the distances between a drawn curve and the true one, in the curve's unit."""
    truth = truth_of(prediction_id)[hidden_years(prediction_id)]
    return math.sqrt(((pd.Series(guess, truth.index) - truth) ** 2).mean())


def crossed_pairs(prediction_id: str, guess: list[str]) -> int:
    """How many pairs of an arrangement stand the wrong way round."""
    right = right_order(prediction_id)
    return sum(right.index(first) > right.index(second) for first, second in itertools.combinations(guess, 2))


def outcome(prediction_id: str, guess) -> str:
    """Key of what became of a guess: ``guess_right``, ``guess_low``, ``guess_high``, ``guess_held`` or ``guess_wrong``.

    Examples
    --------
    >>> outcome("france-1950", 0), outcome("france-1950", 100)
    ('guess_low', 'guess_high')
    """
    described = entry(prediction_id)
    kind = described["kind"]
    if kind == "number":
        gap = round(guess - truth_of(prediction_id), described["digits"])
        return "guess_low" if gap < 0 else "guess_high" if gap > 0 else "guess_right"
    if kind == "interval":
        truth = truth_of(prediction_id)
        return "guess_low" if guess[1] < truth else "guess_high" if guess[0] > truth else "guess_held"
    if kind == "choice":
        return "guess_right" if guess == right_option(prediction_id) else "guess_wrong"
    if kind == "order":
        return "guess_wrong" if crossed_pairs(prediction_id, guess) else "guess_right"
    truth = truth_of(prediction_id)[hidden_years(prediction_id)]
    return "guess_low" if sum(guess) < truth.sum() else "guess_high"


def fewest(count: int, held: float = 0.9) -> int:
    """How many of some intervals hold the truth at the least, 19 times out of 20, if each holds it with this probability.

    Examples
    --------
    >>> fewest(1), fewest(12)
    (0, 9)
    """
    below, number = 0.0, 0
    while (below := below + math.comb(count, number) * held**number * (1 - held) ** (count - number)) <= 0.05:
        number += 1
    return number
