"""What lives in a page without a kernel: explorers, quizzes, checks of exercises, predictions.

A further kind is an entry in ``CALL`` and in ``KINDS``, a macro of its name in ``live.html.j2`` and a function of its name in
``page.js``.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from ...exercises import readers
from ...exercises.answers import answer_of, solution_text
from ...exercises.check import COARSEST, FINEST, SCALES
from ...exercises.guesses import entries, fewest
from ...exercises.items import exercise, quiz_questions
from ...exercises.predictions import SCRIPT, on_paper, question, spoken
from ...explorers.view import BUNDLE, tables
from ...session import LANGUAGES, current
from ...words import message, speaking
from ..app import as_script, opened

CALL = re.compile(
    r'^hl\.(?:explore\.(?P<explore>\w+)\(|quiz\("(?P<quiz>[\w-]+)"\)|check\("(?P<check>\w+)"|predict\("(?P<predict>[\w-]+)"\)'
    r"|predictions\(\)(?P<predictions>))",
    re.MULTILINE,
)
SAID = (
    "unanswered", "percent_sign", "other_unit", "web_no_number", "web_no_choice", "mistake_rounded", "mistake_unit",
    "mistake_fraction", "web_not_yet", "web_solution_waits", "web_theme", "web_theme_auto", "web_theme_light", "web_theme_dark",
    "web_found", "web_found_nothing", "web_checks_shown",
)  # fmt: skip
EXPORTED = re.compile(r"export\s*\{[^}]*\};?\s*$")


def found_in(source: str) -> dict | None:
    """What lives in the place of a cell's output, if anything does: its kind, its key and what its template needs."""
    found = CALL.search(source)
    if not found:
        return None
    kind = found.lastgroup
    return {"kind": kind, "key": found[kind], **KINDS[kind](found[kind])}


def _explore(name: str) -> dict:
    return {}


def _quiz(chapter: str) -> dict:
    language = current()
    questions = [
        {
            "question": question["question"][language],
            "options": [
                {"words": option[language], "feedback": option["feedback"][language], "right": option.get("right", False)}
                for option in question["options"]
            ],
        }
        for question in quiz_questions(chapter)
    ]
    return {"questions": questions}


def _check(number: str) -> dict:
    task, language = exercise(number), current()
    return {
        "task": task,
        "hints": task["hints"][language],
        "right": task["right"][language],
        "mistakes": {key: words[language] for key, words in task["mistakes"].items()},
        "solution": solution_text(number),
        "answers": _answers(number, task) if task["kind"] in ("number", "choice") else None,
    }


def _answers(number: str, task: dict) -> dict:
    """The right answer of an exercise and those of the known mistakes, as `henan_lib.check` compares them."""
    kind, unit = task["kind"], task.get("unit")
    values = {key: readers.read_answer(kind, answer_of(number, key), unit) for key in task["mistakes"]}
    wanted = readers.read_answer(kind, answer_of(number), unit)
    return {"kind": kind, "unit": unit, "tolerance": task.get("tolerance", 0), "wanted": wanted, "mistakes": values}


def _predict(prediction_id: str) -> dict:
    asked = question(prediction_id)
    return {"question": asked, "paper": on_paper(asked)}


def _predictions(_: str) -> dict:
    every = [question(one) for one in entries()]
    none = message("web_no_guess", count=len(every))
    held = [fewest(count) for count in range(len(every) + 1)]
    return {"tally": {"questions": every, "fewest": held, "none": none}}


KINDS = {"explore": _explore, "quiz": _quiz, "check": _check, "predict": _predict, "predictions": _predictions}
MODULES = {"explorers.js": BUNDLE, "predictions.js": SCRIPT}
GUESSED = {"predict", "predictions"}


def _reading() -> dict:
    """How a number is read from what a person types: the rules of `henan_lib.exercises.readers` for the script of a page."""
    return {
        "number": readers.NUMBER.pattern.replace("(?P<", "(?<"),
        "ofPeople": readers.OF_PEOPLE,
        "ofPercent": readers.OF_PERCENT,
        "sizes": readers.SIZES,
        "people": readers.PEOPLE,
        "percent": readers.PERCENT,
        "scales": SCALES,
        "finest": FINEST,
        "coarsest": COARSEST,
    }


def said() -> dict[str, str]:
    """What the script of any page may say, its placeholders open."""
    open_ = {name: f"{{{name}}}" for name in ("number", "digits", "count")}
    return {key: message(key, **open_) for key in SAID}


def script_words(kinds: set[str]) -> dict:
    """How the script of a page reads numbers if there is anything to check, and what it says of guesses if it asks for any."""
    return ({"reading": _reading()} if "check" in kinds else {}) | ({"guesses": spoken()} if kinds & GUESSED else {})


@functools.cache
def common_columns(name: str) -> dict:
    """Columns of an explorer's data, by dataset, that are the same in every language."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(tables(name))
    first, *others = found
    return {
        dataset: {column: values for column, values in columns.items() if all(one[dataset][column] == values for one in others)}
        for dataset, columns in first.items()
    }


def explorer_script(name: str, without: dict | None = None) -> str:
    """Script that hands a page an explorer of the session's language, its first state, its data but for some columns."""
    return f"henanPage.bring({as_script(name)}, {opened(name, current(), without=without)});\n"


def common_script(name: str) -> str:
    """Script that hands a page of any language what `common_columns` gives."""
    return f"henanPage.share({as_script(name)}, {as_script(common_columns(name))});\n"


def classic(module: Path) -> str:
    """A module as a classic script, without what it exports: a page opened from disk may not load a module."""
    return f'"use strict";(()=>{{{EXPORTED.sub("", module.read_text(encoding="utf-8"))}}})();\n'
