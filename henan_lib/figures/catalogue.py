"""The catalogue of figures and tables: number, title, caption, alt text, sources."""

from __future__ import annotations

from ..datasets.descriptor import resource
from ..session import current, entries_of
from ..words import label, look_up, message


def catalogue_entry(figure_id: str) -> dict:
    """Number, title, caption, alt text, tables and section of a figure or table.

    Raises
    ------
    UnknownName
        If the catalogue has no such id; the message says how to add it.
    """
    return look_up("figure", figure_id, entries_of("figures.toml"))


def source_line(entry: dict) -> str:
    """Sources of a catalogue entry with their vintages, as printed below the figure; empty if it draws no table.

    A figure that does not mark the editions on itself names them in ``editions``.
    """
    if not entry["tables"]:
        return ""
    key = "source_line_zh" if current() == "zh" else "source_line"
    separator = "；" if current() == "zh" else "; "
    lines, room = [""], 51 if current() == "zh" else 92
    sources = {}
    for name in entry["tables"]:
        line = resource(name)[key]
        named = map(label, entry.get("editions", [])) if message("edition_as_marked") in line else []
        sources |= dict.fromkeys(list(named) or [line])
    for source in sources:
        if lines[-1] and len(lines[-1] + source) > room:
            lines.append("")
        lines[-1] += source + separator
    return message("source_line", sources="\n".join(lines).removesuffix(separator))


def caption(entry: dict) -> str:
    """Numbered one-line caption of a catalogue entry."""
    return message(f"caption_{entry['kind']}", number=entry["number"], caption=entry["caption"][current()])
