"""`watcher notify`: try a channel, and look at every message without sending one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_group, add_json_option, print_json

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers
    from watcher.model import Channel, Delivery, Receipt


def add_commands(subparsers: Subparsers) -> None:
    """Add `notify test` and `notify preview`."""
    group = add_group(subparsers, "notify", summary="try channels and look at messages")
    test = add_command(
        group,
        "test",
        summary="send a test message to one channel",
        description="Prints what the receiver answered, or why it did not take the message and what to do.",
        example="watcher notify test desk",
        run=run_test,
    )
    test.add_argument("channel", metavar="CHANNEL", help="a channel of signals.toml")
    add_json_option(test)

    preview = add_command(
        group,
        "preview",
        summary="write samples of every message to files",
        description="For each kind of message: Slack's JSON, the mail, its HTML, its text.  Sends nothing.",
        example="watcher notify preview previews/",
        run=run_preview,
    )
    preview.add_argument("folder", type=Path, metavar="DIR", help="where to write; made when missing")


def run_test(arguments: argparse.Namespace) -> int:
    """Send a sample and print the receipt; DeliveryError names reason and remedy."""
    import asyncio

    from watcher.config import load_config
    from watcher.errors import InputError

    channels = load_config(arguments.config).channels
    channel = channels.get(arguments.channel)
    if channel is None:
        known = ", ".join(channels) or "none"
        raise InputError(f"{arguments.config} has no channel {arguments.channel!r}; it has: {known}")
    receipt = asyncio.run(_send_sample(channel))
    if arguments.json:
        print_json({"channel": channel.id, "receipt": receipt.detail})
    else:
        print(f"{channel.id} took the test message: {receipt.detail}")
    return 0


async def _send_sample(channel: Channel) -> Receipt:
    from watcher.notify.samples import make_delivery, make_sample
    from watcher.wiring import open_channel, utc_now

    now = utc_now()
    sender = open_channel(channel)
    try:
        return await sender.send(make_delivery(channel.id, make_sample(now), now))
    finally:
        await sender.close()


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
    from watcher.deliver import make_undelivered
    from watcher.notify.samples import make_delivery, make_previews
    from watcher.wiring import utc_now

    now = utc_now()
    deliveries = make_previews(now, "https://board.example/")
    lost = make_undelivered(deliveries["status"], "404 no_service", now)
    return {**deliveries, "undelivered": make_delivery("preview", lost, now)}


def _render_all(delivery: Delivery) -> dict[str, bytes]:
    import json

    from watcher.notify.render import render_html, render_mail, render_slack, render_text

    slack = json.dumps(render_slack(delivery).to_json(), indent=2, ensure_ascii=False) + "\n"
    text = "\n".join(render_text(delivery)) + "\n"
    return {
        ".slack.json": slack.encode(),
        ".txt": text.encode(),
        ".html": render_html(delivery).encode(),
        ".eml": render_mail(delivery, "watcher@example.org", ("analyst@example.org",)).as_bytes(),
    }
