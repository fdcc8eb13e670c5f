"""The rooms of the library: the front ones know nothing of the others, and no module needs itself."""

import ast
import importlib
from pathlib import Path

import pytest
from importlinter import cli


@pytest.mark.slow
def test_nobody_imports_upwards():
    assert cli.lint_imports(is_debug_mode=False, no_cache=True) == cli.EXIT_STATUS_SUCCESS


def test_each_name_of_the_front_door_opens():
    library = importlib.import_module("henan_lib")
    assert all(getattr(library, name) is not None for name in library.__all__)


def test_every_public_function_says_what_it_returns():
    root = Path(importlib.import_module("henan_lib").__file__).parent
    lacking = []
    for path in root.rglob("*.py"):
        registered = path.match("exercises/*/ch*.py") or path.match("report/checks/*.py") and path.stem != "register"
        if registered:  # called by their id alone, and each returns what its kind of exercise, prediction or check asks for
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            body = node.body if isinstance(node, ast.Module | ast.ClassDef) else []
            functions = [one for one in body if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")]
            lacking += [f"{path.relative_to(root)}: {one.name}" for one in functions if one.returns is None]
    assert lacking == []
