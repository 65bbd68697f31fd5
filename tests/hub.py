"""A hub of WebSub on loopback: takes requests, asks whether they were meant, and pushes.

async with open_hub() as hub:
    ... a watcher asks it ...
    await hub.verify()                      # GET on the callback of the latest request
    await hub.push(feed_body)               # POST, signed with the secret of the latest request
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession, web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LOCALHOST = "127.0.0.1"


def sign(secret: str, body: bytes, method: str = "sha256") -> str:
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


@dataclass
class Hub:
    """What it was asked stands in `requests`; it answers `status`, and with `is_eager` verifies before."""

    session: ClientSession
    base: str = ""
    status: int = 202
    is_eager: bool = False
    lease: str | None = "864000"
    repeats: bool = False
    requests: list[dict[str, str]] = field(default_factory=list)
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def latest(self) -> dict[str, str]:
        return self.requests[-1]

    async def take(self, request: web.Request) -> web.Response:
        fields = {name: str(value) for name, value in (await request.post()).items()}
        self.requests.append(fields)
        if self.is_eager and self.status == 202:
            await self.verify()
        self.was_asked.set()
        said = f"you sent {fields}" if self.repeats else "said the hub\x1b[31m"
        return web.Response(status=self.status, text=said if self.status != 202 else "")

    async def verify(self, callback: str | None = None, **changes: str) -> tuple[int, str]:
        """Ask the callback whether the latest request was meant; `changes` replaces parameters."""
        query: dict[str, Any] = {
            "hub.mode": self.latest["hub.mode"],
            "hub.topic": self.latest["hub.topic"],
            "hub.challenge": "echo <b>me</b>",
        }
        if self.lease is not None:
            query["hub.lease_seconds"] = self.lease
        query |= {f"hub.{name}": value for name, value in changes.items()}
        async with self.session.get(callback or self.latest["hub.callback"], params=query) as response:
            return response.status, await response.text()

    async def deny(self, reason: str) -> int:
        return (await self.verify(mode="denied", reason=reason))[0]

    async def push(
        self,
        body: bytes,
        *,
        to: dict[str, str] | None = None,
        signature: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> int:
        """Send content to the callback of a request, by default of the latest, signed rightly by default."""
        asked = to or self.latest
        secret = asked.get("hub.secret", "")
        said = {"Content-Type": "application/rss+xml", **(headers or {})}
        said["X-Hub-Signature"] = sign(secret, body) if signature is None else signature
        if not said["X-Hub-Signature"]:
            del said["X-Hub-Signature"]
        async with self.session.post(asked["hub.callback"], data=BytesIO(body), headers=said) as response:
            return response.status


@asynccontextmanager
async def open_hub() -> AsyncIterator[Hub]:
    async with ClientSession() as session:
        hub = Hub(session)
        application = web.Application()
        application.router.add_post("/hub", hub.take)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, LOCALHOST, 0).start()
        hub.base = f"http://{LOCALHOST}:{runner.addresses[0][1]}/hub"
        try:
            yield hub
        finally:
            await runner.cleanup()
