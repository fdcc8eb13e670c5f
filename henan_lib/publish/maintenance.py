"""After a table was changed on purpose: its descriptor, validation, and what the change touches (``make data``)."""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path

import frictionless

from ..datasets.descriptor import has_header, resource
from ..datasets.validation import problems
from ..report.checks import CHECKS, tables_read
from ..session import CLONE
from .new import OPEN

PARTS = {"Henan": ("henan", "prefecture", "county"), "China and its provinces": ("china", "province")}  # by first word


def described(data: Path) -> dict:
    """Descriptor of the data package, from ``package.toml``, ``columns.toml`` and the TOML file beside each table.

    A table names its ``columns``; what it says of one under ``[column.<name>]`` is laid over the definition that tables
    share. An empty ``constraints`` takes the shared ones away. A table without a ``source_line`` has its first source's title.

    Parameters
    ----------
    data : pathlib.Path
        Folder of the data package.

    Returns
    -------
    dict
        What ``datapackage.json`` holds, with size, hash and number of rows of each file as it now is.
    """
    package, shared = (_toml(data / f"{name}.toml") for name in ("package", "columns"))
    return {
        "name": package["name"],
        "title": package["title"],
        "version": package["version"],
        "licenses": package["licenses"],
        "resources": [_resource(data, table, shared) for table in package["tables"]],
    }


def _toml(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _resource(data: Path, table: str, shared: dict) -> dict:
    """Entry of a table, named by its path without the ending."""
    words, content = _toml(data / f"{table}.toml"), (data / f"{table}.csv").read_bytes()
    own, columns = words.pop("column", {}), words.pop("columns")
    schema = {"fields": [_field(name, shared.get(name, {}), own.get(name, {})) for name in columns], "missingValues": [""]}
    schema |= {key: words.pop(key) for key in ("primaryKey", "foreignKeys") if key in words}
    shown = {"source_line": words["sources"][0]["title"], "source_line_zh": words["sources"][0]["title_zh"]}
    return {
        "name": Path(table).name,
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "rows": content.count(b"\n") - has_header(words),
        **words,
        **{key: text for key, text in shown.items() if key not in words},
        "schema": schema,
    }


def enter_in_readme(data: Path) -> list[str]:
    """Give each table of ``reference/`` that ``README.md`` does not name a row there, of what its description says.

    Parameters
    ----------
    data : pathlib.Path
        Folder of the data package.

    Returns
    -------
    list of str
        Names of the tables that got a row; one whose title is not written yet gets none.
    """
    readme, entered = data / "README.md", []
    for entry in described(data)["resources"]:
        text, name = readme.read_text(encoding="utf-8"), entry["name"]
        if f"`{name}`" in text or not entry["path"].startswith("reference/") or entry["title"] == OPEN:
            continue
        part = next((part for part, first in PARTS.items() if name.partition("_")[0] in first), "The world")
        before, heading, after = text.partition(f"### {part}")
        table, end, rest = after.partition("|\n\n")
        licences = "; ".join(licence["name"] for licence in entry["licenses"])
        row = f"| `{name}` | {entry['title']} | {entry['vintage']} | {entry['rows']:,} | {licences} "
        readme.write_text(f"{before}{heading}{table}|\n{row}{end}{rest}", encoding="utf-8", newline="\n")
        entered.append(name)
    return entered


def _field(name: str, shared: dict, own: dict) -> dict:
    merged = {"name": name} | shared | own
    return {key: value for key, value in merged.items() if value != {}}


def write_descriptor(data: Path) -> list[str]:
    """Write ``datapackage.json`` anew.

    Parameters
    ----------
    data : pathlib.Path
        Folder of the data package.

    Returns
    -------
    list of str
        Names of the tables whose content or description is not what the descriptor said.
    """
    descriptor = data / "datapackage.json"
    before = {entry["name"]: entry for entry in json.loads(descriptor.read_text(encoding="utf-8"))["resources"]}
    package = described(data)
    descriptor.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return [entry["name"] for entry in package["resources"] if entry != before.get(entry["name"])]


def touched(names: list[str], clone: Path) -> list[str]:
    """Figures, numbers in prose, checks and notebooks that use any of the tables, one line each."""
    lines = []
    catalogue = tomllib.loads((clone / "data" / "figures.toml").read_text(encoding="utf-8"))
    lines += [f"figure {entry['number']} {key}" for key, entry in catalogue.items() if set(names) & set(entry["tables"])]
    lines += [f"check {key}" for key in CHECKS if tables_read(key) & set(names)]
    chapters = set()
    for path in sorted((clone / "notebooks").glob("*/[0-9]*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        if any(_uses(names, "".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"):
            lines.append(f"notebook {path.parent.name}/{path.name}")
            chapters.add(path.name[:2])
    for path in sorted((clone / "tests" / "numbers").glob("ch*.py")):
        if path.stem[-2:] in chapters or _uses(names, path.read_text(encoding="utf-8")):
            lines.append(f"numbers in {path.name}")
    return lines


def _uses(names: list[str], code: str) -> bool:
    return any(f'"{name}"' in code or f"'{name}'" in code for name in names)


def main(*asked: str) -> int:
    """Write the descriptor, validate, and say what a change touches; 1 if the package is not valid.

    Parameters
    ----------
    *asked : str
        Names of tables; say what they touch, although nothing has changed.
    """
    if asked:
        print("\n".join(touched([resource(name)["name"] for name in asked], CLONE)))
        return 0
    data = CLONE / "data"
    changed = write_descriptor(data)
    if entered := enter_in_readme(data):
        print(f"entered in data/README.md: {', '.join(entered)}")
    report = frictionless.validate(str(data / "datapackage.json"))
    for name, row, field, note in report.flatten(["name", "rowNumber", "fieldName", "note"]):
        print(f"{name}: row {row}, column {field}: {note}")
    wrong = [
        f"{name}: {line}" for name in changed for line in problems(resource(name), (data / resource(name)["path"]).read_bytes())
    ]
    print("\n".join([*wrong, f"changed: {', '.join(changed) or 'nothing'}"]))
    print("\n".join(touched(changed, CLONE)))
    if changed:
        print("now: make notebooks, look at the figures above, make test")
    return 0 if report.valid and not wrong else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
