"""Broken lines against known answers and against numpy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib.analysis.breaks import segmented_fit, segmented_search

YEARS = np.arange(1978, 2023)


def broken(years, start, slopes, breaks):
    """Broken line by adding up the slope of each single year."""
    steps = [slopes[np.searchsorted(breaks, year, side="left")] for year in years[1:]]
    return start + np.concatenate([[0], np.cumsum(steps)])


slopes_of_three = st.lists(st.floats(0.05, 3), min_size=3, max_size=3)


@given(slopes_of_three, st.integers(1982, 1995), st.integers(2000, 2018))
def test_the_slopes_of_a_broken_line_are_found_again(slopes, one, other):
    fit = segmented_fit(YEARS, broken(YEARS, 18, slopes, [one, other]), [other, one])
    assert fit[["break_1", "break_2"]].tolist() == [one, other]
    assert fit.filter(like="slope").tolist() == pytest.approx(slopes, abs=1e-6)
    assert fit["rmse"] < 1e-6


@settings(max_examples=8)
@given(st.floats(0.2, 0.7), st.floats(0.3, 1.5), st.integers(1984, 1992), st.integers(2000, 2014))
def test_the_search_finds_the_breaks_of_a_broken_line(slope, bend, one, other):
    share = broken(YEARS, 18, [slope, slope + bend, slope - 0.1], [one, other])
    assert segmented_search(YEARS, share).iloc[0][["break_1", "break_2"]].tolist() == [one, other]


def test_without_breaks_it_is_the_straight_line_of_numpy():
    share = hl.load("china_population").query("1978 <= year <= 2022")["urban_share_pct"]
    fit = segmented_fit(YEARS, share, [])
    slope, intercept = np.polyfit(YEARS - 2000, share, 1)
    assert fit["slope_1"] == pytest.approx(slope)
    assert fit["rmse"] == pytest.approx(np.std(share - slope * (YEARS - 2000) - intercept))


def test_a_fit_equals_a_minimum_over_the_heights_of_the_knots():
    from scipy.optimize import minimize

    share = hl.load("china_population").query("1978 <= year <= 2022")["urban_share_pct"].to_numpy()
    knots = [1978, 1984, 1994, 2022]

    def mean_square(heights):
        return np.mean((share - np.interp(YEARS, knots, heights)) ** 2)

    found = minimize(mean_square, np.interp(knots, YEARS, share), method="BFGS")
    fit = segmented_fit(YEARS, share, knots[1:-1])
    assert fit["rmse"] == pytest.approx(np.sqrt(found.fun), rel=1e-6)
    assert fit.filter(like="slope").tolist() == pytest.approx((np.diff(found.x) / np.diff(knots)).tolist(), rel=1e-3)


@settings(max_examples=20)
@given(st.integers(-500, 500), st.floats(0.1, 5), st.floats(-10, 10))
def test_moving_years_and_stretching_shares_move_and_stretch_the_fit(shift, factor, lift):
    share = hl.load("china_population").query("1978 <= year <= 2022")["urban_share_pct"].to_numpy()
    before = segmented_fit(YEARS, share, [1987, 1995])
    after = segmented_fit(YEARS + shift, factor * share + lift, [1987 + shift, 1995 + shift])
    assert after["rmse"] == pytest.approx(factor * before["rmse"])
    assert after.filter(like="slope").tolist() == pytest.approx((factor * before.filter(like="slope")).tolist())
    assert (after.filter(like="break") - before.filter(like="break")).tolist() == [shift, shift]


def test_every_choice_is_tried_once_and_the_best_stands_first():
    share = hl.load("china_population").query("1978 <= year <= 2022")["urban_share_pct"]
    found = segmented_search(YEARS, share, count=1, shortest=10)
    assert sorted(found["break_1"]) == list(range(1988, 2013))
    assert found["rmse"].is_monotonic_increasing
    finer = segmented_search(YEARS, share, count=2, shortest=10)
    assert finer["rmse"].min() <= found["rmse"].min()


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_search_gives_every_choice_the_fit_it_has_by_itself(count):
    observed = hl.load("china_population").query("1949 <= year <= 1985")
    found = segmented_search(observed["year"], observed["urban_share_pct"], count=count, shortest=5)
    assert len(found) == len(found.filter(like="break").drop_duplicates()) or count == 0
    for choice in found.iloc[:: max(1, len(found) // 20)].to_dict("records"):
        breaks = [choice[f"break_{number}"] for number in range(1, count + 1)]
        alone = segmented_fit(observed["year"], observed["urban_share_pct"], breaks)
        assert list(choice) == list(alone.index)
        assert list(choice.values()) == pytest.approx(alone.tolist(), abs=1e-8)


def test_breaks_outside_the_years_and_too_few_points_are_refused():
    with pytest.raises(ValueError, match="within 2000 and 2004"):
        segmented_fit(range(2000, 2005), [1, 2, 3, 4, 5], [2004])
    with pytest.raises(ValueError, match="at least 4 points"):
        segmented_fit([2000, 2001, 2002], [1, 2, 3], [2001, 2001.5])
    with pytest.raises(ValueError, match="do not fit"):
        segmented_search(range(2000, 2010), range(10), count=2, shortest=4)
