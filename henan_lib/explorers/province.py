"""Explorer of one province: its curve among all 31, and who stands next to it in rank, year by year."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np

from ..datasets.package import load
from ..figures.theme import INK, PALETTE
from ..words import label, message
from ..your_place.province import province_code
from .frame import Explorer, Picture, control

REVISED, SIDE = 2011, 2


class PlacePicture(Picture):
    """One province's curve among the 31, and a bar for it and for its neighbours by rank in one year.

    State: ``place`` (province code), ``year`` (int, 2005 to 2024).
    """

    name = "province"

    def __init__(self):
        table = load("province_annual").dropna(subset="urban_share_pct")
        self.shares = table.pivot(index="year", columns="province_code", values="urban_share_pct")
        self.ranks = self.shares.rank(axis=1, ascending=False, method="min").astype(int)
        self.orders = {year: row.sort_values(ascending=False, kind="stable").index for year, row in self.shares.iterrows()}
        self.china = load("china_population").set_index("year")["urban_share_pct"]
        self.years = self._with_break(self.shares.index)

    def _with_break(self, values) -> np.ndarray:
        """Values by year with a gap where the older edition ends."""
        return np.insert(np.asarray(values, dtype=float), REVISED - self.shares.index[0], np.nan)

    def background(self, state: dict) -> None:
        lines, bars = self.figure.subplots(1, 2, width_ratios=[3, 2])
        for code in self.shares:
            lines.plot(self.years, self._with_break(self.shares[code]), color="#CFCFCF", linewidth=1)
        lines.set(
            xlim=(2004.5, 2024.5), ylim=(14, 102), xlabel="year", ylabel="urban_share_pct", xticks=[2005, 2010, 2015, 2020]
        )
        lines.text(2010.3, 15, message("place_older"), ha="right", color="#5F5F5F")
        self.cursor = lines.axvline(2005, ymin=0.07, color=INK, linewidth=1)
        (self.curve,) = lines.plot([], [], color=PALETTE[1], linewidth=2.6)
        (self.dot,) = lines.plot([], [], "o", color=PALETTE[1], markersize=9)
        self.year = lines.text(0.02, 0.97, "", transform=lines.transAxes, fontsize=18, va="top")
        rows = 2 * SIDE + 1
        self.bars = bars.barh(range(rows), [0] * rows, height=0.42, align="edge", color=PALETTE[0])
        self.names = [bars.text(1, place - 0.24, "", va="center") for place in range(rows)]
        bars.set(xlim=(0, 100), ylim=(rows - 0.4, -0.6), yticks=[], xlabel="urban_share_pct")
        bars.grid(axis="y", visible=False)
        self.moving = [self.cursor, self.curve, self.dot, self.year, *self.bars, *self.names]

    def neighbours(self, state: dict) -> list[str]:
        """Codes by rank around the place: as many above as below, fewer of one side at the ends."""
        order = self.orders[state["year"]]
        at = order.get_loc(state["place"])
        first = min(max(at - SIDE, 0), len(order) - 2 * SIDE - 1)
        return list(order[first : first + 2 * SIDE + 1])

    def move(self, state: dict) -> None:
        year, place = state["year"], state["place"]
        share = self.shares.at[year, place]
        self.cursor.set_xdata([year, year])
        self.curve.set_data(self.years, self._with_break(self.shares[place]))
        self.dot.set_data([year], [share])
        self.year.set_text(str(year))
        for bar, text, code in zip(self.bars, self.names, self.neighbours(state)):
            colour = PALETTE[1] if code == place else PALETTE[0]
            bar.set_width(self.shares.at[year, code])
            bar.set_color(colour)
            text.set_text(f"{self.ranks.at[year, code]}  {label(code)}  {self.shares.at[year, code]:.2f}")
            text.set_color(colour)

    def caption(self, state: dict) -> str:
        year, place = state["year"], state["place"]
        share = self.shares.at[year, place]
        return message(
            "place_caption",
            year=year,
            edition=message("place_in_older") if year < REVISED else "",
            place=label(place),
            share=share,
            rank=self.ranks.at[year, place],
            difference=share - self.china[year],
        )


def province(place: str = "230000", year: int = 2024) -> Explorer:
    """Explorer of one province: its curve among all 31, and its neighbours by rank in one year.

    Parameters
    ----------
    place : str
        Code of a province, or its name in either language.
    year : int
        Year shown, 2005 to 2024.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If there is no such province.

    Examples
    --------
    >>> import henan_lib as hl
    >>> explorer = hl.explore.province("Sichuan", year=2011)
    >>> explorer.picture.ranks.at[2011, "510000"].item()
    26
    >>> explorer.close()
    """
    picture = PlacePicture()
    first, last = int(picture.shares.index[0]), int(picture.shares.index[-1])
    options = [(label(code), code) for code in picture.shares]
    chosen = control(widgets.Dropdown, "province_code", options=options, value=province_code(place))
    slider = control(widgets.IntSlider, "year", value=year, min=first, max=last)
    play = widgets.Play(min=first, max=last, step=1, interval=400, value=year, description=label("play"))
    widgets.jslink((play, "value"), (slider, "value"))
    return Explorer(picture, {"place": chosen, "year": slider}, widgets.VBox([widgets.HBox([chosen, slider]), play]))
