"""Theme of a session's figures: palette, fonts, sizes; and ``start``, the first cell of every chapter."""

from __future__ import annotations

import contextlib
import importlib.metadata
from pathlib import Path

import seaborn
from IPython.display import display
from matplotlib.font_manager import fontManager
from packaging.requirements import Requirement

from ..course import folder, outdated
from ..session import PACKAGE, session
from ..words import CourseError, Prose, look_up, message, use

# After Okabe and Ito; a test holds every pair apart under the common colour-vision deficiencies.
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#C0609A", "#5C3317", "#4896C8", "#3D3D3D"]
STAGE_COLOURS = {"initial_stage": "#B8860B", "middle_stage": "#009E73", "advanced_stage": "#0072B2"}
GREY, INK = "#8A8A8A", "#222222"


class Colours(dict):
    """Colours by the name of what they stand for, or by their own; the same thing has the same colour in every figure.

    Examples
    --------
    >>> colours["henan"] == colours["blue"]
    True
    """

    def __missing__(self, name):
        return look_up("colour", name, self)


_own = dict(zip(["blue", "orange", "green", "pink", "brown", "sky", "ink"], PALETTE)) | {"grey": GREY, "pale": "#D0D0D0"}
_things = {
    "henan": "blue", "410000": "blue", "national": "orange", "CHN": "orange", "printed": "orange",
    "urban": "blue", "urban_population": "blue", "rural": "orange", "rural_population": "orange",
    "agrees": "blue", "rounding": "green", "conflicts": "orange", "guess": "orange",
}  # fmt: skip
colours = Colours(
    _own
    | STAGE_COLOURS
    | {thing: _own[name] for thing, name in _things.items()}
    | {"not_checkable": "#757575", "no_check": "#D9D9D9"}
)
FONT_FILE = PACKAGE / "fonts" / "HenanSansSC-Regular.otf"
FONT_FAMILIES = [
    "DejaVu Sans", "Henan Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "SimSun", "SimHei", "Noto Sans CJK JP", "WenQuanYi Zen Hei",
]  # fmt: skip
FONT_POINTS = {"screen": 11, "projector": 14}
FIGURE_SIZE = (8.4, 4.7)


class TooOld(CourseError, ImportError):
    """A library is older than the course needs."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentence alone, since no line of the learner's is wrong."""
        return [str(self)]


def start(edition: str, *, size: str = "screen", solutions: bool = True) -> None:
    """Set language, theme, palette and fonts; the first cell of every chapter.

    Parameters
    ----------
    edition : {"zh", "en"}
        Language of labels, captions and messages.
    size : {"screen", "projector"}
        ``"projector"`` sets all text in 14 instead of 11 points.
    solutions : bool
        Whether `henan_lib.solution` shows solutions in this session; ``False`` for a class. They stay closed where the
        teacher has closed them: ``HENAN_SOLUTIONS=off`` in the environment, or a file ``solutions-closed`` in the folder of
        the course.

    Raises
    ------
    ValueError
        If `edition` or `size` is another word.
    TooOld
        If pandas is older than the course needs, as on some notebook services; the message has the line to run.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en", size="projector")
    """
    use(edition)
    if str(size) not in FONT_POINTS:
        raise ValueError(message("unknown_size", size=size))
    _require("pandas")
    session.solutions = solutions
    with contextlib.suppress(OSError, RuntimeError):  # the doctor says what a missing or broken font means
        fontManager.addfont(FONT_FILE)
    installed = {font.name for font in fontManager.ttflist}
    seaborn.set_theme(
        style="whitegrid",
        palette=PALETTE,
        rc={
            **text_sizes(size),
            "font.family": [family for family in FONT_FAMILIES if family in installed],
            "legend.frameon": False,
            "figure.figsize": FIGURE_SIZE,
            "figure.dpi": 100,
            "figure.constrained_layout.use": True,
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": GREY,
            "axes.titlelocation": "left",
            "grid.color": "#E6E6E6",
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "svg.hashsalt": "henan",
            "pdf.fonttype": 42,
        },
    )
    if Path.cwd() == folder() / edition:
        for chapter in outdated(edition):
            display(Prose(message("newer_edition", chapter=chapter, edition=edition)))


def _require(library: str) -> None:
    """Stop with one sentence and the line to run if a library is older than the course needs."""
    wanted = next(line for line in map(Requirement, importlib.metadata.requires("henan-lib")) if line.name == library)
    have = importlib.metadata.version(library)
    if not wanted.specifier.contains(have, prereleases=True):
        floor = next(bound.version for bound in wanted.specifier if bound.operator == ">=")
        raise TooOld(message("library_old", name=library, have=have, floor=floor))


def text_sizes(size: str) -> dict[str, int]:
    """Settings of matplotlib for the size of every kind of text."""
    points = FONT_POINTS[size]
    same = ["font.size", "axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize", "legend.title_fontsize"]
    return {**dict.fromkeys(same, points), "axes.titlesize": points + 1, "figure.titlesize": points + 3}
