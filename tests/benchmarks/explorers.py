"""How fast each explorer answers: key press → changed pixels in Chromium, beside a mere label and beside `interact`."""

import gc
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

import henan_lib as hl
from henan_lib.explorers import explore

from ..browser import lab

PRESSES = 24
FLOOR = """
import ipywidgets
slider, text = ipywidgets.IntSlider(max=100), ipywidgets.HTML('<p role="status">0</p>')
slider.observe(lambda change: setattr(text, "value", f'<p role="status">{change["new"]}</p>'), "value")
ipywidgets.VBox([slider, text])
"""
NAIVE = """
import ipywidgets
from IPython.display import display

def redrawn(name):
    explorer = getattr(hl.explore, name)()
    controls, picture = explorer.controls, explorer.picture

    def draw(**state):
        picture.figure = None
        display(picture.draw(state))

    return ipywidgets.VBox([*controls.values(), ipywidgets.interactive_output(draw, controls)])

redrawn("{name}")
"""
# From the key press to the second frame after the last change of picture or sentence.
PROBE = """place => { const cell = document.querySelectorAll('.jp-Notebook .jp-Cell')[place], seen = {from: 0, last: 0};
  const mark = () => requestAnimationFrame(() => requestAnimationFrame(() => { seen.last = performance.now(); }));
  const counts = node => { const e = node.nodeType === 1 ? node : node.parentElement;
    return e && !e.closest('.widget-slider, .widget-dropdown, .widget-text, .widget-select, .jp-InputArea'); };
  new MutationObserver(all => { if (seen.from && all.some(one => counts(one.target))) mark(); }).observe(
    cell, {subtree: true, childList: true, attributes: true, characterData: true});
  cell.addEventListener('load', () => { if (seen.from) mark(); }, true);
  document.addEventListener('keydown', () => { seen.from = performance.now(); seen.last = 0; }, true);
  window.seen = seen; }"""


def quantiles(times):
    return statistics.median(times), sorted(times)[int(0.95 * len(times))]


def answer_times(page, cell, place, received, wait=450):
    """Milliseconds from each key press to its picture, and bytes received for each."""
    page.evaluate(PROBE, place)
    times, sizes = [], []
    for turn in range(PRESSES):
        before, back = sum(received), turn % 12 >= 6
        handle, choice, text = (cell.locator(kind) for kind in (".noUi-handle", "select", "input[type=text]"))
        if handle.count():
            handle.first.press("ArrowLeft" if back else "ArrowRight")
        elif choice.count():
            choice.first.press("Space")
            page.keyboard.press("ArrowUp" if back else "ArrowDown")
            page.keyboard.press("Enter")
        else:
            text.first.press("Backspace" if turn % 2 else "a")
        page.wait_for_timeout(wait)
        seen = page.evaluate("window.seen")
        if seen["last"]:
            times.append(seen["last"] - seen["from"])
            sizes.append(sum(received) - before)
    return *quantiles(times), statistics.median(sizes)


def in_browser(names):
    """Median, 95th percentile and bytes of the floor, of each explorer and of its naive twin, in one session."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        more = [NAIVE.replace("{name}", name) for name in names]
        path, listed = lab.explorer_notebook(Path(folder), "en", FLOOR, *more)
        cells = 1 + len(listed) + 1 + len(more)
        with lab.jupyterlab(Path(folder), "en", path) as address:
            page, _ = lab.open_page(running)
            received = []
            page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
            lab.open_notebook(page, address(path.name), cells)
            lab.restart_and_run_all(page, cells)
            page.wait_for_timeout(1000)
            result = []
            for place in range(1, cells):
                cell = page.locator(".jp-Notebook .jp-Cell").nth(place)
                cell.scroll_into_view_if_needed()
                page.wait_for_timeout(500)
                result.append(answer_times(page, cell, place, received, wait=450 if place <= len(listed) + 1 else 1500))
    return result[len(listed)], dict(zip(listed, result)), dict(zip(listed, result[len(listed) + 1 :]))


def on_the_server(name):
    """First draw, median step and 95th percentile in milliseconds, and kB by which 1,000 steps let the process grow."""
    start = time.perf_counter()
    explorer = getattr(hl.explore, name)()
    first = time.perf_counter() - start
    part = max(explorer.controls.values(), key=lambda control: len(steps(control)))
    values = steps(part)
    times, resident = [], []
    for turn in range(1400):
        start = time.perf_counter()
        part.value = values[turn % len(values)]
        times.append(time.perf_counter() - start)
        if turn in (399, 1399):
            gc.collect()
            resident.append(int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * 4.096)
    explorer.close()
    return first * 1000, *(1000 * value for value in quantiles(times[:400])), resident[1] - resident[0]


def steps(control):
    """Values through which a slider, a choice or a text field can be led."""
    if hasattr(control, "min"):
        span = control.max - control.min
        values = [control.min + span * turn / 40 for turn in range(41)]
        return list(dict.fromkeys(map(type(control.value), values))) if not isinstance(control.value, tuple) else []
    if hasattr(control, "options"):
        return [value for _, value in control._options_full] if not isinstance(control.value, tuple) else []
    return ["", "a", "ab"]


def table():
    hl.start("en")
    names = list(explore.EXPLORERS)
    floor, ours, naive = in_browser(names)
    print(f"\nfloor, a label through the kernel: {floor[0]:.0f} ms median, {floor[1]:.0f} ms p95")
    print(f"{'explorer':16}{'first':>8}{'step':>8}{'p95':>8}{'grown':>9}{'bytes':>9}{'end to end':>12}{'p95':>8}"
          f"{'÷ floor':>9}{'÷ interact':>12}")  # fmt: skip
    for name in ours:
        first, step, p95, grown = on_the_server(name)
        median, late, size = ours[name]
        print(f"{name:16}{first:8.0f}{step:8.1f}{p95:8.1f}{grown:6.0f} kB{size / 1000:6.0f} kB{median:12.0f}{late:8.0f}"
              f"{median / floor[0]:9.2f}{median / naive[name][0]:12.2f}")  # fmt: skip
    print("aims: first ≤ 400 ms, end to end ≤ 1.6 × floor in the median and ≤ 100 ms in p95, nothing grown over 1,000 steps")


if __name__ == "__main__":
    table()
