"""Every figure is legible from the last row, and nothing on it is cut off."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.text import Text

from henan_lib.figures import show
from henan_lib.publish.export import run_chapter

from .chapters import PATHS

SMALLEST_POINTS, LARGEST_INCHES, SLACK = 11, (8.4, 4.7), 2


def small_texts(figure):
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [f"{text.get_text()!r} in {text.get_fontsize()} points" for text in texts if text.get_fontsize() < SMALLEST_POINTS]


def cut_off(figure):
    """Texts and axes with their drawn ticks that reach beyond the edge of the figure."""
    ticks = {label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for label in axis.get_ticklabels(which="both")}
    texts = [text for text in figure.findobj(Text) if text not in ticks and text.get_visible() and text.get_text().strip()]
    extents = [(text.get_text(), text.get_window_extent()) for text in texts]
    for axes in (axes for axes in figure.axes if axes.axison):
        extents += [(f"axis of {axes.get_title(loc='left')}", axis.get_tightbbox()) for axis in (axes.xaxis, axes.yaxis)]
    edge = figure.bbox.padded(SLACK)
    whole = [
        edge.x0 <= box.x0 and box.x1 <= edge.x1 and edge.y0 <= box.y0 and box.y1 <= edge.y1 if box else True
        for _, box in extents
    ]
    return [name for (name, _), inside in zip(extents, whole) if not inside]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem[:2]}")
def test_texts_are_large_and_whole_and_figures_fit_the_page(path, monkeypatch):
    faults, drawn, finished = [], show.png, show.finish

    def inspect(figure):
        picture = drawn(figure)
        name = figure.get_suptitle()
        faults.extend(f"{name}: {fault}" for fault in [*small_texts(figure), *cut_off(figure)])
        if tuple(figure.get_size_inches()) != LARGEST_INCHES:
            faults.append(f"{name}: {figure.get_size_inches()} inches")
        return picture

    def finish(figure, entry, data, **options):
        written = {text.get_text() for text in figure.findobj(Text)}
        written |= {
            text.get_text() for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for text in axis.get_ticklabels()
        }
        unused = set(entry.get("words", [])) - written
        faults.extend(f"{entry['number']}: declares {word} and does not use it" for word in unused)
        finished(figure, entry, data, **options)

    monkeypatch.setattr(show, "png", inspect)
    monkeypatch.setattr(show, "finish", finish)
    run_chapter(path)
    assert not faults, "\n".join(faults)


def test_the_inspection_finds_small_and_cut_texts():
    figure, axes = plt.subplots()
    axes.text(0.5, 0.5, "tiny", fontsize=8)
    axes.set_xlabel("word " * 60)
    figure.canvas.draw()
    assert any("tiny" in fault for fault in small_texts(figure))
    assert any("word" in fault for fault in cut_off(figure))
