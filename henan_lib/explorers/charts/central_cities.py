"""The explorer of a composite rank: scores of nine cities, and the ranks of one of them under evenly spread weights."""

from __future__ import annotations

import altair as alt

from ...figures.theme import GREY, INK, PALETTE
from ...words import label
from ..central_cities import EDITIONS, INDICATORS, SCALINGS, tables
from .build import Described, choice, clicked, formula, kept, looked_up, named, sentence, slider, text

WEIGHTINGS, TIE = 5_000, 1e-9
GOLDEN = 1.1347241384015194  # the root of x ** 6 = x + 1: the golden ratio of five dimensions
WIDTH, HEIGHT = 330, 300


def describe() -> Described:
    values = tables()["values"]
    names = dict(zip(values["city"], values["name"]))
    cities, indicators = len(names), list(INDICATORS)
    lacking = " || ".join(f"(use_{name} && !isValid(datum.{name}))" for name in indicators)
    total = " + ".join(indicators)
    score = " + ".join(f"(use_{name} ? {name} * datum.{name} : 0)" for name in indicators)
    ahead = " + ".join(
        "(" + " + ".join(f"gaps[{at}][{other}] * datum.e_{name}" for at, name in enumerate(indicators)) + f" > {TIE})"
        for other in range(cities - 1)
    )
    percent = (
        "datum.share > 0 && datum.share < 1 ? '<1' : datum.share > 99 && datum.share < 100 ? '>99' : format(datum.share, '.0f')"
    )
    data = [
        {"name": "values"},
        {
            "name": "chosen",
            "source": "values",
            "transform": [
                kept("datum.scaling === scaling && datum.edition === edition"),
                formula("lacking", f"{total} === 0 || {lacking}"),
                formula("score", f"datum.lacking ? null : ({score}) / ({total})"),
                formula("key", f"datum.lacking ? 0 : round(datum.score / {TIE})"),
                {
                    "type": "window",
                    "sort": {"field": ["lacking", "key"], "order": ["ascending", "descending"]},
                    "ops": ["row_number", "rank"],
                    "as": ["slot", "rank"],
                },
                formula("said", "(datum.lacking ? '–' : datum.rank) + '  ' + datum.name"),
                formula(
                    "end",
                    f"datum.lacking ? ({total} ? {sentence('no_score')} : '')"
                    " : datum.city === city ? format(datum.score, '.2f') : ''",
                ),
                formula("bar", "datum.lacking ? 0 : datum.score"),
                {"type": "collect", "sort": {"field": "slot"}},
            ],
        },
        {"name": "here", "source": "chosen", "transform": [kept("datum.city === city")]},
        {"name": "absent", "source": "chosen", "transform": [kept("datum.lacking")]},
        {
            "name": "others",
            "source": "values",
            "transform": [
                kept("datum.scaling === scaling && datum.edition === edition && datum.city !== city"),
                formula("out", lacking),
                *(
                    formula(f"gap_{name}", f"use_{name} && !datum.out ? datum.{name} - data('own')[0].{name} : 0")
                    for name in indicators
                ),
            ],
        },
        {
            "name": "weightings",
            "transform": [
                {"type": "sequence", "start": 1, "stop": WEIGHTINGS + 1, "as": "nth"},
                *(formula(f"u_{name}", f"0.5 + datum.nth * {GOLDEN ** -(at + 1)!r}") for at, name in enumerate(indicators)),
                *(formula(f"e_{name}", f"-log(datum.u_{name} - floor(datum.u_{name}))") for name in indicators),
                formula("rank", f"1 + {ahead}"),
                {"type": "aggregate", "groupby": ["rank"], "ops": ["count"], "as": ["count"]},
            ],
        },
        {
            "name": "spread",
            "values": [{"rank": rank} for rank in range(1, cities + 1)],
            "transform": [
                looked_up("weightings", "rank", "rank", ["count"], default=0),
                formula("share", f"data('here')[0].lacking ? 0 : 100 * datum.count / {WEIGHTINGS}"),
                formula("said", f"datum.share ? ({percent}) : ''"),
                formula("now", "!data('here')[0].lacking && datum.rank === data('here')[0].rank"),
            ],
        },
        {
            "name": "found",
            "source": "spread",
            "transform": [
                kept("datum.share > 0"),
                {"type": "aggregate", "ops": ["min", "max"], "fields": ["rank", "rank"], "as": ["best", "worst"]},
            ],
        },
        {"name": "present", "source": "spread", "transform": [kept("datum.now"), formula("above", "datum.share + 14")]},
        {"name": "none", "values": [{}], "transform": [kept(f"{total} === 0")]},
    ]
    data.insert(
        1,
        {
            "name": "own",
            "source": "values",
            "transform": [kept("datum.scaling === scaling && datum.edition === edition && datum.city === city")],
        },
    )
    row = alt.Y("slot:O", scale=alt.Scale(domain=list(range(1, cities + 1)), paddingInner=0.3), axis=None)
    across = alt.X("bar:Q", title=label("composite_score"))
    own = alt.condition("datum.city === city", alt.value(PALETTE[1]), alt.value(PALETTE[0]))
    hover = [
        alt.Tooltip("name:N", title=label("choose_city")),
        alt.Tooltip("score:Q", title=label("composite_score"), format=".3f"),
    ]
    bars = (
        alt.Chart(named("chosen"))
        .mark_bar(cursor="pointer")
        .encode(row, across, color=own, tooltip=hover)
        .properties(name="bars")
    )
    labels = (
        alt.Chart(named("chosen"))
        .mark_text(align="right", x=-8, cursor="pointer")
        .encode(row, text="said:N", color=alt.condition("datum.city === city", alt.value(PALETTE[1]), alt.value(INK)))
        .properties(name="labels")
    )
    scores = alt.Chart(named("chosen")).mark_text(align="left", dx=4).encode(row, across, text="end:N", color=own)
    zero = alt.Chart(named("here")).mark_rule(color=GREY).encode(x=alt.datum(0))
    empty = alt.Chart(named("none")).mark_text(x=WIDTH / 2, y=HEIGHT / 2).encode(text=text("weights_zero"))
    left = alt.layer(bars, zero, labels, scores, empty).properties(width=WIDTH, height=HEIGHT)
    rank = alt.X("rank:O", title=label("composite_place"), axis=alt.Axis(labelAngle=0))
    up = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, 118], nice=False),
        title=label("random_places_pct"),
        axis=alt.Axis(values=[0, 50, 100]),
    )
    columns = (
        alt.Chart(named("spread"))
        .mark_bar()
        .encode(
            rank,
            up,
            color=alt.condition("datum.now", alt.value(PALETTE[1]), alt.value(PALETTE[5])),
            tooltip=[alt.Tooltip("rank:O", title=label("composite_place")), alt.Tooltip("share:Q", title="%", format=".2f")],
        )
    )
    shares = alt.Chart(named("spread")).mark_text(baseline="bottom", dy=-2).encode(rank, up, text="said:N")
    mark = (
        alt.Chart(named("present"))
        .mark_point(shape="triangle-down", filled=True, size=110, color=PALETTE[1], opacity=1)
        .encode(rank, alt.Y("above:Q", title=label("random_places_pct")))
    )
    right = alt.layer(columns, shares, mark).properties(width=300, height=HEIGHT)
    here = "data('here')[0]"
    told = {
        "city": f"{here}.name",
        "rank": f"{here}.rank",
        "count": f"({cities} - length(data('absent')))",
        "indicators": "used",
        "share": "data('present')[0].said",
        "best": "data('found')[0].best",
        "worst": "data('found')[0].worst",
    }
    absent = f"join(pluck(data('absent'), 'name'), {sentence('comma')})"
    gap = f"(length(data('absent')) ? {sentence('cities_gap', cities=absent)} : '')"
    return Described(
        chart=alt.hconcat(left, right, spacing=30),
        data=data,
        steps=[
            *({"name": f"use_{name}", "update": f"{name} > 0"} for name in indicators),
            {"name": "used", "update": " + ".join(f"use_{name}" for name in indicators)},
            {"name": "gaps", "update": "[" + ", ".join(f"pluck(data('others'), 'gap_{name}')" for name in indicators) + "]"},
        ],
        events={"city": [clicked("bars_marks", "labels_marks", of="city")]},
        controls=[
            *(slider(name, f"weight_{name}", 0, 5) for name in indicators),
            choice("city", "choose_city", list(names.items())),
            choice("scaling", "choose_scaling", [(key, label(key)) for key in SCALINGS]),
            choice("edition", "choose_edition", [(key, label(key)) for key in EDITIONS]),
        ],
        said=f"!used ? {sentence('weights_zero')} : {here}.lacking ? {sentence('cities_unranked', **told)} + {gap}"
        f" : {gap} + (used > 1 ? {sentence('cities_caption', **told)} : {sentence('cities_single', **told)})",
        numbers={
            "data": "chosen",
            "columns": [
                ["city", label("code")],
                ["name", label("choose_city")],
                ["score", label("composite_score")],
                ["rank", label("composite_place")],
            ],
        },
    )
