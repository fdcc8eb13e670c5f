"""What goes wrong in a model or a map is said in the session's language: what, where, what to do next."""

import ast
import re
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest

import henan_lib as hl
from henan_lib.analysis import breaks, growth, regional, stages
from henan_lib.figures import maps
from henan_lib.words import label, terms

CHINESE = re.compile("[\u3400-\u9fff]")
PAIRS = pd.DataFrame({"a": ["410100"], "b": ["410200"]})
EQUAL = pd.Series(5.0, ["410100", "410200"])
FAULTS = [
    ("70", lambda: stages.stage([50], 70, 30)),
    ("2", lambda: growth.fit_logistic([1, 2], [10, 20])),
    ("90", lambda: growth.fit_logistic([1, 2, 3], [10, 20, 90], 80)),
    ("2004", lambda: breaks.segmented_fit(range(2000, 2005), range(5), [2004])),
    ("4", lambda: breaks.segmented_fit([2000, 2001, 2002], [1, 2, 3], [2001, 2001.5])),
    ("2009", lambda: breaks.segmented_search(range(2000, 2010), range(10))),
    ("120", lambda: growth.growth_difference_path(120, 0.04, [1])),
    ("1", lambda: regional.theil([30, 0], [1, 1])),
    ("{411600}", lambda: regional.neighbour_mean(pd.Series(1.0, ["410100", "410200", "411600"]), PAIRS)),
    ("", lambda: regional.moran(EQUAL, PAIRS)),
    ("2", lambda: regional.beta_convergence([1, 2], [3, 4])),
    ("410100", lambda: maps.tile_map(pd.DataFrame({"unit_code": ["410100"] * 2, "x": [1, 2]}), "x")),
    ("globe", lambda: maps.tile_map(pd.DataFrame({"unit_code": ["410100"], "x": [1]}), "x", kind="globe")),
]


@pytest.mark.parametrize("edition", ["zh", "en"])
@pytest.mark.parametrize(("where", "fault"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_said_in_the_language_with_its_place_and_what_to_do(edition, where, fault):
    hl.start(edition)
    with pytest.raises(ValueError) as raised:
        fault()
    said = str(raised.value)
    where = label(where.strip("{}")) if where.startswith("{") else where
    assert where in said and "{" not in said
    assert bool(CHINESE.search(said.replace(where, "") if where else said)) == (edition == "zh")
    assert re.search("请" if edition == "zh" else "[;.] [a-zA-Z]", said), "what to do next"


def english_literals(code):
    """Lines that raise an error with a text of their own."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args
        if isinstance(node.exc.args[0], ast.JoinedStr) or isinstance(getattr(node.exc.args[0], "value", None), str)
    ]  # fmt: skip


def test_no_error_has_a_text_that_stands_in_code():
    for path in (Path(hl.__file__).parent).rglob("*.py"):
        if path.name != "__init__.py":
            assert not english_literals(path.read_text(encoding="utf-8")), path.name
    assert english_literals('raise ValueError(f"{a} is wrong")') == english_literals('raise ValueError("wrong")') == [1]
    assert not english_literals('raise ValueError(message("wrong", a=a))')


def placeholders(sentence):
    """Each placeholder with its index or attribute, sorted; how many digits it gets is the language's choice."""
    return sorted(field for _, field, _, _ in Formatter().parse(sentence) if field is not None)


def test_a_message_has_the_same_placeholders_in_both_languages():
    for key, row in terms("message").items():
        assert placeholders(row["zh"]) == placeholders(row["en"]), key
    assert placeholders("{x:.1f} of {y[0]}") != placeholders("{x} of {y[1]}") and placeholders("{a}{a}") != placeholders("{a}")
