"""The explorer of places: a tile map of the 18 units, a ranking and a scatter, the chosen place marked in each."""

from __future__ import annotations

import altair as alt

from ...figures.theme import INK, PALETTE
from ...words import label, labelled
from ..places import INDICATORS, LEVELS, tables
from .build import POINTS, Described, choice, clicked, formula, kept, looked_up, named, ranked, sentence

CHOSEN, BLUES, SIDE = PALETTE[1], ["#F1F6FB", "#7FB8DC", "#08306B"], 300


def _one_of(found: dict) -> str:
    """Vega expression for what belongs to the chosen indicator."""
    return "{" + ", ".join(f"{key}: {value!r}" for key, value in found.items()) + "}[indicator]"


def describe() -> Described:
    found = tables()
    places = list(zip(*(found["places"][name] for name in ("level", "place", "name", "unit"))))
    years = sorted(set(found["values"]["year"]))
    names = _one_of({key: label(shown) for key, (shown, *_) in INDICATORS.items()})
    units = _one_of({key: labelled(shown) for key, (shown, *_) in INDICATORS.items()})
    tiles, written = (_one_of({key: f",.{row[at]}f" for key, row in INDICATORS.items()}) for at in (2, 3))
    data = [
        {"name": "places"},
        {"name": "values"},
        {
            "name": "shown",
            "source": "values",
            "transform": [
                kept("datum.level === level && datum.indicator === indicator && datum.year === year"),
                *ranked("value", "place"),
                looked_up("places", "place", "place", ["name"]),
                formula("printed", f"format(datum.value, {written})"),
            ],
        },
        {
            "name": "partner",
            "source": "values",
            "transform": [kept("datum.level === level && datum.indicator === partner && datum.year === partner_year")],
        },
        {
            "name": "pairs",
            "source": "shown",
            "transform": [
                looked_up("partner", "place", "place", ["value"], ["other"]),
                kept("isValid(datum.other)"),
                formula("across", "partner === 'population' ? log(datum.other) / LN10 : datum.other"),
            ],
        },
        {"name": "chosen", "source": "places", "transform": [kept("datum.level === level && datum.place === place")]},
        {
            "name": "here",
            "source": "shown",
            "transform": [
                kept("datum.place === place"),
                formula("said", "datum.printed + ' · ' + datum.rank + '/' + length(data('shown'))"),
            ],
        },
        {"name": "twin", "source": "pairs", "transform": [kept("datum.place === place")]},
        {
            "name": "of_units",
            "source": "values",
            "transform": [
                kept("datum.level === 'unit' && datum.indicator === indicator && datum.year === year && length(data('shown'))")
            ],
        },
        {
            "name": "spans",
            "source": "of_units",
            "transform": [{"type": "aggregate", "ops": ["min", "max"], "fields": ["value", "value"], "as": ["low", "high"]}],
        },
        {
            "name": "tiles",
            "source": "places",
            "transform": [
                kept("datum.level === 'unit'"),
                looked_up("of_units", "place", "place", ["value"]),
                formula("said", f"isValid(datum.value) ? format(datum.value, {tiles}) : '–'"),
                formula("dark", "isValid(datum.value) && datum.value > mean_of_ends"),
                formula("framed", "datum.place === unit"),
            ],
        },
        {"name": "framed", "source": "tiles", "transform": [kept("datum.framed")]},
        {
            "name": "no_values",
            "values": [{}],
            "transform": [kept("!length(data('shown'))"), formula("said", sentence("places_empty"))],
        },
        {
            "name": "no_pairs",
            "values": [{}],
            "transform": [
                kept("!length(data('pairs'))"),
                formula("said", f"length(data('shown')) ? {sentence('places_no_share')} : {sentence('places_empty')}"),
            ],
        },
        {
            "name": "held",
            "source": "values",
            "transform": [
                kept("datum.level === level && datum.indicator === indicator"),
                {"type": "aggregate", "groupby": ["year"]},
                {"type": "collect", "sort": {"field": "year"}},
            ],
        },
    ]
    grid = [value for value in found["places"]["row"] if value is not None]
    side = alt.Scale(domain=list(range(max(grid) + 1)), padding=0.04)
    hover = [alt.Tooltip("name:N", title=label("chosen_place")), alt.Tooltip("said:N", title=label("value"))]
    row, column = alt.Y("row:O", scale=side, axis=None), alt.X("column:O", scale=side, axis=None)
    blue = alt.Color("value:Q", scale=alt.Scale(range=BLUES), legend=None)
    squares = (
        alt.Chart(named("tiles"))
        .mark_rect(cursor="pointer")
        .encode(row, column, tooltip=hover, color=alt.condition("isValid(datum.value)", blue, alt.value("#D9D9D9")))
        .properties(name="tiles")
    )
    frame = alt.Chart(named("framed")).mark_rect(fillOpacity=0, stroke=CHOSEN, strokeWidth=4).encode(row, column)
    numbers = (
        alt.Chart(named("tiles"))
        .mark_text(cursor="pointer")
        .encode(
            row, column, text="said:N", color=alt.condition("datum.dark", alt.value("white"), alt.value(INK)), tooltip=hover
        )
        .properties(name="numbers")
    )
    shared = {"fontSize": POINTS, "fontWeight": "normal", "anchor": "start"}
    on_map = alt.Title(alt.expr(sentence("places_map", year="year")), **shared)
    left = alt.layer(squares, numbers, frame).properties(width=SIDE, height=SIDE, title=on_map)
    up = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(format=",.4~g"))
    points = {"filled": True, "opacity": 0.85, "color": PALETTE[5], "cursor": "pointer"}
    area = alt.Size(value=alt.expr("level === 'unit' ? 60 : 14"))
    told = [
        alt.Tooltip("name:N", title=label("chosen_place")),
        alt.Tooltip("printed:N", title=label("value")),
        alt.Tooltip("rank:Q", title=label("rank")),
    ]
    big = {"filled": True, "opacity": 1, "color": CHOSEN, "stroke": INK, "size": 110}
    rank = alt.X(
        "rank:Q",
        title=label("rank"),
        scale=alt.Scale(nice=False, zero=False, padding=8),
        axis=alt.Axis(grid=False, format="d", tickMinStep=1, tickCount=4),
    )
    dots = alt.Chart(named("shown")).mark_point(**points).encode(rank, up, size=area, tooltip=told).properties(name="ranked")
    dot = alt.Chart(named("here")).mark_point(**big).encode(rank, up)
    level = alt.Chart(named("here")).mark_rule(color=CHOSEN).encode(y=up)
    words = alt.Chart(named("here")).mark_text(align="right", baseline="top", color=CHOSEN, x=190, y=2).encode(text="name:N")
    value = alt.Chart(named("here")).mark_text(align="right", baseline="top", color=CHOSEN, x=190, y=20).encode(text="said:N")
    nothing = alt.Chart(named("no_values")).mark_text(x=95, y=SIDE / 2).encode(text="said:N")
    ranking = alt.layer(dots, level, dot, words, value, nothing).properties(
        width=190, height=SIDE, title=alt.Title(alt.expr(units), **shared)
    )
    over = alt.X(
        "across:Q",
        title=None,
        scale=alt.Scale(nice=False, zero=False, padding=8),
        axis=alt.Axis(
            grid=False, tickCount=3, labelExpr="partner === 'population' ? format(pow(10, datum.value), ',.2r') : datum.label"
        ),
    )
    pairs = (
        alt.Chart(named("pairs"))
        .mark_point(**points)
        .encode(over, alt.Y("value:Q", title=None, axis=None), size=area, tooltip=told)
        .properties(name="paired")
    )
    twin = alt.Chart(named("twin")).mark_point(**big).encode(over, alt.Y("value:Q", title=None, axis=None))
    same = alt.Chart(named("here")).mark_rule(color=CHOSEN).encode(y=alt.Y("value:Q", title=None, axis=None))
    nowhere = alt.Chart(named("no_pairs")).mark_text(x=95, y=SIDE / 2, lineBreak="\n").encode(text="said:N")
    partner_name = (
        "{" + ", ".join(f"{key}: {labelled(INDICATORS[key][0])!r}" for key in ("population", "urban_share_pct")) + "}[partner]"
    )
    beside = alt.Title(alt.expr(sentence("places_across", name=partner_name, year="partner_year")), orient="bottom", **shared)
    scatter = alt.layer(pairs, same, twin, nowhere).properties(width=190, height=SIDE, title=beside)
    here, chosen = "data('here')[0]", "data('chosen')[0]"
    within = sentence("places_within", place=f"{chosen}.name", unit=f"{chosen}.unit_name")
    levels = "{" + ", ".join(f"{key}: {label(f'level_{key}')!r}" for key in LEVELS) + "}[level]"
    source = (
        f"(indicator === 'gdp' || indicator === 'gdp_per_capita' ? {sentence('places_yearbook', year='year')}"
        f" : level === 'county' && year === 2010 ? {sentence('places_by_code', year='year')}"
        f" : {sentence('places_census', year='year')})"
    )
    state = {
        "indicator": names,
        "named": units,
        "year": "year",
        "level": levels,
        "count": "length(data('shown'))",
        "value": f"{here}.printed",
        "rank": f"{here}.rank",
        "source": source,
        "years": "join(pluck(data('held'), 'year'), ', ')",
        "place": f"({chosen}.unit === place ? {chosen}.name : {within})",
    }
    codes = {kind: [[code, name] for own, code, name, _ in places if own == kind] for kind in LEVELS}
    marks = ("ranked_marks", "paired_marks")
    return Described(
        chart=alt.hconcat(left, ranking, scatter, spacing=16),
        data=data,
        steps=[
            {"name": "partner", "update": "indicator === 'urban_share_pct' ? 'population' : 'urban_share_pct'"},
            {
                "name": "partner_year",
                "update": "indicator === 'urban_share_pct' || year < 2010 ? year : year < 2020 ? 2010 : 2020",
            },
            {"name": "unit", "update": f"{chosen} ? {chosen}.unit : ''"},
            {
                "name": "mean_of_ends",
                "update": "length(data('of_units')) ? 0.62 * data('spans')[0].high + 0.38 * data('spans')[0].low : 0",
            },
        ],
        events={
            "place": [
                clicked(*marks, of="place"),
                {"events": "@tiles_marks:click, @numbers_marks:click", "update": "level === 'unit' ? datum.place : place"},
            ]
        },
        controls=[
            choice("indicator", "indicator", [(key, label(shown)) for key, (shown, *_) in INDICATORS.items()]),
            choice("year", "year", [(year, str(year)) for year in years]),
            choice("level", "level", [(kind, label(f"level_{kind}")) for kind in LEVELS]),
            choice("place", "chosen_place", codes["unit"]),
        ],
        links=[{"when": "level", "offer": "place", "choices": codes, "within": {code: unit for _, code, _, unit in places}}],
        said=f"!{chosen} ? '' : !length(data('shown')) ? (length(data('held')) ? {sentence('places_no_year', **state)}"
        f" : {sentence('places_no_level', **state)})"
        f" : !{here} ? {sentence('places_no_place', **state)} : {sentence('places_caption', **state)}",
        numbers={
            "data": "shown",
            "columns": [
                ["place", label("code")],
                ["name", label("chosen_place")],
                ["value", label("value")],
                ["rank", label("rank")],
            ],
        },
    )
