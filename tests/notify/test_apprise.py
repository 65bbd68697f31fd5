"""Apprise: what each service is given besides the text, and addresses that it cannot read."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.notify.hostile import HOSTILE_TEXTS, poison
from tests.servers import Breakdown, HookReceiver
from watcher.errors import DeliveryError
from watcher.model import Urgency
from watcher.notify.apprise import AppriseSender, open_service
from watcher.notify.redaction import Redaction, apprise_secrets
from watcher.notify.render import render_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watcher.model import Delivery

PAGERDUTY = "pagerduty://A1BRTD4JD@TIiajkdnlazkcOXrIdevi7F/watcher"


@pytest.fixture
def hook() -> Iterator[HookReceiver]:
    with HookReceiver() as server:
        yield server


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("urgency", "kind"),
    [(Urgency.HIGH, "failure"), (Urgency.NORMAL, "warning"), (Urgency.LOW, "info"), (Urgency.DIGEST, "info")],
)
async def test_urgency_becomes_the_type_of_a_message(
    hook: HookReceiver, delivery: Delivery, urgency: Urgency, kind: str
) -> None:
    sender = AppriseSender(f"json://{hook.place}/")

    await sender.send(replace(delivery, notification=replace(delivery.notification, urgency=urgency)))
    await sender.close()

    assert hook.posts[0].body["type"] == kind


@pytest.mark.anyio
async def test_nothing_is_sent_beside_a_message_that_hangs(hook: HookReceiver, delivery: Delivery) -> None:
    hook.faults.append(Breakdown("stall"))
    sender = AppriseSender(f"json://{hook.place}/?rto=30", timeout=0.2)

    with pytest.raises(DeliveryError, match=r"no answer within 0\.2 s"):
        await sender.send(delivery)
    with pytest.raises(DeliveryError, match="still on its way") as caught:
        await sender.send(delivery)
    await sender.close()

    assert not caught.value.permanent


@pytest.mark.anyio
@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
async def test_ntfy_gets_one_small_message_and_no_attachment(
    hook: HookReceiver, delivery: Delivery, text: str
) -> None:
    sender = AppriseSender(f"ntfy://{hook.place}/alerts")

    await sender.send(poison(delivery, text, "https://news.example/a"))
    await sender.close()

    (post,) = hook.posts
    assert post.body["topic"] == "alerts"
    assert len(post.body["message"].encode()) <= 4_096


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_feed_text_mentions_nobody_and_hides_no_link(delivery: Delivery, text: str) -> None:
    shown = "\n".join(render_short(poison(delivery, text + " @everyone [Bank](http://evil.example)")))

    assert not re.search(r"@\w", shown)
    assert not re.search(r"<(?:[!@#]|https?:|mailto:)", shown)
    assert "](" not in shown


def test_apprise_is_loaded_only_where_a_channel_needs_it() -> None:
    code = "import sys, watcher.daemon, watcher.notify.slack, watcher.notify.webhook, watcher.cli.notify\n"
    code += "from watcher.notify import open_sender; print('apprise' in sys.modules)"

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "False\n"


def test_the_messages_of_an_episode_have_one_key_in_pagerduty() -> None:
    service = open_service(PAGERDUTY, "port-closure/1")

    assert service.dedup == "port-closure/1"


def test_a_key_in_the_address_wins() -> None:
    assert open_service(f"{PAGERDUTY}?dedup=mine", "port-closure/1").dedup == "mine"


def test_a_key_is_cut_to_what_pagerduty_takes() -> None:
    assert len(open_service(PAGERDUTY, "x" * 1_000).dedup) == 255


BAD_ADDRESSES = ("", "nonsense", "discord://", "unknown://secret-token", "https://[", "json://", "tgram://x")


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_an_address_that_apprise_cannot_read_is_refused_without_being_quoted(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(DeliveryError, match="Apprise cannot read the address") as caught:
        AppriseSender(url)

    assert caught.value.permanent
    assert "secret-token" not in f"{caught.value!r} {caught.value.__context__!r} {caplog.text}"


# An address, and what of it a log may not show, in the shapes in which plugins show it.
SECRETS = {
    "discord": ("discord://417429632418316298/JHZ7lQml277CD", ("417429632418316298", "JHZ7lQml277CD")),
    "telegram": ("tgram://123456789:abcdefg_hij/4242424242", ("123456789:abcdefg_hij", "abcdefg_hij")),
    "pagerduty": (PAGERDUTY, ("A1BRTD4JD", "TIiajkdnlazkcOXrIdevi7F")),
    "ntfy": (
        "ntfys://user:pa%40ssword@ntfy.example/topic?token=tk_12345",
        ("pa@ssword", "tk_12345", "topic"),
    ),
}


@pytest.mark.parametrize(("url", "secrets"), SECRETS.values(), ids=SECRETS)
def test_no_part_of_an_address_that_lets_one_post_is_shown(url: str, secrets: tuple[str, ...]) -> None:
    redaction = Redaction(apprise_secrets(url))

    text = redaction.redact(f"posting to {url} with {' and '.join(secrets)} failed")

    assert not any(secret in text for secret in (url, *secrets))
    assert text.endswith("failed")
