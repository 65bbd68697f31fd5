"""`watcher feeds doctor`: asks each feed once, now, and says how it is and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json
from watcher.errors import InputError
from watcher.store.summary import render_utc

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from watcher.cli.command import Subparsers
    from watcher.feeds.probe import Finding
    from watcher.model import Feed, HostSleep


def add_doctor(group: Subparsers) -> None:
    """Add `doctor` to the group `feeds`."""
    parser = add_command(
        group,
        "doctor",
        summary="ask each feed once, and say how it is; nothing is stored",
        description=(
            "Without URL all feeds of signals.toml that are enabled; any other address may be named too.\n"
            "With Watcher's usual manners: a host gets one request in five seconds, so that many feeds of\n"
            "one host take their time, and one that asked to be left alone is not asked.\n"
            "Leaves with 1 when a feed is not well.  docs/feeds.md says what each state means."
        ),
        example="watcher feeds doctor\nwatcher feeds doctor https://example.org/feed.xml --json",
        run=run_doctor,
    )
    parser.add_argument("urls", nargs="*", metavar="URL", help="the feeds to ask (default: all)")
    add_json_option(parser)


def run_doctor(arguments: argparse.Namespace) -> int:
    """Probe feeds and print what was found."""
    import asyncio

    from watcher.cli.progress import open_counter
    from watcher.config import load_config
    from watcher.core.cadence import WELL
    from watcher.feeds.probe import probe_feeds
    from watcher.wiring import read_feed_headers, utc_now

    config = load_config(arguments.config)
    feeds = _choose_feeds(config.feeds, arguments.urls)
    headers = read_feed_headers(feeds)
    sleeps = list_sleeps(arguments, utc_now())
    with open_counter("asking", len(feeds)) as count_one:
        found = asyncio.run(
            probe_feeds(feeds, config.settings.fetch, sleeps, utc_now, count_one, headers=headers)
        )
    if arguments.json:
        for finding in found:
            print_json(_describe(finding))
    else:
        _print_table(found, utc_now())
    return 0 if all(finding.health in WELL for finding in found) else 1


def _choose_feeds(configured: Sequence[Feed], urls: Sequence[str]) -> list[Feed]:
    from watcher.cli.fetching import name_feed

    if not urls:
        feeds = [feed for feed in configured if feed.enabled]
        if not feeds:
            raise InputError("signals.toml enables no feed; name one: watcher feeds doctor URL")
        return feeds
    by_url = {feed.url: feed for feed in configured}
    return [by_url[url] if url in by_url else name_feed(url) for url in dict.fromkeys(urls)]


def list_sleeps(arguments: argparse.Namespace, now: datetime) -> tuple[HostSleep, ...]:
    """List the hosts that asked the daemon to be left alone; none where it never ran."""
    from contextlib import closing

    from watcher.errors import StoreMissingError
    from watcher.store.queries import list_host_sleeps
    from watcher.store.reader import open_reader

    try:
        with closing(open_reader(arguments.database)) as connection:
            return list_host_sleeps(connection, now)
    except StoreMissingError:
        return ()


def _describe(finding: Finding) -> dict[str, object]:
    return {
        "url": finding.feed.url,
        "title": finding.feed.title,
        "health": finding.health.value,
        "detail": finding.detail,
        "entries": finding.entry_count,
        "newest_entry": render_utc(finding.newest_at),
        "bytes": finding.size,
        "seconds": round(finding.elapsed.total_seconds(), 3),
        "remedy": finding.remedy,
    }


def _print_table(found: Sequence[Finding], now: datetime) -> None:
    from rich.table import Table

    from watcher.cli.console import open_console
    from watcher.core.cadence import WELL
    from watcher.core.text import count_of, make_visible

    table = Table(box=None, pad_edge=False)
    columns: tuple[tuple[str, Callable[[Finding], str]], ...] = (
        ("FEED", lambda finding: make_visible(finding.feed.title or finding.feed.url)),
        ("HEALTH", lambda finding: finding.health.value),
        ("NEWEST", lambda finding: _render_age(finding.newest_at, now)),
        ("ENTRIES", lambda finding: f"{finding.entry_count:,}" if finding.size is not None else "-"),
        ("BYTES", lambda finding: f"{finding.size:,}" if finding.size is not None else "-"),
        ("TIME", lambda finding: f"{finding.elapsed.total_seconds():.1f} s"),
        ("WHY", lambda finding: make_visible(finding.detail)),
        ("WHAT TO DO", lambda finding: finding.remedy),
    )
    for name, _ in columns:
        is_wide = name in {"WHY", "WHAT TO DO"}
        is_number = name in {"ENTRIES", "BYTES", "TIME"}
        table.add_column(name, no_wrap=not is_wide, overflow="fold", justify="right" if is_number else "left")
    for finding in found:
        table.add_row(*(render(finding) for _, render in columns))
    open_console().print(table)
    well = sum(finding.health in WELL for finding in found)
    print(f"{count_of(len(found), 'feed')} asked: {well} well, {len(found) - well} not")


def _render_age(at: datetime | None, now: datetime) -> str:
    from watcher.store.summary import render_age

    return render_age(at, now) if at is not None else "-"
