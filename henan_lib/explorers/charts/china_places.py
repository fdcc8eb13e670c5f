"""The explorer of China's places: a ranking and a scatter of its peers, the chosen place marked in both."""

from __future__ import annotations

import altair as alt

from ...figures.theme import PALETTE
from ...session import current
from ...words import label, labelled
from ..china_places import CHANGES, INDICATORS, KINDS, LEVELS, YEARS
from .build import Described, choice, clicked, formula, kept, ranked, sentence, typed_name

CHOSEN, DOTS, WIDTH, HEIGHT = PALETTE[1], PALETTE[0], (330, 400), 300
MANY = 400  # more are ranked as a curve of at most so many points, and set against each other as specks, for speed
PEERS = {level: ("china", "own_province", *(KINDS if level == "county" else ())) for level in LEVELS[1:]}
PEERS = {"province": ("china",), **PEERS}
DOT, SPECK = 8, 3.5  # pixels
LABELS = 55  # pixels beside the axis, whatever stands there: a picture of another width is laid out and drawn twice
PLAIN = {"aria": False, "invalid": "show"}  # what a canvas never tells, and a filter that the data have passed
FENCE = 4  # a value farther out than so many spans of the middle half stands at the edge
TITLES = {"up": "top", "across": "bottom"}
SIDES = {"up": "value", "across": "beside"}
VALUES = [*CHANGES, *(f"{name}_{year}" for name in INDICATORS if name not in CHANGES for year in YEARS)]


def _named(dataset: str) -> alt.NamedData:
    """A dataset whose fields are of their kind already, which spares a copy of every row at each step."""
    return alt.NamedData(name=dataset, format=alt.DataFormat(parse=None))


def _by(found: dict, signal: str) -> str:
    """Vega expression for what belongs to the value of a signal."""
    return "{" + ", ".join(f"{key}: {value!r}" for key, value in found.items()) + f"}}[{signal}]"


def _when(signal: str) -> str:
    """Vega expression for the year, or both years, of an indicator."""
    return f"(indexof({list(CHANGES)!r}, {signal}) < 0 ? year : '{YEARS[0]}–{YEARS[1]}')"


def _nth(signal: str) -> str:
    """Vega expression for where the value of an indicator in the chosen year stands among all values of a place."""
    return f"indexof({VALUES!r}, indexof({list(CHANGES)!r}, {signal}) < 0 ? {signal} + '_' + year : {signal})"


def _printed(signal: str, value: str) -> str:
    return f"(isValid({value}) ? format({value}, {_by(INDICATORS, signal)}) : '–')"


def _fields() -> list[dict]:
    """Transforms that make the indicators out of what was counted; done once."""
    before, after = YEARS
    made = [formula("name", f"datum.{current()}")]
    for year in YEARS:
        made += [
            formula(f"towns_{year}", f"datum.people_{year} - datum.rural_{year}"),
            formula(f"urban_share_pct_{year}", f"floor(1e4 * datum.towns_{year} / datum.people_{year} + 0.5) / 100"),
            formula(f"population_10k_{year}", f"datum.people_{year} / 1e4"),
            formula(f"aged_65_over_pct_{year}", f"datum.old_{year} / 100"),
            formula(f"registered_elsewhere_pct_{year}", f"datum.elsewhere_{year} / 10"),
        ]
        counted = f"datum.people_{year} === null"
        made[-4:] = [one | {"expr": f"{counted} ? null : {one['expr']}"} for one in made[-4:]]
        made[-1]["expr"] = f"datum.elsewhere_{year} === null ? null : datum.elsewhere_{year} / 10"
    for name, people in zip(CHANGES, ("people", "towns")):
        change = f"100 * (datum.{people}_{after} / datum.{people}_{before} - 1)"
        made.append(formula(name, f"datum.compares && datum.{people}_{before} ? {change} : null"))
    return made


def _fences() -> list[dict]:
    """Signals for the ends of both axes; all but the ends across of a crowd are those of the places of the curve."""
    steps = []
    for side, rows in (("up", "outline"), ("across", "matched")):
        order = f"order_{side}"
        low, first, third, high = (f"{order}[floor({part} * (length({order}) - 1))]" for part in (0, 0.25, 0.75, 1))
        if side == "across":
            low, high = (f"(many ? reach[{end}] : {of_few})" for end, of_few in enumerate((low, high)))
        fence = f"{FENCE} * ({third} - {first} || {high} - {low})"
        steps += [
            {"name": order, "update": f"sort(pluck(data('{rows}'), '{SIDES[side]}'))"},
            {"name": f"low_{side}", "update": f"length({order}) ? max({low}, {first} - {fence}) : 0"},
            {"name": f"high_{side}", "update": f"length({order}) ? max(min({high}, {third} + {fence}), low_{side} + 1) : 1"},
        ]
    return steps


def describe() -> Described:
    stem = "slice({0}, 2, 6) === '0000' ? slice({0}, 0, 2) : slice({0}, 4, 6) === '00' ? slice({0}, 0, 4) : {0}"
    data = [
        {"name": "places"},
        {
            "name": "counted",
            "source": "places",
            "transform": [*_fields(), formula("values", f"[{', '.join(f'datum.{value}' for value in VALUES)}]")],
        },
        {
            "name": "known",
            "source": "counted",
            "transform": [
                # No more: in an object of more than a dozen fields a browser finds each more slowly.
                {"type": "project", "fields": ["place", "level", "kind", "name", "values"]},
                formula("stem", stem.format("datum.place")),
                {"type": "window", "ops": ["row_number"], "as": ["nth"]},
            ],
        },
        {
            "name": "shown",
            "source": "known",
            "transform": [
                kept("datum.level === depth && (within === '' || slice(datum.place, 0, 2) === within)"),
                kept("kind < 0 || datum.kind === kind"),
                formula("value", "datum.values[nth_up]"),
                kept("isValid(datum.value)"),
                formula("beside", "datum.values[nth_across]"),
                ranked("value", "place")[-1],
            ],
        },
        {
            "name": "outline",
            "source": "shown",
            "transform": [kept("datum.nth % stride === 0 || datum.rank === 1 || datum.rank > held - stride")],
        },
        {"name": "matched", "source": "outline", "transform": [kept("isValid(datum.beside)")]},
        {"name": "few", "source": "outline", "transform": [kept("!many")]},
        {"name": "pairs", "source": "matched", "transform": [kept("!many")]},
        {
            "name": "crowd",
            "source": "shown",
            "transform": [kept("many && isValid(datum.beside)"), {"type": "extent", "field": "beside", "signal": "reach"}],
        },
        {"name": "chosen", "source": "known", "transform": [kept("datum.place === place")]},
        {"name": "home", "source": "known", "transform": [kept("datum.place === slice(place, 0, 2) + '0000'")]},
        {
            "name": "around",
            "source": "shown",
            "transform": [
                kept(
                    "datum.place === place || length(stem) < 6 && slice(datum.place, 0, length(stem)) === stem"
                    " || length(datum.stem) < 6 && slice(place, 0, length(datum.stem)) === datum.stem"
                ),
            ],
        },
        {"name": "own", "source": "around", "transform": [formula("printed", _printed("indicator", "datum.value"))]},
        {"name": "twinned", "source": "own", "transform": [kept("isValid(datum.beside)")]},
        {
            "name": "single",
            "source": "own",
            "transform": [
                kept("length(data('own')) === 1"),
                formula("said", "datum.printed + ' · ' + datum.rank + '/' + held"),
            ],
        },
    ]  # fmt: skip
    shared = {"fontSize": 15, "fontWeight": "normal", "anchor": "start"}
    units = {key: labelled(key) for key in INDICATORS}
    said = {
        side: sentence("places_across", name=_by(units, signal), year=_when(signal))
        for side, signal in (("up", "indicator"), ("across", "other"))
    }
    on_axis = {side: alt.Title(alt.expr(said[side]), orient=orient, **shared) for side, orient in TITLES.items()}

    def scaled(side: str) -> alt.Scale:
        ends = {"domainMin": alt.expr(f"low_{side}"), "domainMax": alt.expr(f"high_{side}")}
        return alt.Scale(**ends, domain=[0, 1], clamp=True, nice=False, zero=False, padding=6)

    ticks = {"format": ",.4~g", "tickCount": 5}
    up = alt.Y("value:Q", title=None, scale=scaled("up"), axis=alt.Axis(**ticks, minExtent=LABELS))
    across = alt.X("beside:Q", title=None, scale=scaled("across"), axis=alt.Axis(**ticks))
    rank = alt.X(
        "rank:Q",
        title=label("rank"),
        scale=alt.Scale(domain=[0, 1], domainMin=1, domainMax=alt.expr("last"), nice=False, zero=False, padding=8),
        axis=alt.Axis(grid=False, format="d", tickMinStep=1, tickCount=4),
    )
    told = alt.TooltipValue("told")
    pale = {"opacity": 0.35, "color": DOTS, "cursor": "pointer", **PLAIN}
    dot, speck = ({"size": size, "thickness": size, "cornerRadius": size / 2 if size == DOT else 0} for size in (DOT, SPECK))
    strong = {"filled": True, "opacity": 1, "color": CHOSEN, "cursor": "pointer", **PLAIN}
    large = alt.Size(value=alt.expr("large"))
    dots = alt.Chart(_named("few")).mark_tick(**dot, **pale).encode(rank, up, tooltip=told).properties(name="ranked")
    curve = alt.Chart(_named("outline")).mark_line(color=DOTS, strokeWidth=2, opacity=0.5, **PLAIN).encode(rank, up)
    ours = alt.Chart(_named("own")).mark_point(**strong).encode(rank, up, size=large, tooltip=told).properties(name="ours")
    lines = {"align": "right", "baseline": "top", "color": CHOSEN, "x": WIDTH[0] - 4, **PLAIN}
    words = alt.Chart(_named("single")).mark_text(y=2, **lines).encode(text="name:N")
    value = alt.Chart(_named("single")).mark_text(y=20, **lines).encode(text="said:N")
    ranking = alt.layer(curve, dots, ours, words, value).properties(width=WIDTH[0], height=HEIGHT, title=on_axis["up"])
    alone = alt.Axis(**ticks, labelExpr="columns === 1 ? datum.label : ''", ticks=False)
    bare = alt.Y("value:Q", title=None, scale=scaled("up"), axis=alone)
    crowd = alt.Chart(_named("crowd")).mark_tick(**speck, **pale).encode(across, bare, tooltip=told).properties(name="crowd")
    pairs = alt.Chart(_named("pairs")).mark_tick(**dot, **pale).encode(across, bare, tooltip=told).properties(name="paired")
    twins = alt.Chart(_named("twinned")).mark_point(**strong)
    twins = twins.encode(across, bare, size=large, tooltip=told).properties(name="twins")
    above = alt.expr(f"columns === 1 ? {said['up']} : ''")
    above = alt.Chart(_named("chosen")).mark_text(x=0, y=-14, align="left", **PLAIN).encode(text=alt.value(above))
    scatter = alt.layer(above, crowd, pairs, twins).properties(width=WIDTH[1], height=HEIGHT, title=on_axis["across"])

    chosen, own, home = "data('chosen')[0]", "data('own')", "data('home')[0].name"
    group = f"(within !== '' ? {sentence('china_places_province', province=home)} : {sentence('china_places_all')})"
    compared = f"(indexof({list(CHANGES)!r}, indicator) < 0 ? '' : {sentence('china_places_compared')})"
    state = {
        "place": f"{chosen}.name",
        "own": f"{own}[0].name",
        "named": _by(units, "indicator"),
        "indicator": _by({key: label(key) for key in INDICATORS}, "indicator"),
        "other": _by(units, "other"),
        "year": _when("indicator"),
        "other_year": _when("other"),
        "level": f"(kind >= 0 ? {_by({key: label(f'peers_{key}') for key in KINDS}, 'peers')}"
        f" : {_by({key: label(f'level_{key}') for key in LEVELS}, 'level')})",
        "count": "format(length(data('shown')), ',')",
        "marked": f"format(length({own}), ',')",
        "group": group,
        "compared": compared,
        "value": f"{own}[0].printed",
        "rank": f"format({own}[0].rank, ',')",
        "beside": _printed("other", f"{own}[0].beside"),
        "low": _printed("indicator", f"extent(pluck({own}, 'value'))[0]"),
        "high": _printed("indicator", f"extent(pluck({own}, 'value'))[1]"),
    }
    state["who"] = f"({own}[0].place === place ? {state['place']} : {sentence('china_places_around', **state)})"
    offered = {level: [[key, label(f"peers_{key}")] for key in PEERS[level]] for level in LEVELS}
    return Described(
        chart=alt.hconcat(ranking, scatter, spacing=20),
        data=data,
        renderer="layers",
        steps=[
            {"name": "stem", "update": stem.format("place")},
            {"name": "depth", "update": f"indexof({list(LEVELS)!r}, level)"},
            {"name": "within", "update": "peers === 'own_province' ? slice(place, 0, 2) : ''"},
            {"name": "kind", "update": f"indexof({list(KINDS)!r}, peers)"},
            {"name": "nth_up", "update": _nth("indicator")},
            {"name": "nth_across", "update": _nth("other")},
            {"name": "held", "update": "length(data('shown'))"},
            {"name": "many", "update": f"held > {MANY}"},
            *_fences(),
            {"name": "last", "update": "max(2, held)"},
            {"name": "stride", "update": f"ceil(held / {MANY})"},
            {"name": "large", "update": "length(data('own')) > 1 ? 36 : 120"},
        ],
        events={"place": [clicked("ranked_marks", "crowd_marks", "paired_marks", "ours_marks", "twins_marks", of="place")]},
        controls=[
            typed_name("place", "chosen_place", "places"),
            choice("level", "level", [(key, label(f"level_{key}")) for key in LEVELS]),
            choice("peers", "peers", offered["county"]),
            choice("year", "year", [(year, str(year)) for year in reversed(YEARS)]),
            choice("indicator", "indicator", [(key, label(key)) for key in INDICATORS]),
            choice("other", "set_against", [(key, label(key)) for key in INDICATORS]),
        ],
        links=[{"when": "level", "offer": "peers", "choices": offered, "within": {}}],
        told=["name", "value", "rank"],
        said=f"!{chosen} ? '' : !length(data('shown')) ? {sentence('china_places_empty', **state)}"
        f" : !length({own}) ? {sentence('china_places_outside', **state)}"
        f" : length({own}) > 1 ? {sentence('china_places_several', **state)} : {sentence('china_places_caption', **state)}",
        numbers={
            "data": "shown",
            "columns": [
                ["place", label("code")],
                ["name", label("chosen_place")],
                ["value", label("value")],
                ["rank", label("rank")],
                ["beside", label("set_against")],
            ],
        },
    )
