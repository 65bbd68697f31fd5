"""`watcher serve`: the board as web pages, for a browser on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8080


def add_commands(subparsers: Subparsers) -> None:
    """Add `serve`."""
    parser = add_command(
        subparsers,
        "serve",
        summary="show the board in a browser: statuses, history, evidence, feeds, deliveries, search",
        description=(
            "It only reads, beside a running `watcher run` or without one, and answers this machine alone.\n"
            "SIGTERM and Ctrl-C end it."
        ),
        example="watcher serve\nwatcher serve --port 9000",
        run=run_serve,
    )
    parser.add_argument(
        "--host",
        default=DEFAULT_HOST,
        metavar="ADDRESS",
        help=f"a loopback address (default: {DEFAULT_HOST})",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=DEFAULT_PORT,
        metavar="N",
        help=f"the port; 0 takes a free one (default: {DEFAULT_PORT})",
    )


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from watcher.daemon import configure_logging
    from watcher.web.application import make_application
    from watcher.web.server import open_socket, serve
    from watcher.wiring import find_service_manager, utc_now

    listener = open_socket(arguments.host, arguments.port)
    configure_logging(is_journal=find_service_manager().is_journal)
    serve(make_application(arguments.database, arguments.config, utc_now), listener, _announce)
    return 0


def _announce(address: str) -> None:
    print(f"The board is at {address} until Ctrl-C.", flush=True)
