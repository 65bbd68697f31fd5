from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import (
    FEED,
    HOUR,
    MINUTE,
    NOW,
    OTHER_SIGNAL,
    SIGNAL,
    add_evidence,
    make_article,
    make_change,
    make_evidence,
    make_notification,
    make_status,
    make_verdict,
)
from tests.web.conftest import DEMO_ENDS_AT, serve_board
from tests.web.reading import find_texts, parse, text_of
from watcher.cli.main import main
from watcher.model import Coverage, FeedHealth, FeedState, Mark, Receipt, Ruling, RulingKind, Silence, Stance
from watcher.store.outbox import Outbox
from watcher.store.searching import search_within
from watcher.store.writer import TOLD
from watcher.wiring import hold_instance_lock, utc_now

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from watcher.store.writer import Store

EXPULSION = "/signals/tidewell-expulsion"
ADDRESSES = ("/", EXPULSION, "/feeds", "/deliveries", "/search?q=tidewell", "/search", "/articles/1")


# ------------------------------------------------------------------------------------------ the board


def test_the_board_has_a_card_for_each_signal_with_what_is_known(demo: httpx.Client) -> None:
    page = parse(demo.get("/"))
    expulsion, codes = find_texts(page, "//article")
    assert expulsion.startswith(
        "REVERSED grade A1 Watched for: The Ports Ministry has expelled Tidewell's pilot"
    )
    for part in (
        "since 2026-05-08 13:00 UTC",
        "independent origins 2: Maritime Court, Northwire Cooperative",
        "hits 10, the freshest 45 min ago",
        "coverage 6 of 6 feeds could show it",
    ):
        assert part in expulsion
    assert codes.startswith("WATCH grade B6")
    assert find_texts(page, "//ul[@class='counts']/li") == ["REVERSED 1", "WATCH 1"]
    assert "6 of 6 feeds healthy; 17 articles; last poll 5 min ago" in text_of(page)
    assert page.xpath("//*[@class='problem']") == []


def test_overlays_stand_beside_the_status(board: httpx.Client, store: Store) -> None:
    store.record_status(make_status(), NOW)
    store.add_silence(Silence("Ann", "maintenance", NOW - HOUR, NOW + HOUR, (SIGNAL.id,)), NOW)
    store.record_coverage(Coverage(SIGNAL.id, True, "no feed answers", 3, 1), NOW)
    store.record_fact("polled", "", NOW)
    card = find_texts(parse(board.get("/")), "//article")[0]
    assert card.startswith(
        "CORROBORATED BLIND ACK MUTED until 2026-03-05 19:04 UTC EXPIRED BASELINE grade B2"
    )
    assert "Blind now: no feed answers" in card


def test_a_quiet_that_nobody_could_have_seen_end_is_shown_as_blind_with_its_reason(
    board: httpx.Client, store: Store
) -> None:
    store.record_fact("polled", "", NOW)
    store.record_coverage(Coverage(SIGNAL.id, True, "2 of 3 feeds are blocked", 3, 1), NOW)
    store.record_coverage(Coverage(OTHER_SIGNAL.id, False, "enough feeds answer", 3, 3), NOW)
    blind, quiet = find_texts(parse(board.get("/")), "//article")
    assert blind.startswith("BLIND Watched for:")
    assert "Nothing is seen, but it could not be: 2 of 3 feeds are blocked" in blind
    assert quiet.startswith("QUIET Watched for:")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_first_when_nobody_polls(demo_folder: Path, address: str) -> None:
    with serve_board(demo_folder, lambda: DEMO_ENDS_AT + timedelta(hours=3)) as client:
        page = parse(client.get(address))
    assert find_texts(page, "//*[@class='problem']") == ["BLIND: watcher is not running; last poll 3 h ago"]


def test_a_database_without_signals_says_what_takes_them_in(board: httpx.Client, store: Store) -> None:
    store.record_config([], [])
    assert "the first watcher poll or watcher run takes them in" in text_of(parse(board.get("/")))
    assert "No feed is known yet" in text_of(parse(board.get("/feeds")))
    assert "No message yet" in text_of(parse(board.get("/deliveries")))


# --------------------------------------------------------------------------------------- one signal


def test_a_signal_shows_its_history_newest_first_with_what_was_told(demo: httpx.Client) -> None:
    steps = find_texts(parse(demo.get(EXPULSION)), "//ol[@class='timeline']/li")
    assert [re.findall("[A-Z]{5,} to [A-Z]{5,}", step) for step in steps] == [
        ["CONFIRMED to REVERSED"],
        ["CORROBORATED to CONFIRMED"],
        ["REPORTED to CORROBORATED"],
        ["WATCH to REPORTED"],
        ["QUIET to WATCH"],
    ]
    assert "an official outlet of the signal confirms: ports-ministry.example told (" in steps[1]
    assert steps[-1].endswith("not told: this step is not told (WATCH is told only to routes that name it)")


def test_rulings_and_blindness_stand_in_the_timeline(board: httpx.Client, store: Store) -> None:
    store.add_change(make_change(), TOLD, "", NOW)
    store.add_ruling(Ruling(SIGNAL.id, RulingKind.CONFIRM, NOW - MINUTE, "Ann", "the bureau told me"))
    store.record_coverage(Coverage(SIGNAL.id, True, "no feed answers", 3, 0), NOW)
    assert find_texts(parse(board.get("/signals/ban")), "//ol[@class='timeline']/li") == [
        "2026-03-05 18:04 UTC went blind no feed answers",
        "2026-03-05 18:03 UTC Ann said confirm the bureau told me",
        "2026-03-05 17:04 UTC WATCH to CORROBORATED two origins confirm told",
    ]


def test_evidence_shows_who_said_what_in_which_words_and_why_it_counts(
    board: httpx.Client, store: Store
) -> None:
    article = make_article()
    article_id = add_evidence(store, article, make_evidence(article))
    (hit,) = parse(board.get("/signals/ban")).xpath("//article[@class='hit']")
    assert find_texts(hit, ".//h3") == ["Bureau bans widget, article one"]
    assert hit.xpath(".//h3/a/@href") == [f"/articles/{article_id}"]
    assert text_of(hit.xpath(".//blockquote")[0]) == "The bureau has banned the widget."
    assert [(mark.text, mark.get("title")) for mark in hit.xpath(".//mark")] == [
        ("bureau", "actor"),
        ("banned", "trigger"),
    ]
    for part in (
        "confirms, as background · paper.example (reliability B, official), origin paper group",
        "Said in the summary.",
        "step 1 has (perfect): confirms",
        "match 88 of 100",
        "genre analysis: never raises a status alone",
        "credits wire.example",
        "origin paper group: credits the wire",
        "story all articles that tell it",
    ):
        assert part in text_of(hit)
    assert hit.xpath(".//a[@rel='noopener noreferrer nofollow']/@href") == ["https://paper.example/one"]


@pytest.mark.parametrize(
    ("correct", "told"),
    [
        (Stance.CONFIRMS, "Ann marked this right, on 2026-03-05 18:04 UTC: read it"),
        (None, "Ann marked this wrong: it no longer counts, on 2026-03-05 18:04 UTC: read it"),
    ],
)
def test_what_a_person_said_of_a_hit_stands_beside_it(
    board: httpx.Client, store: Store, correct: Stance | None, told: str
) -> None:
    article = make_article()
    article_id = add_evidence(store, article, make_evidence(article))
    store.add_mark(Mark(1, Stance.CONFIRMS, correct, NOW, "Ann", "read it"))
    for address in ("/signals/ban", f"/articles/{article_id}"):
        assert find_texts(parse(board.get(address)), "//*[@class='mark']") == [told]


def add_hits(store: Store, count: int) -> None:
    """Hits one minute apart, numbered from the newest: every third denies, every second is elsewhere."""
    for number in range(count):
        article = make_article(f"no-{number:02}", published_at=NOW - number * MINUTE)
        stance = Stance.DENIES if number % 3 == 0 else Stance.CONFIRMS
        outlet = "other.example" if number % 2 == 0 else "paper.example"
        add_evidence(store, article, make_evidence(article, make_verdict(stance=stance), outlet=outlet))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", range(25)),
        ("?page=2", range(25, 50)),
        ("?page=3", range(50, 60)),
        ("?page=4", range(0)),
        ("?stance=denies", range(0, 60, 3)),
        ("?stance=anticipates", range(0)),
        ("?stance=confirms&page=2", [number for number in range(60) if number % 3][25:50]),
        ("?outlet=other.example", range(0, 50, 2)),
        ("?outlet=other.example&stance=denies", range(0, 60, 6)),
        ("?outlet=nobody.example", range(0)),
    ],
)
def test_evidence_is_filtered_by_stance_and_outlet_and_comes_in_pages(
    board: httpx.Client, store: Store, query: str, numbers: range | list[int]
) -> None:
    add_hits(store, 60)
    titles = find_texts(parse(board.get(f"/signals/ban{query}")), "//article[@class='hit']/h3")
    assert titles == [f"Bureau bans widget, article no-{number:02}" for number in numbers]


def test_pages_are_linked_with_their_filters_kept(board: httpx.Client, store: Store) -> None:
    add_hits(store, 60)
    first = parse(board.get("/signals/ban?stance=confirms"))
    assert first.xpath("//a[@rel='next']/@href") == ["/signals/ban?stance=confirms&page=2"]
    assert first.xpath("//a[@rel='prev']") == []
    last = parse(board.get("/signals/ban?stance=confirms&page=2"))
    assert last.xpath("//a[@rel='prev']/@href") == ["/signals/ban?stance=confirms&page=1"]
    assert last.xpath("//a[@rel='next']") == []


def test_the_filters_say_how_many_hits_each_would_show(demo: httpx.Client) -> None:
    page = parse(demo.get(EXPULSION))
    assert find_texts(page, "//ul[@class='filters']/li") == [
        "all",
        "anticipates 2",
        "confirms 6",
        "reverses 2",
    ]
    assert find_texts(parse(demo.get(f"{EXPULSION}?stance=reverses")), "//*[@aria-current='true']") == [
        "reverses 2"
    ]


def test_what_would_change_a_status_follows_signals_toml(demo_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(demo_folder, folder)
    signals = (folder / "signals.toml").read_text(encoding="utf-8")
    with serve_board(folder, lambda: DEMO_ENDS_AT) as client:
        assert "that it is back in force starts a new episode" in text_of(parse(client.get(EXPULSION)))
        (folder / "signals.toml").write_text("[nonsense", encoding="utf-8")
        assert "Not known: signals.toml does not have" in text_of(parse(client.get(EXPULSION)))
        (folder / "signals.toml").write_text(signals, encoding="utf-8")
        assert "that it is back in force starts a new episode" in text_of(parse(client.get(EXPULSION)))
        (folder / "signals.toml").unlink()
        assert "Not known: signals.toml does not have" in text_of(parse(client.get(EXPULSION)))


# -------------------------------------------------------------------------------------- the other pages


def test_feeds_in_trouble_stand_first_with_what_is_wrong(board: httpx.Client, store: Store) -> None:
    well, ill, off = (
        replace(FEED, url=f"https://{name}.example/feed", title=f"The {name}")
        for name in ("Well", "Ill", "Off")
    )
    store.record_config([SIGNAL], [well, ill, replace(off, enabled=False, reason="moved away")])
    for feed, health, detail in ((well, FeedHealth.OK, ""), (ill, FeedHealth.BLOCKED, "a page, no feed")):
        store.record_feed(FeedState(feed, health=health, health_detail=detail, health_since=NOW - HOUR))
    page = parse(board.get("/feeds"))
    rows = find_texts(page, "//tbody/tr")
    assert [row.split(" http")[0] for row in rows] == ["The Ill", "The Well", "The Off"]
    assert "blocked since 2026-03-05 17:04 UTC a page, no feed" in rows[0]
    assert "switched off: moved away" in rows[2]
    assert "1 of 2 feeds healthy; 1 more switched off" in text_of(page)


def test_deliveries_show_what_came_of_each_and_are_filtered_by_state(
    board: httpx.Client, store: Store
) -> None:
    outbox = Outbox(store)
    outbox.add_notification(make_notification("a", "a"), ["newsroom"], NOW - HOUR)
    outbox.add_notification(make_notification("b", "b"), ["desk"], NOW - HOUR)
    outbox.add_notification(make_notification("c", "c"), ["later"], NOW - HOUR)
    (sent,) = outbox.claim_deliveries(NOW, HOUR, 1, channel="newsroom")
    outbox.settle_sent(sent, Receipt("200 ok"), NOW)
    (dead,) = outbox.claim_deliveries(NOW, HOUR, 1, channel="desk")
    outbox.settle_dead(dead, "550 no such user", NOW)
    page = parse(board.get("/deliveries"))
    assert [row.removeprefix("ban: WATCH -> REPORTED (B3) ") for row in find_texts(page, "//tbody/tr")] == [
        "later waiting 2026-03-05 17:04 UTC 0 attempts, next 2026-03-05 17:04 UTC",
        "desk given up 2026-03-05 17:04 UTC 1 attempt 550 no such user",
        "newsroom sent 2026-03-05 17:04 UTC 1 attempt 200 ok",
    ]
    assert "1 message waiting, 1 given up: watcher outbox retry --dead" in text_of(page)
    assert len(find_texts(parse(board.get("/deliveries?state=dead")), "//tbody/tr")) == 1
    assert "No message in this state yet" in text_of(parse(board.get("/deliveries?state=dropped")))


def test_articles_are_found_by_their_words_and_lead_to_their_page(demo: httpx.Client) -> None:
    page = parse(demo.get('/search?q="expels tidewell" harbours'))
    assert "articles." in text_of(page.xpath("//main")[0])
    titles = find_texts(page, "//ol[@class='found']//h2")
    assert "Ports Ministry expels Tidewell from state harbours" in titles
    assert page.xpath("//input[@name='q']/@value") == ['"expels tidewell" harbours']
    found = parse(demo.get(page.xpath("//ol[@class='found']//h2/a/@href")[0]))
    assert text_of(found.xpath("//h1")[0]) == titles[0]
    assert find_texts(found, "//article[@class='hit']/h3") == ["tidewell-expulsion"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "can be found by its words"),
        ("   ", "can be found by its words"),
        ("zzzz", "No article holds all of these words"),
        ('" AND OR NOT ( * ^ : gone', "No article holds all of these words"),
        ("title:x NEAR(", "No article holds all of these words"),
    ],
)
def test_a_search_that_finds_nothing_says_why(demo: httpx.Client, query: str, told: str) -> None:
    answer = demo.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert told in text_of(parse(answer))


def test_a_search_shows_no_more_than_the_best(board: httpx.Client, store: Store) -> None:
    with store.transaction():
        for number in range(60):
            store.add_article(make_article(f"no {number}"), None, NOW)
    page = parse(board.get("/search?q=widget"))
    assert len(page.xpath("//ol[@class='found']/li")) == 50
    assert "The best 50 articles; there are more." in text_of(page)


@pytest.mark.parametrize(
    ("count", "ticks", "told", "first"),
    [
        (30, [0, 2], "30 articles, the last that came first", ["widget number 29", "widget number 28"]),
        (60, [0, 2], "These came last; add a rarer word", ["widget number 59", "widget number 58"]),
        (60, [0, 2, 3, 5], "Rarer words are found sooner", []),
    ],
)
def test_a_search_that_would_take_too_long_says_so_and_shows_what_came_last(
    store: Store, count: int, ticks: list[float], told: str, first: list[str]
) -> None:
    with store.transaction():
        for number in range(count):
            store.add_article(make_article(f"no-{number}", title=f"widget number {number}"), None, NOW)
    clock = chain(ticks, repeat(ticks[-1]))
    search = partial(search_within, seconds=1, read_ticks=lambda: next(clock))
    with serve_board(store.path.parent.parent, lambda: NOW, search=search) as client:
        page = parse(client.get("/search?q=widget"))
        assert told in text_of(page)
        assert find_texts(page, "//ol[@class='found']//h2")[:2] == first
        assert client.get("/search?q=gone").status_code == 200  # and the next one is served


def test_an_article_shows_its_text_and_what_it_says_of_each_signal(board: httpx.Client, store: Store) -> None:
    article = make_article(text="First paragraph.\n\nSecond paragraph.")
    article_id = add_evidence(store, article, make_evidence(article))
    page = parse(board.get(f"/articles/{article_id}"))
    assert text_of(page.xpath("//h1")[0]) == "Bureau bans widget, article one"
    assert [text for text in find_texts(page, "//main/p") if text] == [
        "The bureau has banned the widget.",
        "First paragraph.",
        "Second paragraph.",
    ]
    assert "published 2026-03-05 17:04 UTC, as corrected" in text_of(page)
    assert find_texts(page, "//article[@class='hit']/h3") == ["ban"]


# ---------------------------------------------------------------------------------------- for programs


def test_the_api_gives_what_the_command_prints(demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serve_board(demo_folder, utc_now) as client:
        answer = client.get("/api/status")
    assert answer.headers["content-type"] == "application/json"
    assert answer.content.isascii()
    assert main(["--config", str(demo_folder / "signals.toml"), "status", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {**answer.json(), "as_of": ""} == {**printed, "as_of": ""}


@pytest.mark.parametrize(
    ("facts", "status_code", "text"),
    [
        ({"started": 9 * HOUR, "heartbeat": MINUTE, "polled": 2 * MINUTE}, 200, "ok: last poll 2 min ago"),
        ({"started": 9 * HOUR, "heartbeat": MINUTE, "polled": 5 * HOUR}, 200, "ok: last poll 5 h ago"),
        ({}, 503, "watcher is not running; it has never polled"),
        (
            {"started": MINUTE, "heartbeat": MINUTE},
            503,
            "watcher is at its first poll; look again in a minute",
        ),
        (
            {"started": 9 * HOUR, "heartbeat": 10 * MINUTE, "polled": 10 * MINUTE},
            503,
            "watcher is not running; last poll 10 min ago",
        ),
        (
            {"started": 9 * HOUR, "heartbeat": 5 * HOUR, "polled": 5 * HOUR},
            503,
            "watcher is not running; last poll 5 h ago",
        ),
        (
            {"started": 9 * HOUR, "heartbeat": MINUTE, "polled": MINUTE * 2, "stopped": MINUTE},
            503,
            "watcher is not running; last poll 2 min ago",
        ),
    ],
)
def test_healthz_is_well_only_while_a_running_watcher_polls(
    board: httpx.Client, store: Store, facts: dict[str, timedelta], status_code: int, text: str
) -> None:
    store.record_fact("pid", str(os.getpid()), NOW)
    for name, age in facts.items():
        store.record_fact(name, "", NOW - age)
    with hold_instance_lock(store.path.parent):
        answer = board.get("/healthz")
    assert (answer.status_code, answer.text) == (status_code, f"{text}\n")


def test_healthz_is_well_no_longer_the_moment_the_watcher_was_killed(
    board: httpx.Client, store: Store
) -> None:
    for name, value in (("pid", str(os.getpid())), ("started", ""), ("heartbeat", ""), ("polled", "")):
        store.record_fact(name, value, NOW)
    with hold_instance_lock(store.path.parent):
        assert board.get("/healthz").status_code == 200
    answer = board.get("/healthz")
    assert (answer.status_code, answer.text) == (503, "watcher is not running; last poll just now\n")


# ---------------------------------------------------------------------------------- only ever reading


def test_reading_every_page_leaves_the_database_as_it_is(demo_folder: Path, demo: httpx.Client) -> None:
    database = demo_folder / "state" / "watcher.db"
    before = hashlib.sha256(database.read_bytes()).digest()
    for address in (*ADDRESSES, "/api/status", "/healthz"):
        assert demo.get(address).status_code == 200
    assert hashlib.sha256(database.read_bytes()).digest() == before


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/status", "/healthz", "/static/style.css", "/nothing"])
def test_head_answers_as_get_without_a_body(demo: httpx.Client, address: str) -> None:
    whole, head = demo.get(address), demo.head(address)
    assert head.content == b""
    assert head.status_code == whole.status_code
    assert head.headers["content-length"] == whole.headers["content-length"]
