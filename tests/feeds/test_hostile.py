"""Hostile feeds stay inside their bounds: nothing raised, nothing opened, 2 s of processor, 150 MB."""

from __future__ import annotations

import json
import random  # noqa: TID251  # only seeded: the same damage in every run
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import REPOSITORY
from tests.feeds.damage import mutate
from tests.feeds.probe import SOURCES
from watcher.feeds.parse import parse_feed
from watcher.feeds.readers import parse_body

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CPU_LIMIT = 2.0  # seconds
MEMORY_LIMIT = 150.0  # MB
SIZE_LIMIT = 10_000_000  # bytes: a fetch brings no more

ENTRY = "<item><title>Kept</title><guid>kept</guid></item>"


def probe(paths: list[Path], kind: str = "feed") -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.feeds.probe", kind, *map(str, paths)],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    )
    return {found["file"]: found for found in map(json.loads, done.stdout.splitlines())}


def find_faults(found: dict[str, Any]) -> list[str]:
    if "died" in found:
        return [f"died: {found['died']}"]
    faults = [f"opened {name}" for name in found["opened"]]
    if found["cpu"] > CPU_LIMIT:
        faults.append(f"took {found['cpu']:.1f} s")
    if found["memory"] > MEMORY_LIMIT:
        faults.append(f"took {found['memory']:.0f} MB")
    schemes = re.compile(r"\s*(javascript|vbscript|data|file):", re.IGNORECASE)
    faults += [f"leads to {link}" for link in found["links"] + found["urls"] if link and schemes.match(link)]
    faults += [
        f"control character in {title!r}"
        for title in found["titles"]
        if re.search(r"[\x00-\x1f\x7f-\x9f]", title or "")
    ]
    return faults


def fill(unit: str, size: int = 9_000_000) -> str:
    return unit * (size // len(unit))


def wrap(inner: str) -> str:
    return f"<rss><channel>{ENTRY}{inner}</channel></rss>"


JSON_HEAD = '{"version": "https://jsonfeed.org/version/1", "items": ['
BOMBS: dict[str, Callable[[], str]] = {
    "attributes": lambda: wrap("<item " + " ".join(f'a{n}="v"' for n in range(700_000)) + "/>"),
    "attributes of html": lambda: wrap(
        f"<item><description>&lt;a {' '.join(f'a{n}=v' for n in range(700_000))}&gt;</description></item>"
    ),
    "elements in an entry": lambda: wrap(f"<item>{fill('<a/>')}</item>"),
    "elements beside entries": lambda: wrap(fill("<a/>")),
    "empty entries": lambda: wrap(fill("<item/>")),
    "entries": lambda: wrap(fill(ENTRY)),
    "depth": lambda: wrap(f"<item>{fill('<a>')}"),
    "depth of html": lambda: wrap(f"<item><description>{fill('&lt;b&gt;')}</description></item>"),
    "closing tags of html": lambda: wrap(
        f"<item><description>{'&lt;b&gt;' * 190}{fill('&lt;/i&gt;')}</description></item>"
    ),
    "one text": lambda: wrap(f"<item><title>{fill('A')}</title></item>"),
    "references": lambda: wrap(f"<item><title>{fill('&#65;')}</title></item>"),
    "unknown references": lambda: wrap(f"<item><title>{fill('&nosuch;')}</title></item>"),
    "less-than signs": lambda: wrap(f"<item><title>{fill('< ')}</title></item>"),
    "ampersands": lambda: wrap(f"<item><title>{fill('&')}</title></item>"),
    "open tags": lambda: wrap(f"<item><title>{fill('<a ')}</title></item>"),
    "open quotes": lambda: wrap("<item><title>" + fill("<a b='") + "</title></item>"),
    "open comments": lambda: wrap(f"<item><title>{fill('<!--')}</title></item>"),
    "unquoted attributes": lambda: wrap("<item><title>" + fill("<a b=c d=e>") + "</title></item>"),
    "foreign dates": lambda: wrap(
        "".join(f"<item><pubDate>{n % 28 + 1} Q {1990 + n % 40} {n}</pubDate></item>" for n in range(90_000))
    ),
    "prefixes": lambda: wrap("".join(f"<p{n}:x/>" for n in range(900_000))),
    "json objects": lambda: JSON_HEAD + fill("{},") + "{}]}",
    "json depth": lambda: fill("["),
    "json items": lambda: JSON_HEAD + ",".join(f'{{"id": {n}}}' for n in range(600_000)) + "]}",
    "author": lambda: wrap("<item><author>" + "a." * 100_000 + "@" + "a-" * 100_000 + "</author><br></item>"),
    "noise": lambda: "\x01\x02<\x03>" * 1_000_000,
}  # fmt: skip


def test_every_bomb_stays_inside_the_bounds(tmp_path: Path) -> None:
    for name, make_text in BOMBS.items():
        (tmp_path / name).write_bytes(make_text().encode()[:SIZE_LIMIT])
    found = probe(sorted(tmp_path.iterdir()))
    assert found.keys() == BOMBS.keys()
    assert {name: faults for name in found if (faults := find_faults(found[name]))} == {}


PAGE = "<!doctype html><title>News</title><body>"
SITEMAP = (
    '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.org/a</loc>'
    "<news:news><news:title>Kept</news:title></news:news></url>"
)
OTHER_BOMBS: dict[str, dict[str, Callable[[], str]]] = {
    "json": {
        "objects": lambda: '{"items": [' + fill("{},") + "{}]}",
        "depth": lambda: '{"items": ' + fill("["),
        "titles": lambda: '{"items": [' + fill('{"title":"a"},') + "{}]}",
        "members": lambda: '{"items": [{' + ",".join(f'"k{n}":1' for n in range(400_000)) + "}]}",
        "long numbers": lambda: '{"items": [{"title":' + fill("9") + "}]}",
        "every kind": lambda: '{"results": [1, null, "a", {"id": {}}, ' + fill('{"id":[]},') + "[]]}",
    },
    "page": {
        "attributes": lambda: PAGE + "<a " + " ".join(f"a{n}=v" for n in range(700_000)) + ">x</a>",
        "depth": lambda: PAGE + fill("<div><a href=/x>t"),
        "links": lambda: PAGE + fill("<a href='/x'>t</a>"),
        "nested entries": lambda: PAGE + "<div>" * 200 + fill("text ") + "</div>" * 200,
        "small and nested": lambda: PAGE + "<div>" * 240 + "text " * 6_000,
        "paragraphs": lambda: PAGE + fill("<b><p>"),
        "open quotes": lambda: PAGE + fill("<a b='"),
        "tables": lambda: PAGE + fill("<table><tr><td><div>"),
        "dates": lambda: PAGE + "".join(f"<a href=/{n}>t<time>{n} Q 1999</time></a>" for n in range(90_000)),
        "noise": lambda: "\x01\x02<\x03>" * 1_000_000,
    },
    "sitemap": {
        "addresses": lambda: SITEMAP + fill("<url><loc>https://example.org/</loc></url>"),
        "empty addresses": lambda: SITEMAP + fill("<url/>"),
        "elements in an address": lambda: SITEMAP + "<url>" + fill("<a/>"),
        "depth": lambda: SITEMAP + fill("<url>"),
        "attributes": lambda: SITEMAP + "<url " + " ".join(f'a{n}="v"' for n in range(700_000)) + "/>",
        "indexed sitemaps": lambda: "<sitemapindex>" + fill("<sitemap><loc>https://example.org/</loc></sitemap>"),
        "entities": lambda: (
            '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
            + "]>" + SITEMAP + "<url><loc>&k;</loc></url></urlset>"
        ),
        "a file": lambda: (
            '<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY % b SYSTEM "http://127.0.0.1:9/">%b;]>'
            + SITEMAP + "<url><loc>https://example.org/&a;</loc></url></urlset>"
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHER_BOMBS)
def test_every_bomb_of_another_kind_stays_inside_the_bounds(kind: str, tmp_path: Path) -> None:
    for name, make_text in OTHER_BOMBS[kind].items():
        (tmp_path / name).write_bytes(make_text().encode()[:SIZE_LIMIT])
    found = probe(sorted(tmp_path.iterdir()), kind)
    assert found.keys() == OTHER_BOMBS[kind].keys()
    assert {name: faults for name in found if (faults := find_faults(found[name]))} == {}


@pytest.mark.parametrize("kind", ["json", "page", "sitemap"])
def test_no_mutation_of_another_kind_raises(kind: str) -> None:
    chance = random.Random(7)  # noqa: S311  # guards nothing
    whole = {
        "json": b'{"items": [{"title": "One", "url": "/1", "id": 1, "published": "2026-03-02"}, {"a": 2}]}',
        "page": f"{PAGE}<div><a href='/1'><h2>One</h2></a><time datetime='2026-03-02'></time></div>".encode(),
        "sitemap": f"{SITEMAP}</urlset>".encode(),
    }[kind]
    for _ in range(1_000):
        parsed = parse_body(SOURCES[kind], mutate(whole, chance), None, "https://example.org/")
        assert all(
            entry.link is None or not entry.link.startswith(("javascript:", "file:"))
            for entry in parsed.entries
        )


def test_every_class_of_the_hostile_generator_stays_inside_the_bounds(shared: Path, tmp_path: Path) -> None:
    script = shutil.copy(shared / "feeds" / "hostile" / "generate.py", tmp_path)
    subprocess.run([sys.executable, script], check=True, cwd=tmp_path)
    paths = sorted((tmp_path / "files").iterdir())
    found = probe([path for path in paths if path.stat().st_size <= SIZE_LIMIT * 2])
    assert len(paths) == 97
    assert {name: faults for name in found if (faults := find_faults(found[name]))} == {}


@pytest.mark.parametrize("seed", range(4))
def test_no_mutation_of_a_real_feed_raises(shared: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # guards nothing
    paths = sorted(
        path for path in (shared / "feeds").rglob("*") if path.is_file() and path.stat().st_size < 8_000
    )
    for _ in range(250):
        path = chance.choice(paths)
        parsed = parse_feed(mutate(path.read_bytes(), chance), None, "https://example.org/feed")
        assert all(
            entry.link is None or not entry.link.startswith(("javascript:", "file:"))
            for entry in parsed.entries
        )
