"""From a chart in Altair to what an explorer is made of: a Vega spec without data, controls and sentences, and a still."""

from __future__ import annotations

import copy
import importlib
import io
import itertools
import json
import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

import altair
import vl_convert
from PIL import Image

from ...figures.catalogue import catalogue_entry, source_line
from ...figures.show import DENSITY, palette_png
from ...figures.theme import FONT_FILE, INK
from ...session import LANGUAGES, current
from ...words import label, labelled, speaking, terms
from ..view import COMPILED, NAMES, opening, tables

FONT = "Helvetica Neue, Arial, Henan Sans SC, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
POINTS, LONGEST, PALE_INK = 15, 110, "#555555"
BUTTONS = {
    "reset": "reset",
    "svg": "save_svg",
    "png": "save_png",
    "numbers": "save_numbers",
    "code": "copy_state",
    "code_here": "copy_state_here",
    "play": "play",
    "pause": "pause",
}


@dataclass
class Described:
    """An explorer as its module describes it.

    ``data`` are Vega datasets, the tables of `henan_lib.explorers` first (with a name alone) and what is computed from them
    after; a step never writes a field that it or an earlier one reads, for Vega runs again only what has changed. ``said`` is
    a Vega expression for the caption, best written by `sentence`. ``numbers`` names the dataset to save and the label of each
    column. ``steps`` are further Vega signals, ``events`` what the pointer does to signals of the state,
    ``links`` the choices of one control that depend on another. A ``renderer`` of ``"layers"`` is for thousands of marks:
    symbols and words in SVG above a canvas with all else, and one column where the screen is narrow. ``told`` are the fields
    that a tooltip says of a mark whose own is a mere word.
    """

    chart: altair.TopLevelMixin
    data: list[dict]
    controls: list[dict]
    said: str
    numbers: dict
    steps: list[dict] = field(default_factory=list)
    events: dict[str, list[dict]] = field(default_factory=dict)
    links: list[dict] = field(default_factory=list)
    table: dict | None = None
    renderer: str = "svg"
    told: list[str] = field(default_factory=list)


def named(dataset: str) -> altair.NamedData:
    """Dataset that a chart draws, filled in the browser."""
    return altair.NamedData(name=dataset)


def slider(name: str, key: str, low: float, high: float, step: float = 1, **more) -> dict:
    """Control of a number, named by a key of the terms."""
    return {"name": name, "kind": "range", "label": labelled(key), "min": low, "max": high, "step": step, **more}


def choice(name: str, key: str, choices: list[tuple], *, several: bool = False) -> dict:
    """Control of one value, or several, out of pairs of value and label."""
    kind = "several" if several else "one"
    return {"name": name, "kind": kind, "label": labelled(key), "choices": [list(pair) for pair in choices]}


def words(name: str, key: str, here: str) -> dict:
    """Control of a text to look for."""
    return {"name": name, "kind": "text", "label": labelled(key), "placeholder": label(here)}


def typed_name(name: str, key: str, dataset: str) -> dict:
    """Control of one of thousands, typed in either language; the dataset has its key first, and ``zh`` and ``en``."""
    return {"name": name, "kind": "name", "label": labelled(key), "names": dataset}


def grip(dataset: str, name: str, width: int, *, x: str | None = None, y: str | None = None) -> altair.Chart:
    """Unseen broad line at a field of a dataset, by which the pointer takes hold of the thin line there."""
    cursor = "ew-resize" if x else "ns-resize"
    mark = altair.Chart(named(dataset)).mark_rule(strokeWidth=width, opacity=0, cursor=cursor)
    return (mark.encode(x=f"{x}:Q") if x else mark.encode(y=f"{y}:Q")).properties(name=name)


def year_and_share() -> list[altair.Tooltip]:
    """What is said of a point of a curve."""
    return [
        altair.Tooltip("year:Q", title=label("year"), format="d"),
        altair.Tooltip("share:Q", title=labelled("urban_share_pct"), format=".2f"),
    ]


def ranked(value: str, by: str) -> list[dict]:
    """Transforms that number rows from the largest value, equals in the order of a key, and give equals the same rank."""
    order = {"field": [value, by], "order": ["descending", "ascending"]}
    return [
        {"type": "window", "sort": order, "ops": ["row_number"], "as": ["nth"]},
        {"type": "window", "sort": {"field": value, "order": "descending"}, "ops": ["rank"], "fields": [value], "as": ["rank"]},
    ]


def dragged(mark: str, scale: str, low: float, high: float, step: float = 1) -> dict:
    """What a signal does while a mark is dragged along a scale: it follows the pointer between two bounds."""
    place = "x()" if scale.endswith("_x") else "y()"
    return {
        "events": f"[@{mark}:pointerdown, window:pointerup] > window:pointermove!",
        "update": f"clamp(round(invert('{scale}', {place}) / {step}) * {step}, {low}, {high})",
    }


def clicked(*marks: str, of: str) -> dict:
    """What a signal does when a mark is clicked: it takes a field of its datum."""
    return {"events": ", ".join(f"@{mark}:click" for mark in marks), "update": f"datum.{of}"}


def looked_up(dataset: str, key: str, by: str, values: list[str], names: list[str] | None = None, default=None) -> dict:
    """Transform that brings values of another dataset by a key."""
    return {
        "type": "lookup",
        "from": dataset,
        "key": key,
        "fields": [by],
        "values": values,
        "as": names or values,
        "default": default,
    }


def formula(name: str, expression: str) -> dict:
    """Transform that adds a field."""
    return {"type": "formula", "as": name, "expr": expression}


def kept(expression: str) -> dict:
    """Transform that keeps some rows."""
    return {"type": "filter", "expr": expression}


def sentence(key: str, /, **values: str) -> str:
    """Vega expression for a message whose placeholders are filled by Vega expressions."""
    parts = ["''"]
    for text, name, form, _ in Formatter().parse(terms("message")[key][current()]):
        parts.append(json.dumps(text, ensure_ascii=False))
        if name:
            parts.append(f"format({values[name]}, '{form}')" if form else f"({values[name]})")
    return " + ".join(parts)


def text(key: str) -> dict:
    """Encoding of a message that is always the same."""
    return altair.value(terms("message")[key][current()])


def spread(value: str, name: str, gap: float, most: float) -> list[dict]:
    """Transforms that move heights of labels apart by a gap, upwards and not beyond a height; the result is a field `name`."""
    return [
        {"type": "window", "sort": {"field": value}, "ops": ["row_number"], "as": ["step"]},
        formula("own", f"datum['{value}'] - {gap} * datum.step"),
        {"type": "window", "sort": {"field": value}, "ops": ["max"], "fields": ["own"], "as": ["floor"], "frame": [None, 0]},
        formula("lifted", f"datum.floor + {gap} * datum.step"),
        {"type": "joinaggregate", "ops": ["max"], "fields": ["lifted"], "as": ["top"]},
        formula(name, f"datum.lifted - max(0, datum.top - {most})"),
    ]


def _lines(source: str) -> list[str]:
    """A source line in lines as long as a picture is wide; Chinese, which has no spaces to break at, as it is."""
    return source.split("\n") if current() == "zh" else textwrap.wrap(source.replace("\n", " "), LONGEST)


def compiled(name: str) -> dict:
    """What the browser needs of an explorer in the session's language, data and state apart."""
    described = importlib.import_module(f".{name}", __package__).describe()
    entry = catalogue_entry(f"{name}-explorer")
    chart = described.chart.properties(
        title=altair.Title(
            _lines(source_line(entry)),
            orient="bottom",
            anchor="start",
            fontSize=POINTS,
            fontWeight="normal",
            color=PALE_INK,
            offset=8,
            frame="bounds",
        )
    )
    chart = (
        chart.configure(font=FONT, background="white", padding=6)
        .configure_axis(
            labelFontSize=POINTS,
            titleFontSize=POINTS,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=INK,
            gridColor="#E6E6E6",
            domainColor="#8A8A8A",
            tickColor="#8A8A8A",
        )
        .configure_text(fontSize=POINTS, color=INK)
        .configure_header(labelFontSize=POINTS)
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=POINTS, titleFontSize=POINTS)
    )
    # Altair numbers the views of a layered chart; a mark is known here by the name of its view alone.
    numbered = json.dumps(vl_convert.vegalite_to_vega(chart.to_dict()))
    spec = json.loads(re.sub(r'"([a-z]+)_\d+_marks"', r'"\1_marks"', numbered))
    known = {one["name"] for one in described.data}
    spec["data"] = described.data + [one for one in spec["data"] if one["name"] not in known]
    signals = [{"name": key, "value": value, "on": described.events.get(key, [])} for key, value in opening(name).items()]
    state = {signal["name"] for signal in signals}
    spec["signals"] = [*signals, *described.steps, *(one for one in spec["signals"] if one["name"] not in state)]
    spec["signals"].append({"name": "said", "update": described.said})
    if described.renderer == "layers":
        spec["signals"].append({"name": "columns", "value": 2})
        spec["layout"]["columns"] = {"signal": "columns"}
        for group in spec["marks"]:
            for mark in group["marks"]:
                _lighten(mark["encode"])
    return {
        "name": name,
        "lang": current(),
        "alt": entry["alt"][current()],
        "spec": spec,
        "controls": described.controls,
        "words": {key: label(word) for key, word in BUTTONS.items()} | {"more": terms("message")["table_more"][current()]},
        "numbers": described.numbers,
        "links": described.links,
        "table": described.table,
        "renderer": described.renderer,
        "told": described.told,
    }


def _lighten(encode: dict[str, dict]) -> None:
    """Let a step reckon only what can change: constants once, and nothing for values that a filter has kept out."""
    channels = {
        key: value[1] if isinstance(value, list) and value[0]["test"].startswith("!isValid(") else value
        for key, value in encode["update"].items()
    }
    encode["enter"] = {key: value for key, value in channels.items() if [*value] == ["value"]}
    encode["update"] = {key: value for key, value in channels.items() if key not in encode["enter"]}


def still(explorer: dict, data: dict) -> bytes:
    """PNG of an explorer as it opens."""
    vl_convert.register_font_directory(str(FONT_FILE.parent))
    spec = copy.deepcopy(explorer["spec"])
    for dataset in spec["data"]:
        if dataset["name"] in data:
            columns = data[dataset["name"]]
            rows = [dict(zip(columns, row)) for row in zip(*columns.values())]
            dataset["values"] = [dict(_summed(*pair) for pair in row.items()) for row in rows]
    picture = vl_convert.vega_to_png(spec, scale=DENSITY)
    return palette_png(Image.open(io.BytesIO(picture)).convert("RGB"))


def _summed(name: str, value: object) -> tuple[str, object]:
    """A field as the browser makes it: the steps of a list added up."""
    return (name.removesuffix("_steps"), list(itertools.accumulate(value))) if name.endswith("_steps") else (name, value)


def write(folder: Path = COMPILED) -> list[Path]:
    """Compile every explorer in both languages: ``make explorers``."""
    written = []
    folder.mkdir(parents=True, exist_ok=True)
    for name, language in itertools.product(NAMES, LANGUAGES):
        spec, picture = (folder / f"{name}.{language}.{ending}" for ending in ("json", "png"))
        with speaking(language):
            explorer = compiled(name)
            spec.write_text(json.dumps(explorer, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
            picture.write_bytes(still(explorer, tables(name)))
        written += [spec, picture]
    return written


if __name__ == "__main__":
    print(*write(), sep="\n")
