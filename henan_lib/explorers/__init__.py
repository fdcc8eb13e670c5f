"""Explorers: each function gives controls around a picture that answers at once."""

from .scenarios import scenarios
from .stages import stages

__all__ = ["scenarios", "stages"]
