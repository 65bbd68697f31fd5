"""How long each page of the board takes with a million articles, in ms and as a ratio to a trivial one.

The trivial one is a file of the board that needs no database, asked of the same server in the same run, in
turn.  The bound is 100 ms for every page; an export, which grows with what it exports, is printed beside.
The database has the shape of years of work: one article in fifty is evidence, half of it of one signal in
ten, and one story has 2,000 articles.  It needs 1.5 GB, and is deleted afterwards unless --folder names it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

from watcher.config import load_config
from watcher.store.columns import key_digest, to_microseconds
from watcher.store.writer import open_store
from watcher.web.application import make_board
from watcher.web.server import serve_beside
from watcher.wiring import draw_secret, fold_signals, utc_now

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

BOUND_MS = 100.0
TRIVIAL = "/static/icon.svg"
SIGNAL_COUNT = 100
FEED_COUNT = 500
STEP_COUNT = 5_000
DELIVERY_COUNT = 20_000
BATCH = 50_000
EVIDENCE_EVERY = 50
BIG_STORY = 2_000
COMMON = "council"  # in every article
FREQUENT = "harbour"  # in one of ten
RARE = "tidewell"  # in one of 20,000

_WORDS = """
the of to and in for on with at by from as is was has that it after over new said will more minister report
plan city school road price trade court bank party vote market budget water house union port storm film match
team river bridge health energy train tax police fire farm wind grain steel export
"""
WORDS = _WORDS.split()


def write_config(folder: Path) -> Path:
    path = folder / "signals.toml"
    signals = (
        f'[entities.firm-{number}]\nnames = ["Firm {number} Shipping"]\n'
        f"[signals.firm-{number}-expelled]\n"
        f'proposition = "The Ports Ministry has expelled Firm {number}"\n'
        f'actor = "port-ministry"\nobject = "firm-{number}"\nverbs = ["expel"]\n'
        for number in range(SIGNAL_COUNT)
    )
    feeds = (
        f'[outlets."outlet-{number}.example"]\nname = "Outlet {number}"\nowner = "Owner {number}"\n'
        'kind = "press"\nreliability = "C"\n'
        f'[[feeds]]\nurl = "https://outlet-{number}.example/feed"\noutlet = "outlet-{number}.example"\n'
        for number in range(FEED_COUNT)
    )
    lines = ['[entities.port-ministry]\nnames = ["Ports Ministry"]\n', *signals, *feeds]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def fill(folder: Path, article_count: int) -> None:
    """Write the database with plain SQL; only what the fold makes is made by the fold."""
    config = load_config(write_config(folder))
    now = utc_now()
    chance = random.Random(1)  # noqa: S311  # the same database each time, guarding nothing
    store = open_store(folder / "state" / "watcher.db")
    with contextlib.closing(store):
        store.record_config(tuple(config.signals.values()), config.feeds)
        for start in range(0, article_count, BATCH):
            numbers = range(start, min(start + BATCH, article_count))
            with store.transaction():
                store.connection.executemany(
                    "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?, 0)",
                    (_make_article(number, now, chance) for number in numbers),
                )
                store.connection.executemany(
                    "INSERT INTO article_keys VALUES (?, ?)",
                    ((key_digest(_make_key(number)), number + 1) for number in numbers),
                )
            print(f"\r{numbers[-1] + 1:,} articles", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        with store.transaction():
            _add_evidence(store.connection, article_count, now, chance)
            _add_steps(store.connection, now, chance)
            store.connection.execute(
                "UPDATE feeds SET health = iif(id % 25, 'ok', 'unreachable'), fetched_at = :now,"
                " succeeded_at = :now, changed_at = :now, baseline_at = :now",
                {"now": to_microseconds(now)},
            )
        fold_signals(config, store, now)
        store.record_fact("polled", "", now)
        store.connection.execute("PRAGMA optimize")


def _make_key(number: int) -> str:
    return f"https://outlet-{number % FEED_COUNT}.example/news/{number}"


def _make_article(number: int, now: datetime, chance: random.Random) -> tuple[object, ...]:
    words = chance.choices(WORDS, k=45)
    if number % 10 == 0:
        words[20] = FREQUENT
    if number % 20_000 == 0:
        words[21] = RARE
    at = to_microseconds(now - timedelta(minutes=2 * number))
    key = _make_key(number)
    title = f"{COMMON} {number % 977} {' '.join(words[:8])}".capitalize()
    feed = number % FEED_COUNT
    return (number + 1, key, feed + 1, f"outlet-{feed}.example", key, title, " ".join(words[8:]), at, at)


def _add_evidence(
    connection: sqlite3.Connection, article_count: int, now: datetime, chance: random.Random
) -> None:
    stances = ("anticipates",) * 12 + ("confirms",) * 5 + ("denies",) * 2 + ("reverses",)
    quoted = "The Ports Ministry has expelled Firm 0 Shipping from every harbour of the coast. " * 2
    spans, derivation = '[[4,18,"actor"],[23,31,"trigger"]]', '[["has","perfect","confirms"]]'
    places, pieces = [], []
    for count, number in enumerate(range(0, article_count, EVIDENCE_EVERY)):
        outlet = f"outlet-{number % FEED_COUNT}.example"
        story = "the big one" if count < BIG_STORY else f"story {count // 4}"
        at = to_microseconds(now - timedelta(minutes=2 * number))
        places.append((number + 1, story, outlet, "its own words", outlet, outlet, None, "a lead " * 20, at))
        hot = chance.randrange(SIGNAL_COUNT // 10) if count % 2 else chance.randrange(SIGNAL_COUNT)
        pieces.append(
            (
                *(number + 1, f"firm-{hot}-expelled", chance.choice(stances), count % 3 > 0, 90.0, "title"),
                *(quoted, "has", spans, derivation, "news", None, at, outlet, chance.choice("BCD"), 0, 0),
                *("v", "1", at),
            )
        )
    connection.executemany("INSERT INTO story_members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
    connection.executemany(
        f"INSERT INTO evidence VALUES (NULL, {', '.join('?' * len(pieces[0]))})",  # noqa: S608  # marks only
        pieces,
    )


def _add_steps(connection: sqlite3.Connection, now: datetime, chance: random.Random) -> None:
    ids = [id_ for (id_,) in connection.execute("SELECT id FROM signals ORDER BY position")]
    sent = json.dumps([["desk@example.org"]])
    for number in range(STEP_COUNT):
        at = to_microseconds(now - timedelta(hours=STEP_COUNT - number))
        signal = chance.choice(ids)
        connection.execute(
            "INSERT INTO status_changes VALUES (?, ?, ?, 'WATCH', 'REPORTED', 'one origin confirms', 'C3',"
            " '[\"outlet-1.example\"]', '[]', ?, 0, ?, 'told', '', '[]')",
            [number + 1, signal, at, number // 10 + 1, at],
        )
        connection.execute(
            "INSERT INTO coverage_changes VALUES (NULL, ?, ?, ?, 'feeds do not answer')",
            [signal, at, number % 2],
        )
    for number in range(DELIVERY_COUNT):
        at = to_microseconds(now - timedelta(minutes=15 * (DELIVERY_COUNT - number)))
        connection.execute(
            "INSERT INTO notifications VALUES (?, ?, ?, 'status', 'normal', ?, 'WATCH -> REPORTED', 'It has',"
            " 'one origin confirms', 'a second origin', NULL, '[]', ?, ?, ?,"
            " 'WATCH', 'REPORTED', 'C3', '[]', '[]')",
            [
                *(number + 1, f"key {number}", f"thread {number // 5}", ids[number % SIGNAL_COUNT], at, at),
                number + 1 if number < STEP_COUNT else None,
            ],
        )
        connection.execute(
            "INSERT INTO deliveries (notification_id, channel, thread, state, attempt_count, created_at,"
            " next_attempt_at, claimed_at, settled_at, accepted, receipt)"
            " VALUES (?, 'desk', ?, ?, 1, ?, ?, ?, ?, ?, '250 OK')",
            [
                number + 1,
                f"thread {number // 5}",
                "dead" if number % 400 == 0 else "sent",
                at,
                at,
                at,
                at,
                sent,
            ],
        )


def list_addresses(article_count: int) -> dict[str, str]:
    """Every address that is asked, by its name; the hottest signal and the biggest story are among them."""
    hot = "/signals/firm-1-expelled"
    phrase = quote('"' + " ".join(WORDS[:2]) + '"')
    return {
        "/": "/",
        "/signals/HOT": hot,
        "/signals/HOT?stance": f"{hot}?stance=confirms",
        "/signals/HOT?outlet": f"{hot}?outlet=outlet-100.example",
        "/signals/HOT?origin": f"{hot}?origin=outlet-100.example",
        "/signals/HOT?page=50": f"{hot}?page=50",
        "/signals/COLD": "/signals/firm-90-expelled",
        "/articles/N": f"/articles/{article_count // EVIDENCE_EVERY // 2 * EVIDENCE_EVERY + 1}",
        "/stories": "/stories",
        "/stories?page=50": "/stories?page=50",
        "/stories/BIG": "/stories/1",
        "/stories/SMALL": f"/stories/{article_count - EVIDENCE_EVERY + 1}",
        "/feeds": "/feeds",
        "/deliveries": "/deliveries",
        "/deliveries?state=dead": "/deliveries?state=dead",
        "/deliveries?state=pending": "/deliveries?state=pending",
        "/deliveries?page=300": "/deliveries?page=300",
        "/silences": "/silences",
        "/search?q=RARE": f"/search?q={RARE}",
        "/search?q=FREQUENT": f"/search?q={FREQUENT}",
        "/search?q=COMMON": f"/search?q={COMMON}",
        "/search?q=COMMON RARE": f"/search?q={COMMON}%20{RARE}",
        "/search?q=PHRASE": f"/search?q={phrase}",
        "/search?q=NONE": "/search?q=nosuchword",
        "/feed.atom": "/feed.atom",
        "/signals/HOT/feed.atom": f"{hot}/feed.atom",
        "/signals/HOT/badge.svg": f"{hot}/badge.svg",
        "/api/status": "/api/status",
        "/api/signals/HOT": f"/api{hot}",
        "/api/evidence": "/api/evidence",
        "/api/evidence?signal": "/api/evidence?signal=firm-1-expelled",
        "/api/evidence?outlet": "/api/evidence?outlet=outlet-100.example",
        "/api/evidence?origin": "/api/evidence?origin=outlet-100.example",
        "/api/evidence?stance": "/api/evidence?stance=reverses",
        "/api/feeds": "/api/feeds",
        "/api/deliveries": "/api/deliveries",
        "/api/articles/N": f"/api/articles/{article_count // 2}",
        "/api/search?q=FREQUENT": f"/api/search?q={FREQUENT}",
        "/metrics": "/metrics",
        "/healthz": "/healthz",
        "/signals/HOT/evidence.csv": f"{hot}/evidence.csv",
        "/signals/HOT/evidence.json": f"{hot}/evidence.json",
    }


@contextlib.contextmanager
def open_client(folder: Path) -> Iterator[httpx.Client]:
    board = make_board(folder / "state" / "watcher.db", folder / "signals.toml", utc_now, draw_secret)
    with (
        serve_beside(board, "127.0.0.1", 0) as address,
        httpx.Client(base_url=address, timeout=120, trust_env=False) as client,
    ):
        yield client


def time_request(client: httpx.Client, address: str) -> float:
    started = time.perf_counter()
    answer = client.get(address)
    passed = time.perf_counter() - started
    assert answer.status_code in (200, 503), (address, answer.status_code)
    return passed * 1000


def measure(folder: Path, article_count: int, runs: int) -> list[tuple[str, float, float]]:
    """Give (name, ms, ratio) of each address: medians of requests that alternate with the trivial one."""
    measured = []
    with open_client(folder) as client:
        for name, address in list_addresses(article_count).items():
            time_request(client, address)  # what is read for the first time comes from the disk
            pairs = [(time_request(client, TRIVIAL), time_request(client, address)) for _ in range(runs)]
            trivial, page = (statistics.median(column) for column in zip(*pairs, strict=True))
            measured.append((name, page, page / trivial))
            print(f"{page:9.1f} ms {page / trivial:8.1f}   {name}", flush=True)
    return measured


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="keep the database here, or ask the one that is here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        database = folder / "state" / "watcher.db"
        if not database.exists():
            folder.mkdir(parents=True, exist_ok=True)
            fill(folder, options.articles)
        print(f"{options.articles:,} articles, {database.stat().st_size / 1e6:,.0f} MB; beside {TRIVIAL}:")
        measured = measure(folder, options.articles, options.runs)
    slow = [name for name, ms, _ in measured if ms > BOUND_MS and "/evidence." not in name]
    print(f"over {BOUND_MS:.0f} ms: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
