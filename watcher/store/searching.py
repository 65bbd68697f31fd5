"""Full-text search within a bound of time, however many articles hold the words."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, Protocol

from watcher.store.queries import get_articles, list_found_ids, search_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from watcher.store.queries import StoredArticle

_STEPS_BETWEEN_LOOKS = 200  # of SQLite's machine, between two looks at the clock


class Found(NamedTuple):
    """What a search found, best first where `is_ranked`, else what came last first.

    `is_whole` false: time ran out before all articles were looked through, so there may be more.
    """

    articles: tuple[StoredArticle, ...]
    is_ranked: bool
    is_whole: bool


class Search(Protocol):
    """`search_within` with its bound."""

    def __call__(self, connection: sqlite3.Connection, text: str, /, *, limit: int) -> Found: ...


def search_within(
    connection: sqlite3.Connection,
    text: str,
    *,
    limit: int,
    seconds: float,
    read_ticks: Callable[[], float] = time.monotonic,
) -> Found:
    """Search as `search_articles` does: ranked if that takes at most `seconds`, else what came last.

    The latter takes at most as long again.  `read_ticks` counts seconds.
    """
    try:
        with _bounded(connection, seconds, read_ticks):
            return Found(search_articles(connection, text, limit=limit), is_ranked=True, is_whole=True)
    except _OutOfTimeError:
        pass
    ids: list[int] = []
    try:
        with _bounded(connection, seconds, read_ticks):
            ids.extend(list_found_ids(connection, text, limit=limit))
    except _OutOfTimeError:
        return Found(get_articles(connection, ids), is_ranked=False, is_whole=False)
    return Found(get_articles(connection, ids), is_ranked=False, is_whole=True)


class _OutOfTimeError(Exception):
    """The bound was reached."""


@contextmanager
def _bounded(
    connection: sqlite3.Connection, seconds: float, read_ticks: Callable[[], float]
) -> Iterator[None]:
    until = read_ticks() + seconds
    connection.set_progress_handler(lambda: int(read_ticks() > until), _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise _OutOfTimeError from error
    finally:
        connection.set_progress_handler(None, 0)
