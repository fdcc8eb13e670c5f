"""No series is fitted or differenced across a mark of edition, unless the prose beside it says so in both languages."""

import contextlib
import functools
import traceback

import numpy as np
import pandas as pd
import pytest

import henan_lib as hl
from henan_lib.publish.export import run_cells

from .chapters import STEMS, code_cells, read_chapter

# Cells that cross a mark and say it: the cell of prose, the last year before the mark, and what stands there.
SAID = {
    "speed-data": ("speed-read", 1981, ("1981", "1982")),
    "speed-report": ("speed-read", 1981, ("1981", "1982")),
    "speed-search": ("speed-read", 1981, ("1981", "1982")),
    "speed-near": ("speed-read", 1981, ("1981", "1982")),
    "guess-first-break": ("speed-read", 1981, ("1981", "1982")),
    "guess-third-break-error": ("valleys-read", 1981, ("1982",)),
    "valleys-search": ("valleys-read", 1981, ("1982",)),
    "valleys-criterion": ("valleys-read", 1981, ("1982",)),
    # Chapter 5 takes 2010, a year with a census, as the start of the later edition, and says so once.
    "scenario-fan": ("back-test-predict", 2010, ("2005", "2010")),
}
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
    found = [(nation.set_index("year")["urban_share_pct"], [1981])]
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
        if len(given) > 1 and given.index.isin(series.index).all() and np.allclose(series[given.index], given, atol=1e-9)
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


def crossings(stem):
    """Cells of a chapter that fit or take differences across a mark, each with the marks."""
    found = {}

    def record(name, marks):
        if marks:
            found.setdefault(running(stem), set()).update((name, mark) for mark in marks)

    with watched(record):
        run_cells(code_cells(read_chapter(stem, "en")), stem, {})
    return found


@pytest.mark.parametrize("stem", STEMS)
def test_no_series_is_fitted_or_differenced_across_a_mark_that_the_prose_does_not_name(stem):
    silent = []
    for cell_id, crossed in crossings(stem).items():
        prose, allowed, said = SAID.get(cell_id, (None, None, ()))
        for edition in ("zh", "en"):
            words = "".join(cell.source for cell in read_chapter(stem, edition).cells if cell.id == prose)
            silent += [
                f"{edition} {cell_id}: {name} crosses {mark}/{mark + 1}"
                for name, mark in sorted(crossed)
                if mark != allowed or not all(token in words for token in said)
            ]
    assert silent == []


def test_the_watch_sees_a_fit_and_a_difference_that_cross_a_mark():
    seen = []
    nation = hl.load("china_population").query("year >= 1978")
    henan = hl.load("province_annual").query("province_code == '410000' and year >= 2005")
    with watched(lambda name, marks: seen.append((name, marks))):
        hl.analysis.segmented_fit(nation["year"], nation["urban_share_pct"], [1990])
        henan["urban_share_pct"].diff()
        henan.query("year >= 2011")["urban_share_pct"].diff()
    assert seen == [("segmented_fit", [1981]), ("diff", [2009, 2010]), ("diff", [])]
