"""Messages of each kind that tell nothing true: for `watcher notify test` and `watcher notify preview`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from watcher.model import (
    Delivery,
    DeliveryState,
    Notification,
    NotificationKind,
    Quote,
    SentMessage,
    Span,
    Stance,
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
    """Make the notification that `watcher notify test` sends."""
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


def make_previews(now: datetime, board_url: str | None) -> dict[str, Delivery]:
    """Make one delivery of each kind of message, by the name of its file."""
    earlier = SentMessage(
        key=f"{SIGNAL}/1/1",
        headline=f"{SIGNAL}: QUIET \u2192 WATCH",
        sent_at=now - timedelta(hours=5),
        receipt="hooks.slack.com answered 200 ok",
    )
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
    )
    follows = (earlier,)
    return {
        "status": replace(make_delivery("preview", step, now), follows=follows),
        "late": replace(make_delivery("preview", withdrawn, now), follows=follows),
        "blind": make_delivery("preview", blind, now),
        "sample": make_delivery("preview", make_sample(now), now),
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
