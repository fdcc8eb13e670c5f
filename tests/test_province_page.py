"""A province's page has every number as recomputed from the files, and names what is missing."""

import csv
import re

import pytest

import henan_lib as hl
from henan_lib import session, words
from henan_lib.publish import place
from henan_lib.your_place.province import facts, province_code

FOLDER = session.data_folder() / "reference"
CODES = sorted(hl.load("province_annual")["province_code"].unique())


def rows(table, **key):
    with open(FOLDER / f"{table}.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[name] == value for name, value in key.items())]


SHARES = {
    (row["province_code"], int(row["year"])): float(row["urban_share_pct"])
    for row in rows("province_annual")
    if row["urban_share_pct"]
}


def rank(code, year):
    return 1 + sum(SHARES[other, year] > SHARES[code, year] for other in CODES)


def test_there_are_31_provinces():
    assert len(CODES) == 31


@pytest.mark.parametrize("code", CODES)
def test_the_numbers_are_those_of_the_files(code):
    found = facts(code)
    assert found["share"] == SHARES[code, 2024] and found["start"] == SHARES[code, 2011] and found["old"] == SHARES[code, 2005]
    assert (found["rank_first"], found["rank"]) == (rank(code, 2011), rank(code, 2024))
    assert found["pace"] == pytest.approx((SHARES[code, 2024] - SHARES[code, 2011]) / 13)
    assert 9 * found["early"] + 4 * found["late"] == pytest.approx(13 * found["pace"])
    above, below = found["above"], found["below"]
    assert (above is None) == (found["rank"] == 1) and (below is None) == (found["rank"] == 31)
    assert above is None or (above[1] >= found["share"] and rank(above[0], 2024) == found["rank"] - 1)
    assert below is None or (below[1] <= found["share"] and rank(below[0], 2024) == found["rank"] + 1)
    china = rows("china_population", year="2024")[0]
    assert found["china"] == pytest.approx(float(china["urban_share_pct"]))
    years_above = [year for year in range(2011, 2025) if SHARES[code, year] > 70]
    assert found["reached"] == (years_above[0] if years_above else None)
    points = SHARES[code, 2024] + 11 * found["pace"]
    assert found["paths"]["constant_points"] == pytest.approx(points)
    seen = (SHARES[code, 2019] - SHARES[code, 2011]) / 8
    assert found["errors"]["constant_points"] == pytest.approx(SHARES[code, 2019] + 5 * seen - SHARES[code, 2024])
    assert all(0 < value < 100 for value in found["paths"])


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_the_page_says_its_numbers_and_its_gaps(code, edition):
    words.use(edition)
    text = str(hl.province_page(code))
    found = facts(code)
    assert text.startswith(f"## {words.label(code)}")
    assert not re.search(r"[{}]|\bnan\b|None|\b[a-z]+_[a-z_]+\b", text)
    census = {row["year"]: row for row in rows("province_census", province_code=code)}
    wanted = [f"{found['share']:.2f}", f"{found['old']:.2f}", f"{found['china']:.2f}", f"{found['pace']:+.2f}"]
    wanted += [f"{int(census[year][name]):,}" for year in ("2010", "2020") for name in ("urban_population", "population")]
    wanted += [f"{int(census['2000']['population']):,}"]
    wanted += [f"{value:.1f}" for value in found["paths"]] + [f"{value:+.2f}" for value in found["errors"]]
    came = rows("province_registered_elsewhere", province_code=code)
    wanted += [f"{int(row['registered_other_province']):,}" for row in came]
    wanted += [f"{100 * int(row['registered_other_province']) / int(row['population']):.1f}" for row in came]
    born = [int(row["sample_persons"]) for row in rows("province_birthplace", birth_province_code=code, year="2010")]
    wanted += [f"{100 * part / sum(born):.1f}" for part in sorted(born)[-3:]]
    for row in rows("province_age", province_code=code):
        everybody = sum(int(row[name]) for name in ("aged_0_14", "aged_15_59", "aged_60_over"))
        assert everybody == int(census[row["year"]]["population"])
        wanted += [f"{100 * int(row[name]) / everybody:.1f}" for name in ("aged_65_over", "aged_0_14")]
    wanted += [f"{SHARES[code, 2010]:.2f}"]
    unit = 1e8 if edition == "zh" else 1e9
    wanted += [f"{int(row['gdp']) / unit:,.1f}" for row in rows("province_gdp", province_code=code, year="2020")]
    assert not [number for number in wanted if number not in text]
    assert text.count(words.message("page_gap")) >= 3, "urban, rural and share of 2000"
    known = code == "410000"
    assert ("36.09" in text) == known and ("19.34" in text) == known
    assert "2024" in text and "31" in text


def test_a_place_is_known_by_code_and_by_name_in_either_language():
    for given in ("230000", 230000, " 黑龙江 ", "黑龙江省", "heilongjiang", "Heilongjiang Province"):
        assert province_code(given) == "230000"
    with pytest.raises(ValueError, match="Sichuan"):
        hl.province_page("Sichua")
    for wrong in ("", "410100", None, "巴黎"):
        with pytest.raises(ValueError, match=r"\d{6}"):
            hl.province_page(wrong)


FULL = {
    "Xizang": "540000",
    "内蒙": "150000",
    "内蒙古自治区": "150000",
    "广西壮族自治区": "450000",
    "新疆维吾尔自治区": "650000",
    "宁夏回族自治区": "640000",
    "重庆市": "500000",
}


@pytest.mark.parametrize("name", FULL)
def test_full_names_are_known(name):
    assert province_code(name) == FULL[name]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        *(
            (place, ("world_urban_share", code))
            for place, code in ((710000, "TWN"), ("香港", "HKG"), ("Macau", "MAC"), ("TWN", "TWN"))
        ),
        *((place, ("inside Henan", "410000")) for place in ("410100", 411081)),
        ("Hong Kong SAR", ("world_urban_share", "HKG")),
        ("Henann", ("Henan (410000)",)),
        ("999999", ("no province",)),
    ],
)
def test_what_is_no_province_is_answered_with_what_it_is(place, words):
    with pytest.raises(ValueError) as refusal:
        province_code(place)
    assert all(word in str(refusal.value) for word in words)


def test_what_is_said_to_be_in_another_table_is_there():
    assert {"HKG", "MAC", "TWN"} <= set(hl.load("world_urban_share")["area_code"])


def test_2010_is_a_census_and_belongs_to_neither_edition():
    """What the three pieces rest on, of every province, and the size of the step that a line would draw."""
    by_census = {row["province_code"]: float(row["urban_share_pct"]) for row in rows("province_census", year="2010")}
    assert sum(abs(SHARES[code, 2010] - by_census[code]) < 0.1 for code in CODES) == 24
    steps = {code: SHARES[code, 2010] - SHARES[code, 2009] for code in CODES}
    assert max(steps, key=steps.get) == "320000" and round(steps["320000"], 2) == 4.98 and round(steps["430000"], 2) == 0.10


@pytest.mark.parametrize("code", ["320000", "410000"])
def test_the_figure_of_the_page_joins_no_two_pieces(code):
    words.use("en")
    figure, _ = place._beside_china(place._of_province(code))
    years = [list(line.get_xdata()) for line in figure.axes[0].lines]
    assert [2010] in years and list(range(2005, 2010)) in years and list(range(2011, 2025)) in years


def test_a_ceiling_less_than_a_point_above_the_series_is_tried_for_tianjin():
    words.use("en")
    assert "and -1.32 points" in str(hl.province_page("Tianjin"))
