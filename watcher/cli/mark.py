"""`watcher mark`: a person's correction of one judgement, kept as an example of the signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.model import Example, Stance
    from watcher.store.queries import StoredEvidence

_NONE = "none"


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
        choices=("anticipates", "confirms", "denies", "reverses", "reinstates", _NONE),
        help="what it says indeed (default, where it is wrong: none, it says nothing of the signal)",
    )
    parser.add_argument("--note", default="", help="why, for those who read it later")
    parser.add_argument("--author", help="whose word it is (default: your user name)")


def run_mark(arguments: argparse.Namespace) -> int:
    """Record the mark and the example, fold the signals again, and say how the text is judged now."""
    from contextlib import closing

    from watcher.config import load_config
    from watcher.config.editing import add_example, find_line, read_file, write_file
    from watcher.errors import InputError
    from watcher.model import Mark
    from watcher.store.summary import render_instant
    from watcher.store.writer import open_store
    from watcher.wiring import fold_signals, get_user_name, utc_now

    config = load_config(arguments.config)
    stored, example = _find_example(arguments, config)
    signal = config.signals[stored.evidence.verdict.signal_id]
    text = before = read_file(arguments.config)
    number = _find_same_example(config, signal.id, example, before)
    if number is None:
        number, text = len(signal.examples), add_example(before, signal.id, example)
    elif stored.evidence.mark and stored.evidence.mark.correct is example.stance:
        mark = stored.evidence.mark
        raise InputError(
            f"hit {stored.id} was marked so by {mark.author} on {render_instant(mark.at)} already, "
            f"and is example {number + 1} of {signal.id}: nothing to do"
        )
    now = utc_now()
    author = arguments.author or get_user_name()
    with closing(open_store(arguments.database)) as store:
        with store.transaction():  # the file is written last, and taken back with the mark if it cannot be
            store.add_mark(
                Mark(stored.id, stored.evidence.stance, example.stance, now, author, arguments.note)
            )
            if text != before:
                config = write_file(arguments.config, before, text)
        changes = fold_signals(config, store, now)
    print(f"hit {stored.id}: marked {arguments.word} by {author}.")
    line = find_line(text, "signals", signal.id, "examples", number)
    was = "is" if text == before else "was added as"
    print(f"{config.path}:{line}: it {was} example {number + 1} of {signal.id}.")
    for change in changes:
        print(f"{change.signal_id}: {change.before} -> {change.after}: {change.reason}")
    _print_judgement(config, signal.id, example)
    return 0


def _find_example(arguments: argparse.Namespace, config: Config) -> tuple[StoredEvidence, Example]:
    """Find the hit, and make of its article what the signal must learn from it."""
    from watcher.errors import InputError
    from watcher.model import Example

    stored, title, summary = _read_hit(arguments.database, arguments.evidence)
    verdict = stored.evidence.verdict
    if verdict.signal_id not in config.signals:
        raise InputError(f"hit {stored.id} is of {verdict.signal_id}, which {config.path} no longer has")
    if verdict.field == "text":  # an example has no text: the sentence that decided stands for it
        summary = verdict.quote
    return stored, Example(title, summary, _choose_stance(arguments.word, arguments.stance, verdict.stance))


def _read_hit(database: Path, evidence_id: int) -> tuple[StoredEvidence, str, str]:
    """Read a hit with title and summary of its article."""
    from contextlib import closing

    from watcher.errors import InputError
    from watcher.store.queries import get_article, list_evidence
    from watcher.store.reader import open_reader

    with closing(open_reader(database)) as connection:
        found = list_evidence(connection, evidence_id=evidence_id, limit=1)
        article = get_article(connection, str(found[0].article_id)) if found else None
    if article is None:
        raise InputError(f"there is no hit {evidence_id}; `watcher hits` lists them, each with its number")
    return found[0], article.article.title, article.article.summary


def _choose_stance(word: str, named: str | None, said: Stance) -> Stance | None:
    """What the text says indeed; raises InputError where word and stance contradict each other."""
    from watcher.errors import InputError
    from watcher.model import Stance

    correct = said if word == "right" else None
    if named is not None:
        correct = None if named == _NONE else Stance(named)
    if (correct is said) is not (word == "right"):
        other = "wrong" if word == "right" else "right"
        raise InputError(
            f"the hit was judged {said}: {word} does not go with --stance {named}; did you mean {other}?"
        )
    return correct


def _find_same_example(config: Config, signal_id: str, example: Example, text: str) -> int | None:
    """Find the example of the same text; raises InputError where it has another stance."""
    from watcher.cli.check import name_stance
    from watcher.config.editing import find_example, find_line
    from watcher.errors import InputError

    signal = config.signals[signal_id]
    number = find_example(signal, example)
    if number is not None and signal.examples[number].stance is not example.stance:
        line = find_line(text, "signals", signal_id, "examples", number)
        raise InputError(
            f"{config.path}:{line}: this text is an example already, with the stance "
            f"{name_stance(signal.examples[number].stance)!r}; change it there, then mark again"
        )
    return number


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
