"""Ratios measured in one run: import, load, explorer step, one chapter, size of a clone."""

import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
ROUNDS = 7
IMPORTS = (
    "import matplotlib.pyplot as plt\nimport pandas as pd\nimport seaborn as sns\nimport scipy.optimize\nimport ipywidgets"
)


def program(code):
    """Seconds that a fresh interpreter takes for `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - start


def ratio(name, work, floor, aim, unit=1000):
    """Print the medians of two measurements taken in turns, and their ratio."""
    pairs = [(work(), floor()) for _ in range(ROUNDS)]
    done, least = (statistics.median(side) for side in zip(*pairs))
    print(f"{name:58} {done * unit:9.1f} ms {least * unit:9.1f} ms {done / least:7.2f}   {aim}")


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def load_ratios():
    import pandas as pd

    import henan_lib as hl
    from henan_lib import catalog

    folder = ROOT / "data"
    for name in catalog.resources():
        hl.load(name)
    paths = [folder / entry["path"] for entry in catalog.resources().values()]

    def first():
        catalog._read.cache_clear()
        return timed(lambda: [hl.load(name) for name in catalog.resources()])

    bare = lambda: timed(lambda: [pd.read_csv(path) for path in paths])  # noqa: E731
    ratio("first load of all tables ÷ bare read_csv", first, bare, "≤ 1.3")
    ratio(
        "second load of all tables ÷ bare read_csv",
        lambda: timed(lambda: [hl.load(name) for name in catalog.resources()]),
        bare,
        "near 0",
    )


def explorer_step():
    import henan_lib as hl

    hl.start("en")
    first = timed(lambda: hl.explore.stages().close())
    explorer = hl.explore.stages(year=1950)
    steps = []
    for year in range(1951, 2051):
        start = time.perf_counter()
        explorer.controls["year"].value = year
        steps.append(time.perf_counter() - start)
    size = len(explorer.image.value)
    explorer.close()
    median, p95 = statistics.median(steps), sorted(steps)[94]
    print(f"explorer: first draw {first * 1000:.0f} ms, step median {median * 1000:.1f} ms", end=", ")
    print(f"p95 {p95 * 1000:.1f} ms, {size / 1000:.0f} kB")


def execute(notebook):
    client = NotebookClient(notebook, kernel_name="python3", extra_arguments=["--log-level=ERROR"])
    return timed(client.execute)


def chapter_ratio():
    stem = "01_concepts_and_global_stages"
    chapter = nbformat.read(ROOT / "notebooks" / "en" / f"{stem}.ipynb", 4)
    idle = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(IMPORTS)])
    ratio("chapter 1 executed ÷ same imports, no work", lambda: execute(chapter), lambda: execute(idle), "≤ 2")


def clone_size():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", folder], check=True)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    print(f"depth-1 clone: {size / 1e6:.1f} MB   < 12 MB")


if __name__ == "__main__":
    compileall.compile_dir(ROOT / "henan_lib", quiet=1)
    print(f"{'':58} {'here':>12} {'floor':>12} {'ratio':>7}   aim")
    ratio("import henan_lib ÷ import pandas", lambda: program("import henan_lib"), lambda: program("import pandas"), "≤ 1.15")
    ratio(
        "import henan_lib, load and start ÷ import pandas, seaborn",
        lambda: program("import henan_lib as hl; hl.start('en'); hl.load('us_urban_census')"),
        lambda: program("import pandas, seaborn"),
        "",
    )
    load_ratios()
    explorer_step()
    chapter_ratio()
    clone_size()
