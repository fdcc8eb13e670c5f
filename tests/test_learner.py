"""What a learner does is remembered in the learner's own folder, can be forgotten, and never stands in the way."""

import json
import os
import subprocess
import sys

import matplotlib.pyplot as plt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session, words
from henan_lib.exercises import items, progress
from henan_lib.exercises.answers import answer_of
from henan_lib.figures.show import received_by

RIGHT = answer_of("0a")


def state(number):
    return progress.recall().get(number, {}).get("state", "open")


def test_a_check_is_remembered_and_right_stays_right():
    hl.check("0a", ...)
    assert not progress.file().exists()
    hl.check("0a", 3)
    assert state("0a") == "tried"
    hl.check("0a", RIGHT)
    hl.check("0a", 3)
    assert state("0a") == "right"
    assert json.loads(progress.file().read_text(encoding="utf-8")) == {"0a": {"state": "right"}}


def test_hints_open_the_solution_also_in_a_later_session(capsys):
    hl.hint("1a")
    hl.solution("1a")
    assert "korea" not in capsys.readouterr().out
    hl.hint("1a")
    assert all(hint in capsys.readouterr().out for hint in items.exercises()["1a"]["hints"]["en"][1:])
    hl.solution("1a")
    assert "korea" in capsys.readouterr().out


def test_a_solved_exercise_shows_its_solution_without_hints(capsys):
    hl.check("0a", RIGHT)
    hl.solution("0a")
    assert "hl.load" in capsys.readouterr().out


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_teacher_can_close_solutions(edition, capsys):
    hl.start(edition, solutions=False)
    hl.check("0a", RIGHT)
    hl.solution("0a")
    assert "hl.load" not in capsys.readouterr().out
    hl.start(edition)
    hl.solution("0a")
    assert "hl.load" in capsys.readouterr().out


def test_a_quiz_is_done_when_all_its_questions_are():
    quiz = hl.quiz("1")
    quizzes = lambda: progress.table().query("chapter == 1 and exercise == 'quiz'")["state"].item()  # noqa: E731
    assert quizzes() == "open"
    for question, box in zip(quiz.questions, quiz.children):
        buttons = box.children[1]
        buttons.value = next(place for place, option in enumerate(question["options"]) if option.get("right"))
        assert quizzes() == ("right" if box is quiz.children[-1] else "tried")


def test_forgetting_one_chapter_keeps_the_others():
    for number in ("0a", "1a", "1b"):
        progress.remember(number, state="tried")
    progress.remember("1-2", state="right")
    hl.forget("1")
    assert list(progress.recall()) == ["0a"]
    hl.forget()
    assert progress.recall() == {}


@pytest.mark.thorough
@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_picture_shows_each_exercise_and_what_is_next(edition, capsys):
    hl.start(edition)
    hl.check("0a", RIGHT)
    hl.check("1a", 3)
    seen = []
    with received_by(lambda key, figure, data: seen.append((data, [text.get_text() for text in figure.axes[0].texts]))):
        hl.progress()
    ((data, texts),) = seen
    assert len(texts) == len(data) >= len(items.exercises())
    assert "✓ 0a" in texts and "… 1a" in texts and "1b" in texts
    assert plt.get_fignums() == []
    count = f"1 of {len(data)}" if edition == "en" else f"{len(data)}格中已完成1格"
    assert count in capsys.readouterr().out


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_picture_has_a_box_for_each_exercise_by_chapter_and_the_first_that_is_not_right_comes_next(edition, capsys):
    hl.start(edition)
    own = sorted(number for number in items.exercises() if number[0] == "0")
    progress.remember("1a", state="tried")
    for number in own:
        progress.remember(number, state="right")
    seen = []
    with received_by(lambda key, figure, data: seen.append((key, figure.axes[0], data))):
        hl.progress()
    ((key, axes, data),) = seen
    said = words.message("progress_next", done=len(own), all=len(data), chapter=0, name=words.label("quiz"))
    assert key == "progress" and said in capsys.readouterr().out
    boxes = {(round(box.get_x() + 0.45), round(box.get_y() + 0.4)): box for box in axes.patches}
    texts = {(text.get_position()): text for text in axes.texts}
    assert set(boxes) == set(texts) and len(boxes) == len(data)
    for place, text in texts.items():
        assert (text.get_ha(), text.get_va()) == ("center", "center") and text.get_color() != boxes[place].get_facecolor()
    marked = {text.get_text(): boxes[place].get_facecolor() for place, text in texts.items()}
    assert len({marked["✓ 0a"], marked["… 1a"], marked["1b"]}) == 3 and marked["1b"] == (1, 1, 1, 1)
    assert [text.get_text() for (_, row), text in texts.items() if row == 0] == [
        *(f"✓ {number}" for number in own),
        words.label("quiz"),
    ]
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    for box in boxes.values():
        assert left < box.get_x() and box.get_x() + box.get_width() < right
        assert top < box.get_y() and box.get_y() + box.get_height() < bottom + 0.01
    assert axes.get_yticks().tolist() == sorted(set(data["chapter"])) and not list(axes.get_xticks())


def test_a_file_that_was_set_aside_is_named_below_the_picture(capsys):
    hl.start("en")
    progress.file().write_text("{", encoding="utf-8")
    hl.check("0a", RIGHT)
    hl.progress()
    assert words.message("progress_set_aside", files="progress.damaged-1.json") in capsys.readouterr().out
    progress.file().write_text("[]", encoding="utf-8")
    hl.check("0a", RIGHT)
    assert progress.set_aside() == ["progress.damaged-1.json", "progress.damaged-2.json"]


@pytest.mark.parametrize(
    "entry", [3, [], {"state": "done"}, {"hints": "two"}, {"hints": None}, {"state": None}, {"state": "right", "hints": 1.5}]
)
def test_an_entry_that_is_not_understood_is_passed_over_and_kept(entry):
    progress.file().write_text(json.dumps({"0a": entry, "0b": {"state": "tried", "new": 1}}), encoding="utf-8")
    assert progress.recall() == {"0b": {"state": "tried", "new": 1}}
    progress.remember("0c", hints=1)
    assert json.loads(progress.file().read_text(encoding="utf-8"))["0a"] == entry
    assert (progress.hints_seen("0c"), progress.hints_seen("0a"), progress.solved("0b")) == (1, 0, False)
    progress.remember("0a", state="right")
    assert progress.recall()["0a"] == {"state": "right"} and progress.solved("0a")


@pytest.mark.parametrize(("mistakes", "known"), [(["a", 3, "b"], ["a", "b"]), ("ab", []), (None, []), ([], [])])
def test_mistakes_that_were_made_are_read_as_far_as_they_are_words(mistakes, known):
    progress.file().write_text(json.dumps({"0a": {"state": "tried", "mistakes": mistakes}}), encoding="utf-8")
    assert progress.mistakes_made("0a") == known and progress.mistakes_made("0b") == []


def test_what_is_forgotten_is_said(capsys):
    hl.forget("03")
    assert capsys.readouterr().out.strip() == words.message("forgotten_chapter", chapter="3")
    assert not progress.file().exists()
    hl.forget()
    assert capsys.readouterr().out.strip() == words.message("forgotten_all")


def test_all_done_is_said(capsys):
    numbers = list(items.exercises())
    for chapter, questions in items.quizzes().items():
        numbers += [f"{chapter}-{place}" for place in range(1, len(questions) + 1)]
    progress.file().write_text(json.dumps({number: {"state": "right"} for number in numbers}), encoding="utf-8")
    hl.progress()
    assert "All done." in capsys.readouterr().out


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
       lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)).map(
       lambda value: json.dumps(value).encode())))  # fmt: skip
def test_a_damaged_file_is_set_aside_and_work_goes_on(content):
    progress.file().write_bytes(content)
    hl.check("0a", RIGHT)
    assert state("0a") == "right"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are refused by their permissions on POSIX only")
def test_a_folder_that_refuses_is_said_and_the_check_answers(tmp_path, monkeypatch, capsys):
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    monkeypatch.setenv("HENAN_COURSE", str(tmp_path / "a-file" / "below"))
    hl.check("0a", RIGHT)
    said = capsys.readouterr().out
    assert "✓" in said and "could not be kept" in said


def test_a_file_of_a_newer_version_or_of_notepad_is_read_and_what_it_holds_stays():
    newer = {"version": 2, "1a": {"state": "skipped"}, "2a": {"state": "right"}, "3a": {"state": "tried", "why": "x"}}
    progress.file().write_bytes(b"\xef\xbb\xbf" + json.dumps(newer).encode())
    assert state("2a") == "right" and state("1a") == "open"
    hl.check("0a", RIGHT)
    kept = json.loads(progress.file().read_text(encoding="utf-8"))
    assert kept == newer | {"0a": {"state": "right"}}
    assert progress.set_aside() == []


@pytest.mark.thorough
def test_two_kernels_that_write_at_once_lose_nothing():
    code = "from henan_lib.exercises import progress\nfor n in range(30): progress.remember(f'{0}-{{n}}', state='tried')"
    running = [subprocess.Popen([sys.executable, "-c", code.format(kernel)]) for kernel in "12"]
    assert [kernel.wait(120) for kernel in running] == [0, 0]
    assert set(progress.recall()) == {f"{kernel}-{n}" for kernel in "12" for n in range(30)}
    assert progress.set_aside() == []


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_each_damaged_file_is_kept_and_the_learner_is_told(capsys, edition):
    words.use(edition)
    for damage in (b"[1, 2", b"{" * 100_000):
        progress.file().write_bytes(damage)
        hl.check("0a", RIGHT)
    aside = progress.set_aside()
    assert [(progress.file().parent / name).read_bytes() for name in aside] == [b"[1, 2", b"{" * 100_000]
    capsys.readouterr()
    hl.progress()
    assert all(name in capsys.readouterr().out for name in aside[:1])
