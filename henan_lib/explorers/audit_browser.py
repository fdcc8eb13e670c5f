"""Explorer of the checks of the report: by section, verdict, kind of conflict and free text."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets
import numpy as np
import pandas as pd

from ..datasets.package import load
from ..figures.theme import PALETTE
from ..report.audit import VERDICTS
from ..report.audit import audit as report_checks
from ..report.ledger import within
from ..session import current
from ..words import label, message
from .frame import Explorer, Picture, control

PARTS = ["1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "3", "table1", "table2"]
COLOURS = [PALETTE[0], PALETTE[2], PALETTE[1], "#757575"]
MOST_ROWS = 12


def place(section: str) -> str:
    """Section as a reader cites it."""
    return f"§{section}" if section[0].isdigit() else label(section)


class AuditPicture(Picture):
    """Checks of each part of the report by verdict, all of them pale, the matching ones in full colour.

    State: ``section`` (with all below it), ``verdict`` and ``kind`` (keys) and ``text`` (found in statement or
    explanation, in whatever case); an empty string leaves everything in.
    """

    name = "audit"
    size = (8.4, 3.0)

    def __init__(self):
        self._texts: dict[str, tuple[pd.DataFrame, list[str], pd.Series]] = {}
        table = self.table
        below = {chosen: np.array([within(own, chosen) for own in table["section"]]) for chosen in self._in_session()[2].index}
        self.below = {chosen: inside for chosen, inside in below.items() if inside.any()}
        self.of_part = np.array([self.below[part] for part in PARTS], dtype=int)
        self.of_verdict = np.array([table["verdict"] == verdict for verdict in VERDICTS], dtype=int)

    @property
    def table(self) -> pd.DataFrame:
        """Every check in the session's language."""
        return self._in_session()[0]

    def _in_session(self) -> tuple[pd.DataFrame, list[str], pd.Series]:
        """The checks, of each the words in which a text is looked for, and the titles of the report's sections."""
        if current() not in self._texts:
            table = report_checks()
            words = (table["statement"] + "\n" + table["explanation"]).str.casefold().to_list()
            self._texts[current()] = table, words, load("outline").set_index("section")["title"]
        return self._texts[current()]

    def matching(self, state: dict) -> np.ndarray:
        """Whether each check is let through by a state."""
        table, words, _ = self._in_session()
        looked_for = state["text"].strip().casefold()
        found = np.array([looked_for in text for text in words])
        if state["section"]:
            found &= self.below[state["section"]]
        for column in ("verdict", "kind"):
            if state[column]:
                found &= table[column].to_numpy() == state[column]
        return found

    def counts(self, found: np.ndarray) -> np.ndarray:
        """Checks by part (rows) and verdict (columns)."""
        return (self.of_part * found) @ self.of_verdict.T

    def background(self, state: dict) -> None:
        axes = self.figure.subplots()
        full = self.counts(np.full(len(self.table), True))
        lefts, self.all, heights = full.cumsum(axis=1) - full, full.sum(axis=1), range(len(PARTS))
        self.bars, self.verdicts = [], []
        for colour, counts, left, across in zip(COLOURS, full.T, lefts.T, (0, 0.22, 0.45, 0.7)):
            shape = {"left": left, "color": colour, "linewidth": 0, "height": 0.75}
            axes.barh(heights, counts, alpha=0.22, **shape)
            self.bars.append(axes.barh(heights, [0] * len(PARTS), **shape))
            self.verdicts.append(axes.text(across, 1.02, "", transform=axes.transAxes, color=colour, va="bottom"))
        self.totals = [axes.text(count + 1, height, "", va="center") for height, count in enumerate(self.all)]
        axes.set_yticks(heights, labels=[self.heading(part) for part in PARTS])
        axes.set(ylim=(8.6, -0.6), xlim=(0, 1.15 * self.all.max()), xlabel="checks_counted", title=" ")
        axes.grid(axis="y", visible=False)
        self.moving = [*(bar for bars in self.bars for bar in bars), *self.verdicts, *self.totals]

    def heading(self, section: str) -> str:
        """Number and title of a section; the title of a table has its number already."""
        title = self._in_session()[2][section]
        return title if section.startswith("table") else f"{place(section)} {title}"

    def move(self, state: dict) -> None:
        found = self.counts(self.matching(state))
        for verdict, bars, text, counts in zip(VERDICTS, self.bars, self.verdicts, found.T):
            text.set_text(f"■ {label(verdict)} {counts.sum()}")
            for bar, count in zip(bars, counts):
                bar.set(width=count, visible=count > 0)
        for text, count, total in zip(self.totals, found.sum(axis=1), self.all):
            text.set_text(f"{count} / {total}" if count else "")

    def caption(self, state: dict) -> str:
        found = self.matching(state)
        if not found.any():
            return message("audit_none", total=len(found))
        by_verdict = zip(VERDICTS, self.of_verdict @ found)
        verdicts = message("comma").join(f"{label(name)} {count}" for name, count in by_verdict if count)
        return message("audit_matches", count=found.sum(), total=len(found), verdicts=verdicts)

    def details(self, state: dict) -> str:
        found = self.table[self.matching(state)]
        if found.empty:
            return ""
        header = [
            *map(label, ("check", "section", "printed", "recomputed", "verdict")),
            f"{label('statement')} · {label('explanation')}",
        ]
        rows = [self._row(check) for check in found.head(MOST_ROWS).itertuples()]
        more = message("audit_more", more=len(found) - MOST_ROWS) if len(found) > MOST_ROWS else ""
        cells = "".join(f'<th style="text-align: left; padding-right: 10px">{escape(name)}</th>' for name in header)
        return (
            '<div tabindex="0" style="max-height: 150px; max-width: 840px; overflow: auto; line-height: 1.4">'
            f"<table><tr>{cells}</tr>{''.join(rows)}</table><p>{escape(more)}</p></div>"
        )

    def _row(self, check) -> str:
        verdict = "<br>".join(escape(label(key)) for key in (check.verdict, check.kind) if key)
        rests_on = " · ".join([*(label(key) for key in (check.basis, check.confidence) if key), check.edition]).strip(" ·")
        rests_on = f"{label('basis')}: {rests_on}" if rests_on else ""
        told = "<br>".join(escape(text) for text in (check.statement, check.explanation, rests_on) if text)
        short = [*map(escape, (check.check, place(check.section), check.printed, check.recomputed)), verdict]
        layout = "vertical-align: top; padding-right: 10px"
        cells = "".join(f'<td style="{layout}; white-space: nowrap">{cell}</td>' for cell in short)
        return f'<tr>{cells}<td style="{layout}; min-width: 200px">{told}</td></tr>'


def audit(section: str = "", verdict: str = "", kind: str = "", text: str = "") -> Explorer:
    """Explorer of the checks of the report's numbers.

    Parameters
    ----------
    section : str
        Section by its numbering, with all that lies below it; empty for the whole report.
    verdict : str
        One of ``VERDICTS``; empty for all.
    kind : str
        Kind of conflict, or ``trap``; empty for all.
    text : str
        Looked for in statement and explanation, in the session's language; empty for all.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> import henan_lib as hl
    >>> explorer = hl.explore.audit(section="2.2.4", verdict="conflicts")
    >>> int(explorer.picture.matching(explorer.state).sum())
    8
    >>> explorer.close()
    """
    picture = AuditPicture()
    everything = [(label("everything"), "")]
    kinds = [(label(key), key) for key in sorted(set(picture.table["kind"]) - {""})]
    sections = [(picture.heading(key), key) for key in picture.below]
    controls = {
        "section": control(widgets.Dropdown, "section", options=everything + sections, value=section),
        "verdict": control(
            widgets.Dropdown, "verdict", options=everything + [(label(key), key) for key in VERDICTS], value=verdict
        ),
        "kind": control(widgets.Dropdown, "kind", options=everything + kinds, value=kind),
        "text": control(widgets.Text, "search_words", value=text, placeholder=label("search_words_here")),
    }
    left, right = widgets.VBox([controls["section"], controls["text"]]), widgets.VBox([controls["verdict"], controls["kind"]])
    return Explorer(picture, controls, widgets.HBox([left, right]))
