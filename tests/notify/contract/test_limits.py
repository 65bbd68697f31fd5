"""Limits that receivers document, kept whatever a feed sent: by how messages are made, not by luck."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from apprise import Apprise

from tests.notify.conftest import NOW
from tests.notify.hostile import HOSTILE_TEXTS, poison
from tests.servers import find_block_fault
from watcher.model import SentMessage
from watcher.notify.render import SHORT_LIMIT, render_event, render_mail, render_short, render_slack_summary
from watcher.notify.samples import make_previews

if TYPE_CHECKING:
    from watcher.model import Delivery

LONG_URL = "https://news.example/?" + "&" * 190

# Services of Apprise by an invented address: each has limits of its own, which Apprise knows.
SERVICES = {
    "discord": "discord://417429632418316298/JHZ7lQml277CDHmQKMHI8qBe7bk2ZwO5UKjCiOAF7711o33MyqU344Qpgv7YTpadV",
    "telegram": "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "ntfy": "ntfy://ntfy.example/topic",
    "pagerduty": "pagerduty://A1BRTD4JD@TIiajkdnlazkcOXrIdevi7F/watcher",
    "teams": "workflows://teams.example:443/workflowABCDEFGH/signature1234567890",
    "pushover": "pover://abcdefghijklmnopqrstuvwxyz1234@abcdefghijklmnopqrstuvwxyz1234",
    "mattermost": "mmost://mattermost.example/3ccdd113474722377935511fc85d3dd4",
}


def make_nasty(delivery: Delivery, text: str) -> Delivery:
    """A delivery full of a text, after many others that were too."""
    nasty = poison(delivery, text, LONG_URL)
    return replace(nasty, follows=(SentMessage(text, text, NOW, text, "C0123456789/1.1"),) * 20)


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_the_first_message_of_a_thread_keeps_slacks_limits(delivery: Delivery, text: str) -> None:
    body = render_slack_summary(make_nasty(delivery, text)).to_json()

    assert find_block_fault(json.loads(json.dumps(body))) is None


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_a_text_for_telephones_fits_ntfy_and_telegram(delivery: Delivery, text: str) -> None:
    title, body = render_short(make_nasty(delivery, text))

    assert title
    assert "watcher show" in body
    assert len(f"{title}\n{body}".encode()) <= SHORT_LIMIT < 4_096


def test_a_text_for_telephones_keeps_its_order_and_leaves_out_what_matters_least(delivery: Delivery) -> None:
    lines = ("first fact", "second fact")
    delivery = replace(delivery, notification=replace(delivery.notification, lines=lines))
    delivery = replace(delivery, follows=make_previews(NOW, None)["status"].follows)
    places = [
        "Watched for: ",
        "Why: two independent",
        "Happened ",
        "Follows the message",
        "first fact",
        "esker-courier.example",
        "northern-wire.example",
        "What would change it",
        "More: watcher show",
    ]

    _, whole = render_short(delivery)
    _, brief = render_short(delivery, 800)

    assert sorted(places, key=whole.index) == places
    assert [place for place in places if place in brief] == [
        *places[1:3],
        *places[4:7],
        places[8],
    ]


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
@pytest.mark.parametrize("url", SERVICES.values(), ids=SERVICES)
def test_a_text_fits_the_service_it_goes_to(delivery: Delivery, text: str, url: str) -> None:
    service = Apprise.instantiate(url)
    assert service is not None

    title, body = render_short(make_nasty(delivery, text), service.body_maxlen)

    assert len(title) + len(body) < service.body_maxlen
    assert len(title) <= 200


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_an_event_is_of_the_size_that_every_broker_forwards(delivery: Delivery, text: str) -> None:
    event = json.dumps(render_event(make_nasty(delivery, text)), ensure_ascii=False)

    assert len(event.encode()) <= 64 * 1024  # CloudEvents 1.0.2, "Size Limits"


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_a_mail_is_small_and_its_lines_are_too(delivery: Delivery, text: str) -> None:
    raw = render_mail(make_nasty(delivery, text), "watcher@example.org", ("a@example.org",)).as_bytes()

    assert len(raw) < 100_000
    assert max(map(len, raw.splitlines())) <= 998
