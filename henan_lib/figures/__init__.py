"""Theme, catalogue, ``show``, charts and maps."""

from . import charts as charts
