"""Explorers: each function gives controls around a picture that answers at once."""

from .audit_browser import audit
from .central_cities import central_cities
from .phases import phases
from .places import places
from .scenarios import scenarios
from .stages import stages
from .strategy import strategy

__all__ = ["audit", "central_cities", "phases", "places", "scenarios", "stages", "strategy"]
