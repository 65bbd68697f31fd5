"""What is stored comes back as it was, field for field."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.samples import (
    FEED,
    HOUR,
    MINUTE,
    NOW,
    SIGNAL,
    add_evidence,
    make_article,
    make_change,
    make_evidence,
    make_notification,
    make_status,
    make_verdict,
)
from watcher.model import (
    Coverage,
    Decision,
    FeedHealth,
    FeedState,
    Mark,
    Move,
    Ruling,
    RulingKind,
    Silence,
    Stance,
)
from watcher.store import queries
from watcher.store.board import list_statuses
from watcher.store.columns import to_instant, to_microseconds
from watcher.store.outbox import Outbox

if TYPE_CHECKING:
    import sqlite3

    from watcher.store.writer import Store


@given(st.timedeltas(timedelta(days=-100_000), timedelta(days=100_000)))
def test_instants_keep_their_microsecond_and_come_back_in_utc(offset: timedelta) -> None:
    instant = (NOW + offset).astimezone(timezone(timedelta(hours=5, minutes=30)))
    stored = to_instant(to_microseconds(instant))
    assert stored == instant
    assert stored.tzinfo is UTC


def test_a_feed_keeps_everything_between_polls(store: Store) -> None:
    state = FeedState(
        feed=FEED,
        etag='W/"tag"',
        last_modified="Thu, 05 Mar 2026 18:00:00 GMT",
        next_fetch_at=NOW + HOUR,
        fetched_at=NOW,
        succeeded_at=NOW - MINUTE,
        newest_entry_at=NOW - HOUR,
        usual_gap=timedelta(hours=2, microseconds=1),
        publisher_interval=timedelta(minutes=45),
        baseline_at=NOW - 2 * HOUR,
        health=FeedHealth.STALE,
        health_detail="the newest entry is old",
        health_since=NOW - 3 * HOUR,
        failure_count=4,
        failure_weight=1.25,
        changed_at=NOW - 4 * HOUR,
        full_fetch_at=NOW - 5 * HOUR,
        moved_to="https://paper.example/new",
        moved_since=NOW - 6 * HOUR,
        validators_from="https://paper.example/behind-a-redirect",
        long_gap=timedelta(hours=9),
        ill_since=NOW - 7 * HOUR,
    )
    default = FeedState(feed=FEED)
    same = [
        field.name
        for field in fields(FeedState)
        if getattr(state, field.name) == getattr(default, field.name)
    ]
    assert same == ["feed"], "give every field a value of its own, so that a lost one shows"
    store.record_feed(state)
    assert store.get_feed_state(FEED.url) == state
    assert store.list_feed_states() == (state,)


def test_an_article_keeps_everything_but_its_aliases(store: Store, reader: sqlite3.Connection) -> None:
    article = make_article()
    article_id = store.add_article(article, FEED.url, NOW)
    stored = queries.get_article(reader, str(article_id))
    assert stored == queries.StoredArticle(article_id, replace(article, aliases=()), FEED.url)


def test_evidence_keeps_everything(store: Store, reader: sqlite3.Connection) -> None:
    evidence = make_evidence(make_article())
    article_id = add_evidence(store, make_article(), evidence)
    assert store.list_signal_evidence(SIGNAL.id) == (evidence,)
    assert store.get_article_evidence(article_id) == (evidence,)
    (stored,) = queries.list_evidence(reader)
    assert stored == queries.StoredEvidence(
        id=stored.id,
        evidence=evidence,
        article_id=article_id,
        place_reason="credits the wire",
        recorded_at=NOW,
        signal_version="v1",
        rules_version="7",
    )


def test_evidence_marked_wrong_is_listed_with_its_mark_but_not_for_the_fold(
    store: Store, reader: sqlite3.Connection
) -> None:
    evidence = make_evidence(make_article())
    article_id = add_evidence(store, make_article(), evidence)
    wrong = Mark(1, evidence.stance, Stance.DENIES, NOW, "ann", "a denial")
    store.add_mark(wrong)
    assert store.list_signal_evidence(SIGNAL.id) == ()
    (stored,) = queries.list_evidence(reader, evidence_id=1)
    assert stored.evidence == replace(evidence, mark=wrong)
    assert stored.evidence.is_rejected
    assert queries.list_best_evidence(reader, SIGNAL.id, [evidence.origin]) == ()
    assert store.get_article_evidence(article_id) == (stored.evidence,)
    assert queries.list_evidence(reader, evidence_id=2) == ()


def test_the_newest_mark_holds(store: Store, reader: sqlite3.Connection) -> None:
    evidence = make_evidence(make_article())
    add_evidence(store, make_article(), evidence)
    store.add_mark(Mark(1, evidence.stance, None, NOW, "ann"))
    right = Mark(1, evidence.stance, evidence.stance, NOW, "ben")
    store.add_mark(right)
    believed = (replace(evidence, mark=right),)
    assert store.list_signal_evidence(SIGNAL.id) == believed
    assert queries.list_best_evidence(reader, SIGNAL.id, [evidence.origin]) == believed


def test_a_mark_does_not_hold_for_what_is_found_to_say_something_else(store: Store) -> None:
    article = make_article()
    article_id = add_evidence(store, article, make_evidence(article))
    store.add_mark(Mark(1, Stance.CONFIRMS, None, NOW, "ann"))
    denial = make_evidence(article, make_verdict(stance=Stance.DENIES))
    store.record_evidence(article_id, denial, signal_version="v2", rules_version="8", now=NOW + HOUR)
    assert store.list_signal_evidence(SIGNAL.id) == (denial,)


def test_a_status_and_its_steps_keep_everything(store: Store, reader: sqlite3.Connection) -> None:
    store.record_status(make_status(), NOW)
    assert store.get_status(SIGNAL.id) == queries.get_status(reader, SIGNAL.id) == make_status()
    change = make_change()
    change_id = store.add_change(change, "told", "the step is told by every route", NOW)
    Outbox(store).add_decision(Decision(make_notification(), ("chat",), ""), NOW, change_id=change_id)
    assert store.get_newest_change(SIGNAL.id) == change
    assert queries.list_changes(reader, SIGNAL.id) == (
        queries.StoredChange(
            change_id, change, NOW, "told", "the step is told by every route", make_notification().key
        ),
    )


def test_a_status_without_grade_or_time_comes_back_without(store: Store) -> None:
    status = make_status(grade=None, since=None, freshest_at=None, origins=(), article_keys=())
    store.record_status(status, NOW)
    assert store.get_status(SIGNAL.id) == status


def test_a_notification_keeps_everything(store: Store, reader: sqlite3.Connection) -> None:
    Outbox(store).add_notification(make_notification(), ["chat"], NOW)
    (delivery,) = queries.list_deliveries(reader)
    assert delivery.notification == make_notification()


def test_rulings_and_silences_keep_everything(store: Store, reader: sqlite3.Connection) -> None:
    ruling = Ruling(SIGNAL.id, RulingKind.CONFIRM, NOW, "ann", "seen the document")
    store.add_ruling(ruling)
    assert store.list_signal_rulings(SIGNAL.id) == queries.list_rulings(reader, SIGNAL.id) == (ruling,)
    silence = Silence("ann", "maintenance", NOW, NOW + HOUR, (SIGNAL.id,))
    silence_id = store.add_silence(silence, NOW)
    expected = (replace(silence, id=silence_id),)
    assert store.list_live_silences(NOW) == queries.list_silences(reader, since=NOW) == expected


def test_judging_an_article_anew_replaces_its_evidence(store: Store) -> None:
    article = make_article()
    article_id = add_evidence(store, article, make_evidence(article))
    denial = make_evidence(article, make_verdict(stance=Stance.DENIES), may_alert=True)
    store.record_evidence(article_id, denial, signal_version="v2", rules_version="8", now=NOW + HOUR)
    assert store.list_signal_evidence(SIGNAL.id) == (denial,)


def test_moving_an_article_moves_its_evidence_and_names_the_signals(store: Store) -> None:
    article = make_article()
    evidence = make_evidence(article)
    also = make_evidence(article, make_verdict("recall"))
    add_evidence(store, article, evidence, also)
    touched = store.move_article(Move(article.key, story="another story", origin="wire.example"))
    assert set(touched) == {"ban", "recall"}
    assert store.list_signal_evidence("ban") == (
        replace(evidence, story="another story", origin="wire.example"),
    )
    (member,) = store.list_story_members(["recall"], NOW - HOUR, NOW)
    assert (member.story, member.origin) == ("another story", "wire.example")
    assert store.move_article(Move("nobody", story="s", origin="o")) == ()


@pytest.mark.parametrize(
    ("signals", "since", "until", "expected"),
    [
        (["ban"], NOW - HOUR, NOW - HOUR, ["key of one"]),
        (["recall"], NOW - HOUR, NOW, []),
        (["ban", "recall"], NOW - 2 * HOUR, NOW, ["key of one"]),
        (["ban"], NOW - HOUR + MINUTE, NOW, []),
        (["ban"], NOW - 2 * HOUR, NOW - HOUR - MINUTE, []),
    ],
)
def test_story_members_are_found_by_signal_and_time(
    store: Store, signals: list[str], since: datetime, until: datetime, expected: list[str]
) -> None:
    article = make_article()
    add_evidence(store, article, make_evidence(article))
    assert [member.key for member in store.list_story_members(signals, since, until)] == expected


def test_coverage_remembers_since_when_and_logs_each_turn(store: Store, reader: sqlite3.Connection) -> None:
    blind = Coverage(SIGNAL.id, True, "no feed answers", 2, 0, ((FEED.url, FeedHealth.UNREACHABLE),))
    seeing = Coverage(SIGNAL.id, False, "two feeds answer", 2, 2)
    assert store.record_coverage(seeing, NOW) == NOW
    assert store.record_coverage(blind, NOW + HOUR) == NOW + HOUR
    assert store.record_coverage(blind, NOW + 2 * HOUR) == NOW + HOUR
    row = list_statuses(reader, NOW)[0]
    assert (row.is_blind, row.blind_reason, row.feed_count, row.seeing_count) == (
        True,
        "no feed answers",
        2,
        0,
    )
    assert row.blind_feeds == ((FEED.url, "unreachable"),)
    assert row.covered_at == NOW + 2 * HOUR
    assert store.record_coverage(seeing, NOW + 3 * HOUR) == NOW + 3 * HOUR
    turns = queries.list_coverage_changes(reader, SIGNAL.id)
    assert [(turn.at, turn.is_blind) for turn in turns] == [(NOW + 3 * HOUR, False), (NOW + HOUR, True)]
