"""One rig a channel, so that the same promises are tested on each."""

from __future__ import annotations

import io
import json
from abc import ABC, abstractmethod
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.servers import Answer, Authority, MailFault, MailServer, SlackStandIn, find_texts, show_mrkdwn
from watcher.model import Delivery, MailChannel, SecretReference
from watcher.notify.console import RULE, ConsoleSender
from watcher.notify.mail import MailSender
from watcher.notify.samples import make_delivery, make_previews
from watcher.notify.slack import SlackSender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watcher.notify import Sender

NOW = datetime(2026, 3, 5, 18, 4, tzinfo=UTC)
PASSWORD = "correct-horse-Battery-9"


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


class SlackRig(Rig):
    def __init__(self, server: SlackStandIn) -> None:
        self.server = server
        self.secrets = (server.token, server.path)
        self.sender = SlackSender(server.webhook)

    def break_once(self, *, is_permanent: bool) -> None:
        body = f"the webhook {self.server.webhook} ({self.server.token}) is out of order"
        self.server.faults.append(Answer(404 if is_permanent else 500, body))

    def received(self) -> list[str]:
        return ["\n".join(map(show_mrkdwn, find_texts(post.body["blocks"]))) for post in self.server.posts]

    def keys(self) -> list[str]:
        return [json.dumps(post.body) for post in self.server.posts]


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


@pytest.fixture(params=["slack", "mail", "console"])
def rig(request: pytest.FixtureRequest, authority: Authority) -> Iterator[Rig]:
    with ExitStack() as stack:
        if request.param == "slack":
            yield SlackRig(stack.enter_context(SlackStandIn(is_rate_limited=False)))
        elif request.param == "mail":
            server = MailServer(authority, security="starttls", login=("watcher", PASSWORD))
            yield MailRig(stack.enter_context(server), authority)
        else:
            yield ConsoleRig()


@pytest.fixture
def delivery() -> Delivery:
    return replace(make_delivery("desk", make_status_delivery().notification, NOW), id=7)
