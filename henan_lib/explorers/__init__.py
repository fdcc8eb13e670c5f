"""Explorers: each function gives controls around a picture that answers at once."""

from .scenarios import scenarios
from .stages import stages
from .strategy import strategy

__all__ = ["scenarios", "stages", "strategy"]
