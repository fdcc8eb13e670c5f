"""Drawing functions that have a second caller: each takes a tidy table and axes, and returns the axes."""

from __future__ import annotations

import textwrap

import matplotlib.colors
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns

from ..session import current
from ..words import label
from .layout import layout_map as layout_map
from .layout import layout_roles as layout_roles
from .maps import tile_map as tile_map
from .theme import GREY, INK, PALETTE, STAGE_COLOURS, colours


def stage_bands(axes, low: float = 30, high: float = 70):
    """Tint the three stages between 0 and 100 % behind a figure and name them where lines rarely pass.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with the urban share in percent upwards.
    low, high : float
        Thresholds in percent.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> figure, axes = plt.subplots()
    >>> len(stage_bands(axes).texts)
    3
    """
    corners = [(0.98, 1.5, "right", "bottom"), (0.98, low + 1.5, "right", "bottom"), (0.02, 98.5, "left", "top")]
    for (name, colour), bottom, top, corner in zip(STAGE_COLOURS.items(), (0, low, high), (low, high, 100), corners):
        axes.axhspan(bottom, top, color=colour, alpha=0.08, linewidth=0)
        x, y, ha, va = corner
        axes.annotate(label(name), (x, y), xycoords=("axes fraction", "data"), color=colour, ha=ha, va=va)
    axes.set_ylim(0, 100)
    return axes


def note(axes, text: str, at: tuple[float, float], *, colour: str = "ink", align: str = "left"):
    """Write a word of the course, or any text, at a point of the axes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to write.
    text : str
        A key that the figure declares, which `henan_lib.show` replaces by its label, or a text to stand as it is.
    at : tuple of float
        Point in the units of the axes; on an axis of names, the name.
    colour : str
        Name in `henan_lib.colours`.
    align : {"left", "center", "right"}
        Whether the text begins, is centred, or ends at the point.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> figure, axes = plt.subplots()
    >>> note(axes, "plan_target", at=(0.5, 0.5)).texts[0].get_text()
    'plan_target'
    """
    axes.annotate(text, at, color=colours[colour], ha=align, va="center")
    return axes


def label_points(axes, data, x: str, y: str, name: str, *, side: str = "right"):
    """Write the name of each row beside its point.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes on which the points stand.
    data : pandas.DataFrame
        The rows to name, one point each.
    x, y, name : str
        Its columns.
    side : {"right", "left", "above", "below"}
        Where the name stands.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area_code": ["CHN"], "share": [64], "speed": [1.0]})
    >>> figure, axes = plt.subplots()
    >>> len(label_points(axes, table, "share", "speed", "area_code").texts)
    1
    """
    places = {
        "right": {"xytext": (9, 0), "ha": "left", "va": "center"},
        "left": {"xytext": (-9, 0), "ha": "right", "va": "center"},
        "above": {"xytext": (0, 8), "ha": "center", "va": "bottom"},
        "below": {"xytext": (0, -8), "ha": "center", "va": "top"},
    }
    for point in data[[x, y, name]].itertuples(index=False):
        axes.annotate(label(point[2]), point[:2], textcoords="offset points", **places[side])
    return axes


def highlight(axes, data, x: str, y: str, *, colour: str = "ink"):
    """Draw a hollow ring around the point of each row.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes on which the points stand.
    data : pandas.DataFrame
        The rows to ring.
    x, y : str
        Its columns.
    colour : str
        Name in `henan_lib.colours`.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> figure, axes = plt.subplots()
    >>> len(highlight(axes, pd.DataFrame({"share": [64], "speed": [1]}), "share", "speed").collections)
    1
    """
    axes.scatter(data[x], data[y], s=150, facecolor="none", edgecolor=colours[colour], linewidth=2, zorder=5)
    return axes


def label_bars(axes, digits: int = 1, *, inside: bool = False):
    """Write its value at the end of every bar, or inside it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes on which the bars stand.
    digits : int
        Decimals.
    inside : bool
        In the middle of the bar, in white.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> figure, axes = plt.subplots()
    >>> bars = axes.bar(["a", "b"], [1, 2.25])
    >>> [text.get_text() for text in label_bars(axes, 2).texts]
    ['1.00', '2.25']
    """
    look = {"label_type": "center", "color": "white"} if inside else {"padding": 4}
    for bars in axes.containers:
        axes.bar_label(bars, fmt=f"{{:,.{digits}f}}", **look)
    return axes


def stacked_bars(table, *, horizontal: bool = False, smallest: float | None = None, ax=None):
    """One bar for each row of a table, its columns one on the other in their colours of the course.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows by their index, the parts of a bar in its columns; names of columns that have no colour in
        `henan_lib.colours` take those of the palette in turn.
    horizontal : bool
        Bars to the right, the first row on top.
    smallest : float, optional
        Write into each part that is at least so large its value, without decimals; by default none.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> parts = pd.DataFrame({"agrees": [3, 5], "conflicts": [1, 0]}, index=["a", "b"])
    >>> [text.get_text() for text in stacked_bars(parts, smallest=1).texts if text.get_text()]
    ['3', '5', '1']
    """
    ax = ax or plt.subplots()[1]
    palette = [colours.get(name, PALETTE[place % len(PALETTE)]) for place, name in enumerate(table.columns)]
    table.plot(kind="barh" if horizontal else "bar", stacked=True, width=0.82, rot=0, color=palette, ax=ax)
    if horizontal:
        ax.invert_yaxis()
    if smallest is not None:
        for bars, ink in zip(ax.containers, map(_ink_on, palette)):
            shown = [f"{value:.0f}" if value >= smallest else "" for value in bars.datavalues]
            ax.bar_label(bars, shown, label_type="center", color=ink)
    return ax


def _ink_on(colour: str) -> str:
    """White on dark colours, black on light ones."""
    red, green, blue = matplotlib.colors.to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.6 else "black"


def label_ends(axes, data, x: str, y: str, name: str, *, gap: float | None = None, palette=None):
    """Write each line's key at its right end, moved apart so that no two overlap.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes on which the lines stand, in the order in which `data` names them.
    data : pandas.DataFrame
        Tidy table of the lines.
    x, y, name : str
        Its columns.
    gap : float, optional
        Smallest distance of two labels as a share of the height of the axes; by default one line of text
        where the axes fill their figure.
    palette : dict, optional
        Colour of each name, `henan_lib.colours` for example; by default the theme's, in the order of `data`.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"year": [1, 2, 1, 2], "share": [1, 5, 1, 5], "area_code": list("aabb")})
    >>> figure, axes = plt.subplots()
    >>> len(label_ends(axes, table, "year", "share", "area_code").texts)
    2
    """
    names = list(dict.fromkeys(data[name]))
    ends = data.sort_values(x).groupby(name, sort=False).last()[y]
    bottom, top = axes.get_ylim()
    line = 0.0235 * plt.rcParams["font.size"] / axes.figure.get_figheight()
    step = (gap or line) * abs(top - bottom)
    order = sorted(names, key=lambda key: ends[key])
    heights: list[float] = []
    for key in order:
        heights.append(max(ends[key], heights[-1] + step) if heights else ends[key])
    excess = max(0, heights[-1] - max(ends)) / 2
    palette = palette or dict(zip(names, sns.color_palette(n_colors=len(names))))
    for key, height in zip(order, heights):
        axes.annotate(
            label(key),
            (data[x].max(), height - excess),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=palette[key],
            annotation_clip=False,
        )
    return axes


def urban_share_lines(data, *, ax=None):
    """Lines of the urban share by year, projections dashed, each named at its end.

    Parameters
    ----------
    data : pandas.DataFrame
        Columns ``area_code``, ``year``, ``urban_share_pct``, ``status``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import henan_lib as hl
    >>> table = hl.load("world_urban_share").query("area_code == 'world'")
    >>> urban_share_lines(table).get_ylabel()
    'urban_share_pct'
    """
    ax = ax or plt.subplots()[1]
    names = list(dict.fromkeys(data["area_code"]))
    palette = dict(zip(names, sns.color_palette(n_colors=len(names))))
    common = {"x": "year", "y": "urban_share_pct", "hue": "area_code", "palette": palette, "legend": False, "estimator": None}
    last = data.loc[data["status"] != "projection", "year"].max()
    sns.lineplot(data[data["year"] >= last], ax=ax, linestyle=(0, (2, 2)), linewidth=1.6, **common)
    sns.lineplot(data[data["year"] <= last], ax=ax, linewidth=2.2, **common)
    label_ends(ax, data, "year", "urban_share_pct", "area_code")
    return ax


def dumbbells(data, left: str, right: str, name: str, *, ax=None):
    """Two values of each row joined by a bar, the first hollow, the second full.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per dumbbell, drawn from the top.
    left, right, name : str
        Columns of the hollow value, of the full value, and of the row's key.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> dumbbells(pd.DataFrame({"a": [1], "b": [2], "row": ["x"]}), "a", "b", "row").get_xlabel()
    ''
    """
    ax = ax or plt.subplots()[1]
    heights = np.arange(len(data))[::-1]
    ax.hlines(heights, data[left], data[right], color="#BBBBBB", linewidth=4, zorder=1)
    ax.scatter(data[left], heights, s=70, facecolor="white", edgecolor=PALETTE[1], linewidth=2, zorder=3)
    ax.scatter(data[right], heights, s=70, color=PALETTE[0], zorder=2)
    ax.set_yticks(heights, labels=list(data[name]))
    ax.grid(axis="y", visible=False)
    for key, column, colour in ((left, left, PALETTE[1]), (right, right, PALETTE[0])):
        other = data[right if column == left else left].iloc[0]
        side = -1 if data[column].iloc[0] < other else 1
        ax.annotate(
            key,
            (data[column].iloc[0], heights[0]),
            xytext=(side * 8, 12),
            textcoords="offset points",
            ha="right" if side < 0 else "left",
            color=colour,
        )
    ax.set_ylim(-0.6, len(data) - 0.1)
    return ax


def argument_map(columns, links, *, ax=None):
    """Boxes in columns from left to right: the first column in reading order, the last two joined by links.

    Parameters
    ----------
    columns : list of pandas.DataFrame
        One table per column of boxes, each with ``id`` (section) and ``label``.
    links : pandas.DataFrame
        Columns ``problem``, ``measure`` (ids of boxes) and ``measures_linked``, which sets the width of the line.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> boxes = [pd.DataFrame({"id": [name], "label": [name]}) for name in "abc"]
    >>> links = pd.DataFrame({"problem": ["b"], "measure": ["c"], "measures_linked": [3]})
    >>> len(argument_map(boxes, links).texts)
    3
    """
    ax = ax or plt.subplots()[1]
    place = {}
    for side, boxes in enumerate(columns):
        for height, box in zip(np.linspace(1, 0, len(boxes)), boxes.itertuples()):
            place[box.id] = (side, height)
            ax.annotate(
                textwrap.fill(f"§{box.id} {box.label}", 13 if current() == "zh" else 24),
                (side, height),
                ha="center",
                va="center",
                color=INK,
                bbox={"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": PALETTE[side], "linewidth": 1.5},
            )
    for box, after in zip(columns[0]["id"], columns[0]["id"][1:]):
        ax.annotate("", place[after], place[box], arrowprops={"arrowstyle": "->", "color": GREY}, zorder=0)
    for link in links.itertuples():
        (x0, y0), (x1, y1) = place[link.problem], place[link.measure]
        ax.plot([x0, x1], [y0, y1], color=GREY, linewidth=link.measures_linked / 4, alpha=0.6, zorder=0)
    ax.set(xlim=(-0.45, len(columns) - 0.55), ylim=(-0.09, 1.09))
    ax.axis("off")
    return ax


def measure_tree(branches, *, longest=None, ax=None):
    """One column of a tree: each focus with its headings below it, and a pale bar as long as it has measures.

    Parameters
    ----------
    branches : pandas.DataFrame
        Columns ``id``, ``level`` (1 for a focus, 2 for a heading), ``label`` and ``measures``, in reading order.
    longest : int, optional
        Measures of the longest bar, so that two columns share a scale; by default the most under a heading.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given. Axes that share their height keep the larger.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"id": ["3.1", "3.1.1"], "level": [1, 2], "label": ["a", "b"], "measures": [5, 4]})
    >>> [text.get_text() for text in measure_tree(table).texts]
    ['§3.1 a\xa0·\xa05', '§3.1.1 b\xa0·\xa04']
    """
    ax = ax or plt.subplots()[1]
    longest = longest or branches.loc[branches["level"] == 2, "measures"].max()
    height = trunk = 0.0
    for branch in branches.itertuples():
        text = textwrap.fill(f"§{branch.id} {branch.label}\u00a0·\u00a0{branch.measures}", 22 if current() == "zh" else 44)
        lines = text.count("\n") + 1
        middle = height + lines / 2
        if branch.level == 1:
            trunk = height + lines
            ax.annotate(text, (0, middle), va="center", color=PALETTE[1])
        else:
            ax.barh(middle, 0.9 * branch.measures / longest, lines * 0.86, left=0.06, color=PALETTE[0], alpha=0.18)
            ax.plot([0.02, 0.02, 0.06], [trunk, middle, middle], color=GREY, linewidth=1.2)
            ax.annotate(text, (0.075, middle), va="center", color=INK)
        height += lines
    ax.set(xlim=(0, 1), ylim=(max(height, ax.get_ylim()[0]), 0))
    ax.axis("off")
    return ax


def line_with_gaps(axes, data, x: str, y: str, *, colour: str = "blue", name: str | None = None):
    """Points by year, joined where one year follows the other: a missing year or value leaves a gap.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its years become whole numbers.
    data : pandas.DataFrame
        One row per year; without rows nothing is drawn.
    x, y : str
        Its columns of years, whole numbers each of which stands once, and of values.
    colour : str
        Name in `henan_lib.colours`.
    name : str, optional
        Key of the line for a legend.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"year": [2018, 2020, 2021], "share": [52.24, 55.43, 56.45]})
    >>> figure, axes = plt.subplots()
    >>> line_with_gaps(axes, table, "year", "share").lines[0].get_ydata().tolist()
    [52.24, nan, 55.43, 56.45]
    """
    values = data.set_index(x)[y].astype(float)
    years = np.arange(values.index.min(), values.index.max() + 1) if len(values) else []
    axes.plot(years, values.reindex(years), "o-", color=colours[colour], label=name)
    axes.locator_params(axis="x", integer=True)
    return axes
