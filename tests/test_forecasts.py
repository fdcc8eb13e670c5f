"""The urban-rural growth difference is a logistic with ceiling 100, and the tree shows every branch."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib.analysis import growth
from henan_lib.figures import charts

YEARS = np.arange(0, 41)


@settings(max_examples=60)
@given(st.floats(1, 99), st.floats(-0.1, 0.1))
def test_a_constant_growth_difference_is_a_logistic_with_ceiling_100(share, difference):
    path = growth.growth_difference_path(share, difference, YEARS)
    ratio = path / (100 - path)
    assert np.diff(np.log(ratio)) == pytest.approx(difference, abs=1e-9)
    if abs(difference) > 1e-3:
        midpoint = -np.log(share / (100 - share)) / difference
        assert path == pytest.approx(growth.logistic(YEARS, 100, difference, midpoint), abs=1e-6)


@given(st.floats(1, 99), st.floats(-0.1, 0.1), st.floats(-30, 30), st.floats(-30, 30))
def test_two_steps_are_one_and_the_other_side_mirrors(share, difference, first, second):
    once = growth.growth_difference_path(share, difference, first + second)
    middle = float(growth.growth_difference_path(share, difference, first))
    assert growth.growth_difference_path(middle, difference, second) == pytest.approx(once, abs=1e-6)
    mirrored = growth.growth_difference_path(100 - share, -difference, first)
    assert mirrored == pytest.approx(100 - middle, abs=1e-6)


def test_known_answer_from_two_populations():
    urban, rural = 60 * np.exp(0.03 * 10), 40 * np.exp(-0.01 * 10)
    assert growth.growth_difference_path(60, 0.04, 10) == pytest.approx(100 * urban / (urban + rural))


@pytest.mark.parametrize("share", [0, 100, -3, np.nan])
def test_a_start_without_both_kinds_of_people_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 100"):
        growth.growth_difference_path(share, 0.04, YEARS)


@settings(max_examples=20)
@given(st.floats(0.03, 0.08), st.floats(2005, 2025))
def test_each_method_foretells_the_world_it_assumes(rate, midpoint):
    years = np.arange(2010, 2031)
    curve = pd.Series(growth.logistic(years, 100, rate, midpoint), index=years)
    found = growth.simple_forecasts(curve, 2020, 2030)
    for name in ("constant_difference", "logistic_100", "logistic_best"):
        assert found[name].to_numpy() == pytest.approx(curve.loc[2020:].to_numpy(), abs=1e-3)
    line = pd.Series(30 + 0.8 * (years - 2010), index=years)
    straight = growth.simple_forecasts(line, 2020, 2030)["constant_points"]
    assert straight.to_numpy() == pytest.approx(line.loc[2020:].to_numpy())


def test_forecasts_do_not_see_the_years_they_foretell():
    years = np.arange(2010, 2025)
    curve = pd.Series(growth.logistic(years, 80, 0.07, 2012), index=years)
    changed = curve.where(curve.index <= 2015, 99.0)
    assert growth.simple_forecasts(curve, 2015, 2024).equals(growth.simple_forecasts(changed, 2015, 2024))
    with pytest.raises(ValueError, match="three points"):
        growth.simple_forecasts(curve, 2011, 2024)


def test_the_tree_writes_every_branch_and_draws_bars_for_headings_only():
    table = pd.DataFrame(
        {"id": ["3.1", "3.1.1", "3.1.2"], "level": [1, 2, 2], "label": ["a", "b " * 40, "c"], "measures": [9, 5, 4]}
    )
    axes = charts.measure_tree(table)
    assert len(axes.texts) == 3 and len(axes.patches) == 2
    widths = [bar.get_width() for bar in axes.patches]
    assert widths[0] / widths[1] == pytest.approx(5 / 4)
    shared = charts.measure_tree(table, longest=10).patches
    assert shared[0].get_width() == pytest.approx(widths[0] / 2)


def test_the_interval_of_a_ceiling_holds_the_ceilings_that_fit_hardly_worse():
    years = np.arange(1990, 2021)
    noise = np.random.default_rng(1).normal(0, 0.2, len(years))
    share = pd.Series(growth.logistic(years, 75, 0.08, 2000) + noise, index=years)
    best, low, high = growth.ceiling_interval(share)
    assert low < best < high and low < 75 < high
    rmse = {one: growth.fit_logistic(years, share, one)["rmse"] for one in (low, best, high)}
    assert rmse[low] == pytest.approx(rmse[high], rel=1e-4) and rmse[best] < rmse[low]
    narrow = growth.ceiling_interval(share, coverage=50)
    assert low < narrow["low"] < narrow["high"] < high and narrow["best"] == pytest.approx(best)


def test_a_series_without_a_bend_has_no_upper_end_and_little_is_refused():
    years = np.arange(2000, 2012)
    straight = pd.Series(20 * np.exp(0.04 * (years - 2000)) + 0.1 * (-1.0) ** years, index=years)
    found = growth.ceiling_interval(straight)
    assert found[["best", "high"]].isna().all() and found["low"] > straight.max()
    with pytest.raises(ValueError):
        growth.ceiling_interval(straight.iloc[:3])
    with pytest.raises(ValueError):
        growth.ceiling_interval(straight, coverage=100)


def test_the_ceilings_of_2020_and_2024_exclude_each_other():
    annual = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current' and year >= 2011")
    share = annual.set_index("year")["value"]
    until_2020, until_2024 = (growth.ceiling_interval(share.loc[:last]) for last in (2020, 2024))
    assert until_2020["low"] > until_2024["high"]
