"""Serves the board: until SIGTERM or SIGINT, or in a thread beside the daemon."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from signal import SIGINT, SIGTERM
from signal import signal as handle_signal
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn

from watcher.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp

    from watcher.web.application import Board

_GRACE = 5  # seconds for answers under way when it is time to leave
_CONNECTION_LIMIT = 200
_LAST_PORT = 65_535


def open_socket(host: str, port: int) -> socket.socket:
    """Listen on an address; port 0 takes a free one.  Raises InputError where it cannot be had."""
    if not 0 <= port <= _LAST_PORT:
        raise InputError(f"--port {port}: give a number up to {_LAST_PORT}, or 0 for a free one")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family)
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"the board cannot listen on {host} port {port} ({error}); "
            "stop what listens there, or give another bind in [web] or --port, 0 for a free one"
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


def serve(board: Board, listener: socket.socket, announce: Callable[[str], None]) -> None:
    """Serve on a listening socket until SIGTERM or SIGINT; `announce` gets the address."""
    server = make_server(board.application)

    def leave(_number: int, _frame: object) -> None:
        board.live.close()
        server.should_exit = True

    # uvicorn has handlers of its own while it runs, and afterwards raises what it caught once more:
    # these take that, and what comes before it runs.
    for number in (SIGINT, SIGTERM):
        handle_signal(number, leave)
    with listener:
        announce(name_address(listener))
        server.run(sockets=[listener])


@contextmanager
def serve_beside(board: Board, host: str, port: int) -> Iterator[str]:
    """Serve in a thread of its own, so that pages do not hold up the work; gives the address.

    Raises InputError where it cannot be listened on.
    """
    server = make_server(board.application)
    with open_socket(host, port) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="board")
        thread.start()
        try:
            yield name_address(listener)
        finally:
            board.live.close()
            server.should_exit = True
            thread.join()
