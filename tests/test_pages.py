"""Decks and handouts: whole, self-contained, in their language, and built by the slide types of the cells."""

import base64
import functools
import io
import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont

from henan_lib import cli, session, words
from henan_lib.exercises.items import quiz_questions
from henan_lib.publish import pages

from .notebooks.chapters import STEMS, code_cells, read_chapter, without_comments

EVERY = [(stem, edition) for stem in STEMS for edition in session.LANGUAGES]
CHINESE = re.compile("[\u3400-\u9fff]")
ONE = STEMS[1]


@pytest.fixture(scope="module")
def page(written):
    """A written page as a tree of elements, to be read only."""
    return functools.cache(lambda *which: BeautifulSoup(written(*which).read_text(encoding="utf-8"), "html.parser"))


def pictures(cells):
    return [output for cell in cells for output in cell.outputs if "image/png" in output.get("data", {})]


@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_a_deck_has_12_to_22_slides_and_code_only_where_it_makes_the_point(page, stem, edition):
    cells = read_chapter(stem, edition).cells
    types = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in cells]
    assert types[0] == "slide" and set(types) <= {"slide", "skip", None}
    deck = page("slides", edition, stem)
    assert 12 <= len(deck.select(".slides > section")) <= 22
    chosen = [cell.source for cell in cells if pages.ON_SLIDE in cell.metadata.get("tags", [])]
    assert [code.get_text() for code in deck.select("pre.code")] == chosen != []
    assert all(sum(bool(line.strip()) for line in without_comments(source).splitlines()) <= 6 for source in chosen)
    shown = deck.select_one(".slides").get_text()
    others = [cell.source for cell in code_cells(read_chapter(stem, edition)) if cell.source not in chosen]
    assert not [source for source in others if len(source) > 40 and source in shown]
    filled = "img, [id^=result-], [id^=explorer-]"  # scripts fill the places of polls and explorers
    assert all(slide.get_text(strip=True) or slide.select_one(filled) for slide in deck.select(".slides > section"))


@pytest.mark.parametrize("kind", ["slides", "handout"])
@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_a_page_is_whole_in_its_language_and_names_nothing_outside(page, kind, stem, edition):
    tree = page(kind, edition, stem)
    assert tree.html["lang"] == edition
    assert tree.title.string in read_chapter(stem, edition).cells[0].source
    addresses = [tag.get("src") or tag.get("href") for tag in tree.select("[src], [href]")]
    assert all(address.startswith(("data:", "#")) for address in addresses)
    styles = " ".join(style.string for style in tree.select("style"))
    assert set(re.findall(r"url\(\s*[\"']?([a-z:]{5})", styles)) <= {"data:"} and "@import" not in styles
    assert not tree.select("link, iframe, object") and not re.search("require|jquery|mathjax|mermaid", str(tree.head), re.I)
    prose = [text for text in tree.find_all(string=True) if not text.find_parent(["script", "style", "code", "pre"])]
    assert "$" not in "".join(prose)


@pytest.mark.parametrize("kind", ["slides", "handout"])
@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_pictures_carry_the_alt_texts_of_the_notebook(page, kind, stem, edition):
    cells = code_cells(read_chapter(stem, edition))
    if kind == "slides":
        cells = [cell for cell in cells if cell.metadata.get("slideshow", {}).get("slide_type") != "skip"]
        live = [pages.EXPLORER.fullmatch(cell.source.strip()) for cell in cells]
        places = [place["id"] for place in page(kind, edition, stem).select("[id^=explorer-]")]
        assert places == [f"explorer-{found[1]}" for found in live if found]
        cells = [cell for cell, found in zip(cells, live) if not found]
    wanted = [output.metadata["image/png"]["alt"] for output in pictures(cells)]
    images = page(kind, edition, stem).select("img")
    assert [image["alt"] for image in images if "picture" in image["class"]] == wanted and wanted
    assert all(image["alt"] for image in images)


@pytest.mark.parametrize("kind", ["slides", "handout"])
@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_the_embedded_font_draws_every_chinese_character_of_the_page(page, kind, stem, edition):
    tree = page(kind, edition, stem)
    font = re.search(r"base64,([A-Za-z0-9+/=]+)\) format", tree.style.string)[1]
    drawn = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
    assert {character for character in tree.get_text() if CHINESE.match(character)} <= {chr(code) for code in drawn}


@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_a_handout_holds_code_quiz_and_room_to_write(page, stem, edition):
    tree, cells = page("handout", edition, stem), code_cells(read_chapter(stem, edition))
    checks = [cell for cell in cells if "hl.check(" in cell.source]
    assert len(tree.select(".lines")) == len(checks)
    text = tree.get_text()
    assert [cell.id for cell in cells if cell.source not in text] == [cell.id for cell in checks]
    asked = [re.search(r'hl\.quiz\("(.+)"\)', cell.source)[1] for cell in cells if "hl.quiz(" in cell.source]
    assert asked and len(tree.select(".questions")) == len(asked)
    for quiz, questions in zip(asked, tree.select(".questions")):
        printed = questions.get_text()
        for question in quiz_questions(quiz):
            assert question["question"][edition] in printed
            assert all(option[edition] in printed for option in question["options"])


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_prose_of_a_section_goes_to_the_speaker_and_its_keep_sentence_stays(edition):
    read, doubt, keep = (f"**{words.terms('message')[key][edition]}** text of {key}" for key in ("read_it", "doubt_it", "keep"))
    parts = pages.slide_parts(f"{read}\n\n{doubt}\n\n{keep}", edition=edition)
    assert parts == {"shown": [keep], "notes": f"{read}\n\n{doubt}"}


def test_a_cell_without_the_rhythm_is_shown_from_its_first_heading_on():
    assert pages.slide_parts("Only text.", edition="en") == {"shown": ["Only text."], "notes": ""}
    assert pages.slide_parts("Before.\n\n## Keys\n\n- one", edition="en") == {"shown": ["## Keys\n\n- one"], "notes": "Before."}
    assert pages.slide_parts("### Task · must · 8 min\nDo it.", edition="en") == {
        "shown": ["### Task\n\nDo it."],
        "notes": "must · 8 min",
    }


def test_prose_above_a_picture_goes_to_the_speaker(page):
    assert pages.slide_parts("## Try it\n\nPress play.", True, edition="en") == {"shown": ["## Try it"], "notes": "Press play."}
    slide = next(slide for slide in page("slides", "en", ONE).select("section:has(> h2)") if "Try it" in slide.h2.get_text())
    assert [tag.name for tag in slide.find_all(recursive=False)] == ["h2", "p", "aside", "div"]
    assert slide.p["class"] == ["lead"]


def test_headings_of_level_two_part_slides_and_one_with_nothing_below_is_left_to_the_next_cell():
    discuss, points = "## Discuss\n\n1. Why?", "## Key points\n\n- one"
    assert pages.slide_parts(f"{discuss}\n\n{points}", edition="en")["shown"] == [discuss, points]
    assert pages.slide_parts(f"{discuss}\n\n## The claims, checked", edition="en")["shown"] == [discuss]
    assert pages.slide_parts("## Quiz · must · 10 min", edition="en")["shown"] == ["## Quiz"]
    assert pages.slide_parts("**Doubt it.** Text.\n\n## The next\n\nIts text.", edition="en")["shown"] == [""]


def test_formulas_are_drawn_with_their_tex_as_alt_text():
    drawn = pages.formulas("before $u < 1$ and\n\n$$u = \\frac{S}{1 + e^{-k}}$$\n\nand `a $ b $ c`")
    assert 'class="formula inline" alt="u &lt; 1"' in drawn and 'class="formula block" alt="u = \\frac{S}{1 + e^{-k}}"' in drawn
    assert drawn.endswith("and `a $ b $ c`") and drawn.count("data:image/svg+xml;base64,") == 2


def test_vendored_reveal_js_keeps_its_licence():
    folder = pages.TEMPLATES / "henan" / "reveal"
    assert "Permission is hereby granted" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert "MIT licensed" in (folder / "reveal.js").read_text(encoding="utf-8")[:200]


@pytest.mark.chapters
def test_commands_write_pages_and_say_what_they_cannot(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(pages, "find_browser", lambda: None)
    for command in ("slides", "handout"):
        assert cli.main([command, "--edition", "zh", "--chapter", "1", "--out", str(tmp_path / command)]) == 0
        said = capsys.readouterr()
        assert [Path(line).name for line in said.out.split()] == [f"{ONE}.zh.{command}.html"]
        assert ("没有PDF" in said.err) == (command == "handout")
        assert len(list((tmp_path / command).iterdir())) == 1
    assert cli.main(["slides", "--edition", "en", "--chapter", "9", "--out", str(tmp_path)]) == 1
    assert "no chapter 9" in capsys.readouterr().err
    monkeypatch.setattr(pages, "chapters", lambda edition: [])
    assert cli.main(["handout", "--edition", "en", "--out", str(tmp_path)]) == 1
    assert "clone of the course" in capsys.readouterr().err


def test_an_installed_browser_is_found_by_name_or_by_place(monkeypatch, tmp_path):
    monkeypatch.setattr(pages.shutil, "which", lambda name: f"bin/{name}" if name == "microsoft-edge" else None)
    assert pages.find_browser() == "bin/microsoft-edge"
    monkeypatch.setattr(pages.shutil, "which", lambda name: None)
    monkeypatch.setattr(pages, "INSTALLED_BROWSERS", {str(tmp_path): ("Edge/msedge.exe",)})
    assert pages.find_browser() is None
    (tmp_path / "Edge").mkdir()
    (tmp_path / "Edge" / "msedge.exe").touch()
    assert pages.find_browser() == str(tmp_path / "Edge" / "msedge.exe")


@pytest.mark.parametrize("fault", [OSError, lambda: subprocess.TimeoutExpired("chrome", 1), None])
def test_a_browser_that_fails_leaves_no_pdf_not_even_an_old_one(monkeypatch, tmp_path, fault):
    def run(*arguments, **settings):
        if fault:
            raise fault()

    monkeypatch.setattr(pages, "find_browser", lambda: "chrome")
    monkeypatch.setattr(pages.subprocess, "run", run)
    (tmp_path / "a.pdf").write_bytes(b"old")
    assert pages.print_pdf(tmp_path / "a.html") is None
    assert not (tmp_path / "a.pdf").exists()


FILLED = re.compile(r"getElementById\('((?:explorer|prediction|result)-[\w-]+)'\)")


@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_each_poll_has_its_result_on_the_next_slide_and_scripts_fill_places_that_are_there(page, written, stem, edition):
    deck = page("slides", edition, stem)
    cells = [cell for cell in code_cells(read_chapter(stem, edition)) if cell.id.startswith("guess-")]
    asked = [cell.id[6:] for cell in cells if cell.metadata.get("slideshow", {}).get("slide_type") != "skip"]
    assert [place["id"] for place in deck.select("[id^=prediction-]")] == [f"prediction-{one}" for one in asked]
    for one in asked:
        slides = [deck.select_one(f"#{place}-{one}").find_parent("section") for place in ("prediction", "result")]
        assert slides[0].find_next_sibling("section") is slides[1], one
    places = FILLED.findall(written("slides", edition, stem).read_text(encoding="utf-8"))
    assert all(deck.find(id=place) for place in places) and (places or stem == STEMS[0])


@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_a_handout_asks_each_prediction_with_a_line_to_write_on(page, stem, edition):
    asked = [cell for cell in code_cells(read_chapter(stem, edition)) if "hl.predict(" in cell.source]
    lines = page("handout", edition, stem).select(".guess")
    assert len(lines) == len(asked) and all("____" in line.get_text() for line in lines)
