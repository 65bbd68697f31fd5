"""Reading articles from JSON lines: one object a line, with the fields that `watcher judge --help` lists."""

from __future__ import annotations

import gzip
import json
import sys
from codecs import BOM_UTF8
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from watcher.errors import InputError
from watcher.model import Article, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STANDARD_INPUT = "-"
TEXT_FIELDS = ("title", "summary", "text", "url", "outlet")


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article of a file with its labels (signal id -> stance); `is_sure` false marks an arguable label."""

    article: Article
    labels: Mapping[str, Stance] = field(default_factory=dict)
    is_sure: bool = True


def read_articles(path: str) -> Iterator[LabelledArticle]:
    """Read the articles of a file (`-` is standard input, `.gz` is unpacked) as they come.

    Raises InputError that names file, line and remedy, at the first line that cannot be used.
    """
    seen: set[str] = set()
    with open_lines(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            place = f"{'standard input' if path == STANDARD_INPUT else path}, line {number}"
            labelled = parse_article(line, place)
            key = labelled.article.key
            if key in seen:
                raise InputError(f"{place}: id {key!r} stands in an earlier line too; ids must differ")
            seen.add(key)
            yield labelled


@contextmanager
def open_lines(path: str) -> Iterator[Iterable[bytes]]:
    """Open a file of lines, raising InputError where it cannot be read."""
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        with gzip.open(path) if path.endswith(".gz") else Path(path).open("rb") as lines:
            yield lines
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be read: {reason}") from error


def parse_article(line: bytes | str, place: str) -> LabelledArticle:
    """Turn one JSON object into an article; `place` is what an error calls it."""
    try:
        # Decoded here, because json would first guess the encoding of each line.
        fields = json.loads(line.removeprefix(BOM_UTF8).decode() if isinstance(line, bytes) else line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: this is not JSON ({error}); give one JSON object a line") from error
    if not isinstance(fields, dict):
        raise InputError(f"{place}: found {_kind(fields)}; give one JSON object a line")
    key = fields.get("id")
    if not isinstance(key, str) or not key:
        raise InputError(f"{place}: id: found {_kind(key)}; give a text that no other line has")
    texts: dict[str, str | None] = {}
    for name in TEXT_FIELDS:
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            raise InputError(f"{place}: {name}: found {_kind(value)}; give a text, or leave it out")
        texts[name] = value
    article = Article(
        key=key,
        title=texts["title"] or "",
        summary=texts["summary"] or "",
        text=texts["text"] or "",
        url=texts["url"],
        outlet=_find_domain(texts["outlet"], texts["url"]),
        published_at=_parse_instant(fields.get("published"), place),
    )
    return LabelledArticle(
        article, _parse_labels(fields.get("labels"), place), fields.get("sure", True) is not False
    )


def _find_domain(outlet: str | None, url: str | None) -> str | None:
    """Give the outlet's domain: archives often name a feed or a title there, where the address tells more."""
    if url is None or (outlet and "." in outlet and " " not in outlet):
        return outlet
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return outlet
    return host.removeprefix("www.") if host else outlet


def _parse_instant(value: object, place: str) -> datetime | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(cast("str", value))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise InputError(
            f"{place}: published: found {value!r}; give ISO 8601, such as 2026-03-05T14:30:00Z"
        ) from error


def _parse_labels(value: object, place: str) -> Mapping[str, Stance]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError(f"{place}: labels: found {_kind(value)}; give an object of signal id and stance")
    labels: dict[str, Stance] = {}
    for signal_id, stance in value.items():
        try:
            labels[signal_id] = Stance(stance)
        except ValueError as error:
            allowed = ", ".join(Stance)
            raise InputError(
                f"{place}: labels: found {stance!r} for {signal_id}; allowed: {allowed}"
            ) from error
    return labels


def _kind(value: object) -> str:
    """Name the JSON type of a value."""
    names = {
        dict: "an object",
        list: "a list",
        str: "an empty text",
        bool: "true or false",
        type(None): "nothing",
    }
    return names.get(type(value), "a number")
