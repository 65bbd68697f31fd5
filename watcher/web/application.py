"""The board as an ASGI application: which address shows which page, and what is said when none can be.

/  /signals/{id}  /articles/{id}  /feeds  /deliveries  /search      pages
/api/status                                                         `watcher status --json`
/healthz                                                            200 while polls really happen, else 503
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from watcher.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreMissingError,
    StoreNewerError,
    StoreReadOnlyError,
)
from watcher.web.guard import Guard
from watcher.web.pages import SEARCH_STEPS, Pages, render_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from starlette.requests import Request

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

_STATIC = {"style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


def make_application(
    database: Path,
    config_path: Path,
    read_clock: Callable[[], datetime],
    *,
    search_steps: int = SEARCH_STEPS,
) -> Guard:
    """Make the board over a database, which need not exist yet; every request opens it anew, read-only.

    The file of signals.toml at `config_path` only tells what would change a status.  `search_steps` bounds
    the work of one search, counted in steps of SQLite's machine.
    """
    pages = Pages(database, config_path, read_clock, search_steps)
    endpoints = {
        "/": pages.show_board,
        "/signals/{signal_id}": pages.show_signal,
        "/articles/{article_id}": pages.show_article,
        "/feeds": pages.show_feeds,
        "/deliveries": pages.show_deliveries,
        "/search": pages.search,
        "/api/status": pages.give_status,
        "/healthz": pages.tell_health,
        "/static/{name}": _give_static,
    }
    application = Starlette(
        routes=[Route(path, _bear_faults(endpoint)) for path, endpoint in endpoints.items()],
        exception_handlers={
            HTTPException: _answer_refusal,
            StoreError: _answer_store_trouble,
        },
    )
    application.router.redirect_slashes = False  # one address for one page
    return Guard(application)


def _give_static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    return Response((files(__package__) / "static" / name).read_bytes(), media_type=_STATIC[name])


# ------------------------------------------------------------------------------------- what goes wrong


def _answer_refusal(request: Request, error: Exception) -> Response:
    refusal = cast("HTTPException", error)  # what the handler is registered for
    phrase = HTTPStatus(refusal.status_code).phrase
    detail = "" if refusal.detail == phrase else refusal.detail
    if refusal.status_code == HTTPStatus.NOT_FOUND:
        return _answer(request, 404, "There is no such page", detail or "The board links to all there are.")
    return _answer(request, refusal.status_code, "That cannot be shown", detail or phrase)


def _answer_store_trouble(request: Request, error: Exception) -> Response:
    logger.warning("the board: %s", error)
    title, remedy = next((title, remedy) for kind, title, remedy in _STORE_TROUBLE if isinstance(error, kind))
    return _answer(request, 503, title, remedy)


def _bear_faults(endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Answer with a page of ours where an endpoint fails in a way that nobody foresaw."""

    def answer(request: Request) -> Response:
        try:
            return endpoint(request)
        except (HTTPException, StoreError):
            raise
        except Exception:
            logger.exception("the board: a fault of ours at %s", request.url.path)
            return _answer(
                request,
                500,
                "This page could not be made",
                "That is a fault of the board; what `watcher serve` printed tells more.",
            )

    return answer


def _answer(request: Request, status_code: int, title: str, remedy: str) -> Response:
    path = request.url.path
    if path.startswith("/api/"):
        return JSONResponse({"error": f"{title}. {remedy}"}, status_code=status_code)
    if path == "/healthz":
        return Response(f"{title}. {remedy}\n", status_code=status_code, media_type="text/plain")
    return render_page("trouble.html", status_code=status_code, title=title, remedy=remedy)
