"""What stands in a learner's file, as rows of text: separated text, a workbook, or a web page that is one table.

Formulas are not evaluated, links not followed, nothing outside the file is opened. Cells of a workbook come as the
program that saved it last had computed them.
"""

from __future__ import annotations

import io
import zipfile

from bs4 import BeautifulSoup

from ..words import label, message
from .csv import Refused, records, text_of
from .workbook import MOST_COLUMNS, MOST_ROWS, sheets_of

MOST_UNPACKED = 100_000_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def grids(content: bytes) -> tuple[dict[str, list[list[str]]], list[tuple[str, dict]], str]:
    """Rows of text of each sheet of a file.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    sheets : dict of str to list of list of str
        Rows by the name of their sheet, the first row being the first of the file; one sheet without a name for text.
    notes : list of tuple
        Key and values of each sentence on how the file was read.
    separator : str
        What separates the cells of a text, else an empty text.

    Raises
    ------
    Refused
        If it is another format, locked, with macros, unpacks to too much, or is too long.

    Examples
    --------
    >>> grids("年份;城镇化率".encode())[0]
    {'': [['年份', '城镇化率']]}
    """
    if content.startswith((ZIP, OLE)):
        return _workbook(content), [("own_note_workbook", {})], ""
    text, encoding = text_of(content)
    notes = [(encoding, {})] if encoding else []
    if text.lstrip().startswith("<"):
        return {"": _web_page(text)}, [*notes, ("own_note_web_page", {})], ""
    _not_too_long(text.count("\n") + text.count("\r") - text.count("\r\n") - 1)
    found, separator = records(text)
    if separator != ",":
        notes.append(("own_note_separator", {"separator": "Tab" if separator == "\t" else separator}))
    return {"": found}, notes, separator


def _not_too_long(rows: int) -> None:
    if rows > MOST_ROWS:
        raise Refused(message("own_too_long", most=f"{MOST_ROWS:,}"))


def _workbook(content: bytes) -> dict[str, list[list[str]]]:
    if content.startswith(ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                names, size = packed.namelist(), sum(part.file_size for part in packed.infolist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise Refused(message("own_broken_workbook")) from None
        if size > MOST_UNPACKED:
            raise Refused(message("own_unpacks"))
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Refused(message("own_macros"))
        if not any(name in ("xl/workbook.xml", "xl/workbook.bin", "content.xml") for name in names):
            raise Refused(message("own_other_format", kind=label("archive_file")))
    elif "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused(message("own_locked"))
    elif "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refused(message("own_macros"))
    sheets = sheets_of(content)
    if isinstance(sheets, str):
        raise Refused(message(sheets, most=f"{MOST_COLUMNS if sheets == 'own_too_wide' else MOST_ROWS:,}"))
    return sheets


def _web_page(text: str) -> list[list[str]]:
    """Rows of the only table of a page, read as text; columns of a joined cell are filled by it."""
    tables = BeautifulSoup(text, "html.parser").find_all("table")
    if len(tables) != 1:
        raise Refused(message("own_web_page", count=len(tables)))
    rows = tables[0].find_all("tr")
    _not_too_long(len(rows) - 1)
    found = []
    for row in rows:
        cells = []
        for cell in row.find_all(["td", "th"]):
            span = str(cell.get("colspan", "1"))
            cells += [cell.get_text(" ", strip=True)] * (min(int(span), MOST_COLUMNS) if span.isdecimal() else 1)
        found.append(cells[:MOST_COLUMNS])
    if not any(cell for row in found for cell in row):
        raise Refused(message("own_empty"))
    return found
