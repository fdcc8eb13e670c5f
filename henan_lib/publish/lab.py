"""The learner's own copies of the chapters, and JupyterLab opened on them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ..session import CLONE
from ..words import message


def chapters(edition: str, clone: Path = CLONE) -> list[Path]:
    """Notebooks of an edition in the order of the chapters."""
    return sorted((clone / "notebooks" / edition).glob("[0-9]*.ipynb"))


def copy_chapters(edition: str, clone: Path = CLONE) -> Path:
    """Copy the chapters that the learner does not have yet into ``my-course``; never overwrite.

    Returns
    -------
    pathlib.Path
        Folder of the copies.

    Raises
    ------
    FileNotFoundError
        If the clone has no notebooks of this edition.
    """
    originals = chapters(edition, clone)
    if not originals:
        raise FileNotFoundError(message("no_notebooks", edition=edition, folder=clone / "notebooks"))
    folder = clone / "my-course" / edition
    folder.mkdir(parents=True, exist_ok=True)
    for original in originals:
        if not (folder / original.name).exists():
            shutil.copyfile(original, folder / original.name)
    return folder


def reset_chapter(edition: str, chapter: int, clone: Path = CLONE) -> Path:
    """Restore the learner's copy of a chapter and keep the old one beside it.

    Returns
    -------
    pathlib.Path
        The old copy under its new name, or the restored one if there was no old one.

    Raises
    ------
    FileNotFoundError
        If there is no such chapter.
    """
    found = [path for path in chapters(edition, clone) if int(path.name[:2]) == chapter]
    if not found:
        raise FileNotFoundError(message("no_chapter", chapter=chapter, edition=edition))
    mine = copy_chapters(edition, clone) / found[0].name
    number = 1
    while (kept := mine.with_name(f"{mine.stem}.mine-{number}.ipynb")).exists():
        number += 1
    mine.rename(kept)
    shutil.copyfile(found[0], mine)
    return kept


def write_lab_settings(edition: str, prefix: Path = Path(sys.prefix)) -> Path:
    """Settings of this environment's JupyterLab: its language, and nothing fetched from the network.

    Returns
    -------
    pathlib.Path
        The file written, ``overrides.json`` of the environment; the learner's home is left alone.
    """
    settings = {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
            "doNotDisturbMode": True,
        },
        "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN" if edition == "zh" else "default"},
    }
    file = prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings, indent=1), encoding="utf-8")
    return file


def open_lab(edition: str, *options: str) -> int:
    """Open JupyterLab on the learner's copy of the first chapter; its exit code when it ends."""
    folder = copy_chapters(edition)
    write_lab_settings(edition)
    first = (folder / chapters(edition)[0].name).relative_to(CLONE).as_posix()
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={CLONE}",
        f"--LabApp.default_url=/lab/tree/{first}",
        *options,
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    if os.name == "posix":
        os.execv(sys.executable, command)
    return subprocess.call(command)
