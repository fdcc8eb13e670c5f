"""The drift to a norm, the regression behind it, and bands from blocks of residuals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib.analysis import growth, scenarios

YEARS = np.arange(0, 61)
SHARES, RATES, DRIFTS = st.floats(1, 99), st.floats(-0.1, 0.1), st.floats(1, 60)


@given(SHARES, RATES, DRIFTS)
def test_a_norm_equal_to_the_present_difference_changes_nothing(share, rate, drift):
    path = scenarios.drifting_difference_path(share, rate, rate, drift, YEARS)
    assert np.array_equal(path, growth.growth_difference_path(share, rate, YEARS))


@given(SHARES, RATES, RATES, st.integers(1, 60))
def test_the_drift_is_a_sum_of_many_short_steps_of_constant_difference(share, rate, norm, drift):
    steps = 2000
    middles = (np.arange(steps) + 0.5) * 60 / steps
    rates = rate + (norm - rate) * np.minimum(middles / drift, 1)
    odds = share / (100 - share) * np.exp(rates.sum() * 60 / steps)
    assert scenarios.drifting_difference_path(share, rate, norm, drift, 60) == pytest.approx(100 * odds / (1 + odds), abs=1e-3)


@given(SHARES, RATES, RATES, DRIFTS)
def test_rural_for_urban_mirrors_the_path_and_after_the_drift_the_norm_holds(share, rate, norm, drift):
    path = scenarios.drifting_difference_path(share, rate, norm, drift, YEARS)
    assert scenarios.drifting_difference_path(100 - share, -rate, -norm, drift, YEARS) == pytest.approx(100 - path, abs=1e-8)
    start = scenarios.drifting_difference_path(share, rate, norm, drift, [drift, drift + 5])
    assume(0.01 < start[0] < 99.99)
    assert growth.growth_difference_path(start[0], norm, 5) == pytest.approx(start[1], abs=1e-6)


@given(SHARES, RATES, RATES, RATES)
def test_a_higher_norm_never_gives_a_lower_share(share, rate, one, other):
    low, high = (scenarios.drifting_difference_path(share, rate, norm, 25, YEARS) for norm in sorted((one, other)))
    assert (low <= high + 1e-9).all()


@pytest.mark.parametrize(("share", "drift", "years"), [(0, 25, 1), (100, 25, 1), (50, 0, 1), (50, -3, 1), (50, 25, -1)])
def test_senseless_starts_are_refused(share, drift, years):
    with pytest.raises(ValueError):
        scenarios.drifting_difference_path(share, 0.03, 0.02, drift, years)


def test_differences_come_from_the_populations_of_the_two_years_alone():
    table = pd.DataFrame(
        {"area_code": list("aaabb"), "year": [2000, 2005, 2010, 2000, 2010], "urban_population": [40, 99, 60, 10, 10],
         "rural_population": [60, 1, 40, 0, 10], "urban_share_pct": [40.0, 99, 60, 100, 50]}
    )  # fmt: skip
    found = scenarios.growth_differences(table, 2000, 2010)
    assert list(found.index) == ["a"] and found.loc["a", "urban_share_pct"] == 40
    assert found.loc["a", "growth_difference"] == pytest.approx(10 * np.log(60 / 40 * 60 / 40))
    assert scenarios.growth_differences(table, 2000, 2010, smallest=101).empty
    with pytest.raises(ValueError, match="from 2010 must end after"):
        scenarios.growth_differences(table, 2010, 2010)


@given(st.floats(-5, 8), st.floats(-0.1, 0.1), st.lists(st.integers(1, 99), min_size=3, unique=True))
def test_the_regression_recovers_a_line(intercept, slope, shares):
    found = scenarios.fit_norm(shares, intercept + slope * np.array(shares))
    assert found["intercept"] == pytest.approx(intercept, abs=1e-8) and found["slope"] == pytest.approx(slope, abs=1e-9)


def test_the_regression_on_the_panel_equals_least_squares_of_statsmodels():
    statsmodels = pytest.importorskip("statsmodels.api")
    estimates = hl.load("world_urban_share").query("area_type == 'country_or_area' and status == 'estimate'")
    panel = scenarios.growth_differences(estimates, 1993, 2018, smallest=2e6)
    theirs = statsmodels.OLS(panel["growth_difference"], statsmodels.add_constant(panel["urban_share_pct"])).fit()
    ours = scenarios.fit_norm(panel["urban_share_pct"], panel["growth_difference"])
    assert ours[["intercept", "slope"]].tolist() == pytest.approx(theirs.params.tolist(), rel=1e-9)
    assert ours["r_squared"] == pytest.approx(theirs.rsquared, rel=1e-9)


@pytest.mark.parametrize("shares", [[50, 60], [50, 50, 50]])
def test_too_little_for_a_line_is_refused(shares):
    with pytest.raises(ValueError, match="three pairs"):
        scenarios.fit_norm(shares, [1] * len(shares))


def line(series, years):
    return np.polyval(np.polyfit(series.index - 2010, series, 1), np.asarray(years) - 2010)


NOISY = st.lists(st.floats(-2, 2), min_size=6, max_size=15)


@settings(max_examples=30, deadline=None)
@given(st.floats(20, 60), st.floats(-1, 2), st.integers(1, 8), st.integers(0, 9))
def test_no_residuals_give_a_band_of_width_zero(start, slope, block, seed):
    years = np.arange(2010, 2018)
    straight = pd.Series(start + slope * (years - 2010), index=years)
    band = scenarios.residual_band(straight, line, [2020, 2035], block=block, seed=seed)
    assert (band["high"] - band["low"]).to_numpy() == pytest.approx(0, abs=1e-9)
    assert band["median"].to_numpy() == pytest.approx(start + slope * np.array([10, 25]))


@settings(max_examples=30, deadline=None)
@given(NOISY, st.floats(-20, 20), st.floats(0.1, 5))
def test_a_shift_or_a_scale_of_the_series_is_that_of_the_band(noise, shift, scale):
    series = pd.Series(noise, index=range(2010, 2010 + len(noise)))
    band, moved = (scenarios.residual_band(one, line, [2035], draws=40) for one in (series, shift + scale * series))
    assert moved.to_numpy() == pytest.approx(shift + scale * band.to_numpy(), abs=1e-7)
    assert (band["low"] <= band["median"]).all() and (band["median"] <= band["high"]).all()


def test_a_seed_repeats_and_a_wider_coverage_is_wider():
    series = pd.Series(np.sin(np.arange(15)), index=range(2010, 2025))
    once, again, other = (scenarios.residual_band(series, line, [2030], seed=seed) for seed in (1, 1, 2))
    assert once.equals(again) and not once.equals(other)
    narrow, wide = (scenarios.residual_band(series, line, [2030], coverage=coverage) for coverage in (50, 95))
    assert wide["low"].item() < narrow["low"].item() < narrow["high"].item() < wide["high"].item()


def test_blocks_keep_neighbours_together():
    slow = pd.Series(np.sign(np.arange(16) % 8 - 3.5), index=range(2010, 2026)).astype(float)
    seen = []
    scenarios.residual_band(slow, lambda series, years: seen.append(series) or np.zeros(len(years)), [2030], block=4, draws=50)
    turns = [np.count_nonzero(np.diff(series)) for series in seen[1:]]
    single = []
    scenarios.residual_band(
        slow, lambda series, years: single.append(series) or np.zeros(len(years)), [2030], block=1, draws=50
    )
    assert np.mean(turns) < 0.7 * np.mean([np.count_nonzero(np.diff(series)) for series in single[1:]])


def test_a_block_longer_than_the_series_is_refused():
    with pytest.raises(ValueError, match="between 1 and 3"):
        scenarios.residual_band(pd.Series([1.0, 2, 3]), line, [5], block=4)
