"""What every explorer is: a Vega view with its controls, which answers in the browser and needs the kernel for nothing."""

from __future__ import annotations

import functools
import importlib
import inspect
import json
from pathlib import Path

import anywidget
import traitlets
from IPython.display import display
from matplotlib import rcParams

from ..figures.catalogue import caption, catalogue_entry
from ..figures.show import picture_bundle, picture_metadata
from ..figures.theme import FONT_POINTS
from ..session import current, data_folder
from ..words import Prose, message

HERE = Path(__file__).parent
BUNDLE, STYLE, COMPILED = HERE / "browser" / "bundle.js", HERE / "browser" / "explorer.css", HERE / "compiled"
NAMES = ("audit", "central_cities", "china_places", "phases", "places", "province", "scenarios", "stages", "strategy")


def _module(name: str):
    return importlib.import_module(f".{name}", __package__)


def tables(name: str) -> dict:
    """Columns by dataset that an explorer draws, its labels in the session's language; who changes them takes a copy."""
    return _tables(data_folder(), name, current())


@functools.cache
def _tables(folder: Path, name: str, language: str) -> dict:
    return _module(name).tables()


def opening(name: str) -> dict:
    """State in which an explorer opens: the defaults of its function."""
    function = getattr(_module(name), name)
    found = {key: parameter.default for key, parameter in inspect.signature(function).parameters.items()}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


@functools.cache
def compiled(name: str, language: str) -> dict:
    """Spec, controls and sentences of an explorer, as ``make explorers`` wrote them."""
    return json.loads((COMPILED / f"{name}.{language}.json").read_text(encoding="utf-8"))


class Explorer(anywidget.AnyWidget):
    """Controls, a picture, a sentence on what it shows, and buttons to take it away.

    Parameters
    ----------
    name : str
        Name of the explorer.
    state : dict
        Value of each control; the front end writes into it where the reader has gone.

    Raises
    ------
    ValueError
        If a control does not have such a value.
    """

    _esm, _css = BUNDLE, STYLE
    explorer = traitlets.Dict().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, state: dict):
        explorer, data = compiled(name, current()), tables(name)
        for part in explorer["controls"]:
            state[part["name"]] = _fitting(explorer, data, part, state)
        size = "projector" if rcParams["font.size"] > FONT_POINTS["screen"] else ""
        super().__init__(explorer=explorer | {"size": size}, data=data, state=state)

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        picture = (COMPILED / f"{self.explorer['name']}.{self.explorer['lang']}.png").read_bytes()
        alt = self.explorer["alt"]
        bundle = picture_bundle(picture, alt)
        return data | bundle, metadata | picture_metadata(bundle, alt)

    def _ipython_display_(self):
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)
        display(Prose(caption(catalogue_entry(f"{self.explorer['name']}-explorer"))))


def _fitting(explorer: dict, data: dict, part: dict, state: dict) -> object:
    """Value of a control in a state as the browser takes it.

    Raises
    ------
    ValueError
        If it is none of the control's.
    """
    value = state[part["name"]]
    several, listed = part["kind"] == "several", isinstance(value, list | tuple)
    if part["kind"] == "text":
        fits, known = isinstance(value, str), "…"
    elif part["kind"] == "name":
        fits, known = value in next(iter(data[part["names"]].values())), "…"
    elif part["kind"] == "range":
        number = isinstance(value, int | float) and not isinstance(value, bool)
        fits = number and part["min"] <= value <= part["max"] and (part["step"] < 1 or value == int(value))
        known = f"{part['min']} … {part['max']}"
    else:
        own = (link["choices"][state[link["when"]]] for link in explorer["links"] if link["offer"] == part["name"])
        codes = [code for code, _ in next(own, part["choices"])]
        fits = several == listed and all(one in codes for one in (value if several else [value]))
        known = ", ".join(map(str, codes[:40])) + (" …" if len(codes) > 40 else "")
    if not fits:
        raise ValueError(message("explorer_state", name=explorer["name"], problem=f"{part['name']}={value!r} ({known})"))
    return list(value) if several else value
