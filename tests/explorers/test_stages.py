"""Every state of an explorer draws what its caption says, and closing it leaves nothing behind."""

import os
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session
from henan_lib.analysis.stages import STAGES, stage
from henan_lib.explorers.stages import StagesPicture

from .conftest import pixels

CODES = sorted(hl.load("world_urban_share").query("area_type == 'country_or_area'")["area_code"].unique())
STATES = st.fixed_dictionaries(
    {
        "year": st.integers(1950, 2050),
        "areas": st.lists(st.sampled_from([*CODES, "world"]), max_size=7, unique=True).map(tuple),
        "thresholds": st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: tuple(sorted(pair))),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES)
def test_any_state_draws_and_its_caption_agrees_with_the_bars(state):
    hl.start("en")
    picture = StagesPicture()
    figure = picture.draw(state)
    counts = [int(bar.get_width()) for bar in picture.bars]
    assert sum(counts) == 233
    caption = picture.caption(state)
    assert all(str(number) in caption for number in (*counts, state["year"], *state["thresholds"]))
    assert len(picture.dots.get_offsets()) == max(1, len(state["areas"]))
    assert list(picture.cursor.get_xdata()) == [state["year"]] * 2
    assert figure.axes[0].get_ylim() == (0, 100)
    picture.close()


def test_counts_are_those_of_a_plain_recomputation():
    picture = StagesPicture()
    shares = hl.load("world_urban_share").query("area_type == 'country_or_area' and year == 2018")["urban_share_pct"]
    expected = [int((stage(shares, 40, 80) == name).sum()) for name in STAGES]
    assert picture.counts_of({"year": 2018, "areas": (), "thresholds": (40, 80)}) == expected


def test_a_frame_over_the_kept_background_equals_a_fresh_drawing():
    hl.start("zh")
    worn, fresh = StagesPicture(), StagesPicture()
    first = {"year": 1950, "areas": ("CHN", "JPN"), "thresholds": (30, 70)}
    last = {"year": 2018, "areas": ("CHN", "JPN"), "thresholds": (40, 80)}
    for year in range(1950, 2018, 7):
        worn.frame({**first, "year": year})
    assert np.array_equal(pixels(worn, last), pixels(fresh, last))
    assert not np.array_equal(pixels(worn, first), pixels(fresh, last))


def test_controls_move_the_picture_and_the_sentence():
    hl.start("en")
    explorer = hl.explore.stages(year=1950)
    before, sentence = explorer.image.value, explorer.status.value
    explorer.controls["year"].value = 2018
    assert explorer.image.value != before and "2018" in explorer.status.value != sentence
    assert 'role="status"' in explorer.status.value
    explorer.controls["areas"].value = ()
    explorer.controls["thresholds"].value = (70, 70)
    explorer.close()


def test_two_explorers_do_not_share_state_and_closing_leaves_no_figure():
    hl.start("en")
    one, other = hl.explore.stages(year=1950), hl.explore.stages(year=2000)
    one.controls["year"].value = 2018
    assert other.state["year"] == 2000 and "2000" in other.status.value
    one.close()
    other.controls["year"].value = 2010
    assert "2010" in other.status.value
    other.close()
    assert plt.get_fignums() == []


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_page_without_a_kernel_gets_a_picture_with_alt_text(edition):
    hl.start(edition)
    explorer = hl.explore.stages()
    data, metadata = explorer._repr_mimebundle_()
    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert metadata["image/png"]["alt"] == data["text/plain"]
    labels = [control.description for control in explorer.controls.values()]
    assert all(labels) and not any("_" in text for text in labels)
    explorer.close()


def test_an_open_explorer_is_not_shown_a_second_time_by_pyplot():
    hl.start("en")
    explorer = hl.explore.stages()
    assert plt.get_fignums() == []
    explorer.close()


@pytest.mark.slow
def test_a_still_has_the_same_bytes_whatever_the_seed_of_hashes():
    code = "import hashlib, henan_lib as hl; hl.start('en'); still = hl.explore.stages().image.value; "
    code += "print(hashlib.sha256(still).hexdigest())"
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
