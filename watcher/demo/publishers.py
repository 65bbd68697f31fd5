"""The invented publishers: one little HTTP server on loopback, polite enough to answer 304."""

from __future__ import annotations

from contextlib import asynccontextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from watcher.demo import FeedFile


class Publishers:
    """What each feed serves now; `port` is where."""

    def __init__(self) -> None:
        self.port = 0
        self._served: dict[str, FeedFile] = {}

    def publish(self, feed: FeedFile) -> None:
        """Serve this file at `/NAME` from now on."""
        self._served[feed.name] = feed

    def close_down(self) -> None:
        """Serve nothing more: every feed is 404."""
        self._served.clear()

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a GET, with 304 where the asker has what we would send."""
        feed = self._served.get(request.match_info["name"])
        if feed is None:
            return web.Response(status=404)
        etag = f'"{sha256(feed.body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=feed.body, headers={"ETag": etag, "Content-Type": feed.content_type})


@asynccontextmanager
async def serve_publishers() -> AsyncIterator[Publishers]:
    """Serve on a free port of loopback until the block is left."""
    publishers = Publishers()
    application = web.Application()
    application.router.add_get("/{name}", publishers.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        publishers.port = runner.addresses[0][1]
        yield publishers
    finally:
        await runner.cleanup()
