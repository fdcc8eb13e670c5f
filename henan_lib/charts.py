"""Drawing functions that have a second caller: each takes a tidy table and axes, and returns the axes."""

from __future__ import annotations

import textwrap

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns

from .language import current, message
from .style import GREY, INK, PALETTE, STAGE_COLOURS


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
        axes.annotate(name, (x, y), xycoords=("axes fraction", "data"), color=colour, ha=ha, va=va)
    axes.set_ylim(0, 100)
    return axes


def label_ends(axes, data, x: str, y: str, name: str, *, gap: float | None = None):
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


def ink_on(colour) -> str:
    """White or dark text, whichever has the greater contrast on a colour.

    Parameters
    ----------
    colour : tuple of float
        Red, green and blue from 0 to 1.

    Returns
    -------
    str
        Hexadecimal colour of the text.

    Notes
    -----
    Method: relative luminance of WCAG 2.1.

    Examples
    --------
    >>> ink_on((0.05, 0.1, 0.4)), ink_on((0.9, 0.95, 1.0))
    ('#FFFFFF', '#222222')
    """
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return INK if np.dot(light, (0.2126, 0.7152, 0.0722)) > 0.21 else "#FFFFFF"


def tile_map(data, value: str, *, kind: str = "tile", names: bool = True, limits=None, digits: int = 1, ax=None):
    """Henan's 18 units as coloured tiles, or as a sketch of their outlines, each with its value.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per unit, with ``unit_code`` and the column to be shown; a gap becomes a grey tile.
    value : str
        The numeric column.
    kind : {"tile", "map"}
        Tiles of equal size, or outlines, with the attribution that their licence (ODbL 1.0) asks for.
    names : bool
        Whether each tile carries its unit's name; on the outlines only the values fit.
    limits : tuple of float, optional
        Values of the palest and the darkest colour, so that two maps can be compared; by default those of the data.
    digits : int
        Decimals of the values.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a unit comes twice, is unknown, or `kind` is another word.

    Examples
    --------
    >>> import henan_lib as hl
    >>> census = hl.load("prefecture_census").query("year == 2020")
    >>> len(tile_map(census, "urban_share_pct").patches)
    18
    """
    from .catalog import load

    grid = load("henan_tile_grid").set_index("unit_code")
    values = data.set_index("unit_code")[value].astype(float)
    wrong = sorted({*values.index[values.index.duplicated()], *values.index.difference(grid.index)})
    if wrong:
        raise ValueError(message("map_units", units=", ".join(wrong)))
    if kind not in ("tile", "map"):
        raise ValueError(message("map_kind", kind=kind))
    ax = ax or plt.subplots()[1]
    norm = plt.Normalize(*(limits or (values.min(), values.max())))
    palette = sns.color_palette("blend:#F1F6FB,#7FB8DC,#08306B", as_cmap=True)
    colours = {code: palette(norm(number)) if number == number else (0.85, 0.85, 0.85, 1) for code, number in values.items()}
    written = {code: f"{number:,.{digits}f}" if number == number else "-" for code, number in values.items()}
    (_draw_outlines if kind == "map" else _draw_tiles)(ax, grid, colours, written, names)
    ax.invert_yaxis() if kind == "tile" else ax.set_aspect(1.2)
    ax.axis("off")
    return ax


def _draw_tiles(ax, grid, colours, written, names):
    for code, tile in grid.loc[list(colours)].iterrows():
        corner = tile["tile_col"] - 0.47, tile["tile_row"] - 0.46
        ax.add_patch(plt.Rectangle(corner, 0.94, 0.92, color=colours[code], linewidth=0))
        texts = [(code, -0.2), (written[code], 0.22)] if names else [(written[code], 0)]
        for text, down in texts:
            ax.text(tile["tile_col"], tile["tile_row"] + down, text, ha="center", va="center", color=ink_on(colours[code]))
    ax.set(xlim=(-0.5, grid["tile_col"].max() + 0.5), ylim=(-0.5, grid["tile_row"].max() + 0.5))


def _draw_outlines(ax, _grid, colours, written, _names):
    import json

    from .language import data_folder

    text = (data_folder() / "reference/henan_prefectures.geojson").read_text(encoding="utf-8")
    for unit in json.loads(text)["features"]:
        code, shape = unit["properties"]["unit_code"], unit["geometry"]
        if code not in colours:
            continue
        for polygon in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
            ax.add_patch(plt.Polygon(polygon[0], facecolor=colours[code], edgecolor="white"))
        place = unit["properties"]["label_lon"], unit["properties"]["label_lat"]
        ax.text(*place, written[code], ha="center", va="center", color=ink_on(colours[code]))
    ax.autoscale_view()
    ax.annotate("outline_attribution", (1, 0), xycoords="axes fraction", ha="right", va="bottom")


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


def view(explorer: str, **state):
    """Figure of an explorer in a state: what its button for the code of a view writes.

    Parameters
    ----------
    explorer : str
        Name of the explorer, as in ``hl.explore``.
    **state
        What its controls are set to; what is not named stays as the explorer begins.

    Returns
    -------
    matplotlib.figure.Figure
        Not one of pyplot's: a notebook shows it as the value of a cell, ``savefig`` keeps it.

    Raises
    ------
    ValueError
        If there is no such explorer, or a control does not have such a value.

    Examples
    --------
    >>> import henan_lib as hl
    >>> len(hl.charts.view("stages", year=2018).axes)
    2
    """
    from traitlets import TraitError

    from . import explorers

    if explorer not in explorers.__all__:
        raise ValueError(message("unknown_explorer", name=explorer, known=", ".join(explorers.__all__)))
    try:
        opened = getattr(explorers, explorer)(**state)
    except (TraitError, TypeError) as problem:
        raise ValueError(message("explorer_state", name=explorer, problem=problem)) from None
    figure = opened.picture.draw(opened.state)
    opened.close()
    return figure
