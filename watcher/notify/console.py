"""The console: messages as text on a stream."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from watcher.errors import DeliveryError
from watcher.model import Receipt
from watcher.notify.render import TEXT_WIDTH, render_text

if TYPE_CHECKING:
    from watcher.model import Delivery

TOTAL_TIMEOUT = 10.0  # seconds; a pipe whose reader stands still takes nothing for ever

RULE = "-" * TEXT_WIDTH


class ConsoleSender:
    """Writes each message, and a rule below it, in one piece."""

    interval = timedelta(0)
    receiver = "console"

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    async def send(self, delivery: Delivery) -> Receipt:
        text = "\n".join([*render_text(delivery), RULE]) + "\n"
        try:
            async with asyncio.timeout(TOTAL_TIMEOUT):
                await asyncio.to_thread(self._write, text)
        except TimeoutError:
            raise DeliveryError(
                f"standard output took nothing for {TOTAL_TIMEOUT:.0f} s", permanent=False
            ) from None
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            raise DeliveryError(f"standard output failed: {error}", permanent=False) from error
        return Receipt("written to standard output")

    async def close(self) -> None:
        """The stream belongs to the process."""

    def _write(self, text: str) -> None:
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(text.encode(encoding, errors="backslashreplace").decode(encoding))
        self._stream.flush()
