"""The command `watcher`: reads arguments and environment, runs one command, turns errors into exit codes.

Exit codes: 0 done, 1 failure, 2 wrong usage or input, 130 interrupted, 141 the reader of our output left;
`watcher status --exit-code` has its own (see cli.status).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from watcher import __version__
from watcher.cli.command import add_global_options
from watcher.errors import WatcherError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMAND_MODULES = (
    "init",
    "check",
    "run",
    "status",
    "show",
    "explain",
    "judge",
    "replay",
    "evaluate",
    "feeds",
    "ruling",
    "silence",
    "outbox",
    "notify",
    "db",
    "demo",
    "completion",
)
"""Modules of this package that offer `add_commands`, in the order of the help."""

DATABASE_NAME = "watcher.db"


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="watcher",
        description="Tells you the moment a thing has happened, and only when it has happened.",
        epilog="example:\n  watcher run\n  watcher status\n\n`watcher COMMAND --help` explains a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_global_options(parser)
    parser.add_argument("--version", action="version", version=f"watcher {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMAND_MODULES:
        if importlib.util.find_spec(f"watcher.cli.{name}") is not None:
            importlib.import_module(f"watcher.cli.{name}").add_commands(subparsers)
    return parser


def resolve_paths(arguments: argparse.Namespace, environment: Mapping[str, str]) -> None:
    """Fill in `config`, `state` and `database` from options, environment and defaults, in that order."""
    if arguments.config is None:
        arguments.config = Path(environment.get("WATCHER_CONFIG") or "signals.toml")
    if arguments.state is None:
        named = environment.get("WATCHER_STATE")
        arguments.state = Path(named) if named else arguments.config.parent / "state"
    arguments.database = arguments.state / DATABASE_NAME


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = build_parser().parse_args(argv)
    resolve_paths(arguments, os.environ)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except WatcherError as error:
        print(f"watcher: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130  # 128 + SIGINT, as a shell reports it
    except BrokenPipeError:
        # Python flushes standard output once more at exit: give it a place where that succeeds.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # 128 + SIGPIPE
    return code


if __name__ == "__main__":
    sys.exit(main())
