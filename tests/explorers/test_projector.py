"""On a projector every explorer is the same picture enlarged, and none of its texts is cut, in either language."""

import pytest

import henan_lib as hl
from henan_lib import session

from ..notebooks.test_figures import cut_off, small_texts


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("name", hl.explore.EXPLORERS)
def test_a_projector_shows_the_same_picture_enlarged(name, edition):
    sizes = {}
    for size in ("screen", "projector"):
        hl.start(edition, size=size)
        figure = hl.explore.view(name)
        figure.canvas.draw()
        sizes[size] = figure.bbox.size
        assert not cut_off(figure) and not small_texts(figure)
    assert tuple(sizes["projector"] / sizes["screen"]) == pytest.approx((14 / 11, 14 / 11), rel=0.01)
