"""Our short formulas against the libraries of the field, on the course's data and on random numbers."""

from itertools import combinations

import lazy_loader
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib.analysis import growth, regional
from henan_lib.analysis.breaks import segmented_fit, segmented_search

# Only the process that runs these tests imports the libraries of the field.
esda, inequality, libpysal = map(lazy_loader.load, ("esda", "inequality", "libpysal"))
sm = lazy_loader.load("statsmodels.api", suppress_warning=True)

pytestmark = pytest.mark.filterwarnings("ignore:The Logit link", "ignore:Perfect separation")

PERMUTATIONS = 9999
PEOPLE = 10_000  # one unit of weight, so that a library without weights can repeat each value as often

examples = settings(max_examples=50)
crowds = st.lists(st.tuples(st.floats(1, 99), st.integers(1, 30), st.integers(0, 3)), min_size=2, max_size=15)
eighteen = st.lists(st.floats(1, 99), min_size=18, max_size=18, unique=True)


def census(column, year=2020):
    return hl.load("prefecture_census").query("year == @year").set_index("unit_code")[column].dropna()


def national(first=1978, last=2022):
    return hl.load("china_population").query("@first <= year <= @last").set_index("year")["urban_share_pct"].dropna()


def neighbours(units):
    """Henan's borders as the library wants them, in the order of `units`."""
    pairs = hl.load("henan_adjacency").to_numpy().tolist()
    touching = {unit: [other for pair in pairs if unit in pair for other in pair if other != unit] for unit in units}
    weights = libpysal.weights.W(touching, id_order=list(units), silence_warnings=True)
    weights.transform = "r"
    return weights


def same_theil(values, weights, groups):
    repeated, partition = np.repeat(values, weights), np.repeat(groups, weights)
    library = inequality.theil.TheilD(repeated, partition)
    ours = regional.theil(values, weights, groups)
    assert ours["total"] == pytest.approx(inequality.theil.Theil(repeated).T, abs=1e-9)
    assert ours["between"] == pytest.approx(library.bg.item(), abs=1e-9)
    assert ours["within"] == pytest.approx(library.wg.item(), abs=1e-9)


@examples
@given(crowds)
def test_theil_is_that_of_inequality(table):
    same_theil(*map(np.array, zip(*table)))


@pytest.mark.parametrize("year", [2010, 2020])
def test_theil_of_henan_is_that_of_inequality(year):
    share = census("urban_share_pct", year)
    weights = (census("population", year)[share.index] / PEOPLE).round().astype(int)
    same_theil(share.to_numpy(), weights.to_numpy(), (share.index < "411000").astype(int))


@pytest.mark.thorough
@examples
@given(eighteen)
def test_neighbour_means_and_moran_are_those_of_pysal(values):
    series = pd.Series(values, census("urban_share_pct").index)
    pairs, weights = hl.load("henan_adjacency"), neighbours(series.index)
    assert regional.neighbour_mean(series, pairs).to_numpy() == pytest.approx(
        libpysal.weights.lag_spatial(weights, series.to_numpy())
    )
    ours, library = regional.moran(series, pairs, permutations=1), esda.Moran(values, weights, permutations=0)
    assert ours["moran_i"] == pytest.approx(library.I, abs=1e-9)
    assert ours["expected"] == pytest.approx(library.EI)


@pytest.mark.parametrize("year", [2010, 2020])
@pytest.mark.parametrize("shuffled", [False, True])
def test_the_permutation_test_is_that_of_esda(year, shuffled):
    share = census("urban_share_pct", year)
    if shuffled:
        share = pd.Series(np.random.default_rng(3).permutation(share), share.index)
    np.random.seed(1)
    library = esda.Moran(share, neighbours(share.index), permutations=PERMUTATIONS)
    expected = (1 + (library.sim >= library.I - 1e-12).sum()) / (1 + PERMUTATIONS)
    ours = regional.moran(share, hl.load("henan_adjacency"), PERMUTATIONS, seed=2)["p_value"]
    assert ours == pytest.approx(expected, abs=4 * np.sqrt(2 * expected * (1 - expected) / PERMUTATIONS))
    assert library.p_sim == pytest.approx(min(expected, 1 - expected), abs=2 / PERMUTATIONS)


def same_line(start, end):
    library = sm.OLS(end - start, sm.add_constant(start)).fit()
    ours = regional.beta_convergence(start, end)
    assert ours[["intercept", "slope"]].tolist() == pytest.approx(library.params.tolist(), rel=1e-6, abs=1e-6)
    assert ours["r_squared"] == pytest.approx(library.rsquared, abs=1e-6)
    assert ours[["slope_low", "slope_high"]].tolist() == pytest.approx(library.conf_int()[1].tolist(), rel=1e-5, abs=1e-5)


@examples
@given(eighteen.filter(lambda values: np.std(values) > 1), eighteen.filter(lambda values: np.std(values) > 1))
def test_beta_convergence_is_least_squares_of_statsmodels(start, end):
    start, end = np.array(start), np.array(end)
    if np.std(end - start) > 1e-3:
        same_line(start, end)


def test_beta_convergence_of_henan_is_least_squares_of_statsmodels():
    same_line(census("urban_share_pct", 2010).to_numpy(), census("urban_share_pct", 2020).to_numpy())


def hinges(years, breaks):
    return np.column_stack([np.ones(len(years)), years, *(np.maximum(years - one, 0) for one in breaks)])


def same_broken_line(years, share, breaks):
    library = sm.OLS(share, hinges(years - years[0], np.array(breaks) - years[0])).fit()
    ours = segmented_fit(years, share, breaks)
    assert ours.filter(like="slope").tolist() == pytest.approx(np.cumsum(library.params[1:]).tolist(), rel=1e-6, abs=1e-6)
    assert ours["rmse"] == pytest.approx(np.sqrt(library.ssr / len(years)), rel=1e-6, abs=1e-9)


@examples
@given(eighteen, st.sets(st.integers(2001, 2016), max_size=3))
def test_a_broken_line_is_least_squares_of_statsmodels(share, breaks):
    same_broken_line(np.arange(2000, 2018), np.array(share), sorted(breaks))


@pytest.mark.parametrize("breaks", [[], [1995], [1996, 2011], [1984, 1996, 2011]])
def test_broken_lines_of_the_nation_are_least_squares_of_statsmodels(breaks):
    share = national()
    same_broken_line(share.index.to_numpy(), share.to_numpy(), breaks)


def test_the_search_finds_the_best_of_all_fits_of_statsmodels():
    share = national()
    years = share.index.to_numpy() - share.index[0]
    allowed = [pair for pair in combinations(years[1:-1], 2) if min(np.diff([years[0], *pair, years[-1]])) >= 8]
    errors = {pair: sm.OLS(share.to_numpy(), hinges(years, pair)).fit().ssr for pair in allowed}
    best = min(errors, key=errors.get)
    found = segmented_search(share.index, share, count=2, shortest=8)
    assert len(found) == len(allowed)
    assert (found.loc[0, ["break_1", "break_2"]] - share.index[0]).tolist() == list(best)
    assert found.loc[0, "rmse"] == pytest.approx(np.sqrt(errors[best] / len(years)))


def same_logistic(years, share, saturation):
    """Least squares on the curve is a generalized linear model: normal errors, logit link."""
    centre = np.mean(years)
    family = sm.families.Gaussian(sm.families.links.Logit(), check_link=False)
    library = sm.GLM(share / saturation, sm.add_constant(years - centre), family=family).fit(maxiter=500, tol=1e-12)
    ours = growth.fit_logistic(years, share, saturation)
    intercept, rate = library.params
    assert ours["rate"] == pytest.approx(rate, rel=1e-4)
    assert ours["midpoint"] == pytest.approx(centre - intercept / rate, abs=0.05)
    assert ours["rmse"] == pytest.approx(saturation * np.sqrt(np.mean(library.resid_response**2)), rel=1e-6)


@pytest.mark.parametrize("saturation", [70, 80, 100])
@pytest.mark.parametrize("last", [2000, 2022])
def test_the_logistic_of_the_nation_is_the_generalized_linear_model_of_statsmodels(saturation, last):
    share = national(last=last)
    same_logistic(share.index.to_numpy(), share.to_numpy(), saturation)


@examples
@given(st.floats(0.02, 0.1), st.floats(1960, 2010), st.lists(st.floats(-1, 1), min_size=15, max_size=15))
def test_a_noisy_logistic_is_the_generalized_linear_model_of_statsmodels(rate, midpoint, noise):
    years = np.arange(1950, 2021, 5)
    share = np.clip(growth.logistic(years, 90, rate, midpoint) + noise, 0.5, 89.5)
    same_logistic(years, share, 90)
