"""On which line of a TOML text each key and each element stands.

tomllib gives values without their places.  This index is built only when a fault is to be shown, from a
text that tomllib has already accepted, so it need not recognise what is wrong, only find what is there.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


class LineIndex:
    """The lines of a valid TOML text, by path: table keys as text, elements of arrays by number."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]
        self._lines: dict[Path, int] = {}
        self._table_counts: dict[Path, int] = {}
        # Arrays nested so deeply hold nothing the schema knows: what was indexed so far is enough.
        with suppress(RecursionError):
            self._index_document()

    def line_of(self, path: Sequence[str | int]) -> int | None:
        """Give the line (from 1) of `path`, or of the nearest thing around it; None when there is none."""
        for length in range(len(path), 0, -1):
            line = self._lines.get(tuple(path[:length]))
            if line is not None:
                return line
        return None

    def _index_document(self) -> None:
        table: Path = ()
        at = self._skip(_BLANK, 0)
        while at < len(self._text):
            if self._text.startswith("[[", at):
                keys, end = self._read_key(at + 2)
                table = self._open_element(keys, at)
                at = end + 2
            elif self._text[at] == "[":
                keys, end = self._read_key(at + 1)
                table = self._resolve(keys)
                self._note(table, at, within=len(table) - len(keys))
                at = end + 1
            else:
                at = self._index_pair(table, at)
            at = self._skip(_BLANK, at)

    def _open_element(self, keys: tuple[str, ...], at: int) -> Path:
        """Start the next element of an array of tables."""
        array = (*self._resolve(keys[:-1]), keys[-1])
        number = self._table_counts.get(array, 0)
        self._table_counts[array] = number + 1
        element = (*array, number)
        self._note(element, at, within=0)
        return element

    def _resolve(self, keys: tuple[str, ...]) -> Path:
        """Turn the keys of a header into a path: an array of tables means its latest element."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self._table_counts:
                path = (*path, self._table_counts[path] - 1)
        return path

    def _index_pair(self, table: Path, at: int) -> int:
        keys, equals = self._read_key(at)
        path = (*table, *keys)
        self._note(path, at, within=len(table))
        return self._index_value(path, self._skip(_SPACE, equals + 1))

    def _index_value(self, path: Path, at: int) -> int:
        """Index the value that starts at `at`; gives where it ends."""
        if self._text[at] == "[":
            return self._index_array(path, at)
        if self._text[at] == "{":
            return self._index_inline_table(path, at)
        string = _STRING.match(self._text, at)
        return string.end() if string else self._skip(_SCALAR, at)

    def _index_array(self, path: Path, at: int) -> int:
        at = self._skip(_BLANK, at + 1)
        number = 0
        while self._text[at] != "]":
            element = (*path, number)
            self._note(element, at, within=len(path))
            at = self._skip(_BLANK, self._index_value(element, at))
            if self._text[at] == ",":
                at = self._skip(_BLANK, at + 1)
            number += 1
        return at + 1

    def _index_inline_table(self, path: Path, at: int) -> int:
        at = self._skip(_BLANK, at + 1)
        while self._text[at] != "}":
            at = self._skip(_BLANK, self._index_pair(path, at))
            if self._text[at] == ",":
                at = self._skip(_BLANK, at + 1)
        return at + 1

    def _read_key(self, at: int) -> tuple[tuple[str, ...], int]:
        """Read a dotted key; gives its parts and where the `=` or `]` after it stands."""
        parts: list[str] = []
        while True:
            at = self._skip(_SPACE, at)
            bare = _BARE_KEY.match(self._text, at)
            if bare:
                parts.append(bare.group())
                at = bare.end()
            else:
                end = self._skip(_STRING, at)
                parts.append(tomllib.loads(f"key = {self._text[at:end]}")["key"])
                at = end
            at = self._skip(_SPACE, at)
            if self._text[at] != ".":
                return tuple(parts), at
            at += 1

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self._text, at)
        return match.end() if match else at

    def _note(self, path: Path, at: int, *, within: int) -> None:
        """Remember the line of `path` and of the tables that it opens on the way, below depth `within`."""
        line = bisect_right(self._starts, at)
        for length in range(within + 1, len(path) + 1):
            self._lines.setdefault(path[:length], line)
