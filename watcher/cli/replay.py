"""`watcher replay`: judge articles anew on a clock driven by when they were published; sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json
from watcher.store.summary import render_utc

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.model import Article, StatusChange, Suppressed
    from watcher.replay import Message


def add_commands(subparsers: Subparsers) -> None:
    """Add `replay`."""
    parser = add_command(
        subparsers,
        "replay",
        summary="play articles through the present signals.toml and print the steps each signal takes",
        description=(
            "In memory, on a clock driven by `published`; nothing is stored or sent.  Without FILE the\n"
            "stored articles are played.  Rulings and marks of people are left out: it shows what\n"
            "signals.toml alone makes of the articles.  With --json one line a step:\n"
            '  {"at", "signal", "from", "to", "reason", "articles": [ids]}\n'
            "With --deliveries: the messages that would have been sent, and the steps that would not have\n"
            "been told, each with the reason."
        ),
        example="watcher replay articles.jsonl --deliveries\nwatcher --config changed.toml replay --json",
        run=run_replay,
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE.jsonl", help="articles as JSON lines; - is standard input"
    )
    parser.add_argument(
        "--deliveries",
        action="store_true",
        help="what would have been sent, when, where, and what not and why",
    )
    add_json_option(parser)


def run_replay(arguments: argparse.Namespace) -> int:
    """Print each status change as it comes."""
    from watcher.cli.articles import read_articles
    from watcher.cli.progress import show_progress
    from watcher.config import load_config
    from watcher.replay import replay

    config = load_config(arguments.config)
    articles: Iterator[Article]
    if arguments.file is None:
        articles = _read_stored(arguments.database)
    else:
        articles = (labelled.article for labelled in read_articles(arguments.file))
    if arguments.deliveries:
        return _print_deliveries(config, show_progress(articles, "replaying"), as_json=arguments.json)
    step_count = 0
    for change in replay(config, show_progress(articles, "replaying")):
        step_count += 1
        if arguments.json:
            print_json(render_step(change))
        else:
            _print_step(change)
    if not step_count and not arguments.json:
        print("No signal moved.")
    return 0


def _print_deliveries(config: Config, articles: Iterable[Article], *, as_json: bool) -> int:
    from watcher.replay import Message, replay_deliveries

    is_empty = True
    for told in replay_deliveries(config, articles):
        is_empty = False
        is_sent = isinstance(told, Message)
        fields = _render_message(told) if isinstance(told, Message) else _render_suppressed(*told)
        if as_json:
            print_json(fields)
        else:
            _print_fields(fields, is_sent=is_sent)
    if is_empty and not as_json:
        print("Nothing would have been sent.")
    return 0


def _render_message(message: Message) -> dict[str, object]:
    notification = message.notification
    return {
        "at": render_utc(message.at),
        "channel": message.channel,
        "kind": notification.kind.value,
        "signal": notification.signal_id,
        "urgency": notification.urgency.value,
        "headline": notification.headline,
        "origins": list(notification.origins),
        "lines": list(notification.lines),
        "why": list(message.reasons),
        "key": notification.key,
    }


def _render_suppressed(at: datetime, suppressed: Suppressed) -> dict[str, object]:
    change = suppressed.change
    step = f": {change.before} \u2192 {change.after}" if change is not None else ""
    why = suppressed.reason.value + (f" ({suppressed.detail})" if suppressed.detail else "")
    return {
        "at": render_utc(at),
        "channel": None,
        "signal": suppressed.signal_id,
        "headline": f"{suppressed.signal_id}{step}",
        "origins": list(change.origins) if change is not None else [],
        "why": [why],
    }


def _print_fields(fields: Mapping[str, Any], *, is_sent: bool) -> None:
    from watcher.core.text import make_visible

    at = str(fields["at"])[:16].replace("T", " ")
    print(make_visible(f"{at} UTC  {fields['channel'] if is_sent else 'not told'}  {fields['headline']}"))
    for line in fields.get("lines", ()):
        print(make_visible(f"    {line}"))
    origins = ", ".join(fields["origins"])
    if origins and is_sent:
        print(make_visible(f"    origins: {origins}"))
    print(make_visible(f"    {'; '.join(fields['why'])}"))


def render_step(change: StatusChange) -> dict[str, object]:
    """Give a status change the fields of `watcher replay --json`."""
    return {
        "at": render_utc(change.at),
        "signal": change.signal_id,
        "from": change.before,
        "to": change.after,
        "reason": change.reason,
        "articles": list(change.article_keys),
    }


def _read_stored(database: Path) -> Iterator[Article]:
    from contextlib import closing

    from watcher.store.queries import list_articles
    from watcher.store.reader import open_reader

    with closing(open_reader(database)) as connection:
        after_id = 0
        while page := list_articles(connection, after_id=after_id):
            yield from (stored.article for stored in page)
            after_id = page[-1].id


def _print_step(change: StatusChange) -> None:
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    print(f"{render_instant(change.at)}  {change.signal_id}  {change.before} -> {change.after}")
    print(f"    {make_visible(change.reason)}")
    if change.article_keys:
        print(f"    articles: {', '.join(make_visible(key) for key in change.article_keys)}")
