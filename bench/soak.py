"""Days of polling thousands of feeds that fail in every way, in minutes: `python bench/soak.py [--days N]`.

Publishers and Watcher share one event loop whose clock jumps to the next timer whenever nothing is left to
do, so that a day passes as fast as its requests can be answered, over real sockets and into a real file.
The publishers keep the log: who asked when, what was served whole.  Half way through Watcher is restarted.

Leaves with 1 when an entry that was served whole is missing or stored twice, when a host or a feed was asked
sooner than allowed, or when memory grew.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import gzip
import json
import os
import random
import selectors
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.bridge import load_bridge
from watcher.feeds.fetch import open_fetcher
from watcher.ingest import Ingest
from watcher.model import Feed, FetchSettings
from watcher.store.queries import list_host_sleeps
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from watcher.config import Config
    from watcher.store.writer import Store

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR, DAY = 3_600.0, 86_400.0
SHOWN = 20  # entries of a feed
FEEDS_A_HOST = 10
MIN_INTERVAL = 900.0
SPACING = 5.0
PARALLEL = 2
SLACK = 0.05  # seconds between a client's start and the server's receipt
THREAD_GRACE = 0.002  # real seconds in which a worker thread may answer before the clock jumps
MEMORY_LIMIT = 40.0  # MB that a day may add: bodies of ten megabytes leave holes
FAILING = 0.1  # share of feeds

BOMB = gzip.compress(gzip.compress(bytes(60_000_000)))
PAGE = b"<!doctype html><html><head><title>Newsroom</title></head><body>No feed here</body></html>"
CHALLENGE = b"<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>"
MODES = (
    "empty", "empty body", "page", "challenge 200", "challenge 403", "liar", "undated", "301", "302", "loop",
    "410", "401", "403", "404", "451", "429 seconds", "429 date", "429", "503 seconds", "503", "500", "drip",
    "hang", "reset", "large", "bomb", "short", "cut", "encoding", "new guids", "new dates", "twice",
    "no tags",
)  # fmt: skip
BROKEN = frozenset({"drip", "hang", "reset", "large", "short"})  # nothing of their answer arrives


# -------------------------------------------------------------------------------------- time that jumps


class JumpingSelector(selectors.DefaultSelector):
    """Waits for nothing: when no socket is ready, the loop's time moves to its next timer."""

    skipped = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0 if timeout is not None else None)
        if ready or not timeout:
            return ready
        ready = super().select(THREAD_GRACE)
        if not ready:
            self.skipped += timeout
        return ready


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop that lives in the time of its selector."""

    def __init__(self) -> None:
        self._jumping = JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.skipped


def read_clock() -> datetime:
    return START + timedelta(seconds=asyncio.get_running_loop().time())


# ------------------------------------------------------------------------------------------- publishers


@dataclass
class Publication:
    """A feed as its publisher has it: entry `n` appears at `n * gap`, counted from before the start."""

    number: int
    gap: float
    ttl: int = 0  # minutes
    max_age: int = 0  # seconds
    mode: str = ""
    mode_ends_at: float = 0.0
    is_gone: bool = False
    asked_at: float = -1e9
    wait: float = 0.0  # what the last answer asked for, beyond the shortest interval
    served: set[int] = field(default_factory=set)

    def list_entries(self, now: float) -> range:
        newest = int(now // self.gap) + SHOWN
        return range(newest - SHOWN + 1, newest + 1)


@dataclass
class HostLog:
    """What a host remembers of who asks it."""

    asked_at: float = -1e9
    at_once: int = 0
    sleeps_until: float = 0.0


class Press:
    """All publishers; what they saw that they should not have is in `faults`."""

    def __init__(self, count: int, chance: random.Random) -> None:
        self.chance = chance
        self.feeds = [
            Publication(
                n,
                gap=HOUR if n % 50 == 0 else DAY * chance.uniform(0.5, 1.5),
                ttl=600 if n % 40 == 1 else 0,
                max_age=36_000 if n % 40 == 2 else 0,
            )
            for n in range(count)
        ]
        self.hosts = [HostLog() for _ in range(-(-count // FEEDS_A_HOST))]
        self.answers: Counter[str] = Counter()
        self.seen_modes: Counter[str] = Counter()
        self.faults: list[str] = []
        self.port = 0

    def get_host(self, number: int) -> str:
        host = number // FEEDS_A_HOST
        return f"127.1.{host // 250}.{host % 250 + 1}"

    def get_url(self, number: int) -> str:
        return f"http://{self.get_host(number)}:{self.port}/{number}"

    def change_modes(self, now: float) -> None:
        """Let feeds fall ill and get well, so that about a tenth is ill."""
        for feed in self.feeds:
            if feed.mode and now >= feed.mode_ends_at and not feed.is_gone:
                feed.mode = ""
        ill = sum(bool(feed.mode) for feed in self.feeds)
        for _ in range(max(0, int(FAILING * len(self.feeds)) - ill)):
            feed = self.chance.choice(self.feeds)
            if not feed.mode and feed.number % 50:
                feed.mode = self.chance.choice(MODES)
                feed.mode_ends_at = now + self.chance.uniform(2, 16) * HOUR

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                await self._serve_one(head, reader, writer)
        writer.close()

    async def _serve_one(self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = head.rstrip().split("\r\n")
        path = first.split(" ")[1].strip("/")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        number = int(path.partition("/")[0])
        feed, host = self.feeds[number], self.hosts[number // FEEDS_A_HOST]
        now = asyncio.get_running_loop().time()
        self._check(feed, host, now, is_first="/" not in path)
        host.at_once += 1
        for _ in range(3):  # the ends of those that were given up may be on their way
            await asyncio.sleep(0)
        if host.at_once > PARALLEL:
            self.faults.append(f"{host.at_once} requests at once at {self.get_host(number)}")
        try:
            await self._answer(feed, path, headers, reader, writer)
        finally:
            host.at_once -= 1

    def _check(self, feed: Publication, host: HostLog, now: float, *, is_first: bool) -> None:
        if now - host.asked_at < SPACING - SLACK:
            self.faults.append(f"{now - host.asked_at:.2f} s between two requests at a host")
        if now < host.sleeps_until - SLACK:
            self.faults.append(f"asked {host.sleeps_until - now:.0f} s before Retry-After was over")
        host.asked_at = now
        if not is_first:
            return
        if feed.is_gone:
            self.faults.append(f"feed {feed.number} was asked after it said that it is gone")
        least = max(MIN_INTERVAL, feed.wait)
        if now - feed.asked_at < least - SLACK:
            since = now - feed.asked_at
            self.faults.append(f"feed {feed.number} ({feed.mode}) asked after {since:.0f} s, not {least:.0f}")
        feed.asked_at, feed.wait = now, 0.0

    async def _answer(
        self,
        feed: Publication,
        path: str,
        headers: Mapping[str, str],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        mode, host = feed.mode, self.hosts[feed.number // FEEDS_A_HOST]
        now = asyncio.get_running_loop().time()
        self.seen_modes[mode or "well"] += 1
        status, fields, body = self._choose(feed, path, headers, now)
        is_conditional = "if-none-match" in headers
        if status == 304 and not is_conditional:
            status = 500
        self.answers[str(status)] += 1
        if status in {429, 503} and "Retry-After" in fields:
            seconds = fields["Retry-After"]
            span = float(seconds) if seconds.isdigit() else 2 * HOUR
            host.sleeps_until = max(host.sleeps_until, now + span)
        length = {"short": len(body) + 500, "large": 11_000_000}.get(mode, len(body))
        text = [f"HTTP/1.1 {status} Answer", f"Content-Length: {length}"]
        text += [f"{name}: {value}" for name, value in fields.items()]
        if mode == "hang":
            await wait_for_end(reader, HOUR)
            raise ConnectionError
        writer.write(("\r\n".join(text) + "\r\n\r\n").encode("latin-1"))
        if mode == "drip":
            for at in range(60):
                writer.write(body[at : at + 1])
                await wait_for_end(reader, 1)
            raise ConnectionError
        if mode == "reset":
            raise ConnectionError
        writer.write(body)
        await writer.drain()
        if mode in {"short", "large"}:
            raise ConnectionError

    def _choose(  # noqa: C901, PLR0911, PLR0912  # one branch for each way to fail
        self, feed: Publication, path: str, headers: Mapping[str, str], now: float
    ) -> tuple[int, dict[str, str], bytes]:
        mode, entries = feed.mode, feed.list_entries(now)
        fields = {"Content-Type": "application/rss+xml", "ETag": f'"{feed.number}-{entries[-1]}"'}
        if feed.max_age:
            fields["Cache-Control"] = f"max-age={feed.max_age}"
        if mode in {"301", "302"} and "/" not in path:
            return int(mode), {"Location": f"/{feed.number}/moved"}, b""
        match mode.split(" "):
            case ["410"]:
                feed.is_gone = True
                return 410, {}, b""
            case ["loop"]:
                return (
                    302,
                    {"Location": f"/{feed.number}/loop" if "/" not in path else f"/{feed.number}"},
                    b"",
                )
            case ["empty"]:
                return 200, {}, b"<rss><channel><title>Nothing</title></channel></rss>"
            case ["empty", "body"]:
                return 200, {}, b""
            case ["page"]:
                return 200, {"Content-Type": "text/html"}, PAGE
            case ["challenge", status]:
                return int(status), {"Content-Type": "text/html"}, CHALLENGE
            case [("429" | "503") as status, "seconds"]:
                return int(status), {"Retry-After": "7200"}, b""
            case ["429", "date"]:
                at = read_clock()
                again = {"Date": write_date(at), "Retry-After": write_date(at + timedelta(hours=2))}
                return 429, again, b""
            case [status] if status.isdigit() and status not in {"301", "302"}:
                return int(status), {}, b""
            case ["bomb"]:
                return 200, {"Content-Encoding": "gzip, gzip"}, BOMB
            case ["encoding"]:
                return 200, {"Content-Encoding": "gzip"}, b"this is not gzip at all"
        is_known = headers.get("if-none-match") == fields["ETag"] or (
            mode == "liar" and "if-none-match" in headers
        )
        if is_known and mode not in {"new guids", "new dates", "cut"}:
            if mode not in BROKEN:
                feed.wait = max(feed.ttl * 60.0, feed.max_age)
            return 304, fields, b""
        body = self._write_feed(feed, entries, now)
        if mode == "no tags":
            del fields["ETag"]
        if mode == "cut":
            return 200, fields, body[: len(body) * 2 // 3]
        if mode not in BROKEN:
            feed.served.update(entries)
            feed.wait = max(feed.ttl * 60.0, feed.max_age)
        return 200, fields, body

    def _write_feed(self, feed: Publication, entries: range, now: float) -> bytes:
        items = []
        for n in reversed(entries):
            at = START + timedelta(seconds=(n - SHOWN) * feed.gap)
            at = read_clock() - timedelta(minutes=1) if feed.mode == "new dates" else at
            guid = f"{n}-{now:.0f}" if feed.mode == "new guids" else str(n)
            link = f"https://paper{feed.number}.example/{n}"
            items.append(
                f"<item><title>{name_entry(feed.number, n)}</title><guid isPermaLink='false'>{guid}</guid>"
                f"<link>{link}</link><description>Words on matter {n} of feed {feed.number}.</description>"
                + ("" if feed.mode == "undated" else f"<pubDate>{write_date(at)}</pubDate>")
                + "</item>"
            )
        if feed.mode == "twice":
            items += items[:5]
        ttl = f"<ttl>{feed.ttl}</ttl>" if feed.ttl else ""
        return (
            f"<rss version='2.0'><channel><title>Feed</title>{ttl}{''.join(items)}</channel></rss>".encode()
        )


async def wait_for_end(reader: asyncio.StreamReader, seconds: float) -> None:
    """Let time pass; raises ConnectionError when the other side hangs up meanwhile."""
    with suppress(TimeoutError):
        await asyncio.wait_for(reader.read(1), seconds)
        raise ConnectionError


def write_date(at: datetime) -> str:
    return format_datetime(at, usegmt=True)


def name_entry(feed: int, entry: int) -> str:
    return f"Feed {feed} reports matter number {entry}"


# ---------------------------------------------------------------------------------------------- watcher


async def soak(press: Press, days: float, folder: Path) -> list[str]:
    """Poll for so many days; faults found."""
    async with asyncio.timeout(None):
        first = await asyncio.start_server(press.serve, press.get_host(0), 0, backlog=512)
        press.port = first.sockets[0].getsockname()[1]
        hosts = [press.get_host(n) for n in range(FEEDS_A_HOST, len(press.feeds), FEEDS_A_HOST)]
        others = await asyncio.start_server(press.serve, hosts, press.port, backlog=64) if hosts else None
        config = make_config(press, folder)
        memory: list[float] = []
        with closing(open_store(folder / "watcher.db")) as store:
            store.record_config(tuple(config.signals.values()), config.feeds)
            for part in (1, 2):  # with a restart between
                await poll_until(days * DAY * part / 2, press, config, store, memory)
            faults = press.faults + find_losses(press, store, days * DAY)
            stored = store.db.table("articles").count
        first.close()
        if others is not None:
            others.close()
    early, late = memory[len(memory) // 3], max(memory[-3:])
    served = sum(len(feed.served) for feed in press.feeds)
    print(f"requests {press.answers.total():,}: {dict(sorted(press.answers.items()))}")
    print(f"ways to answer met: {len(press.seen_modes)} of {len(MODES) + 1}")
    print(f"entries served whole {served:,}, articles stored {stored:,}")
    print(f"memory MB: after a third {early:.0f}, at the end {late:.0f}")
    if late - early > MEMORY_LIMIT:
        faults.append(f"memory grew by {late - early:.0f} MB")
    return faults


def make_config(press: Press, folder: Path) -> Config:
    config = load_bridge(folder)
    fetch = FetchSettings(allow_addresses=("127.0.0.0/8",))
    feeds = tuple(Feed(press.get_url(n), f"paper{n}.example") for n in range(len(press.feeds)))
    return replace(config, feeds=feeds, settings=replace(config.settings, fetch=fetch))


async def poll_until(end: float, press: Press, config: Config, store: Store, memory: list[float]) -> None:
    chance = random.Random(1)  # noqa: S311  # spreads load
    loop = asyncio.get_running_loop()
    sleeps = list_host_sleeps(store.connection, read_clock())
    async with open_fetcher(config.settings.fetch, sleeps=sleeps) as fetcher:
        ingest = Ingest(config, store, fetcher, read_clock=read_clock, draw_jitter=chance.random)
        with closing(ingest):
            while loop.time() < end:
                press.change_modes(loop.time())
                await ingest.poll_due(read_clock())
                if int(loop.time() // HOUR) > len(memory):
                    ingest.fold_all(read_clock())
                    gc.collect()
                    memory.append(read_memory())
                await asyncio.sleep(60)


def find_losses(press: Press, store: Store, end: float) -> list[str]:
    """Entries that are missing, stored twice, or stored although nobody wrote them."""
    titles = [title for (title,) in store.connection.execute("SELECT title FROM articles")]
    stored = Counter(titles)
    served = {name_entry(feed.number, n) for feed in press.feeds for n in feed.served}
    written = {
        name_entry(feed.number, n) for feed in press.feeds for n in range(int(end // feed.gap) + SHOWN + 2)
    }
    faults = [f"stored {count} times: {title}" for title, count in stored.items() if count > 1]
    faults += [f"lost: {title}" for title in sorted(served - stored.keys())]
    faults += [f"invented: {title}" for title in sorted(stored.keys() - written)]
    # Feeds that never failed must have been read up to their longest interval before the end.
    for feed in press.feeds[::50]:
        due = range(int((end - 7 * HOUR) // feed.gap) + SHOWN + 1)
        wanted = {name_entry(feed.number, n) for n in due if n > 0}
        faults += [f"never fetched: {name}" for name in sorted(wanted - stored.keys())]
    damage = [row for row in store.connection.execute("PRAGMA integrity_check") if row != ("ok",)]
    return faults + [f"damaged: {row}" for row in damage]


def read_memory() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=2_000)
    parser.add_argument("--days", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=4)
    arguments = parser.parse_args()
    press = Press(arguments.feeds, random.Random(arguments.seed))  # noqa: S311  # seeded, guards nothing
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner(loop_factory=JumpingLoop) as runner:
        faults = runner.run(soak(press, arguments.days, Path(folder)))
    print(f"{arguments.feeds:,} feeds, {arguments.days:g} days in {time.perf_counter() - began:.0f} s")
    print(f"faults: {len(faults)}", *faults[:20], sep="\n  ")
    print(json.dumps(dict(press.seen_modes.most_common())))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
