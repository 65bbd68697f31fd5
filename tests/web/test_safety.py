"""Whom the board answers, what may be asked of it, and what it says when it cannot."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import FEED, NOW, SIGNAL
from tests.web.conftest import serve_board
from tests.web.reading import parse, text_of
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import httpx

PAGES = (
    *("/", "/signals/tidewell-expulsion", "/feeds", "/deliveries", "/search?q=tidewell", "/articles/1"),
    *("/stories", "/silences"),
)
FOR_PROGRAMS = (
    *("/api/status", "/healthz", "/static/style.css", "/static/icon.svg", "/static/live.js", "/metrics"),
    *("/feed.atom", "/signals/tidewell-expulsion/badge.svg", "/signals/tidewell-expulsion/evidence.csv"),
)
REFUSED = ("/nothing", "/?page=x", "/signals/none")

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def read_headers(answer: httpx.Response) -> dict[str, str]:
    return {name: answer.headers[name] for name in HEADERS if name in answer.headers}


@pytest.mark.parametrize("address", [*PAGES, *FOR_PROGRAMS, *REFUSED])
def test_every_answer_has_the_headers_that_keep_a_page_to_itself(demo: httpx.Client, address: str) -> None:
    answer = demo.get(address)
    assert read_headers(answer) == HEADERS
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", PAGES)
def test_a_page_needs_nothing_that_its_policy_forbids(demo: httpx.Client, address: str) -> None:
    page = parse(demo.get(address))
    assert page.xpath("//style | //img | //iframe | //object | //base | //*[@style] | //script[text()]") == []
    assert page.xpath("//link/@href")[:2] == ["/static/style.css", "/static/icon.svg"]
    assert page.xpath("//script/@src") == ["/static/live.js"]
    for address_of_part in page.xpath("//link/@href | //script/@src"):
        assert demo.get(address_of_part).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("address", ["/", "/signals/tidewell-expulsion", "/api/status", "/nothing"])
def test_no_other_method_is_answered(demo: httpx.Client, method: str, address: str) -> None:
    answer = demo.request(method, address)
    assert answer.status_code == (404 if address == "/nothing" else 405)
    assert {*answer.headers.get("allow", "GET, HEAD").split(", ")} == {"GET", "HEAD"}
    assert read_headers(answer) == HEADERS


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("localhost", True),
        ("LOCALHOST:8080", True),
        ("127.0.0.1", True),
        ("127.0.0.1:1", True),
        ("127.8.8.8:65535", True),
        ("[::1]", True),
        ("[::1]:8080", True),
        ("", False),
        (":8080", False),
        ("evil.example", False),
        ("evil.example:8080", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False),
        ("localhost@evil.example", False),
        ("evil.example#localhost", False),
        ("localhost:8080:8080", False),
        ("localhost:", False),
        ("0.0.0.0", False),  # noqa: S104  # a name to refuse
        ("192.168.1.1", False),
        ("[::]", False),
        ("[2001:db8::1]:8080", False),
        ("2130706433", False),
        ("127.1", False),
        ("::1", False),
        ("localhost, evil.example", False),
    ],
)
def test_only_names_of_this_machine_are_ours(
    demo: httpx.Client,
    host: str,
    is_ours: bool,  # noqa: FBT001  # a column of the table
) -> None:
    answer = demo.get("/static/icon.svg", headers={"Host": host})
    assert answer.status_code == 200 if is_ours else answer.status_code in (400, 421)


@pytest.mark.parametrize("address", ["/", "/api/status", "/healthz", "/static/style.css"])
def test_a_foreign_name_for_this_machine_is_refused(demo: httpx.Client, address: str) -> None:
    answer = demo.get(address, headers={"Host": "rebound.evil.example:8080"})
    assert answer.status_code == 421
    assert "names of this machine" in answer.text
    assert "tidewell" not in answer.text
    assert read_headers(answer) == HEADERS


def test_another_name_of_this_machine_is_answered(demo: httpx.Client) -> None:
    assert demo.get("/", headers={"Host": "localhost:8080"}).status_code == 200


# ------------------------------------------------------------------------------------------- trouble


def check_trouble(client: httpx.Client, folder: Path, title: str, remedy: str) -> None:
    """Every page says what is wrong and what to do, to people and programs, and names no path."""
    for address in PAGES:
        answer = client.get(address)
        page = parse(answer)
        assert answer.status_code == 503
        assert text_of(page.xpath("//h1")[0]) == title
        assert remedy in text_of(page)
        assert str(folder) not in answer.text
        assert read_headers(answer) == HEADERS
    api = client.get("/api/status")
    assert (api.status_code, list(api.json())) == (503, ["error"])
    assert title in api.json()["error"]
    assert str(folder) not in api.text
    health = client.get("/healthz")
    assert (health.status_code, health.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert health.text.startswith(f"{title}. ")
    assert client.get("/static/style.css").status_code == 200


def test_without_a_database_every_page_says_what_makes_one_and_then_shows_it(
    board: httpx.Client, tmp_path: Path
) -> None:
    check_trouble(board, tmp_path, "There is no database yet", "`watcher run` makes it")
    store = open_store(tmp_path / "state" / "watcher.db")
    store.record_config([SIGNAL], [FEED])
    store.close()
    assert SIGNAL.proposition in board.get("/").text


def test_a_damaged_database_is_told_as_such(board: httpx.Client, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "watcher.db").write_bytes(b"this is no database at all" * 100)
    check_trouble(board, tmp_path, "The database is damaged", "Restore a backup")


def test_a_database_of_a_newer_watcher_is_told_as_such(board: httpx.Client, tmp_path: Path) -> None:
    open_store(tmp_path / "state" / "watcher.db").close()
    connection = sqlite3.connect(tmp_path / "state" / "watcher.db")
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('watcher', 'next', '')"
    )
    connection.commit()
    connection.close()
    check_trouble(board, tmp_path, "The database is of a newer Watcher", "Upgrade this Watcher")


def test_an_empty_file_sends_the_reader_to_the_terminal(board: httpx.Client, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "watcher.db").touch()
    check_trouble(board, tmp_path, "The database cannot be read", "`watcher status` in a terminal says why")


def test_a_fault_of_ours_is_a_page_of_ours_that_tells_nothing_of_the_machine(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def read_broken_clock() -> datetime:
        raise RuntimeError(f"a fault with a secret place: {tmp_path}")

    open_store(tmp_path / "state" / "watcher.db").close()
    with serve_board(tmp_path, read_broken_clock) as client:
        answer = client.get("/")
        assert answer.status_code == 500
        assert text_of(parse(answer).xpath("//h1")[0]) == "This page could not be made"
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert read_headers(answer) == HEADERS
        assert client.get("/api/status").json() == {
            "error": "This page could not be made. That is a fault of the board; "
            "what the program printed tells more."
        }
    assert "a fault with a secret place" in caplog.text


def test_the_clock_of_the_samples_is_used(board: httpx.Client, tmp_path: Path) -> None:
    open_store(tmp_path / "state" / "watcher.db").close()
    assert f"as of {NOW:%Y-%m-%d %H:%M} UTC" in text_of(parse(board.get("/")))
