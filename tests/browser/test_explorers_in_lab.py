"""The explorers in JupyterLab: by keyboard, in light and dark, two of one kind, and when the kernel is gone."""

import pytest

from henan_lib import session

from . import lab
from .test_explorers import CLICKS, DRAGS, drag

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]
HEIGHT = "cell => cell.querySelector('.henan-explorer').getBoundingClientRect().height"
STATE = "cell => structuredClone(cell.querySelector('.henan-explorer').explorer.state)"
PART = "(root, part) => root.explorer.state[part]"
BEYOND = "cell => { const area = cell.querySelector('.jp-OutputArea-output'); return area.scrollWidth - area.clientWidth; }"


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_every_explorer_fits_answers_and_outlives_its_kernel(edition, tmp_path):
    path, names = lab.explorer_notebook(
        tmp_path, edition, "second = hl.explore.stages(year=2000)\nsecond", "print(second.state)"
    )
    cells = len(names) + 3
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    with lab.jupyterlab(tmp_path, edition, path) as address, playwright.sync_playwright() as running:
        page, outside = lab.open_page(running, size=(1366, 768))
        lab.open_notebook(page, address(path.name), cells)
        assert lab.restart_and_run_all(page, cells)["faults"] == 0
        room = page.locator(".jp-WindowedPanel-outer").first.bounding_box()["height"]
        every = page.locator(".jp-Notebook .jp-Cell")
        for place, name in enumerate(names, start=1):
            cell = every.nth(place)
            cell.locator(".henan-explorer").scroll_into_view_if_needed()
            assert cell.evaluate(BEYOND) <= 0 and cell.evaluate(HEIGHT) <= room, (name, cell.evaluate(HEIGHT), room)
            cell.screenshot(path=lab.SHOTS / f"lab-{name}-{edition}.png")
            first = cell.evaluate(STATE)
            for part in cell.locator(".choices label :is(input, select)").all():
                before = cell.evaluate(STATE)
                ends = part.evaluate("part => [part.type, part.value === part.max]")
                slide = "ArrowLeft" if ends[1] else "ArrowRight"
                if ends[0] == "text":
                    part.fill("zhengzhou")
                part.press({"search": "a", "range": slide, "text": "Enter"}.get(ends[0], "ArrowDown"))
                assert cell.evaluate(STATE) != before, (name, ends)
            cell.locator("[data-act=reset]").click()
            page.wait_for_timeout(150)
            assert cell.evaluate(STATE) == first, name
        for name, part, mark, *way in (*DRAGS, *CLICKS):
            root = every.nth(1 + names.index(name)).locator(".henan-explorer")
            root.scroll_into_view_if_needed()
            before = root.evaluate(PART, part)
            if len(way) == 2:
                drag(page, root, mark, *way)
            else:
                root.locator(f".{mark} > *").nth(*way).click(force=True)
                page.wait_for_timeout(100)
            assert root.evaluate(PART, part) != before, (name, mark)
            root.locator("[data-act=reset]").click()
            page.wait_for_timeout(150)
        one, other = (every.nth(place).locator(".henan-explorer") for place in (1 + names.index("stages"), len(names) + 1))
        year = one.locator("input[type=range]").first
        for _ in range(25):
            year.press("ArrowRight")
        assert one.locator("[role=status]").inner_text().startswith("1975")
        assert other.locator("[role=status]").inner_text().startswith("2000")
        other.locator("input[type=range]").first.press("ArrowRight")
        page.wait_for_timeout(1500)
        every.nth(len(names) + 2).click()
        page.keyboard.press("Shift+Enter")
        page.get_by_text("'year': 2001").first.wait_for()

        page.evaluate("() => { window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'}); }")
        page.wait_for_timeout(1500)
        one.screenshot(path=lab.SHOTS / f"lab-dark-{edition}.png")
        colours = one.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e.querySelector('.scene')).backgroundColor]")
        assert colours[0] != "rgb(34, 34, 34)" and colours[1] == "rgb(255, 255, 255)"

        page.evaluate("() => { window.jupyterapp.commands.execute('kernelmenu:shutdown'); }")
        page.wait_for_timeout(1500)
        for _ in range(10):
            year.press("ArrowRight")
        assert one.locator("[role=status]").inner_text().startswith("1985")
        assert outside == []
