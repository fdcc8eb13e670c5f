"""Every number in the prose is declared, and recomputed from the chapter's own data."""

import importlib
import re
import tomllib
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ..numbers.register import Bound, Place, problems
from .chapters import ROOT, STEMS, number_tokens, ran, read_chapter

CATALOGUE = tomllib.loads((ROOT / "data" / "figures.toml").read_text(encoding="utf-8"))
DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
YEAR = re.compile(r"(?:1[4-9]|20)\d\d")

DECLARED = {stem: importlib.import_module(f"tests.numbers.ch{stem[:2]}").numbers for stem in STEMS}


def tokens_of(stem, edition):
    cells = read_chapter(stem, edition).cells
    return {
        cell.id: number_tokens(cell.source) for cell in cells if cell.cell_type == "markdown" and number_tokens(cell.source)
    }


@pytest.mark.parametrize("stem", STEMS)
def test_every_number_is_declared_and_recomputed(stem):
    drawn = {name: numbers_of(data) for name, data in ran(stem, "en").shown.items()}
    chapter = SimpleNamespace(**ran(stem, "en").variables)
    declared = DECLARED[stem]
    used = [tokens_of(stem, edition) for edition in ("zh", "en")]
    found = []
    for place in {place for cells in used for place in cells} | {
        place for place in declared if not place.startswith("figure:")
    }:
        tokens = {token for cells in used for token in cells.get(place, [])}
        found += problems(declared, place, tokens, chapter)
    stated = {
        token for key, place in declared.items() if place.compute and not key.startswith("figure:")
        for token in place.compute(chapter)
    }  # fmt: skip
    for name, entry in CATALOGUE.items():
        if entry["chapter"] == int(stem[:2]):
            words = [entry[part][edition] for part in ("title", "caption", "alt") for edition in ("zh", "en")]
            tokens = {token for text in words for token in number_tokens(text) if not YEAR.fullmatch(token)}
            named = declared.get(f"figure:{name}", Place(set()))
            own = named.names | set(named.compute(chapter) if named.compute else {})
            seen = {token for token in tokens - own - stated if near(token, drawn.get(name, np.array([])))}
            found += problems(declared, f"figure:{name}", tokens - seen - (stated - own), chapter)
    assert not found, "\n".join(found)


def numbers_of(data):
    """Every number in the data of a figure, those inside its texts, and how many rows and values there are."""
    found = [float(len(data))]
    for column in data.columns:
        values = data[column].dropna()
        found += [*pd.to_numeric(values, errors="coerce").dropna().astype(float), float(values.nunique())]
        found += [float(count) for count in values.value_counts()]
        if not pd.api.types.is_numeric_dtype(values):
            found += [float(token.replace(",", "")) for text in values.map(str) for token in DIGITS.findall(text)]
    return np.unique(np.abs(found))


def near(token, values):
    """Whether a token is one of the numbers to its digits, in any of the units that a caption may use."""
    half = 0.5 * 10 ** -len(token.partition(".")[2]) + 1e-9
    number = float(token.replace(",", ""))
    return any((np.abs(values * 10.0**power - number) <= half).any() for power in (0, 2, -2, 4, -4, 6, -6, -8))


def test_a_number_that_the_data_of_a_figure_lack_is_not_near():
    values = numbers_of(pd.DataFrame({"place": ["a 3", "b"], "share": [55.43, 0.1]}))
    assert [token for token in ("55.4", "75.4", "3", "10", "0.2") if near(token, values)] == ["55.4", "3", "10"]


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
