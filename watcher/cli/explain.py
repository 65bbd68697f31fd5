"""`watcher explain`: why an article is evidence, word by word, or why it is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json
from watcher.cli.paging import add_pager_option, open_pager
from watcher.store.summary import render_utc

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.core.gaps import Gap
    from watcher.model import Article, Span, Verdict
    from watcher.store.queries import StoredEvidence, StoredPage


def add_commands(subparsers: Subparsers) -> None:
    """Add `explain`."""
    parser = add_command(
        subparsers,
        "explain",
        summary="explain what an article says of each signal: the words that matched, the cues, each step",
        description=(
            "ARTICLE is a stored article's number, key or URL.  With - an article is read from standard\n"
            "input: a JSON object as for `watcher judge`, or plain text whose first line is the title.\n"
            "Each matched word stands in brackets with its role.  Where a signal has no evidence, the\n"
            "sentence that comes nearest is shown, with the slots that it lacks."
        ),
        example=(
            "watcher explain https://example.org/news/1\n"
            "echo 'Pentagon moves to designate Anthropic a supply chain risk' | watcher explain -"
        ),
        run=run_explain,
    )
    parser.add_argument("article", metavar="ARTICLE", help="number, key or URL of a stored article, or -")
    add_pager_option(parser)
    add_json_option(parser)


def run_explain(arguments: argparse.Namespace) -> int:
    """Judge the article by the present signals.toml, and say what is stored of it."""
    from watcher.config import load_config
    from watcher.core.evidence import Judge

    config = load_config(arguments.config)
    stored: tuple[StoredEvidence, ...] = ()
    page: StoredPage | None = None
    if arguments.article == "-":
        article = _read_piped(sys.stdin.read())
    else:
        article, stored, page = _read_stored(arguments.database, arguments.article)
    verdicts = Judge(config.signals.values(), config.entities).judge(article)
    gaps = _find_gaps(article, verdicts, config)
    if arguments.json:
        print_json({**_render(article, verdicts, stored, page), "gaps": [_render_gap(gap) for gap in gaps]})
        return 0
    with open_pager(is_wanted=not arguments.no_pager):
        _print(article, verdicts, stored, page)
        _print_silent(gaps, [id_ for id_ in config.signals if id_ not in _name_signals(verdicts, gaps)])
    return 0


def _find_gaps(article: Article, verdicts: tuple[Verdict, ...], config: Config) -> tuple[Gap, ...]:
    """What is missing, for each signal of which the article has some words and is no evidence."""
    from watcher.core.gaps import find_gap

    told = {verdict.signal_id for verdict in verdicts}
    silent = (signal for id_, signal in config.signals.items() if id_ not in told)
    gaps = (find_gap(article, signal, config.entities) for signal in silent)
    return tuple(gap for gap in gaps if gap is not None)


def _name_signals(verdicts: tuple[Verdict, ...], gaps: tuple[Gap, ...]) -> set[str]:
    return {*(verdict.signal_id for verdict in verdicts), *(gap.signal_id for gap in gaps)}


def _read_piped(text: str) -> Article:
    from watcher.cli.articles import parse_article
    from watcher.errors import InputError
    from watcher.model import Article

    if text.lstrip().startswith("{"):
        return parse_article(text, "standard input").article
    title, _, rest = text.strip().partition("\n")
    if not title:
        raise InputError("standard input is empty; give an article as JSON, or as text with its title first")
    return Article(key="standard input", title=title.strip(), summary=rest.strip())


def _read_stored(
    database: Path, reference: str
) -> tuple[Article, tuple[StoredEvidence, ...], StoredPage | None]:
    from contextlib import closing

    from watcher.errors import InputError
    from watcher.store.queries import get_article, list_evidence, list_pages
    from watcher.store.reader import open_reader

    with closing(open_reader(database)) as connection:
        found = get_article(connection, reference)
        if found is None:
            raise InputError(
                f"no stored article has the number, key or URL {reference!r}; "
                "`watcher search` finds some, and `watcher explain -` reads one from standard input"
            )
        evidence = list_evidence(connection, article_id=found.id)
        return found.article, evidence, list_pages(connection, [found.id]).get(found.id)


def _render(
    article: Article,
    verdicts: tuple[Verdict, ...],
    stored: tuple[StoredEvidence, ...],
    page: StoredPage | None,
) -> dict[str, object]:
    from watcher.cli.show import render_hit_with_page, render_page

    return {
        "id": article.key,
        "title": article.title,
        "url": article.url,
        "published": render_utc(article.published_at),
        "evidence": [render_reasons(verdict) for verdict in verdicts],
        "stored": [render_hit_with_page(hit, page) for hit in stored],
        "page": render_page(page) if page else None,
    }


def render_reasons(verdict: Verdict) -> dict[str, object]:
    """Give a verdict its fields for JSON, with the words that matched and each step."""
    from watcher.cli.judge import render_verdict

    return {
        **render_verdict(verdict),
        "genre": verdict.genre,
        "credited": verdict.credited,
        "words": [
            {
                "role": span.role,
                "start": span.start,
                "end": span.end,
                "text": verdict.quote[span.start : span.end],
            }
            for span in verdict.spans
        ],
        "derivation": [
            {"word": step.word, "class": step.cue_class, "stance": step.stance} for step in verdict.derivation
        ],
    }


def _print(
    article: Article,
    verdicts: tuple[Verdict, ...],
    stored: tuple[StoredEvidence, ...],
    page: StoredPage | None,
) -> None:
    from watcher.cli.show import describe_page
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    print(make_visible(article.title or "(no title)"))
    published = render_instant(article.published_at) if article.published_at else "undated"
    print(
        "  ".join(
            [make_visible(article.outlet or "unknown outlet"), published, make_visible(article.url or "")]
        )
    )
    if page is not None:
        print(f"text {make_visible(describe_page(page))}")
    weights = {hit.evidence.verdict.signal_id: hit.evidence for hit in stored}
    for verdict in verdicts:
        _print_verdict(verdict)
        if verdict.signal_id in weights:
            evidence = weights[verdict.signal_id]
            official = "; an official outlet of the signal" if evidence.is_official else ""
            print(f"    weight     reliability {evidence.reliability}{official}")
            print(f"    origin     {make_visible(evidence.origin)}")
            print(f"    story      {make_visible(evidence.story)}")


def _print_silent(gaps: tuple[Gap, ...], unspoken: list[str]) -> None:
    from watcher.core.gaps import describe_gap
    from watcher.core.text import make_visible

    for gap in gaps:
        print(f"\n{gap.signal_id}: no evidence")
        print(f"    {gap.field:<10} {highlight(gap.quote, gap.spans)}")
        print(f"    why        {make_visible(describe_gap(gap))}")
    if unspoken:
        print(f"\nNo word of it for: {', '.join(unspoken)}")


def _render_gap(gap: Gap) -> dict[str, object]:
    from watcher.core.gaps import describe_gap

    return {
        "signal": gap.signal_id,
        "has": [{"role": slot.role, "text": slot.text} for slot in gap.has],
        "lacks": list(gap.lacks),
        "elsewhere": list(gap.elsewhere),
        "against": [{"role": slot.role, "text": slot.text} for slot in gap.against],
        "field": gap.field,
        "quote": gap.quote,
        "why": describe_gap(gap),
    }


def _print_verdict(verdict: Verdict) -> None:
    from watcher.core.text import make_visible

    news = "the article's news" if verdict.is_fresh else "told as background"
    print(f"\n{verdict.signal_id}: {verdict.stance.upper()}, {news}; score {verdict.score:.0f}")
    print(f"    {verdict.field:<10} {highlight(verdict.quote, verdict.spans)}")
    for span in verdict.spans:
        print(f"    {span.role:<10} {make_visible(verdict.quote[span.start : span.end])}")
    for number, step in enumerate(verdict.derivation, start=1):
        print(f"    step {number:<5} {make_visible(step.word)} ({step.cue_class}) -> {step.stance}")
    if verdict.genre != "news":
        print(f"    genre      {verdict.genre}: never raises a status alone")
    if verdict.credited:
        print(f"    credits    {make_visible(verdict.credited)}")


_COLOURS = {
    "actor": "36",  # cyan
    "object": "35",  # magenta
    "trigger": "1;31",  # red
    "cue": "33",  # yellow
}


def highlight(quote: str, spans: Sequence[Span]) -> str:
    """Mark the matched words with their role, [object: in brackets], in colour where a terminal shows it.

    A word of several roles is shown with the first of them; the longer of two phrases that begin at one
    word holds.
    """
    from watcher.cli.board import may_colour
    from watcher.core.text import make_visible

    is_coloured = may_colour()
    pieces, at = list[str](), 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < at or span.start == span.end:
            continue
        marked = f"[{span.role}: {make_visible(quote[span.start : span.end])}]"
        colour = _COLOURS.get(span.role, "1")
        pieces += [
            make_visible(quote[at : span.start]),
            f"\x1b[{colour}m{marked}\x1b[0m" if is_coloured else marked,
        ]
        at = span.end
    return "".join([*pieces, make_visible(quote[at:])])
