"""No function of the analysis takes a gap, a doubled row or unequal lengths for a number."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import analysis

UNITS = sorted(hl.load("henan_tile_grid")["unit_code"])
PAIRS = hl.load("henan_adjacency")
SHARES = hl.load("prefecture_census").query("year == 2020").set_index("unit_code")["urban_share_pct"].loc[UNITS]
YEARS = np.arange(2000, 2018)
CURVE = pd.Series(30 + 1.3 * np.arange(18.0), index=YEARS)
FUNCTIONS = {
    "theil": lambda values: analysis.theil(values, np.ones(18)),
    "neighbour_mean": lambda values: analysis.neighbour_mean(values, PAIRS),
    "moran": lambda values: analysis.moran(values, PAIRS, permutations=9),
    "beta_convergence": lambda values: analysis.beta_convergence(values, SHARES),
    "rank_size_slope": analysis.rank_size_slope,
    "fit_norm": lambda values: analysis.fit_norm(values, SHARES),
    "segmented_fit": lambda values: analysis.segmented_fit(YEARS, values, [2008]),
    "segmented_search": lambda values: analysis.segmented_search(YEARS, values, 1),
    "fit_logistic": lambda values: analysis.fit_logistic(YEARS, values),
}


@settings(max_examples=40)
@given(place=st.integers(0, 17), gap=st.sampled_from([np.nan, np.inf, -np.inf]), name=st.sampled_from(sorted(FUNCTIONS)))
def test_a_gap_is_named_and_never_answered(place, gap, name):
    values = SHARES.copy()
    assert FUNCTIONS[name](values) is not None
    values.iloc[place] = gap
    with pytest.raises(ValueError, match="1 gap"):
        FUNCTIONS[name](values)


@pytest.mark.parametrize("function", [analysis.beta_convergence, analysis.fit_norm, lambda a, b: analysis.theil(a, b)])
def test_unequal_lengths_and_another_order_of_units_are_named(function):
    with pytest.raises(ValueError, match="18.*17"):
        function(SHARES, SHARES[:-1])
    with pytest.raises(ValueError, match="align"):
        function(SHARES, SHARES[::-1])


def test_a_unit_without_a_group_and_an_area_twice_are_named():
    with pytest.raises(ValueError, match="3.*2"):
        analysis.theil([1, 2, 3], [1, 1, 1], ["a", "b", None])
    people = {"urban_population": 5, "rural_population": 5, "urban_share_pct": 50.0}
    twice = pd.DataFrame([{"area_code": "CHN", "year": year, **people} for year in (2000, 2000, 2010)])
    with pytest.raises(ValueError, match="China"):
        analysis.growth_differences(twice, 2000, 2010)


def test_fractions_flat_series_and_impossible_bands_are_refused():
    with pytest.raises(ValueError, match="multiply by 100"):
        analysis.fit_logistic(YEARS, CURVE / 100)
    with pytest.raises(ValueError, match="not all of one year or one share"):
        analysis.fit_logistic(YEARS, np.full(18, 50.0))
    for wrong in ({"coverage": 0.9}, {"coverage": -1}, {"draws": 0}):
        with pytest.raises(ValueError, match="coverage"):
            analysis.residual_band(CURVE, analysis.logistic_forecast, [2030], **wrong)


@pytest.mark.thorough
@settings(max_examples=30)
@given(st.floats(20, 96))
def test_every_ceiling_above_the_series_is_tried(top):
    share = CURVE - CURVE.iloc[-1] + top
    share = share[share > 1]
    found = analysis.simple_forecasts(share, 2017, 2024)["logistic_best"]
    tried = [ceiling for ceiling in range(5, 101, 5) if ceiling > share.max()]
    best = min((analysis.fit_logistic(share.index, share, ceiling) for ceiling in tried), key=lambda fit: fit["rmse"])
    expected = analysis.logistic(found.index, best["saturation_pct"], best["rate"], best["midpoint"])
    np.testing.assert_allclose(found, expected, atol=1e-6)
