"""Exercises and quizzes as they stand in the data package."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from ..session import data_folder
from ..words import CourseError, message


class UnknownExercise(CourseError, KeyError):
    """No exercise or quiz of this number."""


@functools.cache
def _read(folder: Path, file: str) -> dict:
    return tomllib.loads((folder / file).read_text(encoding="utf-8"))


def exercises() -> dict[str, dict]:
    """Every exercise of ``data/exercises.toml`` by its number."""
    return _read(data_folder(), "exercises.toml")


def quizzes() -> dict[str, list[dict]]:
    """Every quiz of ``data/quizzes.toml`` by its chapter."""
    return _read(data_folder(), "quizzes.toml")


def spelt(number: object) -> str:
    """Number of an exercise or a chapter as it is written in the files, of what a person would write: ``1``, ``"1A "``."""
    return str(number).strip().lower()


def exercise(number: str) -> dict:
    """Words of an exercise.

    Raises
    ------
    UnknownExercise
        If there is no such exercise; the message has those of its chapter, or all.
    """
    if number in exercises():
        return exercises()[number]
    known = sorted(key for key in exercises() if key[0] == number[:1]) or sorted(exercises())
    raise UnknownExercise(message("unknown_exercise", number=number, known=", ".join(known)))


def quiz_questions(chapter: str) -> list[dict]:
    """Questions of a chapter's quiz, each with its options in both languages.

    Raises
    ------
    UnknownExercise
        If the chapter has no quiz.
    """
    if chapter not in quizzes():
        raise UnknownExercise(message("unknown_quiz", number=chapter, known=", ".join(sorted(quizzes()))))
    return quizzes()[chapter]
