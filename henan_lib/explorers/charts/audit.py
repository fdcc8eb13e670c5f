"""The explorer of the checks: by part of the report and verdict, all of them pale, the matching ones in full colour."""

from __future__ import annotations

import altair as alt

from ...datasets.package import load
from ...figures.theme import PALETTE
from ...report.audit import VERDICTS
from ...words import label
from ..audit import PARTS, place, tables
from .build import Described, choice, clicked, formula, kept, looked_up, named, sentence, words

COLOURS = [PALETTE[0], PALETTE[2], PALETTE[1], "#757575"]
MOST, WIDTH, HEIGHT = 60, 520, 230


def describe() -> Described:
    titles = load("outline").set_index("section")["title"]
    checks = tables()["checks"]
    held = {section for sections in checks["within"] for section in sections}

    def heading(section: str) -> str:
        return titles[section] if section.startswith("table") else f"{place(section)} {titles[section]}"

    rows = [{"part": part, "name": heading(part), "row": row} for row, part in enumerate(PARTS)]
    verdicts = [{"verdict": verdict, "label": label(verdict), "at": at} for at, verdict in enumerate(VERDICTS)]
    by = {"type": "aggregate", "groupby": ["both"], "ops": ["count"], "as": ["count"]}
    both = formula("both", "datum.part + ' ' + datum.verdict")
    data = [
        {"name": "checks"},
        {
            "name": "found",
            "source": "checks",
            "transform": [
                kept("section === '' || indexof(datum.within, section) >= 0"),
                kept("verdict === '' || datum.verdict === verdict"),
                kept("kind === '' || datum.kind === kind"),
                kept("indexof(datum.words, lower(trim(text))) >= 0"),
                {"type": "collect", "sort": {"field": "nth"}},
            ],
        },
        {"name": "found_both", "source": "found", "transform": [both, by]},
        {"name": "all_both", "source": "checks", "transform": [both, by]},
        {"name": "parts", "values": rows},
        {
            "name": "cells",
            "source": "parts",
            "transform": [
                formula("verdict", f"{VERDICTS!r}"),
                {"type": "flatten", "fields": ["verdict"], "index": "at"},
                both,
                looked_up("all_both", "both", "both", ["count"], ["all"], 0),
                looked_up("found_both", "both", "both", ["count"], ["matching"], 0),
                {
                    "type": "window",
                    "groupby": ["part"],
                    "sort": {"field": "at"},
                    "ops": ["sum"],
                    "fields": ["all"],
                    "as": ["end"],
                    "frame": [None, 0],
                },
                formula("begin", "datum.end - datum.all"),
                formula("reach", "datum.begin + datum.matching"),
            ],
        },
        {
            "name": "totals",
            "source": "cells",
            "transform": [
                {
                    "type": "aggregate",
                    "groupby": ["part", "row"],
                    "ops": ["sum", "sum"],
                    "fields": ["all", "matching"],
                    "as": ["all", "matching"],
                },
                formula("said", "datum.matching ? datum.matching + ' / ' + datum.all : ''"),
                formula("beside", "datum.all + 1"),
            ],
        },
        {"name": "verdicts", "values": verdicts},
        {
            "name": "by_verdict",
            "source": "found",
            "transform": [{"type": "aggregate", "groupby": ["verdict"], "ops": ["count"], "as": ["count"]}],
        },
        {
            "name": "legend",
            "source": "verdicts",
            "transform": [
                looked_up("by_verdict", "verdict", "verdict", ["count"], default=0),
                formula("said", "datum.label + ' ' + datum.count"),
                {"type": "collect", "sort": {"field": "at"}},
            ],
        },
        {"name": "named", "source": "legend", "transform": [kept("datum.count"), {"type": "collect", "sort": {"field": "at"}}]},
    ]
    row = alt.Y(
        "name:N",
        sort=alt.SortField("row"),
        title=None,
        scale=alt.Scale(domain=[one["name"] for one in rows], paddingInner=0.25),
        axis=alt.Axis(labelLimit=300, ticks=False, domain=False),
    )
    across = alt.Scale(domain=[0, 86], nice=False)
    colour = alt.Color("verdict:N", scale=alt.Scale(domain=VERDICTS, range=COLOURS), legend=None)
    title = label("checks_counted")
    hover = [alt.Tooltip("name:N", title=label("section")), alt.Tooltip("all:Q", title=title)]
    pale = (
        alt.Chart(named("cells"))
        .mark_bar(opacity=0.22, cursor="pointer")
        .encode(row, alt.X("begin:Q", scale=across, title=title), colour, x2="end:Q", tooltip=hover)
        .properties(name="pale")
    )
    full = (
        alt.Chart(named("cells"))
        .mark_bar(cursor="pointer")
        .encode(row, alt.X("begin:Q", scale=across, title=title), colour, x2="reach:Q", tooltip=hover)
        .properties(name="full")
    )
    totals = (
        alt.Chart(named("totals"))
        .transform_lookup("part", from_=alt.LookupData(named("parts"), "part", ["name"]))
        .mark_text(align="left")
        .encode(row, alt.X("beside:Q", scale=across, title=title), text="said:N")
    )
    legend = (
        alt.Chart(named("legend"))
        .mark_text(align="left", fontWeight="bold", cursor="pointer")
        .encode(alt.X("at:O", axis=None, scale=alt.Scale(padding=0)), text="said:N", color=colour)
        .properties(width=WIDTH, height=20, name="legend")
    )
    chart = alt.vconcat(legend, alt.layer(pale, full, totals).properties(width=WIDTH, height=HEIGHT), spacing=0)
    columns = [
        ["check", label("check")],
        ["place", label("section")],
        ["printed", label("printed")],
        ["recomputed", label("recomputed")],
        ["found", label("verdict")],
        ["told", f"{label('statement')} · {label('explanation')}"],
    ]
    everything = ("", label("everything"))
    told = {
        "count": "length(data('found'))",
        "total": "length(data('checks'))",
        "verdicts": f"join(pluck(data('named'), 'said'), {sentence('comma')})",
    }
    return Described(
        chart=chart,
        data=data,
        events={
            "section": [clicked("pale_marks", "full_marks", of="part")],
            "verdict": [{"events": "@legend_marks:click", "update": "verdict === datum.verdict ? '' : datum.verdict"}],
        },
        controls=[
            choice("section", "section", [everything, *((name, heading(name)) for name in titles.index if name in held)]),
            choice("verdict", "verdict", [everything, *((key, label(key)) for key in VERDICTS)]),
            choice("kind", "kind", [everything, *((key, label(key)) for key in sorted(set(checks["kind"]) - {""}))]),
            words("text", "search_words", "search_words_here"),
        ],
        said=f"length(data('found')) ? {sentence('audit_matches', **told)} : {sentence('audit_none', **told)}",
        numbers={"data": "found", "columns": columns},
        table={"data": "found", "columns": columns, "most": MOST, "label": label("checks_counted")},
    )
