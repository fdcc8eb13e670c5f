"""Explorers: each function gives controls around a picture that answers at once."""

from traitlets import TraitError

from ..words import message
from .audit_browser import audit
from .central_cities import central_cities
from .phases import phases
from .places import places
from .province import province
from .scenarios import scenarios
from .stages import stages
from .strategy import strategy

EXPLORERS = {
    function.__name__: function for function in (audit, central_cities, phases, places, province, scenarios, stages, strategy)
}


def view(explorer: str, **state):
    """Figure of an explorer in a state: what its button for the code of a view writes.

    Parameters
    ----------
    explorer : str
        Name of the explorer, as in ``hl.explore``.
    **state
        What its controls are set to; what is not named stays as the explorer begins.

    Returns
    -------
    matplotlib.figure.Figure
        Not one of pyplot's: a notebook shows it as the value of a cell, ``savefig`` keeps it.

    Raises
    ------
    ValueError
        If there is no such explorer, or a control does not have such a value.

    Examples
    --------
    >>> import henan_lib as hl
    >>> len(hl.explore.view("stages", year=2018).axes)
    2
    """

    if explorer not in EXPLORERS:
        raise ValueError(message("unknown_explorer", name=explorer, known=", ".join(EXPLORERS)))
    try:
        opened = EXPLORERS[explorer](**state)
    except (TraitError, TypeError) as problem:
        raise ValueError(message("explorer_state", name=explorer, problem=problem)) from None
    figure = opened.picture.draw(opened.state)
    opened.close()
    return figure
