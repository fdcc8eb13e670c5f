"""A teacher shows the explorers alone: a page opens, answers, asks nothing outside, and leaves no kernel behind."""

import contextlib
import importlib.util
import time
import urllib.error
import urllib.request

import pytest

from henan_lib import session, words
from henan_lib.publish import app

from . import lab

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
    pytest.mark.skipif(importlib.util.find_spec("voila") is None, reason="Voilà is not installed"),
]
CHAPTER = "01_concepts_and_global_stages.ipynb"
KERNEL = "() => JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"


@contextlib.contextmanager
def voila(folder, edition):
    """Address of a Voilà that serves the explorers of an edition."""
    port = lab.free_port()
    pages = app.write_pages(edition, folder / "app")
    options = ("--no-browser", "--Voila.ip=127.0.0.1", f"--port={port}", "--Voila.port_retries=0")
    command, environment = app.command(pages, *options)
    base = f"http://127.0.0.1:{port}"
    with lab.serving(command, base, folder / "voila.log", environment | {"JUPYTER_CONFIG_DIR": str(folder / "config")}):
        yield base


def alive(base, kernel):
    try:
        return urllib.request.urlopen(f"{base}/api/kernels/{kernel}", timeout=5).status == 200
    except urllib.error.HTTPError as answer:
        assert answer.code == 404
        return False


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_page_opens_answers_and_leaves_no_kernel(edition, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "IDLE_SECONDS", 3)
    monkeypatch.setattr(app, "LOOK_EVERY_SECONDS", 1)
    words.use(edition)
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    with voila(tmp_path, edition) as base, playwright.sync_playwright() as running:
        page, outside = lab.open_page(running, (1280, 720))
        page.goto(base)
        assert page.inner_text("h1") == words.label("explorers")
        page.screenshot(path=lab.SHOTS / f"app-index-{edition}.png")
        page.click(f'a[href$="{CHAPTER}"]')
        page.locator("[role=status]").first.wait_for(timeout=60_000)
        page.wait_for_function("() => document.images.length && [...document.images].every(image => image.naturalWidth)")
        page.wait_for_timeout(6_000)

        lab.move_to_1975(page, page)
        page.screenshot(path=lab.SHOTS / f"app-{edition}.png")
        for part in page.locator("#rendered_cells :is(img, [role=status], button, input, select):visible").all():
            box = part.bounding_box()
            assert 0 <= box["x"] and box["x"] + box["width"] <= 1280 and box["y"] + box["height"] <= 720
        assert outside == []

        kernel = page.evaluate(KERNEL)
        assert alive(base, kernel)
        page.close(run_before_unload=False)
        deadline = time.time() + 30
        while alive(base, kernel):
            assert time.time() < deadline, "the kernel of a closed page is still there"
            time.sleep(0.5)
