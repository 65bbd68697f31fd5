"""What feeds as they are found state, and whether we read the same; the cases are data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from watcher.feeds.dates import parse_date
from watcher.feeds.parse import parse_feed
from watcher.feeds.plaintext import drop_breaks

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.model import Entry

CASES: Final = Path(__file__).parents[1] / "data" / "reading"
URL: Final = "https://example.org/feeds/all.xml"
WRAPPERS: Final = {
    "rss": (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>C</title><item>{}</item>'
        "</channel></rss>"
    ),
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title><entry>{}</entry></feed>',
    "json": '{{"version": "https://jsonfeed.org/version/1.1", "title": "C", "items": [{}]}}',
}


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))


DATES: Final = load("dates.toml")
UNREADABLE: Final[list[str]] = DATES.pop("unreadable")["texts"]
FEEDS: Final[list[dict[str, Any]]] = load("feeds.toml")["feeds"]


@pytest.mark.parametrize(("text", "at"), [date for group in DATES.values() for date in group.items()])
def test_a_date_is_the_instant_that_it_states(text: str, at: datetime) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.replace(microsecond=0) == at


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_states_no_instant_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("case", FEEDS, ids=[case["name"] for case in FEEDS])
def test_a_feed_is_read_as_it_states(case: dict[str, Any]) -> None:
    parsed = parse_feed(make_body(case), case.get("content_type"), case.get("url", URL))
    assert (parsed.error is not None) == case.get("error", False)
    expected = case.get("entries", [case["entry"]] if "entry" in case else [])
    found = [list_facts(entry) for entry in parsed.entries]
    assert len(found) == len(expected)
    assert [
        {name: facts[name] for name in stated} for facts, stated in zip(found, expected, strict=True)
    ] == [*expected]


def make_body(case: dict[str, Any]) -> bytes:
    wrapped = next((text.format(case[kind]) for kind, text in WRAPPERS.items() if kind in case), None)
    return str(wrapped or case["body"]).encode(case.get("charset", "utf-8"))


def list_facts(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.guid or "",
        "link": entry.link or "",
        "title": drop_breaks(entry.title or ""),
        "summary": drop_breaks(entry.summary or ""),
        "content": drop_breaks(entry.content or ""),
        "published": entry.published_at or "",
    }
