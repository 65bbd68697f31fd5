"""Reads hostile feeds, and damaged copies of real ones: `python bench/mutations.py FOLDER [COUNT]`.

FOLDER holds feeds, at any depth; where it has `hostile/generate.py`, what that writes is read too, each file
in a process of its own that may open nothing.  The damage is seeded: every run is the same.  It prints what
that cost, and leaves with 1 when a feed raised, opened a file or an address, or took more than two seconds of
processor time or 150 MB.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.feeds.damage import mutate
from watcher.feeds.parse import parse_feed

ROOT = Path(__file__).resolve().parent.parent
CPU_LIMIT = 2.0  # seconds
MEMORY_LIMIT = 150  # MB
SIZE_LIMIT = 1_000_000  # bytes of a feed to damage


def read_cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> int:
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    # In this order: the memory of children is that of all so far.
    are_safe = read_mutations(folder, count), read_generated(folder / "hostile" / "generate.py")
    return int(not all(are_safe))


def read_generated(script: Path) -> bool:
    """Read what the generator writes; whether all of it stayed inside the bounds."""
    if not script.is_file():
        print(f"{script}: absent, so no generated files are read")
        return True
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, shutil.copy(script, folder)], check=True, cwd=folder)
        paths = sorted(str(path) for path in Path(folder, "files").iterdir())
        probing = [sys.executable, "-m", "tests.feeds.probe", "feed", *paths]
        done = subprocess.run(probing, capture_output=True, check=True, cwd=ROOT)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    died = [item["file"] for item in found if "died" in item]
    read = [item for item in found if "died" not in item]
    opened = [f"{item['file']}: {name}" for item in read for name in item["opened"]]
    slowest = max(read, key=lambda item: float(item["cpu"]))
    largest = max(read, key=lambda item: float(item["memory"]))
    print(f"{len(found)} generated files; died {died}; opened {opened}")
    print(f"cpu s: most {slowest['cpu']:.2f} ({slowest['file']})")
    print(f"memory MB: most {largest['memory']:.0f} ({largest['file']})")
    is_bounded = slowest["cpu"] <= CPU_LIMIT and largest["memory"] <= MEMORY_LIMIT
    return bool(is_bounded and not died and not opened)


def read_mutations(folder: Path, count: int) -> bool:
    """Read so many damaged copies; whether all of them stayed inside the bounds."""
    chance = random.Random(20_000)  # noqa: S311  # seeded, and guards nothing
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size < SIZE_LIMIT)
    costs: list[tuple[float, str]] = []  # seconds, and which copy
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
        costs.append((read_cpu() - start, f"{number} {path.name}"))
        entries += len(parsed.entries)
        damaged += parsed.is_damaged
        unread += parsed.error is not None
    costs.sort()
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1_000
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000
    print(f"{count:,} damaged copies of {len(paths):,} feeds in {time.perf_counter() - began:.0f} s")
    print(f"entries read {entries:,}; read in part {damaged:,}; no feed any more {unread:,}")
    median, ninety_ninth, (most, costliest) = (
        costs[len(costs) // 2][0],
        costs[len(costs) * 99 // 100][0],
        costs[-1],
    )
    print(f"raised {len(raised)}")
    print(f"cpu s: median {median:.4f}, 99% {ninety_ninth:.3f}, most {most:.2f} ({costliest})")
    print(f"memory MB: grew by {memory:.0f} over all, largest child {child:.0f}")
    print(*raised[:20], sep="\n")
    return not raised and most <= CPU_LIMIT and max(memory, child) <= MEMORY_LIMIT


if __name__ == "__main__":
    sys.exit(main())
