"""Explorers: each function gives controls around a picture that answers at once."""

from .places import places
from .stages import stages

__all__ = ["places", "stages"]
