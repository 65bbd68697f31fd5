"""The pure fold of a signal's evidence into its status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from watcher.model import Evidence, Ruling, Signal, SignalStatus, StatusChange


@dataclass(frozen=True, slots=True)
class Fold:
    """Where a signal stands, and the steps that led there, oldest first."""

    status: SignalStatus
    changes: tuple[StatusChange, ...]


def fold_status(
    signal: Signal, evidence: Iterable[Evidence], rulings: Iterable[Ruling], now: datetime
) -> Fold:
    """Fold all evidence and rulings of `signal` up to `now`; the order in which they are given is of no account."""
    raise NotImplementedError


def list_new_changes(logged: StatusChange | None, fold: Fold) -> tuple[StatusChange, ...]:
    """The steps of `fold` that come after `logged`, the newest step in the log (None: the log is empty)."""
    raise NotImplementedError


def describe_next(signal: Signal, status: SignalStatus, evidence: Iterable[Evidence] = ()) -> str:
    """What would change the status next, in plain words."""
    raise NotImplementedError
