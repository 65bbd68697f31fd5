"""A publisher on loopback, which answers as a test says and remembers what it was asked."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

FEED = (
    b'<rss version="2.0"><channel><title>Example</title><item><title>First</title>'
    b"<link>https://example.org/1</link><guid>1</guid></item></channel></rss>"
)


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    host: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What a path answers.

    `goes_on` keeps the connection open after the body, as a server does that drips or hangs; `raw` is
    sent instead of everything else.  `never_changes` answers 304 to whoever sends a validator.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = FEED
    goes_on: bool = False
    raw: bytes | None = None
    never_changes: bool = False


@dataclass
class Web:
    """Answers by path; what it was asked stands in `asked`."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    two_at_once: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                await self.serve_one(reader, writer)
        writer.close()

    async def serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip().split("\r\n")
        path = first.split(" ")[1]
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        self.asked.append(Asked(path, headers.get("host", ""), headers))
        self.heard.set()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.at_once >= 2:
            self.two_at_once.set()
        try:
            answer = self.answers.get(path, Answer(404, body=b"no such page"))
            is_known = answer.never_changes and "if-none-match" in headers
            await self.send(writer, Answer(304, body=b"") if is_known else answer)
        finally:
            self.at_once -= 1

    async def send(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        if answer.raw is not None:
            writer.write(answer.raw)
            await writer.drain()
            raise ConnectionError
        head = [f"HTTP/1.1 {answer.status} Answer"]
        head += [f"{name}: {value}" for name, value in answer.headers]
        if not answer.goes_on:
            head.append(f"Content-Length: {len(answer.body)}")
        writer.write(("\r\n".join(head) + "\r\n\r\n").encode("latin-1") + answer.body)
        await writer.drain()
        if answer.goes_on:
            await self.release.wait()
            raise ConnectionError


@asynccontextmanager
async def open_web(answers: Mapping[str, Answer]) -> AsyncIterator[Web]:
    """Serve on loopback; a key is a path without its slash."""
    web = Web(answers={f"/{name}": answer for name, answer in answers.items()})
    tasks: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        await web.serve(reader, writer)
        tasks.discard(task)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        web.release.set()
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()
