"""Text of a file in the encodings that people have: UTF-8, UTF-16, GBK."""

from __future__ import annotations

import codecs


def decode(content: bytes) -> tuple[str, str]:
    """Text of a file, and the encoding in which it was read.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    tuple of str
        The text, and ``utf-8-sig``, ``utf-16``, ``utf-16-le``, ``utf-16-be`` or ``gb18030``.

    Raises
    ------
    UnicodeError
        If it is no text in any of these.

    Examples
    --------
    >>> decode("年份".encode("gbk"))
    ('年份', 'gb18030')
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content[:200]:
        little = content[1::2].count(b"\0") > content[::2].count(b"\0")
        encodings = ["utf-16-le" if little else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise UnicodeError
