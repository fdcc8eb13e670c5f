"""Exercises with checks that name the mistake, hints, solutions, and quizzes."""

from __future__ import annotations

import numbers
import re
import unicodedata

import numpy as np
import pandas as pd
from IPython.display import display

from ..session import current, session
from ..words import Prose, message
from .answers import answer_of, solution_text
from .items import exercise, quiz_questions
from .policy_brief import verdict
from .progress import hints_seen, remember, solved
from .quiz import Quiz


class Unreadable(Exception):
    """The answer is not of the kind asked for."""


def _number(answer) -> float:

    if isinstance(answer, str):
        plain = unicodedata.normalize("NFKC", answer).replace("\u2212", "-").strip()
        found = re.fullmatch(r"([-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)\s*%?", plain)
        if not found:
            raise Unreadable
        return float(found[1].replace(",", ""))
    if isinstance(answer, bool):
        raise Unreadable
    try:
        values = np.asarray(answer, dtype=float).reshape(-1)
    except (TypeError, ValueError):
        raise Unreadable from None
    if values.size != 1 or not np.isfinite(values[0]):
        raise Unreadable
    return float(values[0])


def _table(answer) -> list[tuple]:
    """Rows of a Series (with its index) or DataFrame, in sorted order, numbers as floats."""

    if isinstance(answer, dict):
        answer = pd.Series(answer)
    if isinstance(answer, pd.Series):
        answer = answer.rename("value").rename_axis("key").reset_index()
    if not isinstance(answer, pd.DataFrame):
        raise Unreadable
    return sorted((tuple(map(_plain, row)) for row in answer.itertuples(index=False)), key=str)


def _plain(value):

    return float(value) if isinstance(value, numbers.Number) else str(value)


def _lines(answer) -> list[tuple]:
    """Points of every line of an Axes (or Figure, or seaborn grid), rounded, in sorted order."""
    figure = getattr(answer, "figure", answer)
    axes = getattr(figure, "axes", None)
    if not axes or not hasattr(figure, "savefig"):
        raise Unreadable
    lines = [tuple(map(tuple, line.get_xydata().round(3).tolist())) for ax in axes for line in ax.lines]
    return sorted(line for line in lines if line)


def _choice(answer) -> str:
    if not isinstance(answer, str):
        raise Unreadable
    return answer.strip().casefold()


def _brief(answer) -> str:

    found = verdict(answer)
    if found is None:
        raise Unreadable
    return found


READERS = {"number": _number, "table": _table, "lines": _lines, "choice": _choice, "brief": _brief}


def _same(kind: str, given, wanted, tolerance: float) -> bool:
    if kind == "number":
        return abs(given - wanted) <= tolerance
    if kind == "table":
        return len(given) == len(wanted) and all(
            len(a) == len(b) and all(_same_cell(x, y, tolerance) for x, y in zip(a, b)) for a, b in zip(given, wanted)
        )
    return given == wanted


def _same_cell(x, y, tolerance: float) -> bool:
    return abs(x - y) <= tolerance if isinstance(x, float) and isinstance(y, float) else x == y


def diagnose(number: str, answer) -> tuple[str, str]:
    """Key of the diagnosis and the sentence for the learner; `check` prints the sentence.

    Parameters
    ----------
    number : str
        Number of the exercise.
    answer : object
        What the learner gave.

    Returns
    -------
    tuple of str
        ``unanswered``, ``unreadable``, ``right``, the key of a known mistake, or ``not_yet``; and the sentence.
    """
    task = exercise(number)
    kind, tolerance = task["kind"], task.get("tolerance", 0)
    if answer is ... or answer is None:
        return "unanswered", message("unanswered", number=number)
    try:
        given = READERS[kind](answer)
    except Unreadable:
        return "unreadable", message(f"expected_{kind}", have=type(answer).__name__)
    wanted = READERS[kind](answer_of(number))
    if _same(kind, given, wanted, tolerance):
        return "right", message("right", why=task["right"][current()])
    for key, mistake in task["mistakes"].items():
        if _same(kind, given, READERS[kind](answer_of(number, key)), tolerance):
            return key, message("mistake", why=mistake[current()])
    if kind == "number" and task.get("unit") == "%" and _same(kind, given * 100, wanted, tolerance):
        return "fraction", message("mistake_fraction")
    return "not_yet", message("not_yet", number=number)


def check(number: str, answer) -> None:
    """Say whether an answer is right, and name the mistake if it is one that we know.

    Parameters
    ----------
    number : str
        Number of the exercise, ``"1a"``.
    answer : object
        The learner's answer; ``...`` counts as unanswered.

    Raises
    ------
    UnknownExercise
        If there is no such exercise.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.check("1d", "misprint")  # doctest: +ELLIPSIS
    ✗ ...
    """

    found, sentence = diagnose(number, answer)
    if found != "unanswered":
        sentence += remember(number, state="right" if found == "right" else "tried")
    display(Prose(sentence))


def hint(number: str) -> None:
    """Show the next hint of an exercise below those already taken.

    Parameters
    ----------
    number : str
        Number of the exercise.

    Raises
    ------
    UnknownExercise
        If there is no such exercise.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.hint("1a")  # doctest: +ELLIPSIS
    Hint 1 of 2...
    """

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
    UnknownExercise
        If there is no such exercise.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.solution("1d")  # doctest: +ELLIPSIS
    First take both hints...
    """

    task = exercise(number)
    if not session.solutions:
        sentence = message("solutions_closed")
    elif not solved(number) and hints_seen(number) < len(task["hints"][current()]):
        sentence = message("solution_after_hints", number=number)
    else:
        sentence = f"```python\n{solution_text(number)}\n```"
    display(Prose(sentence))


def quiz(chapter: str):
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
    UnknownExercise
        If the chapter has no quiz.

    Examples
    --------
    >>> import henan_lib as hl
    >>> len(hl.quiz("1").children)
    5
    """

    return Quiz(chapter, quiz_questions(chapter), current())
