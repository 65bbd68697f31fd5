"""Faults that lie between tables: names that point nowhere, and feeds that stand twice.

They are sought in what tomllib read, whether or not the tables are valid, so that one run tells all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import ValidationError

from watcher.config.faults import Fault, show, suggest
from watcher.config.signals import SignalTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from watcher.config.lines import Path

_ENTITY_SLOTS = ("actor", "object", "place", "competitors")
_SINGLE_NAMES = frozenset({"outlet", "channel", "escalate_to"})


def find_reference_faults(document: Mapping[str, object]) -> Iterator[Fault]:
    """Find every fault between tables of a parsed file."""
    outlets = _tables(document, "outlets")
    entities = _tables(document, "entities")
    signals = _tables(document, "signals")
    channels = _tables(document, "channels") or {"console": {}}
    yield from _find_duplicate_feeds(document)
    process = document.get("watcher")
    if isinstance(process, dict):
        yield from _find_dangling(process, "trouble_channels", channels, "[channels.{}]", ("watcher",))
    for number, feed in _elements(document, "feeds"):
        yield from _find_dangling(feed, "outlet", outlets, '[outlets."{}"]', ("feeds", number))
    for id_, signal in signals.items():
        for slot in _ENTITY_SLOTS:
            yield from _find_dangling(signal, slot, entities, "[entities.{}]", ("signals", id_))
        for number, pattern in _elements(signal, "patterns"):
            place = ("signals", id_, "patterns", number)
            yield from _find_dangling(pattern, "actor", entities, "[entities.{}]", place)
        yield from _find_dangling(signal, "official", outlets, '[outlets."{}"]', ("signals", id_))
        yield from _find_faults_within(id_, signal)
    for number, route in _elements(document, "routes"):
        for key in ("channel", "escalate_to"):
            yield from _find_dangling(route, key, channels, "[channels.{}]", ("routes", number))
        yield from _find_dangling(route, "signals", signals, "[signals.{}]", ("routes", number))


def name_elements(document: Mapping[str, object]) -> dict[tuple[str, int], str]:
    """Say by what each element of an array is known: a feed by its address, a route by its channel."""
    names = {}
    for array, key in (("feeds", "url"), ("routes", "channel")):
        for number, element in _elements(document, array):
            value = element.get(key)
            if isinstance(value, str):
                names[array, number] = show(value).strip("'\"")
    return names


def _find_dangling(
    table: Mapping[str, object], key: str, known: Mapping[str, object], header: str, within: Path
) -> Iterator[Fault]:
    """Find the names under `key` (one text, or where the schema has it an array) that no table has."""
    value = table.get(key)
    named: list[tuple[int | None, object]] = [(None, value)]
    if isinstance(value, list) and key not in _SINGLE_NAMES:
        named = list(enumerate(value))
    for number, name in named:
        if isinstance(name, str) and name not in known:
            path = (*within, key) if number is None else (*within, key, number)
            missing = header.format(name) if name.isprintable() else header.format("...")
            guess = suggest(name, known)
            remedy = f"{guess}otherwise write {missing}" if guess else f"what has a table: write {missing}"
            yield Fault(path, f"{show(name)}: there is no such table", remedy)


def _find_duplicate_feeds(document: Mapping[str, object]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, feed in _elements(document, "feeds"):
        url = feed.get("url")
        if not isinstance(url, str):
            continue
        earlier = first.setdefault(normalize_address(url), number)
        if earlier != number:
            yield Fault(
                ("feeds", number, "url"), f"{show(url)}: feeds[{earlier}] has it too", "each address once"
            )


def normalize_address(url: str) -> str:
    """Fold what makes no difference to a server: the case of scheme and host, the default port."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    default = {"http": 80, "https": 443}.get(parts.scheme)
    host = parts.hostname or ""
    netloc = host if port in (None, default) else f"{host}:{port}"
    return parts._replace(netloc=netloc, path=parts.path or "/", fragment="").geturl()


def _find_faults_within(id_: str, signal: Mapping[str, object]) -> Iterator[Fault]:
    """Ask a signal for what its types cannot say, leaving out the keys that are wrong in themselves."""
    table = dict(signal)
    try:
        parsed = SignalTable.model_validate(table)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            table.pop(str(detail["loc"][0]), None)
        try:
            parsed = SignalTable.model_validate(table)
        except ValidationError:
            return  # a required key is among the wrong ones: those faults are told already
    for key, found, allowed in parsed.find_faults():
        steps = tuple(int(step) if step.isdecimal() else step for step in key.split("."))
        yield Fault(("signals", id_, *steps), found, allowed)


def _tables(document: Mapping[str, object], key: str) -> dict[str, Mapping[str, object]]:
    value = document.get(key)
    if not isinstance(value, dict):
        return {}
    return {name: table for name, table in value.items() if isinstance(table, dict)}


def _elements(document: Mapping[str, object], key: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    value = document.get(key)
    if isinstance(value, list):
        for number, element in enumerate(value):
            if isinstance(element, dict):
                yield number, element
