from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import re
import signal
import socket
import sys
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import httpx
import pytest

from watcher.config import load_config
from watcher.daemon import (
    Daemon,
    JournalFormatter,
    Pace,
    VisibleFormatter,
    describe_health,
    measure_jump,
    send_notice,
)
from watcher.demo import FeedFile, load_scenes, load_signals
from watcher.demo.publishers import serve_publishers
from watcher.errors import StoreFullError
from watcher.ingest import BacklogReport, Ingest, PageReport, PollReport
from watcher.model import Feed, FeedHealth, FeedState
from watcher.store.board import get_runtime, list_statuses
from watcher.store.queries import list_job_errors
from watcher.store.reader import open_reader
from watcher.wiring import Runtime, ServiceManager, build_runtime, utc_now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from watcher.demo.publishers import Publishers

pytestmark = pytest.mark.anyio

PATIENCE = 60  # seconds until a test that waits for what does not come is given up
AT = datetime(2026, 3, 5, 12, tzinfo=UTC)


class NotifySocket:
    """The end of systemd: a datagram socket that collects what we are told."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.messages: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)

    async def wait_for(self, word: str, process: asyncio.subprocess.Process | None = None) -> str:
        """Give the next message that holds `word`; fails at once when the process ends instead."""
        while True:
            receiving = asyncio.ensure_future(asyncio.get_running_loop().sock_recv(self._socket, 4096))
            ending = asyncio.ensure_future(process.wait() if process else asyncio.Event().wait())
            await asyncio.wait({receiving, ending}, return_when=asyncio.FIRST_COMPLETED)
            if not receiving.done():
                receiving.cancel()
                assert process is not None
                pytest.fail(f"it ended before it said {word}: {(await finish(process))[1]}")
            ending.cancel()
            message = receiving.result().decode()
            self.messages.append(message)
            if word in message:
                return message

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def notify_socket(tmp_path: Path) -> Iterator[NotifySocket]:
    with closing(NotifySocket(str(tmp_path / "notify"))) as notifier:
        yield notifier


@pytest.fixture
async def publishers() -> AsyncIterator[Publishers]:
    """The publishers of the demo, on an ordinary day."""
    async with serve_publishers() as publishers:
        for feed in load_scenes()[0].feeds:
            publishers.publish(feed)
        yield publishers


@pytest.fixture
def config_path(publishers: Publishers, tmp_path: Path) -> Path:
    """A signals.toml whose feeds are those publishers'."""
    path = tmp_path / "signals.toml"
    path.write_text(load_signals(publishers.port), encoding="utf-8")
    return path


@asynccontextmanager
async def start(
    config_path: Path, *command: str, notify: str = ""
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "watcher.cli.main", "--config", str(config_path), *command),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "NOTIFY_SOCKET": notify},
    )
    try:
        async with asyncio.timeout(PATIENCE):
            yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def finish(process: asyncio.subprocess.Process) -> tuple[int, str]:
    """Wait for the end; exit code and what was logged."""
    _, errors = await process.communicate()
    assert process.returncode is not None
    return process.returncode, errors.decode()


# ---------------------------------------------------------------------------- as a process of its own


async def test_it_is_ready_when_it_watches_alive_while_it_polls_and_leaves_on_sigterm(
    config_path: Path, notify_socket: NotifySocket
) -> None:
    async with start(config_path, "run", notify=notify_socket.address) as process:
        await notify_socket.wait_for("READY=1", process)
        alive = await notify_socket.wait_for("WATCHDOG=1", process)
        assert "STATUS=" in alive
        process.send_signal(signal.SIGTERM)
        await notify_socket.wait_for("STOPPING=1", process)
        code, logged = await finish(process)
    assert code == 0, logged
    with closing(open_reader(config_path.parent / "state" / "watcher.db")) as connection:
        runtime = get_runtime(connection)
    assert runtime.pid == process.pid
    assert runtime.started_at is not None
    assert runtime.stopped_at is not None
    assert runtime.stopped_at >= runtime.started_at


BREAKING = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Northwire</title><item>
<title>Ports Ministry expels Tidewell from state harbours</title>
<link>https://northwire.example/breaking</link><pubDate>{}</pubDate>
</item></channel></rss>"""


async def test_a_running_watcher_tells_what_just_happened(config_path: Path, publishers: Publishers) -> None:
    body = BREAKING.format(format_datetime(utc_now())).encode()
    publishers.publish(FeedFile("northwire", "application/rss+xml", body))
    async with start(config_path, "run") as process:
        assert process.stdout is not None
        told = await process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        code, logged = await finish(process)
    assert code == 0, logged
    assert "tidewell-expulsion: QUIET → REPORTED" in told.decode()
    assert "tidewell-expulsion: QUIET -> REPORTED" in logged


async def test_each_feed_that_fails_is_told_in_one_line_and_the_board_is_blind(
    config_path: Path, publishers: Publishers
) -> None:
    publishers.close_down()
    async with start(config_path, "run") as process:
        assert process.stderr is not None
        lines: list[str] = []
        while sum(": not found" in line or "404" in line for line in lines) < 6:
            lines.append((await process.stderr.readline()).decode())
        process.send_signal(signal.SIGTERM)
        code, rest = await finish(process)
    logged = "".join(lines) + rest
    assert code == 0, logged
    assert "Traceback" not in logged
    for name in ("northwire", "gazette", "tidemark", "coast", "ministry", "court"):
        assert logged.count(f"/{name}: ") == 1
    async with start(config_path, "status", "--json") as process:
        printed, _ = await process.communicate()
    assert {row["status"] for row in json.loads(printed)["signals"]} == {"BLIND"}


async def test_a_killed_watcher_is_told_at_once(config_path: Path) -> None:
    async with (
        start(config_path, "run") as process,
        start(config_path, "serve", "--port", "0") as serving,
    ):
        assert serving.stdout is not None
        announced = re.search(r"http://\S+", (await serving.stdout.readline()).decode())
        assert announced is not None
        async with (
            httpx.AsyncClient(base_url=announced.group(), timeout=PATIENCE, trust_env=False) as client,
            client.stream("GET", "/live") as live,
        ):
            lines = live.aiter_lines()

            async def wait_for_health(code: int) -> str:
                while True:
                    answer = await client.get("/healthz")
                    if answer.status_code == code:
                        return answer.text
                    while not (await anext(lines)).startswith("data:"):
                        pass

            assert (await wait_for_health(200)).startswith("ok: last poll ")
            process.kill()
            assert (await wait_for_health(503)).startswith("watcher is not running; last poll ")
    async with start(config_path, "status", "--json") as asking:
        printed, _ = await asking.communicate()
    assert (json.loads(printed)["running"], json.loads(printed)["pid"]) == (False, None)


async def test_sigint_leaves_as_sigterm_does(config_path: Path, notify_socket: NotifySocket) -> None:
    async with start(config_path, "run", notify=notify_socket.address) as process:
        await notify_socket.wait_for("READY=1", process)
        process.send_signal(signal.SIGINT)
        code, logged = await finish(process)
    assert code == 0, logged


async def test_sighup_takes_in_a_changed_configuration(
    config_path: Path, notify_socket: NotifySocket
) -> None:
    async with start(config_path, "run", notify=notify_socket.address) as process:
        await notify_socket.wait_for("READY=1", process)
        edit(config_path, lambda text: text.replace("signals.tidewell-codes", "signals.renamed"))
        process.send_signal(signal.SIGHUP)
        reloading = await notify_socket.wait_for("RELOADING=1", process)
        await notify_socket.wait_for("READY=1", process)
        process.send_signal(signal.SIGTERM)
        code, logged = await finish(process)
    assert code == 0, logged
    assert "MONOTONIC_USEC=" in reloading
    assert "reloaded: 2 signals" in logged
    assert known_signals(config_path) == ["tidewell-expulsion", "renamed"]


async def test_sighup_keeps_the_running_configuration_when_the_new_one_is_wrong(
    config_path: Path, notify_socket: NotifySocket
) -> None:
    async with start(config_path, "run", notify=notify_socket.address) as process:
        await notify_socket.wait_for("READY=1", process)
        edit(config_path, lambda text: text + '\n[signals.nonsense]\nsurprise = "x"\n')
        process.send_signal(signal.SIGHUP)
        await notify_socket.wait_for("RELOADING=1", process)
        await notify_socket.wait_for("READY=1", process)
        process.send_signal(signal.SIGTERM)
        code, logged = await finish(process)
    assert code == 0, logged
    assert "not reloaded, the running configuration is kept" in logged
    assert "signals.nonsense.surprise" in logged
    assert known_signals(config_path) == ["tidewell-expulsion", "tidewell-codes"]


async def test_sighup_keeps_the_running_configuration_when_a_secret_is_missing(
    config_path: Path, notify_socket: NotifySocket
) -> None:
    async with start(config_path, "run", notify=notify_socket.address) as process:
        await notify_socket.wait_for("READY=1", process)
        channel = (
            '\n[channels.team]\ntype = "slack"\nwebhook = "env:NO_SUCH_NAME"\n[[routes]]\nchannel = "team"\n'
        )
        edit(config_path, lambda text: text + channel)
        process.send_signal(signal.SIGHUP)
        await notify_socket.wait_for("RELOADING=1", process)
        await notify_socket.wait_for("READY=1", process)
        process.send_signal(signal.SIGTERM)
        code, logged = await finish(process)
    assert code == 0, logged
    assert "channels.team.webhook: nothing found at env:NO_SUCH_NAME" in logged


@pytest.mark.parametrize("command", ["run", "poll"])
async def test_a_second_instance_is_refused_with_the_pid_of_the_first(
    config_path: Path, notify_socket: NotifySocket, command: str
) -> None:
    async with start(config_path, "run", notify=notify_socket.address) as first:
        await notify_socket.wait_for("READY=1", first)
        async with start(config_path, command) as second:
            code, logged = await finish(second)
    assert code == 1
    assert f"already served by pid {first.pid}" in logged


async def test_one_round_by_hand_says_what_came_of_it(config_path: Path) -> None:
    async with start(config_path, "poll", "--json") as process:
        printed, errors = await process.communicate()
        assert (process.returncode, errors) == (0, b"")
    report = json.loads(printed)
    assert set(report) == {"feeds", "articles", "hits", "health", "changes", "sent"}
    assert (report["feeds"], report["articles"], sum(report["health"].values())) == (6, 6, 6)
    async with start(config_path, "poll") as process:
        printed, _ = await process.communicate()
    assert printed.startswith(b"No feed is due before ")


async def test_systemd_may_listen_in_the_abstract_namespace(config_path: Path, tmp_path: Path) -> None:
    with closing(NotifySocket(f"@watcher-test-{os.getpid()}-{tmp_path.name}")) as notifier:
        async with start(config_path, "run", notify=notifier.address):
            await notifier.wait_for("READY=1")


async def test_a_wrong_configuration_is_told_with_its_place_and_nothing_is_made(config_path: Path) -> None:
    edit(config_path, lambda _: "[watcher]\ntimezone = 3\n")
    async with start(config_path, "run") as process:
        code, logged = await finish(process)
    assert code == 1
    assert "line 2: watcher.timezone" in logged
    assert not (config_path.parent / "state").exists()


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def known_signals(config_path: Path) -> list[str]:
    with closing(open_reader(config_path.parent / "state" / "watcher.db")) as connection:
        return [row.signal_id for row in list_statuses(connection, utc_now())]


# ------------------------------------------------------------------- in this process, at a quick pace

NEVER = timedelta(hours=1)
QUICK = Pace(
    poll_every=timedelta(milliseconds=5),
    deliver_every=NEVER,
    upkeep_every=NEVER,
    heartbeat_every=timedelta(milliseconds=5),
    clock_look_every=timedelta(milliseconds=5),
    tick_late_after=timedelta(hours=1),
    rest_after_failure=timedelta(0),
    grace=timedelta(hours=1),
)


class ScriptedIngest:
    """Stands for the ingest: each round does what the script says, and the last line of it ever after."""

    def __init__(self, *script: Callable[[], None] | None) -> None:
        self._script = list(script)
        self.rounds = asyncio.Condition()
        self.round_count = 0
        self.hangs = asyncio.Event()

    async def poll_due(self, now: datetime) -> PollReport:  # noqa: ARG002  # the shape of Ingest
        line = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        async with self.rounds:
            self.round_count += 1
            self.rounds.notify_all()
        if line is None:
            self.hangs.set()
            await asyncio.Event().wait()
        else:
            line()
        return PollReport()

    async def read_pages(self, now: datetime) -> PageReport:  # noqa: ARG002  # the shape of Ingest
        return PageReport()

    async def judge_stored(self) -> BacklogReport:
        return BacklogReport()

    def fold_all(self, now: datetime) -> tuple[()]:  # noqa: ARG002  # the shape of Ingest
        return ()

    def close(self) -> None:
        """Nothing is held."""

    async def wait_for_rounds(self, count: int) -> None:
        async with self.rounds:
            await self.rounds.wait_for(lambda: self.round_count >= count)


def succeed() -> None:
    """Nothing was due."""


def fail() -> None:
    raise StoreFullError("the disk is full")


class LogListener(logging.Handler):
    """Sets `heard` when a message that begins so is logged."""

    def __init__(self, beginning: str) -> None:
        super().__init__()
        self.heard = asyncio.Event()
        self._beginning = beginning

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith(self._beginning):
            self.heard.set()


async def wait_for_log(beginning: str) -> None:
    listener = LogListener(beginning)
    logger = logging.getLogger("watcher")
    logger.addHandler(listener)
    try:
        await listener.heard.wait()
    finally:
        logger.removeHandler(listener)


@asynccontextmanager
async def serve(
    config_path: Path,
    ingest: ScriptedIngest,
    pace: Pace,
    notify: str | None = None,
    read_clock: Callable[[], datetime] = utc_now,
) -> AsyncIterator[tuple[Daemon, asyncio.Task[None], Runtime]]:
    async with build_runtime(load_config(config_path), config_path.parent / "state") as runtime:
        runtime.ingest = ingest  # type: ignore[assignment]  # a fake at the seam
        daemon = Daemon(runtime, config_path, ServiceManager(notify), read_clock, pace)
        serving = asyncio.create_task(daemon.serve())
        async with asyncio.timeout(PATIENCE):
            yield daemon, serving, runtime
            daemon.leave()
            daemon.leave()
            await serving


async def test_a_job_that_fails_is_recorded_once_and_goes_on(config_path: Path) -> None:
    ingest = ScriptedIngest(fail, fail, succeed)
    async with serve(config_path, ingest, QUICK) as (_, _, runtime):
        await ingest.wait_for_rounds(5)
        (error,) = list_job_errors(runtime.store.connection)
    assert (error.job, error.error) == ("poll", "the disk is full")


async def test_polling_rests_while_nothing_can_be_stored(
    config_path: Path, notify_socket: NotifySocket
) -> None:
    ingest = ScriptedIngest(fail)
    pace = replace(QUICK, rest_after_failure=NEVER)
    async with serve(config_path, ingest, pace, notify_socket.address):
        await ingest.wait_for_rounds(1)
        for _ in range(5):  # meanwhile the rest of the work goes on
            await notify_socket.wait_for("WATCHDOG=1")
    assert ingest.round_count == 1


async def test_a_hung_round_withholds_the_sign_of_life(
    config_path: Path, notify_socket: NotifySocket
) -> None:
    ingest = ScriptedIngest(None)
    pace = Pace(
        poll_every=NEVER,
        heartbeat_every=timedelta(milliseconds=5),
        tick_late_after=timedelta(microseconds=1),
        poll_grace=NEVER,
    )
    async with serve(config_path, ingest, pace, notify_socket.address):
        await wait_for_log("no round of polling has ended")
    await notify_socket.wait_for("STOPPING=1")
    assert not any("WATCHDOG=1" in message for message in notify_socket.messages)
    with closing(open_reader(config_path.parent / "state" / "watcher.db")) as connection:
        assert get_runtime(connection).heartbeat_at is None


async def test_work_that_does_not_end_is_cut_short_after_the_grace(config_path: Path) -> None:
    ingest = ScriptedIngest(None)
    pace = Pace(poll_every=NEVER, poll_grace=timedelta(milliseconds=1))
    async with serve(config_path, ingest, pace) as (daemon, serving, _):
        await ingest.hangs.wait()
        daemon.leave()
        await serving


async def test_a_reload_does_not_wait_for_a_round_that_hangs(
    config_path: Path, notify_socket: NotifySocket
) -> None:
    ingest = ScriptedIngest(None)
    pace = Pace(poll_every=NEVER, poll_grace=timedelta(milliseconds=1))
    async with serve(config_path, ingest, pace, notify_socket.address) as (_, _, runtime):
        await notify_socket.wait_for("READY=1")
        await ingest.hangs.wait()
        os.kill(os.getpid(), signal.SIGHUP)
        await notify_socket.wait_for("RELOADING=1")
        await notify_socket.wait_for("READY=1")
        assert isinstance(runtime.ingest, Ingest)


async def test_asked_twice_it_leaves_at_once(config_path: Path) -> None:
    ingest = ScriptedIngest(None)
    async with serve(config_path, ingest, Pace(poll_every=NEVER, poll_grace=NEVER)) as (daemon, serving, _):
        await ingest.hangs.wait()
        daemon.leave()
        daemon.leave()
        await serving


async def test_a_clock_set_back_does_not_put_the_jobs_to_sleep(config_path: Path) -> None:
    ingest = ScriptedIngest(succeed)
    clock = {"offset": timedelta(0)}
    pace = Pace(poll_every=NEVER, clock_look_every=timedelta(milliseconds=5), grace=NEVER)
    async with serve(config_path, ingest, pace, read_clock=lambda: utc_now() + clock["offset"]):
        await ingest.wait_for_rounds(1)  # the next one is an hour away
        clock["offset"] = timedelta(days=-1)
        await ingest.wait_for_rounds(2)


# -------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("clock_seconds", "passed_seconds", "jump_seconds"), [(5, 5, 0), (3605, 5, 3600), (-55, 5, -60)]
)
def test_a_jump_is_what_the_clock_moved_beside_the_time_that_passed(
    clock_seconds: int, passed_seconds: int, jump_seconds: int
) -> None:
    jump = measure_jump((AT, 100.0), (AT + timedelta(seconds=clock_seconds), 100.0 + passed_seconds))
    assert jump == timedelta(seconds=jump_seconds)


def test_nobody_is_told_where_there_is_no_service_manager(tmp_path: Path) -> None:
    send_notice(None, "READY=1")
    send_notice(str(tmp_path / "nobody listens here"), "READY=1")


def test_a_feeds_health_is_one_line_with_its_reason_and_the_next_try() -> None:
    state = FeedState(
        feed=Feed("https://a.example/feed", "a.example"),
        health=FeedHealth.UNREACHABLE,
        health_detail="no such name",
        next_fetch_at=AT,
    )
    assert (
        describe_health(state)
        == "https://a.example/feed: unreachable (no such name); next try 2026-03-05 12:00 UTC"
    )


def make_record(text: str, level: int = logging.WARNING) -> logging.LogRecord:
    return logging.LogRecord("watcher", level, __file__, 1, "feed %s", (text,), None)


def test_text_of_the_network_cannot_act_in_a_log() -> None:
    formatted = VisibleFormatter("%(message)s").format(
        make_record("\x1b]0;gotcha\x07\u202eevil\n2026-01-01 INFO all is well")
    )
    assert formatted == "feed \\x1b]0;gotcha\\x07\\u202eevil\n    2026-01-01 INFO all is well"


@pytest.mark.parametrize(
    ("level", "prefix"), [(logging.ERROR, "<3>"), (logging.WARNING, "<4>"), (logging.INFO, "<6>")]
)
def test_the_journal_is_told_the_priority_of_each_line(level: int, prefix: str) -> None:
    formatted = JournalFormatter("%(message)s").format(make_record("one\ntwo", level))
    assert formatted == f"{prefix}feed one\n{prefix}    two"
