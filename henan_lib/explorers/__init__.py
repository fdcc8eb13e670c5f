"""Explorers: each function gives controls around a picture that answers at once."""

from .central_cities import central_cities
from .stages import stages

__all__ = ["central_cities", "stages"]
