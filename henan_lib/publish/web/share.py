"""One chapter in one file, to be sent by chat or carried on a stick: ``henan share``."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from ...course import chapters
from ...figures.theme import start
from ...session import CLONE
from ...words import message
from ..app import embedded
from .article import SiteProblem, article, read
from .live import GUESSED, MODULES, classic, explorer_script, said, script_words
from .rooms import TEMPLATES, environment, font_style, style

MOST_BYTES = 4 * 1024 * 1024


def share(edition: str, chapter: int, out: Path) -> Path:
    """Write a chapter as one HTML file that holds its pictures, scripts and font.

    Parameters
    ----------
    edition : {"zh", "en"}
        Language of the chapter.
    chapter : int
        Its number.
    out : pathlib.Path
        Folder to write to; made if it is not there.

    Returns
    -------
    pathlib.Path
        The file, of 4 MB at most.

    Raises
    ------
    FileNotFoundError
        If there is no such chapter.
    SiteProblem
        If the chapter was not executed, a picture has no alt text, a term is not in the glossary, or the file is too large.
    """
    found = [path for path in chapters(edition) if int(path.name[:2]) == chapter]
    if not found and not chapters(edition):
        raise FileNotFoundError(message("no_notebooks", edition=edition, folder=CLONE / "notebooks"))
    if not found:
        raise FileNotFoundError(message("no_chapter", chapter=chapter, edition=edition))
    start(edition)
    made = article(read(found[0]), found[0].stem, edition, _inline, alone=True)
    needed = [MODULES["explorers.js"]] if made.explorers else []
    needed += [MODULES["predictions.js"]] if made.kinds & GUESSED else []
    page_script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    scripts = [embedded(one) for one in (*map(classic, needed), page_script, *map(explorer_script, made.explorers))]
    values = {
        "edition": edition, "title": made.title, "article": made, "headings": made.headings, "kinds": made.kinds, "alone": True,
        "words": script_words(made.kinds) | {"said": said()},
        "style": style(), "scripts": scripts, "hashes": list(map(_hash, scripts)),
        "assets": "", "up": "", "path": "", "around": {}, "binder": "",
    }  # fmt: skip
    template = environment().get_template("share.html.j2")
    font = font_style(template.render(font="", **values), edition)
    page = template.render(font=font, **values).encode()
    target = out / f"{found[0].stem}.{edition}.html"
    if len(page) > MOST_BYTES:
        raise SiteProblem(message("web_too_large", file=target.name, size=f"{len(page) / 2**20:.1f}"))
    out.mkdir(parents=True, exist_ok=True)
    target.write_bytes(page)
    return target


def _inline(name: str, png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _hash(script: str) -> str:
    """What a content policy names a script by."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
