"""Exercises and quizzes as they stand in the data package."""

from __future__ import annotations

import random
import re

from ..session import entries_of
from ..words import UnknownName, message

SHUFFLE = 29  # chosen so that no letter is right too often or three times running; a test says when to choose anew


def exercises() -> dict[str, dict]:
    """Every exercise of ``data/exercises.toml`` by its number."""
    return entries_of("exercises.toml")


def quizzes() -> dict[str, list[dict]]:
    """Every quiz of ``data/quizzes.toml`` by its chapter."""
    return entries_of("quizzes.toml")


def spelt(number: object) -> str:
    """Number of an exercise or a chapter as it is written in the files, of what a person would write: ``"01"``, ``"1A "``."""
    return re.sub(r"^0(?=\d)", "", str(number).strip().lower())


def exercise(number: str) -> dict:
    """Words of an exercise.

    Raises
    ------
    UnknownName
        If there is no such exercise; the message has those of its chapter, or all.
    """
    if number in exercises():
        return exercises()[number]
    chapters = {key[0]: sorted(other for other in exercises() if other[0] == key[0]) for key in sorted(exercises())}
    known = chapters.get(number[:1]) or [f"{letters[0]}–{letters[-1]}" for letters in chapters.values()]
    raise UnknownName(message("unknown_exercise", number=number, known=", ".join(known)))


def quiz_questions(chapter: str) -> list[dict]:
    """Questions of a chapter's quiz, each with its options in both languages.

    The options stand in an order that is shuffled once for all by chapter and number, the same in both editions.

    Raises
    ------
    UnknownName
        If the chapter has no quiz.
    """
    if chapter not in quizzes():
        raise UnknownName(message("unknown_quiz", number=chapter, known=", ".join(sorted(quizzes()))))
    return [
        question | {"options": _shuffled(question["options"], f"{chapter}-{number}")}
        for number, question in enumerate(quizzes()[chapter], start=1)
    ]


def _shuffled(options: list[dict], question: str) -> list[dict]:
    order = list(range(len(options)))
    random.Random(f"{question} {SHUFFLE}").shuffle(order)
    return [options[place] for place in order]
