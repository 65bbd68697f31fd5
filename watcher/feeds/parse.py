"""Bytes -> ParsedFeed, whatever the bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.model import ParsedFeed


def parse_feed(body: bytes, content_type: str | None = None, url: str | None = None) -> ParsedFeed:
    """Read a feed of any format and encoding; never raises, opens no file and no address.

    `content_type` is the header as the server sent it, `url` the final address, against which relative
    links are resolved.  What cannot be read is a ParsedFeed with `error` and its `health`.
    """
    raise NotImplementedError
