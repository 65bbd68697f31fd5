"""WebSub (https://www.w3.org/TR/websub/), what is read off the wire: offers, links, signatures.

A feed offers a hub by its Link headers, else by links of its own.  The topic is what the feed calls itself;
it must be at the host that we polled, or one publisher's articles would be taken for another's.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from watcher.feeds.links import join_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watcher.model import ParsedFeed

_METHODS: Final = frozenset({"sha1", "sha256", "sha384", "sha512"})  # section 7
_LINK: Final = re.compile(r"<([^<>]{1,2000})>([^<>]{0,2000})")
_RELATION: Final = re.compile(r"""(?:^|;)\s*rel\s*=\s*(?:"([^"]{0,200})"|([^\s";,]{1,200}))""", re.IGNORECASE)
_LINK_LIMIT: Final = 20  # headers


class HubOffer(NamedTuple):
    """Who pushes a feed, and what it is called there."""

    hub: str
    topic: str


def find_offer(links: Iterable[str], parsed: ParsedFeed, url: str) -> HubOffer | None:
    """Find the hub and the topic of a feed polled at `url`; None where there is none that can be used."""
    named = read_links(links, url)
    hub = named.get("hub") or parsed.hub
    topic = named.get("self") or parsed.topic or url
    if hub is None or _get_host(topic) != _get_host(url):
        return None
    return HubOffer(hub, topic)


def read_links(links: Iterable[str], base: str | None) -> dict[str, str]:
    """Read Link headers (RFC 8288): relation -> the first address that has it."""
    found: dict[str, str] = {}
    for header in list(links)[:_LINK_LIMIT]:
        for target, parameters in _LINK.findall(header):
            relation = _RELATION.search(parameters)
            address = join_link(base, target.strip())
            if relation is None or address is None:
                continue
            for name in (relation[1] or relation[2] or "").lower().split():
                found.setdefault(name, address)
    return found


def _get_host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_signed(secret: str, signature: str, body: bytes) -> bool:
    """Say whether X-Hub-Signature, `method=digest in hex`, is that of the body; takes as long either way."""
    method, _, digest = signature.strip().partition("=")
    method = method.lower()
    if method not in _METHODS or not digest.isascii():
        return False
    expected = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return hmac.compare_digest(expected, digest.lower())
