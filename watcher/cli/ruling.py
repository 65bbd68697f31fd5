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
    from watcher.acting import rule_signal
    from watcher.model import RulingKind
    from watcher.wiring import get_user_name, utc_now

    author = arguments.author or get_user_name()
    changes = rule_signal(
        arguments.config,
        arguments.database,
        arguments.signal,
        RulingKind(kind),
        author=author,
        note=arguments.note,
        now=utc_now(),
    )
    for change in changes:
        print(f"{change.signal_id}: {change.before} -> {change.after}: {change.reason}")
    print(f"{arguments.signal}: {kind} by {author}, recorded.")
    return 0
