"""Checks of the report's numbers: one function each; their words stand in ``data/report/checks.toml`` under the same id."""

from . import achievements, china, cities, lists, problems, world
from .register import CHECKS, recompute, tables_read

__all__ = ["CHECKS", "achievements", "china", "cities", "lists", "problems", "recompute", "tables_read", "world"]
