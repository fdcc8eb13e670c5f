"""A check knows right answers in any sensible form, names each known mistake, and never raises."""

import datetime
import json
import math
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session, words
from henan_lib.exercises import check, items
from henan_lib.exercises.answers import answer_of, register, solution_text
from henan_lib.exercises.quiz import Quiz
from henan_lib.publish.web import live

from .notebooks.chapters import STEMS, read_chapter

ALL = items.exercises()
NUMBERS = [number for number, exercise in ALL.items() if exercise["kind"] == "number"]
MISTAKES = [(number, key) for number, exercise in ALL.items() for key in exercise["mistakes"]]
NONSENSE = [
    "no idea", "", "NaN", [], {}, object(), float("nan"), float("inf"), True, b"1", 1 + 2j, lambda: 1, pd.DataFrame(),
    pd.Series(dtype=float), np.array([1, 2]), datetime.date(2020, 1, 1), pd.NA, hl, "1e999", [[1], [2, 3]],
    pd.DataFrame({"a": [object()]}),
]  # fmt: skip


@pytest.mark.parametrize("answer", [float("nan"), float("-inf"), np.float64("nan"), 10**400, -(10**400)], ids=repr)
def test_a_number_that_cannot_be_compared_is_said_to_be_one(answer):
    assert "too large" in check.diagnose("1a", answer)[1]


@pytest.mark.parametrize("number", ALL)
def test_the_solution_is_right(number):
    assert check.diagnose(number, answer_of(number))[0] == "right"


@pytest.mark.parametrize(("number", "key"), MISTAKES)
def test_each_known_mistake_is_named(number, key):
    for edition in session.LANGUAGES:
        words.use(edition)
        found, sentence = check.diagnose(number, answer_of(number, key))
        assert found == key, edition
        assert ALL[number]["mistakes"][key][edition] in sentence


@pytest.mark.parametrize("number", NUMBERS)
def test_a_known_mistake_that_was_rounded_is_named_too(number):
    for key in ALL[number]["mistakes"]:
        made = float(answer_of(number, key))
        for digits in (1, 2, 3):
            if round(made, digits):
                assert check.diagnose(number, round(made, digits))[0] != "not_yet", (key, digits)


@pytest.mark.parametrize("province", ["230000", "410000", "540000", "310000"])
def test_an_exercise_on_the_learner_s_place_is_checked_by_it(province):
    table = hl.census_changes()
    own = table[(table["level"] == "county") & (table["province_code"] == province)]
    right = int(((own["residents_change_pct"] < 0) & (own["towns_change_pct"] > 0)).sum())
    assert check.diagnose("7n", right, province)[0] == "right"
    assert check.diagnose("7n", right + 1000, province)[0] == "not_yet"
    # In Henan the prefectures counted too make the same number as Sichuan's.
    assert check.diagnose("7n", answer_of("7m"), province)[0] in ("sichuan", "with_prefectures")
    assert check.diagnose("7a", answer_of("7a"), province)[0] == "right"


@pytest.mark.parametrize("chapter", "1234567")
def test_each_chapter_has_two_exercises_on_each_rung_in_both_editions(chapter):
    rungs = {"zh": ("读", "改", "写", "判断"), "en": ("read", "change", "write", "judge")}
    stem = next(stem for stem in STEMS if stem[1] == chapter)
    for edition, names in rungs.items():
        text = "\n".join(cell.source for cell in read_chapter(stem, edition).cells if cell.cell_type == "markdown")
        headings = re.findall(r"^### (?:Exercise |练习)(\d\w) · (\w+)", text, re.MULTILINE)
        assert [number for number, _ in headings] == sorted(number for number in ALL if number[0] == chapter)
        assert all([rung for _, rung in headings].count(name) >= 2 for name in names), headings


@pytest.mark.parametrize("number", ALL)
def test_unanswered_and_nonsense_are_answered_in_a_sentence(number):
    assert check.diagnose(number, ...)[0] == check.diagnose(number, None)[0] == "unanswered"
    for answer in NONSENSE:
        found, sentence = check.diagnose(number, answer)
        assert found in ("unreadable", "not_yet"), answer
        assert sentence


@pytest.mark.thorough
@settings(max_examples=60)
@given(st.one_of(st.text(), st.floats(), st.integers(), st.lists(st.floats()), st.dictionaries(st.text(), st.floats())))
def test_no_answer_raises(answer):
    for number in ALL:
        check.diagnose(number, answer)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_answer_as_the_praise_prints_it_is_right(number):
    wanted = float(answer_of(number))
    for token in re.findall(r"\d[\d,]*(?:\.\d+)?", " ".join(items.exercise(number)["right"].values())):
        told, digits = float(token.replace(",", "")), len(token.partition(".")[2])
        if told == round(abs(wanted), digits) and abs(told - abs(wanted)) <= 0.01 * told:
            assert check.diagnose(number, math.copysign(told, wanted))[0] == "right", token


def test_a_number_may_come_in_any_sensible_form():
    right = answer_of("0a")
    forms = [
        right,
        str(right),
        f"{right:.1f} %",
        f"{right:.1f}％",
        "５５．３",
        np.float64(right),
        np.array([right]),
        pd.Series([right]),
        [right],
    ]
    for form in forms:
        assert check.diagnose("0a", form)[0] == "right", form
    assert check.diagnose("0a", right / 100)[0] == "fraction"
    assert check.diagnose("0a", right + 0.2)[0] == "not_yet"


def test_a_table_may_come_in_another_order_or_shape():
    right = answer_of("1b")
    shuffled = right.sort_index(ascending=False)
    for form in (shuffled, shuffled.astype(float), shuffled.to_dict(), shuffled.rename_axis("x").reset_index(name="y")):
        assert check.diagnose("1b", form)[0] == "right", form
    almost = right.copy()
    almost.iloc[0] += 1
    assert check.diagnose("1b", almost)[0] == "not_yet"


def test_a_drawing_may_be_a_figure_or_axes_with_lines_in_any_order():
    shares = hl.load("world_urban_share").query("status == 'estimate'")
    figure, axes = plt.subplots()
    for area in ("KOR", "JPN"):
        line = shares[shares["area_code"] == area]
        axes.plot(line["year"], line["urban_share_pct"])
    assert check.diagnose("1c", axes)[0] == check.diagnose("1c", figure)[0] == "right"


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_hints_come_one_by_one_and_texts_exist_in_both_languages(edition, capsys):
    words.use(edition)
    for number, exercise in ALL.items():
        hl.solution(number)
        assert solution_text(number) not in capsys.readouterr().out
        for hint in [*exercise["hints"][edition], exercise["hints"][edition][-1]]:
            hl.hint(number)
            assert hint in capsys.readouterr().out
        assert len(exercise["hints"]["zh"]) == len(exercise["hints"]["en"]) == 2
        for mistake in exercise["mistakes"].values():
            assert mistake[edition]
        hl.solution(number)
        assert solution_text(number) in capsys.readouterr().out


def test_no_sentence_before_the_second_hint_gives_the_answer_away():
    for number, exercise in ALL.items():
        if exercise["kind"] != "number":
            continue
        answer = f"{answer_of(number):.1f}"
        texts = [exercise["hints"][edition][0] for edition in session.LANGUAGES]
        texts += [mistake[edition] for mistake in exercise["mistakes"].values() for edition in session.LANGUAGES]
        assert not any(answer in text for text in texts), number


def test_an_unknown_exercise_or_quiz_says_which_there_are():
    for call in (hl.hint, hl.solution, lambda number: hl.check(number, 1)):
        with pytest.raises(KeyError, match="1a"):
            call("9z")
    with pytest.raises(KeyError, match="There are: 0, 0-pandas, 1"):
        hl.quiz("9")


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_quiz_gives_feedback_on_every_option(edition):
    words.use(edition)
    questions = items.quiz_questions("1")
    assert len(questions) == 5
    quiz = hl.quiz("1")
    assert isinstance(quiz, Quiz)
    for question, box in zip(questions, quiz.children):
        _, buttons, feedback = box.children
        assert sum(option.get("right", False) for option in question["options"]) == 1
        for place, option in enumerate(question["options"]):
            buttons.value = place
            assert ("✓" in feedback.value) == option.get("right", False)
            assert option["feedback"][edition][:10] in feedback.value
    text = quiz._repr_mimebundle_()[0]["text/plain"]
    assert questions[4]["question"][edition] in text and questions[4]["options"][0]["feedback"][edition] not in text


ASKED = [question for chapter in sorted(items.quizzes()) for question in items.quiz_questions(chapter)]


def ranks_of_the_right(questions, size):
    """How often the right option is the smallest, the middle and the largest; those alike share their places."""
    counts = np.zeros(3)
    for question in questions:
        sizes = [size(option) for option in question["options"]]
        right = next(value for option, value in zip(question["options"], sizes) if option.get("right"))
        places = [place for place, value in enumerate(sorted(sizes)) if value == right]
        counts[places] += 1 / len(places)
    return counts / len(questions)


def number_in(option):
    """The number that an option is, unit aside, or nothing."""
    found = re.fullmatch(r"(?:约|About )?(\d[\d.,]*) ?[%\w]*", option["zh"])
    return float(found[1].replace(",", "")) if found else None


def form(text):
    """What can be seen of an option without reading it: its marks, and whether it gives a reason."""
    marks = set(re.findall(r"[，。；：、“”,;:()\[\]]", re.sub(r"(?<=\d),(?=\d)", "", text)))
    return frozenset(marks), bool(re.search(r"因为|所以|由于|\b(?:because|since|so)\b", text))


def test_no_place_among_the_options_is_right_too_often():
    asked = [items.quiz_questions(chapter) for chapter in sorted(items.quizzes())]
    right = [[next(place for place, o in enumerate(q["options"]) if o.get("right")) for q in chapter] for chapter in asked]
    for places in right:
        assert all(len(set(three)) > 1 for three in zip(places, places[1:], places[2:])), places
    everywhere = [place for places in right for place in places]
    for place in set(everywhere):
        assert 0.2 <= everywhere.count(place) / len(everywhere) <= 0.45, place


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_neither_length_nor_form_tells_the_right_option(edition):
    shares = ranks_of_the_right(ASKED, lambda option: len(option[edition]))
    assert (shares >= 0.25).all() and (shares <= 0.42).all(), shares
    for question in ASKED:
        said = [option[edition] for option in question["options"]]
        assert max(map(len, said)) <= 1.5 * min(map(len, said)) + 3, said
        assert said[0].startswith("hl.") or len({form(text) for text in said}) == 1, said
        assert len(set(said)) == len(said) == 3


def test_neither_the_smallest_nor_the_middle_nor_the_largest_number_is_right_too_often():
    numbers = [question for question in ASKED if all(number_in(option) is not None for option in question["options"])]
    shares = ranks_of_the_right(numbers, number_in)
    assert len(numbers) > 10 and (shares >= 0.2).all() and (shares <= 0.45).all(), shares


def test_the_options_of_a_question_stand_in_one_order_whatever_the_language():
    orders = []
    for edition in session.LANGUAGES:
        words.use(edition)
        orders.append([[option["zh"] for option in question["options"]] for question in hl.quiz("4").questions])
    assert orders[0] == orders[1]
    assert any(
        question["options"] != items.quizzes()["4"][n]["options"] for n, question in enumerate(items.quiz_questions("4"))
    )


def test_a_drawn_answer_is_known_by_its_bars_or_points_and_the_learners_figure_stays_as_it_is(monkeypatch):
    placed = hl.load("province_annual").query("year == 2005").merge(hl.load("province_region"), on="province_code")
    means = placed.groupby("region")["urban_share_pct"].mean()
    figure, axes = plt.subplots()
    axes.bar(means.index, means)
    monkeypatch.setattr(register, "_answer", register._answer.__wrapped__)  # drawn while the learner's figure is open
    assert check.diagnose("0h", axes)[0] == check.diagnose("0h", figure)[0] == "right"
    assert len(axes.containers) == 1 and not axes.collections
    provinces = hl.load("province_annual").query("year == 2023")
    figure, axes = plt.subplots()
    axes.scatter(provinces["population"], provinces["urban_share_pct"])
    assert check.diagnose("0i", axes)[0] == "right"
    axes.scatter([1], [1])
    assert check.diagnose("0i", axes)[0] == "more_points"


@pytest.mark.thorough
def test_answers_in_a_page_are_those_of_the_library():
    hl.start("en")
    for number, task in items.exercises().items():
        found = live.found_in(f'hl.check("{number}", answer)')
        if task["kind"] in ("number", "choice"):
            told = json.loads(json.dumps(found["answers"]))
            assert check.diagnose(number, told["wanted"])[0] == "right"
            for key, value in told["mistakes"].items():
                assert check.diagnose(number, value)[0] in (key, "rounded"), (number, key)
        else:
            assert found["answers"] is None
