"""What the library cannot do is said in one sentence: which value is wrong, what is possible, word for word."""

import numpy as np
import pandas as pd
import pytest

import henan_lib as hl
from henan_lib import analysis, words
from henan_lib.analysis import breaks, growth, regional, scenarios
from henan_lib.exercises import items
from henan_lib.report import intervals, source
from henan_lib.report.checks import register

YEARS = [2000, 2001, 2002, 2003]
SHARES = pd.Series([40.0, 41, 43, 44], index=YEARS)
PAIRS = pd.DataFrame({"a": ["410100", "410200"], "b": ["410200", "410300"]})


def people(*rows):
    """Areas half of whose people are urban, each with a year."""
    half = {"urban_population": 4e6, "rural_population": 4e6, "urban_share_pct": 50.0}
    return pd.DataFrame([{"area_code": area, "year": year, **half} for area, year in rows])


def line(past, years):
    return np.polyval(np.polyfit(past.index, past, 1), years)


def errors(*points):
    return pd.DataFrame({"area_code": range(len(points)), "year": 2000, "error_points": points})


REFUSED = [
    (lambda: analysis.stage([50], 70, 30), "crossed_thresholds", {"low": 70, "high": 30}),
    (lambda: analysis.stage([0.2, 1]), "fractions", {"high": 1.0}),
    (lambda: growth.fit_logistic(YEARS[:2], [40, 41]), "logistic_points", {"have": 2}),
    (lambda: growth.fit_logistic([2000, 2000, 2000], [40, 41, 42]), "logistic_points", {"have": 3}),
    (lambda: growth.fit_logistic(YEARS, [0.4, 0.5, 0.6, 1]), "fractions", {"high": 1.0}),
    (lambda: growth.fit_logistic(YEARS, SHARES, 44), "logistic_range", {"saturation": 44, "low": 40, "high": 44}),
    (lambda: growth.fit_logistic(YEARS, [0, 1, 2, 3], 90), "logistic_range", {"saturation": 90, "low": 0, "high": 3}),
    (lambda: growth.ceiling_interval(SHARES[:3]), "logistic_points", {"have": 3}),
    (lambda: growth.ceiling_interval(SHARES, coverage=1), "band_settings", {"coverage": 1, "draws": 1}),
    (lambda: growth.ceiling_interval(SHARES, coverage=100), "band_settings", {"coverage": 100, "draws": 1}),
    (lambda: growth.log_odds([5, 100]), "share_open", {"low": 5, "high": 100}),
    (lambda: growth.log_odds([0, 5]), "share_open", {"low": 0, "high": 5}),
    (lambda: growth.growth_difference_path(0, 0.1, [1]), "start_share", {"share": 0}),
    (lambda: growth.growth_difference_path(100, 0.1, [1]), "start_share", {"share": 100}),
    (lambda: scenarios.growth_differences(people(), 2000, 2000), "span_order", {"first": 2000, "last": 2000}),
    (
        lambda: scenarios.growth_differences(people(*2 * [("JPN", 2000), ("CHN", 2000)]), 2000, 2010),
        "rows_twice",
        {"areas": "China, Japan"},
    ),
    (lambda: scenarios.past_errors(people(("CHN", 1), ("CHN", 1)), 5), "rows_twice", {"areas": "China"}),
    (lambda: scenarios.past_errors(people(), 0), "years_ahead", {"ahead": 0, "back": 4}),
    (lambda: scenarios.past_errors(people(), 1, back=0), "years_ahead", {"ahead": 1, "back": 0}),
    (lambda: scenarios.fit_norm([20, 40], [3, 2]), "norm_pairs", {"have": 2}),
    (lambda: scenarios.fit_norm([20, 20, 20], [3, 2, 1]), "norm_pairs", {"have": 3}),
    (
        lambda: scenarios.norm_interval([20, 40, 60], [3, 2, 2], [50], coverage=1),
        "band_settings",
        {"coverage": 1, "draws": 1},
    ),
    (lambda: scenarios.drifting_difference_path(100, 0.1, 0.1, 5, [1]), "start_share", {"share": 100}),
    (lambda: scenarios.drifting_difference_path(0, 0.1, 0.1, 5, [1]), "start_share", {"share": 0}),
    (lambda: scenarios.drifting_difference_path(50, 0.1, 0.1, 0, [1]), "drift_years", {"years": 0}),
    (lambda: scenarios.drifting_difference_path(50, 0.1, 0.1, 7, [1, -1]), "drift_years", {"years": 7}),
    (
        lambda: scenarios.residual_band(SHARES, line, [2005], coverage=100),
        "band_settings",
        {"coverage": 100, "draws": 200},
    ),
    (lambda: scenarios.residual_band(SHARES, line, [2005], draws=0), "band_settings", {"coverage": 90, "draws": 0}),
    (lambda: scenarios.residual_band(SHARES, line, [2005], block=5), "block_length", {"most": 4, "have": 5}),
    (lambda: scenarios.residual_band(SHARES, line, [2005], block=0), "block_length", {"most": 4, "have": 0}),
    (lambda: scenarios.error_fan(people(("CHN", 1900)), SHARES[:2]), "band_settings", {"coverage": 90, "draws": 0}),
    (lambda: scenarios.fans_held(errors(1.0), 0), "years_ahead", {"ahead": 0, "back": 1}),
    (lambda: scenarios.fans_held(errors(1.0, np.nan), 1), "gaps", {"name": "error_points", "count": 1}),
    (lambda: breaks.segmented_fit(YEARS, SHARES, [2000]), "breaks_outside", {"breaks": "2000", "first": 2000, "last": 2003}),
    (
        lambda: breaks.segmented_fit(YEARS, SHARES, [2003, 2001.5]),
        "breaks_outside",
        {"breaks": "2001.5, 2003", "first": 2000, "last": 2003},
    ),
    (lambda: breaks.segmented_fit(YEARS[:2], SHARES[:2], [2000.5]), "breaks_points", {"count": 1, "need": 3, "have": 2}),
    (
        lambda: breaks.segmented_search(YEARS, SHARES, 1, 2),
        "breaks_room",
        {"count": 1, "shortest": 2, "first": 2000, "last": 2003},
    ),
    (lambda: regional.theil([1, 2, 3], [1, 1, 1], ["a", None, "b"]), "groups_gaps", {"have": 2, "want": 3}),
    (lambda: regional.theil([1, 2, 3], [1, 1, 1], ["a", "b"]), "groups_gaps", {"have": 2, "want": 3}),
    (lambda: regional.theil([1, 0, -3], [1, 1, 1]), "not_positive", {"count": 2}),
    (lambda: regional.theil([1, 2], [1, 0]), "not_positive", {"count": 1}),
    (lambda: regional.theil([1, 2], [1]), "unequal_lengths", {"lengths": "values 2, weights 1"}),
    (
        lambda: regional.neighbour_mean(pd.Series(1.0, ["410100", "410200", "411600", "411700"]), PAIRS),
        "no_neighbour",
        {"units": "Zhoukou, Zhumadian"},
    ),
    (lambda: regional.moran(pd.Series(7.0, ["410100", "410200", "410300"]), PAIRS), "all_equal", {}),
    (lambda: regional.beta_convergence([20, 30], [1, 2]), "convergence_units", {"have": 2}),
    (lambda: regional.beta_convergence([20, 20, 20], [1, 2, 3]), "convergence_units", {"have": 3}),
    (lambda: regional.beta_convergence(SHARES, SHARES[::-1]), "other_index", {}),
    (lambda: regional.beta_convergence([20, np.inf, np.nan], [1, 2, 3]), "gaps", {"name": "start", "count": 2}),
    (lambda: regional.rank_size_slope([3, 2]), "rank_sizes", {"have": 2}),
    (lambda: regional.rank_size_slope([3, 2, 0]), "rank_sizes", {"have": 3}),
    (lambda: regional.rank_size_slope([3, 3, 3, 3]), "rank_sizes", {"have": 4}),
    (lambda: analysis.cohen_kappa("ab", "a"), "unequal_lengths", {"lengths": "first 2, second 1"}),
    (lambda: analysis.cohen_kappa("abc", ["a", None, None]), "gaps", {"name": "second", "count": 2}),
    (lambda: analysis.cohen_kappa("aa", "aa"), "one_code", {}),
    (lambda: hl.ledger(section="9.9"), "nothing_in_ledger", {"column": "section", "value": "9.9"}),
    (lambda: hl.ledger(section="1.2", region="Mars"), "nothing_in_ledger", {"column": "region", "value": "Mars"}),
    (lambda: hl.ledger(kind=3), "nothing_in_ledger", {"column": "kind", "value": 3}),
    (lambda: hl.title_of("9.9"), "unknown_section", {"section": "9.9"}),
    (lambda: hl.part_of("x"), "unknown_section", {"section": "x"}),
    (lambda: hl.audit("9.9"), "unknown_section", {"section": "9.9"}),
    (lambda: source.text_of("none.txt"), "report_missing", {"path": "none.txt"}),
    (lambda: source.sections("一、\n"), "report_other", {"section": "1.1"}),
    (
        lambda: items.exercise("1z"),
        "unknown_exercise",
        {"number": "1z", "known": ", ".join(f"1{one}" for one in "abcdefghijk")},
    ),
    (lambda: items.quiz_questions("9"), "unknown_quiz", {"number": "9", "known": "0, 0-pandas, 1, 2, 3, 4, 5, 6, 7"}),
]


@pytest.mark.parametrize(("door", "key", "values"), REFUSED, ids=[f"{n}-{key}" for n, (_, key, _) in enumerate(REFUSED)])
def test_what_is_refused_is_named_with_what_is_possible(door, key, values):
    with pytest.raises((ValueError, words.CourseError)) as raised:
        door()
    assert str(raised.value) == words.message(key, **values)


def test_each_exercise_that_there_is_is_named_by_its_chapter_where_the_chapter_is_none():
    letters = {}
    for number in sorted(items.exercises()):
        letters.setdefault(number[0], []).append(number)
    known = ", ".join(f"{chapter[0]}–{chapter[-1]}" for chapter in letters.values())
    with pytest.raises(words.UnknownName) as raised:
        items.exercise("9a")
    assert str(raised.value) == words.message("unknown_exercise", number="9a", known=known)


def test_a_check_that_fails_names_itself_what_it_had_read_and_why(monkeypatch):
    def broken():
        register.table("us_urban_census"), register.table("table1")
        raise ZeroDivisionError("by nothing")

    monkeypatch.setitem(register.CHECKS, "gap-2010", broken)
    with pytest.raises(register.CheckFailed) as raised:
        register.recompute("gap-2010")
    values = {"check": "gap-2010", "tables": "table1, us_urban_census", "reason": "ZeroDivisionError: by nothing"}
    assert str(raised.value) == words.message("check_failed", **values)


def test_a_qualifier_that_nobody_defined_is_no_interval():
    with pytest.raises(KeyError, match="roughly"):
        intervals.interval({"printed": "5", "value": 5, "qualifier": "roughly"})


def test_bytes_that_are_no_text_are_no_report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(source.NotTheReport) as raised:
        source.text_of(path)
    assert str(raised.value) == words.message("report_no_text", path=path)
