"""What every channel promises (see notify.sender), tested on each before a real receiver."""

from __future__ import annotations

import logging
import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from tests.notify.conftest import HTTP_RIGS, NOW
from tests.notify.hostile import HOSTILE_TEXTS, HOSTILE_URLS, poison
from tests.servers import find_texts, show_mrkdwn
from watcher.errors import DeliveryError
from watcher.model import Receipt
from watcher.notify.render import render_mail, render_short, render_slack
from watcher.notify.samples import make_previews

if TYPE_CHECKING:
    from tests.notify.conftest import Rig
    from watcher.model import Delivery

pytestmark = pytest.mark.anyio

REFUSALS = [
    *((name, is_permanent) for name in (*HTTP_RIGS, "mail") for is_permanent in (False, True)),
    ("console", False),  # no failure of a stream is known to be permanent
]


async def test_a_message_that_is_taken_gives_a_receipt_and_arrives_once(rig: Rig, delivery: Delivery) -> None:
    receipt = await rig.sender.send(delivery)
    await rig.sender.close()

    assert isinstance(receipt, Receipt)
    assert receipt.detail
    (text,) = rig.received()
    assert text.startswith("port-closure: WATCH \u2192 CORROBORATED (B2), 2 independent origins")


async def test_a_message_shows_all_its_parts(rig: Rig, delivery: Delivery) -> None:
    await rig.sender.send(delivery)
    await rig.sender.close()

    (text,) = rig.received()
    words = re.sub(r"[*\u201c\u201d>]", "", " ".join(text.split()))
    for part in (
        "Watched for: The harbour authority of Esker closes the port to tankers.",
        "Why: two independent origins of reliability C or better say that it is done",
        "Happened 2026-03-05 18:00 UTC, told 2026-03-05 18:04 UTC.",
        "esker-courier.example, 2026-03-05 18:00 UTC, confirms",
        "Esker shuts its port to tankers after spill",
        "The harbour authority closed the port of Esker to tankers on Thursday evening.",
        "What would change it: a notice of the authority itself would make it CONFIRMED",
        "watcher show port-closure",
    ):
        assert part in words


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("status", "What would change it: a notice of the authority"),
        ("blind", "What would change it: feeds that answer again"),
        ("trouble", "What to do: make room on the disk"),
        ("health", "What to do: ask the publisher"),
        ("baseline", "From now on: each further step is told"),
    ],
)
def test_what_comes_next_is_called_by_its_name(kind: str, label: str) -> None:
    delivery = make_previews(NOW, None)[kind]
    mail = render_mail(delivery, "watcher@example.org", ("a@example.org",))
    plain, page = (part.get_content() for part in mail.iter_parts() if isinstance(part, EmailMessage))
    slack = "\n".join(map(show_mrkdwn, find_texts(list(render_slack(delivery).blocks))))
    shown = (plain, re.sub(r"</?b>", "", page), slack.replace("*", ""), render_short(delivery)[1])
    assert [label in " ".join(text.split()) for text in shown] == [True] * 4


async def test_matched_words_are_marked(rig: Rig, delivery: Delivery) -> None:
    await rig.sender.send(delivery)
    await rig.sender.close()

    (text,) = rig.received()
    assert "The *harbour authority* *closed* the *port of Esker* to *tankers*" in " ".join(text.split())


async def test_an_event_of_long_ago_says_so_in_the_first_line(rig: Rig, delivery: Delivery) -> None:
    happened_at = delivery.notification.happened_at - timedelta(hours=15)
    late = replace(delivery, notification=replace(delivery.notification, happened_at=happened_at))

    await rig.sender.send(late)
    await rig.sender.close()

    (text,) = rig.received()
    assert text.splitlines()[0].endswith("(happened 2026-03-05 03:00 UTC, 15 hours ago)")


async def test_sending_again_gives_the_same_key(rig: Rig, delivery: Delivery) -> None:
    await rig.sender.send(delivery)
    await rig.sender.send(replace(delivery, attempt_count=2))
    await rig.sender.close()

    first, second = rig.keys()
    assert first == second


@pytest.mark.parametrize(
    ("rig", "is_permanent"),
    REFUSALS,
    indirect=["rig"],
)
async def test_a_refusal_says_whether_to_try_again_and_carries_no_secret(
    rig: Rig, delivery: Delivery, caplog: pytest.LogCaptureFixture, *, is_permanent: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    rig.break_once(is_permanent=is_permanent)

    with pytest.raises(DeliveryError) as caught:
        await rig.sender.send(delivery)

    assert caught.value.permanent is is_permanent
    reason = str(caught.value)
    assert reason
    assert reason.isprintable()
    await rig.sender.send(delivery)
    await rig.sender.close()
    assert len(rig.received()) == 1
    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]  # the relay's own
    everything = f"{caught.value!r} {reason} {caught.value.__cause__!r} {ours}"
    for secret in rig.secrets:
        assert secret not in everything


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
async def test_hostile_text_is_taken_and_harmless(rig: Rig, delivery: Delivery, text: str) -> None:
    await rig.sender.send(poison(delivery, text))
    await rig.sender.close()

    (seen,) = rig.received()
    assert {char for char in seen if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {
        "\n",
        "\u200d",  # joins emoji
    }
    assert len(seen) < 13_000


async def test_text_is_escaped_once(rig: Rig, delivery: Delivery) -> None:
    title = "AT&T &amp; <b>B&B</b> \u2014 &lt;ok&gt;"
    quote = replace(delivery.notification.quotes[0], title=title)

    await rig.sender.send(replace(delivery, notification=replace(delivery.notification, quotes=(quote,))))
    await rig.sender.close()

    (seen,) = rig.received()
    assert title in seen


@pytest.mark.parametrize("url", HOSTILE_URLS.values(), ids=HOSTILE_URLS)
async def test_only_http_links_are_shown(rig: Rig, delivery: Delivery, url: str) -> None:
    await rig.sender.send(poison(delivery, "A plain title", url))
    await rig.sender.close()

    assert not re.search(r"https?://|javascript:|data:|file:", "".join(rig.received()))


async def test_a_sender_may_be_closed_twice(rig: Rig) -> None:
    await rig.sender.close()
    await rig.sender.close()
