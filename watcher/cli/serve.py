"""`watcher serve`: the board as web pages, for a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from watcher.cli.command import Subparsers
    from watcher.model import WebSettings
    from watcher.web.application import Board


def add_commands(subparsers: Subparsers) -> None:
    """Add `serve`."""
    parser = add_command(
        subparsers,
        "serve",
        summary="show the board in a browser: statuses, history, evidence, feeds, deliveries, search",
        description=(
            "Beside a running `watcher run` or without one.  The [web] table of signals.toml says where it\n"
            "listens and whom it lets in; without one it answers this machine alone, and only shows.\n"
            "SIGTERM and Ctrl-C end it."
        ),
        example="watcher serve\nwatcher serve --port 9000",
        run=run_serve,
    )
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        help="where to listen (default: as [web] says, else 127.0.0.1)",
    )
    parser.add_argument(
        "--port",
        type=int,
        metavar="N",
        help="the port; 0 takes a free one (default: as [web] says, else 8080)",
    )


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from dataclasses import replace

    from watcher.config import load_config
    from watcher.daemon import configure_logging
    from watcher.model import WebSettings
    from watcher.web.server import open_socket, serve
    from watcher.wiring import find_service_manager

    config = load_config(arguments.config) if arguments.config.exists() else None
    settings = (config.settings.web if config else None) or WebSettings()
    settings = replace(
        settings,
        host=settings.host if arguments.host is None else arguments.host,
        port=settings.port if arguments.port is None else arguments.port,
    )
    board = open_board(
        arguments.config, arguments.database, settings, config.settings.board_url if config else None
    )
    listener = open_socket(settings.host, settings.port)
    configure_logging(is_journal=find_service_manager().is_journal)
    serve(board, listener, _announce)
    return 0


def open_board(config_path: Path, database: Path, settings: WebSettings, board_url: str | None) -> Board:
    """Make the board as [web] says, its token read."""
    from watcher.web.application import make_board
    from watcher.wiring import draw_secret, read_secret, utc_now

    token = read_secret(settings.token, "web.token") if settings.token else None
    return make_board(
        database, config_path, utc_now, draw_secret, settings=settings, token=token, board_url=board_url
    )


def _announce(address: str) -> None:
    print(f"The board is at {address} until Ctrl-C.", flush=True)
