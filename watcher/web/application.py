"""The board as an ASGI application: which address shows what, to whom, and what is said when it cannot.

`Board.routes` is the table of all of them; docs/board.md explains each.
"""

from __future__ import annotations

import inspect
import logging
from functools import partial
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from watcher.core.text import make_visible
from watcher.errors import (
    InputError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreMissingError,
    StoreNewerError,
    StoreReadOnlyError,
)
from watcher.model import WebSettings
from watcher.notify.hosts import is_loopback
from watcher.store.searching import search_within
from watcher.web.access import FAILURE_WINDOW, Gate, LockedOutError, Who
from watcher.web.actions import Actions, render_login
from watcher.web.guard import Guard
from watcher.web.live import Live
from watcher.web.pages import Pages, render_page
from watcher.web.programs import Programs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from pathlib import Path

    from starlette.requests import Request

    from watcher.store.searching import Search
    from watcher.web.access import Visitor

    Endpoint = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]

logger = logging.getLogger("watcher")

_ASK_TERMINAL = "`watcher status` in a terminal says why, and what to do."
_STORE_TROUBLE: tuple[tuple[type[StoreError], str, str], ...] = (
    (
        StoreMissingError,
        "There is no database yet",
        "`watcher run` makes it, or one `watcher poll`; if that was done, serve with the same --state.",
    ),
    (StoreBusyError, "The database is busy", "Another process is writing to it; try again in a moment."),
    (StoreNewerError, "The database is of a newer Watcher", "Upgrade this Watcher, then serve again."),
    (
        StoreDamagedError,
        "The database is damaged",
        "Restore a backup; `watcher db check` says what is wrong with it.",
    ),
    (StoreReadOnlyError, "The database cannot be opened", _ASK_TERMINAL),
    (StoreError, "The database cannot be read", _ASK_TERMINAL),
)
"""The first that fits: class, what is wrong, what to do.  Errors name the file, pages do not."""

LOOPBACK = WebSettings()
SEARCH: Search = partial(search_within, seconds=0.03)

_STATIC = {
    "style.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "live.js": "text/javascript; charset=utf-8",
}


class Entry(NamedTuple):
    """One address: what answers it, by which method, and for whom."""

    path: str
    endpoint: Endpoint
    who: Who = Who.READER
    method: str = "GET"


class Board(NamedTuple):
    """The application, with what serves it needs to know."""

    application: Guard
    routes: tuple[Entry, ...]
    live: Live


def make_board(
    database: Path,
    config_path: Path,
    read_clock: Callable[[], datetime],
    draw_secret: Callable[[], str],
    *,
    settings: WebSettings = LOOPBACK,
    token: str | None = None,
    board_url: str | None = None,
    search: Search = SEARCH,
) -> Board:
    """Make the board over a database, which need not exist yet; every request opens it anew, read-only.

    Only what a person does writes, as the commands do.  `token` is the secret of `settings`, `board_url`
    where people reach the board.  Raises InputError where the token is too short.
    """
    is_public = not is_loopback(settings.host)
    gate = Gate(settings, token, read_clock, draw_secret)
    if is_public and gate.is_open:
        raise InputError(
            f"the board would be open to everybody who reaches {settings.host}: give [web] a token or a "
            "proxy_header in signals.toml, or listen on 127.0.0.1 and reach it through "
            "`ssh -L 8080:127.0.0.1:8080 THIS-MACHINE`"
        )
    is_secure = (board_url or "").startswith("https:")
    pages = Pages(database, config_path, read_clock, search)
    programs = Programs(database, read_clock, search, board_url)
    actions = Actions(database, config_path, read_clock, gate, is_secure=is_secure)
    live = Live(database, read_clock)

    def show_login(request: Request) -> Response:
        return render_login(request, gate, after=request.query_params.get("next", "/"))

    routes = (
        Entry("/", pages.show_board),
        Entry("/signals/{signal_id}", pages.show_signal),
        Entry("/articles/{article_id}", pages.show_article),
        Entry("/stories", pages.show_stories),
        Entry("/stories/{article_id}", pages.show_story),
        Entry("/feeds", pages.show_feeds),
        Entry("/deliveries", pages.show_deliveries),
        Entry("/silences", pages.show_silences),
        Entry("/search", pages.search),
        Entry("/live", live.stream),
        Entry("/feed.atom", programs.give_feed),
        Entry("/signals/{signal_id}/feed.atom", programs.give_feed),
        Entry("/signals/{signal_id}/badge.svg", programs.give_badge),
        Entry("/signals/{signal_id}/evidence.{form}", programs.export),
        Entry("/api/status", programs.give_status),
        Entry("/api/signals/{signal_id}", programs.give_signal),
        Entry("/api/evidence", programs.give_evidence),
        Entry("/api/feeds", programs.give_feeds),
        Entry("/api/deliveries", programs.give_deliveries),
        Entry("/api/articles/{article_id}", programs.give_article),
        Entry("/api/search", programs.search),
        Entry("/api/openapi.json", _give_description),
        Entry("/metrics", programs.give_metrics),
        Entry("/healthz", programs.tell_health, Who.ANYONE),
        Entry("/static/{name}", _give_static, Who.ANYONE),
        Entry("/login", show_login, Who.ANYONE),
        Entry("/login", actions.log_in, Who.ANYONE, "POST"),
        Entry("/logout", actions.log_out, Who.PERSON, "POST"),
        Entry("/signals/{signal_id}/ruling", actions.rule, Who.PERSON, "POST"),
        Entry("/hits/{hit_id}/mark", actions.mark, Who.PERSON, "POST"),
        Entry("/silences", actions.silence, Who.PERSON, "POST"),
        Entry("/silences/{silence_id}/expire", actions.expire, Who.PERSON, "POST"),
    )
    paths = dict.fromkeys(entry.path for entry in routes)
    application = Starlette(
        routes=[_make_route(path, [entry for entry in routes if entry.path == path]) for path in paths],
        exception_handlers={
            HTTPException: _answer_refusal,
            LockedOutError: _answer_lockout,
            StoreError: _answer_store_trouble,
        },
    )
    application.router.redirect_slashes = False  # one address for one page
    application.state.gate = gate
    return Board(Guard(application, gate, board_url, is_public=is_public), routes, live)


def _give_static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    return Response((files(__package__) / "static" / name).read_bytes(), media_type=_STATIC[name])


def _give_description(_request: Request) -> Response:
    return Response((files(__package__) / "openapi.json").read_bytes(), media_type="application/json")


# ------------------------------------------------------------------------------------- what goes wrong


def _answer_refusal(request: Request, error: Exception) -> Response:
    refusal = cast("HTTPException", error)  # what the handler is registered for
    phrase = HTTPStatus(refusal.status_code).phrase
    detail = "" if refusal.detail == phrase else refusal.detail
    if refusal.status_code == HTTPStatus.NOT_FOUND:
        title, remedy = "There is no such page", detail or "The board links to all there are."
    else:
        title = "That was not done" if request.method == "POST" else "That cannot be shown"
        remedy = detail or phrase
    answer = _answer(request, refusal.status_code, title, remedy)
    answer.headers.update(refusal.headers or {})
    return answer


def _answer_store_trouble(request: Request, error: Exception) -> Response:
    logger.warning("the board: %s", error)
    title, remedy = next((title, remedy) for kind, title, remedy in _STORE_TROUBLE if isinstance(error, kind))
    return _answer(request, 503, title, remedy)


def _make_route(path: str, entries: list[Entry]) -> Route:
    """Make the route of an address: it lets in whom its entry is for, and bears faults nobody foresaw."""
    by_method = {entry.method: entry for entry in entries}

    async def answer(request: Request) -> Response:
        entry = by_method["GET" if request.method == "HEAD" else request.method]
        refusal = _refuse(request, entry.who)
        if refusal is not None:
            return refusal
        try:
            if inspect.iscoroutinefunction(entry.endpoint):
                return cast("Response", await entry.endpoint(request))
            return cast("Response", await run_in_threadpool(entry.endpoint, request))
        except (HTTPException, LockedOutError, StoreError):
            raise
        except Exception:
            logger.exception("the board: a fault of ours at %s", make_visible(request.url.path))
            return _answer(
                request,
                500,
                "This page could not be made",
                "That is a fault of the board; what the program printed tells more.",
            )

    return Route(path, answer, methods=[*by_method])


def _refuse(request: Request, who: Who) -> Response | None:
    """Answer one who may not; None for one who may."""
    visitor: Visitor | None = request.state.visitor
    gate: Gate = request.app.state.gate
    if who is Who.ANYONE or (visitor is not None and (who is Who.READER or visitor.name)):
        return None
    if visitor is not None:
        how = "Log in with the token" if gate.has_token else "Give [web] a token in signals.toml, and log in"
        return _answer(
            request, 403, "Nobody knows who you are", f"{how}: what you decide is kept with your name."
        )
    path = request.url.path
    if gate.has_token and request.method in ("GET", "HEAD") and _is_page(path):
        target = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"/login?{urlencode({'next': target})}", status_code=303)
    remedy = (
        "Send the token: Authorization: Bearer TOKEN."
        if gate.has_token
        else "Come through the proxy that logs you in."
    )
    answer = _answer(request, 401, "The board does not know you", remedy)
    if gate.has_token and path != "/live":  # an open page asks again and again; browsers would ask its reader
        answer.headers["WWW-Authenticate"] = 'Basic realm="Watcher, the token as password", charset="UTF-8"'
    return answer


def _is_page(path: str) -> bool:
    """Whether a browser shows what stands there: programs are not sent to a form."""
    return not path.startswith(("/api/", "/metrics", "/live")) and not path.endswith(
        (".atom", ".svg", ".csv", ".json")
    )


def _answer_lockout(request: Request, error: Exception) -> Response:
    until = cast("LockedOutError", error).until
    answer = _answer(request, 429, "Too many wrong tokens", f"Try again after {until:%H:%M} UTC.")
    answer.headers["Retry-After"] = str(int(FAILURE_WINDOW.total_seconds()))
    return answer


def _answer(request: Request, status_code: int, title: str, remedy: str) -> Response:
    path = request.url.path
    if path.startswith("/api/"):
        return JSONResponse({"error": f"{title}. {remedy}"}, status_code=status_code)
    if path == "/healthz":
        return Response(f"{title}. {remedy}\n", status_code=status_code, media_type="text/plain")
    return render_page(request, "trouble.html", status_code=status_code, title=title, remedy=remedy)
