"""A storm: many outlets on one event within ten minutes, most with an agency's words, among other news.

Played through ingest and delivery on a simulated clock.  Whole, it is 500 articles of 200 outlets on the
event and 20,000 others: `make storm`.  A smaller one is among the tests.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tests.bridge import CLOSES, START, THREATENS, load_bridge
from tests.publisher import make_rss
from watcher.deliver import Deliver
from watcher.ingest import Ingest
from watcher.model import Article, Fetched, Receipt
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from watcher.model import Delivery, FeedState, FetchResult, Notification

MINUTE = timedelta(minutes=1)
MINUTES = 10
THREAT = (
    "The Water Board may shut the crossing for good if the piers are not mended, people at the hall said."
)
AGENCY = (
    "MARSHTON (The Wire) - The crossing was shut at noon on Monday after inspectors had found cracks in two"
    " of its piers. Engineers put up barriers at both ends, and ferries were ordered from down the river."
)
# Outlets that send people of their own, by the minute at which they are polled, and what these write.
DESKS = {
    4: ("A reporter of ours stood at the barrier at dawn and counted nine lorries that had to turn.",),
    7: (
        "Shopkeepers on the north bank told this paper that their tills have been empty since breakfast.",
        "Our drone pictures show the deck deserted, save for two surveyors with yellow helmets.",
        "Commuters whom we met at the station speak of an hour more each way, and of full buses.",
    ),
}
TITLES = (
    "Marsh Bridge closed by Water Board",
    "Water Board has closed Marsh Bridge",
    "Water Board shuts Marsh Bridge",
)
AGENCY_OWNER = "Wire Cooperative"  # those who print its words are no origin of their own
STEPS = {
    "QUIET \u2192 WATCH": None,
    "WATCH \u2192 REPORTED": {AGENCY_OWNER},
    "REPORTED \u2192 CORROBORATED": {AGENCY_OWNER, "Owner of desk-4-0"},
    "CORROBORATED \u2192 CONFIRMED": {
        AGENCY_OWNER,
        "Owner of desk-4-0",
        *(f"Owner of desk-7-{number}" for number in range(3)),
    },
}


class Recorder:
    """A channel that takes everything."""

    interval = timedelta(0)

    def __init__(self, receiver: str) -> None:
        self.receiver = receiver
        self.taken: list[Delivery] = []

    async def send(self, delivery: Delivery) -> Receipt:
        self.taken.append(delivery)
        return Receipt("taken")

    async def close(self) -> None:
        """Nothing is open."""


def list_outlets(outlet_count: int) -> Iterator[tuple[int, str, str | None]]:
    """Each outlet: the minute at which its feed is polled, its name, and the words of its own desk."""
    for minute in range(MINUTES):
        own = DESKS.get(minute, ())
        for number in range(outlet_count // MINUTES):
            if number < len(own):
                yield minute, f"desk-{minute}-{number}", own[number]
            else:
                yield minute, f"copy-{minute}-{number}", None


def write_articles(minute: int, name: str, own: str | None, others_each: int) -> list[Article]:
    """What an outlet's feed holds when it is polled: two or three on the event, and others."""
    at = START + minute * MINUTE
    number = int(name.rpartition("-")[2])
    if minute == 0:
        reports = [(THREATENS, THREAT), ("Bridge: what we know so far", THREAT)]
    elif own is not None:
        reports = [(TITLES[number], own), (f"{TITLES[number]}: the day in pictures", own)]
    else:
        reports = [(CLOSES, AGENCY), (f"{CLOSES}, traffic diverted", AGENCY)]
    if number % 2:
        reports.append((f"{reports[0][0]} (updated)", reports[0][1]))
    others = [
        (
            f"Council of {name} votes on item {index}",
            f"Item {index} of the agenda in {name} passed after debate.",
        )
        for index in range(others_each)
    ]
    return [
        Article(
            key=f"{name} {index}",
            title=title,
            summary=summary,
            url=f"https://{name}.example/{index}",
            outlet=f"{name}.example",
            published_at=at,
        )
        for index, (title, summary) in enumerate([*reports, *others])
    ]


class Storm:
    """Answers each feed with what its outlet published."""

    def __init__(self, outlet_count: int, others_each: int) -> None:
        self.bodies = {
            f"http://127.0.0.1:1/{name}": make_rss(write_articles(minute, name, own, others_each))
            for minute, name, own in list_outlets(outlet_count)
        }

    async def fetch_feed(self, state: FeedState, now: datetime) -> FetchResult:
        assert now.tzinfo is not None
        return Fetched(state.feed.url, self.bodies[state.feed.url], content_type="application/rss+xml")


def describe_outlet(name: str) -> str:
    return (
        f'[outlets."{name}.example"]\nname = "{name}"\nowner = "Owner of {name}"\nreliability = "B"\n\n'
        f'[[feeds]]\nurl = "BASE/{name}"\noutlet = "{name}.example"\n\n'
    )


class Aftermath(NamedTuple):
    """What a storm came to: articles stored, hits among them, and what each channel was told, in order."""

    article_count: int
    evidence_count: int
    told: dict[str, list[Notification]]


async def play_storm(folder: Path, outlet_count: int, others_each: int) -> Aftermath:
    """Play a storm through a database in `folder`."""
    outlets = "".join(describe_outlet(name) for _, name, _ in list_outlets(outlet_count))
    old = (
        "".join(
            f'[[feeds]]\nurl = "BASE/{feed}"\noutlet = "{outlet}.example"\n\n'
            for feed, outlet in (
                ("wire", "wire"),
                ("post", "post"),
                ("echo", "echo"),
                ("board", "water-board"),
            )
        )
        + '[channels.console]\ntype = "console"\n\n[[routes]]\nchannel = "console"\n'
    )
    every = '["WATCH", "REPORTED", "CORROBORATED", "CONFIRMED", "DISPUTED", "REVERSED", "QUIET"]'
    channels = "".join(
        f'[channels.{name}]\ntype = "console"\n\n[[routes]]\nchannel = "{name}"\nstatuses = {every}\n\n'
        for name in ("room", "desk")
    )
    config = load_bridge(folder, changes={old: outlets + channels})
    senders = {"room": Recorder("room"), "desk": Recorder("desk")}
    now = START

    async def skip(_seconds: float) -> None:
        """No pace is kept here."""

    with closing(open_store(folder / "watcher.db")) as store:
        store.record_config(tuple(config.signals.values()), config.feeds)
        ingest = Ingest(
            config, store, Storm(outlet_count, others_each), read_clock=lambda: now, draw_jitter=lambda: 0.5
        )
        deliver = Deliver(store, senders, clock=lambda: now, draw_jitter=lambda: 0.5, sleep=skip)
        minutes = {f"http://127.0.0.1:1/{name}": minute for minute, name, _ in list_outlets(outlet_count)}
        for state in store.list_feed_states():
            due_at = START + minutes[state.feed.url] * MINUTE
            known = replace(
                state, next_fetch_at=due_at, fetched_at=START, succeeded_at=START, baseline_at=START
            )
            store.record_feed(known)
        article_count = evidence_count = 0
        with closing(ingest):
            for minute in range(MINUTES):
                now = START + minute * MINUTE
                report = await ingest.poll_due(now)
                article_count += report.article_count
                evidence_count += report.evidence_count
                await deliver.deliver_due(now)
    told = {name: [delivery.notification for delivery in one.taken] for name, one in senders.items()}
    return Aftermath(article_count, evidence_count, told)


def check_messages(aftermath: Aftermath) -> None:
    """Each channel was told each step once, with the origins that are independent and no other."""
    for told in aftermath.told.values():
        assert [f"{one.before} \u2192 {one.after}" for one in told] == list(STEPS)
        for notification, origins in zip(told, STEPS.values(), strict=True):
            assert origins is None or sorted(notification.origins) == sorted(origins)
