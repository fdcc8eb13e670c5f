"""The explorer of one province: its curve among the 31, and bars of its neighbours by rank."""

from __future__ import annotations

import altair as alt

from ...figures.theme import INK, PALETTE
from ...words import label, labelled
from ..province import COUNTED, FIRST, LAST, tables
from .build import (
    Described,
    choice,
    clicked,
    dragged,
    formula,
    grip,
    kept,
    looked_up,
    named,
    ranked,
    sentence,
    slider,
    text,
    year_and_share,
)

SIDE, WIDTH, HEIGHT = 2, 440, 300


def describe() -> Described:
    names = tables()["names"]
    above = f"clamp(datum.nth - {SIDE}, 1, {len(names['code']) - 2 * SIDE})"
    data = [
        {"name": "names"},
        {"name": "china"},
        {"name": "shares"},
        {
            "name": "lines",
            "source": "shares",
            "transform": [
                looked_up("names", "code", "province", ["name"]),
                formula("line", f"datum.province + (datum.year < {COUNTED}) + (datum.year > {COUNTED})"),
            ],
        },
        {"name": "own", "source": "lines", "transform": [kept("datum.province === place")]},
        {"name": "counts", "source": "lines", "transform": [kept(f"datum.year === {COUNTED}")]},
        {"name": "own_count", "source": "own", "transform": [kept(f"datum.year === {COUNTED}")]},
        {
            "name": "ranked",
            "source": "lines",
            "transform": [
                kept("datum.year === year"),
                *ranked("share", "province"),
            ],
        },
        {
            "name": "here",
            "source": "ranked",
            "transform": [
                kept("datum.province === place"),
                looked_up("china", "year", "year", ["share"], ["china"]),
                formula("first", above),
            ],
        },
        {
            "name": "neighbours",
            "source": "ranked",
            "transform": [
                formula("row", "datum.nth - data('here')[0].first"),
                kept(f"0 <= datum.row && datum.row <= {2 * SIDE}"),
                formula("said", "datum.rank + '  ' + datum.name + '  ' + format(datum.share, '.2f')"),
            ],
        },
        {"name": "cursor", "values": [{}], "transform": [formula("year", "year")]},
    ]
    across = alt.Scale(domain=[FIRST - 0.5, LAST + 0.5], nice=False)
    x = alt.X(
        "year:Q",
        scale=across,
        title=label("year"),
        axis=alt.Axis(format="d", grid=False, values=[2005, 2010, 2015, 2020, 2024]),
    )
    y = alt.Y("share:Q", scale=alt.Scale(domain=[14, 102], nice=False), title=labelled("urban_share_pct"))
    hover = [
        alt.Tooltip("name:N", title=label("province_code")),
        *year_and_share(),
    ]
    every = alt.Chart(named("lines")).mark_line(color="#CFCFCF", strokeWidth=1).encode(x, y, detail="line:N")
    own = alt.Chart(named("own")).mark_line(color=PALETTE[1], strokeWidth=3).encode(x, y, detail="line:N")
    counts = alt.Chart(named("counts")).mark_point(filled=True, size=10, opacity=1, color="#CFCFCF").encode(x, y)
    own_count = alt.Chart(named("own_count")).mark_point(filled=True, size=45, opacity=1, color=PALETTE[1]).encode(x, y)
    cursor = alt.Chart(named("cursor")).mark_rule(color=INK).encode(x="year:Q")
    touch = (
        alt.Chart(named("lines"))
        .mark_line(strokeWidth=7, opacity=0, cursor="pointer")
        .encode(x, y, detail="line:N", tooltip=hover[:1])
        .properties(name="touch")
    )
    dot = alt.Chart(named("here")).mark_point(filled=True, size=110, opacity=1, color=PALETTE[1]).encode(x, y, tooltip=hover)
    year = alt.Chart(named("cursor")).mark_text(align="left", baseline="top", fontSize=22, x=8, y=4).encode(text="year:Q")
    older = (
        alt.Chart(named("cursor"))
        .mark_text(align="left", baseline="bottom", color="#5F5F5F", y=HEIGHT - 4)
        .encode(x=alt.datum(FIRST - 0.2), text=text("place_older"))
    )
    left = alt.layer(
        every, counts, own, own_count, cursor, year, older, touch, grip("cursor", "grip", 16, x="year"), dot
    ).properties(width=WIDTH, height=HEIGHT, name="left")
    row = alt.Y("row:O", scale=alt.Scale(domain=list(range(2 * SIDE + 1)), paddingInner=0.55), axis=None)
    colour = alt.condition("datum.province === place", alt.value(PALETTE[1]), alt.value(PALETTE[0]))
    bars = (
        alt.Chart(named("neighbours"))
        .mark_bar(cursor="pointer")
        .encode(
            row,
            alt.X("share:Q", scale=alt.Scale(domain=[0, 100]), title=labelled("urban_share_pct")),
            color=colour,
            tooltip=hover,
        )
        .properties(name="bars")
    )
    texts = (
        alt.Chart(named("neighbours"))
        .mark_text(align="left", baseline="bottom", x=2, dy=-15)
        .encode(row, text="said:N", color=colour)
    )
    right = alt.layer(bars, texts).properties(width=280, height=HEIGHT, name="right")
    return Described(
        chart=alt.hconcat(left, right, spacing=24),
        data=data,
        events={
            "year": [dragged("grip_marks", "left_x", FIRST, LAST)],
            "place": [clicked("bars_marks", "touch_marks", of="province")],
        },
        controls=[
            choice("place", "province_code", sorted(zip(names["code"], names["name"]))),
            slider("year", "year", FIRST, LAST, play=400),
        ],
        said=sentence(
            "place_caption",
            year="year",
            edition=f"year < {COUNTED} ? {sentence('place_in_older')} : year == {COUNTED} ? {sentence('place_in_census')} : ''",
            place="data('here')[0].name",
            share="data('here')[0].share",
            rank="data('here')[0].rank",
            difference="data('here')[0].share - data('here')[0].china",
        ),
        numbers={
            "data": "ranked",
            "columns": [
                ["province", label("province_code")],
                ["name", label("place")],
                ["year", label("year")],
                ["share", labelled("urban_share_pct")],
                ["rank", label("rank")],
            ],
        },
    )
