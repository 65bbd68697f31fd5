"""The signals of signals.toml, for what only a definition can tell: what would change a status."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from watcher.config import load_config
from watcher.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from watcher.model import Signal


class Definitions:
    """Reads the file when it changed; while it is missing or wrong, no signal is known.

    Requests run in several threads, hence the lock.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._read: tuple[int, int] | None = None
        self._signals: Mapping[str, Signal] = {}

    def get_signal(self, signal_id: str) -> Signal | None:
        """Give a signal's definition as the file has it now."""
        with self._lock:
            self._refresh()
            return self._signals.get(signal_id)

    def _refresh(self) -> None:
        try:
            stat = self._path.stat()
        except OSError:
            self._read, self._signals = None, {}
            return
        version = (stat.st_mtime_ns, stat.st_size)
        if version == self._read:
            return
        try:
            self._signals = load_config(self._path).signals
        except ConfigError:
            self._signals = {}
        self._read = version
