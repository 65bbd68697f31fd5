"""The whole board as one file that needs nothing else: to mail, to archive, to read without the watcher."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from watcher.store.board import get_runtime, list_statuses
from watcher.store.queries import count_days, list_evidence, list_feeds
from watcher.store.summary import describe_problem, describe_work
from watcher.web.definitions import Definitions
from watcher.web.pages import (
    HEALTHY,
    HISTORY_COUNT,
    count_statuses,
    fill_template,
    list_moments,
    make_card,
    open_moment,
    tell_next,
)
from watcher.web.plot import make_plot

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from watcher.store.queries import StoredEvidence
    from watcher.web.pages import Card, Moment
    from watcher.web.plot import Plot

GENERATOR = '<meta name="generator" content="Watcher">'
"""By this a report is known again."""


class Chapter(NamedTuple):
    """What a report tells of one signal."""

    card: Card
    would_change: str
    timeline: list[Moment]
    plot: Plot | None
    hits: tuple[StoredEvidence, ...]


def render_report(
    database: Path, config_path: Path, now: datetime, *, hit_count: int, board_url: str | None
) -> str:
    """Write the board as one page of HTML: no script, no address to load from, its styles within.

    Of each signal at most `hit_count` hits are told, the newest.  Where the board is reached at `board_url`,
    each signal links there.  Raises StoreError.
    """
    style = (files(__package__) / "static" / "style.css").read_text(encoding="utf-8")
    definitions = Definitions(config_path)
    with open_moment(database) as connection:
        runtime = get_runtime(connection)
        cards = [make_card(row, runtime, now) for row in list_statuses(connection, now)]
        chapters = [_make_chapter(connection, definitions, card, hit_count) for card in cards]
        feeds = [stored.state for stored in list_feeds(connection)]
    return fill_template(
        "report.html",
        {
            "style": Markup(style),  # noqa: S704  # a file of ours
            "style_hash": b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            "generator": Markup(GENERATOR),  # noqa: S704  # the same
            "now": now,
            "problem": describe_problem(runtime, now),
            "work": describe_work(runtime, now),
            "counts": count_statuses(cards),
            "chapters": chapters,
            "ill_feeds": [state for state in feeds if state.feed.enabled and state.health not in HEALTHY],
            "board_url": (board_url or "").rstrip("/"),
        },
    )


def _make_chapter(
    connection: sqlite3.Connection, definitions: Definitions, card: Card, hit_count: int
) -> Chapter:
    signal_id = card.row.signal_id
    return Chapter(
        card,
        tell_next(connection, definitions, signal_id),
        list_moments(connection, signal_id)[:HISTORY_COUNT],
        make_plot(count_days(connection, signal_id)),
        list_evidence(connection, signal_id=signal_id, limit=hit_count),
    )
