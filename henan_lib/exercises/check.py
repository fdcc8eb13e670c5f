"""Exercises with checks that name the mistake, hints, solutions, and quizzes."""

from __future__ import annotations

import numbers
import sys
from collections import Counter

import numpy as np
import pandas as pd
from IPython.display import display

from ..course import solutions_open
from ..session import current, session
from ..words import Prose, message
from .answers import answer_of, solution_text
from .items import exercise, quiz_questions, spelt
from .policy_brief import faults, rows_of
from .progress import hints_seen, mistakes_made, remember, solved
from .quiz import Quiz
from .readers import PERCENT, OtherUnit, PercentSign, Unreadable, read_answer

COARSEST, FINEST = 0, 3  # digits to which a right number may have been rounded
OTHER_UNITS = (1e4, 1e6, 1e8)
SCALES = {"fraction": (0.01,), "unit": (*OTHER_UNITS, *(1 / size for size in OTHER_UNITS))}


def _same(kind: str, given, wanted, tolerance: float) -> bool:
    if kind == "number":
        return abs(given - wanted) <= tolerance
    if kind == "table":
        return len(given) == len(wanted) and all(
            len(a) == len(b) and all(_same_cell(x, y, tolerance) for x, y in zip(a, b)) for a, b in zip(given, wanted)
        )
    if kind == "lines":
        return given.keys() == wanted.keys()
    return given == wanted


def _same_cell(x, y, tolerance: float) -> bool:
    return abs(x - y) <= tolerance if isinstance(x, float) and isinstance(y, float) else x == y


def _views(kind: str, read_as) -> list[tuple[list[float], object]]:
    """The numbers of an answer beside what they belong to: the keys of a table, the other axis of a drawing."""
    if kind == "number":
        return [([read_as], None)]
    if kind == "bars":
        return [(read_as, None)]
    if kind == "table" and all(len(row) == 2 and isinstance(row[1], float) for row in read_as):
        return [([row[1] for row in read_as], [row[0] for row in read_as])]
    if kind in ("lines", "points"):
        parts = sorted(read_as) if kind == "lines" else [read_as]
        lengths, points = [len(part) for part in parts], [point for part in parts for point in part]
        across, upwards = [x for x, _ in points], [y for _, y in points]
        return [(upwards, (lengths, across)), (across, (lengths, upwards))]
    return []


def _like(kind: str, given, wanted, close) -> bool:
    """Whether two answers have the same keys, and `close` numbers that are not all nothing."""
    return any(
        any(mine) and len(mine) == len(right) and my_keys == keys and all(map(close, mine, right))
        for (mine, my_keys), (right, keys) in zip(_views(kind, given), _views(kind, wanted))
    )


def _rounded(kind: str, given, wanted, coarsest: int = COARSEST) -> int | None:
    """To how many digits numbers were rounded, if they were; a half goes up or down."""

    def fits(n: int) -> bool:
        return _like(kind, given, wanted, lambda x, y: abs(x - y) <= 0.5 / 10**n + 1e-9 and abs(x - round(x, n)) < 1e-9)

    return next(filter(fits, range(FINEST, coarsest - 1, -1)), None)


def _scaled(kind: str, given, wanted) -> str | None:
    """Whether numbers are right but for a unit: ``fraction``, ``unit`` or nothing."""
    for key, sizes in SCALES.items():
        for size in sizes:
            if _like(kind, given, wanted, lambda x, y: abs(x - y * size) <= 5e-3 * abs(y * size)):  # noqa: B023
                return key
    return None


def _misnamed(given: dict, wanted: dict) -> bool:
    """Whether the legend gives right lines each other's names."""
    both = set(filter(None, given.values())) & set(filter(None, wanted.values()))
    return any(given[line] != wanted[line] for line in wanted if {given[line], wanted[line]} <= both)


def _nearly_right(kind: str, given, wanted, unit: str | None) -> tuple[str, str] | None:
    """What keeps an answer that no known mistake explains from being right: its unit, or lines or points too many."""
    scaled = _scaled(kind, given, wanted)
    if scaled == "unit" or (scaled and kind == "number" and unit not in PERCENT):
        return "unit", message("mistake_unit")
    if scaled:
        return "fraction", message("mistake_fraction")
    if kind == "lines" and given.keys() > wanted.keys():
        return "more_lines", message("mistake_more_lines", count=len(given) - len(wanted))
    if kind == "points" and Counter(given) > Counter(wanted):
        return "more_points", message("mistake_more_points", count=len(given) - len(wanted))
    return None


def _kind_of(answer) -> str:
    """Name of what was given, as a word of the session's language."""
    if isinstance(answer, float | np.floating | int) and not abs(answer) <= sys.float_info.max:
        return message("a_boundless")
    kinds = {
        "text": str, "truth": bool, "number": numbers.Number, "list": list | tuple | set, "dict": dict,
        "series": pd.Series, "frame": pd.DataFrame, "array": np.ndarray,
    }  # fmt: skip
    return message(next((f"a_{name}" for name, kind in kinds.items() if isinstance(answer, kind)), "a_thing"))


def diagnose(number: str, answer, place: str | None = None) -> tuple[str, str]:
    """Key of the diagnosis and the sentence for the learner; `check` prints the sentence.

    Parameters
    ----------
    number : str
        Number of the exercise.
    answer : object
        What the learner gave.
    place : str, optional
        Code of the learner's place, where the exercise asks about it.

    Returns
    -------
    tuple of str
        ``unanswered``, ``unreadable``, ``right``, the key of a known mistake, or ``not_yet``; and the sentence.
    """
    number = spelt(number)
    task = exercise(number)
    kind, tolerance = task["kind"], task.get("tolerance", 0)
    unit = task.get("unit")
    if answer is ... or answer is None:
        return "unanswered", message("unanswered", number=number)
    try:
        given = read_answer(kind, answer, unit)
    except PercentSign:
        return "unreadable", message("percent_sign")
    except OtherUnit:
        return "unreadable", message("other_unit")
    except Unreadable:
        return "unreadable", message(f"expected_{kind}", have=_kind_of(answer))
    wanted = read_answer(kind, answer_of(number, place=place), unit)
    if _same(kind, given, wanted, tolerance):
        if kind == "lines" and _misnamed(given, wanted):
            return "legend", message("mistake_legend")
        return "right", message("right", why=task["right"][current()])
    if kind == "choice" and given not in task["options"]:
        return "unreadable", message("expected_option", options=", ".join(f'"{option}"' for option in task["options"]))
    if (digits := _rounded(kind, given, wanted)) is not None:
        return "rounded", message("mistake_rounded", digits=digits)
    made = {}
    for key, mistake in task["mistakes"].items():
        made[key] = read_answer(kind, answer_of(number, key, place), unit)
        if _same(kind, given, made[key], tolerance):
            return key, message("mistake", why=mistake[current()])
    for key, one in made.items():
        if _rounded(kind, given, one, coarsest=1) is not None:
            return key, message("mistake", why=task["mistakes"][key][current()])
    if kind == "brief" and (found := faults(rows_of(answer))):
        return given, message("mistake", why=found[0][1])
    return _nearly_right(kind, given, wanted, unit) or ("not_yet", message("not_yet", number=number))


def check(number: str, answer, place: str | None = None) -> None:
    """Say whether an answer is right, and name the mistake if it is one that we know.

    Parameters
    ----------
    number : str
        Number of the exercise, ``"1a"``.
    answer : object
        The learner's answer; ``...`` counts as unanswered.
    place : str, optional
        Code of the learner's province, where the exercise asks about it.

    Raises
    ------
    UnknownName
        If there is no such exercise.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.check("1d", "misprint")  # doctest: +ELLIPSIS
    ✗ ...
    """

    number = spelt(number)
    found, sentence = diagnose(number, answer, place)
    if found != "unanswered":
        what = {"state": "right" if found == "right" else "tried"}
        if found in exercise(number)["mistakes"]:
            what["mistakes"] = sorted({*mistakes_made(number), found})
        sentence += remember(number, **what)
    display(Prose(sentence))


def hint(number: str) -> None:
    """Show the next hint of an exercise below those already taken.

    Parameters
    ----------
    number : str
        Number of the exercise.

    Raises
    ------
    UnknownName
        If there is no such exercise.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.hint("1a")  # doctest: +ELLIPSIS
    Hint 1 of 2...
    """

    number = spelt(number)
    hints = exercise(number)["hints"][current()]
    seen = min(hints_seen(number) + 1, len(hints))
    note = remember(number, hints=seen)
    given = [message("hint", number=place, count=len(hints), hint=hints[place - 1]) for place in range(1, seen + 1)]
    display(Prose("\n\n".join(given) + note))


def solution(number: str) -> None:
    """Show one way to solve an exercise, as code that runs, once it is solved or both hints are taken.

    In a session begun with ``hl.start(..., solutions=False)`` it stays closed.

    Parameters
    ----------
    number : str
        Number of the exercise.

    Raises
    ------
    UnknownName
        If there is no such exercise.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.solution("1d")  # doctest: +ELLIPSIS
    First take both hints...
    """

    number = spelt(number)
    task = exercise(number)
    if not (session.solutions and solutions_open()):
        sentence = message("solutions_closed")
    elif not solved(number) and hints_seen(number) < len(task["hints"][current()]):
        sentence = message("solution_after_hints", number=number)
    else:
        sentence = f"```python\n{solution_text(number)}\n```"
    display(Prose(sentence))


def quiz(chapter: str) -> Quiz:
    """Quiz of a chapter: radio buttons with a sentence on every option.

    Parameters
    ----------
    chapter : str
        Number of the chapter, ``"1"``.

    Returns
    -------
    ipywidgets.VBox
        Live where there is a kernel, the questions as text elsewhere.

    Raises
    ------
    UnknownName
        If the chapter has no quiz.

    Examples
    --------
    >>> import henan_lib as hl
    >>> len(hl.quiz("1").children)
    5
    """

    chapter = spelt(chapter)
    return Quiz(chapter, quiz_questions(chapter), current())
