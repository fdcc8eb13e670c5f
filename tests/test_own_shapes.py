"""Files in the shapes that people have: read as what they are, or refused in one sentence; never misread."""

import datetime
import io
import os
import resource
import time
import zipfile

import openpyxl
import pytest
import xlwt
from hypothesis import example, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session, words
from henan_lib.your_place.table import MOST_ROWS, table_of

# Henan and Hubei in three years, from the course's own table: persons, and the urban share in percent; urban people from both.
ANNUAL = hl.load("province_annual").query("province_code in ('410000', '420000') and 2019 <= year <= 2021")
ANNUAL = ANNUAL.assign(urban_population=(ANNUAL["population"] * ANNUAL["urban_share_pct"] / 100).round(-2))
COLUMNS = ["year", "population", "urban_population", "urban_share_pct"]
HENAN, HUBEI = (part[COLUMNS].astype(float).values.tolist() for _, part in ANNUAL.groupby("province_code"))
YEARS = [2019, 2020, 2021]
P, U, S = ([row[place] for row in HENAN] for place in (1, 2, 3))
P_, S_ = ([row[place] for row in HUBEI] for place in (1, 3))


def ten_thousands(values):
    return [f"{value / 1e4:g}" for value in values]


def across(*cells, mark=","):
    return (
        mark.join('"' + cell.replace('"', '""') + '"' if mark in cell or '"' in cell else cell for cell in map(str, cells))
        + "\n"
    )


NAME = "Urban population (% of total population)"
SHAPES = {
    "world_bank": (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-01-01",\n\n'
        + across("Country Name", "Country Code", "Indicator Name", "Indicator Code", *YEARS)
        + across("Henan", "HEN", NAME, "SP.URB.TOTL.IN.ZS", *S)
        + across("Hubei", "HUB", NAME, "SP.URB.TOTL.IN.ZS", *S_),
        "HEN", ("row 5", 'place read is "Henan"', "Years stand across"), (False, False, True),
    ),
    "databank": (
        across("Country Name", "Country Code", "Series Name", "Series Code", *(f"{year} [YR{year}]" for year in YEARS))
        + across("Henan", "HEN", "Population, total", "SP.POP.TOTL", *map(int, P))
        + across("Henan", "HEN", "Urban population", "SP.URB.TOTL", *map(int, U))
        + across("Henan", "HEN", "Rural population", "SP.RUR.TOTL", "..", "..", "..")
        + "\n\nData from database: World Development Indicators\nLast Updated: 01/01/2026\n",
        None, ("sources, remarks", 'place read is "Henan"', "computed as urban over total"), (True, True, True),
    ),
    "grapher": (
        across("Entity", "Code", "Year", NAME)
        + "".join(across("Henan", "HEN", year, share) for year, share in zip(YEARS, S))
        + "".join(across("Hubei", "HUB", year, share) for year, share in zip(YEARS, S_)),
        "henan", ('place read is "Henan"',), (False, False, True),
    ),
    "eurostat": (
        "freq,indic_de,unit,geo\\TIME_PERIOD\t2021 \t2020 \t2019 \n"
        f"A,JAN,NR,HEN\t{P[2]:.0f} p\t{P[1]:.0f} b\t{P[0]:.0f} \nA,URB,PC,HEN\t: \t: \t: \n"
        f"A,Urban share,PC,HEN\t{S[2]} e\t{S[1]} \t{S[0]} \n",
        None, ("Marks behind numbers", "Tab", "Years stand across"), (True, False, True),
    ),
    "bureau": (
        "数据库：分省年度数据\n地区：河南省\n时间：最近3年\n"
        + across("指标", *(f"{year}年" for year in reversed(YEARS)))
        + across("年末常住人口(万人)", *ten_thousands(P[::-1]))
        + across("城镇人口(万人)", *ten_thousands(U[::-1]))
        + across("乡村人口(万人)", *ten_thousands([a - b for a, b in zip(P, U)][::-1]))
        + "数据来源：国家统计局\n",
        None, ("GBK", "row 4", "Row(s) 8", "multiplied by 10,000", "Years stand across"), (True, True, True),
    ),
    "yearbook": (
        "3-1 人口数及构成,,,,,\n,,,,,单位：万人\n年份,年末总人口,城镇人口,,乡村人口,\n,,人口数,比重(%),人口数,比重(%)\n"
        + "".join(
            across(str(year).translate(str.maketrans("0123456789", "０１２３４５６７８９")), p, u, s, "", "")
            for year, p, u, s in zip(YEARS, ten_thousands(P), ten_thousands(U), S)
        )
        + "合计,,,,,\n注：2020年为普查数。,,,,,\n",
        None, ("two rows, from row 3", "Full-width", "Row(s) 8, 9", "rural side", "taken for residents"), (True, True, True),
    ),
    "joined_above": (
        ",人口,人口,\n年份,常住人口（万人）,城镇人口（万人）,城镇化率（%）\n"
        + "".join(across(*row) for row in zip(YEARS, ten_thousands(P), ten_thousands(U), S)),
        None, ("two rows",), (True, True, True),
    ),
    "decimal_comma": (
        "Date;Urbanisation rate (%)\n" + "".join(f"{y}-12-31;{s}\n".replace(".", ",") for y, s in zip(YEARS, S)),
        None, ("Of dates only the year", "decimal points", '";"'), (False, False, True),
    ),
    "unit_in_cell": (
        "年份,常住人口,城镇常住人口,都市化率\n"
        + "".join(f"{y}年末,{p}万人,{u}万,{s}%\n" for y, p, u, s in zip(YEARS, ten_thousands(P), ten_thousands(U), S)),
        None, ('unit "万人" in the cell', 'unit "万" in the cell', "Percent signs"), (True, True, True),
    ),
    "slashed_unit": (
        "年 份,常 住 人 口/万人,城镇人口占比(%)\n" + "".join(across(*row) for row in zip(YEARS, ten_thousands(P), S)),
        None, ("multiplied by 10,000",), (True, False, True),
    ),
    "declared_separator": (
        "sep=|\nYear|Percent urban\n" + "".join(f"{year}|{share}\n" for year, share in zip(YEARS, S)),
        None, ("row 2", '"|"'), (False, False, True),
    ),
    "web_page": (
        "<html><body><h1>x</h1><table><tr><th>Year</th><th>Urban share (%)</th></tr>"
        + "".join(f"<tr><td>{year}</td><td>{share}</td></tr>" for year, share in zip(YEARS, S)) + "</table></body></html>",
        None, ("web page that is one table",), (False, False, True),
    ),
}  # fmt: skip


def expect(table, columns):
    assert table.attrs["problems"] == [] and table["year"].tolist() == YEARS
    for name, values, there in zip(("population", "urban_population", "urban_share_pct"), (P, U, S), columns):
        assert table[name].notna().tolist() == [there] * 3
        assert not there or table[name].tolist() == pytest.approx(values, abs=0.011 if "pct" in name else 0.5), name


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_is_read_and_what_was_understood_is_said(shape, edition):
    text, place, notes, columns = SHAPES[shape]
    words.use(edition)
    table = table_of(text.encode("gb18030" if shape == "bureau" else "utf-8"), place)
    expect(table, columns)
    said = "\n".join(table.attrs["notes"])
    assert "{" not in said and all(note in said for note in notes if edition == "en"), said
    for encoding in ("utf-8-sig", "utf-16"):
        expect(table_of(text.encode(encoding), place), columns)


def workbook(rows, kind):
    stream = io.BytesIO()
    if kind == "xlsx":
        book = openpyxl.Workbook()
        book.active.append(["about this file"])
        sheet = book.create_sheet("数据")
        for row in rows:
            sheet.append(row)
    else:
        book = xlwt.Workbook()
        book.add_sheet("about").write(0, 0, "about this file")
        sheet = book.add_sheet("数据")
        for down, row in enumerate(rows):
            for right, cell in enumerate(row):
                sheet.write(down, right, cell)
    book.save(stream)
    return stream.getvalue()


CONTENT = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def open_document(rows):
    def cell(value):
        kind = f'float" office:value="{value}' if isinstance(value, float) else "string"
        return f'<table:table-cell office:value-type="{kind}"><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", CONTENT.format(rows=body))
    return stream.getvalue()


HEADER = ["年份", "常住人口（人）", "城镇人口（人）", "城镇化率（%）"]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_is_read_from_the_first_sheet_that_fits(kind):
    rows = [HEADER, *([float(cell) for cell in row] for row in HENAN)]
    table = table_of(open_document(rows) if kind == "ods" else workbook(rows, kind))
    expect(table, (True, True, True))
    said = "\n".join(table.attrs["notes"])
    assert "workbook" in said and (kind == "ods" or 'sheet "数据"' in said)


def test_a_formula_is_not_evaluated():
    assert table_of(workbook([HEADER, [2020, "=1+1", None, None]], "xlsx")).empty


MEGABYTE = b"0" * 1_000_000


def zipped(parts):
    """Bytes of an archive; a part is its content, or how many megabytes of noughts, which never stand in memory at once."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in parts.items():
            with packed.open(name, "w") as part:
                part.writelines([MEGABYTE] * content if isinstance(content, int) else [content.encode()])
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ({"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": 400}, "100 MB"),
        ({"xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}, "macros"),
        ({"xl/workbook.xml": "<x/>"}, "damaged"),
        ({"word/document.xml": "<x/>"}, "packed archive"),
        (b"PK\x03\x04rest", "damaged"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (OLE + b"\0" * 600, "damaged"),
        (b"<html><p>nothing</p></html>", "0 tables"),
    ],
)  # fmt: skip
def test_what_should_not_be_opened_is_refused_at_once(content, word):
    content = zipped(content) if isinstance(content, dict) else content
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    (problem,) = table_of(content).attrs["problems"]
    assert word in problem
    assert time.perf_counter() - begun < 2 and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


@pytest.mark.skipif(os.name != "posix", reason="devices are files of Unix")
def test_a_link_to_a_device_is_no_file(tmp_path, capsys):
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    for name in ("zero.csv", "gone.csv"):
        assert len(hl.read_own(tmp_path / name).attrs["problems"]) == 1


@pytest.mark.parametrize(
    "header",
    [
        *("户籍人口城镇化率(%)", "农村人口", "城镇就业人口（万人）", "常住人口城镇化率增速(%)"),
        *("Registered urban share (%)", "Rural share (%)", "Rural population (% of total population)"),
        *("Urban growth (%)", "Non-agricultural population", "Employed people"),
    ],
)
def test_another_quantity_is_never_offered_as_ours(header):
    for content in (f"year,{header}\n2019,43\n2020,42\n", f"年份,{header},城镇人口\n2019,43,20\n2020,42,20\n"):
        table = table_of(content.encode())
        assert table.empty and not any("do you mean" in problem for problem in table.attrs["problems"])
        assert any("another quantity" in note for note in table.attrs["notes"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("2019,53\n2020,55\n", ("row 1 already holds numbers",)),
        ("City,Year,Urban share\nA,2019,53\nB,2019,55\n", ("2 places: A, B", 'place="A"')),
        ("x,year,urban share\n" + "".join(f"{k},{y},50\n" for k in "abc" for y in YEARS), ("column", '"x"', "several places")),
        ("年份,城镇化率\n民国109年,55\n", ("2020", "Minguo")),
        ("年份,常住人口（万人）\n2019,9901\n", ("missing",)),
        ("年份,常住人口（万人）,城镇化率\n2019,9901,54\n2020,99410000,55\n", ("row 3", "thousandfold")),
        ("年份,常住人口,城镇化率\n2019,9901,54\n2020,99410000,55\n", ("thousandfold",)),
        ("年份,常住人口,城镇人口\n2020,9941,55100000\n", ("thousandfold",)),
        ("year,population,urban share\n2020,9.94E+07,55\n", ("last digits are lost",)),
    ],
)
def test_a_cause_is_named_once(content, words):
    (problem,) = table_of(content.encode()).attrs["problems"]
    assert all(word in problem for word in words), problem


def test_a_name_that_is_nearly_known_is_asked_about_however_far_to_the_right():
    header = ",".join(["yaer", *(f"q{n}" for n in range(40)), "urban shre"])
    problems = table_of(f"{header}\n2020{41 * ',50'}\n".encode()).attrs["problems"]
    assert ["yaer" in problems[0], "urban shre" in problems[-1], len(problems)] == [True, True, 2]


def test_a_place_that_is_not_there_is_answered_with_the_closest():
    (problem,) = table_of(SHAPES["grapher"][0].encode(), "Hennan").attrs["problems"]
    assert '"Hennan"' in problem and "Henan" in problem
    (problem,) = table_of(b"year,urban share\n2020,55\n", "Henan").attrs["problems"]
    assert "no column" in problem


def test_a_fault_in_a_turned_table_is_named_where_it_stands():
    (problem,) = table_of("指标,2019年,2020年\n常住人口,9901,9941\n城镇化率(%),54,155\n".encode()).attrs["problems"]
    assert "row 3, column 2020" in problem


def test_few_people_without_a_unit_are_asked_about():
    assert any("fewer than 10,000" in note for note in table_of(b"year,population,urban share\n2020,3980,55\n").attrs["notes"])


def test_a_chosen_file_is_kept_and_read_and_its_words_stay_text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    control = hl.read_own()

    def choose(name, content):
        file = {"name": name, "type": "", "size": len(content), "content": memoryview(content)}
        control.chooser.value = (file | {"last_modified": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)},)

    choose("../<b>x</b>.csv", b"year,<img src=x onerror=alert(1)>,urban share\n2020,1,55.43\n")
    assert control.table["urban_share_pct"].tolist() == [55.43]
    assert "<img" not in control.said.value and "&lt;img" in control.said.value
    assert [file.name for file in tmp_path.iterdir()] == ["b>.csv"], "the name alone, no folder"
    (tmp_path / "mine.csv").write_bytes(b"other")
    choose("mine.csv", b"year,urban share\n2020,55\n")
    assert (tmp_path / "mine.csv").read_bytes() == b"other" and "left alone" in control.said.value
    choose("bad.csv", b"year,urban share\n2020,155\n")
    assert control.table.empty and not (tmp_path / "bad.csv").exists()


ROW = st.tuples(st.integers(10**7, 9 * 10**7), st.integers(101, 9999))


@settings(max_examples=60)
@given(
    st.lists(ROW, min_size=2, max_size=12),
    st.booleans(),
    st.sampled_from(["年份", "Year", "时间"]),
    st.sampled_from([("常住人口（万人）", 1e4), ("Population (million)", 1e6), ("人口数/万人", 1e4), ("年末常住人口", 1)]),
    st.sampled_from(["城镇化率(%)", NAME, "城镇人口比重"]),
    st.sampled_from(["", "资料来源：统计局\n", "注：普查数\n"]),
    st.sampled_from(["", "某市人口\n", "Data Source,x\n\n"]),
)
def test_what_is_written_is_what_is_read_in_either_direction(rows, turned, year, people, share, below, above):
    header, factor = people
    years = range(2000, 2000 + len(rows))
    written = [[year, *years], [header, *(p / factor for p, _ in rows)], [share, *(s / 100 for _, s in rows)]]
    if turned:
        written[0][0] = "指标"
    lines = written if turned else list(zip(*written))
    table = table_of((above + "".join(across(*line) for line in lines) + below).encode())
    assert table.attrs["problems"] == [] and table["year"].tolist() == list(years)
    assert table["population"].tolist() == [p for p, _ in rows]
    assert table["urban_share_pct"].tolist() == [s / 100 for _, s in rows]


@pytest.mark.thorough
@settings(max_examples=300)
@given(
    st.sampled_from([*SHAPES]),
    st.integers(0, 10**6),
    st.sampled_from(["", ",", "\n", '"', "年", "9", "-", "万", "\t", "%", "\0"]),
)
def test_a_damaged_file_is_refused_or_read_as_it_stands_but_never_raises(shape, at, mark):
    text, place, _, _ = SHAPES[shape]
    at %= len(text)
    table = table_of((text[:at] + mark + text[at + 1 :]).encode(), place)
    assert bool(table.attrs["problems"]) == table.empty
    assert table.empty or table["urban_share_pct"].dropna().between(0, 100).all()


PIECES = st.sampled_from(
    [
        *(
            "年份",
            "year",
            "2019",
            "2020年",
            "2021",
            "民国9年",
            '="2020"',
            "常住人口（万人）",
            "人口",
            "urban population",
            "城镇化率",
            "比重(%)",
        ),
        *("Country Name", "指标", "Code", "place", "x", "", "注：y", "合计", "单位：万人", "55.4", "9,901", "A", "\u202e<b>"),
    ]
)


@pytest.mark.thorough
@settings(max_examples=300)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=6), min_size=1, max_size=7), st.sampled_from([None, "A"]))
def test_pieces_of_tables_in_any_order_never_raise(rows, place):
    table = table_of("".join(across(*row) for row in rows).encode(), place)
    assert bool(table.attrs["problems"]) == table.empty
    assert not any("\u202e" in said for said in (*table.attrs["problems"], *table.attrs["notes"]))


@pytest.mark.thorough
@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 255), st.sampled_from(["xlsx", "xls"]))
@example(1638, 223, "xls")  # in the library that reads it these two end the process and panic
@example(1443, 129, "xls")
def test_a_damaged_workbook_never_raises(at, byte, kind):
    content = bytearray(BOOKS[kind])
    content[at % len(content)] = byte
    table = table_of(bytes(content))
    assert bool(table.attrs["problems"]) == table.empty


BOOKS = {kind: workbook([HEADER, *([float(cell) for cell in row] for row in HENAN)], kind) for kind in ("xlsx", "xls")}


@pytest.mark.thorough
@pytest.mark.parametrize(("place", "cell"), [("p7", "50"), (None, "x")])
def test_twenty_thousand_rows_are_read_in_half_a_second_right_or_wrong(place, cell):
    first = "place,year" if place else "note,year"
    rows = (f"p{n // 10},{2000 + n % 10},{cell}\n" for n in range(MOST_ROWS))
    content = (f"{first},urban share\n" + "".join(rows)).encode()
    taken = []
    for _ in range(3):
        begun = time.process_time()
        table = table_of(content, place)
        taken.append(time.process_time() - begun)
    assert min(taken) < 2, "half a second on a quiet machine"
    assert len(table) == (10 if place else 0) and len(table.attrs["problems"]) == (0 if place else 1001)


def test_of_a_workbook_the_sheet_with_a_table_is_spoken_of():
    book = openpyxl.Workbook()
    book.active.append(["A title and nothing else"])
    sheet = book.create_sheet("data")
    sheet.append(["Year", "Total population (10,000)", "Urban population (10 000)"])
    sheet.append([2020, 9941, 5510])
    stream = io.BytesIO()
    book.save(stream)
    table = table_of(stream.getvalue())
    assert table["population"].tolist() == [99_410_000] and table.attrs["problems"] == []
    sheet.append([2021, "many", 5579])
    stream = io.BytesIO()
    book.save(stream)
    words.use("en")
    (problem,) = table_of(stream.getvalue()).attrs["problems"]
    assert "many" in problem
