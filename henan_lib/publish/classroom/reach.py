"""What learners as system users need to read, where it stands in a folder that only its owner may enter."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from ...session import CLONE, data_folder


def needed() -> list[Path]:
    """Folders that every learner reads: Python, the libraries, the course, the data."""
    found = {Path(sys.base_prefix), Path(sys.prefix), CLONE, data_folder()}
    return sorted(path.resolve() for path in found)


def shut(path: Path) -> Path | None:
    """The first folder above `path`, from the root down, through which others may not go; nothing if there is none."""
    return next((above for above in reversed(path.parents) if not above.stat().st_mode & 0o001), None)


def unreadable() -> Path | None:
    """A folder that learners need and that is closed itself, which nothing here can help; nothing if there is none."""
    return next((path for path in needed() if path.stat().st_mode & 0o005 != 0o005), None)


def may_mount() -> bool:
    """Whether a process of this user can have folders of its own put in place of others."""
    return subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0


def pass_through(root: Path) -> None:
    """For this process and its children alone, open the way to what learners need, and to nothing else beside it.

    In place of a folder that only its owner may enter stands an empty one; in it are Python, the course and the libraries,
    read-only, and the folder of the class.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the class.
    """
    ways = [(path, shut(path)) for path in [*needed(), root]]
    with tempfile.TemporaryDirectory() as aside:
        kept = []
        for number, (path, closed) in enumerate(ways):
            if closed:
                at = Path(aside, str(number))
                at.mkdir()
                _mount("--bind", path, at)
                if path != root:
                    _mount("--options", "remount,bind,ro", at)
                kept.append((at, path))
        for closed in {closed for _, closed in ways if closed}:
            _mount("--types", "tmpfs", "--options", "mode=755,size=1m", "tmpfs", closed)
        for at, path in kept:
            path.mkdir(parents=True, exist_ok=True)
            _mount("--move", at, path)


def _mount(*arguments: object) -> None:
    subprocess.run(["mount", *map(str, arguments)], check=True, capture_output=True)
