"""What the command modules share: how a command is declared, and how it prints.

A command module offers `add_commands(subparsers)`; it imports at its top only what is cheap, and the
rest inside its `run_...(arguments) -> int`, so that `watcher status` never pays for `watcher run`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  # argparse has no public name for it
    Run = Callable[[argparse.Namespace], int]


def add_command(
    subparsers: Subparsers, name: str, *, summary: str, example: str, run: Run, description: str = ""
) -> argparse.ArgumentParser:
    """Declare one command and return its parser, to which the caller adds arguments.

    `summary` is one line for the list of commands, `description` what the command's own help says
    beyond it, `example` one or more shell lines.  `run` gets the parsed arguments, among them
    `config` (path of signals.toml), `state` (folder) and `database` (file), and returns the exit code.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.\n\n{description}".strip(),
        epilog="example:\n" + "\n".join(f"  {line}" for line in example.splitlines()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_global_options(parser, default=argparse.SUPPRESS)
    parser.set_defaults(run=run)
    return parser


def add_group(subparsers: Subparsers, name: str, *, summary: str) -> Subparsers:
    """Declare a group of commands (`watcher feeds ...`) and return where its commands are added."""
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"`watcher {name} COMMAND --help` explains a command, with an example.",
        allow_abbrev=False,
    )
    add_global_options(parser, default=argparse.SUPPRESS)
    return parser.add_subparsers(title="commands", metavar="COMMAND", required=True)


def add_json_option(parser: argparse._ActionsContainer) -> None:
    """Add `--json` to a command that reports."""
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def add_global_options(parser: argparse.ArgumentParser, *, default: str | None = None) -> None:
    """Add the options that every command takes, before or after its name.

    A command passes SUPPRESS as `default`, so that its silence does not undo what stood before its name.
    """
    parser.add_argument(
        "--config",
        type=Path,
        default=default,
        metavar="PATH",
        help="the signals.toml to use (default: $WATCHER_CONFIG, else ./signals.toml)",
    )
    parser.add_argument(
        "--state",
        type=Path,
        default=default,
        metavar="DIR",
        help="the folder of the database (default: $WATCHER_STATE, else state/ beside signals.toml)",
    )


def parse_instant(text: str) -> datetime:
    """Read an instant of the command line: ISO 8601, UTC when it names no zone."""
    from datetime import UTC, datetime

    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not ISO 8601, such as 2026-03-05T14:30:00Z") from error
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def print_json(value: Mapping[str, object]) -> None:
    """Print one object on one line.

    Every character beyond ASCII is escaped, so that text from the network cannot drive a terminal.
    """
    sys.stdout.write(json.dumps(value) + "\n")
