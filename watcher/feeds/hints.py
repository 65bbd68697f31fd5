"""What the headers of an answer say about time: when to come back, how long it stays fresh."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECONDS: Final = re.compile(r"\s*(\d{1,12})(?:\.\d{1,9})?\s*")  # a timedelta holds no more digits
_MAX_AGE: Final = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,9})', re.IGNORECASE)
_NEVER_FRESH: Final = re.compile(r"(?:^|[,\s])(?:no-cache|no-store)(?:$|[,\s=])", re.IGNORECASE)


def read_retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Read Retry-After, seconds or date, uncapped; a date is read by the server's own clock."""
    value = headers.get("retry-after", "")
    seconds = _SECONDS.fullmatch(value)
    if seconds is not None:
        return timedelta(seconds=int(seconds[1]))
    at = _read_date(value)
    if at is None:
        return None
    return max(timedelta(0), at - (_read_date(headers.get("date", "")) or now))


def read_max_age(headers: Mapping[str, str]) -> timedelta | None:
    """Read how long an answer stays fresh, from Cache-Control, else from Expires; None when nobody says."""
    control = headers.get("cache-control", "")
    if _NEVER_FRESH.search(control):
        return None
    stated = _MAX_AGE.search(control)
    if stated is not None:
        age = _SECONDS.fullmatch(headers.get("age", ""))
        return max(timedelta(0), timedelta(seconds=int(stated[1]) - (int(age[1]) if age else 0)))
    expires, date = _read_date(headers.get("expires", "")), _read_date(headers.get("date", ""))
    return max(timedelta(0), expires - date) if expires is not None and date is not None else None


def _read_date(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text[:80])
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
