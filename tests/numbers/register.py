"""How a place in the text and the numbers in it are declared."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable

import henan_lib as hl


@dataclasses.dataclass
class Bound:
    """A number of which the text says that another lies under or over it."""

    value: float
    side: str

    def holds(self, token: float) -> bool:
        return self.value < token if self.side == "below" else self.value > token


def below(value) -> Bound:
    """The text names a bound, and this lies under it."""
    return Bound(float(value), "below")


def above(value) -> Bound:
    """The text names a bound, and this lies over it."""
    return Bound(float(value), "above")


def made_up(number: float) -> float:
    """A number that a question makes up: it is what it is."""
    return number


def printed(key: str, column: str = "value") -> float:
    """Printed value of a ledger row."""
    return hl.load("ledger").set_index("id").loc[key, column]


@dataclasses.dataclass
class Place:
    """Numbers of one place: tokens that only name something, and a function that gives the others by their token."""

    names: set[str]
    compute: Callable | None = None

    def where(self) -> str:
        """File and line of the function."""
        return f"{inspect.getsourcefile(self.compute)}:{inspect.getsourcelines(self.compute)[1]}"


class Numbers(dict):
    """Places of a chapter by their id.

    ``numbers("id", names=[...])`` declares tokens that state no finding; as a decorator it also takes a function of the
    chapter's variables that returns the value of each other token.
    """

    def __init__(self, chapter: str):
        super().__init__()
        self.chapter = chapter

    def __call__(self, place: str, names: tuple[str, ...] | list[str] = ()) -> Callable:
        assert place not in self, f"{place} is declared twice"
        self[place] = Place(set(names))

        def register(function: Callable) -> Callable:
            self[place].compute = function
            return function

        return register


def matches(token: str, value) -> bool:
    """Whether a value rounds to the digits of a token, or lies on the side of it that the text says."""
    number = float(token.replace(",", ""))
    if isinstance(value, Bound):
        return value.holds(number)
    return abs(float(value) - number) <= 0.5 * 10 ** -len(token.partition(".")[2]) + 1e-9


def problems(numbers: Numbers, place: str, tokens: set[str], chapter) -> list[str]:
    """What is wrong with the numbers of one place: a sentence each.

    Parameters
    ----------
    numbers : Numbers
        Declarations of the chapter.
    place : str
        Id of a cell.
    tokens : set of str
        Numbers that stand in its text, in either language.
    chapter : types.SimpleNamespace
        Variables of the chapter after its cells have run.
    """
    here = f"chapter {numbers.chapter}, {place}"
    declared = numbers.get(place, Place(set()))
    values = declared.compute(chapter) if declared.compute else {}
    found = [f"{here}: {token} is declared nowhere" for token in sorted(tokens - declared.names - set(values))]
    found += [f"{here}: {token} is declared but not in the text" for token in sorted((declared.names | set(values)) - tokens)]
    found += [f"{here}: {name} is no whole number, and so no name" for name in sorted(declared.names) if not name.isdigit()]
    found += [
        f"{here}: the text has {token}, {declared.where()} gives {value}"
        for token, value in values.items()
        if token in tokens and not matches(token, value)
    ]
    return found
