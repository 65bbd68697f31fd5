"""Rows <-> the values of the model."""

from __future__ import annotations

import json
from datetime import time
from typing import TYPE_CHECKING

from watcher.core.stories import StoryMember
from watcher.model import (
    Article,
    Delivery,
    DeliveryState,
    Evidence,
    Feed,
    FeedHealth,
    FeedKind,
    FeedState,
    Genre,
    Grade,
    Mark,
    Notification,
    NotificationKind,
    QuietHours,
    Quote,
    Recipe,
    Ruling,
    RulingKind,
    SentMessage,
    SignalStatus,
    Silence,
    Span,
    Stance,
    Status,
    StatusChange,
    Step,
    Urgency,
    Verdict,
)
from watcher.store.columns import (
    span_to_microseconds_or_none,
    to_instant,
    to_instant_or_none,
    to_json,
    to_microseconds,
    to_microseconds_or_none,
    to_span,
    to_span_or_none,
    to_strings,
    to_text,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


# -------------------------------------------------------------------------------------------- feeds

FEED_COLUMNS = (
    "etag",
    "last_modified",
    "next_fetch_at",
    "fetched_at",
    "succeeded_at",
    "changed_at",
    "full_fetch_at",
    "newest_entry_at",
    "usual_gap",
    "publisher_interval",
    "baseline_at",
    "health",
    "health_detail",
    "health_since",
    "failure_count",
    "failure_weight",
    "moved_to",
    "moved_since",
    "validators_from",
    "long_gap",
    "ill_since",
)
"""What polling changes in a feed's row; the rest of it comes from signals.toml."""


def feed_to_columns(state: FeedState) -> dict[str, object]:
    """Values of FEED_COLUMNS."""
    return {
        "etag": state.etag,
        "last_modified": state.last_modified,
        "next_fetch_at": to_microseconds_or_none(state.next_fetch_at),
        "fetched_at": to_microseconds_or_none(state.fetched_at),
        "succeeded_at": to_microseconds_or_none(state.succeeded_at),
        "changed_at": to_microseconds_or_none(state.changed_at),
        "full_fetch_at": to_microseconds_or_none(state.full_fetch_at),
        "newest_entry_at": to_microseconds_or_none(state.newest_entry_at),
        "usual_gap": span_to_microseconds_or_none(state.usual_gap),
        "publisher_interval": span_to_microseconds_or_none(state.publisher_interval),
        "baseline_at": to_microseconds_or_none(state.baseline_at),
        "health": state.health.value,
        "health_detail": to_text(state.health_detail),
        "health_since": to_microseconds_or_none(state.health_since),
        "failure_count": state.failure_count,
        "failure_weight": state.failure_weight,
        "moved_to": state.moved_to,
        "moved_since": to_microseconds_or_none(state.moved_since),
        "validators_from": state.validators_from,
        "long_gap": span_to_microseconds_or_none(state.long_gap),
        "ill_since": to_microseconds_or_none(state.ill_since),
    }


def feed_from_row(row: sqlite3.Row) -> FeedState:
    """A row of `feeds`, whole."""
    return FeedState(
        feed=Feed(
            url=row["url"],
            outlet=row["outlet"],
            title=row["title"],
            kind=FeedKind(row["kind"]),
            recipe=Recipe(**json.loads(row["recipe"])) if row["recipe"] else None,
            min_interval=to_span(row["min_interval"]),
            max_interval=to_span(row["max_interval"]),
            enabled=bool(row["is_enabled"]),
            reason=row["reason"],
        ),
        etag=row["etag"],
        last_modified=row["last_modified"],
        next_fetch_at=to_instant_or_none(row["next_fetch_at"]),
        fetched_at=to_instant_or_none(row["fetched_at"]),
        succeeded_at=to_instant_or_none(row["succeeded_at"]),
        changed_at=to_instant_or_none(row["changed_at"]),
        full_fetch_at=to_instant_or_none(row["full_fetch_at"]),
        newest_entry_at=to_instant_or_none(row["newest_entry_at"]),
        usual_gap=to_span_or_none(row["usual_gap"]),
        publisher_interval=to_span_or_none(row["publisher_interval"]),
        baseline_at=to_instant_or_none(row["baseline_at"]),
        health=FeedHealth(row["health"]),
        health_detail=row["health_detail"],
        health_since=to_instant_or_none(row["health_since"]),
        failure_count=row["failure_count"],
        failure_weight=row["failure_weight"],
        moved_to=row["moved_to"],
        moved_since=to_instant_or_none(row["moved_since"]),
        validators_from=row["validators_from"],
        long_gap=to_span_or_none(row["long_gap"]),
        ill_since=to_instant_or_none(row["ill_since"]),
    )


# ----------------------------------------------------------------------------------------- articles


def article_from_row(row: sqlite3.Row) -> Article:
    """A row of `articles`, whole; aliases are kept as digests only and do not come back."""
    return Article(
        key=row["key"],
        title=row["title"],
        summary=row["summary"],
        text=row["text"],
        url=row["url"],
        outlet=row["outlet"],
        published_at=to_instant_or_none(row["published_at"]),
        seen_at=to_instant(row["seen_at"]),
        is_date_clamped=bool(row["is_date_clamped"]),
    )


# ----------------------------------------------------------------------------------------- evidence

EVIDENCE_SELECT = """
SELECT evidence.*, story_members.story, story_members.origin, story_members.reason AS place_reason,
  articles.key AS article_key, articles.title AS title, articles.url AS url,
  marks.id AS mark_id, marks.correct AS mark_correct, marks.at AS marked_at, marks.author AS mark_author,
  marks.note AS mark_note
FROM evidence
JOIN story_members ON story_members.article_id = evidence.article_id
JOIN articles ON articles.id = evidence.article_id
LEFT JOIN marks ON marks.id = (
  SELECT max(newest.id) FROM marks AS newest
  WHERE newest.evidence_id = evidence.id AND newest.said = evidence.stance
)
"""

REJECTED = "marks.id IS NOT NULL AND marks.correct IS NOT evidence.stance"
"""Within EVIDENCE_SELECT: the newest mark that a person made on the stance says that it is wrong."""


def spans_to_json(spans: Sequence[Span]) -> str:
    """Spans -> `[[start, end, role], ...]`."""
    return to_json([(span.start, span.end, span.role) for span in spans])


def spans_from_json(column: str) -> tuple[Span, ...]:
    """The reverse of spans_to_json."""
    return tuple(Span(start, end, role) for start, end, role in json.loads(column))


def evidence_to_columns(evidence: Evidence) -> dict[str, object]:
    """What stands in `evidence`, save ids of rows and versions; story and origin stand in story_members."""
    verdict = evidence.verdict
    return {
        "signal_id": verdict.signal_id,
        "stance": verdict.stance.value,
        "is_fresh": verdict.is_fresh,
        "score": verdict.score,
        "field": verdict.field,
        "quote": verdict.quote,
        "cue": verdict.cue,
        "spans": spans_to_json(verdict.spans),
        "derivation": to_json([(step.word, step.cue_class, step.stance) for step in verdict.derivation]),
        "genre": verdict.genre.value,
        "credited": verdict.credited,
        "at": to_microseconds(evidence.at),
        "outlet": evidence.outlet,
        "reliability": evidence.reliability,
        "is_official": evidence.is_official,
        "may_alert": evidence.may_alert,
    }


def evidence_from_row(row: sqlite3.Row) -> Evidence:
    """A row of EVIDENCE_SELECT."""
    return Evidence(
        article_key=row["article_key"],
        verdict=Verdict(
            signal_id=row["signal_id"],
            stance=Stance(row["stance"]),
            is_fresh=bool(row["is_fresh"]),
            score=row["score"],
            field=row["field"],
            quote=row["quote"],
            cue=row["cue"],
            spans=spans_from_json(row["spans"]),
            derivation=tuple(Step(*step) for step in json.loads(row["derivation"])),
            genre=Genre(row["genre"]),
            credited=row["credited"],
        ),
        at=to_instant(row["at"]),
        outlet=row["outlet"],
        reliability=row["reliability"],
        origin=row["origin"],
        story=row["story"],
        is_official=bool(row["is_official"]),
        may_alert=bool(row["may_alert"]),
        title=row["title"],
        url=row["url"],
        mark=_mark_from_row(row),
    )


def _mark_from_row(row: sqlite3.Row) -> Mark | None:
    if row["mark_id"] is None:
        return None
    return Mark(
        evidence_id=row["id"],
        said=Stance(row["stance"]),
        correct=None if row["mark_correct"] is None else Stance(row["mark_correct"]),
        at=to_instant(row["marked_at"]),
        author=row["mark_author"],
        note=row["mark_note"],
    )


def member_from_row(row: sqlite3.Row) -> StoryMember:
    """A row of `story_members` with `key` and `title` of its article."""
    return StoryMember(
        key=row["key"],
        title=row["title"],
        lead=row["lead"],
        owner=row["owner"],
        origin=row["origin"],
        story=row["story"],
        at=to_instant(row["at"]),
        outlet=row["outlet"],
        credited=row["credited"],
    )


# ------------------------------------------------------------------------------------------- status


def grade_from_text(text: str | None) -> Grade | None:
    """The reverse of str(grade)."""
    return None if text is None else Grade(text[0], int(text[1:]))


def status_to_columns(status: SignalStatus) -> dict[str, object]:
    """What stands in `signal_status`, save `folded_at`."""
    return {
        "signal_id": status.signal_id,
        "status": status.status.value,
        "reason": status.reason,
        "since": to_microseconds_or_none(status.since),
        "grade": None if status.grade is None else str(status.grade),
        "origins": to_json(status.origins),
        "article_keys": to_json(status.article_keys),
        "episode": status.episode,
        "freshest_at": to_microseconds_or_none(status.freshest_at),
        "is_acknowledged": status.is_acknowledged,
        "is_expired": status.is_expired,
        "is_baseline": status.is_baseline,
    }


def status_from_row(row: sqlite3.Row) -> SignalStatus:
    """A row of `signal_status`, whole."""
    return SignalStatus(
        signal_id=row["signal_id"],
        status=Status(row["status"]),
        reason=row["reason"],
        since=to_instant_or_none(row["since"]),
        grade=grade_from_text(row["grade"]),
        origins=to_strings(row["origins"]),
        article_keys=to_strings(row["article_keys"]),
        episode=row["episode"],
        freshest_at=to_instant_or_none(row["freshest_at"]),
        is_acknowledged=bool(row["is_acknowledged"]),
        is_expired=bool(row["is_expired"]),
        is_baseline=bool(row["is_baseline"]),
    )


def change_to_columns(change: StatusChange) -> dict[str, object]:
    """What stands in `status_changes`, save what was decided."""
    return {
        "signal_id": change.signal_id,
        "at": to_microseconds(change.at),
        "before": change.before.value,
        "after": change.after.value,
        "reason": change.reason,
        "grade": None if change.grade is None else str(change.grade),
        "origins": to_json(change.origins),
        "article_keys": to_json(change.article_keys),
        "episode": change.episode,
        "is_baseline": change.is_baseline,
    }


def change_from_row(row: sqlite3.Row) -> StatusChange:
    """A row of `status_changes`, whole."""
    return StatusChange(
        signal_id=row["signal_id"],
        at=to_instant(row["at"]),
        before=Status(row["before"]),
        after=Status(row["after"]),
        reason=row["reason"],
        grade=grade_from_text(row["grade"]),
        origins=to_strings(row["origins"]),
        article_keys=to_strings(row["article_keys"]),
        episode=row["episode"],
        is_baseline=bool(row["is_baseline"]),
    )


def ruling_from_row(row: sqlite3.Row) -> Ruling:
    """A row of `rulings`, whole."""
    return Ruling(
        signal_id=row["signal_id"],
        kind=RulingKind(row["kind"]),
        at=to_instant(row["at"]),
        author=row["author"],
        note=row["note"],
    )


def silence_from_row(row: sqlite3.Row) -> Silence:
    """A row of `silences`, whole."""
    return Silence(
        author=row["author"],
        note=row["note"],
        starts_at=to_instant(row["starts_at"]),
        ends_at=to_instant(row["ends_at"]),
        signals=to_strings(row["signals"]),
        id=row["id"],
        statuses=tuple(map(Status, to_strings(row["statuses"]))),
        channels=to_strings(row["channels"]),
    )


# ------------------------------------------------------------------------------------------- outbox


def quotes_to_json(quotes: Sequence[Quote]) -> str:
    """Quotes -> JSON array of objects, fields by name."""
    return to_json(
        [
            {
                "outlet": quote.outlet,
                "title": quote.title,
                "text": quote.text,
                "spans": [(span.start, span.end, span.role) for span in quote.spans],
                "stance": quote.stance.value,
                "at": to_microseconds(quote.at),
                "url": quote.url,
            }
            for quote in quotes
        ]
    )


def quotes_from_json(column: str) -> tuple[Quote, ...]:
    """The reverse of quotes_to_json."""
    return tuple(
        Quote(
            outlet=quote["outlet"],
            title=quote["title"],
            text=quote["text"],
            spans=tuple(Span(start, end, role) for start, end, role in quote["spans"]),
            stance=Stance(quote["stance"]),
            at=to_instant(quote["at"]),
            url=quote["url"],
        )
        for quote in json.loads(column)
    )


def notification_to_columns(notification: Notification) -> dict[str, object]:
    """What stands in `notifications`, save ids of rows."""
    return {
        "key": notification.key,
        "thread": notification.thread,
        "kind": notification.kind.value,
        "urgency": notification.urgency.value,
        "signal_id": notification.signal_id,
        "headline": notification.headline,
        "proposition": notification.proposition,
        "reason": notification.reason,
        "would_change": notification.would_change,
        "board_url": notification.board_url,
        "quotes": quotes_to_json(notification.quotes),
        "happened_at": to_microseconds(notification.happened_at),
        "created_at": to_microseconds(notification.created_at),
        "before": notification.before,
        "after": notification.after,
        "grade": None if notification.grade is None else str(notification.grade),
        "origins": to_json(notification.origins),
        "lines": to_json(notification.lines),
    }


def quiet_hours_from_text(column: str | None) -> QuietHours | None:
    """The reverse of `str(quiet_hours)`."""
    if column is None:
        return None
    hours, _, time_zone = column.partition(" ")
    starts, _, ends = hours.partition("-")
    return QuietHours(time.fromisoformat(starts), time.fromisoformat(ends), time_zone)


NOTIFICATION_COLUMNS = """
  notifications.key, notifications.thread, notifications.kind, notifications.urgency,
  notifications.signal_id, notifications.headline, notifications.proposition, notifications.reason,
  notifications.would_change, notifications.board_url, notifications.quotes, notifications.happened_at,
  notifications.created_at AS decided_at, notifications."before", notifications."after",
  notifications.grade, notifications.origins, notifications.lines
"""

DELIVERY_SELECT = f"""
SELECT deliveries.*, deliveries.created_at AS enqueued_at, {NOTIFICATION_COLUMNS}
FROM deliveries JOIN notifications ON notifications.id = deliveries.notification_id
"""


def notification_from_row(row: sqlite3.Row) -> Notification:
    """A row that has NOTIFICATION_COLUMNS."""
    return Notification(
        key=row["key"],
        thread=row["thread"],
        kind=NotificationKind(row["kind"]),
        urgency=Urgency(row["urgency"]),
        signal_id=row["signal_id"],
        headline=row["headline"],
        proposition=row["proposition"],
        reason=row["reason"],
        happened_at=to_instant(row["happened_at"]),
        created_at=to_instant(row["decided_at"]),
        quotes=quotes_from_json(row["quotes"]),
        would_change=row["would_change"],
        board_url=row["board_url"],
        before=None if row["before"] is None else Status(row["before"]),
        after=None if row["after"] is None else Status(row["after"]),
        grade=grade_from_text(row["grade"]),
        origins=to_strings(row["origins"]),
        lines=to_strings(row["lines"]),
    )


def delivery_from_row(row: sqlite3.Row, follows: tuple[SentMessage, ...] = ()) -> Delivery:
    """A row of DELIVERY_SELECT."""
    return Delivery(
        id=row["id"],
        channel=row["channel"],
        notification=notification_from_row(row),
        state=DeliveryState(row["state"]),
        attempt_count=row["attempt_count"],
        created_at=to_instant(row["enqueued_at"]),
        next_attempt_at=to_instant(row["next_attempt_at"]),
        lease_until=to_instant_or_none(row["lease_until"]),
        claimed_at=to_instant_or_none(row["claimed_at"]),
        error=row["error"],
        receipt=row["receipt"],
        accepted=to_strings(row["accepted"]),
        follows=follows,
        reasons=to_strings(row["reasons"]),
        quiet_hours=quiet_hours_from_text(row["quiet_hours"]),
        merged_into=row["merged_into"],
    )
