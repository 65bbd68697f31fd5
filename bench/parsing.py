"""How fast feeds are read, beside feedparser and fastfeedparser: `python bench/parsing.py FOLDER [ROUNDS]`.

FOLDER holds feeds, at any depth; those between 30 KB and 5 MB that all three read are taken.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import fastfeedparser
import feedparser

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from watcher.feeds.parse import parse_feed

if TYPE_CHECKING:
    from collections.abc import Callable


def read_with_watcher(body: bytes) -> int:
    return len(parse_feed(body).entries)


def read_with_feedparser(body: bytes) -> int:
    return len(feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries)


def read_with_fastfeedparser(body: bytes) -> int:
    try:
        return len(fastfeedparser.parse(body).entries)
    except Exception:  # noqa: BLE001  # it raises several kinds for what it does not read
        return 0


READERS: dict[str, Callable[[bytes], int]] = {
    "Watcher": read_with_watcher,
    "feedparser, no sanitizing": read_with_feedparser,
    "fastfeedparser": read_with_fastfeedparser,
}


def main() -> None:
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    paths = [
        path for path in sorted(folder.rglob("*")) if path.is_file() and 30_000 < path.stat().st_size < 5e6
    ]
    bodies = [path.read_bytes() for path in paths]
    bodies = [body for body in bodies if all(read(body) for read in READERS.values())]
    entries = sum(read_with_watcher(body) for body in bodies)
    costs: dict[str, list[float]] = {name: [] for name in READERS}
    for _ in range(rounds):
        for name, read in READERS.items():
            start = time.process_time()
            for body in bodies:
                read(body)
            costs[name].append(time.process_time() - start)
    print(f"{len(bodies)} feeds, {sum(map(len, bodies)) / 1e6:.1f} MB, {entries:,} entries, {rounds} rounds")
    for name, times in costs.items():
        cost = statistics.median(times)
        print(f"{name:26} {cost:6.2f} s  {entries / cost:8,.0f} entries/s")


if __name__ == "__main__":
    main()
