"""Drawing functions that have a second caller: each takes a tidy table and axes, and returns the axes."""

from __future__ import annotations

import textwrap

import matplotlib.colors
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..datasets.package import load
from ..session import current
from ..words import label
from .layout import layout_map as layout_map
from .layout import layout_roles as layout_roles
from .maps import tile_map as tile_map
from .theme import GREY, INK, PALETTE, STAGE_COLOURS, colours

LEADING_UP = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.3"]  # sections that lead up to the problems


def stage_bands(axes, low: float = 30, high: float = 70) -> Axes:
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


def note(axes, text: str, at: tuple[float, float], *, colour: str = "ink", align: str = "left") -> Axes:
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


def label_points(axes, data, x: str, y: str, name: str, *, side: str = "right") -> Axes:
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


def highlight(axes, data, x: str, y: str, *, colour: str = "ink") -> Axes:
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
    axes.scatter(data[x], data[y], s=110, facecolor="none", edgecolor=colours[colour], linewidth=2, zorder=5)
    return axes


def label_bars(axes, digits: int = 1, *, inside: bool = False) -> Axes:
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


def stacked_bars(table, *, horizontal: bool = False, smallest: float | None = None, legend: bool = True, ax=None) -> Axes:
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
    legend : bool
        Whether to name the columns in a legend.
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
    table.plot(kind="barh" if horizontal else "bar", stacked=True, width=0.82, rot=0, color=palette, legend=legend, ax=ax)
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


def label_ends(axes, data, x: str, y: str, name: str, *, gap: float | None = None, palette=None) -> Axes:
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


def urban_share_lines(data, *, ax=None) -> Axes:
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


def dumbbells(data, left: str, right: str, name: str | list[str], *, ax=None) -> Axes:
    """Two values of each row joined by a bar, the first hollow, the second full.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per dumbbell, drawn from the top.
    left, right : str
        Columns of the hollow value and of the full value.
    name : str or list of str
        Column of the row's key; of several columns the labels are joined.
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
    names = data[name] if isinstance(name, str) else data[name].map(label).agg(" ".join, axis="columns")
    ax.set_yticks(heights, labels=list(names))
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


def argument_map(links, *, ax=None) -> Axes:
    """The report's argument in three columns of boxes: its sections in reading order, Henan's problems, the six focuses.

    Parameters
    ----------
    links : pandas.DataFrame
        Columns ``problem``, ``measure`` (sections of a problem and of a focus) and ``measures_linked``, which sets the
        width of the line between the two, as `henan_lib.measures_per_problem` gives them.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> links = pd.DataFrame({"problem": ["2.2.5"], "measure": ["3.3"], "measures_linked": [3]})
    >>> len(argument_map(links).lines)
    1
    """
    ax = ax or plt.subplots()[1]
    outline = load("outline").rename(columns={"section": "id", "title": "label"})
    columns = [
        outline[outline["id"].isin(LEADING_UP)],
        load("problems").query("scope == 'henan' and id.str.len() == 5"),
        load("strategy_tree").query("kind == 'focus'"),
    ]
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
    for box, after in zip(LEADING_UP, LEADING_UP[1:]):
        ax.annotate("", place[after], place[box], arrowprops={"arrowstyle": "->", "color": GREY}, zorder=0)
    for link in links.itertuples():
        (x0, y0), (x1, y1) = place[link.problem], place[link.measure]
        ax.plot([x0, x1], [y0, y1], color=GREY, linewidth=link.measures_linked / 4, alpha=0.6, zorder=0)
    ax.set(xlim=(-0.45, len(columns) - 0.55), ylim=(-0.09, 1.09))
    ax.axis("off")
    return ax


def measure_tree(branches, *, longest=None, ax=None) -> Axes:
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


def censored_bars(data, length: str, name: str, completed: str, *, ax=None) -> Axes:
    """A bar for the length of each spell: full where the spell is over, hollow and with "+" where it goes on.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per spell, drawn from the top.
    length, name, completed : str
        Columns of the length, of the row's key, and of whether the spell is over.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> spells = pd.DataFrame({"area_code": ["KOR", "CHN"], "years": [25, 24], "over": [True, False]})
    >>> [text.get_text() for text in censored_bars(spells, "years", "area_code", "over").texts]
    ['25', '24 +']
    """
    ax = ax or plt.subplots()[1]
    fill = [PALETTE[0] if over else "none" for over in data[completed]]
    bars = ax.barh(data[name], data[length], color=fill, edgecolor=PALETTE[0])
    ax.bar_label(bars, [f"{years:.0f}{'' if over else ' +'}" for years, over in zip(data[length], data[completed])], padding=4)
    ax.invert_yaxis()
    return ax


def distances(data, *, ax=None) -> Axes:
    """How far recomputed numbers lie from the printed ones, in last digits, with a band for what the printed one can mean.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per number, drawn from the top: ``place`` (its name), ``distance_digits`` and the ends ``low`` and ``high``
        of the recomputed number, all less the printed one in units of its last digit, and ``verdict``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes
        With a scale that is even near zero and logarithmic beyond.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"place": "a", "distance_digits": 16, "low": 15, "high": 17, "verdict": "conflicts"}
    >>> [text.get_text() for text in distances(pd.DataFrame([row])).get_xticklabels()]
    ['-1', '0', '1', '10']
    """
    ax = ax or plt.subplots()[1]
    ax.axvspan(-0.5, 0.5, color=colours["blue"], alpha=0.2)
    ax.hlines(data["place"], data["low"], data["high"], color=GREY, linewidth=4, zorder=1)
    look = {"hue": "verdict", "style": "verdict", "palette": colours, "s": 100, "zorder": 3}
    sns.scatterplot(data, x="distance_digits", y="place", ax=ax, **look)
    first, last = 3 * min(data["low"].min(), -1), 3 * max(data["high"].max(), 1)
    powers = [10**power for power in range(9)]
    ticks = [tick for tick in [*(-power for power in reversed(powers)), 0, *powers] if first <= tick <= last]
    ax.set_xscale("symlog", linthresh=2)
    ax.set_xticks(ticks, labels=[f"{tick:,}" for tick in ticks])
    ax.set(xlim=(first, last), ylabel="")
    return ax


def differences(data, x: str, y: str, hue: str = "vintage", *, ax=None) -> Axes:
    """Points in a row for each place or year, one for each edition, and a line at zero for what they are compared with.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per point.
    x, y : str
        Columns of the difference and of the row; rows are drawn from the top in the order of `data`.
    hue : str
        Column that gives each point its colour and its shape.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"year": [2011, 2019], "gap": [0.5, 2.1], "vintage": ["nbs_current"] * 2})
    >>> [text.get_text() for text in differences(table, "gap", "year").get_yticklabels()]
    ['2011', '2019']
    """
    ax = ax or plt.subplots()[1]
    sns.scatterplot(x=data[x], y=data[y].astype(str), hue=data[hue], style=data[hue], s=100, ax=ax)
    top, bottom = -0.6, data[y].nunique() - 0.4
    ax.vlines(0, top, bottom, color="black", linewidth=1, zorder=0.8)
    ax.set(ylabel="", ylim=(bottom, top))
    return ax


def three_frames() -> tuple[Figure, Axes, Axes, Axes]:
    """A figure with a tall frame on the left, and two on the right, one above the other.

    Returns
    -------
    tuple
        The figure, and the frames on the left, upper right and lower right.

    Examples
    --------
    >>> figure, left, upper, lower = three_frames()
    >>> len(figure.axes)
    3
    """
    figure, frames = plt.subplot_mosaic([["left", "upper"], ["left", "lower"]], width_ratios=[5, 4])
    return figure, frames["left"], frames["upper"], frames["lower"]


def label_parts(axes, parts, wholes) -> Axes:
    """Write at the end of every bar how many of how many it stands for.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes on which the bars stand, drawn from a tidy table in the order of its rows, one colour after the other.
    parts, wholes : array_like, shape (n,)
        Two columns of that table, whole numbers, one of each for every bar.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> figure, axes = plt.subplots()
    >>> bars = axes.bar(["a", "b"], [50, 25])
    >>> [text.get_text() for text in label_parts(axes, [1, 2], [2, 8]).texts]
    ['1 / 2', '2 / 8']
    """
    texts = [f"{part:.0f} / {whole:.0f}" for part, whole in zip(parts, wholes, strict=True)]
    for bars in axes.containers:
        axes.bar_label(bars, texts[: len(bars)], padding=4)
        texts = texts[len(bars) :]
    return axes


def slope_steps(axes, fit, first: float, last: float, *, colour: str = "ink", style: str = "-") -> Axes:
    """Slopes of a broken line as steps, one level for each piece, from one break year to the next.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with years to the right and percentage points a year upwards.
    fit : pandas.Series
        As from `henan_lib.analysis.segmented_fit`: ``break_1``, … and ``slope_1``, …
    first, last : float
        First and last year of the series that was fitted.
    colour : str
        Name in `henan_lib.colours`.
    style : str
        Line style of matplotlib.

    Returns
    -------
    matplotlib.axes.Axes

    Notes
    -----
    The gain of a year is drawn at that year, half before and half after, so a step stands half a year after its break.

    Examples
    --------
    >>> import pandas as pd
    >>> figure, axes = plt.subplots()
    >>> fit = pd.Series({"break_1": 1990, "slope_1": 0.5, "slope_2": 1.5})
    >>> slope_steps(axes, fit, 1980, 2000).patches[0].get_data().edges.tolist()
    [1980.5, 1990.5, 2000.5]
    """
    edges = np.array([first, *fit.filter(like="break_"), last]) + 0.5
    look = {"color": colours[colour], "linestyle": style, "linewidth": 2.5}
    axes.stairs(fit.filter(like="slope_"), edges, baseline=None, **look)
    return axes


def name_parts(axes) -> Axes:
    """Name the parts of a stacked bar beside it, each in its own colour, instead of a legend.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with upright bars from `stacked_bars`; the names stand to the right of the last one.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> parts = pd.DataFrame({"agrees": [3], "conflicts": [1]}, index=["a"])
    >>> len(name_parts(stacked_bars(parts)).texts)
    2
    """
    for bars in axes.containers:
        bar = bars[-1]
        place = (bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height() / 2)
        look = {"xytext": (6, 0), "textcoords": "offset points", "va": "center", "annotation_clip": False}
        axes.annotate(label(bars.get_label()), place, color=bar.get_facecolor(), **look)
    if axes.get_legend():
        axes.get_legend().remove()
    return axes


def name_groups(axes, data, group: str) -> Axes:
    """Part the rows of a chart of rows by group with a line, and name each group on the right.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes on which `dumbbells` drew the rows.
    data : pandas.DataFrame
        The same rows in the same order, those of a group together.
    group : str
        Its column of groups.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"a": [1, 2], "b": [3, 4], "row": ["x", "y"], "part": ["p", "q"]})
    >>> axes = name_groups(dumbbells(rows, "a", "b", "row"), rows, "part")
    >>> [text.get_text() for text in axes.texts[-2:]]
    ['p', 'q']
    """
    top = len(data) - 0.5
    for name, size in data.groupby(group, sort=False).size().items():
        look = {"rotation": 270, "va": "center", "transform": axes.get_yaxis_transform()}
        axes.text(1.02, top - size / 2, name, **look)
        top -= size
        if top > 0:
            axes.axhline(top, color=GREY, linewidth=1)
    return axes


def wrap_ticks(axes, *, across: int | None = None, down: int | None = None) -> Axes:
    """Break the long names along an axis into lines, and set them upright.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes whose ticks are names.
    across, down : int, optional
        Letters in a line below the axes and beside them; a Chinese character takes the room of two. An axis that is
        not given stays as it is.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> figure, axes = plt.subplots()
    >>> lines = axes.plot(["a long name", "b"], [1, 2])
    >>> [text.get_text() for text in wrap_ticks(axes, across=8).get_xticklabels()]
    ['a long\\nname', 'b']
    """
    for axis, letters in ((axes.xaxis, across), (axes.yaxis, down)):
        if letters:
            width = letters // 2 if current() == "zh" else letters
            names = [textwrap.fill(text.get_text(), width) for text in axis.get_ticklabels()]
            axis.set_ticks(axis.get_ticklocs(), labels=names, rotation=0)
    return axes


def line_with_gaps(axes, data, x: str, y: str, *, colour: str = "blue", name: str | None = None) -> Axes:
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


def fan(axes, data, *, colour: str = "pale") -> Axes:
    """The area between a lower and an upper end by year.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    data : pandas.DataFrame
        Index of years; columns ``low`` and ``high``.
    colour : str
        Name in `henan_lib.colours`; light enough that lines and points show on it.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> figure, axes = plt.subplots()
    >>> ends = pd.DataFrame({"low": [59.2, 58.0], "high": [59.2, 63.0]}, index=[2024, 2025])
    >>> len(fan(axes, ends).collections)
    1
    """
    axes.fill_between(data.index, data["low"], data["high"], color=colours[colour], alpha=0.5, linewidth=0)
    return axes
