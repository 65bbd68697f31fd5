"""Bytes of a declared, undeclared or falsely declared encoding -> UTF-8.

What the bytes are weighs more than what is said of them: a byte order mark first, then valid UTF-8, then
the charset of the server, then that of the XML declaration; windows-1252 at last, since every byte is one
of its characters.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FIRST_BYTES: Final = (  # "<" or "{" and what follows it, where no mark was written
    (re.compile(rb"[<{]\0\0\0[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[<{]\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"[<{]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[<{]\0[^\0]"), "utf-16-be"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),  # "<?xm" in EBCDIC
)
_WIDER: Final = {  # what publishers mean: the vendor's superset of the standard they name
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
}
_SEVEN_BIT: Final = frozenset(
    {"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_kr", "hz"}
)
_OTHER_SPELLINGS: Final = (  # what browsers take as a name of a charset, and Python does not
    (re.compile(r"(?:x-)+", re.IGNORECASE), ""),
    (re.compile(r"windows-31j", re.IGNORECASE), "cp932"),
    (re.compile(r"(?:windows|win|dos|cp)[-_]?(?=\d)", re.IGNORECASE), "cp"),
    (re.compile(r"iso[-_]?8859[-_]?(\d+)(?:-[ei])?$", re.IGNORECASE), r"iso8859-\1"),
)
_REFUSED: Final = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
)
_DECLARED: Final = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})""")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)


_META: Final = re.compile(
    rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE
)


def decode_page(body: bytes, content_type: str | None = None) -> str:
    """Return a web page as text: as decode_body does, with the charset that its own head names."""
    named = _META.search(body[:4096])
    said = content_type or ""
    if named and not _CHARSET.search(said):
        said = f"{said}; charset={named.group(1).decode('ascii')}"
    return decode_body(body, said).decode("utf-8", "replace")


def decode_body(body: bytes, content_type: str | None = None) -> bytes:
    """Return a body as UTF-8 without a byte order mark; its declaration may still name another charset."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            rest = body[len(mark) :]
            return _mend(rest, "cp1252") if name == "utf-8" else _recode(rest, name, "replace")
    for first, name in _FIRST_BYTES:
        if first.match(body):
            return _recode(body, name, "replace")
    named = _find_codec(_CHARSET.search(content_type or ""), _DECLARED.search(body[:1024]))
    if body.isascii() and not _SEVEN_BIT.intersection(named):
        return body
    return _decode_by_name(body, named)


def _decode_by_name(body: bytes, named: list[str]) -> bytes:
    for name in named:
        # Text of these is often valid UTF-8 by chance; of all others hardly ever.
        if name in _SEVEN_BIT:
            return _recode(body, name, "replace")
    try:
        body.decode()
    except UnicodeDecodeError:
        pass
    else:
        return body
    for name in named:
        if name == "utf-8":
            continue
        try:
            return _recode(body, name, "strict")
        except UnicodeDecodeError:
            continue
    return _mend(body, next((name for name in named if name != "utf-8"), "cp1252"))


def _find_codec(*found: re.Match[str] | re.Match[bytes] | None) -> list[str]:
    """Name the text codecs that the matches speak of, in order; what is unknown or unsafe is left out."""
    names = []
    for match in found:
        if match is None:
            continue
        said = match.group(1)
        try:
            name = _look_up(said.decode("ascii") if isinstance(said, bytes) else said)
            "".encode(name)  # refuses codecs that are no charset, such as zlib
        except (LookupError, ValueError, TypeError):
            continue
        if name not in _REFUSED:
            names.append(_WIDER.get(name, name))
    return names


def _look_up(said: str) -> str:
    """The codec of a charset as it is spelled, else as others spell it; raises LookupError."""
    try:
        return codecs.lookup(said).name
    except LookupError:
        for spelling, usual in _OTHER_SPELLINGS:
            said = spelling.sub(usual, said) if spelling.match(said) else said
        return codecs.lookup(said).name


def _recode(body: bytes, name: str, errors: str) -> bytes:
    return body.decode(name, errors).encode("utf-8", "replace").removeprefix(codecs.BOM_UTF8)


_SEQUENCE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _mend(body: bytes, name: str) -> bytes:
    """Read as UTF-8, and the bytes that are not as `name`; if no character is UTF-8, all is `name`."""
    if not _SEQUENCE.search(body):
        return _recode(body, name, "replace")
    # surrogateescape turns each stray byte into one code point of its own, in linear time
    text = body.decode("utf-8", "surrogateescape")
    return _STRAY.sub(lambda stray: _read_stray(stray.group(), name), text).encode()


_STRAY: Final = re.compile("[\udc80-\udcff]+")


def _read_stray(stray: str, name: str) -> str:
    return stray.encode("ascii", "surrogateescape").decode(name, "replace")
