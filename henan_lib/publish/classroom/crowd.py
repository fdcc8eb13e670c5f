"""The guesses of a class in one picture, without names, and what is the case once the teacher opens it."""

from __future__ import annotations

import functools
import io
import json
from collections import Counter

import matplotlib.pyplot as plt
import numpy as np

from ...exercises.guesses import amount, entry, hidden_years, named, right_option, right_order
from ...exercises.truths import truth_of
from ...figures.show import without_glyph_warnings
from ...figures.theme import colours, start
from ...session import current
from ...words import label, message

PAPER = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 2}  # behind what is said of the truth
BINS = 40  # places of the dots along a number line


def picture(prediction_id: str, guesses: list, opened: bool, edition: str) -> str:
    """The guesses as SVG.

    Parameters
    ----------
    prediction_id : str
        Id of the prediction.
    guesses : list
        What was guessed.
    opened : bool
        Whether what is the case is shown too.
    edition : {"zh", "en"}
        Language of the labels.

    Returns
    -------
    str
        An element of HTML.
    """
    return _drawn(prediction_id, json.dumps(guesses), opened, edition)


@functools.lru_cache(maxsize=64)
def _drawn(prediction_id: str, guesses: str, opened: bool, edition: str) -> str:
    start(edition, size="projector")
    figure, axes = plt.subplots(figsize=(10.6, 4.8))
    DRAWERS[entry(prediction_id)["kind"]](axes, prediction_id, json.loads(guesses), opened)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    text = io.StringIO()
    with without_glyph_warnings():
        figure.savefig(text, format="svg", metadata={"Date": None})
    plt.close(figure)
    svg = text.getvalue()
    return svg[svg.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{message("board_picture")}"', 1)


def _line(axes, prediction_id: str) -> None:
    """A number line from end to end of what is possible."""
    described = entry(prediction_id)
    low, high = described["range"]
    axes.set(
        xlim=(low - (high - low) / 50, high + (high - low) / 50), xlabel=label(described["unit"]) if described["unit"] else ""
    )
    axes.set_yticks([])
    axes.grid(False, axis="y")


def _truth_across(axes, prediction_id: str) -> None:
    described, truth = entry(prediction_id), truth_of(prediction_id)
    axes.axvline(truth, color=colours["orange"], linewidth=3)
    middle = sum(described["range"]) / 2
    place = {"ha": "left", "xytext": (8, -4)} if truth < middle else {"ha": "right", "xytext": (-8, -4)}
    _say_truth(axes, described, truth, (truth, 1), xycoords=("data", "axes fraction"), va="top", **place)


def _say_truth(axes, described: dict, truth: float, at: tuple, **place) -> None:
    said = f"{message('predict_truth')} {amount(truth, described)}"
    axes.annotate(said, at, textcoords="offset points", color=colours["orange"], bbox=PAPER, **place)


def _numbers(axes, prediction_id, guesses, opened) -> None:
    low, high = entry(prediction_id)["range"]
    width = (high - low) / BINS
    stacks: Counter = Counter()
    for guess in guesses:
        place = round((guess - low) / width)
        stacks[place] += 1
        axes.plot(low + place * width, stacks[place], "o", markersize=13, color=colours["blue"], alpha=0.85, clip_on=False)
    axes.set_ylim(0, max(8, *stacks.values(), 0) + 1)
    _line(axes, prediction_id)
    if opened:
        _truth_across(axes, prediction_id)


def _intervals(axes, prediction_id, guesses, opened) -> None:
    truth = truth_of(prediction_id)
    for row, (low, high) in enumerate(sorted(guesses)):
        held = not opened or low <= truth <= high
        axes.plot([low, high], [row, row], linewidth=4, color=colours["blue" if held else "grey"], solid_capstyle="butt")
        axes.plot([low, high], [row, row], "|", markersize=9, markeredgewidth=3, color=colours["blue" if held else "grey"])
    axes.set_ylim(-1, max(8, len(guesses)) + 1)
    _line(axes, prediction_id)
    if opened:
        _truth_across(axes, prediction_id)


def _choices(axes, prediction_id, guesses, opened) -> None:
    described = entry(prediction_id)
    options, counts = described["options"][::-1], Counter(guesses)
    right = right_option(prediction_id)
    looks = [colours["orange" if opened and option == right else "blue"] for option in options]
    bars = axes.barh(range(len(options)), [counts[option] for option in options], color=looks)
    axes.bar_label(bars, padding=4)
    names = [f"{'✓ ' if opened and one == right else ''}{named(described, one)}" for one in options]
    axes.set_yticks(range(len(options)), names)
    axes.set_xticks([])
    axes.grid(False)


def _orders(axes, prediction_id, guesses, opened) -> None:
    """How often each option stands at each place."""
    described = entry(prediction_id)
    options = right_order(prediction_id) if opened else sorted(described["options"])
    counts = np.array([[sum(guess[place] == one for guess in guesses) for place in range(len(options))] for one in options])
    axes.imshow(counts, cmap="Blues", aspect="auto", vmin=0, vmax=max(1, len(guesses)))
    for (row, place), count in np.ndenumerate(counts):
        right = opened and row == place
        ink = "white" if count > len(guesses) / 2 else colours["ink"]
        axes.text(place, row, f"{'✓ ' if right else ''}{count}", ha="center", va="center", color=ink)
    axes.set_yticks(range(len(options)), [named(described, one) for one in options])
    axes.set_xticks(range(len(options)), [message("board_place", place=place + 1) for place in range(len(options))])
    axes.grid(False)


def _curves(axes, prediction_id, guesses, opened) -> None:
    described, truth = entry(prediction_id), truth_of(prediction_id)
    years = hidden_years(prediction_id)
    known = truth[truth.index <= described["known_to"]]
    for guess in guesses:
        axes.plot(years, guess, color=colours["blue"], alpha=0.45, linewidth=1.8)
    axes.plot(known.index, known, color=colours["ink"], linewidth=3)
    if opened:
        shown = truth[truth.index >= described["known_to"]]
        axes.plot(shown.index, shown, color=colours["orange"], linewidth=4)
        _say_truth(axes, described, shown.iloc[-1], (years[-1], shown.iloc[-1]), xytext=(-6, 10), ha="right")
    axes.set(ylim=described["range"], xlim=(truth.index.min(), years[-1]))
    axes.set_ylabel(label(described["unit"]) if described["unit"] else "")


DRAWERS = {"number": _numbers, "interval": _intervals, "choice": _choices, "order": _orders, "curve": _curves}


def sentences(prediction_id: str, guesses: list, learners: int, opened: bool) -> list[str]:
    """What stands below the picture: how many have guessed, and once it is opened, what is the case.

    Parameters
    ----------
    prediction_id : str
        Id of the prediction.
    guesses : list
        What was guessed.
    learners : int
        How many there are in the class.
    opened : bool
        Whether what is the case is said too.

    Returns
    -------
    list of str
        Sentences in the session's language.
    """
    described, truth = entry(prediction_id), truth_of(prediction_id)
    said = [message("board_guessed", count=len(guesses), all=learners)]
    if opened and described["kind"] == "interval" and guesses:
        held = sum(low <= truth <= high for low, high in guesses)
        said.append(message("predictions_held", count=len(guesses), held=held))
    if opened and described["kind"] == "number" and guesses:
        low, high = (sum(one(guess, truth) for guess in guesses) for one in (np.less, np.greater))
        said.append(message("board_sides", low=low, high=high))
    if opened:
        said.append(described["says"][current()].format(truth=truth))
    return said
