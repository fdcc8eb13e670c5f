"""Explorer of phases: break years to move, the broken line they give, and how far the best one is."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np

from ..analysis.breaks import segmented_search
from ..datasets.package import load
from ..figures.theme import GREY, INK, PALETTE
from ..words import message
from .frame import Explorer, Picture, control

FIRST, SHORTEST, MOST = 1978, 2, 3
APART, RIGHTMOST = 9, 2023  # years between the middles of two slopes, and of the last, so that none is cut or covered


class PhasesPicture(Picture):
    """The national urban share with a broken line over it, its slopes, and its misfit beside that of the best line.

    State: ``breaks`` (number of breaks, 1 to 3) and ``break_1``, ``break_2``, ``break_3`` (years), of which the
    first ``breaks`` count. Every possible line is fitted once, when the picture is made.
    """

    name = "phases"

    def __init__(self):
        self.observed = load("china_population").dropna(subset="urban_share_pct")
        fitted = self.observed[self.observed["year"] >= FIRST]
        self.years, self.shares = fitted["year"].to_numpy(), fitted["urban_share_pct"].to_numpy()
        self.lines = {}
        for count in range(1, MOST + 1):
            found = segmented_search(self.years, self.shares, count=count, shortest=SHORTEST).to_numpy()
            self.lines[count] = {tuple(map(int, line[:count])): (line[count:-1], line[-1]) for line in found}

    def breaks_of(self, state: dict) -> tuple[int, ...]:
        """The breaks that count, as they are set."""
        return tuple(state[f"break_{number}"] for number in range(1, state["breaks"] + 1))

    def best_of(self, state: dict) -> tuple[int, ...]:
        """The breaks with the smallest error among all choices of as many."""
        return next(iter(self.lines[state["breaks"]]))

    def residuals(self, breaks: tuple[int, ...]) -> np.ndarray:
        """Shares less those of a fitted line, in points."""
        return self.shares - np.interp(self.years, *self.knots(breaks))

    def knots(self, breaks: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Years and heights (percent) at which the pieces of a fitted line begin and end."""
        slopes, _ = self.lines[len(breaks)][breaks]
        years = np.array([self.years[0], *breaks, self.years[-1]])
        rise = np.concatenate([[0], np.cumsum(slopes * np.diff(years))])
        return years, rise + np.mean(self.shares - np.interp(self.years, years, rise))

    def background(self, state: dict) -> None:
        curve, misfit = self.figure.subplots(1, 2, width_ratios=[3, 2])
        curve.plot(self.observed["year"], self.observed["urban_share_pct"], "o", color=GREY, markersize=3.5)
        curve.set(xlabel="year", ylabel="urban_share_pct", xlim=(1947, 2028), ylim=(0, 80))
        misfit.axhline(0, color=GREY, linewidth=1)
        misfit.set(xlabel="year", ylabel="misfit_points", xlim=(1976, 2027), ylim=(-4.6, 7), yticks=range(-4, 5, 2))
        best, *colours = PALETTE[: MOST + 2]
        (self.best_line,) = curve.plot([], [], "--", color=best, linewidth=1.5)
        self.pieces = [curve.plot([], [], "-", color=colour, linewidth=2.5)[0] for colour in colours]
        (self.corners,) = curve.plot([], [], "s", color=INK, markersize=7)
        self.slopes = [curve.text(0, 0, "", color=colour, ha="center", va="bottom") for colour in colours]
        self.missing = curve.text(0.03, 0.95, "", transform=curve.transAxes, va="top")
        (self.best_misfit,) = misfit.plot([], [], "--", color=best, linewidth=1.5)
        (self.misfit,) = misfit.plot([], [], "-", color=INK, linewidth=2)
        self.error = misfit.text(0.03, 0.98, "", transform=misfit.transAxes, va="top")
        self.best_error = misfit.text(0.03, 0.89, "", color=best, transform=misfit.transAxes, va="top")
        lines = [self.best_line, *self.pieces, self.corners, self.best_misfit, self.misfit]
        self.moving = [*lines, *self.slopes, self.missing, self.error, self.best_error]

    def move(self, state: dict) -> None:
        breaks, best = self.breaks_of(state), self.best_of(state)
        known = self.lines[state["breaks"]]
        self.best_line.set_data(*self.knots(best))
        self.best_misfit.set_data(self.years, self.residuals(best))
        self.best_error.set_text(message("best_error", rmse=number(known[best][1])))
        for piece, text in zip(self.pieces, self.slopes):
            piece.set_data([], [])
            text.set_text("")
        fits = breaks in known
        self.missing.set_text("" if fits else message("no_line"))
        self.error.set_text(message("your_error", rmse=number(known[breaks][1])) if fits else "")
        self.misfit.set_data((self.years, self.residuals(breaks)) if fits else ([], []))
        years, heights = self.knots(breaks) if fits else ([], [])
        self.corners.set_data(years[1:-1], heights[1:-1])
        if fits:
            for place, (slope, x) in enumerate(zip(known[breaks][0], apart((years[1:] + years[:-1]) / 2))):
                self.pieces[place].set_data(years[place : place + 2], heights[place : place + 2])
                self.slopes[place].set_text(number(slope))
                self.slopes[place].set_position((x, max(np.interp([x - 4, x, x + 4], years, heights)) + 3))

    def caption(self, state: dict) -> str:
        breaks, best = self.breaks_of(state), self.best_of(state)
        known, comma = self.lines[state["breaks"]], message("comma")
        written = {"breaks": comma.join(map(str, breaks)), "best": comma.join(map(str, best))}
        if breaks not in known:
            crossed = any(one >= other for one, other in zip(breaks, breaks[1:]))
            return message("phases_crossed" if crossed else "phases_short", shortest=SHORTEST, **written)
        slopes, rmse = known[breaks]
        return message(
            "phases_best" if breaks == best else "phases_caption",
            slopes=comma.join(map(number, slopes)),
            rmse=number(rmse),
            least=number(known[best][1]),
            **written,
        )


def number(value: float) -> str:
    """Two decimals, with a true minus sign."""
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def apart(places: np.ndarray) -> np.ndarray:
    """Rising places moved as little as may be so that they stand `APART` years from each other (isotonic regression)."""
    steps = APART * np.arange(len(places))
    free = places - steps
    ranks = range(len(places))
    moved = [max(min(free[low : high + 1].mean() for high in ranks[rank:]) for low in ranks[: rank + 1]) for rank in ranks]
    return np.minimum(moved + steps, RIGHTMOST - steps[::-1])


def phases(breaks: int = 2, break_1: int = 1984, break_2: int = 1994, break_3: int = 2019) -> Explorer:
    """Explorer of phases: break years to move, the broken line they give, and how far the best one is.

    Parameters
    ----------
    breaks : int
        Number of breaks, 1 to 3.
    break_1, break_2, break_3 : int
        Years at which the slope may change, 1979 to 2024; those beyond the number of breaks do not count.

    Returns
    -------
    Explorer

    Notes
    -----
    Method: `henan_lib.models.segmented_search`, over the years since 1978.

    Examples
    --------
    >>> import henan_lib as hl
    >>> explorer = hl.explore.phases(breaks=1, break_1=1995)
    >>> explorer.picture.best_of(explorer.state)
    (1995,)
    >>> explorer.close()
    """
    picture = PhasesPicture()
    chosen = control(widgets.IntSlider, "breaks", value=breaks, min=1, max=MOST)
    years = {
        f"break_{number}": control(widgets.IntSlider, f"break_{number}", value=year, min=FIRST + 1, max=picture.years[-1] - 1)
        for number, year in enumerate((break_1, break_2, break_3), start=1)
    }

    def enable(_change: object = None) -> None:
        for number, slider in enumerate(years.values(), start=1):
            slider.disabled = number > chosen.value

    chosen.observe(enable, "value")
    enable()
    first, second, third = years.values()
    panel = widgets.HBox([widgets.VBox([chosen, first]), widgets.VBox([second, third])])
    return Explorer(picture, {"breaks": chosen, **years}, panel)
