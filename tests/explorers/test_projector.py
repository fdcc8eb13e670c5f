"""Every explorer can be shown on a projector: its larger texts are whole in both languages."""

import pytest
from matplotlib.text import Text

import henan_lib as hl
from henan_lib import language


@pytest.mark.parametrize("edition", language.LANGUAGES)
@pytest.mark.parametrize("name", hl.explore.__all__)
def test_no_text_is_cut_on_a_projector(name, edition):
    hl.start(edition, size="projector")
    figure = hl.charts.view(name)
    figure.canvas.draw()
    width, height = figure.bbox.size
    for axes in figure.axes:
        texts = [part for part in axes.get_children() if isinstance(part, Text)]
        if axes.axison:
            for axis in (axes.xaxis, axes.yaxis):
                texts += [axis.label, *axis.get_ticklabels()]
        for text in texts:
            box = text.get_window_extent()
            if text.get_text() and text.get_visible():
                assert -1 <= box.x0 and box.x1 <= width + 1 and -1 <= box.y0 and box.y1 <= height + 1, text.get_text()
