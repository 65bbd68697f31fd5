"""`watcher init`: a starter signals.toml and a state folder, in a folder of your choice."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.command import add_command

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers


def add_commands(subparsers: Subparsers) -> None:
    """Add `init`."""
    parser = add_command(
        subparsers,
        "init",
        summary="write a commented signals.toml and a state folder to start from",
        description=(
            "Writes DIR/signals.toml and DIR/state/, or without DIR the paths of --config and --state.\n"
            "What exists is never overwritten."
        ),
        example="watcher init\nwatcher init my-desk && cd my-desk && watcher check",
        run=run_init,
    )
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to write (default: here)")


def run_init(arguments: argparse.Namespace) -> int:
    """Write the starter and say what to do next."""
    from watcher.errors import InputError

    config: Path = arguments.config
    state: Path = arguments.state
    if arguments.folder is not None:
        config, state = arguments.folder / "signals.toml", arguments.folder / "state"
    try:
        config.parent.mkdir(parents=True, exist_ok=True)
        with config.open("x", encoding="utf-8") as file:
            file.write(read_starter())
        state.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"{error.filename} exists, and is left as it is; name another folder") from error
    except OSError as error:
        raise InputError(
            f"{error.filename} cannot be written ({error.strerror}); name another folder"
        ) from error
    print(f"Wrote {config} and {state}/.")
    here = "" if config.parent == Path() else f"cd {shlex.quote(str(config.parent))}\n  "
    if (config.name, state) != ("signals.toml", config.parent / "state"):
        here = f"export WATCHER_CONFIG={shlex.quote(str(config))} WATCHER_STATE={shlex.quote(str(state))}\n  "
    print(f"Next:\n  {here}watcher check    # does the signal judge its examples rightly?")
    print("  watcher run      # poll, judge, tell; stop it with Ctrl-C")
    print("  watcher status   # where each signal stands")
    return 0


def read_starter() -> str:
    """Give the text of the starter that lies in the package."""
    from importlib.resources import files

    return (files("watcher.config") / "starter.toml").read_text(encoding="utf-8")
