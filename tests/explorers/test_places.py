"""The places: what is drawn and said is what the tables hold, and nothing where they hold nothing."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session, words
from henan_lib.explorers.places import INDICATORS, PlacesPicture

from ..notebooks.test_figures import cut_off, small_texts
from .conftest import pixels

YEARS = [1990, 2000, 2010, *range(2012, 2022)]
CODES = {
    "unit": sorted(hl.load("prefecture_census")["unit_code"].unique()),
    "county": sorted(hl.load("county_2020").query("county_type != 'development_zone'")["county_code"]),
}
STATES = st.sampled_from(list(CODES)).flatmap(
    lambda level: st.fixed_dictionaries(
        {
            "indicator": st.sampled_from(list(INDICATORS)),
            "year": st.sampled_from(YEARS),
            "level": st.just(level),
            "place": st.sampled_from(CODES[level]),
        }
    )
)
START = {"indicator": "urban_share_pct", "year": 2020, "level": "unit", "place": "411600"}
PICTURES: dict[str, PlacesPicture] = {}


def worn(edition):
    """One picture per edition for all examples: each state must be drawn right after any other."""
    hl.start(edition)
    return PICTURES.setdefault(edition, PlacesPicture())


def plain(state):
    """Value of every place in a state, read from the tables by another way."""
    indicator, year = state["indicator"], state["year"]
    if state["level"] == "unit":
        table = hl.load("prefecture_gdp" if indicator.startswith("gdp") else "prefecture_census").query("year == @year")
        found = table.set_index("unit_code")[indicator]
    elif indicator.startswith("gdp") or year not in (2010, 2020):
        return pd.Series(dtype=float)
    else:
        table = hl.load("county_2020").query("county_type != 'development_zone'").set_index("county_code")
        table["rural_population_2010"] = table["population_2010"] - table["urban_population_2010"]
        names = {"urban_share_pct": "urban_share_2010_pct"}
        found = table[indicator if year == 2020 else names.get(indicator, f"{indicator}_2010")]
    return found.dropna().astype(float) / INDICATORS[indicator][1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES, st.sampled_from(session.LANGUAGES))
def test_any_state_draws_what_the_tables_hold_and_says_so(state, edition):
    picture, expected = worn(edition), plain(state)
    picture.draw(state)
    caption, place = picture.caption(state), state["place"]
    tiles, ranking, scatter = picture.figure.axes
    assert "{" not in caption and "_" not in caption and str(state["year"]) in caption or expected.empty
    assert picture.dot.get_visible() == picture.words.get_visible() == (place in expected.index)
    assert len(tiles.texts) == 18 and all((text.get_text() == "-") == expected.empty for text in tiles.texts)
    if expected.empty:
        assert [len(axes.texts) for axes in (ranking, scatter)] == [2, 1] and not picture.twin.get_visible()
        return
    drawn = ranking.lines[0].get_xydata()
    assert sorted(drawn[:, 1]) == pytest.approx(sorted(expected))
    assert list(drawn[:, 0]) == sorted(expected.rank(ascending=False, method="min"))
    assert str(len(expected)) in caption
    if place in expected.index:
        rank = int((expected > expected[place]).sum()) + 1
        assert picture.dot.get_xydata().tolist() == [[rank, pytest.approx(expected[place])]]
        assert picture.printed(state) in caption and picture.printed(state) in picture.words.get_text()
        last_digit = 10 ** -INDICATORS[state["indicator"]][3]
        assert float(picture.printed(state).replace(",", "")) == pytest.approx(expected[place], abs=0.51 * last_digit)
        assert str(rank) in caption and f"{rank}/{len(expected)}" in picture.words.get_text()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES)
def test_the_scatter_pairs_each_place_with_its_own_number_across(state):
    picture = worn("en")
    picture.draw(state)
    partner, year = picture.partner_of(state)
    across, up = plain(state | {"indicator": partner, "year": year}), plain(state)
    both = up.index.intersection(across.index)
    assert picture.twin.get_visible() == (state["place"] in both)
    if len(both):
        points = picture.figure.axes[2].lines[0].get_xydata()
        expected = np.column_stack([across[both], up[both]])
        assert points[np.lexsort(points.T)] == pytest.approx(expected[np.lexsort(expected.T)])
    if state["place"] in both:
        assert picture.twin.get_xydata().tolist() == [[across[state["place"]], up[state["place"]]]]


def test_a_share_stands_only_beside_a_census_that_came_before():
    picture = PlacesPicture()
    years = {year: picture.partner_of(START | {"indicator": "gdp", "year": year})[1] for year in YEARS}
    assert all(years[year] == (2010 if year < 2020 else 2020) for year in YEARS if year >= 2010)
    picture.draw(START | {"indicator": "population", "year": 2000})
    assert picture.pairs.empty and picture.dot.get_visible() and not picture.twin.get_visible()


def test_the_frame_on_the_map_stands_on_the_unit_of_the_place():
    picture = PlacesPicture()
    within = hl.load("county_2020").set_index("county_code")["unit_code"]
    for code in CODES["county"][::9]:
        picture.draw(START | {"level": "county", "place": code})
        assert picture.frame_of_tile.get_xy() == picture.tiles[within[code]].get_xy()


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_worn_picture_equals_a_fresh_one(edition):
    hl.start(edition)
    worn, fresh = PlacesPicture(), PlacesPicture()
    last = START | {"place": "410100"}
    for other in (
        START,
        {"level": "county", "place": "411603", "year": 2010},
        {"year": 1990},
        {"year": 2015},
        {"indicator": "gdp"},
    ):
        worn.frame(START | other)
    for code in CODES["unit"][::4]:
        worn.frame(START | {"place": code})
    assert np.array_equal(pixels(worn, last), pixels(fresh, last))
    assert not np.array_equal(pixels(worn, START), pixels(fresh, last))


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("year", [1990, 2010, 2021])
def test_no_text_is_small_or_beyond_the_edge(edition, year):
    hl.start(edition)
    picture = PlacesPicture()
    for level, indicator in [(level, indicator) for level in CODES for indicator in INDICATORS]:
        longest = max(CODES[level], key=lambda code: len(words.label(code)))
        figure = picture.draw(START | {"indicator": indicator, "year": year, "level": level, "place": longest})
        figure.canvas.draw()
        assert not small_texts(figure) + cut_off(figure)


def test_changing_the_level_keeps_the_unit_and_reset_goes_home():
    hl.start("en")
    explorer = hl.explore.places(place="410300")
    explorer.controls["level"].value = "county"
    assert explorer.picture.places["county"][explorer.state["place"]] == "410300"
    explorer.controls["place"].value = "410381"
    explorer.controls["level"].value = "unit"
    assert explorer.state["place"] == "410300"
    explorer.controls["level"].value = "county"
    explorer.controls["indicator"].value = "gdp"
    assert "nothing" in explorer.status.value
    explorer.reset_button.click()
    assert explorer.state == START | {"place": "410300"} and words.label("410300") in explorer.status.value
    explorer.close()
    assert plt.get_fignums() == []


def test_a_view_is_the_state_and_a_wrong_state_is_refused():
    hl.start("zh")
    figure = hl.explore.view("places", level="county", place="410122", indicator="population", year=2010)
    assert any(words.label("410122") in text.get_text() for text in figure.axes[1].texts)
    for wrong in ({"place": "410122"}, {"year": 2011}, {"level": "county"}, {"indicator": "area"}):
        with pytest.raises(ValueError, match="places"):
            hl.explore.view("places", **wrong)
