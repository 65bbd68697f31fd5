"""What breaks feeds most often, put right before the second reading: bytes in, bytes out, UTF-8 both."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

UNDECLARED: Final = "undeclared:"  # the namespace given to a prefix that has none is this and the prefix

_REPAIR_LIMIT: Final = 100_000  # of each kind; a document that needs more is not worth it
_PROLOG: Final = 100_000  # bytes in which the document must begin

_CONTROLS: Final = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_NONCHARACTER: Final = re.compile(rb"\xef\xbf[\xbe\xbf]")
_START: Final = re.compile(
    rb"<(?:!DOCTYPE|rss|rdf:RDF|RDF|feed|atom:feed|rss:rss|channel)[\s>:]", re.IGNORECASE
)
_DECLARATION: Final = re.compile(rb"\s*<\?xml[^<>]{0,300}>")
_LONE_LESS_THAN: Final = re.compile(rb"<(?![A-Za-z_/!?\x80-\xff])")
_UNQUOTED_TAG: Final = re.compile(rb"<[A-Za-z_][^<>]{0,500}=[^\s\"'<>][^<>]{0,500}>")
_ATTRIBUTE: Final = re.compile(rb"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""")
_ODD_REFERENCE: Final = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos);)(?:(#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9._-]{0,31});)?"
)
_DECLARED_ENTITY: Final = re.compile(rb"<!ENTITY\s+([A-Za-z][A-Za-z0-9._-]{0,31})\s")
_ROOT_TAG: Final = re.compile(rb"<[A-Za-z_][\w:.-]*")
_PREFIX: Final = re.compile(rb"[<\s]([A-Za-z_][\w.-]{0,31}):[A-Za-z_]")
_DECLARED_PREFIX: Final = re.compile(rb"xmlns:([A-Za-z_][\w.-]{0,31})\s*=")


def mend(body: bytes) -> bytes:
    """Drop junk before the document and characters XML forbids; spell what is not XML as XML spells it."""
    start = _START.search(body, 0, _PROLOG)
    body = body[start.start() :] if start else _DECLARATION.sub(b"", body, count=1)
    body = _NONCHARACTER.sub("\ufffd".encode(), body.translate(None, _CONTROLS), count=_REPAIR_LIMIT)
    body = _LONE_LESS_THAN.sub(b"&lt;", body, count=_REPAIR_LIMIT)
    body = _UNQUOTED_TAG.sub(_quote_attributes, body, count=_REPAIR_LIMIT)
    declared = frozenset(_DECLARED_ENTITY.findall(body, 0, _PROLOG))
    body = _ODD_REFERENCE.sub(
        lambda reference: _mend_reference(reference, declared), body, count=_REPAIR_LIMIT
    )
    return _declare_prefixes(body).strip()


def _declare_prefixes(body: bytes) -> bytes:
    """Give each prefix that is used but not declared a namespace of its own, at the root."""
    used = {match.group(1) for match in _PREFIX.finditer(body)}
    missing = used - set(_DECLARED_PREFIX.findall(body)) - {b"xml", b"xmlns"}
    root = _ROOT_TAG.search(body)
    if not missing or root is None or len(missing) > 100:
        return body
    namespaces = b"".join(
        b" xmlns:%s='%s%s'" % (prefix, UNDECLARED.encode(), prefix) for prefix in sorted(missing)
    )
    return body[: root.end()] + namespaces + body[root.end() :]


def _quote_attributes(tag: re.Match[bytes]) -> bytes:
    return _ATTRIBUTE.sub(_quote_attribute, tag.group())


def _quote_attribute(attribute: re.Match[bytes]) -> bytes:
    name, value = attribute.groups()
    if value.startswith((b'"', b"'")):
        return attribute.group()
    is_empty_tag = value.endswith(b"/") and attribute.end() + 1 == len(attribute.string)
    return bytes(name + b'="' + (value[:-1] + b'"/' if is_empty_tag else value + b'"'))


def _mend_reference(reference: re.Match[bytes], declared: frozenset[bytes]) -> bytes:
    name: bytes | None = reference.group(1)
    if name is None:
        return b"&amp;"
    if name.startswith(b"#"):
        return _mend_number(name)
    if name in declared:
        return reference.group()
    characters = html5.get(name.decode("ascii") + ";")
    if characters is None:
        return b"&amp;" + name + b";"
    return "".join(f"&#{ord(character)};" for character in characters).encode()


def _mend_number(name: bytes) -> bytes:
    digits = name[1:]
    code = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    is_plain = 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return b"&#%d;" % code if is_plain or code in {0x9, 0xA, 0xD} else b""
