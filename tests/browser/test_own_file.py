"""A learner chooses a file in the notebook: it is read, kept beside the notebook, and its text stays text."""

import pytest

from . import lab

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]
SHARES = "year,urban share,<img src=x onerror=window.hit=1>\n2020,55.43,x\n2021,56.45,y\n"


@pytest.mark.parametrize(("edition", "fine", "bad"), [("zh", "可用，2行", "第3行"), ("en", "in order, 2 rows", "row 3")])
def test_a_chosen_file_is_read_and_kept(edition, fine, bad, tmp_path):
    cells = [
        f'import henan_lib as hl\nhl.start("{edition}")',
        "mine = hl.read_own()\nmine",
        "hl.own_page(mine.table) if len(mine.table) else None",
    ]
    notebook = tmp_path / "own.ipynb"
    lab.write_notebook(notebook, cells)
    (tmp_path / "faulty.csv").write_text(SHARES.replace("56.45", "156.45"), encoding="utf-8")
    (tmp_path / "mine.csv").write_text(SHARES, encoding="utf-8")
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    with lab.jupyterlab(tmp_path, edition, notebook) as address, playwright.sync_playwright() as running:
        page, outside = lab.open_page(running)
        lab.open_notebook(page, address("own.ipynb"), len(cells))
        assert lab.restart_and_run_all(page, len(cells))["faults"] == 0
        control = page.locator(".jp-Notebook .jp-Cell").nth(1)
        for name, said in (("faulty.csv", bad), ("mine.csv", fine)):
            with page.expect_file_chooser() as chosen:
                control.locator("button.jupyter-widgets").click()
            chosen.value.set_files(tmp_path / name)
            control.get_by_text(said).wait_for()
        assert "<img src=x" in control.inner_text() and not page.evaluate("() => window.hit")
        page.locator(".jp-Notebook .jp-Cell").nth(2).click()
        page.keyboard.press("Shift+Enter")
        page.get_by_text("56.45").first.wait_for()
        page.screenshot(path=lab.SHOTS / f"own-file-{edition}.png")
        assert outside == []
    kept = tmp_path / "my-course"
    assert (kept / "mine.csv").read_text(encoding="utf-8") == SHARES and not (kept / "faulty.csv").exists()
