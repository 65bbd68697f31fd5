"""Who gets in, who may act, and what a form does."""

from __future__ import annotations

import re
import shutil
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY
from tests.web.conftest import DEMO_ENDS_AT, serve_board
from tests.web.reading import find_texts, parse, text_of
from watcher.errors import InputError
from watcher.model import SecretReference, WebSettings
from watcher.store.queries import list_evidence, list_rulings, list_silences
from watcher.store.reader import open_reader
from watcher.web.application import make_board
from watcher.wiring import draw_secret, utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

TOKEN = "correct-horse-battery-staple"
WITH_TOKEN = WebSettings(token=SecretReference("env:T"))
BEHIND_PROXY = WebSettings(proxy_header="X-Forwarded-User")
EXPULSION = "tidewell-expulsion"
PAGE = f"/signals/{EXPULSION}"


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    """A copy of the played demo, to be changed."""
    copy = tmp_path / "demo"
    shutil.copytree(demo_folder, copy)
    return copy


@contextmanager
def serve_with_token(folder: Path, board_url: str | None = None) -> Iterator[httpx.Client]:
    with serve_board(
        folder, lambda: DEMO_ENDS_AT, settings=WITH_TOKEN, token=TOKEN, board_url=board_url
    ) as client:
        yield client


def log_in(client: httpx.Client, name: str = "Ann", **others: str) -> httpx.Response:
    return client.post("/login", data={"name": name, "token": TOKEN, **others})


def read_key(client: httpx.Client) -> str:
    keys = set(parse(client.get(PAGE)).xpath("//input[@name='key']/@value"))
    assert len(keys) == 1
    return str(keys.pop())


# ------------------------------------------------------------------------------------ who may do what

ROWS = re.findall(
    r"^\| `(GET|POST) (/[^`]*)` \| ([^|]*) \|",
    (REPOSITORY / "docs" / "board.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_the_table_of_the_manual_has_every_route_and_who_may(tmp_path: Path) -> None:
    board = make_board(tmp_path / "watcher.db", tmp_path / "signals.toml", utc_now, draw_secret)
    assert [(entry.method, entry.path, str(entry.who)) for entry in board.routes] == ROWS


def fill(path: str) -> str:
    examples = {"signal_id": EXPULSION, "article_id": "1", "form": "csv", "name": "icon.svg", "hit_id": "1"}
    return re.sub(r"\{(\w+)\}", lambda found: examples.get(found[1], "1"), path)


@pytest.mark.parametrize(("method", "path", "who"), ROWS)
def test_strangers_get_only_what_is_for_anyone(demo_folder: Path, method: str, path: str, who: str) -> None:
    with serve_with_token(demo_folder) as client:
        answer = client.request(method, fill(path))
    if who == "anyone":
        assert answer.status_code != 401
        assert "location" not in answer.headers
    else:
        is_shown_the_form = answer.headers.get("location", "").startswith("/login?next=%2F")
        assert answer.status_code == 401 or (answer.status_code == 303 and is_shown_the_form)
    assert "Tidewell" not in answer.text


@pytest.mark.parametrize(("method", "path", "who"), [row for row in ROWS if row[0] == "POST"])
def test_who_shows_the_token_without_a_name_may_only_read(
    demo_folder: Path, method: str, path: str, who: str
) -> None:
    with serve_with_token(demo_folder) as client:
        answer = client.request(method, fill(path), headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == (403 if who == "who is logged in by name" else 415)


@pytest.mark.parametrize(
    ("method", "path"), [row[:2] for row in ROWS if row[:2] != ("POST", "/login") and row[0] == "POST"]
)
def test_without_a_token_nobody_acts(demo: httpx.Client, method: str, path: str) -> None:
    answer = demo.request(method, fill(path), data={"key": ""})
    assert answer.status_code == 403
    assert "Nobody knows who you are" in answer.text


def test_without_a_token_no_page_offers_to_act(demo: httpx.Client) -> None:
    for address in ("/", PAGE, "/silences", "/articles/1"):
        assert parse(demo.get(address)).xpath("//form[@method='post']") == []


# ------------------------------------------------------------------------------------------ the token


def test_an_open_page_that_is_logged_out_makes_no_browser_ask_for_a_password(demo_folder: Path) -> None:
    with serve_with_token(demo_folder) as client:
        assert client.get("/live").status_code == 401
        assert "www-authenticate" not in client.get("/live").headers
        assert parse(client.get("/login")).xpath("//*[@data-live]") == []


@pytest.mark.parametrize("send", [("reader", TOKEN), ("", TOKEN)])
def test_programs_send_the_token_as_bearer_or_as_password(demo_folder: Path, send: tuple[str, str]) -> None:
    with serve_with_token(demo_folder) as client:
        assert client.get("/feed.atom").headers["www-authenticate"].startswith("Basic realm=")
        assert client.get("/feed.atom", auth=send).status_code == 200
        assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


@pytest.mark.parametrize(
    "header",
    ["Bearer wrong", "Bearer", "Basic !!", "Basic d3Jvbmc=", "Bearer \u00e9", f"Digest {TOKEN}", TOKEN],
)
def test_what_is_not_the_token_does_not_let_in(demo_folder: Path, header: str) -> None:
    with serve_with_token(demo_folder) as client:
        answer = client.get("/api/status", headers=[(b"authorization", header.encode())])
    assert answer.status_code == 401


def test_after_five_wrong_tokens_not_even_the_right_one_is_heard_for_a_while(folder: Path) -> None:
    now = DEMO_ENDS_AT
    with serve_board(folder, lambda: now, settings=WITH_TOKEN, token=TOKEN) as client:
        for _ in range(5):
            assert client.post("/login", data={"name": "Eve", "token": "guess"}).status_code == 403
        refused = log_in(client)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "300")
        assert client.get("/api/status", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 429
        now += timedelta(minutes=5)
        assert log_in(client).status_code == 303


def test_a_short_token_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has 6 characters; 20 are the least"):
        make_board(
            tmp_path / "watcher.db",
            tmp_path / "signals.toml",
            utc_now,
            draw_secret,
            settings=WITH_TOKEN,
            token="secret",
        )


def test_a_log_in_leads_back_to_the_page_that_was_asked_for(folder: Path) -> None:
    with serve_with_token(folder) as client:
        sent = client.get(f"{PAGE}?stance=denies").headers["location"]
        assert sent == f"/login?next=%2Fsignals%2F{EXPULSION}%3Fstance%3Ddenies"
        (after,) = parse(client.get(sent)).xpath("//input[@name='next']/@value")
        answer = log_in(client, next=after)
        assert answer.headers["location"] == f"{PAGE}?stance=denies"
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Logged in as Ann." in client.get("/").text


@pytest.mark.parametrize(
    "after",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\evil", "javascript:x", "/a\r\nb", ""],
)
def test_a_log_in_leads_nowhere_else(folder: Path, after: str) -> None:
    with serve_with_token(folder) as client:
        assert log_in(client, next=after).headers["location"] == "/"


def test_behind_https_the_cookie_is_for_https_alone(folder: Path) -> None:
    with serve_with_token(folder, "https://board.example/") as client:
        assert "Secure" in log_in(client).headers["set-cookie"]
        assert client.get("/healthz", headers={"Host": "board.example"}).status_code != 421


def test_a_session_ends_by_log_out_and_by_time(folder: Path) -> None:
    now = DEMO_ENDS_AT
    with serve_board(folder, lambda: now, settings=WITH_TOKEN, token=TOKEN) as client:
        log_in(client)
        cookie = client.cookies["watcher_session"]
        assert client.post("/logout", data={"key": read_key(client)}).headers["location"] == "/login"
        assert client.get("/", headers={"Cookie": f"watcher_session={cookie}"}).status_code == 303
        log_in(client)
        now += timedelta(days=7)
        assert client.get("/").status_code == 303


# ------------------------------------------------------------------------------------------ the proxy


def test_the_proxy_says_who_it_is(folder: Path) -> None:
    with serve_board(folder, lambda: DEMO_ENDS_AT, settings=BEHIND_PROXY) as client:
        assert client.get("/").status_code == 401
        client.headers["X-Forwarded-User"] = "ann@example.org"
        assert "You are ann@example.org, says the proxy." in client.get("/").text
        answer = client.post(f"{PAGE}/ruling", data={"key": read_key(client), "kind": "ack"})
        assert answer.status_code == 303
    with closing(open_reader(folder / "state" / "watcher.db")) as connection:
        assert [ruling.author for ruling in list_rulings(connection, EXPULSION)] == ["ann@example.org"]


def test_nobody_but_the_proxy_is_believed(folder: Path) -> None:
    settings = WebSettings(proxy_header="X-Forwarded-User", proxies=("10.1.0.0/16",))
    with serve_board(folder, lambda: DEMO_ENDS_AT, settings=settings) as client:
        assert client.get("/", headers={"X-Forwarded-User": "ann"}).status_code == 401
    with serve_board(folder, lambda: DEMO_ENDS_AT, settings=BEHIND_PROXY) as client:
        twice = [("X-Forwarded-User", "ann"), ("X-Forwarded-User", "root")]
        assert client.get("/", headers=twice).status_code == 401


# ------------------------------------------------------------------------------------------ the forms


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_does_nothing(folder: Path, headers: dict[str, str]) -> None:
    with serve_with_token(folder) as client:
        log_in(client)
        data = {"key": read_key(client), "kind": "ack"}
        assert client.post(f"{PAGE}/ruling", data=data, headers=headers).status_code == 403
    check_unchanged(folder)


def test_a_form_without_the_key_of_this_log_in_does_nothing(folder: Path) -> None:
    with serve_with_token(folder) as client:
        log_in(client)
        key = read_key(client)
        for wrong in ("", "x", key[:-1]):
            answer = client.post(f"{PAGE}/ruling", data={"key": wrong, "kind": "ack"})
            assert answer.status_code == 403
            assert "Load its page again" in answer.text
        log_in(client, "Bob")
        assert client.post(f"{PAGE}/ruling", data={"key": key, "kind": "ack"}).status_code == 403
    check_unchanged(folder)


def check_unchanged(folder: Path) -> None:
    with closing(open_reader(folder / "state" / "watcher.db")) as connection:
        assert list_rulings(connection, EXPULSION) == ()


def test_the_forms_of_the_pages_do_what_the_commands_do(folder: Path) -> None:
    with serve_with_token(folder) as client:
        log_in(client)
        key = read_key(client)

        answer = client.post(f"{PAGE}/ruling", data={"key": key, "kind": "confirm", "note": "read the order"})
        assert answer.headers["location"] == f"{PAGE}?done=confirm"
        page = parse(client.get(answer.headers["location"]))
        assert find_texts(page, "//p[@class='done']") == ["Recorded: you confirmed it."]
        assert find_texts(page, "//section[@id='standing']")[0].startswith("CONFIRMED")
        assert "Ann said confirm" in text_of(page)

        client.post(f"{PAGE}/ruling", data={"key": key, "kind": "ack"})
        assert "ACK" in find_texts(parse(client.get("/")), "//article")[0]

        silence = {"key": key, "signal": EXPULSION, "span": "8h", "note": "we are at the press conference"}
        assert client.post("/silences", data=silence).headers["location"] == "/silences?done=silence"
        page = parse(client.get("/silences"))
        assert find_texts(page, "//tbody/tr/th") == [EXPULSION]
        (expire,) = page.xpath("//form[contains(@action, '/expire')]/@action")
        client.post(expire, data={"key": key})
        assert "Nothing is muted." in client.get("/silences").text

        hit = max(int(id_.removeprefix("hit-")) for id_ in parse(client.get(PAGE)).xpath("//article/@id"))
        mark = {"key": key, "word": "wrong", "stance": "none", "note": "another pilot"}
        answer = client.post(f"/hits/{hit}/mark", data=mark)
        assert answer.headers["location"] == f"{PAGE}?done=mark#hit-{hit}"
        assert "Ann marked this wrong" in client.get(PAGE).text
        again = client.post(f"/hits/{hit}/mark", data=mark)
        assert (again.status_code, "nothing to do" in again.text) == (400, True)
    with closing(open_reader(folder / "state" / "watcher.db")) as connection:
        assert [(one.kind, one.author) for one in list_rulings(connection, EXPULSION)] == [
            ("confirm", "Ann"),
            ("ack", "Ann"),
        ]
        assert list_silences(connection, since=DEMO_ENDS_AT) == ()
        (marked,) = list_evidence(connection, evidence_id=hit)
        assert marked.evidence.mark is not None
    assert 'note = "' not in (folder / "signals.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "data", "status", "told"),
    [
        (f"{PAGE}/ruling", {"kind": "confirm"}, 400, "Say why"),
        (f"{PAGE}/ruling", {"kind": "destroy"}, 400, "kind: one of confirm, reject, ack."),
        (f"{PAGE}/ruling", {"kind": "ack", "note": "x" * 501}, 400, "at most 500 characters"),
        (f"{PAGE}/ruling", {"kind": "ack", "note": "x" * 30_000}, 413, "at most 20,000 bytes"),
        ("/signals/none/ruling", {"kind": "ack"}, 400, "there is no signal"),
        ("/silences", {"span": "9y", "note": "x"}, 400, "span: one of"),
        ("/silences", {"span": "1h"}, 400, "Say why"),
        ("/silences", {"span": "1h", "note": "x", "signal": "none"}, 400, "there is no signal"),
        ("/silences/77/expire", {}, 400, "no silence 77 holds"),
        ("/silences/x/expire", {}, 404, "nothing of this number"),
        ("/hits/999/mark", {"word": "right"}, 400, "there is no hit 999"),
        ("/hits/1/mark", {"word": "maybe"}, 400, "word: one of right, wrong."),
    ],
)
def test_what_a_form_cannot_do_is_told(
    folder: Path, path: str, data: dict[str, str], status: int, told: str
) -> None:
    with serve_with_token(folder) as client:
        log_in(client)
        answer = client.post(path, data={"key": read_key(client), **data})
        assert answer.status_code == status
        assert told in text_of(parse(answer))
