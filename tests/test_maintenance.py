"""`make data` hashes what changed and names what it touches."""

import json
import shutil

import henan_lib as hl
from henan_lib import session
from henan_lib.publish import maintenance


def test_nothing_changed_touches_nothing():
    assert maintenance.touched([], session.CLONE) == []


def test_a_changed_table_is_hashed_again_and_can_be_loaded(tmp_path, monkeypatch):
    data = shutil.copytree(session.CLONE / "data", tmp_path / "data")
    path = data / "reference" / "us_urban_census.csv"
    path.write_text(path.read_text(encoding="utf-8") + "USA,2009,80,1,1,observed\n", encoding="utf-8", newline="\n")
    assert maintenance.rehash(data) == ["us_urban_census"]
    assert maintenance.rehash(data) == []
    entry = next(
        e
        for e in json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
        if e["name"] == "us_urban_census"
    )
    assert entry["rows"] == 24 and entry["bytes"] == path.stat().st_size
    with monkeypatch.context() as patched:
        patched.setenv("HENAN_DATA", str(data))
        assert len(hl.load("us_urban_census")) == 24


def test_the_descriptor_on_disk_is_up_to_date(tmp_path):
    assert maintenance.rehash(shutil.copytree(session.CLONE / "data", tmp_path / "data")) == []


def test_a_table_names_its_figures_checks_numbers_and_notebooks():
    lines = maintenance.touched(["world_urban_share"], session.CLONE)
    for expected in (
        "figure 1-1 world-stages",
        "check germany-1950",
        "notebook zh/01_concepts_and_global_stages.ipynb",
        "numbers in ch01.py",
    ):
        assert expected in lines
