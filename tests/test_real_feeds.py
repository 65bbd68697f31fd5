"""Real feed files, served on loopback and polled twice through the real fetcher and the whole path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.real_feeds import list_files, poll_twice

if TYPE_CHECKING:
    from pathlib import Path

EVERY = 12  # all of them take a minute: `python bench/real_feeds.py FOLDER`


def test_real_feeds_are_stored_once_and_not_fetched_again(shared: Path, tmp_path: Path) -> None:
    files = list_files(shared / "feeds")[::EVERY]
    outcome = poll_twice(files, tmp_path)
    first, second = outcome.rounds
    assert first.report.feed_count == len(files) > 150, "no file stops the rest"
    assert outcome.unstored == ()
    assert len(outcome.readable) > 50
    assert outcome.readable <= outcome.not_modified
    assert second.report.article_count == 0
    assert outcome.article_counts[0] == outcome.article_counts[1] == first.report.article_count > 300
    assert outcome.damage == ()
