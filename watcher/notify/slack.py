"""Slack: by incoming webhook, or by a bot, which goes on with a conversation.

A webhook can neither edit a message nor post into a thread: one POST a message, and a later one says what
it follows.  A bot posts the first message of an episode into the channel, the later ones into its thread,
and then renews the first, so that it always says how things stand.

Sources: Slack's documentation of incoming webhooks (success is 200 with the body `ok`), of chat.postMessage
and chat.update (success is `"ok": true`, whatever the code of HTTP), and of rate limits (one message a second
for a channel; 429 with Retry-After, and an app that carries on may be disabled).
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx

from watcher.errors import DeliveryError
from watcher.model import Receipt, Urgency
from watcher.notify.posting import TOTAL_TIMEOUT, Answer, Poster, name_receiver
from watcher.notify.redaction import Redaction, webhook_secrets
from watcher.notify.render import render_slack, render_slack_summary

if TYPE_CHECKING:
    from watcher.model import Delivery

API = "https://slack.com/api/"
BOT_TIMEOUT = 20.0
"""Seconds a call: a message takes two."""

_INTERVAL = timedelta(seconds=1)
_BOT_ANSWER_SIZE = 200_000  # bytes: chat.postMessage answers with all of the message
_JSON = {"Content-Type": "application/json; charset=utf-8"}

_WEBHOOK_REMEDIES = {
    "no_service": "the webhook was removed: make a new one and store its address",
    "no_team": "the workspace is gone: make a webhook in another",
    "invalid_token": "the webhook was revoked: make a new one and store its address",
    "channel_not_found": "the webhook's channel was deleted: make a webhook for another",
    "channel_is_archived": "the webhook's channel is archived: unarchive it or make a webhook for another",
    "action_prohibited": "an administrator forbids posting there",
    "posting_to_general_channel_denied": "only administrators may post there: use another channel",
    "user_not_found": "who made the webhook has left: make a new one",
}


class SlackSender:
    """Posts to one incoming webhook.

    `timeout` is in seconds.  Raises DeliveryError (permanent) when `webhook` cannot be one.
    """

    interval = _INTERVAL

    def __init__(self, webhook: str, *, timeout: float = TOTAL_TIMEOUT) -> None:
        self._poster = Poster(
            webhook,
            Redaction(webhook_secrets(webhook)),
            remedy="the webhook is no https address: copy it again from Slack's page of the app",
            timeout=timeout,
        )
        self._webhook = webhook
        self.receiver = name_receiver(webhook)

    async def send(self, delivery: Delivery) -> Receipt:
        body = json.dumps(render_slack(delivery).to_json()).encode()
        answer = await self._poster.post(self._webhook, body, _JSON)
        if answer.code != httpx.codes.OK or answer.text != "ok":
            raise self._poster.make_refusal(answer, _WEBHOOK_REMEDIES.get(answer.text))
        return Receipt(f"{self._poster.host} answered 200 ok")

    async def close(self) -> None:
        await self._poster.close()


_TEMPORARY_ERRORS = frozenset(
    {
        "accesslimited",
        "external_channel_migrating",
        "fatal_error",
        "internal_error",
        "message_limit_exceeded",
        "org_login_required",
        "rate_limited",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
    }
)
_THREAD_ERRORS = frozenset(
    {"cannot_reply_to_message", "restricted_action_non_threadable_channel", "thread_not_found"}
)
_BOT_REMEDIES = {
    "account_inactive": "the bot was removed: install the app again and store its new token",
    "channel_not_found": "check the channel's id, and invite the bot to it",
    "invalid_auth": "copy the bot's token again from Slack's page of the app",
    "is_archived": "unarchive the channel, or use another",
    "missing_scope": "give the app the scope chat:write and install it again",
    "not_allowed_token_type": "use the bot's token, which begins with xoxb-",
    "not_in_channel": "invite the bot to the channel",
    "restricted_action": "an administrator forbids posting there",
    "token_expired": "store a new token; turn token rotation off",
    "token_revoked": "install the app again and store its new token",
}


class SlackBotSender:
    """Posts to one channel with a bot's token (scope `chat:write`).

    `channel` is an id or a name, `timeout` in seconds, `api` where the methods are found.
    A conversation is `CHANNEL/TS`: the channel's id, and the instant by which Slack knows the first message.
    """

    interval = _INTERVAL

    def __init__(self, token: str, channel: str, *, timeout: float = BOT_TIMEOUT, api: str = API) -> None:
        if not token.isascii() or not token.isprintable() or not token:
            raise DeliveryError(
                "the token cannot be one: copy the bot's token from Slack's page of the app", permanent=True
            )
        self._poster = Poster(
            api,
            Redaction([token]),
            remedy="Slack's methods are asked by https alone",
            timeout=timeout,
            answer_size=_BOT_ANSWER_SIZE,
        )
        self._channel = channel
        self._api = api
        self._headers = {**_JSON, "Authorization": f"Bearer {token}"}
        self.receiver = name_receiver(token, channel)

    async def send(self, delivery: Delivery) -> Receipt:
        conversation = _find_conversation(delivery)
        if conversation is None:
            return await self._begin(delivery)
        place, _, first = conversation.partition("/")
        message: dict[str, Any] = {
            **render_slack(delivery).to_json(),
            "channel": place,
            "thread_ts": first,
            # A reply alone would be seen by nobody who does not follow the thread.
            "reply_broadcast": delivery.notification.urgency is not Urgency.DIGEST,
        }
        answer, said = await self._call("chat.postMessage", message)
        if said.get("error") in _THREAD_ERRORS:  # somebody deleted the first message
            return await self._begin(delivery)
        self._check(answer, said)
        detail = f"{self._poster.host} posted it into the thread"
        return Receipt(f"{detail}, {await self._renew(delivery, place, first)}", conversation)

    async def close(self) -> None:
        await self._poster.close()

    async def _begin(self, delivery: Delivery) -> Receipt:
        message = {**render_slack(delivery).to_json(), "channel": self._channel}
        answer, said = await self._call("chat.postMessage", message)
        self._check(answer, said)
        place, first = said.get("channel"), said.get("ts")
        if not isinstance(place, str) or not isinstance(first, str):
            return Receipt(f"{self._poster.host} posted it, and did not say where")
        return Receipt(f"{self._poster.host} posted it", f"{place}/{first}")

    async def _renew(self, delivery: Delivery, place: str, first: str) -> str:
        """Let the first message say how things stand; what is told is told already, so this may fail."""
        body = {**render_slack_summary(delivery).to_json(), "channel": place, "ts": first}
        try:
            answer, said = await self._call("chat.update", body)
            self._check(answer, said)
        except DeliveryError as error:
            return f"but the first message is as it was: {error}"
        return "and renewed the first message"

    async def _call(self, method: str, body: dict[str, Any]) -> tuple[Answer, dict[str, Any]]:
        """Call a method of Slack; the answer, and what it holds (nothing where that is no JSON)."""
        answer = await self._poster.post(self._api + method, json.dumps(body).encode(), self._headers)
        try:
            said = json.loads(answer.text)
        except (ValueError, RecursionError):
            said = None
        return answer, said if isinstance(said, dict) else {}

    def _check(self, answer: Answer, said: dict[str, Any]) -> None:
        if answer.code != httpx.codes.OK or "ok" not in said:
            raise self._poster.make_refusal(answer)
        if said["ok"] is True:
            return
        code = str(said.get("error"))
        remedy = _BOT_REMEDIES.get(code)
        raise self._poster.make_error(
            f"it answered {code}" + (f" ({remedy})" if remedy else ""),
            permanent=code not in _TEMPORARY_ERRORS,
            retry_after=answer.retry_after,
        )


def _find_conversation(delivery: Delivery) -> str | None:
    """Find the conversation to go on with: only steps of an episode have one, since others never end."""
    if delivery.notification.after is None:
        return None
    return next((one.conversation for one in reversed(delivery.follows) if one.conversation), None)
