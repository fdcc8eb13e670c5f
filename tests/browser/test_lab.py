"""A learner opens a chapter in JupyterLab, runs it, and moves the explorer; nothing leaves the machine."""

import os
import secrets
import sys

import pytest

from ..notebooks.chapters import NOTEBOOKS, STEMS, code_cells, read
from . import lab

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]
CHAPTER = "01_concepts_and_global_stages.ipynb"


SEEN = ".jp-MainAreaWidget:not(.lm-mod-hidden)"
WIDER_THAN_THEIR_FRAME = f"""() => [...document.querySelectorAll('{SEEN} .jp-CodeCell .cm-scroller')].filter(
  code => code.scrollWidth > code.clientWidth + 1).map(code => code.innerText.slice(0, 60))"""
UNSAVED = "() => window.jupyterapp.shell.currentWidget.context.model.dirty"


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_links_lead_to_each_chapter_and_no_cell_has_a_scroll_bar_beside_the_file_browser_on_a_small_screen(edition, tmp_path):
    originals = [NOTEBOOKS / edition / f"{stem}.ipynb" for stem in STEMS]
    with lab.jupyterlab(tmp_path, edition, *originals) as address, playwright.sync_playwright() as running:
        page, _ = lab.open_page(running, size=(1280, 720))
        lab.open_notebook(page, address(originals[0].name), len(read(originals[0]).cells))
        for original in originals:
            if original != originals[0]:
                page.locator(f"{SEEN} .jp-Notebook a[href*='{original.stem}']").last.click()
            shown = [original.name, f"{SEEN} .jp-Cell", len(read(original).cells)]
            page.wait_for_function(
                """([name, cell, count]) => window.jupyterapp.shell.currentWidget?.context?.path === name
                  && document.querySelectorAll(cell).length === count""",
                arg=shown,
                timeout=60_000,
            )
            page.wait_for_selector(f"{SEEN} {lab.READY}", timeout=60_000)
            assert page.locator("#jp-left-stack .jp-FileBrowser").is_visible()
            assert page.locator(f"{SEEN} .jp-CodeCell .cm-scroller").count() == len(code_cells(read(original)))
            assert page.evaluate(WIDER_THAN_THEIR_FRAME) == [], original.name
            assert not page.evaluate(UNSAVED), original.name


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_chapter_runs_and_its_explorer_answers(edition, tmp_path):
    original = NOTEBOOKS / edition / CHAPTER
    chapter = read(original)
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    with lab.jupyterlab(tmp_path, edition, original) as address, playwright.sync_playwright() as running:
        page, outside = lab.open_page(running)
        lab.open_notebook(page, address(CHAPTER), len(chapter.cells))
        assert ("内核" in page.inner_text("#jp-MainMenu")) == (edition == "zh")
        state = lab.restart_and_run_all(page, len(code_cells(chapter)))
        assert state["faults"] == 0

        place = [cell.id for cell in chapter.cells].index("explorer")
        explorer = page.locator(".jp-Notebook .jp-Cell").nth(place)
        explorer.scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        lab.move_to_1975(page, explorer)
        explorer.screenshot(path=lab.SHOTS / f"explorer-{edition}.png")
        page.screenshot(path=lab.SHOTS / f"lab-{edition}.png")
        assert outside == []


def test_the_course_s_font_stands_by_for_chinese_in_jupyterlab(tmp_path):
    port, token = lab.free_port(), secrets.token_hex(16)
    base = f"http://127.0.0.1:{port}"
    run = [sys.executable, "-c", "from henan_lib.cli import main; main()"]
    options = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={token}"]
    command = [*run, "lab", "--edition", "zh", "--", *options]
    environment = os.environ | {"HENAN_COURSE": str(tmp_path / "my-course"), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    with lab.serving(command, f"{base}/api/status?token={token}", tmp_path / "lab.log", environment):
        with playwright.sync_playwright() as running:
            page, outside = lab.open_page(running)
            page.goto(f"{base}/lab?token={token}")
            page.wait_for_selector(".jp-Notebook, .jp-Launcher", timeout=60_000)
            font = "document.fonts.load('16px \"Henan Sans SC\"', '城')"
            loaded = page.evaluate(f"() => {font}.then(fonts => fonts.map(({{status}}) => status))")
            family = page.evaluate("() => getComputedStyle(document.querySelector('#main')).fontFamily")
            page.context.browser.close()
    assert loaded == ["loaded"] and "Henan Sans SC" in family and outside == []
