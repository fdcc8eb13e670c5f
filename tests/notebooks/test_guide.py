"""The teaching guide's plans add up, name cells that exist, and leave out nothing that a chapter calls must."""

import functools
import re
from collections import Counter

import pytest

from .chapters import NOTEBOOKS, STEMS, number_tokens, read_chapter
from .readability import IDIOMS

EDITIONS = ("zh", "en")
CHAPTER = {"zh": r"第(\d)章 · (.+)", "en": r"Chapter (\d) · (.+)"}
PERIOD = {"zh": r"第\d课时 · (\d+)分钟", "en": r"Period \d · (\d+) min"}
RANKED = {
    "zh": r"^#+ .+ · (必讲|必做|选讲|可略)(?: · (\d+)分钟)?$",
    "en": r"^#+ .+ · (must|nice|skip if late)(?: · (\d+) min)?$",
}
RANKS = {"必讲": "must", "必做": "must", "选讲": "nice", "可略": "skip if late"}
PARTS = {
    "zh": ["开场一问", "常见的错，怎样接话", "板书", "讨论", "题解"],
    "en": ["Open with", "What goes wrong, and what to say", "Board", "Discuss", "Solutions"],
}
WORDS = {"zh": "代码怎么讲", "en": "New in the code, and what to say"}
OVER_SECTIONS = ("title", "discussion")


def split(text, level):
    """Text above the first heading of a level, and the text below each by heading."""
    first, *rest = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    return first, dict(zip(rest[::2], rest[1::2]))


def rows(text):
    """Minutes, cell id and rank of each row of a plan's table."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return [(int(row[0]), re.search(r"`(.+)`", row[1])[1], RANKS.get(row[2], row[2])) for row in cells[2:]]


def plans(parts, edition):
    """Stated length and rows of each period of a chapter."""
    found = ((re.fullmatch(PERIOD[edition], heading), text) for heading, text in parts.items())
    return [(int(match[1]), rows(text)) for match, text in found if match]


@functools.cache
def guide(edition):
    """Page at the front, and by number of the chapter: its question and its parts by heading."""
    front, chapters = split((NOTEBOOKS / f"teaching-guide.{edition}.md").read_text(encoding="utf-8"), 2)
    named = {heading: re.fullmatch(CHAPTER[edition], heading) for heading in chapters}
    front += "".join(text for heading, text in chapters.items() if not named[heading])
    return front, {match[1]: (match[2], split(chapters[heading], 3)[1]) for heading, match in named.items() if match}


def sections(notebook, edition):
    """Rank and minutes of every ranked section by the id of the cell with its heading."""
    return {
        cell.id: (RANKS.get(match[1], match[1]), int(match[2] or 0))
        for cell in notebook.cells if cell.cell_type == "markdown"
        for match in re.finditer(RANKED[edition], cell.source, re.MULTILINE)
    }  # fmt: skip


def faults(periods, ranked, ids):
    """What is wrong with a chapter's periods, beside its ranked sections and the ids of all its cells."""
    wrong = [f"{sum(row[0] for row in plan)} of {length} min" for length, plan in periods if sum(r[0] for r in plan) != length]
    given = Counter()
    for minutes, cell, rank in (row for _, plan in periods for row in plan):
        given[cell] += minutes
        if cell not in ids:
            wrong.append(f"{cell}: no such cell")
        elif cell not in OVER_SECTIONS and ranked.get(cell, (None,))[0] != rank:
            wrong.append(f"{cell}: not {rank}")
    for cell, (rank, minutes) in ranked.items():
        if (rank == "must" or given[cell]) and given[cell] < minutes:
            wrong.append(f"{cell}: {given[cell]} of {minutes} min")
    return wrong


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_chapter_has_its_question_its_periods_and_all_parts(edition):
    _, chapters = guide(edition)
    assert [f"0{number}" for number in chapters] == [stem[:2] for stem in STEMS]
    for stem, (number, (question, parts)) in zip(STEMS, chapters.items()):
        assert read_chapter(stem, edition).cells[0].source.splitlines()[0] == f"# {question}"
        lengths = [length for length, _ in plans(parts, edition)]
        assert lengths == [45, 45], number
        assert [part for part in parts if part != WORDS[edition]][-5:] == PARTS[edition]
        assert all(parts[part].strip() for part in PARTS[edition])


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("stem", STEMS)
def test_plans_add_up_and_hold_every_must_section(stem, edition):
    notebook = read_chapter(stem, edition)
    periods, ranked = plans(guide(edition)[1][stem[1]][1], edition), sections(notebook, edition)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert len(ranked) == len(re.findall(RANKED[edition], text, re.MULTILINE)) > 5, "one ranked section a cell"
    assert not faults(periods, ranked, {cell.id for cell in notebook.cells})


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("stem", STEMS)
def test_each_new_word_has_a_bullet_of_its_own(stem, edition):
    parts = guide(edition)[1][stem[1]][1]
    assert list(parts)[list(parts).index(WORDS[edition]) + 1] == PARTS[edition][1]
    new = {word for word, entry in IDIOMS.items() if entry["chapter"] == STEMS.index(stem)}
    assert set(re.findall(r"^- `([\w.]+)`", parts[WORDS[edition]], re.MULTILINE)) == new


def test_both_guides_have_the_same_plans_and_are_built_alike():
    (front_zh, zh), (front_en, en) = map(guide, EDITIONS)
    assert front_zh.count("\n**") == front_en.count("\n**") > 5
    for number in zh:
        parts = zh[number][1], en[number][1]
        assert plans(parts[0], "zh") == plans(parts[1], "en"), number
        for here, there in zip(PARTS["zh"], PARTS["en"]):
            built = [
                re.findall(r"^(?:- (?:\d\w: |\d\w：)?|\d\. )", text, re.MULTILINE) for text in (parts[0][here], parts[1][there])
            ]
            assert [item.replace("：", ": ") for item in built[0]] == built[1], (number, there)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("stem", STEMS)
def test_each_exercise_is_solved_each_prompt_answered_and_decimals_are_those_of_the_chapter(stem, edition):
    parts = guide(edition)[1][stem[1]][1]
    notebook = read_chapter(stem, edition)
    asked = [cell.id.removeprefix("exercise-") for cell in notebook.cells if cell.cell_type == "code" and "exercise" in cell.id]
    assert re.findall(r"^- (\d\w)[:：]", parts[PARTS[edition][-1]], re.MULTILINE) == asked
    discussed = [cell.source for cell in notebook.cells if cell.id in ("discussion", "closing")]
    answered = re.findall(r"^\d\. ", parts[PARTS[edition][3]], re.MULTILINE)
    assert answered == (re.findall(r"^\d\. ", discussed[0], re.MULTILINE) if discussed else ["1. "])
    printed = {token for cell in notebook.cells if cell.cell_type == "markdown" for token in number_tokens(cell.source)}
    said = {token for text in parts.values() for token in number_tokens(text) if "." in token}
    assert said - printed <= {"55.42", "55.44"}, "the marks beside 55.43 on the board of chapter 6"


def test_a_broken_plan_is_a_fault():
    table = "| min | cell | rank |\n| --- | --- | --- |\n"
    table += "| 5 | One `one` | must |\n| 9 | Two `two` | nice |\n| 3 | Gone `gone` | nice |\n"
    periods = plans({"Period 1 · 20 min": table}, "en")
    assert periods == [(20, [(5, "one", "must"), (9, "two", "nice"), (3, "gone", "nice")])]
    ranked = {"one": ("must", 8), "two": ("must", 9), "three": ("must", 10), "four": ("nice", 6)}
    assert faults(periods, ranked, {"one", "two", "three", "four"}) == [
        "17 of 20 min", "two: not nice", "gone: no such cell", "one: 5 of 8 min", "three: 0 of 10 min",
    ]  # fmt: skip
    whole = [(27, [(8, "one", "must"), (9, "two", "must"), (10, "three", "must")])]
    assert not faults(whole, ranked, {"one", "two", "three"})
    assert sections(read_chapter(STEMS[0], "en"), "en")["primer"] == ("must", 7)
