"""State of a session: its language, whether solutions open; and where the clone and the data are."""

from __future__ import annotations

import functools
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("zh", "en")
PACKAGE = Path(__file__).resolve().parent
CLONE = PACKAGE.parent
SHIPPED_DATA = PACKAGE / "data" if (PACKAGE / "data").is_dir() else CLONE / "data"


@dataclass
class Session:
    """What ``start`` has set."""

    language: str = "zh" if os.environ.get("LANG", "").lower().startswith("zh") else "en"
    solutions: bool = True


session = Session()


def current() -> str:
    """Language of the session, ``"zh"`` or ``"en"``."""
    return session.language


def data_folder() -> Path:
    """Folder of the data package: ``HENAN_DATA``, else the one shipped in the wheel or the clone."""
    chosen = os.environ.get("HENAN_DATA")
    return Path(chosen) if chosen else SHIPPED_DATA


def entries_of(file: str) -> dict:
    """What a TOML file of the data package says, by its entries' ids."""
    return _entries(data_folder() / file)


@functools.cache
def _entries(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))
