"""Every explorer in JupyterLab, by keyboard alone, on a small screen; nothing leaves the machine."""

import pytest

from henan_lib import session, words

from . import lab

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]
PARTS = "button, input, select, textarea, .noUi-target:not([disabled]) .noUi-handle"
FOCUS = """part => { part.blur(); const look = e => JSON.stringify([getComputedStyle(e), getComputedStyle(e.parentElement)].map(
  s => [s.outlineStyle, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor])); const before = look(part);
  part.focus({focusVisible: true}); return [document.activeElement === part, look(part) !== before, part.tabIndex]; }"""
EXCESS = """cell => { const area = cell.querySelector('.jp-OutputArea-output'); const box = cell.querySelector('.widget-vbox');
  return [area.scrollWidth - area.clientWidth, box.getBoundingClientRect().height]; }"""

PIXELS = """image => { const canvas = document.createElement('canvas'); canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight; canvas.getContext('2d').drawImage(image, 0, 0); return canvas.toDataURL(); }"""
WRITTEN = """([place, line]) => [...document.querySelectorAll('.jp-Notebook .jp-Cell')[place].querySelectorAll('input')]
  .some(input => input.value.startsWith(line))"""


def change(explorer):
    """Change the first control that is not a button, as the keyboard does."""
    handle, choice = explorer.locator(".noUi-handle"), explorer.locator("select")
    if handle.count():
        last = handle.first.evaluate("handle => handle.ariaValueNow === handle.ariaValueMax")
        handle.first.press("ArrowLeft" if last else "ArrowRight")
    elif choice.count():
        for key in ("Space", "ArrowDown", "Enter"):
            choice.first.press(key) if key == "Space" else explorer.page.keyboard.press(key)
    else:
        explorer.locator("input[type=text]").first.press_sequentially("a")


def settled(page, explorer, previous=None):
    """Caption and picture once they have stopped changing, and differ from the previous ones."""
    look = lambda: (explorer.locator("[role=status]").inner_text(), explorer.locator("img").first.evaluate(PIXELS))  # noqa: E731
    for _ in range(100):
        now = look()
        page.wait_for_timeout(80)
        if now == look() and now != previous:
            return now
    raise AssertionError(f"nothing changed: {now[0]}")


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_every_explorer_answers_the_keyboard_on_a_small_screen(edition, tmp_path):
    path, names = lab.explorer_notebook(tmp_path, edition)
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    with lab.jupyterlab(tmp_path, edition, path) as address, playwright.sync_playwright() as running:
        page, outside = lab.open_page(running, size=(1280, 720))
        lab.open_notebook(page, address(path.name), len(names) + 1)
        assert lab.restart_and_run_all(page, len(names) + 1)["faults"] == 0
        for place, name in enumerate(names, start=1):
            cell = page.locator(".jp-Notebook .jp-Cell").nth(place)
            explorer = cell.locator(".widget-vbox").first
            explorer.scroll_into_view_if_needed()
            first = settled(page, explorer)
            beyond, height = cell.evaluate(EXCESS)
            room = page.locator(".jp-WindowedPanel-outer").first.bounding_box()["height"]
            assert beyond <= 0 and height <= room, (name, beyond, height, room)
            for part in explorer.locator(PARTS).all():
                if part.is_visible() and part.is_enabled():
                    reached, seen, order = part.evaluate(FOCUS)
                    assert reached and seen and order >= 0, (name, part.evaluate("part => part.outerHTML.slice(0, 200)"))
            change(explorer)
            second = settled(page, explorer, first)
            assert second[1] != first[1], name
            explorer.screenshot(path=lab.SHOTS / f"explorer-{name}-{edition}.png")
            buttons = explorer.locator("button.jupyter-button:visible")
            code = buttons.filter(has_text=words.terms()["copy_state"][edition])
            code.press("Enter")
            page.wait_for_function(WRITTEN, arg=[place, f'hl.explore.view("{name}"'])
            buttons.filter(has_text=words.terms()["reset"][edition]).press("Enter")
            assert settled(page, explorer, second) == first, name
        assert outside == []


def test_a_fast_drag_ends_in_its_last_state_and_a_restart_breaks_nothing(tmp_path):
    path, names = lab.explorer_notebook(tmp_path, "en")
    place = 1 + names.index("stages")
    with lab.jupyterlab(tmp_path, "en", path) as address, playwright.sync_playwright() as running:
        page, _ = lab.open_page(running, size=(1280, 720))
        lab.open_notebook(page, address(path.name), len(names) + 1)
        lab.restart_and_run_all(page, len(names) + 1)
        explorer = page.locator(".jp-Notebook .jp-Cell").nth(place).locator(".widget-vbox").first
        handle = explorer.locator(".noUi-handle").first
        first = settled(page, explorer)
        handle.focus()
        for key in ["ArrowRight"] * 100 + ["ArrowLeft"] * 100:
            page.keyboard.press(key)
        for _ in range(18):
            page.keyboard.press("ArrowRight")
        caption, picture = settled(page, explorer, first)
        assert caption.startswith("1968")
        page.evaluate("() => { window.jupyterapp.commands.execute('kernelmenu:restart'); }")
        page.click(".jp-Dialog .jp-mod-accept")
        page.wait_for_selector(lab.READY)
        handle.press("ArrowRight")
        assert settled(page, explorer) == (caption, picture)
        assert lab.restart_and_run_all(page, len(names) + 1)["faults"] == 0
        change(explorer)
        assert settled(page, explorer, first)[0].startswith("1951")
