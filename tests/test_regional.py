"""Theil, Moran, convergence and the tile map against known answers and invariances."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

import henan_lib as hl
from henan_lib.analysis import regional
from henan_lib.figures import maps
from henan_lib.words import label

CHAIN = pd.DataFrame({"a": list("uvwxy"), "b": list("vwxyz")})
POSITIVE = st.lists(st.tuples(st.floats(1, 99), st.floats(1, 1e6)), min_size=2, max_size=20)


def census(year=2020):
    return hl.load("prefecture_census").query("year == @year").set_index("unit_code")


@pytest.mark.thorough
@given(POSITIVE, st.floats(0.1, 10), st.floats(0.1, 10))
def test_theil_is_zero_or_more_and_keeps_under_a_change_of_units(table, stretch, crowd):
    values, weights = map(np.array, zip(*table))
    index = regional.theil(values, weights)
    assert index["total"] >= -1e-12
    assert regional.theil(values * stretch, weights * crowd)["total"] == pytest.approx(index["total"], abs=1e-9)


@pytest.mark.thorough
@given(POSITIVE)
def test_theil_parts_add_up_and_doubled_units_change_nothing(table):
    values, weights = map(np.array, zip(*table))
    groups = np.arange(len(values)) % 2
    parts = regional.theil(values, weights, groups)
    assert parts["between"] + parts["within"] == pytest.approx(parts["total"])
    assert parts["within"] >= -1e-9
    twice = regional.theil(np.tile(values, 2), np.tile(weights, 2))
    assert twice["total"] == pytest.approx(parts["total"], abs=1e-9)


def test_theil_within_is_the_weighted_sum_of_the_groups():
    table = census()
    inside = table.index < "411000"
    parts = regional.theil(table["urban_share_pct"], table["population"], inside)
    amounts = table["urban_share_pct"] * table["population"]
    sums = [
        amounts[group].sum() / amounts.sum()
        * regional.theil(table["urban_share_pct"][group], table["population"][group])["total"]
        for group in (inside, ~inside)
    ]  # fmt: skip
    assert parts["within"] == pytest.approx(sum(sums))


@pytest.mark.parametrize("values", [[0, 1], [-1, 1]])
def test_theil_refuses_what_is_not_positive(values):
    with pytest.raises(ValueError, match="greater than 0"):
        regional.theil(values, [1, 1])


def test_moran_of_a_chain_by_hand():
    values = pd.Series([1.0, 2, 3, 4, 5, 6], list("uvwxyz"))
    centred = values.to_numpy() - 3.5
    lag = regional.neighbour_mean(values, CHAIN).to_numpy() - 3.5
    found = regional.moran(values, CHAIN)
    assert found["moran_i"] == pytest.approx((centred * lag).sum() / (centred**2).sum())
    assert found["expected"] == -0.2
    assert 0 < found["p_value"] < 0.1


@pytest.mark.thorough
@settings(max_examples=25)
@given(st.floats(0.1, 50), st.floats(-100, 100), st.randoms())
def test_moran_keeps_under_units_order_and_direction(stretch, shift, random):
    values, pairs = census()["urban_share_pct"], hl.load("henan_adjacency")
    order = list(values.index)
    random.shuffle(order)
    turned = pairs.set_axis(pairs.columns[::-1], axis=1)[list(pairs.columns)]
    found = regional.moran(values, pairs, permutations=9)["moran_i"]
    assert regional.moran(stretch * values[order] + shift, turned, permutations=9)["moran_i"] == pytest.approx(found)


def test_the_seed_decides_the_p_value_and_opposites_repel():
    values, pairs = census()["urban_share_pct"], hl.load("henan_adjacency")
    assert regional.moran(values, pairs, seed=1).equals(regional.moran(values, pairs, seed=1))
    board = pd.Series([1.0, -1, 1, -1, 1, -1], list("uvwxyz"))
    assert regional.moran(board, CHAIN)["moran_i"] == pytest.approx(-1)
    assert regional.moran(board, CHAIN)["p_value"] > 0.9


def test_moran_refuses_islands_and_equal_values():
    with pytest.raises(ValueError, match="no neighbour for q"):
        regional.neighbour_mean(pd.Series(1.0, list("uvwxyzq")), CHAIN)
    with pytest.raises(ValueError, match="differ"):
        regional.moran(pd.Series(5.0, list("uvwxyz")), CHAIN)


@given(st.floats(-0.9, 0.9), st.floats(-20, 20))
def test_a_slope_is_found_again(slope, intercept):
    start = np.array([29.0, 35, 41, 47, 63])
    fit = regional.beta_convergence(start, start + intercept + slope * start)
    assert fit["slope"] == pytest.approx(slope, abs=1e-9)
    assert fit["intercept"] == pytest.approx(intercept, abs=1e-6)


def test_a_slope_needs_units_that_differ():
    for start in ([1, 2], [3, 3, 3]):
        with pytest.raises(ValueError, match="three units"):
            regional.beta_convergence(start, start)


def test_the_grid_and_the_borders_hold_the_18_units():
    units = set(hl.load("prefecture_area")["unit_code"])
    grid, pairs = hl.load("henan_tile_grid"), hl.load("henan_adjacency")
    assert set(grid["unit_code"]) == set(pairs["unit_code_a"]) | set(pairs["unit_code_b"]) == units
    assert not grid.duplicated(["tile_row", "tile_col"]).any()
    assert (pairs["unit_code_a"] < pairs["unit_code_b"]).all()


@pytest.mark.parametrize("kind", ["tile", "map"])
def test_a_map_colours_every_unit_by_its_value_and_writes_legibly(kind):
    table = census().reset_index()
    axes = maps.tile_map(table, "urban_share_pct", kind=kind)
    written = [text for text in axes.texts if text.get_text().replace(".", "").isdigit() and len(text.get_text()) < 6]
    assert sorted(text.get_text() for text in written) == sorted(f"{share:.1f}" for share in table["urban_share_pct"])
    assert len(axes.patches) >= 18
    if kind == "tile":
        names = {text.get_text() for text in axes.texts} & set(table["unit_code"].map(label))
        assert len(names) == 18
        darkness = pd.Series({patch.get_xy(): sum(patch.get_facecolor()[:3]) for patch in axes.patches})
        assert darkness.nunique() >= 16


@given(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)))
def test_ink_has_contrast_on_any_colour(colour):
    def light(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    one, other = (
        np.dot([light(part) for part in shade], (0.2126, 0.7152, 0.0722)) for shade in (colour, to_rgb(maps.ink_on(colour)))
    )
    assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 3.9


def test_a_gap_is_grey_and_wrong_units_are_named():
    table = census().reset_index()
    table.loc[0, "urban_share_pct"] = np.nan
    axes = maps.tile_map(table, "urban_share_pct")
    assert axes.patches[0].get_facecolor() == (0.85, 0.85, 0.85, 1)
    with pytest.raises(ValueError, match="410100"):
        maps.tile_map(pd.concat([table, table.head(1)]), "urban_share_pct")
    with pytest.raises(ValueError, match="globe"):
        maps.tile_map(table, "urban_share_pct", kind="globe")
    plt.close("all")


SIZES = st.lists(st.integers(1, 10**7), min_size=3, max_size=60).filter(lambda sizes: len(set(sizes)) > 2)


@given(st.floats(0.3, 3), st.integers(3, 400))
def test_a_rank_size_slope_finds_an_exact_pareto_sample_again(exponent, count):
    sizes = 1e6 * (np.arange(count) + 0.5) ** (-1 / exponent)
    found = regional.rank_size_slope(sizes)
    assert found["slope"] == pytest.approx(-exponent, rel=1e-6)
    assert found["standard_error"] == pytest.approx(exponent * np.sqrt(2 / count), rel=1e-6)


@pytest.mark.thorough
@given(SIZES, st.floats(1e-3, 1e3), st.randoms())
def test_a_rank_size_slope_keeps_under_another_unit_and_another_order(sizes, unit, order):
    shuffled = order.sample(sizes, len(sizes))
    assert regional.rank_size_slope(np.array(shuffled) * unit)["slope"] == pytest.approx(
        regional.rank_size_slope(sizes)["slope"]
    )


@pytest.mark.parametrize("year", [1950, 1990, 2015])
def test_a_rank_size_slope_is_the_covariance_over_the_variance(year):
    sizes = hl.load("china_city").query("year == @year")["city_population"]
    x, y = np.log(sizes), np.log(sizes.rank(ascending=False, method="first") - 0.5)
    slope, _ = np.polyfit(x, y, 1)
    assert regional.rank_size_slope(sizes)["slope"] == pytest.approx(slope)
    assert slope == pytest.approx(np.cov(x, y)[0, 1] / np.var(x, ddof=1))


def test_a_pareto_sample_drawn_at_random_lies_within_its_error():
    draws = np.random.default_rng(0).pareto(1.2, size=(200, 400)) + 1
    found = pd.DataFrame([regional.rank_size_slope(sizes) for sizes in draws])
    assert found["slope"].mean() == pytest.approx(-1.2, abs=0.02)
    assert (abs(found["slope"] + 1.2) < 1.96 * found["standard_error"]).mean() > 0.88


@pytest.mark.parametrize("sizes", [[2, 1], [1, 1, 1], [3, 2, 0], []])
def test_a_rank_size_slope_refuses_too_few_equal_or_missing_sizes(sizes):
    with pytest.raises(ValueError, match="at least three sizes above zero"):
        regional.rank_size_slope(sizes)
