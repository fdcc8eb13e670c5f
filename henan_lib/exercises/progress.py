"""What a learner has done, kept as plain JSON in the learner's own folder."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display

from ..course import alone, folder, write
from ..figures.show import show
from ..figures.theme import INK, PALETTE
from ..words import Prose, label, message
from .items import exercises, quiz_questions, quizzes, spelt

STATES = ["open", "tried", "right"]


def file() -> Path:
    """File of the learner's progress, in the learner's own folder."""
    return folder() / "progress.json"


def recall() -> dict[str, dict]:
    """What is remembered: by the number of an exercise, or of a quiz and its question, ``state``, ``hints``, ``mistakes``.

    Entries that a newer version of the course has written are passed over, and kept in the file.
    """
    remembered = _parsed()
    if remembered is None:
        with alone(file()):
            remembered = _load()
    return understood(remembered)


def understood(remembered: dict) -> dict[str, dict]:
    """Those entries of a file of progress that this version of the course understands."""
    return {number: entry for number, entry in remembered.items() if _understood(entry)}


def _understood(entry: object) -> bool:
    return isinstance(entry, dict) and entry.get("state", "open") in STATES and isinstance(entry.get("hints", 0), int)


def _parsed() -> dict | None:
    """Everything in the file; nothing if it is no JSON object."""
    if not file().is_file():
        return {}
    try:
        remembered = json.loads(file().read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return remembered if isinstance(remembered, dict) else None


def _load() -> dict:
    """As `_parsed`, while no other kernel writes: a damaged file is set aside under a name of its own."""
    remembered, path = _parsed(), file()
    if remembered is not None:
        return remembered
    number = 1
    while (aside := path.with_name(f"progress.damaged-{number}.json")).exists():
        number += 1
    path.replace(aside)
    return {}


def set_aside() -> list[str]:
    """Names of the damaged files that stand beside the progress."""
    return sorted(path.name for path in folder().glob("progress.damaged-*.json"))


def remember(number: str, **what: object) -> str:
    """Write down something about an exercise or a question; a sentence for the learner if the folder refuses.

    What was right once stays right.
    """
    try:
        with alone(file()):
            remembered = _load()
            entry = remembered[number] if _understood(remembered.get(number)) else {}
            if entry.get("state") == "right":
                what.pop("state", None)
            _write(remembered | {number: entry | what})
    except OSError as problem:
        return not_kept(problem)
    return ""


def _write(remembered: dict[str, dict]) -> None:
    write(file(), json.dumps(remembered, indent=1, sort_keys=True).encode())


def hints_seen(number: str) -> int:
    """How many hints of an exercise the learner has taken; 0 where the progress cannot be read."""
    return _entry(number).get("hints", 0)


def solved(number: str) -> bool:
    """Whether an exercise was answered rightly; not where the progress cannot be read."""
    return _entry(number).get("state") == "right"


def mistakes_made(number: str) -> list[str]:
    """Known mistakes that were made in an exercise; none where the progress cannot be read."""
    return known_mistakes(_entry(number))


def known_mistakes(entry: dict) -> list[str]:
    """Mistakes that an entry of the progress names."""
    found = entry.get("mistakes", [])
    return [key for key in found if isinstance(key, str)] if isinstance(found, list) else []


def _entry(number: str) -> dict:
    try:
        return recall().get(number, {})
    except OSError:
        return {}


def not_kept(problem: OSError) -> str:
    """Sentence on progress that could not be read or written, to be put after another."""
    return message("progress_not_kept", reason=problem.strerror or problem)


def forget(chapter: str | int | None = None) -> None:
    """Forget the progress in one chapter, or all of it.

    Parameters
    ----------
    chapter : str or int, optional
        Number of the chapter, ``3``; everything if not given.

    Raises
    ------
    UnknownName
        If there is no such chapter; nothing is forgotten then.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.forget("3")
    Forgotten: chapter 3.
    """

    if chapter is not None:
        chapter = spelt(chapter)
        quiz_questions(chapter)
    try:
        with alone(file()):
            kept = {number: entry for number, entry in _load().items() if chapter and not number.startswith(chapter)}
            if file().is_file():
                _write(kept)
    except OSError as problem:
        return display(Prose(not_kept(problem).strip()))
    display(Prose(message("forgotten_chapter", chapter=chapter) if chapter else message("forgotten_all")))


def table(remembered: dict[str, dict] | None = None) -> pd.DataFrame:
    """State of every exercise and quiz.

    Parameters
    ----------
    remembered : dict, optional
        What `recall` gives for somebody else; this learner's own progress if not given.

    Returns
    -------
    pandas.DataFrame
        Columns ``chapter``, ``exercise`` (a letter, or ``quiz``), ``state`` (``open``, ``tried``, ``right``).
    """

    remembered = recall() if remembered is None else remembered
    state = lambda number: remembered.get(number, {}).get("state", "open")  # noqa: E731
    rows = [(int(number[0]), number[1:], state(number)) for number in exercises()]
    for chapter, questions in quizzes().items():
        if not chapter.isdigit():  # a test that lets one skip a lesson is nothing to be done
            continue
        states = {state(f"{chapter}-{place}") for place in range(1, len(questions) + 1)}
        rows.append((int(chapter), "quiz", states.pop() if len(states) == 1 else "tried"))
    table = pd.DataFrame(rows, columns=["chapter", "exercise", "state"])
    return table.sort_values(["chapter", "exercise"], key=lambda part: part.replace("quiz", "~"), ignore_index=True)


def _name(row) -> str:
    return label("quiz") if row.exercise == "quiz" else f"{row.chapter}{row.exercise}"


def progress() -> None:
    """Show a picture of what is done, tried and open, and say what comes next.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.progress()  # doctest: +ELLIPSIS
    A row of boxes ...
    """

    try:
        done = table()
    except OSError as problem:
        return display(Prose(not_kept(problem).strip()))
    places = done.groupby("chapter").cumcount()
    figure, axes = plt.subplots()
    looks = {"open": ("white", INK, ""), "tried": ("#D9E6F2", INK, "… "), "right": (PALETTE[0], "white", "✓ ")}
    for row, place in zip(done.itertuples(), places):
        face, ink, sign = looks[row.state]
        corner = (place - 0.45, row.chapter - 0.4)
        axes.add_patch(plt.Rectangle(corner, 0.9, 0.8, facecolor=face, edgecolor=PALETTE[0]))
        axes.text(place, row.chapter, f"{sign}{_name(row)}", ha="center", va="center", color=ink)
    axes.set(xlim=(-0.6, places.max() + 0.6), ylim=(done["chapter"].max() + 0.5, -0.5), ylabel="chapter", xticks=[])
    axes.set_yticks(sorted(done["chapter"].unique()))
    axes.grid(False)
    axes.spines[:].set_visible(False)
    show(figure, "progress", data=done)
    following = done[done["state"] != "right"]
    if following.empty:
        sentence = message("progress_finished")
    else:
        first = following.iloc[0]
        count = (done["state"] == "right").sum()
        sentence = message("progress_next", done=count, all=len(done), chapter=first["chapter"], name=_name(first))
    if set_aside():
        sentence += "\n\n" + message("progress_set_aside", files=", ".join(set_aside()))
    display(Prose(sentence))
