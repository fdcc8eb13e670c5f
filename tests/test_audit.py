"""Intervals, verdicts and checks: a number means what it was printed to."""

import math
import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import inf

import henan_lib as hl
from henan_lib import session, words
from henan_lib.report.audit import BASES, CONFIDENCE, VERDICTS, checks, judge
from henan_lib.report.checks.register import CHECKS, CheckFailed, facts, recompute, sources, table, tables_read
from henan_lib.report.intervals import interval, month_of
from henan_lib.words import CourseError

from .notebooks.chapters import number_tokens
from .numbers import checks as in_words
from .numbers.register import matches, problems

CONFLICT_KINDS = {
    "misprint", "stale_year", "unstated_denominator", "other_population_base",
    "other_definition", "other_edition", "loose_term", "last_digit",
}  # fmt: skip
REPORT = next((Path(__file__).parents[2] / "shared" / "report").glob("*.txt"), None)


def row(printed, qualifier="exact", value=None, value_high=None):
    value = float(re.search(r"\d+(\.\d+)?", printed)[0]) if value is None else value
    return pd.Series({"printed": printed, "qualifier": qualifier, "value": value, "value_high": value_high, "kind": "observed"})


@pytest.mark.parametrize(
    ("printed", "qualifier", "low", "high"),
    [
        ("55.43%", "exact", 55.425, 55.435),
        ("79%", "exact", 78.5, 79.5),
        ("80%左右", "about", 76, 84),
        ("近20%", "nearly", 19, 20),
        ("超过60%", "over", 60, inf),
        ("不足1千人", "under", -inf, 1),
    ],
)
def test_interval_of_each_qualifier(printed, qualifier, low, high):
    found = interval(row(printed, qualifier))
    assert float(found.a.mid) == pytest.approx(low) and float(found.b.mid) == pytest.approx(high)


def test_interval_of_a_range_and_of_an_unknown_qualifier():
    found = interval(row("第19 — 25位", "range", 19, 25))
    assert (found.a, found.b) == (19, 25)
    with pytest.raises(KeyError):
        interval(row("5", "perhaps"))


@given(st.decimals(1, 99, places=2))
def test_the_printed_number_always_agrees_with_itself(value):
    assert judge(row(f"{value}%"), value) == "agrees"


@given(st.decimals(1, 90, places=2), st.integers(-400, 400))
def test_only_the_reading_and_a_number_cut_off_are_forgiven(value, thousandths):
    verdict = judge(row(f"{value}%"), str(value + Decimal(thousandths) / 1000))
    assert verdict == ("agrees" if abs(thousandths) <= 5 else "rounding" if 0 < thousandths < 10 else "conflicts")


def test_a_coarser_digit_is_forgiven_only_where_it_is_declared():
    line = row("4670万")
    assert [judge(line, 4671.6, step) for step in (None, 1, 10)] == ["conflicts", "conflicts", "rounding"]
    assert judge(line, 4675.1, 10) == "conflicts"
    assert {key: check["rounded_to"] for key, check in checks().items() if "rounded_to" in check} == {
        "enlarged-population": 10,
        "rural-population": 10,
    }


def test_a_month_is_its_month_and_no_other():
    line = row("2019年9月", value=2019)
    line["kind"] = "date"
    middle = {month: interval(row(f"2019年{month}月", value=2019)).mid for month in range(1, 13)}
    assert [month for month, date in middle.items() if judge(line, date) == "agrees"] == [9]
    assert [month_of(printed) for printed in ("2013年12月", "2011年", "去年7月")] == [12, None, None]


def test_a_fraction_with_about_is_no_narrower_than_without():
    plain, about = (interval(row("1/5", qualifier, value=0.2)) for qualifier in ("exact", "about"))
    assert (plain.a, plain.b) == (about.a, about.b)


@pytest.mark.parametrize("kind", ["rank", "count", "date"])
def test_a_rank_a_count_or_a_date_is_right_or_wrong(kind):
    line = row("第25位", value=25)
    line["kind"] = kind
    assert judge(line, 26) == "conflicts" and judge(line, 25) == "agrees"


def test_an_exact_fraction_is_read_by_its_denominator():
    line = row("1/5", value=0.2)
    assert [judge(line, value) for value in (0.2, 0.19, 0.3)] == ["agrees", "agrees", "conflicts"]
    assert float(interval(line).a.mid) == pytest.approx(1 / 5.5) and float(interval(line).b.mid) == pytest.approx(1 / 4.5)


def test_only_exact_numbers_can_be_a_matter_of_rounding():
    assert judge(row("近20%", "nearly"), 20.5) == "conflicts"
    assert judge(row("超过60%", "over"), 59.9) == "conflicts"


def test_every_check_evaluates_and_says_why_where_it_must():
    results = hl.audit()
    rows = hl.load("ledger").set_index("id")
    assert set(results["verdict"]) <= set(VERDICTS)
    for key, check in checks().items():
        assert check["row"] in rows.index, key
        result = results.set_index("check").loc[key]
        for edition in session.LANGUAGES:
            assert check["statement"][edition], key
            if result["verdict"] in ("conflicts", "not_checkable"):
                sentences = re.split(r"(?<=[。；.])\s*(?=\S)", check["explanation"][edition])
                assert len(sentences) >= 2, (key, edition)
        assert (result["kind"] in CONFLICT_KINDS) == (result["verdict"] == "conflicts"), key
        assert (result["kind"] == "trap") == ("trap" in check), key
        if "trap" in check:
            assert result["verdict"] == "agrees", key
        if result["kind"] == "tension":
            assert result["verdict"] in ("agrees", "not_checkable") and result["explanation"], key
        assert not result["kind"] or words.terms()[result["kind"]]["kind"] == "value", key


def test_audit_can_be_asked_by_section_and_verdict():
    words.use("zh")
    assert set(hl.audit(section="1.2")["section"]) == {"1.2"}
    conflicts = hl.audit(section="1.2", verdict="conflicts")
    assert {"germany-1950", "japan-1950", "japan-1970", "world-half-year"} == set(conflicts["check"])
    assert conflicts["explanation"].str.contains("[\u4e00-\u9fff]").all()


def test_ledger_can_be_asked_by_section_region_and_kind():
    assert set(hl.ledger(section="2.2")["section"].str[:3]) == {"2.2"}
    assert set(hl.ledger(kind="target")["kind"]) == {"target"}
    assert hl.ledger(section="1.2", region="Japan")["value"].tolist() == [33, 70]
    with pytest.raises(ValueError, match="Atlantis"):
        hl.ledger(region="Atlantis")


def test_every_function_has_words_and_every_failing_one_names_itself_and_its_table(monkeypatch):
    assert set(CHECKS) <= set(checks())

    def broken():
        return table("prefecture_area")["no_such_column"]

    monkeypatch.setitem(CHECKS, "enlarged-area", broken)
    with pytest.raises(CheckFailed, match="enlarged-area.*prefecture_area.*no_such_column"):
        recompute("enlarged-area")


def test_a_check_tells_which_tables_it_reads():
    assert tables_read("zhengzhou-gdp-share") == {"central_city", "province_gdp"}
    assert tables_read("income-share") == tables_read("england-first") == set()


def test_every_verdict_names_what_it_rests_on():
    decided = hl.audit().query("verdict != 'not_checkable'").set_index("check")
    assert set(decided["basis"]) == set(BASES)
    outside = decided["basis"].isin(["outside", "same_origin"])
    assert (decided["edition"] != "").eq(outside).all() and (decided["confidence"] != "").eq(outside).all()
    assert set(decided.loc[outside, "confidence"]) == set(CONFIDENCE)
    grey = hl.audit(verdict="not_checkable")
    assert (grey[["basis", "edition", "confidence"]] == "").all(axis=None)


def test_a_verdict_is_trusted_no_more_than_its_weakest_source():
    decided = hl.audit().set_index("check")
    for key in CHECKS:
        read = sources(key)
        for fact in read.facts:
            trusted = CONFIDENCE.index(decided.loc[key, "confidence"])
            assert trusted >= CONFIDENCE.index(facts().loc[fact, "confidence"]), key
    assert decided.loc["metro-population-share", "confidence"] == "weak"
    assert decided.loc["mexico-2008", "edition"] == "World Urbanization Prospects 2018"


def test_every_single_fact_is_read_by_a_check_or_named_in_the_course():
    read = set().union(*(sources(key).facts for key in CHECKS))
    words_of_all = " ".join(
        check.get(part, {}).get("en", "") for check in checks().values() for part in ("explanation", "trap")
    )
    chapters = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "numbers").glob("ch*.py"))
    unread = {key: f"{value:,}".removesuffix(".0") for key, value in facts()["value"].drop(index=sorted(read)).items()}
    assert [key for key, value in unread.items() if f'"{key}"' not in chapters and value not in words_of_all] == []


SCALES = [10.0**power for power in (0, 1, -1, 2, -2, 3, -3, 4, -4, 6, -6)]
YEAR = re.compile(r"(?:1[89]|20)\d\d")


def known(key):
    """What a check is about: its printed number, what it recomputes, and the printed numbers and facts that it reads."""
    rows = hl.load("ledger").set_index("id")["value"]
    values = [rows[checks()[key]["row"]]]
    if key in CHECKS:
        found, read = recompute(key), sources(key)
        values += [float(edge.mid) for edge in (found.a, found.b, found.mid.a)]
        values += [*rows[sorted(read.printed)], *facts().loc[sorted(read.facts), "value"]]
    return [value for value in values if math.isfinite(value)]


@pytest.mark.thorough
def test_every_number_in_the_words_of_a_check_is_what_it_reads_or_is_recomputed():
    declared, faults = in_words.numbers, []
    for key, check in checks().items():
        texts = [
            check.get(part, {}).get(edition, "") for part in ("statement", "explanation", "trap") for edition in ("zh", "en")
        ]
        tokens = {token for text in texts for token in number_tokens(text) if not YEAR.fullmatch(token)}
        own = {token for token in tokens if any(matches(token, scale * value) for value in known(key) for scale in SCALES)}
        place = declared.get(key)
        named = place.names | set(place.compute(None) if place and place.compute else {}) if place else set()
        faults += problems(declared, key, (tokens - own) | (tokens & named), None)
    assert not faults, "\n".join(faults)
    assert set(declared) <= set(checks())


def test_a_recomputed_range_is_that_of_the_check_in_the_printed_unit():
    found = hl.recomputed_ranges(["enlarged-gdp-share", "zhengzhou-gap-2010"]).set_index("check")
    assert list(found.index) == ["enlarged-gdp-share", "zhengzhou-gap-2010"]
    for name, row in found.iterrows():
        ends = recompute(name)
        assert (row["low"], row["high"]) == (float(ends.a.mid), float(ends.b.mid))
        assert row["value"] == hl.ledger().set_index("id").loc[checks()[name]["row"], "value"]
    assert found["digit"].tolist() == [0.1, 0.01]
    with pytest.raises(CourseError, match="zhengzhou-gap-2010"):
        hl.recomputed_ranges(["zhengzhou-gap-2011"])


def test_every_check_has_the_key_of_its_row_and_every_row_its_part():
    rows = hl.ledger().set_index("id")
    for check in hl.audit().itertuples():
        assert rows.loc[checks()[check.check]["row"], "key"] == check.key
    titled = [hl.title_of(part) for part in rows["section"].map(hl.part_of).unique()]
    assert len(set(titled)) == 11
    with pytest.raises(ValueError, match="9.9"):
        hl.title_of("9.9")
