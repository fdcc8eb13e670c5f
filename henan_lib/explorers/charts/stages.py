"""The explorer of the three stages: lines of chosen areas on the bands of the stages, and the count of each."""

from __future__ import annotations

import altair as alt

from ...analysis.stages import STAGES
from ...figures.theme import INK, PALETTE, STAGE_COLOURS
from ...words import label, labelled
from ..stages import FIRST, LAST, OBSERVED, tables
from .build import (
    POINTS,
    Described,
    choice,
    dragged,
    formula,
    grip,
    kept,
    looked_up,
    named,
    sentence,
    slider,
    spread,
    text,
    year_and_share,
)

WIDTH, HEIGHT = 500, 290


def describe() -> Described:
    stages = [{"stage": stage, "label": label(stage), "place": place} for place, stage in enumerate(STAGES)]
    data = [
        {"name": "shares"},
        {
            "name": "lines",
            "source": "shares",
            "transform": [
                kept("indexof(areas, datum.area) >= 0"),
                formula("order", "indexof(areas, datum.area)"),
                {"type": "flatten", "fields": ["shares"], "as": ["thousandths"], "index": "at"},
                formula("year", f"datum.at + {FIRST}"),
                formula("share", "datum.thousandths / 1000"),
                {"type": "project", "fields": ["area", "name", "order", "year", "share"]},
            ],
        },
        {"name": "now", "source": "lines", "transform": [kept("datum.year === year")]},
        {
            "name": "ends",
            "source": "lines",
            "transform": [kept(f"datum.year === {LAST}"), *spread("share", "height", 5.6, 103)],
        },
        {
            "name": "found",
            "source": "shares",
            "transform": [
                kept("datum.counted"),
                formula("share", f"datum.shares[year - {FIRST}] / 1000"),
                formula("stage", f"datum.share < lower ? '{STAGES[0]}' : datum.share <= upper ? '{STAGES[1]}' : '{STAGES[2]}'"),
                {"type": "aggregate", "groupby": ["stage"], "ops": ["count"], "as": ["count"]},
            ],
        },
        {"name": "stages", "values": stages},
        {
            "name": "counts",
            "source": "stages",
            "transform": [
                looked_up("found", "stage", "stage", ["count"], default=0),
                formula("from", "[0, lower, upper][datum.place]"),
                formula("to", "[lower, upper, 100][datum.place]"),
                formula("said", "datum.label + ' ' + datum.count"),
            ],
        },
        {"name": "cursor", "values": [{}], "transform": [formula("year", "year")]},
        {"name": "lower_edge", "values": [{}], "transform": [formula("at", "lower")]},
        {"name": "upper_edge", "values": [{}], "transform": [formula("at", "upper")]},
        {"name": "none", "values": [{}], "transform": [kept("length(areas) === 0")]},
    ]
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[FIRST, LAST], nice=False),
        title=label("year"),
        axis=alt.Axis(format="d", grid=False, values=list(range(FIRST, LAST + 1, 20)), labelFlush=False),
    )
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 100]), title=labelled("urban_share_pct"))
    hover = [
        alt.Tooltip("name:N", title=label("areas")),
        *year_and_share(),
    ]
    stage = alt.Color("stage:N", scale=alt.Scale(domain=STAGES, range=[STAGE_COLOURS[name] for name in STAGES]), legend=None)
    line = alt.Color("order:O", scale=alt.Scale(domain=list(range(len(PALETTE))), range=PALETTE), legend=None)
    bands = (
        alt.Chart(named("counts"))
        .mark_rect(opacity=0.1)
        .encode(y=alt.Y("from:Q", title=labelled("urban_share_pct")), y2="to:Q", color=stage)
    )
    lines = alt.Chart(named("lines")).mark_line(strokeWidth=2.5).encode(x, y, line, detail="area:N", tooltip=hover)
    ends = (
        alt.Chart(named("ends"))
        .mark_text(align="left", dx=5)
        .encode(x, alt.Y("height:Q", title=labelled("urban_share_pct")), line, text="name:N")
    )
    cursor = alt.Chart(named("cursor")).mark_rule(color=INK, strokeWidth=1.5).encode(x="year:Q")
    dots = alt.Chart(named("now")).mark_point(filled=True, size=60, color=INK, opacity=1).encode(x, y, tooltip=hover)
    year = alt.Chart(named("cursor")).mark_text(align="left", baseline="top", fontSize=22, x=8, y=6).encode(text="year:Q")
    empty = alt.Chart(named("none")).mark_text(x=WIDTH / 2, y=HEIGHT / 2).encode(text=text("nothing_chosen"))
    lower, upper = (grip(f"{name}_edge", name, 10, y="at") for name in ("lower", "upper"))
    left = alt.layer(
        bands, lines, ends, cursor, dots, year, empty, lower, upper, grip("cursor", "grip", 16, x="year")
    ).resolve_scale(color="independent")
    left = left.properties(width=WIDTH, height=HEIGHT, name="left")
    place = alt.Y("stage:N", scale=alt.Scale(domain=STAGES[::-1], paddingInner=0.5), axis=None)
    bars = (
        alt.Chart(named("counts"))
        .mark_bar()
        .encode(place, alt.X("count:Q", scale=alt.Scale(domain=[0, 235], nice=False), axis=None), stage)
    )
    counts = (
        alt.Chart(named("counts")).mark_text(align="left", baseline="bottom", dy=-24, x=0).encode(place, stage, text="said:N")
    )
    right = alt.layer(bars, counts).properties(
        width=150, height=HEIGHT, title=alt.Title(label("areas"), fontSize=POINTS, fontWeight="normal")
    )
    names = dict(zip(tables()["shares"]["area"], tables()["shares"]["name"]))
    return Described(
        chart=alt.hconcat(left, right, spacing=90),
        data=data,
        steps=[{"name": "lower", "update": "min(low, high)"}, {"name": "upper", "update": "max(low, high)"}],
        events={
            "year": [dragged("grip_marks", "left_x", FIRST, LAST)],
            "low": [dragged("lower_marks", "left_y", 0, 100)],
            "high": [dragged("upper_marks", "left_y", 0, 100)],
        },
        controls=[
            choice("areas", "areas", sorted(names.items(), key=lambda pair: pair[1]), several=True),
            slider("year", "year", FIRST, LAST, play=150),
            slider("low", "threshold_low", 0, 100),
            slider("high", "threshold_high", 0, 100),
        ],
        said=sentence(
            "stages_caption",
            year="year",
            projected=f"year > {OBSERVED} ? {sentence('projected')} : ''",
            low="lower",
            high="upper",
            **{name: f"data('counts')[{place}].count" for place, name in enumerate(("initial", "middle", "advanced"))},
        ),
        numbers={
            "data": "lines",
            "columns": [["name", label("areas")], ["year", label("year")], ["share", labelled("urban_share_pct")]],
        },
    )
