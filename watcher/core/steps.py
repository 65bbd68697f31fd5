"""The new steps of a signal, each with what is decided about telling it: shared by ingest and replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.core.alerting import decide_notification

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from watcher.model import Decision, Evidence, Route, Signal, Silence, StatusChange, Suppressed


def decide_steps(
    signal: Signal,
    changes: Sequence[StatusChange],
    evidence: Sequence[Evidence],
    now: datetime,
    *,
    routes: Sequence[Route],
    silences: Sequence[Silence],
    logged_counts: Mapping[int, int],
    board_url: str | None = None,
) -> tuple[tuple[StatusChange, Decision | Suppressed], ...]:
    """Decide about steps that were noticed together, oldest first; only the last of them is told.

    Steps that were true before we began to look are not told anyway, and overtake none that is.
    `logged_counts` says how many steps of each episode were logged before these.
    """
    counts = dict(logged_counts)
    decided: list[tuple[StatusChange, Decision | Suppressed]] = []
    for index, change in enumerate(changes):
        counts[change.episode] = counts.get(change.episode, 0) + 1
        decision = decide_notification(
            signal,
            change,
            evidence,
            routes,
            silences,
            now,
            ordinal=counts[change.episode],
            board_url=board_url,
            is_overtaken=any(not later.is_baseline for later in changes[index + 1 :]),
            stood_before=changes[0].before,
        )
        decided.append((change, decision))
    return tuple(decided)
