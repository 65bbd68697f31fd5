"""The errors Watcher raises on purpose, and what a caller can do about each.

    WatcherError                  anything below; `exit_code` is what the CLI leaves with
    ├── ConfigError               signals.toml is wrong: `faults` lists every fault with its place
    ├── InputError                an argument or an input file is wrong (usage: exit 2)
    ├── StoreError                the database could not do what was asked
    │   ├── StoreMissingError     there is no database yet
    │   ├── StoreBusyError        another process held the write lock too long: try again
    │   ├── StoreFullError        the disk is full: make room, then try again
    │   ├── StoreReadOnlyError    the folder or the file may not be written
    │   ├── StoreDamagedError     the file is not a sound SQLite database: restore a backup
    │   └── StoreNewerError       written by a newer Watcher: upgrade, the file is left untouched
    ├── InstanceRunningError      another watcher works on this database (`pid`)
    └── DeliveryError             a channel did not take a message; `permanent` says whether to retry

Outcomes of fetching and parsing are values (`FetchResult`, `ParsedFeed`), never exceptions: one bad
feed cannot stop the batch.  Errors of foreign libraries are wrapped at the border, cause chained, and
their text never carries a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path


class WatcherError(Exception):
    """Root of the tree; its text is fit to be shown to a user."""

    exit_code = 1


class ConfigFault(NamedTuple):
    """One thing wrong in signals.toml; no dataclass, because every command imports this module.

    `key` is the dotted place (`signals.dpa-invoked.since`), `line` counts from 1 and is None when the
    place has no line of its own (a missing file), `found` and `allowed` are short phrases.
    """

    key: str
    found: str
    allowed: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line is not None else ""
        return f"{place}{self.key}: found {self.found}; allowed: {self.allowed}"


class ConfigError(WatcherError):
    """signals.toml cannot be used; carries every fault found in one run."""

    def __init__(self, path: Path, faults: tuple[ConfigFault, ...]) -> None:
        self.path = path
        self.faults = faults
        count = f"{len(faults)} fault" + ("" if len(faults) == 1 else "s")
        super().__init__("\n".join([f"{path}: {count}", *(f"  {fault}" for fault in faults)]))


class InputError(WatcherError):
    """An argument, or a line of an input file, cannot be used; the text names it and the remedy."""

    exit_code = 2


class StoreError(WatcherError):
    """The database could not do what was asked; nothing was half written."""


class StoreMissingError(StoreError):
    """There is no database at the given path yet."""


class StoreBusyError(StoreError):
    """Another process kept the write lock longer than the busy timeout."""


class StoreFullError(StoreError):
    """The disk, or the quota, is full."""


class StoreReadOnlyError(StoreError):
    """The state folder or the database file may not be written."""


class StoreDamagedError(StoreError):
    """The file is not a sound SQLite database."""


class StoreNewerError(StoreError):
    """The schema is newer than this program knows; the file was not touched."""


class InstanceRunningError(WatcherError):
    """Another watcher already works on this database."""

    def __init__(self, database: Path, pid: int | None) -> None:
        self.pid = pid
        holder = f"pid {pid}" if pid is not None else "a process of unknown pid"
        super().__init__(f"{database} is already served by {holder}; stop it first, or use another --state")


class DeliveryError(WatcherError):
    """A channel did not take a message.

    `permanent` is true when trying again cannot help (a revoked webhook, a refused recipient).
    `retry_after` is the span the receiver asked for, never shortened by us: it holds the whole channel.
    `accepted` are the recipients who did get the message all the same.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool,
        retry_after: timedelta | None = None,
        accepted: tuple[str, ...] = (),
    ) -> None:
        self.permanent = permanent
        self.retry_after = retry_after
        self.accepted = accepted
        super().__init__(reason)
