"""Whom the board lets in, and who may act through it.

    no token, no proxy     this machine alone: everybody on it may read, nobody may act
    token                  a browser logs in with it; programs send it with each request, and only read
    proxy_header           the proxy names who is logged in: they read and act

Only who has a name may act, since what a person decides is kept with their name.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict, deque
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from watcher.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from watcher.model import WebSettings

TOKEN_LENGTH = 20
"""Characters that a token has at least: what is shorter can be guessed."""

FAILURE_LIMIT = 5
FAILURE_WINDOW = timedelta(minutes=5)
SESSION_LIFE = timedelta(days=7)
NAME_LENGTH = 80

_SESSION_LIMIT = 200
_ADDRESS_LIMIT = 10_000
_HOME_PREFIX = 64  # bits of an IPv6 address that one household has to itself


class Who(StrEnum):
    """Who may use a route."""

    ANYONE = "anyone"
    READER = "who may read"
    PERSON = "who is logged in by name"


class Visitor(NamedTuple):
    """Who asks: `name` is empty for one who only reads; `session` is the id of a log-in with the token."""

    name: str = ""
    session: str = ""


class Session(NamedTuple):
    """A log-in."""

    name: str
    ends_at: datetime


class Lockout:
    """Counts failed log-ins of each address: after FAILURE_LIMIT in FAILURE_WINDOW it is not heard."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, deque[datetime]] = OrderedDict()

    def find_end(self, address: str, now: datetime) -> datetime | None:
        """Until when an address is not heard; None when it is."""
        failures = self._failures.get(_home_of(address), deque())
        while failures and failures[0] <= now - FAILURE_WINDOW:
            failures.popleft()
        return failures[0] + FAILURE_WINDOW if len(failures) >= FAILURE_LIMIT else None

    def note_failure(self, address: str, now: datetime) -> None:
        """Count one."""
        failures = self._failures.setdefault(_home_of(address), deque(maxlen=FAILURE_LIMIT))
        failures.append(now)
        self._failures.move_to_end(_home_of(address))
        if len(self._failures) > _ADDRESS_LIMIT:
            self._failures.popitem(last=False)


class LockedOutError(Exception):
    """Too many failed log-ins; heard again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many failed log-ins")
        self.until = until


class Gate:
    """Knows who is who.  Its methods may be called from several threads."""

    def __init__(
        self,
        settings: WebSettings,
        token: str | None,
        read_clock: Callable[[], datetime],
        draw_secret: Callable[[], str],
    ) -> None:
        if token is not None and len(token) < TOKEN_LENGTH:
            raise InputError(
                f"web.token: what stands there has {len(token)} characters; {TOKEN_LENGTH} are the least: "
                "`openssl rand -hex 24` prints a good one"
            )
        self._token = token
        self._header = settings.proxy_header.lower().encode() if settings.proxy_header else None
        self._proxies = [ip_network(proxy) for proxy in settings.proxies]
        self._read_clock = read_clock
        self._draw_secret = draw_secret
        self._key = draw_secret().encode()
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lockout = Lockout()
        self._lock = Lock()

    @property
    def is_open(self) -> bool:
        """Whether all who reach the board may read it."""
        return self._token is None and self._header is None

    @property
    def has_token(self) -> bool:
        """Whether one can log in with a token."""
        return self._token is not None

    def find_session(self, session: str) -> Visitor | None:
        """Who logged in as this session; None when nobody did, or too long ago."""
        with self._lock:
            found = self._sessions.get(session)
            if found is None:
                return None
            if found.ends_at <= self._read_clock():
                del self._sessions[session]
                return None
        return Visitor(found.name, session)

    def find_proxied(self, address: str, headers: list[tuple[bytes, bytes]]) -> Visitor | None:
        """Who the proxy says it is; None when it is not the proxy who asks, or names nobody."""
        if self._header is None or not self._is_proxy(address):
            return None
        values = [value for name, value in headers if name == self._header]
        if len(values) != 1:  # what stands there twice was added by somebody else
            return None
        name = values[0].decode("utf-8", "replace").strip()
        return Visitor(name[:NAME_LENGTH]) if name else None

    def _is_proxy(self, address: str) -> bool:
        try:
            peer = ip_address(address)
        except ValueError:
            return False
        return any(peer in proxy for proxy in self._proxies)

    def check_token(self, address: str, token: str) -> bool:
        """Say whether a token is ours, in the same time for every wrong one.

        Raises LockedOutError, without a look at the token, after too many wrong ones from there.
        """
        now = self._read_clock()
        with self._lock:
            until = self._lockout.find_end(address, now)
        if until is not None:
            raise LockedOutError(until)
        if self._token is not None and hmac.compare_digest(_digest(token), _digest(self._token)):
            return True
        with self._lock:
            self._lockout.note_failure(address, now)
        return False

    def log_in(self, name: str) -> str:
        """Begin a session for somebody whose token was checked; its id."""
        session = self._draw_secret()
        with self._lock:
            self._sessions[session] = Session(name, self._read_clock() + SESSION_LIFE)
            if len(self._sessions) > _SESSION_LIMIT:
                self._sessions.popitem(last=False)
        return session

    def log_out(self, session: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(session, None)

    def make_form_key(self, visitor: Visitor) -> str:
        """Make what a form of ours carries, so that no other page can send it in this visitor's name."""
        return hmac.new(self._key, repr(visitor).encode(), hashlib.sha256).hexdigest()

    def is_form_key(self, visitor: Visitor, key: str) -> bool:
        """Say whether a form was ours."""
        return hmac.compare_digest(_digest(key), _digest(self.make_form_key(visitor)))


def _digest(text: str) -> bytes:
    """Give texts of any length and alphabet one length, which compare_digest needs to keep its promise."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _home_of(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 6:
        return str(ip_network((known, _HOME_PREFIX), strict=False))
    return address
