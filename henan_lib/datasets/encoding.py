"""Text of a file in the encodings that people have: UTF-8, UTF-16, GBK, Big5, Windows-1252."""

from __future__ import annotations

import codecs
import re

# First bytes of the characters that each Chinese encoding counts as frequent, and of its signs.
FREQUENT = {"gb18030": (range(0xA1, 0xA4), range(0xB0, 0xD8)), "big5": (range(0xA1, 0xC7),)}


def decode(content: bytes) -> tuple[str, str]:
    """Text of a file, and the encoding in which it was read.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    tuple of str
        The text, and ``utf-8-sig``, ``utf-16``, ``utf-16-le``, ``utf-16-be``, ``gb18030``, ``big5`` or ``cp1252``.

    Raises
    ------
    UnicodeError
        If it is no text in any of these.

    Notes
    -----
    Bytes beyond ASCII that never stand side by side are accented letters. Of GBK and Big5 the one is taken in which more
    of the characters are frequent ones.

    Examples
    --------
    >>> decode("年份".encode("gbk")), decode("都市化率".encode("big5")), decode("Québec".encode("latin-1"))
    (('年份', 'gb18030'), ('都市化率', 'big5'), ('Québec', 'cp1252'))
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content[:200]:
        little = content[1::2].count(b"\0") > content[::2].count(b"\0")
        encodings = ["utf-16-le" if little else "utf-16-be"]
    else:
        chinese = sorted(FREQUENT, key=lambda encoding: -_frequent(content, encoding))
        encodings = ["utf-8-sig", *(chinese if re.search(rb"[\x80-\xff]{2}", content) else ["cp1252"])]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise UnicodeError


def _frequent(content: bytes, encoding: str) -> float:
    """Share of frequent characters among those beyond ASCII, if the bytes are text in a Chinese encoding."""
    try:
        beyond = [character for character in content.decode(encoding) if not character.isascii()]
    except UnicodeDecodeError:
        return -1
    first = [character.encode(encoding)[0] for character in beyond]
    return sum(any(byte in part for part in FREQUENT[encoding]) for byte in first) / max(len(first), 1)
