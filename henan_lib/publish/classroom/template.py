"""A process that has imported everything once: servers and kernels are forked from it, and share what they do not change.

It stands on three legs. The template is asked by the hub for servers; a server's process forks once before it begins, and
that second process is asked by the server for kernels. Each learner's processes are that learner's alone.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import seaborn as sns

import henan_lib as hl

from . import kernels, server
from .reach import pass_through

DUMPABLE, NO_NEW_PRIVILEGES = 4, 38  # of prctl
TASKS, LARGEST_FILE = 400, 256 << 20  # of one learner
FIRST_TO_GO = "700"  # where the machine's memory runs out, the kernel of Linux ends learners' processes before the hub's
SERVER_MODULES = (
    "jupyterlab.labapp", "jupyterlab.handlers.announcements",
    "jupyter_server.services.api.handlers", "jupyter_server.services.config.handlers",
    "jupyter_server.services.contents.handlers", "jupyter_server.services.events.handlers",
    "jupyter_server.services.kernels.handlers", "jupyter_server.services.kernelspecs.handlers",
    "jupyter_server.services.nbconvert.handlers", "jupyter_server.services.security.handlers",
    "jupyter_server.services.sessions.handlers", "jupyter_server.services.shutdown",
    "jupyter_server.services.contents.largefilemanager", "jupyter_server.files.handlers", "jupyter_server.nbconvert.handlers",
    "jupyter_server.gateway.managers", "jupyter_server.kernelspecs.handlers", "jupyter_server.view.handlers",
    "notebook_shim.nbserver", "jupyterlab_server.translation_utils", "sqlite3",
)  # fmt: skip
KERNEL_MODULES = (
    "ipykernel.ipkernel", "matplotlib_inline.backend_inline", "matplotlib.backends.backend_agg",
    "scipy.optimize", "scipy.stats", "pandas", "ipywidgets", "anywidget", "debugpy", "IPython.core.completerlib", "jedi",
)  # fmt: skip


def warm() -> None:
    """Import what servers and kernels need, draw one figure, read the tables, and leave no trace in the state."""
    for name in (*SERVER_MODULES, *KERNEL_MODULES):
        try:
            importlib.import_module(name)
        except ImportError:  # another release may have it under another name, and then imports it later
            continue
    for name in hl.__all__:
        getattr(hl, name)
    _draw()


def _draw() -> None:
    with matplotlib.rc_context():
        hl.start("zh")
        table = hl.load("china_population")
        figure, axes = plt.subplots()
        sns.lineplot(table, x="year", y="urban_share_pct", ax=axes)
        axes.set_title("城镇化率")
        figure.canvas.draw()
        plt.close(figure)


def offspring(asked: socket.socket) -> dict:
    """Fork once for every line that comes, answer with the number of the new process, and return its line in that process.

    Who asks ends this by closing the line.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    with asked, asked.makefile("rw", encoding="utf-8") as lines:
        for line in lines:
            child = os.fork()
            if child == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                signal.signal(signal.SIGINT, signal.default_int_handler)  # which a hub in the background has not
                return json.loads(line)
            lines.write(f"{child}\n")
            lines.flush()
    os._exit(0)


def become(job: dict) -> None:
    """Be the learner's from here on: user, limits, environment, folder, and a file for what is said."""
    os.setsid()
    Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_DATA, (job["memory"], job["memory"]))
    libc = ctypes.CDLL(None, use_errno=True)
    if job["user"] is not None:
        resource.setrlimit(resource.RLIMIT_NPROC, (TASKS, TASKS))
        os.setgroups([])
        os.setresgid(job["user"], job["user"], job["user"])
        os.setresuid(job["user"], job["user"], job["user"])
        libc.prctl(DUMPABLE, 1, 0, 0, 0)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    os.umask(0o077)
    os.environ.clear()
    os.environ.update(job["environment"])
    os.chdir(job["folder"])
    Path(os.environ["TMPDIR"]).mkdir(parents=True, exist_ok=True)
    _say_into(Path(".server.log"))


def _say_into(log: Path) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    for source, target in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(source, target)


def serve(job: dict) -> None:
    """In a fork of the template: be a learner's server, with a process beside it that forks kernels."""
    become(job)
    ours, theirs = socket.socketpair()
    beside = os.fork()
    if beside == 0:
        ours.close()
        kernels.run(offspring(theirs))
    theirs.close()
    kernels.maker = kernels.Maker(ours, beside)
    server.run(job)


def main() -> None:
    """Import everything, then fork a server for each line on the standard input's socket."""
    if len(sys.argv) > 1:
        pass_through(Path(sys.argv[1]))
    gc.disable()
    warm()
    gc.collect()
    gc.freeze()
    line = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    job = offspring(line)
    gc.enable()
    serve(job)


if __name__ == "__main__":
    sys.exit(main())
