"""The text of an article from its page: URL -> PageResult, with the manners of the fetcher and of robots.txt.

    robots.txt of the host -> its page, hop by hop -> text told apart (maintext)

What is remembered of a host goes through a PageMemory, which outlives the process: its robots.txt for a day,
that it asked for money or forbade us for a day, that it wants to be left alone between two requests.
docs/feeds.md lists the rules.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol, TypeVar
from urllib.parse import urljoin, urlsplit

from watcher.core.fulltext import cut_text
from watcher.feeds.encoding import decode_page
from watcher.feeds.fetch import Wanted
from watcher.feeds.maintext import extract_text
from watcher.feeds.robots import read_permission
from watcher.model import Fetched, FetchFailed, FetchFailure, PageHost, PageOutcome, PageResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from watcher.feeds.fetch import Fetcher
    from watcher.feeds.robots import Permission
    from watcher.model import FetchResult

_ANSWER = TypeVar("_ANSWER")

_PAGE: Final = Wanted(
    accept="text/html, application/xhtml+xml;q=0.9",
    limit=4_000_000,
    types=frozenset({"text/html", "application/xhtml+xml"}),
)
_ROBOTS: Final = Wanted(accept="text/plain, */*;q=0.5", limit=500 * 1024, may_cut=True)  # RFC 9309, 2.5
_ROBOTS_LIFE: Final = timedelta(hours=24)  # RFC 9309, 2.4
_ROBOTS_RETRY: Final = timedelta(hours=1)
_CLOSED: Final = timedelta(days=1)
_PAYWALLS: Final = frozenset({401, 402, 403})
_FEWEST_WORDS: Final = 25  # a shorter text is a caption, a notice or a teaser

_OUTCOMES: Final = {
    FetchFailure.GONE: PageOutcome.MISSING,
    FetchFailure.NOT_FOUND: PageOutcome.MISSING,
    FetchFailure.REFUSED: PageOutcome.MISSING,
    FetchFailure.ADDRESS: PageOutcome.REFUSED,
    FetchFailure.REDIRECTS: PageOutcome.REFUSED,
    FetchFailure.TOO_LARGE: PageOutcome.TOO_LARGE,
}


class PageMemory(Protocol):
    """What is remembered of hosts, between two pages and between two runs."""

    def get_page_host(self, host: str) -> PageHost | None: ...

    def record_page_host(self, host: PageHost) -> None: ...


class PageReader:
    """Reads pages, one process of extraction at a time; made by open_page_reader."""

    def __init__(
        self,
        fetcher: Fetcher,
        memory: PageMemory,
        read_clock: Callable[[], datetime],
        worker: ThreadPoolExecutor,
    ) -> None:
        self._fetcher = fetcher
        self._memory = memory
        self._read_clock = read_clock
        self._worker = worker

    async def read_page(self, url: str) -> PageResult:
        """Ask for a page once, if its host lets us, and take the article out of it; nothing is raised."""
        try:
            return await self._read_page(url)
        except Exception as error:  # noqa: BLE001  # a library's surprise must not stop the batch
            return PageResult(PageOutcome.FAILED, f"Watcher failed on it: {type(error).__name__}")

    async def _read_page(self, url: str) -> PageResult:
        refusals: list[PageResult] = []
        pauses: dict[str, timedelta] = {}

        async def may_ask(hop: str) -> bool:
            permission = await self._get_permission(hop)
            if isinstance(permission, PageResult):
                refusals.append(permission)
                return False
            if permission.delay is not None:
                pauses[hop] = permission.delay
            return True

        fetched = await self._fetcher.fetch_other(url, self._read_clock(), _PAGE, may_ask)
        for hop, pause in pauses.items():
            self._let_rest(hop, pause, "its robots.txt asks for a pause after each request")
        if refusals:
            return refusals[0]
        if isinstance(fetched, Fetched):
            return await self._take_out(fetched)
        if isinstance(fetched, FetchFailed):
            return self._explain_failure(fetched)
        raise AssertionError(fetched)  # 304 to a request without validators is a failure

    async def _take_out(self, fetched: Fetched) -> PageResult:
        if not fetched.body:
            said = (fetched.content_type or "no type")[:80]
            return PageResult(PageOutcome.NO_PAGE, f"neither HTML nor XHTML: {said!r}")
        page = decode_page(fetched.body, fetched.content_type)
        text = await self._work_apart(extract_text, page)
        if text is None:
            return PageResult(PageOutcome.NO_TEXT, "to read the page would cost too much")
        if len(text.split()) < _FEWEST_WORDS:
            return PageResult(PageOutcome.NO_TEXT, "no article could be told apart in the page")
        return PageResult(PageOutcome.READ, text=cut_text(text))

    def _explain_failure(self, failed: FetchFailed) -> PageResult:
        if failed.status_code in _PAYWALLS or failed.failure is FetchFailure.CHALLENGED:
            self._let_rest(failed.url, _CLOSED, failed.detail)
            return PageResult(PageOutcome.PAYWALL, failed.detail)
        outcome = _OUTCOMES.get(failed.failure, PageOutcome.FAILED)
        return PageResult(outcome, failed.detail, retry_after=failed.retry_after)

    # --------------------------------------------------------------------------------- robots.txt

    async def _get_permission(self, url: str) -> Permission | PageResult:
        """What a hop's host allows, or why the hop may not be asked for."""
        name = name_host(url)
        if name is None:
            return PageResult(PageOutcome.REFUSED, "the address cannot be read")
        now = self._read_clock()
        host = self._memory.get_page_host(name) or PageHost(name)
        if host.rests_until is not None and host.rests_until > now:
            return PageResult(PageOutcome.FAILED, host.reason, retry_after=host.rests_until - now)
        if host.robots_until is None or host.robots_until <= now:
            asked = await self._fetch_robots(host)
            if isinstance(asked, PageResult):
                return asked
            host = asked
        permission: Permission | None = await self._work_apart(read_permission, host.robots, url)
        if permission is None:
            return PageResult(PageOutcome.ROBOTS, "its robots.txt costs too much to read")
        if not permission.is_allowed:
            return PageResult(PageOutcome.ROBOTS, f"the robots.txt of {name} forbids it")
        return permission

    async def _fetch_robots(self, host: PageHost) -> PageHost | PageResult:
        """Ask for a robots.txt: 4xx allows all, and what cannot be reached forbids all for now."""
        url = urljoin(host.host, "/robots.txt")
        fetched = await self._fetcher.fetch_other(url, self._read_clock(), _ROBOTS)
        robots = _read_robots(fetched)
        if robots is None:
            assert isinstance(fetched, FetchFailed)  # noqa: S101  # everything else was read
            if fetched.failure is FetchFailure.ADDRESS:
                return PageResult(PageOutcome.REFUSED, fetched.detail)
            wait = max(_ROBOTS_RETRY, fetched.retry_after or timedelta(0))
            detail = f"its robots.txt cannot be had: {fetched.detail}"
            self._let_rest(host.host, wait, detail)
            return PageResult(PageOutcome.FAILED, detail, retry_after=wait)
        known = replace(host, robots=robots, robots_until=self._read_clock() + _ROBOTS_LIFE)
        self._memory.record_page_host(known)
        return known

    def _let_rest(self, url: str, span: timedelta, reason: str) -> None:
        """Ask for no page of a host for a while; a longer rest that it has already stays."""
        name = name_host(url)
        if name is None:
            return
        host = self._memory.get_page_host(name) or PageHost(name)
        until = self._read_clock() + span
        if host.rests_until is None or host.rests_until < until:
            self._memory.record_page_host(replace(host, rests_until=until, reason=reason))

    async def _work_apart(self, function: Callable[..., _ANSWER], *arguments: object) -> _ANSWER:
        return await asyncio.get_running_loop().run_in_executor(self._worker, function, *arguments)


@contextmanager
def open_page_reader(
    fetcher: Fetcher, memory: PageMemory, read_clock: Callable[[], datetime]
) -> Iterator[PageReader]:
    """Make a reader; leaving the block lets its thread go."""
    worker = ThreadPoolExecutor(1, thread_name_prefix="page")
    try:
        yield PageReader(fetcher, memory, read_clock, worker)
    finally:
        worker.shutdown(wait=False, cancel_futures=True)


def name_host(url: str) -> str | None:
    """Scheme, name and port of an address, which one robots.txt speaks for; None where it has none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"} or not host:
        return None
    shown = f"[{host}]" if ":" in host else host
    is_usual = port is None or (scheme, port) in {("http", 80), ("https", 443)}
    return f"{scheme}://{shown}" if is_usual else f"{scheme}://{shown}:{port}"


def _read_robots(fetched: FetchResult) -> str | None:
    """The rules that hold by RFC 9309, 2.3.1; None where nothing can be known for now."""
    if isinstance(fetched, Fetched):
        text = decode_page(fetched.body, fetched.content_type)
        return text[: text.rfind("\n") + 1] if len(fetched.body) >= _ROBOTS.limit else text
    if not isinstance(fetched, FetchFailed):
        return None
    is_busy = fetched.failure is FetchFailure.BUSY
    is_unavailable = fetched.status_code is not None and 400 <= fetched.status_code < 500
    if fetched.failure is FetchFailure.REDIRECTS or (is_unavailable and not is_busy):
        return ""
    return None
