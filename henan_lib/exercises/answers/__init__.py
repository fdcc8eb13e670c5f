"""Solutions and known mistakes, one module a chapter; their words stand in ``data/exercises.toml`` under the same id."""

from . import ch0, ch1, ch2, ch3, ch4, ch5, ch6, ch7
from .register import answer_of, solution_text

__all__ = ["answer_of", "ch0", "ch1", "ch2", "ch3", "ch4", "ch5", "ch6", "ch7", "solution_text"]
