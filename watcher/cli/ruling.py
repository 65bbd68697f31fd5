"""`watcher confirm`, `reject` and `ack`: a person's word on a signal, which wins over the evidence so far."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from watcher.cli.command import add_command

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers

_KINDS = {
    "confirm": (
        "say that it happened: the signal becomes CONFIRMED",
        "watcher confirm dpa-invoked --note 'order read in the Federal Register'",
    ),
    "reject": (
        "say that it did not happen: evidence up to now no longer counts",
        "watcher reject dpa-invoked --note 'satire, reprinted by others'",
    ),
    "ack": (
        "say that you have seen it: the board shows ACK until the next step",
        "watcher ack supply-chain-designation --note 'on it'",
    ),
}


def add_commands(subparsers: Subparsers) -> None:
    """Add `confirm`, `reject` and `ack`."""
    for kind, (summary, example) in _KINDS.items():
        parser = add_command(
            subparsers,
            kind,
            summary=summary,
            description="Kept for ever, with your name and note.",
            example=example,
            run=partial(run_ruling, kind=kind),
        )
        parser.add_argument("signal", metavar="SIGNAL", help="a signal's id")
        parser.add_argument(
            "--note", required=kind != "ack", default="", help="why, for those who read it later"
        )
        parser.add_argument("--author", help="whose word it is (default: your user name)")


def run_ruling(arguments: argparse.Namespace, *, kind: str) -> int:
    """Record the ruling and fold the signals again, so that board and alerts follow at once."""
    from contextlib import closing

    from watcher.cli.show import find_signal
    from watcher.config import load_config
    from watcher.model import Ruling, RulingKind
    from watcher.store.reader import open_reader
    from watcher.store.writer import open_store
    from watcher.wiring import fold_signals, get_user_name, utc_now

    now = utc_now()
    config = load_config(arguments.config)
    with closing(open_reader(arguments.database)) as connection:
        find_signal(connection, arguments.signal, now)
    author = arguments.author or get_user_name()
    with closing(open_store(arguments.database)) as store:
        store.add_ruling(Ruling(arguments.signal, RulingKind(kind), now, author, arguments.note))
        for change in fold_signals(config, store, now):
            print(f"{change.signal_id}: {change.before} -> {change.after}: {change.reason}")
    print(f"{arguments.signal}: {kind} by {author}, recorded.")
    return 0
