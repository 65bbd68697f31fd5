"""Serves the board until SIGTERM or SIGINT, on loopback alone."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from signal import SIGINT, SIGTERM
from signal import signal as handle_signal
from typing import TYPE_CHECKING

import uvicorn

from watcher.errors import InputError
from watcher.notify.hosts import is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

_GRACE = 5  # seconds for answers under way when it is time to leave
_CONNECTION_LIMIT = 200
_LAST_PORT = 65_535


def open_socket(host: str, port: int) -> socket.socket:
    """Listen on a loopback address; port 0 takes a free one.

    Raises InputError where the host is not this machine's loopback, or the port cannot be had.
    """
    if not is_loopback(host):
        raise InputError(
            f"--host {host}: the board has no login yet, so it serves this machine alone; use 127.0.0.1, ::1 "
            "or localhost, and reach it from elsewhere through `ssh -L 8080:127.0.0.1:8080 THIS-MACHINE`"
        )
    if not 0 <= port <= _LAST_PORT:
        raise InputError(f"--port {port}: give a number up to {_LAST_PORT}, or 0 for a free one")
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET
    try:
        listener = socket.create_server((address, port), family=family)
    except OSError as error:
        raise InputError(
            f"--host {host} --port {port}: cannot listen there ({error}); "
            "give another --port, or 0 for a free one"
        ) from error
    # An answer leaves in two writes; without this, inherited by each connection, the second waits 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def name_address(listener: socket.socket) -> str:
    """Give the address at which a browser finds the board."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def make_server(application: ASGIApp) -> uvicorn.Server:
    """Make a server that logs through the root logger, and says nothing of each request."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_CONNECTION_LIMIT,
            timeout_graceful_shutdown=_GRACE,
        )
    )


def serve(application: ASGIApp, listener: socket.socket, announce: Callable[[str], None]) -> None:
    """Serve on a listening socket until SIGTERM or SIGINT; `announce` gets the address."""
    server = make_server(application)

    def leave(_number: int, _frame: object) -> None:
        server.should_exit = True

    # uvicorn has handlers of its own while it runs, and afterwards raises what it caught once more:
    # these take that, and what comes before it runs.
    for number in (SIGINT, SIGTERM):
        handle_signal(number, leave)
    with listener:
        announce(name_address(listener))
        server.run(sockets=[listener])
