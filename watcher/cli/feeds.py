"""`watcher feeds`: the feeds with their health, a look at what one holds; feed_changes and opml have more."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_group, add_json_option, print_json
from watcher.cli.doctor import add_doctor
from watcher.cli.feed_changes import add_feed_changes, add_kind_options, read_kind
from watcher.cli.opml import add_opml
from watcher.errors import InputError, WatcherError
from watcher.store.rendering import render_feed, render_subscription

if TYPE_CHECKING:
    import argparse
    from datetime import datetime, timedelta
    from pathlib import Path

    from watcher.cli.command import Subparsers
    from watcher.model import Entry, Feed, FeedState, ParsedFeed, Subscription

_NOWHERE = "https://preview.example/"  # where a file is taken to come from
_PREVIEW_LIMIT = 50_000_000  # bytes read from a file


def add_commands(subparsers: Subparsers) -> None:
    """Add the group `feeds`."""
    group = add_group(subparsers, "feeds", summary="show the feeds and what they hold, add and remove them")
    listing = add_command(
        group,
        "list",
        summary="list the feeds with their health",
        description=(
            "docs/feeds.md says what each state of health means, and what Watcher does about it.\n"
            "Where signals.toml has a [websub] table, HUB says how the feed stands with the hub it offers,\n"
            "and how long it has been promised to be pushed."
        ),
        example="watcher feeds list\nwatcher feeds list --json | jq 'select(.health != \"ok\")'",
        run=run_list,
    )
    add_json_option(listing)
    add_doctor(group)
    preview = add_command(
        group,
        "preview",
        summary="show the entries of a feed; nothing is stored",
        description=(
            "PATH|URL is a file, or an address that is fetched with Watcher's usual manners.\n"
            "With --json each entry is one line: title, link, id, published, summary.\n"
            "Markup is dropped from its text, and nothing put in its place.\n\n"
            "An address that signals.toml has is read as it says there.  Otherwise --kind and --part say\n"
            "how: by JMESPath expressions for json, by CSS selectors for page (see docs/signals.md).\n\n"
            "With --batch, JSON lines on standard input name files: path, content_type (what the server\n"
            "said, or null), url (where relative links start, or null).  Each is answered with one line:\n"
            '  {"path", "entries": [...], "error": null or the reason}\n'
            "whose entries also have their content."
        ),
        example=(
            "watcher feeds preview https://example.org/feed.xml\n"
            "watcher feeds preview feed.xml --json\n"
            "watcher feeds preview https://example.org/ --kind page --part entries=article --part title=h2"
        ),
        run=run_preview,
    )
    preview.add_argument("target", nargs="?", metavar="PATH|URL", help="a feed's file or its address")
    add_kind_options(preview)
    preview.add_argument("--batch", action="store_true", help="answer JSON lines of standard input")
    add_json_option(preview)
    add_feed_changes(group)
    add_opml(group)


# ---------------------------------------------------------------------------------------------- list


def run_list(arguments: argparse.Namespace) -> int:
    """Print the feeds of the database."""
    from watcher.store.queries import list_feeds, list_subscriptions
    from watcher.store.reader import open_reader
    from watcher.wiring import utc_now

    connection = open_reader(arguments.database)
    try:
        feeds = [stored.state for stored in list_feeds(connection)]
        hubs = list_subscriptions(connection)
    finally:
        connection.close()
    if arguments.json:
        for state in feeds:
            hub = hubs.get(state.feed.url)
            print_json({**render_feed(state), "hub": render_subscription(hub) if hub else None})
    else:
        _print_table(feeds, hubs, utc_now())
    return 0


def _print_table(feeds: list[FeedState], hubs: dict[str, Subscription], now: datetime) -> None:
    from rich.table import Table

    from watcher.cli.console import open_console
    from watcher.core.text import make_visible
    from watcher.model import SubscriptionState

    table = Table(box=None, pad_edge=False)
    # A hub that was never asked says nothing: most feeds that offer one are read where no hub can reach us.
    asked = {
        url: hub for url, hub in hubs.items() if hub.state is not SubscriptionState.OFFERED or hub.detail
    }
    columns = ("FEED", "HEALTH", "NEWEST", "POLLED", "NEXT", *(("HUB",) if asked else ()), "WHY")
    for column in columns:
        table.add_column(column, no_wrap=column != "WHY", overflow="fold")
    for state in feeds:
        name = state.feed.title or state.feed.url
        if not state.feed.enabled:
            blanks = [""] * (len(columns) - 3)
            table.add_row(make_visible(name), "off", *blanks, make_visible(state.feed.reason))
            continue
        table.add_row(
            make_visible(name),
            state.health.value,
            _render_age(state.newest_entry_at, now),
            _render_age(state.fetched_at, now),
            _render_wait(state, now),
            *((_render_hub(asked.get(state.feed.url), now),) if asked else ()),
            make_visible(state.health_detail),
        )
    open_console().print(table)
    sick = [state for state in feeds if state.feed.enabled and not _is_well(state)]
    asleep = sum(not state.feed.enabled for state in feeds)
    print(f"{len(feeds)} feeds: {len(feeds) - asleep - len(sick)} well, {len(sick)} not, {asleep} off")


def _is_well(state: FeedState) -> bool:
    from watcher.model import FeedHealth

    return state.health in {FeedHealth.OK, FeedHealth.NOT_MODIFIED, FeedHealth.MOVED}


def _render_age(at: datetime | None, now: datetime) -> str:
    return f"{_render_span(now - at)} ago" if at is not None else "-"


def _render_wait(state: FeedState, now: datetime) -> str:
    if state.next_fetch_at is None:
        return "never" if state.fetched_at is not None else "now"
    return f"in {_render_span(state.next_fetch_at - now)}" if state.next_fetch_at > now else "now"


def _render_hub(hub: Subscription | None, now: datetime) -> str:
    from watcher.core.text import make_visible

    if hub is None:
        return ""
    lease = f" for {_render_span(hub.lease_until - now)}" if hub.lease_until is not None else ""
    pushed = f", pushed {_render_age(hub.pushed_at, now)}" if hub.pushed_at is not None else ""
    detail = f": {hub.detail}" if hub.detail else ""
    return make_visible(f"{hub.state.value}{lease}{pushed}{detail}")


def _render_span(span: timedelta) -> str:
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} d"


# ------------------------------------------------------------------------------------------- preview


def run_preview(arguments: argparse.Namespace) -> int:
    """Print the entries of one feed, or answer a batch."""
    from watcher.feeds.links import is_address

    if arguments.batch:
        return _answer_batch()
    target: str | None = arguments.target
    if target is None:
        raise InputError("name a file or an address, or use --batch")
    feed = _choose_feed(arguments, target)
    parsed = _fetch(feed, arguments.config) if is_address(target) else _read_file(feed, target, None, None)
    if parsed.error is not None:
        raise WatcherError(f"{target}: {parsed.health.value}: {parsed.error}")
    if arguments.json:
        for entry in parsed.entries:
            print_json(_describe_entry(entry))
    else:
        _print_entries(parsed)
    return 0


def _answer_batch() -> int:
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            path, content_type, url = question["path"], question.get("content_type"), question.get("url")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f'each line is {{"path", "content_type", "url"}}; found {line[:80]!r}'
            ) from error
        print_json(_answer_question(str(path), content_type, url))
        sys.stdout.flush()  # who asks waits for each answer
    return 0


def _answer_question(path: str, content_type: str | None, url: str | None) -> dict[str, object]:
    from watcher.model import Feed

    try:
        parsed = _read_file(Feed(url=url or "", outlet=""), path, content_type, url)
    except InputError as error:
        return {"path": path, "entries": [], "error": str(error)}
    return {
        "path": path,
        "entries": [_describe_whole_entry(entry) for entry in parsed.entries],
        "error": parsed.error,
    }


def _choose_feed(arguments: argparse.Namespace, target: str) -> Feed:
    """The feed as signals.toml has it, or as the options describe it."""
    from urllib.parse import urlsplit

    from watcher.cli.fetching import name_feed
    from watcher.config import load_config
    from watcher.config.load import read_feed
    from watcher.feeds.links import is_address
    from watcher.model import Feed

    if arguments.kind is None and not arguments.part:
        feeds = load_config(arguments.config).feeds if arguments.config.exists() else ()
        known = next((feed for feed in feeds if feed.url == target), None)
        return known or (name_feed(target) if is_address(target) else Feed(url=target, outlet=""))
    url = target if is_address(target) else _NOWHERE
    return read_feed({"url": url, "outlet": urlsplit(_NOWHERE).hostname, **read_kind(arguments)})


def _read_file(feed: Feed, path: str, content_type: str | None, url: str | None) -> ParsedFeed:
    from pathlib import Path

    from watcher.feeds.readers import parse_body

    try:
        with Path(path).open("rb") as file:
            body = file.read(_PREVIEW_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a path"
        raise InputError(f"{path}: cannot be read: {reason}") from error
    if len(body) > _PREVIEW_LIMIT:
        raise InputError(f"{path}: larger than {_PREVIEW_LIMIT // 1_000_000} MB, which no feed is")
    return parse_body(feed, body, content_type, url)


def _fetch(feed: Feed, config: Path) -> ParsedFeed:
    import asyncio

    from watcher.cli.fetching import fetch_once, load_fetch_settings
    from watcher.feeds.fetch import open_fetcher
    from watcher.feeds.readers import parse_body
    from watcher.wiring import read_feed_headers

    settings = load_fetch_settings(config)
    headers = read_feed_headers([feed])

    async def fetch() -> ParsedFeed:
        async with open_fetcher(settings, headers=headers) as fetcher:
            result = await fetch_once(fetcher, feed)
        return parse_body(feed, result.body, result.content_type, result.url)

    return asyncio.run(fetch())


def _describe_entry(entry: Entry) -> dict[str, object]:
    return {
        "title": _show(entry.title),
        "link": entry.link,
        "id": entry.guid,
        "published": entry.published_at.isoformat().replace("+00:00", "Z") if entry.published_at else None,
        "summary": _show(entry.summary),
    }


def _describe_whole_entry(entry: Entry) -> dict[str, object]:
    return {**_describe_entry(entry), "content": _show(entry.content)}


def _show(text: str | None) -> str | None:
    from watcher.feeds.plaintext import drop_breaks

    return drop_breaks(text) if text is not None else None


def _print_entries(parsed: ParsedFeed) -> None:
    from watcher.core.text import make_visible
    from watcher.feeds.plaintext import join_blocks

    cut = ", damaged: what could be read of it" if parsed.is_damaged else ""
    title = make_visible(parsed.title or "untitled")
    print(f"{title}: {parsed.format}, {len(parsed.entries)} entries, {parsed.health.value}{cut}")
    for entry in parsed.entries:
        at = entry.published_at.strftime("%Y-%m-%d %H:%M") if entry.published_at else "undated"
        summary = " ".join(join_blocks(entry.summary or entry.content or "").split())
        print(f"\n{at:<16}  {make_visible(join_blocks(entry.title or 'untitled'))}")
        if entry.link:
            print(f"{'':<16}  {make_visible(entry.link)}")
        if summary:
            print(f"{'':<16}  {make_visible(summary[:200])}{'…' if len(summary) > 200 else ''}")
