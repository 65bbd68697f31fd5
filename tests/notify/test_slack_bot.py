"""A bot in Slack: one thread an episode, its first message always up to date."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.notify.conftest import NOW
from tests.servers import Answer, Breakdown, SlackStandIn, find_texts
from watcher.deliver import Deliver, DeliverReport
from watcher.errors import DeliveryError
from watcher.model import SentMessage, Urgency
from watcher.notify.samples import make_samples
from watcher.notify.slack import SlackBotSender
from watcher.store.outbox import Outbox
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from watcher.model import Delivery, Receipt

pytestmark = pytest.mark.anyio


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn(is_rate_limited=False) as server:
        yield server


def make_sender(slack: SlackStandIn, channel: str = SlackStandIn.bot_channel) -> SlackBotSender:
    return SlackBotSender(slack.bot_token, channel, api=slack.api)


def step(delivery: Delivery, number: int, *earlier: Receipt) -> Delivery:
    """The so-many-th message of an episode, after those that gave these receipts."""
    follows = tuple(
        SentMessage(f"key {index}", f"headline {index}", NOW, receipt.detail, receipt.conversation)
        for index, receipt in enumerate(earlier)
    )
    notification = replace(delivery.notification, key=f"key {number}", headline=f"headline {number}")
    return replace(delivery, follows=follows, notification=notification)


def show(message: dict[str, Any]) -> str:
    return "\n".join(find_texts(message["blocks"]))


async def test_an_episode_is_one_thread_whose_first_message_says_how_things_stand(
    slack: SlackStandIn, delivery: Delivery
) -> None:
    sender = make_sender(slack, "#alerts")

    first = await sender.send(step(delivery, 0))
    second = await sender.send(step(delivery, 1, first))
    third = await sender.send(step(delivery, 2, first, second))
    await sender.close()

    root, *replies = slack.messages
    assert slack.threads == {root: replies}
    assert first.conversation == second.conversation == third.conversation == f"{slack.bot_channel}/{root}"
    assert [slack.messages[reply]["text"] for reply in replies] == ["headline 1", "headline 2"]
    assert slack.messages[root]["text"] == "headline 2"
    history = show(slack.messages[root])
    assert "2026-03-05 18:04 UTC: headline 0" in history
    assert "2026-03-05 18:04 UTC: headline 1" in history
    assert "renewed the first message" in third.detail


async def test_a_thread_outlives_the_process_that_began_it(
    slack: SlackStandIn, delivery: Delivery, tmp_path: Path
) -> None:
    for number in range(3):
        with closing(open_store(tmp_path / "watcher.db")) as store:
            sender = make_sender(slack)
            deliver = Deliver(
                store, {"room": sender}, clock=lambda: NOW, draw_jitter=lambda: 0.5, sleep=asyncio.sleep
            )
            Outbox(store).add_notification(step(delivery, number).notification, ["room"], NOW)
            assert await deliver.deliver_due(NOW) == DeliverReport(sent_count=1)
            await sender.close()

    root, *replies = slack.messages
    assert slack.threads == {root: replies}
    assert slack.messages[root]["text"] == "headline 2"


async def test_a_burst_keeps_slacks_rate(delivery: Delivery, tmp_path: Path) -> None:
    seconds = [0.0]

    async def sleep(wait: float) -> None:
        seconds[0] += wait

    with SlackStandIn(clock=lambda: seconds[0]) as slack, closing(open_store(tmp_path / "w.db")) as store:
        sender = make_sender(slack)
        deliver = Deliver(
            store,
            {"room": sender},
            clock=lambda: NOW + timedelta(seconds=seconds[0]),
            draw_jitter=lambda: 0.5,
            sleep=sleep,
        )
        for number in range(5):  # one by one, or those that wait would be told as one
            Outbox(store).add_notification(step(delivery, number).notification, ["room"], NOW)
            at = NOW + timedelta(seconds=seconds[0])
            assert await deliver.deliver_due(at) == DeliverReport(sent_count=1)
        await sender.close()

    assert slack.refusals == []
    assert slack.texts == [f"headline {number}" for number in range(5)]


@pytest.mark.parametrize(
    ("urgency", "is_shown"),
    [(Urgency.HIGH, True), (Urgency.NORMAL, True), (Urgency.LOW, True), (Urgency.DIGEST, False)],
)
async def test_what_matters_is_shown_in_the_channel_too(
    slack: SlackStandIn, delivery: Delivery, urgency: Urgency, *, is_shown: bool
) -> None:
    sender = make_sender(slack)
    delivery = replace(delivery, notification=replace(delivery.notification, urgency=urgency))

    first = await sender.send(step(delivery, 0))
    await sender.send(step(delivery, 1, first))
    await sender.close()

    assert slack.posts[-1].body["reply_broadcast"] is is_shown


async def test_what_is_no_step_begins_a_message_of_its_own(slack: SlackStandIn, delivery: Delivery) -> None:
    """A thread about blind signals would never end, and who reads the first message after months?"""
    blind = replace(delivery, notification=make_samples(NOW, None)["blind"])
    sender = make_sender(slack)

    first = await sender.send(step(blind, 0))
    await sender.send(step(blind, 1, first))
    await sender.close()

    assert slack.threads == {}
    assert [text.partition(" (")[0] for text in slack.texts] == ["headline 0", "headline 1"]


@pytest.mark.parametrize(
    "fault",
    [
        Answer(429, '{"ok":false,"error":"ratelimited"}', (("Retry-After", "30"),)),
        Answer(200, '{"ok":false,"error":"edit_window_closed"}'),
        Answer(200, '{"ok":false,"error":"message_not_found"}'),
        Answer(500),
        Breakdown("reset"),
        Breakdown("garbage"),
    ],
)
async def test_a_first_message_that_cannot_be_renewed_holds_nothing_up(
    slack: SlackStandIn, delivery: Delivery, fault: Answer | Breakdown
) -> None:
    sender = make_sender(slack)
    first = await sender.send(step(delivery, 0))
    slack.faults.extend([Answer(200, '{"ok":true}'), fault])

    receipt = await sender.send(step(delivery, 1, first))
    await sender.close()

    assert "the first message is as it was" in receipt.detail
    assert receipt.conversation == first.conversation


async def test_a_thread_that_was_deleted_is_begun_anew(slack: SlackStandIn, delivery: Delivery) -> None:
    sender = make_sender(slack)
    first = await sender.send(step(delivery, 0))
    slack.messages.clear()

    second = await sender.send(step(delivery, 1, first))
    await sender.close()

    assert second.conversation is not None
    assert second.conversation != first.conversation
    assert [message["text"] for message in slack.messages.values()] == ["headline 1"]
    assert slack.threads == {}


async def test_an_answer_without_the_place_of_the_message_is_taken_all_the_same(
    slack: SlackStandIn, delivery: Delivery
) -> None:
    slack.faults.append(Answer(200, '{"ok":true}'))
    sender = make_sender(slack)

    receipt = await sender.send(delivery)
    await sender.close()

    assert receipt.conversation is None


# What Slack answers, whether trying again is pointless, and what the error says.
ERRORS = {
    "invalid_auth": (True, "copy the bot's token again"),
    "account_inactive": (True, "install the app again"),
    "token_revoked": (True, "install the app again"),
    "token_expired": (True, "store a new token"),
    "not_authed": (True, "not_authed"),
    "missing_scope": (True, "chat:write"),
    "not_in_channel": (True, "invite the bot"),
    "channel_not_found": (True, "invite the bot"),
    "is_archived": (True, "unarchive"),
    "restricted_action": (True, "administrator"),
    "no_permission": (True, "no_permission"),
    "msg_too_long": (True, "msg_too_long"),
    "msg_blocks_too_long": (True, "msg_blocks_too_long"),
    "invalid_blocks": (True, "invalid_blocks"),
    "no_text": (True, "no_text"),
    "ekm_access_denied": (True, "ekm_access_denied"),
    "never_heard_of": (True, "never_heard_of"),
    "ratelimited": (False, "ratelimited"),
    "rate_limited": (False, "rate_limited"),
    "message_limit_exceeded": (False, "message_limit_exceeded"),
    "fatal_error": (False, "fatal_error"),
    "internal_error": (False, "internal_error"),
    "service_unavailable": (False, "service_unavailable"),
    "request_timeout": (False, "request_timeout"),
    "team_added_to_org": (False, "team_added_to_org"),
    "org_login_required": (False, "org_login_required"),
}


@pytest.mark.parametrize("code", ERRORS)
async def test_each_error_of_slack_says_whether_to_try_again(
    slack: SlackStandIn, delivery: Delivery, code: str
) -> None:
    is_permanent, words = ERRORS[code]
    slack.faults.append(Answer(200, json.dumps({"ok": False, "error": code})))
    sender = make_sender(slack)

    with pytest.raises(DeliveryError, match=words) as caught:
        await sender.send(delivery)
    await sender.close()

    assert caught.value.permanent is is_permanent


GARBAGE = ("", "ok", "null", "[]", '"ok"', "{}", "<html>log in</html>", "[" * 10_000, '{"ok": true')


@pytest.mark.parametrize("body", GARBAGE)
async def test_an_answer_that_is_none_of_slacks_is_tried_again(
    slack: SlackStandIn, delivery: Delivery, body: str
) -> None:
    slack.faults.append(Answer(200, body))
    sender = make_sender(slack)

    with pytest.raises(DeliveryError) as caught:
        await sender.send(delivery)
    await sender.close()

    assert not caught.value.permanent


@pytest.mark.parametrize("token", ["", "xoxb\nHost: evil.example", "xoxb-\u00e9"])
def test_a_token_that_is_none_is_refused_without_being_quoted(token: str) -> None:
    with pytest.raises(DeliveryError, match="copy the bot's token") as caught:
        SlackBotSender(token, SlackStandIn.bot_channel)

    assert caught.value.permanent
    assert not token or token not in str(caught.value)
