"""Config -> running parts: the one place that names concrete classes and reads clock, environment, chance.

Light to import: what is heavy is imported by `build_runtime`, so that `watcher status` may ask the time.
"""

from __future__ import annotations

import os
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping

    from watcher.config import Config
    from watcher.deliver import Deliver
    from watcher.heartbeat import Heartbeat
    from watcher.ingest import Ingest
    from watcher.model import Channel, Feed, FeedState, FetchResult, SecretReference, StatusChange
    from watcher.notices import Notices
    from watcher.notify import Sender
    from watcher.push.server import CallbackServer
    from watcher.push.subscriber import Subscriber
    from watcher.store.writer import Store

DATABASE_NAME = "watcher.db"
_LOCK_TRIES = 10
_LOCK_PAUSE = 0.01  # seconds; who looks at the lock has it for microseconds


def utc_now() -> datetime:
    """Read the clock: an aware instant in UTC."""
    return datetime.now(UTC)


def draw_jitter() -> float:
    """Draw a share from 0 to 1, to spread what would otherwise happen at once."""
    import random

    return random.random()  # noqa: S311  # spreads load, guards nothing


def draw_secret() -> str:
    """Draw 32 bytes of chance that nobody can guess, as letters that may stand in an address."""
    import secrets

    return secrets.token_urlsafe(32)


def get_user_name() -> str:
    """Name the person at the terminal, as the author of what they decide."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for this user id
        return f"uid {os.getuid()}"


def read_free_bytes(folder: Path) -> int | None:
    """Ask how much room is left for us on the disk of a folder; None where it cannot be asked."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return None
    return disk.f_bavail * disk.f_frsize


# --------------------------------------------------------------------------------- service manager


class ServiceManager(NamedTuple):
    """How to talk to systemd, where it started us: see sd_notify(3).

    `notify_address` is a path, or `@name` in the abstract namespace.  `watchdog` is the span after which
    it takes us for dead.  `is_journal` tells that standard error goes to the journal.
    """

    notify_address: str | None = None
    watchdog: timedelta | None = None
    is_journal: bool = False


def find_service_manager(environment: Mapping[str, str] = os.environ) -> ServiceManager:
    """Read from the environment what the service manager told us."""
    microseconds = environment.get("WATCHDOG_USEC", "")
    is_meant_for_us = environment.get("WATCHDOG_PID") in (None, str(os.getpid()))
    return ServiceManager(
        notify_address=environment.get("NOTIFY_SOCKET") or None,
        watchdog=timedelta(microseconds=int(microseconds))
        if microseconds.isdigit() and is_meant_for_us
        else None,
        is_journal="JOURNAL_STREAM" in environment,
    )


# ------------------------------------------------------------------------------------------- secrets


def read_secret(reference: SecretReference, place: str, environment: Mapping[str, str] = os.environ) -> str:
    """Read the secret a reference points to; `place` is where signals.toml names it.

    Raises InputError, which never holds the secret, where there is none.
    """
    from watcher.errors import InputError

    kind, _, name = reference.reference.partition(":")
    if kind == "env":
        secret = environment.get(name, "")
        remedy = f"set the environment variable {name}"
    elif kind == "credential":
        folder = environment.get("CREDENTIALS_DIRECTORY")
        secret = _read_secret_file(Path(folder, name)) if folder else ""
        remedy = f"add LoadCredential={name}:/PATH to the service, which only systemd can read"
    else:
        secret = _read_secret_file(Path(name))
        remedy = "put the secret into that file, readable for this user"
    if not secret:
        raise InputError(f"{place}: nothing found at {reference.reference}; {remedy}")
    return secret


def _read_secret_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def open_senders(config: Config, environment: Mapping[str, str] = os.environ) -> dict[str, Sender]:
    """Make a sender for each channel that some route uses; nothing is connected yet."""
    routes = config.routes
    used = {route.channel for route in routes} | {route.escalate_to for route in routes if route.escalate_to}
    used |= set(config.settings.trouble_channels)
    return {
        id_: open_channel(channel, environment) for id_, channel in config.channels.items() if id_ in used
    }


def open_channel(channel: Channel, environment: Mapping[str, str] = os.environ) -> Sender:
    """Make the sender of one channel, its secret read; raises InputError where the secret is missing."""
    from dataclasses import fields

    from watcher.model import SecretReference
    from watcher.notify import open_sender

    values = {field.name: getattr(channel, field.name) for field in fields(channel)}
    secrets = {
        name: read_secret(value, f"channels.{channel.id}.{name}", environment)
        for name, value in values.items()
        if isinstance(value, SecretReference)
    }
    return open_sender(channel, secrets, utc_now)


def read_feed_headers(
    feeds: Iterable[Feed], environment: Mapping[str, str] = os.environ
) -> dict[str, dict[str, str]]:
    """Read the secret headers of feeds, by URL; raises InputError where one is missing."""
    return {
        feed.url: {
            name: _read_header(reference, f"feeds ({feed.url}).headers.{name}", environment)
            for name, reference in feed.headers
        }
        for feed in feeds
        if feed.headers
    }


def _read_header(reference: SecretReference, place: str, environment: Mapping[str, str]) -> str:
    from watcher.errors import InputError

    secret = read_secret(reference, place, environment)
    if not secret.isascii() or not secret.isprintable():
        raise InputError(f"{place}: what stands at {reference.reference} cannot be sent in a header; mend it")
    return secret


# ------------------------------------------------------------------------------- one instance a file


@contextmanager
def hold_instance_lock(state: Path) -> Iterator[None]:
    """Be the only watcher that polls for this state folder, which is made when missing.

    The lock is the operating system's, so it ends with the process however that dies; the file names
    the holder and stays.  Raises InstanceRunningError with the pid of the holder.
    """
    from watcher.errors import InstanceRunningError, StoreReadOnlyError
    from watcher.store.holder import LOCK_NAME, read_holder

    try:
        state.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(state / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreReadOnlyError(
            f"{state}: the state folder cannot be used ({error.strerror}); "
            "make it writable for this user, or use another --state"
        ) from error
    try:
        if not _take_lock(descriptor):
            raise InstanceRunningError(state / DATABASE_NAME, read_holder(descriptor))
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take_lock(descriptor: int) -> bool:
    import fcntl
    import time

    for _ in range(_LOCK_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOCK_PAUSE)
        else:
            return True
    return False


# ------------------------------------------------------------------------------------------- runtime


class Runtime:
    """The running parts of one configuration over one database; made by build_runtime.

    Ask for `ingest` anew at each use: `reconfigure` puts another in its place.  `note_commit` is called
    whenever what a feed brought has been committed.
    """

    config: Config
    ingest: Ingest
    notices: Notices
    subscriber: Subscriber | None
    heartbeat: Heartbeat | None
    note_commit: Callable[[], None]

    def __init__(
        self,
        store: Store,
        deliver: Deliver,
        read_clock: Callable[[], datetime],
        environment: Mapping[str, str],
        read_free_bytes: Callable[[Path], int | None],
    ) -> None:
        self.store = store
        self.deliver = deliver
        self._read_clock = read_clock
        self._environment = environment
        self._read_free_bytes = read_free_bytes
        self.note_commit = lambda: None
        self._senders: dict[str, Sender] = {}
        self._parts = AsyncExitStack()
        self._callback: CallbackServer | None = None

    async def reconfigure(self, config: Config) -> None:
        """Run by another configuration from now on; nothing may be polling meanwhile.

        Raises InputError, and leaves everything as it was, where a secret is missing.
        """
        from watcher.feeds.fetch import open_fetcher
        from watcher.feeds.fulltext import open_page_reader
        from watcher.ingest import Ingest
        from watcher.notices import Notices
        from watcher.store.pages import PageQueue
        from watcher.store.queries import list_host_sleeps

        senders = open_senders(config, self._environment)
        heartbeat = self._open_heartbeat(config)
        headers = read_feed_headers((feed for feed in config.feeds if feed.enabled), self._environment)
        async with AsyncExitStack() as opened:
            sleeps = list_host_sleeps(self.store.connection, self._read_clock())
            fetcher = await opened.enter_async_context(
                open_fetcher(config.settings.fetch, sleeps=sleeps, headers=headers)
            )
            reader = opened.enter_context(open_page_reader(fetcher, PageQueue(self.store), self._read_clock))
            ingest = Ingest(
                config,
                self.store,
                fetcher,
                read_clock=self._read_clock,
                draw_jitter=draw_jitter,
                checkpoint=self._note_step,
                page_reader=reader if config.settings.full_text else None,
            )
            opened.callback(ingest.close)
            subscriber = await self._open_subscriber(config, ingest, opened)
            self.store.record_config(tuple(config.signals.values()), config.feeds)
            new_parts = opened.pop_all()
        self.config, self.ingest, self.subscriber, self.heartbeat = config, ingest, subscriber, heartbeat
        self.notices = Notices(config, self.store, read_free_bytes=self._read_free_bytes)
        self.deliver.reconfigure(senders)
        await self._close_parts()
        self._parts, self._senders = new_parts, senders

    def _note_step(self, step: str) -> None:
        if step == "committed":
            self.note_commit()

    def _open_heartbeat(self, config: Config) -> Heartbeat | None:
        settings = config.settings.heartbeat
        if settings is None:
            return None
        from watcher.heartbeat import Heartbeat

        address = read_secret(settings.url, "heartbeat.url", self._environment)
        return Heartbeat(address, self.store, every=settings.every, tells_failure=settings.tells_failure)

    async def _open_subscriber(
        self, config: Config, ingest: Ingest, opened: AsyncExitStack
    ) -> Subscriber | None:
        settings = config.settings
        if settings.websub is None:
            return None
        from watcher.feeds.hubs import open_hub_client
        from watcher.push.subscriber import Subscriber

        return Subscriber(
            self.store,
            await opened.enter_async_context(open_hub_client(settings.fetch)),
            settings.websub.callback,
            max_body=settings.fetch.max_body,
            take_in=ingest.take_in_push,
            read_clock=self._read_clock,
            draw_jitter=draw_jitter,
            draw_secret=draw_secret,
        )

    async def listen(self) -> int | None:
        """Serve the callback of hubs where it is configured; the port, None where it is not.

        Raises InputError, and leaves everything as it was, where it cannot be listened on.
        """
        if self._callback is None:
            if self.subscriber is None:
                return None
            from watcher.push.server import CallbackServer

            self._callback = CallbackServer()
        await self._callback.listen(self.config.settings.websub, self.subscriber)
        return self._callback.port

    async def close(self) -> None:
        """Let go of connections and threads."""
        if self._callback is not None:
            await self._callback.close()
        await self._close_parts()

    async def _close_parts(self) -> None:
        await self._parts.aclose()
        for sender in self._senders.values():
            await sender.close()


def fold_signals(config: Config, store: Store, now: datetime) -> tuple[StatusChange, ...]:
    """Fold every signal anew, as a command does that has changed what the fold depends on."""
    from watcher.ingest import Ingest

    ingest = Ingest(config, store, _NoFetcher(), read_clock=utc_now, draw_jitter=draw_jitter)
    try:
        return ingest.fold_all(now)
    finally:
        ingest.close()


class _NoFetcher:
    """Stands where nothing is fetched."""

    async def fetch_feed(self, state: FeedState, now: datetime) -> FetchResult:
        raise AssertionError(f"{state.feed.url} was to be fetched at {now} by what only folds")


@asynccontextmanager
async def build_runtime(
    config: Config,
    state: Path,
    *,
    read_clock: Callable[[], datetime] = utc_now,
    environment: Mapping[str, str] = os.environ,
    read_free_bytes: Callable[[Path], int | None] = read_free_bytes,
) -> AsyncIterator[Runtime]:
    """Open everything a configuration needs, as the only watcher of this state folder.

    Raises InstanceRunningError, StoreError, or InputError where a secret is missing.
    """
    import asyncio

    from watcher.deliver import Deliver
    from watcher.store.writer import open_store

    with hold_instance_lock(state), closing(open_store(state / DATABASE_NAME)) as store:
        deliver = Deliver(store, {}, clock=read_clock, draw_jitter=draw_jitter, sleep=asyncio.sleep)
        runtime = Runtime(store, deliver, read_clock, environment, read_free_bytes)
        try:
            await runtime.reconfigure(config)
            yield runtime
        finally:
            await runtime.close()
