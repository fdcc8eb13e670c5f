"""A report of your own is checked by the rules of chapter 6, from simple arithmetic that is parsed and never executed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import iv

import henan_lib as hl
from henan_lib import session, words
from henan_lib.your_place.arithmetic import NotUnderstood, evaluate
from henan_lib.your_place.own_ledger import COLUMNS, FOUND, examine_ledger, ledger_template

HEADER = ",".join(COLUMNS) + "\n"


def ledger(*rows):
    return examine_ledger((HEADER + "".join(",".join(row) + "\n" for row in rows)).encode())


def row(key, printed, expression="", source="", qualifier=""):
    quoted = f'"{expression}"' if "," in expression else expression
    return key, "1", "said", printed, qualifier, "", quoted, source


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_template_is_read_back_in_either_language(edition, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    words.use(edition)
    hl.own_template("ledger")
    words.use("en" if edition == "zh" else "zh")
    table = hl.read_ledger("my-report.csv")
    assert table["verdict"].tolist() == ["not_checkable", "not_checkable", "agrees"]
    assert table["basis"].tolist() == ["", "", "same_report"] and table["recomputed"].iloc[2] == "55.430"
    (tmp_path / "my-report.csv").write_bytes(b"mine")
    hl.own_template("ledger")
    assert (tmp_path / "my-report.csv").read_bytes() == b"mine"
    assert session.current() != edition, "writing a template leaves the language as it was"


@pytest.mark.parametrize(
    ("printed", "qualifier", "expression", "verdict", "recomputed"),
    [
        ("75", "", "a + b", "agrees", "75.0"),
        ("66.7", "", "share(a, sum(a, b))", "agrees", "66.65–66.68"),
        ("66.6", "", "share(a, a + b)", "rounding", ""),
        ("66.5", "", "share(a, a + b)", "conflicts", ""),
        ("2/3", "", "a / (a + b)", "agrees", ""),
        ("70", "about", "share(a, a + b)", "agrees", ""),
        ("70", "over", "share(a, a + b)", "conflicts", ""),
        ("-50.0", "", "growth(a, b)", "agrees", ""),
        ("-29.3", "", "growth(a, b, 2)", "agrees", ""),
        ("1", "", "rank(a, a, b)", "agrees", "1"),
        ("2", "", "rank(a, a, b)", "conflicts", "1"),
        ("75.00", "", "74.99", "agrees", "74.985–74.995"),
        ("75.00", "", "74.98", "conflicts", ""),
        ("74.99", "", "74.986", "agrees", ""),
        ("75", "", "", "not_checkable", ""),
    ],
)
def test_verdicts_are_those_of_chapter_6(printed, qualifier, expression, verdict, recomputed):
    table, problems = ledger(
        row("a", "50.00"), row("b", "25.00"), row("c", printed, expression, "S" if expression[:1].isdigit() else "", qualifier)
    )
    assert problems == [] and table["verdict"].iloc[2] == verdict, table
    low, high = table[["low", "high"]].iloc[2]
    assert table["recomputed"].iloc[2].startswith(recomputed) and (low <= high) == bool(expression)


def test_what_a_verdict_rests_on_is_said():
    table, _ = ledger(row("a", "50", "50.2", "Yearbook 2021"), row("b", "50", "a"))
    assert table["basis"].tolist() == ["outside", "same_report"] and table["source"].iloc[0] == "Yearbook 2021"


CODE = (
    "__import__('os')",
    "a.real",
    "a ** 9",
    "a if a else a",
    "[a]",
    "lambda: a",
    "=a",
    "a; a",
    "True",
    "f'{a}'",
    "max(a)",
    250 * "(",
)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("1a", "5")], ("row 2, column Key", "letters")),
        ([row("sum", "5")], ("not sum",)),
        ([row("a", "5"), row("a", "6")], ("row 3", "already")),
        ([row("a", "five")], ("column Printed", "number")),
        ([row("a", "5", "", "", "roughly")], ("column Qualifier", "about")),
        ([row("a", "5", "b")], ("column Expression", "no other row", "key b")),
        ([row("a", "5", "a")], ("no other row",)),
        ([row("a", "0"), row("b", "1", "1 / a")], ("zero",)),
        ([row("a", "0"), row("b", "1", "growth(a, 2)")], ("above zero",)),
        ([row("a", "1"), row("b", "1", "share(a)")], ("does not take 1",)),
        ([row("a", "1"), row("b", "1", "1+" * 200 + "1")], ("too long",)),
        *(
            ([row("a", "1"), row("b", "1", f)], ("are understood",))
            for f in CODE
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named_by_row_and_column(rows, words):
    table, problems = ledger(*rows)
    assert table.empty and list(table.columns) == [*COLUMNS, *FOUND]
    (problem,) = problems
    assert all(word in problem for word in words), problem


def test_a_sheet_without_the_columns_is_answered_with_what_is_missing(tmp_path, capsys):
    (tmp_path / "x.csv").write_text("key,printed\na,5\n")
    table = hl.read_ledger(tmp_path / "x.csv")
    assert table.empty and "Statement" in capsys.readouterr().out
    for path in (tmp_path, tmp_path / "none.csv", None, 3):
        assert len(hl.read_ledger(path).attrs["problems"]) == 1


NUMBERS = {"a": 3.0, "b": 7.0, "c": 0.5}
LEAVES = st.sampled_from([*NUMBERS, "2", "1.5"])
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=8,
)


@given(EXPRESSIONS)
def test_arithmetic_is_pythons(expression):
    printed = {key: iv.mpf(value) for key, value in NUMBERS.items()}
    try:
        expected = eval(expression, {}, dict(NUMBERS))  # the reference, on expressions made here
    except ZeroDivisionError:
        with pytest.raises(NotUnderstood):
            evaluate(expression, printed)
        return
    try:
        found = evaluate(expression, printed)
    except NotUnderstood as refusal:
        assert "zero" in str(refusal)
        return
    assert float(found.mid) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(max_examples=300)
@given(st.text(max_size=40) | st.text(alphabet="ab+-*/(),.0123456789 sumharegowtnk", max_size=30))
def test_no_text_raises_anything_but_a_sentence(expression):
    try:
        evaluate(expression, {"a": iv.mpf(1), "b": iv.mpf(2)})
    except NotUnderstood as problem:
        assert str(problem)


@given(st.binary(max_size=200))
def test_no_bytes_raise(content):
    table, problems = examine_ledger(content)
    assert table.empty and problems


def test_the_template_has_the_columns_of_the_reader():
    words.use("en")
    assert ledger_template().decode("utf-8-sig").splitlines()[0] == ",".join(map(words.label, COLUMNS))


def test_a_value_from_outside_needs_its_source_and_unlike_units_are_not_added():
    _, (problem,) = ledger(row("a", "50", "50.2"))
    assert "source" in problem
    people = ("a", "1", "said", "5", "", "亿元", "", "")
    for expression, fine in (("a", False), ("a - a", False), ('"sum(a, a)"', False), ("a * 10000", True), ("a / a", True)):
        _, problems = ledger(people, ("b", "1", "said", "50000", "", "万元", expression, ""))
        assert fine != ("亿元" in "".join(problems)), expression
    assert ledger(people, ("b", "1", "said", "5", "", "", "a", ""))[1] == []


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_first_releases_are_a_sheet_that_the_reader_takes(edition, tmp_path, capsys):
    words.use(edition)
    sheet = hl.first_releases()
    assert list(sheet.columns) == [*COLUMNS, "present"] and sheet["key"].is_unique
    sheet.to_csv(tmp_path / "sheet.csv", index=False)
    table = hl.read_ledger(tmp_path / "sheet.csv").set_index("key")
    assert table.index.tolist() == sheet["key"].tolist()
    rests_on = {verdict: set(rows["basis"]) for verdict, rows in table.groupby("verdict")}
    assert rests_on == {"agrees": {"same_report"}, "conflicts": {"outside"}, "not_checkable": {""}}
    annual = hl.load("henan_annual").query("indicator == 'resident_population' and year == 2016").set_index("vintage")["value"]
    people = sheet.set_index("key").loc["resident_population_2016"]
    assert [1e4 * float(people[name]) for name in ("printed", "present")] == annual[["first_published", "nbs_current"]].tolist()
    assert people["expression"] == people["present"] and people["source"] == words.label("nbs_current")
    assert not sheet["present"][sheet["key"].str.startswith("gdp")].any(), "the present series here has no output"


def test_first_releases_are_written_as_printed():
    printed = hl.first_releases().set_index("key")["printed"]
    assert printed[["urban_share_2013", "resident_population_2013", "gdp_2021"]].tolist() == ["43.80", "9413", "58887.41"]
