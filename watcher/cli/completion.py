"""`watcher completion`: a script that lets the shell complete commands and options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers

SHELLS = ("bash", "zsh", "tcsh")


def add_commands(subparsers: Subparsers) -> None:
    """Add `completion`."""
    parser = add_command(
        subparsers,
        "completion",
        summary="print the completion script of a shell",
        description="Save what it prints where your shell looks for completions, or load it at once.",
        example=(
            'eval "$(watcher completion bash)"\n'
            "watcher completion bash > ~/.local/share/bash-completion/completions/watcher\n"
            "watcher completion zsh > ~/.zfunc/_watcher"
        ),
        run=run_completion,
    )
    parser.add_argument("shell", choices=SHELLS, help="the shell to complete for")


def run_completion(arguments: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from watcher.cli.main import build_parser

    print(shtab.complete(build_parser(), arguments.shell))
    return 0
