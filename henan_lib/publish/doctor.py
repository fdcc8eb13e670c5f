"""Is this machine ready for the course? One sentence for each thing that matters."""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
import stat
import sys
import sysconfig
import tomllib
from pathlib import Path

from IPython.display import display
from matplotlib import ft2font
from packaging.requirements import Requirement

from ..course import chapters, folder, write
from ..datasets.descriptor import resources
from ..datasets.package import DataProblem, load
from ..explorers.view import NAMES
from ..figures.theme import FONT_FILE
from ..session import CLONE, LANGUAGES, PACKAGE, data_folder
from ..words import KINDS, Prose, message

OLDEST_PYTHON = (3, 11)
OLDEST_WIDGETS = {"clone": "8", "elsewhere": "7.7"}  # a notebook service brings its own front end
ONLY_IN_A_CLONE = ("fonttools", "jupyterlab", "jupyterlab-language-pack-zh-cn", "nbconvert", "nbformat", "ipython", "traitlets")
TEXTS = ("figures", "exercises", "quizzes", "idioms", "brief_units", "report/checks")  # .toml, in the data package


def _in_clone() -> bool:
    return (CLONE / "notebooks").is_dir()


def _python() -> tuple[bool, str]:
    fine = sys.version_info >= OLDEST_PYTHON
    have = ".".join(map(str, sys.version_info[:3]))
    return fine, message("python_fine") if fine else message("python_old", have=have, want="3.11")


def _libraries() -> tuple[bool, str]:
    wrong, lines = [], []
    for wanted in map(Requirement, importlib.metadata.requires("henan-lib") or []):
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        if not _in_clone() and wanted.name.lower() in (*ONLY_IN_A_CLONE, "ipywidgets"):
            continue
        try:
            have = importlib.metadata.version(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(message("library_missing", name=wanted.name))
            lines.append(f'"{wanted}"')
            continue
        if not wanted.specifier.contains(have, prereleases=True):
            wrong.append(message("library_version", name=wanted.name, have=have, want=wanted.specifier))
            lines.append(f'"{wanted}"')
    if not wrong:
        return True, message("libraries_fine")
    return False, message("libraries_wrong", wrong="; ".join(wrong), advice=_advice(*lines))


def _advice(*requirements: str) -> str:
    """What to do about libraries: install the course again in a clone, a line for a cell elsewhere."""
    if _in_clone():
        return message("advice_clone")
    return message("advice_elsewhere", requirements=" ".join(requirements))


def _font() -> tuple[bool, str]:
    try:
        characters = ft2font.FT2Font(str(FONT_FILE)).get_charmap()
    except (OSError, RuntimeError):
        return False, message("font_missing", file=FONT_FILE.name)
    fine = all(ord(character) in characters for character in "河南漯濮")
    return fine, message("font_fine") if fine else message("font_missing", file=FONT_FILE.name)


def _widgets() -> tuple[bool, str]:
    floor = OLDEST_WIDGETS["clone" if _in_clone() else "elsewhere"]
    try:
        fine = Requirement(f"ipywidgets>={floor}").specifier.contains(importlib.metadata.version("ipywidgets"))
        fine = fine and (not _in_clone() or bool(importlib.metadata.version("jupyterlab_widgets")))
    except importlib.metadata.PackageNotFoundError:
        fine = False
    return fine, message("widgets_fine") if fine else message("widgets_wrong", advice=_advice(f'"ipywidgets>={floor}"'))


def _data() -> tuple[bool, str]:
    wrong = []
    for name in resources():
        try:
            load(name)
        except DataProblem as problem:
            wrong.append(str(problem))
    return not wrong, "\n".join(wrong) if wrong else message("data_fine", count=len(resources()))


def _texts() -> tuple[bool, str]:
    """Every file that the course reads besides its tables: texts, words, explorers, chapters."""
    data = data_folder()
    wanted = [data / f"{name}.toml" for name in TEXTS] + [data / "terms" / f"{name}.csv" for name in KINDS]
    wanted += [data / "reference" / "henan_prefectures.geojson", PACKAGE / "your_place" / "headers.toml"]
    wanted += [PACKAGE / "explorers" / "compiled" / f"{name}.{edition}.json" for name in NAMES for edition in LANGUAGES]
    wanted += [PACKAGE / "explorers" / "browser" / name for name in ("bundle.js", "explorer.css")]
    if _in_clone():
        wanted += [notebook for edition in LANGUAGES for notebook in chapters(edition)]
    wrong = []
    for path in wanted:
        try:
            _whole(path)
        except (OSError, ValueError) as problem:
            shown = path.relative_to(CLONE).as_posix() if path.is_relative_to(CLONE) else path
            wrong.append(message("text_damaged", path=shown, reason=problem))
    return not wrong, "\n".join(wrong) or message("texts_fine", count=len(wanted))


def _whole(path: Path) -> None:
    """Read a file as what its name says.

    Raises
    ------
    OSError, ValueError
        If it is missing, damaged or empty.
    """
    text = path.read_text(encoding="utf-8-sig" if path.suffix == ".csv" else "utf-8")
    if path.suffix == ".toml":
        tomllib.loads(text)
    elif path.suffix in (".json", ".geojson", ".ipynb"):
        json.loads(text)
    elif path.suffix == ".csv":
        if not {"key", *LANGUAGES} <= set(csv.DictReader(io.StringIO(text, newline="")).fieldnames or []):
            raise ValueError(message("file_empty"))
    if not text.strip():
        raise ValueError(message("file_empty"))


def _folder() -> tuple[bool, str]:
    """Whether the learner's own folder takes what a lesson leaves there."""
    try:
        write(folder() / ".doctor", b"")
        (folder() / ".doctor").unlink()
    except OSError as problem:
        return False, message("folder_refuses", folder=folder(), reason=problem.strerror or problem)
    return True, message("folder_fine")


def _hidden() -> tuple[bool, str]:
    """Files of the environment that macOS marks hidden, as iCloud does below a folder with a dot: Python passes over them."""
    site = Path(sysconfig.get_path("purelib"))
    hidden = [path.name for path in site.glob("*.pth") if getattr(path.stat(), "st_flags", 0) & stat.UF_HIDDEN]
    return not hidden, message("files_hidden", files=", ".join(hidden)) if hidden else message("files_seen")


def examine() -> list[tuple[bool, str]]:
    """Findings about Python, libraries, font, widgets, data, texts, the own folder: each in order or not, and a sentence."""
    return [_python(), _libraries(), _font(), _widgets(), _data(), _texts(), _folder(), _hidden()]


def doctor() -> None:
    """Say in sentences whether Python, libraries, font, widgets, data and texts are in order, and what to do.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.doctor()  # doctest: +ELLIPSIS
    - ✓ Python ...
    """
    findings = examine()
    lines = [f"- {'✓' if fine else '✗'} {sentence}" for fine, sentence in findings]
    lines.append("\n" + message("doctor_ready" if all(fine for fine, _ in findings) else "doctor_not_ready"))
    display(Prose("\n".join(lines)))
