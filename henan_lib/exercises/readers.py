"""What a learner gave, read as what the exercise asks for."""

from __future__ import annotations

import numbers
import re
import unicodedata

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection

from ..words import label
from .policy_brief import verdict

# Words that may stand around a number: they say what it is, and are not needed to read it.
ABOUT = r"(?:about|around|approx(?:imately|\.)?|some|[~≈]|约|大约|大概|第)"
OF_PERCENT = r"percentage points?|points?|percent|per cent|pp|个?百分点|百分之"
OF_PEOPLE = r"ten thousand|10,?000|100 million|hundred million|million|billion|persons?|people|万人|亿人|万|亿|人"
OTHERS = (
    r"years?|rows?|decades?|calls?|times|weightings?|provinces?|count(?:y|ies)|(?:a|per) year|/ ?year"
    r"|个?十年段|年|每年|/ ?年|行|次|倍|种|位|名|省|县|个|元"
)
UNITS = rf"(?:{OF_PERCENT}|{OF_PEOPLE}|{OTHERS})"
NUMBER = re.compile(
    rf"\s*{ABOUT}?\s*(?P<number>[-+]?(?:\d+|\d{{1,3}}(?:,\d{{3}})+)(?:\.\d+)?(?:e[-+]?\d+)?)"
    rf"\s*(?P<percent>%)?(?P<units>(?:\s*{UNITS})*)\s*",
    re.IGNORECASE,
)
PERCENT = ("%", "points", "points a year")
PEOPLE = {"people": 1, "10,000 persons": 1e4, "100 million persons": 1e8}
SIZES = {
    "万": 1e4, "ten thousand": 1e4, "10,000": 1e4, "10000": 1e4, "亿": 1e8, "100 million": 1e8, "hundred million": 1e8,
    "million": 1e6, "billion": 1e9, "人": 1, "person": 1, "people": 1,
}  # fmt: skip


class Unreadable(Exception):
    """The answer is not of the kind asked for."""


class PercentSign(Unreadable):
    """A percent sign stands where something is counted."""


class OtherUnit(Unreadable):
    """The unit that is written beside the number is none of the exercise's kind."""


def read_number(answer, unit: str = "%") -> float:
    """Number of an answer: a number, a text such as ``"about 1.54 %"``, or a list, Series or array of one.

    Raises
    ------
    PercentSign
        If it has a percent sign and the unit is none of percent or points.
    OtherUnit
        If people are written where none are asked for, or points where people are.
    Unreadable
        If it is not one finite number.

    Examples
    --------
    >>> read_number("约 1,234.5 万人", "people"), read_number("12.5 million", "10,000 persons"), read_number(["55.3 %"])
    (12345000.0, 1250.0, 55.3)
    """
    single = _single(answer)
    if isinstance(single, str):
        found = NUMBER.fullmatch(unicodedata.normalize("NFKC", single).replace("\u2212", "-"))
        if not found:
            raise Unreadable
        if found["percent"] and unit not in PERCENT:
            raise PercentSign
        return float(found["number"].replace(",", "")) * _size(found["units"].lower(), unit)
    if isinstance(single, bool | np.bool_):
        raise Unreadable
    value = float(single)
    if not np.isfinite(value):
        raise Unreadable
    return value


def _size(written: str, unit: str | None) -> float:
    """What a number must be multiplied by if a unit is written beside it: "12 million" where 10,000 persons are asked for."""
    of_people, of_percent = (re.search(kinds, written) for kinds in (OF_PEOPLE, OF_PERCENT))
    if (of_people and unit not in PEOPLE) or (of_percent and unit not in PERCENT):
        raise OtherUnit
    if not of_people:
        return 1
    size = next(size for word, size in SIZES.items() if word in written)
    return size / PEOPLE[unit]


def _single(answer):
    """The one element of a list, Series, frame or array; the answer itself otherwise."""
    if isinstance(answer, str | numbers.Number):
        return answer
    if isinstance(answer, bytes):
        raise Unreadable
    elements = np.asarray(answer, dtype=object).reshape(-1)
    if elements.size != 1:
        raise Unreadable
    return elements[0]


def read_table(answer) -> list[tuple]:
    """Rows of a dict, Series or DataFrame with what stands in its index, in sorted order, numbers as floats.

    Examples
    --------
    >>> read_table({"b": 2, "a": 1}) == read_table(pd.DataFrame({"n": [1, 2]}, index=["a", "b"]))
    True
    """
    if isinstance(answer, dict):
        answer = pd.Series(list(answer.values()), index=pd.Index(list(answer), tupleize_cols=False))
    if isinstance(answer, pd.Series):
        answer = answer.to_frame("value")
        rows = zip(answer.index, answer["value"])
    elif isinstance(answer, pd.DataFrame):
        inner = answer if isinstance(answer.index, pd.RangeIndex) and len(answer.columns) > 1 else answer.reset_index()
        rows = inner.itertuples(index=False)
    else:
        raise Unreadable
    return sorted((tuple(map(_cell, row)) for row in rows), key=str)


def _cell(value):
    return float(value) if isinstance(value, numbers.Number) else str(value)


def read_lines(answer) -> dict[tuple, str]:
    """Points of every data line of an Axes, a Figure or a seaborn grid, from left to right, with its name in the legend.

    Lines that only mark a level (``axhline``, ``axvline``) and lines that nobody sees do not count.
    """
    found = {}
    for ax in _axes(answer):
        names = _legend(ax)
        for line in ax.lines:
            points = sorted(map(tuple, line.get_xydata().round(3).tolist()))
            if points and line.get_transform() == ax.transData and _seen(line):
                found[tuple(points)] = names.get(line.get_color(), "")
    return found


def read_bars(answer) -> list[float]:
    """Lengths of the bars of a drawing, in order of size.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> figure, axes = plt.subplots()
    >>> bars = axes.barh(["a", "b"], [2, 1])
    >>> read_bars(axes)
    [1.0, 2.0]
    """
    bars = [bar for ax in _axes(answer) for container in ax.containers for bar in getattr(container, "patches", [])]
    lying = any(bar.get_x() == 0 and bar.get_y() != 0 for bar in bars)
    return sorted(round(float(bar.get_width() if lying else bar.get_height()), 3) for bar in bars)


def read_points(answer) -> list[tuple[float, float]]:
    """Points of a scatter plot, in order; a band counts as one point, lines that only mark a level do not count.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> figure, axes = plt.subplots()
    >>> points = axes.scatter([2, 1], [5, 6])
    >>> read_points(axes)
    [(1.0, 6.0), (2.0, 5.0)]
    """
    drawn = [cloud for ax in _axes(answer) for cloud in ax.collections if not isinstance(cloud, LineCollection)]
    clouds = [np.ma.filled(cloud.get_offsets(), np.nan).tolist() for cloud in drawn]
    return sorted((round(x, 3), round(y, 3)) for cloud in clouds for x, y in cloud)


def _axes(answer) -> list:
    """Axes of a drawing: of an Axes its own figure's, of a figure or a seaborn grid all.

    Raises
    ------
    Unreadable
        If it is no drawing.
    """
    if not hasattr(answer, "figure") and not hasattr(answer, "savefig"):
        answer = _single(answer)
    figure = getattr(answer, "figure", answer)
    axes = getattr(figure, "axes", None)
    if not axes or not hasattr(figure, "savefig"):
        raise Unreadable
    return axes


def _seen(line) -> bool:
    drawn = line.get_linestyle() not in ("None", "") or line.get_marker() not in ("None", "", None)
    return line.get_visible() and line.get_alpha() != 0 and drawn


def _legend(ax) -> dict[str, str]:
    """Name of each colour in a legend, in the session's language."""
    legend = ax.get_legend()
    if legend is None:
        return {}
    colours = [handle.get_color() for handle in legend.legend_handles if hasattr(handle, "get_color")]
    return dict(zip(colours, (label(text.get_text()) for text in legend.get_texts())))


def read_choice(answer) -> str:
    """Word of an answer, or the one word of a list; letters, spaces and quotation marks aside.

    Examples
    --------
    >>> read_choice(' "Edition" ')
    'edition'
    """
    single = _single(answer)
    if not isinstance(single, str):
        raise Unreadable
    return single.strip().strip("\"'“”‘’「」").strip().casefold()


def read_brief(answer) -> str:
    """Key of what is wrong with a policy brief, or that it is right."""
    found = verdict(answer)
    if found is None:
        raise Unreadable
    return found


def read_answer(kind: str, answer, unit: str = "%") -> float | list | dict | str:
    """An answer as its exercise asks for it.

    Raises
    ------
    Unreadable
        If it cannot be read as that, whatever it is.
    """
    readers = {
        "table": read_table, "lines": read_lines, "bars": read_bars, "points": read_points,
        "choice": read_choice, "brief": read_brief,
    }  # fmt: skip
    try:
        return readers[kind](answer) if kind in readers else read_number(answer, unit)
    except Unreadable:
        raise
    except Exception:  # a learner's object may raise anything when it is looked at
        raise Unreadable from None
