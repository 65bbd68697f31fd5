"""`watcher mark`: a person's correction of one judgement, kept as an example of the signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.model import Example


def add_commands(subparsers: Subparsers) -> None:
    """Add `mark`."""
    parser = add_command(
        subparsers,
        "mark",
        summary="say that a hit was judged rightly or wrongly: it becomes an example in signals.toml",
        description=(
            "EVIDENCE is the number that `watcher hits` and `watcher show` print before a hit.\n"
            "Its text is added to the examples of its signal; comments and order of signals.toml stay.\n"
            "Marked wrong, it no longer moves the signal's status.  A later mark takes back an earlier one."
        ),
        example=(
            "watcher mark 12 wrong --note 'another company of that name'\n"
            "watcher mark 13 wrong --stance anticipates\n"
            "watcher mark 14 right"
        ),
        run=run_mark,
    )
    parser.add_argument("evidence", type=int, metavar="EVIDENCE", help="the number of a hit")
    parser.add_argument("word", choices=("right", "wrong"), help="whether its stance is right")
    parser.add_argument(
        "--stance",
        choices=("anticipates", "confirms", "denies", "reverses", "reinstates", "none"),
        help="what it says indeed (default, where it is wrong: none, it says nothing of the signal)",
    )
    parser.add_argument("--note", default="", help="why, for those who read it later")
    parser.add_argument("--author", help="whose word it is (default: your user name)")


def run_mark(arguments: argparse.Namespace) -> int:
    """Record the mark and the example, fold the signals again, and say how the text is judged now."""
    from watcher.acting import mark_evidence
    from watcher.wiring import get_user_name, utc_now

    author = arguments.author or get_user_name()
    marked = mark_evidence(
        arguments.config,
        arguments.database,
        arguments.evidence,
        arguments.word,
        stance=arguments.stance,
        author=author,
        note=arguments.note,
        now=utc_now(),
    )
    print(f"hit {arguments.evidence}: marked {arguments.word} by {author}.")
    was = "was added as" if marked.is_new else "is"
    print(f"{marked.config.path}:{marked.line}: it {was} example {marked.number} of {marked.signal_id}.")
    for change in marked.changes:
        print(f"{change.signal_id}: {change.before} -> {change.after}: {change.reason}")
    _print_judgement(marked.config, marked.signal_id, marked.example)
    return 0


def _print_judgement(config: Config, signal_id: str, example: Example) -> None:
    """Say how the engine judges the text by the present signals.toml."""
    from watcher.cli.check import name_stance, render_derivation
    from watcher.core.evidence import Judge
    from watcher.core.text import make_visible
    from watcher.model import Article

    judge = Judge(config.signals.values(), config.entities)
    article = Article(key="", title=example.title, summary=example.summary)
    verdict = next((one for one in judge.judge(article) if one.signal_id == signal_id), None)
    found = verdict.stance if verdict else None
    print(f"Judged now: {name_stance(found)}; {make_visible(render_derivation(verdict))}")
    if found is example.stance:
        print("That is as it should be.")
    else:
        print(
            f"It should be {name_stance(example.stance)}: change the words of the signal until "
            "`watcher check` passes; docs/signals.md explains each."
        )
