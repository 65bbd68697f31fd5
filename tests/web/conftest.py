"""The board over real databases, served by a real server on loopback."""

from __future__ import annotations

import asyncio
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.cli.conftest import play
from tests.store.samples import FEED, NOW, OTHER_SIGNAL, SIGNAL
from watcher.demo import load_scenes
from watcher.store.writer import open_store
from watcher.web.application import LOOPBACK, SEARCH, make_board
from watcher.web.server import serve_beside
from watcher.wiring import draw_secret, hold_instance_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from watcher.model import WebSettings
    from watcher.store.searching import Search
    from watcher.store.writer import Store

DEMO_ENDS_AT = load_scenes()[-1].at + timedelta(minutes=5)


@contextmanager
def serve_board(
    folder: Path,
    read_clock: Callable[[], datetime],
    *,
    search: Search = SEARCH,
    settings: WebSettings = LOOPBACK,
    token: str | None = None,
    board_url: str | None = None,
) -> Iterator[httpx.Client]:
    """A client of the board over `folder`, where signals.toml and state/watcher.db may be missing."""
    board = make_board(
        folder / "state" / "watcher.db",
        folder / "signals.toml",
        read_clock,
        draw_secret,
        settings=settings,
        token=token,
        board_url=board_url,
        search=search,
    )
    with (
        serve_beside(board, "127.0.0.1", 0) as address,
        httpx.Client(base_url=address, timeout=60, trust_env=False) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story of the demo, played to its end."""
    folder = tmp_path_factory.mktemp("demo")
    asyncio.run(play(folder, load_scenes()))
    return folder


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Iterator[httpx.Client]:
    # As while the stage stood: this process holds the folder, as the one that the database names.
    with hold_instance_lock(demo_folder / "state"), serve_board(demo_folder, lambda: DEMO_ENDS_AT) as client:
        yield client


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database with two signals and a feed, and nothing else yet."""
    with closing(open_store(tmp_path / "state" / "watcher.db")) as opened:
        opened.record_config([SIGNAL, OTHER_SIGNAL], [FEED])
        yield opened


@pytest.fixture
def board(tmp_path: Path) -> Iterator[httpx.Client]:
    """The board over `store`, or over nothing where a test does not ask for it."""
    with serve_board(tmp_path, lambda: NOW) as client:
        yield client
