from __future__ import annotations

import gzip
import json
from codecs import BOM_UTF8
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from watcher.cli.articles import parse_article, read_articles
from watcher.errors import InputError
from watcher.model import Article, Stance

if TYPE_CHECKING:
    from pathlib import Path

FULL = {
    "id": "a1",
    "title": "A title",
    "summary": "A lead.",
    "text": "A body.",
    "published": "2026-03-05T14:30:00+01:00",
    "outlet": "press.example",
    "url": "https://press.example/1",
    "labels": {"dpa-invoked": "denies"},
    "sure": False,
}


def test_every_field_is_read() -> None:
    labelled = parse_article(json.dumps(FULL), "here")
    assert labelled.article == Article(
        key="a1",
        title="A title",
        summary="A lead.",
        text="A body.",
        url="https://press.example/1",
        outlet="press.example",
        published_at=datetime(2026, 3, 5, 13, 30, tzinfo=UTC),
    )
    assert labelled.labels == {"dpa-invoked": Stance.DENIES}
    assert not labelled.is_sure


@pytest.mark.parametrize(
    ("line", "published_at"),
    [
        ('{"id": "1"}', None),
        ('{"id": "1", "published": null, "title": null, "labels": null, "unknown": 3}', None),
        ('{"id": "1", "published": "2026-03-05"}', datetime(2026, 3, 5, tzinfo=UTC)),
        ('{"id": "1", "published": "2026-03-05T14:30:00Z"}', datetime(2026, 3, 5, 14, 30, tzinfo=UTC)),
        ('{"id": "1", "published": "2026-03-05T14:30:00"}', datetime(2026, 3, 5, 14, 30, tzinfo=UTC)),
    ],
)
def test_what_is_absent_is_empty_and_what_has_no_zone_is_utc(
    line: str, published_at: datetime | None
) -> None:
    assert parse_article(line, "here").article == Article(key="1", title="", published_at=published_at)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nonsense", "this is not JSON"),
        ('{"id": "1"', "this is not JSON"),
        ("[]", "found a list; give one JSON object a line"),
        ("3", "found a number"),
        ("{}", "id: found nothing"),
        ('{"id": ""}', "id: found an empty text"),
        ('{"id": 7}', "id: found a number"),
        ('{"id": "1", "title": ["x"]}', "title: found a list; give a text"),
        ('{"id": "1", "published": "yesterday"}', "published: found 'yesterday'; give ISO 8601"),
        ('{"id": "1", "published": "0001-01-01T00:00:00+14:00"}', "published: found '0001-01-01"),
        ("[" * 100_000, "this is not JSON"),
        ('{"id": "1", "published": 20260305}', "published: found 20260305; give ISO 8601"),
        ('{"id": "1", "labels": ["x"]}', "labels: found a list"),
        ('{"id": "1", "labels": {"s": "maybe"}}', "found 'maybe' for s; allowed: anticipates, confirms"),
        ('{"id": "1", "labels": {"s": null}}', "found None for s"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_with_its_place_and_the_remedy(line: str, complaint: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_article(line, "file.jsonl, line 3")
    assert str(raised.value).startswith("file.jsonl, line 3: ")
    assert complaint in str(raised.value)


@pytest.mark.parametrize(
    ("outlet", "url", "domain"),
    [
        ("press.example", "https://wire.example/1", "press.example"),
        ("The Press: politics", "https://www.press.example/1", "press.example"),
        ("Press.example Politics", "https://press.example/1", "press.example"),
        (None, "https://press.example/1", "press.example"),
        ("The Press", None, "The Press"),
        ("The Press", "not an address", "The Press"),
        ("The Press", "https://[broken", "The Press"),
        (None, None, None),
    ],
)
def test_an_outlet_that_is_no_domain_is_taken_from_the_address(
    outlet: str | None, url: str | None, domain: str | None
) -> None:
    line = json.dumps({"id": "1", "outlet": outlet, "url": url})
    assert parse_article(line, "here").article.outlet == domain


def test_a_file_is_read_line_by_line_packed_or_not(tmp_path: Path) -> None:
    lines = BOM_UTF8 + b'{"id": "1"}\n\n  \n{"id": "2"}'
    (tmp_path / "a.jsonl").write_bytes(lines)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    for name in ("a.jsonl", "a.jsonl.gz"):
        assert [one.article.key for one in read_articles(str(tmp_path / name))] == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "body", "complaint"),
    [
        ("absent.jsonl", None, "No such file"),
        ("twice.jsonl", b'{"id": "1"}\n{"id": "1"}\n', "line 2: id '1' stands in an earlier line too"),
        ("not.utf8.jsonl", b'{"id": "\xff"}\n', "line 1: this is not JSON"),
        ("not.packed.jsonl.gz", b'{"id": "1"}\n', "cannot be read"),
        ("cut.jsonl.gz", gzip.compress(b'{"id": "1"}\n', mtime=0)[:-4], "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(
    tmp_path: Path, name: str, body: bytes | None, complaint: str
) -> None:
    if body is not None:
        (tmp_path / name).write_bytes(body)
    with pytest.raises(InputError) as raised:
        list(read_articles(str(tmp_path / name)))
    assert name in str(raised.value)
    assert complaint in str(raised.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_articles(str(tmp_path)))
