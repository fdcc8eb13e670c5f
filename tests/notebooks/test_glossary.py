"""The first mention of a glossary term in each chapter leads to the glossary."""

import re

import pytest

from henan_lib import words

from .chapters import PATHS, read

TARGET = "00_start_here.ipynb#cell-id=glossary"
NOT_PROSE = re.compile(
    r"```[\s\S]*?```|`[^`\n]*`|\$\$[\s\S]*?\$\$|\$[^$\n]*\$|^#[^\n]*$|^\|[^\n]*$|\[[^\]\n]*\]\([^)\n]*\)", re.MULTILINE
)


def terms(edition):
    """Glossary terms of an edition, longer ones first, so that none hides inside another."""
    rows = words.terms("glossary").values()
    return sorted((row[edition] for row in rows), key=len, reverse=True)


def pattern(term, edition):
    return re.compile(re.escape(term) if edition == "zh" else rf"\b{re.escape(term)}s?\b", re.IGNORECASE)


def first_mentions(sources, edition):
    """Place of the first mention of each term in prose: term → (cell, start, end), linked ones left out."""
    found, taken = {}, {}
    for term in terms(edition):
        for cell, source in enumerate(sources):
            link = re.search(rf"\[({pattern(term, edition).pattern})\]\({re.escape(TARGET)}\)", source, re.IGNORECASE)
            blocked = [match.span() for match in NOT_PROSE.finditer(source)] + taken.setdefault(cell, [])
            plain = next(
                (match for match in pattern(term, edition).finditer(source)
                 if not any(start < match.end() and match.start() < end for start, end in blocked)), None
            )  # fmt: skip
            if link and (not plain or link.start() < plain.start()):
                break
            if plain:
                found[term] = (cell, *plain.span())
                taken[cell].append(plain.span())
                break
    return found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem[:2]}")
def test_the_first_mention_of_a_term_is_a_link(path):
    notebook = read(path)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    if path.stem.startswith("00"):
        assert any(cell.id == "glossary" for cell in notebook.cells)
    else:
        assert not first_mentions(sources, path.parent.name)
        assert sum(source.count(TARGET) for source in sources) >= 3


def test_mentions_in_code_headings_and_longer_terms_are_passed_over():
    sources = ["# The Theil index\n`Theil index` and the registered urban share", "An urban share; [Theil index](x.ipynb)"]
    found = first_mentions(sources, "en")
    assert found["registered urban share"][0] == 0 and found["urban share"][0] == 1 and "Theil index" not in found
