"""The data package: load, describe, cite; validation, cleaning of printed tables, maintenance."""

from . import cleaning as cleaning
