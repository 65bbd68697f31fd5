"""Whether and when to try again: one table for every channel that posts, one for mail."""

from __future__ import annotations

import asyncio
import logging
import socket
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.notify.conftest import (
    HTTP_RIGS,
    NOW,
    SHORT,
    AppriseRig,
    HttpRig,
    MailRig,
    Rig,
    SlackRig,
    WebhookRig,
)
from tests.servers import Answer, Breakdown, MailFault
from watcher.deliver import Deliver
from watcher.errors import DeliveryError
from watcher.store.outbox import Outbox
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from watcher.model import Delivery

pytestmark = pytest.mark.anyio

TEMPORARY_CODES = (301, 302, 307, 308, 408, 425, 429, 500, 501, 502, 503, 504, 507, 521, 599)
PERMANENT_CODES = (400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 421, 422, 431, 451)
CODES = [(code, False) for code in TEMPORARY_CODES] + [(code, True) for code in PERMANENT_CODES]

BREAKDOWNS = ("reset", "reset after taking", "garbage")
STALLS = ("stall", "stall in body", "stall after taking")

# What a relay answers, at which stage, and whether trying again is pointless.
REPLIES = [
    ("connect", "421 4.3.2 too busy", False),
    ("connect", "554 5.7.1 go away", True),
    ("mail", "421 4.3.2 closing", False),
    ("mail", "450 4.1.8 unknown domain", False),
    ("mail", "451 4.3.0 local error", False),
    ("mail", "452 4.3.1 no room", False),
    ("mail", "501 5.1.7 bad address", True),
    ("mail", "530 5.7.0 log in first", True),
    ("mail", "550 5.7.1 not you", True),
    ("mail", "553 5.1.8 not yours", True),
    ("rcpt", "421 4.3.2 closing", False),
    ("rcpt", "450 4.2.0 greylisted", False),
    ("rcpt", "451 4.7.1 later", False),
    ("rcpt", "452 4.5.3 too many", False),
    ("rcpt", "550 5.1.1 no such user", True),
    ("rcpt", "551 5.7.1 elsewhere", True),
    ("rcpt", "552 5.2.2 mailbox full", True),
    ("rcpt", "553 5.1.3 bad name", True),
    ("rcpt", "554 5.7.1 no relay", True),
    ("data", "421 4.3.2 closing", False),
    ("data", "451 4.3.0 local error", False),
    ("data", "452 4.3.1 no room", False),
    ("data", "550 5.7.1 spam", True),
    ("data", "552 5.3.4 too large", True),
    ("data", "554 5.6.0 no", True),
    ("connect", "SSH-2.0-OpenSSH_9.2", False),
    ("data", "999 what", False),
    ("connect", "drop", False),
    ("mail", "drop", False),
    ("rcpt", "drop", False),
    ("data", "drop", False),
]


# Every code of RFC 5321, of its extensions and of the registry of enhanced codes, wherever it may come.
SMTP_CODES = (
    *(421, 422, 430, 431, 432, 441, 442, 446, 447, 449, 450, 451, 452, 453, 454, 455, 458, 459, 471),
    *(500, 501, 502, 503, 504, 510, 511, 512, 513, 515, 517, 521, 523, 530, 531, 533, 534, 535, 538, 541),
    *(542, 543, 546, 547, 550, 551, 552, 553, 554, 555, 556),
)


async def refuse(rig: Rig, delivery: Delivery, patience: float | None = None) -> DeliveryError:
    """Send what is not taken, and return what is said about it."""
    sender = rig.make_sender(patience) if patience and isinstance(rig, HttpRig) else rig.sender
    with pytest.raises(DeliveryError) as caught:
        await sender.send(delivery)
    await sender.close()
    assert str(caught.value).isprintable()
    return caught.value


@pytest.mark.parametrize(("code", "is_permanent"), CODES)
async def test_a_code_of_http_says_whether_to_try_again(
    http_rig: HttpRig, delivery: Delivery, code: int, *, is_permanent: bool
) -> None:
    http_rig.server.faults.append(Answer(code, "<html>no\x1b[31m</html>"))

    error = await refuse(http_rig, delivery)

    assert error.permanent is is_permanent
    assert str(code) in str(error)
    assert error.retry_after is None


@pytest.mark.parametrize("how", BREAKDOWNS)
async def test_a_broken_connection_is_tried_again(http_rig: HttpRig, delivery: Delivery, how: str) -> None:
    http_rig.server.faults.append(Breakdown(how))

    assert not (await refuse(http_rig, delivery)).permanent


@pytest.mark.parametrize("how", STALLS)
async def test_a_stalled_receiver_is_given_up_in_time_and_tried_again(
    http_rig: HttpRig, delivery: Delivery, how: str
) -> None:
    http_rig.server.faults.append(Breakdown(how))

    error = await refuse(http_rig, delivery, SHORT)

    assert not error.permanent
    assert f"no answer within {SHORT} s" in str(error)


@pytest.mark.parametrize("code", [429, 503])
async def test_retry_after_is_handed_on_unshortened(http_rig: HttpRig, delivery: Delivery, code: int) -> None:
    http_rig.server.faults.append(Answer(code, "", (("Retry-After", "86400"),)))

    error = await refuse(http_rig, delivery)

    told = None if isinstance(http_rig, AppriseRig) else timedelta(days=1)  # Apprise does not tell it
    assert error.retry_after == told


async def test_a_redirect_is_not_followed(http_rig: HttpRig, delivery: Delivery) -> None:
    elsewhere = f"http://{http_rig.server.place}/elsewhere"
    http_rig.server.faults.append(Answer(302, "", (("Location", elsewhere),)))

    await refuse(http_rig, delivery)

    assert http_rig.received() == []


@pytest.mark.parametrize("name", HTTP_RIGS)
async def test_a_closed_port_is_tried_again(delivery: Delivery, name: str) -> None:
    receiver, rig = HTTP_RIGS[name]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with receiver(port=port) as server:
        closed = rig(server)

    error = await refuse(closed, delivery)

    assert not error.permanent


async def test_an_answer_without_end_is_cut(http_rig: HttpRig, delivery: Delivery) -> None:
    http_rig.server.faults.append(Answer(500, "x" * 5_000_000))

    assert len(str(await refuse(http_rig, delivery))) < 400


@pytest.mark.parametrize("rig", ["mail"], indirect=True)
@pytest.mark.parametrize(("stage", "action", "is_permanent"), REPLIES)
async def test_a_reply_of_a_relay_says_whether_to_try_again(
    rig: MailRig, delivery: Delivery, stage: str, action: str, *, is_permanent: bool
) -> None:
    rig.server.faults.append(MailFault(stage, action))

    assert (await refuse(rig, delivery)).permanent is is_permanent


@pytest.mark.parametrize("rig", ["mail"], indirect=True)
@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("code", SMTP_CODES)
async def test_each_code_of_smtp_is_temporary_below_500_and_permanent_from_there(
    rig: MailRig, delivery: Delivery, stage: str, code: int
) -> None:
    rig.server.faults.append(MailFault(stage, f"{code} no"))

    error = await refuse(rig, delivery)

    assert error.permanent is (code >= 500)
    assert str(code) in str(error) or code == 421  # upon which the relay is gone


@pytest.mark.parametrize("rig", ["mail"], indirect=True)
@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
async def test_a_connection_is_let_go_at_once_when_the_relay_hangs_up(
    rig: MailRig, delivery: Delivery, stage: str
) -> None:
    rig.server.faults.append(MailFault(stage, "421 4.3.2 closing"))
    transports = asyncio.get_running_loop()._transports  # type: ignore[attr-defined]  # noqa: SLF001

    await refuse(rig, delivery)

    assert [one for one in transports.values() if not one.is_closing()] == []


async def test_a_webhook_is_content_with_any_2xx(delivery: Delivery) -> None:
    receiver, _ = HTTP_RIGS["webhook"]
    with receiver() as server:
        rig = WebhookRig(server)
        for code in (200, 201, 202, 204):
            server.faults.append(Answer(code))
            assert str(code) in (await rig.sender.send(delivery)).detail
        await rig.sender.close()


async def test_no_secret_reaches_error_log_or_database(
    rig: Rig, delivery: Delivery, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    store = open_store(tmp_path / "watcher.db")
    deliver = Deliver(
        store, {"desk": rig.sender}, clock=lambda: NOW, draw_jitter=lambda: 0.5, sleep=lambda _: _nothing()
    )
    for name, is_permanent in (("taken", None), ("later", False), ("never", True)):
        notification = replace(delivery.notification, key=name, thread=name)
        Outbox(store).add_notification(notification, ["desk"], NOW)
        if is_permanent is not None and isinstance(rig, (HttpRig, MailRig)):
            rig.break_once(is_permanent=is_permanent)
        await deliver.deliver_due(NOW + timedelta(hours=len(name)))
    await rig.sender.close()
    store.close()

    stored = read_files(tmp_path)
    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]  # the relay's own
    for secret in rig.secrets:
        assert secret.encode() not in stored
        assert secret not in "\n".join(ours)
    assert len(rig.received()) >= 1
    if isinstance(rig, (SlackRig, MailRig)):
        assert b"[secret]" in stored


def read_files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def _nothing() -> None:
    """Wait for nothing."""
