"""Receivers of alerts over real sockets: a stand-in for Slack, and an SMTP relay.

Each runs in a thread of its own, so that asynchronous tests, plain tests and other processes can use it:

    with SlackStandIn() as slack:
        ... SlackSender(slack.webhook) ...
        assert slack.texts == [...]

Both take faults to come, one for each message, and take messages as usual once none is left.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
import struct
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

if TYPE_CHECKING:
    from collections.abc import Callable

LOCALHOST = "127.0.0.1"


# --------------------------------------------------------------------------------------------- Slack


@dataclass(frozen=True)
class Answer:
    """What the stand-in says instead of taking the next message."""

    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Breakdown:
    """What happens to the connection of the next message.

    `how` is "reset" or "stall" before the answer, "stall in body" after half of it, "garbage" instead of
    it, or "reset after taking": the message is taken, and nobody is told.
    """

    how: str


@dataclass(frozen=True)
class Post:
    """A message the stand-in took."""

    body: dict[str, Any]
    at: float


class SlackStandIn:
    """Behaves as Slack's documented limits say.

    One message a second by `clock`, else 429 with Retry-After; 400 on what Block Kit forbids; the body
    `ok`.  `posts` are the messages it took, `refusals` the reasons of those it did not.
    """

    token = "XyZzYsEcReTtOkEn123456"

    def __init__(
        self, *, is_rate_limited: bool = True, clock: Callable[[], float] = time.monotonic, port: int = 0
    ) -> None:
        self.posts: list[Post] = []
        self.refusals: list[str] = []
        self.faults: deque[Answer | Breakdown] = deque()
        self.clock = clock
        self.is_rate_limited = is_rate_limited
        self.released = threading.Event()
        self.lock = threading.Lock()
        self._server = _SlackServer((LOCALHOST, port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def webhook(self) -> str:
        return f"http://{LOCALHOST}:{self._server.server_port}{self.path}"

    @property
    def path(self) -> str:
        return f"/services/T0000/B0000/{self.token}"

    @property
    def texts(self) -> list[str]:
        """The fallback texts of the messages taken, in order."""
        return [post.body["text"] for post in self.posts]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def take(self, raw: bytes) -> Answer:
        """Take or refuse one message."""
        with self.lock:
            at = self.clock()
            if self.is_rate_limited and self.posts and at - self.posts[-1].at < 1:
                self.refusals.append("rate_limited")
                return Answer(429, "rate_limited", (("Retry-After", "1"),))
            try:
                body = json.loads(raw)
            except ValueError:
                body = None
            fault = find_block_fault(body)
            if fault is not None:
                self.refusals.append(fault)
                return Answer(400, fault)
            self.posts.append(Post(body, at))
            return Answer(200, "ok")


class _SlackServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], slack: SlackStandIn) -> None:
        self.slack = slack
        super().__init__(address, _SlackHandler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that give up on a stalled answer are part of the tests."""


class _SlackHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _SlackServer

    def do_POST(self) -> None:
        slack = self.server.slack
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        with slack.lock:
            fault = slack.faults.popleft() if slack.faults else None
        if isinstance(fault, Breakdown):
            self._break_down(fault.how, raw)
        elif fault is not None:
            self._answer(fault)
        elif self.path != slack.path:
            self._answer(Answer(404, "no_service"))
        else:
            self._answer(slack.take(raw))

    def _break_down(self, how: str, raw: bytes) -> None:
        slack = self.server.slack
        self.close_connection = True
        if how == "reset after taking":
            slack.take(raw)
        if how.startswith("reset"):
            reset(self.connection)
        elif how == "stall":
            slack.released.wait()
        elif how == "stall in body":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")
            slack.released.wait()
        else:
            self.wfile.write(b"\x16\x03\x01 this is no HTTP \xff\r\n\r\n")

    def _answer(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


def reset(connection: socket.socket) -> None:
    """Close a connection with RST, as a machine does that has forgotten it."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def find_block_fault(body: object) -> str | None:
    """Name what Slack would refuse in the body of a webhook; None when it is fine.

    Limits: https://docs.slack.dev/reference/block-kit/blocks; the 13,200 for all blocks together were
    found by users (slackapi/bolt-js#2509).
    """
    if not isinstance(body, dict):
        return "invalid_payload"
    text, blocks = body.get("text"), body.get("blocks", [])
    if not isinstance(text, str) or not text or _size(text) > 40_000:
        return "no_text"
    if not isinstance(blocks, list) or len(blocks) > 50 or not all(map(_is_valid_block, blocks)):
        return "invalid_blocks"
    if sum(_size(one) for one in find_texts(blocks)) > 13_200:
        return "msg_blocks_too_long"
    return None


def _is_valid_block(block: dict[str, Any]) -> bool:
    match block:
        case {"type": "header", "text": {"type": "plain_text", "text": text}}:
            return 0 < _size(text) <= 150
        case {"type": "section", "text": {"type": "mrkdwn" | "plain_text", "text": text}}:
            return 0 < _size(text) <= 3_000
        case {"type": "context", "elements": [*elements]}:
            return 0 < len(elements) <= 10 and all(0 < _size(one["text"]) <= 3_000 for one in elements)
        case {"type": "actions", "elements": [*buttons]}:
            return 0 < len(buttons) <= 25 and all(
                0 < _size(one["text"]["text"]) <= 75 and _size(one["url"]) <= 3_000 for one in buttons
            )
        case {"type": "divider"}:
            return True
    return False


def find_texts(blocks: object) -> list[str]:
    """List every text in blocks."""
    if isinstance(blocks, list):
        return [text for block in blocks for text in find_texts(block)]
    if not isinstance(blocks, dict):
        return []
    if isinstance(blocks.get("text"), str):
        return [blocks["text"]]
    return [text for value in blocks.values() for text in find_texts(value)]


def show_mrkdwn(text: str) -> str:
    """What a reader sees of mrkdwn, marks left in: escapes undone once, links as their labels."""
    shown = re.sub(r"<(?:https?:[^|>]*)\|([^>]*)>", r"\1", text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


# ---------------------------------------------------------------------------------------------- mail


@dataclass(frozen=True)
class MailFault:
    """What happens to the next mail, at one stage of its conversation.

    `stage` is "connect", "auth", "mail", "rcpt", "data" (its end), or "quit"; `action` a reply such as
    "450 4.2.0 greylisted", or "stall", or "drop".  At "rcpt" it concerns `recipient` alone, unless empty.
    "drop" at "data" comes after the mail was taken.
    """

    stage: str
    action: str
    recipient: str = ""


@dataclass
class ReceivedMail:
    """A mail the relay took, with its envelope."""

    sender: str
    recipients: list[str]
    raw: bytes
    is_encrypted: bool
    message: EmailMessage = field(init=False)

    def __post_init__(self) -> None:
        message = message_from_bytes(self.raw, policy=SMTP_POLICY)
        assert isinstance(message, EmailMessage)
        self.message = message


@dataclass(frozen=True)
class Authority:
    """A certificate authority of our own."""

    ca: trustme.CA = field(default_factory=trustme.CA)

    def make_server_context(self, *names: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(*names).configure_cert(context)
        return context

    def make_client_context(self) -> ssl.SSLContext:
        """A client's context that trusts this authority and nobody else."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.ca.configure_trust(context)
        return context


class MailServer:
    """An SMTP relay; `security` as a MailChannel's, `login` a username and password it insists on.

    `names` are those of its certificate.
    """

    def __init__(
        self,
        authority: Authority | None = None,
        *,
        security: str = "none",
        login: tuple[str, str] | None = None,
        names: tuple[str, ...] = (LOCALHOST, "localhost"),
    ) -> None:
        self.mails: list[ReceivedMail] = []
        self.faults: deque[MailFault] = deque()
        self.login = login
        self.port = 0
        self._fault: MailFault | None = None
        self._relays: list[SMTP | _NoRelay] = []
        self._context = authority.make_server_context(*names) if authority and security != "none" else None
        self._security = security
        self._loop = asyncio.new_event_loop()
        self._released = asyncio.Event()
        self._is_ready = threading.Event()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete, args=(self._serve(),), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._is_ready.wait(10), "the mail server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._released.set)
        self._thread.join()
        self._loop.close()

    async def _serve(self) -> None:
        server = await self._loop.create_server(
            self._make_protocol, LOCALHOST, 0, ssl=self._context if self._security == "tls" else None
        )
        self.port = server.sockets[0].getsockname()[1]
        self._is_ready.set()
        await self._released.wait()
        server.close()
        for relay in self._relays:
            if relay.transport is not None:
                relay.transport.close()
        while conversations := asyncio.all_tasks() - {asyncio.current_task()}:
            for conversation in conversations:
                conversation.cancel()
            await asyncio.gather(*conversations, return_exceptions=True)
        await self._loop.shutdown_asyncgens()

    def _make_protocol(self) -> asyncio.Protocol:
        self._fault = self.faults.popleft() if self.faults else None
        relay = self._make_relay()
        self._relays.append(relay)
        return relay

    def _make_relay(self) -> SMTP | _NoRelay:
        if self._fault is not None and self._fault.stage == "connect":
            return _NoRelay(self._fault.action)
        relay = SMTP(
            self,
            hostname="relay.test",
            tls_context=self._context if self._security == "starttls" else None,
            require_starttls=self._security == "starttls",
            auth_required=self.login is not None,
            authenticator=self._authenticate,
            loop=self._loop,
        )
        # aiosmtpd knows no TLS but its own, and warns when told so: a login needs none of STARTTLS here.
        relay._auth_require_tls = self._security == "starttls"  # noqa: SLF001
        return relay

    async def _act(self, server: SMTP, stage: str, usual: str) -> str:
        """Reply as usual, unless this mail has a fault at this stage."""
        fault = self._fault
        if fault is None or fault.stage != stage:
            return usual
        if fault.action == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        elif fault.action == "stall":
            await self._released.wait()
        return fault.action

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        if self._fault is not None and self._fault.stage == "auth":
            return AuthResult(success=False, handled=False, message=self._fault.action)
        given = (data.login.decode(), data.password.decode())
        if given == self.login:
            return AuthResult(success=True)
        return AuthResult(success=False, handled=False, message=f"535 5.7.8 not {given[0]} with {given[1]}")

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's names
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._act(server, "mail", "250 2.1.0 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self._fault is None or self._fault.recipient in ("", address):
            reply = await self._act(server, "rcpt", "250 2.1.5 OK")
        else:
            reply = "250 2.1.5 OK"
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        is_refused = self._fault is not None and self._fault.stage == "data" and self._fault.action != "drop"
        if not is_refused:
            assert isinstance(envelope.content, bytes)
            self.mails.append(
                ReceivedMail(
                    sender=envelope.mail_from or "",
                    recipients=list(envelope.rcpt_tos),
                    raw=envelope.content,
                    is_encrypted=session.ssl is not None or self._security == "tls",
                )
            )
        return await self._act(server, "data", "250 2.0.0 queued as 1")

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return await self._act(server, "quit", "221 2.0.0 Bye")


class _NoRelay(asyncio.Protocol):
    """What answers in the place of a relay: one line, or nothing."""

    def __init__(self, action: str) -> None:
        self._action = action
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if self._action == "drop":
            transport.abort()
        elif self._action != "stall":
            transport.write(self._action.encode() + b"\r\n")
