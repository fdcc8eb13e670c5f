"""The explorer of one province draws the place, the year and the neighbours that its sentence and a recount say."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

import henan_lib as hl
from henan_lib import session, words
from henan_lib.explorers.province import PlacePicture

from .conftest import pixels

TABLE = hl.load("province_annual").dropna(subset="urban_share_pct")
CODES = sorted(TABLE["province_code"].unique())
STATES = st.fixed_dictionaries({"place": st.sampled_from(CODES), "year": st.integers(2005, 2024)})


@pytest.fixture(scope="module")
def picture():
    hl.start("en")
    return PlacePicture()


@settings(max_examples=40, deadline=None)
@given(state=STATES)
def test_any_state_draws_what_its_sentence_and_a_recount_say(picture, state):
    picture.draw(state)
    year, place = state["year"], state["place"]
    shares = TABLE[TABLE["year"] == year].set_index("province_code")["urban_share_pct"]
    rank = 1 + int((shares > shares[place]).sum())
    caption = picture.caption(state)
    assert f"{words.label(place)} {shares[place]:.2f} %, rank {rank} of 31" in caption
    assert ("older edition" in caption) == (year < 2011)
    assert list(picture.dot.get_data()[1]) == [shares[place]] and list(picture.cursor.get_xdata()) == [year] * 2
    own = TABLE[TABLE["province_code"] == place]
    years, drawn = picture.curve.get_data()
    assert drawn[~np.isnan(drawn)].tolist() == own["urban_share_pct"].tolist()
    at = np.flatnonzero(np.isnan(drawn)).tolist()
    assert at == [6] and years[5] == 2010 and years[7] == 2011, "the two editions are not joined"
    near = picture.neighbours(state)
    assert len(near) == 5 and place in near
    widths = [bar.get_width() for bar in picture.bars]
    assert widths == shares[near].tolist() == sorted(widths, reverse=True)
    outside = shares.drop(near)
    assert not outside.between(widths[-1], widths[0], inclusive="neither").any()
    for text, code in zip(picture.names, near):
        written = 1 + int((shares > shares[code]).sum()), words.label(code), f"{shares[code]:.2f}"
        assert text.get_text() == "  ".join(map(str, written))


def test_a_worn_picture_equals_a_fresh_one():
    hl.start("zh")
    worn = PlacePicture()
    for place in CODES[::4]:
        worn.frame({"place": place, "year": 2012})
    for state in ({"place": "540000", "year": 2005}, {"place": "310000", "year": 2024}):
        assert np.array_equal(pixels(worn, state), pixels(PlacePicture(), state))


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_texts_are_large_whole_and_apart_for_every_place(edition):
    hl.start(edition)
    picture = PlacePicture()
    for place in CODES:
        figure = picture.draw({"place": place, "year": 2024})
        texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        assert min(text.get_fontsize() for text in texts) >= 11
        for text in picture.names:
            assert text.get_window_extent().x1 <= figure.bbox.x1
        boxes = [text.get_window_extent() for text in picture.names]
        assert not any(one.overlaps(other) for one, other in zip(boxes, boxes[1:]))


def test_the_code_of_a_view_draws_it_and_a_wrong_place_is_said():
    hl.start("en")
    explorer = hl.explore.province("Sichuan", year=2011)
    explorer.controls["place"].value = "110000"
    assert "Beijing" in explorer.status.value
    explorer.write_code()
    assert explorer.code.value == "hl.explore.view(\"province\", place='110000', year=2011)"
    assert len(eval(explorer.code.value).axes) == 2
    explorer.reset()
    assert explorer.state == {"place": "510000", "year": 2011}
    explorer.close()
    with pytest.raises(ValueError, match="Closest"):
        hl.explore.province("Atlantis")
    with pytest.raises(ValueError, match="province"):
        hl.explore.view("province", area="110000")
    assert plt.get_fignums() == []


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_page_without_a_kernel_gets_a_picture_with_alt_text(edition):
    hl.start(edition)
    explorer = hl.explore.province()
    data, metadata = explorer._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert all(control.description and "_" not in control.description for control in explorer.controls.values())
    explorer.close()
