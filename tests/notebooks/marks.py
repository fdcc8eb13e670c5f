"""Marks of edition in the series of urban shares, and a watch over what is fitted or differenced across them."""

import contextlib
import functools
import traceback

import numpy as np
import pandas as pd
import pytest

import henan_lib as hl

WITH_YEARS = [
    "segmented_fit",
    "segmented_search",
    "fit_logistic",
    "saturation_profile",
    "logistic_forecast",
    "simple_forecasts",
]


@functools.cache
def series_with_marks():
    """Series of urban shares that change their source or edition on the way: values by year, last years before a mark."""
    nation = hl.load("china_population").dropna(subset=["urban_share_pct"])
    found = [(nation.set_index("year")["urban_share_pct"], [1981, 2010])]
    annual = hl.load("province_annual").dropna(subset=["urban_share_pct"])
    for _, rows in annual.groupby("province_code"):
        found.append((rows.set_index("year")["urban_share_pct"], [2009, 2010]))
    return found


def crossed_by_years(years, values):
    """Marks that lie inside a series given with its years."""
    try:
        given = pd.Series(np.asarray(values, float), np.asarray(years, int))
    except (TypeError, ValueError):
        return []
    return [
        mark
        for series, marks in series_with_marks()
        if len(given) > 1 and abs(series.get(given.index[0], np.nan) - given.iloc[0]) <= 1e-9
        if given.index.isin(series.index).all() and np.allclose(series[given.index], given, atol=1e-9)
        for mark in marks
        if given.index.min() <= mark < given.index.max()
    ]


def crossed_by_values(values):
    """Marks between two neighbours of a series given without its years."""
    values = np.asarray(values, float)
    return [
        mark
        for series, marks in series_with_marks()
        for mark in marks
        if mark in series.index and mark + 1 in series.index
        if ((values[:-1] == series[mark]) & (values[1:] == series[mark + 1])).any()
    ]


@contextlib.contextmanager
def watched(record):
    """While this lasts, fits and differences hand the marks that they cross to `record`."""
    patch = pytest.MonkeyPatch()

    def fit(name):
        own = getattr(hl.analysis, name)

        @functools.wraps(own)
        def watching(*arguments, **options):
            if len(arguments) > 1:
                record(name, crossed_by_years(*arguments[:2]))
            return own(*arguments, **options)

        patch.setattr(hl.analysis, name, watching)

    difference, by_group = pd.Series.diff, pd.core.groupby.SeriesGroupBy.diff

    def diff(self, *arguments, **options):
        record("diff", crossed_by_values(self) if pd.api.types.is_numeric_dtype(self) else [])
        return difference(self, *arguments, **options)

    def diff_of_groups(self, *arguments, **options):
        for _, part in self:
            record("diff", crossed_by_values(part) if pd.api.types.is_numeric_dtype(part) else [])
        return by_group(self, *arguments, **options)

    with contextlib.ExitStack() as stack:
        stack.callback(patch.undo)
        for name in WITH_YEARS:
            fit(name)
        patch.setattr(pd.Series, "diff", diff)
        patch.setattr(pd.core.groupby.SeriesGroupBy, "diff", diff_of_groups)
        yield


def running(stem):
    """Id of the cell of a chapter that is running now."""
    files = (frame.f_code.co_filename for frame, _ in traceback.walk_stack(None))
    return next(name.removeprefix(f"{stem}, ") for name in files if name.startswith(f"{stem}, "))
