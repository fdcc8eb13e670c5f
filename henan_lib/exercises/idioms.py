"""The words of the libraries that the cells use, with the chapter that introduces each."""

from __future__ import annotations

from html import escape

from IPython.display import display

from ..figures.html import table_html
from ..figures.show import Shown
from ..session import current, entries_of
from ..words import UnknownName, label, message


def idioms(chapter: int | None = None) -> None:
    """Show what each word of the cells does: those that a chapter introduces, or all with their chapter.

    Parameters
    ----------
    chapter : int, optional
        Number of a chapter; all words of the course if not given.

    Raises
    ------
    UnknownName
        If the course has no such chapter.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.idioms(0)  # doctest: +ELLIPSIS
    head ...
    """
    found = entries_of("idioms.toml")
    chapters = {entry["chapter"] for entry in found.values()}
    chosen = chapters if chapter is None else {int(str(chapter))} if str(chapter).isdigit() else set()
    if not chosen or not chosen <= chapters:
        raise UnknownName(message("unknown_chapter", chapter=chapter, known=", ".join(map(str, sorted(chapters)))))
    rows = [(word, entry) for word, entry in found.items() if entry["chapter"] in chosen]
    rows.sort(key=lambda row: row[1]["chapter"])
    cells = [(word, entry["example"], entry[current()]) for word, entry in rows]
    header = [label(key) for key in ("code_word", "code_example", "code_meaning")]
    marked = [
        (f"<code>{escape(word)}</code>", f"<code>{escape(example)}</code>", escape(meaning)) for word, example, meaning in cells
    ]
    display(
        Shown({"text/html": table_html(header, marked, ["left"] * len(header)), "text/plain": "\n".join(map("  ".join, cells))})
    )
