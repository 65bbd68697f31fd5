"""Addresses as feeds write them: resolved, and only those a reader may be sent to."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

_LENGTH_LIMIT: Final = 4_000
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_UNWANTED: Final = re.compile("[ \t]*[\r\n][ \t\r\n]*|[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_FOLLOWABLE: Final = frozenset({"http", "https"})


def is_address(text: str) -> bool:
    """Say whether a text is an absolute web address."""
    return text[:8].lower().startswith(("http://", "https://"))


def join_link(base: str | None, link: str | None) -> str | None:
    """Resolve a link; None for what leads nowhere on the web (`javascript:`, `data:`, `file:`, broken)."""
    if not link:
        return None
    if not link.isprintable() or " " in link:
        link = _UNWANTED.sub("", link).strip().replace(" ", "%20")
    if not link or len(link) > _LENGTH_LIMIT:
        return None
    try:
        joined = link if is_address(link) or not base else urljoin(base, link)
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme.lower() in _FOLLOWABLE:
        return joined if parts.netloc else None
    if parts.scheme or joined.startswith("//"):
        return None
    return joined  # relative still, because nobody knows to what
