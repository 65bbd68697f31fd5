"""Which signals have not seen every stored article yet: new ones, and those whose definition changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.store.wrapping import select, wrapped_errors

if TYPE_CHECKING:
    from collections.abc import Collection

    from watcher.store.writer import Store


class Backlog:
    """Bound to a Store, and to its transactions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_unjudged_signals(self) -> dict[str, int]:
        """Signals of signals.toml that have a backlog, each with the last article it has seen of it."""
        with wrapped_errors(self._store.path):
            rows = select(
                self._store.connection,
                "SELECT id, judged_id FROM signals WHERE is_configured AND judged_id IS NOT NULL",
                [],
            )
        return {row["id"]: row["judged_id"] for row in rows}

    def record_judged(self, signal_ids: Collection[str], article_id: int | None) -> None:
        """Note that these signals have seen the articles up to this one; None: all of them."""
        with self._store.transaction():
            for signal_id in signal_ids:
                self._store.db.execute(
                    "UPDATE signals SET judged_id = ? WHERE id = ?", [article_id, signal_id]
                )
