"""The command `watcher`: reads arguments and environment, runs one command, turns errors into exit codes.

Exit codes: 0 done, 1 failure, 2 wrong usage or input, 130 interrupted, 141 the reader of our output left;
`watcher status --exit-code` has its own (see cli.status).
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from watcher import __version__
from watcher.cli.command import add_global_options
from watcher.errors import WatcherError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMANDS = {
    "init": "init",
    "check": "check",
    "doctor": "checkup",
    "run": "run",
    "poll": "run",
    "status": "status",
    "show": "show",
    "hits": "show",
    "search": "search",
    "explain": "explain",
    "judge": "judge",
    "replay": "replay",
    "evaluate": "evaluate",
    "signals": "signals",
    "feeds": "feeds",
    "mark": "mark",
    "confirm": "ruling",
    "reject": "ruling",
    "ack": "ruling",
    "silence": "silence",
    "outbox": "outbox",
    "why": "why",
    "notify": "notify",
    "serve": "serve",
    "report": "report",
    "db": "db",
    "demo": "demo",
    "completion": "completion",
}
"""Each command and the module of this package that adds it, in the order of the help."""

OPTIONS_WITH_VALUE = ("--config", "--state")

DATABASE_NAME = "watcher.db"


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Build the parser of all commands, or of the module that has `command` when that is known.

    Loading one module instead of all saves `watcher status` a quarter of its time.
    """
    parser = argparse.ArgumentParser(
        prog="watcher",
        description="Tells you the moment a thing has happened, and only when it has happened.",
        epilog="example:\n  watcher run\n  watcher status\n\n`watcher COMMAND --help` explains a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_global_options(parser)
    parser.add_argument("--version", action="version", version=f"watcher {__version__}")
    # With `prog` given, argparse need not format a usage line (and import shutil) to find it out.
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog="watcher")
    modules = (COMMANDS[command],) if command in COMMANDS else tuple(dict.fromkeys(COMMANDS.values()))
    for name in modules:
        importlib.import_module(f"watcher.cli.{name}").add_commands(subparsers)
    return parser


def find_command(argv: Sequence[str]) -> str | None:
    """Find the first word that is neither an option nor the value of one; none where help comes first."""
    words = iter(argv)
    for word in words:
        if word in OPTIONS_WITH_VALUE:
            next(words, None)
        elif word in ("-h", "--help"):
            return None
        elif not word.startswith("-"):
            return word
    return None


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
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that has no UTF-8 ends no command
    try:
        try:
            return _run(sys.argv[1:] if argv is None else argv)
        finally:
            sys.stdout.flush()  # here, where its failure can still be told
    except WatcherError as error:
        print(f"watcher: {_make_lines_visible(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130  # 128 + SIGINT, as a shell reports it
    except BrokenPipeError:
        # Python flushes standard output once more at exit: give it a place where that succeeds.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # 128 + SIGPIPE


def _make_lines_visible(text: str) -> str:
    """Escape what would act on a terminal: an error may quote what it was given."""
    from watcher.core.text import make_visible

    return "\n".join(make_visible(line) for line in text.split("\n"))


def _run(argv: Sequence[str]) -> int:
    arguments = build_parser(find_command(argv)).parse_args(argv)
    resolve_paths(arguments, os.environ)
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
