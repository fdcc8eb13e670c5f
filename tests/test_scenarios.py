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


@pytest.mark.thorough
@settings(max_examples=30)
@given(st.floats(20, 60), st.floats(-1, 2), st.integers(1, 8), st.integers(0, 9))
def test_no_residuals_give_a_band_of_width_zero(start, slope, block, seed):
    years = np.arange(2010, 2018)
    straight = pd.Series(start + slope * (years - 2010), index=years)
    band = scenarios.residual_band(straight, line, [2020, 2035], block=block, seed=seed)
    assert (band["high"] - band["low"]).to_numpy() == pytest.approx(0, abs=1e-9)
    assert band["median"].to_numpy() == pytest.approx(start + slope * np.array([10, 25]))


@pytest.mark.thorough
@settings(max_examples=30)
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


def test_a_band_leans_as_the_residuals_do_and_passes_settings_on():
    series = pd.Series([0.0, 0, 0, 0, 8], index=range(2010, 2015))

    def level(past, years, lift=0):
        return past.mean() + lift * (np.asarray(years) > 2014)

    band = scenarios.residual_band(series, level, [2020], block=1).loc[2020]
    assert band["low"] == pytest.approx(0) and band["high"] > 2 * series.mean()
    lifted = scenarios.residual_band(series, level, [2020], block=1, lift=10).loc[2020]
    assert (lifted - band).tolist() == pytest.approx([10, 10, 10])


def test_a_series_without_a_multiple_of_the_block_is_drawn_whole_and_to_its_ends():
    series, seen = pd.Series([0.0, 1, 0, 0, 5], index=range(2010, 2015)), []

    def level(past, years):
        seen.append(past)
        return np.zeros(len(years))

    scenarios.residual_band(series, level, [2020], block=2, draws=200)
    assert {len(one) for one in seen} == {5} and all(one.index.equals(series.index) for one in seen)
    drawn = np.array(seen[1:])
    centred = series - series.mean()
    assert {*drawn.round(9).ravel()} == {*centred.round(9)}
    assert {tuple(one) for one in drawn[:, :2].round(9)} == {tuple(centred.iloc[n : n + 2].round(9)) for n in range(4)}


def test_a_block_longer_than_the_series_is_refused():
    with pytest.raises(ValueError, match="between 1 and 3"):
        scenarios.residual_band(pd.Series([1.0, 2, 3]), line, [5], block=4)


def countries(count=12, years=range(1950, 2019), seed=0):
    """Countries whose growth difference wanders, as rows of `past_errors`."""
    random = np.random.default_rng(seed)
    steps = 0.03 + 0.01 * random.standard_normal((count, len(years)))
    odds = np.exp(-1 + steps.cumsum(axis=1))
    rows = [
        {"area_code": f"c{place:02}", "year": year, "urban_population": 2e7 * one, "rural_population": 2e7}
        for place, path in enumerate(odds)
        for year, one in zip(years, path)
    ]
    table = pd.DataFrame(rows)
    return table.assign(urban_share_pct=100 * table["urban_population"] / (table["urban_population"] + 2e7))


def test_a_constant_growth_difference_was_never_wrong():
    years = np.arange(1990, 2019)
    share = growth.growth_difference_path(45, 0.04, years - 1990)
    table = pd.DataFrame({"area_code": "a", "year": years, "urban_population": 1e6 * share, "urban_share_pct": share})
    errors = scenarios.past_errors(table.assign(rural_population=1e8 - table["urban_population"]), 11)
    assert len(errors) and errors["error_points"].to_numpy() == pytest.approx(0, abs=1e-9)
    assert errors["urban_share_pct"].between(50, 68).all() and errors["year"].max() + 11 <= 2018


def test_an_error_is_what_a_loop_over_areas_and_years_gives():
    table = countries(3)
    share = table.set_index(["area_code", "year"])["urban_share_pct"]
    found = scenarios.past_errors(table, 5, back=3, lowest=40, highest=60, least_gain=0.7, smallest=3e7)
    expected = []
    for (area, year), start in share.items():
        if {(area, year - 3), (area, year + 5)} <= set(share.index):
            before, people = share[area, year - 3], 2e7 / (1 - start / 100)
            if 40 <= start <= 60 and (start - before) / 3 > 0.7 and people > 3e7:
                rate = (growth.log_odds([start]) - growth.log_odds([before])) / 3
                foretold = growth.growth_difference_path(start, rate.item(), 5)
                expected.append((year, area, foretold - share[area, year + 5]))
    assert found["error_points"].tolist() == pytest.approx([one[2] for one in sorted(expected)])
    assert len(expected) > 5


def test_a_fan_starts_at_what_is_known_and_a_wider_one_holds_a_narrower():
    table, path = countries(), pd.Series([60.0, 61, 62, 63], index=range(2024, 2028))
    wide, narrow = (scenarios.error_fan(table, path, coverage) for coverage in (90, 50))
    assert wide.loc[2024].tolist() == [60, 60, 60]
    assert (wide["low"] <= narrow["low"]).all() and (narrow["high"] <= wide["high"]).all()
    errors = scenarios.past_errors(table, 3)["error_points"]
    assert (63 - errors).between(wide.loc[2027, "low"], wide.loc[2027, "high"]).mean() == pytest.approx(0.9, abs=0.01)


def test_an_earlier_fan_knows_no_error_that_came_later():
    errors = scenarios.past_errors(countries(), 11)
    tried = scenarios.fans_held(errors, 11)
    row = tried.iloc[len(tried) // 2]
    known = errors[errors["year"] + 11 <= row["year"]]["error_points"]
    assert [row["low"], row["high"]] == pytest.approx(np.percentile(known, [5, 95]))
    late = errors["year"] > row["year"] - 11
    spoiled = errors.assign(error_points=errors["error_points"].where(~late | (errors["year"] == row["year"]), 99))
    again = scenarios.fans_held(spoiled, 11)
    same = again[(again["area_code"] == row["area_code"]) & (again["year"] == row["year"])].iloc[0]
    assert (same["low"], same["high"], same["held"]) == (row["low"], row["high"], row["held"])
    none = scenarios.fans_held(errors, 11, least=99)
    assert none.empty and none.columns.tolist() == tried.columns.tolist() == [*errors.columns, "low", "high", "held"]


def test_the_world_gave_the_errors_that_the_chapter_tells():
    areas = hl.load("world_urban_share").query("area_type == 'country_or_area' and status == 'estimate'")
    errors = scenarios.past_errors(areas, 11)
    assert (len(errors), errors["area_code"].nunique()) == (562, 42)
    tried = scenarios.fans_held(errors, 11)
    assert (tried["held"].sum(), len(tried)) == (306, 411)


@pytest.mark.parametrize("wrong", [{"ahead": 0}, {"ahead": 5, "back": 0}])
def test_forecasts_of_no_years_are_refused(wrong):
    with pytest.raises(ValueError, match="at least 1"):
        scenarios.past_errors(countries(1), **wrong)


def test_doubled_years_no_errors_and_a_senseless_coverage_are_refused():
    table = countries(1)
    with pytest.raises(ValueError, match="stands twice"):
        scenarios.past_errors(pd.concat([table, table.tail(1)]), 3)
    path = pd.Series([60.0, 61], index=[2024, 2025])
    with pytest.raises(ValueError):
        scenarios.error_fan(table, path, smallest=1e12)
    with pytest.raises(ValueError):
        scenarios.error_fan(table, path, coverage=100)
    with pytest.raises(ValueError):
        scenarios.fans_held(pd.DataFrame({"area_code": ["a"], "year": [2000], "error_points": [np.nan]}), 11)
    with pytest.raises(ValueError, match="at least 1"):
        scenarios.fans_held(pd.DataFrame({"area_code": ["a"], "year": [2000], "error_points": [1.0]}), 0)


def test_the_interval_of_the_norm_is_that_of_statsmodels():
    statsmodels = pytest.importorskip("statsmodels.api")
    random = np.random.default_rng(3)
    share = random.uniform(10, 90, 30)
    difference = 3 - 0.02 * share + random.standard_normal(30)
    found = scenarios.norm_interval(share, difference, [20, 60], coverage=90)
    model = statsmodels.OLS(difference, statsmodels.add_constant(share)).fit()
    frame = model.get_prediction(statsmodels.add_constant(np.array([20.0, 60.0]))).summary_frame(alpha=0.1)
    assert found.to_numpy() == pytest.approx(frame[["obs_ci_lower", "mean", "obs_ci_upper"]].to_numpy())
    with pytest.raises(ValueError):
        scenarios.norm_interval(share, difference, [20], coverage=100)
