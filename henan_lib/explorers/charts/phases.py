"""The explorer of phases: the broken line of the chosen years over the data, its slopes, and what it misses."""

from __future__ import annotations

import altair as alt

from ...figures.theme import GREY, INK, PALETTE
from ...words import label, labelled
from ..phases import FIRST, LAST, MOST, SHORTEST
from .build import Described, dragged, formula, grip, kept, looked_up, named, sentence, slider, spread, text, year_and_share

APART, RIGHTMOST = 9, 2023  # years between the middles of two slopes, and of the last, so that none is cut or covered
WIDTH, HEIGHT = 440, 300
BREAKS = ("break_1", "break_2", "break_3")
GRIPS = ("first", "second", "third")


def least_squares() -> list[dict]:
    """Transforms that fit the broken line: each column of the basis is made orthogonal to those before it, the shares last."""
    basis = ["one", "trend", *(f"bend_{number}" for number in range(1, MOST + 1))]
    steps = [formula("one", "1"), formula("trend", f"datum.year - {FIRST}")]
    for number, name in enumerate(BREAKS, start=1):
        steps.append(formula(f"bend_{number}", f"breaks < {number} ? 0 : max(0, datum.year - {name})"))
    now = {name: name for name in (*basis, "share")}  # the field that holds what is left of each column
    for at, column in enumerate(basis):
        later = [*basis[at + 1 :], "share"]
        sums = [f"sum_{at}_{name}" for name in (column, *later)]
        steps += [formula(f"times_{at}_{name}", f"datum.{now[column]} * datum.{now[name]}") for name in (column, *later)]
        fields = [f"times_{at}_{name}" for name in (column, *later)]
        steps.append({"type": "joinaggregate", "ops": ["sum"] * len(sums), "fields": fields, "as": sums})
        for name in later:
            part = (
                f"(datum.sum_{at}_{column} > 1e-9 ? datum.sum_{at}_{name} / datum.sum_{at}_{column} : 0) * datum.{now[column]}"
            )
            steps.append(formula(f"{name}_{at}", f"datum.{now[name]} - {part}"))
        now |= {name: f"{name}_{at}" for name in later}
    return [*steps, formula("misfit", f"datum.{now['share']}"), formula("fitted", "datum.share - datum.misfit")]


def describe() -> Described:
    ends = " && ".join(
        [
            f"{BREAKS[0]} - {FIRST} >= {SHORTEST}",
            f"{LAST} - [{', '.join(BREAKS)}][breaks - 1] >= {SHORTEST}",
            *(
                f"(breaks < {number} || {one} - {other} >= {SHORTEST})"
                for number, (other, one) in enumerate(zip(BREAKS, BREAKS[1:]), start=2)
            ),
        ]
    )
    crossed = " || ".join(
        f"(breaks >= {number} && {other} >= {one})" for number, (other, one) in enumerate(zip(BREAKS, BREAKS[1:]), start=2)
    )
    best, comma = "data('best')[breaks - 1]", sentence("comma")
    data = [
        {"name": "observed"},
        {"name": "best"},
        {"name": "fit", "source": "observed", "transform": [kept(f"datum.year >= {FIRST} && fits"), *least_squares()]},
        {
            "name": "error",
            "source": "fit",
            "transform": [
                formula("square", "datum.misfit * datum.misfit"),
                {"type": "aggregate", "ops": ["mean"], "fields": ["square"], "as": ["mean"]},
                formula("rmse", "sqrt(datum.mean)"),
                formula("said", sentence("your_error", rmse="format(datum.rmse, '.2f')")),
            ],
        },
        {"name": "unfit", "values": [{}], "transform": [kept("!fits")]},
        {
            "name": "best_now",
            "source": "best",
            "transform": [
                kept("datum.count === breaks"),
                formula("said", sentence("best_error", rmse="format(datum.rmse, '.2f')")),
            ],
        },
        {
            "name": "best_line",
            "source": "best_now",
            "transform": [
                {"type": "flatten", "fields": ["fitted"], "index": "at"},
                formula("year", f"datum.at + {FIRST}"),
                looked_up("observed", "year", "year", ["share"]),
                formula("misfit", "datum.share - datum.fitted"),
            ],
        },
        {
            "name": "knots",
            "values": [{"nth": nth} for nth in range(MOST + 2)],
            "transform": [
                kept("fits && datum.nth <= breaks + 1"),
                formula(
                    "year",
                    f"datum.nth === 0 ? {FIRST} : datum.nth === breaks + 1 ? {LAST} : [{', '.join(BREAKS)}][datum.nth - 1]",
                ),
                looked_up("fit", "year", "year", ["fitted"]),
            ],
        },
        {
            "name": "pieces",
            "source": "knots",
            "transform": [
                {
                    "type": "window",
                    "sort": {"field": "nth"},
                    "ops": ["lag", "lag"],
                    "fields": ["year", "fitted"],
                    "as": ["from", "low"],
                },
                kept("datum.nth > 0"),
                formula("slope", "(datum.fitted - datum.low) / (datum.year - datum.from)"),
                formula("said", "format(datum.slope, '.2f')"),
                formula("middle", "(datum.year + datum.from) / 2"),
                *spread("middle", "across", APART, RIGHTMOST),
                formula("reach", f"min({LAST}, round(datum.across + 4))"),
                looked_up("fit", "year", "reach", ["fitted"], ["over"]),
                formula("up", "datum.over + 5"),
                {"type": "collect", "sort": {"field": "nth"}},
            ],
        },
        {"name": "corners", "source": "knots", "transform": [kept("0 < datum.nth && datum.nth <= breaks")]},
        *(
            {"name": f"at_{name}", "values": [{}], "transform": [kept(f"breaks >= {number}"), formula("year", name)]}
            for number, name in enumerate(BREAKS, start=1)
        ),
    ]
    wide = alt.Scale(domain=[1947, 2028], nice=False)
    x = alt.X("year:Q", scale=wide, title=label("year"), axis=alt.Axis(format="d", grid=False))
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 80]), title=labelled("urban_share_pct"))
    hover = year_and_share()
    colour = alt.Color("nth:O", scale=alt.Scale(domain=[1, 2, 3, 4], range=PALETTE[1:5]), legend=None)
    dots = alt.Chart(named("observed")).mark_point(filled=True, color=GREY, size=18, opacity=1).encode(x, y, tooltip=hover)
    best_line = (
        alt.Chart(named("best_line"))
        .mark_line(color=PALETTE[0], strokeDash=[6, 4])
        .encode(x, alt.Y("fitted:Q", title=labelled("urban_share_pct")))
    )
    pieces = (
        alt.Chart(named("pieces"))
        .mark_rule(strokeWidth=3)
        .encode(
            alt.X("from:Q", title=label("year")),
            alt.Y("low:Q", title=labelled("urban_share_pct")),
            colour,
            x2="year:Q",
            y2="fitted:Q",
        )
    )
    slopes = (
        alt.Chart(named("pieces"))
        .mark_text(baseline="bottom")
        .encode(alt.X("across:Q", title=label("year")), alt.Y("up:Q", title=labelled("urban_share_pct")), colour, text="said:N")
    )
    corners = (
        alt.Chart(named("corners"))
        .mark_point(shape="square", filled=True, size=80, color=INK, opacity=1)
        .encode(x, alt.Y("fitted:Q", title=labelled("urban_share_pct")))
    )
    no_line = alt.Chart(named("unfit")).mark_text(align="left", baseline="top", x=10, y=8).encode(text=text("no_line"))
    grips = [grip(f"at_{name}", held, 14, x="year") for name, held in zip(BREAKS, GRIPS)]
    left = alt.layer(dots, best_line, pieces, slopes, corners, no_line, *grips).properties(
        width=WIDTH, height=HEIGHT, name="left"
    )
    x2 = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[1976, 2027], nice=False),
        title=label("year"),
        axis=alt.Axis(format="d", grid=False, tickCount=6),
    )
    y2 = alt.Y(
        "misfit:Q",
        scale=alt.Scale(domain=[-4.6, 7], nice=False),
        title=labelled("misfit_points"),
        axis=alt.Axis(values=[-4, -2, 0, 2, 4]),
    )
    missed = [
        alt.Tooltip("year:Q", title=label("year"), format="d"),
        alt.Tooltip("misfit:Q", title=labelled("misfit_points"), format=".2f"),
    ]
    zero = alt.Chart(named("best_now")).mark_rule(color=GREY).encode(y=alt.datum(0))
    best_misfit = alt.Chart(named("best_line")).mark_line(color=PALETTE[0], strokeDash=[6, 4]).encode(x2, y2, tooltip=missed)
    misfit = alt.Chart(named("fit")).mark_line(color=INK, strokeWidth=2).encode(x2, y2, tooltip=missed)
    error = alt.Chart(named("error")).mark_text(align="left", baseline="top", x=8, y=4).encode(text="said:N")
    least = (
        alt.Chart(named("best_now")).mark_text(align="left", baseline="top", x=8, y=24, color=PALETTE[0]).encode(text="said:N")
    )
    right = alt.layer(zero, best_misfit, misfit, error, least).properties(width=290, height=HEIGHT)
    told = {"breaks": f"join(slice([{', '.join(BREAKS)}], 0, breaks), {comma})", "best": f"join({best}.years, {comma})"}
    rmse = {"rmse": "format(data('error')[0].rmse, '.2f')", "slopes": f"join(pluck(data('pieces'), 'said'), {comma})"}
    said = (
        f"!fits ? (({crossed}) ? {sentence('phases_crossed', **told)}"
        f" : {sentence('phases_short', shortest=str(SHORTEST), **told)})"
        f" : {told['breaks']} === {told['best']} ? {sentence('phases_best', **told, **rmse)}"
        f" : {sentence('phases_caption', least=f'''format({best}.rmse, '.2f')''', **told, **rmse)}"
    )
    return Described(
        chart=alt.hconcat(left, right, spacing=24),
        data=data,
        steps=[{"name": "fits", "update": ends}],
        events={name: [dragged(f"{held}_marks", "left_x", FIRST + 1, LAST - 1)] for name, held in zip(BREAKS, GRIPS)},
        controls=[slider("breaks", "breaks", 1, MOST), *(slider(name, name, FIRST + 1, LAST - 1) for name in BREAKS)],
        said=said,
        numbers={
            "data": "fit",
            "columns": [
                ["year", label("year")],
                ["share", labelled("urban_share_pct")],
                ["fitted", label("fitted_pct")],
                ["misfit", labelled("misfit_points")],
            ],
        },
    )
