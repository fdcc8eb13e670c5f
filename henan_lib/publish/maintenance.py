"""After a table was changed on purpose: new hashes, validation, and what the change touches (``make data``)."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

from ..datasets.descriptor import has_header, resource
from ..datasets.validation import problems
from ..report.checks import CHECKS, tables_read
from ..session import CLONE


def rehash(data: Path) -> list[str]:
    """Write hash, size and number of rows of every table into the descriptor.

    Parameters
    ----------
    data : pathlib.Path
        Folder of the data package.

    Returns
    -------
    list of str
        Names of the tables whose content is not what the descriptor said.
    """
    descriptor = data / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    changed = []
    for entry in package["resources"]:
        content = (data / entry["path"]).read_bytes()
        new = {
            "bytes": len(content),
            "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
            "rows": content.count(b"\n") - has_header(entry),
        }
        if any(entry.get(key) != value for key, value in new.items()):
            changed.append(entry["name"])
            entry.update(new)
    if changed:
        descriptor.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return changed


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


def main() -> int:
    """Re-hash, validate, and say what to look at; 1 if the package is not valid."""
    import frictionless

    data = CLONE / "data"
    changed = rehash(data)
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
    raise SystemExit(main())
