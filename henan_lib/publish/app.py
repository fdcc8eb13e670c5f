"""The explorers alone, one page per chapter for a projector, served by Voilà."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

from ..course import chapters, folder
from ..figures.catalogue import caption, catalogue_entry
from ..session import CLONE, PACKAGE
from ..words import CourseError, label, message

TEMPLATES = PACKAGE / "templates"
VARIABLE = re.compile(r"\([A-Za-z_]\w*\)$")  # what a chapter has chosen is not known here: the explorer's own start serves
EXPLORER = re.compile(r"hl\.explore\.(\w+)\([^\n]*\)")
# Voilà leaves a kernel behind when a page is closed; one that no page is connected to ends after this many seconds.
IDLE_SECONDS, LOOK_EVERY_SECONDS = 60, 10


class VoilaMissing(CourseError, ImportError):
    """Voilà is not installed; the message says how to get it."""


def _page(chapter: Path, edition: str) -> tuple[str, dict] | None:
    """Title and small notebook of a chapter's explorers; nothing if it has none."""
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    explorers = [found for source in sources if (found := EXPLORER.fullmatch(source))]
    if not explorers:
        return None
    title = "".join(cells[0]["source"]).partition("\n")[0].removeprefix("# ")
    written = [("markdown", f"# {title}"), ("code", f'import henan_lib as hl\n\nhl.start("{edition}", size="projector")')]
    for found in explorers:
        written += [("markdown", caption(catalogue_entry(f"{found[1]}-explorer"))), ("code", VARIABLE.sub("()", found[0]))]
    empty = {"markdown": {}, "code": {"execution_count": None, "outputs": []}}
    return title, {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, "title": title},
        "cells": [
            {"id": f"cell-{place}", "cell_type": kind, "metadata": {}, "source": source, **empty[kind]}
            for place, (kind, source) in enumerate(written)
        ],
    }


def write_pages(edition: str, folder: Path, clone: Path = CLONE) -> Path:
    """Write a small notebook for each chapter that has explorers, and the list of them.

    Parameters
    ----------
    edition : {"zh", "en"}
        Edition of the chapters; captions are in the session's language.
    folder : pathlib.Path
        Where to write; what stood there is replaced.
    clone : pathlib.Path
        Clone of the course.

    Returns
    -------
    pathlib.Path
        Folder of the small notebooks; the list stands beside it, in ``templates``.

    Raises
    ------
    FileNotFoundError
        If no chapter of this edition has an explorer.
    """
    found = {chapter.name: page for chapter in chapters(edition, clone) if (page := _page(chapter, edition))}
    if not found:
        raise FileNotFoundError(message("no_notebooks", edition=edition, folder=clone / "notebooks"))
    shutil.rmtree(folder, ignore_errors=True)
    pages, template = folder / "pages", folder / "templates" / "voila" / "templates" / "henan"
    for made in (pages, template):
        made.mkdir(parents=True)
    items = ""
    for name, (title, notebook) in found.items():
        (pages / name).write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
        items += f'<li value="{int(name[:2])}"><a href="voila/render/{name}">{escape(title)}</a></li>'
    listed = f'<main lang="{edition}"><h1>{label("explorers")}</h1><ol>{items}</ol></main>'
    (template / "chapters.html").write_text(listed, encoding="utf-8")
    return pages


def command(pages: Path, *options: str) -> tuple[list[str], dict[str, str]]:
    """Command line of Voilà for a folder of pages, and the environment in which it finds our template."""
    known = [str(TEMPLATES), str(pages.parent / "templates"), os.environ.get("JUPYTER_PATH")]
    line = [
        sys.executable,
        "-m",
        "voila",
        str(pages),
        "--template=henan",
        "--classic-tree",
        f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}",
        f"--MappingKernelManager.cull_interval={LOOK_EVERY_SECONDS}",
        *options,
    ]
    return line, os.environ | {"JUPYTER_PATH": os.pathsep.join(filter(None, known))}


def open_app(edition: str, *options: str) -> int:
    """Serve the explorers of an edition and open them in the browser; Voilà's exit code when it ends.

    Raises
    ------
    VoilaMissing
        If Voilà is not installed.
    """
    if importlib.util.find_spec("voila") is None:
        raise VoilaMissing(message("no_voila", python=Path(".venv", "Scripts" if os.name == "nt" else "bin", "python")))
    line, environment = command(write_pages(edition, folder() / ".app" / edition), *options)
    if os.name == "posix":
        os.execve(sys.executable, line, environment)
    return subprocess.call(line, env=environment)
