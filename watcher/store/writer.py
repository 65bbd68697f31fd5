"""The one writer of the database.

Everybody else reads (store.reader).  A short command that must write (a ruling, a silence, a retry)
opens its own Store for a moment: SQLite lets one writer in at a time, and the others wait.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sqlite_utils import Database

from watcher.core.reminders import OpenStep, Told
from watcher.core.troubles import FailedJob
from watcher.errors import StoreError, StoreReadOnlyError
from watcher.model import NotificationKind, StoryPlace, SuppressedReason
from watcher.store.columns import (
    key_digest,
    span_to_microseconds,
    to_instant,
    to_instant_or_none,
    to_json,
    to_microseconds,
    to_microseconds_or_none,
    to_text,
    to_text_or_none,
)
from watcher.store.queries import get_status
from watcher.store.records import (
    EVIDENCE_SELECT,
    FEED_COLUMNS,
    NOTIFICATION_COLUMNS,
    REJECTED,
    change_from_row,
    change_to_columns,
    evidence_from_row,
    evidence_to_columns,
    feed_from_row,
    feed_to_columns,
    member_from_row,
    notification_from_row,
    ruling_from_row,
    silence_from_row,
    status_to_columns,
)
from watcher.store.schema import MIGRATIONS
from watcher.store.version import KNOWN_MIGRATIONS, list_applied
from watcher.store.wrapping import select, wrapped_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from watcher.core.stories import StoryMember
    from watcher.model import (
        Article,
        Coverage,
        Evidence,
        Feed,
        FeedState,
        HostSleep,
        Mark,
        Move,
        Notification,
        Ruling,
        Signal,
        SignalStatus,
        Silence,
        Stance,
        StatusChange,
    )

BASELINE_TOLD = "baseline told"
FACTS = ("pid", "started", "stopped", "heartbeat", "polled", "folded", BASELINE_TOLD)
"""Names of runtime facts: who serves the database since when, when it last worked, and up to which step it
was told what had been so before."""

TOLD = "told"
"""What stands in status_changes.decision when it is no SuppressedReason."""

JOB_ERROR_LIMIT = 1000
"""Rows of job_errors that are kept."""

# STRICT tables: https://www.sqlite.org/stricttables.html
_OLDEST_SQLITE = (3, 37, 0)
_BUSY_SECONDS = 5.0
_WAL_LIMIT = 64 * 1024 * 1024  # bytes; the file shrinks back to this after a burst
_LAST_INSTANT = to_microseconds(datetime.max.replace(tzinfo=UTC))
_LOOKUP_SIZE = 500  # parameters a statement, below SQLite's oldest limit of 999

_ARTICLE_COLUMNS = (
    "id",
    "key",
    "feed_id",
    "outlet",
    "url",
    "title",
    "summary",
    "text",
    "published_at",
    "seen_at",
    "is_date_clamped",
)
_INSERT_SIZE = 40  # articles a statement
_GUID_LIMIT = 16  # keys that an article has learned, beyond which it learns no further guid
_KEY_LIMIT = 64  # beyond which it learns none
_UPDATE_FEED = f"UPDATE feeds SET {', '.join(f'{name} = :{name}' for name in FEED_COLUMNS)} WHERE url = :url"
_DEFINE_FEED = """
INSERT INTO feeds (
  url, position, is_configured, outlet, title, kind, recipe, min_interval, max_interval, is_enabled, reason
) VALUES (
  :url, :position, 1, :outlet, :title, :kind, :recipe, :min_interval, :max_interval, :is_enabled, :reason
)
ON CONFLICT (url) DO UPDATE SET
  position = :position, is_configured = 1, outlet = :outlet, title = :title, kind = :kind, recipe = :recipe,
  min_interval = :min_interval, max_interval = :max_interval, is_enabled = :is_enabled, reason = :reason,
  fetched_at = CASE WHEN is_enabled < :is_enabled AND next_fetch_at IS NULL THEN NULL ELSE fetched_at END
"""
_FORGET_READING = """
UPDATE feeds SET
  etag = NULL, last_modified = NULL, validators_from = NULL, baseline_at = NULL, next_fetch_at = fetched_at
WHERE url = :url AND (kind <> :kind OR recipe IS NOT :recipe)
"""
_DEFINE_SIGNAL = """
INSERT INTO signals (id, position, is_configured, proposition, version, judged_id)
VALUES (:id, :position, 1, :proposition, :version, (SELECT 0 FROM articles LIMIT 1))
ON CONFLICT (id) DO UPDATE SET
  position = :position, is_configured = 1, proposition = :proposition, version = :version,
  judged_id = CASE WHEN version = :version AND is_configured THEN judged_id ELSE excluded.judged_id END
"""
_EVIDENCE_COLUMNS = [
    "article_id",
    "signal_id",
    "stance",
    "is_fresh",
    "score",
    "field",
    "quote",
    "cue",
    "spans",
    "derivation",
    "genre",
    "credited",
    "at",
    "outlet",
    "reliability",
    "is_official",
    "may_alert",
    "signal_version",
    "rules_version",
    "recorded_at",
]
_RECORD_EVIDENCE = f"""
INSERT INTO evidence ({", ".join(_EVIDENCE_COLUMNS)})
VALUES ({", ".join(f":{name}" for name in _EVIDENCE_COLUMNS)})
ON CONFLICT (article_id, signal_id) DO UPDATE SET
  {", ".join(f"{name} = :{name}" for name in _EVIDENCE_COLUMNS[2:])}
"""
_RECORD_COVERAGE = """
INSERT INTO signal_coverage (
  signal_id, is_blind, reason, feed_count, seeing_count, blind_feeds, since, judged_at
) VALUES (:signal_id, :is_blind, :reason, :feed_count, :seeing_count, :blind_feeds, :now, :now)
ON CONFLICT (signal_id) DO UPDATE SET
  since = CASE WHEN is_blind = :is_blind THEN since ELSE :now END,
  is_blind = :is_blind, reason = :reason, feed_count = :feed_count, seeing_count = :seeing_count,
  blind_feeds = :blind_feeds, judged_at = :now
RETURNING since
"""


# A step stays open until a later one, or a person's word.
_OPEN_STEPS = """
SELECT status_changes.*, notifications.id AS notification_id, notifications.key
FROM status_changes
JOIN signals ON signals.id = status_changes.signal_id AND is_configured
JOIN signal_status ON signal_status.signal_id = signals.id
JOIN notifications ON notifications.change_id = status_changes.id
WHERE status_changes.id IN (SELECT max(id) FROM status_changes GROUP BY signal_id)
  AND decision = ? AND NOT is_acknowledged AND NOT is_expired
ORDER BY position
"""


class KnownArticle(NamedTuple):
    """What must be known of a stored article to tell whether an entry is news: see Store.find_articles."""

    id: int
    key: str
    title: str
    feed_url: str | None
    seen_at: datetime


def open_store(path: Path, *, busy_timeout: float = _BUSY_SECONDS) -> Store:
    """Open the database for writing; made, with its folder, when missing, and migrated to this schema.

    `busy_timeout` is how many seconds a write waits for another process.  Raises StoreNewerError (the
    file is left untouched) and any other StoreError.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(
            f"this Python has SQLite {sqlite3.sqlite_version}; 3.37 or newer is needed: use a newer Python"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnlyError(
            f"{path.parent}: this folder cannot be made ({error.strerror}); make it, or use another --state"
        ) from error
    with wrapped_errors(path):
        # isolation_level None: transactions begin where we say so, never on their own.
        connection = sqlite3.connect(path, timeout=busy_timeout, isolation_level=None)
        try:
            return Store(path, _prepare(connection, path))
        except BaseException:
            connection.close()
            raise


def _prepare(connection: sqlite3.Connection, path: Path) -> Database:
    list_applied(connection, path)  # refuse a foreign or newer file before the first change to it
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
    db = Database(connection, execute_plugins=False)
    while _list_pending(connection, path):
        # Immediate, so that of two processes that start at once the second waits and then finds it done.
        connection.execute("BEGIN IMMEDIATE")
        try:
            pending = _list_pending(connection, path)
            if pending:
                MIGRATIONS.apply(db, stop_before=pending[1:])
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise
    return db


def _list_pending(connection: sqlite3.Connection, path: Path) -> list[str]:
    applied = list_applied(connection, path)
    return [name for name in KNOWN_MIGRATIONS if name not in applied]


def _roll_back(connection: sqlite3.Connection) -> None:
    """Undo the open transaction, if the error has not ended it already (a full disk may)."""
    if connection.in_transaction:
        connection.rollback()


class Store:
    """The writing side; bound to the thread that opened it.

    Every method is a transaction of its own unless the caller holds one.  All raise StoreError.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self.db = db

    @property
    def connection(self) -> sqlite3.Connection:
        """For store.queries, which read inside the open transaction then."""
        return self.db.conn

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """`BEGIN IMMEDIATE` to commit, or rolled back by any exception; inside another: a savepoint.

        Immediate, because a deferred transaction that turns from reading to writing fails at once with
        "database is locked" when another process wrote in between, whatever the busy timeout.
        """
        with wrapped_errors(self.path):
            if self.connection.in_transaction:
                with self.db.atomic():
                    yield
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                _roll_back(self.connection)
                raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The caller's transaction, or one of its own: for methods that either do all or raise.

        No savepoint inside the caller's: the full-text index would write out all it holds at each.
        """
        if self.connection.in_transaction:
            with wrapped_errors(self.path):
                yield
        else:
            with self.transaction():
                yield

    def close(self) -> None:
        """Close the file; the last one to do so folds the write-ahead log back into it."""
        self.db.close()

    # ---------------------------------------------------------------------------------- configuration

    def record_config(self, signals: Sequence[Signal], feeds: Sequence[Feed]) -> None:
        """Make the rows of signals and feeds those of signals.toml; what is no longer there stays, unlisted.

        A feed whose URL changed is another feed: it starts without validators and with a baseline.  So does
        one that is read otherwise from now on, or its unchanged body would never be read so.  One that was
        gone (410) is asked again when it was switched off and is switched on.

        A signal that is new, changed, or there again has a backlog: the articles that are stored already.
        """
        with self._writing():
            ids = [signal.id for signal in signals]
            self.db.execute(
                f"UPDATE signals SET is_configured = 0 WHERE id NOT IN ({', '.join('?' * len(ids))})", ids
            )
            self.db.execute("UPDATE feeds SET is_configured = 0")
            for position, signal in enumerate(signals):
                self.db.execute(
                    _DEFINE_SIGNAL,
                    {
                        "id": signal.id,
                        "position": position,
                        "proposition": signal.proposition,
                        "version": signal.version,
                    },
                )
            for position, feed in enumerate(feeds):
                reading = {
                    "url": feed.url,
                    "kind": feed.kind.value,
                    "recipe": to_json(asdict(feed.recipe)) if feed.recipe else None,
                }
                self.db.execute(_FORGET_READING, reading)
                self.db.execute(
                    _DEFINE_FEED,
                    {
                        **reading,
                        "position": position,
                        "outlet": feed.outlet,
                        "title": feed.title,
                        "min_interval": span_to_microseconds(feed.min_interval),
                        "max_interval": span_to_microseconds(feed.max_interval),
                        "is_enabled": feed.enabled,
                        "reason": feed.reason,
                    },
                )

    # ------------------------------------------------------------------------------------------ feeds

    def list_due_feeds(self, now: datetime, *, limit: int = 10_000) -> tuple[FeedState, ...]:
        """Enabled, configured feeds whose time has come, longest due first; those never polled before all."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                """
                SELECT * FROM feeds
                WHERE is_configured AND is_enabled
                  AND (next_fetch_at <= ? OR (next_fetch_at IS NULL AND fetched_at IS NULL))
                ORDER BY next_fetch_at, position LIMIT ?
                """,
                [to_microseconds(now), limit],
            )
        return tuple(feed_from_row(row) for row in rows)

    def list_feed_states(self) -> tuple[FeedState, ...]:
        """All configured feeds, in the order of signals.toml, as coverage needs them."""
        with wrapped_errors(self.path):
            rows = select(self.connection, "SELECT * FROM feeds WHERE is_configured ORDER BY position")
        return tuple(feed_from_row(row) for row in rows)

    def get_feed_state(self, url: str) -> FeedState | None:
        """A feed's row, configured or not."""
        with wrapped_errors(self.path):
            rows = select(self.connection, "SELECT * FROM feeds WHERE url = ?", [url])
        return feed_from_row(rows[0]) if rows else None

    def record_feed(self, state: FeedState) -> None:
        """What a poll changed in a feed's row, validators and next_fetch_at among it."""
        with self._writing():
            self.db.execute(_UPDATE_FEED, {**feed_to_columns(state), "url": state.feed.url})

    def record_host_sleep(self, sleep: HostSleep, now: datetime) -> None:
        """Keep that a host sleeps from `now` on, and forget those that have woken."""
        at = to_microseconds(now)
        until = min(at + span_to_microseconds(sleep.span), _LAST_INSTANT)
        with self._writing():
            self.db.execute("DELETE FROM host_sleeps WHERE until <= ?", [at])
            self.db.execute(
                "INSERT INTO host_sleeps (host, until, strikes) VALUES (:host, :until, :strikes)"
                " ON CONFLICT (host) DO UPDATE SET until = max(until, :until), strikes = :strikes",
                {"host": sleep.host, "until": until, "strikes": sleep.strikes},
            )

    def list_told_illnesses(self) -> frozenset[str]:
        """URLs of feeds of which it was told that they are ill, and not yet that they see again."""
        with wrapped_errors(self.path):
            rows = self.connection.execute(
                "SELECT url FROM told_illnesses JOIN feeds ON feeds.id = feed_id"
            ).fetchall()
        return frozenset(url for (url,) in rows)

    def record_told_illnesses(self, told: Iterable[str], ended: Iterable[str], now: datetime) -> None:
        """Keep of which feeds it was told that they are ill, and of which that this has ended."""
        with self._writing():
            for url in told:
                self.db.execute(
                    "INSERT INTO told_illnesses (feed_id, told_at) SELECT id, ? FROM feeds WHERE url = ?"
                    " ON CONFLICT DO NOTHING",
                    [to_microseconds(now), url],
                )
            for url in ended:
                self.db.execute(
                    "DELETE FROM told_illnesses WHERE feed_id = (SELECT id FROM feeds WHERE url = ?)", [url]
                )

    # --------------------------------------------------------------------------------------- articles

    def find_articles(self, keys: Sequence[str]) -> dict[str, KnownArticle]:
        """Which of these keys and aliases belong to a stored article, and to which."""
        digests = {key_digest(key): key for key in keys}
        known: dict[str, KnownArticle] = {}
        ordered = list(digests)
        with wrapped_errors(self.path):
            for start in range(0, len(ordered), _LOOKUP_SIZE):
                chunk = ordered[start : start + _LOOKUP_SIZE]
                rows = self.connection.execute(
                    "SELECT digest, articles.id, articles.key, articles.title, feeds.url, articles.seen_at"
                    " FROM article_keys JOIN articles ON articles.id = article_id"
                    " LEFT JOIN feeds ON feeds.id = articles.feed_id"
                    f" WHERE digest IN ({', '.join('?' * len(chunk))})",
                    chunk,
                )
                for digest, article_id, key, title, feed_url, seen_at in rows:
                    known[digests[digest]] = KnownArticle(
                        article_id, key, title, feed_url, to_instant(seen_at)
                    )
        return known

    def add_article(self, article: Article, feed_url: str | None, now: datetime) -> int:
        """Store an article that find_articles does not know; its row id."""
        with self._writing():
            article_id = self.get_next_article_id()
            self.add_articles([article], article_id, feed_url, now)
        return article_id

    def get_next_article_id(self) -> int:
        """The row id of the article that is added next; it holds as long as the transaction does."""
        with wrapped_errors(self.path):
            (newest,) = self.connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
        return int(newest) + 1

    def add_articles(
        self, articles: Sequence[Article], first_id: int, feed_url: str | None, now: datetime
    ) -> None:
        """Store articles that find_articles does not know, under row ids from `first_id` on.

        Many rows a statement: SQLite then indexes them all while the interpreter is free for other threads.
        """
        with self._writing():
            feed = self.connection.execute("SELECT id FROM feeds WHERE url = ?", [feed_url]).fetchone()
            feed_id = feed[0] if feed else None
            rows = [
                _make_article_row(article, number, feed_id, now)
                for number, article in enumerate(articles, start=first_id)
            ]
            for start in range(0, len(rows), _INSERT_SIZE):
                chunk = rows[start : start + _INSERT_SIZE]
                self.connection.execute(_insert_rows("articles", _ARTICLE_COLUMNS, len(chunk)), _join(chunk))
            self._add_keys(
                (number, (article.key, *article.aliases))
                for number, article in enumerate(articles, start=first_id)
            )

    def add_article_keys(self, article_id: int, keys: Sequence[str]) -> None:
        """Further keys by which a stored article may come back; those of another article stay its own.

        A feed that gives its entries other guids at every poll would fill the file with them, so that an
        article learns no more than some.  None is ever forgotten: what it is known by now stays known.
        """
        with self._writing():
            row = self.connection.execute(
                "SELECT count FROM learned_keys WHERE article_id = ?", [article_id]
            ).fetchone()
            count = row[0] if row else 0
            if count >= _KEY_LIMIT:
                return
            if count >= _GUID_LIMIT:
                keys = [key for key in keys if not key.startswith("guid:")]
            learned = self._add_keys([(article_id, keys)])
            if learned:
                self.db.execute(
                    "INSERT INTO learned_keys (article_id, count) VALUES (?, ?)"
                    " ON CONFLICT DO UPDATE SET count = excluded.count",
                    [article_id, count + learned],
                )

    def _add_keys(self, keys_by_id: Iterable[tuple[int, Sequence[str]]]) -> int:
        """Add keys that nobody has; how many."""
        count = 0
        rows = [(key_digest(key), article_id) for article_id, keys in keys_by_id for key in keys]
        for start in range(0, len(rows), _INSERT_SIZE):
            chunk = rows[start : start + _INSERT_SIZE]
            insert = _insert_rows("article_keys", ("digest", "article_id"), len(chunk))
            count += self.connection.execute(f"{insert} ON CONFLICT DO NOTHING", _join(chunk)).rowcount
        return count

    def update_article(self, article_id: int, article: Article) -> None:
        """Take over a changed title, summary and text; key, dates and outlet stay as first stored.

        (A publisher's new date on an old article is not news.)
        """
        with self._writing():
            self.db.execute(
                "UPDATE articles SET title = ?, summary = ?, text = ? WHERE id = ?",
                (to_text(article.title), to_text(article.summary), to_text(article.text), article_id),
            )

    def get_text(self, article_id: int) -> str:
        """The stored text of an article, which came with its feed or from its page."""
        with wrapped_errors(self.path):
            row = self.connection.execute("SELECT text FROM articles WHERE id = ?", [article_id]).fetchone()
        return str(row[0]) if row else ""

    # --------------------------------------------------------------------------------------- evidence

    def record_evidence(
        self, article_id: int, evidence: Evidence, *, signal_version: str, rules_version: str, now: datetime
    ) -> None:
        """Store what a placed article says of a signal, in place of what it was judged to say before."""
        with self._writing():
            columns = {
                **evidence_to_columns(evidence),
                "article_id": article_id,
                "signal_version": signal_version,
                "rules_version": rules_version,
                "recorded_at": to_microseconds(now),
            }
            self.db.execute(_RECORD_EVIDENCE, columns)

    def get_article_evidence(self, article_id: int) -> tuple[Evidence, ...]:
        """What an article says, one for each signal it speaks of."""
        with wrapped_errors(self.path):
            rows = select(self.connection, f"{EVIDENCE_SELECT} WHERE evidence.article_id = ?", [article_id])
        return tuple(evidence_from_row(row) for row in rows)

    def add_correction(
        self, article_id: int, before: Evidence, title: str, stance: Stance | None, now: datetime
    ) -> None:
        """Keep that a title was changed, and what the article said before and says now (None: nothing)."""
        with self._writing():
            self.db.execute(
                "INSERT INTO corrections"
                " (evidence_id, at, title_before, title_after, stance_before, stance_after)"
                " SELECT id, ?, ?, ?, ?, ? FROM evidence WHERE article_id = ? AND signal_id = ?",
                [
                    to_microseconds(now),
                    to_text(before.title),
                    to_text(title),
                    before.stance.value,
                    stance and stance.value,
                    article_id,
                    before.verdict.signal_id,
                ],
            )

    def record_place(self, article_id: int, member: StoryMember, reason: str) -> None:
        """Keep where an article belongs among the stories, and what later ones are compared with."""
        with self._writing():
            self.db.execute(
                """
                INSERT INTO story_members (
                  article_id, story, origin, reason, outlet, owner, credited, lead, at
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (article_id) DO UPDATE SET
                  story = excluded.story, origin = excluded.origin, reason = excluded.reason,
                  credited = excluded.credited, lead = excluded.lead
                """,
                (
                    article_id,
                    member.story,
                    member.origin,
                    reason,
                    member.outlet,
                    member.owner,
                    member.credited,
                    member.lead,
                    to_microseconds(member.at),
                ),
            )

    def get_place(self, article_id: int) -> StoryPlace | None:
        """Where an article was placed; None when it is evidence of nothing."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                "SELECT story, origin, reason, reliability FROM story_members"
                " JOIN evidence USING (article_id) WHERE article_id = ? LIMIT 1",
                [article_id],
            )
        if not rows:
            return None
        return StoryPlace(rows[0]["story"], rows[0]["origin"], rows[0]["reason"], rows[0]["reliability"])

    def move_article(self, move: Move) -> tuple[str, ...]:
        """Give an earlier article another story and origin; ids of the signals it is evidence of."""
        with self._writing():
            row = self.connection.execute(
                "SELECT article_id FROM article_keys WHERE digest = ?", [key_digest(move.article_key)]
            ).fetchone()
            if row is None:
                return ()
            self.db.execute(
                "UPDATE story_members SET story = ?, origin = ? WHERE article_id = ?",
                (move.story, move.origin, row[0]),
            )
            signals = self.connection.execute("SELECT signal_id FROM evidence WHERE article_id = ?", [row[0]])
            return tuple(signal_id for (signal_id,) in signals.fetchall())

    def list_story_members(
        self, signal_ids: Sequence[str], since: datetime, until: datetime
    ) -> tuple[StoryMember, ...]:
        """Articles that are evidence of any of these signals, published from `since` to `until`, by time."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                f"""
                SELECT story_members.*, articles.key, articles.title
                FROM story_members JOIN articles ON articles.id = article_id
                WHERE story_members.at BETWEEN ? AND ? AND article_id IN (
                  SELECT article_id FROM evidence WHERE signal_id IN ({", ".join("?" * len(signal_ids))})
                )
                ORDER BY story_members.at, article_id
                """,
                [to_microseconds(since), to_microseconds(until), *signal_ids],
            )
        return tuple(member_from_row(row) for row in rows)

    def list_signal_evidence(self, signal_id: str) -> tuple[Evidence, ...]:
        """Evidence of a signal that nobody marked as wrong, by when it was published: for the fold."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                f"{EVIDENCE_SELECT} WHERE evidence.signal_id = ? AND NOT ({REJECTED})"
                " ORDER BY evidence.at, evidence.id",
                [signal_id],
            )
        return tuple(evidence_from_row(row) for row in rows)

    def add_mark(self, mark: Mark) -> int:
        """Keep a person's word on a piece of evidence, for ever; the next fold obeys the newest."""
        with self._writing():
            return self.insert(
                "marks",
                {
                    "evidence_id": mark.evidence_id,
                    "said": mark.said.value,
                    "correct": mark.correct and mark.correct.value,
                    "at": to_microseconds(mark.at),
                    "author": mark.author,
                    "note": mark.note,
                },
            )

    # ----------------------------------------------------------------------------------------- status

    def get_status(self, signal_id: str) -> SignalStatus | None:
        """The stored fold of a signal; None when it never was folded."""
        with wrapped_errors(self.path):
            return get_status(self.connection, signal_id)

    def record_status(self, status: SignalStatus, now: datetime) -> None:
        """Keep the fold of a signal, as of `now`."""
        with self._writing():
            columns = {**status_to_columns(status), "folded_at": to_microseconds(now)}
            self.db.table("signal_status").upsert(columns, pk="signal_id")

    def add_change(
        self,
        change: StatusChange,
        decision: str,
        detail: str,
        now: datetime,
        *,
        considered: Sequence[str] = (),
    ) -> int:
        """Log a step with what was decided about telling it ("told" or a SuppressedReason); its row id.

        `considered` is what each route said.
        """
        with self._writing():
            return self.insert(
                "status_changes",
                {
                    **change_to_columns(change),
                    "noticed_at": to_microseconds(now),
                    "decision": decision,
                    "decision_detail": detail,
                    "considered": to_json(considered),
                },
            )

    def get_newest_change(self, signal_id: str) -> StatusChange | None:
        """The step of a signal that was logged last."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                "SELECT * FROM status_changes WHERE signal_id = ? ORDER BY id DESC LIMIT 1",
                [signal_id],
            )
        return change_from_row(rows[0]) if rows else None

    def list_untold_baseline(self) -> tuple[int, frozenset[str]]:
        """The newest step, and the signals with a step since that is not told because it was so before.

        "Since" is since the fact BASELINE_TOLD was recorded.
        """
        with wrapped_errors(self.path):
            row = self.connection.execute(
                "SELECT value FROM runtime WHERE name = ?", [BASELINE_TOLD]
            ).fetchone()
            rows = self.connection.execute(
                "SELECT id, signal_id FROM status_changes WHERE id > ? AND decision = ?",
                [int(row[0]) if row else 0, SuppressedReason.BASELINE.value],
            ).fetchall()
        return max((number for number, _ in rows), default=0), frozenset(signal for _, signal in rows)

    def count_changes(self, signal_id: str) -> dict[int, int]:
        """How many steps are logged, by episode."""
        with wrapped_errors(self.path):
            rows = self.connection.execute(
                "SELECT episode, count(*) FROM status_changes WHERE signal_id = ? GROUP BY episode",
                [signal_id],
            ).fetchall()
        return dict(rows)

    def record_coverage(self, coverage: Coverage, now: datetime) -> datetime:
        """Keep whether a signal could be seen, as of `now`; since when the answer has been the same.

        A changed answer is logged in coverage_changes; the first one only when it is "blind".
        """
        with self._writing():
            before = self.connection.execute(
                "SELECT is_blind FROM signal_coverage WHERE signal_id = ?", [coverage.signal_id]
            ).fetchone()
            columns = {
                "signal_id": coverage.signal_id,
                "is_blind": coverage.is_blind,
                "reason": coverage.reason,
                "feed_count": coverage.feed_count,
                "seeing_count": coverage.seeing_count,
                "blind_feeds": to_json([(url, health.value) for url, health in coverage.blind_feeds]),
                "now": to_microseconds(now),
            }
            (since,) = self.connection.execute(_RECORD_COVERAGE, columns).fetchone()
            if coverage.is_blind != (bool(before[0]) if before else False):
                self.insert(
                    "coverage_changes",
                    {
                        "signal_id": coverage.signal_id,
                        "at": to_microseconds(now),
                        "is_blind": coverage.is_blind,
                        "reason": coverage.reason,
                    },
                )
        return to_instant(since)

    # ----------------------------------------------------------------------------------- human words

    def add_ruling(self, ruling: Ruling) -> int:
        """A person's word on a signal, for ever; the next fold obeys it.

        Raises StoreError when signals.toml never named the signal.
        """
        with self._writing():
            known = self.connection.execute(
                "SELECT 1 FROM signals WHERE id = ?", [ruling.signal_id]
            ).fetchone()
            if known is None:
                raise StoreError(
                    f"{self.path}: no signal {ruling.signal_id!r} in it yet; "
                    "run `watcher poll` once after adding a signal to signals.toml"
                )
            return self.insert(
                "rulings",
                {
                    "signal_id": ruling.signal_id,
                    "kind": ruling.kind.value,
                    "at": to_microseconds(ruling.at),
                    "author": ruling.author,
                    "note": ruling.note,
                },
            )

    def list_signal_rulings(self, signal_id: str) -> tuple[Ruling, ...]:
        """Everything people decided on a signal, oldest first."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection, "SELECT * FROM rulings WHERE signal_id = ? ORDER BY at, id", [signal_id]
            )
        return tuple(ruling_from_row(row) for row in rows)

    def add_silence(self, silence: Silence, now: datetime) -> int:
        """A timed mute; its row id."""
        with self._writing():
            return self.insert(
                "silences",
                {
                    "author": silence.author,
                    "note": silence.note,
                    "starts_at": to_microseconds(silence.starts_at),
                    "ends_at": to_microseconds(silence.ends_at),
                    "signals": to_json(silence.signals),
                    "statuses": to_json([status.value for status in silence.statuses]),
                    "channels": to_json(silence.channels),
                    "created_at": to_microseconds(now),
                },
            )

    def expire_silence(self, silence_id: int, now: datetime) -> bool:
        """End a silence now; False when there is none that still holds or is to come."""
        at = to_microseconds(now)
        with self._writing():
            cursor = self.db.execute(
                "UPDATE silences SET ends_at = max(starts_at, ?) WHERE id = ? AND ends_at > ?",
                (at, silence_id, at),
            )
        return cursor.rowcount == 1

    def list_live_silences(self, now: datetime) -> tuple[Silence, ...]:
        """Silences that hold now."""
        at = to_microseconds(now)
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                "SELECT * FROM silences WHERE starts_at <= ? AND ends_at > ? ORDER BY starts_at, id",
                [at, at],
            )
        return tuple(silence_from_row(row) for row in rows)

    # ----------------------------------------------------------------------- digests and reminders

    def begin_digest(self, route: str, channel: str, now: datetime) -> datetime:
        """Until when the digest of a route has told; a new one goes on where its channel's last one ended.

        `route` tells one digest of a channel from another: see ingest.
        """
        with self._writing():
            rows = self.connection.execute(
                "SELECT max(told_until) FROM digests WHERE route = ?", [route]
            ).fetchone()
            if rows[0] is not None:
                return to_instant(rows[0])
            (latest,) = self.connection.execute(
                "SELECT coalesce(max(told_until), ?) FROM digests WHERE channel = ?",
                [to_microseconds(now), channel],
            ).fetchone()
            self.db.execute(
                "INSERT INTO digests (route, channel, told_until) VALUES (?, ?, ?)", [route, channel, latest]
            )
        return to_instant(latest)

    def record_digest(self, route: str, told_until: datetime) -> None:
        """The digest of a route has told what came in up to an instant."""
        with self._writing():
            self.db.execute(
                "UPDATE digests SET told_until = ? WHERE route = ?", [to_microseconds(told_until), route]
            )

    def list_steps(self, since: datetime, until: datetime) -> tuple[StatusChange, ...]:
        """Steps noticed after `since` and up to `until` that a digest may tell, oldest first."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                "SELECT * FROM status_changes WHERE noticed_at > ? AND noticed_at <= ?"
                " AND decision NOT IN (?, ?) ORDER BY id",
                [
                    to_microseconds(since),
                    to_microseconds(until),
                    SuppressedReason.BASELINE.value,
                    SuppressedReason.SILENCED.value,
                ],
            )
        return tuple(change_from_row(row) for row in rows)

    def list_new_evidence(self, since: datetime, until: datetime) -> tuple[Evidence, ...]:
        """Evidence stored after `since` and up to `until` that may alert and nobody marked as wrong."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                f"{EVIDENCE_SELECT} WHERE evidence.recorded_at > ? AND evidence.recorded_at <= ?"
                f" AND evidence.may_alert AND NOT ({REJECTED}) ORDER BY evidence.at, evidence.id",
                [to_microseconds(since), to_microseconds(until)],
            )
        return tuple(evidence_from_row(row) for row in rows)

    def list_open_steps(self) -> tuple[OpenStep, ...]:
        """The newest step of each signal, where it was told and nobody has acknowledged it since."""
        with wrapped_errors(self.path):
            rows = select(self.connection, _OPEN_STEPS, [TOLD])
            return tuple(
                OpenStep(
                    change=change_from_row(row),
                    notification=self._get_notification(row["notification_id"]),
                    told=self._list_told(row["key"]),
                )
                for row in rows
            )

    def _get_notification(self, notification_id: int) -> Notification:
        (row,) = select(
            self.connection,
            f"SELECT {NOTIFICATION_COLUMNS} FROM notifications WHERE id = ?",
            [notification_id],
        )
        return notification_from_row(row)

    def _list_told(self, key: str) -> tuple[Told, ...]:
        """A step's own messages and its repeats, which have its key before their own."""
        rows = select(
            self.connection,
            "SELECT channel, key, settled_at FROM deliveries"
            " JOIN notifications ON notifications.id = notification_id"
            " WHERE (key = :key OR (kind = :reminder AND substr(key, 1, length(:key) + 1) = :key || '/'))"
            " AND state IN ('pending', 'leased', 'sent') ORDER BY deliveries.id",
            {"key": key, "reminder": NotificationKind.REMINDER.value},
        )
        return tuple(Told(row["channel"], row["key"], to_instant_or_none(row["settled_at"])) for row in rows)

    def get_untold_sight(self) -> tuple[Notification, tuple[str, ...]] | None:
        """The newest message that signals are BLIND, with its channels, until its end was told too."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                f"SELECT notifications.id, {NOTIFICATION_COLUMNS} FROM notifications"
                " WHERE kind IN (?, ?) ORDER BY id DESC LIMIT 1",
                [NotificationKind.BLIND.value, NotificationKind.SEES_AGAIN.value],
            )
            if not rows or rows[0]["kind"] != NotificationKind.BLIND:
                return None
            channels = self.connection.execute(
                "SELECT channel FROM deliveries WHERE notification_id = ? ORDER BY id", [rows[0]["id"]]
            ).fetchall()
        return notification_from_row(rows[0]), tuple(channel for (channel,) in channels)

    # ---------------------------------------------------------------------------------------- runtime

    def record_fact(self, name: str, value: str, now: datetime) -> None:
        """Keep a fact of the running process, one of FACTS."""
        if name not in FACTS:
            raise ValueError(f"{name!r} is no runtime fact")
        with self._writing():
            self.db.execute(
                "INSERT INTO runtime (name, value, at) VALUES (:name, :value, :at)"
                " ON CONFLICT (name) DO UPDATE SET value = :value, at = :at",
                {"name": name, "value": value, "at": to_microseconds(now)},
            )

    def add_job_error(self, job: str, error: str, now: datetime) -> None:
        """A job of the daemon failed; the newest JOB_ERROR_LIMIT are kept."""
        with self._writing():
            newest = self.insert("job_errors", {"job": job, "at": to_microseconds(now), "error": error})
            self.db.execute("DELETE FROM job_errors WHERE id <= ?", [newest - JOB_ERROR_LIMIT])

    def list_failed_jobs(self, since: datetime) -> tuple[FailedJob, ...]:
        """Jobs that failed since an instant, oldest first."""
        with wrapped_errors(self.path):
            rows = select(
                self.connection,
                "SELECT job, at, error FROM job_errors WHERE at >= ? ORDER BY id",
                [to_microseconds(since)],
            )
        return tuple(FailedJob(row["job"], to_instant(row["at"]), row["error"]) for row in rows)

    def insert(self, table: str, columns: dict[str, object]) -> int:
        """Add a row to a table that has an INTEGER PRIMARY KEY; its id.  For the modules of this package."""
        with self._writing():
            return int(self.db.table(table).insert(columns).last_pk)  # type: ignore[arg-type]  # None is for no row


def _make_article_row(
    article: Article, article_id: int, feed_id: int | None, now: datetime
) -> tuple[object, ...]:
    return (
        article_id,
        to_text(article.key),
        feed_id,
        to_text_or_none(article.outlet),
        to_text_or_none(article.url),
        to_text(article.title),
        to_text(article.summary),
        to_text(article.text),
        to_microseconds_or_none(article.published_at),
        to_microseconds(article.seen_at or now),
        article.is_date_clamped,
    )


@lru_cache(maxsize=256)
def _insert_rows(table: str, columns: tuple[str, ...], count: int) -> str:
    """The statement that inserts so many rows."""
    row = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * count)}"


def _join(rows: Iterable[tuple[object, ...]]) -> list[object]:
    return [value for row in rows for value in row]
