"""Explorers: each function gives controls around a picture that answers at once."""

from .own_place import place
from .stages import stages

__all__ = ["place", "stages"]
