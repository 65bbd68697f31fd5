"""`watcher run`: a few jobs on a scheduler, signals of the operating system, and word to the service manager.

    poll       every 2 s   what is due is polled; a round with slow feeds does not hold up the next
    pages      every 5 s   pages of articles that need their text are read, one of each host at a time
    deliver    every 1 s   what waits in the outbox is sent; woken at once when a status moves
    upkeep     every 60 s  time alone may change a status (WATCH fades) or the coverage
    notices    every 60 s  digests, repeats and our own trouble are told, also that upkeep failed
    backlog    every 60 s  signals that are new, or not what they were, see the articles that are stored
    subscribe  every 60 s  hubs are asked to push, where signals.toml has a [websub] table
    heartbeat  every 15 s  "alive" is written to the database, and told to systemd while polling goes on
    ping       every 15 s  a monitor elsewhere is told so when it is time, where there is a [heartbeat] table

What is due, and when, stands in the database: the scheduler only looks.  SIGTERM and SIGINT finish the
work in hand, for at most `Pace.grace`; a second one leaves at once.  SIGHUP reads signals.toml again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from datetime import timedelta
from signal import SIGHUP, SIGINT, SIGTERM
from typing import TYPE_CHECKING

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from watcher.config import load_config
from watcher.core.text import count_of, make_visible
from watcher.errors import StoreError, WatcherError
from watcher.model import FeedHealth
from watcher.store.board import get_runtime
from watcher.store.reader import open_reader
from watcher.wiring import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from datetime import datetime
    from pathlib import Path

    from watcher.ingest import PollReport
    from watcher.model import FeedState, StatusChange
    from watcher.wiring import Runtime, ServiceManager

CLOCK_JUMP = timedelta(seconds=3)
"""How far the clock must move beside the time that passed to be taken for a jump."""

_HEALTHY = (FeedHealth.OK, FeedHealth.NOT_MODIFIED)

logger = logging.getLogger("watcher")


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the jobs look, and how long work in hand may take when it is time to leave.

    Rounds that find nothing due end at once, so `tick_late_after` without the end of one is a hang.  After
    a round whose outcome could not be stored, polling rests.
    """

    poll_every: timedelta = timedelta(seconds=2)
    pages_every: timedelta = timedelta(seconds=5)
    deliver_every: timedelta = timedelta(seconds=1)
    upkeep_every: timedelta = timedelta(seconds=60)
    subscribe_every: timedelta = timedelta(seconds=60)
    heartbeat_every: timedelta = timedelta(seconds=15)
    ping_every: timedelta = timedelta(seconds=15)
    clock_look_every: timedelta = timedelta(seconds=5)
    tick_late_after: timedelta = timedelta(seconds=60)
    rest_after_failure: timedelta = timedelta(minutes=5)
    poll_grace: timedelta = timedelta(seconds=3)
    grace: timedelta = timedelta(seconds=20)


class Daemon:
    """The running service over a Runtime.  `serve` returns when it was asked to leave."""

    def __init__(
        self,
        runtime: Runtime,
        config_path: Path,
        manager: ServiceManager,
        read_clock: Callable[[], datetime],
        pace: Pace = Pace(),
    ) -> None:
        self._runtime = runtime
        self._config_path = config_path
        self._manager = manager
        self._read_clock = read_clock
        self._pace = pace
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            # A job that starts late is a job that starts: without a limit of lateness none is dropped.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._stop = asyncio.Event()
        self._hurry = asyncio.Event()
        self._reloading = asyncio.Lock()
        self._polls: set[asyncio.Task[object]] = set()  # jobs at work
        self._works: set[asyncio.Task[object]] = set()
        self._beside: set[asyncio.Task[None]] = set()
        self._ticked_at = time.monotonic()
        self._rests_until = 0.0
        self._is_delivery_woken = False
        self._has_committed = False
        self._has_polled = False
        self._health: dict[str, FeedHealth] = {}
        self._last_errors: dict[str, str] = {}

    # ------------------------------------------------------------------------------------ life

    async def serve(self) -> None:
        """Work until SIGTERM or SIGINT; then finish what is in hand."""
        try:
            await self._work()
        except Exception:
            if self._runtime.heartbeat is not None:
                await self._runtime.heartbeat.tell_failure()
            raise

    async def _work(self) -> None:
        await self._listen_to_hubs()
        self._listen_to_signals()
        self._record_start()
        self._add_jobs()
        self._runtime.note_commit = self._note_commit
        self._scheduler.start()
        self._keep(self._watch_clock())
        self._notify("READY=1")
        config = self._runtime.config
        enabled_count = sum(feed.enabled for feed in config.feeds)
        watched = count_of(len(config.signals), "signal"), count_of(enabled_count, "feed")
        logger.info("watching %s in %s", *watched)
        await self._stop.wait()
        grace = self._pace.grace.total_seconds()
        logger.info("leaving: finishing the work in hand, for at most %d s; again to leave at once", grace)
        self._notify("STOPPING=1")
        async with self._reloading:
            await self._pause()
        self._scheduler.shutdown(wait=False)
        loop = asyncio.get_running_loop()
        for number in (SIGTERM, SIGINT, SIGHUP):
            loop.remove_signal_handler(number)
        for task in self._beside:
            task.cancel()
        self._runtime.store.record_fact("stopped", "", self._read_clock())

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (SIGTERM, SIGINT):
            loop.add_signal_handler(number, self.leave)
        loop.add_signal_handler(SIGHUP, lambda: self._keep(self._reload()))

    async def _listen_to_hubs(self) -> None:
        port = await self._runtime.listen()
        if port is not None:
            logger.info("hubs may call on port %d", port)

    async def _listen_to_hubs_again(self) -> None:
        try:
            await self._listen_to_hubs()
        except WatcherError as error:
            logger.error("hubs cannot call, polls go on: %s", error)  # noqa: TRY400  # a user's fault needs no trace of ours

    def leave(self) -> None:
        """Ask `serve` to return; asked twice, it does not wait for the work in hand."""
        if self._stop.is_set():
            self._hurry.set()
        self._stop.set()

    def _add_jobs(self) -> None:
        self._scheduler.add_listener(self._note_error, EVENT_JOB_ERROR)
        now = utc_now()  # the scheduler's clock is the system's, whatever ours is
        # Three pings in the time after which the service manager takes us for dead.
        heartbeat_every = min(self._pace.heartbeat_every, (self._manager.watchdog or timedelta.max) / 3)
        for name, job, every, instances in (
            # Rounds of poll and deliver may overlap: feeds and channels still at work are left to theirs.
            ("poll", self._poll, self._pace.poll_every, 1000),
            ("pages", self._read_pages, self._pace.pages_every, 1),
            ("deliver", self._deliver, self._pace.deliver_every, 1000),
            ("upkeep", self._keep_up, self._pace.upkeep_every, 1),
            ("notices", self._tell_due, self._pace.upkeep_every, 1),
            ("backlog", self._judge_stored, self._pace.upkeep_every, 1),
            ("subscribe", self._subscribe, self._pace.subscribe_every, 1),
            ("heartbeat", self._beat, heartbeat_every, 1),
            ("ping", self._ping, self._pace.ping_every, 1),
        ):
            self._scheduler.add_job(
                job,
                "interval",
                seconds=every.total_seconds(),
                id=name,
                next_run_time=now,
                max_instances=instances,
            )

    def _record_start(self) -> None:
        now = self._read_clock()
        with self._runtime.store.transaction():
            self._runtime.store.record_fact("pid", str(os.getpid()), now)
            self._runtime.store.record_fact("started", "", now)

    # ------------------------------------------------------------------------------------ jobs

    async def _poll(self) -> None:
        if self._has_committed:  # by this round's forerunner, which may have more to do yet
            self._tell_feeds()
        if time.monotonic() < self._rests_until:
            self._ticked_at = time.monotonic()
            return
        with in_hand(self._polls):
            try:
                report = await self._runtime.ingest.poll_due(self._read_clock())
            except Exception:
                self._rest()
                raise
            self._ticked_at = time.monotonic()
            if not self._has_polled:
                self._has_polled = True
                self._wake("ping")
            self._last_errors.pop("poll", None)
            if report.feed_count:
                self._tell_poll(report)

    def _rest(self) -> None:
        """What was fetched is not stored, so it is due again: publishers must not pay for our trouble."""
        self._rests_until = time.monotonic() + self._pace.rest_after_failure.total_seconds()

    async def _read_pages(self) -> None:
        if time.monotonic() < self._rests_until:
            return
        with in_hand(self._polls):  # it may be cut short as a poll may: what is not stored is due again
            try:
                report = await self._runtime.ingest.read_pages(self._read_clock())
            except Exception:
                self._rest()
                raise
            self._last_errors.pop("pages", None)
            if report.page_count:
                pages = count_of(report.page_count, "page")
                logger.info("asked for %s of articles: %d read", pages, report.read_count)
            self._tell_changes(report.changes)

    async def _deliver(self) -> None:
        self._is_delivery_woken = False
        with in_hand(self._works):
            report = await self._runtime.deliver.deliver_due(self._read_clock())
            self._last_errors.pop("deliver", None)
            if report.sent_count or report.retry_count or report.dead_count:
                logger.info(
                    "deliveries: %d sent, %d to be tried again, %d given up",
                    report.sent_count,
                    report.retry_count,
                    report.dead_count,
                )

    async def _keep_up(self) -> None:
        with in_hand(self._works):
            self._tell_changes(self._runtime.ingest.fold_all(self._read_clock()))
            self._last_errors.pop("upkeep", None)

    async def _tell_due(self) -> None:
        with in_hand(self._works):
            self._runtime.notices.tell_due(self._read_clock())
            self._last_errors.pop("notices", None)

    async def _judge_stored(self) -> None:
        with in_hand(self._polls):  # what is cut short goes on where it was
            report = await self._runtime.ingest.judge_stored()
            self._last_errors.pop("backlog", None)
            if report.article_count:
                logger.info(
                    "looked through %s for %s: %s",
                    count_of(report.article_count, "stored article"),
                    count_of(len(report.signal_ids), "new or changed signal"),
                    count_of(report.evidence_count, "hit"),
                )
            self._tell_changes(report.changes)

    async def _subscribe(self) -> None:
        subscriber = self._runtime.subscriber
        if subscriber is not None:
            with in_hand(self._polls):
                await subscriber.ask_due(self._read_clock())
        self._last_errors.pop("subscribe", None)

    async def _beat(self) -> None:
        """Say that we live, where that is so: polling goes on, and the database takes a write and answers."""
        late = self._measure_lateness()
        if late > self._pace.tick_late_after.total_seconds():
            logger.error("no round of polling has ended for %d s: nobody is told that we live", late)
            return
        self._runtime.store.record_fact("heartbeat", "", self._read_clock())
        with contextlib.closing(open_reader(self._runtime.store.path)) as connection:
            row = get_runtime(connection)
        self._last_errors.pop("heartbeat", None)
        self._notify(
            "WATCHDOG=1\n"
            f"STATUS={row.healthy_feed_count} of {row.feed_count} feeds healthy; "
            f"{row.article_count} articles; "
            f"{row.pending_delivery_count} messages waiting, {row.dead_delivery_count} given up"
        )

    def _measure_lateness(self) -> float:
        """Seconds since a round of polling last ended."""
        return time.monotonic() - self._ticked_at

    async def _ping(self) -> None:
        """Let a monitor elsewhere hear from us; neither where polling hangs, nor where it rests."""
        heartbeat = self._runtime.heartbeat
        is_hung = self._measure_lateness() > self._pace.tick_late_after.total_seconds()
        if (
            heartbeat is not None
            and self._has_polled
            and not is_hung
            and time.monotonic() >= self._rests_until
        ):
            with in_hand(self._polls):  # it may be cut short: a monitor has patience for one ping
                self._runtime.store.record_fact("heartbeat", "", self._read_clock())  # it must take a write
                await heartbeat.beat(self._read_clock())
        self._last_errors.pop("ping", None)

    def _note_error(self, event: JobExecutionEvent) -> None:
        """Record and tell that a job failed; the job goes on at its next turn."""
        error = event.exception
        if isinstance(error, asyncio.CancelledError):
            return  # cut short by us
        text = str(error) if isinstance(error, WatcherError) else f"{type(error).__name__}: {error}"
        if self._last_errors.get(event.job_id) == text:
            return  # told already, and not mended since
        self._last_errors[event.job_id] = text
        detail = "" if isinstance(error, WatcherError) else "\n" + "".join(traceback.format_exception(error))
        logger.error("job %s failed: %s%s", event.job_id, text, detail)
        with contextlib.suppress(StoreError):  # it may be the store that failed
            self._runtime.store.add_job_error(event.job_id, text, self._read_clock())

    # ------------------------------------------------------------------------------------ reload

    async def _reload(self) -> None:
        async with self._reloading:
            if self._stop.is_set():
                return
            self._notify(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")
            try:
                config = await asyncio.to_thread(load_config, self._config_path)
                await self._pause()
                await self._runtime.reconfigure(config)
                await self._listen_to_hubs_again()
            except WatcherError as error:
                logger.error("not reloaded, the running configuration is kept: %s", error)  # noqa: TRY400  # a user's fault needs no trace of ours
            else:
                taken_in = count_of(len(config.signals), "signal"), count_of(len(config.feeds), "feed")
                logger.info("reloaded: %s, %s", *taken_in)
            finally:
                self._scheduler.resume()
                self._wake("poll", "upkeep", "notices", "backlog", "subscribe")
                self._notify("READY=1")

    async def _pause(self) -> None:
        """Start nothing more, and wait until what runs has ended, or been cut short after its grace.

        A poll may be cut short anywhere: what it did not store is due again.  A message that is being sent
        would be sent a second time, so it gets longer.
        """
        self._scheduler.pause()
        await asyncio.sleep(0)  # jobs that were just started come into hand
        await asyncio.gather(
            self._finish(self._polls, self._pace.poll_grace), self._finish(self._works, self._pace.grace)
        )

    async def _finish(self, tasks: set[asyncio.Task[object]], grace: timedelta) -> None:
        if not tasks:
            return
        hurry = asyncio.ensure_future(self._hurry.wait())
        ending = asyncio.ensure_future(asyncio.wait(set(tasks)))
        await asyncio.wait(
            {hurry, ending}, timeout=grace.total_seconds(), return_when=asyncio.FIRST_COMPLETED
        )
        hurry.cancel()
        for task in tasks:
            task.cancel()
        await ending

    # ------------------------------------------------------------------------------------ the clock

    async def _watch_clock(self) -> None:
        """Look for jumps of the clock: the scheduler counts by it, and would sleep through a step back."""
        before = self._read_clock(), time.monotonic()
        while True:
            await asyncio.sleep(self._pace.clock_look_every.total_seconds())
            after = self._read_clock(), time.monotonic()
            jump = measure_jump(before, after)
            if abs(jump) > CLOCK_JUMP:
                logger.warning("the clock jumped by %s; all jobs run now", jump)
                self._wake("poll", "pages", "deliver", "upkeep", "notices", "heartbeat")
            before = after

    def _note_commit(self) -> None:
        """Deliver at once what a commit may have put into the outbox; many commits make one round."""
        self._has_committed = True
        if not self._is_delivery_woken:
            self._is_delivery_woken = True
            self._wake("deliver")

    def _wake(self, *jobs: str) -> None:
        for name in jobs:
            self._scheduler.modify_job(name, next_run_time=utc_now())

    # ------------------------------------------------------------------------------------ telling

    def _tell_poll(self, report: PollReport) -> None:
        if report.article_count:
            logger.info(
                "polled %s: %s, %s",
                count_of(report.feed_count, "feed"),
                count_of(report.article_count, "new article"),
                count_of(report.evidence_count, "hit"),
            )
        self._tell_changes(report.changes)

    def _tell_feeds(self) -> None:
        """Tell how feeds fare that have been polled since the last time; coverage may follow from it."""
        self._has_committed = False
        told = [self._tell_health(state) for state in self._runtime.store.list_feed_states()]
        if any(told):
            self._wake("upkeep")

    def _tell_health(self, state: FeedState) -> bool:
        """Log one line when a feed's health changes, none while it stays as it is; whether it changed."""
        before = self._health.get(state.feed.url, FeedHealth.NEVER)
        self._health[state.feed.url] = state.health
        if state.health is before or {state.health, before} <= {*_HEALTHY}:
            return False
        if state.health not in _HEALTHY:
            logger.warning("feed %s", describe_health(state))
        elif before is not FeedHealth.NEVER:
            logger.info("feed %s answers again", state.feed.url)
        return True

    def _tell_changes(self, changes: tuple[StatusChange, ...]) -> None:
        for change in changes:
            logger.info("%s: %s -> %s: %s", change.signal_id, change.before, change.after, change.reason)

    def _notify(self, message: str) -> None:
        send_notice(self._manager.notify_address, message)

    # ------------------------------------------------------------------------------------ tasks

    def _keep(self, coroutine: Coroutine[object, object, None]) -> None:
        """Run something beside the jobs; asyncio itself holds tasks only weakly."""
        task = asyncio.create_task(coroutine)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


@contextlib.contextmanager
def in_hand(tasks: set[asyncio.Task[object]]) -> Iterator[None]:
    """Count the running job among the work that leaving and reloading wait for."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101  # only coroutines of a running loop come here
    tasks.add(task)
    try:
        yield
    finally:
        tasks.discard(task)


def measure_jump(before: tuple[datetime, float], after: tuple[datetime, float]) -> timedelta:
    """Give by how much the clock moved beyond what passed; each pair is (clock, monotonic seconds)."""
    return (after[0] - before[0]) - timedelta(seconds=after[1] - before[1])


def describe_health(state: FeedState) -> str:
    """Say in one line how a feed fares and when it is asked again."""
    detail = f" ({state.health_detail})" if state.health_detail else ""
    again = f"; next try {state.next_fetch_at:%Y-%m-%d %H:%M UTC}" if state.next_fetch_at else ""
    return f"{state.feed.url}: {state.health}{detail}{again}"


def send_notice(address: str | None, message: str) -> None:
    """Tell the service manager, if there is one: sd_notify(3), one datagram of assignments."""
    if address is None:
        return
    if address.startswith("@"):  # the abstract namespace begins with a zero byte
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifier, contextlib.suppress(OSError):
        notifier.setblocking(False)
        notifier.sendto(message.encode(), address)


class VisibleFormatter(logging.Formatter):
    """Log lines in which text of the network cannot act: further lines are indented, so none is forged."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n    ".join(make_visible(line) for line in super().format(record).split("\n"))


class JournalFormatter(VisibleFormatter):
    """The same for the journal, which has its own clock and reads the priority from `<N>`: sd-daemon(3)."""

    def format(self, record: logging.LogRecord) -> str:
        priority = 3 if record.levelno >= logging.ERROR else 4 if record.levelno >= logging.WARNING else 6
        return "\n".join(f"<{priority}>{line}" for line in super().format(record).split("\n"))


def configure_logging(*, is_journal: bool, is_verbose: bool = False) -> None:
    """Log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JournalFormatter("%(message)s")
        if is_journal
        else VisibleFormatter("%(asctime)s %(levelname)-7s %(message)s", "%Y-%m-%d %H:%M:%S")
    )
    logging.basicConfig(level=logging.DEBUG if is_verbose else logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "aiohttp", "asyncio"):  # they log each request, with its URL
        logging.getLogger(name).setLevel(logging.WARNING)
    # What a job raises is told by the daemon, once.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
