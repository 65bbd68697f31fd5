"""One rig a channel, so that the same promises are tested on each."""

from __future__ import annotations

import io
import json
from abc import ABC, abstractmethod
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers import (
    Answer,
    Authority,
    HookReceiver,
    MailFault,
    MailServer,
    SlackStandIn,
    find_texts,
    show_mrkdwn,
)
from watcher.model import Delivery, MailChannel, SecretReference
from watcher.notify.apprise import AppriseSender
from watcher.notify.console import RULE, ConsoleSender
from watcher.notify.mail import MailSender
from watcher.notify.samples import make_delivery, make_previews
from watcher.notify.slack import SlackBotSender, SlackSender
from watcher.notify.webhook import WebhookSender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watcher.notify import Sender

NOW = datetime(2026, 3, 5, 18, 4, tzinfo=UTC)
PASSWORD = "correct-horse-Battery-9"
KEY = "whsec_c2VjcmV0LWtleS1vZi10aGUtdGVzdHMtMTIzNDU2"
SHORT = 0.2  # seconds until a sender gives up on a receiver that stalls


def make_status_delivery() -> Delivery:
    """A delivery of an ordinary status step, as a claim would give it."""
    return make_previews(NOW, "https://board.example/")["status"]


class Rig(ABC):
    """A sender before a real receiver."""

    sender: Sender
    secrets: tuple[str, ...] = ()

    @abstractmethod
    def break_once(self, *, is_permanent: bool) -> None:
        """Let the receiver refuse the next message, quoting each secret it knows."""

    @abstractmethod
    def received(self) -> list[str]:
        """What a person would read of each message taken, all parts together."""

    @abstractmethod
    def keys(self) -> list[str]:
        """By what the receiver may tell each message taken as a repeat."""


class HttpRig(Rig):
    """A sender that posts; `make_sender` makes one with another time limit."""

    server: HookReceiver

    def __init__(self, server: HookReceiver) -> None:
        self.server = server
        self.sender = self.make_sender()

    @abstractmethod
    def make_sender(self, timeout: float = 20) -> Sender: ...

    def break_once(self, *, is_permanent: bool) -> None:
        body = " and ".join((*self.secrets, "are out of order"))
        self.server.faults.append(Answer(404 if is_permanent else 500, body))

    def keys(self) -> list[str]:
        return [json.dumps(post.body) for post in self.server.posts]


class SlackRig(HttpRig):
    server: SlackStandIn

    def __init__(self, server: SlackStandIn) -> None:
        super().__init__(server)
        self.secrets = (server.token, server.path, server.webhook)

    def make_sender(self, timeout: float = 20) -> Sender:
        return SlackSender(self.server.webhook, timeout=timeout)

    def received(self) -> list[str]:
        return ["\n".join(map(show_mrkdwn, find_texts(post.body["blocks"]))) for post in self.server.posts]


class SlackBotRig(SlackRig):
    def __init__(self, server: SlackStandIn) -> None:
        super().__init__(server)
        self.secrets = (server.bot_token,)

    def make_sender(self, timeout: float = 20) -> Sender:
        server = self.server
        return SlackBotSender(server.bot_token, server.bot_channel, timeout=timeout, api=server.api)


class WebhookRig(HttpRig):
    def __init__(self, server: HookReceiver) -> None:
        super().__init__(server)
        self.secrets = (server.path, server.url, KEY, KEY.removeprefix("whsec_"))

    def make_sender(self, timeout: float = 20) -> Sender:
        return WebhookSender(self.server.url, KEY, read_clock=lambda: NOW, timeout=timeout)

    def received(self) -> list[str]:
        return [show_event(post.body) for post in self.server.posts]

    def keys(self) -> list[str]:
        return [post.headers["webhook-id"] for post in self.server.posts]


class AppriseRig(HttpRig):
    def __init__(self, server: HookReceiver) -> None:
        super().__init__(server)
        self.secrets = (server.path.rpartition("/")[2],)

    def make_sender(self, timeout: float = 20) -> Sender:
        return AppriseSender(f"json://{self.server.place}{self.server.path}?rto=2&cto=2", timeout=timeout)

    def received(self) -> list[str]:
        return [f"{post.body['title']}\n\n{post.body['message']}" for post in self.server.posts]


def show_event(event: dict[str, Any]) -> str:
    """Write an event as a program would that shows it to people, by what its documentation says."""
    data = event["data"]
    lines = [
        data["headline"],
        f"Watched for: {data['proposition']}",
        f"Why: {data['reason']}",
        f"Happened {show_stamp(data['happened_at'])}, told {show_stamp(data['decided_at'])}.",
    ]
    for piece in data["evidence"]:
        lines.append(f"{piece['outlet']}, {show_stamp(piece['at'])}, {piece['stance']}")
        lines += [show_marks(piece["title"]), show_marks(piece["sentence"]), piece["url"] or ""]
    lines += [f"What would change it: {data['would_change']}", data["command"], data["page"] or ""]
    return "\n".join([*lines, event["subject"], *data["follows"], data["key"], data["thread"]])


def show_stamp(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp):%Y-%m-%d %H:%M} UTC"


def show_marks(marked: dict[str, Any]) -> str:
    text: str = marked["text"]
    for start, end in reversed(marked["marks"]):
        text = f"{text[:start]}*{text[start:end]}*{text[end:]}"
    return text


class MailRig(Rig):
    def __init__(self, server: MailServer, authority: Authority) -> None:
        self.server = server
        self.secrets = (PASSWORD,)
        channel = MailChannel(
            id="desk",
            host="localhost",
            port=server.port,
            security="starttls",
            sender="watcher@example.org",
            recipients=("analyst@example.org", "night@example.org"),
            username="watcher",
            password=SecretReference("env:UNUSED"),
        )
        self.sender = MailSender(channel, PASSWORD, authority.make_client_context())

    def break_once(self, *, is_permanent: bool) -> None:
        code = "535 5.7.8" if is_permanent else "454 4.7.0"
        self.server.faults.append(MailFault("auth", f"{code} not watcher with {PASSWORD}"))

    def received(self) -> list[str]:
        texts = []
        for mail in self.server.mails:
            body = mail.message.get_body(("plain",))
            assert body is not None
            text = body.get_content().replace("\r\n", "\n")
            assert text.startswith(str(mail.message["Subject"]).strip())
            texts.append(text)
        return texts

    def keys(self) -> list[str]:
        return [str(mail.message["Message-ID"]) for mail in self.server.mails]


class BreakableStream(io.StringIO):
    """A stream that fails once when told to."""

    error: Exception | None = None

    def write(self, text: str, /) -> int:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return super().write(text)


class ConsoleRig(Rig):
    def __init__(self) -> None:
        self.stream = BreakableStream()
        self.sender = ConsoleSender(self.stream)

    def break_once(self, *, is_permanent: bool) -> None:
        assert not is_permanent, "no failure of a stream is known to be permanent"
        self.stream.error = BrokenPipeError(32, "Broken pipe")

    def received(self) -> list[str]:
        return self.stream.getvalue().split(f"{RULE}\n")[:-1]

    def keys(self) -> list[str]:
        return self.received()


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


HTTP_RIGS: dict[str, tuple[type[HookReceiver], type[HttpRig]]] = {
    "slack": (SlackStandIn, SlackRig),
    "slack bot": (SlackStandIn, SlackBotRig),
    "webhook": (HookReceiver, WebhookRig),
    "apprise": (HookReceiver, AppriseRig),
}


@pytest.fixture(params=[*HTTP_RIGS, "mail", "console"])
def rig(request: pytest.FixtureRequest, authority: Authority) -> Iterator[Rig]:
    with ExitStack() as stack:
        if request.param in HTTP_RIGS:
            yield stack.enter_context(open_http_rig(request.param))
        elif request.param == "mail":
            server = MailServer(authority, security="starttls", login=("watcher", PASSWORD))
            yield MailRig(stack.enter_context(server), authority)
        else:
            yield ConsoleRig()


@pytest.fixture(params=HTTP_RIGS)
def http_rig(request: pytest.FixtureRequest) -> Iterator[HttpRig]:
    with open_http_rig(request.param) as rig:
        yield rig


@contextmanager
def open_http_rig(name: str) -> Iterator[HttpRig]:
    receiver, rig = HTTP_RIGS[name]
    with receiver() as server:
        if isinstance(server, SlackStandIn):
            server.is_rate_limited = False
        yield rig(server)


@pytest.fixture
def delivery() -> Delivery:
    return replace(make_delivery("desk", make_status_delivery().notification, NOW), id=7)
