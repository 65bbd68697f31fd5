from __future__ import annotations

import sqlite3
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import NOW, make_article
from watcher.store import queries
from watcher.store.searching import search_within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watcher.store.writer import Store

COUNT = 200


@pytest.fixture
def widgets(store: Store) -> sqlite3.Connection:
    """Articles of which the first is the best match for "gadget", and all hold "widget"."""
    with store.transaction():
        for number in range(COUNT):
            words = "gadget gadget" if number == 0 else "gadget" if number % 2 else "thing"
            store.add_article(make_article(f"{number}", title=f"{words} widget {number}"), None, NOW)
    return store.connection


def search(connection: sqlite3.Connection, text: str, ticks: Iterable[float]) -> tuple[list[str], bool, bool]:
    """Titles, and whether they are ranked and whole, by a clock that reads `ticks`."""
    reading = iter(ticks)
    found = search_within(connection, text, limit=5, seconds=1, read_ticks=lambda: next(reading))
    return [stored.article.title for stored in found.articles], found.is_ranked, found.is_whole


def test_what_is_found_in_time_is_ranked(widgets: sqlite3.Connection) -> None:
    titles, is_ranked, is_whole = search(widgets, "gadget", repeat(0.0))
    assert titles[0] == "gadget gadget widget 0"
    assert (is_ranked, is_whole) == (True, True)


def test_what_cannot_be_ranked_in_time_comes_by_age(widgets: sqlite3.Connection) -> None:
    titles, is_ranked, is_whole = search(widgets, "gadget", chain([0, 2], repeat(3.0)))
    assert titles == [f"gadget widget {number}" for number in (199, 197, 195, 193, 191)]
    assert (is_ranked, is_whole) == (False, True)


@pytest.mark.parametrize("text", ["gadget", "widget", '"thing gadget"'])
def test_what_was_found_before_time_ran_out_is_kept(widgets: sqlite3.Connection, text: str) -> None:
    titles, is_ranked, is_whole = search(widgets, f"{text} " * 20, chain([0, 2, 3, 5], repeat(5.0)))
    assert len(titles) < 5
    assert (is_ranked, is_whole) == (False, False)


def test_a_connection_that_was_stopped_answers_again(widgets: sqlite3.Connection) -> None:
    search(widgets, "widget", chain([0, 2], repeat(3.0)))
    assert len(queries.search_articles(widgets, "widget", limit=COUNT)) == COUNT


def test_faults_that_are_not_of_time_are_not_hidden(widgets: sqlite3.Connection) -> None:
    widgets.execute("DROP TABLE article_words")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        search(widgets, "widget", repeat(0.0))
