"""How long `watcher status` takes, start-up included, on 100,000 articles, as a ratio to `python -c pass`.

Both are measured in one run, in turn, so that the machine's load weighs on both.  The bound is 8.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from watcher.config import load_config
from watcher.model import Article
from watcher.store.writer import open_store
from watcher.wiring import fold_signals, utc_now

REPOSITORY = Path(__file__).resolve().parent.parent
BOUND = 8.0


def fill(database: Path, article_count: int) -> None:
    config = load_config(REPOSITORY / "signals.toml")
    now = utc_now()
    store = open_store(database)
    store.record_config(tuple(config.signals.values()), config.feeds)
    urls = [feed.url for feed in config.feeds]
    lead = (
        "A council met on Tuesday to speak of roads, schools and the price of bread, as it does every week. "
    )
    with store.transaction():
        for number in range(article_count):
            at = now - timedelta(minutes=number)
            article = Article(
                key=f"https://news.example/{number}",
                title=f"Council {number % 977} meets on matter {number}",
                summary=lead * 2,
                url=f"https://news.example/{number}",
                outlet="news.example",
                published_at=at,
                seen_at=at,
            )
            store.add_article(article, urls[number % len(urls)], at)
    fold_signals(config, store, now)
    store.record_fact("polled", "", now)
    store.close()


def time_run(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=25)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "watcher.db"
        fill(database, options.articles)
        bare = [sys.executable, "-c", "pass"]
        status = [str(Path(sys.executable).with_name("watcher")), "--state", folder, "status"]
        time_run(status)  # compiles and caches
        times = [(time_run(bare), time_run(status)) for _ in range(options.runs)]
        size = database.stat().st_size
    bare_ms, status_ms = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    ratio = status_ms / bare_ms
    print(
        f"{options.articles:,} articles, {size / 1e6:.0f} MB: python -c pass {bare_ms:.1f} ms, "
        f"watcher status {status_ms:.1f} ms: {ratio:.1f} times (bound {BOUND:.0f})"
    )
    return 0 if ratio <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
