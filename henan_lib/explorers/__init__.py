"""Explorers: each function gives controls around a picture that answers at once."""

from .audit_browser import audit
from .central_cities import central_cities
from .own_place import place
from .phases import phases
from .places import places
from .scenarios import scenarios
from .stages import stages
from .strategy import strategy

__all__ = ["audit", "central_cities", "phases", "place", "places", "scenarios", "stages", "strategy"]
