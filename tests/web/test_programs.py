"""What programs read: the API and its description, feeds, metrics, badges, exports."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from lxml import etree
from prometheus_client.parser import text_string_to_metric_families

from tests.store.samples import NOW, SIGNAL, add_evidence, make_article, make_change, make_evidence
from watcher.feeds.parse import parse_feed
from watcher.store.writer import TOLD
from watcher.web.application import make_board
from watcher.wiring import draw_secret, utc_now

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from watcher.store.writer import Store

EXPULSION = "tidewell-expulsion"
DESCRIPTION: dict[str, Any] = json.loads((files("watcher.web") / "openapi.json").read_bytes())


# ------------------------------------------------------------------------------------------ the API


def test_the_description_has_every_address_of_the_api(tmp_path: Path) -> None:
    board = make_board(tmp_path / "watcher.db", tmp_path / "signals.toml", utc_now, draw_secret)
    assert set(DESCRIPTION["paths"]) == {
        entry.path for entry in board.routes if entry.path.startswith("/api/")
    }


def test_the_description_is_given(demo: httpx.Client) -> None:
    assert demo.get("/api/openapi.json").json() == DESCRIPTION


SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)


@SCHEMA.parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])
def test_no_question_makes_the_api_break_its_description(
    case: schemathesis.Case[Any], demo: httpx.Client
) -> None:
    case.call_and_validate(base_url=str(demo.base_url).rstrip("/"))


@pytest.mark.parametrize(
    "asked",
    [
        {"signal": EXPULSION},
        {"signal": EXPULSION, "stance": "reverses"},
        {"outlet": "northwire.example"},
        {"origin": "Northwire Cooperative", "stance": "confirms"},
    ],
)
def test_evidence_is_narrowed_by_every_filter(demo: httpx.Client, asked: dict[str, str]) -> None:
    everything = demo.get("/api/evidence").json()["evidence"]
    answer = demo.get("/api/evidence", params=asked).json()
    expected = [hit for hit in everything if asked.items() <= hit.items()]
    assert 0 < len(expected) < len(everything)
    assert answer == {"evidence": expected, "page": 1, "next_page": None}


# -------------------------------------------------------------------------------------------- feeds


@pytest.mark.parametrize("address", ["/feed.atom", f"/signals/{EXPULSION}/feed.atom"])
def test_any_reader_can_follow_the_steps(demo: httpx.Client, address: str) -> None:
    answer = demo.get(address)
    assert answer.headers["content-type"] == "application/atom+xml"
    read = feedparser.parse(answer.content)
    assert (read.bozo, read.version) == (False, "atom10")
    newest = read.entries[0]
    assert (
        newest.title
        == "REVERSED: The Ports Ministry has expelled Tidewell's pilots from the harbour register"
        or (newest.title.startswith("REVERSED: "))
    )
    assert newest.link.endswith(f"/signals/{EXPULSION}")
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    assert read.feed.id.endswith(address)
    ours = parse_feed(answer.content, "application/atom+xml", str(answer.url))
    assert len(ours.entries) == len(read.entries)


def test_a_feed_of_hostile_reasons_is_well_formed(board: httpx.Client, store: Store) -> None:
    store.add_change(make_change(reason="</summary><script>\x00\x1b[31m\u202e]]>&amp;"), TOLD, "", NOW)
    root = etree.fromstring(board.get("/feed.atom").content)
    (summary,) = root.findall(".//{*}entry/{*}summary")
    assert "</summary><script>\\x00\\x1b[31m\\u202e]]>&amp;" in summary.text


# ------------------------------------------------------------------------------------------ metrics


def test_metrics_tell_where_each_signal_stands_and_whether_the_work_goes_on(demo: httpx.Client) -> None:
    answer = demo.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert samples["watcher_signal_status", "REVERSED", EXPULSION] == 1
    assert samples["watcher_signal_status", "CONFIRMED", EXPULSION] == 0
    assert samples["watcher_signal_evidence", EXPULSION] == 10
    assert samples[("watcher_healthy_feeds",)] == 6
    assert samples[("watcher_healthy",)] == (demo.get("/healthz").status_code == 200)


# ------------------------------------------------------------------------------------------- badges


def test_a_badge_says_signal_and_status(demo: httpx.Client) -> None:
    answer = demo.get(f"/signals/{EXPULSION}/badge.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    root = etree.fromstring(answer.content)
    assert root.get("aria-label") == f"{EXPULSION}: REVERSED"
    assert [text.text for text in root.iter("{*}text")] == [EXPULSION, "REVERSED"]
    assert demo.get("/signals/none/badge.svg").status_code == 404


# ------------------------------------------------------------------------------------------- export


def test_all_evidence_comes_as_csv_and_as_json(demo: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(demo.get(f"/signals/{EXPULSION}/evidence.csv").text)))
    things = demo.get(f"/signals/{EXPULSION}/evidence.json").json()
    assert len(rows) == len(things) == 10
    assert [row["id"] for row in rows] == [str(thing["id"]) for thing in things]
    answer = demo.get(f"/signals/{EXPULSION}/evidence.csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{EXPULSION}-evidence.csv"'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_is_a_formula(board: httpx.Client, store: Store, start: str) -> None:
    article = make_article(title=f"{start}cmd|'/C calc'!A0")
    add_evidence(store, article, make_evidence(article, title=article.title))
    text = board.get(f"/signals/{SIGNAL.id}/evidence.csv").text
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d")) for cell in cells)
    assert any("calc" in cell for cell in cells)
