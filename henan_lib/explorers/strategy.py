"""Explorer of the report's strategy: its single measures by focus, problem, actor, quantity and word."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets
import numpy as np

from ..datasets.package import load
from ..figures.theme import PALETTE
from ..session import LANGUAGES, current
from ..words import label, message
from .frame import Explorer, Picture, control

PALE, DIM = "#C9DCEA", "#555555"
LISTED = 15
COLUMNS = (("3.1", "3.2", "3.3"), ("3.4", "3.5", "3.6"))
PRESENCE = ("any_choice", "given", "not_given")
BOX = "height: 104px; max-width: 840px; overflow-y: auto; border: 1px solid #BBBBBB; padding: 4px 12px; line-height: 1.4"


def short_name(section: str) -> str:
    """Key of the short name of a focus or a heading."""
    return f"{'focus' if section.count('.') == 1 else 'heading'}_{section.replace('.', '_')}"


class StrategyPicture(Picture):
    """Headings as pale bars by number of measures, full as far as measures match; each focus with its count.

    State: ``focus`` (section or ``"any_choice"``), ``problem`` (section, ``"any_choice"`` or ``"no_stated_problem"``),
    ``actor`` and ``indicator`` (``"any_choice"``, ``"given"`` or ``"not_given"``), ``text`` (words that all must occur).
    """

    name = "strategy"
    size = (8.4, 3.4)

    def __init__(self):
        tree = load("strategy_tree").fillna("")
        self.measures = measures = tree[tree["kind"] == "measure"].reset_index(drop=True)
        self.focus_of, self.heading_of = measures["section"].str[:3].to_numpy(), measures["section"].str[:5].to_numpy()
        self.headings = list(tree.loc[tree["kind"] == "heading", "id"])
        self.totals = self._count(np.ones(len(measures), dtype=bool))
        links = load("problem_measure_links").groupby("problem")["measure"]
        self.linked = {problem: (measures["id"].isin(ids) | measures["parent"].isin(ids)).to_numpy() for problem, ids in links}
        self.linked["no_stated_problem"] = ~np.any(list(self.linked.values()), axis=0)
        self.given = {name: (measures[f"{name}_en"] != "").to_numpy() for name in ("actor", "indicator")}
        self.words = {
            language: ("§" + measures["section"])
            .str.cat([measures[f"{part}_{language}"] for part in ("label", "actor", "indicator")], sep="\n")
            .str.casefold()
            for language in LANGUAGES
        }

    def _count(self, chosen) -> dict[str, int]:
        """Measures chosen under each focus and each heading, by section."""
        return {
            section: int((owner[chosen] == section).sum())
            for owner, sections in ((self.focus_of, sum(COLUMNS, ())), (self.heading_of, self.headings))
            for section in sections
        }

    def matching(self, state: dict) -> np.ndarray:
        """Which measures meet every condition of the state, as one truth value per measure."""
        chosen = np.ones(len(self.measures), dtype=bool)
        if state["focus"] != "any_choice":
            chosen &= self.focus_of == state["focus"]
        if state["problem"] != "any_choice":
            chosen &= self.linked[state["problem"]]
        for name, given in self.given.items():
            if state[name] != "any_choice":
                chosen &= given == (state[name] == "given")
        for word in state["text"].casefold().split():
            chosen &= np.fromiter((word in text for text in self.words[current()]), bool, len(chosen))
        return chosen

    def background(self, state: dict) -> None:
        self.bars, self.counts = {}, {}
        for axes, focuses in zip(self.figure.subplots(1, 2), COLUMNS):
            rows = [row for focus in focuses for row in (focus, *(name for name in self.headings if name[:3] == focus))]
            for place, section in enumerate(rows):
                self._row(axes, section, place)
            axes.set(xlim=(-52, 46), ylim=(15.6, -0.6))
            axes.axis("off")
        self.moving = [*self.bars.values(), *self.counts.values()]

    def _row(self, axes, section: str, place: int) -> None:
        """A focus as a line of text, or a heading with its bar, at a place from the top."""
        total, focus = self.totals[section], section not in self.headings
        name = f"{section} {label(short_name(section))}"
        if focus:
            axes.text(-52, place, name, va="center", color=PALETTE[0])
            axes.text(0, place, f"/ {total}", va="center", color=PALETTE[0])
        else:
            axes.text(-50.5, place, name, va="center")
            axes.barh(place, total, height=0.62, color=PALE)
            axes.text(total + 1, place, str(total), va="center", color=DIM)
            self.bars[section] = axes.barh(place, 0, height=0.62, color=PALETTE[0])[0]
        self.counts[section] = axes.text(-1, place, "", va="center", ha="right", color=PALETTE[0])

    def move(self, state: dict) -> None:
        found = self._count(self.matching(state))
        for section, bar in self.bars.items():
            bar.set_width(found[section])
        for section, text in self.counts.items():
            text.set_text(str(found[section]) if found[section] or section not in self.bars else "")

    def caption(self, state: dict) -> str:
        chosen = self.matching(state)
        if not chosen.any():
            return message("strategy_none", all=len(chosen))
        judged = message("strategy_judged") if state["problem"] != "any_choice" else ""
        focuses = len(set(self.focus_of[chosen]))
        return message("strategy_caption", matching=chosen.sum(), all=len(chosen), focuses=focuses) + judged

    def details(self, state: dict) -> str:
        chosen = self.measures[self.matching(state)]
        lines = "".join(f"<li>{self._line(row)}</li>" for row in chosen.head(LISTED).to_dict("records"))
        rest = len(chosen) - LISTED
        more = f"<div>{message('strategy_more', more=rest)}</div>" if rest > 0 else ""
        inside = f'<ul style="margin: 0">{lines}</ul>{more}'
        return f'<div tabindex="0" role="region" aria-label="{label("measures")}" style="{BOX}">{inside}</div>'

    def _line(self, row: dict) -> str:
        """Section and title of a measure, who would act and what could be counted, as HTML."""
        given = {name: row[f"{name}_{current()}"] for name in self.given}
        notes = [message("strategy_note", name=label(name), value=value) for name, value in given.items() if value]
        return escape(f"§{row['section']} {row[f'label_{current()}']}" + "".join(notes))


def strategy(
    focus: str = "any_choice",
    problem: str = "2.2.6.1",
    actor: str = "any_choice",
    indicator: str = "any_choice",
    text: str = "",
) -> Explorer:
    """Explorer of the strategy: which of the report's measures answer a problem, name an actor, can be counted.

    Parameters
    ----------
    focus : str
        Section of a focus, ``"3.1"`` to ``"3.6"``, or ``"any_choice"``.
    problem : str
        Section of a problem to which measures are linked, ``"no_stated_problem"`` or ``"any_choice"``.
    actor, indicator : str
        ``"given"``, ``"not_given"`` or ``"any_choice"``: whether somebody is named to act, and whether
        a measurable quantity is named or implied.
    text : str
        Words in the session's language that all must occur in title, actor, quantity or section.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> import henan_lib as hl
    >>> explorer = hl.explore.strategy(problem="2.2.4.2")
    >>> int(explorer.picture.matching(explorer.state).sum())
    3
    >>> explorer.close()
    """
    picture = StrategyPicture()
    problems = load("problems").set_index("id")["label"]
    every = (label("any_choice"), "any_choice")
    focuses = [(f"{section} {label(short_name(section))}", section) for section in sum(COLUMNS, ())]
    linked = [(f"{section} {problems[section]}", section) for section in picture.linked if section in problems]
    linked.append((label("no_stated_problem"), "no_stated_problem"))
    presence = [(label(name), name) for name in PRESENCE]
    controls = {
        "focus": control(widgets.Dropdown, "focus", options=[every, *focuses], value=focus),
        "problem": control(widgets.Dropdown, "problem", options=[every, *linked], value=problem),
        "actor": control(widgets.Dropdown, "actor", options=presence, value=actor),
        "indicator": control(widgets.Dropdown, "quantity", options=presence, value=indicator),
        "text": control(widgets.Text, "search_text", value=text, placeholder=label("search_text_here")),
    }
    for name, part in controls.items():
        part.style.description_width, part.layout.width = "90px", "410px" if name in ("problem", "text") else "270px"
    first, second = ("focus", "actor", "indicator"), ("problem", "text")
    rows = [widgets.HBox([controls[name] for name in names]) for names in (first, second)]
    return Explorer(picture, controls, widgets.VBox(rows))
