"""The code of the cells can be read by someone who has done the chapters before: width, form, words."""

import nbformat
import pytest

from . import readability
from .chapters import STEMS, read_chapter
from .readability import AIMS, IDIOMS

BOTH = [(stem, edition) for stem in STEMS for edition in ("zh", "en")]


@pytest.mark.parametrize("stem, edition", BOTH)
def test_cells_are_narrow_short_and_plain(stem, edition):
    cells = readability.teaching_cells(read_chapter(stem, edition))
    assert [fault for cell in cells for fault in readability.faults(cell)] == []


@pytest.mark.parametrize("stem, edition", BOTH)
def test_measures_meet_the_aims(stem, edition):
    found = readability.measures(stem, edition)
    assert {name: value for name, value in found.items() if not AIMS[name][0] <= value <= AIMS[name][1]} == {}


@pytest.mark.parametrize("stem", STEMS)
def test_each_word_is_listed_and_comes_in_its_chapter(stem):
    chapter = STEMS.index(stem)
    used = {word for cell in readability.teaching_cells(read_chapter(stem, "en")) for word in readability.words(cell.source)}
    assert sorted(word for word in used if word not in IDIOMS) == []
    assert sorted(word for word in used if IDIOMS[word]["chapter"] > chapter) == []
    assert sorted(word for word, entry in IDIOMS.items() if entry["chapter"] == chapter and word not in used) == []


@pytest.mark.parametrize("stem, edition", BOTH)
def test_the_prose_names_each_new_word(stem, edition):
    new = [word for word, entry in IDIOMS.items() if entry["chapter"] == STEMS.index(stem)]
    assert [word for word in new if word not in readability.named(read_chapter(stem, edition))] == []


def test_the_course_has_sixty_words_at_most():
    assert len(readability.first_used()) <= 60


@pytest.mark.parametrize(
    "source",
    [
        "a = sorted(b, key=lambda c: c)",
        "[print(a) for a in b]",
        "_ = a",
        "f(**a)",
        "a = {**b}",
        "zip(*a)",
        "a = 1 if b else 2 if c else 3",
        "a = [c for b in d for c in b]",
        "a.xs(1)",
        "a[::-1]",
        "exec('a')",
        "a._b",
        "from henan_lib.words import label",
        "a = '#0072B2'",
        "a = b.loc['2.2.4.1-04']",
        "a = 1\n" * 16,
        "a = " + "1 + " * 20 + "1",
    ],
)
def test_each_fault_of_form_is_found(source):
    assert readability.faults(nbformat.v4.new_code_cell(source))


def test_words_are_those_of_the_libraries():
    source = 'a = hl.load("b").query("c > 1")\nax = sns.lineplot(a, x="d")\nhl.charts.note(ax, "e", at=(1, 2))\na.loc[1]'
    assert readability.words(source) == ["query", "sns.lineplot", "loc"]
