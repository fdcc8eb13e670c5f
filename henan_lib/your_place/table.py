"""Your own table: a template to fill in, and a reader that lists everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from IPython.display import display

from ..datasets.package import Description, load
from ..session import LANGUAGES, current
from ..words import message, terms
from .csv import COLUMNS, Reading, Refused, shown
from .validation import MOST_ROWS, examine

MOST_BYTES, MOST_SHOWN = 10_000_000, 200


def own_template(path="my-place.csv") -> None:
    """Write a CSV to fill in, with example rows from Henan's own table, and say where.

    Parameters
    ----------
    path : str or pathlib.Path
        File to write, with the mark by which spreadsheets know UTF-8. A file that is there already is kept, unless
        it is a template that nobody has touched.

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
    try:
        file = Path(path)
        untouched = [_template(language) for language in LANGUAGES]
        if file.exists() and (not file.is_file() or file.read_bytes() not in untouched):
            _say(message("own_kept", name=shown(file.name)))
            return
        file.write_bytes(_template(current()))
    except (OSError, TypeError, ValueError):
        _say(message("own_cannot_write", name=shown(str(path))))
        return
    _say(message("own_written", name=shown(file.name)))


def _template(language: str) -> bytes:
    """Content of the template in a language: present series of Henan, marked row by row as an example."""

    def name(key: str) -> str:
        unit = terms()[key]["unit"]
        opening, closing = "（）" if language == "zh" else (" (", ")")
        return terms()[key][language] + (f"{opening}{terms()[unit][language]}{closing}" if unit else "")

    rows = load("province_annual").query("province_code == '410000' and year >= 2018").reindex(columns=[*COLUMNS, "note"])
    rows["note"] = terms("message")["own_example"][language]
    text = rows.rename(columns=name).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def read_own(path):
    """Read a CSV of your own: a tidy table if all is well, else an empty one, and every problem by row and column.

    Rows are counted as a spreadsheet shows them, the header being row 1. What can be understood safely (another
    encoding or separator, percent signs, thousands separators, full-width digits) is accepted and said. Nothing
    of the file is executed, sent or kept.

    Parameters
    ----------
    path : str or pathlib.Path
        A CSV with a column for the year, and one for the urban share or two for total and urban population,
        named as in `template`, in either language.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``population`` and ``urban_population`` (persons), ``urban_share_pct``, by rising year, gaps kept;
        without rows if there is a problem. ``attrs`` holds the sentences, under ``problems`` and ``notes``.

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

    try:
        name = shown(Path(path).name) or shown(str(path))
        reading = examine(_content(Path(path)))
    except (TypeError, ValueError):
        name, reading = shown(str(path)), Reading(problems=[message("own_no_path")])
    except Refused as refusal:
        reading = Reading(problems=[str(refusal)])
    rows = [] if reading.problems else sorted(reading.rows, key=lambda row: row["year"])
    table = pd.DataFrame(rows, columns=COLUMNS).astype(dict(zip(COLUMNS, ["int64", "Int64", "Int64", "float64"])))
    table.attrs |= {"problems": reading.problems, "notes": reading.notes}
    _say(_report(name, table))
    return table


def _content(file: Path) -> bytes:
    """Bytes of a file of reasonable size.

    Raises
    ------
    Refused
        If it is not there, no file, too large or not readable.
    """
    try:
        if not file.exists():
            raise Refused(message("own_no_file"))
        if not file.is_file():
            raise Refused(message("own_folder"))
        if file.stat().st_size > MOST_BYTES:
            raise Refused(message("own_too_long", most=f"{MOST_ROWS:,}"))
        return file.read_bytes()
    except OSError:
        raise Refused(message("own_unreadable")) from None


def _report(name: str, table) -> str:
    problems, notes = table.attrs["problems"], table.attrs["notes"]
    if problems:
        lines = [message("own_problems", name=name, count=len(problems))]
        lines += [f"{number:2}. {problem}" for number, problem in enumerate(problems[:MOST_SHOWN], start=1)]
        lines += [message("own_more", count=len(problems) - MOST_SHOWN)] if len(problems) > MOST_SHOWN else []
    else:
        years = {"first": table["year"].iloc[0], "last": table["year"].iloc[-1]}
        gaps = int(table["urban_share_pct"].isna().sum())
        lines = [message("own_fine", name=name, rows=len(table), gaps=gaps, **years)]
    return "\n".join([*lines, *(f"  · {note}" for note in notes)])


def _say(text: str) -> None:

    display(Description(text))
