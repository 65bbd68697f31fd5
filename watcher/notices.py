"""What is told by the clock and not by news: digests, repeats and escalations, the watcher's own trouble.

Each is decided by a pure function of the core over what the store holds, and enqueued in the transaction
that notes that it was: a digest with how far it told, all others by keys that are taken once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from watcher.core.digests import News, decide_digest, find_due_digest, name_digest
from watcher.core.reminders import decide_reminders
from watcher.core.troubles import Condition, decide_troubles
from watcher.model import Decision, FeedHealth
from watcher.store.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from watcher.config import Config
    from watcher.model import Route
    from watcher.store.writer import Store

JOB_ERRORS_FOR = timedelta(hours=1)
"""Failed jobs of so long ago and less are told."""

_WELL = (FeedHealth.OK, FeedHealth.NOT_MODIFIED)


class Notices:
    """Tells, once a minute or so, what is due by the clock.

    `read_free_bytes` says how much room is left on the disk of a folder, None where it cannot be asked.
    """

    def __init__(
        self, config: Config, store: Store, *, read_free_bytes: Callable[[Path], int | None]
    ) -> None:
        self._config = config
        self._store = store
        self._read_free_bytes = read_free_bytes
        self._outbox = Outbox(store)

    def tell_due(self, now: datetime) -> int:
        """Enqueue what is due now; how many messages that are."""
        count = sum(self._tell_digest(route, now) for route in self._config.routes if route.digest)
        with self._store.transaction():
            silences = self._store.list_live_silences(now)
            decisions = [
                decision
                for step in self._store.list_open_steps()
                for decision in decide_reminders(step, self._config.routes, silences, now)
            ]
            decisions += decide_troubles(self._read_condition(now), self._list_channels(), silences, now)
            return count + sum(len(self._outbox.add_decision(decision, now)) for decision in decisions)

    def _tell_digest(self, route: Route, now: datetime) -> int:
        name = name_digest(route)
        with self._store.transaction():
            since = self._store.begin_digest(name, route.channel, now)
            if find_due_digest(route, since, now) is None:
                return 0
            found = {id_: self._store.get_status(id_) for id_ in self._config.signals}
            decision = decide_digest(
                route,
                self._config.signals.values(),
                News(
                    self._store.list_steps(since, now),
                    self._store.list_new_evidence(since, now),
                    {id_: status for id_, status in found.items() if status is not None},
                ),
                since,
                now,
                silences=self._store.list_live_silences(now),
                health=self._describe_feeds(),
                board_url=self._config.settings.board_url,
            )
            self._store.record_digest(name, now)
            return len(self._outbox.add_decision(decision, now)) if isinstance(decision, Decision) else 0

    def _describe_feeds(self) -> str:
        states = [state for state in self._store.list_feed_states() if state.feed.enabled]
        return f"{sum(state.health in _WELL for state in states)} of {len(states)} feeds answer"

    def _read_condition(self, now: datetime) -> Condition:
        return Condition(
            self._outbox.list_stuck_channels(),
            self._read_free_bytes(self._store.path.parent),
            self._store.list_failed_jobs(now - JOB_ERRORS_FOR),
        )

    def _list_channels(self) -> tuple[str, ...]:
        routed = tuple(dict.fromkeys(route.channel for route in self._config.routes))
        return self._config.settings.trouble_channels or routed
