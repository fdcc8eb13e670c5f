"""A class under load on this machine: sign-ins, chapter 3 for everybody, explorers, memory.

Most learners are Jupyter's own protocol, three are browsers. ``python -m tests.benchmarks.classroom 30 60`` for other sizes.
"""

import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright import sync_api as playwright

from tests.browser import lab
from tests.classroom import Class, can_run

SIZES = [1, 8, 30, 60]
BROWSERS = 3
CHAPTER = "en/03_henan_achievements.ipynb"
GIB = 1 << 30
DRAW = """
fig, ax = plt.subplots()
sns.lineplot(hl.load("china_population"), x="year", y="urban_share_pct", ax=ax)
plt.close(fig)
"""


def proportional(taught):
    """Bytes of memory in use, shared ones counted by parts: of the hub's own processes, of servers, of kernels."""
    found = {"hub": 0, "servers": 0, "kernels": 0}
    for entry in Path("/proc").iterdir():
        try:
            environment = (entry / "environ").read_bytes() if entry.name.isdigit() else b""
            sizes = dict(line.split(":") for line in (entry / "smaps_rollup").read_text().splitlines()[1:])
        except (OSError, ValueError):
            continue
        if str(taught.place.root).encode() not in environment + (entry / "cmdline").read_bytes():
            continue
        limits = (entry / "stat").read_text().rpartition(")")[2].split()
        forked, nice = b"classroom.template" in (entry / "cmdline").read_bytes(), int(limits[16])
        kind = "kernels" if nice else "servers" if forked and int(limits[1]) != taught.hub.pid else "hub"
        found[kind] += int(sizes["Pss"].split()[0]) * 1024
    return found


def lesson(taught, name):
    """One learner: signs in, opens chapter 3, runs all cells, moves an explorer. Seconds of each step, and faults."""
    times, faults = {}, 0
    began = time.time()
    learner = taught.learner(name)
    learner.sign_in()
    learner.arrive(300)
    times["in"] = time.time() - began
    cells = [cell["source"] for cell in learner.read(CHAPTER)["cells"] if cell["cell_type"] == "code"]
    began = time.time()
    kernel = learner.kernel(CHAPTER)
    figure, each = None, []
    for code in cells:
        start = time.time()
        said = kernel.run(code, 600)
        each.append(time.time() - start)
        if figure is None and any("image/png" in one.get("data", {}) for one in said):
            figure = time.time() - began
        faults += sum(one["kind"] == "error" for one in said)
    times["figure"], times["all"], times["cells"] = figure, time.time() - began, each
    start = time.time()
    for _ in range(5):
        faults += sum(one["kind"] == "error" for one in kernel.run("hl.explore.province()", 600))
    times["explorer"] = (time.time() - start) / 5
    return times, faults, kernel


def again(kernel):
    """Seconds of a cell that draws, once everything is warm."""
    start = time.time()
    kernel.run(DRAW, 600)
    return time.time() - start


def browse(taught, name):
    """One learner in a real browser: seconds until JupyterLab stands there with the first chapter."""
    with playwright.sync_playwright() as running:
        page, _ = lab.open_page(running)
        page.set_default_timeout(300_000)
        began = time.time()
        taught.enter(page, name)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=300_000)
        seconds = time.time() - began
        page.wait_for_selector(lab.READY, timeout=300_000)
        page.context.browser.close()
        return seconds


def at_once(count, folder):
    """A class of `count`; prints a line."""
    taught = Class(folder / f"class-{count}")
    taught.begin()
    try:
        browsers = min(BROWSERS, count // 8)
        with ThreadPoolExecutor(count) as pool:
            seen = [pool.submit(browse, taught, f"browser {number}") for number in range(browsers)]
            done = list(pool.map(lambda number: lesson(taught, f"learner {number}"), range(count - browsers)))
            shown = [one.result() for one in seen]
            memory = proportional(taught)
            later = sorted(pool.map(again, [kernel for _, _, kernel in done]))
        times = [one for one, _, _ in done]
        each = (memory["servers"] + memory["kernels"]) / count
        fit = int((24 * GIB - memory["hub"]) / each)
        last, figure = max(one["in"] for one in times), statistics.median(one["figure"] for one in times)
        explorer, p95 = statistics.median(one["explorer"] for one in times), later[int(0.95 * (len(later) - 1))]
        print(f"{count} at once: the last is in after {last:.1f} s, in a browser {max(shown, default=0):.1f} s")
        whole = max(one["all"] for one in times)
        print(f"  first figure {figure:.1f} s, all of chapter 3 {whole:.1f} s, explorer {explorer:.2f} s")
        print(f"  a cell afterwards, all at the same time, p95 {p95:.2f} s; faults {sum(faults for _, faults, _ in done)}")
        servers, kernels = memory["servers"] // count >> 20, memory["kernels"] // len(done) >> 20
        print(f"  hub {memory['hub'] >> 20} MiB, a learner {int(each) >> 20} MiB: server {servers}, kernel {kernels}")
        print(
            f"  learners in 24 GiB: {fit}   ≥ 60",
            flush=True,
        )
    finally:
        taught.end()


if __name__ == "__main__":
    if reason := can_run():
        sys.exit(reason)
    with tempfile.TemporaryDirectory() as made:
        for size in map(int, sys.argv[1:] or SIZES):
            at_once(size, Path(made))
