"""Predictions on slides: a place for the hands of a class, and one for what they came to."""

from __future__ import annotations

from ..exercises.predictions import SCRIPT, STYLE, question, spoken
from ..words import speaking
from .app import as_script, embedded


def poll_scripts(ids: list[str], edition: str) -> str:
    """Style and scripts that ask a class for hands, to stand at the end of a deck.

    Parameters
    ----------
    ids : list of str
        Predictions of the deck: each is asked in the element ``prediction-<id>``, its result stands in ``result-<id>``.
    edition : {"zh", "en"}
        Language of the deck.

    Returns
    -------
    str
        HTML that needs nothing from elsewhere.
    """
    with speaking(edition):
        asked = {one: as_script(question(one) | {"words": spoken()}) for one in ids}
    found = "document.getElementById('{}-{}')".format
    calls = [
        f"henanPredictions.poll({found('prediction', one)}, {found('result', one)}, {words});" for one, words in asked.items()
    ]
    style, scripts = STYLE.read_text(encoding="utf-8"), (embedded(SCRIPT.read_text(encoding="utf-8")), *calls)
    return "\n".join([f"<style>{style}</style>", *(f'<script type="module">{code}</script>' for code in scripts)])
