"""Doors hold: what a person would write is understood, and everything else gets one sentence in the session's language."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session
from henan_lib.datasets import descriptor
from henan_lib.exercises import check, guesses, items, progress
from henan_lib.exercises.answers import answer_of, register
from henan_lib.report.checks import register as register_of_checks
from henan_lib.words import CourseError, UnknownName, use

from .notebooks.chapters import PATHS, read

ALL = items.exercises()
NUMBERS = [number for number, task in ALL.items() if task["kind"] == "number"]
TABLES = [number for number, task in ALL.items() if task["kind"] == "table"]
LINES = [number for number, task in ALL.items() if task["kind"] == "lines"]
DRAWN = [number for number, task in ALL.items() if task["kind"] in ("lines", "bars", "points")]
CHOICES = [number for number, task in ALL.items() if task["kind"] == "choice"]
UNITS = {
    "%": ["%", "％", "percent", "个百分点"], "points": ["points", "个百分点", "percentage points", "%"],
    "points a year": ["points a year", "个百分点/年", "个百分点"], "people": ["people", "persons", "人"],
    "10,000 persons": ["万人", "万", "ten thousand persons"], "100 million persons": ["亿人", "亿"], "years": ["years", "年"],
    "rows": ["rows", "行"], "decades": ["decades", "个十年段"], "times": ["times", "倍"], "calls": ["calls", "次"],
    "weightings": ["weightings", "种"], "provinces": ["provinces", "个省", "省"], "counties": ["counties", "个县"],
    "rank": ["", "位"], "slope": [""], None: [""],
}  # fmt: skip
PEOPLE = {"people": 1, "10,000 persons": 1e4, "100 million persons": 1e8}
OF_UNITS = {"unit", "persons", "units", "millions", "printed_units", "fraction", "fractions", "rounded"}


class Hostile:
    """An object that raises whatever one does with it."""

    def __array__(self, *args, **kwargs):
        raise RuntimeError

    __float__ = __str__ = __len__ = __iter__ = __array__

    @property
    def figure(self):
        raise RuntimeError


def test_numbers_are_accepted_where_a_person_would_write_one():
    assert hl.quiz(1).chapter == hl.quiz(" 1 ").chapter == "1"
    assert len(hl.ledger(section=1.2)) == len(hl.ledger(section="1.2"))
    assert len(hl.audit(2.1)) == len(hl.audit("2.1"))
    assert hl.glossary(3).shape[1] == 4
    assert check.diagnose("1A ", answer_of("1a"))[0] == "right"


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize(
    "door",
    [
        lambda: hl.load(None),
        lambda: hl.load(["ledger"]),
        lambda: hl.cite({}),
        lambda: hl.describe(3),
        lambda: hl.check(1, 2),
        lambda: hl.hint(["1a"]),
        lambda: hl.quiz(99),
        lambda: hl.forget("chapter 3"),
        lambda: hl.show("abc", "world-stages"),
        lambda: hl.show(None, "world-stages", data=pd.DataFrame({"year": [1]})),
        lambda: hl.show(plt.figure(), ["world-stages"]),
        lambda: hl.show(plt.figure(), "tables", data=pd.DataFrame({"year": [1]})),
        lambda: hl.show(pd.DataFrame({"year": [1]}), "world-stages"),
        lambda: hl.ledger(section=9.9),
        lambda: hl.audit(9.9),
    ],
)
def test_what_no_door_takes_is_said_in_one_sentence(door, edition):
    use(edition)
    with pytest.raises((CourseError, ValueError)) as raised:
        door()
    said = str(raised.value)
    assert said and "\n" not in said and bool(set(said) & set("没是有请把看个的")) == (edition == "zh")


@pytest.mark.parametrize(
    ("door", "known"),
    [
        (hl.load, descriptor.resources()),
        (hl.printed, set(hl.ledger()["key"])),
        (lambda name: hl.recomputed_ranges([name]), register_of_checks.CHECKS),
        (hl.tables_read, hl.checks()),
        (hl.predict, guesses.entries()),
        (lambda name: hl.colours[name], hl.colours),
        (hl.province_code, {f"{hl.label(code)} ({code})" for code in hl.load("province_region")["province_code"]}),
    ],
    ids=["table", "printed number", "check", "tables of a check", "prediction", "colour", "province"],
)
@pytest.mark.parametrize("name", ["§", "", 7, None])
def test_a_name_that_is_like_none_is_answered_with_names_that_there_are(door, known, name):
    with pytest.raises((KeyError, ValueError)) as raised:
        door(name)
    named = re.search("(?:Closest(?: names)?|close to it): (.+?)\\.( |$)", str(raised.value))[1].split(", ")
    assert named and set(named) <= set(known) and len(set(named)) == len(named)


def test_forgetting_one_chapter_leaves_the_others_and_a_wrong_one_leaves_all():
    for number in ("0a", "1a", "2-1", "2a"):
        progress.remember(number, state="tried")
    with pytest.raises(UnknownName):
        hl.forget("99")
    assert len(progress.recall()) == 4
    hl.forget(0)
    hl.forget(1)
    assert set(progress.recall()) == {"2-1", "2a"}
    hl.forget()
    assert progress.recall() == {}


@pytest.mark.parametrize("number", ALL)
def test_any_answer_gets_a_sentence(number):
    for answer in (10**400, Hostile(), [Hostile()], object, b"1", float("nan"), {"a": Hostile()}, True):
        found, sentence = check.diagnose(number, answer)
        assert found != "right" and sentence and "<" not in sentence, type(answer)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_right_number_may_come_as_people_write_it(number):
    right, unit = answer_of(number), ALL[number].get("unit")
    forms = [right, str(right), f"about {right}", f"约{right}", [right], pd.Series([right]), np.array([[right]]), f"≈ {right}"]
    forms += [pd.DataFrame({"x": [right]}), (right,), f"−{-right}" if right < 0 else f"+{right}"]
    forms += [f"{right}{space}{word}" for word in UNITS[unit] for space in ("", " ")]
    for form in forms:
        assert check.diagnose(number, form)[0] == "right", form
    if unit not in ("%", "points", "points a year"):
        assert check.diagnose(number, f"{right} %")[0] == "unreadable"


@pytest.mark.parametrize("number", NUMBERS)
def test_a_right_number_that_was_rounded_or_has_another_unit_is_never_called_a_known_mistake(number):
    right = answer_of(number)
    for digits in range(4):
        found, _ = check.diagnose(number, round(float(right), digits))
        assert found in ("right", "rounded") or round(float(right), digits) == 0, (digits, found)
    for size in (1e4, 1e8):
        for given_ in (right * size, right / size):
            found, _ = check.diagnose(number, given_)
            assert found in OF_UNITS, (given_, found)


@pytest.mark.parametrize("number", [number for number in NUMBERS if ALL[number].get("unit") in PEOPLE])
def test_people_may_be_counted_in_the_unit_that_is_written(number):
    persons = answer_of(number) * PEOPLE[ALL[number]["unit"]]
    for size, words in {1: "人", 1e4: "万人", 1e6: " million", 1e8: "亿"}.items():
        assert check.diagnose(number, f"{persons / size:.10f}{words}")[0] == "right", words
    assert check.diagnose(number, f"{answer_of(number)}个百分点")[0] == "unreadable"
    other = "人" if ALL[number]["unit"] != "people" else "万人"
    assert check.diagnose(number, f"{answer_of(number)}{other}")[0] in OF_UNITS


@pytest.mark.parametrize("number", [number for number in NUMBERS if ALL[number].get("unit") not in PEOPLE])
def test_people_are_no_answer_where_none_are_asked_for(number):
    assert check.diagnose(number, f"{answer_of(number)}万人")[0] == "unreadable"


@pytest.mark.parametrize("number", TABLES)
def test_a_right_table_that_was_rounded_or_has_another_unit_is_never_called_a_known_mistake(number):
    right = answer_of(number)
    series = (right if isinstance(right, pd.Series) else right.iloc[:, 0]).astype(float)
    for digits in range(4):
        found, _ = check.diagnose(number, series.round(digits))
        assert found in ("right", "rounded") or not series.round(digits).any(), (digits, found)
    for size in (0.01, 1e4, 1e6, 1e8, 1e-4):
        assert check.diagnose(number, series * size)[0] in OF_UNITS, size


@pytest.mark.parametrize("number", TABLES)
def test_a_right_table_may_be_a_frame_a_series_or_a_dict_in_any_order(number):
    right = answer_of(number)
    series = right if isinstance(right, pd.Series) else right.iloc[:, 0]
    for form in (series, series[::-1], series.to_frame("x"), series.to_dict(), series.rename_axis("k").reset_index(name="v")):
        assert check.diagnose(number, form)[0] == "right", type(form)
    for more in (pd.DataFrame(series), series.to_frame(0).rename_axis(None), dict(series.items())):
        assert check.diagnose(number, more)[0] == "right", type(more)
    two = pd.Series(1.0, pd.MultiIndex.from_product([["a", "b"], [1, 2]]))
    assert check.diagnose(number, two)[0] == "not_yet"


@pytest.mark.parametrize("number", LINES)
def test_a_right_drawing_may_have_reference_lines_and_be_drawn_from_the_right(number):
    figure, axes = plt.subplots()
    for points, name in check.read_answer("lines", answer_of(number)).items():
        x, y = zip(*points[::-1])
        axes.plot(x, y, label=name or None)
    axes.axhline(70)
    axes.axvline(2000)
    for form in (axes, figure, [axes], np.array([axes])):
        assert check.diagnose(number, form)[0] == "right"
    axes.plot([1, 2, 3], [4, 5, 6])
    found, sentence = check.diagnose(number, axes)
    assert found == "more_lines" and "1" in sentence


@pytest.mark.parametrize("number", DRAWN)
def test_a_right_drawing_may_be_handed_over_as_axes_a_figure_or_in_a_list_with_marks_of_a_level(number):
    plt.figure()
    axes = register.SOLUTIONS[number]()
    drawn = axes.figure
    axes.axhline(70, color="grey")
    axes.axvline(axes.get_xlim()[0])
    axes.hlines([60], *axes.get_xlim())
    axes.axhspan(10, 20)
    for form in (axes, drawn, [axes], (drawn,), np.array([axes]), np.array([[axes]], dtype=object), pd.Series([axes])):
        assert check.diagnose(number, form)[0] == "right", type(form)
    axes.fill_between(axes.get_xlim(), 1, 2)
    found, sentence = check.diagnose(number, axes)
    assert found in ("more_points", "band") if ALL[number]["kind"] == "points" else found == "right", sentence


@pytest.mark.parametrize("number", CHOICES)
def test_a_right_word_may_stand_in_a_list_and_a_word_that_is_no_option_is_told_which_there_are(number):
    right = answer_of(number)
    for form in (right, [right], (right,), np.array([right]), pd.Series([right]), f' "{right}" ', f"“{right.upper()}”"):
        assert check.diagnose(number, form)[0] == "right", form
    assert {right, *(answer_of(number, key) for key in ALL[number]["mistakes"])} <= set(ALL[number]["options"])
    found, sentence = check.diagnose(number, "perhaps")
    assert found == "unreadable" and all(option in sentence for option in ALL[number]["options"])


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem[:2]}")
def test_the_words_printed_beside_an_option_are_answered_with_the_options(path):
    for cell in read(path).cells:
        number = re.match(r"### \S+ ?(\d[a-z])", cell.source)
        if cell.cell_type != "markdown" or not number or number[1] not in CHOICES:
            continue
        options = ALL[number[1]]["options"]
        assert set(options) <= set(re.findall(r'`"(\w+)"`', cell.source)), number[1]
        for beside in re.findall(r'`"\w+"` ?[（(：:] ?([^（）()；;.。]+)', cell.source):
            assert beside in options or check.diagnose(number[1], beside)[0] == "unreadable", beside


@pytest.mark.parametrize("number", LINES)
def test_names_swapped_in_a_legend_are_not_right(number):
    lines = check.read_answer("lines", answer_of(number))
    if len(set(filter(None, lines.values()))) < 2:
        pytest.skip("the solution names no two lines")
    figure, axes = plt.subplots()
    for points, name in zip(lines, [*list(lines.values())[1:], next(iter(lines.values()))]):
        axes.plot(*zip(*points), label=name)
    axes.legend()
    assert check.diagnose(number, axes)[0] == "legend"


def test_swapped_names_in_a_legend_and_lines_that_nobody_sees_are_noticed():
    lines = check.read_answer("lines", answer_of("1c"))
    figure, axes = plt.subplots()
    for points, name in zip(lines, reversed(list(lines.values()))):
        axes.plot(*zip(*points), label=name)
    axes.legend()
    assert check.diagnose("1c", axes)[0] == "legend"
    for line in axes.lines:
        line.set_visible(False)
    assert check.diagnose("1c", axes)[0] == "not_yet"


def test_percent_as_a_fraction_and_persons_for_tens_of_thousands_are_named():
    assert check.diagnose("0a", answer_of("0a") / 100)[0] == "fraction"
    assert check.diagnose("5f", answer_of("5f") * 1e4)[0] == "unit"
    assert check.diagnose("6b", 47.3)[0] != "year_after"


@settings(max_examples=80)
@given(
    st.recursive(
        st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.binary()),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    )
)
def test_nothing_that_can_be_written_raises(answer):
    for number in ("0a", "1b", "1c", "1d", "5e"):
        assert check.diagnose(number, answer)[1]


def scaled(kind, size, digits=None):
    """What changes the numbers of a drawing upwards: another unit, or rounding."""
    change = lambda y: round(y * size, digits) if digits is not None else y * size  # noqa: E731
    return lambda read_as: {
        "bars": lambda: sorted(map(change, read_as)),
        "points": lambda: sorted((x, change(y)) for x, y in read_as),
        "lines": lambda: {tuple((x, change(y)) for x, y in line): name for line, name in read_as.items()},
    }[kind]()


@pytest.mark.thorough
@pytest.mark.parametrize("number", DRAWN)
def test_a_right_drawing_that_was_rounded_or_has_another_unit_is_never_called_a_known_mistake(number, monkeypatch):
    kind, axes = ALL[number]["kind"], plt.figure().add_subplot()
    right = check.read_answer(kind, answer_of(number))
    read = check.read_answer
    for size, digits in [(1, 0), (1, 1), (1, 2), (0.01, None), (1e4, None), (1e-4, None), (1e8, None)]:
        drawn = scaled(kind, size, digits)(right)
        if len(drawn) < len(right):  # lines that rounding makes one
            continue
        monkeypatch.setattr(check, "read_answer", lambda *given, drawn=drawn: drawn if given[1] is axes else read(*given))
        found, _ = check.diagnose(number, axes)
        # Rounding may put lines that run close together into another order, and then nothing can be said of them.
        rounded = {"right", "rounded"} | ({"not_yet"} if kind == "lines" else set())
        assert found in (rounded if size == 1 else OF_UNITS), (size, digits, found)


def test_bars_may_have_error_bars_and_lie_and_points_may_be_off_by_less_than_one_sees():
    placed = hl.load("province_annual").query("year == 2005").merge(hl.load("province_region"), on="province_code")
    means = placed.groupby("region")["urban_share_pct"].mean()
    for draw, away in (("bar", "yerr"), ("barh", "xerr")):
        figure, axes = plt.subplots()
        getattr(axes, draw)(means.index, means, **{away: 1})
        assert check.diagnose("0h", axes)[0] == "right"
    provinces = hl.load("province_annual").query("year == 2023")
    figure, axes = plt.subplots()
    axes.scatter(provinces["population"] + 1e-4, provinces["urban_share_pct"] + 2e-4)
    assert check.diagnose("0i", axes)[0] == "right"


def test_a_scatter_with_another_unit_along_the_bottom_is_told_so():
    provinces = hl.load("province_annual").query("year == 2023")
    figure, axes = plt.subplots()
    axes.scatter(provinces["population"] / 1e4, provinces["urban_share_pct"])
    assert check.diagnose("0i", axes)[0] == "unit"


YEAR_END = hl.load("henan_annual").query("year == 2020 and vintage == 'nbs_current'").set_index("indicator")["value"]
OTHER_BASES = {
    # Urban residents of the end of 2020 instead of those of the census.
    "4e": lambda: (YEAR_END["resident_population"] * YEAR_END["urban_share"] / 1e6 - 1500) / 0.3609,
    # Those of the census instead of the year's end.
    "5f": lambda: answer_of("5f") + YEAR_END["resident_population"] * YEAR_END["urban_share"] / 1e6 - 5507.86,
    # People of the census instead of the end of 2021, and the number as the report prints it.
    "6b": lambda: 100 * 4670 / 9936.55,
}


@pytest.mark.parametrize("number", OTHER_BASES)
def test_a_right_answer_on_the_other_admissible_base_is_right_or_told_so(number):
    assert check.diagnose(number, OTHER_BASES[number]())[0] in ("right", "census")
