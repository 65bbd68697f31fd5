"""How long a first poll of many feeds takes, and one that finds nothing changed.

    python bench/cold_poll.py FOLDER [--rounds N] [--signals FILE]

FOLDER holds feed files; each is served on loopback, with its digest as ETag, by a small server in a process
of its own.  Each round polls all of them cold into a new database, then again unchanged, and measures the
floor beside it: fastfeedparser over the same bodies, and plain inserts of the same articles into a table
with a full-text index.  CPU is that of this process and the processes it starts, without the server's.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import fastfeedparser

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.bridge import load_bridge
from watcher.config import load_config
from watcher.feeds.fetch import open_fetcher
from watcher.ingest import Ingest
from watcher.model import Feed
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watcher.config import Config

# ------------------------------------------------------------------------------------------- the server


async def serve(folder: Path) -> None:
    """Serve the files of a folder as /0, /1 ... in the order of their names; print the port."""
    bodies = [path.read_bytes() for path in list_files(folder)]
    answers = [(hashlib.sha256(body).hexdigest()[:16].encode(), body) for body in bodies]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                tag, body = answers[int(head.split(b" ", 2)[1][1:])]
                if b'"%b"' % tag in head:
                    writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "%b"\r\n\r\n' % tag)
                else:
                    writer.write(
                        b'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: "%b"\r\n'
                        b"Content-Length: %d\r\n\r\n%b" % (tag, len(body), body)
                    )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    command = [sys.executable, __file__, "serve", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


# ------------------------------------------------------------------------------------------- measuring


@dataclass(frozen=True)
class Cost:
    """Seconds."""

    wall: float
    cpu: float


@contextmanager
def measuring(costs: dict[str, list[Cost]], name: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), read_cpu()
    yield
    costs.setdefault(name, []).append(Cost(time.perf_counter() - wall, read_cpu() - cpu))


def read_cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


# ------------------------------------------------------------------------------------------- the rounds


def make_config(port: int, count: int, folder: Path, signals: Path | None) -> Config:
    config = load_config(signals) if signals else load_bridge(folder)
    feeds = tuple(
        Feed(f"http://127.0.0.1:{port}/{number}", f"outlet{number}.example") for number in range(count)
    )
    fetch = replace(
        config.settings.fetch, host_parallel=32, host_spacing=timedelta(0), allow_addresses=("127.0.0.1",)
    )
    return replace(config, feeds=feeds, settings=replace(config.settings, fetch=fetch))


async def poll_twice(config: Config, path: Path, costs: dict[str, list[Cost]]) -> int:
    """Poll cold, then once more half a day later; the number of articles stored."""
    clock = datetime.now(UTC)
    with closing(open_store(path)) as store:
        store.record_config(tuple(config.signals.values()), config.feeds)
        async with open_fetcher(config.settings.fetch) as fetcher:
            ingest = Ingest(config, store, fetcher, read_clock=lambda: clock, draw_jitter=lambda: 0.5)
            with closing(ingest):
                with measuring(costs, "cold"):
                    report = await ingest.poll_due(clock)
                clock += timedelta(hours=12)
                with measuring(costs, "unchanged"):
                    again = await ingest.poll_due(clock)
        assert again.feed_count == report.feed_count == len(config.feeds), (report, again)
        assert again.article_count == 0, again
        return report.article_count


def read_bodies(bodies: list[bytes]) -> None:
    for body in bodies:
        fastfeedparser.parse(body)


def insert_plainly(rows: list[tuple[str, ...]], path: Path) -> None:
    """Insert articles as any program would, forty to a transaction."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE articles (
              id INTEGER PRIMARY KEY, key TEXT UNIQUE, title TEXT, summary TEXT, text TEXT
            );
            CREATE VIRTUAL TABLE words USING fts5 (
              title, summary, text, content = 'articles', content_rowid = 'id'
            );
            CREATE TRIGGER index_insert AFTER INSERT ON articles BEGIN
              INSERT INTO words (rowid, title, summary, text)
              VALUES (new.id, new.title, new.summary, new.text);
            END;
            """
        )
        for start in range(0, len(rows), 40):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO articles (key, title, summary, text) VALUES (?, ?, ?, ?)",
                rows[start : start + 40],
            )
            connection.execute("COMMIT")


def read_rows(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT key, title, summary, text FROM articles ORDER BY id").fetchall()


def print_costs(costs: dict[str, list[Cost]], feeds: int, entries: int) -> None:
    for name, found in costs.items():
        wall = statistics.median(cost.wall for cost in found)
        cpu = statistics.median(cost.cpu for cost in found)
        rate = "" if name == "unchanged" else f"  {entries / wall:8,.0f} entries/s"
        print(f"{name:24}  wall {wall:6.2f} s  cpu {cpu:6.2f} s  {cpu / feeds * 1000:6.2f} ms/feed{rate}")


def main() -> None:
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(Path(sys.argv[2])))
        return
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--signals", type=Path, help="a signals.toml; without it an invented town's")
    arguments = parser.parse_args()
    bodies = [path.read_bytes() for path in list_files(arguments.folder)]
    costs: dict[str, list[Cost]] = {}
    entries = 0
    with serving(arguments.folder) as port:
        for _ in range(arguments.rounds):
            with tempfile.TemporaryDirectory() as folder:
                config = make_config(port, len(bodies), Path(folder), arguments.signals)
                entries = asyncio.run(poll_twice(config, Path(folder, "watcher.db"), costs))
                rows = read_rows(Path(folder, "watcher.db"))
                with measuring(costs, "floor: fastfeedparser"):
                    read_bodies(bodies)
                with measuring(costs, "floor: plain inserts"):
                    insert_plainly(rows, Path(folder, "plain.db"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(bodies)} feeds, {sum(map(len, bodies)) / 1e6:.1f} MB, {entries:,} articles, peak {peak:.0f} MB"
    )
    print_costs(costs, len(bodies), entries)


if __name__ == "__main__":
    main()
