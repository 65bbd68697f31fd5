"""What is told, to whom, and why not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from watcher.model import Coverage, Decision, Evidence, Route, Signal, Silence, StatusChange, Suppressed

BLIND_PATIENCE = timedelta(hours=1)
"""A signal must have been blind for so long before it is told."""


def holds_at(silence: Silence, at: datetime) -> bool:
    """Whether a silence mutes at that instant: its start does, its end no longer does."""
    raise NotImplementedError


def decide_notification(
    signal: Signal,
    change: StatusChange,
    evidence: Iterable[Evidence],
    routes: Iterable[Route],
    silences: Iterable[Silence],
    now: datetime,
    *,
    ordinal: int,
    board_url: str | None = None,
    is_overtaken: bool = False,
) -> Decision | Suppressed:
    """Whether a step is told, and how.

    `evidence` is the signal's.  `ordinal` numbers the step within its episode, from 1.  `is_overtaken`: a
    later step of the same instant is told instead.
    """
    raise NotImplementedError


def decide_blind_notification(
    blind: Sequence[tuple[Signal, Coverage]],
    blind_since: datetime,
    routes: Iterable[Route],
    silences: Iterable[Silence],
    now: datetime,
    *,
    patience: timedelta = BLIND_PATIENCE,
    board_url: str | None = None,
) -> Decision | Suppressed:
    """Whether it is told that signals cannot be seen: one message for all of them, once a day at most."""
    raise NotImplementedError
