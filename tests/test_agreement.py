"""Cohen's kappa against statsmodels, and what it must be by its definition."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

import henan_lib as hl
from henan_lib.analysis import cohen_kappa

CODES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=60)


def of_statsmodels(first, second):
    both = sorted({*first, *second})
    table = pd.crosstab(pd.Series(list(first)), pd.Series(list(second))).reindex(index=both, columns=both, fill_value=0)
    return cohens_kappa(table.to_numpy(), return_results=False)


@pytest.mark.thorough
@given(CODES)
def test_kappa_is_that_of_statsmodels(pairs):
    first, second = zip(*pairs)
    assume(len({*first, *second}) > 1)
    assert cohen_kappa(first, second) == pytest.approx(of_statsmodels(first, second), abs=1e-12)
    assert cohen_kappa(first, second) == pytest.approx(cohen_kappa(second, first), abs=1e-12)


def test_kappa_of_the_coded_measures_is_that_of_statsmodels():
    for _, rows in hl.load("measure_coding").groupby("dimension"):
        first, second = rows["first_coding"], rows["second_coding"]
        assert cohen_kappa(first, second) == pytest.approx(of_statsmodels(first, second), abs=1e-12)


def test_full_agreement_is_one_and_rows_in_another_order_change_nothing():
    order = np.random.default_rng(0).permutation(6)
    first, second = pd.Series(list("aabbcc")), pd.Series(list("aabbca"))
    assert cohen_kappa(first, first) == 1
    assert cohen_kappa(first[order], second[order]) == pytest.approx(cohen_kappa(first, second))


@pytest.mark.parametrize(
    "first, second, told",
    [("ab", "abb", "first 2, second 3"), ([1, None], [1, 0], "first"), ("aa", "aa", "one and the same code")],
)
def test_codings_that_cannot_be_compared_are_refused(first, second, told):
    hl.start("en")
    with pytest.raises(ValueError, match=told):
        cohen_kappa(first, second)
