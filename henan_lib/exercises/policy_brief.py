"""The capstone of chapter 5: three measures, their problems and indicators as one page with its figure."""

from __future__ import annotations

import functools
import math
import re
import textwrap
from pathlib import Path

import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from ..datasets.descriptor import resource, resources
from ..datasets.package import load
from ..figures.show import Shown, picture_bundle, png
from ..figures.theme import PALETTE
from ..report.strategy import linked_measures
from ..session import LANGUAGES, current, data_folder, entries_of
from ..words import Prose, escaped, message, terms

FIELDS = (
    "measure", "problem", "indicator", "unit", "direction", "baseline", "baseline_year", "source", "target", "target_year"
)  # fmt: skip
NUMBERS = ("baseline", "baseline_year", "target", "target_year")
EARLIEST, LATEST = 1949, 2100  # years of which a brief can speak
SIGNED = r"points|百分点|%\s*(?:/|a |per )\s*(?:年|year)|每年"  # differences and rates may be negative, shares and counts not


SEPARATED = re.compile(r"[\s/×·（）()、，,]+|(?:\b(?:a|an|per|of|each|in)\b)|每|\d+")


def policy_brief(choice) -> None:
    """Show three chosen measures as a page of Markdown with its figure, or say everything that is missing.

    Parameters
    ----------
    choice : list of dict, or pandas.DataFrame
        Three rows with ``measure`` (id in the table ``strategy_tree``), ``problem`` (id in ``problems``), ``indicator``
        (left out: the measure's own in the tree), ``unit``, ``direction`` (``"up"`` or ``"down"``), ``baseline``,
        ``baseline_year``, ``source`` (own words, or the name of a table of the course), ``target``, ``target_year``.
        A measure that our table does not link to the problem is allowed, and the page says so.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.policy_brief([])  # doctest: +ELLIPSIS
    The brief is not complete...
    """

    rows = rows_of(choice)
    if rows is None:
        display(Prose(message("brief_kind", have=type(choice).__name__, fields=", ".join(FIELDS))))
    elif found := faults(rows):
        lines = "\n".join(f"- {sentence}" for _, sentence in found)
        display(Prose(message("brief_incomplete", faults=lines, fields=", ".join(FIELDS))))
    else:
        display(Prose(as_markdown(rows)))
        display(Shown(picture_bundle(png(figure(rows)), _alt(rows)), _alt(rows)))


def verdict(choice) -> str | None:
    """Key of the first fault or remark, ``"complete"`` if there is none, nothing if `choice` is no such table."""
    rows = rows_of(choice)
    if not rows or not any("measure" in row for row in rows):
        return None
    found = faults(rows) or remarks(rows)
    return found[0][0] if found else "complete"


def rows_of(choice) -> list[dict] | None:
    """Rows of a list of dicts or a table; an indicator that is left out is that of the tree."""

    if choice is ... or choice is None:
        return []
    rows = choice.to_dict("records") if isinstance(choice, pd.DataFrame) else choice
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, dict) for row in rows):
        return None
    own = _measures()["indicator"].dropna()
    rows = [{field: value for field, value in row.items() if not _missing(value)} for row in rows]
    return [{"indicator": own[row.get("measure")]} | row if str(row.get("measure")) in own else row for row in rows]


def _missing(value) -> bool:

    return value is ... or (pd.api.types.is_scalar(value) and pd.isna(value)) or not str(value).strip()


def _measures() -> pd.DataFrame:
    return _measures_of(data_folder(), current())


@functools.cache
def _measures_of(folder: Path, language: str) -> pd.DataFrame:
    return load("strategy_tree").query("kind == 'measure'").set_index("id")


def _number(value) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(value) if math.isfinite(float(value)) else None
    except (TypeError, ValueError, OverflowError):
        return None


@functools.cache
def _units(folder: Path) -> frozenset[str]:
    """Words that a unit may be made of: those of the terms and those of ``data/brief_units.toml``."""
    words = entries_of("brief_units.toml")["words"]
    written = [row[language].lower() for row in terms("unit").values() for language in LANGUAGES]
    return frozenset(word for unit in [*written, *words] for word in (unit, *SEPARATED.split(unit)) if word)


def is_unit(text: object) -> bool:
    """Whether each part of a unit, between slashes, spaces and words such as "per", is one that people measure in.

    Things without a unit of their own are counted: "number of libraries", "个图书馆".

    Examples
    --------
    >>> is_unit("%"), is_unit("10,000 persons"), is_unit("number of parks"), is_unit("bananas")
    (True, True, True, False)
    """
    text = " ".join(str(text).split()).lower()
    if re.fullmatch(r"(?:number of|个).+", text):
        return True
    known = _units(data_folder())
    parts = [re.sub("^[十百千万亿]+(?=.)", "", part) for part in SEPARATED.split(text) if part]
    return text in known or (bool(parts) and known.issuperset(parts))


def faults(rows: list[dict]) -> list[tuple[str, str]]:
    """Everything that keeps rows from being a brief: keys and sentences."""
    found = [] if len(rows) == 3 else [("not_three_measures", message("brief_count", count=len(rows)))]
    names = [str(row["measure"]) for row in rows if "measure" in row]
    if len(set(names)) < len(names):
        found.append(("not_three_measures", message("brief_twice")))
    known = {"measure": set(_measures().index), "problem": set(load("problems")["id"]), "direction": {"up", "down"}}
    for place, row in enumerate(rows, start=1):
        found += [(key, message(name, row=place, **values)) for key, name, values in _row_faults(row, known)]
    return found


def _row_faults(row: dict, known: dict[str, set]):
    """Key, name of the message and its values for each fault of one row."""
    for field, allowed in known.items():
        if field in row and str(row[field]) not in allowed:
            yield f"unknown_{field}", f"brief_{field}", {"have": _own(row[field])}
    if lacking := [field for field in FIELDS if field not in row]:
        key = next((f"no_{field}" for field in ("indicator", "baseline", "target") if field in lacking), "missing")
        yield key, "brief_missing", {"fields": ", ".join(lacking)}
    numbers = {field: _number(row[field]) for field in NUMBERS if field in row}
    for field in [field for field, number in numbers.items() if number is None]:
        yield "not_a_number", "brief_number", {"field": field, "have": _own(row[field])}
    if "unit" in row and not is_unit(row["unit"]):
        yield "unknown_unit", "brief_unit", {"have": _own(row["unit"])}
    elif "unit" in row:
        yield from _out_of_reach(str(row["unit"]), numbers)
    if "source" in row and len(re.sub(r"[^\w]", "", str(row["source"]))) < 2:
        yield "no_source", "brief_source", {"have": _own(row["source"])}
    baseline, start, target, end = (numbers.get(field) for field in NUMBERS)
    years = [year for year in (start, end) if year is not None and not (EARLIEST <= year <= LATEST and year == int(year))]
    for year in years:
        yield "years", "brief_year", {"have": f"{year:.10g}", "first": EARLIEST, "last": LATEST}
    rise = {"up": 1, "down": -1}.get(str(row.get("direction")))
    if rise and None not in (baseline, target) and rise * (target - baseline) <= 0:
        yield "target_not_beyond", "brief_target", {"baseline": _written(baseline), "target": _written(target)}
    if not years and None not in (start, end) and end <= start:
        yield "years", "brief_years", {"start": f"{start:.0f}", "end": f"{end:.0f}"}


def _out_of_reach(unit: str, numbers: dict):
    """Values that no share, count or amount can have."""
    if re.search(SIGNED, unit.lower()):
        low, high, name = -100, 100, "brief_change"
    elif unit.strip().lower() in ("%", "％", "percent", "per cent"):
        low, high, name = 0, 100, "brief_share"
    else:
        low, high, name = 0, math.inf, "brief_negative"
    for field in ("baseline", "target"):
        if (value := numbers.get(field)) is not None and not low <= value <= high:
            yield "out_of_reach", name, {"field": field, "have": _written(value)}


def remarks(rows: list[dict]) -> list[tuple[str, str]]:
    """What a reader should know of complete rows: measures not linked to their problem, and too narrow a choice."""
    links = linked_measures()
    pairs = set(zip(links["problem"], links["id"]))
    found = []
    for place, row in enumerate(rows, start=1):
        name, problem = str(row["measure"]), str(row["problem"])
        if (problem, name) not in pairs:
            found.append(("not_linked", message("brief_unlinked", row=place, measure=name, problem=problem)))
    focuses = {str(row["measure"])[:3] for row in rows}
    if 3 not in (len(focuses), len({str(row["problem"]) for row in rows})):
        found.append(("too_narrow", message("brief_narrow")))
    return found


def _own(text: object) -> str:
    """A reader's own words on one line."""
    return escaped(" ".join(str(text).split()))


def _written(number: float) -> str:
    return f"{number:,.10g}"


def as_markdown(rows: list[dict]) -> str:
    """The page as Markdown."""
    measures, problems = _measures()["label"], load("problems").set_index("id")["label"]
    parts = [message("brief_title")]
    for place, row in enumerate(rows, start=1):
        baseline, start, target, end = (_number(row[field]) for field in NUMBERS)
        source = str(row["source"])
        if source in resources():
            source = resource(source)["source_line_zh" if current() == "zh" else "source_line"]
        texts = {field: _own(row[field]) for field in ("indicator", "unit")}
        parts.append(
            message(
                "brief_part", row=place, measure=f"{measures[str(row['measure'])]} §{row['measure']}",
                problem=f"{problems[str(row['problem'])]} §{row['problem']}", source=_own(source), start=f"{start:.0f}",
                end=f"{end:.0f}", baseline=_written(baseline), target=_written(target),
                pace=_written(float(f"{(target - baseline) / (end - start):.3g}")), **texts,
            )
        )  # fmt: skip
    found = remarks(rows)
    closing = [message("brief_remarks", remarks="\n".join(f"- {sentence}" for _, sentence in found))] if found else []
    return "\n\n".join([*parts, *closing, message("brief_doubt")])


def figure(rows: list[dict]) -> Figure:
    """Three panels, each from the baseline to the target: what is known full, what is aimed at hollow and dashed."""

    measures = _measures()["label"]
    drawn = Figure(figsize=(8.4, 3.6))
    for ax, row, colour in zip(drawn.subplots(1, 3), rows, PALETTE):
        baseline, start, target, end = (_number(row[field]) for field in NUMBERS)
        ax.plot([start, end], [baseline, target], "--", color=colour)
        ax.plot(start, baseline, "o", color=colour, markersize=9)
        ax.plot(end, target, "o", color=colour, markersize=9, markerfacecolor="white")
        away = 10 if target > baseline else -10
        for x, y, down in ((start, baseline, -away), (end, target, away)):
            side = "bottom" if down > 0 else "top"
            ax.annotate(_written(y), (x, y), xytext=(0, down), textcoords="offset points", ha="center", va=side)
        ax.set(xticks=[start, end], ylabel=" ".join(str(row["unit"]).split()))
        ax.set_xticklabels([f"{start:.0f}", f"{end:.0f}"])
        ax.margins(x=0.4, y=0.3)
        ax.set_title(textwrap.fill(measures[str(row["measure"])], 10 if current() == "zh" else 21), loc="left")
        ax.yaxis.label.set_parse_math(False)
    return drawn


def _alt(rows: list[dict]) -> str:
    measures = _measures()["label"]
    items = [
        message(
            "brief_alt_item", measure=measures[str(row["measure"])], unit=" ".join(str(row["unit"]).split()),
            baseline=_written(_number(row["baseline"])), target=_written(_number(row["target"])),
            start=f"{_number(row['baseline_year']):.0f}", end=f"{_number(row['target_year']):.0f}",
        )
        for row in rows
    ]  # fmt: skip
    return message("brief_alt", items=("；" if current() == "zh" else "; ").join(items))
