"""A page of one's own: numbers and gaps of the file, its text as text, and the files of `henan page`."""

import re

import pytest
from bs4 import BeautifulSoup
from nbconvert.filters import markdown2html

import henan_lib as hl
from henan_lib import cli, session, words
from henan_lib.your_place.table import table_of

ANNUAL = hl.load("province_annual").query("province_code == '410000' and year >= 2011")
URBAN = (ANNUAL["population"].astype(float) * ANNUAL["urban_share_pct"] / 100).round().astype("Int64")
HENAN = ANNUAL.assign(urban_population=URBAN)[["year", "population", "urban_population", "urban_share_pct"]]
CHINA_TABLE = hl.load("china_population").query("year >= 2000")[["year", "urban_share_pct"]]
CHINA = CHINA_TABLE.set_index("year")["urban_share_pct"]


def read(table):
    return table_of(table.to_csv(index=False).encode())


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_page_says_the_numbers_of_the_file(edition):
    words.use(edition)
    text = str(hl.own_page(read(HENAN.query("year != 2016"))))
    assert not re.search(r"[{}]|\bnan\b|None|<NA>|\b[a-z]+_[a-z_]+\b", text)
    share = HENAN.set_index("year")["urban_share_pct"]
    first, last = HENAN.iloc[0], HENAN.iloc[-1]
    wanted = [f"{share[2011]:.2f}", f"{share[2024]:.2f}", f"{CHINA[2024]:.2f}", f"{share[2024] - CHINA[2024]:+.2f}"]
    wanted += [f"{(share[2024] - share[2011]) / 13:+.2f}", f"{(CHINA[2024] - CHINA[2011]) / 13:+.2f}", "2016"]
    wanted += [
        f"{int(value):,}" for value in HENAN.query("year != 2016")[["population", "urban_population"]].to_numpy().ravel()
    ]
    wanted.append(f"{100 * (last['urban_population'] / first['urban_population'] - 1):+.1f}")
    wanted.append(f"{share[2024] + 11 * (share[2024] - share[2011]) / 13:.1f}")
    wanted.append(f"{share[2019] + 5 * (share[2019] - share[2011]) / 8 - share[2024]:+.2f}")
    assert not [number for number in wanted if number not in text]


@pytest.mark.parametrize(
    ("rows", "there", "missing"),
    [
        ("2020,55.43\n", ("2020: 55.43 %", "Not forecast"), ("Course", "Both sides", "Gaps")),
        ("1901,5\n1903,6\n", ("no number for China", "+0.50 points a year", "1 (1902)"), ("China over",)),
        ("".join(f"{year},100\n" for year in range(2000, 2020)), ("Not forecast",), ("constant points",)),
        ("".join(f"{year},{50 + (year - 2000) / 10}\n" for year in range(2000, 2040)), ("Not forecast",), ()),
        ("2000,10\n2030,20\n", ("29 (2001, 2002", "2012…)"), ("2013",)),
    ],
)
def test_what_a_file_does_not_hold_is_not_on_its_page(rows, there, missing):
    words.use("en")
    text = hl.own_page(table_of(f"year,urban share\n{rows}".encode()))
    assert all(words in text for words in there) and not any(words in text for words in missing), text


DIVISIONS = hl.load("china_place").set_index("place_code")
CENSUSES = hl.load("china_place_census").pivot(index="place_code", columns="year", values="urban_share_pct")
KINDS = ["prefecture", "county", "zone"]
SOME = [
    code
    for level in KINDS
    for code in DIVISIONS.query("level == @level and comparison != 'ended'").sample(4, random_state=21).index
]


def compared(edition, beside, table=HENAN):
    """What the page of a table says of another place."""
    words.use(edition)
    (said,) = [part for part in hl.own_page(table, beside).split("\n\n") if part.startswith(("**Beside", "**与"))]
    return said


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("code", SOME)
def test_a_table_is_set_beside_a_place_by_its_censuses(code, edition):
    said, share = compared(edition, code, CHINA_TABLE), CENSUSES.loc[code]
    assert words.terms("division")[code][edition] in said
    wanted = [f"{share[2020]:.2f}", f"{CHINA[2020] - share[2020]:+.2f}"]
    pace = f"{(share[2020] - share[2010]) / 10:+.2f}"
    if DIVISIONS.loc[code, "comparison"] == "comparable":
        wanted += [pace, f"{(CHINA[2020] - CHINA[2010]) / 10:+.2f}"]
    else:
        assert len(re.findall(r"[+-]\d+\.\d\d", said)) == 1, "no pace of two censuses that do not compare"
    assert not [number for number in wanted if number not in said], said


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_table_is_set_beside_a_province_and_a_country_by_their_years(edition):
    zhejiang = hl.load("province_annual").query("province_code == '330000'").set_index("year")["urban_share_pct"]
    france = hl.load("world_urban_share").query("area_code == 'FRA'").set_index("year")["urban_share_pct"]
    own = HENAN.set_index("year")["urban_share_pct"]
    for name, theirs, last in (("Zhejiang", zhejiang, 2024), ("浙江", zhejiang, 2024), ("FRA", france, 2018)):
        pace = (theirs[last] - theirs[2011]) / (last - 2011)
        for number in (f"{own[last]:.2f}", f"{theirs[last]:.2f}", f"{own[last] - theirs[last]:+.2f}", f"{pace:+.2f}"):
            assert number in compared(edition, name), name


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("what", ["鼓楼区", "Gulou", "nowhere at all", "", "999999", None, float("nan"), 41])
def test_what_is_no_single_place_is_said_and_never_raises(what, edition):
    words.use(edition)
    page = hl.own_page(HENAN, what)
    found = hl.place(what)
    listed = isinstance(found, list) and what is not None
    assert page.count("\n- ") == (len(found) if listed else 0) and ("**与" in page or "**Beside" in page) == (what is not None)


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_without_a_year_in_common_nothing_is_subtracted(edition):
    old = read(HENAN.assign(year=HENAN["year"] - 100))
    for what, years in (("Yuzhou", "2020"), ("Zhejiang", "2011–2024"), ("France", "1950–2018")):
        said = compared(edition, what, old)
        assert years in said and not re.search(r"[+-]\d", said)


def test_the_command_line_sets_a_table_beside_a_place(tmp_path, capsys):
    HENAN.to_csv(tmp_path / "mine.csv", index=False)
    assert cli.main(["page", str(tmp_path / "mine.csv"), "--beside", "禹州", "--edition", "en", "--out", str(tmp_path)]) == 0
    assert "**Beside Yuzhou.** 2020: 55.43 %" in (tmp_path / "mine.en.md").read_text(encoding="utf-8")


def test_of_an_unusable_table_no_page_is_made():
    with pytest.raises(ValueError, match="no urban share"):
        hl.own_page(table_of(b"year,urban share\n2020,155\n"))


HOSTILE = "<img src=x onerror=alert(1)> [a](http://b) ![c](d) $e$ `f` **g** |h| \x1b[31m \u202ei &lt; _j_"


@pytest.mark.thorough
@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_text_of_a_file_is_text_on_its_page(edition, tmp_path):
    file = tmp_path / "<b>x_y_$z$.csv"
    header = HOSTILE.replace(",", "")
    for start in range(0, len(HOSTILE), 20):
        file.write_text(f"year,urban share,{header[start : start + 24]}\n2020,55.43,x\n", encoding="utf-8")
        assert cli.main(["page", str(file), "--edition", edition, "--out", str(tmp_path / "out")]) == 0
        page = BeautifulSoup((tmp_path / "out" / f"<b>x_y_$z$.{edition}.html").read_text(encoding="utf-8"), "html.parser")
        (picture,) = page.select("main img")
        assert picture["src"].startswith("data:image/png;base64,") and "55.43" in picture["alt"]
        assert not page.select("main a, main b, main script, main code, main [onerror]")
        assert len(page.select("main em, main i")) == 1, "the definition alone"
        assert not re.search("[\x1b\u202e]", page.get_text())
        assert page.h2.get_text().startswith("<b>x_y_$z$.csv")
        assert words.message("own_note_ignored", column="@").split("@")[1] in page.select("main li")[-1].get_text()


def test_escaped_text_comes_back_from_html():
    for text in (HOSTILE, "a*b*c", "http://a.b/c?d=e&f", "x@y.z", r"\(x\) \[y\]", "~~s~~", "&amp;"):
        tree = BeautifulSoup(markdown2html("said: " + words.escaped(text)), "html.parser")
        assert tree.get_text().strip() == "said: " + text.strip() and [tag.name for tag in tree.find_all()] == ["p"], text


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize(("what", "stem"), [("Heilongjiang", "230000"), ("mine.csv", "mine")])
def test_the_files_of_a_page_hold_together(what, stem, edition, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    hl.start("en")
    HENAN.to_csv("mine.csv", index=False)
    runs = []
    for out in ("one", "two"):
        assert cli.main(["page", what, "--edition", edition, "--out", out]) == 0
        runs.append({path.name: path.read_bytes() for path in (tmp_path / out).iterdir()})
        assert set(capsys.readouterr().out.split()) == {str(path.relative_to(tmp_path)) for path in (tmp_path / out).iterdir()}
    assert runs[0] == runs[1] and set(runs[0]) == {f"{stem}.{edition}.{form}" for form in ("html", "md", "svg", "png")}
    markdown = runs[0][f"{stem}.{edition}.md"].decode()
    assert f"(<{stem}.{edition}.svg>)" in markdown and "59.22" in markdown or stem == "230000"
    page = BeautifulSoup(runs[0][f"{stem}.{edition}.html"].decode(), "html.parser")
    assert page.html["lang"] == edition and page.title.get_text() in page.h2.get_text()
    assert not page.select("link, iframe, script, .highlight")
    for line in re.findall(r"^\| (\d{4}) \|", markdown, re.MULTILINE):
        assert line in [row.td.get_text() for row in page.select("tr") if row.td]


@pytest.mark.parametrize(
    ("what", "words"),
    [("none.csv", "no such file"), ("bad.csv", "row 2"), ("Henann", "close to it"), ("a.b\0c", "name"), ("folder.x", "folder")],
)
def test_what_makes_no_page_is_said_in_a_sentence_and_nothing_is_written(what, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.csv").write_bytes(b"year,urban share\n2020,155\n")
    (tmp_path / "folder.x").mkdir()
    assert cli.main(["page", what, "--edition", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and words in said.err and "Traceback" not in said.err
    assert not (tmp_path / "build").exists()


def test_one_place_of_several_is_chosen(tmp_path, capsys):
    file = tmp_path / "two.csv"
    file.write_text("place,year,urban share\nA,2020,50\nB,2020,60\n", encoding="utf-8")
    assert cli.main(["page", str(file), "--edition", "en", "--out", str(tmp_path)]) == 1
    assert "2 places" in capsys.readouterr().err
    assert cli.main(["page", str(file), "--edition", "en", "--out", str(tmp_path), "--place", "B"]) == 0
    assert "2020: 60.00 %" in (tmp_path / "two-B.en.md").read_text(encoding="utf-8")


def test_a_page_names_its_place_and_takes_the_control_of_a_file():
    words.use("en")
    table = table_of(b"place,year,urban share\n<b>A,2020,50\nB,2020,60\n", "<b>A")
    table.attrs["name"] = "two.csv"
    assert hl.own_page(table).startswith("## &lt;b&gt;A (two.csv): ")
    control = hl.read_own()
    for nothing in (control, "two.csv", None, [1]):
        with pytest.raises(ValueError, match="no urban share"):
            hl.own_page(nothing)
    control.table = table
    assert "2020: 50.00 %" in hl.own_page(control)
