"""One polite conditional GET: FeedState -> FetchResult; and one of what is no feed, with the same manners.

docs/feeds.md lists the rules.

httpx speaks on aiohttp's pool (bench/fetching.py says why).  Redirects are followed here, hop by hop, since
each hop is a request of its own: it waits for its turn, its address is checked, and it gets no validators
that another address gave.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urlsplit

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from watcher import __version__
from watcher.core.cadence import must_fetch_fully, pick_address
from watcher.feeds.addresses import ATTEMPT, AddressPolicy, Attempt
from watcher.feeds.challenges import find_challenge
from watcher.feeds.hints import read_max_age, read_retry_after
from watcher.feeds.plaintext import clean_text
from watcher.feeds.turns import Clock, HostTurns, LoopClock
from watcher.feeds.unpacking import GarbledError, TooLargeError, Unpacker
from watcher.model import FeedKind, Fetched, FetchFailed, FetchFailure, NotModified

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping
    from datetime import datetime

    from watcher.model import FeedState, FetchResult, FetchSettings, HostSleep

_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_ACCEPT_BY_KIND: Final = {  # an API that speaks several formats answers in the one asked for
    FeedKind.FEED: _ACCEPT,
    FeedKind.JSON: "application/json, */*;q=0.5",
    FeedKind.PAGE: "text/html, application/xhtml+xml, */*;q=0.5",
    FeedKind.SITEMAP: "application/xml, text/xml, */*;q=0.5",
}
_PERMANENT: Final = frozenset({301, 308})
_TEMPORARY: Final = frozenset({302, 303, 307})
_CHALLENGING: Final = frozenset({202, 401, 403, 503})  # statuses that a challenge for browsers comes with
_VALIDATOR_LIMIT: Final = 2_000  # characters
_DETAIL_LIMIT: Final = 200  # characters


def make_user_agent(contact: str) -> str:
    """Name the program and whom to write to, so that a publisher need not block it to be heard."""
    return f"Watcher/{__version__} (feed reader{f'; +{contact}' if contact else ''})"


MayAsk = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request is for: the types it accepts, how many bytes of body, unpacked, are taken at most.

    A body of another type than `types` is left unread, where they are given.  With `may_cut` the beginning of
    one that is too large is taken.  Only answers for feeds (`is_feed`) tell whether a host forbids us.
    """

    accept: str
    limit: int
    types: frozenset[str] = frozenset()
    may_cut: bool = False
    is_feed: bool = False


@dataclass(frozen=True, slots=True)
class _Hop:
    """A redirect to follow."""

    target: str
    is_permanent: bool


class Fetcher:
    """Fetches feeds, keeping its manners towards each host; made by open_fetcher."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        settings: FetchSettings,
        policy: AddressPolicy,
        turns: HostTurns,
        clock: Clock,
        *,
        headers: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._client = client
        self._settings = settings
        self._policy = policy
        self._clock = clock
        self._turns = turns
        self._headers = headers

    async def fetch_feed(self, state: FeedState, now: datetime) -> FetchResult:
        """Ask for a feed once, conditionally; every outcome is a value, nothing is raised.

        It waits until the host's turn comes.  Validators in the result are to be stored together with
        the entries they vouch for.
        """
        url = pick_address(state, now)
        try:
            wanted = Wanted(_ACCEPT_BY_KIND[state.feed.kind], self._settings.max_body, is_feed=True)
            return await self._follow(state, url, now, wanted)
        except Exception as error:  # noqa: BLE001  # a library's surprise must not stop the batch
            return FetchFailed(url, FetchFailure.GARBLED, _describe(error))

    async def fetch_other(
        self, url: str, now: datetime, wanted: Wanted, may_ask: MayAsk | None = None
    ) -> FetchResult:
        """Ask for something that is no feed, once; every outcome is a value, nothing is raised.

        `may_ask` is asked before each hop; where it says no, the fetch ends as REFUSED.
        """
        try:
            return await self._follow(None, url, now, wanted, may_ask)
        except Exception as error:  # noqa: BLE001  # the same
            return FetchFailed(url, FetchFailure.GARBLED, _describe(error))

    async def _follow(
        self, state: FeedState | None, url: str, now: datetime, wanted: Wanted, may_ask: MayAsk | None = None
    ) -> FetchResult:
        """Ask, and follow redirects; the deadline counts what the network took, not the wait for turns."""
        left = self._settings.deadline.total_seconds()
        allowance = left
        moved_to: str | None = None
        is_permanent = True
        validated = None
        if state is not None and not must_fetch_fully(state, now):
            validated = state.validators_from or url
        seen = {url}
        for _ in range(self._settings.redirect_limit + 1):
            if may_ask is not None and not await may_ask(url):
                return FetchFailed(url, FetchFailure.REFUSED, "may not be asked for")
            headers = {"Accept": wanted.accept}
            if state is not None:
                headers |= self._make_headers(state, url, is_validated=url == validated)
            answer, took = await self._ask(url, headers, now, left, wanted)
            left -= took
            if not isinstance(answer, _Hop):
                elapsed = timedelta(seconds=allowance - left)
                return _settle(replace(answer, elapsed=elapsed), moved_to)
            if answer.target in seen:
                return FetchFailed(
                    url, FetchFailure.REDIRECTS, f"redirects go round in a circle at {_shorten(url)}"
                )
            seen.add(answer.target)
            is_permanent = is_permanent and answer.is_permanent and not _is_downgrade(url, answer.target)
            url = answer.target
            moved_to = url if is_permanent else moved_to
        return FetchFailed(
            url, FetchFailure.REDIRECTS, f"more than {self._settings.redirect_limit} redirects"
        )

    def _make_headers(self, state: FeedState, url: str, *, is_validated: bool) -> dict[str, str]:
        """What one request says of its own; a feed's secrets go nowhere but to the origin of its address."""
        own = self._headers.get(state.feed.url)
        headers = dict(own) if own and _is_same_origin(url, state.feed.url) else {}
        return headers | (_make_conditions(state) if is_validated else {})

    async def _ask(
        self, url: str, headers: dict[str, str], now: datetime, left: float, wanted: Wanted
    ) -> tuple[FetchResult | _Hop, float]:
        """Send one request in its turn; answers with what came and the seconds it took."""
        fault = self._policy.find_fault(url)
        if fault is not None:
            return FetchFailed(url, FetchFailure.ADDRESS, fault), 0.0
        host = urlsplit(url).hostname or ""
        sleep = self._turns.get_sleep(host)
        if not sleep:
            async with self._turns.take(host):
                sleep = self._turns.get_sleep(host)  # it may have fallen asleep while we waited
                if not sleep:
                    start = self._clock.time()
                    answer = await self._send(url, headers, now, left, wanted)
                    return answer, self._clock.time() - start
        detail = f"{host} asked for less; it is left alone for {timedelta(seconds=round(sleep))} more"
        return FetchFailed(url, FetchFailure.BUSY, detail, retry_after=timedelta(seconds=sleep)), 0.0

    async def _send(
        self, url: str, headers: dict[str, str], now: datetime, left: float, wanted: Wanted
    ) -> FetchResult | _Hop:
        host = urlsplit(url).hostname or ""
        attempt = Attempt(is_host_allowed=self._policy.allows_host(host))
        token = ATTEMPT.set(attempt)
        try:
            async with asyncio.timeout(max(left, 0.001)):
                request = self._client.build_request("GET", url, headers=headers)
                response = await self._client.send(request, stream=True)
                try:
                    return await self._read_answer(
                        url, response, now, wanted, is_conditional=_is_conditional(headers)
                    )
                finally:
                    await response.aclose()
        except TimeoutError:
            return FetchFailed(
                url, FetchFailure.TOO_SLOW, f"not done within {self._settings.deadline.total_seconds():g} s"
            )
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError) as error:
            if attempt.refused:
                address = attempt.refused[0]
                found = f"{address} is" if host == address else f"{host} is {address},"
                detail = f"{found} not a public address; allow_addresses could allow it"
                return FetchFailed(url, FetchFailure.ADDRESS, detail)
            failure, detail = _classify(error)
            return FetchFailed(url, failure, detail)
        finally:
            ATTEMPT.reset(token)

    async def _read_answer(
        self, url: str, response: httpx.Response, now: datetime, wanted: Wanted, *, is_conditional: bool
    ) -> FetchResult | _Hop:
        status = response.status_code
        host = urlsplit(url).hostname or ""
        if status == 200:
            result = await self._read_body(url, response, wanted)
            challenge = find_challenge(response.headers, result.body) if isinstance(result, Fetched) else None
            if challenge is None:
                self._turns.note_answer(host)
                return result
            return self._refuse_challenge(url, status, challenge, wanted)
        if status == 304 and is_conditional:
            self._turns.note_answer(host)
            return NotModified(url, max_age=read_max_age(response.headers))
        if status in _PERMANENT | _TEMPORARY and "location" in response.headers:
            return _Hop(_join(url, response.headers["location"]), is_permanent=status in _PERMANENT)
        retry_after = read_retry_after(response.headers, now)
        if status in _CHALLENGING and retry_after is None:
            page = await self._read_body(url, response, wanted)
            challenge = find_challenge(response.headers, page.body if isinstance(page, Fetched) else b"")
            if challenge is not None:
                return self._refuse_challenge(url, status, challenge, wanted)
        sleep = None
        if status == 429 or (status == 503 and retry_after is not None):
            sleep = self._turns.put_to_sleep(host, retry_after.total_seconds() if retry_after else None)
        elif status == 403 and wanted.is_feed:
            sleep = self._turns.note_forbidden(host, url)
        failure, detail = _judge_status(status)
        return FetchFailed(
            url, failure, detail, status_code=status, retry_after=retry_after, host_sleep=sleep
        )

    def _refuse_challenge(self, url: str, status: int, challenge: str, wanted: Wanted) -> FetchFailed:
        sleep = self._turns.note_forbidden(urlsplit(url).hostname or "", url) if wanted.is_feed else None
        detail = f"{status}: a challenge for browsers ({challenge})"
        return FetchFailed(url, FetchFailure.CHALLENGED, detail, status_code=status, host_sleep=sleep)

    async def _read_body(self, url: str, response: httpx.Response, wanted: Wanted) -> FetchResult:
        headers = response.headers
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if wanted.types and media_type not in wanted.types:
            return Fetched(url=url, body=b"", content_type=headers.get("content-type"))
        try:
            unpacker = Unpacker(headers.get("content-encoding", ""), wanted.limit)
            if not wanted.may_cut:
                unpacker.check_length(headers.get("content-length", ""))
            try:
                async for chunk in response.aiter_raw():
                    unpacker.feed(chunk)
                body = unpacker.finish()
            except TooLargeError:
                if not wanted.may_cut:
                    raise
                body = unpacker.cut()
        except TooLargeError:
            detail = f"more than {wanted.limit:,} bytes"
            return FetchFailed(url, FetchFailure.TOO_LARGE, detail, status_code=200)
        except GarbledError as error:
            return FetchFailed(url, FetchFailure.GARBLED, str(error), status_code=200)
        return Fetched(
            url=url,
            body=body,
            content_type=headers.get("content-type"),
            etag=_keep_validator(headers.get("etag")),
            last_modified=_keep_validator(headers.get("last-modified")),
            max_age=read_max_age(headers),
            links=tuple(headers.get_list("link")),
        )


@asynccontextmanager
async def open_fetcher(
    settings: FetchSettings,
    clock: Clock | None = None,
    *,
    sleeps: Iterable[HostSleep] = (),
    headers: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> AsyncIterator[Fetcher]:
    """Open the connection pool; leaving the block closes it.

    `clock` paces the turns; `sleeps` are the hosts that asked to be left alone before.  `headers` are those
    that a feed, by its URL, sends with its secrets.
    """
    clock = clock or LoopClock()
    policy = AddressPolicy(settings.allow_addresses)
    idle = settings.idle.total_seconds()
    secured = ssl.create_default_context()

    def open_session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0,  # turns bound what runs at once
            ssl=secured,
            socket_factory=policy.make_socket,
            ttl_dns_cache=60,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            trust_env=False,
            max_line_size=32_768,
            max_field_size=32_768,
        )

    async with httpx.AsyncClient(
        transport=AiohttpTransport(client=open_session),
        headers={
            "User-Agent": make_user_agent(settings.contact),
            "Accept-Encoding": "gzip, deflate, br",
        },
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        timeout=httpx.Timeout(idle, pool=None),
        follow_redirects=False,
        trust_env=False,
    ) as client:
        yield Fetcher(client, settings, policy, HostTurns(settings, clock, sleeps), clock, headers=headers)


def _settle(result: FetchResult, moved_to: str | None) -> FetchResult:
    return replace(result, moved_to=moved_to) if isinstance(result, Fetched) else result


# ----------------------------------------------------------------------------------- what is said


def _make_conditions(state: FeedState) -> dict[str, str]:
    headers: dict[str, str] = {}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def _is_conditional(headers: Mapping[str, str]) -> bool:
    return "If-None-Match" in headers or "If-Modified-Since" in headers


def _is_same_origin(url: str, other: str) -> bool:
    """Whether two addresses share scheme, host and port; one that cannot be read shares them with none."""
    try:
        return httpx.URL(url).copy_with(raw_path=b"/") == httpx.URL(other).copy_with(raw_path=b"/")
    except httpx.InvalidURL:
        return False


def _keep_validator(value: str | None) -> str | None:
    """Keep a validator as it is; one that could not be sent back as it is, is none."""
    if not value or len(value) > _VALIDATOR_LIMIT or not value.isascii() or not value.isprintable():
        return None
    return value


def _join(url: str, location: str) -> str:
    try:
        return urldefrag(str(httpx.URL(url).join(location.strip()))).url
    except (httpx.InvalidURL, ValueError):
        return location


def _is_downgrade(url: str, target: str) -> bool:
    return url.startswith("https:") and not target.startswith("https:")


# ------------------------------------------------------------------------------- what went wrong

_STATUS_FAILURES: Final = {
    401: FetchFailure.REFUSED,
    402: FetchFailure.REFUSED,
    403: FetchFailure.REFUSED,
    404: FetchFailure.NOT_FOUND,
    408: FetchFailure.TOO_SLOW,
    410: FetchFailure.GONE,
    429: FetchFailure.BUSY,
    451: FetchFailure.REFUSED,
    503: FetchFailure.BUSY,
}
_STATUS_WORDS: Final = {
    401: "asks for a password",
    403: "forbids it",
    404: "has no such page",
    410: "says that the feed is gone for good",
    429: "asks for fewer requests",
    451: "withholds it for legal reasons",
    503: "is overloaded or closed for now",
}


def _judge_status(status: int) -> tuple[FetchFailure, str]:
    failure = _STATUS_FAILURES.get(status)
    if failure is None:
        failure = FetchFailure.REFUSED if 400 <= status < 500 else FetchFailure.SERVER_ERROR
    words = _STATUS_WORDS.get(
        status, "failed" if status >= 500 else "answered with something else than the feed"
    )
    return failure, f"{status}: the server {words}"


def _classify(error: Exception) -> tuple[FetchFailure, str]:
    """Tell a failure by the deepest error we know: what lies above has lost the difference."""
    chain = list(_list_causes(error))
    for kinds, failure, words in _CAUSES:
        if any(isinstance(cause, kinds) for cause in chain):
            return failure, f"{words}: {_describe(chain[-1])}" if words else _describe(chain[-1])
    return FetchFailure.UNREACHABLE, _describe(error)


_CAUSES: Final[
    tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], FetchFailure, str], ...]
] = (
    ((httpx.InvalidURL, aiohttp.InvalidURL), FetchFailure.ADDRESS, "the address cannot be read"),
    (ssl.SSLCertVerificationError, FetchFailure.UNREACHABLE, "its certificate is not trusted"),
    (ssl.SSLError, FetchFailure.UNREACHABLE, "no secure connection"),
    (socket.gaierror, FetchFailure.UNREACHABLE, "its name is not found"),
    (aiohttp.ServerDisconnectedError, FetchFailure.UNREACHABLE, "the server hung up"),
    ((TimeoutError, aiohttp.ServerTimeoutError), FetchFailure.TOO_SLOW, "nothing came for too long"),
    (ConnectionRefusedError, FetchFailure.UNREACHABLE, "nobody answers there"),
    (
        (aiohttp.ClientPayloadError, aiohttp.ClientResponseError),
        FetchFailure.GARBLED,
        "the transfer broke off",
    ),
)


def _list_causes(error: BaseException) -> list[BaseException]:
    chain = [error]
    while len(chain) < 10:
        below = chain[-1].__cause__ or chain[-1].__context__
        if below is None:
            break
        chain.append(below)
    return chain


def _describe(error: BaseException) -> str:
    return clean_text(str(error) or type(error).__name__)[:_DETAIL_LIMIT]


def _shorten(url: str) -> str:
    return url if len(url) <= _DETAIL_LIMIT else f"{url[:_DETAIL_LIMIT]}…"
