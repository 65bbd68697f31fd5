"""A folder in which the story of the demo was played to its end: signals.toml and a database full of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from watcher.demo import load_scenes
from watcher.demo.stage import open_stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from watcher.demo import Scene


async def play(folder: Path, scenes: Sequence[Scene]) -> None:
    async with open_stage(folder) as stage:
        for scene in scenes:
            await stage.play(scene)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be read only: many tests share it."""
    folder = tmp_path_factory.mktemp("played")
    asyncio.run(play(folder, load_scenes()))
    return folder
