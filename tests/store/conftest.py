"""A store on a real file, and a reader beside it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import FEED, OTHER_SIGNAL, SIGNAL
from watcher.store.reader import open_reader
from watcher.store.writer import open_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from watcher.store.writer import Store


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "state" / "watcher.db"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with closing(open_store(database)) as opened:
        opened.record_config([SIGNAL, OTHER_SIGNAL], [FEED])
        yield opened


@pytest.fixture
def reader(store: Store) -> Iterator[sqlite3.Connection]:
    with closing(open_reader(store.path)) as connection:
        yield connection
