"""Your own table: a template to fill in, and a reader that lists everything that is wrong with it."""

from __future__ import annotations

import os
import tempfile
from html import escape
from pathlib import Path

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from ..datasets.package import Description, load
from ..report.audit import VERDICTS
from ..session import LANGUAGES, current
from ..words import label, message, speaking, terms
from .csv import COLUMNS, Reading, Refused, shown
from .files import MOST_ROWS
from .own_ledger import examine_ledger, ledger_template
from .validation import examine

MOST_BYTES, MOST_SHOWN = 10_000_000, 200
ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.html,.htm"


def own_template(path="my-place.csv") -> None:
    """Write a CSV to fill in, with example rows from Henan's own table, and say where.

    Parameters
    ----------
    path : str or pathlib.Path
        File to write, with the mark by which spreadsheets know UTF-8. A file that is there already is kept, unless
        it is a template that nobody has touched. ``"ledger"`` writes the sheet for `read_ledger`, ``my-report.csv``.

    Examples
    --------
    >>> import tempfile
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     hl.own_template(f"{folder}/mine.csv")  # doctest: +ELLIPSIS
    ...     Path(folder, "mine.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    mine.csv ...
    'Year,Resident population (persons),Urban population (persons),Urban share (%),Note'
    """
    write = ledger_template if path == "ledger" else _template
    try:
        file = Path("my-report.csv" if path == "ledger" else path)
        if file.exists() and (not file.is_file() or file.read_bytes() not in _untouched(write)):
            _say(message("own_kept", name=shown(file.name)))
            return
        file.write_bytes(write())
    except (OSError, TypeError, ValueError):
        _say(message("own_cannot_write", name=shown(str(path))))
        return
    _say(message("own_ledger_written" if path == "ledger" else "own_written", name=shown(file.name)))


def own_file(name: str) -> Path:
    """Where to write a file of your own: beside the notebook, or in a temporary folder if nothing can be written there.

    Parameters
    ----------
    name : str
        Name of the file.

    Returns
    -------
    pathlib.Path
        Its path; nothing is written yet. If it is not beside the notebook, a sentence says where.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.own_file("mine.csv").name
    'mine.csv'
    """
    beside = Path(name)
    if os.access(beside if beside.exists() else beside.parent, os.W_OK):
        return beside
    elsewhere = Path(tempfile.mkdtemp(prefix="henan-"), beside.name)
    _say(message("own_file_elsewhere", name=shown(beside.name), folder=elsewhere.parent))
    return elsewhere


def _untouched(write) -> list[bytes]:
    """A template in each language."""
    contents = []
    for language in LANGUAGES:
        with speaking(language):
            contents.append(write())
    return contents


def _template() -> bytes:
    """Content of the template in the session's language: present series of Henan, marked row by row as an example."""

    def name(key: str) -> str:
        unit = terms()[key]["unit"]
        opening, closing = "（）" if current() == "zh" else (" (", ")")
        return label(key) + (f"{opening}{label(unit)}{closing}" if unit else "")

    rows = load("province_annual").query("province_code == '410000' and year >= 2018").reindex(columns=[*COLUMNS, "note"])
    rows["note"] = message("own_example")
    text = rows.rename(columns=name).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def read_own(path=None, place=None) -> pd.DataFrame | OwnFile:
    """Read a table of your own: tidy if all is well, else empty, with every problem by row and column.

    Rows are counted as a spreadsheet shows them. What can be understood safely is accepted and said: years across,
    lines above and below, header in two rows, other encodings and separators, percent signs, thousands separators, marks
    behind numbers, units in the header, in a cell or in a line of their own. Nothing of the file is executed, evaluated,
    followed, sent or kept.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        A CSV or other separated text, a workbook (xlsx, xls, ods), or a web page that is one table, as the World Bank,
        Our World in Data, Eurostat, the National Bureau of Statistics or a yearbook have it: with the year, and the
        urban share or total and urban population, named in either language. Without it a control to choose a file.
    place : str, optional
        Name or code of the place, where the file has several.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``population`` and ``urban_population`` (persons), ``urban_share_pct``, by rising year, gaps kept;
        without rows if there is a problem. ``attrs`` holds the name of the file and the sentences, under
        ``name``, ``place``, ``problems`` and ``notes``.
        Without `path` the control, whose ``table`` is this once a file was chosen.

    Examples
    --------
    >>> import tempfile
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "mine.csv").write_bytes(b"year,urban share\\n2019,54.01\\n2020,155.43\\n")
    ...     table = hl.read_own(f"{folder}/mine.csv")
    mine.csv cannot be used yet, 1 problem(s):
     1. row 3, column urban share: has "155.43", expected a value from 0 to 100.
    >>> len(table)
    0
    """

    if path is None:
        return OwnFile(place)
    table = read_quietly(path, place)
    _say(report(table))
    return table


def read_quietly(path, place: str | None = None) -> pd.DataFrame:
    """Table that `read_own` gives, with the name of its file in ``attrs`` too and without a word.

    Examples
    --------
    >>> read_quietly("nowhere.csv").attrs["name"]
    'nowhere.csv'
    """
    try:
        table = table_of(_content(path), place)
    except Refused as refusal:
        table = _tidy(Reading(problems=[str(refusal)]))
    table.attrs["name"] = _name(path)
    return table


def table_of(content: bytes, place: str | None = None) -> pd.DataFrame:
    """Tidy table of the bytes of a file, as `read_own` gives it.

    Examples
    --------
    >>> table_of(b"year,urban share\\n2020,55.43\\n")["urban_share_pct"].tolist()
    [55.43]
    """
    try:
        return _tidy(examine(content, place))
    except Refused as refusal:
        return _tidy(Reading(problems=[str(refusal)]))


def read_ledger(path) -> pd.DataFrame:
    """Read what a report of your own prints, and check it as chapter 6 checks its report.

    Parameters
    ----------
    path : str or pathlib.Path
        A table in the columns that ``hl.own_template("ledger")`` writes. ``expression`` is arithmetic on the keys of other
        rows (``+ - * / ( )``, ``sum``, ``share``, ``growth``, ``rank``), or a value from outside with its ``source``; it is
        parsed and never executed. An empty one leaves the row unchecked.

    Returns
    -------
    pandas.DataFrame
        The columns as written, ``recomputed`` with the ends ``low`` and ``high`` of its interval, in the printed unit,
        ``verdict`` and ``basis`` as in `audit`; without rows if there is a problem. ``attrs["problems"]`` holds the
        sentences.

    Examples
    --------
    >>> import tempfile
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> text = "key,section,statement,printed,qualifier,unit,expression,source\\na,1,x,50,,,,\\nb,1,y,40,,,a*0.9,\\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "mine.csv").write_bytes(text.encode())
    ...     hl.read_ledger(f"{folder}/mine.csv")["verdict"].tolist()
    mine.csv: 2 printed numbers read; agree 0, differ in rounding 0, conflict 1, not checkable 1.
    ['not_checkable', 'conflicts']
    """
    name = _name(path)
    try:
        table, problems = examine_ledger(_content(path))
    except Refused as refusal:
        table, problems = examine_ledger(b"")[0], [str(refusal)]
    table.attrs["problems"] = problems
    if problems:
        _say("\n".join(_problems_listed(name, problems)))
    else:
        counts = {verdict: int((table["verdict"] == verdict).sum()) for verdict in VERDICTS}
        _say(message("own_ledger_fine", name=name, rows=len(table), **counts))
    return table


def _tidy(reading: Reading) -> pd.DataFrame:
    rows = [] if reading.problems else sorted(reading.rows, key=lambda row: row["year"])
    table = pd.DataFrame(rows, columns=COLUMNS).astype(dict(zip(COLUMNS, ["int64", "Int64", "Int64", "float64"])))
    table.attrs |= {"problems": reading.problems, "notes": reading.notes, "place": reading.place}
    return table


class OwnFile(widgets.VBox):
    """Control to choose a file: it is kept in the learner's folder and read; ``table`` is what it gave.

    Parameters
    ----------
    place : str, optional
        Name or code of the place, where the file has several.
    """

    def __init__(self, place: str | None = None):
        self.place, self.table = place, _tidy(Reading())
        self.chooser = widgets.FileUpload(accept=ACCEPTED, description=label("choose_file"), layout={"width": "auto"})
        self.said = widgets.HTML()
        self.chooser.observe(self.take, "value")
        super().__init__([self.chooser, self.said])

    def take(self, change: dict) -> None:
        """Keep and read the file that was chosen."""
        if not change["new"]:
            return
        chosen = change["new"][0]
        name, content = Path(chosen["name"]).name, bytes(chosen["content"])
        if len(content) > MOST_BYTES:
            self.table = _tidy(Reading(problems=[message("own_too_long", most=f"{MOST_ROWS:,}")]))
        else:
            self.table = table_of(content, self.place)
        self.table.attrs["name"] = shown(name)
        said = report(self.table)
        if len(self.table):
            said += "\n" + _keep(name, content)
        self.said.value = f"<pre>{escape(said)}</pre>"


def _keep(name: str, content: bytes) -> str:
    """Keep a chosen file in the present folder unless another of its name is there, and say so."""
    file = Path(name)
    try:
        if file.exists() and file.read_bytes() != content:
            return message("own_kept", name=shown(name))
        file.write_bytes(content)
    except (OSError, ValueError):
        return message("own_cannot_write", name=shown(name))
    return message("own_file_kept", name=shown(name))


def _name(path: object) -> str:
    """Name of what was given as a path, safe to print."""
    try:
        return shown(Path(path).name) or shown(str(path))
    except TypeError:
        return shown(str(path))


def _content(path: object) -> bytes:
    """Bytes of a file of reasonable size.

    Raises
    ------
    Refused
        If it is no path, not there, no file, too large or not readable.
    """
    try:
        file = Path(path)
        if not file.exists():
            raise Refused(message("own_no_file"))
        if not file.is_file():
            raise Refused(message("own_folder"))
        if file.stat().st_size > MOST_BYTES:
            raise Refused(message("own_too_long", most=f"{MOST_ROWS:,}"))
        return file.read_bytes()
    except (TypeError, ValueError):
        raise Refused(message("own_no_path")) from None
    except OSError:
        raise Refused(message("own_unreadable")) from None


def report(table) -> str:
    """What is said of a table that was read: its rows and gaps or its problems, and what was understood."""
    name, problems, notes = (table.attrs[key] for key in ("name", "problems", "notes"))
    if problems:
        lines = _problems_listed(name, problems)
    else:
        years = {"first": table["year"].iloc[0], "last": table["year"].iloc[-1]}
        gaps = int(table["urban_share_pct"].isna().sum())
        lines = [message("own_fine", name=name, rows=len(table), gaps=gaps, **years)]
    return "\n".join([*lines, *(f"  · {note}" for note in notes)])


def _problems_listed(name: str, problems: list[str]) -> list[str]:
    lines = [message("own_problems", name=name, count=len(problems))]
    lines += [f"{number:2}. {problem}" for number, problem in enumerate(problems[:MOST_SHOWN], start=1)]
    return lines + ([message("own_more", count=len(problems) - MOST_SHOWN)] if len(problems) > MOST_SHOWN else [])


def _say(text: str) -> None:

    display(Description(text))
