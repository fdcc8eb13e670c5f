"""Tables load with their types, from anywhere, and a damaged file says everything that is wrong with it."""

import json
import shutil

import pandas as pd
import pytest

import henan_lib as hl
from henan_lib import session, words
from henan_lib.datasets import descriptor, package


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    """A data package of one's own to damage."""
    folder = shutil.copytree(session.data_folder(), tmp_path / "data")
    monkeypatch.setenv("HENAN_DATA", str(folder))
    yield folder
    monkeypatch.undo()


def test_every_table_loads_with_the_types_of_its_descriptor():
    expected = {"string": "str", "number": "float64"}
    for name, entry in descriptor.resources().items():
        frame = hl.load(name)
        assert len(frame) == entry["rows"], name
        for field in entry["schema"]["fields"]:
            kind = str(frame[field["name"]].dtype)
            assert kind in ("int64", "Int64") if field["type"] == "integer" else kind == expected[field["type"]], name


def test_changing_a_loaded_table_does_not_touch_the_next_load():
    mine = hl.load("us_urban_census")
    mine["urban_share_pct"] = 0.0
    assert hl.load("us_urban_census")["urban_share_pct"].min() > 0


def test_paired_columns_follow_the_language():
    words.use("zh")
    assert (hl.load("outline")["title"] == hl.load("outline")["title_zh"]).all()
    words.use("en")
    assert (hl.load("outline")["title"] == hl.load("outline")["title_en"]).all()


def test_an_unknown_name_gets_the_closest_ones():
    with pytest.raises(KeyError, match="world_urban_share"):
        hl.load("world_urban_shares")
    with pytest.raises(words.UnknownName) as problem:
        hl.describe("zzz")
    assert "hl.tables()" in str(problem.value) and str(problem.value).count(",") == 2


def test_the_working_directory_does_not_matter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    package._read.cache_clear()
    assert len(hl.load("urban_threshold")) == 99


def edit(path, row, old, new):
    lines = path.read_text(encoding="utf-8").split("\n")
    assert old in lines[row - 1]
    lines[row - 1] = lines[row - 1].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def test_a_damaged_file_lists_every_problem_by_row_and_column(copied_data):
    path = copied_data / "reference" / "us_urban_census.csv"
    edit(path, 2, "5.13", "513")
    edit(path, 3, "6.07", "six")
    edit(path, 4, "observed", "guessed")
    edit(path, 5, "1820", "1810")
    edit(path, 6, "8.77", "")
    with pytest.raises(package.DataProblem) as problem:
        hl.load("us_urban_census")
    text = str(problem.value)
    for expected in (
        'row 2, column urban_share_pct: has "513", expected a value from 0 to 100',
        'row 3, column urban_share_pct: has "six", expected a number',
        'row 4, column status: has "guessed", expected one of: observed',
        "row 5 repeats the key of row 4",
        'row 6, column urban_share_pct: has "", expected a value',
        "5 problem(s)",
        "git checkout -- data/reference/us_urban_census.csv",
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda path: path.write_bytes(path.read_text(encoding="utf-8").replace("USA", "美国").encode("gbk")), "not UTF-8"),
        (lambda path: path.write_text("", encoding="utf-8"), "the header is"),
        (lambda path: edit(path, 1, "year", "Year"), "the header is"),
        (lambda path: edit(path, 3, ",", ",,"), "row 3 has 7 cells"),
        (
            lambda path: path.write_text(path.read_text(encoding="utf-8") + "USA,2009,80,1,1,observed\n", encoding="utf-8"),
            "24 rows",
        ),
        (lambda path: edit(path, 3, "6.07", "6.08"), "its checksum differs"),
        (lambda path: path.unlink(), "is missing"),
    ],
)
def test_each_kind_of_damage_is_named(copied_data, damage, expected):
    damage(copied_data / "reference" / "us_urban_census.csv")
    with pytest.raises(package.DataProblem, match=expected):
        hl.load("us_urban_census")


def test_a_changed_cell_with_its_hash_is_simply_other_data(copied_data):
    from hashlib import sha256

    path = copied_data / "reference" / "us_urban_census.csv"
    edit(path, 3, "6.07", "6.08")
    descriptor = copied_data / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    for entry in package["resources"]:
        if entry["name"] == "us_urban_census":
            entry["hash"] = "sha256:" + sha256(path.read_bytes()).hexdigest()
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    assert hl.load("us_urban_census").query("year == 1800")["urban_share_pct"].item() == 6.08


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_description_and_citation_of_every_table(edition):
    words.use(edition)
    for name, entry in descriptor.resources().items():
        text = hl.describe(name)
        for field in entry["schema"]["fields"]:
            assert field["name"] in text
        plain, bibtex = hl.cite(name).split("\n\n")
        assert entry["citation"]["title"] in plain
        assert bibtex.startswith(f"@misc{{{name},") and bibtex.count("{") == bibtex.count("}")
    assert isinstance(hl.tables(), pd.DataFrame)


def test_an_edited_ledger_row_is_named(copied_data):
    path = copied_data / "report" / "ledger.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    row = {line.split(",")[0]: number for number, line in enumerate(lines, start=1)}
    edit(path, row["1.2-07"], ",1.2,", ",9.9,")
    edit(path, row["1.2-08"], ",60.9,", ",69.0,")
    edit(path, row["1.2-09"], ",%,", ",percent,")
    with pytest.raises(package.DataProblem) as problem:
        hl.load("ledger")
    text = str(problem.value)
    assert f'row {row["1.2-07"]}, column section: has "9.9", expected a key of table outline' in text
    assert f'row {row["1.2-08"]}, column value: has "69.0", expected the number of the token "60.9%"' in text
    assert f'row {row["1.2-09"]}, column unit: has "percent", expected one of:' in text


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_description_says_source_licence_size_and_what_one_would_get_wrong(edition):
    words.use(edition)
    ending = "_zh" if edition == "zh" else ""
    for name, entry in descriptor.resources().items():
        said = hl.describe(name).splitlines()
        trust = (
            [words.message("describe_confidence", confidence=words.label(entry["confidence"]))] if "confidence" in entry else []
        )
        assert said[1 : len(said) - len(entry["schema"]["fields"])] == [
            words.message("describe_vintage", vintage=entry[f"vintage{ending}"]),
            *trust,
            words.message("describe_source", source="; ".join(source[f"title{ending}"] for source in entry["sources"])),
            words.message("describe_licence", licence="; ".join(licence["title"] for licence in entry["licenses"])),
            words.message("describe_rows", rows=entry["rows"]),
            words.message("describe_note", note=entry[f"description{ending}"]),
        ]
    assert repr(hl.describe(name)) == str(hl.describe(name))


def test_a_citation_names_author_year_title_vintage_and_licence_in_words_and_as_bibtex():
    words.use("en")
    assert hl.cite("us_urban_census").splitlines() == [
        "US Census Bureau (2012). 2010 Census: urban and rural population, 1790 to 2010. Census of 2010, historical table. "
        "Public domain.",
        "",
        "@misc{us_urban_census,",
        "  author = {{US Census Bureau}},",
        "  title = {2010 Census: urban and rural population, 1790 to 2010},",
        "  year = {2012},",
        "  note = {Census of 2010, historical table. Public domain}",
        "}",
    ]
    words.use("zh")
    assert "2010年普查历史表" in hl.cite("us_urban_census").splitlines()[0]


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_damaged_table_says_how_many_problems_which_and_the_way_back(copied_data, edition):
    words.use(edition)
    path = copied_data / "reference" / "us_urban_census.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(package.DataProblem) as raised:
        hl.load("us_urban_census")
    first, *found, last = str(raised.value).splitlines()
    assert first == words.message("data_problem", table="us_urban_census", count=len(found))
    assert last == words.message("restore", path="reference/us_urban_census.csv")
    path.write_bytes(path.read_bytes().replace(b"\n\n", b"\n").replace(b"0.", b".", 1))
    with pytest.raises(package.DataProblem) as raised:
        hl.load("us_urban_census")
    assert str(raised.value).splitlines()[1:-1] == [words.message("changed_file")]
    path.unlink()
    with pytest.raises(package.DataProblem) as raised:
        hl.load("us_urban_census")
    gone = words.message("missing_file", table="us_urban_census", path="reference/us_urban_census.csv")
    assert str(raised.value) == gone


def test_a_grid_as_printed_has_its_first_row_and_a_text_keeps_words_that_look_like_gaps(copied_data):
    assert hl.load("table1_printed").iloc[0].tolist().count("六普") == 1
    assert hl.load("table1_printed").columns.tolist() == [
        field["name"] for field in descriptor.resource("table1_printed")["schema"]["fields"]
    ]
    assert hl.load("ledger")["value_high"].isna().any() and not (hl.load("ledger")["printed"] == "").any()
