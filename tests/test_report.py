"""The ledger against the user's own copy of the report, whatever its form; the printed tables made tidy."""

import codecs
import json
import random
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import cli, session, words
from henan_lib.datasets import cleaning
from henan_lib.datasets.encoding import decode
from henan_lib.report import source
from henan_lib.words import CourseError

REPORT = next((Path(__file__).parents[2] / "shared" / "report").glob("*.txt"), None)


def heading(section):
    parts = section.split(".")
    numeral = "零一二三四五六七八九"[int(parts[-1])] if section[:5] != "table" else ""
    if section.startswith("table"):
        return f"表{section[-1]}　对照"
    return [f"{numeral}、甲", f"（{numeral}）乙", f"{parts[-1]}.丙", f"（{parts[-1]}）丁"][len(parts) - 1]


def stand_in():
    """A text with the report's numbering and printed tokens, and none of its sentences."""
    tokens = hl.load("ledger").groupby("section")["printed"].agg("；又".join).to_dict()
    order = hl.load("outline")["section"]
    return "\n".join(
        ("" if section == "0" else heading(section) + "\n") + f"有{tokens.get(section, '')}。" for section in order
    )


def test_every_token_is_found_in_its_section():
    assert source.misplaced(stand_in()).empty


@pytest.mark.skipif(REPORT is None, reason="the report itself is not beside this repository")
def test_every_token_stands_in_its_section_of_the_report():
    assert source.misplaced(source.text_of(REPORT)).empty


@pytest.mark.skipif(REPORT is None, reason="the report itself is not beside this repository")
def test_every_member_of_a_counted_list_stands_in_its_section():
    sections = source.sections(source.text_of(REPORT))
    members = hl.load("counted_list").itertuples()
    assert [row.member for row in members if source.without_spaces(row.member) not in sections[row.section]] == []


def test_the_stand_in_is_numbered_as_the_report_is():
    found = source.sections(stand_in())
    assert list(found) == hl.load("outline")["section"].tolist()
    assert "".join(found.values()) == source.without_spaces(stand_in()) and found["1.1"].startswith(
        source.without_spaces("（一）乙")
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" ", ""),
        lambda text: text.replace("—", "－").replace("%", "％"),
        lambda text: re.sub("([0-9])", "\\1\u2005", text),
        lambda text: "\n".join("\n".join(textwrap.wrap(line, 30)) for line in text.split("\n")),
        lambda text: "\ufeff" + text,
    ],
    ids=["crlf", "no spaces", "other dashes", "thin spaces", "hard line breaks", "byte order mark"],
)
def test_other_spaces_dashes_and_breaks_do_no_harm(change):
    assert source.misplaced(change(stand_in())).empty


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (codecs.BOM_UTF8 + "年份".encode(), ("年份", "utf-8-sig")),
        (b"year,share", ("year,share", "utf-8-sig")),
        ("year\t份".encode("utf-16"), ("year\t份", "utf-16")),
        (codecs.BOM_UTF16_BE + "year\t份".encode("utf-16-be"), ("year\t份", "utf-16")),
        ("year,份额".encode("utf-16-le"), ("year,份额", "utf-16-le")),
        ("year,份额".encode("utf-16-be"), ("year,份额", "utf-16-be")),
        ("城镇化率，年份".encode("gb18030"), ("城镇化率，年份", "gb18030")),
        ("都市化率，年份".encode("big5"), ("都市化率，年份", "big5")),
        ("Québec, Île".encode("cp1252"), ("Québec, Île", "cp1252")),
        (b"", ("", "utf-8-sig")),
    ],
)
def test_a_file_is_decoded_as_what_it_is(content, read):
    assert decode(content) == read


@pytest.mark.parametrize("content", [b"a" * 250 + b"\0", b"\xff\xfe\0\xd8", b"\x81"])
def test_what_is_no_text_is_not_decoded(content):
    with pytest.raises(UnicodeError):
        decode(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_usual_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "report.txt"
    path.write_bytes(stand_in().encode(encoding))
    assert source.misplaced(source.text_of(path)).empty


def test_a_moved_or_changed_number_is_named():
    text = stand_in().replace("64.7%", "64.9%")
    assert source.misplaced(text)["id"].tolist() == ["1.2-07"]


def test_another_document_gets_one_clear_sentence(tmp_path):
    with pytest.raises(source.NotTheReport, match="probably another document"):
        source.sections("Dear reader,\nthis is a letter.\n")
    with pytest.raises(source.NotTheReport, match="no file"):
        source.text_of(tmp_path / "gone.txt")
    picture = tmp_path / "picture.txt"
    picture.write_bytes(bytes(random.Random(0).randrange(128, 256) for _ in range(999)) + b"\xff\x00")
    with pytest.raises(source.NotTheReport, match="no text file"):
        source.text_of(picture)


def test_audit_command_fails_only_when_the_ledger_is_wrong(tmp_path, capsys):
    right, wrong = tmp_path / "right.txt", tmp_path / "wrong.txt"
    right.write_text(stand_in(), encoding="utf-8")
    wrong.write_text(stand_in().replace("64.7%", "64.9%"), encoding="utf-8")
    assert cli.main(["audit", "--edition", "en", "--section", "1.2", str(right)]) == 0
    printed = capsys.readouterr()
    assert "conflicts 4" in printed.out and "All 335 numbers" in printed.err
    assert cli.main(["audit", "--edition", "en", "--section", "1.2", str(wrong)]) == 1
    assert "1.2-07" in capsys.readouterr().err
    assert cli.main(["audit", "--edition", "en", str(tmp_path / "gone.txt")]) == 1
    assert "no file" in capsys.readouterr().err


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_audit_command_in_every_format(edition, capsys):
    for form, beginning in (("csv", "check,section"), ("json", "["), ("html", "<table")):
        assert cli.main(["audit", "--edition", edition, "--section", "1.2", "--format", form]) == 0
        printed = capsys.readouterr().out
        assert printed.startswith(beginning)
        if form == "json":
            assert len(json.loads(printed)) == 16
    assert cli.main(["audit", "--edition", edition, "--section", "9"]) == 1
    assert "§9" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "clean"), [("table1", cleaning.census_table), ("table2", cleaning.city_table)])
def test_the_tidy_tables_are_rebuilt_from_the_printed_ones_byte_for_byte(name, clean):
    rebuilt = clean(hl.load(f"{name}_printed")).to_csv(index=False, lineterminator="\n")
    assert rebuilt.encode() == (session.data_folder() / "report" / f"{name}.csv").read_bytes()


def test_the_ledger_holds_every_cell_of_both_tables():
    for name in ("table1", "table2"):
        cells = hl.load(f"{name}_printed").fillna("").to_numpy().ravel().tolist()
        numbers = sorted(cell.strip() for cell in cells if re.fullmatch(r"[\d.]+\s*", cell))
        assert numbers == sorted(hl.ledger(section=name)["printed"].str.strip()), name


@given(st.decimals(0, 10**9, places=2), st.sampled_from([1, 10_000, 100_000_000]))
def test_plain_numbers_are_exact(value, factor):
    from decimal import Decimal

    assert Decimal(cleaning.plain_number(f" {value} ", factor)) == value * factor


@given(st.lists(st.sampled_from(["", " ", "六普", "七普"])))
def test_filled_headers_repeat_what_stands_to_their_left(cells):
    filled = cleaning.fill_merged(cells)
    assert len(filled) == len(cells)
    for place, cell in enumerate(cells):
        if cell.strip():
            assert filled[place] == cell.strip()
        else:
            assert filled[place] == (filled[place - 1] if place else "")


def test_printed_numbers_have_readable_keys_and_ranges_that_count():
    assert hl.printed("henan_urban_share_2020") == 55.43
    nearly = hl.printed_range("one_plus_four_population_share_2020")
    assert (nearly.low, nearly.high) == pytest.approx((19, 20))
    total = hl.printed_range("china_population_2020_in_table1") * hl.printed_range("henan_population_share") / 100
    assert total.low < 141178 * 7.8 / 100 < total.high and 141178 * 7.8 / 100 in total
    doubled = 2 * nearly
    assert (doubled.low, doubled.middle, doubled.high) == pytest.approx((38, 39, 40))
    assert (100 - nearly).low == pytest.approx(80) and (100 / nearly).high == pytest.approx(100 / 19)
    with pytest.raises(CourseError, match="henan_urban_share_2020"):
        hl.printed("henan_urban_share_202")


SIZES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
OF_UNIT = {"万": 1e4, "亿": 1e8, "万亿": 1e12, "千": 1e3}


def test_every_token_with_chinese_has_an_english_reading_that_says_the_same_number():
    """Slogans and dates are read as words; where both have a number, it is one number."""
    for row in hl.load("ledger").itertuples():
        if not re.search("[\u4e00-\u9fff]", row.printed):
            continue
        reading = words.terms("token")[row.printed]["en"]
        assert not re.search("[\u4e00-\u9fff]", reading), reading
        found = re.search(r"\d[\d,]*(?:\.\d+)?", reading) if (row.unit == "%") == ("%" in reading) else None
        if found and re.search(r"\d", row.printed) and row.kind != "date" and "class" not in reading:
            size = next((size for name, size in SIZES.items() if name in reading), 1)
            unit = re.match("万亿|万|亿(?!元?级)|千", row.unit)
            assert float(found[0].replace(",", "")) * size == pytest.approx(row.value * (OF_UNIT[unit[0]] if unit else 1)), (
                row.printed
            )
        qualified = {"over": "over", "under": "under", "about": "about", "nearly": "nearly"}.get(row.qualifier)
        if qualified and found:
            assert qualified in reading or "class" in reading, (row.printed, reading)
