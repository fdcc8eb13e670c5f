"""Shapes in which tables of urbanization come: one row a year, years across, several places, lines above and below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..words import closest, label, message
from .csv import (
    COLUMNS,
    PEOPLE,
    Reading,
    Refused,
    column_of,
    minguo_year,
    normalized,
    other_quantity,
    shown,
    split_unit,
    year_in,
)

LINES_ABOVE, MOST_NAMED = 30, 12
BELOW = re.compile(
    r"[(（]?(资料来源|数据来源|来源|注|说明|备注|source|data from|data source|last updated|notes?\b|footnote|\*|#)", re.I
)
WHOLE = ("合计", "总计", "平均", "total", "average", "mean", "sum")
UNIT_LINE = re.compile(r"单位[:：]\s*([^\s,，;；)）]+)|\bunits?:\s*([^,;)]+)", re.I)
PEOPLE_IN_ALL = ("人口数", "人口", "绝对数", "数量", "总量", "number", "persons", "population")
PART = ("比重", "占比", "比例", "百分比", "share", "percent", "%")


@dataclass
class Grid:
    """A table with one row a year: header, and of each row its number in the file and its cells.

    Where years stood across the file, ``turned`` has the file's row of each column, and a row's number is its year.
    """

    header: list[str]
    body: list[tuple[int | str, list[str]]]
    top: int = 1
    turned: dict[int, int] = field(default_factory=dict)


def grid_of(rows: list[list[str]], place: str | None, reading: Reading) -> Grid:
    """The table of one place that stands in rows of a file; what was understood is noted.

    Parameters
    ----------
    rows : list of list of str
        Rows of the file, the first being row 1.
    place : str, optional
        Name or code of the place, where the file has several.
    reading : Reading
        Gets the notes.

    Returns
    -------
    Grid

    Raises
    ------
    Refused
        If the first row holds numbers instead of names, or the file has several places and `place` is none of them.

    Examples
    --------
    >>> grid = grid_of([["指标", "2020年", "2019年"], ["城镇化率(%)", "55.43", "54.01"]], None, Reading())
    >>> grid.header, grid.body
    (['year', '城镇化率(%)'], [('2020', ['2020', '55.43']), ('2019', ['2019', '54.01'])])
    """
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    at = next((place for place, (_, row) in enumerate(filled[:LINES_ABOVE]) if _is_header(row)), None)
    if at is None:
        if all(year_in(cell) or re.fullmatch(r"[\d.,% ]*", normalized(cell)) for cell in filled[0][1]):
            raise Refused(message("own_no_header", row=filled[0][0]))
        at = 0
    top, header = filled[at]
    above, below = [row for _, row in filled[:at]], filled[at + 1 :]
    unit = _unit_above([*above, header])
    if below and _continues(header, below[0][1]):
        header, below = _joined(header, below[0][1]), below[1:]
        reading.note("own_note_two_headers", row=top)
    elif above and at and _names_groups(above[-1], header):
        header = _joined(above[-1], header)
        reading.note("own_note_two_headers", row=filled[at - 1][0])
    if top > 1:
        reading.note("own_note_header_row", row=top)
    header = [_with_unit(name, unit) for name in header]
    body = _table_rows(header, below, reading)
    if sum(year_in(name) is not None for name in header) and "year" not in map(column_of, header):
        return _turned(header, body, top, place, unit, reading)
    return _one_place(Grid(header, body, top), place, reading)


def _is_header(row: list[str]) -> bool:
    known, years = [column_of(cell) for cell in row], [year_in(cell) for cell in row]
    others = [cell for cell in row if other_quantity(cell) and len(cell) < 60]
    if "year" in known and len(set(known) - {None, "code"}) + len(others) > 1:
        return True
    labels = any(cell.strip() and year_in(cell) is None and re.search(r"[^\W\d]", cell) for cell in row)
    return (
        labels
        and "year" not in known
        and sum(year is not None for year in years) >= (1 if set(known) & {"indicator", "place"} else 2)
    )


def _unit_above(rows: list[list[str]]) -> str:
    """Unit of people that a line above the table states, empty if none does."""
    for cell in (cell for row in rows for cell in row):
        if (found := UNIT_LINE.search(normalized(cell))) and (unit := (found[1] or found[2]).strip().lower()) in PEOPLE:
            return unit
    return ""


def _with_unit(header: str, unit: str) -> str:
    people = column_of(header) in ("population", "urban_population")
    return f"{header}({unit})" if unit and people and not split_unit(header)[1] else header


def _continues(header: list[str], row: list[str]) -> bool:
    """Whether a row goes on with the names above it: no year, no number, and something below a column that is not the first."""
    if any(year_in(cell) or re.fullmatch(r"[-+]?[\d.,]+%?", normalized(cell)) for cell in row) or BELOW.match(
        normalized(row[0])
    ):
        return False
    years = [place for place, name in enumerate(header) if column_of(name) == "year"]
    blank = all(place >= len(row) or row[place].strip() in ("", header[place].strip()) for place in years)
    return bool(years) and blank and any(cell.strip() for cell in row)


def _names_groups(above: list[str], header: list[str]) -> bool:
    """Whether the row above has names of groups of columns, as where the cells of a yearbook were joined."""
    return len(above) > 1 and any(column_of(cell) or other_quantity(cell) for cell in above[1:] if len(cell) < 40)


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Names of columns of which each has two parts, the upper one standing once for all columns of its group."""
    names, group = [], ""
    for place in range(max(len(upper), len(lower))):
        above, below = (row[place].strip() if place < len(row) else "" for row in (upper, lower))
        group = above or (group if below else "")
        names.append(_one_name(group, below))
    return names


def _one_name(group: str, name: str) -> str:
    if not group or not name or group == name:
        return group or name
    base, unit = split_unit(name)
    if base in ("", *PEOPLE_IN_ALL):
        return f"{group}({unit})" if unit and not split_unit(group)[1] else group
    if base in PART:
        return f"{split_unit(group)[0]}比重(%)" if re.search("[\u4e00-\u9fff]", group) else f"{split_unit(group)[0]} (%)"
    return name if column_of(name) and not other_quantity(group) else f"{group} {name}"


def _table_rows(header: list[str], rows: list, reading: Reading) -> list[tuple[int, list[str]]]:
    """Rows of the table; lines below it that name sources or notes, and sums over years, are left out."""
    body, left, ended = [], [], False
    for number, row in rows:
        first = next(normalized(cell) for cell in row if cell.strip())
        alone, short = sum(bool(cell.strip()) for cell in row) == 1, len(row) < len(header)
        ended = ended and short or bool(BELOW.match(first)) and (alone or short)
        if ended or (alone and len(row) == 1 < len(header)) or (first.lower() in WHOLE and body):
            left.append(number)
        else:
            body.append((number, row))
    if left:
        reading.note("own_note_lines", rows=", ".join(map(str, left[:MOST_NAMED])))
    if not body:
        raise Refused(message("own_only_header"))
    return body


def _turned(header, body, top: int, place, unit: str, reading: Reading) -> Grid:
    """One row a year, from a table in which years stand across."""
    if "\\" in header[0] or "," in header[0]:
        keys = header[0].partition("\\")[0].split(",")
        header = [*keys, *header[1:]]
        body = [(number, [*(row[0].split(",") + [""] * len(keys))[: len(keys)], *row[1:]]) for number, row in body]
    years = [place for place, name in enumerate(header) if year_in(name)]
    names = [place for place in range(len(header)) if place not in years]
    where = [at for at in names if column_of(header[at]) == "place"]
    codes = [at for at in names if column_of(header[at]) == "code"]
    cells = {number: [row[at] if at < len(row) else "" for at in range(len(header))] for number, row in body}
    found: dict[str, dict[int, str]] = {}
    for number, row in cells.items():
        own = row[where[0]].strip() if where else ""
        written = [row[at] for at in names if at not in where and row[at].strip()]
        ours = [name for name in written if column_of(name) in COLUMNS[1:]]
        told = [row[at] for at in names if at not in [*where, *codes] and row[at].strip()]
        found.setdefault(own, {})[number] = _with_unit((ours or told or [""])[0], unit)
    code_of = {}
    for row in cells.values():
        if where:
            code_of |= {row[at].strip(): row[where[0]].strip() for at in codes}
    chosen = _chosen(list(found), code_of, place, reading) if where else _no_places(place)
    rows = {number: name for number, name in found[chosen].items() if name}
    reading.note("own_note_turned", row=top)
    turned = {column: number for column, number in enumerate(rows, start=1)}
    years_of = [(year_in(header[at]), at) for at in years]
    grid = [(year, [year, *(cells[number][at] for number in rows)]) for year, at in years_of]
    return Grid(["year", *rows.values()], grid, top, turned)


def _one_place(grid: Grid, place, reading: Reading) -> Grid:
    """The rows of one place, from a table in which a column names the place."""
    known = [column_of(name) for name in grid.header]
    places = [spot for spot, key in enumerate(known) if key == "place"]

    def cell(row: list[str], spot: int) -> str:
        return row[spot].strip() if spot < len(row) else ""

    if not places or "year" not in known:
        _no_places(place)
        _told_apart(grid, known, cell)
        return grid
    at = max(places, key=lambda spot: len({cell(row, spot) for _, row in grid.body}))
    codes = [spot for spot, key in enumerate(known) if key == "code"]
    code_of = {cell(row, spot): cell(row, at) for _, row in grid.body for spot in codes}
    chosen = _chosen(list(dict.fromkeys(cell(row, at) for _, row in grid.body)), code_of, place, reading)
    return Grid(grid.header, [(number, row) for number, row in grid.body if cell(row, at) == chosen], grid.top)


def _told_apart(grid: Grid, known: list, cell) -> None:
    """Refuse a table in which years come again because a column that we do not know tells several places or kinds apart."""
    if "year" not in known:
        return
    years = [cell(row, known.index("year")) for _, row in grid.body]
    if 2 * len(set(years)) > len(years):
        return
    for spot, key in enumerate(known):
        pairs = {(year, cell(row, spot)) for year, (_, row) in zip(years, grid.body)}
        if key is None and len(pairs) == len(years):
            raise Refused(message("own_repeated", column=shown(grid.header[spot])))


def _no_places(place) -> str:
    if place is not None:
        raise Refused(message("own_no_places", place=shown(str(place))))
    return ""


def _chosen(there: list[str], code_of: dict[str, str], place, reading: Reading) -> str:
    """The place asked for, or the only one; a code is taken for its name."""
    if place is None:
        if len(there) == 1:
            reading.place = shown(there[0])
            reading.note("own_note_place", place=reading.place)
            return there[0]
        listed = ", ".join(map(shown, there[:MOST_NAMED])) + (" …" if len(there) > MOST_NAMED else "")
        raise Refused(message("own_places", count=len(there), places=listed, first=shown(there[0])))
    asked = normalized(str(place)).lower()
    names = {normalized(name).lower(): name for name in there}
    names |= {normalized(code).lower(): name for code, name in code_of.items() if code}
    if asked not in names:
        like = closest(asked, names)
        close = ", ".join(shown(names[one]) for one in like)
        raise Refused(message("own_no_such_place", place=shown(str(place)), close=close))
    reading.place = shown(names[asked])
    reading.note("own_note_place", place=reading.place)
    return names[asked]


def republic(cell: str) -> str | None:
    """Sentence on a year of the Republic (民国), which is named and not converted."""
    year = minguo_year(cell)
    return None if year is None else message("own_minguo", year=year, era=label("minguo_era"))
