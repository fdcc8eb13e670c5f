"""Every number in the prose is declared, and recomputed from the chapter's own data."""

import importlib
from types import SimpleNamespace

import pytest

from henan_lib.publish.export import run_chapter

from ..numbers.register import Bound, problems
from .chapters import NOTEBOOKS, STEMS, number_tokens, read_chapter

DECLARED = {stem: importlib.import_module(f"tests.numbers.ch{stem[:2]}").numbers for stem in STEMS}


def tokens_of(stem, edition):
    cells = read_chapter(stem, edition).cells
    return {
        cell.id: number_tokens(cell.source) for cell in cells if cell.cell_type == "markdown" and number_tokens(cell.source)
    }


@pytest.mark.parametrize("stem", STEMS)
def test_every_number_is_declared_and_recomputed(stem):
    chapter = SimpleNamespace(**run_chapter(NOTEBOOKS / "en" / f"{stem}.ipynb"))
    used = [tokens_of(stem, edition) for edition in ("zh", "en")]
    found = []
    for place in {place for cells in used for place in cells} | set(DECLARED[stem]):
        tokens = {token for cells in used for token in cells.get(place, [])}
        found += problems(DECLARED[stem], place, tokens, chapter)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("token", "value", "right"),
    [
        ("55.3", 55.34, True),
        ("55.3", 55.36, False),
        ("1,234", 1234.4, True),
        ("4", Bound(3.9, "below"), True),
        ("4", Bound(4.1, "below"), False),
        ("4", Bound(4.1, "above"), True),
    ],
)
def test_a_token_must_be_what_its_value_rounds_to(token, value, right):
    numbers = type(DECLARED[STEMS[0]])("99")
    numbers("cell")(lambda chapter: {token: value})
    assert (problems(numbers, "cell", {token}, None) == []) == right


def test_a_number_that_nobody_declared_and_a_declaration_that_nobody_uses_are_named():
    numbers = type(DECLARED[STEMS[0]])("99")
    numbers("cell", names=["2018"])(lambda chapter: {"55.3": 55.3})
    assert "75" in problems(numbers, "cell", {"2018", "55.3", "75"}, None)[0]
    assert "55.3" in problems(numbers, "cell", {"2018"}, None)[0]
    assert "nothing" in problems(numbers, "nothing", {"1"}, None)[0]
