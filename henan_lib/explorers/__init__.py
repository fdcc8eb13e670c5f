"""Explorers: controls around a picture that answers at once."""

from . import explore as explore
