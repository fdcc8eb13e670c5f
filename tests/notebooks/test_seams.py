"""No series is fitted or differenced across a mark of edition, unless the prose beside it says so in both languages."""

import matplotlib.pyplot as plt
import pytest

import henan_lib as hl
from henan_lib.exercises.answers import register

from .chapters import STEMS, ran, read_chapter
from .marks import watched

# Cells that cross marks and say it: the cell of prose that names both and tells what is left of the result without them.
MARKS = {1981: "1981/82", 2010: "2010/11"}
SAID = {
    "speed-data": "speed-read",
    "speed-report": "speed-read",
    "speed-search": "speed-read",
    "speed-near": "speed-read",
    "guess-third-break-error": "valleys-read",
    "guess-breaks-to-2025": "speed-read",
    "valleys-search": "valleys-read",
    "valleys-more": "valleys-read",
    "valleys-criterion": "valleys-read",
}


@pytest.mark.parametrize("stem", STEMS)
def test_no_series_is_fitted_or_differenced_across_a_mark_that_the_prose_does_not_name(stem):
    silent = []
    for cell_id, crossed in ran(stem, "en").crossings.items():
        for edition in ("zh", "en"):
            words = "".join(cell.source for cell in read_chapter(stem, edition).cells if cell.id == SAID.get(cell_id))
            silent += [
                f"{edition} {cell_id}: {name} crosses {mark}/{mark + 1}"
                for name, mark in sorted(crossed)
                if mark not in MARKS or MARKS[mark] not in words
            ]
    assert silent == []


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem.startswith("02")])
def test_every_permit_is_needed(stem):
    crossing = set(ran(stem, "en").crossings)
    assert {cell_id for cell_id in SAID if not cell_id.startswith("guess-")} <= crossing


def test_the_watch_sees_a_fit_and_a_difference_that_cross_a_mark():
    seen = []
    nation = hl.load("china_population").query("year >= 1978")
    henan = hl.load("province_annual").query("province_code == '410000' and year >= 2005")
    with watched(lambda name, marks: seen.append((name, marks))):
        hl.analysis.segmented_fit(nation["year"], nation["urban_share_pct"], [1990])
        henan["urban_share_pct"].diff()
        henan.query("year >= 2011")["urban_share_pct"].diff()
    assert seen == [("segmented_fit", [1981, 2010]), ("diff", [2009, 2010]), ("diff", [])]


@pytest.mark.thorough
def test_no_solution_of_an_exercise_fits_or_differences_across_a_mark():
    seen = []
    for number, solve in register.SOLUTIONS.items():
        with watched(lambda name, marks, number=number: seen.extend((number, name, mark) for mark in marks)):
            solve()
        plt.close("all")
    assert len(register.SOLUTIONS) > 60 and seen == []
