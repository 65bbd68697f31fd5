"""A database with the worst texts wherever the board shows one that comes from elsewhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.notify.hostile import HOSTILE_TEXTS
from tests.store.samples import (
    FEED,
    HOUR,
    MINUTE,
    NOW,
    SIGNAL,
    add_evidence,
    make_article,
    make_change,
    make_evidence,
    make_notification,
    make_status,
    make_verdict,
)
from watcher.feeds.identity import make_articles
from watcher.feeds.readers import parse_body
from watcher.model import (
    Coverage,
    Feed,
    FeedHealth,
    FeedState,
    Ruling,
    RulingKind,
    Silence,
    Span,
    Stance,
    Status,
    Step,
)
from watcher.store.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from watcher.store.writer import Store

TEXTS = HOSTILE_TEXTS | {
    "breaks out": "'\"></a></p></main></title></style><svg/onload=alert(1)><base href=//evil.example>",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
    "comment": "<!-- --> <![CDATA[ x ]]> <?php",
}
URL = "https://paper.example/one"
SMALL = 20_000  # bytes; what is larger among the generated feeds is hostile by its size, not by its titles


def make_storable(text: str) -> str:
    """As the store and every browser do with half a surrogate pair, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()


def poison(store: Store, texts: Sequence[str], url: str = URL) -> None:
    """Put texts wherever the board shows one that comes from elsewhere.

    Each has a signal of its own ("ban", "ban-1" ...), a feed, a story and a message, and is evidence for
    "ban" too.
    """
    names = [f"{SIGNAL.id}-{number}" if number else SIGNAL.id for number in range(len(texts))]
    feeds = [
        replace(FEED, url=f"{FEED.url}/{name}", title=text) for name, text in zip(names, texts, strict=True)
    ]
    store.record_config(
        [replace(SIGNAL, id=name, proposition=text) for name, text in zip(names, texts, strict=True)], feeds
    )
    statuses, stances, healths = [*Status], [*Stance], [*FeedHealth]
    for number, (name, text, feed) in enumerate(zip(names, texts, feeds, strict=True)):
        status = statuses[number % len(statuses)] if number else Status.CORROBORATED
        _add_hits(store, name, text, url, stances[number % len(stances)])
        store.record_status(
            make_status(signal_id=name, status=status, reason=text, origins=(text, text)), NOW
        )
        for signal_id in {SIGNAL.id, name}:
            at = NOW - HOUR + number * MINUTE
            change = make_change(signal_id=signal_id, at=at, reason=text, origins=(text,))
            store.add_change(change, text, text, NOW)
            store.add_ruling(Ruling(signal_id, RulingKind.ACK, NOW, text, text))
        store.record_coverage(Coverage(name, True, text, 1, 0, ((text, FeedHealth.BLOCKED),)), NOW)
        health = healths[number % len(healths)] if number else FeedHealth.BLOCKED
        store.record_feed(FeedState(feed, health=health, health_detail=text, health_since=NOW))
        store.add_silence(Silence(text, text, NOW - HOUR, NOW + HOUR, (name,)), NOW)
        _add_message(store, name, text)


def _add_hits(store: Store, name: str, text: str, url: str, stance: Stance) -> None:
    spans = (
        Span(0, 5, text[:50]),
        Span(-4, len(text) + 9, "x"),
        Span(len(text) // 2, len(text) // 2 + 3, "cue"),
    )
    steps = (Step(text, text, text),)
    article = make_article(name, title=text, summary=text, text=text, url=url, outlet=text)
    hits = [
        make_evidence(
            article,
            replace(
                make_verdict(signal_id, stance),
                quote=text,
                cue=text,
                spans=spans,
                derivation=steps,
                credited=text,
            ),
            outlet=text,
            origin=text,
            story=f"{text} of {name}",
            title=text,
            url=url,
        )
        for signal_id in sorted({SIGNAL.id, name})
    ]
    add_evidence(store, article, *hits)


def _add_message(store: Store, name: str, text: str) -> None:
    outbox = Outbox(store)
    notification = make_notification(key=f"{name}/1/REPORTED/1", thread=f"{name}/1")
    outbox.add_notification(replace(notification, headline=f"{name}: {text}"), [text], NOW - HOUR)
    (delivery,) = outbox.claim_deliveries(NOW, HOUR, 1)
    outbox.settle_dead(delivery, text, NOW)


def list_titles(generator: Path, folder: Path) -> list[str]:
    """Titles of the feeds that a generator writes, as we read them and as they stand in the file."""
    subprocess.run([sys.executable, shutil.copy(generator, folder)], check=True, cwd=folder)
    paths = sorted(path for path in (folder / "files").iterdir() if path.stat().st_size < SMALL)
    return list(dict.fromkeys(title for path in paths for title in _read_titles(path) if title.strip()))


def _read_titles(path: Path) -> Iterator[str]:
    body = path.read_bytes()
    feed = Feed(f"https://paper.example/{path.name}", "paper.example")
    for article in make_articles(parse_body(feed, body, "application/rss+xml", feed.url), feed, NOW):
        yield article.title
    for piece in body.decode("utf-8", "replace").split("<title>")[2:]:
        yield piece.partition("</title>")[0]
