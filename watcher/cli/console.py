"""The one way in which commands get a rich console: plain when not on a terminal, never parsing markup."""

from __future__ import annotations

from rich.console import Console


def open_console() -> Console:
    """Open a console on standard output.

    rich drops colour by itself when the output is no terminal or NO_COLOR is set.  Markup, emoji codes
    and highlighting are off, because cells hold text from the network.  Off a terminal the width is
    that of the content, so that a pipe gets whole words.
    """
    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = 240
    return console
