"""What can be wrong with a finished figure: texts too small or cut off, another size, words declared and not used."""

from matplotlib.text import Text

from henan_lib.datasets.package import load
from henan_lib.words import label, message

SEVERAL_EDITIONS = ("china_urban_share_by_vintage", "henan_annual", "province_gdp")
SMALLEST_POINTS, LARGEST_INCHES, SLACK = 11, (8.4, 4.7), 2


def small_texts(figure):
    """Texts that the last row cannot read."""
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


def unmarked_editions(figure):
    """Source lines that send the reader to editions marked on the figure where none is marked."""
    texts = [text.get_text() for text in figure.findobj(Text) if text.get_text()]
    names = {label(key) for table in SEVERAL_EDITIONS for key in load(table)["vintage"].unique()}
    marked = any(name in text for name in names for text in texts if message("edition_as_marked") not in text)
    return [] if marked else [text for text in texts if message("edition_as_marked") in text]


def faults(figure):
    """All that is wrong with a figure that is finished and drawn."""
    found = [*small_texts(figure), *cut_off(figure), *unmarked_editions(figure)]
    if tuple(figure.get_size_inches()) != LARGEST_INCHES:
        found.append(f"{figure.get_size_inches()} inches")
    return [f"{figure.get_suptitle()}: {fault}" for fault in found]


def unused_words(figure, entry):
    """Words that the catalogue declares for a figure and that do not stand on it before it is translated."""
    written = {text.get_text() for text in figure.findobj(Text)}
    written |= {text.get_text() for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for text in axis.get_ticklabels()}
    return [f"{entry['number']}: declares {word} and does not use it" for word in set(entry.get("words", [])) - written]
