"""Which pool httpx should speak on: processor time for 500 feeds of one loopback host.

`python bench/fetching.py [ROUNDS]` runs a small server in a process of its own and asks it for 500 feeds of
40 KB, with 4, 32 and 64 requests at once: httpx on its own pool, httpx on aiohttp's through httpx-aiohttp,
bare aiohttp, and Watcher's fetcher with all its manners.  Rounds interleave; the median is printed.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from watcher.feeds.fetch import open_fetcher
from watcher.model import Feed, FeedState, Fetched, FetchSettings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

FEED_COUNT = 500
BODY = b"<rss><channel>" + b"<item><title>A title of some length</title></item>" * 800 + b"</channel></rss>"
HEAD = f'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: "1"\r\nContent-Length: {len(BODY)}\r\n\r\n'
NOW = datetime(2026, 3, 2, tzinfo=UTC)


async def serve() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(HEAD.encode() + BODY)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def ask_all(urls: list[str], at_once: int, ask: Callable[[str], Awaitable[int]]) -> None:
    places = asyncio.Semaphore(at_once)

    async def ask_in_place(url: str) -> int:
        async with places:
            return await ask(url)

    sizes = await asyncio.gather(*(ask_in_place(url) for url in urls))
    assert set(sizes) == {len(BODY)}


async def run_httpx(urls: list[str], at_once: int) -> None:
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    async with httpx.AsyncClient(limits=limits, trust_env=False) as client:
        await ask_all(urls, at_once, lambda url: read_httpx(client, url))


async def run_httpx_aiohttp(urls: list[str], at_once: int) -> None:
    async with httpx.AsyncClient(transport=AiohttpTransport(), trust_env=False) as client:
        await ask_all(urls, at_once, lambda url: read_httpx(client, url))


async def read_httpx(client: httpx.AsyncClient, url: str) -> int:
    async with client.stream("GET", url) as response:
        return sum([len(chunk) async for chunk in response.aiter_raw()])


async def run_aiohttp(urls: list[str], at_once: int) -> None:
    async with aiohttp.ClientSession() as session:

        async def ask(url: str) -> int:
            async with session.get(url) as response:
                return len(await response.read())

        await ask_all(urls, at_once, ask)


async def run_watcher(urls: list[str], at_once: int) -> None:
    settings = FetchSettings(
        host_spacing=timedelta(0), host_parallel=at_once, parallel=at_once, allow_addresses=("127.0.0.1",)
    )
    async with open_fetcher(settings) as fetcher:

        async def ask(url: str) -> int:
            result = await fetcher.fetch_feed(FeedState(Feed(url=url, outlet="")), NOW)
            assert isinstance(result, Fetched), result
            return len(result.body)

        await ask_all(urls, at_once, ask)


CLIENTS = {
    "httpx, its own pool": run_httpx,
    "httpx on aiohttp's pool": run_httpx_aiohttp,
    "aiohttp": run_aiohttp,
    "Watcher's fetcher": run_watcher,
}


def main() -> None:
    if sys.argv[1:] == ["serve"]:
        asyncio.run(serve())
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with subprocess.Popen([sys.executable, __file__, "serve"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        urls = [f"http://127.0.0.1:{port}/feed/{number}" for number in range(FEED_COUNT)]
        costs: dict[tuple[str, int], list[float]] = {}
        for _ in range(rounds):
            for at_once in (4, 32, 64):
                for name, client in CLIENTS.items():
                    start = time.process_time()
                    asyncio.run(client(urls, at_once))
                    costs.setdefault((name, at_once), []).append(time.process_time() - start)
        server.terminate()
    print(f"{FEED_COUNT} feeds of {len(BODY) // 1000} KB from one host, median cpu s of {rounds} rounds")
    for name in CLIENTS:
        cells = "  ".join(
            f"{at_once} at once {statistics.median(costs[name, at_once]):5.2f}" for at_once in (4, 32, 64)
        )
        print(f"{name:24}  {cells}")


if __name__ == "__main__":
    main()
