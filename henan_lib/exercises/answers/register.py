"""The register of solutions and known mistakes, what they give, and a solution as a learner would type it."""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt

from ...session import data_folder
from ..items import exercise

IMPORTS = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "sns": "import seaborn as sns",
}
SOLUTIONS: dict[str, Callable] = {}
MISTAKES: dict[tuple[str, str], Callable] = {}


def solution(number: str) -> Callable:
    """Register the decorated function as the solution of an exercise."""

    def register(function: Callable) -> Callable:
        SOLUTIONS[number] = function
        return function

    return register


def mistake(number: str, key: str) -> Callable:
    """Register the decorated function as a known mistake in an exercise."""

    def register(function: Callable) -> Callable:
        MISTAKES[number, key] = function
        return function

    return register


def answer_of(number: str, mistake: str | None = None, place: str | None = None) -> object:
    """What the solution of an exercise gives, or one of its known mistakes.

    Parameters
    ----------
    number : str
        Number of the exercise.
    mistake : str, optional
        Key of a known mistake; the solution if not given.
    place : str, optional
        Code of the learner's place, for an exercise that asks about it; the chapter's example if not given.

    Returns
    -------
    object
        A number, a table, axes, a word or a list, as the exercise asks.

    Examples
    --------
    >>> answer_of("1d"), answer_of("1d", "misprint")
    ('edition', 'misprint')
    """
    return _answer(data_folder(), number, mistake, place if exercise(number).get("of_place") else None)


@functools.cache
def _answer(folder: Path, number: str, mistake: str | None, place: str | None):
    task = exercise(number)
    if task["kind"] == "choice":
        return (task["mistakes"][mistake] if mistake else task)["choice"]
    open_before = plt.get_fignums()
    plt.figure()  # what a solution draws goes here, not on a figure of the learner's
    found = (MISTAKES[number, mistake] if mistake else SOLUTIONS[number])(*([place] if place else []))
    for figure in set(plt.get_fignums()) - set(open_before):
        plt.close(figure)
    return found


def solution_text(number: str) -> str:
    """Solution of an exercise as code that runs in a notebook and sets ``answer``.

    Examples
    --------
    >>> print(solution_text("1d"))
    answer = "edition"
    """
    if exercise(number)["kind"] == "choice":
        return f'answer = "{answer_of(number)}"'
    lines = textwrap.dedent(inspect.getsource(SOLUTIONS[number])).splitlines()
    function = ast.parse("\n".join(lines)).body[0]
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    imports = "\n".join(line for name, line in IMPORTS.items() if name in used)
    last = function.body[-1].lineno - 1
    lines[last] = lines[last].replace("return ", "answer = ", 1)
    body = textwrap.dedent("\n".join(lines[function.body[0].lineno - 1 :]))
    return f"{imports}\n\n{body}" if imports else body
