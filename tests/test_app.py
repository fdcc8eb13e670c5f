"""The pages of the explorers alone: written from the chapters, or one sentence why not."""

import json

import pytest

from henan_lib import cli, session, words
from henan_lib.publish import app


@pytest.fixture
def clone(tmp_path):
    """A clone with two chapters, of which the second has three explorers."""
    cells = [
        "hl.explore.stages(year=2018)",
        "explorer = hl.explore.stages()",
        "hl.explore.strategy()",
        "hl.explore.province(place)",
        "x = 1",
    ]
    for edition in session.LANGUAGES:
        folder = tmp_path / "notebooks" / edition
        folder.mkdir(parents=True)
        for name, sources in (("00_first.ipynb", []), ("01_second.ipynb", cells)):
            heading = {"cell_type": "markdown", "source": ["# One < two?\n", "\n", "more"]}
            code = [{"cell_type": "code", "source": [source]} for source in sources]
            (folder / name).write_text(json.dumps({"cells": [heading, *code]}), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_page_holds_a_chapters_explorers_and_nothing_else(clone, edition):
    words.use(edition)
    pages = app.write_pages(edition, clone / "app", clone)
    assert [page.name for page in pages.iterdir()] == ["01_second.ipynb"]
    cells = json.loads((pages / "01_second.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = [cell["source"] for cell in cells]
    assert sources[0] == "# One < two?" and f'hl.start("{edition}", size="projector")' in sources[1]
    assert sources[3::2] == ["hl.explore.stages(year=2018)", "hl.explore.strategy()", "hl.explore.province()"]
    assert all(text.startswith("**图" if edition == "zh" else "**Figure") for text in sources[2::2])
    listed = next((clone / "app" / "templates").rglob("chapters.html")).read_text(encoding="utf-8")
    assert "One &lt; two?" in listed and "01_second.ipynb" in listed and "00_first" not in listed


def test_what_stood_there_is_replaced(clone):
    pages = app.write_pages("en", clone / "app", clone)
    (pages / "09_old.ipynb").write_text("", encoding="utf-8")
    assert [page.name for page in app.write_pages("en", clone / "app", clone).iterdir()] == ["01_second.ipynb"]


def test_a_folder_without_the_course_is_said(tmp_path):
    with pytest.raises(FileNotFoundError):
        app.write_pages("en", tmp_path / "app", tmp_path)


@pytest.mark.parametrize(("edition", "words"), [("zh", "没有装Voilà"), ("en", "is not installed")])
def test_without_voila_one_sentence_says_what_to_do(monkeypatch, capsys, edition, words):
    monkeypatch.setattr(app.importlib.util, "find_spec", lambda name: None)
    assert cli.main(["app", "--edition", edition]) == 1
    said = capsys.readouterr().err
    assert words in said and "pip install" in said and said.count("\n") == 1


def test_the_template_asks_nothing_of_other_machines():
    for file in (app.TEMPLATES / "voila").rglob("*.*"):
        assert "//" not in file.read_text(encoding="utf-8").replace("{#", ""), file.name
