"""A learner's file is read if it can be understood, and every fault is named by row and column; nothing raises."""

import codecs
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session, words
from henan_lib.datasets.package import Description
from henan_lib.your_place import files
from henan_lib.your_place.csv import number_in

FIRST = "year,population,urban population,urban share\n"


@pytest.fixture
def read(tmp_path, capsys):
    """Table and printed sentences of a file with this content."""

    def read(content, name="mine.csv"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return hl.read_own(tmp_path / name), capsys.readouterr().out

    return read


def problems(table):
    assert len(table) == 0 and list(table.columns) == ["year", "population", "urban_population", "urban_share_pct"]
    return table.attrs["problems"]


def only(found, *words):
    """The single problem, which has all these words."""
    (sentence,) = found
    assert all(word in sentence for word in words), sentence
    return sentence


def test_a_good_file_becomes_a_tidy_table_by_year_with_its_gaps(read):
    table, said = read(FIRST + "2020,1000,500,50\n2000,900,,\n2010,950,380,40\n\n")
    assert table["year"].tolist() == [2000, 2010, 2020]
    assert table["urban_share_pct"].isna().tolist() == [True, False, False]
    assert table["population"].tolist() == [900, 950, 1000]
    assert table.attrs["problems"] == [] and "3 rows from 2000 to 2020, 1 of them without" in said


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_template_is_read_back_as_henans_own_rows_in_either_edition(edition, tmp_path, capsys):
    words.use(edition)
    hl.own_template(tmp_path / "t.csv")
    assert "t.csv" in capsys.readouterr().out
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    assert content.decode("utf-8-sig").count(words.message("own_example")) == 7
    words.use("en")
    table = hl.read_own(tmp_path / "t.csv")
    henan = hl.load("province_annual").query("province_code == '410000' and year >= 2018")
    assert table["urban_share_pct"].tolist() == henan["urban_share_pct"].tolist()
    assert table["population"].tolist() == henan["population"].tolist()
    assert table.attrs["notes"] == ["Every row is still the template's example of Henan, not your own."]


def test_the_template_never_overwrites_a_learners_work(tmp_path, capsys):
    hl.own_template(tmp_path / "t.csv")
    first = capsys.readouterr().out
    words.use("zh")
    hl.own_template(tmp_path / "t.csv")
    assert "年份" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    words.use("en")
    hl.own_template(tmp_path / "t.csv")
    assert capsys.readouterr().out.endswith(first)
    (tmp_path / "t.csv").write_bytes(b"mine")
    hl.own_template(tmp_path / "t.csv")
    assert "left alone" in capsys.readouterr().out and (tmp_path / "t.csv").read_bytes() == b"mine"
    for path in (tmp_path, tmp_path / "no" / "t.csv", None, 3, "a\0b"):
        hl.own_template(path)
        assert ("left alone" if path == tmp_path else "cannot be written") in capsys.readouterr().out


def test_an_example_row_among_own_rows_is_a_problem(read, tmp_path):
    hl.own_template(tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    table, _ = read(text.replace(words.message("own_example"), "", 6))
    only(problems(table), "row 8", "example of Henan")


@pytest.mark.parametrize(
    ("encoding", "note", "header"),
    [("utf-8", "", "年份,城镇化率"), ("utf-8-sig", "", "年份,城镇化率"), ("gbk", "GBK", "年份,城镇化率"),
     ("gb18030", "GBK", "年份,城镇化率"), ("gbk", "GBK", "年份,城鎮化率"), ("big5", "Big5", "年別,都市化率"),
     ("big5", "Big5", "年份,城鎮化率"), ("utf-16", "UTF-16", "年份,城镇化率"), ("utf-16-le", "UTF-16", "年份,城镇化率"),
     ("utf-16-be", "UTF-16", "年份,城镇化率"), ("latin-1", "1252", "Year,Urban share")],
)  # fmt: skip
def test_encodings_are_told_apart(read, encoding, note, header):
    text = f"{header} (%),Note\n2020,55.43,{'à peu près' if encoding == 'latin-1' else '河南'}\n"
    table, said = read(text.encode(encoding))
    assert table["urban_share_pct"].tolist() == [55.43]
    assert note in said and len(table.attrs["notes"]) == bool(note)


@pytest.mark.parametrize("mark", [";", "\t", "，", "|"])
def test_other_separators_are_read_and_said(read, mark):
    table, said = read(f"year{mark}urban share\n2020{mark}55.43\n")
    assert table["urban_share_pct"].tolist() == [55.43] and "separated by" in said


@pytest.mark.parametrize(
    ("row", "share", "note"),
    [
        ("2020,1000,554.3,", None, None),
        ("2020;98.785.000;55.083.760;55,76", 55.76, "Commas were read as decimal points"),
        ('2020,"1,000,000","554,300",', 55.43, "Thousands separators"),
        ("2020,1 000 000,554 300,55.43", 55.43, "Thousands separators"),
        ("2020,1000000,554300,55.43%", 55.43, "Percent signs"),
        ("２０２０,1000000,554300,５５．４３％", 55.43, "Full-width"),
        ("2020年,1000000,554300,55.43", 55.43, None),
        ("2020,1000000,554300,0.5543", 55.43, "written as fractions"),
        ("2020,1000000,554300,", 55.43, "it was computed"),
        ("2020,1000,5,0.5", 0.5, None),
        ("2020,,,0.4%", 0.4, "Percent signs"),
        ("2020,,,53.212", 53.212, None),
        ('2020,,,"53,212"', 53.212, "Commas were read"),
    ],
)
def test_what_is_safe_is_accepted_and_said(read, row, share, note):
    header = FIRST.replace(",", ";") if ";" in row else FIRST
    table, said = read(f"{header}{row}\n")
    if share is None:
        only(problems(table), "row 2", "whole numbers")
    else:
        assert table["urban_share_pct"].tolist() == [share]
        assert (note or "\n") in said and (note is None or table.attrs["notes"])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2020,1.234,,50", ("column population", "1.234", "either thousands or decimals")),
        ('2020,"1,234","1,1",', None),
        ("2020,1000,500,155", ("column urban share", "from 0 to 100")),
        ("2020,1000,500,-1", ("from 0 to 100",)),
        ("2020,,,0.55", ("a fraction or a percentage",)),
        ("2020,1000,500,0.7", ("50.00 %",)),
        ("2020,1000,1500,", ("column urban population", "more than all people")),
        ("2020,1000,500,55", ("50.00 %",)),
        ("2020,1000,five hundred,", ("five hundred", "expected a number")),
        ("2020,1000,55%,", ("55%", "expected a number")),
        ("2020,9.79E+07,,50", ("9.79E+07", "last digits are lost")),
        ("2020,1000.5,,50", ("whole numbers",)),
        ("2020,0,0,50", ("column population", "from 1 to")),
        (f"2020,{'9' * 400},,50", ("from 1 to",)),
        ("2020,98,785,000,50", ("row 2 has 5 cells",)),
        ("20,1000,500,50", ("column year", "from 1500 to 2100")),
        ("2101,1000,500,50", ("from 1500 to 2100",)),
        ("2020.5,1000,500,50", ("expected a whole number",)),
        (",1000,500,50", ("column year", "expected a value")),
        ("=1+1,1000,500,50", ("=1+1", "expected a number")),
        ("2020,1000,,", ("no row gives an urban share",)),
    ],
)
def test_each_fault_is_named_by_row_and_column(read, row, words):
    table, said = read(f"{FIRST}{row}\n")
    if words is None:
        assert len(problems(table)) == 2
        return
    sentence = only(problems(table), *words)
    assert ("row 2" in sentence or "no row" in sentence) and sentence in said


def test_every_problem_comes_at_once_and_in_the_sessions_language(read):
    faulty = FIRST + "2010,1000,500,50\n2010,1000,500,150\nx,1,2,\n\n2011,1.234,y,\n"
    for edition, year_twice in (("en", "already in row 2"), ("zh", "与第2行同年")):
        words.use(edition)
        table, said = read(faulty)
        found = problems(table)
        assert [sentence.split(",")[0].split("，")[0] for sentence in found] == [
            part.format(row) for row in (3, 3, 4, 4, 6, 6) for part in ["row {}" if edition == "en" else "第{}行"]
        ]
        assert year_twice in found[0] and all(sentence in said for sentence in found)
        assert not any("{" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Year,Urbn share (%)", ("Urbn share", "城镇化率", "Urban share", "(%)")),
        ("年份,城镇化比率", ("城镇化比率", "城镇化率")),
        ("yaer,urban share", ("yaer", "年份 / Year")),
        ("year,x", ("城镇化率 / Urban share", "常住人口", "城镇人口")),
        ("x,urban share", ("年份 / Year", "missing")),
        ("year,urban share (‰)", ("unit",)),
        ("year,population (bushels),urban share", ("unit", "万人")),
        ("year,urban share,城镇化率", ("same column",)),
    ],
)
def test_other_headers_are_answered_with_the_closest_in_both_languages(read, header, words):
    table, _ = read(f"{header}\n2020,5\n")
    only(problems(table), "row 1", *words)


def test_units_in_the_header_are_heeded(read):
    table, said = read("年份,总人口（万人）,城镇人口（万人）,城镇化率\n2020,9937,5508,55.43\n")
    assert table["population"].tolist() == [99_370_000] and "10,000" in said
    table, _ = read("year,population (thousand),urban population (thousand),urban share\n2020,10,3,28\n")
    assert table["urban_share_pct"].tolist() == [28], "rounded thousands leave play"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (FIRST.encode(), "not one row"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"%PDF-1.7", "document"),
        (b"<html><table></table></html>", "empty"),
        (b"<html><table></table><table></table></html>", "2 tables"),
        (b"BM\x00\x00\x00\x01\x00", "no text file"),
        (b"year\xff\xff,\x80\n", "no text file"),
        ((FIRST + '2020,"' + "x" * 200_000).encode(), "quotation marks"),
        ((FIRST + "2020,,,50\n" * 20_001).encode(), "more than 20,000 rows"),
        ((FIRST + "2020,,,50\r" * 20_001).encode("utf-16"), "more than 20,000 rows"),
        (b"a" * 10_000_001, "more than 20,000 rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(read, content, words):
    table, _ = read(content)
    only(problems(table), words)


def test_too_many_rows_are_refused_before_they_are_parsed(read, monkeypatch):

    monkeypatch.setattr(files, "records", lambda text: pytest.fail("parsed"))
    only(problems(read(FIRST + "2020,,,50\n" * 20_001)[0]), "20,000")


def test_of_twenty_thousand_bad_rows_the_first_are_shown_and_where_the_reader_stopped_is_said(read):
    table, said = read(FIRST + "x,,,\n" * 20_000)
    assert len(problems(table)) == 1001 and "after row 1001" in problems(table)[-1]
    assert said.count("\n") < 210 and "801 more" in said


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_what_is_no_file_is_said(edition, tmp_path, capsys):
    words.use(edition)
    for path in (tmp_path, tmp_path / "none.csv", 3, "a\0b", b"x", "", pd.DataFrame()):
        assert len(problems(hl.read_own(path))) == 1
    assert capsys.readouterr().out.count("\n") == 14


def test_what_a_learner_wrote_is_printed_as_text_on_one_line(read):
    table, said = read(FIRST + '2020,"\x1b[31m<img src=x>\nsecond",,50\n')
    assert "\x1b" not in said and "\ufffd[31m<img src=x>" in only(problems(table), "row 2")
    assert not any(hasattr(Description, f"_repr_{kind}_") for kind in ("html", "markdown", "mimebundle"))


CELLS = st.text(alphabet="0123456789.,;%年\t\n\"'-xÉ城 ", max_size=200)


@pytest.mark.thorough
@settings(max_examples=300)
@given(st.binary(max_size=300) | CELLS.map(lambda t: (FIRST + t).encode()))
@example(b"\xff\xfe\x00")
@example(b"year\x00")
@example((FIRST + "2020,٣,,\n").encode())
def test_no_bytes_raise(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(content)
    table = hl.read_own(file)
    assert len(table) == 0 or table["year"].between(1500, 2100).all()
    assert bool(table.attrs["problems"]) == (len(table) == 0)


ROW = st.tuples(st.integers(1500, 2100), st.integers(500_000, 9 * 10**7), st.floats(0, 1))
TABLES = st.lists(ROW, min_size=1, max_size=30, unique_by=lambda row: row[0])


@settings(max_examples=60)
@given(TABLES, st.sampled_from(["utf-8", "utf-8-sig", "gbk", "utf-16"]), st.sampled_from([(",", "."), (";", ","), ("\t", ".")]))
def test_a_written_table_comes_back(tmp_path_factory, rows, encoding, marks):
    table = pd.DataFrame(rows, columns=["year", "population", "part"]).sort_values("year", ignore_index=True)
    table["urban_population"] = (table["population"] * table.pop("part")).astype("int64")
    table["urban_share_pct"] = (100 * table["urban_population"] / table["population"]).round(2)
    file = tmp_path_factory.getbasetemp() / "written.csv"
    table.to_csv(file, index=False, sep=marks[0], decimal=marks[1], encoding=encoding)
    back = hl.read_own(file)
    assert back.attrs["problems"] == []
    assert back.astype("float64").equals(table.astype("float64"))


@given(st.integers(1_000_000, 10**9), st.sampled_from([",", ".", " ", "'", "\xa0"]))
def test_millions_have_one_reading_whatever_separates_them(number, mark):
    assert number_in(f"{number:,}".replace(",", mark)).value == number


@given(st.text(max_size=12))
def test_a_cell_is_a_number_a_gap_or_a_fault(text):
    for share in (True, False):
        found = number_in(text, share=share)
        assert found.fault is None or found.value is None
        assert found.value is None or np.isfinite(found.value)


def test_a_file_goes_beside_the_notebook_or_where_one_can_write(tmp_path, monkeypatch, capsys):
    words.use("en")
    monkeypatch.chdir(tmp_path)
    assert hl.own_file("mine.csv") == Path("mine.csv")
    monkeypatch.setattr("henan_lib.your_place.table.os.access", lambda *_: False)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    elsewhere = hl.own_file("mine.csv")
    assert elsewhere.name == "mine.csv" and elsewhere.parent != tmp_path
    elsewhere.write_text("year\n", encoding="utf-8")
    assert "Nothing can be written in this folder" in capsys.readouterr().out
