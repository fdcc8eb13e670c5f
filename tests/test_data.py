"""The data package is valid, and keeps the rules that a descriptor cannot say."""

import contextlib
import csv
import json
import re

import frictionless
import pandas as pd
import pytest

import henan_lib as hl
from henan_lib import session, words
from henan_lib.datasets import descriptor
from henan_lib.publish import maintenance
from henan_lib.report.audit import CONFIDENCE

UNITS_BY_ENDING = {
    "_pct": "percent",
    "population": "persons",
    "_inhabitants": "persons",
    "_km2": "km2",
}


@pytest.mark.thorough
def test_frictionless_finds_the_package_valid():
    report = frictionless.validate(str(session.data_folder() / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])


def test_every_file_of_the_package_is_described_and_ends_in_a_plain_newline():
    folder = session.data_folder()
    described = {entry["path"] for entry in descriptor.resources().values()}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")}
    files = {file for file in files if not file.startswith("terms/")}
    assert files == described
    contents = {path.name: path.read_bytes() for path in folder.rglob("*.csv")}
    fine = re.compile(rb"(?!\xef\xbb\xbf)[^\r]*\n")
    assert [name for name, content in contents.items() if not fine.fullmatch(content)] == []


def test_every_table_says_where_it_is_from():
    lacking = []
    for name, entry in descriptor.resources().items():
        keys = [key + language for key in ("title", "description", "vintage", "source_line") for language in ("", "_zh")]
        lacking += [(name, key) for key in keys if not entry[key].strip()]
        lacking += [(name, key) for key in ("sources", "licenses") if not entry[key]]
        lacking += [(name, "source") for source in entry["sources"] if not (source["title"] and source["title_zh"])]
        lacking += [] if entry["citation"]["year"].isdigit() else [(name, "year of the citation")]
    assert lacking == []


def test_every_column_has_a_label_a_definition_and_the_unit_its_name_promises():
    terms, wrong = words.terms("column"), []
    for name, entry in descriptor.resources().items():
        for field in entry["schema"]["fields"]:
            column, unit = field["name"], field.get("unit", "")
            promised = {unit for ending, unit in UNITS_BY_ENDING.items() if column.endswith(ending)}
            rules = {
                "no definition": field["description"] and field["description_zh"],
                "no row in terms/columns.csv": column in terms,
                "another unit in terms/columns.csv": terms.get(column, {}).get("unit", unit) == unit,
                "another unit than its name promises": field["type"] == "string" or promised <= {unit},
            }
            wrong += [f"{name}, {column}: {rule}" for rule, kept in rules.items() if not kept]
    assert wrong == []


def test_shares_lie_between_0_and_100():
    tables = {name: hl.load(name) for name in descriptor.resources()}
    shares = [(name, column) for name, table in tables.items() for column in table if column.endswith("_pct")]
    assert [one for one in shares if not tables[one[0]][one[1]].dropna().between(0, 100).all()] == []


def test_urban_and_rural_people_make_the_share():
    for name, slack in (("world_urban_share", 0.06), ("us_urban_census", 0.006)):
        table = hl.load(name)
        large = table[table["urban_population"] + table["rural_population"] > 1_000_000]
        share = 100 * large["urban_population"] / (large["urban_population"] + large["rural_population"])
        assert (share - large["urban_share_pct"]).abs().max() <= slack, name


@pytest.mark.parametrize("name", ["china_population", "province_census", "prefecture_census", "county_2020"])
def test_urban_and_rural_make_the_total(name):
    table = hl.load(name).dropna(subset=["urban_population", "rural_population"])
    assert len(table)
    assert (table["urban_population"] + table["rural_population"] == table["population"]).all()
    share = 100 * table["urban_population"] / table["population"]
    assert (share - table["urban_share_pct"]).abs().max() <= 0.0051


def test_parts_add_up_to_the_published_total():
    prefectures = hl.load("prefecture_census").query("year == 2020")
    provinces = hl.load("province_census").query("year == 2020")
    counties = hl.load("county_2020")
    henan = provinces.query("province_code == '410000'")
    assert len(prefectures) == 18 and len(provinces) == 31
    assert prefectures["population"].sum() == henan["population"].item()
    assert prefectures["urban_population"].sum() == henan["urban_population"].item()
    by_unit = counties.groupby("unit_code")["population"].sum()
    assert by_unit.equals(prefectures.set_index("unit_code")["population"].astype(by_unit.dtype))


def test_ages_add_up_to_the_residents_and_the_older_are_inside_the_old():
    ages = hl.load("prefecture_age").merge(hl.load("prefecture_census"), on=["unit_code", "year"])
    assert len(ages) == 36
    assert (ages[["aged_0_14", "aged_15_59", "aged_60_over"]].sum(axis=1) == ages["population"]).all()
    assert (ages["aged_80_over"] < ages["aged_65_over"]).all() and (ages["aged_65_over"] < ages["aged_60_over"]).all()


def test_people_by_registration_close_with_the_residents():
    people = hl.load("henan_registration").set_index(["year", "people_group"])["people_counted"]
    for year in (2010, 2020):
        residents = hl.load("prefecture_census").query("year == @year")["population"].sum()
        assert people[year, "living_here"] == residents
    people = people[2020]
    stayed = people["registered_here"] - people["registered_here_living_elsewhere"]
    assert stayed == people["living_here"] - people["registered_elsewhere_living_here"]


def test_continents_add_up_to_the_world():
    table = hl.load("world_urban_share").set_index(["area_code", "year"])["urban_population"]
    continents = ["africa", "asia", "europe", "latin_america", "northern_america", "oceania"]
    parts = sum(table[continent] for continent in continents)
    assert ((parts - table["world"]).abs() / table["world"]).max() < 1e-4


def test_projections_begin_after_2018():
    table = hl.load("world_urban_share")
    assert (table["status"] == "projection").eq(table["year"] > 2018).all()


def test_cities_were_chosen_by_their_size_in_2018_and_are_fewer_people_than_the_towns():
    cities = hl.load("china_city")
    assert cities.groupby("year").size().eq(424).all() and sorted(cities["year"].unique()) == list(range(1950, 2036, 5))
    assert (
        cities.query("year == 2020")["city_population"].min() > 300_000 > cities.query("year == 2015")["city_population"].min()
    )
    assert (cities["status"] == "projection").eq(cities["year"] > 2018).all()
    towns = hl.load("world_urban_share").query("area_code == 'CHN'").set_index("year")["urban_population"]
    people = cities.groupby("year")["city_population"].sum()
    assert (people < towns.reindex(people.index)).all()


def test_the_two_world_bank_editions_are_kept_apart_and_the_older_is_the_un():
    editions = hl.load("world_bank_urban_share")
    older = editions.query("vintage == 'wdi_2025_07' and area_code != 'world'")
    both = older.merge(hl.load("world_urban_share"), on=["area_code", "year"])
    assert len(both) > 13_000
    assert (both["urban_share_pct_x"] - both["urban_share_pct_y"]).abs().max() < 0.001
    assert set(editions["vintage"]) == {"wdi_2025_07", "wdi_2026_02"}


def test_every_code_has_a_label_in_both_languages():
    terms, lacking = set(words.terms()), {}
    for name, entry in descriptor.resources().items():
        for field in entry["schema"]["fields"]:
            if field["name"].endswith("_code") or "enum" in field.get("constraints", {}):
                lacking[name, field["name"]] = set(hl.load(name)[field["name"]].dropna().astype(str)) - terms
    assert {place: codes for place, codes in lacking.items() if codes} == {}


def test_terms_have_both_languages_and_one_row_per_key():
    for name in words.KINDS:
        with open(session.data_folder() / "terms" / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len({row["key"] for row in rows}) == len(rows), name
    for row in words.terms(*words.KINDS.values()).values():
        assert row["zh"].strip() and row["en"].strip(), row["key"]
        assert row["unit"] == "" or words.terms()[row["unit"]]["kind"] == "unit", row["key"]
        if row["kind"] == "glossary":
            assert row["definition_zh"] and row["definition_en"], row["key"]
        if row["kind"] in ("place", "column", "unit", "message", "glossary"):
            assert not re.search("[\u4e00-\u9fff]", row["en"]), row["key"]


def test_ledger_ids_follow_their_sections_and_values_their_tokens():
    ledger = hl.load("ledger")
    outline = set(hl.load("outline")["section"])
    for row in ledger.itertuples():
        assert row.id.rsplit("-", 1)[0] == row.section and row.section in outline, row.id
        assert (row.qualifier == "range") == pd.notna(row.value_high), row.id
        decimal = re.fullmatch(r"[^\d.]*(\d+\.\d+|\d{2,})[^\d.+]*", row.printed)
        if decimal and row.qualifier != "range" and row.unit in ("%", "万人", "亿元", "元", "percentage points"):
            assert float(decimal[1]) == row.value, row.id


def test_strategy_tree_is_a_tree_and_links_join_what_exists():
    tree = hl.load("strategy_tree")
    assert set(tree["parent"]) - {"3"} <= set(tree["id"])
    links = hl.load("problem_measure_links")
    assert set(links["measure"]) <= set(tree["id"])
    assert set(links["problem"]) <= set(hl.load("problems").query("scope == 'henan'")["id"])


def test_every_gathered_table_says_how_far_its_copy_can_be_trusted():
    made_here = {"single_fact", "henan_tile_grid"}  # the first says it row by row, the second is a drawing of the course
    gathered = {
        name: entry.get("confidence")
        for name, entry in descriptor.resources().items()
        if entry["path"].startswith("reference/") and name not in made_here
    }
    assert {name: given for name, given in gathered.items() if given not in CONFIDENCE} == {}
    assert [name for name, given in gathered.items() if words.label(given) not in hl.describe(name)] == []


def test_the_readme_of_the_data_lists_every_table():
    text = (session.CLONE / "data" / "README.md").read_text(encoding="utf-8")
    assert len(descriptor.resources()) > 30
    assert not [name for name in descriptor.resources() if f"`{name}`" not in text]


def test_the_descriptor_is_what_the_files_beside_the_tables_say():
    package = json.loads((session.data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    assert package == maintenance.described(session.data_folder())


def test_nothing_is_left_to_be_written():
    files = session.data_folder().rglob("*.toml")
    assert [path.name for path in files if '"..."' in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("reach", ["array", "values", "to_numpy"])
def test_whatever_is_done_to_a_table_the_next_one_is_whole(reach):
    whole = {name: hl.load(name).copy(deep=True) for name in ("us_urban_census", "single_fact", "counted_list")}
    for name, before in whole.items():
        table = hl.load(name)
        for column in table:
            cells = {
                "array": table[column].array,
                "values": table[column].values,
                "to_numpy": table[column].to_numpy(),
            }[reach]
            with contextlib.suppress(ValueError):
                cells[0] = cells[-1]
        table.attrs["table"] = "mine"
        table.insert(0, "mine", 1)
        pd.testing.assert_frame_equal(hl.load(name), before)
        assert hl.load(name).attrs == {"table": name}
