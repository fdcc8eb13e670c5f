"""What is the case, one module a chapter; the words of each prediction stand in ``data/predictions.toml`` under the same id."""

from . import ch0, ch1, ch2, ch3, ch4, ch5, ch6, ch7
from .register import truth_of

__all__ = ["ch0", "ch1", "ch2", "ch3", "ch4", "ch5", "ch6", "ch7", "truth_of"]
