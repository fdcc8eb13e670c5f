"""Any breaks draw their own broken line, or say why there is none."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

import henan_lib as hl
from henan_lib import session, words
from henan_lib.analysis.breaks import segmented_fit, segmented_search
from henan_lib.explorers.phases import APART, RIGHTMOST, PhasesPicture, apart

from .conftest import pixels

YEAR = st.integers(1979, 2024)
STATES = st.fixed_dictionaries({"breaks": st.integers(1, 3), "break_1": YEAR, "break_2": YEAR, "break_3": YEAR})
FIRST = {"breaks": 2, "break_1": 1984, "break_2": 1994, "break_3": 2019}


@pytest.fixture(scope="module")
def pictures():
    return {edition: PhasesPicture() for edition in session.LANGUAGES}


@pytest.fixture(scope="module")
def since_1978():
    return hl.load("china_population").query("year >= 1978")


@settings(max_examples=60, deadline=None)
@given(STATES, st.sampled_from(session.LANGUAGES))
def test_lines_and_sentence_are_those_of_a_plain_fit(pictures, since_1978, state, edition):
    hl.start(edition)
    picture = pictures[edition]
    picture.draw(state)
    caption = picture.caption(state)
    breaks = [state[f"break_{number}"] for number in range(1, state["breaks"] + 1)]
    assert all(str(year) in caption for year in (*breaks, *picture.best_of(state)))
    pieces = [piece for piece in picture.pieces if len(piece.get_xdata())]
    written = [text.get_text() for text in picture.slopes if text.get_text()]
    if min(np.diff([1978, *breaks, 2025])) < 2:
        assert not pieces and not written and not len(picture.misfit.get_xdata()) and not len(picture.corners.get_xdata())
        assert picture.missing.get_text() == words.message("no_line") and not picture.error.get_text()
        return
    fit = segmented_fit(since_1978["year"], since_1978["urban_share_pct"], breaks)
    assert [piece.get_xdata().tolist() for piece in pieces] == [list(ends) for ends in zip([1978, *breaks], [*breaks, 2025])]
    drawn = [np.diff(piece.get_ydata()).item() / np.diff(piece.get_xdata()).item() for piece in pieces]
    assert drawn == pytest.approx(fit.filter(like="slope").tolist(), abs=1e-7)
    assert [float(text.replace("−", "-")) for text in written] == pytest.approx(drawn, abs=0.0051)
    assert np.sqrt(np.mean(picture.misfit.get_ydata() ** 2)) == pytest.approx(fit["rmse"])
    assert f"{fit['rmse']:.2f}" in caption and f"{fit['rmse']:.2f}" in picture.error.get_text()
    assert all(text in caption for text in written) and not picture.missing.get_text()
    assert np.abs(picture.misfit.get_ydata()).max() < 4.6


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_best_line_is_the_first_of_the_search(pictures, since_1978, count):
    state = FIRST | {"breaks": count}
    pictures["en"].draw(state)
    best = segmented_search(since_1978["year"], since_1978["urban_share_pct"], count=count, shortest=2).iloc[0]
    assert list(pictures["en"].best_of(state)) == best.filter(like="break").tolist()
    assert np.sqrt(np.mean(pictures["en"].best_misfit.get_ydata() ** 2)) == pytest.approx(best["rmse"])


def test_the_best_breaks_are_called_so_in_the_sentence(pictures):
    hl.start("en")
    assert "no other line" in pictures["en"].caption(FIRST | {"break_1": 1996, "break_2": 2019})
    assert "of all lines" in pictures["en"].caption(FIRST)


@pytest.mark.parametrize(
    ("years", "said"),
    [((2000, 1990), "do not follow"), ((1990, 1990), "do not follow"), ((1990, 1991), "shorter"), ((1979, 1990), "shorter")],
)
def test_breaks_that_give_no_line_are_named_and_moving_them_apart_brings_it_back(years, said):
    hl.start("en")
    explorer = hl.explore.phases()
    explorer.controls["break_1"].value, explorer.controls["break_2"].value = years
    assert said in explorer.status.value
    explorer.controls["break_1"].value, explorer.controls["break_2"].value = 1984, 1994
    assert "slopes" in explorer.status.value
    explorer.close()


def test_only_the_sliders_that_count_can_be_moved():
    hl.start("en")
    explorer = hl.explore.phases(breaks=1)
    assert [explorer.controls[f"break_{number}"].disabled for number in (1, 2, 3)] == [False, True, True]
    explorer.controls["breaks"].value = 3
    assert not any(explorer.controls[f"break_{number}"].disabled for number in (1, 2, 3))
    explorer.close()
    assert plt.get_fignums() == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STATES, min_size=2, max_size=5))
def test_a_worn_picture_equals_a_fresh_one(states):
    hl.start("zh")
    worn, fresh = PhasesPicture(), PhasesPicture()
    for state in states:
        seen = pixels(worn, state)
    assert np.array_equal(seen, pixels(fresh, states[-1]))


def test_another_state_is_another_picture(pictures):
    hl.start("en")
    assert pictures["en"].frame(FIRST) != pictures["en"].frame(FIRST | {"break_1": 1985})


@settings(max_examples=25, deadline=None)
@given(STATES, st.sampled_from(session.LANGUAGES))
def test_no_text_is_cut_or_covers_another(pictures, state, edition):
    hl.start(edition)
    figure = pictures[edition].draw(state)
    figure.canvas.draw()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    assert all(text.get_fontsize() >= 11 for text in texts)
    boxes = [text.get_window_extent() for text in pictures[edition].moving if isinstance(text, Text) and text.get_text()]
    assert all(figure.bbox.contains(box.x0, box.y0) and figure.bbox.contains(box.x1, box.y1) for box in boxes)
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])


@given(st.lists(st.floats(1978, 2025), min_size=1, max_size=4).map(sorted))
def test_slopes_stand_apart_and_move_no_further_than_they_must(middles):
    placed = apart(np.array(middles))
    assert (np.diff(placed) >= APART - 1e-9).all() and placed[-1] <= RIGHTMOST
    if len(middles) == 1 or (np.diff(middles) >= APART).all():
        assert placed == pytest.approx(np.minimum(middles, RIGHTMOST - APART * np.arange(len(middles))[::-1]))


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_view_redraws_a_state_and_controls_are_named(edition):
    hl.start(edition)
    explorer = hl.explore.phases()
    assert all(part.description and "_" not in part.description for part in explorer.controls.values())
    explorer.write_code()
    assert explorer.code.value == 'hl.explore.view("phases", breaks=2, break_1=1984, break_2=1994, break_3=2019)'
    explorer.close()
    assert len(hl.explore.view("phases", breaks=3, break_1=1987).axes) == 2
    with pytest.raises(ValueError, match="phases"):
        hl.explore.view("phases", breaks="two")
