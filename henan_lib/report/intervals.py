"""Printed numbers as intervals."""

from __future__ import annotations

import re

from mpmath import inf, iv

ABOUT, NEARLY = "0.05", "0.95"


class Range:
    """All that a number may be, from ``low`` to ``high``; ranges add, subtract, multiply and divide as numbers do.

    Parameters
    ----------
    bounds : mpmath.iv.mpf or float
        The interval, or a number that is exact.

    Examples
    --------
    >>> share = Range(iv.mpf([7.75, 7.85]))
    >>> 1000 * share / 100
    77.5 to 78.5
    >>> 7.8 in share
    True
    """

    def __init__(self, bounds):
        self.bounds = bounds.bounds if isinstance(bounds, Range) else iv.mpf(bounds)

    @property
    def low(self) -> float:
        """Lower end."""
        return float(self.bounds.a.mid)

    @property
    def high(self) -> float:
        """Upper end."""
        return float(self.bounds.b.mid)

    @property
    def middle(self) -> float:
        """Number half-way between the two ends."""
        return float(self.bounds.mid)

    def __repr__(self) -> str:
        return f"{self.low:.6g} to {self.high:.6g}"

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= self.high

    def __add__(self, other) -> Range:
        return Range(self.bounds + Range(other).bounds)

    def __sub__(self, other) -> Range:
        return Range(self.bounds - Range(other).bounds)

    def __mul__(self, other) -> Range:
        return Range(self.bounds * Range(other).bounds)

    def __truediv__(self, other) -> Range:
        return Range(self.bounds / Range(other).bounds)

    def __radd__(self, other) -> Range:
        return Range(other) + self

    def __rsub__(self, other) -> Range:
        return Range(other) - self

    def __rmul__(self, other) -> Range:
        return Range(other) * self

    def __rtruediv__(self, other) -> Range:
        return Range(other) / self


def last_digit(printed: str) -> str:
    """Unit of the last printed digit of a token, as a decimal string.

    Examples
    --------
    >>> last_digit("55.43%"), last_digit("1.27万亿"), last_digit("9936.6万人"), last_digit("1260")
    ('0.01', '0.01', '0.1', '1')
    """
    digits = re.search(r"\d+(?:\.(\d+))?", printed)
    decimals = len(digits[1] or "") if digits else 0
    return "0." + "0" * (decimals - 1) + "1" if decimals else "1"


def interval(row) -> iv.mpf:
    """What a printed number can mean, as an interval in its printed unit.

    Parameters
    ----------
    row : pandas.Series
        A row of the ledger: ``value``, ``value_high``, ``qualifier``, ``printed``.

    Returns
    -------
    mpmath.iv.mpf
        exact: half of the last printed digit on either side; about: 5 % on either side; nearly: from 0.95 of
        the value to the value; over, under: half-lines; range: from the lower to the upper value; a
        fraction such as 1/5, with "about" or without: half a unit of its denominator on either side; a month such
        as 2013年12月: its twelfth of the year.

    Raises
    ------
    KeyError
        If the qualifier is unknown.

    Examples
    --------
    >>> import henan_lib as hl
    >>> meant = interval(hl.ledger(section="1.2", region="Germany").iloc[0])
    >>> round(float(meant.a.mid), 2), round(float(meant.b.mid), 2)
    (64.65, 64.75)
    """

    fraction = re.fullmatch(r"(\d+)/(\d+)", row["printed"])
    if fraction and row["qualifier"] in ("exact", "about"):
        low, high = (int(fraction[1]) / (iv.mpf(fraction[2]) + step) for step in (0.5, -0.5))
        return iv.mpf([low.a, high.b])
    month = month_of(row["printed"])
    if month:
        year = iv.mpf(str(row["value"]))
        return iv.mpf([(year + iv.mpf(month - 1) / 12).b, (year + iv.mpf(month) / 12).a])
    low, high = _ends(row["qualifier"], iv.mpf(str(row["value"])), iv.mpf(last_digit(row["printed"])) / 2, row)
    return iv.mpf([low.a, high.b])


def month_of(printed: str) -> int | None:
    """Month of a token that prints a year and a month.

    Examples
    --------
    >>> month_of("2013年12月"), month_of("2011年")
    (12, None)
    """
    month = re.fullmatch(r"\d{4}年(\d{1,2})月", printed)
    return int(month[1]) if month else None


def _ends(qualifier: str, value, half, row):
    match qualifier:
        case "exact":
            return value - half, value + half
        case "about":
            return value * (1 - iv.mpf(ABOUT)), value * (1 + iv.mpf(ABOUT))
        case "nearly":
            return value * iv.mpf(NEARLY), value
        case "over":
            return value, iv.mpf(inf)
        case "under":
            return iv.mpf(-inf), value
        case "range":
            return value, iv.mpf(str(row["value_high"]))
        case unknown:
            raise KeyError(unknown)
