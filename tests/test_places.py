"""China's places: the tables sum to what was published, a place is found however it is written, and each page is true."""

import csv
import functools
import random
import re

import matplotlib
import pandas as pd
import pytest
from matplotlib import font_manager

import henan_lib as hl
from henan_lib import cli, session, words
from henan_lib.publish import place
from henan_lib.publish.china import build
from henan_lib.your_place.places import Place, Places, countries

FOLDER = session.data_folder() / "reference"


@functools.cache
def rows(table):
    with open(FOLDER / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def counted():
    """Rows of the census by code and year, numbers as they stand in the file."""
    return {(row["place_code"], int(row["year"])): row for row in rows("china_place_census")}


@functools.cache
def dictionary():
    return {row["place_code"]: row for row in rows("china_place")}


def of_level(*levels):
    return [code for code, row in dictionary().items() if row["level"] in levels]


def people(code, year, column="population"):
    return int(counted()[code, year][column])


def test_the_provinces_sum_to_the_published_totals_and_are_those_of_the_other_table():
    provinces = of_level("province")
    assert len(provinces) == 31
    assert [sum(people(code, year) for code in provinces) for year in (2010, 2020)] == [1_332_810_869, 1_409_778_724]
    assert (
        sum(people(code, 2020, "urban_population") for code in provinces)
        == 899_991_162
        == people("CHN", 2020, "urban_population")
    )
    for row in rows("province_census"):
        if row["year"] != "2000":
            here = counted()[row["province_code"], int(row["year"])]
            assert all(here[name] == row[name] for name in ("population", "urban_population", "rural_population"))


WITHOUT_COUNTIES = {2010: {"441900", "442000", "460200", "620200"}, 2020: {"441900", "442000", "460400", "620200"}}
UNITS_WITHOUT_CODE = {"232700", "451100", "632800"}


@pytest.mark.parametrize("year", [2010, 2020])
def test_the_parts_of_each_prefecture_and_province_sum_to_it(year):
    for level in ("prefecture", "province"):
        sums = {}
        for code in of_level("county", "zone"):
            if (code, year) in counted() and (parent := dictionary()[code][f"{level}_code"]):
                sums[parent] = sums.get(parent, 0) + people(code, year)
        whole = [code for code in of_level(level) if (code, year) in counted()]
        apart = {code for code in whole if sums.get(code, 0) != people(code, year)}
        lacking = WITHOUT_COUNTIES[year] | (UNITS_WITHOUT_CODE if year == 2010 else set())
        beside = {"460000"} if year == 2010 else set()  # 444 people of the southern islands
        assert apart == ({f"{code[:2]}0000" for code in lacking} | beside if level == "province" else lacking)


def test_henan_is_what_its_own_tables_say():
    for row in rows("prefecture_census"):
        if row["year"] in ("2010", "2020"):
            assert people(row["unit_code"], int(row["year"])) == int(row["population"])
    for row in rows("county_2020"):
        assert people(row["county_code"], 2020, "urban_population") == int(row["urban_population"])


def test_each_row_closes():
    for row in counted().values():
        whole, urban, rural = (int(row[name]) for name in ("population", "urban_population", "rural_population"))
        assert urban + rural == whole and min(urban, rural) >= 0
        assert abs(100 * urban / whole - float(row["urban_share_pct"])) < 0.0051


def comparable():
    return [code for code in of_level("county") if dictionary()[code]["comparison"] == "comparable"]


def change(code, column="population"):
    return people(code, 2020, column) - people(code, 2010, column)


def test_as_many_counties_compare_lost_and_gained_as_the_readme_says():
    moved = {
        row[end] for row in rows("china_place_change") if row["change"] == "land_moved" for end in ("from_code", "to_code")
    }
    found = []
    for codes in (comparable(), [code for code in comparable() if code not in moved]):
        lost = [code for code in codes if change(code) < 0]
        found += [len(codes), len(lost), sum(change(code, "urban_population") > 0 for code in lost)]
    assert found == [2509, 1435, 1079, 2388, 1390, 1052]
    text = (session.data_folder() / "README.md").read_text(encoding="utf-8")
    assert "2,509, 1,435 lost residents, and 1,079 of these" in text and "it is 2,388, 1,390 and 1,052" in text


def test_names_are_unique_and_only_what_is_said_to_be_comparable_is():
    for column in ("name_zh", "name_en"):
        assert len({row[column] for row in dictionary().values()}) == len(dictionary())
    for code, row in dictionary().items():
        years = {year for year in (2010, 2020) if (code, year) in counted()}
        assert (years == {2010, 2020}) == (row["comparison"] in ("comparable", "renamed")), code
        assert (row["comparison"] == "renamed") == bool(row["name_2010"]), code


def test_every_code_that_ended_has_a_present_one_but_those_that_are_said_to_have_none():
    ended = {code for code, row in dictionary().items() if row["comparison"] == "ended"}
    became = {row["from_code"] for row in rows("china_place_change") if row["change"] == "code_ended"}
    assert ended - became == {"130103", "341400", "371200"} and became <= ended
    present = {row["to_code"] for row in rows("china_place_change")}
    assert all((code, 2020) in counted() for code in present)


def test_the_font_draws_every_name_of_the_table():
    hl.start("zh")
    fonts = [font_manager.findfont(family) for family in matplotlib.rcParams["font.family"]]
    font = font_manager.get_font(fonts)
    names = [row[column] for row in dictionary().values() for column in ("name_zh", "name_en", "name_2010")]
    font.set_text("".join(sorted(set("".join(names)))))  # a missing glyph is an error in this suite
    font.draw_glyphs_to_bitmap()
    with pytest.raises(UserWarning, match="Glyph"):
        font.set_text("\U00030000")


GATHERED = [
    ("110000", "province", "北京市", "北京市", "北京市", "20", "15"),
    ("110100", "prefecture", "北京市", "北京市", "北京市", "20", "15"),
    ("410000", "province", "河南省", "河南省", "河南省", "90", "40"),
    ("411000", "prefecture", "河南省", "许昌市", "许昌市", "40", "20"),
    ("411081", "county", "河南省", "许昌市", "禹州巿", "30", "10"),
    ("411071", "county", "河南省", "许昌市", "许昌经济技术开发区", "6", "6"),
    (None, "zone", "河南省", "许昌市", "许昌新园区", "4", "4"),
]


def test_the_script_mends_the_copy_and_repeats_no_municipality():
    columns = ["code", "level", "province", "prefecture", "name", "population", "urban_population"]
    gathered = pd.DataFrame(GATHERED, columns=columns).assign(year="2020", nonagricultural_registered_pct=None)
    for name in ("rural_population", "city_proper_population", "registered_population"):
        gathered[name] = None
    for name in ("same_county", "same_province"):
        gathered[f"registered_elsewhere_{name}"] = None
    tidy = build.tidy(gathered.assign(registered_other_province="1")).set_index("place_code")
    assert list(tidy.index) == ["110000", "410000", "411000", "411081", "411071", "4110Z1"]
    assert tidy.loc["411081", ["name", "rural_population", "urban_share_pct"]].tolist() == ["禹州市", 20, 33.33]
    assert tidy.loc[["411071", "4110Z1"], "level"].tolist() == ["zone", "zone"]


ONE = {
    "禹州": "411081", "Yuzhou": "411081", 411081: "411081", "411081": "411081",
    "禹州市（411081）": "411081",
    "河南省": "410000", "河南": "410000", "Henan Province": "410000", "FRA": "FRA", "France": "FRA", "法国": "FRA",
    " 禹 州 ": "411081", "許昌": "411000", "長沙縣": "430121", "４１１０８１": "411081", "4110": "411000", "41": "410000",
    "411081001000": "411081", "Ürümqi": "650100", "urumqi": "650100", "Xi'an": "610100", "吉林": "220000", "吉林市": "220200",
    "南京市鼓楼区": "320106", "南京鼓楼": "320106", "鼓楼区（南京）": "320106", "Gulou District (Nanjing)": "320106",
    "陕西省西安市长安区": "610116", "中国": "CHN", "China": "CHN", "usa": "USA", "泸水縣": "533301",
    "河南蒙古族自治县": "632324", "广西壮族自治区": "450000", "Xizang": "540000", "全国": "CHN",
}  # fmt: skip


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_place_is_found_however_it_is_written(edition):
    words.use(edition)
    found = {given: hl.place(given) for given in ONE}
    assert {given: str(one) for given, one in found.items()} == ONE
    assert all(isinstance(one, Place) and one.name and one.name in repr(one) for one in found.values())
    own = hl.place("禹州")
    assert (own.level, own.kind, own.province, own.prefecture) == ("county", "county_level_city", "410000", "411000")
    assert own.names == {"zh": "禹州市", "en": "Yuzhou"} and [str(one) for one in own.parents] == ["411000", "410000"]
    assert hl.place(own) is own and hl.place("济源").parents == (hl.place("河南"),)


OLD = {"410224": "410212", "开封县": "410212", "襄樊市": "420600", "苍山": "371324", "542428": "540627", "万盛区": "500110"}


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_an_old_code_or_name_is_told_the_present_one(edition):
    words.use(edition)
    for given, present in OLD.items():
        found = hl.place(given)
        assert found == present and found.note in repr(found) and found.note, given
    shared = hl.place("130721")
    assert isinstance(shared, Places) and shared == ["130702", "130703", "130705"] and "130721" in shared.note
    assert hl.place("130103") == "130103" and hl.place("130103").note


def test_a_name_of_several_lists_them_and_one_of_none_the_closest():
    words.use("en")
    several = hl.place("鼓楼区")
    assert several == ["320106", "320302", "350102", "410204"] and len({one.name for one in several}) == 4
    assert all(one.name in repr(several) for one in several) and several.level == several.province == ""
    assert {"211300", "110105"} < set(hl.place("朝阳")) and hl.place("41108") == ["411081", "411082"]
    assert hl.place("yuzou")[0] == "411081" and "410173" in hl.place("航空港") and "411082" in hl.place("411099")
    assert all(row["name_zh"] and isinstance(hl.place(row["name_zh"]), Place | Places) for row in rows("china_place")[::40])


def test_every_code_and_full_name_leads_to_its_place():
    lost = {"130103", "341400", "371200"}
    became = {}
    for row in rows("china_place_change"):
        if row["change"] == "code_ended":
            became.setdefault(row["from_code"], []).append(row["to_code"])
    for code, row in dictionary().items():
        for given in (code, row["name_zh"], row["name_en"]) if code != "CHN" else (code,):
            found = hl.place(given)
            ended = row["comparison"] == "ended" and code not in lost and not code.endswith("-2010") or given in OLD
            wanted = became.get(code, [code]) if ended or code.endswith("-2010") and given != code else [code]
            assert (found if isinstance(found, Places) else [found]) == sorted(wanted), given
    assert all(hl.place(code) == code for code in countries()) and len(countries()) == 233


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_hong_kong_macao_and_taiwan_are_told_what_is_at_hand(edition):
    words.use(edition)
    for given, code in (("香港", "HKG"), ("Macau", "MAC"), ("臺灣", "TWN"), (710000, "TWN")):
        found = hl.place(given)
        assert found == code and "world_urban_share" in found.note and found.level == "country"
        assert found.note in hl.place_page(given)


WEIRD = ["", "   ", None, float("nan"), [1], {}, object(), b"411081", -5, 10**40, "💥", "x" * 5000]
WEIRD += ["[a](b)<script>", "41108", "()", pd.NA]


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("given", WEIRD, ids=range(len(WEIRD)))
def test_nothing_raises_whatever_is_asked(edition, given):
    words.use(edition)
    page = hl.place_page(given)
    assert repr(hl.place(given)) and page and "<script>" not in page


LEVELS = {"province": 3, "prefecture": 4, "county": 8, "zone": 2}


def chosen():
    """Twenty places of all levels and conditions, the same each time."""
    draw = random.Random(21)
    codes = [code for level, count in LEVELS.items() for code in draw.sample(of_level(level), count)]
    return [*codes, *draw.sample(list(countries()), 3)]


SIDES = ("population", "urban_population", "rural_population")


def percent(code, column):
    return 100 * change(code, column) / people(code, 2010, column)


def pattern(code):
    return change(code) < 0, change(code, "urban_population") < 0


def wanted_of_census(code):
    """Every number that the page of a prefecture, county or zone must say, from the files alone."""
    row, level = dictionary()[code], dictionary()[code]["level"]
    years = [year for year in (2010, 2020) if (code, year) in counted()]
    wanted = [
        f"{people(code, year, name):,}" for year in years for name in ("population", "urban_population", "rural_population")
    ]
    wanted += [f"{float(counted()[code, year]['urban_share_pct']):.2f}" for year in years]
    for name in ("aged_0_14_pct", "aged_65_over_pct", "schooling_years", "household_size"):
        wanted += [f"{float(counted()[code, year][name]):.2f}" for year in years]
    if row["comparison"] == "comparable" and all(people(code, 2010, name) for name in ("urban_population", "rural_population")):
        for name in ("population", "urban_population", "rural_population"):
            wanted += [f"{change(code, name):+,}", f"{percent(code, name):+.1f}"]
        peers = [one for one in of_level(level) if dictionary()[one]["comparison"] == "comparable"]
        inside = [one for one in peers if dictionary()[one]["province_code"] == row["province_code"]]
        alike = [one for one in peers if dictionary()[one]["kind"] == row["kind"]]
        for group in (peers, inside, alike):
            wanted += [f"{len(group):,}", f"{sum(pattern(one) == pattern(code) for one in group):,}"]
        wanted += [f"{1 + sum(percent(one, 'population') > percent(code, 'population') for one in peers):,}"]
    if 2020 in years:
        share = {one: float(counted()[one, 2020]["urban_share_pct"]) for one in of_level(level) if (one, 2020) in counted()}
        inside = [one for one in share if dictionary()[one]["province_code"] == row["province_code"]]
        for group in (share, inside):
            wanted += [f"{len(group):,}", f"{1 + sum(share[one] > share[code] for one in group):,}"]
        for name in ("registered_same_county", "registered_same_province", "registered_other_province"):
            came = counted()[code, 2020][name]
            wanted += [f"{int(came):,}", f"{100 * int(came) / people(code, 2020):.1f}"] if came else []
    return wanted


def wanted_of_country(code):
    shares = {}
    for row in rows("world_urban_share"):
        if row["year"] in ("1950", "2000", "2018", "2030", "2050"):
            shares[row["area_code"], int(row["year"])] = row
    own = {year: float(shares[code, year]["urban_share_pct"]) for year in (1950, 2000, 2018, 2030, 2050)}
    last = {one: float(shares[one, 2018]["urban_share_pct"]) for one in countries()}
    pace = {one: (last[one] - float(shares[one, 2000]["urban_share_pct"])) / 18 for one in countries()}
    wanted = [f"{value:.2f}" for value in own.values()] + [f"{pace[code]:+.2f}"]
    wanted += [f" {1 + sum(last[one] > last[code] for one in last)} ", f" {1 + sum(pace[one] > pace[code] for one in pace)} "]
    for name in ("urban_population", "rural_population"):
        wanted += [f"{int(shares[code, 2018][name]) - int(shares[code, 2000][name]):+,}"]
    return wanted


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("code", chosen())
def test_the_page_of_a_place_says_the_numbers_of_the_files(code, edition):
    words.use(edition)
    text = str(hl.place_page(code))
    found = Place(code)
    if dictionary().get(code, {}).get("comparison") == "ended":
        text = str(hl.place_page(hl.place(code)))
        found = hl.place(code)
    assert text.startswith(f"## {words.label(found) if found.level == 'province' else found.name}")
    assert not re.search(r"[{}]|\bnan\b|None|<NA>|\b[a-z]+_[a-z_]+\b", text.replace("world_urban_share", ""))
    if found.level == "province":
        return  # its page has tests of its own
    wanted = wanted_of_country(found) if found.level == "country" else wanted_of_census(str(found))
    spaced = text if edition == "en" else re.sub(r"(第|个)(\d+)(位)", r"\1 \2 \3", text)
    assert [number for number in wanted if number not in spaced] == []


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_why_no_change_is_computed_is_said(edition):
    words.use(edition)
    for code, reason in (("410212", "new_code"), ("410173", "one_census"), ("371324", "renamed"), ("130103", "ended")):
        text = str(hl.place_page(code))
        assert words.message(f"place_page_{reason}") in text and words.message("page_gap") not in words.message(
            "place_page_renamed"
        )
    beside = str(hl.place_page("410122"))
    assert "621,382" in beside, "the airport zone stands beside Zhongmu"
    took = str(hl.place_page("370203"))
    assert hl.label("370205") in took and "2012" in took


def test_a_page_is_written_with_its_figure_and_a_choice_in_one_sentence(tmp_path, capsys):
    assert cli.main(["page", "禹州", "--edition", "en", "--out", str(tmp_path)]) == 0
    assert {path.suffix for path in tmp_path.glob("411081.en.*")} == {".html", ".md", ".svg", ".png"}
    for given in ("FRA", "祥符区", "许昌"):
        figure, alt = place.picture(hl.place(given))
        assert hl.place(given).name in alt and figure.axes[0].get_title(loc="left") or figure.texts
    assert cli.main(["page", "鼓楼区", "--edition", "en", "--out", str(tmp_path)]) != 0
    said = capsys.readouterr()
    assert "410204" in said.err + said.out and "Traceback" not in said.err


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_rank_that_others_share_is_said_to_be_shared(edition):
    words.use(edition)
    full = sum(
        float(counted()[code, 2020]["urban_share_pct"]) == 100 for code in of_level("county") if (code, 2020) in counted()
    )
    assert full > 1 and words.message("place_page_tied", tied=full) in str(hl.place_page("110105"))
    shared = words.message("place_page_tied", tied=2).split("2")[-1]
    assert shared in str(hl.place_page("HKG")) and shared not in str(hl.place_page("FRA"))
