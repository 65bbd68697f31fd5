"""How values stand in columns; see docs/schema.md.

Instants are INTEGER microseconds since 1970-01-01 UTC: eight bytes against twenty-seven of text (there
are millions of them), ordered as they compare, nothing to parse and no zone to get wrong.  Spans are
INTEGER microseconds too.  Lists are JSON arrays.  `datetime(at / 1000000, 'unixepoch')` shows an instant
in the sqlite3 shell.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(instant: datetime) -> int:
    """Instant (aware) -> column."""
    return (instant - _EPOCH) // _MICROSECOND


def to_microseconds_or_none(instant: datetime | None) -> int | None:
    """Instant or nothing -> column."""
    return None if instant is None else (instant - _EPOCH) // _MICROSECOND


def to_instant(microseconds: int) -> datetime:
    """Column -> instant, in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def to_instant_or_none(microseconds: int | None) -> datetime | None:
    """Nullable column -> instant, in UTC, or nothing."""
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)


def span_to_microseconds(span: timedelta) -> int:
    """Span -> column."""
    return span // _MICROSECOND


def span_to_microseconds_or_none(span: timedelta | None) -> int | None:
    """Span or nothing -> column."""
    return None if span is None else span // _MICROSECOND


def to_span(microseconds: int) -> timedelta:
    """Column -> span."""
    return timedelta(microseconds=microseconds)


def to_span_or_none(microseconds: int | None) -> timedelta | None:
    """Nullable column -> span, or nothing."""
    return None if microseconds is None else timedelta(microseconds=microseconds)


def to_json(values: object) -> str:
    """Nested tuples of text and numbers -> column."""
    return to_text(json.dumps(values, ensure_ascii=False, separators=(",", ":")))


def to_strings(column: str) -> tuple[str, ...]:
    """JSON array of text -> tuple."""
    return tuple(json.loads(column))


def to_text(text: str) -> str:
    """Text -> column: half a surrogate pair, which JSON can smuggle in and UTF-8 cannot hold, becomes "?"."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def to_text_or_none(text: str | None) -> str | None:
    """Text or nothing -> column."""
    return None if text is None else to_text(text)


def key_digest(key: str) -> bytes:
    """Article key -> the 16 bytes it is looked up by: keys hold whole URLs, and every article has several."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
