"""Skeletons for whoever adds to the course: ``henan new table`` and ``henan new figure``."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from ..course import chapters
from ..session import current
from ..words import message

OPEN = "..."  # what is to be written stands as this, and the tests find it

TABLE = """title = "..."
title_zh = "..."
description = "..."
description_zh = "..."
vintage = "..."
vintage_zh = "..."
confidence = "first_hand"
columns = {columns}
primaryKey = {key}

[[sources]]
title = "..."
title_zh = "..."

[[licenses]]
name = "..."
title = "..."

[citation]
author = "..."
title = "..."
year = "..."
"""
COLUMN = """
[column.{name}]
type = "{type}"
description = "..."
description_zh = "..."
constraints = {{ required = true }}
"""
FIGURE = """
["{id}"]
kind = "figure"
number = "{chapter}-{number}"
chapter = {chapter}
section = ""
tables = ["{table}"]
title.zh = "..."
title.en = "..."
caption.zh = "..."
caption.en = "..."
alt.zh = "..."
alt.en = "..."
"""
PREDICT = {"zh": "## ... · 选讲 · 5分钟\n\n**先猜一猜。** ...", "en": "## ... · nice · 5 min\n\n**Predict.** ..."}
READ = {
    "zh": "**看图。** ...\n\n**存疑。** ...\n\n**带走。** ...",
    "en": "**Read it.** ...\n\n**Doubt it.** ...\n\n**Keep.** ...",
}
DRAW = 'table = hl.load("{table}")\nax = sns.barplot(table, x="{x}", y="{y}")\nhl.show(ax.figure, "{id}", data=table)'


def table(name: str, data: Path) -> list[str]:
    """Write the description of a new table, whose CSV with a header must stand in ``data/reference`` already.

    Parameters
    ----------
    name : str
        Name of the table and of its file.
    data : pathlib.Path
        Folder of the data package.

    Returns
    -------
    list of str
        Sentences on what was written and what is left.

    Raises
    ------
    FileNotFoundError
        If ``data/reference/<name>.csv`` does not exist.
    FileExistsError
        If the table is described already.
    """
    file, description = data / "reference" / f"{name}.csv", data / "reference" / f"{name}.toml"
    if description.exists():
        raise FileExistsError(message("described_already", name=name, file=description.name))
    with open(file, encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    shared = tomllib.loads((data / "columns.toml").read_text(encoding="utf-8"))
    known = _terms(data)
    lists = {"columns": json.dumps(header), "key": json.dumps(header[:1])}
    text = TABLE.format(**lists) + "".join(
        COLUMN.format(name=column, type=_type(column, [row[place] for row in rows]))
        for place, column in enumerate(header)
        if column not in shared
    )
    description.write_text(text, encoding="utf-8", newline="\n")
    package = data / "package.toml"
    listed = package.read_text(encoding="utf-8")
    package.write_text(listed.replace("\n]\n", f'\n  "reference/{name}",\n]\n', 1), encoding="utf-8", newline="\n")
    unnamed = [column for column in header if column not in known]
    return [
        f"{description.name} is written, and {name} stands in package.toml. Put words where {OPEN} stands.",
        *([f"Add to data/terms/columns.csv: {', '.join(unnamed)}"] if unnamed else []),
        "Then run make data, which enters the table in data/README.md too.",
    ]


def _terms(data: Path) -> set[str]:
    with open(data / "terms" / "columns.csv", encoding="utf-8", newline="") as stream:
        return {row["key"] for row in csv.DictReader(stream)}


def _type(column: str, cells: Iterable[str]) -> str:
    """Type of a column, of what stands in its cells; a code is text, whatever it is made of."""
    filled = [cell for cell in cells if cell]
    if column.endswith("_code"):
        return "string"
    if filled and all(re.fullmatch(r"-?\d+", cell) for cell in filled):
        return "integer"
    return "number" if filled and all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in filled) else "string"


def figure(name: str, chapter: int, clone: Path, table: str | None = None) -> list[str]:
    """Write the entry of a new figure, and its three cells into both editions, before the exercises.

    With a table the cells are whole: a bar for each of its rows, of its first column of numbers.

    Parameters
    ----------
    name : str
        Id of the figure, words joined by ``-``.
    chapter : int
        Number of the chapter.
    clone : pathlib.Path
        Folder of the repository.
    table : str, optional
        Name of the table that it draws.

    Returns
    -------
    list of str
        Sentences on what was written and what is left.

    Raises
    ------
    FileExistsError
        If the catalogue has the id already.
    FileNotFoundError
        If there is no such chapter, or no such table in ``data/reference``.
    """
    catalogue = clone / "data" / "figures.toml"
    written = catalogue.read_text(encoding="utf-8")
    entries = tomllib.loads(written)
    if name in entries:
        raise FileExistsError(message("figure_already", name=name))
    numbers = [int(entry["number"].partition("-")[2]) for entry in entries.values() if entry["chapter"] == chapter]
    if not numbers:
        raise FileNotFoundError(message("no_chapter", chapter=chapter, edition=current()))
    drawn = dict(zip(("x", "y"), _axes(clone / "data" / "reference" / f"{table}.csv") if table else (OPEN, OPEN)))
    drawn |= {"id": name, "table": table or OPEN}
    entry = FIGURE.format(**drawn, chapter=chapter, number=max(numbers) + 1)
    catalogue.write_text(written.rstrip("\n") + "\n" + entry, encoding="utf-8", newline="\n")
    for edition in ("zh", "en"):
        path = next(path for path in chapters(edition) if path.name.startswith(f"{chapter:02}"))
        notebook = json.loads(path.read_text(encoding="utf-8"))
        place = next(n for n, cell in enumerate(notebook["cells"]) if cell["id"].startswith("exercise"))
        notebook["cells"][place:place] = [
            _cell("markdown", f"{name}-predict", PREDICT[edition]),
            _cell("code", name, DRAW.format(**drawn)),
            _cell("markdown", f"{name}-read", READ[edition]),
        ]
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return [
        f"Figure {chapter}-{max(numbers) + 1} stands at the end of figures.toml, its cells before the chapter's exercises.",
        f"Put words where {OPEN} stands, move the cells to their place, then run make notebooks CHAPTER={chapter}.",
    ]


def _axes(file: Path) -> tuple[str, str]:
    """The first column of a table of which no value comes twice, and the first other one that holds numbers."""
    with open(file, encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    columns = dict(zip(header, zip(*rows)))
    across = next((column for column, cells in columns.items() if len(set(cells)) == len(cells)), header[0])
    numbers = (column for column, cells in columns.items() if column != across and _type(column, cells) != "string")
    return across, next(numbers, OPEN)


def _cell(kind: str, name: str, source: str) -> dict:
    cell = {"cell_type": kind, "id": name, "metadata": {"slideshow": {"slide_type": "skip"}}, "source": source.splitlines(True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
