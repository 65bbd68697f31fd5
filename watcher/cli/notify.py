"""`watcher notify`: try a channel, and look at every message without sending one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_group, add_json_option, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from watcher.cli.command import Subparsers
    from watcher.model import Channel, Delivery, Notification
    from watcher.notify import Sender


def add_commands(subparsers: Subparsers) -> None:
    """Add `notify test` and `notify preview`."""
    group = add_group(subparsers, "notify", summary="try channels and look at messages")
    test = add_command(
        group,
        "test",
        summary="send a sample of each kind of message to one channel",
        description="Each says in its first line that it is a test.  Prints what the receiver answered,\n"
        "or why it did not take a message and what to do.",
        example="watcher notify test desk\nwatcher notify test desk --kind sample",
        run=run_test,
    )
    test.add_argument("channel", metavar="CHANNEL", help="a channel of signals.toml")
    test.add_argument("--kind", metavar="KIND", help="only this kind: one of the names that preview gives")
    add_json_option(test)

    preview = add_command(
        group,
        "preview",
        summary="write samples of every message to files",
        description="For each kind of message: Slack's JSON (and that of the first message of a thread),\n"
        "the webhook's event, the mail, its HTML, its text, and the text for telephones.  Sends nothing.",
        example="watcher notify preview --to previews/",
        run=run_preview,
    )
    preview.add_argument(
        "--to",
        type=Path,
        default=Path("previews"),
        dest="folder",
        metavar="DIR",
        help="where to write, made when missing (default: previews)",
    )


def run_test(arguments: argparse.Namespace) -> int:
    """Send samples and print the receipts; DeliveryError names reason and remedy."""
    import asyncio

    from watcher.config import load_config
    from watcher.errors import InputError
    from watcher.wiring import utc_now

    config = load_config(arguments.config)
    channel = config.channels.get(arguments.channel)
    if channel is None:
        known = ", ".join(config.channels) or "none"
        raise InputError(f"{arguments.config} has no channel {arguments.channel!r}; it has: {known}")
    now = utc_now()
    samples = make_all_samples(now, config.settings.board_url)
    if arguments.kind is not None:
        if arguments.kind not in samples:
            raise InputError(f"no kind {arguments.kind!r}; the kinds are: {', '.join(samples)}")
        samples = {arguments.kind: samples[arguments.kind]}
    receipts = asyncio.run(_open_and_send(channel, samples, now))
    if arguments.json:
        messages = [{"kind": kind, "receipt": detail} for kind, detail in receipts.items()]
        print_json({"channel": channel.id, "messages": messages})
    else:
        for kind, detail in receipts.items():
            print(f"{channel.id} took the test message {kind!r}: {detail}")
    return 0


def make_all_samples(now: datetime, board_url: str | None) -> dict[str, Notification]:
    """Make a sample of each kind of message, by its name."""
    from watcher.deliver import make_undelivered
    from watcher.notify.samples import make_delivery, make_samples

    samples = make_samples(now, board_url)
    lost = make_undelivered(make_delivery("newsroom", samples["status"], now), "404 no_service", now)
    return {**samples, "undelivered": lost}


async def _open_and_send(
    channel: Channel, samples: Mapping[str, Notification], now: datetime
) -> dict[str, str]:
    import asyncio

    from watcher.wiring import open_channel

    sender = open_channel(channel)
    try:
        return await send_samples(sender, channel.id, samples, now, asyncio.sleep)
    finally:
        await sender.close()


async def send_samples(
    sender: Sender,
    channel: str,
    samples: Mapping[str, Notification],
    now: datetime,
    sleep: Callable[[float], Awaitable[object]],
) -> dict[str, str]:
    """Send samples as tests, those of one thread as one conversation; the receipts by kind."""
    from dataclasses import replace

    from watcher.model import SentMessage
    from watcher.notify.samples import make_delivery, mark_as_test

    receipts: dict[str, str] = {}
    told: dict[str, tuple[SentMessage, ...]] = {}
    for kind, sample in samples.items():
        if receipts:
            await sleep(sender.interval.total_seconds())
        test = mark_as_test(sample, now)
        earlier = told.get(test.thread, ())
        receipt = await sender.send(replace(make_delivery(channel, test, now), follows=earlier))
        message = SentMessage(test.key, test.headline, now, receipt.detail, receipt.conversation)
        told[test.thread] = (*earlier, message)
        receipts[kind] = receipt.detail
    return receipts


def run_preview(arguments: argparse.Namespace) -> int:
    """Render every kind of message for every channel into files."""
    from watcher.errors import InputError

    paths: list[Path] = []
    try:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        for name, delivery in _make_deliveries().items():
            for suffix, content in _render_all(delivery).items():
                path = arguments.folder / f"{name}{suffix}"
                path.write_bytes(content)
                paths.append(path)
    except OSError as error:
        raise InputError(
            f"{arguments.folder} cannot be written ({error.strerror}); choose another"
        ) from error
    for path in paths:
        print(path)
    return 0


def _make_deliveries() -> dict[str, Delivery]:
    from watcher.notify.samples import make_delivery, make_previews
    from watcher.wiring import utc_now

    now, board = utc_now(), "https://board.example/"
    lost = make_all_samples(now, board)["undelivered"]
    return {**make_previews(now, board), "undelivered": make_delivery("preview", lost, now)}


def _render_all(delivery: Delivery) -> dict[str, bytes]:
    from watcher.notify import render

    mail = render.render_mail(delivery, "watcher@example.org", ("analyst@example.org",))
    files = {
        ".slack.json": _show_json(render.render_slack(delivery).to_json()),
        ".event.json": _show_json(render.render_event(delivery)),
        ".txt": "\n".join(render.render_text(delivery)) + "\n",
        ".short.txt": "\n\n".join(render.render_short(delivery)) + "\n",
        ".html": render.render_html(delivery),
    }
    if delivery.follows:
        files[".slack-thread.json"] = _show_json(render.render_slack_summary(delivery).to_json())
    return {".eml": mail.as_bytes(), **{suffix: text.encode() for suffix, text in files.items()}}


def _show_json(value: object) -> str:
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
