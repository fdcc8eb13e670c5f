"""Drawing functions that have a second caller: each takes a tidy table and axes, and returns the axes."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns

from .style import GREY, INK, PALETTE, STAGE_COLOURS


def stage_bands(axes, low: float = 30, high: float = 70):
    """Tint the three stages between 0 and 100 % behind a figure and name them at the left edge.

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
    for (name, colour), bottom, top in zip(STAGE_COLOURS.items(), (0, low, high), (low, high, 100)):
        axes.axhspan(bottom, top, color=colour, alpha=0.08, linewidth=0)
        axes.annotate(name, (0.01, (bottom + top) / 2), xycoords=("axes fraction", "data"), color=colour, va="center")
    axes.set_ylim(0, 100)
    return axes


def label_ends(axes, data, x: str, y: str, name: str, *, gap: float = 0.055):
    """Write each line's key at its right end, moved apart so that no two overlap.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes on which the lines stand, in the order in which `data` names them.
    data : pandas.DataFrame
        Tidy table of the lines.
    x, y, name : str
        Its columns.
    gap : float
        Smallest distance of two labels as a share of the height of the axes.

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
    step = gap * abs(top - bottom)
    order = sorted(names, key=lambda key: ends[key])
    heights: list[float] = []
    for key in order:
        heights.append(max(ends[key], heights[-1] + step) if heights else ends[key])
    excess = max(0, heights[-1] - max(ends)) / 2
    palette = dict(zip(names, sns.color_palette(n_colors=len(names))))
    for key, height in zip(order, heights):
        axes.annotate(
            key,
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
    common = {"x": "year", "y": "urban_share_pct", "hue": "area_code", "palette": palette, "legend": False, "errorbar": None}
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


def argument_map(outline, links, *, ax=None):
    """The report's argument: problems on the left, focuses on the right, a line where a measure answers.

    Parameters
    ----------
    outline : pandas.DataFrame
        Columns ``node``, ``side`` (0, 1, 2 from the left) and ``order``; labels come from the terms.
    links : pandas.DataFrame
        Columns ``source``, ``target`` and ``weight``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    place = {row.node: (row.side, row.order) for row in outline.itertuples()}
    for row in links.itertuples():
        (x0, y0), (x1, y1) = place[row.source], place[row.target]
        ax.plot([x0 + 0.3, x1 - 0.3], [y0, y1], color=GREY, linewidth=row.weight, alpha=0.55, zorder=1)
    for row in outline.itertuples():
        ax.annotate(
            row.node,
            (row.side, row.order),
            ha="center",
            va="center",
            color=INK,
            bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": PALETTE[row.side]},
        )
    ax.set_xlim(-0.5, outline["side"].max() + 0.5)
    ax.set_ylim(outline["order"].max() + 0.7, outline["order"].min() - 0.7)
    ax.axis("off")
    return ax
