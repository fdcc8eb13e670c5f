"""Pages of the web: what they are made of, and what stops their making, in one sentence that names it."""

import json
import re
import shutil

import nbformat
import pytest
from bs4 import BeautifulSoup

import henan_lib as hl
from henan_lib import cli, session, words
from henan_lib.exercises.guesses import entries
from henan_lib.exercises.items import exercises
from henan_lib.figures.catalogue import catalogue_entry
from henan_lib.publish.web import article, live, rooms, share, site
from henan_lib.publish.web.article import SiteProblem

from .notebooks.chapters import NOTEBOOKS, STEMS

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
CHINESE = re.compile("[\u3400-\u9fff]")


def markdown(source, cell="a"):
    return nbformat.v4.new_markdown_cell(source, id=cell)


def code(source, *outputs, cell="b", count=1):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), execution_count=count, id=cell)


def shown(data, **metadata):
    return nbformat.v4.new_output("display_data", data, metadata=metadata)


def made(*cells, edition="en", alone=False):
    """An article of cells under a title."""
    words.use(edition)
    notebook = nbformat.v4.new_notebook(cells=[markdown("# Title", "title"), *cells])
    return article.article(notebook, "09_x", edition, lambda name, png: f"figures/{name}.png", alone=alone)


def prose(*cells, **how):
    return BeautifulSoup("".join(block.get("prose", "") for block in made(*cells, **how).blocks), "html.parser")


def said(raised, edition, *named):
    """The one sentence of a refusal, in its language, with what it names."""
    sentence = str(raised.value)
    assert "\n" not in sentence and all(name in sentence for name in named), sentence
    assert bool(CHINESE.search(sentence)) == (edition == "zh")


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_notebook_that_was_not_run_is_refused(edition, tmp_path):
    words.use(edition)
    notebook = nbformat.v4.new_notebook(cells=[markdown("# A"), code("x = 1", cell="late", count=None)])
    path = tmp_path / "01_a.ipynb"
    nbformat.write(notebook, path)
    with pytest.raises(SiteProblem) as raised:
        article.read(path)
    said(raised, edition, "01_a.ipynb", "late")


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("about", [{}, {"image/png": {"alt": ""}}])
def test_a_picture_without_alt_text_is_refused(edition, about):
    with pytest.raises(SiteProblem) as raised:
        made(code("draw()", shown({"image/png": PNG}, **about), cell="bare"), edition=edition)
    said(raised, edition, "09_x#bare")


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_link_to_a_term_that_the_glossary_lacks_is_refused(edition):
    with pytest.raises(SiteProblem) as raised:
        made(markdown("[xyz](00_start_here.ipynb#cell-id=glossary)", "talk"), edition=edition)
    said(raised, edition, "xyz", "09_x#talk")


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("lacks", ["the chapter", "the cell"])
def test_a_chapter_without_its_twin_is_refused(edition, lacks, tmp_path, monkeypatch):
    words.use(edition)
    for language in session.LANGUAGES:
        cells = [markdown("# A", "title"), markdown("b", "only")]
        (tmp_path / language).mkdir()
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / language / "01_a.ipynb")
    monkeypatch.setattr(site, "chapters", lambda language: sorted((tmp_path / language).glob("*.ipynb")))
    site.check_twins()
    twin = tmp_path / "zh" / "01_a.ipynb"
    if lacks == "the chapter":
        twin.unlink()
    else:
        nbformat.write(nbformat.v4.new_notebook(cells=cells[:1]), twin)
    with pytest.raises(SiteProblem) as raised:
        site.check_twins()
    said(raised, edition, "en/01_a" if lacks == "the chapter" else "en/01_a#only", "notebooks/zh")


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("address", ["gone.html", "there.html#gone", "#gone", "figures/gone.png"])
def test_a_link_that_leads_nowhere_is_refused(edition, address, tmp_path):
    words.use(edition)
    page, there = tmp_path / "here.html", tmp_path / "there.html"
    there.write_text('<p id="x">', encoding="utf-8")
    page.write_text('<a href="there.html#x" id="y"></a><a href="#y"></a><a href="mailto:a@b"></a>', encoding="utf-8")
    site.check_links(tmp_path, [page, there])
    tag = f'<img src="{address}">' if address.endswith("png") else f'<a href="{address}">'
    page.write_text(tag, encoding="utf-8")
    with pytest.raises(SiteProblem) as raised:
        site.check_links(tmp_path, [page, there])
    said(raised, edition, "here.html", address)


@pytest.mark.thorough
@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_file_too_large_to_send_is_refused(edition, tmp_path, monkeypatch):
    monkeypatch.setattr(share, "MOST_BYTES", 1000)
    with pytest.raises(SiteProblem) as raised:
        share.share(edition, 0, tmp_path)
    said(raised, edition, f"{STEMS[0]}.{edition}.html")
    assert not list(tmp_path.iterdir())


def test_on_the_command_line_a_refusal_is_one_sentence(tmp_path, capsys):
    assert cli.main(["share", "9", "--edition", "en", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == words.message("no_chapter", edition="en", chapter=9) + "\n"


def test_text_of_a_notebook_never_becomes_markup():
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n<div onclick='x()'>y</div>\n\n[a](javascript:alert(1))"
    tree = prose(markdown(f"## {hostile}\n\n{hostile}"))
    assert not tree.select("script, img, div, [onclick], [onerror]")
    assert not [link for link in tree.select("a") if link["href"].startswith("javascript")]
    assert "<script>alert(1)</script>" in tree.get_text()
    outputs = [
        shown({"text/plain": "<script>x()</script>"}),
        shown({"text/markdown": "<script>x()</script>"}),
        shown({"text/html": "<table onclick='x()'><tr><td><script>x()</script><b onmouseover='x()'>1</b></td></tr></table>"}),
        nbformat.v4.new_output("stream", text="<script>x()</script>"),
    ]
    block = made(code("say()", *outputs)).blocks[-1]
    tree = BeautifulSoup("".join(block["outputs"]), "html.parser")
    assert not tree.select("script, b, [onclick], [onmouseover]") and tree.td.get_text() == "1"
    assert tree.get_text().count("<script>") == 3


def test_text_of_tables_never_becomes_markup(monkeypatch):
    hl.start("en")
    hostile = '</script><script>alert(1)</script>"><img src=x>'
    monkeypatch.setitem(exercises()["1d"]["right"], "en", hostile)
    block = {"id": "x", "codes": [], "outputs": [], "live": live.found_in('hl.check("1d", answer)'), "figure": None}
    template = rooms.environment().get_template("live.html.j2").module
    tree = BeautifulSoup(str(template.check(block["live"], block)), "html.parser")
    assert hostile in tree.get_text() and not tree.select("img")
    assert [script["type"] for script in tree.select("script")] == ["application/json"]
    monkeypatch.setitem(entries()["france-1950"]["ask"], "en", hostile)
    block["live"] = live.found_in('hl.predict("france-1950")')
    tree = BeautifulSoup(str(template.predict(block["live"], block)), "html.parser")
    assert hostile in tree.get_text() and not tree.select("img")
    assert json.loads(tree.select_one("script").string)["ask"] == hostile
    page = rooms.Edition("en", lambda name, png: name)
    page.page("search.html.j2", "search.html", hostile, headings=[])
    assert not [script for script in BeautifulSoup(page.pages["search.html"], "html.parser").select("script")
                if "alert" in script.text]  # fmt: skip


def test_links_of_a_chapter_lead_to_pages_terms_are_explained_and_alone_nothing_is_linked():
    source = "[later](02_b.ipynb), [there](02_b.ipynb#cell-id=x), [percentage points](00_start_here.ipynb#cell-id=glossary)"
    tree = prose(markdown(source))
    assert [link["href"] for link in tree.select("a")] == ["02_b.html", "02_b.html#x", "glossary.html#g_point"]
    term = tree.select_one(".term")
    assert term.a["aria-describedby"] == term.select_one("[role=tooltip]")["id"]
    assert term.select_one(".tip").get_text() == words.terms("glossary")["g_point"]["definition_en"]
    alone = prose(markdown(source), alone=True)
    assert not alone.select("[href]") and alone.select_one(".term a")["tabindex"] == "0"


def test_headings_are_anchors_and_minutes_stand_apart():
    headings = made(markdown("## One · must · 5 min\n\n### Two\n\ntext", "first")).headings[1:]
    assert [(one.level, one.words, one.aside, one.anchor) for one in headings] == [
        (2, "One", "must · 5 min", "first"),
        (3, "Two", "", "first-1"),
    ]


def test_a_formula_with_chinese_words_is_drawn_without_boxes(caplog):
    hl.start("zh")
    assert "<img" in str(prose(markdown(r"$\ln(\text{城镇}/\text{乡村})$"), edition="zh"))
    assert not [record for record in caplog.records if "glyph" in record.message]


@pytest.mark.parametrize("stem", STEMS)
def test_every_cell_of_a_chapter_has_its_anchor_and_every_figure_its_entry(stem):
    hl.start("en")
    notebook = article.read(NOTEBOOKS / "en" / f"{stem}.ipynb")
    found = article.article(notebook, stem, "en", lambda name, png: name)
    anchors = [block["id"] for block in found.blocks]
    anchors += [one["id"] for block in found.blocks for one in block.get("codes", []) if one["id"] != block["id"]]
    assert sorted(anchors) == sorted(cell.id for cell in notebook.cells)
    drawn = [cell for cell in notebook.cells if "hl.show(" in cell.source or "hl.explore." in cell.source]
    assert len(found.shown) == len(drawn)
    lives = re.compile(r"^hl\.(check|quiz|predict|predictions)\(", re.MULTILINE)
    asked = sum(bool(lives.search(cell.source)) for cell in notebook.cells if cell.cell_type == "code")
    assert len([block for block in found.blocks if block.get("live")]) == asked + len(found.explorers)


def test_what_answers_a_prediction_is_folded_up_to_the_next_prose():
    picture = shown({"image/png": PNG}, **{"image/png": {"alt": "x"}})
    found = made(
        code("before()", picture, cell="one"),
        code("setup()", cell="two"),
        code('hl.predict("france-1950")', cell="three"),
        code('hl.predict("korea-curve")', cell="four"),
        markdown("about the code", "aside"),
        code("first()", picture, cell="five"),
        code("second()", picture, cell="six"),
        markdown("prose", "seven"),
        code("third()", picture, cell="eight"),
        code('hl.predict("france-1950")', cell="nine"),
        markdown("## Another section", "ten"),
        code("fourth()", picture, cell="eleven"),
    )
    both = ["france-1950", "korea-curve"]
    assert [(block["id"], block["asked"]) for block in found.blocks if "codes" in block] == [
        ("one", []), ("two", []), ("three", []), ("four", []), ("five", both), ("six", both), ("eight", []), ("nine", []),
        ("eleven", []),
    ]  # fmt: skip
    blocks = rooms.environment().get_template("blocks.html.j2").module
    tree = BeautifulSoup(str(blocks.article(found, alone=False)), "html.parser")
    folded = tree.select("details.answer")
    assert [(part.parent["id"], part["data-of"], len(part.select("img"))) for part in folded] == [
        ("five", "france-1950 korea-curve", 1), ("six", "france-1950 korea-curve", 1),
    ]  # fmt: skip
    assert len(tree.select("img")) == 5
    asked = json.loads(tree.select_one("#prediction-korea-curve script").string)
    assert asked["id"] == "korea-curve" and len(asked["truth"]) == len(asked["years"])
    assert "____" in tree.select_one("#prediction-france-1950 .on-paper").get_text()


@pytest.mark.parametrize(("name", "given"), [("explorers.js", "henanExplorers"), ("predictions.js", "henanPredictions")])
def test_a_module_becomes_a_classic_script(name, given):
    script = live.classic(live.MODULES[name])
    assert not re.search(r"\bexport\b", script[-300:]) and not re.search(r"^(export|import)\b", script, re.MULTILINE)
    assert f"globalThis.{given}" in script


def test_vendored_scripts_keep_their_licences():
    for text in (rooms.TEMPLATES / "MINISEARCH-LICENSE", session.CLONE / "tests" / "browser" / "axe" / "LICENSE"):
        assert re.search("MIT License|Permission is hereby granted|Mozilla Public License", text.read_text(encoding="utf-8"))


def test_a_chapter_without_explorers_is_sent_without_vega(tmp_path):
    file = share.share("en", 0, tmp_path)
    page = file.read_text(encoding="utf-8")
    policy = BeautifulSoup(page, "html.parser").select_one("meta[http-equiv]")["content"]
    assert "unsafe-eval" not in policy and len(page) < 1_000_000 and "://" not in re.sub(r"<pre.*?</pre>", "", page, flags=re.S)


@pytest.mark.chapters
def test_each_figure_and_table_of_a_chapter_gets_what_its_page_links(tmp_path):
    site.draw("en", NOTEBOOKS / "en" / f"{STEMS[0]}.ipynb", tmp_path)
    found = article.article(article.read(NOTEBOOKS / "en" / f"{STEMS[0]}.ipynb"), STEMS[0], "en", lambda name, png: name)
    kinds = {key: catalogue_entry(key)["kind"] for key in found.shown}
    wanted = {f"{key}.csv" for key in kinds} | {
        f"{key}.{form}" for key in kinds if kinds[key] == "figure" for form in ("svg", "pdf")
    }
    written = {path.name: path.read_bytes() for path in (tmp_path / "en" / "figures").iterdir()}
    assert wanted <= set(written) and all(written[name] for name in wanted)
    assert written["first-plot.csv"].startswith(b"\xef\xbb\xbf") and b"Urban share (%)" in written["first-plot.csv"]


@pytest.mark.slow
def test_two_builds_have_equal_bytes(built, tmp_path):
    site.write_pages(tmp_path / "again")
    again = {path.relative_to(tmp_path): path for path in (tmp_path / "again").rglob("*") if path.is_file()}
    assert len(again) > 600
    assert sum(path.stat().st_size for path in again.values()) <= 30_000_000, "what the site weighs without vector pictures"
    for name, path in again.items():
        assert path.read_bytes() == (built / name.relative_to("again")).read_bytes(), name
    shutil.rmtree(tmp_path / "again")
