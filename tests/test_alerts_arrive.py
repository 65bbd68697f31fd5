"""From feed to newsroom: the demo's story, polled over HTTP, told on Slack and by mail with STARTTLS."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.servers import Answer, Authority, MailFault, MailServer, SlackStandIn
from watcher.config import load_config
from watcher.demo import load_scenes, load_signals
from watcher.demo.publishers import serve_publishers
from watcher.demo.stage import FastClock, Stage
from watcher.model import DeliveryState, MailChannel
from watcher.notify.mail import MailSender
from watcher.notify.slack import SlackSender
from watcher.store.queries import list_deliveries
from watcher.wiring import build_runtime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from watcher.demo import Scene

pytestmark = pytest.mark.anyio

LOGIN = ("watcher", "correct-horse-Battery-9")
STEPS = (
    "WATCH \u2192 REPORTED",
    "REPORTED \u2192 CORROBORATED",
    "CORROBORATED \u2192 CONFIRMED",
    "CONFIRMED \u2192 REVERSED",
)
CHANNELS = """
[channels.room]
type = "slack"
webhook = "file:{folder}/webhook"

[channels.desk]
type = "mail"
host = "localhost"
port = {port}
sender = "watcher@example.org"
recipients = ["analyst@example.org", "night@example.org"]
username = "watcher"
password = "file:{folder}/password"

[[routes]]
channel = "room"

[[routes]]
channel = "desk"
"""


class Newsroom:
    """A stage before a Slack stand-in and a mail relay."""

    def __init__(self, slack: SlackStandIn, relay: MailServer, authority: Authority) -> None:
        self.slack = slack
        self.relay = relay
        self._authority = authority

    @asynccontextmanager
    async def open_stage(self, folder: Path) -> AsyncIterator[Stage]:
        (folder / "webhook").write_text(self.slack.webhook)
        (folder / "password").write_text(LOGIN[1])
        clock = FastClock(load_scenes()[0].at)
        async with serve_publishers() as publishers:
            channels = CHANNELS.format(folder=folder, port=self.relay.port)
            signals, _console, _route = load_signals(publishers.port).partition("[channels.console]")
            (folder / "signals.toml").write_text(signals + channels)
            config = load_config(folder / "signals.toml")
            channel = config.channels["desk"]
            assert isinstance(channel, MailChannel)
            mail = MailSender(channel, LOGIN[1], self._authority.make_client_context())
            slack = SlackSender(self.slack.webhook)
            async with build_runtime(config, folder / "state", read_clock=clock.read) as runtime:
                # The same senders as the configuration's, but for one that trusts the tests' authority.
                runtime.deliver.reconfigure({"room": slack, "desk": mail})
                yield Stage(runtime, publishers, clock)
            await slack.close()

    @property
    def subjects(self) -> list[str]:
        return [str(mail.message["Subject"]) for mail in self.relay.mails]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    authority = Authority()
    with (
        SlackStandIn(is_rate_limited=False) as slack,
        MailServer(authority, security="starttls", login=LOGIN) as relay,
    ):
        yield Newsroom(slack, relay, authority)


async def play(stage: Stage, scene: Scene) -> None:
    await stage.play(scene)
    await stage.runtime.deliver.deliver_due(scene.at)


def find_step(headline: str) -> str:
    found = re.search(r"[A-Z]+ \u2192 [A-Z]+", headline)
    assert found is not None
    return found[0]


async def test_each_step_of_the_story_is_one_message_a_channel_and_its_mails_one_conversation(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    async with newsroom.open_stage(tmp_path) as stage:
        for scene in load_scenes():
            await play(stage, scene)

    assert tuple(map(find_step, newsroom.slack.texts)) == STEPS
    assert tuple(map(find_step, newsroom.subjects)) == STEPS
    assert newsroom.slack.refusals == []
    assert all(mail.is_encrypted for mail in newsroom.relay.mails)
    messages = [mail.message for mail in newsroom.relay.mails]
    ids = [str(message["Message-ID"]) for message in messages]
    references = [str(message["References"]).split() for message in messages]
    assert len({line[0] for line in references}) == 1
    assert [line[1:] for line in references] == [ids[:number] for number in range(len(ids))]
    assert [str(message["In-Reply-To"]) for message in messages[1:]] == ids[:-1]


async def test_what_the_channels_refuse_at_first_arrives_later_with_what_came_meanwhile(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.slack.faults += [Answer(503), Answer(429, "", (("Retry-After", "60"),))]
    newsroom.relay.faults += [
        MailFault("connect", "421 4.3.2 too busy"),
        MailFault("rcpt", "450 4.2.0 greylisted", "night@example.org"),
    ]
    async with newsroom.open_stage(tmp_path) as stage:
        for scene in load_scenes():
            await play(stage, scene)
        deliveries = list_deliveries(stage.runtime.store.connection)

    assert {delivery.state for delivery in deliveries} == {DeliveryState.SENT, DeliveryState.MERGED}
    assert {delivery.attempt_count for delivery in deliveries} > {1}
    assert_leads_through(newsroom.slack.texts)
    for recipient in ("analyst@example.org", "night@example.org"):
        mails = [mail.message for mail in newsroom.relay.mails if recipient in mail.recipients]
        steps = [find_step(str(message["Subject"])) for message in mails]
        assert steps[0].startswith("WATCH")
        assert steps[-2:] == list(STEPS[-2:])


def assert_leads_through(headlines: list[str]) -> None:
    """Each message begins where the one before it ended: none is missing, none is told twice."""
    steps = [find_step(headline).split(" \u2192 ") for headline in headlines]
    assert len(steps) < len(STEPS), "some have waited for the next"
    assert (steps[0][0], steps[-1][1]) == ("WATCH", "REVERSED")
    assert all(earlier[1] == later[0] for earlier, later in pairwise(steps))
