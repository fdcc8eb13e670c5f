"""JupyterLab and Chromium, as a learner meets them."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat

from henan_lib.publish import lab

from ..notebooks.chapters import explorers

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SHOTS = Path(os.environ.get("HENAN_SCREENSHOTS", Path(__file__).parents[2] / "build" / "screenshots"))
AXE = Path(__file__).parent / "axe" / "axe.min.js"
SERIOUS = """() => axe.run({resultTypes: ['violations']}).then(({violations}) => violations
  .filter(({impact}) => ['serious', 'critical'].includes(impact))
  .flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 160)}`)))"""
READY = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'
LISTENING = """() => {
  const { session, isReady } = window.jupyterapp?.shell.currentWidget?.sessionContext ?? {};
  return isReady && session?.kernel?.connectionStatus === 'connected' && session.kernel.status === 'idle'; }"""
STATE = """() => ({
  kernel: document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status,
  waiting: [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].filter(e => /\\*/.test(e.textContent)).length,
  done: [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].filter(e => /\\d/.test(e.textContent)).length,
  faults: document.querySelectorAll(
    ['error', 'stderr'].map(kind => `[data-mime-type="application/vnd.jupyter.${kind}"]`).join(', ')).length,
})"""


def free_port():
    """A port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def serving(command, address, log, environment):
    """While this lasts, a server runs that answered at `address`; what it prints goes to the file `log`."""
    with open(log, "wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(address, timeout=1)
                break
            assert server.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(20)


@contextlib.contextmanager
def jupyterlab(folder, edition, *notebooks):
    """Address of a JupyterLab that serves copies of the notebooks with the course's settings."""
    root = folder / "my-course"
    root.mkdir()
    for notebook in notebooks:
        shutil.copy(notebook, root)
    port = free_port()
    token = secrets.token_hex(16)
    settings = lab.lab_settings(edition, folder / "environment") / "overrides.json"
    chosen = json.loads(settings.read_text(encoding="utf-8"))
    chosen["@jupyterlab/notebook-extension:tracker"] = {"windowingMode": "none"}
    settings.write_text(json.dumps(chosen), encoding="utf-8")
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}",
        f"--LabApp.app_settings_dir={settings.parent}", "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    base, environment = f"http://127.0.0.1:{port}", os.environ | {"JUPYTER_CONFIG_DIR": str(folder / "config")}
    with serving(command, f"{base}/api/status?token={token}", folder / "lab.log", environment):
        yield lambda notebook: f"{base}/lab/workspaces/test/tree/{notebook}?reset&token={token}"


def write_notebook(path, sources):
    """Write a notebook of code cells. It names its kernel: JupyterLab would ask for one, and run nothing until it is told."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources], metadata=kernel)
    nbformat.write(notebook, path)


def explorer_notebook(folder, edition, *more):
    """Notebook with one cell per explorer of the course, and its names in the order of the cells; `more` cells follow."""
    start, cells = explorers(edition)
    path = folder / f"explorers-{edition}.ipynb"
    write_notebook(path, [start, *cells.values(), *more])
    return path, list(cells)


def chromium(playwright):
    """A headless Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])


def open_page(playwright, size=(1280, 900), **more):
    """A page of headless Chromium, and the list of requests that would leave the machine."""
    page = chromium(playwright).new_page(viewport={"width": size[0], "height": size[1]}, **more)
    outside: list[str] = []

    def watch(request):
        if not request.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            outside.append(request.url)

    page.on("request", watch)
    page.on("websocket", watch)
    return page, outside


def open_notebook(page, address, cells):
    """Open a notebook and wait for all its cells and for its kernel."""
    page.goto(address)
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook", timeout=60_000)
    page.wait_for_function("n => document.querySelectorAll('.jp-Notebook .jp-Cell').length === n", arg=cells, timeout=60_000)
    page.wait_for_function(LISTENING, timeout=60_000)
    page.wait_for_selector(READY, timeout=60_000)


def restart_and_run_all(page, cells):
    """Kernel → Restart and Run All, whatever the language of the menu; wait until every cell is done.

    The command is given again if nothing has begun after a while: on a busy machine it can come before
    JupyterLab has its session ready, and is then dropped without a word; or the kernel's first sign of life is
    lost, and every cell waits for a kernel that is called "restarting" for good.
    """
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    page.wait_for_function(f"({STATE})().done === 0")
    deadline, given, quiet = time.time() + 300, 0.0, 0
    while time.time() < deadline:
        state = page.evaluate(STATE)
        idle = state["kernel"] == "idle"
        patience = 20 if idle and not state["waiting"] else 90
        if not state["done"] and time.time() > given + patience:
            page.evaluate("() => { window.jupyterapp.commands.execute('notebook:restart-run-all'); }")
            page.click(".jp-Dialog .jp-mod-accept")
            given = time.time()
        quiet = quiet + 1 if idle and not state["waiting"] and state["done"] == cells else 0
        if quiet >= 3:
            return state
        page.wait_for_timeout(200)
    raise TimeoutError(state)


def move_to_1975(page, explorer):
    """Move the year of the explorer of the stages from 1950 by keyboard; its sentence and its picture must follow."""
    picture, caption = explorer.locator(".scene").first, explorer.locator("[role=status]").first
    before, sentence = picture.screenshot(), caption.inner_text()
    year = explorer.locator("input[type=range]").first
    for _ in range(25):
        year.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.henan-explorer [role=status]').innerText.includes('1975')")
    assert caption.inner_text() != sentence
    assert picture.screenshot() != before
