"""Whose turn it is: the pace at each host, and which hosts are asleep."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from watcher.model import HostSleep

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from watcher.model import FetchSettings

_FIRST_SLEEP: Final = 300.0  # seconds; doubled at each refusal in a row that names no span
_LONGEST_SLEEP: Final = 6 * 3600.0
_FORBIDDEN_BURST: Final = 2  # addresses in a row that one host forbids: it means us, not them


class Clock(Protocol):
    """What fetching knows of time; a test may have it pass at will."""

    def time(self) -> float:
        """Seconds since some fixed point; never runs backwards."""

    async def sleep(self, seconds: float) -> None:
        """Let that much time pass."""


class LoopClock:
    """The clock of the running event loop."""

    def time(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@dataclass(slots=True)
class _Lane:
    """One host: how many requests run there, when the next may start, until when it sleeps."""

    places: asyncio.Semaphore
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_start: float = float("-inf")
    sleeps_until: float = float("-inf")
    strikes: int = 0
    forbidden: set[str] = field(default_factory=set)


class HostTurns:
    """Lets requests start one after the other: `host_spacing` apart, `host_parallel` at once, per host."""

    def __init__(self, settings: FetchSettings, clock: Clock, sleeps: Iterable[HostSleep] = ()) -> None:
        """`sleeps` are those that an earlier process, or configuration, was asked for."""
        self._spacing = settings.host_spacing.total_seconds()
        self._parallel = settings.host_parallel
        self._clock = clock
        self._lanes: dict[str, _Lane] = {}
        self._places = asyncio.Semaphore(settings.parallel)
        for sleep in sleeps:
            lane = self._get_lane(sleep.host)
            lane.strikes = sleep.strikes
            lane.sleeps_until = clock.time() + sleep.span.total_seconds()

    @asynccontextmanager
    async def take(self, host: str) -> AsyncIterator[None]:
        """Wait for the turn at a host, and hold a place there."""
        lane = self._get_lane(host)
        async with lane.places:
            if self._spacing:
                async with lane.gate:
                    wait = lane.next_start - self._clock.time()
                    if wait > 0:
                        await self._clock.sleep(wait)
                    lane.next_start = self._clock.time() + self._spacing
            async with self._places:
                yield

    def get_sleep(self, host: str) -> float:
        """Tell for how many more seconds a host sleeps; 0 when it is awake."""
        return max(0.0, self._get_lane(host).sleeps_until - self._clock.time())

    def put_to_sleep(self, host: str, seconds: float | None) -> HostSleep:
        """Ask a host nothing for as long as it said, or, where it named no span, longer each time."""
        lane = self._get_lane(host)
        span = min(_LONGEST_SLEEP, _FIRST_SLEEP * 2**lane.strikes) if seconds is None else seconds
        lane.strikes = min(lane.strikes + 1, 16)
        lane.sleeps_until = max(lane.sleeps_until, self._clock.time() + span)
        return HostSleep(host, timedelta(seconds=self.get_sleep(host)), lane.strikes)

    def note_forbidden(self, host: str, url: str) -> HostSleep | None:
        """Take the refusal of a second address as a 429: some hosts have no other way to say it."""
        lane = self._get_lane(host)
        lane.forbidden.add(url)
        return self.put_to_sleep(host, None) if len(lane.forbidden) >= _FORBIDDEN_BURST else None

    def note_answer(self, host: str) -> None:
        """Forget a host's refusals: it has answered."""
        lane = self._get_lane(host)
        lane.strikes = 0
        lane.forbidden.clear()

    def _get_lane(self, host: str) -> _Lane:
        lane = self._lanes.get(host)
        if lane is None:
            lane = self._lanes[host] = _Lane(asyncio.Semaphore(self._parallel))
        return lane
