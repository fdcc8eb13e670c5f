"""The data package: load, describe, cite; validation, cleaning of printed tables."""

from . import cleaning as cleaning
