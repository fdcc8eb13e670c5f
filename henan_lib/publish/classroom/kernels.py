"""Kernels that are forked from a warm process, and say in a sentence what ran out."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
from pathlib import Path

from IPython.display import display
from jupyter_client.provisioning import LocalProvisioner

from ...words import Prose, message

MODULE = "ipykernel_launcher"
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
        import json

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
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass

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
    import numpy
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.nice(10)  # servers and the hub answer before any cell
    os.environ.clear()
    os.environ.update(job["environment"] | {"JPY_PARENT_PID": str(os.getppid())})
    os.chdir(job["folder"])
    numpy.random.seed()  # or every learner would draw the same numbers
    sys.argv = [MODULE, *job["arguments"]]
    kernel = IPKernelApp.instance()
    kernel.initialize(job["arguments"])
    speak(kernel.shell)
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
        parent = shell.parent_header if hasattr(shell, "parent_header") else None
        patience = threading.Timer(LONG, _remind, [parent])
        patience.daemon = True
        patience.start()

    def end(*_) -> None:
        if patience:
            patience.cancel()

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


def _remind(parent) -> None:
    display(Prose(message("class_long", seconds=int(LONG))))
