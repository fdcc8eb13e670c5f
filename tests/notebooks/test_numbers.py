"""Every number in the prose is declared, and recomputed from the chapter's own data."""

import importlib
import re
import tomllib
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from henan_lib.exercises.answers import answer_of
from henan_lib.exercises.items import exercises, quizzes
from henan_lib.exercises.readers import read_answer

from ..numbers.register import Bound, Place, problems
from .chapters import ROOT, STEMS, number_tokens, ran, read_chapter

CATALOGUE = tomllib.loads((ROOT / "data" / "figures.toml").read_text(encoding="utf-8"))
DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NAME = re.compile(r"\b[a-z]+_\w+|\d+(?:\.\d+){2,}(?:-\d\d)?")  # of an edition, of a section
YEAR = re.compile(r"(?:1[4-9]|20)\d\d")

EXERCISES = importlib.import_module("tests.numbers.exercises").numbers
DECLARED = {stem: importlib.import_module(f"tests.numbers.ch{stem[:2]}").numbers for stem in STEMS}


def tokens_of(stem, edition):
    cells = read_chapter(stem, edition).cells
    return {
        cell.id: number_tokens(cell.source) for cell in cells if cell.cell_type == "markdown" and number_tokens(cell.source)
    }


@pytest.mark.parametrize("stem", STEMS)
def test_every_number_is_declared_and_recomputed(stem):
    drawn = {name: numbers_of(data) for name, data in ran(stem, "en").shown.items()}
    chapter = SimpleNamespace(**ran(stem, "en").variables)
    declared = DECLARED[stem]
    used = [tokens_of(stem, edition) for edition in ("zh", "en")]
    found = []
    for place in {place for cells in used for place in cells} | {
        place for place in declared if not place.startswith("figure:")
    }:
        tokens = {token for cells in used for token in cells.get(place, [])}
        found += problems(declared, place, tokens, chapter)
    stated = {
        token for key, place in declared.items() if place.compute and not key.startswith("figure:")
        for token in place.compute(chapter)
    }  # fmt: skip
    for name, entry in CATALOGUE.items():
        if entry["chapter"] == int(stem[:2]):
            words = [entry[part][edition] for part in ("title", "caption", "alt") for edition in ("zh", "en")]
            tokens = {token for text in words for token in number_tokens(text) if not YEAR.fullmatch(token)}
            named = declared.get(f"figure:{name}", Place(set()))
            own = named.names | set(named.compute(chapter) if named.compute else {})
            seen = {token for token in tokens - own - stated if near(token, drawn.get(name, np.array([])))}
            found += problems(declared, f"figure:{name}", tokens - seen - (stated - own), chapter)
    assert not found, "\n".join(found)


def words_of(chapter):
    """Texts of the exercises and quiz questions of a chapter in both languages, by their place."""
    found = {}
    for number, task in exercises().items():
        if number[0] == chapter:
            for edition in ("zh", "en"):
                texts = [*task["hints"][edition], task["right"][edition], *(m[edition] for m in task["mistakes"].values())]
                found.setdefault(number, []).extend(texts)
    for quiz, questions in quizzes().items():
        if quiz[0] == chapter:
            for place, question in enumerate(questions, start=1):
                texts = [
                    question["question"],
                    *(part for option in question["options"] for part in (option, option["feedback"])),
                ]
                found[f"{quiz}-{place}"] = [text[edition] for text in texts for edition in ("zh", "en")]
    return found


def answers_of(number):
    """Every number that the solution of an exercise or one of its known mistakes gives."""
    task = exercises().get(number)
    if not task or task["kind"] in ("choice", "brief"):
        return np.array([])
    given = [read_answer(task["kind"], answer_of(number, key), task.get("unit")) for key in (None, *task["mistakes"])]
    tokens = DIGITS.findall(repr(given))
    return np.abs(np.array([float(token.replace(",", "")) for token in tokens]))


@pytest.mark.parametrize("stem", STEMS)
def test_every_number_of_exercises_and_quizzes_is_an_answer_or_recomputed(stem):
    chapter = SimpleNamespace(**ran(stem, "en").variables)
    told = set()
    for place in DECLARED[stem].values():
        told |= place.names | set(place.compute(chapter) if place.compute else {})
    found = []
    for place, texts in words_of(stem[1]).items():
        tokens = {token for text in texts for token in number_tokens(NAME.sub(" ", text)) if not YEAR.fullmatch(token)}
        own = EXERCISES.get(place, Place(set()))
        computed = own.compute(chapter) if own.compute else {}
        given = answers_of(place)
        left = {token for token in tokens - told if len(token) < 6 or token[2:] != "0000" and token[4:] != "00"}
        left = {token for token in left if token in computed or not near(token, given)} | (tokens & set(computed))
        found += problems(EXERCISES, place, left | (tokens & own.names), chapter)
    assert not found, "\n".join(found)


def numbers_of(data):
    """Every number in the data of a figure, those inside its texts, and how many rows and values there are."""
    found = [float(len(data))]
    for column in data.columns:
        values = data[column].dropna()
        found += [*pd.to_numeric(values, errors="coerce").dropna().astype(float), float(values.nunique())]
        found += [float(count) for count in values.value_counts()]
        if not pd.api.types.is_numeric_dtype(values):
            found += [float(token.replace(",", "")) for text in values.map(str) for token in DIGITS.findall(text)]
    return np.unique(np.abs(found))


def near(token, values):
    """Whether a token is one of the numbers to its digits, in any of the units that a caption may use."""
    half = 0.5 * 10 ** -len(token.partition(".")[2]) + 1e-9
    number = float(token.replace(",", ""))
    return any((np.abs(values * 10.0**power - number) <= half).any() for power in (0, 2, -2, 4, -4, 6, -6, -8))


def test_a_number_that_the_data_of_a_figure_lack_is_not_near():
    values = numbers_of(pd.DataFrame({"place": ["a 3", "b"], "share": [55.43, 0.1]}))
    assert [token for token in ("55.4", "75.4", "3", "10", "0.2") if near(token, values)] == ["55.4", "3", "10"]


@pytest.mark.parametrize(
    ("token", "value", "right"),
    [
        ("55.3", 55.34, True),
        ("55.3", 55.36, False),
        ("1,234", 1234.4, True),
        ("4", Bound(3.9, "below"), True),
        ("4", Bound(4.1, "below"), False),
        ("4", Bound(4.1, "above"), True),
    ],
)
def test_a_token_must_be_what_its_value_rounds_to(token, value, right):
    numbers = type(DECLARED[STEMS[0]])("99")
    numbers("cell")(lambda chapter: {token: value})
    assert (problems(numbers, "cell", {token}, None) == []) == right


def test_a_number_that_nobody_declared_and_a_declaration_that_nobody_uses_are_named():
    numbers = type(DECLARED[STEMS[0]])("99")
    numbers("cell", names=["2018"])(lambda chapter: {"55.3": 55.3})
    assert "75" in problems(numbers, "cell", {"2018", "55.3", "75"}, None)[0]
    assert "55.3" in problems(numbers, "cell", {"2018"}, None)[0]
    assert "nothing" in problems(numbers, "nothing", {"1"}, None)[0]
