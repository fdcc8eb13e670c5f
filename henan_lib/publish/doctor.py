"""Is this machine ready for the course? One sentence for each thing that matters."""

from __future__ import annotations

import importlib.metadata
import re
import sys

from ..datasets.descriptor import resources
from ..datasets.package import DataProblem, load
from ..figures.theme import FONT_FILE
from ..words import Prose, message

OLDEST_PYTHON = (3, 11)


def _python() -> tuple[bool, str]:
    fine = sys.version_info >= OLDEST_PYTHON
    have = ".".join(map(str, sys.version_info[:3]))
    return fine, message("python_fine") if fine else message("python_old", have=have, want="3.11")


def _libraries() -> tuple[bool, str]:
    from packaging.requirements import Requirement

    wrong = []
    for line in importlib.metadata.requires("henan-lib") or []:
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            have = importlib.metadata.version(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(message("library_missing", name=wanted.name))
            continue
        if not wanted.specifier.contains(have, prereleases=True):
            wrong.append(message("library_version", name=wanted.name, have=have, want=wanted.specifier))
    return not wrong, message("libraries_wrong", wrong="; ".join(wrong)) if wrong else message("libraries_fine")


def _font() -> tuple[bool, str]:
    from matplotlib import ft2font

    try:
        characters = ft2font.FT2Font(str(FONT_FILE)).get_charmap()
    except (OSError, RuntimeError):
        return False, message("font_missing", file=FONT_FILE.name)
    fine = all(ord(character) in characters for character in "河南漯濮")
    return fine, message("font_fine") if fine else message("font_missing", file=FONT_FILE.name)


def _widgets() -> tuple[bool, str]:
    versions = {}
    for name in ("ipywidgets", "jupyterlab_widgets"):
        try:
            versions[name] = int(re.match(r"\d+", importlib.metadata.version(name))[0])
        except importlib.metadata.PackageNotFoundError:
            versions[name] = 0
    fine = versions["ipywidgets"] >= 8 and versions["jupyterlab_widgets"] >= 3
    return fine, message("widgets_fine") if fine else message("widgets_wrong")


def _data() -> tuple[bool, str]:
    wrong = []
    for name in resources():
        try:
            load(name)
        except DataProblem as problem:
            wrong.append(str(problem))
    return not wrong, "\n".join(wrong) if wrong else message("data_fine", count=len(resources()))


def examine() -> list[tuple[bool, str]]:
    """Findings about Python, libraries, font, widgets and data: whether each is in order, and a sentence."""
    return [_python(), _libraries(), _font(), _widgets(), _data()]


def doctor() -> None:
    """Say in sentences whether Python, libraries, font, widgets and data are in order, and what to do.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.doctor()  # doctest: +ELLIPSIS
    - ✓ Python ...
    """
    from IPython.display import display

    findings = examine()
    lines = [f"- {'✓' if fine else '✗'} {sentence}" for fine, sentence in findings]
    lines.append("\n" + message("doctor_ready" if all(fine for fine, _ in findings) else "doctor_not_ready"))
    display(Prose("\n".join(lines)))
