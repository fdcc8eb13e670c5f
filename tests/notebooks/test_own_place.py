"""Chapter 7 runs for every province and level, whatever lies in the learner's own file, and its figures stay whole."""

import contextlib
import io
import random

import pytest

import henan_lib as hl

from .chapters import code_cells, read_chapter, without_pictures
from .test_figures import cut_off, small_texts

pytestmark = pytest.mark.chapters
STEM = "07_your_own_place"
CODES = sorted(hl.load("province_annual")["province_code"].unique())
HANDFUL = ["310000", "410000", "540000"]
CHOICE = 'place = hl.place("230000")'
OF_OTHER_LEVELS = ("county", "country")  # which take a county and a country of their own beside a province
BY_LEVEL = ("start", "counties", *OF_OTHER_LEVELS, "page")
OF_CHINA = ("counties-data", "counties-lost", "counties-kept", "county-peers-shares")  # the same for every place
OF_NO_PROVINCE = (*OF_OTHER_LEVELS, *OF_CHINA[1:])  # and stand before the learner's own file


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Names that the chapter's cells leave, and the faults of the figures they drew, for a province."""
    monkeypatch.chdir(tmp_path)

    def run(edition, code, without=()):
        faults, names = [], {}

        def inspect(figure):
            faults.extend([*small_texts(figure), *cut_off(figure)])

        sources = [cell.source for cell in code_cells(read_chapter(STEM, edition)) if not cell.id.startswith(without)]
        assert sum(CHOICE in source for source in sources) == 1, "the place is chosen in one cell"
        with contextlib.redirect_stdout(io.StringIO()) as said, without_pictures(inspect):
            for source in sources:
                exec(source.replace(CHOICE, CHOICE.replace("230000", code)), names)
        return names, faults, said.getvalue()

    return run


def holds(names, code):
    shares = hl.load("province_annual").set_index(["province_code", "year"])["urban_share_pct"]
    assert names["one"]["province_code"].unique().tolist() == [code]
    assert names["series"].to_dict() == shares[code].loc[2011:].to_dict()
    assert code in names["near"]["province_code"].to_list() and 4 <= len(names["near"]) <= 7
    known = names["known"]["area_code"].to_list()
    assert known[0] == "CHN" and known == list(dict.fromkeys(known)) and {code, "410000"} <= {*known}
    assert names["errors"]["error_2024_points"].notna().all()


@pytest.mark.parametrize("edition", ["zh", "en"])
@pytest.mark.parametrize("code", HANDFUL)
def test_the_chapter_runs_for_a_handful_of_provinces_and_nothing_is_cut(run, edition, code):
    names, faults, _ = run(edition, code)
    holds(names, code)
    assert not faults


@pytest.mark.slow
@pytest.mark.parametrize("code", [code for code in CODES if code not in HANDFUL])
def test_the_chapter_runs_for_every_province_and_nothing_is_cut(run, code):
    names, faults, _ = run("en", code, OF_NO_PROVINCE)
    holds(names, code)
    assert not faults


def chosen():
    """Twenty places of all levels, the same each time."""
    draw, known = random.Random(7), hl.load("china_place")
    levels = {"province": 2, "prefecture": 4, "county": 9, "zone": 2}
    codes = [
        code
        for level, count in levels.items()
        for code in draw.sample(known.query("level == @level")["place_code"].tolist(), count)
    ]
    return [
        *codes,
        *draw.sample(hl.load("world_urban_share").query("area_type != 'aggregate'")["area_code"].unique().tolist(), 3),
    ]


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_the_cells_that_go_by_level_run_for_twenty_places_and_say_what_is_theirs(edition):
    cells = {cell.id: cell.source for cell in code_cells(read_chapter(STEM, edition)) if cell.id.startswith(BY_LEVEL)}
    units = hl.load("china_place").query("level == 'county' and comparison == 'comparable'").fillna("")
    seen, of_china = {part: set() for part in OF_OTHER_LEVELS}, {}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for key in ("start", *OF_CHINA):
            exec(cells[key], of_china)
    assert said.getvalue().split()[:3] == ["2509", "1435", "1079"]
    for code in chosen():
        names, found = {**of_china}, hl.place(code)
        with contextlib.redirect_stdout(io.StringIO()), without_pictures():
            for key in [key for key in cells if key not in OF_CHINA]:
                part = key.partition("-")[0]
                if names.get(part) not in seen.get(part, ()):  # Yuzhou and France stand for whoever chose no county or country
                    exec(cells[key].replace(CHOICE, CHOICE.replace("230000", code)), names)
                if key == "counties":
                    marked = names["here"].index.tolist()
        for part in seen:
            seen[part].add(names[part])
        assert names["place"] == found
        wanted = {"county": names["county"], "country": names["country"]}.get(found.level, found)
        assert wanted == found and names["province"] == (found.province or "230000")
        assert str(hl.place_page(code)).startswith("## ")
        inside = units[units[["place_code", "prefecture_code", "province_code"]].eq(str(found)).any(axis=1)]
        assert marked == inside["place_code"].tolist()
        if found.level == "county":
            assert names["here"]["place_code"].tolist() == marked


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"year,urban share\n1990,20\n2000,\n2001,40\n", b"year,urban share\nx,y\n"])
def test_any_file_of_the_learner_leaves_the_chapter_running(run, tmp_path, content):
    (tmp_path / "my-place.csv").write_bytes(content)
    names, faults, said = run("en", "230000", OF_NO_PROVINCE)
    assert not faults and (tmp_path / "my-place.csv").read_bytes() == content
    assert "left alone" in said and len(names["table"]) == (3 if content.startswith(b"year,urban share\n1") else 0)


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_the_file_of_exercise_7h_is_read_as_its_answer_says(edition, tmp_path):
    text = next(cell.source for cell in read_chapter(STEM, edition).cells if cell.id == "exercise-7h-text")
    whole = text.split("```")[1].strip()
    header, first, confirmed, unconfirmed = whole.splitlines()
    file = tmp_path / "county.csv"
    file.write_text(whole, encoding="utf-8")
    read = hl.read_own(file)
    assert len(read.attrs["problems"]) == 1 and len(read.attrs["notes"]) == 1 and not len(read)
    assert "0.55" in read.attrs["problems"][0]
    file.write_text("\n".join([header, first, confirmed]), encoding="utf-8")
    assert hl.read_own(file)["urban_share_pct"].tolist() == [52, 54]
    assert unconfirmed.count(",,") == 1
