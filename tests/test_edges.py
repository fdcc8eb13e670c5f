"""Where tolerances, digits, ranks and rows end, to either side; what is printed, word for word."""

import math

import numpy as np
import pandas as pd
import pytest

import henan_lib as hl
from henan_lib import session, words
from henan_lib.analysis import breaks, growth, regional, scenarios
from henan_lib.datasets import descriptor, validation
from henan_lib.exercises import check, idioms, items, policy_brief, progress
from henan_lib.exercises.answers import answer_of, register
from henan_lib.exercises.answers import solution_text as text_of_solution
from henan_lib.figures import show
from henan_lib.report import intervals
from henan_lib.report.audit import VERDICTS, judge, shown_as
from henan_lib.your_place import province, table

ALL = items.exercises()
NUMBERS = [number for number, task in ALL.items() if task["kind"] == "number"]
TABLES = [number for number, task in ALL.items() if task["kind"] == "table"]


def just_inside_and_outside(number):
    tolerance = ALL[number].get("tolerance", 0)
    return 0.9 * tolerance, 1.2 * tolerance + 1e-6


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_right_within_its_tolerance_and_no_further(number, side):
    right = float(answer_of(number))
    inside, outside = just_inside_and_outside(number)
    assert check.diagnose(number, right + side * inside)[0] == "right"
    assert check.diagnose(number, right + side * outside)[0] != "right"


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("number", TABLES)
def test_a_table_is_right_within_its_tolerance_and_no_further(number, side):
    right = answer_of(number)
    series = (right if isinstance(right, pd.Series) else right.iloc[:, 0]).astype(float)
    inside, outside = just_inside_and_outside(number)
    for place in (0, len(series) - 1):
        for shift, found in ((inside, True), (outside, False)):
            moved = series.copy()
            moved.iloc[place] += side * shift
            assert (check.diagnose(number, moved)[0] == "right") is found, (place, shift)


@pytest.mark.parametrize(
    ("given", "digits"), [(1.235, 3), (1.23, 2), (1.2, 1), (1.0, 0), (1.2346, None), (0.0, None), (1.24, None)]
)
def test_a_right_number_may_be_rounded_to_three_digits_or_fewer(given, digits):
    assert check._rounded("number", given, 1.23456) == digits
    assert check._rounded("number", 12.0, 12.3) == 0 and check._rounded("number", 10.0, 12.3) is None
    assert check._rounded("number", 0.3, 0.25) == check._rounded("number", 0.2, 0.25) == 1, "a half goes up or down"


@pytest.mark.parametrize(("size", "key"), [(0.01, "fraction"), *((10.0**power, "unit") for power in (4, -4, 6, -6, 8, -8))])
def test_another_unit_is_known_within_half_a_percent(size, key):
    for part, found in ((1.004, key), (0.996, key), (1.006, None), (0.994, None)):
        assert check._scaled("number", 7 * size * part, 7.0) == found, part
    assert check._scaled("number", 0.7, 7.0) is None


@pytest.mark.parametrize(("share", "fine"), [("50.050", True), ("49.950", True), ("50.052", False), ("49.948", False)])
def test_the_share_of_an_own_table_may_miss_its_people_by_a_twentieth_of_a_point(share, fine):
    read = table.table_of(f"year,population,urban population,urban share\n2020,1000000,500000,{share}\n".encode())
    assert (len(read) == 1 and not read.attrs["problems"]) is fine


def test_provinces_that_share_a_place_have_the_better_one(monkeypatch):
    shares = province._shares(session.data_folder()).copy()
    tied = shares.loc[2024].drop("230000").sort_values(ascending=False)
    shares.loc[2024, "230000"] = tied.iloc[4]
    monkeypatch.setattr(province, "_shares", lambda folder: shares)
    ranks = [value for key, value in province._facts.__wrapped__(session.data_folder(), "230000").items() if "rank" in key]
    assert 5 in ranks and 6 not in ranks


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_list_and_the_description_of_tables_say_what_the_descriptor_says(edition):
    words.use(edition)
    ending = "_zh" if edition == "zh" else ""
    listed = hl.tables().set_index("table")
    assert listed.index.tolist() == list(descriptor.resources()) and listed.columns.tolist() == ["title", "vintage", "rows"]
    for name, entry in descriptor.resources().items():
        assert listed.loc[name].tolist() == [entry[f"title{ending}"], entry[f"vintage{ending}"], len(hl.load(name))]
        said = hl.describe(name).splitlines()
        assert said[0] == f"{entry[f'title{ending}']} · {name}"
        columns = said[-len(entry["schema"]["fields"]) :]
        for line, field in zip(columns, entry["schema"]["fields"]):
            unit = f" [{words.label(field['unit'])}]" if "unit" in field else ""
            colon, stop = ("：", "。") if edition == "zh" else (": ", ". ")
            assert line == f"  {field['name']}{unit}{colon}{words.label(field['name'])}{stop}{field[f'description{ending}']}"


FIELDS = [
    {"name": "year", "type": "integer", "constraints": {"required": True, "minimum": 2000, "maximum": 2010}},
    {"name": "share", "type": "number", "constraints": {"minimum": 0}},
    {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
    {"name": "province_code", "type": "string"},
]
ENTRY = {
    "name": "made_up",
    "rows": 8,
    "schema": {
        "fields": FIELDS,
        "primaryKey": ["year"],
        "foreignKeys": [{"fields": "province_code", "reference": {"resource": "province_region", "fields": "province_code"}}],
    },
}


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_every_problem_of_a_table_is_said_where_it_is_and_nothing_else(edition):
    words.use(edition)
    rows = ["2000,0,a,410000", "2010,,,410000", "2001,x", "2011,-1,c,410000", "x,x,a,410000", ",1,b,000000", "2000,1,b,410000"]
    content = "\n".join(["year,share,kind,province_code", *rows, ""]).encode()

    def cell(row, column, have, want, **values):
        return words.message("cell_problem", row=row, column=column, have=have, want=words.message(want, **values))

    assert validation.problems(ENTRY, content) == [
        words.message("wrong_width", row=4, have=2, want=4),
        cell(5, "year", "2011", "expected_range", low=2000, high=2010),
        cell(5, "share", "-1", "expected_range", low=0, high=math.inf),
        cell(5, "kind", "c", "expected_one_of", values="a, b"),
        cell(6, "year", "x", "expected_integer"),
        cell(6, "share", "x", "cell_number"),
        cell(7, "year", "", "expected_value"),
        words.message("duplicate_key", row=8, other=2, key="2000"),
        cell(7, "province_code", "000000", "expected_key", table="province_region"),
        words.message("wrong_row_count", have=7, want=8),
    ]
    header = content.decode().replace("share", "part", 1).encode()
    wanted = words.message("wrong_header", have="year, part, kind, province_code", want="year, share, kind, province_code")
    assert validation.problems(ENTRY, header) == [wanted]
    assert validation.problems(ENTRY, b"year\xff") == [words.message("not_utf8", position=4)]


def test_ranges_are_calculated_from_either_side():
    two, four = intervals.Range(intervals.iv.mpf([2, 3])), intervals.Range(intervals.iv.mpf([4, 8]))
    found = [two + four, four - two, two * four, four / two, 1 + two, 4 - two, 2 * two, 6 / two]
    assert [(one.low, one.high) for one in found] == [(6, 11), (1, 6), (8, 24), (4 / 3, 4), (3, 4), (1, 2), (4, 6), (2, 3)]


@pytest.mark.parametrize(
    ("qualifier", "unit", "kind", "printed", "value", "shown"),
    [
        ("exact", "percent", "measure", "55.4%", 55.4321, "55.43"),
        ("exact", "ratio", "measure", "2.5", 2.51234, "2.512"),
        ("over", "percent", "measure", "55%", 55.4321, "55.432"),
        ("exact", "rank", "rank", "3", 3, "3"),
    ],
)
def test_a_recomputed_number_has_one_digit_more_than_the_printed_one(qualifier, unit, kind, printed, value, shown):
    row = {"qualifier": qualifier, "unit": unit, "kind": kind, "printed": printed}
    assert shown_as(intervals.iv.mpf(str(value)), row) == shown


def test_what_a_model_gives_is_named_and_what_it_cannot_do_is_said():
    series = pd.Series([40.0, 41, 42, 43], index=range(2010, 2014), name="urban_share_pct")

    def line(past, years):
        return np.polyval(np.polyfit(past.index, past, 1), years)

    band = scenarios.residual_band(series, line, [2020, 2030], block=2, draws=5)
    assert band.index.name == "year" and band.index.tolist() == [2020, 2030]
    for coverage in (1, 100):
        with pytest.raises(ValueError) as said:
            scenarios.residual_band(series, line, [2020], block=2, coverage=coverage)
        assert str(said.value) == words.message("band_settings", coverage=coverage, draws=200)
    with pytest.raises(ValueError) as said:
        breaks.segmented_fit([2000, 2001, 2002], [1, 2, 3], [2000.5, 2001.5])
    assert str(said.value) == words.message("breaks_points", count=2, need=4, have=3)
    pairs = pd.DataFrame({"a": [2010, 2012], "b": [2011, 2013]})
    assert regional.neighbour_mean(series, pairs).name == "urban_share_pct"
    with pytest.raises(ValueError) as said:
        scenarios.fans_held(pd.DataFrame({"area_code": [], "year": [], "error_points": []}), 0)
    assert str(said.value) == words.message("years_ahead", ahead=0, back=1)


@pytest.mark.parametrize("ceiling", [65, 85, 100])
def test_a_forecast_tries_every_fifth_percent_as_its_ceiling_up_to_100(ceiling):
    years = np.arange(1990, 2013)
    share = pd.Series(growth.logistic(years, ceiling, 0.06, 1995), index=years)
    found = growth.simple_forecasts(share, 2012, 2040)
    full = growth.fit_logistic(years, share, 100)
    assert np.allclose(found["logistic_best"], growth.logistic(found.index, ceiling, 0.06, 1995), atol=1e-4)
    assert np.allclose(found["logistic_100"], growth.logistic(found.index, 100, full["rate"], full["midpoint"]))


def test_the_measures_of_a_problem_are_counted_under_its_section():
    found = hl.measures_per_problem()
    assert sorted(set(found["problem"])) == [f"2.2.{number}" for number in range(1, 7)]
    assert sorted(set(found["measure"])) == [f"3.{number}" for number in range(1, 7)]


def test_a_cell_of_a_shown_table_has_two_digits_and_its_thousands_apart():
    cells = [("population", 1234567), ("urban_share_pct", 55.4321), ("gdp", 1234.5), ("urban_share_pct", 55.0), ("year", 2020)]
    written = ["1,234,567", "55.43", "1,234.5", "55", "2020"]
    assert [show._cell(value, column) for column, value in cells] == written


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_brief_says_every_part_and_every_remark(edition):
    words.use(edition)
    rows = policy_brief.rows_of([dict(row) for row in answer_of("5e")])
    rows[0]["problem"] = "2.2.4.2"
    parts = policy_brief.as_markdown(rows).split("\n\n")
    measures, problems = policy_brief._measures()["label"], hl.load("problems").set_index("id")["label"]
    assert parts[0] == words.message("brief_title") and parts[-1] == words.message("brief_doubt")
    for place, row in enumerate(rows, start=1):
        pace = (row["target"] - row["baseline"]) / (row["target_year"] - row["baseline_year"])
        wanted = words.message(
            "brief_part",
            row=place,
            measure=f"{measures[row['measure']]} §{row['measure']}",
            problem=f"{problems[row['problem']]} §{row['problem']}",
            indicator=words.escaped(row["indicator"]),
            unit=words.escaped(row["unit"]),
            start=row["baseline_year"],
            end=row["target_year"],
            baseline=f"{row['baseline']:,.10g}",
            target=f"{row['target']:,.10g}",
            pace=f"{float(format(pace, '.3g')):,.10g}",
            source=words.escaped(descriptor.resource(row["source"])["source_line" + "_zh" * (edition == "zh")]),
        )
        assert wanted in "\n\n".join(parts)
    unlinked = words.message("brief_unlinked", row=1, measure=rows[0]["measure"], problem="2.2.4.2")
    assert words.message("brief_remarks", remarks=f"- {unlinked}") in "\n\n".join(parts)


def test_three_measures_of_two_focuses_and_two_problems_are_a_narrow_view():
    rows = [{"measure": f"{focus}.1-01", "problem": problem} for focus, problem in zip(("3.1", "3.1", "3.2"), "aab")]
    assert policy_brief.remarks(rows)[-1] == ("too_narrow", words.message("brief_narrow"))
    rows[1]["measure"] = "3.3.1-01"
    assert "too_narrow" not in dict(policy_brief.remarks(rows))


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_quiz_on_paper_is_numbered_and_an_answer_is_remembered(edition):
    words.use(edition)
    quiz = hl.quiz(1)
    lines = quiz.as_text(answers=True).splitlines()
    expected = []
    for number, question in enumerate(quiz.questions, start=1):
        expected.append(f"{number}. {question['question'][edition]}")
        letters = dict(zip("abcdef", question["options"]))
        expected += [f"   {letter}) {option[edition]}" for letter, option in letters.items()]
        expected += [f"   → {letter}" for letter, option in letters.items() if option.get("right")]
    assert lines == expected
    buttons = quiz.children[1].children[1]
    right = [option.get("right", False) for option in quiz.questions[1]["options"]]
    for place, state in ((right.index(False), "tried"), (right.index(True), "right")):
        buttons.value = place
        assert progress.recall() == {"1-2": {"state": state}}


def test_a_solution_has_the_imports_that_it_needs(capsys):
    texts = {number: text_of_solution(number) for number in ALL}
    assert {line for text in texts.values() for line in text.splitlines() if line.startswith("import")} <= {
        *register.IMPORTS.values()
    }
    for text in texts.values():
        names = {name for name in register.IMPORTS if f"{name}." in text.split("\n\n", 1)[-1]}
        assert all(register.IMPORTS[name] in text for name in names)
    assert any("import" in text for text in texts.values())
    session.session.solutions = False
    hl.solution("0a")
    assert capsys.readouterr().out.strip() == words.message("solutions_closed")


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_words_of_the_cells_are_listed_with_their_example_and_meaning(edition, monkeypatch):
    words.use(edition)
    shown = []
    monkeypatch.setattr(idioms, "display", shown.append)
    hl.idioms("1")
    html = shown[0].bundle["text/html"]
    known = [(word, entry) for word, entry in session.entries_of("idioms.toml").items() if entry["chapter"] == 1]
    assert html.count("<tr>") == len(known) + 1 and html.count("text-align: left") == 3 * len(known) + 3
    assert (
        html.index(words.label("code_word")) < html.index(words.label("code_example")) < html.index(words.label("code_meaning"))
    )
    assert shown[0].bundle["text/plain"].splitlines() == [
        "  ".join([word, entry["example"], entry[edition]]) for word, entry in known
    ]
    with pytest.raises(words.UnknownName) as said:
        hl.idioms(9)
    assert str(said.value) == words.message("unknown_chapter", chapter=9, known="0, 1, 2, 3, 4, 5, 6, 7")


def test_all_words_of_the_cells_are_listed_chapter_by_chapter(monkeypatch):
    shown = []
    monkeypatch.setattr(idioms, "display", shown.append)
    hl.idioms()
    words_of_all = session.entries_of("idioms.toml")
    listed = [line.split("  ")[0] for line in shown[0].bundle["text/plain"].splitlines()]
    assert sorted(listed) == sorted(words_of_all)
    chapters = [words_of_all[word]["chapter"] for word in listed]
    assert chapters == sorted(chapters)


def test_a_table_without_a_key_may_repeat_itself_and_one_of_its_rows_may_be_short():
    entry = {
        "name": "made_up",
        "rows": 3,
        "schema": {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "number"}]},
    }
    assert validation.problems(entry, b"a,b\nx,1\nx,1\n,\n") == []
    assert validation.problems(entry, b"") == [words.message("wrong_header", have="", want="a, b")]
    assert validation.problems(entry, b"a,b\nx,1\nx\ny,2\n") == [words.message("wrong_width", row=3, have=1, want=2)]


@pytest.mark.parametrize(
    ("kind", "verdict"), [("rank", "conflicts"), ("count", "conflicts"), ("date", "conflicts"), ("measure", "rounding")]
)
def test_only_a_measure_may_be_cut_off_at_its_last_digit(kind, verdict):
    row = pd.Series({"printed": "25", "value": 25, "value_high": None, "qualifier": "exact", "kind": kind})
    assert judge(row, 25.7) == verdict


def test_a_recomputed_month_and_a_half_line_are_written_as_such():
    month = {"printed": "2013年12月", "unit": "date", "kind": "date", "qualifier": "exact"}
    assert shown_as(intervals.iv.mpf(2013 + 11.5 / 12), month) == "2013-12"
    line = {"printed": "55%", "unit": "percent", "kind": "measure", "qualifier": "exact"}
    assert (
        shown_as(intervals.iv.mpf([55, "inf"]), line) == "≥ 55.0" and shown_as(intervals.iv.mpf(["-inf", 55]), line) == "≤ 55.0"
    )
    assert shown_as(intervals.iv.mpf([55, 56]), line) == "55.0–56.0"


def test_the_audit_has_its_columns_filled_and_names_an_unknown_verdict_number_or_check():
    found = hl.audit("2.1")
    texts = ["check", "section", "statement", "printed", "recomputed", "verdict", "basis", "edition", "confidence", "kind"]
    assert found.columns.tolist() == [*texts, "explanation", "key"]
    decided = found[found["verdict"] != "not_checkable"]
    assert len(decided) > 20 and (decided[["statement", "printed", "recomputed", "basis", "key"]] != "").all(axis=None)
    assert found.notna().all(axis=None)
    with pytest.raises(ValueError) as said:
        hl.audit(verdict="wrong")
    assert str(said.value) == words.message("unknown_verdict", verdict="wrong", known=", ".join(VERDICTS))
    with pytest.raises(KeyError) as said:
        hl.printed("henan_urban_share_202")
    assert '"henan_urban_share_202"' in str(said.value) and "henan_urban_share_2020" in str(said.value)


@pytest.mark.parametrize("share", [0, -1, 100, 101])
def test_log_odds_and_their_paths_refuse_what_is_no_share(share):
    with pytest.raises(ValueError) as said:
        growth.log_odds([50, share])
    assert str(said.value) == words.message("share_open", low=min(50, share), high=max(50, share))


def test_four_years_are_enough_for_the_interval_of_a_ceiling_and_three_are_not():
    years = np.arange(2000, 2040, 10)
    share = pd.Series(growth.logistic(years, 80, 0.06, 2010) + np.array([0.1, -0.1, 0.1, -0.1]), index=years)
    found = growth.ceiling_interval(share)
    assert found["low"] < found["best"] < found["high"]
    with pytest.raises(ValueError) as said:
        growth.ceiling_interval(share.iloc[:3])
    assert str(said.value) == words.message("logistic_points", have=3)
    steep = pd.Series([10.0, 20.0, 39.0, 71.0], index=years)
    assert growth.ceiling_interval(steep)["low"] >= 71.5


@pytest.mark.parametrize(("unit", "found"), [("%", "fraction"), ("points", "fraction"), ("years", "unit"), (None, "unit")])
def test_a_hundredth_is_a_fraction_of_a_percentage_and_another_unit_of_anything_else(unit, found):
    assert check._nearly_right("number", 0.07, 7.0, unit)[0] == found
    assert check._nearly_right("table", [("a", 0.07), ("b", 0.01)], [("a", 7.0), ("b", 1.0)], unit)[0] == "fraction"


def test_what_a_brief_lacks_is_named_by_what_weighs_most():
    (row, *_) = policy_brief.rows_of([dict(row) for row in answer_of("5e")])
    known = {"measure": {row["measure"]}, "problem": {row["problem"]}, "direction": {"up", "down"}}
    for gone, key in (
        ("indicator", "no_indicator"),
        ("baseline", "no_baseline"),
        ("target", "no_target"),
        ("source", "missing"),
    ):
        rest = {field: value for field, value in row.items() if field != gone}
        assert next(policy_brief._row_faults(rest, known)) == (key, "brief_missing", {"fields": gone})


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_brief_is_drawn_in_three_panels_with_short_lines_and_its_notes_outside(edition):
    words.use(edition)
    rows = policy_brief.rows_of([dict(row) for row in answer_of("5e")])
    rows[2] |= {"direction": "down", "target": rows[2]["baseline"] - 5, "unit": "km  a\nyear"}
    figure = policy_brief.figure(rows)
    assert figure.get_size_inches().tolist() == [8.4, 3.6] and len(figure.axes) == 3
    assert len({axes.lines[0].get_color() for axes in figure.axes}) == 3 and figure.axes[2].get_ylabel() == "km a year"
    for axes, row in zip(figure.axes, rows):
        assert [text.get_text() for text in axes.get_xticklabels()] == [str(row["baseline_year"]), str(row["target_year"])]
        assert [line.get_marker() for line in axes.lines] == ["None", "o", "o"]
        assert len({line.get_color() for line in axes.lines}) == 1 and axes.margins() == (0.4, 0.3)
        assert [note.get_ha() for note in axes.texts] == ["center", "center"]
        assert sorted(note.xyann for note in axes.texts) == [(0, -10), (0, 10)]
        title = axes.get_title(loc="left")
        assert title and max(map(len, title.split("\n"))) <= (10 if edition == "zh" else 21)
        _, known, aimed = axes.lines
        assert known.get_markersize() == aimed.get_markersize() == 9 and aimed.get_markerfacecolor() == "white"
        below, above = sorted(axes.texts, key=lambda note: note.xy[1])
        assert (below.get_va(), above.get_va()) == ("top", "bottom")
