"""Explorer of the report's strategy: its single measures by focus, problem, actor, quantity and word."""

from __future__ import annotations

from ..datasets.package import load
from ..report.strategy import linked_measures
from ..session import current
from .view import Explorer

FOCUSES = (("3.1", "3.2", "3.3"), ("3.4", "3.5", "3.6"))


def tables() -> dict:
    """Measures with what they are linked to, in the session's language, and the rows of the picture."""
    tree = load("strategy_tree").fillna("")
    measures = tree[tree["kind"] == "measure"].reset_index(drop=True)
    parts = {name: measures[f"{name}_{current()}"] for name in ("label", "actor", "indicator")}
    links = linked_measures().groupby("id")["problem"].agg(sorted)
    problems = [links.get(one, []) for one in measures["id"]]
    words = ("§" + measures["section"]).str.cat(list(parts.values()), sep="\n").str.lower()
    titles = tree.query("kind in ['focus', 'heading']").set_index("id")[f"label_{current()}"]
    rows = [
        (section, column, place)
        for column, focuses in enumerate(FOCUSES)
        for place, section in enumerate(name for name in titles.index if name[:3] in focuses)
    ]
    return {
        "measures": {
            "nth": list(range(len(measures))),
            "section": ("§" + measures["section"]).tolist(),
            "focus": measures["section"].str[:3].tolist(),
            "heading": measures["section"].str[:5].tolist(),
            "problems": problems,
            "words": words.tolist(),
            **{name: part.tolist() for name, part in parts.items()},
        },
        "rows": {
            "section": [section for section, _, _ in rows],
            "name": [f"{section} {titles[section]}" for section, _, _ in rows],
            "column": [column for _, column, _ in rows],
            "place": [place for _, _, place in rows],
            "whole": [section.count(".") == 1 for section, _, _ in rows],
        },
    }


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

    Raises
    ------
    ValueError
        If a control has no such value.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.explore.strategy(problem="2.2.4.2").state["problem"]
    '2.2.4.2'
    """
    state = {"focus": focus, "problem": problem, "actor": actor, "indicator": indicator, "text": text}
    return Explorer("strategy", state)
