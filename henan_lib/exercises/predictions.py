"""Predictions that are answered: a place for a guess, what is the case, and the guess in the figure."""

from __future__ import annotations

from pathlib import Path

import anywidget
import pandas as pd
import traitlets
from IPython.display import display

from ..datasets.package import load
from ..figures.show import Shown, mark_in, table_bundle
from ..figures.theme import colours
from ..session import current
from ..words import Prose, label, message, terms
from .guesses import (
    DIFFERENCE,
    amount,
    crossed_pairs,
    entries,
    entry,
    fewest,
    fits,
    hidden_years,
    key,
    named,
    outcome,
    right_option,
    right_order,
    shuffled,
    typical_miss,
)
from .progress import not_kept, recall, remember
from .truths import truth_of

HERE = Path(__file__).parent / "browser"
SCRIPT, STYLE = HERE / "predict.js", HERE / "predict.css"


def question(prediction_id: str) -> dict:
    """What a browser needs to ask a prediction and to answer it, but for `spoken`, in the session's language.

    Parameters
    ----------
    prediction_id : str
        Id of the prediction.

    Returns
    -------
    dict
        JSON: the question, the range, the options or the known part of a curve, and the truth.

    Raises
    ------
    UnknownName
        If there is no such prediction.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> question("france-1950")["unit"]
    '%'
    """
    described, truth = entry(prediction_id), truth_of(prediction_id)
    kind, unit = described["kind"], described["unit"]
    asked = {
        "id": prediction_id,
        "lang": current(),
        "kind": kind,
        "ask": described["ask"][current()],
        "unit": label(unit),
        "difference": label(DIFFERENCE.get(unit, unit)),
        "digits": described["digits"],
        "says": described["says"][current()].format(truth=truth),
    }
    if kind in ("choice", "order"):
        right = right_option(prediction_id) if kind == "choice" else right_order(prediction_id)
        options = [[one, named(described, one), amount(truth[one], described)] for one in shuffled(prediction_id)]
        return asked | {"options": options, "right": right, "tiles": tiles(described)}
    low, high = described["range"]
    asked |= {"low": low, "high": high, "step": described["step"]}
    if kind != "curve":
        return asked | {"truth": round(float(truth), 6)}
    years = hidden_years(prediction_id)
    known = truth[truth.index <= described["known_to"]]
    return asked | {
        "known": [[int(year), round(float(value), 3)] for year, value in known.items()],
        "years": years,
        "anchors": described["anchors"],
        "truth": [round(float(truth[year]), 3) for year in years],
    }


def spoken() -> dict[str, str]:
    """What a browser says of predictions in the session's language, its placeholders open."""
    return {name: row[current()] for name, row in terms("message").items() if name.startswith(("predict_", "predictions_"))}


def tiles(described: dict) -> dict[str, list[int]]:
    """Column and row of each option in a map of tiles, from 1; empty where the options are no places of one."""
    if "tiles" not in described:
        return {}
    grid = load(described["tiles"]).set_index("unit_code")
    return {code: [int(place["tile_col"]) + 1, int(place["tile_row"]) + 1] for code, place in grid.iterrows()}


class Prediction(anywidget.AnyWidget):
    """A question with a place for the guess, which is kept and then answered.

    Parameters
    ----------
    prediction_id : str
        Id of the prediction.
    """

    _esm, _css = SCRIPT, STYLE
    question = traitlets.Dict().tag(sync=True)
    guess = traitlets.Any(None, allow_none=True).tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)

    def __init__(self, prediction_id: str):
        asked = question(prediction_id) | {"words": spoken()}
        kept, note = _kept(prediction_id)
        super().__init__(question=asked, guess=kept, note=note)
        self.observe(self._keep, "guess")

    def _keep(self, change: dict) -> None:
        if change["new"] is None or fits(self.question["id"], change["new"]):
            self.note = remember(key(self.question["id"]), guess=change["new"]).strip()

    def _repr_mimebundle_(self, **kwargs):
        data, _ = super()._repr_mimebundle_(**kwargs)
        return data | {"text/plain": on_paper(self.question)}, {"prediction": self.question["id"]}


def on_paper(asked: dict) -> str:
    """A question as text, its options below it, with a line to write on: the same whether or not somebody has guessed."""
    options = [f"   {name}" for _, name, _ in asked.get("options", [])]
    years = [message("predict_line_year", year=year, unit=asked["unit"]).rstrip() for year in asked.get("anchors", [])]
    line = message(f"predict_line_{asked['kind']}", unit=asked["unit"], years=message("predict_gap").join(years)).rstrip()
    return "\n".join([asked["ask"], *options, line])


def _kept(prediction_id: str) -> tuple[object, str]:
    """The guess that is remembered, or nothing; and a sentence if there is one that cannot be understood or read."""
    try:
        kept = recall().get(key(prediction_id), {}).get("guess")
    except OSError as problem:
        return None, not_kept(problem).strip()
    if kept is None or fits(prediction_id, kept):
        return kept, ""
    return None, message("predict_not_understood")


def predict(prediction_id: str) -> Prediction:
    """Ask for a guess before a figure gives the answer; the figure then shows the guess too.

    The guess is kept with the learner's progress and answered at once; `forget` clears it with its chapter. Nothing waits
    for it.

    Parameters
    ----------
    prediction_id : str
        Id of the prediction, as in ``data/predictions.toml``.

    Returns
    -------
    Prediction
        Live where there is a kernel, the question with a line to write on elsewhere.

    Raises
    ------
    UnknownName
        If there is no such prediction.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.predict("france-1950").guess is None
    True
    """
    described = entry(prediction_id)
    if "mark" in described:
        mark_in(described["figure"], prediction_id, lambda figure: _mark(figure, prediction_id))
    return Prediction(prediction_id)


def _mark(figure, prediction_id: str) -> None:
    """Put the guess into a figure, if there is one: a hollow mark, a bar between two ends, or a broken line."""
    guess, _ = _kept(prediction_id)
    if guess is None:
        return
    described = entry(prediction_id)
    place = described["mark"]
    axes = figure.axes[place["panel"]]
    limits = axes.axis()
    look = {
        "color": colours["guess"],
        "label": "_",
        "zorder": 5,
        "markerfacecolor": "white",
        "markeredgewidth": 2,
        "clip_on": False,
    }
    values = guess if isinstance(guess, list) else [guess]
    across = hidden_years(prediction_id) if described["kind"] == "curve" else [place["at"]] * len(values)
    points = (values, across) if place.get("along") == "x" else (across, values)
    style = "--" if described["kind"] == "curve" else "o-"
    axes.plot(*points, style, linewidth=2, markersize=9, **look)
    axes.annotate(
        message("predict_your_guess"),
        (points[0][-1], points[1][-1]),
        (8, 6),
        textcoords="offset points",
        color=colours["guess"],
    )
    wide, tall = [float(axes.convert_xunits(one)) for one in points[0]], [float(axes.convert_yunits(one)) for one in points[1]]
    axes.set_xlim(_including(limits[:2], wide))
    axes.set_ylim(_including(limits[2:], tall))


def _including(limits: tuple[float, float], values: list[float]) -> tuple[float, float]:
    """Limits of an axis, widened where a value lies beyond them; an axis that runs downwards goes on doing so."""
    low, high = min(*limits, *values), max(*limits, *values)
    return (low, high) if limits[0] <= limits[1] else (high, low)


def predictions() -> None:
    """Show the learner's own guesses beside what is the case, and how many of the intervals held it.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.predictions()  # doctest: +ELLIPSIS
    You have not guessed yet...
    """
    try:
        recall()
    except OSError as problem:
        return display(Prose(not_kept(problem).strip()))
    guesses = {name: guess for name in entries() if (guess := _kept(name)[0]) is not None}
    if not guesses:
        return display(Prose(message("predictions_none")))
    table = pd.DataFrame([_row(name, guess) for name, guess in guesses.items()])
    display(Shown(table_bundle(table)))
    display(Prose("\n\n".join(_summary({name: outcome(name, guess) for name, guess in guesses.items()}))))


def _row(prediction_id: str, guess) -> dict[str, object]:
    """One guess as a row for the reader."""
    described, truth = entry(prediction_id), truth_of(prediction_id)
    kind = described["kind"]
    became = outcome(prediction_id, guess)
    if kind == "number":
        said, real = amount(guess, described), amount(truth, described)
    elif kind == "interval":
        said, real = (
            message("predict_range", low=amount(guess[0], described), high=amount(guess[1], described)),
            amount(truth, described),
        )
    elif kind == "choice":
        said, real = named(described, guess), named(described, right_option(prediction_id))
    elif kind == "order":
        said = message("predictions_order", count=crossed_pairs(prediction_id, guess))
        real = message("predict_comma").join(named(described, one) for one in right_order(prediction_id))
    else:
        last = hidden_years(prediction_id)[-1]
        miss = amount(typical_miss(prediction_id, guess), described, difference=True)
        said = message("predictions_curve", miss=miss, year=last, value=amount(guess[-1], described))
        real = message("predictions_end", year=last, value=amount(truth[last], described))
    return {
        "chapter": described["chapter"],
        "question": described["ask"][current()],
        "your_guess": said,
        "what_is": real,
        "guess_outcome": became,
    }


def _summary(found: dict[str, str]) -> list[str]:
    """What the guesses have in common: on which side they lie, and how many intervals held."""
    sentences = []
    numbers = [became for name, became in found.items() if entry(name)["kind"] in ("number", "curve")]
    if numbers:
        low, high = (numbers.count(f"guess_{side}") for side in ("low", "high"))
        sentences.append(message("predictions_sides", count=len(numbers), low=low, high=high))
    picked = [became for name, became in found.items() if entry(name)["kind"] in ("choice", "order")]
    if picked:
        sentences.append(message("predictions_picked", count=len(picked), right=picked.count("guess_right")))
    intervals = [became for name, became in found.items() if entry(name)["kind"] == "interval"]
    if intervals:
        count = len(intervals)
        held = message("predictions_held", count=count, held=intervals.count("guess_held"))
        least = fewest(count)
        meant = message("predictions_fewest", fewest=least) if least else message("predictions_few")
        sentences.append(message("predict_sentences", first=held, second=meant))
    return sentences
