"""Explorers: each function gives controls around a picture that answers at once."""

from .phases import phases
from .places import places
from .stages import stages

__all__ = ["phases", "places", "stages"]
