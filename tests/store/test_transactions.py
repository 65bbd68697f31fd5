"""All or nothing, one writer at a time, and a log that nobody rewrites."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import (
    FEED,
    HOUR,
    NOW,
    SIGNAL,
    add_evidence,
    make_article,
    make_change,
    make_evidence,
)
from watcher.errors import StoreBusyError, StoreError
from watcher.model import (
    Coverage,
    Feed,
    FeedKind,
    FeedState,
    Mark,
    Recipe,
    Ruling,
    RulingKind,
    SecretReference,
    Signal,
    Silence,
    Stance,
)
from watcher.store import queries
from watcher.store.board import get_runtime, list_statuses
from watcher.store.writer import JOB_ERROR_LIMIT, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from watcher.store.writer import Store


PAGE = replace(FEED, kind=FeedKind.PAGE, recipe=Recipe("article", "h2"))


def fail_inside(store: Store, name: str) -> None:
    with store.transaction():
        store.add_article(make_article(name), FEED.url, NOW)
        with store.transaction():
            store.record_feed(FeedState(FEED, etag="new", fetched_at=NOW))
        raise RuntimeError


def test_an_exception_undoes_the_whole_transaction(store: Store, reader: sqlite3.Connection) -> None:
    with pytest.raises(RuntimeError):
        fail_inside(store, "one")
    assert queries.list_articles(reader) == ()
    assert store.find_articles(["key of one"]) == {}
    (feed,) = queries.list_feeds(reader)
    assert feed.state.etag is None


def test_an_inner_transaction_can_fail_alone(store: Store, reader: sqlite3.Connection) -> None:
    with store.transaction():
        store.add_article(make_article("kept"), FEED.url, NOW)
        with pytest.raises(RuntimeError):
            fail_inside(store, "lost")
    assert [stored.article.key for stored in queries.list_articles(reader)] == ["key of kept"]


def test_readers_see_nothing_until_the_commit(store: Store, reader: sqlite3.Connection) -> None:
    with store.transaction():
        store.add_article(make_article(), FEED.url, NOW)
        assert queries.list_articles(reader) == ()
    assert len(queries.list_articles(reader)) == 1


def test_a_transaction_that_reads_first_may_still_write(store: Store, database: Path) -> None:
    """Deferred, it would let the other writer in after its first read, and then fail at once."""
    with closing(open_store(database, busy_timeout=0)) as other:
        with store.transaction():
            assert store.list_due_feeds(NOW)
            with pytest.raises(StoreBusyError):
                other.add_silence(Silence("other", "", NOW, NOW + HOUR), NOW)
            store.record_feed(FeedState(FEED, fetched_at=NOW))
        assert other.list_due_feeds(NOW) == ()


def test_a_held_lock_is_told_as_busy_and_nothing_is_written(store: Store, database: Path) -> None:
    with closing(open_store(database, busy_timeout=0.01)) as hasty:
        with (
            store.transaction(),
            pytest.raises(StoreBusyError, match="another process is writing to it; try again") as caught,
        ):
            hasty.add_article(make_article(), FEED.url, NOW)
        assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
        assert hasty.add_article(make_article(), FEED.url, NOW) == 1


def test_a_reader_cannot_write(reader: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM feeds")


@pytest.mark.parametrize("table", ["status_changes", "rulings", "coverage_changes", "marks"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET reason_or_note = reason_or_note", "DELETE FROM {}"])
def test_logs_are_append_only(store: Store, table: str, statement: str) -> None:
    store.add_change(make_change(), "told", "", NOW)
    store.add_ruling(Ruling(SIGNAL.id, RulingKind.ACK, NOW, "ann"))
    store.record_coverage(Coverage(SIGNAL.id, True, "no feed", 0, 0), NOW)
    add_evidence(store, make_article(), make_evidence(make_article()))
    store.add_mark(Mark(1, Stance.CONFIRMS, None, NOW, "ann"))
    column = "note" if table in ("rulings", "marks") else "reason"
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        store.connection.execute(statement.format(table).replace("reason_or_note", column))
    assert store.db.table(table).count == 1


def test_evidence_of_an_unknown_article_or_signal_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.connection.execute("INSERT INTO article_keys VALUES (x'00', 12345)")


def test_a_ruling_on_a_signal_that_was_never_stored_says_what_to_do(store: Store) -> None:
    with pytest.raises(StoreError, match=r"no signal 'nonsense'.*watcher poll"):
        store.add_ruling(Ruling("nonsense", RulingKind.ACK, NOW, "ann"))


# ------------------------------------------------------------------------------------ configuration


def test_what_leaves_signals_toml_is_no_longer_listed_but_its_history_stays(
    store: Store, reader: sqlite3.Connection
) -> None:
    store.record_feed(FeedState(FEED, etag="kept", fetched_at=NOW, next_fetch_at=NOW))
    store.add_change(make_change(), "told", "", NOW)
    other_feed = Feed("https://other.example/feed", "other.example")
    other_signal = Signal("merger", "They merge.", object=("them",))
    store.record_config([other_signal], [other_feed])
    assert [row.signal_id for row in list_statuses(reader, NOW)] == ["merger"]
    assert [state.feed.url for state in store.list_due_feeds(NOW)] == [other_feed.url]
    assert len(queries.list_changes(reader, SIGNAL.id)) == 1
    store.record_config([SIGNAL, other_signal], [other_feed, FEED])
    assert [row.signal_id for row in list_statuses(reader, NOW)] == [SIGNAL.id, "merger"]
    back = store.get_feed_state(FEED.url)
    assert back is not None
    assert back.etag == "kept"


def test_a_changed_definition_is_taken_over_and_what_polling_learned_is_kept(store: Store) -> None:
    store.record_feed(FeedState(FEED, etag="kept", fetched_at=NOW))
    changed = Feed(FEED.url, "new.example", title="New", enabled=False, reason="asks first")
    store.record_config([SIGNAL], [changed])
    assert store.list_feed_states() == (FeedState(changed, etag="kept", fetched_at=NOW),)


@pytest.mark.parametrize(
    ("before", "after", "is_kept"),
    [
        (FEED, replace(FEED, title="Another"), True),
        (PAGE, PAGE, True),
        (FEED, PAGE, False),
        (PAGE, replace(PAGE, recipe=Recipe("article", "h3")), False),
        (PAGE, FEED, False),
    ],
    ids=["a title", "nothing", "the kind", "a selector", "back to a feed"],
)
def test_a_feed_that_is_read_otherwise_forgets_its_validators_and_its_baseline(
    store: Store, before: Feed, after: Feed, *, is_kept: bool
) -> None:
    store.record_config([], [before])
    polled = FeedState(
        before,
        etag="kept",
        last_modified="kept",
        validators_from=FEED.url,
        fetched_at=NOW,
        baseline_at=NOW,
        next_fetch_at=NOW + HOUR,
    )
    store.record_feed(polled)
    store.record_config([], [after])
    state = store.get_feed_state(FEED.url)
    forgotten = replace(
        polled, etag=None, last_modified=None, validators_from=None, baseline_at=None, next_fetch_at=NOW
    )
    assert state == replace(polled if is_kept else forgotten, feed=after)


def test_no_secret_header_is_stored(store: Store) -> None:
    store.record_config([], [replace(FEED, headers=(("Authorization", SecretReference("env:TOKEN")),))])
    assert store.list_feed_states() == (FeedState(FEED),)


@pytest.mark.parametrize(
    ("state", "is_due"),
    [
        (FeedState(FEED), True),
        (FeedState(FEED, fetched_at=NOW, next_fetch_at=NOW), True),
        (FeedState(FEED, fetched_at=NOW, next_fetch_at=NOW + HOUR), False),
        (FeedState(FEED, fetched_at=NOW, next_fetch_at=None), False),
    ],
    ids=["never polled", "its time has come", "its time will come", "ended for good"],
)
def test_a_feed_is_due_when_its_time_has_come(store: Store, state: FeedState, *, is_due: bool) -> None:
    store.record_feed(state)
    assert bool(store.list_due_feeds(NOW)) is is_due


def test_disabled_feeds_are_never_due(store: Store) -> None:
    store.record_config([], [Feed(FEED.url, FEED.outlet, enabled=False, reason="robots.txt")])
    assert store.list_due_feeds(NOW) == ()


# ------------------------------------------------------------------------------------------ runtime


def test_runtime_facts_are_kept_and_read(store: Store, reader: sqlite3.Connection) -> None:
    store.record_fact("pid", "4711", NOW)
    store.record_fact("started", "", NOW)
    store.record_fact("polled", "", NOW)
    store.record_fact("polled", "", NOW + HOUR)
    runtime = get_runtime(reader)
    assert (runtime.pid, runtime.started_at, runtime.polled_at) == (4711, NOW, NOW + HOUR)
    assert runtime.heartbeat_at is None
    with pytest.raises(ValueError, match="no runtime fact"):
        store.record_fact("mood", "good", NOW)


def test_job_errors_are_kept_up_to_a_limit(store: Store, reader: sqlite3.Connection) -> None:
    with store.transaction():
        for number in range(JOB_ERROR_LIMIT + 3):
            store.add_job_error("poll", f"error {number}", NOW)
    assert queries.list_job_errors(reader, limit=1)[0].error == f"error {JOB_ERROR_LIMIT + 2}"
    assert len(queries.list_job_errors(reader, limit=10_000)) == JOB_ERROR_LIMIT


def test_a_silence_ends_when_it_is_expired(store: Store) -> None:
    silence_id = store.add_silence(Silence("ann", "", NOW, NOW + 2 * HOUR), NOW)
    coming = store.add_silence(Silence("ann", "", NOW + HOUR, NOW + 2 * HOUR), NOW)
    assert [silence.id for silence in store.list_live_silences(NOW)] == [silence_id]
    assert store.expire_silence(silence_id, NOW)
    assert not store.expire_silence(silence_id, NOW)
    assert store.expire_silence(coming, NOW)
    assert store.list_live_silences(NOW) == store.list_live_silences(NOW + HOUR) == ()
