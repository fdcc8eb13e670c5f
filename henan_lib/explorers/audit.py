"""Explorer of the checks of the report: by section, verdict, kind of conflict and free text."""

from __future__ import annotations

from ..datasets.package import load
from ..report.audit import audit as report_checks
from ..report.ledger import within
from ..words import label
from .view import Explorer

PARTS = ["1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "3", "table1", "table2"]


def place(section: str) -> str:
    """Section as a reader cites it."""
    return f"§{section}" if section[0].isdigit() else label(section)


def tables() -> dict:
    """Every check in the session's language, with the sections that hold it and what a search looks through."""
    checks = report_checks()
    sections = load("outline")["section"]
    holding = {own: [name for name in sections if within(own, name)] for own in checks["section"].unique()}
    basis = [
        " · ".join([*(label(key) for key in (row.basis, row.confidence) if key), row.edition]).strip(" ·")
        for row in checks.itertuples()
    ]
    told = [
        "\n".join(text for text in (row.statement, row.explanation, f"{label('basis')}: {rests}" if rests else "") if text)
        for row, rests in zip(checks.itertuples(), basis)
    ]
    return {
        "checks": {
            "nth": list(range(len(checks))),
            "check": checks["check"].tolist(),
            "part": [next(part for part in PARTS if part in holding[own]) for own in checks["section"]],
            "within": [holding[own] for own in checks["section"]],
            "place": checks["section"].map(place).tolist(),
            "printed": [label(token) for token in checks["printed"]],
            "recomputed": checks["recomputed"].tolist(),
            "verdict": checks["verdict"].tolist(),
            "kind": checks["kind"].tolist(),
            "found": [" · ".join(label(key) for key in pair if key) for pair in zip(checks["verdict"], checks["kind"])],
            "told": told,
            "words": (checks["statement"] + "\n" + checks["explanation"]).str.lower().tolist(),
        }
    }


def audit(section: str = "", verdict: str = "", kind: str = "", text: str = "") -> Explorer:
    """Explorer of the checks of the report's numbers.

    Parameters
    ----------
    section : str
        Section by its numbering, with all that lies below it; empty for the whole report.
    verdict : str
        A verdict of `henan_lib.audit`; empty for all.
    kind : str
        Kind of conflict, ``trap`` or ``tension``; empty for all.
    text : str
        Looked for in statement and explanation, in the session's language; empty for all.

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
    >>> hl.explore.audit(section="2.2.4", verdict="conflicts").state["section"]
    '2.2.4'
    """
    return Explorer("audit", {"section": section, "verdict": verdict, "kind": kind, "text": text})
