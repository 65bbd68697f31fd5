"""Full text, from a feed to what follows: real servers, a real database, and a clock that the test moves."""

from __future__ import annotations

import json
import sqlite3
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bridge import CLOSES, DENIED, ELSEWHERE, HOUR, START, load_bridge, make_report
from tests.feeds.articles import CLOSED, make_page
from tests.feeds.web import Answer, Web, open_web
from tests.publisher import make_rss
from watcher.cli.main import main
from watcher.model import PageOutcome, Stance, Status, TextReason
from watcher.store import queries
from watcher.wiring import Runtime, build_runtime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from watcher.ingest import PageReport
    from watcher.model import Article, Evidence
    from watcher.store.queries import StoredChange, StoredPage

pytestmark = pytest.mark.anyio

SILENT = "Marsh Bridge dispute draws to a close, with Water Board"  # names both, and tells nothing
HTML = (("Content-Type", "text/html; charset=utf-8"),)
FEEDS = ("wire", "post", "echo", "board")
DAY = timedelta(days=1)
SWITCHED_ON = {"full_text = false": "full_text = true"}
QUIET = Answer(body=make_rss([make_report("Opening hours of the town hall", "post.example", -48)]))


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def read(self) -> datetime:
        return self.now


class Town:
    """A watcher of the invented town that reads pages, and the server of all its papers."""

    def __init__(self, runtime: Runtime, web: Web, clock: Clock) -> None:
        self.runtime = runtime
        self.web = web
        self.clock = clock

    def publish(self, feed: str, *articles: Article) -> None:
        self.web.answers[f"/{feed}"] = Answer(body=make_rss(articles))

    def print_page(self, path: str, *paragraphs: str) -> None:
        self.web.answers[path] = Answer(headers=HTML, body=make_page("A title", *paragraphs).encode())

    def report(self, title: str, path: str, hours: float, host: str = "127.0.0.1", **changes: str) -> Article:
        """An article of The Post with its title only, its page on our server."""
        changes = {"summary": "", "url": self.web.url(path, host), "key": path, **changes}
        return make_report(title, changes.pop("outlet", "post.example"), hours, **changes)

    async def poll(self, after: timedelta = DAY) -> None:
        self.clock.now += after
        await self.runtime.ingest.poll_due(self.clock.now)

    async def read_pages(self, after: timedelta = timedelta(0)) -> PageReport:
        self.clock.now += after
        return await self.runtime.ingest.read_pages(self.clock.now)

    @property
    def asked(self) -> list[str]:
        """What was asked for beside the feeds."""
        return [path for path in self.web.paths if path not in {f"/{feed}" for feed in FEEDS}]

    def get_page(self, path: str) -> StoredPage | None:
        """What became of the page of the article whose key is that path."""
        connection = self.runtime.store.connection
        found = queries.get_article(connection, self.web.url(path))
        assert found is not None
        return queries.list_pages(connection, [found.id]).get(found.id)

    def list_evidence(self) -> tuple[Evidence, ...]:
        return self.runtime.store.list_signal_evidence("bridge-closed")

    def list_changes(self) -> list[StoredChange]:
        return list(reversed(queries.list_changes(self.runtime.store.connection, "bridge-closed")))

    def list_steps(self) -> list[str]:
        return [stored.change.after.value for stored in self.list_changes()]


@asynccontextmanager
async def start(
    folder: Path, web: Web, clock: Clock, changes: dict[str, str] | None = None
) -> AsyncIterator[Town]:
    config = load_bridge(folder, web.url(""), changes or SWITCHED_ON)
    async with build_runtime(config, folder / "state", read_clock=clock.read) as runtime:
        yield Town(runtime, web, clock)


@asynccontextmanager
async def open_town(folder: Path, changes: dict[str, str] | None = None) -> AsyncIterator[Town]:
    """A watcher whose feeds were polled once while there was no news."""
    clock = Clock()
    async with open_web(dict.fromkeys(FEEDS, QUIET)) as web, start(folder, web, clock, changes) as town:
        await town.poll(timedelta(0))
        yield town


# ------------------------------------------------------------------------------- what is asked for


async def test_an_unrelated_article_is_never_asked_for(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.publish(
            "post",
            town.report("Market day", "/market", 20),
            town.report(ELSEWHERE, "/mill", 21),
            town.report("Water Board meets", "/meets", 22),
            town.report("Why I walk over Marsh Bridge every day", "/walk", 22),
        )
        await town.poll()
        await town.read_pages()
        assert town.asked == []
        assert town.runtime.store.db.table("pages").count == 0


async def test_a_candidate_that_needs_it_is_asked_for_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        article = town.report(SILENT, "/article", 20)
        town.print_page("/article", *CLOSED)
        town.publish("post", article)
        await town.poll()
        done = await town.read_pages()
        assert (done.page_count, done.read_count) == (1, 1)
        assert town.asked == ["/robots.txt", "/article"]
        # it comes back: in the same feed, in another one, and with another title
        town.publish("echo", article)
        await town.poll()
        town.publish("post", town.report(SILENT.replace("draws", "comes"), "/article", 20))
        await town.poll()
        assert (await town.read_pages()).page_count == 0
        assert town.asked == ["/robots.txt", "/article"]
        page = town.get_page("/article")
        assert page is not None
        assert (page.reason, page.outcome, page.next_attempt_at) == (
            TextReason.INCOMPLETE,
            PageOutcome.READ,
            None,
        )


async def test_an_article_too_old_to_alert_is_not_asked_for(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.publish("post", town.report(CLOSES, "/old", -48), town.report(CLOSES, "/new", 20))
        await town.poll()
        await town.read_pages()
        assert town.asked == ["/robots.txt", "/new"]


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        (SWITCHED_ON, 1),
        ({"full_text = false": "full_text = false"}, 0),
        ({**SWITCHED_ON, 'name = "The Post"': 'name = "The Post"\nfull_text = false'}, 0),
        ({**SWITCHED_ON, 'kind = "press"\nreliability = "B"': 'kind = "aggregator"\nreliability = "B"'}, 0),
    ],
)
async def test_what_signals_toml_switches_off_is_not_asked_for(
    tmp_path: Path, changes: dict[str, str], count: int
) -> None:
    url = "http://post.example/article"
    async with open_town(tmp_path, changes) as town:
        town.publish("post", town.report(SILENT, "/article", 20, url=url))
        await town.poll()
        assert town.runtime.store.db.table("pages").count == count


async def test_a_round_takes_one_page_of_each_host(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        for path in ("/a", "/b", "/c"):
            town.print_page(path, *CLOSED)
        town.publish(
            "post",
            town.report(f"{SILENT} again", "/a", 20),
            town.report(f"{SILENT} at last", "/b", 21),
            town.report(SILENT, "/c", 22, host="localhost"),
        )
        await town.poll()
        assert [(await town.read_pages()).page_count for _ in range(3)] == [2, 1, 0]
        assert sorted(town.asked) == ["/a", "/b", "/c", "/robots.txt", "/robots.txt"]


async def test_a_restart_keeps_the_queue_and_what_was_learnt_of_hosts(tmp_path: Path) -> None:
    clock = Clock()
    async with open_web({"post": QUIET}) as web:
        async with start(tmp_path, web, clock) as town:
            for path in ("/a", "/b"):
                town.print_page(path, *CLOSED)
            town.publish("post", town.report(SILENT, "/a", 20), town.report(f"{SILENT} again", "/b", 21))
            await town.poll()
            await town.read_pages()
            assert town.asked == ["/robots.txt", "/a"]
        async with start(tmp_path, web, clock) as town:
            assert (await town.read_pages(HOUR)).read_count == 1
            assert (await town.read_pages(HOUR)).page_count == 0
            assert town.asked == ["/robots.txt", "/a", "/b"]


# --------------------------------------------------------------------------------- what the text does


async def test_a_text_may_tell_what_title_and_summary_do_not_and_the_step_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.print_page("/article", *CLOSED)
        town.publish("post", town.report(SILENT, "/article", 20))
        await town.poll()
        assert town.list_evidence() == ()
        done = await town.read_pages()
        (evidence,) = town.list_evidence()
        assert (evidence.stance, evidence.verdict.field) == (Stance.CONFIRMS, "text")
        assert evidence.verdict.quote == CLOSED[0]
        assert evidence.at == START + 20 * HOUR
        (change,) = done.changes
        assert (change.before, change.after) == (Status.QUIET, Status.WATCH)
        assert change.reason == (
            "post.example says that it has happened, but only in the body of the article; "
            "told by the text of post.example's article, read at 2026-03-03 08:00 UTC"
        )
        assert [stored.change for stored in town.list_changes()] == [change]
        (found,) = queries.search_articles(town.runtime.store.connection, "rust cables")
        assert found.article.text == "\n".join(CLOSED)


async def test_what_the_title_tells_outweighs_a_text_that_says_the_contrary(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.print_page("/article", *CLOSED)
        town.publish("post", town.report(CLOSES, "/before", 18), town.report(DENIED, "/article", 20))
        await town.poll()
        before = town.list_evidence()
        steps = town.list_steps()
        assert (await town.read_pages()).page_count == 1
        assert (await town.read_pages()).read_count == 1
        assert town.list_evidence() == before
        assert town.list_steps() == steps


async def test_texts_that_are_copies_are_one_origin_and_what_was_told_is_corrected(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        for path in ("/one", "/two"):
            town.print_page(path, *CLOSED)
        town.publish("post", town.report(CLOSES, "/one", 20))
        town.publish("echo", town.report(f"{CLOSES} to traffic", "/two", 21, outlet="echo.example"))
        await town.poll()
        assert town.list_steps()[-1] == "CORROBORATED"
        await town.read_pages()
        done = await town.read_pages()
        assert {evidence.origin for evidence in town.list_evidence()} == {"Post Company"}
        (change,) = done.changes
        assert (change.before, change.after) == (Status.CORROBORATED, Status.REPORTED)
        assert change.reason.startswith("corrected")
        assert "read at 2026-03-03 08:00 UTC" in change.reason
        (told, *_) = queries.list_deliveries(town.runtime.store.connection)
        assert told.notification.reason == change.reason


async def test_a_text_stays_when_the_title_changes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.print_page("/article", *CLOSED)
        town.publish("post", town.report(SILENT, "/article", 20))
        await town.poll()
        await town.read_pages()
        town.publish("post", town.report(SILENT.replace("draws", "comes"), "/article", 20))
        await town.poll()
        (found,) = queries.search_articles(town.runtime.store.connection, "comes to a close")
        assert found.article.text == "\n".join(CLOSED)
        assert [evidence.verdict.field for evidence in town.list_evidence()] == ["text"]


async def test_a_page_that_says_nothing_changes_nothing_but_that_it_was_read(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.print_page("/article", *CLOSED[2:])
        town.publish("post", town.report(SILENT, "/article", 20))
        await town.poll()
        done = await town.read_pages()
        assert (done.read_count, done.changes, town.list_evidence()) == (1, (), ())


# ------------------------------------------------------------------------------------- what goes wrong


async def test_the_other_pages_of_a_host_that_forbids_one_wait_for_a_day(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.web.answers["/paid"] = Answer(402, body=b"")
        town.print_page("/free", *CLOSED)
        town.publish("post", town.report(SILENT, "/paid", 20), town.report(f"{SILENT} again", "/free", 21))
        await town.poll()
        await town.read_pages()
        assert (await town.read_pages(23 * HOUR)).page_count == 0
        assert town.asked == ["/robots.txt", "/paid"]
        assert (await town.read_pages(HOUR)).read_count == 1
        paid = town.get_page("/paid")
        assert paid is not None
        assert (paid.outcome, paid.next_attempt_at) == (PageOutcome.PAYWALL, None)


async def test_a_page_that_fails_is_tried_again_and_given_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.web.answers["/article"] = Answer(500, body=b"")
        town.publish("post", town.report(SILENT, "/article", 20))
        await town.poll()
        for _ in range(400):
            await town.read_pages(timedelta(minutes=5))
        assert town.asked.count("/article") == 5
        page = town.get_page("/article")
        assert page is not None
        assert (page.outcome, page.next_attempt_at) == (PageOutcome.FAILED, None)


async def test_a_page_that_waits_for_its_host_too_long_is_given_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.web.answers["/robots.txt"] = Answer(500, body=b"")
        town.publish("post", *(town.report(f"{SILENT} {number}", f"/{number}", 20) for number in range(90)))
        await town.poll()
        for _ in range(60):
            await town.read_pages(HOUR)
            town.runtime.ingest.fold_all(town.clock.now)
        waiting = "next_attempt_at IS NOT NULL"
        assert town.runtime.store.db.table("pages").count_where(waiting) == 0
        assert set(town.asked) == {"/robots.txt"}


async def test_a_fault_while_storing_leaves_the_page_due(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.print_page("/article", *CLOSED)
        town.publish("post", town.report(SILENT, "/article", 20))
        await town.poll()
        store = town.runtime.store
        store.connection.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON articles BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
        with pytest.raises(sqlite3.IntegrityError):
            await town.read_pages()
        page = town.get_page("/article")
        assert page is not None
        assert (page.outcome, town.list_evidence()) == (None, ())
        store.connection.execute("DROP TRIGGER full")
        assert (await town.read_pages()).read_count == 1
        assert len(town.list_evidence()) == 1


# ------------------------------------------------------------------------------------------ what is said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"/article": Answer(headers=HTML, body=make_page("", *CLOSED).encode())},
            "text read from its page at 2026-03-03 08:00 UTC, as what it says would be told",
        ),
        ({"/article": Answer(404, body=b"")}, "text not read from its page (missing: 404: "),
        ({"/article": Answer(403, body=b"")}, "text not read from its page (paywall: 403: "),
        (
            {"/article": Answer(500, body=b"")},
            "text to be read from its page after 2026-03-03 08:10 UTC (failed: 500",
        ),
        (
            {"/robots.txt": Answer(body=b"User-agent: *\nDisallow: /")},
            "text not read from its page (robots: the robots.txt of http://127.0.0.1:",
        ),
        (
            {"/article": Answer(headers=HTML, body=b"x" * 4_000_001)},
            "text not read from its page (too large: more than",
        ),
        ({"/article": Answer(body=b"x")}, "text not read from its page (no page: neither HTML nor XHTML"),
    ],
)
async def test_people_are_told_whether_a_text_was_read_and_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answers: dict[str, Answer], said: str
) -> None:
    async with open_town(tmp_path) as town:
        town.web.answers.update(answers)
        url = town.web.url("/article")
        town.publish("post", town.report(CLOSES, "/article", 20))
        await town.poll()
        await town.read_pages()
    place = ("--config", str(tmp_path / "signals.toml"), "--state", str(tmp_path / "state"))
    for command in (("show", "bridge-closed"), ("hits",), ("explain", url)):
        assert main([*place, *command]) == 0
        assert said in capsys.readouterr().out
    assert main([*place, "explain", url, "--json"]) == 0
    page = json.loads(capsys.readouterr().out)["page"]
    assert set(page) == {"reason", "outcome", "detail", "asked_at", "next_attempt_at"}
    assert page["reason"] == "alert"
