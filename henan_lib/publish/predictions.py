"""Predictions in a page without a kernel: a place for each, and the script that fills it."""

from __future__ import annotations

from html import escape

from ..exercises.predictions import SCRIPT, STYLE, on_paper, question
from ..words import message, speaking
from .app import as_script, embedded


def prediction_html(prediction_id: str, edition: str) -> str:
    """Place of a prediction in a page: what stands there until the script comes, and without it.

    Parameters
    ----------
    prediction_id : str
        Id of the prediction.
    edition : {"zh", "en"}
        Language of the page.

    Returns
    -------
    str
        An element of HTML with the id ``prediction-<id>``.

    Raises
    ------
    UnknownName
        If there is no such prediction.

    Examples
    --------
    >>> prediction_html("france-1950", "en")[:60]
    '<div id="prediction-france-1950" class="prediction"><noscrip'
    """
    with speaking(edition):
        text, without = on_paper(question(prediction_id)), message("predict_no_script")
    return (
        f'<div id="prediction-{prediction_id}" class="prediction">'
        f"<noscript><pre>{escape(text)}</pre><p>{escape(without)}</p></noscript></div>"
    )


def forget_button(edition: str) -> str:
    """Button that forgets every guess that the browser has kept, and opens the page anew."""
    with speaking(edition):
        return (
            '<button type="button" class="forget-guesses" onclick="henanPredictions.forget(); location.reload()">'
            f"{escape(message('predict_forget_all'))}</button>"
        )


def prediction_scripts(ids: list[str], edition: str, *, polls: bool = False) -> str:
    """Style and scripts that fill the places of predictions, to stand at the end of a page.

    Parameters
    ----------
    ids : list of str
        Predictions of the page.
    edition : {"zh", "en"}
        Its language.
    polls : bool
        Ask a class for hands, with the result in the element ``result-<id>``, instead of asking a reader.

    Returns
    -------
    str
        HTML that needs nothing from elsewhere; guesses stay in the browser.
    """
    with speaking(edition):
        asked = [(one, as_script(question(one))) for one in ids]
    found = "document.getElementById('{}-{}')".format
    calls = [
        f"henanPredictions.poll({found('prediction', one)}, {found('result', one)}, {words});"
        if polls
        else f"henanPredictions.mount({found('prediction', one)}, {words});"
        for one, words in asked
    ]
    script = embedded(SCRIPT.read_text(encoding="utf-8"))
    style = STYLE.read_text(encoding="utf-8")
    return "\n".join([f"<style>{style}</style>", *(f'<script type="module">{code}</script>' for code in (script, *calls))])
