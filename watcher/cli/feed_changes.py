"""`watcher feeds add` and `watcher feeds remove`: changes to the feeds of signals.toml."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from watcher.cli.command import add_command, add_json_option, print_json
from watcher.errors import InputError, WatcherError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.feeds.discovery import Offer
    from watcher.feeds.fetch import Fetcher
    from watcher.model import Feed, ParsedFeed

_TITLE_LIMIT = 200  # characters of a title that a publisher gave
RELOAD = "A running watcher takes it in on SIGHUP (systemctl reload watcher)."


def add_feed_changes(group: Subparsers) -> None:
    """Add `add` and `remove` to the group `feeds`."""
    adding = add_command(
        group,
        "add",
        summary="add a feed to signals.toml, found from the address of a site or given as it is",
        description=(
            "The address is asked for once.  When it is a feed, it is added; when it is a page that offers\n"
            "feeds, the one you choose is asked for, and added.  A source that is no feed needs --kind and\n"
            "--part, as in `watcher feeds preview`.  Comments and order of the file stay as they are.\n"
            "An outlet that the file does not have yet is added too, with the reliability F."
        ),
        example=(
            "watcher feeds add https://example.org/\n"
            "watcher feeds add https://example.org/feed.xml --outlet example.org\n"
            "watcher feeds add https://example.org/news --kind page --part entries=article --part title=h2"
        ),
        run=run_add,
    )
    adding.add_argument("url", metavar="URL", help="the address of a site, or of a feed")
    adding.add_argument("--outlet", metavar="DOMAIN", help="who publishes it (default: by the address)")
    adding.add_argument("--title", help="how lists call it (default: what the feed calls itself)")
    adding.add_argument(
        "--choose", type=int, metavar="N", help="the number of the feed, where many are offered"
    )
    add_kind_options(adding)
    add_json_option(adding)
    removing = add_command(
        group,
        "remove",
        summary="take a feed out of signals.toml",
        description="What it brought stays in the database.  Comments above its table stay in the file.",
        example="watcher feeds remove https://example.org/feed.xml --yes",
        run=run_remove,
    )
    removing.add_argument("url", metavar="URL", help="its address, as in signals.toml")
    removing.add_argument("--yes", action="store_true", help="do not ask")


def add_kind_options(parser: argparse.ArgumentParser) -> None:
    """Add `--kind` and `--part`, which say how a source is read that is no feed."""
    parser.add_argument("--kind", choices=("feed", "json", "page", "sitemap"), help="how to read it")
    parser.add_argument(
        "--part",
        action="append",
        default=[],
        metavar="NAME=WHERE",
        help="where entries, title, link, id, published or summary stand; may be given again",
    )


def read_kind(arguments: argparse.Namespace) -> dict[str, object]:
    """What --kind and --part say, as the keys of a [[feeds]] table; raises InputError."""
    table: dict[str, object] = {"kind": arguments.kind or "feed"}
    parts = {}
    for part in arguments.part:
        name, equals, where = part.partition("=")
        if not equals:
            raise InputError(f"--part {part!r}: write NAME=WHERE, such as title=h2")
        parts[name] = where
    if parts:
        table["paths" if arguments.kind == "json" else "selectors"] = parts
    return table


# ----------------------------------------------------------------------------------------------- add


class _Found(NamedTuple):
    """A feed that can be read, and what it holds."""

    url: str
    parsed: ParsedFeed


def run_add(arguments: argparse.Namespace) -> int:
    """Find the feed, add it, and say what was added."""
    import asyncio

    from watcher.cli.fetching import SOME_OUTLET
    from watcher.config import load_config
    from watcher.config.editing import add_tables, read_file, write_file
    from watcher.config.load import read_feed

    config = load_config(arguments.config)
    before = read_file(arguments.config)
    _refuse_known(config, arguments.url)
    said = {"title": arguments.title} if arguments.title else {}
    kind = read_kind(arguments)
    asked = read_feed({"url": arguments.url, "outlet": arguments.outlet or SOME_OUTLET, **said, **kind})
    found = asyncio.run(_find_feed(config, asked, arguments.choose))
    _refuse_known(config, found.url)
    domain = arguments.outlet or find_outlet(config, arguments.url, found.url)
    if _is_number(domain):
        raise InputError(f"{domain} is no domain; say with --outlet which outlet publishes there")
    title = arguments.title or clean_title(found.parsed.title)
    table = {
        "url": found.url,
        "outlet": domain,
        **({"title": title} if title else {}),
        **_leave_out_usual(kind),
    }
    feed = read_feed(table)
    addition = render_addition(config, [table])
    write_file(arguments.config, before, add_tables(before, addition))
    if arguments.json:
        print_json(_describe(feed, found.parsed, is_new_outlet=domain not in config.outlets))
    else:
        _print_added(arguments, feed, found.parsed, is_new_outlet=domain not in config.outlets)
    return 0


def _leave_out_usual(kind: Mapping[str, object]) -> dict[str, object]:
    """The keys that say how a feed is read, without what is so anyway."""
    return {key: value for key, value in kind.items() if (key, value) != ("kind", "feed")}


def _refuse_known(config: Config, url: str) -> None:
    """Raise InputError where signals.toml has an address already, however it is spelled."""
    from watcher.config.references import normalize_address

    known = next(
        (feed for feed in config.feeds if normalize_address(feed.url) == normalize_address(url)), None
    )
    if known is not None:
        raise InputError(f"{config.path} has {known.url} already")


async def _find_feed(config: Config, feed: Feed, choice: int | None) -> _Found:
    """Ask for an address, and where it is a page that offers feeds, for the one of them that is wanted."""
    from watcher.cli.fetching import fetch_once
    from watcher.feeds.discovery import find_feeds
    from watcher.feeds.fetch import open_fetcher
    from watcher.feeds.readers import parse_body
    from watcher.model import FeedHealth, FeedKind

    async with open_fetcher(config.settings.fetch) as fetcher:
        result = await fetch_once(fetcher, feed)
        parsed = parse_body(feed, result.body, result.content_type, result.url)
        if parsed.error is None:
            return _Found(feed.url, parsed)
        if feed.kind is not FeedKind.FEED or parsed.health is not FeedHealth.BLOCKED:
            raise WatcherError(f"{feed.url}: {parsed.health.value}: {parsed.error}")
        offers = find_feeds(result.body, result.content_type, result.url)
        if not offers:
            raise WatcherError(
                f"{feed.url}: {parsed.error}, and it offers none; "
                "watch the page itself with --kind page and --part (see docs/signals.md)"
            )
        offer = _choose(offers, choice, feed.url)
        _say(f"{feed.url} is a page that offers {_render_offer(offer)}; asking for it")
        return await _read_offer(fetcher, offer)


async def _read_offer(fetcher: Fetcher, offer: Offer) -> _Found:
    from watcher.cli.fetching import fetch_once
    from watcher.feeds.parse import parse_feed
    from watcher.model import Feed

    result = await fetch_once(fetcher, Feed(url=offer.url, outlet=""))
    parsed = parse_feed(result.body, result.content_type, result.url)
    if parsed.error is not None:
        raise WatcherError(f"{offer.url}: {parsed.health.value}: {parsed.error}")
    return _Found(offer.url, parsed)


def _choose(offers: Sequence[Offer], choice: int | None, url: str) -> Offer:
    """Choose one of the feeds that a page offers: by number, by asking, or because there is but one."""
    if choice is not None:
        if not 1 <= choice <= len(offers):
            raise InputError(f"--choose {choice}: {url} offers {len(offers)}")
        return offers[choice - 1]
    if len(offers) == 1:
        return offers[0]
    listing = "\n".join(f"  {number}  {_render_offer(offer)}" for number, offer in enumerate(offers, start=1))
    if not sys.stdin.isatty():
        raise InputError(
            f"{url} offers {len(offers)} feeds; say which with --choose N, or by its own address:\n{listing}"
        )
    _say(f"{url} offers {len(offers)} feeds:\n{listing}")
    answer = _ask(f"Which? [1-{len(offers)}] ")
    if not answer.isdecimal() or not 1 <= int(answer) <= len(offers):
        raise InputError("no feed was chosen; nothing was changed")
    return offers[int(answer) - 1]


def _render_offer(offer: Offer) -> str:
    said = ", ".join(part for part in (offer.format, " ".join(offer.title.split())) if part)
    return f"{offer.url}  {said}".rstrip()


def _say(text: str) -> None:
    """Tell on standard error what is under way: standard output holds the report alone."""
    from watcher.core.text import make_visible

    print("\n".join(make_visible(line) for line in text.split("\n")), file=sys.stderr)


def _ask(question: str) -> str:
    """Ask on standard error, so that standard output holds the report alone."""
    print(question, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt  # Ctrl-D leaves as Ctrl-C does
    return answer.strip()


def find_outlet(config: Config, *urls: str) -> str:
    """The outlet whose domain is that of an address, or above it; else the first address's own domain."""
    hosts = [_get_domain(url) for url in urls]
    for host in hosts:
        labels = host.split(".")
        for start in range(len(labels) - 1):
            if ".".join(labels[start:]) in config.outlets:
                return ".".join(labels[start:])
    return hosts[0]


def _is_number(host: str) -> bool:
    import ipaddress

    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _get_domain(url: str) -> str:
    from urllib.parse import urlsplit

    return (urlsplit(url).hostname or "").removeprefix("www.")


def clean_title(title: str | None) -> str:
    """Make one line of what a publisher called a feed, fit for signals.toml; "" where nothing is left."""
    line = " ".join((title or "").split())
    return "".join(char for char in line if char.isprintable())[:_TITLE_LIMIT].strip()


def render_addition(config: Config, feeds: Sequence[Mapping[str, object]]) -> str:
    """Write the tables of new feeds, and of the outlets that are new with them."""
    from watcher.config.editing import quote, render_table

    tables: dict[str, str] = {}
    written = []
    for table in feeds:
        domain = str(table["outlet"])
        if domain not in config.outlets:
            about = {"name": domain, "owner": domain}
            tables.setdefault(domain, render_table(f"[outlets.{quote(domain)}]", about))
        written.append(render_table("[[feeds]]", table))
    return "\n".join([*tables.values(), *written])


def _describe(feed: Feed, parsed: ParsedFeed, *, is_new_outlet: bool) -> dict[str, object]:
    return {
        "url": feed.url,
        "kind": feed.kind.value,
        "title": feed.title,
        "outlet": feed.outlet,
        "is_new_outlet": is_new_outlet,
        "format": parsed.format,
        "entries": len(parsed.entries),
    }


def _print_added(
    arguments: argparse.Namespace, feed: Feed, parsed: ParsedFeed, *, is_new_outlet: bool
) -> None:
    from watcher.core.text import make_visible

    held = f"{parsed.format}, {len(parsed.entries)} {'entry' if len(parsed.entries) == 1 else 'entries'}"
    print(make_visible(f"Added {feed.url} ({held}) as a feed of {feed.outlet} to {arguments.config}."))
    if is_new_outlet:
        print(
            f"{make_visible(feed.outlet)} is a new outlet, rated F: set its `owner`, `kind` and\n"
            "`reliability`, since reports of an outlet that cannot be judged count for little."
        )
    print(f"What its first poll brings is the baseline, and does not alert unless it is young.\n{RELOAD}")


# -------------------------------------------------------------------------------------------- remove


def run_remove(arguments: argparse.Namespace) -> int:
    """Take a feed out, if the person at the terminal agrees."""
    from watcher.config import load_config
    from watcher.config.editing import read_file, remove_feed, write_file
    from watcher.config.faults import suggest

    config = load_config(arguments.config)
    before = read_file(arguments.config)
    urls = [feed.url for feed in config.feeds]
    if arguments.url not in urls:
        raise InputError(
            f"{arguments.config} has no feed {arguments.url}; {suggest(arguments.url, urls)}"
            "`watcher feeds list` lists them"
        )
    after = remove_feed(before, urls.index(arguments.url))
    if not arguments.yes:
        if not sys.stdin.isatty():
            raise InputError("nobody can be asked here; say --yes to take the feed out")
        if _ask(f"Take {arguments.url} out of {arguments.config}? [y/N] ").lower() not in {"y", "yes"}:
            raise InputError("nothing was changed")
    write_file(arguments.config, before, after)
    print(f"Took {arguments.url} out of {arguments.config}.  {RELOAD}")
    return 0
