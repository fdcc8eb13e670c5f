"""What the teacher sees of a class, read from the learners' own files: how far, which mistakes, what was guessed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pandas as pd

from ...exercises.guesses import entries, entry, fits, key, outcome
from ...exercises.items import exercises
from ...exercises.progress import known_mistakes, table, understood
from ...session import current
from ...words import label, message
from .place import Place

MOST = 12  # mistakes that are listed
QUOTED = tuple("=+-@\t\r")  # a spreadsheet takes what begins so for a formula


def remembered(place: Place) -> dict[str, dict]:
    """Progress of everybody in the class, by name."""
    return {name: understood(place.progress(name)) for name in place.names()}


def boxes(done: dict) -> dict[int, list[tuple[str, str]]]:
    """Name and state of every exercise and quiz, by chapter.

    Parameters
    ----------
    done : dict
        One learner's progress.

    Returns
    -------
    dict
        By chapter, pairs such as ``("1a", "right")``.
    """
    found: dict[int, list[tuple[str, str]]] = {}
    for row in table(done).itertuples():
        name = label("quiz") if row.exercise == "quiz" else f"{row.chapter}{row.exercise}"
        found.setdefault(row.chapter, []).append((name, row.state))
    return found


def hardest(everybody: dict[str, dict]) -> list[tuple[str, str]]:
    """The known mistakes that most have made, each with its exercise and a sentence on how many.

    Parameters
    ----------
    everybody : dict
        What `remembered` gives.

    Returns
    -------
    list of (str, str)
        From the most frequent down.
    """
    tried, made = Counter(), Counter()
    for done in everybody.values():
        for number in exercises():
            if done.get(number, {}).get("state", "open") != "open":
                tried[number] += 1
                made.update((number, mistake) for mistake in known_mistakes(done[number]))
    known = [(number, mistake) for number, mistake in made if mistake in exercises()[number]["mistakes"]]
    known.sort(key=lambda one: (-made[one], one))
    return [
        (
            number,
            message(
                "board_mistake",
                count=made[number, mistake],
                all=tried[number],
                why=exercises()[number]["mistakes"][mistake][current()],
            ),
        )
        for number, mistake in known[:MOST]
    ]


def guesses(everybody: dict[str, dict], prediction_id: str) -> list:
    """What was guessed, without names; what cannot be a guess is left out.

    Parameters
    ----------
    everybody : dict
        What `remembered` gives.
    prediction_id : str
        Id of the prediction.

    Returns
    -------
    list
        The guesses, in no order that would tell whose they are.
    """
    found = [done.get(key(prediction_id), {}).get("guess") for done in everybody.values()]
    return sorted((one for one in found if one is not None and fits(prediction_id, one)), key=json.dumps)


def collected(root: Path) -> pd.DataFrame:
    """Everything that the class has done, one row for each learner and exercise, quiz or prediction.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the class.

    Returns
    -------
    pandas.DataFrame
        Columns in the session's language; ready for a spreadsheet.
    """
    place = Place(root)
    rows = []
    for name, done in remembered(place).items() if place.learners.is_dir() else ():
        who = f"'{name}" if name.startswith(QUOTED) else name
        for row in table(done).itertuples():
            number = f"{row.chapter}{row.exercise}"
            entry_ = done.get(number, {})
            mistakes = " ".join(known_mistakes(entry_))
            rows.append([who, row.chapter, row.exercise, label(row.state), entry_.get("hints", 0), mistakes, "", ""])
        for one in entries():
            guess = done.get(key(one), {}).get("guess")
            if guess is not None and fits(one, guess):
                said = json.dumps(guess, ensure_ascii=False)
                rows.append([who, entry(one)["chapter"], one, "", "", "", said, label(outcome(one, guess))])
    return pd.DataFrame(rows, columns=message("board_columns").split("|"))
