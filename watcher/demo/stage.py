"""Plays the story: publishers on loopback, the real watcher in a folder, a clock that jumps ahead."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from watcher.config import load_config
from watcher.demo import load_scenes, load_signals
from watcher.demo.publishers import serve_publishers
from watcher.wiring import build_runtime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from watcher.demo import Scene
    from watcher.demo.publishers import Publishers
    from watcher.wiring import Runtime


class FastClock:
    """The clock of the story: it stands until the next scene begins."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def read(self) -> datetime:
        return self.now


class Stage:
    """What the scenes are played on."""

    def __init__(self, runtime: Runtime, publishers: Publishers, clock: FastClock) -> None:
        self.runtime = runtime
        self._publishers = publishers
        self._clock = clock

    async def play(self, scene: Scene) -> None:
        """Put the clock to the scene, publish what it brings, and poll; nothing is delivered yet."""
        self._clock.now = scene.at
        for feed in scene.feeds:
            self._publishers.publish(feed)
        self.runtime.store.record_fact("heartbeat", "", scene.at)
        await self.runtime.ingest.poll_due(scene.at)
        self.runtime.ingest.fold_all(scene.at)


@asynccontextmanager
async def open_stage(folder: Path) -> AsyncIterator[Stage]:
    """Set up publishers and watcher in a folder: `signals.toml` and `state/` are made there."""
    clock = FastClock(load_scenes()[0].at)
    async with serve_publishers() as publishers:
        path = folder / "signals.toml"
        path.write_text(load_signals(publishers.port), encoding="utf-8")
        async with build_runtime(load_config(path), folder / "state", read_clock=clock.read) as runtime:
            runtime.store.record_fact("pid", str(os.getpid()), clock.now)
            yield Stage(runtime, publishers, clock)
