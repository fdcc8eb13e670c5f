"""Ratios measured in one run: import, load, explorer step, time and memory of chapters, figures, size of a clone."""

import compileall
import copy
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from henan_lib.datasets import descriptor, package

ROOT = Path(__file__).parents[2]
ROUNDS, ROUNDS_OF_A_CHAPTER = 7, 3
IMPORTS = (
    "import matplotlib.pyplot as plt\nimport pandas as pd\nimport seaborn as sns\nimport scipy.optimize\nimport ipywidgets"
)
MEMORY = """
from pathlib import Path
sizes = Path("/proc/self/smaps_rollup")
print(next(line.split()[1] for line in sizes.open() if line.startswith("Pss:")) if sizes.exists() else "nan")
"""


def program(code):
    """Seconds that a fresh interpreter takes for `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - start


def ratio(name, work, floor, aim):
    """Print the medians of two measurements taken in turns, and their ratio."""
    pairs = [(work(), floor()) for _ in range(ROUNDS)]
    done, least = (statistics.median(side) for side in zip(*pairs))
    line(name, done * 1000, least * 1000, "ms", aim)


def line(name, done, least, unit, aim=""):
    print(f"{name:58} {done:9.1f} {unit:2} {least:9.1f} {unit:2} {done / least:7.2f}   {aim}", flush=True)


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def load_ratios():
    import pandas as pd

    import henan_lib as hl

    folder = ROOT / "data"
    for name in descriptor.resources():
        hl.load(name)
    paths = [folder / entry["path"] for entry in descriptor.resources().values()]

    def first():
        package._read.cache_clear()
        return timed(lambda: [hl.load(name) for name in descriptor.resources()])

    bare = lambda: timed(lambda: [pd.read_csv(path) for path in paths])  # noqa: E731
    ratio("first load of all tables ÷ bare read_csv", first, bare, "≤ 1.3")
    ratio(
        "second load of all tables ÷ bare read_csv",
        lambda: timed(lambda: [hl.load(name) for name in descriptor.resources()]),
        bare,
        "near 0",
    )


def execute(notebook):
    """Seconds that a notebook takes in a kernel of its own, and the megabytes (PSS) that the kernel then holds."""
    notebook = copy.deepcopy(notebook)
    notebook.cells.append(nbformat.v4.new_code_cell(MEMORY))
    seconds = timed(NotebookClient(notebook, kernel_name="python3", extra_arguments=["--log-level=ERROR"]).execute)
    return seconds, float(notebook.cells[-1].outputs[0].text) / 1024


def idle():
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(IMPORTS)])


def chapter_ratios():
    for path in sorted((ROOT / "notebooks" / "en").glob("[0-9]*.ipynb")):
        chapter = nbformat.read(path, 4)
        runs = [(*execute(chapter), *execute(idle())) for _ in range(ROUNDS_OF_A_CHAPTER)]
        seconds, megabytes, least_seconds, least_megabytes = map(statistics.median, zip(*runs))
        line(f"chapter {int(path.name[:2])} executed ÷ same imports, no work", seconds, least_seconds, "s", "≤ 2")
        line("  memory of its kernel ÷ same imports, no work", megabytes, least_megabytes, "MB", "≤ 1.3")


def pytest_seconds(*arguments):
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", *map(str, arguments)]
    return timed(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))


def nbval_ratio():
    count = len(list((ROOT / "notebooks").glob("*/[0-9]*.ipynb")))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            nbformat.write(idle(), Path(folder, f"{number}.ipynb"))
        least = pytest_seconds(folder)
    line(f"nbval of all {count} notebooks ÷ as many with the imports only", pytest_seconds("notebooks"), least, "s")


def figures_time():
    with tempfile.TemporaryDirectory() as folder:
        code = "from henan_lib.cli import main; raise SystemExit(main())"
        command = [sys.executable, "-c", code, "figures", "--edition", "en", "--out", folder]
        seconds = timed(lambda: subprocess.run(command, check=True, capture_output=True))
        print(f"henan figures: {seconds:.1f} s for {len(list(Path(folder).iterdir()))} files")


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
    chapter_ratios()
    nbval_ratio()
    figures_time()
    clone_size()
