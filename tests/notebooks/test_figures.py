"""Every figure is legible from the last row, and nothing on it is cut off."""

import matplotlib.pyplot as plt
import pytest

from henan_lib.words import label, message

from .chapters import STEMS, ran
from .figures import cut_off, small_texts, unmarked_editions


@pytest.mark.parametrize("edition", ["zh", "en"])
@pytest.mark.parametrize("stem", STEMS)
def test_texts_are_large_and_whole_and_figures_fit_the_page(stem, edition):
    assert not ran(stem, edition).faults, "\n".join(ran(stem, edition).faults)


def test_the_inspection_finds_small_and_cut_texts():
    figure, axes = plt.subplots()
    axes.text(0.5, 0.5, "tiny", fontsize=8)
    axes.set_xlabel("word " * 60)
    figure.canvas.draw()
    assert any("tiny" in fault for fault in small_texts(figure))
    assert any("word" in fault for fault in cut_off(figure))


def test_a_source_line_that_speaks_of_marks_needs_one():
    figure, axes = plt.subplots()
    figure.supxlabel(f"Sources: {message('edition_as_marked')}")
    assert unmarked_editions(figure)
    axes.plot([1], [1], label=label("nbs_current"))
    axes.legend()
    assert not unmarked_editions(figure)
