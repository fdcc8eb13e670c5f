"""Data, figures and exercises of a study course on Henan's people-centred new-type urbanization.

Everything a notebook uses is here. Rooms that need pandas, matplotlib or ipywidgets at once are opened
when they are first used, so that ``import henan_lib`` costs next to nothing.
"""

import importlib

from .audit import audit
from .brief import brief
from .catalog import cite, describe, load, tables
from .doctor import doctor
from .exercises import check, hint, quiz, solution
from .language import glossary, label
from .learner import forget, progress
from .ledger import ledger
from .style import show, start

__version__ = "0.1.0"

_FUNCTIONS = {"own": "own_table", "page": "province_page", "template": "own_table"}
_ROOMS = {"charts": "charts", "layout": "layout", "models": "models", "explore": "explorers"}

__all__ = [
    "audit",
    "brief",
    "charts",
    "check",
    "cite",
    "describe",
    "doctor",
    "explore",
    "forget",
    "glossary",
    "hint",
    "label",
    "layout",
    "ledger",
    "load",
    "models",
    "own",
    "page",
    "progress",
    "quiz",
    "show",
    "solution",
    "start",
    "tables",
    "template",
]


def __getattr__(name: str):
    if name in _FUNCTIONS:
        return getattr(importlib.import_module(f".{_FUNCTIONS[name]}", __name__), name)
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f".{_ROOMS[name]}", __name__)


def __dir__() -> list[str]:
    return sorted([*globals(), *_FUNCTIONS, *_ROOMS])
