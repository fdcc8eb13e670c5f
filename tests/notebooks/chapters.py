"""Reading the chapters, and comparing their outputs in a process of its own."""

import contextlib
import functools
import io
import os
import re
import shutil
import subprocess
import sys
import tokenize
from pathlib import Path

import nbformat
import pytest
from PIL import Image

from henan_lib.figures import show
from henan_lib.publish.export import run_chapter

from . import figures, marks

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
STEMS = sorted(path.stem for path in (NOTEBOOKS / "en").glob("[0-9]*.ipynb"))
PATHS = [NOTEBOOKS / edition / f"{stem}.ipynb" for stem in STEMS for edition in ("zh", "en")]


@functools.cache
def read(path):
    """Notebook at `path`, shared by the tests of a process: who changes it takes a copy."""
    return nbformat.read(path, as_version=4)


def read_chapter(stem, edition):
    """Notebook of a chapter in an edition."""
    return read(NOTEBOOKS / edition / f"{stem}.ipynb")


def code_cells(notebook):
    """Its code cells, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def comments(source):
    """Comments of a cell: the line that each stands on, from 0, and its text."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [(token.start[0] - 1, token.string) for token in tokens if token.type == tokenize.COMMENT]


def without_comments(source):
    """A cell's code with its comments blanked."""
    lines = source.splitlines()
    for place, comment in comments(source):
        lines[place] = lines[place].removesuffix(comment)
    return "\n".join(lines)


def explorers(edition):
    """Source of the first cell of the course, and a cell for every explorer of a chapter by the explorer's name."""
    cells = [cell.source for stem in STEMS for cell in code_cells(read_chapter(stem, edition))]
    found = [re.fullmatch(r"hl\.explore\.(\w+)\(\w*\)", source.strip()) for source in cells]
    return cells[0], {match[1]: f"hl.explore.{match[1]}()" for match in found if match}


def nbval(path, **environment):
    """Result of nbval on one notebook, in a process of its own."""
    folder = Path(path).parent
    for needed in ("conftest.py", "requirements.lock", "pyproject.toml"):
        if not (folder / needed).exists():
            shutil.copy(ROOT / needed, folder / needed)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "--color=no", str(path)],
        env=os.environ | environment, cwd=folder, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def prose_without_code(source):
    """Text of a markdown cell without code, formulas, links, and the numbers that only count sections."""
    text = re.sub(r"```.*?```", " ", source, flags=re.DOTALL)
    text = re.sub(r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$", " ", text, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "] ", text)
    text = re.sub(r"§\d+(?:\.\d+)*", " ", text)
    text = re.sub(r"·\s*\d+\s*(?:分钟|min)\b", " ", text)
    text = re.sub(
        r"第\d+章|[Cc]hapters? \d+(?:(?:,| and) \d+)*|图\d+-\d+|Figure \d+-\d+|表\d|(?:练习|Exercise )\d[a-z]", " ", text
    )
    return re.sub(r"^\s*\d+\.\s", " ", text, flags=re.MULTILINE)


def number_tokens(source):
    """Numbers that a reader meets in the prose of a markdown cell."""
    return re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", prose_without_code(source))


ONE_PIXEL = show.palette_png(Image.new("RGB", (1, 1)))


@contextlib.contextmanager
def without_pictures(inspect=None):
    """While this lasts, no picture is packed, and a figure drawn only if it is to be inspected.

    Packing takes a third of the time of a chapter and drawing another; nbval compares the pictures.
    """

    def draw(figure):
        if inspect:
            png(figure)
            inspect(figure)
        return ONE_PIXEL

    png = show.png
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(show, "palette_png", lambda image: ONE_PIXEL)
        patched.setattr(show, "png", draw)
        yield


class Ran:
    """A chapter after its cells have run once in this process, shared by all tests that read it.

    Attributes
    ----------
    variables : dict
        Names that its cells have defined.
    shown : dict of pandas.DataFrame
        Data of each figure and table by its id in the catalogue.
    faults : list of str
        What is wrong with its drawn figures.
    crossings : dict of sets
        Marks of edition that its cells fit or take differences across, each with the name of what does it, by cell.
    """

    def __init__(self, stem, edition):
        self.shown, self.faults, self.crossings = {}, [], {}
        finish = show.finish

        def inspect(figure):
            self.faults += figures.faults(figure)

        def cross(name, crossed):
            if crossed:
                self.crossings.setdefault(marks.running(stem), set()).update((name, mark) for mark in crossed)

        def finished(figure, entry, data):
            self.faults += figures.unused_words(figure, entry)
            finish(figure, entry, data)

        with (
            pytest.MonkeyPatch.context() as patched,
            show.received_by(self._receive),
            without_pictures(inspect),
            marks.watched(cross),
        ):
            patched.setattr(show, "finish", finished)
            self.variables = run_chapter(NOTEBOOKS / edition / f"{stem}.ipynb")

    def _receive(self, name, figure, data):
        self.shown[name] = data


ran = functools.cache(Ran)
