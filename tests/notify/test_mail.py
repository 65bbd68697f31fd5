"""Mail: what each reply means, TLS and login, and what headers and parts a mail has."""

from __future__ import annotations

import socket
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.notify.conftest import NOW, PASSWORD, make_status_delivery
from tests.notify.hostile import HOSTILE_TEXTS, ODD_URLS, poison
from tests.servers import Authority, MailFault, MailServer
from watcher.errors import DeliveryError
from watcher.model import MailChannel, SecretReference, Urgency
from watcher.notify.mail import MailSender
from watcher.notify.render import render_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watcher.model import Delivery

RECIPIENTS = ("analyst@example.org", "night@example.org")


CHANNEL = MailChannel("desk", "127.0.0.1", 25, "none", "watcher@example.org", RECIPIENTS)


def make_channel(server: MailServer, security: str = "none", host: str = "127.0.0.1") -> MailChannel:
    return MailChannel(
        id="desk",
        host=host,
        port=server.port,
        security=security,
        sender="watcher@example.org",
        recipients=RECIPIENTS,
    )


def render(delivery: Delivery) -> EmailMessage:
    return render_mail(delivery, "watcher@example.org", RECIPIENTS)


def parse(message: EmailMessage) -> EmailMessage:
    """The mail as it stands on the wire, read again."""
    parsed = message_from_bytes(message.as_bytes(policy=SMTP), policy=SMTP)
    assert isinstance(parsed, EmailMessage)
    return parsed


def get_part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content


@pytest.fixture
def relay() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


# ----------------------------------------------------------------------------------------- delivery

# What the relay does, whether trying again is pointless, who has the mail all the same, what is said.
FIRST, SECOND = RECIPIENTS
FAILURES = {
    "421 at connection": (MailFault("connect", "421 4.3.2 too busy"), False, (), "421"),
    "554 at connection": (MailFault("connect", "554 5.7.1 go away"), True, (), "554"),
    "dropped at connection": (MailFault("connect", "drop"), False, (), "Error"),
    "garbage at connection": (MailFault("connect", "SSH-2.0-OpenSSH"), False, (), "did not take the mail"),
    "450 sender": (MailFault("mail", "450 4.1.8 unknown domain"), False, (), "450 4.1.8.*channel's sender"),
    "553 sender": (MailFault("mail", "553 5.1.8 not yours"), True, (), "553 5.1.8"),
    "dropped at sender": (MailFault("mail", "drop"), False, (), "Disconnected"),
    "greylisted": (MailFault("rcpt", "450 4.2.0 greylisted"), False, (), f"{FIRST}: 450 4.2.0 greylisted"),
    "no such users": (MailFault("rcpt", "550 5.1.1 no such user"), True, (), f"{SECOND}: 550"),
    "one unknown": (
        MailFault("rcpt", "550 5.1.1 who?", SECOND),
        True,
        (FIRST,),
        f"{SECOND}: 550 .*; taken for {FIRST}",
    ),
    "one greylisted": (MailFault("rcpt", "451 4.7.1 later", SECOND), False, (FIRST,), f"{SECOND}: 451"),
    "452 after the body": (MailFault("data", "452 4.3.1 disk full"), False, (), "452 4.3.1"),
    "554 after the body": (MailFault("data", "554 5.6.0 spam"), True, (), "554 5.6.0"),
    "552 too large": (MailFault("data", "552 5.3.4 too large"), True, (), "552 5.3.4"),
    "dropped after the body": (MailFault("data", "drop"), False, (), "Disconnected"),
    "nonsense after the body": (MailFault("data", "999 \x1b[31mwhat"), False, (), "999"),
}


@pytest.mark.anyio
@pytest.mark.parametrize(("fault", "is_permanent", "accepted", "words"), FAILURES.values(), ids=FAILURES)
async def test_each_failure_says_whether_to_try_again_and_who_has_the_mail(
    relay: MailServer,
    delivery: Delivery,
    fault: MailFault,
    accepted: tuple[str, ...],
    words: str,
    *,
    is_permanent: bool,
) -> None:
    relay.faults.append(fault)

    with pytest.raises(DeliveryError, match=words) as caught:
        await MailSender(make_channel(relay), None).send(delivery)

    assert caught.value.permanent is is_permanent
    assert caught.value.accepted == accepted
    assert str(caught.value).isprintable()


@pytest.mark.anyio
@pytest.mark.parametrize("stage", ["connect", "mail", "rcpt", "data"])
async def test_a_stalled_relay_ends_in_time_and_may_be_tried_again(
    relay: MailServer, delivery: Delivery, stage: str
) -> None:
    relay.faults.append(MailFault(stage, "stall"))

    with pytest.raises(DeliveryError, match="no answer within") as caught:
        await MailSender(make_channel(relay), None, timeout=0.2).send(delivery)

    assert not caught.value.permanent


@pytest.mark.anyio
@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_relay_that_never_greets_or_shakes_hands_ends_in_time(
    delivery: Delivery, security: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        channel = replace(CHANNEL, port=listener.getsockname()[1], security=security)

        with pytest.raises(DeliveryError, match="no answer within") as caught:
            await MailSender(channel, None, timeout=0.2).send(delivery)

    assert not caught.value.permanent


@pytest.mark.anyio
@pytest.mark.parametrize("action", ["drop", "421 4.3.0 oops"])
async def test_what_happens_at_the_leave_taking_does_not_matter(
    relay: MailServer, delivery: Delivery, action: str
) -> None:
    relay.faults.append(MailFault("quit", action))

    receipt = await MailSender(make_channel(relay), None).send(delivery)

    assert receipt.detail == "127.0.0.1 answered 250 2.0.0 queued as 1"


@pytest.mark.anyio
async def test_a_closed_port_may_be_tried_again(relay: MailServer, delivery: Delivery) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(DeliveryError, match="ConnectError") as caught:
        await MailSender(replace(make_channel(relay), port=port), None).send(delivery)

    assert not caught.value.permanent


@pytest.mark.anyio
async def test_a_later_attempt_leaves_out_whom_the_mail_has_reached(
    relay: MailServer, delivery: Delivery
) -> None:
    relay.faults.append(MailFault("rcpt", "450 4.2.0 greylisted", SECOND))
    sender = MailSender(make_channel(relay), None)

    with pytest.raises(DeliveryError) as caught:
        await sender.send(delivery)
    await sender.send(replace(delivery, accepted=caught.value.accepted))
    receipt = await sender.send(replace(delivery, accepted=RECIPIENTS))

    assert [mail.recipients for mail in relay.mails] == [[FIRST], [SECOND]]
    assert [mail.message["To"] for mail in relay.mails] == ["analyst@example.org, night@example.org"] * 2
    assert receipt.detail == "all recipients have it already"


# --------------------------------------------------------------------------------- encryption, login


@pytest.mark.anyio
@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_mail_and_password_travel_encrypted(
    authority: Authority, delivery: Delivery, security: str
) -> None:
    with MailServer(authority, security=security, login=("watcher", PASSWORD)) as server:
        channel = replace(
            make_channel(server, security), username="watcher", password=SecretReference("env:X")
        )

        await MailSender(channel, PASSWORD, authority.make_client_context()).send(delivery)

    (mail,) = server.mails
    assert mail.is_encrypted


@pytest.mark.anyio
@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_of_an_unknown_authority_is_refused(
    authority: Authority, delivery: Delivery, security: str
) -> None:
    with MailServer(authority, security=security) as server:
        stranger = Authority().make_client_context()

        with pytest.raises(DeliveryError, match="certificate is not trusted") as caught:
            await MailSender(make_channel(server, security), None, stranger).send(delivery)

    assert not caught.value.permanent
    assert server.mails == []


@pytest.mark.anyio
async def test_a_certificate_for_another_name_is_refused(authority: Authority, delivery: Delivery) -> None:
    trusting = authority.make_client_context()
    with MailServer(authority, security="tls", names=("other.example",)) as server:
        sender = MailSender(make_channel(server, "tls"), None, trusting)
        with pytest.raises(DeliveryError, match="certificate is not trusted"):
            await sender.send(delivery)

    assert server.mails == []


@pytest.mark.anyio
async def test_a_relay_that_offers_no_starttls_gets_nothing(relay: MailServer, delivery: Delivery) -> None:
    with pytest.raises(DeliveryError, match="STARTTLS"):
        await MailSender(make_channel(relay, "starttls"), None).send(delivery)

    assert relay.mails == []


@pytest.mark.anyio
async def test_tls_towards_a_port_without_it_says_which_port_is_for_what(
    relay: MailServer, delivery: Delivery
) -> None:
    with pytest.raises(DeliveryError, match='"tls" is for port 465'):
        await MailSender(make_channel(relay, "tls"), None).send(delivery)


@pytest.mark.anyio
async def test_a_wrong_password_is_permanent_and_not_quoted(authority: Authority, delivery: Delivery) -> None:
    with MailServer(authority, security="starttls", login=("watcher", "another")) as server:
        channel = replace(
            make_channel(server, "starttls"), username="watcher", password=SecretReference("env:X")
        )

        with pytest.raises(DeliveryError, match=r"535.*check username and password") as caught:
            await MailSender(channel, PASSWORD, authority.make_client_context()).send(delivery)

    assert caught.value.permanent
    assert PASSWORD not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_clear_text_is_for_this_machine_alone(relay: MailServer) -> None:
    with pytest.raises(DeliveryError, match=r"for this machine alone, not for relay\.example"):
        MailSender(make_channel(relay, host="relay.example"), None)


# ------------------------------------------------------------------------------------------- content


def test_mails_of_an_episode_are_one_conversation() -> None:
    second = make_status_delivery()
    (earlier,) = second.follows
    notification = second.notification
    first = replace(
        second, follows=(), notification=replace(notification, key=earlier.key, headline=earlier.headline)
    )
    other = replace(second, follows=(), notification=replace(notification, key="x/2/1", thread="x/2"))

    a, b, c = (parse(render(one)) for one in (first, second, other))

    root = a["In-Reply-To"]
    assert a["References"] == root
    assert b["In-Reply-To"] == a["Message-ID"]
    assert b["References"] == f"{root} {a['Message-ID']}"
    assert c["References"] != root
    assert len({a["Message-ID"], b["Message-ID"], c["Message-ID"], root}) == 4


def test_headers_say_who_what_and_that_a_machine_wrote() -> None:
    message = parse(render(make_status_delivery()))

    assert message["From"] == "watcher@example.org"
    assert message["To"] == "analyst@example.org, night@example.org"
    assert message["Subject"] == "port-closure: WATCH \u2192 CORROBORATED (B2), 2 independent origins"
    assert message["List-Id"] == "<port-closure.watcher.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(message["Date"]) == NOW
    assert message["Message-ID"].endswith("@example.org>")
    assert message["Importance"] is None


@pytest.mark.parametrize(
    ("unsubscribe", "header"),
    [
        ("https://example.org/leave?list=port", "<https://example.org/leave?list=port>"),
        ("leave@example.org", "<mailto:leave@example.org>"),
        (None, None),
    ],
)
def test_where_to_ask_for_no_more_is_told_where_it_is_configured(
    unsubscribe: str | None, header: str | None
) -> None:
    message = parse(render_mail(make_status_delivery(), "watcher@example.org", RECIPIENTS, unsubscribe))

    assert message["List-Unsubscribe"] == header


def test_what_is_urgent_is_marked_so() -> None:
    delivery = make_status_delivery()
    urgent = replace(delivery, notification=replace(delivery.notification, urgency=Urgency.HIGH))

    assert parse(render(urgent))["Importance"] == "high"


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_no_text_adds_a_header_a_part_or_a_long_line(text: str) -> None:
    clean = parse(render(make_status_delivery()))
    raw = render(poison(make_status_delivery(), text)).as_bytes(policy=SMTP)
    message = parse(render(poison(make_status_delivery(), text)))

    assert message.keys() == clean.keys()
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert message.defects == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_no_text_becomes_markup(text: str) -> None:
    tags = {"html", "head", "meta", "title", "style", "body", "div", "h1", "p", "b", "code"}
    tree = html.document_fromstring(get_part(parse(render(poison(make_status_delivery(), text))), "html"))

    assert {element.tag for element in tree.iter()} <= tags
    assert {name for element in tree.iter() for name in element.attrib} <= {
        "class",
        "style",
        "lang",
        "charset",
        "name",
        "content",
    }


@pytest.mark.parametrize(("url", "expected"), ODD_URLS.values(), ids=ODD_URLS)
def test_odd_addresses_become_plain_ones(url: str, expected: str) -> None:
    message = parse(render(poison(make_status_delivery(), "A title", url)))
    tree = html.document_fromstring(get_part(message, "html"))

    *pieces, board = (link.get("href") for link in tree.iter("a"))
    assert set(pieces) == {expected}
    assert expected.split("/")[2] in board
    assert expected in get_part(message, "plain")


def test_the_page_needs_no_image_no_script_and_nothing_from_elsewhere() -> None:
    page = get_part(parse(render(make_status_delivery())), "html")

    assert not any(word in page for word in ("<img", "<script", "url(", "@import", "<link", "src="))
    assert "prefers-color-scheme: dark" in page
    assert "width=device-width" in page
