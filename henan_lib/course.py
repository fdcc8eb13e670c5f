"""The chapters, and where a learner's own things live: copies of the chapters, progress, settings."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .session import CLONE
from .words import message

COPIED = ".copied.json"
SOLUTIONS_CLOSED = "solutions-closed"
PYTHON = re.compile(rb'("pygments_lexer": "ipython3",\s*"version": ")[^"]*')


def chapters(edition: str, clone: Path = CLONE) -> list[Path]:
    """Notebooks of an edition in the order of the chapters."""
    return sorted((clone / "notebooks" / edition).glob("[0-9]*.ipynb"))


def folder(clone: Path = CLONE) -> Path:
    """Folder of this learner's own things.

    Returns
    -------
    pathlib.Path
        ``HENAN_COURSE`` if that is set; ``my-course`` in the clone if the clone is this user's own and can be written;
        else ``henan-course`` in the user's home, so that users of one clone do not meet.
    """
    chosen = os.environ.get("HENAN_COURSE")
    if chosen:
        return Path(chosen)
    return clone / "my-course" if _is_mine(clone) else _home() / "henan-course"


def _is_mine(clone: Path) -> bool:
    if not (clone / "notebooks").is_dir() or not os.access(clone, os.W_OK):
        return False
    return not hasattr(os, "getuid") or os.getuid() in (0, clone.stat().st_uid)


def _home() -> Path:
    try:
        home = Path.home()
    except RuntimeError:
        return Path.cwd()
    return home if home.is_dir() and os.access(home, os.W_OK) else Path.cwd()


def class_folder(clone: Path = CLONE) -> Path:
    """Folder of a class that is taught on this machine: ``HENAN_CLASS``, else ``my-class`` in the clone or in the home."""
    chosen = os.environ.get("HENAN_CLASS")
    if chosen:
        return Path(chosen)
    return clone / "my-class" if _is_mine(clone) else _home() / "henan-class"


def solutions_open() -> bool:
    """Whether the teacher lets solutions open.

    Not with ``HENAN_SOLUTIONS=off``, or with a file ``solutions-closed`` in the learner's folder or in that which the class
    shares, ``HENAN_CLASS_SHARED``.
    """
    folders = [folder(), *map(Path, filter(None, [os.environ.get("HENAN_CLASS_SHARED")]))]
    return os.environ.get("HENAN_SOLUTIONS") != "off" and not any((one / SOLUTIONS_CLOSED).exists() for one in folders)


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: under a name of this process first, then put in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        fresh.chmod(0o644)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """While this lasts, no other process that asks in the same way reads and writes a file; it waits for its turn.

    The lock lies beside the file and ends with its process. A file system that knows no locks does without.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("ab") as lock:
        with contextlib.suppress(OSError):
            if os.name == "nt":
                import msvcrt

                lock.seek(0)
                msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
            else:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _hash(chapter: bytes) -> str:
    """Hash of a chapter, whatever the version of Python that it names."""
    return hashlib.sha256(PYTHON.sub(rb"\g<1>", chapter)).hexdigest()


def without_outputs(original: Path) -> bytes:
    """A chapter before anything was run, so that no answer stands below its question."""
    notebook = json.loads(original.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _to_begin_with(original: Path) -> bytes:
    """A chapter that nobody has run; it names the Python that will, or JupyterLab would open it with a change to be saved."""
    return PYTHON.sub(rb"\g<1>" + platform.python_version().encode(), without_outputs(original))


def _copied(mine: Path) -> dict[str, str]:
    """Hash that each original had when it was copied, by file name; nothing if the record is not ours."""
    try:
        record = json.loads((mine / COPIED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def copy_chapters(edition: str, clone: Path = CLONE) -> Path:
    """Bring the learner's copies of the chapters up to date without touching the learner's work.

    A chapter that is missing is copied, without its outputs; a copy that nobody has changed is renewed when its original has
    changed; a copy that the learner has changed stays.

    Parameters
    ----------
    edition : {"zh", "en"}
        Edition of the chapters.
    clone : pathlib.Path
        Clone of the course.

    Returns
    -------
    pathlib.Path
        Folder of the copies.

    Raises
    ------
    FileNotFoundError
        If the clone has no notebooks of this edition.
    OSError
        If the folder cannot be written; a copy is there whole or not at all.
    """
    originals = chapters(edition, clone)
    if not originals:
        raise FileNotFoundError(message("no_notebooks", edition=edition, folder=clone / "notebooks"))
    mine = folder(clone) / edition
    copied = _copied(mine)
    for original in originals:
        copy, begun = mine / original.name, _to_begin_with(original)
        fresh = _hash(begun)
        have = _hash(copy.read_bytes()) if copy.exists() else None
        if have is None or have == copied.get(original.name) != fresh:
            write(copy, begun)
            have = fresh
        if have == fresh:
            copied[original.name] = fresh
    write(mine / COPIED, json.dumps(copied, indent=1, sort_keys=True).encode())
    return mine


def outdated(edition: str, clone: Path = CLONE) -> list[int]:
    """Chapters of which the learner has a copy of his own that is older than the course."""
    mine = folder(clone) / edition
    copied = _copied(mine)
    return [
        int(original.name[:2])
        for original in chapters(edition, clone)
        if original.name in copied and (mine / original.name).exists()
        if copied[original.name] != _hash(_to_begin_with(original)) != _hash((mine / original.name).read_bytes())
    ]


def reset_chapter(edition: str, chapter: int, clone: Path = CLONE) -> Path:
    """Restore the learner's copy of a chapter and keep the old one beside it.

    Returns
    -------
    pathlib.Path
        The old copy under its new name.

    Raises
    ------
    FileNotFoundError
        If there is no such chapter.
    OSError
        If the folder cannot be written; the old copy is then still there.
    """
    found = [path for path in chapters(edition, clone) if int(path.name[:2]) == chapter]
    if not found:
        raise FileNotFoundError(message("no_chapter", chapter=chapter, edition=edition))
    mine = copy_chapters(edition, clone)
    copy = mine / found[0].name
    number = 1
    while (kept := copy.with_name(f"{copy.stem}.mine-{number}.ipynb")).exists():
        number += 1
    write(kept, copy.read_bytes())
    begun = _to_begin_with(found[0])
    write(copy, begun)
    record = _copied(mine) | {found[0].name: _hash(begun)}
    write(mine / COPIED, json.dumps(record, indent=1, sort_keys=True).encode())
    return kept
