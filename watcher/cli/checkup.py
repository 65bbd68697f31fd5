"""`watcher doctor`: gathers what is known of this installation, and says what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.core.checkup import Finding
    from watcher.model import Channel, FeedHealth, SecretReference

_STYLES = {"ok": "green", "skipped": "dim", "look": "yellow", "broken": "bold red"}


def add_commands(subparsers: Subparsers) -> None:
    """Add `doctor`."""
    parser = add_command(
        subparsers,
        "doctor",
        summary="say what is wrong with this installation, and what to do",
        description=(
            "Looks at signals.toml, secrets, feeds, channels, outbox, database, disk, clock, process,\n"
            "service, board, web and websub.  Nothing is asked of others unless --probe is given, nothing\n"
            "is stored, and no secret is shown.  Leaves with 0 when all is well, 1 when something is worth\n"
            "a look, 2 when something is broken."
        ),
        example="watcher doctor\nwatcher doctor --probe\nwatcher doctor --json | jq '.findings[]'",
        run=run_doctor,
    )
    parser.add_argument(
        "--probe", action="store_true", help="also ask each feed once, and connect to each channel's host"
    )
    parser.add_argument(
        "--unit", default="watcher", metavar="NAME", help="unit of systemd (default: watcher)"
    )
    add_json_option(parser)


def run_doctor(arguments: argparse.Namespace) -> int:
    """Gather, judge, print."""
    from watcher.core.checkup import exit_code

    findings = list(list_findings(arguments))
    if arguments.json:
        print_json(
            {"exit_code": exit_code(findings), "findings": [finding._asdict() for finding in findings]}
        )
    else:
        _print_findings(findings)
    return exit_code(findings)


def list_findings(arguments: argparse.Namespace) -> Iterator[Finding]:
    """Look at one thing after the other; what cannot be looked at is told as such."""
    from watcher.config import load_config
    from watcher.core.checkup import (
        check_board,
        check_config,
        check_routes,
        check_service,
        check_web,
        check_websub,
    )
    from watcher.errors import ConfigError

    config: Config | None = None
    try:
        config = load_config(arguments.config)
    except ConfigError as error:
        yield from check_config(str(error.path), [str(fault) for fault in error.faults], (), 0, "")
    if config is not None:
        yield from _look_at_config(config)
        yield from _look_at_secrets(config)
        yield from check_routes(len(config.channels), len(config.routes))
        yield from check_board(config.settings.board_url)
        yield from check_web(config.settings.web)
        yield from check_websub(config.settings.websub)
        if arguments.probe:
            yield from _probe(config, arguments)
    yield from _look_at_database(arguments.database, is_probing=arguments.probe and config is not None)
    yield from check_service(_ask_systemd(arguments.unit))


def _look_at_config(config: Config) -> Iterator[Finding]:
    from watcher.cli.check import find_failures, list_hints
    from watcher.cli.lint import find_warnings
    from watcher.core.checkup import check_config
    from watcher.core.text import count_of

    warnings = [f"{fault.key}: {fault.found}; {fault.allowed}" for fault in find_warnings(config)]
    failure_count = sum(1 for _ in find_failures(config))
    signals, feeds = count_of(len(config.signals), "signal"), count_of(len(config.feeds), "feed")
    summary = f"{signals}, {feeds}"
    yield from check_config(str(config.path), (), [*warnings, *list_hints(config)], failure_count, summary)


def _list_references(config: Config) -> Iterator[tuple[str, SecretReference]]:
    """Every secret that a running watcher needs, with its place in signals.toml."""
    from dataclasses import fields

    from watcher.model import SecretReference

    used = {route.channel for route in config.routes}
    for channel in config.channels.values():
        for field in fields(channel):
            value = getattr(channel, field.name)
            if channel.id in used and isinstance(value, SecretReference):
                yield f"channels.{channel.id}.{field.name}", value
    for feed in config.feeds:
        if feed.enabled:
            for name, reference in feed.headers:
                yield f"feeds ({feed.url}).headers.{name}", reference
    for field in fields(config.settings):
        value = getattr(config.settings, field.name)
        if isinstance(value, SecretReference):
            yield f"watcher.{field.name}", value
    if config.settings.web is not None and config.settings.web.token is not None:
        yield "web.token", config.settings.web.token


def _look_at_secrets(config: Config) -> Iterator[Finding]:
    import os

    from watcher.core.checkup import check_secrets
    from watcher.errors import InputError
    from watcher.wiring import read_secret

    missing: dict[str, str] = {}
    references = list(_list_references(config))
    for place, reference in references:
        try:
            read_secret(reference, place)
        except InputError as error:
            missing[reference.reference] = str(error)
    yield from check_secrets(missing, len(references), is_in_service="CREDENTIALS_DIRECTORY" in os.environ)


def _look_at_database(path: Path, *, is_probing: bool) -> Iterator[Finding]:
    import shutil
    from contextlib import closing

    from watcher.core.checkup import Condition, Finding, check_database, check_disk
    from watcher.errors import StoreError, StoreMissingError
    from watcher.store.reader import open_reader
    from watcher.store.upkeep import find_damage_quickly

    try:
        damage = find_damage_quickly(path)
        size = path.stat().st_size
        yield from check_database(str(path), size, damage)
        yield from check_disk(shutil.disk_usage(path.parent).free, size)
        with closing(open_reader(path)) as connection:
            yield from _look_at_work(connection, is_probing=is_probing)
    except StoreMissingError:
        remedy = "`watcher poll` or `watcher run` makes it; or name its folder with --state"
        yield Finding("database", Condition.LOOK, f"{path}: there is none yet", remedy)
    except StoreError as error:
        found, _, remedy = str(error).partition("; ")
        yield Finding("database", Condition.BROKEN, found, remedy or "`watcher db check` tells more")


def _look_at_work(connection: sqlite3.Connection, *, is_probing: bool) -> Iterator[Finding]:
    """What the database knows of feeds, messages and the running process."""
    from watcher.core.checkup import check_clock, check_feeds, check_jobs, check_outbox, check_process
    from watcher.store.board import get_runtime
    from watcher.store.queries import list_feeds, list_job_errors
    from watcher.store.summary import describe_ill_health, is_running
    from watcher.wiring import utc_now

    now = utc_now()
    runtime = get_runtime(connection)
    states = [stored.state for stored in list_feeds(connection) if stored.state.feed.enabled]
    if not is_probing:
        yield from check_feeds([(state.feed.url, state.health, state.health_detail) for state in states])
    yield from check_outbox(runtime.pending_delivery_count, runtime.dead_delivery_count)
    recorded = (runtime.heartbeat_at, runtime.polled_at, runtime.started_at, runtime.stopped_at)
    yield from check_clock(max((at for at in recorded if at is not None), default=None), now)
    yield from check_process(
        is_running=is_running(runtime, now),
        pid=runtime.pid,
        heartbeat_at=runtime.heartbeat_at,
        trouble=describe_ill_health(runtime, now),
    )
    yield from check_jobs([(error.job, error.at, error.error) for error in list_job_errors(connection)], now)


def _probe(config: Config, arguments: argparse.Namespace) -> Iterator[Finding]:
    import asyncio

    from watcher.core.checkup import check_feeds, check_reach

    yield from check_feeds(_ask_feeds(config, arguments))
    used = {route.channel for route in config.routes}
    channels = [channel for channel in config.channels.values() if channel.id in used]
    yield from check_reach(asyncio.run(_reach(channels)))


def _ask_feeds(config: Config, arguments: argparse.Namespace) -> list[tuple[str, FeedHealth, str]]:
    import asyncio

    from watcher.cli.doctor import list_sleeps
    from watcher.cli.progress import open_counter
    from watcher.errors import InputError
    from watcher.feeds.probe import probe_feeds
    from watcher.wiring import read_feed_headers, utc_now

    feeds = [feed for feed in config.feeds if feed.enabled]
    try:
        headers = read_feed_headers(feeds)
    except InputError:  # told among the secrets; those feeds cannot be asked
        feeds = [feed for feed in feeds if not feed.headers]
        headers = {}
    sleeps = list_sleeps(arguments, utc_now())
    with open_counter("asking", len(feeds)) as count_one:
        found = asyncio.run(
            probe_feeds(feeds, config.settings.fetch, sleeps, utc_now, count_one, headers=headers)
        )
    return [(finding.feed.url, finding.health, finding.detail) for finding in found]


async def _reach(channels: Sequence[Channel]) -> dict[str, str | None]:
    """What hinders each channel that goes beyond this process: "" nothing, None not known."""
    import asyncio

    from watcher.notify.reach import needs_no_reach

    outward = [channel for channel in channels if not needs_no_reach(channel)]
    troubles = await asyncio.gather(*(_reach_one(channel) for channel in outward))
    return {channel.id: trouble for channel, trouble in zip(outward, troubles, strict=True)}


async def _reach_one(channel: Channel) -> str | None:
    from watcher.errors import InputError
    from watcher.notify.reach import find_place, find_trouble
    from watcher.wiring import read_secret

    try:
        place = find_place(channel, lambda reference: read_secret(reference, f"channels.{channel.id}"))
    except InputError:
        return "its secret cannot be read"
    except ValueError as error:
        return str(error)
    return None if place is None else await find_trouble(place)


def _ask_systemd(unit: str) -> Mapping[str, str] | None:
    """What systemd says of a unit; None where it does not run."""
    import shutil
    import subprocess
    from pathlib import Path

    program = shutil.which("systemctl")
    if program is None or not Path("/run/systemd/system").is_dir():  # as sd_booted(3) tells
        return None
    command = [program, "show", "--property=LoadState,ActiveState,UnitFileState", "--", unit]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def _print_findings(findings: Sequence[Finding]) -> None:
    from collections import Counter

    from rich.table import Table

    from watcher.cli.console import open_console
    from watcher.core.text import make_visible

    table = Table(box=None, pad_edge=False)
    for name in ("", "WHAT"):
        table.add_column(name, no_wrap=True)
    for name in ("FOUND", "WHAT TO DO"):
        table.add_column(name, overflow="fold")
    for finding in findings:
        table.add_row(
            finding.condition.value,
            finding.subject,
            make_visible(finding.found),
            make_visible(finding.remedy),
            style=_STYLES[finding.condition],
        )
    open_console().print(table)
    counts = Counter(finding.condition.value for finding in findings)
    print(", ".join(f"{counts[name]} {name}" for name in _STYLES if counts[name]))
