"""The scenarios drawn are those of the models, and the caption says the numbers drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session
from henan_lib.analysis import growth
from henan_lib.explorers.scenarios import POPULATIONS, ScenariosPicture

from .conftest import pixels

START = {"speed": 0.95, "saturation": 80, "population": "constant", "target": 2035}
STATES = st.fixed_dictionaries(
    {
        "speed": st.integers(0, 50).map(lambda steps: steps / 20),
        "saturation": st.integers(65, 100),
        "population": st.sampled_from(sorted(POPULATIONS)),
        "target": st.integers(2025, 2035),
    }
)


@pytest.fixture(scope="module")
def picture():
    hl.start("en")
    made = ScenariosPicture()
    yield made
    made.close()


@pytest.fixture(scope="module")
def annual():
    rows = hl.load("henan_annual").query("vintage == 'nbs_current' and year >= 2010")
    return rows.pivot(index="year", columns="indicator", values="value")


@settings(max_examples=25, deadline=None)
@given(state=STATES)
def test_any_state_draws_a_plain_recomputation_and_its_caption_says_so(picture, annual, state):
    figure = picture.draw(state)
    share, people, ahead = annual["urban_share"], annual["resident_population"], state["target"] - 2024
    heights = picture.dots.get_offsets()[:, 1]
    assert heights[0] == pytest.approx(share[2024] + state["speed"] * ahead)
    assert heights[1] == pytest.approx(growth.logistic_forecast(share, [state["target"]], state["saturation"]).item())
    assert set(picture.dots.get_offsets()[:, 0]) == {state["target"]} == set(picture.cursor.get_xdata())
    total = {
        "constant": people[2020],
        "trend": people[2024] + (people[2024] - people[2020]) / 4 * ahead,
        "plan": people[2024] + ((55_078_554 + 21e6) / 0.72 - people[2024]) * ahead / 11,
    }[state["population"]]
    widths = [bar.get_width() for bar in picture.bars]
    assert widths == pytest.approx((heights / 100 * total - 55_078_554) / 1e4)
    caption = picture.caption(state)
    for height, width, text in zip(heights, widths, picture.texts):
        assert f"{height:.1f} %" in caption and f"{width / 100:.1f} million" in caption
        assert f"{height:.1f} %, +{width / 100:.1f} million" in text.get_text()
    assert f"{total / 1e6:.2f} million" in caption and caption.startswith(str(state["target"]))
    left, right = figure.axes
    assert left.get_ylim() == (35, 90) and (35 < heights).all() and (heights < 90).all()
    assert right.get_xlim() == (0, 4200) and (0 < np.array(widths)).all() and (np.array(widths) < 4200).all()


def test_un_style_starts_at_the_data_and_stays_below_a_constant_difference(picture, annual):
    share = annual["urban_share"]
    odds = np.log(share / (100 - share))
    steady = growth.growth_difference_path(share[2024], (odds[2024] - odds[2020]) / 4, np.arange(12))
    assert picture.un_style[0] == pytest.approx(share[2024])
    assert (picture.un_style[1:] < steady[1:]).all()


def test_what_is_drawn_ahead_of_the_data_is_dashed_and_the_data_have_no_line(picture):
    lines = picture.draw(START).axes[0].lines
    ahead = [line for line in lines if len(line.get_xdata()) > 2 and max(line.get_xdata()) > 2024]
    assert len(ahead) == 3 and all(line.is_dashed() for line in ahead)
    data = next(line for line in lines if max(line.get_xdata(), default=0) == 2024)
    assert data.get_linestyle() == "None"


def test_the_plan_population_makes_the_increment_and_the_share_hold_together(picture):
    implied = picture.people["plan"][2035]
    assert implied * picture.plans[2035] / 100 - picture.base == pytest.approx(picture.increment)


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_worn_picture_equals_a_fresh_one(edition):
    hl.start(edition)
    worn, fresh = ScenariosPicture(), ScenariosPicture()
    for step in range(12):
        worn.frame({"speed": step / 5, "saturation": 65 + 3 * step, "population": "trend", "target": 2025 + step % 11})
    assert np.array_equal(pixels(worn, START), pixels(fresh, START))
    assert not np.array_equal(pixels(worn, {**START, "speed": 1.0}), pixels(fresh, START))


def visible_texts(figure):
    return [text for axes in figure.axes for text in axes.texts if text.get_text()]


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_no_text_meets_another_or_leaves_its_axes(edition):
    hl.start(edition)
    wide = ScenariosPicture()
    for state in (START, {"speed": 2.5, "saturation": 100, "population": "plan", "target": 2035}):
        figure = wide.draw(state)
        boxes = [text.get_window_extent() for text in visible_texts(figure)]
        assert all(box.x0 >= figure.axes[1].bbox.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
        assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])
    wide.close()


def test_controls_move_the_picture_reset_restores_it_and_closing_leaves_nothing():
    hl.start("en")
    explorer = hl.explore.scenarios()
    first, sentence = explorer.image.value, explorer.status.value
    for name, value in (("speed", 2.0), ("saturation", 65), ("population", "plan"), ("target", 2030)):
        before = explorer.image.value
        explorer.controls[name].value = value
        assert explorer.image.value != before, name
    assert "2030" in explorer.status.value != sentence
    explorer.write_code()
    assert len(eval(explorer.code.value, {"hl": hl}).axes) == 2
    explorer.reset()
    assert explorer.image.value == first and explorer.state == START
    explorer.close()
    assert plt.get_fignums() == []


def test_a_population_that_is_none_of_the_three_is_refused():
    with pytest.raises(ValueError, match="scenarios"):
        hl.explore.view("scenarios", population="doubling")
