"""The explorers alone, on one page that opens from disk: for a projector, a USB stick, or a place without Python."""

from __future__ import annotations

import json
import webbrowser
from html import escape
from pathlib import Path

from ..course import folder
from ..explorers.view import BUNDLE, NAMES, STYLE, compiled, opening, tables
from ..figures.catalogue import caption, catalogue_entry
from ..words import label, message, speaking

PAGE_STYLE = (
    "body { margin: 1rem auto; max-width: 1200px; padding: 0 1rem; font: 19px/1.4 sans-serif; } h2 { margin-top: 3rem; }"
)


def as_script(value: object) -> str:
    """A value as JSON that may stand in a script of a page: nothing in it can end the script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def embedded(script: str) -> str:
    """A script that may stand in a page: nothing in it can end it early."""
    return script.replace("</script", "<\\/script")


def opened(name: str, edition: str, size: str = "", *, without: dict | None = None) -> str:
    """What an explorer is opened with, as the arguments of a call: itself, its data but for some columns, its first state."""
    left_out = without or {}
    data = {
        dataset: {column: values for column, values in columns.items() if column not in left_out.get(dataset, ())}
        for dataset, columns in tables(name).items()
    }
    parts = (compiled(name, edition) | {"size": size}, data, opening(name))
    return ", ".join(map(as_script, parts))


def scripts(names: list[str], edition: str, *, size: str = "") -> str:
    """Scripts that put explorers of an edition into the elements of their names (``explorer-<name>``)."""
    with speaking(edition):
        mounted = [
            f"henanExplorers.mount(document.getElementById('explorer-{name}'), {opened(name, edition, size)});"
            for name in names
        ]
    bundle = embedded(BUNDLE.read_text(encoding="utf-8"))
    return "\n".join(f'<script type="module">{code}</script>' for code in (bundle, *mounted))


def write_app(edition: str, out: Path) -> Path:
    """Write a page with every explorer, in large type.

    Parameters
    ----------
    edition : {"zh", "en"}
        Language of the page; the session's must be the same.
    out : pathlib.Path
        Folder to write to; made if it is not there.

    Returns
    -------
    pathlib.Path
        The page. It needs neither Python nor a network.
    """
    entries = sorted((catalogue_entry(f"{name}-explorer")["number"].split("-"), name) for name in NAMES)
    names = [name for _, name in sorted(entries, key=lambda pair: [int(part) for part in pair[0]])]
    sections = [
        f'<h2 id="{name}">{escape(catalogue_entry(f"{name}-explorer")["title"][edition])}</h2>'
        f"<p>{escape(caption(catalogue_entry(f'{name}-explorer')).replace('**', ''))}</p>"
        f'<div id="explorer-{name}"><noscript>{escape(message("no_javascript"))}</noscript></div>'
        for name in names
    ]
    links = "".join(
        f'<li><a href="#{name}">{escape(catalogue_entry(f"{name}-explorer")["title"][edition])}</a></li>' for name in names
    )
    page = out / f"explorers.{edition}.html"
    out.mkdir(parents=True, exist_ok=True)
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{label('explorers')}</title>\n<style>{PAGE_STYLE}\n{STYLE.read_text(encoding='utf-8')}</style>"
    )
    body = "\n".join([f"<h1>{label('explorers')}</h1><ol>{links}</ol>", *sections, scripts(names, edition, size="projector")])
    written = f'<!DOCTYPE html>\n<html lang="{edition}">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'
    page.write_text(written, encoding="utf-8")
    return page


def open_app(edition: str, out: Path | None = None) -> Path:
    """Write the page of the explorers into the folder of the course, or another one, and open it in the browser."""
    page = write_app(edition, out or folder())
    if out is None:
        webbrowser.open(page.resolve().as_uri())
    return page
