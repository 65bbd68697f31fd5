"""Read-only connections, as the CLI and the web use them.

Nothing heavy is imported here: a command that only reads must start in a blink.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def open_reader(path: Path) -> sqlite3.Connection:
    """Open the database for reading; every attempt to write through it fails.

    Raises StoreMissingError, StoreNewerError, StoreDamagedError, StoreReadOnlyError or StoreBusyError.
    """
    raise NotImplementedError
