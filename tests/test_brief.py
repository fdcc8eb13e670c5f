"""The capstone names every fault at once, lets no text of a reader break the page, and draws what the page says."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session
from henan_lib.exercises import check
from henan_lib.exercises import policy_brief as room
from henan_lib.exercises.answers import answer_of


@pytest.fixture
def choice():
    return [dict(row) for row in answer_of("5e")]


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_complete_choice_becomes_a_page_and_a_figure_with_its_numbers(choice, edition, capsys):
    hl.start(edition)
    rows = room.rows_of(choice)
    assert room.faults(rows) == room.remarks(rows) == [] and room.verdict(choice) == "complete"
    text, figure = room.as_markdown(rows), room.figure(rows)
    for row, axes in zip(choice, figure.axes):
        assert f"§{row['measure']}" in text and f"§{row['problem']}" in text
        line = axes.lines[0]
        assert line.is_dashed()
        assert line.get_xydata().tolist() == [[row["baseline_year"], row["baseline"]], [row["target_year"], row["target"]]]
        assert {f"{row['baseline']:,.10g}", f"{row['target']:,.10g}"} == {note.get_text() for note in axes.texts}
    assert [bool(re.search("[\u4e00-\u9fff]", axes.get_title(loc="left"))) for axes in figure.axes] == [edition == "zh"] * 3
    assert "_" not in text and text.count("\n- ") == 12
    hl.policy_brief(choice)
    assert text in capsys.readouterr().out


def test_a_table_says_the_same_as_a_list(choice):
    assert room.as_markdown(room.rows_of(pd.DataFrame(choice))) == room.as_markdown(room.rows_of(choice))


def test_everything_missing_is_listed_at_once(choice):
    del choice[0]["baseline"], choice[0]["unit"]
    choice[1] |= {"target": 1, "problem": "9.9"}
    choice[2] |= {"measure": "3.5.4", "indicator": " ", "direction": "sideways", "target_year": 2020, "baseline": "many"}
    found = room.faults(room.rows_of(choice))
    keys = [key for key, _ in found]
    wanted = ["no_baseline", "unknown_problem", "target_not_beyond"]
    wanted += ["unknown_measure", "unknown_direction", "no_indicator", "not_a_number", "years"]
    assert keys == wanted
    assert "unit" in found[0][1] and "baseline" in found[0][1]


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize(
    ("wrong", "key", "said"),
    [
        ({"baseline": -999}, "out_of_reach", "-999"),
        ({"target": 400}, "out_of_reach", "400"),
        ({"unit": "bananas"}, "unknown_unit", "bananas"),
        ({"unit": "香蕉"}, "unknown_unit", "香蕉"),
        ({"unit": "yuan", "baseline": -999, "target": 3}, "out_of_reach", "-999"),
        ({"unit": "points", "target": 400}, "out_of_reach", "400"),
        ({"baseline_year": 1066}, "years", "1066"),
        ({"baseline_year": -5}, "years", "-5"),
        ({"target_year": 3000}, "years", "3000"),
        ({"target_year": 2030.5}, "years", "2030.5"),
        ({"target": True}, "not_a_number", "True"),
        ({"target": 10**400}, "not_a_number", "target"),
        ({"source": "x"}, "no_source", "x"),
    ],
)
def test_what_cannot_be_is_refused_with_its_own_sentence(choice, edition, wrong, key, said):
    hl.start(edition)
    choice[0] |= wrong
    ((found, sentence),) = room.faults(room.rows_of(choice))
    assert found == key == room.verdict(choice) and said in sentence.replace("\\", "")
    named, why = check.diagnose("5e", choice)
    assert named != "right" and sentence in why


@pytest.mark.parametrize("key", hl.words.terms("unit"))
@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_every_unit_of_the_course_is_a_unit(key, edition):
    assert room.is_unit(hl.words.terms("unit")[key][edition])


@pytest.mark.parametrize(
    "unit",
    [
        "万元/人",
        "张/千人",
        "人/平方公里",
        "beds per 1,000 people",
        "%/年",
        "km²",
        "个图书馆",
        "number of parks",
        "m² per person",
        "μg/m³",
    ],
)
def test_units_that_people_write_are_units(unit):
    assert room.is_unit(unit)


@pytest.mark.parametrize("unit", ["bananas", "xyz", "per", "", "香蕉/人", "%%%x"])
def test_what_is_no_unit_is_none(unit):
    assert not room.is_unit(unit)


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_other_than_three_and_the_same_twice_are_faults(choice, count):
    rows = room.rows_of((choice * 2)[:count])
    assert room.faults(rows)[0][0] == "not_three_measures"
    assert any("twice" in sentence for _, sentence in room.faults(room.rows_of([choice[0], choice[0], choice[1]])))


def test_an_unlinked_measure_is_allowed_and_said(choice):
    choice[0]["problem"] = "2.2.4.2"
    rows = room.rows_of(choice)
    assert room.faults(rows) == [] and room.verdict(choice) == "not_linked"
    assert "does not link measure 3.3.1-01" in room.as_markdown(rows)


def test_a_target_downwards_may_lie_below(choice):
    choice[0] |= {"direction": "down", "target": 20}
    assert room.verdict(choice) == "complete"
    choice[0]["target"] = choice[0]["baseline"]
    assert room.verdict(choice) == "target_not_beyond"


def test_the_indicator_of_the_tree_stands_in_for_none_and_gives_way_to_a_readers_own(choice):
    own = hl.load("strategy_tree").set_index("id").loc["3.3.1-01", "indicator"]
    assert room.rows_of(choice)[0]["indicator"] == own
    choice[0]["indicator"] = "mine"
    assert room.rows_of(choice)[0]["indicator"] == "mine"


HOSTILE = "<script>alert(1)</script>\n\n# Big | **bold** `code` $x$ [link](u) ![i](u) </div> &lt; _a_ 1. $$ \\"


@pytest.mark.parametrize("field", ["indicator", "unit", "source"])
def test_words_of_a_reader_stay_words(choice, field):
    plain = room.as_markdown(room.rows_of([row | {field: "word"} for row in choice]))
    hostile = room.as_markdown(room.rows_of([row | {field: HOSTILE} for row in choice]))
    assert "<" not in hostile and hostile.count("\n") == plain.count("\n")
    assert not re.search(r"(?<!\\)[$`\[|_]", hostile)
    choice[0][field] = HOSTILE
    room.figure(room.rows_of(choice)).canvas.draw()


ANY = st.one_of(st.none(), st.text(max_size=8), st.floats(), st.integers(), st.lists(st.integers(), max_size=2))
ROW = st.dictionaries(st.sampled_from(room.FIELDS), ANY)


@pytest.mark.thorough
@settings(max_examples=60)
@given(st.one_of(st.lists(ROW, max_size=4), ANY))
def test_no_choice_raises(choice):
    rows = room.rows_of(choice)
    if rows:
        assert room.faults(rows)
    room.verdict(choice)


@settings(max_examples=60)
@given(st.text())
def test_plain_text_is_one_line_without_tags(text):
    written = room._own(text)
    assert "\n" not in written and not set("<>") & set(written)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`$\[\]|]", written)


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_what_is_no_choice_gets_a_sentence(edition, capsys):
    hl.start(edition)
    for choice in (..., None, 3, "3.1-01", [[1]], {}):
        hl.policy_brief(choice)
        assert "baseline_year" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "name", "values"),
    [
        ({"measure": "9.9"}, "brief_measure", {"have": "9.9"}),
        ({"problem": "a *b*"}, "brief_problem", {"have": "a \\*b\\*"}),
        ({"direction": "side\nways"}, "brief_direction", {"have": "side ways"}),
        ({"target": "many"}, "brief_number", {"field": "target", "have": "many"}),
        ({"baseline_year": "two\tthousand"}, "brief_number", {"field": "baseline_year", "have": "two thousand"}),
        ({"unit": "ripe bananas"}, "brief_unit", {"have": "ripe bananas"}),
        ({"source": "?! 1"}, "brief_source", {"have": "?! 1"}),
        ({"baseline_year": 1948}, "brief_year", {"have": "1948", "first": 1949, "last": 2100}),
        ({"target_year": 2101}, "brief_year", {"have": "2101", "first": 1949, "last": 2100}),
        ({"target_year": 2020, "baseline_year": 2020}, "brief_years", {"start": "2020", "end": "2020"}),
        ({"baseline": 5, "target": 5}, "brief_target", {"baseline": "5", "target": "5"}),
        ({"unit": "%", "target": 100.5}, "brief_share", {"field": "target", "have": "100.5"}),
        ({"unit": " ％ ", "target": 100.5}, "brief_share", {"field": "target", "have": "100.5"}),
        ({"unit": "Percent", "baseline": -0.5}, "brief_share", {"field": "baseline", "have": "-0.5"}),
        ({"unit": "百分点", "baseline": -100.5}, "brief_change", {"field": "baseline", "have": "-100.5"}),
        ({"unit": "Points", "target": 100.5}, "brief_change", {"field": "target", "have": "100.5"}),
        ({"unit": "km", "baseline": -1}, "brief_negative", {"field": "baseline", "have": "-1"}),
    ],
)
def test_each_fault_of_a_row_is_said_with_the_row_and_what_stands_there(choice, wrong, name, values):
    choice[1] |= {"indicator": "mine"} | wrong
    ((_, sentence),) = room.faults(room.rows_of(choice))
    assert sentence == hl.words.message(name, row=2, **values)


@pytest.mark.parametrize(
    "fine",
    [
        {"baseline_year": 1949, "target_year": 2100},
        {"unit": "%", "baseline": 0, "target": 100},
        {"unit": "points", "baseline": -100, "target": 100},
        {"unit": "km", "baseline": 0, "target": 1e9},
        {"source": "ab"},
        {"direction": "down", "baseline": 5, "target": 4.9},
    ],
)
def test_what_lies_at_the_edge_of_the_possible_is_possible(choice, fine):
    choice[0] |= fine
    assert room.faults(room.rows_of(choice)) == []


def test_every_field_that_is_missing_is_named_and_the_count_and_a_doubled_measure():
    wanted = [("not_three_measures", hl.words.message("brief_count", count=1))]
    lacking = ", ".join(field for field in room.FIELDS if field != "measure")
    wanted.append(("no_indicator", hl.words.message("brief_missing", row=1, fields=lacking)))
    assert room.faults([{"measure": "3.3.1-01"}]) == wanted
    twice = room.faults([{"measure": "3.3.1-01"}] * 3)
    assert twice[0] == ("not_three_measures", hl.words.message("brief_twice")) and len(twice) == 4


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_figure_of_a_brief_is_told_to_who_does_not_see_it(choice, edition):
    hl.start(edition)
    labels = hl.load("strategy_tree").set_index("id")["label"]
    choice[0] |= {"baseline": 1234.5, "target": 2345, "unit": "km"}
    items = [
        hl.words.message(
            "brief_alt_item",
            measure=labels[row["measure"]],
            unit=row["unit"],
            baseline=f"{row['baseline']:,}",
            target=f"{row['target']:,}",
            start=row["baseline_year"],
            end=row["target_year"],
        )
        for row in choice
    ]
    assert "1,234.5" in items[0]
    assert room._alt(room.rows_of(choice)) == hl.words.message(
        "brief_alt", items=("；" if edition == "zh" else "; ").join(items)
    )


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_brief_that_is_none_or_not_complete_says_what_belongs_to_it(edition, capsys):
    hl.start(edition)
    hl.policy_brief("3.1-01")
    fields = ", ".join(room.FIELDS)
    assert capsys.readouterr().out.strip() == hl.words.message("brief_kind", have="str", fields=fields)
    hl.policy_brief([])
    lines = "- " + hl.words.message("brief_count", count=0)
    assert capsys.readouterr().out.strip() == hl.words.message("brief_incomplete", faults=lines, fields=fields)


@pytest.mark.parametrize(
    ("value", "gone"), [(..., True), (None, True), (float("nan"), True), (" \n", True), ("", True), (0, False), ([], False)]
)
def test_what_counts_as_left_out(value, gone):
    assert room._missing(value) is gone
