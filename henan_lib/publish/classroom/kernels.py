"""Kernels that are forked from a warm process, and say in a sentence what ran out."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import resource
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import numpy as np
from ipykernel.kernelapp import IPKernelApp
from IPython.display import display
from jupyter_client.provisioning import LocalProvisioner

from ...words import Prose, message

MODULE = "ipykernel_launcher"
LAST = 19  # place in the system's queue for the processor
LOOK = 2.0  # seconds between two looks at how much the folder holds
LONG = 60.0  # seconds after which a cell that still runs is spoken to
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
maker: Maker | None = None  # of this server, if it was forked itself


class Maker:
    """The process that forks kernels for this server.

    Parameters
    ----------
    line : socket.socket
        Line on which it is asked.
    process : int
        Its number; kernels end when it does.
    """

    def __init__(self, line: socket.socket, process: int):
        self.line, self.process = line.makefile("rw", encoding="utf-8"), process

    def ask(self, job: dict) -> int:
        """Have a kernel forked, and return its number."""
        self.line.write(json.dumps(job) + "\n")
        self.line.flush()
        return int(self.line.readline())


class Forked:
    """A process that is no child of this one, with the part of `subprocess.Popen` that a provisioner needs."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self.pid = pid

    def poll(self) -> int | None:
        """Nothing while it runs, 0 afterwards."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    wait = poll

    def send_signal(self, number: int) -> None:
        """Send a signal; nothing if the process has ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class WarmKernel(LocalProvisioner):
    """Kernels of Python are forked where there is a process to fork them, all others started as usual."""

    async def launch_kernel(self, cmd: list[str], **kwargs) -> dict:
        """Start a kernel."""
        if maker is None or cmd[1:3] != ["-m", MODULE]:
            return await super().launch_kernel(cmd, **kwargs)
        folder = kwargs.get("cwd") or os.getcwd()
        job = {"arguments": cmd[3:], "environment": dict(kwargs["env"]), "folder": str(folder)}
        try:
            self.pid = maker.ask(job)
        except (OSError, ValueError):  # somebody has ended that process
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pgid, self.cwd = Forked(self.pid), self.pid, Path(folder)
        return self.connection_info


def run(job: dict) -> None:
    """In a fork: be the kernel that a server has asked for, until it ends."""
    os.setsid()
    os.nice(LAST)  # servers and the hub answer before any cell
    os.environ.clear()
    os.environ.update(job["environment"])
    os.chdir(job["folder"])
    np.random.seed()  # or every learner would draw the same numbers
    sys.argv = [MODULE, *job["arguments"]]
    kernel = IPKernelApp.instance(parent_handle=os.getppid())  # ends with the process that forked it
    kernel.initialize(job["arguments"])
    speak(kernel.shell)
    threading.Thread(target=_let_others_go_first, daemon=True).start()
    threading.Thread(
        target=_keep_within, args=(Path(os.environ["HENAN_COURSE"]), int(os.environ["HENAN_CLASS_DISK"])), daemon=True
    ).start()
    kernel.start()
    sys.exit(0)


def speak(shell) -> None:
    """Say in a sentence, in place of a traceback, that memory or disk are full, and that a cell runs for long.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        Shell of the kernel.
    """
    patience = None

    def begin(*_) -> None:
        nonlocal patience
        patience = threading.Timer(LONG, _remind)
        patience.daemon = True
        patience.start()

    def end(*_) -> None:
        if patience:
            patience.cancel()
        give_back()

    def ran_out(shell, kind, problem, trace, tb_offset=None) -> None:
        if isinstance(problem, MemoryError):
            print(message("class_memory"), file=sys.stderr)
        elif problem.errno in NO_ROOM:
            print(message("class_disk"), file=sys.stderr)
        else:
            shell.showtraceback((kind, problem, trace), tb_offset=tb_offset)

    shell.set_custom_exc((MemoryError, OSError), ran_out)
    shell.events.register("pre_run_cell", begin)
    shell.events.register("post_run_cell", end)


def give_back() -> None:
    """Return to the system what earlier cells have used and freed."""
    with contextlib.suppress(AttributeError):  # the C library of Alpine has no such function
        ctypes.CDLL(None).malloc_trim(0)


def held(folder: Path) -> int:
    """Bytes that a folder and what lies below it hold on the disk."""
    found = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):  # gone since
                found += os.lstat(os.path.join(path, name)).st_blocks * 512
    return found


def _let_others_go_first(group: Path = Path("/proc/self/autogroup")) -> None:
    """Put this kernel's session last too: where the system shares the processor by sessions, `os.nice` counts within one only.

    Sixty kernels would else get sixty shares, and the hub, where people sign in, one.
    """
    while group.exists():
        try:
            group.write_text(str(LAST), encoding="ascii")
        except BlockingIOError:  # the system hears one such wish in a tenth of a second
            time.sleep(0.1)
        except OSError:  # it hears none here
            return
        else:
            return


def _keep_within(folder: Path, most: int) -> None:
    """While the learner's folder holds too much, let this kernel write no more, so that there is room for the others.

    It stops accidents, not malice: who writes code could lift the limit.
    """
    _, largest = resource.getrlimit(resource.RLIMIT_FSIZE)
    while True:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0 if held(folder) > most else largest, largest))
        time.sleep(LOOK)


def _remind() -> None:
    display(Prose(message("class_long", seconds=int(LONG))))
