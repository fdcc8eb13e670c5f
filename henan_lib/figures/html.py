"""The one table of the course in HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table_html(header: Iterable[str], rows: Iterable[Iterable[str]], sides: Sequence[str]) -> str:
    """Table in HTML, one row a line.

    Parameters
    ----------
    header : iterable of str, length n
        Markup of the header cells.
    rows : iterable of iterables of str, length n
        Markup of the other cells.
    sides : sequence of {"left", "right"}, length n
        Where each column is aligned.

    Returns
    -------
    str

    Examples
    --------
    >>> print(table_html(["Year"], [["2020"]], ["right"]))
    <table>
    <tr><th style="text-align: right">Year</th></tr>
    <tr><td style="text-align: right">2020</td></tr>
    </table>
    """

    def line(tag: str, cells: Iterable[str]) -> str:
        return (
            "<tr>" + "".join(f'<{tag} style="text-align: {side}">{cell}</{tag}>' for side, cell in zip(sides, cells)) + "</tr>"
        )

    return "\n".join(["<table>", line("th", header), *(line("td", row) for row in rows), "</table>"])
