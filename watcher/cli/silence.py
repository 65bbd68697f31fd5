"""`watcher silence`: timed mutes, each with author and reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from watcher.cli.command import (
    add_command,
    add_group,
    add_json_option,
    parse_instant,
    print_json,
)
from watcher.store.summary import render_utc

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import timedelta
    from pathlib import Path

    from watcher.cli.command import Subparsers
    from watcher.model import Silence

STATUSES = ("QUIET", "WATCH", "REPORTED", "CORROBORATED", "CONFIRMED", "DISPUTED", "REVERSED")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def add_commands(subparsers: Subparsers) -> None:
    """Add `silence add`, `list` and `expire`."""
    group = add_group(subparsers, "silence", summary="mute alerts for a while, with a reason")
    add = add_command(
        group,
        "add",
        summary="mute some signals, or all, for a while",
        description="Status and log go on; what would have been told is logged as silenced.",
        example="watcher silence add --for 2h --note 'press conference, we are watching' dpa-invoked",
        run=run_add,
    )
    add.add_argument(
        "signals",
        nargs="*",
        metavar="SIGNAL",
        help="ids of signals, or patterns such as 'tariff-*' (default: all)",
    )
    add.add_argument(
        "--status",
        action="append",
        default=[],
        choices=STATUSES,
        help="only steps to this status; may be repeated",
    )
    add.add_argument(
        "--channel", action="append", default=[], metavar="ID", help="only on this channel; may be repeated"
    )
    end = add.add_mutually_exclusive_group(required=True)
    end.add_argument(
        "--for", dest="span", type=parse_span, metavar="SPAN", help="how long: 30m, 2h, 3d or 1w"
    )
    end.add_argument("--until", type=parse_instant, metavar="T", help="until when (ISO 8601)")
    add.add_argument("--note", required=True, help="why, for those who wonder why they heard nothing")
    add.add_argument("--author", help="who mutes (default: your user name)")

    listing = add_command(
        group,
        "list",
        summary="list the silences that hold, or will",
        example="watcher silence list\nwatcher silence list --json",
        run=run_list,
    )
    add_json_option(listing)

    expire = add_command(
        group, "expire", summary="end a silence now", example="watcher silence expire 3", run=run_expire
    )
    expire.add_argument("id", type=int, metavar="ID", help="its number in `watcher silence list`")


def parse_span(text: str) -> timedelta:
    """Read a span such as 30m, 2h, 3d or 1w."""
    import argparse
    from datetime import timedelta

    found = re.fullmatch(r"(\d{1,4})([mhdw])", text)
    if found is None or int(found[1]) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no span; give a number and m, h, d or w, such as 2h")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def run_add(arguments: argparse.Namespace) -> int:
    """Add a silence that begins now."""
    from watcher.acting import silence_signals
    from watcher.model import Silence, Status
    from watcher.store.summary import render_instant
    from watcher.wiring import get_user_name, utc_now

    _require_channels(arguments.config, arguments.channel)
    now = utc_now()
    silence = Silence(
        author=arguments.author or get_user_name(),
        note=arguments.note,
        starts_at=now,
        ends_at=arguments.until or now + arguments.span,
        signals=tuple(arguments.signals),
        statuses=tuple(map(Status, arguments.status)),
        channels=tuple(arguments.channel),
    )
    silence_id = silence_signals(arguments.database, silence)
    print(f"silence {silence_id}: {_name_muted(silence)} muted until {render_instant(silence.ends_at)}.")
    return 0


def _require_channels(config: Path, channels: Sequence[str]) -> None:
    """Refuse what is no channel of signals.toml: that a silence mutes nothing is found out at night."""
    if not channels:
        return
    from watcher.config import load_config
    from watcher.errors import InputError

    known = load_config(config).channels
    for channel in channels:
        if channel not in known:
            raise InputError(f"{config} has no channel {channel!r}; it has: {', '.join(known)}")


def run_list(arguments: argparse.Namespace) -> int:
    """Print the silences that have not ended."""
    from contextlib import closing

    from watcher.store.queries import list_silences
    from watcher.store.reader import open_reader
    from watcher.wiring import utc_now

    with closing(open_reader(arguments.database)) as connection:
        silences = list_silences(connection, since=utc_now())
    for silence in silences:
        if arguments.json:
            print_json(render_silence(silence))
        else:
            _print_silence(silence)
    if not silences and not arguments.json:
        print("No silences.")
    return 0


def run_expire(arguments: argparse.Namespace) -> int:
    """End one silence."""
    from watcher.acting import expire_silence
    from watcher.wiring import utc_now

    expire_silence(arguments.database, arguments.id, utc_now())
    print(f"silence {arguments.id} ended.")
    return 0


def render_silence(silence: Silence) -> dict[str, object]:
    """Give a silence its fields for JSON; no signals means all."""
    return {
        "id": silence.id,
        "signals": list(silence.signals),
        "statuses": list(silence.statuses),
        "channels": list(silence.channels),
        "from": render_utc(silence.starts_at),
        "until": render_utc(silence.ends_at),
        "author": silence.author,
        "note": silence.note,
    }


def _name_muted(silence: Silence) -> str:
    """`tariff-*, dpa-invoked (WATCH; on newsroom)`."""
    muted = ", ".join(silence.signals) or "all signals"
    limits = [", ".join(silence.statuses), f"on {', '.join(silence.channels)}" if silence.channels else ""]
    named = "; ".join(limit for limit in limits if limit)
    return f"{muted} ({named})" if named else muted


def _print_silence(silence: Silence) -> None:
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    print(f"{silence.id}  {make_visible(_name_muted(silence))} until {render_instant(silence.ends_at)}")
    print(f"   {make_visible(silence.author)}: {make_visible(silence.note)}")
