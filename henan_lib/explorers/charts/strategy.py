"""The explorer of the strategy: headings as pale bars by number of measures, full as far as measures match."""

from __future__ import annotations

import altair as alt

from ...datasets.package import load
from ...figures.theme import PALETTE
from ...session import current
from ...words import label
from ..strategy import tables
from .build import Described, choice, clicked, formula, kept, looked_up, named, sentence, words

PRESENCE, PALE, DIM, MOST = ("any_choice", "given", "not_given"), "#C9DCEA", "#555555", 60
WIDTH, HEIGHT, ROWS = 400, 300, 16
# How far left of zero the names begin, in measures.
ROOM = {"zh": 90, "en": 170}
# Every word must occur, wherever: a lookahead for each, with what means something in a pattern made plain.
WORDS = (
    r"regexp('^(?=[^]*' + replace(replace(lower(trim(text)), regexp('[-.*+?^$()|{}\\[\\]\\\\]', 'g'), '\\$&'),"
    r" regexp('\\s+', 'g'), ')(?=[^]*') + ')')"
)


def describe() -> Described:
    problems = load("problems").set_index("id")["label"]
    given = tables()
    linked = sorted({problem for listed in given["measures"]["problems"] for problem in listed} & set(problems.index))
    data = [
        {"name": "measures"},
        {
            "name": "found",
            "source": "measures",
            "transform": [
                kept("focus === 'any_choice' || datum.focus === focus"),
                kept(
                    "problem === 'any_choice' || (problem === 'no_stated_problem' ? !length(datum.problems)"
                    " : indexof(datum.problems, problem) >= 0)"
                ),
                *(
                    kept(f"{name} === 'any_choice' || ({name} === 'given') === !!datum.{name}")
                    for name in ("actor", "indicator")
                ),
                kept("test(words, datum.words)"),
                {"type": "collect", "sort": {"field": "nth"}},
            ],
        },
        *(
            {
                "name": f"{kind}_{owner}",
                "source": source,
                "transform": [{"type": "aggregate", "groupby": [owner], "ops": ["count"], "as": ["count"]}],
            }
            for kind, source in (("all", "measures"), ("found", "found"))
            for owner in ("focus", "heading")
        ),
        {"name": "rows"},
        {
            "name": "counted",
            "source": "rows",
            "transform": [
                *(
                    looked_up(f"{kind}_{owner}", owner, "section", ["count"], [f"{kind}_{owner}"], 0)
                    for kind in ("all", "found")
                    for owner in ("focus", "heading")
                ),
                *(formula(kind, f"datum.whole ? datum.{kind}_focus : datum.{kind}_heading") for kind in ("all", "found")),
                formula("matching", "datum.whole ? datum.found + ' / ' + datum.all : datum.found ? '' + datum.found : ''"),
                formula("total", "datum.whole ? '' : '' + datum.all"),
                formula("focus", "slice(datum.section, 0, 3)"),
            ],
        },
    ]
    row = alt.Y("place:Q", scale=alt.Scale(domain=[-0.6, ROWS - 0.4], reverse=True, nice=False), axis=None)
    scale = alt.Scale(domain=[-ROOM[current()], 52], nice=False)

    def side(column: int):
        mine = alt.Chart(named("counted")).transform_filter(f"datum.column === {column}")
        heads, parts = mine.transform_filter("datum.whole"), mine.transform_filter("!datum.whole")
        start = alt.X("zero:Q", scale=scale, axis=None)
        parts = parts.transform_calculate(zero="0", beside="datum.all + 1", before="-1")
        bar = {"height": 12, "cursor": "pointer"}
        return alt.layer(
            heads.mark_text(align="left", color=PALETTE[0], cursor="pointer", x=0, fontWeight="bold")
            .encode(row, text="name:N")
            .properties(name=f"focus{'ab'[column]}"),
            heads.mark_text(align="right", color=PALETTE[0], x=WIDTH, fontWeight="bold").encode(row, text="matching:N"),
            parts.mark_text(align="left", x=6, cursor="pointer")
            .encode(row, text="name:N")
            .properties(name=f"heading{'ab'[column]}"),
            parts.mark_bar(color=PALE, **bar).encode(start, row, x2="all:Q").properties(name=f"pale{'ab'[column]}"),
            parts.mark_bar(color=PALETTE[0], **bar).encode(start, row, x2="found:Q"),
            parts.mark_text(align="right", color=PALETTE[0]).encode(
                alt.X("before:Q", scale=scale, axis=None), row, text="matching:N"
            ),
            parts.mark_text(align="left", color=DIM).encode(alt.X("beside:Q", scale=scale, axis=None), row, text="total:N"),
        ).properties(width=WIDTH, height=HEIGHT)

    marks = [f"{name}{side}_marks" for name in ("focus", "heading", "pale") for side in "ab"]
    rows = given["rows"]
    focuses = [(section, name) for section, name, whole in zip(rows["section"], rows["name"], rows["whole"]) if whole]
    every = ("any_choice", label("any_choice"))
    presence = [(name, label(name)) for name in PRESENCE]
    told = {"matching": "length(data('found'))", "all": "length(data('measures'))", "focuses": "length(data('found_focus'))"}
    columns = [
        ["section", label("section")],
        ["label", label("measure")],
        ["actor", label("actor")],
        ["indicator", label("quantity")],
    ]
    return Described(
        chart=alt.hconcat(side(0), side(1), spacing=8),
        data=data,
        steps=[{"name": "words", "update": WORDS}],
        events={"focus": [clicked(*marks, of="focus")]},
        controls=[
            choice("focus", "focus", [every, *focuses]),
            choice(
                "problem",
                "problem",
                [
                    every,
                    *((section, f"{section} {problems[section]}") for section in linked),
                    ("no_stated_problem", label("no_stated_problem")),
                ],
            ),
            choice("actor", "actor", presence),
            choice("indicator", "quantity", presence),
            words("text", "search_text", "search_text_here"),
        ],
        said=f"length(data('found')) ? {sentence('strategy_caption', **told)}"
        f" + (problem === 'any_choice' ? '' : {sentence('strategy_judged')})"
        f" : {sentence('strategy_none', **told)}",
        numbers={"data": "found", "columns": columns},
        table={"data": "found", "columns": columns, "most": MOST, "label": label("measures")},
    )
