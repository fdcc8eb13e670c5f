"""How fast a drawn curve follows the hand: pointer moved → next painted frame in Chromium; and what predictions weigh."""

import gzip
import json
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from henan_lib import words
from henan_lib.exercises import guesses, predictions
from henan_lib.publish.web import share

from ..browser import lab
from .explorers import quantiles

CURVE = "korea-curve"  # the longest: 58 years to draw
STROKES, MOVES, PAUSE = 6, 40, 25
CELLS = ('import henan_lib as hl\nhl.start("en")', f'hl.predict("{CURVE}")')
# The frame of a move is painted when the message that its animation frame sent arrives; `worked`: what the script takes.
PROBE = """root => { window.painted = []; window.worked = []; let from = 0;
  root.addEventListener('pointermove', ({timeStamp}) => { from = performance.now(); requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel(); port1.onmessage = () => painted.push(performance.now() - timeStamp);
    port2.postMessage(0); }); }, true);
  root.addEventListener('pointermove', () => worked.push(performance.now() - from)); }"""


def paths(page, root):
    """Ways over the ground of a curve, up and down from its left to its right."""
    root.locator("svg").scroll_into_view_if_needed()
    box = root.locator(".pad").bounding_box()
    for stroke in range(STROKES):
        heights = [0.5 + (0.4 - 0.05 * stroke) * (-1) ** (move // 5) * (move % 5) / 5 for move in range(MOVES)]
        yield [(box["x"] + box["width"] * (move + 1) / MOVES, box["y"] + box["height"] * y) for move, y in enumerate(heights)]


def with_a_finger(page, path):
    hand = page.context.new_cdp_session(page)
    for at, (x, y) in enumerate(path):
        kind = "touchMove" if at else "touchStart"
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(PAUSE)
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def with_a_mouse(page, path, pressed=True):
    page.mouse.move(*path[0])
    if pressed:
        page.mouse.down()
    for point in path[1:]:
        page.mouse.move(*point)
        page.wait_for_timeout(PAUSE)
    page.mouse.up()


def over_it(page, path):
    with_a_mouse(page, path, pressed=False)


WAYS = {"mouse, nothing pressed": over_it, "mouse": with_a_mouse, "finger": with_a_finger}


def step_times(page, root):
    """Of each way to draw, milliseconds to the frame and of the script, median and 95th percentile; the first draws nothing."""
    root.locator("svg").wait_for()
    root.evaluate(PROBE)
    found = {}
    for way, act in WAYS.items():
        page.evaluate("() => { painted.length = worked.length = 0; }")
        for path in paths(page, root):
            act(page, path)
        page.wait_for_timeout(200)
        painted, worked = page.evaluate("() => [painted, worked]")
        assert len(painted) > STROKES * MOVES / 2, (way, len(painted))
        found[way] = quantiles(painted) + quantiles(worked)
    drawn = root.locator("path.guess").get_attribute("d")
    assert drawn.count("L") > 50, "nothing was drawn"
    return found


def opened(running):
    context = lab.chromium(running).new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    return context.new_page()


def on_the_page():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        page = opened(running)
        page.goto(share.share("en", 1, Path(folder)).as_uri())
        return step_times(page, page.locator(f"#prediction-{CURVE} .henan-prediction"))


def in_jupyterlab():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        path = Path(folder, "curve.ipynb")
        lab.write_notebook(path, CELLS)
        with lab.jupyterlab(Path(folder), "en", path) as address:
            page = opened(running)
            lab.open_notebook(page, address(path.name), len(CELLS))
            lab.restart_and_run_all(page, len(CELLS))
            return step_times(page, page.locator(".henan-prediction"))


def weight(content):
    return len(gzip.compress(content)) / 1000


def table():
    words.use("en")
    print("\na curve drawn, ms: pointer moved to painted frame, median and p95; of it the script, median and p95")
    for place, measure in {"on a page from disk": on_the_page, "in JupyterLab": in_jupyterlab}.items():
        for way, times in measure().items():
            print(f"{place:24}{way:24}" + "".join(f"{each:8.1f}" for each in times), flush=True)
    script, style = predictions.SCRIPT.read_bytes(), predictions.STYLE.read_bytes()
    asked = {}
    for one, described in guesses.entries().items():
        asked.setdefault(described["chapter"], []).append(predictions.question(one))
    heaviest = max(weight(json.dumps(each, ensure_ascii=False).encode()) for each in asked.values())
    print(f"script and style {weight(script + style):.1f} kB gzipped, questions of a chapter {heaviest:.1f} kB at most")
    print("aims: a step ≤ 25 ms, script, style and questions ≤ 30 kB")


if __name__ == "__main__":
    table()
