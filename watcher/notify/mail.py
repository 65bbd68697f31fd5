"""Mail by an SMTP relay.

Reply codes: 4yz is a temporary failure, 5yz a permanent one (RFC 5321, 4.2.1).  A relay answers for each
recipient alone, so a mail may reach some of them: those are named in the error, and a later attempt
leaves them out.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from datetime import timedelta
from typing import TYPE_CHECKING

import aiosmtplib

from watcher.errors import DeliveryError
from watcher.model import Receipt
from watcher.notify.hosts import is_loopback
from watcher.notify.redaction import Redaction, login_secrets
from watcher.notify.render import render_mail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from watcher.model import Delivery, MailChannel

TOTAL_TIMEOUT = 50.0
QUIT_TIMEOUT = 5.0  # seconds

_Refused = tuple[str, int, str]  # recipient, code, what the relay said


class MailSender:
    """Sends by one relay; each message has a connection of its own.

    `tls` replaces the system's trust in certificates.  `timeout` is in seconds, from connecting to the
    relay's last word.  Raises DeliveryError (permanent) when the channel would send in the clear to
    another machine.
    """

    interval = timedelta(0)

    def __init__(
        self,
        channel: MailChannel,
        password: str | None,
        tls: ssl.SSLContext | None = None,
        *,
        timeout: float = TOTAL_TIMEOUT,
    ) -> None:
        if channel.security == "none" and not is_loopback(channel.host):
            raise DeliveryError(
                f'security "none" is for this machine alone, not for {channel.host}: use "starttls" or "tls"',
                permanent=True,
            )
        self.receiver = f"mail:{channel.id}"
        self._channel = channel
        self._password = password
        self._tls = tls
        self._timeout = timeout
        self._redaction = Redaction(login_secrets(channel.username or "", password) if password else ())

    async def send(self, delivery: Delivery) -> Receipt:
        recipients = [one for one in self._channel.recipients if one not in delivery.accepted]
        if not recipients:
            return Receipt("all recipients have it already")
        client = self._make_client()
        try:
            async with asyncio.timeout(self._timeout):
                refused, answer = await self._submit(client, delivery, recipients)
            await _leave(client)
        except TimeoutError:
            raise self._failure(f"no answer within {self._timeout:g} s") from None
        except aiosmtplib.SMTPRecipientsRefused as error:
            refusals = [(one.recipient, one.code, one.message) for one in error.recipients]
            raise self._refusal(refusals, (), delivery.accepted) from None
        except aiosmtplib.SMTPResponseException as error:
            reason = f"it answered {error.code} {error.message}{_advise(error)}"
            raise self._failure(reason, permanent=_is_permanent(error.code)) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            is_hopeless = isinstance(error, aiosmtplib.SMTPNotSupported)  # an address the relay cannot write
            raise self._failure(_explain(error), permanent=is_hopeless) from None
        except ValueError as error:
            raise self._failure(f"an address cannot be used: {error}", permanent=True) from None
        finally:
            client.close()
            await asyncio.sleep(0)  # in which the connection goes
        if refused:
            refusals = [(recipient, code, text) for recipient, (code, text) in refused.items()]
            accepted = tuple(recipient for recipient in recipients if recipient not in refused)
            raise self._refusal(refusals, accepted, delivery.accepted)
        return Receipt(self._redaction.clean(f"{self._channel.host} answered 250 {answer}"))

    async def close(self) -> None:
        """Nothing is kept open."""

    def _make_client(self) -> _Client:
        channel = self._channel
        return _Client(
            hostname=channel.host,
            port=channel.port,
            use_tls=channel.security == "tls",
            start_tls=False,  # done step by step below, so that the connection can be cut at each
            tls_context=self._tls,
            timeout=None,  # one limit holds for all of it
        )

    async def _submit(
        self, client: aiosmtplib.SMTP, delivery: Delivery, recipients: list[str]
    ) -> tuple[Mapping[str, tuple[int, str]], str]:
        channel = self._channel
        message = render_mail(delivery, channel.sender, channel.recipients, channel.unsubscribe)
        await client.connect()
        if self._channel.security == "starttls":
            await client.starttls()
        if self._channel.username is not None:
            await client.login(self._channel.username, self._password or "")
        return await client.send_message(message, sender=self._channel.sender, recipients=recipients)

    def _refusal(
        self, refused: list[_Refused], accepted: tuple[str, ...], reached: tuple[str, ...]
    ) -> DeliveryError:
        """Word the refusal of some recipients; `accepted` were taken now, `reached` by an earlier attempt."""
        reason = "; ".join(f"{recipient}: {code} {text}" for recipient, code, text in refused)
        if reached or accepted:
            reason += f"; taken for {', '.join((*reached, *accepted))}"
        permanent = all(_is_permanent(code) for _, code, _ in refused)
        return self._failure(reason, permanent=permanent, accepted=accepted)

    def _failure(
        self, reason: str, *, permanent: bool = False, accepted: tuple[str, ...] = ()
    ) -> DeliveryError:
        """Word a failure; the cause is left out of the error, since its text may quote the password."""
        text = self._redaction.clean(f"{self._channel.host} did not take the mail: {reason}")
        return DeliveryError(text, permanent=permanent, accepted=accepted)


class _Client(aiosmtplib.SMTP):
    """Lets go of a connection at once: TLS would say goodbye in its own time, and may wait for ever.

    The library closes too, upon 421 for one, and forgets the connection then.
    """

    def close(self) -> None:
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()
        super().close()


async def _leave(client: aiosmtplib.SMTP) -> None:
    """Take leave as one should; whatever happens now, the relay's word on the message stands."""
    with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
        async with asyncio.timeout(QUIT_TIMEOUT):
            await client.quit()


def _is_permanent(code: int) -> bool:
    return 500 <= code < 600


def _explain(error: BaseException) -> str:
    if isinstance(error, aiosmtplib.SMTPConnectError) and isinstance(error.__cause__, ssl.SSLError):
        return _explain(error.__cause__)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return f'TLS failed ({error.reason}): "tls" is for port 465, "starttls" for 587'
    return f"{type(error).__name__}: {error}"


def _advise(error: aiosmtplib.SMTPResponseException) -> str:
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return " (check username and password)"
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return " (check the channel's sender)"
    return ""
