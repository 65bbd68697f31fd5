"""Reads damaged copies of feeds and prints what that cost: `python bench/mutations.py FOLDER [COUNT]`.

FOLDER holds feeds, at any depth.  The damage is seeded: every run is the same.  Leaves with 1 when a copy
raised, or took more than two seconds of processor time or 150 MB.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.feeds.damage import mutate
from watcher.feeds.parse import parse_feed

CPU_LIMIT = 2.0  # seconds
MEMORY_LIMIT = 150  # MB
SIZE_LIMIT = 1_000_000  # bytes of a feed to damage


def read_cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> int:
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    chance = random.Random(20_000)  # noqa: S311  # seeded, and guards nothing
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size < SIZE_LIMIT)
    costs: list[float] = []
    raised: list[str] = []
    entries = damaged = unread = 0
    parse_feed(paths[0].read_bytes())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    for number in range(count):
        path = chance.choice(paths)
        body = mutate(path.read_bytes(), chance)
        start = read_cpu()
        try:
            parsed = parse_feed(body, None, "https://example.org/feed")
        except Exception as error:  # noqa: BLE001  # any at all is what is looked for
            raised.append(f"{number} {path.name}: {error!r}")
            continue
        costs.append(read_cpu() - start)
        entries += len(parsed.entries)
        damaged += parsed.is_damaged
        unread += parsed.error is not None
    costs.sort()
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1_000
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000
    print(f"{count:,} damaged copies of {len(paths):,} feeds in {time.perf_counter() - began:.0f} s")
    print(f"entries read {entries:,}; read in part {damaged:,}; no feed any more {unread:,}")
    ninety_ninth = costs[len(costs) * 99 // 100]
    print(f"raised {len(raised)}")
    print(f"cpu s: median {costs[len(costs) // 2]:.4f}, 99% {ninety_ninth:.3f}, most {costs[-1]:.2f}")
    print(f"memory MB: grew by {memory:.0f} over all, largest child {child:.0f}")
    print(*raised[:20], sep="\n")
    return int(bool(raised) or costs[-1] > CPU_LIMIT or max(memory, child) > MEMORY_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
