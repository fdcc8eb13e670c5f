"""The rooms of the library: the front ones know nothing of the others, and no module needs itself."""

import importlib

import pytest
from importlinter import cli


@pytest.mark.slow
def test_nobody_imports_upwards():
    assert cli.lint_imports(is_debug_mode=False, no_cache=True) == cli.EXIT_STATUS_SUCCESS


def test_each_name_of_the_front_door_opens():
    library = importlib.import_module("henan_lib")
    assert all(getattr(library, name) is not None for name in library.__all__)
