"""Messages of each kind that tell nothing true: for `watcher notify test` and `watcher notify preview`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from watcher.core.routing import ALL_SIGNALS, write_instant
from watcher.core.troubles import Condition, decide_troubles
from watcher.model import (
    Delivery,
    DeliveryState,
    Grade,
    Notification,
    NotificationKind,
    Quote,
    SentMessage,
    Span,
    Stance,
    Status,
    Urgency,
)

if TYPE_CHECKING:
    from datetime import datetime


class _Marked(TypedDict):
    text: str
    spans: tuple[Span, ...]


SIGNAL = "port-closure"
_PROPOSITION = "The harbour authority of Esker closes the port to tankers."


def make_sample(now: datetime) -> Notification:
    """Make the notification that says what a test is."""
    return Notification(
        key=f"sample/{now:%Y%m%dT%H%M%S}",
        thread="sample",
        kind=NotificationKind.SAMPLE,
        urgency=Urgency.LOW,
        signal_id=SIGNAL,
        headline="Test message from Watcher: nothing has happened",
        proposition=_PROPOSITION,
        reason="to try this channel; an alert looks like this, its port and papers are invented",
        happened_at=now,
        created_at=now,
        quotes=_quotes(now)[:1],
        would_change="nothing: it is a test",
    )


def make_samples(now: datetime, board_url: str | None) -> dict[str, Notification]:
    """Make one notification of each kind of message, by its name; "late" follows "status" in its episode."""
    step = Notification(
        key=f"{SIGNAL}/1/2",
        thread=f"{SIGNAL}/1",
        kind=NotificationKind.STATUS,
        urgency=Urgency.NORMAL,
        signal_id=SIGNAL,
        headline=f"{SIGNAL}: WATCH \u2192 CORROBORATED (B2), 2 independent origins",
        proposition=_PROPOSITION,
        reason="two independent origins of reliability C or better say that it is done",
        happened_at=now - timedelta(minutes=4),
        created_at=now,
        quotes=_quotes(now)[:2],
        would_change="a notice of the authority itself would make it CONFIRMED; a sound denial, DISPUTED",
        board_url=board_url,
        before=Status.WATCH,
        after=Status.CORROBORATED,
        grade=Grade("B", 2),
        origins=("Esker Courier Ltd", "Northern Wire"),
    )
    withdrawn = replace(
        step,
        key=f"{SIGNAL}/1/3",
        urgency=Urgency.HIGH,
        headline=f"{SIGNAL}: CONFIRMED \u2192 REVERSED (A1), 1 independent origin",
        reason="an official outlet of the signal reports that it was undone",
        happened_at=now - timedelta(hours=15),
        quotes=_quotes(now)[2:],
        would_change="a fresh order to close would start a new episode",
        before=Status.CONFIRMED,
        after=Status.REVERSED,
        grade=Grade("A", 1),
        origins=("Harbour Authority of Esker",),
    )
    blind = replace(
        step,
        key=f"{SIGNAL}/blind/1",
        thread=f"{SIGNAL}/blind",
        kind=NotificationKind.BLIND,
        headline=f"{SIGNAL}: BLIND since {now - timedelta(hours=2):%Y-%m-%d %H:%M} UTC",
        reason="3 of 4 feeds cannot be read; that nothing is reported proves nothing now",
        happened_at=now - timedelta(hours=2),
        quotes=(),
        would_change="feeds that answer again; `watcher feeds list` shows what is wrong with each",
        before=None,
        after=None,
        grade=None,
        origins=(),
    )
    health = replace(
        blind,
        key="feeds/ill/1",
        thread="feeds/health",
        kind=NotificationKind.HEALTH,
        urgency=Urgency.LOW,
        signal_id=ALL_SIGNALS,
        headline="1 feed not seen well for long: Esker Courier",
        proposition="",
        reason=f"Esker Courier: refused since {now - timedelta(days=2):%Y-%m-%d %H:%M} UTC (it answered 403)",
        happened_at=now,
        would_change="ask the publisher to let Watcher in, or take another feed",
    )
    baseline = replace(
        blind,
        key=f"{ALL_SIGNALS}/baseline/1",
        thread=f"{ALL_SIGNALS}/baseline",
        kind=NotificationKind.BASELINE,
        urgency=Urgency.LOW,
        headline=f"Already so before Watcher looked: {SIGNAL} is REPORTED",
        reason="one origin says that it is done",
        happened_at=now,
        quotes=_quotes(now)[:1],
        would_change="each further step is told by itself",
    )
    return {
        "sample": make_sample(now),
        "status": step,
        "late": withdrawn,
        "blind": blind,
        "health": health,
        "baseline": baseline,
        **_make_further(step, blind, now),
    }


def _make_further(step: Notification, blind: Notification, now: datetime) -> dict[str, Notification]:
    told_at = now - timedelta(hours=2)
    reminder = replace(
        step,
        key=f"{step.key}/reminder/1",
        kind=NotificationKind.REMINDER,
        headline=f"NOT ACKNOWLEDGED since {told_at:%Y-%m-%d %H:%M} UTC: {step.headline}",
        reason=f"nobody has said that it was seen (`watcher ack {SIGNAL}` ends these repeats)."
        f" The step itself: {step.reason}",
        happened_at=told_at,
        quotes=_quotes(told_at)[:2],
    )
    sees_again = replace(
        blind,
        key=f"{blind.key}/over",
        kind=NotificationKind.SEES_AGAIN,
        headline=f"{SIGNAL}: seen again, after 2 hours BLIND",
        reason="enough feeds answer again; what was published meanwhile is judged as it comes in",
        happened_at=now,
        would_change="",
    )
    hits = "1 new hit of 1 origin"
    since, began = now - timedelta(days=1), write_instant(told_at)
    digest = replace(
        blind,
        key="digest/1",
        thread="digest/1",
        kind=NotificationKind.DIGEST,
        urgency=Urgency.DIGEST,
        signal_id=ALL_SIGNALS,
        headline=f"Digest: news of 2 signals since {write_instant(since)}",
        proposition="",
        reason="",
        happened_at=now,
        quotes=_quotes(now)[:2],
        would_change="",
        lines=(
            f"{SIGNAL}, WATCH since {began}: QUIET \u2192 WATCH on {began}; {hits} (1 anticipate)",
            f"strait-closure, CONFIRMED (A1) since {write_instant(since)}: {hits} (1 confirm)",
        ),
    )
    (trouble,) = decide_troubles(Condition(free_bytes=120_000_000), ["preview"], (), now)
    samples = {"reminder": reminder, "sees-again": sees_again, "digest": digest}
    return {**samples, "trouble": trouble.notification}


def mark_as_test(notification: Notification, now: datetime) -> Notification:
    """Let a sample say in its first line that nothing has happened; it joins no conversation but its own."""
    test = f"test/{now:%Y%m%dT%H%M%S}"
    is_marked = notification.kind is NotificationKind.SAMPLE
    headline = notification.headline if is_marked else f"TEST, nothing has happened: {notification.headline}"
    return replace(
        notification,
        key=f"{test}/{notification.key}",
        thread=f"{test}/{notification.thread}",
        headline=headline,
    )


def make_previews(now: datetime, board_url: str | None) -> dict[str, Delivery]:
    """Make one delivery of each kind of message, by the name of its file."""
    first = SentMessage(
        key=f"{SIGNAL}/1/1",
        headline=f"{SIGNAL}: QUIET \u2192 WATCH",
        sent_at=now - timedelta(hours=5),
        receipt="hooks.slack.com answered 200 ok",
    )
    samples = make_samples(now, board_url)
    step, confirmed_at = samples["status"], now - timedelta(days=3)
    told = replace(first, key=step.key, headline=step.headline, sent_at=now - timedelta(hours=2))
    confirmed = f"{SIGNAL}: CORROBORATED \u2192 CONFIRMED (A1), 3 independent origins"
    earlier = {"reminder": told, "late": replace(first, headline=confirmed, sent_at=confirmed_at)}
    return {
        name: replace(
            make_delivery("preview", sample, now),
            follows=(earlier.get(name, first),) if sample.thread == f"{SIGNAL}/1" else (),
        )
        for name, sample in samples.items()
    }


def make_delivery(channel: str, notification: Notification, now: datetime) -> Delivery:
    """Make a delivery that stands in no outbox, as if it had just been claimed."""
    return Delivery(
        id=0,
        channel=channel,
        notification=notification,
        state=DeliveryState.LEASED,
        attempt_count=1,
        created_at=now,
        next_attempt_at=now,
        claimed_at=now,
    )


def _quotes(now: datetime) -> tuple[Quote, ...]:
    return (
        Quote(
            outlet="esker-courier.example",
            title="Esker shuts its port to tankers after spill",
            **_mark("The [harbour authority] [closed] the [port of Esker] to [tankers] on Thursday evening."),
            stance=Stance.CONFIRMS,
            at=now - timedelta(minutes=4),
            url="https://esker-courier.example/news/1042",
        ),
        Quote(
            outlet="northern-wire.example",
            title="Tankers turned away as Esker closes harbour",
            **_mark("Two ships were turned away after Esker [closed] its [port] to [tankers], pilots said."),
            stance=Stance.CONFIRMS,
            at=now - timedelta(minutes=26),
            url="https://northern-wire.example/2026/esker-tankers",
        ),
        Quote(
            outlet="harbour.esker.example",
            title="Notice to mariners 14: port reopened to tankers",
            **_mark("Notice to mariners 14: [port] [reopened] to [tankers]"),
            stance=Stance.REVERSES,
            at=now - timedelta(hours=15),
            url="https://harbour.esker.example/notices/14",
        ),
    )


def _mark(text: str) -> _Marked:
    """Read a sentence whose matched words stand in brackets."""
    spans: list[Span] = []
    plain = ""
    for number, part in enumerate(re.split(r"[\[\]]", text)):
        if number % 2:
            spans.append(Span(len(plain), len(plain) + len(part), "object"))
        plain += part
    return _Marked(text=plain, spans=tuple(spans))
