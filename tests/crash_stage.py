"""A process that dies where it is told to: the stage of tests/test_crash.py.

Run as a program, it imports everything once and then reads a line of JSON for each performance:

    {"folder": ..., "webhook": ..., "hours": ..., "kill_at": number of a step or null}

Each is played in a fork, over real sockets and a real database: poll, deliver, read the pages of articles
that need it, deliver what these brought.  At step `kill_at` the fork sends itself SIGKILL.  The answer is
one line, {"signal": how it ended, "steps": [...]}.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING, Any

from watcher.config import load_config
from watcher.deliver import Deliver
from watcher.feeds.fetch import open_fetcher
from watcher.feeds.fulltext import open_page_reader
from watcher.ingest import Ingest
from watcher.notify.slack import SlackSender
from watcher.store.pages import PageQueue
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def play(folder: Path, webhook: str, now: datetime, checkpoint: Callable[[str], None]) -> None:
    """Do what the daemon's jobs do, in their order."""

    async def sleep(_: float) -> None:
        """Nobody waits here."""

    config = load_config(folder / "signals.toml")
    sender = SlackSender(webhook)
    with closing(open_store(folder / "state" / "watcher.db")) as store:
        store.record_config(tuple(config.signals.values()), config.feeds)
        deliver = Deliver(
            store,
            {"console": sender},
            clock=lambda: now,
            draw_jitter=lambda: 0.5,
            sleep=sleep,
            checkpoint=checkpoint,
        )
        async with open_fetcher(config.settings.fetch) as fetcher:
            with open_page_reader(fetcher, PageQueue(store), lambda: now) as reader:
                ingest = Ingest(
                    config,
                    store,
                    fetcher,
                    read_clock=lambda: now,
                    draw_jitter=lambda: 0.5,
                    checkpoint=checkpoint,
                    page_reader=reader,
                )
                with closing(ingest):
                    await ingest.poll_due(now)
                    checkpoint("polled")
                    await deliver.deliver_due(now)
                    checkpoint("delivered")
                    await ingest.read_pages(now)
                    checkpoint("pages read")
                    await deliver.deliver_due(now)
                    checkpoint("delivered")
        await sender.close()


def perform(request: dict[str, Any]) -> dict[str, Any]:
    """Play in a fork; its steps come back through a pipe, up to the one that killed it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _play_and_leave(request, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        steps = lines.read().splitlines()
    _, ending = os.waitpid(child, 0)
    return {
        "signal": os.WTERMSIG(ending) if os.WIFSIGNALED(ending) else os.WEXITSTATUS(ending),
        "steps": steps,
    }


def _play_and_leave(request: dict[str, Any], writing: int) -> None:
    count = 0

    def checkpoint(step: str) -> None:
        nonlocal count
        os.write(writing, f"{step}\n".encode())
        if count == request["kill_at"]:
            os.kill(os.getpid(), SIGKILL)
        count += 1

    code = 1
    try:
        now = START + timedelta(hours=request["hours"])
        asyncio.run(play(Path(request["folder"]), request["webhook"], now, checkpoint))
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)  # not through the parent's own clean-up


def warm_up(request: dict[str, Any]) -> None:
    """Import here, once, what parts of the program import only when they are used."""
    load_config(Path(request["folder"]) / "signals.toml")
    SlackSender(request["webhook"])
    importlib.import_module("anyio._backends._asyncio")
    importlib.import_module("h11")


if __name__ == "__main__":
    for line in sys.stdin:
        warm_up(json.loads(line))
        sys.stdout.write(json.dumps(perform(json.loads(line))) + "\n")
        sys.stdout.flush()
