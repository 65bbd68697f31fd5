"""Ingest: from due feeds to what must be told, with the transport and the clock as seams."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bridge import (
    CLOSED,
    CLOSES,
    DENIED,
    ELSEWHERE,
    HOUR,
    SELLS,
    START,
    SUSPENDED,
    THREATENS,
    load_bridge,
    make_report,
)
from tests.publisher import make_rss
from watcher.errors import StoreFullError
from watcher.ingest import BacklogReport, Ingest, PollReport
from watcher.model import (
    FeedHealth,
    Fetched,
    FetchFailed,
    FetchFailure,
    NotificationKind,
    NotModified,
    Ruling,
    RulingKind,
    Silence,
    Stance,
    Status,
)
from watcher.store import queries
from watcher.store.board import get_runtime, list_statuses
from watcher.store.upkeep import backup_database
from watcher.store.writer import open_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from watcher.config import Config
    from watcher.model import Article, Evidence, FeedState, FetchResult, Notification
    from watcher.store.queries import StoredChange
    from watcher.store.writer import Store

pytestmark = pytest.mark.anyio

BASE = "http://127.0.0.1:1"
WIRE, POST, ECHO, BOARD = (f"{BASE}/{name}" for name in ("wire", "post", "echo", "board"))
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NO_NEWS = make_rss([make_report("Opening hours of the town hall", "post.example", -48)])


@dataclass
class ScriptedFetcher:
    """Answers each feed with what was put there: bytes (with an ETag made of them), a result, or an error.

    A feed that is asked with the ETag it would send answers 304, as a publisher would.
    """

    answers: dict[str, bytes | FetchResult | Exception | Callable[[], Awaitable[FetchResult]]] = field(
        default_factory=dict
    )
    asked: list[str] = field(default_factory=list)

    async def fetch_feed(self, state: FeedState, now: datetime) -> FetchResult:
        assert now.tzinfo is not None
        self.asked.append(state.feed.url)
        answer = self.answers.get(state.feed.url, NO_NEWS)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, bytes):
            etag = f'"{hash(answer)}"'
            if state.etag == etag:
                return NotModified(state.feed.url)
            return Fetched(state.feed.url, answer, content_type="application/rss+xml", etag=etag)
        if callable(answer):
            return await answer()
        return answer


class Town:
    """A watcher of the invented town, with hands on its clock, its publishers and its database."""

    def __init__(self, config: Config, store: Store) -> None:
        self.config = config
        self.store = store
        self.fetcher = ScriptedFetcher()
        self.now = START
        self.committed = asyncio.Event()
        self.steps: list[tuple[str, int]] = []  # each with the turn of the loop it was taken in
        self.turn = 0
        self.fails_at = ""
        self.ingest = self.open_ingest(config)

    def open_ingest(self, config: Config) -> Ingest:
        self.store.record_config(tuple(config.signals.values()), config.feeds)
        return Ingest(
            config,
            self.store,
            self.fetcher,
            read_clock=lambda: self.now,
            draw_jitter=lambda: 0.5,
            checkpoint=self.note_step,
        )

    def note_step(self, step: str) -> None:
        self.steps.append((step, self.turn))
        if step == self.fails_at:
            raise StoreFullError("the disk is full")
        if step == "committed":
            self.committed.set()

    def count_turns(self) -> None:
        """Count the turns of the event loop from now on."""
        self.turn += 1
        asyncio.get_running_loop().call_soon(self.count_turns)

    def publish(self, url: str, *articles: Article) -> None:
        self.fetcher.answers[url] = make_rss(articles)

    async def poll(self, after: timedelta = DAY) -> PollReport:
        """Let time pass until every feed is due again, and poll."""
        self.now += after
        return await self.ingest.poll_due(self.now)

    async def poll_baseline(self) -> None:
        """Poll every feed once while there is no news, so that what comes later may alert."""
        await self.ingest.poll_due(self.now)

    def list_changes(self, signal_id: str = "bridge-closed") -> list[StoredChange]:
        return list(reversed(queries.list_changes(self.store.connection, signal_id)))

    def list_steps(self, signal_id: str = "bridge-closed") -> list[tuple[str, str]]:
        """(status entered, decision) of each step, oldest first."""
        return [(item.change.after.value, item.decision) for item in self.list_changes(signal_id)]

    def list_told(self) -> list[str]:
        """Keys of what was told, but for what was so before we looked."""
        return [item.key for item in self.list_messages() if item.kind is not NotificationKind.BASELINE]

    def list_messages(self) -> list[Notification]:
        return [item.notification for item in reversed(queries.list_deliveries(self.store.connection))]

    def list_headlines(self) -> list[str]:
        return [message.headline for message in self.list_messages()]

    def list_evidence(self, signal_id: str = "bridge-closed") -> tuple[Evidence, ...]:
        return self.store.list_signal_evidence(signal_id)

    def count_news(self) -> int:
        """Stored articles but that of NO_NEWS."""
        return self.store.db.table("articles").count_where("title NOT LIKE 'Opening hours%'")

    def get_feed(self, url: str) -> FeedState:
        state = self.store.get_feed_state(url)
        assert state is not None
        return state


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    config = load_bridge(tmp_path, BASE)
    with closing(open_store(tmp_path / "state" / "watcher.db")) as store:
        opened = Town(config, store)
        try:
            yield opened
        finally:
            opened.ingest.close()


def report(title: str, outlet: str, hours: float | None, **changes: str) -> Article:
    return make_report(title, f"{outlet}.example", hours, **changes)


# ---------------------------------------------------------------------------------- the ordinary way


async def test_news_becomes_articles_evidence_a_status_and_a_delivery(town: Town) -> None:
    await town.poll_baseline()
    others = [report(ELSEWHERE, "post", 21), report("Market day", "post", 22)]
    town.publish(POST, report(CLOSES, "post", 20), *others)
    done = await town.poll()
    assert (done.feed_count, done.article_count, done.evidence_count) == (4, 3, 1)
    assert [change.after for change in done.changes] == [Status.REPORTED]
    (evidence,) = town.list_evidence()
    assert (evidence.stance, evidence.outlet) == (Stance.CONFIRMS, "post.example")
    assert evidence.at == START + 20 * HOUR
    assert town.list_steps() == [("REPORTED", "told")]
    (change,) = town.list_changes()
    assert change.notification_key == town.list_told()[0]
    assert change.noticed_at == town.now
    status = town.store.get_status("bridge-closed")
    assert status is not None
    assert (status.status, status.article_keys) == (Status.REPORTED, (evidence.article_key,))
    (found,) = queries.search_articles(town.store.connection, '"closes marsh bridge"')
    assert (found.feed_url, found.article.seen_at) == (POST, town.now)


async def test_what_is_known_is_neither_stored_nor_told_again(town: Town) -> None:
    await town.poll_baseline()
    first = report(CLOSES, "post", 20)
    town.publish(POST, first)
    await town.poll()
    town.publish(POST, report("Market day", "post", 30), first)
    done = await town.poll()
    assert (done.article_count, done.evidence_count, done.changes) == (1, 0, ())
    assert town.count_news() == 2
    assert len(town.list_told()) == 1


async def test_validators_are_stored_with_the_articles_they_vouch_for(town: Town) -> None:
    town.publish(POST, report(CLOSES, "post", -1))
    await town.poll_baseline()
    first = town.get_feed(POST)
    assert first.etag is not None
    done = await town.poll()
    assert done.health_counts == {FeedHealth.NOT_MODIFIED: 4} or FeedHealth.OK not in done.health_counts
    again = town.get_feed(POST)
    assert again.etag == first.etag
    assert again.fetched_at == town.now
    assert again.next_fetch_at is not None
    assert again.next_fetch_at > town.now


async def test_a_feed_is_asked_again_only_when_its_time_has_come(town: Town) -> None:
    await town.poll_baseline()
    assert len(town.fetcher.asked) == 4
    done = await town.poll(after=MINUTE)
    assert done == PollReport()
    assert len(town.fetcher.asked) == 4


async def test_each_round_leaves_word_that_it_was_done(town: Town) -> None:
    await town.poll_baseline()
    assert get_runtime(town.store.connection).polled_at == town.now


# ----------------------------------------------------------------------------- baseline and lateness


async def test_a_first_poll_stores_and_judges_but_tells_only_what_is_young(town: Town) -> None:
    town.publish(POST, report(CLOSES, "post", -24 * 40))
    await town.poll_baseline()
    ((status, decision),) = town.list_steps()
    assert status == "REPORTED"
    assert decision != "told"
    assert town.list_told() == []
    assert [evidence.may_alert for evidence in town.list_evidence()] == [False]


async def test_a_first_poll_tells_what_is_younger_than_the_window(town: Town) -> None:
    town.publish(POST, report(CLOSES, "post", -1))
    await town.poll_baseline()
    assert town.list_steps() == [("REPORTED", "told")]


async def test_a_first_poll_takes_no_undated_article_for_news(town: Town) -> None:
    town.publish(POST, report(CLOSES, "post", None))
    await town.poll_baseline()
    assert [evidence.may_alert for evidence in town.list_evidence()] == [False]
    assert town.list_told() == []


async def test_an_undated_article_is_news_when_it_comes_later(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", None))
    await town.poll()
    (evidence,) = town.list_evidence()
    assert (evidence.may_alert, evidence.at) == (True, town.now)


async def test_an_archive_that_a_known_feed_suddenly_serves_is_not_news(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", -24 * 90))
    await town.poll()
    assert [evidence.may_alert for evidence in town.list_evidence()] == [False]
    assert town.list_told() == []


async def test_what_was_published_while_nobody_looked_is_told_late(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", 1))
    await town.poll(after=24 * HOUR)
    assert town.list_steps() == [("REPORTED", "told")]


# What is already so when we begin to look, again or at last, is told in one message.

CLOSED_BEFORE = "Already so before Watcher looked: bridge-closed is REPORTED"


async def test_a_first_poll_tells_in_one_message_what_was_already_so(town: Town) -> None:
    town.publish(POST, report(CLOSES, "post", -24 * 40))
    town.publish(ECHO, report(SELLS, "echo", -24 * 39))
    town.publish(WIRE, report(THREATENS, "wire", -24 * 50))
    await town.poll_baseline()
    (message,) = town.list_messages()
    assert message.headline == "Already so before Watcher looked: 2 signals"
    assert "bridge-closed: REPORTED" in message.reason
    assert "bridge-sold: REPORTED" in message.reason
    assert [quote.title for quote in message.quotes] == [CLOSES, SELLS]
    await town.poll()
    assert len(town.list_messages()) == 1


async def test_a_first_poll_that_finds_only_threats_tells_nothing(town: Town) -> None:
    town.publish(WIRE, report(THREATENS, "wire", -24 * 50))
    await town.poll_baseline()
    assert town.list_messages() == []


async def test_an_added_feed_tells_in_one_message_what_was_already_so(town: Town) -> None:
    town.publish(POST, *(report(CLOSES, "post", -24 * days) for days in range(20, 30)))
    both = town.config
    town.ingest.close()
    town.ingest = town.open_ingest(replace(both, feeds=both.feeds[:1]))
    await town.poll_baseline()
    assert town.list_messages() == []
    town.ingest.close()
    town.ingest = town.open_ingest(both)
    await town.poll(after=MINUTE)
    assert town.list_headlines() == [CLOSED_BEFORE]


async def test_a_long_sleep_tells_the_young_alone_and_the_old_in_one_message(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", 30))
    town.publish(ECHO, report(SELLS, "echo", 24 * 5 - 2))
    await town.poll(after=5 * DAY)
    assert town.list_steps() == [("REPORTED", "true before we began to look")]
    assert town.list_steps("bridge-sold") == [("REPORTED", "told")]
    told, summary = town.list_headlines()
    assert told.startswith("bridge-sold: QUIET → REPORTED")
    assert summary == CLOSED_BEFORE


async def test_a_restored_backup_repeats_no_message_but_one(town: Town, tmp_path: Path) -> None:
    await town.poll_baseline()
    backup_database(town.store.path, tmp_path / "backup.db", lambda _done, _total: None)
    for number, title in enumerate((THREATENS, CLOSED, CLOSES)):
        town.publish(POST, report(title, "post", 20 + number))
        await town.poll()
    town.ingest.close()
    with closing(open_store(tmp_path / "backup.db")) as store:
        restored = Town(town.config, store)
        restored.fetcher.answers, restored.now = town.fetcher.answers, town.now
        await restored.poll(after=3 * DAY)
        assert restored.list_headlines() == [CLOSED_BEFORE]
        restored.ingest.close()


async def test_what_was_already_so_is_told_once_more_has_not_happened_since(town: Town) -> None:
    """A step that is told by itself in the same round says it all."""
    town.publish(POST, report(CLOSES, "post", -24 * 40))
    town.publish(BOARD, report(CLOSES, "water-board", -1))
    await town.poll_baseline()
    (headline,) = town.list_headlines()
    assert "→ CONFIRMED" in headline


# ------------------------------------------------------------------------------ which article is which


async def test_an_article_that_two_feeds_carry_is_stored_once(town: Town) -> None:
    await town.poll_baseline()
    url = "https://post.example/closed"
    town.publish(POST, report(CLOSES, "post", 20, url=url, key="at the post"))
    town.publish(WIRE, report(CLOSES, "post", 20, url=f"{url}?utm_source=wire", key="at the wire"))
    done = await town.poll()
    assert done.article_count == 1
    assert town.count_news() == 1
    assert len(town.list_evidence()) == 1


async def test_an_entry_that_stands_twice_in_a_feed_is_stored_once(town: Town) -> None:
    twice = report(CLOSES, "post", -1)
    town.publish(POST, twice, twice)
    await town.poll_baseline()
    assert town.count_news() == 1


async def test_a_publishers_new_date_on_an_old_article_is_not_news(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", 1, key="same", url="https://post.example/1"))
    await town.poll()
    (before,) = town.list_evidence()
    town.publish(POST, report(CLOSES, "post", 47, key="same", url="https://post.example/1"))
    done = await town.poll()
    assert (done.article_count, done.evidence_count) == (0, 0)
    assert town.list_evidence() == (before,)


async def test_a_changed_title_is_judged_anew_and_says_it_now(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(THREATENS, "post", 1, key="same", url="https://post.example/1"))
    await town.poll()
    assert town.list_steps()[-1][0] == "WATCH"
    town.publish(POST, report(CLOSES, "post", 1, key="same", url="https://post.example/1"))
    done = await town.poll()
    assert (done.article_count, done.evidence_count) == (0, 1)
    (evidence,) = town.list_evidence()
    assert (evidence.stance, evidence.at, evidence.may_alert) == (Stance.CONFIRMS, town.now, True)
    assert town.list_steps()[-1] == ("REPORTED", "told")
    (found,) = queries.search_articles(town.store.connection, "closes")
    assert found.article.title == CLOSES


async def test_a_changed_title_that_says_the_same_keeps_its_date(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", 1, key="same", url="https://post.example/1"))
    await town.poll()
    town.publish(POST, report(CLOSED, "post", 30, key="same", url="https://post.example/1"))
    await town.poll()
    (evidence,) = town.list_evidence()
    assert (evidence.title, evidence.at) == (CLOSED, START + HOUR)
    assert len(town.list_steps()) == 1


async def test_what_a_changed_title_no_longer_says_stays_said(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", 1, key="same", url="https://post.example/1"))
    await town.poll()
    same = {"key": "same", "url": "https://post.example/1"}
    town.publish(POST, report("Traffic diverted", "post", 1, summary="Long queues.", **same))
    await town.poll()
    (evidence,) = town.list_evidence()
    assert evidence.stance is Stance.CONFIRMS


async def test_a_changed_title_is_recorded_as_a_correction_of_evidence(town: Town) -> None:
    await town.poll_baseline()
    same = {"key": "same", "url": "https://post.example/1"}
    for title in (THREATENS, CLOSES, "Traffic diverted"):
        town.publish(POST, report(title, "post", 1, summary="Long queues.", **same))
        await town.poll()
    done, denied = queries.list_corrections(town.store.connection, "bridge-closed")
    assert (denied.title_before, denied.title_after) == (THREATENS, CLOSES)
    assert (denied.stance_before, denied.stance_after) == (Stance.ANTICIPATES, Stance.CONFIRMS)
    assert (done.title_before, done.stance_before, done.stance_after) == (CLOSES, Stance.CONFIRMS, None)
    assert len(town.list_told()) == 1


async def test_a_changed_title_is_found_also_when_the_guid_changed_with_it(town: Town) -> None:
    await town.poll_baseline()
    url = "https://post.example/1"
    for number, title in enumerate((THREATENS, CLOSES, CLOSED)):
        town.publish(POST, report(title, "post", 1, key=f"guid {number}", url=url))
        await town.poll()
    assert town.count_news() == 1
    assert [evidence.title for evidence in town.list_evidence()] == [CLOSED]
    assert [status for status, _ in town.list_steps()] == ["WATCH", "REPORTED"]


async def test_another_feeds_wording_changes_nothing(town: Town) -> None:
    await town.poll_baseline()
    url = "https://post.example/closed"
    town.publish(POST, report(CLOSES, "post", 20, url=url, key="at the post"))
    await town.poll()
    town.publish(WIRE, report("POST: bridge shut!", "post", 20, url=url, key="at the wire"))
    for _ in range(2):
        done = await town.poll()
        assert (done.article_count, done.evidence_count) == (0, 0)
    assert [evidence.title for evidence in town.list_evidence()] == [CLOSES]


# ------------------------------------------------------------------------------------ steps and origins


async def test_two_outlets_of_different_owners_corroborate(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", 20))
    await town.poll()
    town.publish(ECHO, report(CLOSED, "echo", 40))
    await town.poll()
    assert town.list_steps() == [("REPORTED", "told"), ("CORROBORATED", "told")]
    assert len(set(town.list_told())) == 2


async def test_an_official_document_confirms_and_reverses(town: Town) -> None:
    await town.poll_baseline()
    town.publish(BOARD, report(CLOSES, "water-board", 20))
    await town.poll()
    town.publish(BOARD, report(SUSPENDED, "water-board", 40))
    await town.poll()
    assert town.list_steps() == [("CONFIRMED", "told"), ("REVERSED", "told")]


async def test_of_steps_noticed_together_only_the_last_is_told(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(THREATENS, "post", 18), report(CLOSES, "post", 20))
    await town.poll()
    (watch, reported) = town.list_steps()
    assert watch[0] == "WATCH"
    assert watch[1] != "told"
    assert reported == ("REPORTED", "told")


async def test_a_copy_adds_no_origin_and_is_one_story(town: Town) -> None:
    await town.poll_baseline()
    words = " ".join(f"word{number}" for number in range(60))
    town.publish(POST, report(CLOSES, "post", 20, summary=words))
    await town.poll()
    town.publish(ECHO, report(CLOSES, "echo", 21, summary=words))
    await town.poll()
    first, second = town.list_evidence()
    assert first.story == second.story
    assert first.origin == second.origin
    assert town.list_steps() == [("REPORTED", "told")]


async def test_a_wire_that_comes_late_takes_its_copies_with_it(town: Town) -> None:
    """The copies came first and stood as the desk's own; the stored evidence moves to the wire."""
    await town.poll_baseline()
    words = " ".join(f"word{number}" for number in range(60))
    town.publish(POST, report(CLOSES, "post", 20, summary=words))
    await town.poll()
    (alone,) = town.list_evidence()
    assert alone.origin == "Post Company"
    town.publish(WIRE, report(CLOSES, "wire", 19, summary=words))
    await town.poll()
    assert {evidence.origin for evidence in town.list_evidence()} == {"Wire Cooperative"}


async def test_a_silence_is_logged_beside_the_step_it_muted(town: Town) -> None:
    await town.poll_baseline()
    silence = Silence("ann", "maintenance of the bridge", START, START + 9 * DAY, ("bridge-closed",))
    town.store.add_silence(silence, START)
    town.publish(POST, report(CLOSES, "post", 20))
    await town.poll()
    (change,) = town.list_changes()
    assert change.decision == "silenced"
    assert "ann" in change.decision_detail
    assert town.list_told() == []


async def test_a_persons_ruling_is_obeyed_by_the_next_fold(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", 20))
    await town.poll()
    town.store.add_ruling(Ruling("bridge-closed", RulingKind.CONFIRM, town.now, "ann", "stood before it"))
    changes = town.ingest.fold_all(town.now)
    assert [change.after for change in changes] == [Status.CONFIRMED]
    assert town.ingest.fold_all(town.now) == ()


async def test_time_alone_lets_watch_fade(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(THREATENS, "post", 20))
    await town.poll()
    assert town.ingest.fold_all(town.now) == ()
    (change,) = town.ingest.fold_all(town.now + 40 * DAY)
    assert (change.before, change.after) == (Status.WATCH, Status.QUIET)


async def test_a_denial_is_kept_as_evidence_beside_the_report(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, report(CLOSES, "post", 20))
    town.publish(BOARD, report(DENIED, "water-board", 21))
    await town.poll()
    assert sorted(evidence.stance for evidence in town.list_evidence()) == [Stance.CONFIRMS, Stance.DENIES]
    assert town.list_steps()[-1][0] == "DISPUTED"


# ------------------------------------------------------------------------------------------- failures


async def test_a_bad_feed_stops_no_other(town: Town) -> None:
    await town.poll_baseline()
    town.fetcher.answers[WIRE] = RuntimeError("a fault of ours")
    town.fetcher.answers[ECHO] = FetchFailed(ECHO, FetchFailure.SERVER_ERROR, "500", status_code=500)
    town.fetcher.answers[BOARD] = b"\x00\xff not a feed"
    town.publish(POST, report(CLOSES, "post", 20))
    done = await town.poll()
    assert done.feed_count == 4
    assert sum(done.health_counts.values()) == 4
    assert town.list_steps() == [("REPORTED", "told")]
    for url in (WIRE, ECHO):
        state = town.get_feed(url)
        assert state.failure_count == 1
        assert state.next_fetch_at is not None
        assert state.next_fetch_at > town.now
    (error,) = queries.list_job_errors(town.store.connection)
    assert error.job == f"poll of {WIRE}"
    assert "RuntimeError: a fault of ours" in error.error
    assert town.get_feed(BOARD).health in {FeedHealth.UNREADABLE, FeedHealth.EMPTY, FeedHealth.BLOCKED}


async def test_text_that_utf_8_cannot_hold_is_stored_all_the_same(town: Town) -> None:
    items = [
        f'{{"id": "{number}{text}", "url": "https://post.example/{text}", "title": "{CLOSES} {text}",'
        f' "date_published": "{START.isoformat()}"}}'
        for number, text in enumerate((r"\ud800", r"\udfff\ud800", r"\u0000", r"\u202e"))
    ]
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "", "items": [{", ".join(items)}]}}'
    town.fetcher.answers[POST] = body.encode()
    await town.poll_baseline()
    assert town.count_news() == 4
    assert town.list_steps() == [("REPORTED", "told")]
    assert queries.list_job_errors(town.store.connection) == ()


async def test_a_failure_keeps_validators_and_loses_no_articles(town: Town) -> None:
    town.publish(POST, report(CLOSES, "post", -1))
    await town.poll_baseline()
    etag = town.get_feed(POST).etag
    town.fetcher.answers[POST] = FetchFailed(POST, FetchFailure.TOO_SLOW, "30 s")
    await town.poll()
    assert town.get_feed(POST).etag == etag
    assert town.count_news() == 1


async def test_what_the_database_would_not_take_is_fetched_again(town: Town) -> None:
    await town.poll_baseline()
    town.publish(POST, *(report(f"Market day {number}", "post", 20) for number in range(200)))
    before = town.get_feed(POST)
    pages = town.store.connection.execute("PRAGMA page_count").fetchone()[0]
    town.store.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreFullError, match="the disk is full"):
        await town.poll()
    assert len(town.fetcher.asked) == 8, "all feeds had their turn"
    assert town.get_feed(POST) == before
    assert town.count_news() == 0
    town.store.connection.execute("PRAGMA max_page_count = 100000")
    done = await town.poll(after=timedelta(0))
    assert done.article_count == 200


async def test_a_feed_under_way_is_left_to_the_round_that_has_it(town: Town) -> None:
    asked, gate = asyncio.Event(), asyncio.Event()

    async def answer_late() -> FetchResult:
        asked.set()
        await gate.wait()
        return Fetched(POST, make_rss([report(CLOSES, "post", -1)]))

    town.fetcher.answers[POST] = answer_late
    first = asyncio.create_task(town.ingest.poll_due(town.now))
    await asked.wait()
    second = await town.ingest.poll_due(town.now + MINUTE)
    assert Counter(town.fetcher.asked)[POST] == 1
    gate.set()
    done = await first
    assert done.article_count == 2
    assert second.article_count == 0
    assert town.count_news() == 1


async def test_a_host_with_many_slow_feeds_leaves_room_for_others(tmp_path: Path) -> None:
    feed = '[[feeds]]\nurl = "http://slow.example/{}"\noutlet = "wire.example"\n\n'
    many = "".join(feed.format(number) for number in range(200))
    config = load_bridge(tmp_path, BASE, {"[channels.console]": f"{many}[channels.console]"})
    gate = asyncio.Event()

    async def answer_late() -> FetchResult:
        await gate.wait()
        return NotModified("http://slow.example/")

    with closing(open_store(tmp_path / "watcher.db")) as store:
        town = Town(config, store)
        for number in range(200):
            town.fetcher.answers[f"http://slow.example/{number}"] = answer_late
        town.publish(POST, report(CLOSES, "post", -1))
        polling = asyncio.create_task(town.ingest.poll_due(town.now))
        await town.committed.wait()
        assert not polling.done()
        gate.set()
        done = await polling
        assert done.feed_count == 204
        town.ingest.close()


async def test_the_loop_turns_between_two_writes(town: Town) -> None:
    """However many feeds are ready to be written: fetching and the watchdog must not wait for all of them."""
    town.count_turns()
    await town.poll_baseline()
    turns = [turn for step, turn in town.steps if step == "began"]
    assert len(turns) == 4
    assert len(set(turns)) == 4


# ------------------------------------------------------------------------------------------- coverage


async def test_signals_that_nobody_could_see_are_blind_and_it_is_told_once(town: Town) -> None:
    for url in (WIRE, POST, ECHO, BOARD):
        town.fetcher.answers[url] = FetchFailed(url, FetchFailure.UNREACHABLE, "no route")
    await town.poll_baseline()
    for _ in range(6):
        await town.poll(after=HOUR)
        town.ingest.fold_all(town.now)
    rows = list_statuses(town.store.connection, town.now)
    assert [(row.status, row.is_blind) for row in rows] == [("QUIET", True), ("QUIET", True)]
    assert {url for url, _ in rows[0].blind_feeds} == {WIRE, POST, ECHO, BOARD}
    assert len(town.list_told()) == 1
    assert get_runtime(town.store.connection).folded_at == town.now


async def test_a_feed_ill_for_long_is_told_once_and_once_that_it_sees_again(town: Town) -> None:
    for url in (WIRE, POST, ECHO, BOARD):
        town.publish(url, report("Market day", "post", -1, key=url))
    await town.poll_baseline()
    town.fetcher.answers[POST] = FetchFailed(POST, FetchFailure.REFUSED, "403: the server forbids it")
    told: list[int] = []
    for hours in range(48):
        if hours == 40:
            town.publish(POST, report("Market day", "post", 30, key="again"))
        await town.poll(after=HOUR)
        town.ingest.fold_all(town.now)
        told.append(sum(item.kind is NotificationKind.HEALTH for item in town.list_messages()))
    ill, well = (item for item in town.list_messages() if item.kind is NotificationKind.HEALTH)
    assert ill.headline == f"1 feed not seen well for long: {POST}"
    assert "refused since 2026-03-02 09:00 UTC (403: the server forbids it)" in ill.reason
    assert well.headline == f"1 feed sees again: {POST}"
    assert told[23:26] == [0, 1, 1]
    assert told[39] == 1
    assert told[-1] == 2


async def test_a_town_that_answers_is_not_blind(town: Town) -> None:
    for url in (WIRE, POST, ECHO, BOARD):
        town.publish(url, report("Market day", "post", -1, key=url))
    await town.poll_baseline()
    town.ingest.fold_all(town.now)
    assert [row.is_blind for row in list_statuses(town.store.connection, town.now)] == [False, False]
    assert town.list_told() == []


# -------------------------------------------------------------------------------------- configuration


async def test_what_leaves_signals_toml_is_no_longer_polled_or_folded(town: Town) -> None:
    town.publish(POST, report(CLOSES, "post", -1))
    await town.poll_baseline()
    config = replace(
        town.config, signals={"bridge-sold": town.config.signals["bridge-sold"]}, feeds=town.config.feeds[:1]
    )
    town.ingest.close()
    town.ingest = town.open_ingest(config)
    done = await town.poll()
    assert done.feed_count == 1
    assert town.ingest.fold_all(town.now + 99 * DAY) == ()


async def test_a_feed_with_new_guids_at_every_poll_is_not_told_again_and_does_not_fill_the_file(
    town: Town,
) -> None:
    await town.poll_baseline()
    for number in range(100):
        town.publish(
            POST, report(CLOSES, "post", 20, key=f"guid {number}", url=f"https://post.example/{number}")
        )
        await town.poll()
    assert town.list_steps() == [("REPORTED", "told")]
    assert town.count_news() == 1
    (keys,) = town.store.connection.execute("SELECT count(*) FROM article_keys").fetchone()
    assert keys < 90


# --------------------------------------------------------------------------- signals that come or change


def leave_out(config: Config, signal_id: str) -> Config:
    return replace(
        config, signals={id_: signal for id_, signal in config.signals.items() if id_ != signal_id}
    )


async def test_an_added_signal_sees_what_is_stored_and_tells_it_in_one_message(town: Town) -> None:
    town.ingest = town.open_ingest(leave_out(town.config, "bridge-sold"))
    await town.poll_baseline()
    town.publish(POST, report(SELLS, "post", 20), report(CLOSES, "post", 20))
    town.publish(WIRE, report(SELLS, "wire", 21))
    await town.poll()
    told = town.list_told()
    town.ingest = town.open_ingest(town.config)
    looked = await town.ingest.judge_stored()
    assert (looked.signal_ids, looked.evidence_count) == (("bridge-sold",), 2)
    assert [decision for _, decision in town.list_steps("bridge-sold")] == [
        "true before we began to look"
    ] * 2
    assert town.list_told() == told
    (summary,) = (item for item in town.list_messages() if item.kind is NotificationKind.BASELINE)
    assert "bridge-sold is CORROBORATED" in summary.headline
    assert await town.ingest.judge_stored() == BacklogReport()
    assert len(town.list_messages()) == len(told) + 1


async def test_a_changed_signal_finds_more_and_keeps_what_was_said(town: Town, tmp_path: Path) -> None:
    town.ingest = town.open_ingest(
        load_bridge(tmp_path, changes={'"close", "shut"': '"shut"', '"sell"': '"pawn"'})
    )
    await town.poll_baseline()
    town.publish(POST, report("Water Board shuts Marsh Bridge", "post", 20), report(SELLS, "post", 20))
    town.publish(WIRE, report(CLOSES, "wire", 21))
    await town.poll()
    (said,) = town.list_evidence()
    told = town.list_told()
    town.ingest = town.open_ingest(town.config)
    looked = await town.ingest.judge_stored()
    assert looked.evidence_count == 2
    assert said in town.list_evidence()
    assert [evidence.may_alert for evidence in town.list_evidence()] == [True, False]
    assert town.list_told() == told


async def test_a_signal_that_stays_as_it_is_has_nothing_to_catch_up_with(town: Town) -> None:
    town.publish(POST, report(SELLS, "post", -20))
    await town.poll_baseline()
    town.ingest = town.open_ingest(town.config)
    assert await town.ingest.judge_stored() == BacklogReport()


async def test_a_signal_that_was_away_sees_what_came_meanwhile(town: Town) -> None:
    await town.poll_baseline()
    town.ingest = town.open_ingest(leave_out(town.config, "bridge-sold"))
    town.publish(POST, report(SELLS, "post", 20))
    await town.poll()
    town.ingest = town.open_ingest(town.config)
    assert (await town.ingest.judge_stored()).evidence_count == 1


async def test_a_look_at_what_is_stored_goes_on_where_it_was_cut_short(town: Town) -> None:
    town.ingest = town.open_ingest(leave_out(town.config, "bridge-sold"))
    town.publish(POST, *(report(f"Market day {number}", "post", -20) for number in range(1_200)))
    await town.poll_baseline()
    town.ingest = town.open_ingest(town.config)
    town.fails_at = "batch judged"
    with pytest.raises(StoreFullError):
        await town.ingest.judge_stored()
    town.fails_at = ""
    assert 500 < (await town.ingest.judge_stored()).article_count < 1_200


async def test_what_was_already_so_is_told_when_all_that_is_stored_was_seen(town: Town) -> None:
    town.ingest = town.open_ingest(leave_out(town.config, "bridge-sold"))
    town.publish(POST, report(SELLS, "post", -60))
    await town.poll_baseline()
    town.ingest = town.open_ingest(town.config)
    town.publish(ECHO, report(CLOSES, "echo", -200))
    await town.poll(after=10 * DAY)
    assert town.list_messages() == []
    await town.ingest.judge_stored()
    (summary,) = town.list_messages()
    assert "2 signals" in summary.headline


async def test_the_database_is_sound_after_all_this(town: Town) -> None:
    await town.poll_baseline()
    for number, title in enumerate((THREATENS, CLOSES, SUSPENDED)):
        town.publish(BOARD, report(title, "water-board", 20 + 24 * number))
        await town.poll()
    connection: sqlite3.Connection = town.store.connection
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO article_words (article_words) VALUES ('integrity-check')")
