"""Which process holds a state folder: one watcher at a time polls for it, and its lock dies with it.

Nothing slow is imported here: `watcher status` asks it.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOCK_NAME = "watcher.lock"


def find_holder(state: Path) -> int | None:
    """Find the pid of the process that holds the folder; None when none does, however the last one ended.

    To look, the lock is shared for an instant, so who takes it must try more than once.
    """
    try:
        descriptor = os.open(state / LOCK_NAME, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return read_holder(descriptor)
    except OSError:  # a file system without locks
        return None
    finally:
        os.close(descriptor)
    return None


def read_holder(descriptor: int) -> int | None:
    """Read the pid that the holder wrote into the open lock file."""
    with suppress(ValueError):
        return int(os.pread(descriptor, 32, 0))
    return None
