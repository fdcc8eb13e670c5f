"""Henan's 18 units as tiles or as a sketch of their outlines."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.axes import Axes

from ..datasets.package import load
from ..session import data_folder
from ..words import label, message
from .theme import INK


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


def tile_map(data, value: str, *, kind: str = "tile", names: bool = True, limits=None, digits: int = 1, ax=None) -> Axes:
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

    grid = load("henan_tile_grid").set_index("unit_code")
    values = data.set_index("unit_code")[value].astype(float)
    wrong = sorted({*values.index[values.index.duplicated()], *values.index.difference(grid.index)})
    if wrong:
        raise ValueError(message("map_units", units=", ".join(wrong)))
    if kind not in ("tile", "map"):
        raise ValueError(message("map_kind", kind=kind))
    norm = plt.Normalize(*(limits or (values.min(), values.max())))
    palette = sns.color_palette("blend:#F1F6FB,#7FB8DC,#08306B", as_cmap=True)
    colours = {code: palette(norm(number)) if number == number else (0.85, 0.85, 0.85, 1) for code, number in values.items()}
    written = {code: f"{number:,.{digits}f}" if number == number else "-" for code, number in values.items()}
    return draw_units(colours, written, kind=kind, names=names, ax=ax)


def draw_units(colours, written, *, kind: str = "tile", names: bool = True, ax=None) -> Axes:
    """Units in given colours, as tiles or outlines, each with what is written on it.

    Parameters
    ----------
    colours, written : dict of str
        Colour (red, green, blue from 0 to 1) and text of each unit by its code.
    kind : {"tile", "map"}
        Tiles, or outlines with their attribution.
    names : bool
        Whether each tile carries its unit's name.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> len(draw_units({"410100": (0, 0.4, 0.7)}, {"410100": "1"}).texts)
    2
    """
    ax = ax or plt.subplots()[1]
    if kind == "map":
        _draw_outlines(ax, colours, written)
        ax.set_aspect(1.2)
    else:
        _draw_tiles(ax, colours, written, names)
        ax.invert_yaxis()
    ax.axis("off")
    return ax


def _draw_tiles(ax, colours, written, names):

    grid = load("henan_tile_grid").set_index("unit_code")
    for code, tile in grid.loc[list(colours)].iterrows():
        corner = tile["tile_col"] - 0.47, tile["tile_row"] - 0.46
        ax.add_patch(plt.Rectangle(corner, 0.94, 0.92, color=colours[code], linewidth=0))
        texts = [(label(code), -0.2), (written[code], 0.22)] if names else [(written[code], 0)]
        for text, down in texts:
            ax.text(tile["tile_col"], tile["tile_row"] + down, text, ha="center", va="center", color=ink_on(colours[code]))
    ax.set(xlim=(-0.5, grid["tile_col"].max() + 0.5), ylim=(-0.5, grid["tile_row"].max() + 0.5))


def _draw_outlines(ax, colours, written):

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
    ax.annotate(label("outline_attribution"), (1, 0), xycoords="axes fraction", ha="right", va="bottom")
