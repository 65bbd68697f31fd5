"""Slack: what each answer means, the limits of its messages, and who may be posted to."""

from __future__ import annotations

import json
import logging
import re
import socket
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.notify.conftest import make_status_delivery
from tests.notify.hostile import HOSTILE_TEXTS, ODD_URLS, poison
from tests.servers import Answer, Breakdown, SlackStandIn, find_block_fault, find_texts
from watcher.errors import DeliveryError
from watcher.notify.render import render_slack
from watcher.notify.slack import SlackSender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watcher.model import Delivery

KNOWN_LINK = re.compile(r"https://news\.example/a(?:/signals/[\w.~%-]*)?\|")
DATES = (("Date", "Thu, 05 Mar 2026 18:04:00 GMT"), ("Retry-After", "Thu, 05 Mar 2026 19:04:00 GMT"))


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn(is_rate_limited=False) as server:
        yield server


# What the stand-in does, whether trying again is pointless, seconds to wait, and what the error says.
FAILURES = {
    "400 invalid_blocks": (Answer(400, "invalid_blocks"), True, None, "400 invalid_blocks"),
    "401": (Answer(401), True, None, "401"),
    "403": (Answer(403, "action_prohibited"), True, None, "administrator forbids"),
    "404": (Answer(404, "no_service"), True, None, "make a new one"),
    "405": (Answer(405), True, None, "405"),
    "408": (Answer(408), False, None, "408"),
    "410": (Answer(410, "channel_is_archived"), True, None, "archived"),
    "413": (Answer(413), True, None, "413"),
    "425": (Answer(425), False, None, "425"),
    "429 in seconds": (Answer(429, "", (("Retry-After", "30"),)), False, 30, "429"),
    "429 for hours": (Answer(429, "", (("Retry-After", "86400"),)), False, 86_400, "429"),
    "429 until a date": (Answer(429, "", DATES), False, 3_600, "429"),
    "429 until the past": (Answer(429, "", (DATES[0], ("Retry-After", DATES[0][1]))), False, 0, "429"),
    "429 in nonsense": (Answer(429, "", (("Retry-After", "soon"),)), False, None, "429"),
    "429 for ever": (Answer(429, "", (("Retry-After", "9" * 40),)), False, None, "429"),
    "429 below zero": (Answer(429, "", (("Retry-After", "-5"),)), False, None, "429"),
    "429 alone": (Answer(429), False, None, "429"),
    "500": (Answer(500), False, None, "500"),
    "502 with a page": (Answer(502, "<html>\x1b[31mBad gateway</html>"), False, None, "Bad gateway"),
    "503 in seconds": (Answer(503, "", (("Retry-After", "7"),)), False, 7, "503"),
    "504": (Answer(504), False, None, "504"),
    "200 without ok": (Answer(200, "<html>Please log in</html>"), False, None, "Please log in"),
    "204": (Answer(204), False, None, "204"),
    "302 elsewhere": (Answer(302, "", (("Location", "http://evil.example/"),)), False, None, "302"),
    "reset": (Breakdown("reset"), False, None, "Error"),
    "reset after taking": (Breakdown("reset after taking"), False, None, "Error"),
    "garbage": (Breakdown("garbage"), False, None, "Error"),
}


@pytest.mark.anyio
@pytest.mark.parametrize(("fault", "is_permanent", "seconds", "words"), FAILURES.values(), ids=FAILURES)
async def test_each_failure_says_whether_and_when_to_try_again(
    slack: SlackStandIn,
    delivery: Delivery,
    fault: Answer | Breakdown,
    seconds: int | None,
    words: str,
    *,
    is_permanent: bool,
) -> None:
    slack.faults.append(fault)
    sender = SlackSender(slack.webhook)

    with pytest.raises(DeliveryError, match=f"127.0.0.1 did not take the message: .*{words}") as caught:
        await sender.send(delivery)
    await sender.close()

    assert caught.value.permanent is is_permanent
    assert caught.value.retry_after == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.anyio
@pytest.mark.parametrize("how", ["stall", "stall in body"])
async def test_a_stalled_answer_ends_in_time_and_may_be_tried_again(
    slack: SlackStandIn, delivery: Delivery, how: str
) -> None:
    slack.faults.append(Breakdown(how))
    sender = SlackSender(slack.webhook, timeout=0.2)

    with pytest.raises(DeliveryError, match="no answer within") as caught:
        await sender.send(delivery)
    await sender.close()

    assert not caught.value.permanent


@pytest.mark.anyio
async def test_a_closed_port_may_be_tried_again(delivery: Delivery) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    sender = SlackSender(f"http://127.0.0.1:{port}/services/T/B/secret-token")

    with pytest.raises(DeliveryError, match="ConnectError") as caught:
        await sender.send(delivery)
    await sender.close()

    assert not caught.value.permanent


@pytest.mark.anyio
async def test_a_wrong_address_is_permanent_and_names_the_remedy(
    slack: SlackStandIn, delivery: Delivery
) -> None:
    sender = SlackSender(slack.webhook + "x")

    with pytest.raises(DeliveryError, match=r"404 no_service .*make a new one") as caught:
        await sender.send(delivery)
    await sender.close()

    assert caught.value.permanent


@pytest.mark.anyio
async def test_the_address_is_not_logged_by_the_library_either(
    slack: SlackStandIn, delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sender = SlackSender(slack.webhook)

    await sender.send(delivery)
    await sender.close()

    assert "httpx" in {record.name for record in caplog.records}
    assert slack.token not in caplog.text


BAD_WEBHOOKS = {
    "plain http": "http://hooks.slack.example/services/T/B/secret-token",
    "no scheme": "hooks.slack.com/services/T/B/secret-token",
    "file": "file:///services/secret-token",
    "empty": "",
    "bad port": "https://hooks.slack.com:port/services/secret-token",
    "control characters": "https://hooks.slack.com/\x00secret-token",
    "spoofed loopback": "http://localhost.evil.example/secret-token",
}


@pytest.mark.parametrize("webhook", BAD_WEBHOOKS.values(), ids=BAD_WEBHOOKS)
def test_an_address_that_is_no_webhook_is_refused_without_being_quoted(webhook: str) -> None:
    with pytest.raises(DeliveryError, match="no https address") as caught:
        SlackSender(webhook)

    assert caught.value.permanent
    assert "secret-token" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_messages_keep_every_limit(delivery: Delivery, text: str) -> None:
    body = render_slack(poison(delivery, text, "https://news.example/?" + "&" * 190)).to_json()

    assert find_block_fault(json.loads(json.dumps(body))) is None
    assert 0 < len(body["text"]) <= 150
    total = sum(len(text.encode("utf-16-le")) // 2 for text in find_texts(body["blocks"]))
    assert total < 13_000


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_feed_text_makes_no_mention_no_link_and_no_format(delivery: Delivery, text: str) -> None:
    body = render_slack(poison(delivery, text, "https://news.example/a")).to_json()

    for shown in [body["text"], *find_texts(body["blocks"])]:
        assert all(KNOWN_LINK.match(tag) for tag in re.findall(r"<([^>]*)>", shown))
        assert not re.search(r"&(?!amp;|lt;|gt;)", shown)
    for text_of_block in find_texts(body["blocks"][1:]):  # the header is plain text
        shown = re.sub(r"`watcher show [^`]*`|<[^|>]*\|", "", text_of_block)
        assert not re.search(r"[`~]", shown)
        assert not re.search(r"(?:^|\s)_|_(?:$|\s)", shown)


@pytest.mark.parametrize(("url", "expected"), ODD_URLS.values(), ids=ODD_URLS)
def test_odd_addresses_become_plain_ones(delivery: Delivery, url: str, expected: str) -> None:
    body = render_slack(poison(delivery, "A title", url)).to_json()

    escaped = expected.replace("&", "&amp;")
    assert f"<{escaped}|" in "".join(find_texts(body["blocks"]))


def test_a_long_quote_is_cut_around_its_first_marked_word() -> None:
    delivery = make_status_delivery()
    long = poison(delivery, "x " * 2_000 + "closed " + "y " * 2_000)
    texts = find_texts(list(render_slack(long).blocks))

    assert any("\u2026" in text and text.rstrip().endswith("\u2026") for text in texts)
