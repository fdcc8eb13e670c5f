"""A server for each learner, forked from the template, as a system user of the learner's own where that can be."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner
from jupyterhub.utils import random_port
from traitlets import Bool, Integer, Unicode

from ...session import data_folder
from .place import Place

KEPT = ("PATH", "LC_ALL", "TZ", "HENAN_CLASS")
# What is freed goes back to the system at once, in servers and kernels too, which are forked and not begun anew.
THRIFT = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "131072"}


class Template:
    """The warm process; started when it is first needed, and again if somebody has ended it."""

    def __init__(self):
        self._turn, self._lines = threading.Lock(), None
        self.through, self.root = [], []

    def pass_through(self, root: Path) -> None:
        """Let learners reach what stands where only the teacher may enter; see `reach`."""
        self.through, self.root = ["unshare", "--mount", "--propagation", "private"], [str(root)]

    def ask(self, job: dict) -> int:
        """Have a server forked, and return its number."""
        with self._turn:
            for _ in range(2):
                try:
                    return self._ask(job)
                except (OSError, ValueError):
                    self._lines = None
            return self._ask(job)

    def begin(self) -> None:
        """Start it; who asks before it has imported everything waits."""
        ours, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= THRIFT | {"OPENBLAS_NUM_THREADS": "1", "HENAN_DATA": str(data_folder()), "MPLBACKEND": "agg"}
        command = [*self.through, sys.executable, "-m", "henan_lib.publish.classroom.template", *self.root]
        with theirs:
            subprocess.Popen(command, stdin=theirs, env=environment, start_new_session=True)
        self._lines = ours.makefile("rw", encoding="utf-8")

    def _ask(self, job: dict) -> int:
        if not self._lines:
            self.begin()
        self._lines.write(json.dumps(job) + "\n")
        self._lines.flush()
        return int(self._lines.readline())


template = Template()


class Desk(LocalProcessSpawner):
    """Where a learner sits: a folder, a server that knows nothing of the others', and limits."""

    root = Unicode(help="Folder of the class.").tag(config=True)
    edition = Unicode("zh", help="Language of the chapters.").tag(config=True)
    accounts = Bool(False, help="Whether each learner is a system user.").tag(config=True)
    disk = Integer(1 << 30, help="Bytes that a learner's folder may hold.").tag(config=True)
    idle = Integer(3600, help="Seconds without use after which a server ends.").tag(config=True)

    def user_env(self, env: dict) -> dict:
        """The environment of a learner: nothing of the teacher's, everything in the learner's own folder."""
        place = Place(Path(self.root))
        folder = place.folder(self.user.name)
        own = folder / ".jupyter"
        return env | {
            "HOME": str(folder),
            "USER": self.user.name,
            "LOGNAME": self.user.name,
            "HENAN_COURSE": str(folder),
            "HENAN_CLASS_SHARED": str(place.shared),
            "HENAN_DATA": str(data_folder()),
            "HENAN_CLASS_DISK": str(self.disk),
            "TMPDIR": str(own / "tmp"),
            "JUPYTER_CONFIG_DIR": str(own),
            "JUPYTER_DATA_DIR": str(own / "data"),
            "JUPYTER_RUNTIME_DIR": str(own / "run"),
            "IPYTHONDIR": str(own / "ipython"),
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "JUPYTERHUB_DISABLE_USER_CONFIG": "1",
        }

    async def start(self) -> tuple[str, int]:
        """Have a server forked, and say where it listens."""
        place = Place(Path(self.root))
        user = place.admit(self.user.name, self.accounts)
        self.port = self.port or random_port()
        job = {
            "user": user,
            "folder": str(place.folder(self.user.name)),
            "environment": self.get_env(),
            "memory": self.mem_limit,
            "edition": self.edition,
            "idle": self.idle,
        }
        self.pid = await asyncio.to_thread(template.ask, job)
        return "127.0.0.1", self.port
