"""`make data` describes what changed and names what it touches; skeletons of what is new."""

import json
import shutil
import tomllib

import pytest
import seaborn

import henan_lib as hl
from henan_lib import session
from henan_lib.figures import show
from henan_lib.publish import maintenance, new


def test_nothing_changed_touches_nothing():
    assert maintenance.touched([], session.CLONE) == []


def test_a_changed_table_is_hashed_again_and_can_be_loaded(tmp_path, monkeypatch):
    data = shutil.copytree(session.CLONE / "data", tmp_path / "data")
    path = data / "reference" / "us_urban_census.csv"
    path.write_text(path.read_text(encoding="utf-8") + "USA,2009,80,1,1,observed\n", encoding="utf-8", newline="\n")
    assert maintenance.write_descriptor(data) == ["us_urban_census"]
    assert maintenance.write_descriptor(data) == []
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
    assert maintenance.write_descriptor(shutil.copytree(session.CLONE / "data", tmp_path / "data")) == []


def test_a_table_names_its_figures_checks_numbers_and_notebooks():
    lines = maintenance.touched(["world_urban_share"], session.CLONE)
    for expected in (
        "figure 1-1 world-stages",
        "check germany-1950",
        "notebook zh/01_concepts_and_global_stages.ipynb",
        "numbers in ch01.py",
    ):
        assert expected in lines


def test_what_a_table_touches_can_be_asked_again(capsys):
    assert maintenance.main("world_urban_share") == 0
    assert "figure 1-1 world-stages" in capsys.readouterr().out


def test_a_new_table_gets_its_description_and_its_place(tmp_path):
    data = shutil.copytree(session.CLONE / "data", tmp_path / "data")
    with pytest.raises(FileNotFoundError):
        new.table("henan_rail", data)
    file = data / "reference" / "henan_rail.csv"
    file.write_text(
        "year,rail_km,operator,line_code\n2020,6134.5,a,410000\n2021,6200,b,410001\n", encoding="utf-8", newline="\n"
    )
    assert "rail_km, operator, line_code" in new.table("henan_rail", data)[1]
    entry = next(entry for entry in maintenance.described(data)["resources"] if entry["name"] == "henan_rail")
    types = {field["name"]: field["type"] for field in entry["schema"]["fields"]}
    assert types == {"year": "integer", "rail_km": "number", "operator": "string", "line_code": "string"} and entry["rows"] == 2
    with pytest.raises(FileExistsError):
        new.table("henan_rail", data)


@pytest.mark.parametrize(
    ("name", "before"),
    [("henan_rail", "`henan_adjacency`"), ("china_rail", "`policy_target`"), ("rail", "`urban_income_panel`")],
)
def test_a_described_table_gets_its_row_in_the_readme_at_the_end_of_its_part(tmp_path, name, before):
    data = shutil.copytree(session.CLONE / "data", tmp_path / "data")
    (data / "reference" / f"{name}.csv").write_text("year,rail_km\n2020,6134.5\n2021,6200\n", encoding="utf-8", newline="\n")
    new.table(name, data)
    whole = (data / "README.md").read_text(encoding="utf-8")
    assert maintenance.enter_in_readme(data) == [], "its title is not written yet"
    description = data / "reference" / f"{name}.toml"
    words = description.read_text(encoding="utf-8").replace('title = "..."', 'title = "Railways"', 1)
    words = words.replace('vintage = "..."', 'vintage = "yearbook 2022"').replace('name = "..."', 'name = "facts"')
    description.write_text(words, encoding="utf-8", newline="\n")
    assert maintenance.enter_in_readme(data) == [name]
    lines = (data / "README.md").read_text(encoding="utf-8").splitlines()
    row = f"| `{name}` | Railways | yearbook 2022 | 2 | facts |"
    place = lines.index(row)
    assert lines[place - 1].startswith(f"| {before} |") and lines[place + 1] == ""
    assert lines[:place] + lines[place + 1 :] == whole.splitlines()
    assert maintenance.enter_in_readme(data) == []


def test_a_new_figure_of_a_table_has_whole_cells_that_run(tmp_path, monkeypatch):
    for part in ("data", "notebooks"):
        shutil.copytree(session.CLONE / part, tmp_path / part)
    monkeypatch.setattr(new, "chapters", lambda edition: sorted((tmp_path / "notebooks" / edition).glob("[0-9]*.ipynb")))
    new.figure("america-counted", 1, tmp_path, table="us_urban_census")
    entry = tomllib.loads((tmp_path / "data" / "figures.toml").read_text(encoding="utf-8"))["america-counted"]
    assert entry["tables"] == ["us_urban_census"]
    cells = []
    for edition in session.LANGUAGES:
        path = next((tmp_path / "notebooks" / edition).glob("01*"))
        found = {cell["id"]: cell["source"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}
        cells.append("".join(found["america-counted"]))
    assert cells[0] == cells[1] and new.OPEN not in cells[0]
    hl.start("en")
    shown = {}
    with monkeypatch.context() as patched, show.received_by(lambda name, *drawn: shown.update({name: drawn})):
        patched.setenv("HENAN_DATA", str(tmp_path / "data"))
        exec(cells[0], {"hl": hl, "sns": seaborn})
    figure, table = shown["america-counted"]
    bars = [bar.get_height() for bar in figure.axes[0].patches]
    assert bars == table["urban_share_pct"].tolist() and len(bars) == 23
    with pytest.raises(FileNotFoundError):
        new.figure("nothing-drawn", 1, tmp_path, table="nowhere")


def test_a_new_figure_gets_its_number_and_its_cells_in_both_editions(tmp_path, monkeypatch):
    for part in ("data", "notebooks"):
        shutil.copytree(session.CLONE / part, tmp_path / part)
    monkeypatch.setattr(new, "chapters", lambda edition: sorted((tmp_path / "notebooks" / edition).glob("[0-9]*.ipynb")))
    before = tomllib.loads((tmp_path / "data" / "figures.toml").read_text(encoding="utf-8"))
    new.figure("henan-rail", 3, tmp_path)
    entries = tomllib.loads((tmp_path / "data" / "figures.toml").read_text(encoding="utf-8"))
    assert entries.keys() - before.keys() == {"henan-rail"}
    last = max(int(entry["number"][2:]) for entry in before.values() if entry["chapter"] == 3)
    assert entries["henan-rail"]["number"] == f"3-{last + 1}"
    for edition in session.LANGUAGES:
        path = next((tmp_path / "notebooks" / edition).glob("03*"))
        ids = [cell["id"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
        place = ids.index("henan-rail")
        assert ids[place - 1 : place + 2] == ["henan-rail-predict", "henan-rail", "henan-rail-read"]
    with pytest.raises(FileExistsError):
        new.figure("henan-rail", 3, tmp_path)
    with pytest.raises(FileNotFoundError):
        new.figure("nowhere", 9, tmp_path)
