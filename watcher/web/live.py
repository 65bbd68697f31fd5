"""Tells open pages that something changed, by server-sent events; they fetch what it is themselves.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from watcher.errors import StoreError
from watcher.store.board import get_runtime, list_statuses
from watcher.store.reader import open_reader
from watcher.store.summary import list_facts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

LOOK_EVERY = 0.5  # seconds
LISTENER_LIMIT = 100
_LOOKS_BETWEEN_WORDS = 30  # proxies close a stream that is silent for long
_HEADERS = {"X-Accel-Buffering": "no"}  # nginx would hold events back


class Live:
    """The stream at /live.  While anybody listens, one look each LOOK_EVERY serves all of them."""

    def __init__(self, database: Path, read_clock: Callable[[], datetime]) -> None:
        self._database = database
        self._read_clock = read_clock
        self._version = ""
        self._is_other = asyncio.Event()  # set when the version changes, and then replaced
        self._listener_count = 0
        self._looking: asyncio.Task[None] | None = None
        self._is_closing = False

    def close(self) -> None:
        """End all streams soon; may be called from any thread."""
        self._is_closing = True

    async def stream(self, _request: Request) -> Response:
        """Send the version of what the board shows: at once, and whenever it is another."""
        if self._listener_count >= LISTENER_LIMIT:
            raise HTTPException(
                503, "Too many pages listen already; this one has to be loaded again by hand."
            )
        return StreamingResponse(self._tell(), media_type="text/event-stream", headers=_HEADERS)

    async def _tell(self) -> AsyncIterator[str]:
        self._listener_count += 1
        try:
            if self._looking is None or self._looking.done():
                self._version = await run_in_threadpool(self._read_version)
                self._looking = asyncio.create_task(self._look())
            yield "retry: 2000\n\n"
            told, silent = "", 0
            while not self._is_closing:
                is_other = self._is_other
                if told != self._version:
                    told, silent = self._version, 0
                    yield f"event: version\ndata: {told}\n\n"
                elif silent >= _LOOKS_BETWEEN_WORDS:
                    silent = 0
                    yield ": still here\n\n"
                silent += 1
                with suppress(TimeoutError):
                    await asyncio.wait_for(is_other.wait(), LOOK_EVERY)
        finally:
            self._listener_count -= 1

    async def _look(self) -> None:
        while self._listener_count and not self._is_closing:
            await asyncio.sleep(LOOK_EVERY)
            version = await run_in_threadpool(self._read_version)
            if version != self._version:
                self._version = version
                self._is_other.set()
                self._is_other = asyncio.Event()

    def _read_version(self) -> str:
        """Give what differs when anything differs that the pages show, ages aside."""
        now = self._read_clock()
        try:
            with closing(open_reader(self._database)) as connection:
                facts = list_facts(list_statuses(connection, now), get_runtime(connection), now)
        except StoreError as error:
            return type(error).__name__
        return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
