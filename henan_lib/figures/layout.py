"""The layout that §3.1 of the report draws for Henan: centres, the metropolitan area and four zones, unit by unit."""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Patch

from ..datasets.package import load
from ..words import label, terms
from .maps import draw_units

ZONES = {
    "western_zone": "3.1.4-09",
    "southern_zone": "3.1.4-13",
    "eastern_zone": "3.1.4-15",
    "northern_zone": "3.1.4-18",
}
COLOURS = {
    "western_zone": "#E6C36A",
    "southern_zone": "#8CCBB0",
    "eastern_zone": "#E3A08A",
    "northern_zone": "#B9A6DA",
    "outside_zones": "#E8E8E8",
    "core_city": "#0072B2",
    "one_plus_eight_member": "#9CC3E3",
    "sub_centre_outside": "#A6A6A6",
    "outside_one_plus_eight": "#E8E8E8",
}


def layout_roles() -> pd.DataFrame:
    """What the report names each unit of Henan in its layout.

    Returns
    -------
    pandas.DataFrame
        18 rows with ``unit_code``, ``zone`` (one of the four, by the actors of its measures, or ``outside_zones``),
        ``ring`` (``core_city``, ``one_plus_eight_member``, ``sub_centre_outside`` or ``outside_one_plus_eight``) and
        ``centre`` (``core_city``, ``sub_centre`` or nothing).

    Notes
    -----
    Source: lists of §3.1 and §3.1.2.1 in the table ``counted_list``; actors of §3.1.4 in ``strategy_tree``.

    Examples
    --------
    >>> layout_roles()["zone"].value_counts()["western_zone"].item()
    3
    """
    codes = list(load("henan_tile_grid")["unit_code"])
    in_chinese, here = {terms()[code]["zh"]: code for code in codes}, {label(code): code for code in codes}
    lists = load("counted_list").groupby("row")["member"]
    core, *sub_centres = [in_chinese[name] for name in lists.get_group("3.1-02")]
    members = {core, *(in_chinese[name] for name in lists.get_group("3.1.2.1-01"))}
    actors = load("strategy_tree").set_index("id")["actor"]
    zone = {here[name]: key for key, measure in ZONES.items() for name in re.split("、|, ", actors[measure])}
    centre = {core: "core_city"} | dict.fromkeys(sub_centres, "sub_centre")
    ring = dict.fromkeys(sub_centres, "sub_centre_outside") | dict.fromkeys(members, "one_plus_eight_member")
    ring[core] = "core_city"
    return pd.DataFrame(
        {
            "unit_code": codes,
            "zone": [zone.get(code, "outside_zones") for code in codes],
            "ring": [ring.get(code, "outside_one_plus_eight") for code in codes],
            "centre": [centre.get(code, "") for code in codes],
        }
    )


def layout_map(roles: pd.DataFrame, by: str, *, kind: str = "tile", ax=None) -> Axes:
    """Henan's units in the colours of their roles, with the names of the centres.

    Parameters
    ----------
    roles : pandas.DataFrame
        As `layout_roles` returns.
    by : {"zone", "ring"}
        Column that sets the colour.
    kind : {"tile", "map"}
        Tiles with the names of the units, or outlines with their attribution (ODbL 1.0).
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> len(layout_map(layout_roles(), "zone").patches)
    18
    """

    colours = {row.unit_code: to_rgb(COLOURS[getattr(row, by)]) for row in roles.itertuples()}
    written = dict(zip(roles["unit_code"], roles["centre"]))
    ax = draw_units(colours, written, kind=kind, ax=ax)
    shown = [name for name in COLOURS if name in set(roles[by])]
    corner = {"loc": "lower left", "bbox_to_anchor": (-0.02, 0.93)} if kind == "map" else {"loc": "upper left"}
    ax.legend([Patch(color=COLOURS[name]) for name in shown], shown, ncols=2, columnspacing=1, **corner)
    for artist in (*ax.texts, ax.get_legend()):
        artist.set_in_layout(False)
    return ax
