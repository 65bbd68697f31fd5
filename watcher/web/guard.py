"""What stands before every page: whom we answer, what may be asked, and the headers of each answer.

The board has no login yet, so it answers this machine alone.  A page elsewhere can make a browser ask
loopback under a name of its own (DNS rebinding); the Host header gives that away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from watcher.notify.hosts import is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

METHODS = ("GET", "HEAD")

_HOST = re.compile(r"(?P<name>[^\[\]:@/\s]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


class Guard:
    """Wraps an ASGI application: refuses foreign hosts (421) and writing methods (405), adds HEADERS."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        application = self._application if scope["type"] != "http" else self._choose(scope)
        await application(scope, receive, send_with_headers)

    def _choose(self, scope: Scope) -> ASGIApp:
        if not names_this_machine(Headers(scope=scope).get("host", "")):
            return PlainTextResponse(
                "The board answers only to names of this machine, such as localhost or 127.0.0.1.\n",
                status_code=421,
            )
        if scope["method"] not in METHODS:
            return PlainTextResponse(
                "The board only shows: GET and HEAD are all it answers.\n",
                status_code=405,
                headers={"Allow": ", ".join(METHODS)},
            )
        return self._application


def names_this_machine(host: str) -> bool:
    """Say whether a Host header names loopback, with or without a port."""
    found = _HOST.fullmatch(host)
    return found is not None and is_loopback(found["name"].strip("[]").lower())
