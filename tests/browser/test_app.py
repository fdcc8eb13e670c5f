"""A teacher shows the explorers alone: a page opens, answers, asks nothing outside, and leaves no kernel behind."""

import contextlib
import importlib.util
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from henan_lib import app, language

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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pages = app.write_pages(edition, folder / "app")
    options = ("--no-browser", "--Voila.ip=127.0.0.1", f"--port={port}", "--Voila.port_retries=0")
    line, environment = app.command(pages, *options)
    with open(folder / "voila.log", "wb") as log:
        server = subprocess.Popen(
            line, stdout=log, stderr=log, env=environment | {"JUPYTER_CONFIG_DIR": str(folder / "config")}
        )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(base, timeout=1)
                break
            assert server.poll() is None, (folder / "voila.log").read_text(encoding="utf-8")
            time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait(20)


def alive(base, kernel):
    try:
        return urllib.request.urlopen(f"{base}/api/kernels/{kernel}", timeout=5).status == 200
    except urllib.error.HTTPError as answer:
        assert answer.code == 404
        return False


@pytest.mark.parametrize("edition", language.LANGUAGES)
def test_a_page_opens_answers_and_leaves_no_kernel(edition, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "IDLE_SECONDS", 3)
    monkeypatch.setattr(app, "LOOK_EVERY_SECONDS", 1)
    before_test = language.current()
    language.use(edition)
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    with voila(tmp_path, edition) as base, playwright.sync_playwright() as running:
        page, outside = lab.open_page(running, (1280, 720))
        page.goto(base)
        assert page.inner_text("h1") == language.label("explorers")
        page.screenshot(path=lab.SHOTS / f"app-index-{edition}.png")
        page.click(f'a[href$="{CHAPTER}"]')
        picture, caption = page.locator("img").first, page.locator("[role=status]").first
        caption.wait_for(timeout=60_000)
        page.wait_for_function("() => document.images.length && [...document.images].every(image => image.naturalWidth)")
        page.wait_for_timeout(6_000)

        before, sentence = picture.screenshot(), caption.inner_text()
        handle = page.locator(".noUi-handle").first
        handle.focus()
        for _ in range(25):
            handle.press("ArrowRight")
        page.wait_for_function("() => document.querySelector('[role=status]').innerText.includes('1975')")
        page.wait_for_timeout(500)
        assert caption.inner_text() != sentence and picture.screenshot() != before
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
    language.use(before_test)
