"""Models against known answers and invariances."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib.analysis import growth, stages

YEARS = np.arange(1950, 2021, 5)


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 100), st.floats(0, 100))
def test_stage_cuts_at_both_thresholds(shares, one, other):
    low, high = sorted((one, other))
    for share, name in zip([*shares, 50], stages.stage([*shares, 50], low, high)):
        expected = "initial_stage" if share < low else "advanced_stage" if share > high else "middle_stage"
        assert name == expected


def test_stage_keeps_gaps_and_refuses_crossed_thresholds_and_fractions():
    assert pd.isna(stages.stage([np.nan])[0]) and len(stages.stage([])) == 0
    assert list(stages.stage(55.4)) == ["middle_stage"]
    with pytest.raises(ValueError, match="fraction"):
        stages.stage([0.12, np.nan, 0.55])
    with pytest.raises(ValueError, match="above"):
        stages.stage([50], 70, 30)


@settings(max_examples=40)
@given(st.floats(60, 100), st.floats(0.02, 0.12), st.floats(1940, 2030))
def test_a_logistic_is_found_again(saturation, rate, midpoint):
    share = growth.logistic(YEARS, saturation, rate, midpoint)
    fit = growth.fit_logistic(YEARS, share, saturation)
    assert fit["rate"] == pytest.approx(rate, rel=1e-4)
    assert fit["midpoint"] == pytest.approx(midpoint, abs=0.05)
    assert fit["rmse"] < 1e-4


@settings(max_examples=20)
@given(st.integers(-500, 500))
def test_shifting_the_calendar_shifts_only_the_midpoint(shift):
    share = hl.load("world_urban_share").query("area_code == 'KOR' and year % 5 == 0 and year <= 1990")
    here = growth.fit_logistic(share["year"], share["urban_share_pct"], 95)
    there = growth.fit_logistic(share["year"] + shift, share["urban_share_pct"], 95)
    assert there["midpoint"] - here["midpoint"] == pytest.approx(shift, abs=1e-3)
    assert there["rate"] == pytest.approx(here["rate"], rel=1e-5)
    assert there["rmse"] == pytest.approx(here["rmse"], rel=1e-6)


def test_the_profile_is_lowest_at_the_true_saturation():
    share = growth.logistic(YEARS, 85, 0.05, 1985)
    profile = growth.saturation_profile(YEARS, share, [80, 85, 90, 95])
    assert profile["saturation_pct"][profile["rmse"].idxmin()] == 85


@pytest.mark.parametrize(
    ("years", "shares", "saturation"), [([1, 2], [10, 20], 100), ([1, 2, 3], [10, 20, 90], 80), ([1, 2, 3], [0, 1, 2], 100)]
)
def test_a_fit_refuses_what_it_cannot_do(years, shares, saturation):
    with pytest.raises(ValueError):
        growth.fit_logistic(years, shares, saturation)
