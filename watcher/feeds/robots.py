"""What a robots.txt lets us ask for (RFC 9309), by Protego, which knows its groups, wildcards and precedence.

Thousands of agents over thousands of rules cost Protego minutes, so a large file is read in a process of its
own (see apart); one that costs too much allows nothing.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Final, NamedTuple

from watcher.feeds.apart import answer_apart, ask_apart

_AGENT: Final = "Watcher"  # the product token of our User-Agent
_SMALL: Final = 8_192  # characters: the worst is far below a tenth of a second
_LONGEST_DELAY: Final = 86_400.0  # seconds


class Permission(NamedTuple):
    """Whether an address may be asked for, and how long to leave the host alone after each request."""

    is_allowed: bool
    delay: timedelta | None = None


def read_permission(robots: str, url: str) -> Permission | None:
    """Read what a robots.txt says of an address; None when that costs too much."""
    if not robots.strip():
        return Permission(is_allowed=True)
    if len(robots) <= _SMALL:
        found = _read(robots, url)
    else:
        answer = ask_apart("watcher.feeds.robots", json.dumps([robots, url]).encode())
        if not isinstance(answer, list):
            return None
        found = (bool(answer[0]), answer[1])
    is_allowed, delay = found
    return Permission(is_allowed, timedelta(seconds=min(delay, _LONGEST_DELAY)) if delay else None)


def _read(robots: str, url: str) -> tuple[bool, float | None]:
    from protego import Protego  # noqa: PLC0415  # most of our commands never need it

    rules = Protego.parse(robots)
    delay = rules.crawl_delay(_AGENT)
    return rules.can_fetch(url, _AGENT), delay if delay is not None and delay > 0 else None


def _answer(body: bytes) -> tuple[bool, float | None]:
    robots, url = json.loads(body)
    return _read(robots, url)


if __name__ == "__main__":
    answer_apart(_answer)
