"""Every number in the prose is declared, and recomputed from the chapter's own data."""

import tomllib

import pandas as pd
import pytest

import henan_lib as hl
from henan_lib.publish.export import run_chapter

from .chapters import NOTEBOOKS, STEMS, number_tokens, read_chapter

DECLARED = tomllib.loads((NOTEBOOKS / "numbers.toml").read_text(encoding="utf-8"))


def tokens_of(stem, edition):
    cells = read_chapter(stem, edition).cells
    return {
        cell.id: number_tokens(cell.source) for cell in cells if cell.cell_type == "markdown" and number_tokens(cell.source)
    }


@pytest.mark.parametrize("stem", STEMS)
def test_every_number_is_declared_and_every_declaration_is_used(stem):
    declared = DECLARED[stem[:2]]
    used = {edition: tokens_of(stem, edition) for edition in ("zh", "en")}
    for edition, cells in used.items():
        for cell, tokens in cells.items():
            entry = declared.get(cell, {})
            missing = set(tokens) - set(entry.get("names", [])) - set(entry)
            assert not missing, (edition, cell, missing)
    for cell, entry in declared.items():
        in_prose = {token for cells in used.values() for token in cells.get(cell, [])}
        wanted = set(entry.get("names", [])) | set(entry) - {"names"}
        assert wanted <= in_prose, (cell, wanted - in_prose)
        assert all(name.isdigit() for name in entry.get("names", [])), (cell, "only whole numbers can be names")


@pytest.mark.parametrize("stem", STEMS)
def test_every_expression_gives_its_number(stem):
    names = run_chapter(NOTEBOOKS / "en" / f"{stem}.ipynb")
    names |= {"hl": hl, "pd": pd, "rows": hl.load("ledger").set_index("id")}
    wrong = []
    for cell, entry in DECLARED[stem[:2]].items():
        for token, expression in entry.items():
            if token == "names":
                continue
            printed = float(token.replace(",", ""))
            if isinstance(expression, dict):
                (side, code), = expression.items()  # fmt: skip
                value = float(eval(code, names))
                right = value < printed if side == "below" else value > printed
            else:
                code, decimals = expression, len(token.partition(".")[2])
                value = float(eval(code, names))
                right = abs(value - printed) <= 0.5 * 10**-decimals + 1e-9
            if not right:
                wrong.append(f"{cell}: {token} but {code} gives {value}")
            assert not code.replace(".", "").isdigit(), (cell, "a literal proves nothing")
    assert not wrong, "\n".join(wrong)
