"""Simple arithmetic on printed numbers, written by a learner: parsed, never executed."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import TypeVar

import pandas as pd
from mpmath import iv

from ..words import message

Amount = TypeVar("Amount", iv.mpf, float, pd.DataFrame)
LONGEST = 300
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


class NotUnderstood(ValueError):
    """An expression is no simple arithmetic; the message says what is wrong."""


def share(part, whole) -> iv.mpf:
    """Part of a whole in percent."""
    return 100 * part / whole


def growth(start: Amount, end: Amount, years=None) -> Amount:
    """Growth from start to end in percent, a year where the years are given; of intervals, numbers or tables."""
    ratio = end / start
    return 100 * ((ratio if years is None else ratio ** (1 / years)) - 1)


def rank(own, *all_of_them) -> iv.mpf:
    """Rank from the largest; an interval where printed precision leaves the order open."""
    surely = sum(other.a > own.b for other in all_of_them)
    perhaps = sum(other.b > own.a for other in all_of_them if other is not own)
    return iv.mpf([1 + surely, 1 + max(surely, perhaps)])


FUNCTIONS: dict[str, tuple[Callable, int, int]] = {
    "sum": (lambda *parts: sum(parts[1:], parts[0]), 1, 100),
    "share": (share, 2, 2),
    "growth": (growth, 2, 3),
    "rank": (rank, 2, 100),
}


def evaluate(expression: str, printed: dict) -> iv.mpf:
    """Value of an expression of numbers, keys, ``+ - * / ( )`` and sum, share, growth, rank.

    Parameters
    ----------
    expression : str
        At most 300 characters.
    printed : dict of str to mpmath.iv.mpf
        What each key can mean.

    Returns
    -------
    mpmath.iv.mpf

    Raises
    ------
    NotUnderstood
        If it is anything else, names a key that is not there, or divides by what may be zero.

    Examples
    --------
    >>> found = evaluate("share(a, a + b)", {"a": iv.mpf(1), "b": iv.mpf(3)})
    >>> float(found.mid)
    25.0
    """
    if len(expression) > LONGEST:
        raise NotUnderstood(message("ledger_too_long", most=LONGEST))
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        return _value(tree.body, expression, printed)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        if isinstance(problem, NotUnderstood):
            raise
        raise NotUnderstood(message("ledger_not_arithmetic")) from None


def _value(node: ast.expr, expression: str, printed: dict):
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return iv.mpf(ast.get_source_segment(expression.strip(), node))
        case ast.Name(id=key):
            if key not in printed:
                raise NotUnderstood(message("ledger_no_key", key=key, known=", ".join(list(printed)[:12])))
            return printed[key]
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            return -_value(inside, expression, printed)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in OPERATORS:
            one, other = _value(left, expression, printed), _value(right, expression, printed)
            if isinstance(sign, ast.Div):
                _not_zero(other)
            return OPERATORS[type(sign)](one, other)
        case ast.Call(func=ast.Name(id=name), args=written, keywords=[]) if name in FUNCTIONS:
            function, fewest, most = FUNCTIONS[name]
            if not fewest <= len(written) <= most:
                raise NotUnderstood(message("ledger_arguments", name=name, have=len(written)))
            values = [_value(part, expression, printed) for part in written]
            if name == "share":
                _not_zero(values[1])
            if name == "growth" and not all(value.a > 0 for value in values):
                raise NotUnderstood(message("ledger_growth"))
            return function(*values)
    raise NotUnderstood(message("ledger_not_arithmetic"))


def _not_zero(value) -> None:
    if value.a <= 0 <= value.b:
        raise NotUnderstood(message("ledger_zero"))
