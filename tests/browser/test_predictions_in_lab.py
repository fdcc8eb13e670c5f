"""Predictions in JupyterLab, each kind in each way, in both languages: a guess reaches the kernel, the file and the figure."""

import json

import pytest

import henan_lib as hl
from henan_lib import session
from henan_lib.exercises import guesses, predictions

from . import lab
from .test_predictions import KINDS, TILES, WAYS, answered, guess, press

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_in_jupyterlab_a_guess_reaches_the_kernel_the_file_and_the_figure(edition, tmp_path, monkeypatch):
    monkeypatch.setenv("HENAN_COURSE", str(tmp_path / "course"))
    hl.start(edition)
    ids = [*KINDS.values(), TILES]
    sources = [
        f'import matplotlib.pyplot as plt\nimport henan_lib as hl\nhl.start("{edition}")',
        *(f'hl.predict("{one}")' for one in ids),
        "hl.predictions()",
        'shares = hl.load("world_urban_share").query("area_code == \'FRA\'")\nfig, axes = plt.subplots(1, 2)\n'
        'axes[0].plot(shares["year"], shares["urban_share_pct"])\nhl.show(fig, "world-stages", data=shares)',
    ]
    path = tmp_path / "predict.ipynb"
    lab.write_notebook(path, sources)
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    with lab.jupyterlab(tmp_path, edition, path) as address, playwright.sync_playwright() as running:
        page, outside = lab.open_page(running, size=(1366, 768), has_touch=True)
        lab.open_notebook(page, address(path.name), len(sources))
        assert lab.restart_and_run_all(page, len(sources))["faults"] == 0
        cells = page.locator(".jp-Notebook .jp-Cell")
        for way in WAYS:
            for place, kind in enumerate(KINDS, start=1):
                root = cells.nth(place).locator(".henan-prediction")
                if again := root.locator("[data-act=again]").all():
                    press(page, again[0], way)
                    root.locator("[data-act=keep]").wait_for()
                guess(page, root, kind, way)
                root.locator("[data-act=again]").wait_for()
                cells.nth(place).screenshot(path=lab.SHOTS / f"lab-predict-{kind}-{way}-{edition}.png")
                assert page.locator(".jp-Notebook .jp-Cell").count() == len(sources), "a key was taken for a command"
            page.wait_for_timeout(1000)
            kept = json.loads((tmp_path / "course" / "progress.json").read_text(encoding="utf-8"))
            for place, prediction_id in enumerate(KINDS.values(), start=1):
                found = kept[guesses.key(prediction_id)]["guess"]
                assert guesses.fits(prediction_id, found)
                assert answered(prediction_id, found) in cells.nth(place).locator(".said").inner_text(), (way, prediction_id)
        assert lab.restart_and_run_all(page, len(sources))["faults"] == 0
        assert page.locator(".henan-prediction [data-act=again]").count() == len(KINDS)
        table = cells.nth(len(ids) + 1)
        assert guesses.entry("france-1950")["ask"][edition] in table.inner_text()
        table.screenshot(path=lab.SHOTS / f"lab-predictions-{edition}.png")
        cells.last.screenshot(path=lab.SHOTS / f"lab-predict-figure-{edition}.png")
        assert outside == []
    assert predictions.question("france-1950")["lang"] == edition
