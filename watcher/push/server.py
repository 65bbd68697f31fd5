"""The callback that hubs call: a small server of its own, meant to stand behind a reverse proxy.

It answers only below the tokens of subscriptions, whatever path stands before them, and says nothing of
itself.  A body is read no further than the cap and for no longer than the deadline.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from aiohttp import web

from watcher.errors import InputError, StoreError
from watcher.push.subscriber import LATER, TAKEN, TOO_LARGE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from watcher.model import WebsubSettings
    from watcher.push.subscriber import Subscriber

_CHUNK: Final = 65_536  # bytes
_IN_HAND: Final = 8  # pushes read at once: each may hold a body of the largest size
_DEADLINE: Final = 30.0  # seconds for the body of one push
_CHALLENGE_LIMIT: Final = 4_000  # characters

logger = logging.getLogger("watcher")


class CallbackServer:
    """Listens where hubs call, while there is a subscriber to answer them."""

    def __init__(self) -> None:
        self._subscriber: Subscriber | None = None
        self._settings: WebsubSettings | None = None
        self._runner: web.AppRunner | None = None
        self._in_hand = asyncio.Semaphore(_IN_HAND)
        self.port: int | None = None

    async def listen(self, settings: WebsubSettings | None, subscriber: Subscriber | None) -> None:
        """Listen as these settings say, and for this subscriber; with None no longer.

        Raises InputError where it cannot listen, and then goes on as before.
        """
        if settings is None or subscriber is None:
            await self.close()
            return
        place = self._settings and (self._settings.host, self._settings.port)
        if place != (settings.host, settings.port):
            runner = await self._open(settings)
            await self.close()
            self._runner = runner
            self.port = runner.addresses[0][1]
        self._settings, self._subscriber = settings, subscriber

    async def _open(self, settings: WebsubSettings) -> web.AppRunner:
        application = web.Application(middlewares=[_bear_faults])
        application.router.add_route("GET", "/{path:.*}", self._confirm)
        application.router.add_route("POST", "/{path:.*}", self._receive)
        application.on_response_prepare.append(_say_nothing_of_ourselves)
        runner = web.AppRunner(
            application, handle_signals=False, access_log=None, auto_decompress=False, keepalive_timeout=15
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as error:
            await runner.cleanup()
            raise InputError(
                f"websub.bind: {settings.host}:{settings.port} cannot be listened on "
                f"({error.strerror or error}); stop what listens there, or name another place"
            ) from error
        return runner

    async def close(self) -> None:
        """Listen no longer."""
        runner, self._runner = self._runner, None
        self._settings = self._subscriber = self.port = None
        if runner is not None:
            await runner.cleanup()

    async def _confirm(self, request: web.Request) -> web.Response:
        query = {name: value for name, value in request.query.items() if len(value) <= _CHALLENGE_LIMIT}
        if self._subscriber is None:
            return web.Response(status=UNKNOWN)
        echo = self._subscriber.confirm_intent(_get_token(request), query)
        return web.Response(status=UNKNOWN) if echo is None else web.Response(text=echo)

    async def _receive(self, request: web.Request) -> web.Response:
        subscriber = self._subscriber
        token = _get_token(request)
        status = subscriber.knows(token) if subscriber is not None else UNKNOWN
        if subscriber is None or status != TAKEN:
            return web.Response(status=status)
        if self._in_hand.locked():
            return web.Response(status=LATER, headers={"Retry-After": "30"})
        async with self._in_hand:
            body = await _read_body(request, subscriber.max_body)
            if body is None:
                return web.Response(status=TOO_LARGE)
            headers = {name.lower(): value for name, value in request.headers.items()}
            links = request.headers.getall("Link", [])
            return web.Response(status=await subscriber.receive(token, headers, links, body))


@web.middleware
async def _bear_faults(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer where we fail, so that the hub tries again, and tell it without the address, which is secret."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except TimeoutError:
        return web.Response(status=408)
    except StoreError as error:
        logger.error("what a hub sent could not be taken: %s", error)  # noqa: TRY400  # its text says all
        return web.Response(status=LATER, headers={"Retry-After": "60"})
    except Exception:
        logger.exception("what a hub sent could not be taken: a fault of ours")
        return web.Response(status=500)


async def _read_body(request: web.Request, limit: int) -> bytes | None:
    """Read a body as it was sent; None when it is larger than the cap."""
    body = bytearray()
    async with asyncio.timeout(_DEADLINE):
        async for chunk in request.content.iter_chunked(_CHUNK):
            body += chunk
            if len(body) > limit:
                return None
    return bytes(body)


def _get_token(request: web.Request) -> str:
    return request.path.rstrip("/").rpartition("/")[2]


async def _say_nothing_of_ourselves(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = "Watcher"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
