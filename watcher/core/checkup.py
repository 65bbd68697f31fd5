"""What is wrong with an installation and what to do about it: each check turns values into findings.

Who gathers the values (cli.checkup) does the reading and asking; here is only what they mean.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from watcher.core.cadence import WELL
from watcher.core.health_notices import REMEDIES
from watcher.core.text import count_of
from watcher.model import FeedHealth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from watcher.model import WebSettings, WebsubSettings


class Condition(StrEnum):
    """How one thing is; what was not looked at, and why, is told as skipped."""

    OK = "ok"
    SKIPPED = "skipped"
    LOOK = "look"  # it works, or may; a person should look
    BROKEN = "broken"  # it cannot do its work


class Finding(NamedTuple):
    """One line of the report; `remedy` is "" where nothing is to be done."""

    subject: str
    condition: Condition
    found: str
    remedy: str = ""


EXIT_CODES: Final = {Condition.OK: 0, Condition.SKIPPED: 0, Condition.LOOK: 1, Condition.BROKEN: 2}

_LEAST_FREE: Final = 50_000_000  # bytes: below, the next polls may fail
_SCANT_FREE: Final = 500_000_000
_CLOCK_TOLERANCE: Final = timedelta(minutes=5)
_ERRORS_MATTER_FOR: Final = timedelta(days=1)


def exit_code(findings: Iterable[Finding]) -> int:
    """0 where all is well, 1 where something is worth a look, 2 where something is broken."""
    return max((EXIT_CODES[finding.condition] for finding in findings), default=0)


def check_config(
    path: str, faults: Sequence[str], warnings: Sequence[str], failure_count: int, summary: str
) -> list[Finding]:
    """Judge signals.toml: its faults, what is hardly meant, and examples that are judged otherwise."""
    if faults:
        return [
            Finding(
                "config", Condition.BROKEN, f"{path}: {fault}", "mend that line; `watcher check` tells all"
            )
            for fault in faults
        ]
    findings = [
        Finding("config", Condition.LOOK, warning, "see `watcher check`; mend it, or leave it if it is meant")
        for warning in warnings
    ]
    if failure_count:
        found = f"{count_of(failure_count, 'example')} judged otherwise than labelled"
        findings.append(Finding("config", Condition.LOOK, found, "`watcher check` shows each with its steps"))
    return findings or [Finding("config", Condition.OK, f"{path}: {summary}")]


def check_secrets(missing: Mapping[str, str], count: int, *, is_in_service: bool) -> list[Finding]:
    """Judge the secrets: `missing` has what was said of each that cannot be read, by its reference.

    A credential of systemd is there only for the service, so that its absence elsewhere means nothing.
    """
    findings = []
    for reference, reason in missing.items():
        if reference.startswith("credential:") and not is_in_service:
            found = f"{reference} is for the service alone and cannot be read from here"
            findings.append(Finding("secrets", Condition.SKIPPED, found))
        else:
            found, _, remedy = reason.rpartition("; ")
            findings.append(Finding("secrets", Condition.BROKEN, found, remedy))
    if findings:
        return findings
    return [Finding("secrets", Condition.OK, f"{count_of(count, 'reference')}, each can be read")]


def check_feeds(healths: Sequence[tuple[str, FeedHealth, str]]) -> list[Finding]:
    """Judge the feeds that are on: (address, health, detail) of each.  All of them ill is broken.

    All of them out of reach is one trouble, of this machine.
    """
    if not healths:
        found = "no feed is enabled: nothing can be seen"
        return [Finding("feeds", Condition.BROKEN, found, "add one: `watcher feeds add URL`")]
    unseen = [row for row in healths if row[1] is FeedHealth.NEVER]
    ill = [row for row in healths if row[1] not in WELL and row[1] is not FeedHealth.NEVER]
    is_none_well = len(ill) == len(healths)
    if len(ill) > 1 and all(health is FeedHealth.UNREACHABLE for _, health, _ in healths):
        url, _, detail = healths[0]
        found = f"none of {len(healths):,} feeds can be reached, {url} among them" + (
            f": {detail}" if detail else ""
        )
        remedy = "look at this machine's network and name service; `watcher feeds doctor` tells of each feed"
        return [Finding("feeds", Condition.BROKEN, found, remedy)]
    findings = [
        Finding(
            "feeds",
            Condition.BROKEN if is_none_well else Condition.LOOK,
            f"{url}: {health}" + (f", {detail}" if detail else ""),
            REMEDIES[health],
        )
        for url, health, detail in ill
    ]
    if unseen:
        found = f"{count_of(len(unseen), 'feed')} not polled yet"
        findings.append(Finding("feeds", Condition.LOOK, found, REMEDIES[FeedHealth.NEVER]))
    well_count = len(healths) - len(ill) - len(unseen)
    if well_count:
        findings.insert(0, Finding("feeds", Condition.OK, f"{well_count:,} of {len(healths):,} are well"))
    return findings


def check_routes(channel_count: int, route_count: int) -> list[Finding]:
    """Judge whether anybody is told anything."""
    if channel_count and route_count:
        channels, routes = count_of(channel_count, "channel"), count_of(route_count, "route")
        return [Finding("channels", Condition.OK, f"{channels}, {routes}")]
    lacking = "route" if channel_count else "channel"
    remedy = "add [channels.NAME] and [[routes]] to signals.toml, then `watcher notify test NAME`"
    return [Finding("channels", Condition.LOOK, f"there is no {lacking}: nobody is told", remedy)]


def check_outbox(pending_count: int, dead_count: int) -> list[Finding]:
    """Judge the queue of messages."""
    if dead_count:
        found = f"{count_of(dead_count, 'message')} given up"
        remedy = "`watcher outbox list` says why; mend that, then `watcher outbox retry`"
        return [Finding("outbox", Condition.LOOK, found, remedy)]
    return [Finding("outbox", Condition.OK, f"{count_of(pending_count, 'message')} waiting, none given up")]


def check_reach(troubles: Mapping[str, str | None]) -> list[Finding]:
    """Judge whether channels answer: what went wrong by the channel's id; "" is well, None was not tried."""
    findings = []
    for channel, trouble in troubles.items():
        if trouble is None:
            found = f"{channel}: only a message can tell whether it arrives"
            remedy = f"`watcher notify test {channel}` sends one"
            findings.append(Finding("channels", Condition.SKIPPED, found, remedy))
        elif trouble:
            remedy = "look at the address, the network and the firewall of this machine"
            findings.append(Finding("channels", Condition.BROKEN, f"{channel}: {trouble}", remedy))
        else:
            findings.append(Finding("channels", Condition.OK, f"{channel}: its host answers"))
    return findings


def check_database(path: str, size: int, damage: Sequence[str]) -> list[Finding]:
    """Judge the file, `size` in bytes, by what SQLite finds wrong with it."""
    if damage:
        remedy = "stop the watcher and restore a backup; `watcher db check` tells more"
        return [Finding("database", Condition.BROKEN, f"{path}: {line}", remedy) for line in damage]
    return [Finding("database", Condition.OK, f"{path}: sound, {_render_size(size)}, schema is current")]


def check_disk(free: int, size: int) -> list[Finding]:
    """Judge the free room, in bytes, beside a database of `size`, a copy of which a backup needs."""
    found = f"{_render_size(free)} free"
    if free < _LEAST_FREE:
        return [Finding("disk", Condition.BROKEN, found, "make room now: nothing more can be stored soon")]
    if free < max(_SCANT_FREE, size):
        remedy = "make room; `watcher db prune` forgets the text of old articles"
        return [Finding("disk", Condition.LOOK, found, remedy)]
    return [Finding("disk", Condition.OK, found)]


def check_clock(latest_at: datetime | None, now: datetime) -> list[Finding]:
    """Judge the clock by the latest instant that was recorded: it can only lie in the past."""
    if latest_at is not None and latest_at - now > _CLOCK_TOLERANCE:
        found = f"something was recorded at {latest_at:%Y-%m-%d %H:%M UTC}, which is yet to come"
        remedy = "set the clock of this machine, and let it be kept (`timedatectl`)"
        return [Finding("clock", Condition.BROKEN, found, remedy)]
    found = "not compared with the outside: no publisher's clock is on record"
    return [Finding("clock", Condition.SKIPPED, found)]


def check_process(
    *, is_running: bool, pid: int | None, heartbeat_at: datetime | None, trouble: str
) -> list[Finding]:
    """Judge the watcher's own sign of life; `trouble` says why nobody polls, "" where somebody does."""
    if is_running and not trouble:
        beat = f", last sign of life {heartbeat_at:%Y-%m-%d %H:%M UTC}" if heartbeat_at else ""
        return [Finding("process", Condition.OK, f"runs as pid {pid}{beat}")]
    remedy = "wait a minute" if is_running else "start it: `watcher run`, or `systemctl start watcher`"
    return [Finding("process", Condition.LOOK if is_running else Condition.BROKEN, trouble, remedy)]


def check_jobs(errors: Sequence[tuple[str, datetime, str]], now: datetime) -> list[Finding]:
    """Judge the jobs of the daemon that failed: (job, instant, error), newest first."""
    fresh = [row for row in errors if now - row[1] <= _ERRORS_MATTER_FOR]
    return [
        Finding("jobs", Condition.LOOK, f"{job} failed at {at:%Y-%m-%d %H:%M UTC}: {error}", "see the log")
        for job, at, error in fresh
    ] or [Finding("jobs", Condition.OK, "none failed within a day")]


def check_service(properties: Mapping[str, str] | None) -> list[Finding]:
    """Judge the unit of systemd by what `systemctl show` says of it; None where there is no systemd."""
    if properties is None:
        return [Finding("service", Condition.SKIPPED, "systemd does not run here")]
    loaded, active = properties.get("LoadState", ""), properties.get("ActiveState", "")
    if loaded == "not-found":
        return [
            Finding("service", Condition.SKIPPED, "the unit is not installed; see systemd/watcher.service")
        ]
    if loaded != "loaded":
        remedy = "`systemctl status watcher` says why; mend the unit, then `systemctl daemon-reload`"
        return [Finding("service", Condition.BROKEN, f"the unit is {loaded or 'not known'}", remedy)]
    return [_check_loaded_service(active, is_enabled=properties.get("UnitFileState") != "disabled")]


def _check_loaded_service(active: str, *, is_enabled: bool) -> Finding:
    if active == "failed":
        remedy = "`journalctl -u watcher` says why; then `systemctl restart watcher`"
        return Finding("service", Condition.BROKEN, "the service failed", remedy)
    if active != "active":
        return Finding("service", Condition.LOOK, f"the service is {active}", "`systemctl start watcher`")
    if not is_enabled:
        remedy = "`systemctl enable watcher`"
        return Finding("service", Condition.LOOK, "active, but not started with this machine", remedy)
    return Finding("service", Condition.OK, "active, and started with this machine")


def check_board(board_url: str | None) -> list[Finding]:
    """Judge the address that messages link to."""
    if board_url is None:
        return [Finding("board", Condition.SKIPPED, "messages link to no board: board_url is not set")]
    if _is_local(board_url):
        remedy = "set board_url to an address that the readers of messages can open"
        return [Finding("board", Condition.LOOK, f"{board_url} opens on this machine alone", remedy)]
    return [Finding("board", Condition.OK, f"messages link to {board_url}")]


def check_web(web: WebSettings | None) -> list[Finding]:
    """Judge where `watcher run` serves the board, and whom it lets in."""
    if web is None:
        return [Finding("web", Condition.SKIPPED, "not configured: `watcher serve` shows the board")]
    place = f"the board at {web.host}:{web.port}"
    if web.token is None and web.proxy_header is None:
        if not _is_local(f"http://[{web.host}]" if ":" in web.host else f"http://{web.host}"):
            remedy = "set token or proxy_header in [web], or bind to 127.0.0.1"
            return [Finding("web", Condition.BROKEN, f"{place} asks nobody who they are", remedy)]
        return [Finding("web", Condition.OK, f"{place} is for this machine alone")]
    return [Finding("web", Condition.OK, f"{place} asks for a token or a proxy's word")]


def check_websub(websub: WebsubSettings | None) -> list[Finding]:
    """Judge the address at which hubs push."""
    if websub is None:
        return [Finding("websub", Condition.SKIPPED, "not configured: feeds are polled only")]
    if _is_local(websub.callback):
        remedy = "set callback to the public address of your reverse proxy"
        found = f"no hub can reach {websub.callback}"
        return [Finding("websub", Condition.BROKEN, found, remedy)]
    if urlsplit(websub.callback).scheme != "https":
        remedy = "use https: what comes in the clear can be read on its way"
        return [Finding("websub", Condition.LOOK, f"hubs push in the clear to {websub.callback}", remedy)]
    found = f"hubs push to {websub.callback}, handed on to {websub.host}:{websub.port}"
    return [Finding("websub", Condition.OK, found)]


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return not address.is_global


def _render_size(size: int) -> str:
    for unit, bytes_in_it in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)):
        if size >= bytes_in_it:
            return f"{size / bytes_in_it:.1f} {unit}"
    return f"{size} bytes"
