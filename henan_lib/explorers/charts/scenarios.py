"""The explorer of the scenarios: three paths to a target year, and the urban people that each adds."""

from __future__ import annotations

import altair as alt

from ...figures.theme import GREY, INK, PALETTE
from ...session import current
from ...words import label, labelled
from ..scenarios import FIRST, LAST, NOW, POPULATIONS
from .build import Described, choice, dragged, formula, grip, kept, named, sentence, slider, year_and_share

PATHS = ("constant_points", "logistic", "un_style")
WIDTH, HEIGHT = 400, 300


def describe() -> Described:
    unit = 1e4 if current() == "zh" else 1e6
    names = [
        sentence("scenarios_speed", speed="speed"),
        sentence("scenarios_saturation", saturation="saturation"),
        f"'{label('un_style')}'",
    ]
    data = [
        *({"name": name} for name in ("observed", "logistics", "un_style", "populations", "plans", "given")),
        {
            "name": "curve",
            "source": "logistics",
            "transform": [
                kept("datum.limit === saturation"),
                {"type": "flatten", "fields": ["shares"], "as": ["share"], "index": "at"},
                formula("year", f"datum.at + {FIRST}"),
                formula("path", f"'{PATHS[1]}'"),
            ],
        },
        {
            "name": "straight",
            "source": "un_style",
            "transform": [
                formula("share", f"data('given')[0].now + speed * (datum.year - {NOW})"),
                formula("path", f"'{PATHS[0]}'"),
            ],
        },
        {"name": "drifting", "source": "un_style", "transform": [formula("path", f"'{PATHS[2]}'")]},
        {"name": "paths", "source": ["straight", "curve", "drifting"]},
        {
            "name": "held",
            "source": "populations",
            "transform": [kept("datum.path === population"), formula("total", f"datum.people[target - {NOW}]")],
        },
        {
            "name": "ends",
            "source": "paths",
            "transform": [
                kept("datum.year === target"),
                formula("added", "datum.share / 100 * data('held')[0].total - data('given')[0].base"),
                formula("added_10k", "datum.added / 10000"),
                formula("place", f"indexof({list(PATHS)!r}, datum.path)"),
                formula("name", f"[{', '.join(names)}][datum.place]"),
                formula(
                    "said", sentence("scenarios_bar", name="datum.name", share="datum.share", people=f"datum.added / {unit}")
                ),
                {"type": "collect", "sort": {"field": "place"}},
            ],
        },
        {
            "name": "expected",
            "source": "given",
            "transform": [
                formula("added_10k", "datum.increment / 10000"),
                formula("said", sentence("scenarios_expected", people=f"datum.increment / {unit}")),
            ],
        },
        {"name": "cursor", "values": [{}], "transform": [formula("year", "target")]},
        {"name": "target_dots", "source": "plans", "transform": [formula("name", f"'{label('plan_target')}'")]},
    ]
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[FIRST - 1, LAST + 1], nice=False),
        title=label("year"),
        axis=alt.Axis(format="d", grid=False, values=[2010, 2015, 2020, 2025, 2030, 2035]),
    )
    y = alt.Y("share:Q", scale=alt.Scale(domain=[35, 90], nice=False), title=labelled("urban_share_pct"))
    colour = alt.Color("path:N", scale=alt.Scale(domain=list(PATHS), range=PALETTE[:3]), legend=None)
    dash = alt.StrokeDash("path:N", scale=alt.Scale(domain=list(PATHS), range=[[8, 4], [8, 3, 2, 3], [2, 3]]), legend=None)
    hover = year_and_share()
    observed = alt.Chart(named("observed")).mark_point(filled=True, color=INK, size=30, opacity=1).encode(x, y, tooltip=hover)
    lines = alt.Chart(named("paths")).mark_line(strokeWidth=2.2).encode(x, y, colour, strokeDash=dash, tooltip=hover)
    plans = (
        alt.Chart(named("target_dots"))
        .mark_point(shape="diamond", color=INK, size=90, opacity=1, strokeWidth=1.6)
        .encode(x, y, tooltip=[alt.Tooltip("name:N", title=" "), *hover])
    )
    planned = (
        alt.Chart(named("target_dots"))
        .transform_filter(f"datum.year < {LAST}")
        .mark_text(dy=-14, align="right")
        .encode(x, y, text="name:N")
    )
    cursor = alt.Chart(named("cursor")).mark_rule(color=GREY).encode(x="year:Q")
    dots = alt.Chart(named("ends")).mark_point(filled=True, size=60, opacity=1).encode(x, y, colour, tooltip=hover)
    left = alt.layer(observed, lines, cursor, dots, plans, planned, grip("cursor", "grip", 16, x="year")).properties(
        width=WIDTH, height=HEIGHT, name="left"
    )
    row = alt.Y("path:N", scale=alt.Scale(domain=list(PATHS), paddingInner=0.6), axis=None)
    across = alt.X(
        "added_10k:Q",
        scale=alt.Scale(domain=[0, 4200], nice=False),
        title=labelled("added_since_2020"),
        axis=alt.Axis(values=[0, 1000, 2000, 3000, 4000]),
    )
    bars = alt.Chart(named("ends")).mark_bar().encode(row, across, colour)
    texts = (
        alt.Chart(named("ends"))
        .mark_text(align="left", baseline="bottom", x=2, dy=-24)
        .encode(row, text="said:N", color=colour)
    )
    mark = alt.Chart(named("expected")).mark_rule(color=INK, strokeDash=[2, 3], strokeWidth=2).encode(across)
    said = alt.Chart(named("expected")).mark_text(baseline="bottom", align="center", y=-3).encode(across, text="said:N")
    right = alt.layer(bars, mark, texts, said).properties(width=340, height=HEIGHT)
    ends = "data('ends')"
    return Described(
        chart=alt.hconcat(left, right, spacing=24),
        data=data,
        events={"target": [dragged("grip_marks", "left_x", NOW + 1, LAST)]},
        controls=[
            slider("speed", "speed_points", 0, 2.5, 0.05),
            slider("saturation", "saturation_pct", 65, 100),
            choice("population", "population_path", [(name, label(key)) for name, key in POPULATIONS.items()]),
            slider("target", "target_year", NOW + 1, LAST),
        ],
        said=sentence(
            "scenarios_caption",
            year="target",
            population=f"{ {name: label(key) for name, key in POPULATIONS.items()}!r}[population]",
            people=f"data('held')[0].total / {unit}",
            expected=f"data('given')[0].increment / {unit}",
            name_0=names[0],
            name_1=names[1],
            **{f"share_{place}": f"{ends}[{place}].share" for place in range(3)},
            **{f"added_{place}": f"{ends}[{place}].added / {unit}" for place in range(3)},
        ),
        numbers={
            "data": "paths",
            "columns": [["path", label("method")], ["year", label("year")], ["share", labelled("urban_share_pct")]],
        },
    )
