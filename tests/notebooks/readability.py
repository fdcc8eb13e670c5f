"""How readable the code of the cells is: faults of form, words of the libraries, measures (``make readability``)."""

import ast
import re
import statistics
import tomllib

from .chapters import ROOT, STEMS, code_cells, comments, read_chapter, without_comments

WIDEST, LONGEST = 79, 15
LIBRARIES = {"np", "pd", "plt", "sns", "scipy"}
ACCESSORS = {"loc", "iloc", "at", "iat", "str", "dt", "T", "values", "columns", "index", "shape", "empty"}
PYTHON = {"append", "join", "format", "keys"}  # methods of lists, texts and dicts
HEX = re.compile(r"#[0-9A-Fa-f]{3,8}\b")
LEDGER_ID = re.compile(r"^(?:\d(?:\.\d+)*|table\d)-\d\d$")
CODE_SPAN = re.compile(r"`([^`]+)`")
IDIOMS = tomllib.loads((ROOT / "data" / "idioms.toml").read_text(encoding="utf-8"))


def teaching_cells(notebook):
    """Code cells but exercises."""
    return [cell for cell in code_cells(notebook) if not cell.id.startswith("exercise")]


def root(node):
    """Name with which a chain of attributes, calls and subscripts begins."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def words(source):
    """Functions and methods of the libraries in a cell, in order: ``pd.concat``, ``query``; those of ``hl`` are left out."""
    tree = ast.parse(source)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        if isinstance(node.value, ast.Name) and node.value.id in LIBRARIES:
            found.append((node.lineno, f"{node.value.id}.{node.attr}"))
        elif (id(node) in called or node.attr in ACCESSORS) and node.attr not in PYTHON and not _course(node):
            found.append((node.lineno, node.attr))
    return [word for _, word in sorted(found, key=lambda pair: pair[0])]


def _course(node):
    """Whether the attribute is the course's own: ``hl.load``, ``hl.charts.note``, not what a table from it can do."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id == "hl"


def forms(source):
    """Forms that a teaching cell does without, each with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Lambda():
                fault = "lambda"
            case ast.Expr(value=ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp()):
                fault = "comprehension for its side effect"
            case ast.Name(id="_", ctx=ast.Store()):
                fault = "_ ="
            case ast.keyword(arg=None):
                fault = "**"
            case ast.Dict(keys=keys) if None in keys:
                fault = "**"
            case ast.Starred():
                fault = "*"
            case ast.IfExp() if any(isinstance(part, ast.IfExp) for part in ast.walk(node) if part is not node):
                fault = "nested conditional"
            case ast.comprehension() if any(isinstance(part, ast.comprehension) for part in ast.walk(node) if part is not node):
                fault = "nested comprehension"
            case ast.ListComp(generators=[_, _, *_]) | ast.DictComp(generators=[_, _, *_]):
                fault = "nested comprehension"
            case ast.Attribute(attr="xs" | "set_axis" | "annotate" | "pipe" | "mid"):
                fault = f".{node.attr}"
            case ast.Attribute(attr=name) if name.startswith("_"):
                fault = name
            case ast.Slice(step=ast.UnaryOp()):
                fault = "[::-1]"
            case ast.NamedExpr():
                fault = ":="
            case ast.Name(id="exec" | "eval"):
                fault = node.id
            case ast.ImportFrom(module=name) if name and name.startswith("henan_lib"):
                fault = f"from {name}"
            case ast.Constant(value=str(text)) if HEX.search(text) or LEDGER_ID.match(text):
                fault = text
            case _:
                continue
        found.append(f"{getattr(node, 'lineno', '?')}: {fault}")
    return found


def faults(cell):
    """Faults of form in one cell."""
    lines = cell.source.splitlines()
    found = [f"{number}: {len(line)} characters" for number, line in enumerate(lines, 1) if len(line) > WIDEST]
    found += [f"{len(lines)} lines"] if len(lines) > LONGEST else []
    return [f"{cell.id}: {fault}" for fault in found + forms(cell.source)]


def first_used(edition="en"):
    """Chapter in which each word is used first, by word, over the course."""
    first = {}
    for chapter, stem in enumerate(STEMS):
        for cell in teaching_cells(read_chapter(stem, edition)):
            for word in words(cell.source):
                first.setdefault(word, chapter)
    return first


def named(notebook):
    """Words that a chapter names in code spans of its prose."""
    spans = {span for cell in notebook.cells if cell.cell_type == "markdown" for span in CODE_SPAN.findall(cell.source)}
    return {part for span in spans for part in re.findall(r"(?:np|pd|plt|sns)\.\w+|\w+", span)}


def measures(stem, edition):
    """What CODE.md's table counts, for one chapter in one edition."""
    cells = teaching_cells(read_chapter(stem, edition))
    lines = sorted(len(line) for cell in cells for line in without_comments(cell.source).splitlines() if line.strip())
    used = {word for cell in cells for word in words(cell.source)}
    return {
        "median": statistics.median(lines),
        "p95": lines[int(0.95 * len(lines))],
        "over_79": sum(len(line) > WIDEST for cell in cells for line in cell.source.splitlines()),
        "lines_a_cell": statistics.median(cell.source.count("\n") + 1 for cell in cells),
        "commented_pct": 100 * sum(bool(comments(cell.source)) for cell in cells) / len(cells),
        "words": len(used),
        "new_words": sum(IDIOMS.get(word, {}).get("chapter") == STEMS.index(stem) for word in used),
        "forms": sum(len(forms(cell.source)) for cell in cells),
    }


AIMS = {
    "median": (0, 45),
    "p95": (0, 79),
    "over_79": (0, 0),
    "lines_a_cell": (0, 8),
    "commented_pct": (25, 100),
    "words": (0, 60),
    "new_words": (0, 12),
    "forms": (0, 0),
}


def main():
    """Print the measures of every chapter and edition beside the aims."""
    print(f"{'':6}", *(f"{name:>13}" for name in AIMS))
    for stem in STEMS:
        for edition in ("zh", "en"):
            print(f"{stem[:2]} {edition} ", *(f"{value:13.0f}" for value in measures(stem, edition).values()))
    print(f"{'aim':6}", *(f"{f'{low}-{high}':>13}" for low, high in AIMS.values()))
    print(f"words in the whole course: {len(first_used())} (aim 60)")


if __name__ == "__main__":
    main()
