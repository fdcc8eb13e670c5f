"""The page of the explorers: whole, in its language, in the order of the chapters, and asking nothing of other machines."""

import re

import pytest
from bs4 import BeautifulSoup

from henan_lib import cli, session, words
from henan_lib.explorers.view import NAMES
from henan_lib.publish import app


@pytest.mark.thorough
@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_the_page_holds_every_explorer_with_its_title_and_caption(edition, tmp_path, capsys):
    assert cli.main(["app", "--edition", edition, "--out", str(tmp_path / "out")]) == 0
    path = tmp_path / "out" / f"explorers.{edition}.html"
    assert capsys.readouterr().out.strip() == str(path)
    tree = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    words.use(edition)
    assert tree.html["lang"] == edition and tree.h1.get_text() == words.label("explorers") == tree.title.get_text()
    assert {head["id"] for head in tree.select("h2")} == set(NAMES) and tree.h2["id"] == "stages"
    assert [link["href"] for link in tree.select("ol a")] == [f"#{head['id']}" for head in tree.select("h2")]
    captions = [head.find_next("p").get_text() for head in tree.select("h2")]
    assert all(re.match(r"图\d-\d+ " if edition == "zh" else r"Figure \d-\d+ ", caption) for caption in captions)
    assert len(tree.select("noscript")) == len(NAMES) == len(tree.select("script")) - 1
    assert not tree.select("link, img, iframe, [src]") and "url(" not in tree.style.string


def test_without_a_folder_it_is_written_into_the_course_and_opened(monkeypatch, tmp_path):
    monkeypatch.setenv("HENAN_COURSE", str(tmp_path))
    opened = []
    monkeypatch.setattr(app.webbrowser, "open", opened.append)
    words.use("en")
    assert app.open_app("en") == tmp_path / "explorers.en.html"
    assert opened == [(tmp_path / "explorers.en.html").as_uri()]


def test_another_edition_than_the_sessions_leaves_the_session_as_it_was():
    words.use("zh")
    assert "Heilongjiang" in app.scripts(["province"], "en") and session.current() == "zh"
