"""Delivery from a real outbox: order, pace, retries, dead letters, channels that do not hinder each other."""

from __future__ import annotations

import asyncio
import logging
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.servers import Answer, SlackStandIn
from watcher.deliver import LEASE, RECOVERY, Deliver, DeliverReport
from watcher.errors import DeliveryError
from watcher.model import DeliveryState, NotificationKind, Receipt
from watcher.notify.samples import make_sample
from watcher.notify.slack import SlackSender
from watcher.store.outbox import Outbox
from watcher.store.queries import list_deliveries
from watcher.store.reader import open_reader
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from watcher.model import Delivery, Notification
    from watcher.notify import Sender
    from watcher.store.writer import Store

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 5, 18, 4, tzinfo=UTC)
TEMPORARY = DeliveryError("the receiver is out of order", permanent=False)
PERMANENT = DeliveryError("the webhook was removed: make a new one", permanent=True)


@dataclass
class Clock:
    """A clock that moves when somebody sleeps."""

    at: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def read(self) -> datetime:
        return self.at

    def read_seconds(self) -> float:
        return self.at.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


@dataclass
class FakeSender:
    """Takes messages, or raises what `failures` holds for them, first come first."""

    clock: Clock
    interval: timedelta = timedelta(0)
    failures: list[Exception] = field(default_factory=list)
    sent: list[Delivery] = field(default_factory=list)
    tried_at: list[datetime] = field(default_factory=list)
    gate: asyncio.Event | None = None
    is_trying: asyncio.Event = field(default_factory=asyncio.Event)
    has_sent: asyncio.Event = field(default_factory=asyncio.Event)
    receiver: str = field(default_factory=lambda: str(uuid4()))

    async def send(self, delivery: Delivery) -> Receipt:
        self.tried_at.append(self.clock.read())
        self.is_trying.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(delivery)
        self.has_sent.set()
        return Receipt(f"taken as {len(self.sent)}")

    async def close(self) -> None:
        """Nothing is kept open."""

    @property
    def headlines(self) -> list[str]:
        return [delivery.notification.headline for delivery in self.sent]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "watcher.db")) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


def make_notification(name: str, thread: str = "") -> Notification:
    return replace(
        make_sample(NOW),
        key=name,
        thread=thread or name,
        kind=NotificationKind.STATUS,
        headline=f"headline of {name}",
    )


def add(store: Store, *names: str, channels: tuple[str, ...] = ("slack",), thread: str = "") -> None:
    for name in names:
        Outbox(store).add_notification(make_notification(name, thread), channels, NOW)


def make_deliver(store: Store, senders: Mapping[str, Sender], clock: Clock) -> Deliver:
    return Deliver(store, senders, clock=clock.read, draw_jitter=lambda: 0.5, sleep=clock.sleep)


def read_deliveries(store: Store) -> list[Delivery]:
    """All deliveries, oldest first."""
    with closing(open_reader(store.path)) as reader:
        return list(reversed(list_deliveries(reader)))


def find_next_attempt(store: Store) -> datetime | None:
    pending = [one for one in read_deliveries(store) if one.state is DeliveryState.PENDING]
    return min((one.next_attempt_at for one in pending), default=None)


async def test_what_is_due_is_sent_once_and_its_receipt_kept(store: Store, clock: Clock) -> None:
    sender = FakeSender(clock)
    add(store, "a", "b")
    deliver = make_deliver(store, {"slack": sender}, clock)

    report = await deliver.deliver_due(NOW)

    assert report == DeliverReport(sent_count=2)
    assert await deliver.deliver_due(NOW) == DeliverReport()
    assert sender.headlines == ["headline of a", "headline of b"]
    assert [(one.state, one.receipt) for one in read_deliveries(store)] == [
        (DeliveryState.SENT, "taken as 1"),
        (DeliveryState.SENT, "taken as 2"),
    ]


async def test_an_attempt_is_on_record_before_anything_is_sent(store: Store, clock: Clock) -> None:
    class Witness(FakeSender):
        async def send(self, delivery: Delivery) -> Receipt:
            (seen,) = read_deliveries(store)
            assert (seen.state, seen.attempt_count) == (DeliveryState.LEASED, 1)
            return await super().send(delivery)

    witness = Witness(clock)
    add(store, "a")

    report = await make_deliver(store, {"slack": witness}, clock).deliver_due(NOW)

    assert report.sent_count == 1


async def test_a_temporary_failure_is_tried_again_later_until_it_is_taken(store: Store, clock: Clock) -> None:
    sender = FakeSender(clock, failures=[TEMPORARY, TEMPORARY])
    add(store, "a")
    deliver = make_deliver(store, {"slack": sender}, clock)

    assert await deliver.deliver_due(clock.at) == DeliverReport(retry_count=1)
    (waiting,) = read_deliveries(store)
    assert waiting.state is DeliveryState.PENDING
    assert waiting.error == "the receiver is out of order"
    assert waiting.next_attempt_at > NOW
    for outcome in (DeliverReport(retry_count=1), DeliverReport(sent_count=1)):
        (waiting,) = read_deliveries(store)
        assert await deliver.deliver_due(waiting.next_attempt_at - timedelta(seconds=1)) == DeliverReport()
        clock.at = waiting.next_attempt_at
        assert await deliver.deliver_due(clock.at) == outcome
    (sent,) = read_deliveries(store)
    assert (sent.state, sent.attempt_count, sent.error) == (DeliveryState.SENT, 3, None)


async def test_a_receiver_that_never_recovers_is_given_up_and_told_elsewhere(
    store: Store, clock: Clock
) -> None:
    broken, mail = FakeSender(clock, failures=[TEMPORARY] * 1_000), FakeSender(clock)
    add(store, "a")
    deliver = make_deliver(store, {"slack": broken, "mail": mail}, clock)

    while not mail.sent:
        await deliver.deliver_due(clock.at)
        clock.at = find_next_attempt(store) or clock.at

    dead = read_deliveries(store)[0]
    assert dead.state is DeliveryState.DEAD
    assert dead.error == f"after {dead.attempt_count} attempts: the receiver is out of order"
    assert dead.attempt_count > 3
    assert mail.headlines == ["NOT DELIVERED by slack: headline of a"]


async def test_a_permanent_failure_is_parked_at_once_and_told_elsewhere(
    store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    slack, mail = FakeSender(clock, failures=[PERMANENT]), FakeSender(clock)
    add(store, "a", "b")
    deliver = make_deliver(store, {"slack": slack, "mail": mail}, clock)

    report = await deliver.deliver_due(NOW)

    assert report == DeliverReport(sent_count=2, dead_count=1)
    assert slack.headlines == ["headline of b"]
    (told,) = mail.sent
    assert told.notification.kind is NotificationKind.UNDELIVERED
    assert told.notification.headline == "NOT DELIVERED by slack: headline of a"
    assert "make a new one" in told.notification.reason
    assert "watcher outbox retry 1" in told.notification.reason
    assert told.notification.quotes == make_notification("a").quotes
    assert "delivery 1 on slack: given up: the webhook was removed" in caplog.text


async def test_dead_channels_pass_a_message_on_but_not_for_ever(store: Store, clock: Clock) -> None:
    broken = {name: FakeSender(clock, failures=[PERMANENT] * 9) for name in ("slack", "mail")}
    console = FakeSender(clock)
    add(store, "a")
    deliver = make_deliver(store, {**broken, "console": console}, clock)
    reports = [await deliver.deliver_due(NOW) for _ in range(4)]

    assert sum(report.dead_count for report in reports) == 2
    assert console.headlines == ["NOT DELIVERED by mail: NOT DELIVERED by slack: headline of a"]

    deliver.reconfigure(broken)
    add(store, "b")
    reports = [await deliver.deliver_due(NOW) for _ in range(4)]

    assert sum(report.dead_count for report in reports) == 2
    assert reports[-1] == DeliverReport()


async def test_a_message_that_is_overtaken_while_it_waits_is_told_by_the_later_one(
    store: Store, clock: Clock
) -> None:
    sender = FakeSender(clock, failures=[TEMPORARY])
    add(store, "a1", thread="a")
    deliver = make_deliver(store, {"slack": sender}, clock)
    await deliver.deliver_due(NOW)
    add(store, "a2", thread="a")
    add(store, "b")

    clock.at += RECOVERY
    await deliver.deliver_due(clock.at)

    assert sender.headlines == ["headline of a2", "headline of b"]
    assert [line.partition(": ")[2] for line in sender.sent[0].notification.lines] == [
        "headline of a1",
        "headline of a2",
    ]
    first, second, _ = read_deliveries(store)
    assert (first.state, first.merged_into) == (DeliveryState.MERGED, second.id)


async def test_a_message_in_hand_is_not_overtaken(store: Store, clock: Clock) -> None:
    slow = FakeSender(clock, gate=asyncio.Event())
    add(store, "a1", thread="a")
    deliver = make_deliver(store, {"slack": slow}, clock)
    first = asyncio.create_task(deliver.deliver_due(NOW))
    await slow.is_trying.wait()
    add(store, "a2", thread="a")

    assert await make_deliver(store, {"slack": FakeSender(clock)}, clock).deliver_due(NOW) == DeliverReport()
    assert slow.gate is not None
    slow.gate.set()
    await first

    assert slow.headlines == ["headline of a1", "headline of a2"]
    assert [message.headline for message in slow.sent[1].follows] == ["headline of a1"]


async def test_after_a_failure_a_channel_rests_before_its_next_message(store: Store, clock: Clock) -> None:
    sender = FakeSender(clock, failures=[TEMPORARY])
    add(store, "a", "b")
    deliver = make_deliver(store, {"slack": sender}, clock)
    await deliver.deliver_due(NOW)

    for seconds in range(1, 60):
        clock.at = NOW + timedelta(seconds=seconds)
        await deliver.deliver_due(clock.at)

    assert timedelta(seconds=1) < sender.tried_at[1] - NOW <= RECOVERY


async def test_retry_after_holds_the_whole_channel_even_across_a_restart(store: Store, clock: Clock) -> None:
    hour = timedelta(hours=1)
    limited = DeliveryError("too fast", permanent=False, retry_after=hour)
    slack, mail = FakeSender(clock, failures=[limited]), FakeSender(clock)
    add(store, "a", "b", channels=("slack", "mail"))
    await make_deliver(store, {"slack": slack, "mail": mail}, clock).deliver_due(NOW)
    add(store, "c", channels=("slack", "mail"))

    restarted = make_deliver(store, {"slack": slack, "mail": mail}, clock)
    clock.at = NOW + hour - timedelta(seconds=1)
    await restarted.deliver_due(clock.at)
    assert len(slack.tried_at) == 1
    assert mail.headlines == ["headline of a", "headline of b", "headline of c"]

    held = [one.next_attempt_at for one in read_deliveries(store) if one.error == "too fast"]
    clock.at = max(held)
    await restarted.deliver_due(clock.at)
    assert min(held) >= NOW + hour
    assert slack.headlines == ["headline of a", "headline of b", "headline of c"]


async def test_a_slow_channel_delays_no_other_not_even_the_next_round(store: Store, clock: Clock) -> None:
    slow, quick = FakeSender(clock, gate=asyncio.Event()), FakeSender(clock)
    deliver = make_deliver(store, {"slow": slow, "quick": quick}, clock)
    add(store, "a", channels=("slow", "quick"))

    first = asyncio.create_task(deliver.deliver_due(NOW))
    await quick.has_sent.wait()
    add(store, "b", channels=("slow", "quick"))
    assert await deliver.deliver_due(NOW) == DeliverReport(sent_count=1)

    assert quick.headlines == ["headline of a", "headline of b"]
    assert slow.sent == []
    assert not first.done()
    assert slow.gate is not None
    slow.gate.set()
    assert await first == DeliverReport(sent_count=3)
    assert slow.headlines == ["headline of a", "headline of b"]


async def test_a_channel_keeps_its_distance_between_messages(store: Store, clock: Clock) -> None:
    sender = FakeSender(clock, interval=timedelta(seconds=1))
    add(store, "a", "b", "c")

    await make_deliver(store, {"slack": sender}, clock).deliver_due(NOW)

    assert [(at - NOW).total_seconds() for at in sender.tried_at] == [0, 1, 2]


async def test_a_clock_that_is_set_back_does_not_stretch_the_distance(store: Store, clock: Clock) -> None:
    sender = FakeSender(clock, interval=timedelta(seconds=1))
    deliver = make_deliver(store, {"slack": sender}, clock)
    add(store, "a")
    await deliver.deliver_due(NOW)
    add(store, "b")

    clock.at = NOW - timedelta(hours=2)
    Outbox(store).retry_delivery(2, clock.at)
    await deliver.deliver_due(clock.at)

    assert len(sender.sent) == 2
    assert max(clock.slept) <= 1


async def test_a_claim_whose_process_died_is_made_again_when_its_lease_runs_out(
    store: Store, clock: Clock
) -> None:
    sender = FakeSender(clock)
    add(store, "a")
    Outbox(store).claim_deliveries(NOW, LEASE, 1)
    deliver = make_deliver(store, {"slack": sender}, clock)

    clock.at = NOW + LEASE - timedelta(seconds=1)
    assert await deliver.deliver_due(clock.at) == DeliverReport()
    clock.at = NOW + LEASE
    assert await deliver.deliver_due(clock.at) == DeliverReport(sent_count=1)


async def test_a_fault_in_a_channels_code_is_a_failure_like_another_and_quotes_nothing(
    store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    sender = FakeSender(clock, failures=[RuntimeError("https://hooks.slack.com/services/secret-token")])
    mail = FakeSender(clock)
    add(store, "a", channels=("slack", "mail"))

    report = await make_deliver(store, {"slack": sender, "mail": mail}, clock).deliver_due(NOW)

    assert report == DeliverReport(sent_count=1, retry_count=1)
    assert read_deliveries(store)[0].error == "unexpected RuntimeError"
    assert "RuntimeError" in caplog.text
    assert "secret-token" not in caplog.text


async def test_a_channel_that_is_gone_from_the_configuration_is_named_with_the_remedy(
    store: Store, clock: Clock
) -> None:
    mail = FakeSender(clock)
    add(store, "a", channels=("old",))
    deliver = make_deliver(store, {"mail": mail}, clock)

    assert await deliver.deliver_due(NOW) == DeliverReport(sent_count=1, dead_count=1)

    error = read_deliveries(store)[0].error
    assert error is not None
    assert "no route leads to a channel old any more: add it to signals.toml" in error
    assert mail.headlines == ["NOT DELIVERED by old: headline of a"]


async def test_recipients_who_have_the_message_are_remembered(store: Store, clock: Clock) -> None:
    failures: list[Exception] = [
        DeliveryError("b greylisted", permanent=False, accepted=("a@example.org",)),
        DeliveryError("c greylisted", permanent=False, accepted=("b@example.org",)),
    ]
    sender = FakeSender(clock, failures=failures)
    add(store, "a", channels=("mail",))
    deliver = make_deliver(store, {"mail": sender}, clock)

    while not sender.sent:
        await deliver.deliver_due(clock.at)
        clock.at = find_next_attempt(store) or clock.at

    assert sender.sent[0].accepted == ("a@example.org", "b@example.org")


async def test_new_senders_serve_from_the_next_round_on(store: Store, clock: Clock) -> None:
    old, new = FakeSender(clock, failures=[TEMPORARY]), FakeSender(clock)
    deliver = make_deliver(store, {"slack": old}, clock)
    add(store, "a")
    await deliver.deliver_due(NOW)

    deliver.reconfigure({"slack": new})
    clock.at = find_next_attempt(store) or clock.at
    await deliver.deliver_due(clock.at)

    assert new.headlines == ["headline of a"]


async def test_a_burst_reaches_slack_without_a_single_429(store: Store, clock: Clock) -> None:
    with SlackStandIn(clock=clock.read_seconds) as slack:
        sender = SlackSender(slack.webhook)
        add(store, *"abcde")

        report = await make_deliver(store, {"slack": sender}, clock).deliver_due(NOW)
        await sender.close()

    assert report == DeliverReport(sent_count=5)
    assert slack.texts == [f"headline of {name}" for name in "abcde"]
    assert slack.refusals == []


async def test_two_channels_on_one_webhook_share_its_rate(store: Store, clock: Clock) -> None:
    with SlackStandIn(clock=clock.read_seconds) as slack:
        senders = {"mail": SlackSender(slack.webhook), "slack": SlackSender(slack.webhook)}
        add(store, *"abc", channels=("mail", "slack"))

        report = await make_deliver(store, senders, clock).deliver_due(NOW)
        for sender in senders.values():
            await sender.close()

    assert report == DeliverReport(sent_count=6)
    assert slack.refusals == []


async def test_slacks_retry_after_is_obeyed_and_nothing_is_lost(store: Store, clock: Clock) -> None:
    with SlackStandIn(clock=clock.read_seconds) as slack:
        slack.faults.append(Answer(429, "rate_limited", (("Retry-After", "86400"),)))
        sender = SlackSender(slack.webhook)
        add(store, "a", "b")
        deliver = make_deliver(store, {"slack": sender}, clock)

        await deliver.deliver_due(NOW)
        clock.at = NOW + timedelta(seconds=86_399)
        assert await deliver.deliver_due(clock.at) == DeliverReport()
        clock.at = max(one.next_attempt_at for one in read_deliveries(store))
        assert await deliver.deliver_due(clock.at) == DeliverReport(sent_count=2)
        await sender.close()

    assert [text.partition(" (")[0] for text in slack.texts] == ["headline of a", "headline of b"]


@pytest.mark.parametrize("status", [404, 500])
async def test_no_secret_reaches_database_or_log(
    store: Store, clock: Clock, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    with SlackStandIn(is_rate_limited=False) as slack:
        slack.faults.append(Answer(status, f"{slack.webhook} is out of order"))
        sender = SlackSender(slack.webhook)
        add(store, "a", "b")
        await make_deliver(store, {"slack": sender, "mail": FakeSender(clock)}, clock).deliver_due(NOW)
        await sender.close()

    files = [path.read_bytes() for path in store.path.parent.glob("watcher.db*")]
    assert any(b"is out of order" in content for content in files)
    assert not any(slack.token.encode() in content for content in files)
    assert slack.token not in caplog.text
