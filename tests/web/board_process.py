"""A process that serves the board over a folder, its clock standing still, until it is told to stop.

    python -m tests.web.board_process FOLDER INSTANT PORT [TOKEN]

It prints its address.  A browser is driven from a loop of its own, beside which no other may run.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from watcher.model import SecretReference, WebSettings
from watcher.web.application import LOOPBACK, make_board
from watcher.web.server import open_socket, serve
from watcher.wiring import draw_secret


def main(folder: Path, now: datetime, port: int, token: str | None) -> None:
    board = make_board(
        folder / "state" / "watcher.db",
        folder / "signals.toml",
        lambda: now,
        draw_secret,
        settings=WebSettings(token=SecretReference("env:T")) if token else LOOPBACK,
        token=token,
    )
    serve(board, open_socket("127.0.0.1", port), lambda address: print(address, flush=True))  # noqa: T201


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        datetime.fromisoformat(sys.argv[2]),
        int(sys.argv[3]),
        sys.argv[4] if len(sys.argv) > 4 else None,
    )
