"""Changes to signals.toml that leave every other byte of it as it was, its comments and order with it.

    text -> text with an addition, which reads as the old tables and the new ones, nothing else
         -> a file beside the old one, which must load -> the old one's place, in one step

Tables are added as text, because a parser that writes the file anew moves the comments between tables.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from watcher.config.lines import LineIndex
from watcher.config.load import load
from watcher.errors import ConfigError, InputError

if TYPE_CHECKING:
    from watcher.config import Config
    from watcher.model import Example, Signal

_NO_STANCE = "none"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BLANK_LINE = re.compile(r"\A[ \t]*\r?\n")


def read_file(path: Path) -> str:
    """The text of a signals.toml, line ends as they are; raises ConfigError unless it is sound."""
    load(path)
    return path.read_bytes().decode("utf-8")


def quote(text: str) -> str:
    r"""Write a TOML string; what cannot be seen is escaped, so that text from the network stays harmless."""
    written = json.dumps(text, ensure_ascii=False)  # its escapes are among TOML's
    return "".join(char if char.isprintable() else _escape(char) for char in written)


def _escape(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08X}"


def render_table(header: str, table: Mapping[str, object]) -> str:
    """Write a table of texts, and of tables of texts, under its header: `[[feeds]]`."""
    lines = [header]
    for key, value in table.items():
        if isinstance(value, Mapping):
            written = ", ".join(f"{_render_key(name)} = {quote(str(text))}" for name, text in value.items())
            lines.append(f"{_render_key(key)} = {{ {written} }}")
        else:
            lines.append(f"{_render_key(key)} = {quote(str(value))}")
    return "\n".join(lines) + "\n"


def _render_key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else quote(key)


def render_example(signal_id: str, example: Example) -> str:
    """Write an example as a table of its own."""
    lines = [f"[[signals.{signal_id}.examples]]"]
    lines += [
        f"{key} = {quote(value)}" for key, value in _make_table(example).items() if value or key == "title"
    ]
    return "\n".join(lines) + "\n"


def find_example(signal: Signal, example: Example) -> int | None:
    """The index of an example of the same text, whatever its stance; None when there is none."""
    wanted = _fold(example)
    return next((number for number, one in enumerate(signal.examples) if _fold(one) == wanted), None)


def _fold(example: Example) -> tuple[str, ...]:
    return tuple(" ".join(text.split()).casefold() for text in (example.title, example.summary))


def find_line(text: str, *path: str | int) -> int | None:
    """The line (from 1) on which something of the file stands."""
    return LineIndex(text.removeprefix("\ufeff")).line_of(path)


def add_tables(text: str, addition: str) -> str:
    """Append tables to the end of the file; raises InputError where they cannot stand beside what is there.

    `addition` ends its lines with a plain line feed.
    """
    expected = _read(text)
    try:
        _lay_over(expected, _read(addition))
        return _check(_splice(text, len(text), addition), expected)
    except (ValueError, _ClashError) as error:
        raise InputError(
            f"the new tables cannot be added ({error}); add them by hand:\n\n{addition}"
        ) from error


def add_example(text: str, signal_id: str, example: Example) -> str:
    """Add an example behind the last one of its signal; raises InputError where it cannot be placed."""
    expected = _read(text)
    expected["signals"][signal_id].setdefault("examples", []).append(_make_table(example))
    for attempt in (_insert_table, _extend_array):
        with suppress(ValueError, TypeError, TOMLKitError):  # written in another way: the next may fit
            return _check(attempt(text, signal_id, example), expected)
    raise InputError(
        f"the examples of {signal_id} are written in a way that cannot be added to; "
        f"add this one by hand:\n\n{render_example(signal_id, example)}"
    )


def remove_feed(text: str, number: int) -> str:
    """Take out the [[feeds]] table of that number, from 0; raises InputError where it cannot be taken out.

    Comments within the table go with it; those above it stay.
    """
    expected = _read(text)
    table = expected["feeds"].pop(number)
    if not expected["feeds"]:
        del expected["feeds"]
    place = ("feeds", number)
    end = _find_table_end(text, place, {"feeds": [table]})
    line = find_line(text, *place)
    if end is not None and line is not None:
        start = len(text) - len(text.removeprefix("\ufeff"))
        start += sum(len(one) + 1 for one in text[start:].split("\n")[: line - 1])
        behind = _BLANK_LINE.sub("", text[end:].removeprefix("\n"), count=1)
        with suppress(ValueError):  # two things share these lines
            return _check(text[:start] + behind, expected)
    raise InputError(
        f"the feed on line {line} is written in a way that cannot be undone; take it out by hand"
    )


def write_file(path: Path, before: str, after: str) -> Config:
    """Put `after` in the place of `before` in one step, if it loads; answers what it says.

    Raises ConfigError or InputError, the file left as it was, when `after` is faulty, when somebody else
    has changed the file since `before` was read, or when it cannot be written.
    """
    target = Path(os.path.realpath(path))  # a link stays a link
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", suffix=".new", delete=False
        ) as file:
            beside = Path(file.name)
            file.write(after.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        config = load(beside)
        if target.read_bytes() != before.encode("utf-8"):
            raise InputError(
                f"{path} was changed by somebody else meanwhile, and is left as it is; try again"
            )
        shutil.copymode(target, beside)
        beside.replace(target)
    except ConfigError as error:
        # The lines of a text that nobody gets to see would mislead.
        raise ConfigError(path, tuple(fault._replace(line=None) for fault in error.faults)) from None
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); it is left as it was") from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)
    return replace(config, path=path)


class _ClashError(Exception):
    """Two things of one name."""


def _make_table(example: Example) -> dict[str, str]:
    table = {"title": example.title, "summary": example.summary}
    if not example.summary:
        del table["summary"]
    return {**table, "stance": example.stance.value if example.stance else _NO_STANCE}


def _read(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix("\ufeff"))


def _check(text: str, expected: Mapping[str, object]) -> str:
    """Hold an edited text against what it should say."""
    if _read(text) != expected:
        raise ValueError("the edited file would say something else")
    return text


def _lay_over(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        if key not in below:
            below[key] = deepcopy(value)
        elif isinstance(value, dict) and isinstance(below[key], dict):
            _lay_over(below[key], value)
        elif _are_tables(value) and _are_tables(below[key]):
            below[key] += deepcopy(value)
        else:
            raise _ClashError(f"{key!r} is there already")


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(element, dict) for element in value)


def _insert_table(text: str, signal_id: str, example: Example) -> str:
    return _splice(text, _find_end(text, signal_id), render_example(signal_id, example))


def _find_end(text: str, signal_id: str) -> int:
    """Where the last table of a signal ends, comments behind it left out; else where the file does."""
    signal = _read(text)["signals"][signal_id]
    place: tuple[str | int, ...] = ("signals", signal_id)
    content = signal
    for array in ("examples", "patterns"):
        if signal.get(array):
            number = len(signal[array]) - 1
            place, content = (*place, array, number), {array: [signal[array][number]]}
            break
    end = _find_table_end(text, place, {"signals": {signal_id: content}})
    return len(text) if end is None else end


def _find_table_end(text: str, place: tuple[str | int, ...], expected: Mapping[str, object]) -> int | None:
    """Where the shortest run of lines from the table's header on ends that says all that is expected."""
    first = find_line(text, *place)
    if first is None:
        return None
    lines = text.removeprefix("\ufeff").split("\n")
    for last in range(first, len(lines) + 1):
        try:
            told = tomllib.loads("\n".join(lines[first - 1 : last]).rstrip("\r"))
        except ValueError:  # the run ends within a value, or goes on into what cannot stand here
            continue
        if told == expected:
            skipped = len(text) - len(text.removeprefix("\ufeff"))
            return skipped + len("\n".join(lines[:last]))
    return None


def _splice(text: str, at: int, addition: str) -> str:
    """Put tables behind what ends at `at`, a blank line before them, with the line ends of the file."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    before, behind = text[:at].removesuffix("\r"), text[at:]
    missing = 0 if not before or before.endswith(2 * line_end) else 1 if before.endswith(line_end) else 2
    added = missing * "\n" + addition
    if behind:
        added = added.removesuffix("\n") + "\n"
        behind = behind.removeprefix("\n")
    return before + added.replace("\n", line_end) + behind


def _extend_array(text: str, signal_id: str, example: Example) -> str:
    """Add to examples that are written as an array of inline tables."""
    document = tomlkit.parse(text)
    table = tomlkit.inline_table()
    table.update(_make_table(example))
    signals: Any = document["signals"]
    signals[signal_id]["examples"].append(table)
    return tomlkit.dumps(document)
