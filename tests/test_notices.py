"""What the clock brings: digests, repeats, escalations and the watcher's own trouble, over a real store.

Feeds come over HTTP and go through a real database; the clock, the room on the disk and the channels are the
test's own.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.bridge import CLOSED, CLOSES, HOUR, START, THREATENS, load_bridge, make_report
from tests.publisher import Issue, Publisher, make_rss
from watcher.acting import rule_signal
from watcher.errors import DeliveryError
from watcher.model import Receipt, RulingKind, Silence
from watcher.wiring import build_runtime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from watcher.model import Delivery
    from watcher.wiring import Runtime

pytestmark = pytest.mark.anyio

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PLENTY = 10**12  # bytes
OLD_ROUTE = '[channels.console]\ntype = "console"\n\n[[routes]]\nchannel = "console"\n'
CHANNELS = '[channels.room]\ntype = "console"\n[channels.desk]\ntype = "console"\n'


class Channel:
    """Takes messages, or fails as it is told to."""

    interval = timedelta(0)

    def __init__(self, receiver: str) -> None:
        self.receiver = receiver
        self.taken: list[Delivery] = []
        self.failure: DeliveryError | None = None

    @property
    def headlines(self) -> list[str]:
        return [delivery.notification.headline for delivery in self.taken]

    async def send(self, delivery: Delivery) -> Receipt:
        if self.failure is not None:
            raise self.failure
        self.taken.append(delivery)
        return Receipt("taken")

    async def close(self) -> None:
        """Nothing is open."""


class Town:
    """A watcher of the invented town, its clock, its disk, and two channels."""

    def __init__(self, publisher: Publisher) -> None:
        self.now = START
        self.free_bytes: int | None = PLENTY
        self.room, self.desk = Channel("room"), Channel("desk")
        self.publisher = publisher
        self.runtime: Runtime

    def publish(self, feed: str, title: str) -> None:
        """Let a feed's newest article be one of a minute ago."""
        article = make_report(title, f"{feed}.example", (self.now - START - MINUTE) / HOUR)
        self.publisher.feeds[f"/{feed}"] = Issue(make_rss([article]))

    async def go_on(self, span: timedelta, step: timedelta | None = None) -> None:
        """Let time pass, the jobs at work every `step`, else once at its end."""
        until = self.now + span
        while self.now < until:
            self.now = min(until, self.now + (step or span))
            await self.runtime.ingest.poll_due(self.now)
            self.runtime.ingest.fold_all(self.now)
            self.runtime.notices.tell_due(self.now)
            await self.runtime.deliver.deliver_due(self.now)


@asynccontextmanager
async def open_town(folder: Path, routes: str, settings: str = "") -> AsyncIterator[Town]:
    """A watcher that has polled its feeds once, without news, at START."""
    with Publisher() as publisher:
        town = Town(publisher)
        for feed in ("wire", "post", "echo", "board"):
            outlet = "water-board.example" if feed == "board" else f"{feed}.example"
            article = make_report("Opening hours of the town hall", outlet, -48)
            publisher.feeds[f"/{feed}"] = Issue(make_rss([article]))
        changes = {OLD_ROUTE: CHANNELS + routes, "[watcher]\n": f"[watcher]\n{settings}"}
        config = load_bridge(folder, publisher.base, changes)
        async with build_runtime(
            config,
            folder / "state",
            read_clock=lambda: town.now,
            read_free_bytes=lambda _: town.free_bytes,
        ) as runtime:
            town.runtime = runtime
            runtime.deliver.reconfigure({"room": town.room, "desk": town.desk})
            town.now = START - MINUTE
            await town.go_on(MINUTE)
            yield town


AT_ONCE = '[[routes]]\nchannel = "room"\n'

# ---------------------------------------------------------------------------------------------- digests

DIGEST = '[[routes]]\nchannel = "desk"\ndigest = "0 9 * * *"\n'


async def test_a_digest_comes_when_it_is_due_and_once(tmp_path: Path) -> None:
    async with open_town(tmp_path, AT_ONCE + DIGEST) as town:
        town.publish("post", THREATENS)
        await town.go_on(59 * MINUTE)
        assert town.desk.taken == []
        await town.go_on(MINUTE)
        await town.go_on(2 * HOUR, step=MINUTE)
        (delivery,) = town.desk.taken
        assert delivery.notification.headline == "Digest: news of 1 signal since 2026-03-02 08:00 UTC"
        (line,) = delivery.notification.lines
        assert "bridge-closed, WATCH" in line
        assert "QUIET \u2192 WATCH on 2026-03-02 07:59 UTC; 1 new hit of 1 origin (1 anticipate)" in line
        assert town.room.taken == []


async def test_a_digest_that_was_due_while_we_were_down_comes_once_and_tells_all(tmp_path: Path) -> None:
    async with open_town(tmp_path, DIGEST) as town:
        town.publish("post", THREATENS)
        await town.go_on(30 * MINUTE)
        await town.go_on(3 * DAY)
        (delivery,) = town.desk.taken
        assert delivery.notification.headline == "Digest: news of 1 signal since 2026-03-02 08:00 UTC"
        await town.go_on(DAY)
        assert len(town.desk.taken) == 1, "nothing is new since"


async def test_a_digest_that_comes_even_if_empty_says_how_all_stands(tmp_path: Path) -> None:
    async with open_town(tmp_path, f"{DIGEST}even_if_empty = true\n") as town:
        await town.go_on(HOUR)
        (delivery,) = town.desk.taken
        assert delivery.notification.headline == (
            "Still watching 2 signals: nothing new since 2026-03-02 08:00 UTC"
        )
        assert delivery.notification.lines == (
            "bridge-closed, QUIET: nothing new",
            "bridge-sold, QUIET: nothing new",
            "4 of 4 feeds answer",
        )


# ------------------------------------------------------------------------------- repeats and escalation

UNTIL_ACK = AT_ONCE + 'repeat_every = "1h"\nescalate_after = "3h"\nescalate_to = "desk"\n'


async def test_a_step_is_repeated_and_escalated_until_somebody_has_seen_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, UNTIL_ACK) as town:
        town.publish("post", CLOSES)
        await town.go_on(20 * MINUTE)
        (told,) = town.room.headlines
        await town.go_on(HOUR - MINUTE, step=MINUTE)
        assert town.room.headlines == [told]
        await town.go_on(MINUTE)
        assert town.room.headlines == [told, f"NOT ACKNOWLEDGED since 2026-03-02 08:20 UTC: {told}"]
        await town.go_on(HOUR)
        assert (len(town.room.taken), town.desk.taken) == (3, [])
        await town.go_on(HOUR)
        assert (len(town.room.taken), len(town.desk.taken)) == (4, 1)
        rule_signal(
            tmp_path / "signals.toml",
            town.runtime.store.path,
            "bridge-closed",
            RulingKind.ACK,
            author="ann",
            note="on it",
            now=town.now,
        )
        await town.go_on(9 * HOUR, step=30 * MINUTE)
        assert (len(town.room.taken), len(town.desk.taken)) == (4, 1)


async def test_a_later_step_ends_the_repeats_of_the_one_before(tmp_path: Path) -> None:
    async with open_town(tmp_path, AT_ONCE + 'repeat_every = "2h"\n') as town:
        town.publish("post", CLOSES)
        await town.go_on(20 * MINUTE)
        town.publish("echo", CLOSED)
        await town.go_on(HOUR)
        await town.go_on(HOUR, step=MINUTE)
        first, second = town.room.headlines
        assert ("REPORTED" in first, "CORROBORATED" in second) == (True, True)
        await town.go_on(HOUR, step=MINUTE)
        assert town.room.headlines[2:] == [f"NOT ACKNOWLEDGED since 2026-03-02 09:20 UTC: {second}"]


async def test_a_silence_holds_repeats_back_while_it_lasts(tmp_path: Path) -> None:
    async with open_town(tmp_path, UNTIL_ACK) as town:
        town.publish("post", CLOSES)
        await town.go_on(20 * MINUTE)
        silence = Silence("ann", "we are on it", town.now, town.now + 5 * HOUR, channels=("room",))
        town.runtime.store.add_silence(silence, town.now)
        await town.go_on(5 * HOUR - MINUTE, step=10 * MINUTE)
        assert (len(town.room.taken), len(town.desk.taken)) == (1, 2), "the silence is of one channel"
        await town.go_on(MINUTE)
        assert len(town.room.taken) == 2


# ------------------------------------------------------------------------------------------ own trouble

BOTH = f'{AT_ONCE}[[routes]]\nchannel = "desk"\n'
LATER = DeliveryError("it answered 503", permanent=False)
MUCH_LATER = DeliveryError("it answered 429", permanent=False, retry_after=DAY)


class Room(NamedTuple):
    """What is left on the disk, in bytes, and how often that is told in a day and a half."""

    free_bytes: int | None
    told_count: int


@pytest.mark.parametrize(
    "room", [Room(PLENTY, 0), Room(500_000_000, 0), Room(499_999_999, 2), Room(0, 2), Room(None, 0)]
)
async def test_a_disk_nearly_full_is_told_once_a_day(tmp_path: Path, room: Room) -> None:
    async with open_town(tmp_path, BOTH) as town:
        town.free_bytes = room.free_bytes
        await town.go_on(36 * HOUR, step=4 * HOUR)
        assert len(town.room.taken) == len(town.desk.taken) == room.told_count
        assert all(headline.startswith("Watcher: disk nearly full") for headline in town.room.headlines)


async def test_a_job_that_failed_is_told_once_a_day_and_not_long_after(tmp_path: Path) -> None:
    async with open_town(tmp_path, BOTH) as town:
        town.runtime.store.add_job_error("poll of http://127.0.0.1/post", "TypeError: None", town.now)
        town.runtime.store.add_job_error("upkeep", "the disk is full", town.now - 2 * HOUR)
        await town.go_on(2 * HOUR, step=5 * MINUTE)
        assert len(town.room.headlines) == 1
        assert town.room.headlines[0].startswith("Watcher: job poll of http://127.0.0.1/post failed")
        assert town.room.taken[0].notification.reason == "TypeError: None"


@pytest.mark.parametrize("failure", [LATER, MUCH_LATER], ids=["it fails", "it asks us to wait for a day"])
async def test_a_channel_that_takes_nothing_is_told_by_the_other_within_minutes(
    tmp_path: Path, failure: DeliveryError
) -> None:
    async with open_town(tmp_path, BOTH) as town:
        town.room.failure = failure
        town.publish("post", CLOSES)
        await town.go_on(20 * MINUTE)
        await town.go_on(14 * MINUTE, step=MINUTE)
        assert len(town.desk.taken) == 1, "the news itself"
        await town.go_on(10 * MINUTE, step=MINUTE)
        assert town.desk.headlines[1:] == [
            "Watcher: room takes nothing since 2026-03-02 08:20 UTC, 1 message waiting"
        ]
        assert str(failure) in town.desk.taken[1].notification.reason
        await town.go_on(2 * HOUR, step=10 * MINUTE)
        assert len(town.desk.taken) == 2


async def test_a_channel_that_recovers_in_time_is_not_told_of(tmp_path: Path) -> None:
    async with open_town(tmp_path, BOTH) as town:
        town.room.failure = LATER
        town.publish("post", CLOSES)
        await town.go_on(20 * MINUTE)
        await town.go_on(5 * MINUTE, step=MINUTE)
        town.room.failure = None
        await town.go_on(HOUR, step=MINUTE)
        assert len(town.room.taken) == len(town.desk.taken) == 1


async def test_what_waited_for_the_end_of_quiet_hours_does_not_make_a_channel_dead(tmp_path: Path) -> None:
    routes = f'{AT_ONCE}quiet_hours = "08:00-20:00"\n[[routes]]\nchannel = "desk"\n'
    async with open_town(tmp_path, routes) as town:
        town.publish("post", CLOSES)
        await town.go_on(20 * MINUTE)
        town.room.failure = LATER
        await town.go_on(11 * HOUR + 50 * MINUTE, step=10 * MINUTE)
        assert len(town.desk.taken) == 1
        await town.go_on(10 * MINUTE, step=MINUTE)
        assert town.desk.headlines[1:] == [
            "Watcher: room takes nothing since 2026-03-02 20:00 UTC, 1 message waiting"
        ]


async def test_a_channel_fails_for_as_long_as_all_that_was_merged_for_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, BOTH) as town:
        town.room.failure = LATER
        town.publish("post", CLOSES)
        await town.go_on(20 * MINUTE)
        await town.go_on(10 * MINUTE, step=MINUTE)
        town.publish("echo", CLOSED)
        await town.go_on(20 * MINUTE, step=MINUTE)
        assert town.desk.headlines[-1] == (
            "Watcher: room takes nothing since 2026-03-02 08:20 UTC, 1 message waiting"
        )


async def test_trouble_goes_to_the_channels_for_it_alone(tmp_path: Path) -> None:
    async with open_town(tmp_path, BOTH, 'trouble_channels = ["desk"]\n') as town:
        town.free_bytes = 0
        await town.go_on(HOUR)
        assert (len(town.room.taken), len(town.desk.taken)) == (0, 1)
