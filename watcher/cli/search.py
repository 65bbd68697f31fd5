"""`watcher search`: stored articles by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json
from watcher.cli.paging import add_pager_option, open_pager

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers
    from watcher.store.queries import StoredArticle


def add_commands(subparsers: Subparsers) -> None:
    """Add `search`."""
    parser = add_command(
        subparsers,
        "search",
        summary="find stored articles by their words, best first",
        description=(
            "All words must occur; those in double quotes side by side.  The number of an article is for\n"
            "`watcher explain`.  With --json one object a line."
        ),
        example="watcher search pilots harbour\nwatcher search '\"supply chain risk\"' --json",
        run=run_search,
    )
    parser.add_argument("words", nargs="+", metavar="WORD", help="what the article must hold")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most this many (default 20)")
    add_pager_option(parser)
    add_json_option(parser)


def run_search(arguments: argparse.Namespace) -> int:
    """Print what was found."""
    from contextlib import closing

    from watcher.store.queries import search_articles
    from watcher.store.reader import open_reader
    from watcher.store.rendering import render_article

    with closing(open_reader(arguments.database)) as connection:
        found = search_articles(connection, " ".join(arguments.words), limit=arguments.limit)
    if arguments.json:
        for stored in found:
            print_json(render_article(stored))
    else:
        with open_pager(is_wanted=not arguments.no_pager):
            _print_found(found)
    return 0


def _print_found(found: tuple[StoredArticle, ...]) -> None:
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    if not found:
        print("No article holds all of these words.")
    for stored in found:
        article = stored.article
        published = render_instant(article.published_at) if article.published_at else "undated"
        print(f"{stored.id:>6}  {published}  {make_visible(article.outlet or 'unknown outlet')}")
        print(f"        {make_visible(article.title) or '(no title)'}")
        if article.url:
            print(f"        {make_visible(article.url)}")
