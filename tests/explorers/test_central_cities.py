"""The composite rank drawn is the one recomputed, and its spread is that of random weights."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib.explorers.central_cities import EDITIONS, INDICATORS, LIMITS, SCALINGS, CentralCitiesPicture, percent
from henan_lib.session import LANGUAGES

from ..notebooks.test_figures import cut_off, small_texts
from .conftest import pixels

CITIES = list(hl.load("table2")["city_code"])
START = {**dict.fromkeys(INDICATORS, 1), "urban_share": 0, "city": "410100", "scaling": "min_max", "edition": "first_published"}
STATES = st.fixed_dictionaries(
    {
        **dict.fromkeys(INDICATORS, st.integers(0, 5)),
        "city": st.sampled_from(CITIES),
        "scaling": st.sampled_from(list(SCALINGS)),
        "edition": st.sampled_from(EDITIONS),
    }
)
ANY_STATE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def worn():
    hl.start("en")
    return CentralCitiesPicture()


def plain_scores(state):
    """Composite scores by pandas alone, cities with a gap left out."""
    table = hl.load("table2").set_index("city_code")
    census = hl.load("central_city").set_index("city_code")
    table = table.assign(urban_share_pct=census["urban_share_pct"])
    if state["edition"] == "revised":
        table["gdp"] = census["gdp_2020_revised"]
    total = 0
    for name, column in INDICATORS.items():
        if state[name]:
            values = table[column].astype(float)
            low, width = values.min(), values.max() - values.min()
            if state["scaling"] == "z_score":
                low, width = values.mean(), values.std(ddof=0)
            total = total + state[name] * (values - low) / width
    return (
        (total / sum(state[name] for name in INDICATORS)).dropna() if isinstance(total, pd.Series) else pd.Series(dtype=float)
    )


@ANY_STATE
@given(state=STATES, edition=st.sampled_from(LANGUAGES))
def test_bars_stand_in_the_order_of_a_plain_recomputation(worn, state, edition):
    hl.start(edition)
    figure = worn.draw(state)
    assert cut_off(figure) == small_texts(figure) == []
    scores = plain_scores(state)
    assert worn.ranks(state) == scores.round(9).rank(ascending=False, method="min").astype(int).to_dict()
    widths = [bar.get_width() for bar in worn.bars]
    assert np.allclose(widths[: len(scores)], sorted(scores, reverse=True)) and not any(widths[len(scores) :])
    low, high = LIMITS[state["scaling"]]
    assert all(low <= width < high for width in widths)
    names = [text.get_text().split("  ") for text in worn.names]
    assert {name for _, name in names} == {hl.label(code) for code in CITIES}
    ranked = [(str(worn.ranks(state)[code]), hl.label(code)) for code in worn.ranks(state)]
    assert [tuple(name) for name in names[: len(scores)]] == ranked
    assert all(rank == "–" for rank, _ in names[len(scores) :])


@ANY_STATE
@given(state=STATES)
def test_the_caption_says_what_is_drawn(worn, state):
    hl.start("en")
    worn.draw(state)
    caption, ranks = worn.caption(state), worn.ranks(state)
    heights = np.array([column.get_height() for column in worn.columns])
    for code in set(CITIES) - set(ranks) if ranks else ():
        assert hl.label(code) in caption
    if state["city"] in ranks:
        rank = ranks[state["city"]]
        assert heights.sum() == pytest.approx(100) and list(worn.mark.get_xdata()) == [rank]
        assert f"rank {rank} of {len(ranks)}" in caption
        used = sum(state[name] > 0 for name in INDICATORS)
        assert (f"{percent(heights[rank - 1])} %" in caption) == (used > 1)
    else:
        assert not heights.any() and not len(worn.mark.get_xdata())


def test_the_spread_is_near_that_of_all_weights_in_steps_of_a_twentieth():
    picture = CentralCitiesPicture()
    values = picture.values["min_max", "first_published"][:, :4]
    steps = [(a, b, c, 20 - a - b - c) for a in range(21) for b in range(21 - a) for c in range(21 - a - b)]
    place = CITIES.index("410100")
    scores = np.array(steps) @ values.T
    grid = np.bincount((scores > scores[:, [place]] + 1e-9).sum(axis=1), minlength=9) / len(steps)
    assert np.abs(picture.spread(START) / 100 - grid).max() < 0.05


def test_all_weights_zero_and_a_chosen_city_with_a_gap_say_so(worn):
    hl.start("en")
    nothing = START | dict.fromkeys(INDICATORS, 0)
    worn.draw(nothing)
    assert worn.empty.get_text() == worn.caption(nothing) != ""
    gap = START | {"edition": "revised", "city": "420100"}
    worn.draw(gap)
    assert worn.empty.get_text() == "" and worn.caption(gap).startswith("Wuhan has no rank")
    assert "420100" in worn.ranks(gap | {"output": 0}), "a gap in an unused indicator is no gap"


def test_only_the_ratio_of_the_weights_counts(worn):
    one, five = (START | {name: weight for name in ("area", "income")} for weight in (1, 5))
    one, five = ({**state, "population": 0, "output": 0} for state in (one, five))
    assert np.allclose(worn.composite(one), worn.composite(five))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STATES, state=STATES)
def test_a_worn_picture_equals_a_fresh_one(worn, before, state):
    hl.start("zh")
    worn.frame(before)
    assert np.array_equal(pixels(worn, state), pixels(CentralCitiesPicture(), state))


def test_the_code_of_a_view_draws_it_again():
    hl.start("en")
    explorer = hl.explore.central_cities()
    shown = [part for column in explorer.children[0].children for part in column.children]
    assert shown == list(explorer.controls.values()), "each control stands once in the panel"
    explorer.controls["city"].value = "310000"
    explorer.controls["area"].value = 0
    figure = hl.explore.view("central_cities", **explorer.state)
    assert "Shanghai" in explorer.status.value and len(figure.axes) == 2
    with pytest.raises(ValueError, match="central_cities"):
        hl.explore.view("central_cities", city="000000")
    explorer.close()
