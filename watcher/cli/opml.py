"""`watcher feeds import` and `watcher feeds export`: feeds from and for other feed readers."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from watcher.cli.command import add_command, add_json_option, print_json
from watcher.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.feeds.opml import Outline

_ADDED, _KNOWN, _REFUSED = "added", "there already", "refused"


def add_opml(group: Subparsers) -> None:
    """Add `import` and `export` to the group `feeds`."""
    importing = add_command(
        group,
        "import",
        summary="add the feeds of an OPML file to signals.toml",
        description=(
            "Feeds that are there already are skipped, and addresses that cannot be polled are refused;\n"
            "each is told.  No feed is asked for.  Outlets that the file does not have yet are added too,\n"
            "with the reliability F."
        ),
        example="watcher feeds import subscriptions.opml\nwatcher feeds import - < subscriptions.opml",
        run=run_import,
    )
    importing.add_argument("file", metavar="FILE|-", help="an OPML file, or - for standard input")
    add_json_option(importing)
    exporting = add_command(
        group,
        "export",
        summary="write the feeds of signals.toml as OPML",
        description=(
            "Without FILE, on standard output.  Left out, and counted on standard error, is what other feed\n"
            "readers could not use: feeds that are switched off, and sources that are no feed."
        ),
        example="watcher feeds export watcher.opml",
        run=run_export,
    )
    exporting.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a file that is not there yet")


class _Import(NamedTuple):
    """What became of one feed of the file."""

    outline: Outline
    outcome: str
    outlet: str = ""
    reason: str = ""


def run_import(arguments: argparse.Namespace) -> int:
    """Add what can be added in one step, and report on every feed."""
    from watcher.cli.feed_changes import render_addition
    from watcher.config import load_config
    from watcher.config.editing import add_tables, read_file, write_file
    from watcher.feeds.opml import parse_opml

    config = load_config(arguments.config)
    before = read_file(arguments.config)
    try:
        outlines = parse_opml(_read_body(arguments.file))
    except InputError as error:
        raise InputError(f"{arguments.file}: {error}") from error
    imports = list(_sort_out(config, outlines))
    tables = [_make_table(one.outline, one.outlet) for one in imports if one.outcome == _ADDED]
    if tables:
        write_file(arguments.config, before, add_tables(before, render_addition(config, tables)))
    if arguments.json:
        for one in imports:
            print_json(_describe(one))
    else:
        _print_report(config, imports)
    return 0


def _read_body(name: str) -> bytes:
    from watcher.feeds.opml import SIZE_LIMIT

    try:
        if name == "-":
            return sys.stdin.buffer.read(SIZE_LIMIT + 1)
        with Path(name).open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a path"
        raise InputError(f"cannot be read: {reason}") from error


def _sort_out(config: Config, outlines: Iterable[Outline]) -> Iterable[_Import]:
    """Decide about each feed of the file, in its order."""
    from watcher.cli.feed_changes import find_outlet
    from watcher.config.faults import show
    from watcher.config.load import read_feed
    from watcher.config.references import normalize_address

    known = {normalize_address(feed.url) for feed in config.feeds}
    for outline in outlines:
        try:
            address = normalize_address(outline.url)
            if address in known:
                yield _Import(outline, _KNOWN)
                continue
            pages = [page for page in (outline.page, outline.url) if _is_readable(page)]
            outlet = find_outlet(config, *pages) if pages else ""
            read_feed(_make_table(outline, outlet))
        except InputError as error:
            masked = outline._replace(url=show(outline.url).strip("'\""))  # it may hold a password
            yield _Import(masked, _REFUSED, reason=str(error).splitlines()[0])
            continue
        known.add(address)
        yield _Import(outline, _ADDED, outlet)


def _is_readable(url: str) -> bool:
    from urllib.parse import urlsplit

    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _make_table(outline: Outline, outlet: str) -> dict[str, object]:
    from watcher.cli.feed_changes import clean_title

    title = clean_title(outline.title)
    return {"url": outline.url, "outlet": outlet, **({"title": title} if title else {})}


def _describe(one: _Import) -> dict[str, object]:
    return {
        "url": one.outline.url,
        "title": one.outline.title,
        "outcome": one.outcome,
        "outlet": one.outlet or None,
        "reason": one.reason or None,
    }


def _print_report(config: Config, imports: list[_Import]) -> None:
    from rich.table import Table

    from watcher.cli.console import open_console
    from watcher.cli.feed_changes import RELOAD
    from watcher.core.text import make_visible

    table = Table(box=None, pad_edge=False)
    for column in ("FEED", "OUTCOME", "OUTLET", "WHY"):
        table.add_column(column, overflow="fold")
    for one in imports:
        table.add_row(make_visible(one.outline.url), one.outcome, one.outlet, make_visible(one.reason))
    if imports:
        open_console().print(table)
    counts = Counter(one.outcome for one in imports)
    print(", ".join(f"{counts[outcome]} {outcome}" for outcome in (_ADDED, _KNOWN, _REFUSED)))
    new = {one.outlet for one in imports if one.outcome == _ADDED} - config.outlets.keys()
    if new:
        print(f"{len(new)} of the outlets are new, and rated F: set `owner`, `kind` and `reliability`.")
    if counts[_ADDED]:
        print(RELOAD)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the feeds that other readers could use."""
    from watcher.config import load_config
    from watcher.feeds.opml import render_opml
    from watcher.model import FeedKind
    from watcher.wiring import utc_now

    feeds = load_config(arguments.config).feeds
    usable = [feed for feed in feeds if feed.enabled and feed.kind is FeedKind.FEED]
    body = render_opml(usable, utc_now())
    if arguments.file is None:
        sys.stdout.write(body.decode("utf-8"))
    else:
        try:
            with arguments.file.open("xb") as file:
                file.write(body)
        except FileExistsError as error:
            raise InputError(f"{arguments.file} is there already; name another file") from error
        except OSError as error:
            raise InputError(f"{arguments.file} cannot be written: {error.strerror}") from error
    off = sum(not feed.enabled for feed in feeds)
    others = len(feeds) - off - len(usable)
    print(
        f"{len(usable)} feeds written; left out: {off} switched off, {others} that are no feed",
        file=sys.stderr,
    )
    return 0
