"""Could we have seen it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from watcher.model import Coverage, FeedState, Signal


def judge_coverage(signal: Signal, feeds: Sequence[FeedState], now: datetime) -> Coverage:
    """Whether enough feeds could have shown `signal`; QUIET may be claimed only then."""
    raise NotImplementedError
