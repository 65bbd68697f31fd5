"""What readers ask: search, filters, paging, and the board."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.samples import (
    FEED,
    HOUR,
    MINUTE,
    NOW,
    OTHER_SIGNAL,
    SIGNAL,
    add_evidence,
    make_article,
    make_change,
    make_evidence,
    make_notification,
    make_status,
    make_verdict,
)
from watcher.model import DeliveryState, FeedHealth, FeedState, Silence, Stance
from watcher.store import queries
from watcher.store.board import get_runtime, list_statuses
from watcher.store.outbox import Outbox
from watcher.store.writer import open_store

if TYPE_CHECKING:
    import sqlite3

    from watcher.store.writer import Store

FTS5_OWN = ("--", "PRAGMA", "SELECT k, v")
"""How the statements begin that FTS5 runs for itself."""

ARTICLES = {
    "plain": make_article("plain", title="Bureau bans widget", summary="Effective today.", text=""),
    "café": make_article("café", title="Le café « Zoë »", summary="Déjà vu", text=""),
    "body": make_article("body", title="Morning notes", summary="", text="It bans the widget, bureau says."),
    "syntax": make_article("syntax", title='AND NOT "quoted" a* ^b -c (d) title: e+f', summary="", text=""),
}


@pytest.fixture
def archive(store: Store, reader: sqlite3.Connection) -> sqlite3.Connection:
    for article in ARTICLES.values():
        store.add_article(article, FEED.url, NOW)
    return reader


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("widget", {"plain", "body"}),
        ("WIDGET bans", {"plain", "body"}),
        ('"bans widget"', {"plain"}),
        ('"bans widget', {"plain"}),
        ("cafe zoe", {"café"}),
        ("deja", {"café"}),
        ("effective", {"plain"}),
        ("title:", {"syntax"}),
        ('NOT "quoted"', {"syntax"}),
        ("e+f", {"syntax"}),
        ("wid*", set()),
        ("bans OR nothing", set()),
        ("", set()),
        ('  " "  ', set()),
        ("?!", set()),
        ("a\0b", {"syntax"}),
    ],
)
def test_search_finds_words_and_takes_nothing_for_syntax(
    archive: sqlite3.Connection, text: str, names: set[str]
) -> None:
    found = queries.search_articles(archive, text)
    assert {stored.article.key for stored in found} == {f"key of {name}" for name in names}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_search_text_is_an_error(text: str) -> None:
    with closing(open_store_in_memory()) as store:
        queries.search_articles(store.connection, text)


def open_store_in_memory() -> Store:
    from pathlib import Path  # noqa: PLC0415  # a name SQLite takes for memory, in no folder

    return open_store(Path(":memory:"))


def test_search_follows_a_changed_title(store: Store, reader: sqlite3.Connection) -> None:
    article_id = store.add_article(make_article(title="Old words"), FEED.url, NOW)
    store.update_article(article_id, make_article(title="Fresh phrase"))
    assert queries.search_articles(reader, "old words") == ()
    (found,) = queries.search_articles(reader, "fresh phrase")
    assert found.id == article_id
    store.connection.execute("INSERT INTO article_words (article_words) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("1", "plain"),
        ("key of café", "café"),
        ("alias of body", "body"),
        ("https://paper.example/plain", "plain"),
        ("https://paper.example/nowhere", None),
        ("99", None),
        ("9" * 40, None),
        ("²", None),
        ("", None),
    ],
)
def test_an_article_is_found_by_id_key_alias_or_address(
    archive: sqlite3.Connection, reference: str, name: str | None
) -> None:
    stored = queries.get_article(archive, reference)
    assert (stored and stored.article.key) == (name and f"key of {name}")


def test_articles_are_paged_in_the_order_they_came(store: Store, reader: sqlite3.Connection) -> None:
    for number in range(5):
        store.add_article(make_article(f"{number}", seen_at=NOW + number * MINUTE), None, NOW)
    first = queries.list_articles(reader, limit=2)
    rest = queries.list_articles(reader, after_id=first[-1].id)
    assert [stored.article.key for stored in (*first, *rest)] == [f"key of {number}" for number in range(5)]
    assert [stored.id for stored in queries.list_articles(reader, since=NOW + 3 * MINUTE)] == [4, 5]
    assert first[0].feed_url is None


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["new denial", "old", "old, other signal"]),
        ({"signal_id": "ban"}, ["new denial", "old"]),
        ({"stance": Stance.DENIES}, ["new denial"]),
        ({"since": NOW - HOUR}, ["new denial"]),
        ({"outlet": "wire.example"}, ["new denial"]),
        ({"article_id": 1}, ["old", "old, other signal"]),
        ({"limit": 1}, ["new denial"]),
        ({"signal_id": "ban", "stance": Stance.REVERSES}, []),
    ],
)
def test_evidence_is_narrowed_by_every_filter(
    store: Store, reader: sqlite3.Connection, filters: dict[str, object], names: list[str]
) -> None:
    old = make_article("old", published_at=NOW - 2 * HOUR)
    new = make_article("new denial")
    add_evidence(store, old, make_evidence(old), make_evidence(old, make_verdict(OTHER_SIGNAL.id)))
    denial = make_verdict(stance=Stance.DENIES)
    add_evidence(store, new, make_evidence(new, denial, outlet="wire.example"))
    found = queries.list_evidence(reader, **filters)  # type: ignore[arg-type]  # filters by name
    labels = {("key of old", "ban"): "old", ("key of old", "recall"): "old, other signal"}
    keys = [(item.evidence.article_key, item.evidence.verdict.signal_id) for item in found]
    assert sorted(labels.get(key, "new denial") for key in keys) == sorted(names)
    assert [item.evidence.at for item in found] == sorted((item.evidence.at for item in found), reverse=True)


def test_changes_are_listed_newest_first_and_by_signal(store: Store, reader: sqlite3.Connection) -> None:
    for number in range(3):
        store.add_change(make_change(reason=f"step {number}"), "told", "", NOW + number * HOUR)
    store.add_change(make_change(signal_id="recall"), "silenced", "until noon", NOW + 3 * HOUR)
    assert [item.change.reason for item in queries.list_changes(reader, "ban")] == [
        "step 2",
        "step 1",
        "step 0",
    ]
    assert len(queries.list_changes(reader, since=NOW + 2 * HOUR)) == 2
    (silenced,) = queries.list_changes(reader, limit=1)
    assert (silenced.decision, silenced.decision_detail) == ("silenced", "until noon")
    assert silenced.notification_key is None
    assert store.count_changes("ban") == {2: 3}


def test_deliveries_are_narrowed_by_state_and_channel(store: Store, reader: sqlite3.Connection) -> None:
    outbox = Outbox(store)
    outbox.add_notification(make_notification(), ["chat", "mail"], NOW)
    (claimed,) = outbox.claim_deliveries(NOW, HOUR, 1, channel="mail")
    outbox.settle_dead(claimed, "550 no such user", NOW)
    assert [item.channel for item in queries.list_deliveries(reader)] == ["mail", "chat"]
    assert [item.channel for item in queries.list_deliveries(reader, channel="chat")] == ["chat"]
    (dead,) = queries.list_deliveries(reader, state=DeliveryState.DEAD)
    assert dead.error == "550 no such user"


# -------------------------------------------------------------------------------------------- board


def test_a_new_database_shows_every_signal_as_not_judged_and_blind(reader: sqlite3.Connection) -> None:
    rows = list_statuses(reader, NOW)
    assert [row.signal_id for row in rows] == ["ban", "recall"]
    assert [row.proposition for row in rows] == [SIGNAL.proposition, OTHER_SIGNAL.proposition]
    for row in rows:
        assert (row.status, row.reason, row.is_blind) == ("QUIET", "not judged yet", True)
        assert (row.since, row.grade, row.folded_at, row.covered_at) == (None, None, None, None)


def test_the_board_shows_the_fold_its_evidence_and_mutes(store: Store, reader: sqlite3.Connection) -> None:
    store.record_status(make_status(), NOW)
    article = make_article()
    add_evidence(store, article, make_evidence(article))
    store.add_silence(Silence("ann", "", NOW - HOUR, NOW + HOUR, ("ban",)), NOW)
    store.add_silence(Silence("ann", "", NOW - HOUR, NOW + MINUTE), NOW)
    store.add_silence(Silence("ann", "", NOW + HOUR, NOW + 9 * HOUR), NOW)
    row, other = list_statuses(reader, NOW)
    assert (row.status, row.grade, row.episode, row.evidence_count) == ("CORROBORATED", "B2", 3, 1)
    assert row.origins == ("paper group", "wire.example")
    assert (row.since, row.freshest_at, row.folded_at) == (NOW - HOUR, NOW - MINUTE, NOW)
    assert (row.is_acknowledged, row.is_expired, row.is_baseline) == (True, True, True)
    assert (row.muted_until, other.muted_until) == (NOW + HOUR, NOW + MINUTE)
    assert list_statuses(reader, NOW + HOUR)[0].muted_until == NOW + 9 * HOUR


def test_the_board_counts_feeds_articles_and_deliveries(store: Store, reader: sqlite3.Connection) -> None:
    store.add_article(make_article(), FEED.url, NOW)
    store.record_feed(FeedState(FEED, health=FeedHealth.NOT_MODIFIED))
    outbox = Outbox(store)
    outbox.add_notification(make_notification(), ["chat", "mail"], NOW)
    (claimed,) = outbox.claim_deliveries(NOW, HOUR, 1)
    outbox.settle_dead(claimed, "revoked", NOW)
    runtime = get_runtime(reader)
    assert (runtime.feed_count, runtime.healthy_feed_count, runtime.article_count) == (1, 1, 1)
    assert (runtime.pending_delivery_count, runtime.dead_delivery_count) == (1, 1)


def test_every_list_is_bounded(store: Store) -> None:
    """A reader must not be drowned: whatever is listed has a limit that the SQL itself knows."""
    statements: list[str] = []
    store.connection.set_trace_callback(statements.append)
    connection = store.connection
    list_statuses(connection, NOW)
    queries.list_changes(connection)
    queries.list_coverage_changes(connection)
    queries.list_evidence(connection)
    queries.list_articles(connection)
    queries.search_articles(connection, "word")
    queries.list_feeds(connection)
    queries.list_deliveries(connection)
    queries.list_host_sleeps(connection, NOW)
    queries.list_corrections(connection, SIGNAL.id)
    queries.list_silences(connection, since=NOW - timedelta(days=1))
    queries.list_rulings(connection, SIGNAL.id)
    queries.list_job_errors(connection)
    store.connection.set_trace_callback(None)
    # FTS5's own are left out.
    statements = [text for text in statements if not text.startswith("--") and "'main'." not in text]
    assert len(statements) == 13
    assert [statement for statement in statements if "LIMIT" not in statement] == []


def test_reading_the_board_imports_nothing_that_is_slow_to_import() -> None:
    """`watcher status` must start in a blink; these take ten times as long to import as it may take."""
    code = "import sys, watcher.store.board, watcher.store.reader; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"sqlite_utils", "pydantic", "httpx", "asyncio", "rapidfuzz", "watcher.model", "apscheduler"}
    assert slow & set(done.stdout.split()) == set()
