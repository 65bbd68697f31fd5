"""`watcher judge`: what articles of a file say about the signals, one line out for each line in."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from watcher.cli.articles import LabelledArticle
    from watcher.cli.command import Subparsers
    from watcher.core.evidence import Judge
    from watcher.model import Article, Verdict

BATCH_SIZE = 500  # articles


def add_commands(subparsers: Subparsers) -> None:
    """Add `judge`."""
    parser = add_command(
        subparsers,
        "judge",
        summary="judge the articles of a file against the signals; nothing is stored or sent",
        description=(
            "FILE holds one JSON object a line: id, title, summary and, where known, text, published,\n"
            "outlet, url.\n"
            "With --json each answers with one line, in order:\n"
            '  {"id", "evidence": [{"signal", "stance", "fresh", "score", "field", "quote", "cue"}]}'
        ),
        example="watcher judge articles.jsonl\nzcat articles.jsonl.gz | watcher judge - --json",
        run=run_judge,
    )
    parser.add_argument("file", metavar="FILE.jsonl", help="articles as JSON lines; - is standard input")
    add_json_option(parser)


def run_judge(arguments: argparse.Namespace) -> int:
    """Judge each article as it is read."""
    from watcher.cli.articles import STANDARD_INPUT, read_articles
    from watcher.cli.progress import show_progress
    from watcher.config import load_config
    from watcher.core.evidence import Judge

    config = load_config(arguments.config)
    judge = Judge(config.signals.values(), config.entities)
    print_article = _print_json_line if arguments.json else _print_text
    is_piped = arguments.file == STANDARD_INPUT
    articles = show_progress(read_articles(arguments.file), "judging")
    for labelled, verdicts in judge_articles(judge, articles, 1 if is_piped else BATCH_SIZE):
        print_article(labelled.article, verdicts)
        if is_piped:
            sys.stdout.flush()  # who pipes in line by line waits for each answer
    return 0


def judge_articles(
    judge: Judge, articles: Iterable[LabelledArticle], batch_size: int = BATCH_SIZE
) -> Iterator[tuple[LabelledArticle, tuple[Verdict, ...]]]:
    """Judge articles in their order; the prefilter sees a batch at a time, which is its fast way."""
    source = iter(articles)
    while batch := list(islice(source, batch_size)):
        texts = [f"{one.article.title}\n{one.article.summary}\n{one.article.text}" for one in batch]
        candidates = set(judge.find_candidates(texts))
        for index, labelled in enumerate(batch):
            yield labelled, judge.judge(labelled.article) if index in candidates else ()


def _print_json_line(article: Article, verdicts: tuple[Verdict, ...]) -> None:
    print_json({"id": article.key, "evidence": [render_verdict(verdict) for verdict in verdicts]})


def render_verdict(verdict: Verdict) -> dict[str, object]:
    """Give a verdict the fields of `watcher judge --json`."""
    return {
        "signal": verdict.signal_id,
        "stance": verdict.stance,
        "fresh": verdict.is_fresh,
        "score": round(verdict.score, 1),
        "field": verdict.field,
        "quote": verdict.quote,
        "cue": verdict.cue,
    }


def _print_text(article: Article, verdicts: tuple[Verdict, ...]) -> None:
    from watcher.core.text import make_visible

    title = make_visible(article.title or article.summary[:100])
    for verdict in verdicts:
        news = "news" if verdict.is_fresh else "background"
        cue = f" by {make_visible(verdict.cue)!r}" if verdict.cue else ""
        print(f"{make_visible(article.key)}  {verdict.signal_id}  {verdict.stance}, {news}{cue}  {title}")
    if not verdicts:
        print(f"{make_visible(article.key)}  -  {title}")
