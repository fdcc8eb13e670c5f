"""Explorers: each function gives controls around a picture that answers at once."""

from .stages import stages

__all__ = ["stages"]
