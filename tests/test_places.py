"""China's places: the tables sum to what was published, a place is found however it is written, and each page is true."""

import csv
import functools

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import henan_lib as hl
from henan_lib import session
from henan_lib.publish.china import build

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
    names = sorted({row[column] for row in dictionary().values() for column in ("name_zh", "name_en", "name_2010")})
    figure = plt.figure()
    for start in range(0, len(names), 200):
        figure.text(0, 0, " ".join(names[start : start + 200]))
    figure.canvas.draw()  # a missing glyph is an error in this suite
    plt.close(figure)


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
