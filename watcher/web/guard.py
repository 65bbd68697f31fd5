"""What stands before every page: by which name we are asked, who asks, and the headers of each answer.

A page elsewhere can make a browser ask loopback under a name of its own (DNS rebinding); the Host header
gives that away.
"""

from __future__ import annotations

import base64
import binascii
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse

from watcher.notify.hosts import is_loopback
from watcher.web.access import LockedOutError, Visitor

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from watcher.web.access import Gate

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none, browsers would not say which page sent a form
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

COOKIE = "watcher_session"

_HOST = re.compile(r"(?P<name>[^\[\]:@/\s]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


class Guard:
    """Wraps an ASGI application: refuses foreign hosts (421) and foreign forms (403), adds HEADERS.

    Who asks stands as `visitor` in the state of the request; None where nobody whom we know does.
    `board_url` is where people reach the board; `is_public` says that it listens beyond loopback.
    """

    def __init__(self, application: ASGIApp, gate: Gate, board_url: str | None, *, is_public: bool) -> None:
        self._application = application
        self._gate = gate
        self._name = (urlsplit(board_url).hostname or "") if board_url else ""
        self._is_public = is_public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        application = self._application if scope["type"] != "http" else self._choose(scope)
        await application(scope, receive, send_with_headers)

    def _choose(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(host):
            return PlainTextResponse(
                "The board answers only to names of this machine, such as localhost or 127.0.0.1, and to the "
                "host of board_url in signals.toml.\n",
                status_code=421,
            )
        if scope["method"] == "POST" and not self._is_own_page(headers, host):
            return PlainTextResponse("This form was sent from another site.\n", status_code=403)
        try:
            visitor = self._find_visitor(scope, headers)
        except LockedOutError as error:
            return PlainTextResponse(
                f"Too many wrong tokens. Try again after {error.until:%H:%M} UTC.\n",
                status_code=429,
                headers={"Retry-After": "300"},
            )
        scope.setdefault("state", {})["visitor"] = visitor
        return self._application

    def _is_ours(self, host: str) -> bool:
        name = read_host(host)
        if name is None:
            return False
        # An address as a number cannot be pointed elsewhere, as a name can.
        return is_loopback(name) or name == self._name or (self._is_public and _is_address(name))

    def _is_own_page(self, headers: Headers, host: str) -> bool:
        """Say whether a form comes from a page of ours, as far as the browser tells."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        if origin is None:
            return True
        sender = urlsplit(origin).hostname  # none where the browser hides it ("null")
        return sender is not None and sender in (read_host(host), self._name)

    def _find_visitor(self, scope: Scope, headers: Headers) -> Visitor | None:
        address = scope["client"][0] if scope.get("client") else ""
        proxied = self._gate.find_proxied(address, scope["headers"])
        if proxied is not None:
            return proxied
        session = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        if session is not None and (visitor := self._gate.find_session(session)) is not None:
            return visitor
        token = read_token(headers.get("authorization", ""))
        if token and self._gate.has_token and self._gate.check_token(address, token):
            return Visitor()
        return Visitor() if self._gate.is_open else None


def read_host(host: str) -> str | None:
    """Give the name in a Host header, without the port; None where it cannot be one."""
    found = _HOST.fullmatch(host)
    return found["name"].strip("[]").lower() if found else None


def read_token(authorization: str) -> str:
    """Give the token of an Authorization header: a Bearer's, or Basic's password, as feed readers send."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode("utf-8", "replace").partition(":")[2]
        except binascii.Error:
            return ""
    return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
