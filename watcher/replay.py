"""Judge articles anew, in memory, on a clock driven by when they were published; sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from watcher.config import Config
    from watcher.model import Article, StatusChange


def read_articles(path: Path) -> Iterator[Article]:
    """Articles of a JSON-lines file ("-" is standard input), as they stand; `key` is their `id`.

    Raises InputError naming the file and the line.
    """
    raise NotImplementedError


def replay(config: Config, articles: Iterable[Article]) -> Iterator[StatusChange]:
    """Status changes in the order they would have been noticed.

    An undated article is taken at the instant of the dated one before it in the input (the first dated
    one when none is before it).
    """
    raise NotImplementedError
