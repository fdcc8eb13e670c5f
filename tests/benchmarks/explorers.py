"""How fast each explorer answers: input → last changed frame in Chromium, beside a mere label that goes through the kernel."""

import gzip
import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import henan_lib as hl
from henan_lib import words
from henan_lib.explorers.view import BUNDLE, NAMES, compiled, tables
from henan_lib.publish import app

from ..browser import lab

PRESSES = 24
FLOOR = """
import ipywidgets
slider, text = ipywidgets.IntSlider(max=100), ipywidgets.HTML('<p role="status">0</p>')
slider.observe(lambda change: setattr(text, "value", f'<p role="status">{change["new"]}</p>'), "value")
ipywidgets.VBox([slider, text])
"""
# From the input to the second frame after the last change of picture or sentence.
PROBE = """root => { const seen = {from: 0, last: 0}; window.seen = seen;
  const counts = node => { const e = node.nodeType === 1 ? node : node.parentElement;
    return e && !e.closest('.widget-slider, .choices, .jp-InputArea'); };
  new MutationObserver(all => { if (seen.from && all.some(one => counts(one.target)))
    requestAnimationFrame(() => requestAnimationFrame(() => { seen.last = performance.now(); })); }).observe(
    root, {subtree: true, childList: true, attributes: true, characterData: true});
  for (const kind of ['keydown', 'input', 'change'])
    root.addEventListener(kind, () => { seen.from = performance.now(); seen.last = 0; }, true); }"""
# Another value of a control, as a hand would give it.
MOVE = """([part, turn]) => { const kind = part.tagName === 'SELECT' ? 'change' : 'input';
  if (part.type === 'range') part.value = +part.value + (turn % 12 < 6 ? 1 : -1) * +part.step;
  else if (part.type === 'search') part.value = ['', 'a', 'ab'][turn % 3];
  else if (part.type === 'text') part.value = ['Yuzhou · 禹州市', 'Xuchang · 许昌市', 'Beijing · 北京市'][turn % 3];
  else if (part.multiple) part.options[turn >> 1].selected ^= true;
  else part.selectedIndex = (part.selectedIndex + 1) % part.options.length;
  part.dispatchEvent(new Event(kind, {bubbles: true})); }"""
PAINTED = """([bundle, parts]) => import(bundle).then(async () => {
  const place = document.body.appendChild(document.createElement('div'));
  const from = performance.now(); await henanExplorers.mount(place, ...structuredClone(parts));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); const took = performance.now() - from;
  place.remove(); return took; })"""


def quantiles(times):
    return statistics.median(times), sorted(times)[int(0.95 * len(times))]


def answer_times(page, root, act, received=()):
    """Milliseconds from each act to the last change on the screen, and the median of the bytes received meanwhile."""
    root.evaluate(PROBE)
    times, sizes = [], []
    for turn in range(PRESSES):
        before = sum(received)
        act(turn)
        page.wait_for_timeout(250)
        seen = page.evaluate("() => window.seen")
        if seen["last"]:
            times.append(seen["last"] - seen["from"])
            sizes.append(sum(received) - before)
    return *quantiles(times), statistics.median(sizes)


def controls(page, root, received=()):
    """Answer times of each control of an explorer."""
    parts = root.locator(".choices label :is(input, select)").all()
    return [answer_times(page, root, lambda turn, part=part: part.evaluate(
        "(part, turn) => (" + MOVE + ")([part, turn])", turn), received) for part in parts]  # fmt: skip


def in_jupyterlab():
    """The floor, and for each explorer the answer times of its controls."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        path, listed = lab.explorer_notebook(Path(folder), "en", FLOOR)
        cells = 2 + len(listed)
        with lab.jupyterlab(Path(folder), "en", path) as address:
            page, _ = lab.open_page(running)
            received = []
            page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
            lab.open_notebook(page, address(path.name), cells)
            lab.restart_and_run_all(page, cells)
            page.wait_for_timeout(1000)
            found = {}
            for place, name in enumerate(listed, start=1):
                root = page.locator(".jp-Notebook .jp-Cell").nth(place).locator(".henan-explorer")
                root.scroll_into_view_if_needed()
                found[name] = controls(page, root, received)
            floor = page.locator(".jp-Notebook .jp-Cell").nth(cells - 1)
            floor.scroll_into_view_if_needed()
            handle = floor.locator(".noUi-handle")
            least = answer_times(
                page, floor, lambda turn: handle.press("ArrowRight" if turn % 12 < 6 else "ArrowLeft"), received
            )
    return least, found


def on_the_page():
    """For each explorer, the answer times of its controls on the page opened from disk, and the time to its first picture."""
    words.use("en")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        page, _ = lab.open_page(running)
        page.goto(app.write_app("en", Path(folder)).as_uri())
        page.wait_for_function(f"() => document.querySelectorAll('.henan-explorer').length === {len(NAMES)}")
        page.wait_for_timeout(1000)
        found = {}
        for name in NAMES:
            root = page.locator(f"#explorer-{name} .henan-explorer")
            root.scroll_into_view_if_needed()
            found[name] = controls(page, root)
        painted = {}
        for name in NAMES:
            state = page.evaluate(f"() => document.querySelector('#explorer-{name} .henan-explorer').explorer.state")
            parts = [compiled(name, "en"), tables(name), state]
            painted[name] = statistics.median(page.evaluate(PAINTED, ["data:text/javascript,", parts]) for _ in range(5))
    return found, painted


def table():
    hl.start("en")
    least, notebook = in_jupyterlab()
    page, painted = on_the_page()
    print(f"\nfloor, a label through the kernel: {least[0]:.0f} ms median, {least[1]:.0f} ms p95, {least[2]:.0f} bytes")
    heads = (("explorer", -16), ("slowest control in JupyterLab", 32), ("÷ floor", 9), ("p95", 6), ("bytes", 8),
             ("on the page", 13), ("p95", 6), ("first", 8), ("spec", 9), ("data", 9))  # fmt: skip
    print("".join(f"{head:<{-width}}" if width < 0 else f"{head:>{width}}" for head, width in heads))
    for name in NAMES:
        described = [part["name"] for part in compiled(name, "en")["controls"]]
        slowest, which = max(zip(notebook[name], described))
        quick = max(page[name])
        sizes = [
            len(gzip.compress(json.dumps(part, ensure_ascii=False).encode())) / 1000
            for part in (compiled(name, "en"), tables(name))
        ]
        late, on_page = (max(one[1] for one in times[name]) for times in (notebook, page))
        print(
            f"{name:16}{which:>22}{slowest[0]:7.0f} ms{slowest[0] / least[0]:9.2f}{late:6.0f}{slowest[2]:8.0f}"
            f"{quick[0]:10.0f} ms{on_page:6.0f}{painted[name]:5.0f} ms{sizes[0]:6.1f} kB{sizes[1]:6.1f} kB"
        )
    print(f"script of the browser: {len(gzip.compress(BUNDLE.read_bytes())) / 1000:.0f} kB gzipped")
    print("aims: ≤ 0.6 × floor in the median, ≤ 60 ms in p95, first picture ≤ 400 ms, page ≤ 25 ms, data ≤ 60 kB")


if __name__ == "__main__":
    table()
