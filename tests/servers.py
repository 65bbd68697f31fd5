"""Receivers of alerts over real sockets: of any POST, a stand-in for Slack, and an SMTP relay.

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


# ---------------------------------------------------------------------------------------------- POST


@dataclass(frozen=True)
class Answer:
    """What a receiver says, also instead of taking the next message."""

    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Breakdown:
    """What happens to the connection of the next message.

    `how` is "reset" or "stall" before the answer, "stall in body" after half of it, "garbage" instead of
    it, or "reset after taking" and "stall after taking": the message is taken, and nobody is told.
    """

    how: str


@dataclass(frozen=True)
class Post:
    """A message a receiver took: what the JSON said, as it came, and how."""

    body: dict[str, Any]
    at: float
    raw: bytes = b""
    path: str = ""
    headers: dict[str, str] = field(default_factory=dict)  # names in lower case


class HookReceiver:
    """Takes any POST of JSON; `posts` are those it took.  With an authority it speaks https."""

    path = "/hooks/AbCdEfSeCrEt12345"

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        port: int = 0,
        authority: Authority | None = None,
    ) -> None:
        self.posts: list[Post] = []
        self.faults: deque[Answer | Breakdown] = deque()
        self.clock = clock
        self.released = threading.Event()
        self.lock = threading.Lock()
        self._server = _PostServer((LOCALHOST, port), self)
        self._scheme = "http"
        if authority is not None:
            context = authority.make_server_context(LOCALHOST)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self._scheme = "https"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def place(self) -> str:
        return f"{LOCALHOST}:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"{self._scheme}://{self.place}{self.path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def take(self, path: str, headers: dict[str, str], raw: bytes) -> Answer:
        """Take or refuse one message; called under the lock."""
        self.posts.append(Post(json.loads(raw), self.clock(), raw, path, headers))
        return Answer(200, "taken")


class _PostServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], receiver: HookReceiver) -> None:
        self.receiver = receiver
        super().__init__(address, _PostHandler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that give up on a stalled answer are part of the tests."""


class _PostHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _PostServer

    def do_POST(self) -> None:
        receiver = self.server.receiver
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        with receiver.lock:
            fault = receiver.faults.popleft() if receiver.faults else None
        if isinstance(fault, Breakdown):
            self._break_down(fault.how, raw)
        else:
            self._answer(self._take(raw) if fault is None else fault)

    def _take(self, raw: bytes) -> Answer:
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.server.receiver.lock:
            return self.server.receiver.take(self.path, headers, raw)

    def _break_down(self, how: str, raw: bytes) -> None:
        self.close_connection = True
        if how.endswith("after taking"):
            self._take(raw)
        if how.startswith("reset"):
            reset(self.connection)
        elif how == "stall in body":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")
            self.server.receiver.released.wait()
        elif how.startswith("stall"):
            self.server.receiver.released.wait()
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


# --------------------------------------------------------------------------------------------- Slack


class SlackStandIn(HookReceiver):
    """Behaves as Slack's documented limits say, towards a webhook and towards a bot.

    One message a second in a channel by `clock`, 50 renewals a minute, else 429 with Retry-After; what Block
    Kit forbids is refused.  `posts` are the messages it took, `refusals` the reasons of those it did not.
    Of the bot's channel, `messages` are by their `ts` as they stand now, and `threads` say whose replies.
    """

    token = "XyZzYsEcReTtOkEn123456"
    bot_token = "xoxb-12345-SeCrEtOfTheBot"
    bot_channel = "C0123456789"
    path = f"/services/T0000/B0000/{token}"

    def __init__(
        self, *, is_rate_limited: bool = True, clock: Callable[[], float] = time.monotonic, port: int = 0
    ) -> None:
        super().__init__(clock=clock, port=port)
        self.refusals: list[str] = []
        self.is_rate_limited = is_rate_limited
        self.messages: dict[str, dict[str, Any]] = {}
        self.threads: dict[str, list[str]] = {}
        self.renewed_at: list[float] = []

    @property
    def webhook(self) -> str:
        return self.url

    @property
    def api(self) -> str:
        return f"http://{self.place}/api/"

    @property
    def texts(self) -> list[str]:
        """The fallback texts of the messages taken, in order."""
        return [post.body["text"] for post in self.posts]

    def take(self, path: str, headers: dict[str, str], raw: bytes) -> Answer:
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        if path.startswith("/api/"):
            return self._answer_bot(path, headers, raw, body)
        if path != self.path:
            return Answer(404, "no_service")
        refusal = self._find_refusal(body)
        if refusal is not None:
            return refusal
        self.posts.append(Post(body, self.clock(), raw, path, headers))
        return Answer(200, "ok")

    def _find_refusal(self, body: Any) -> Answer | None:
        if self.is_rate_limited and self.posts and self.clock() - self.posts[-1].at < 1:
            self.refusals.append("rate_limited")
            return Answer(429, "rate_limited", (("Retry-After", "1"),))
        fault = find_block_fault(body)
        if fault is not None:
            self.refusals.append(fault)
            return Answer(400, fault)
        return None

    def _answer_bot(self, path: str, headers: dict[str, str], raw: bytes, body: Any) -> Answer:
        renewals = [at for at in self.renewed_at if self.clock() - at < 60]
        if self.is_rate_limited and path == "/api/chat.update" and len(renewals) >= 50:
            return Answer(429, '{"ok":false,"error":"ratelimited"}', (("Retry-After", "30"),))
        error = self._find_bot_error(path, headers, body)
        if error is not None:
            self.refusals.append(error)
            return Answer(200, json.dumps({"ok": False, "error": error}))
        if path == "/api/chat.update":
            self.renewed_at.append(self.clock())
            self.messages[body["ts"]] = body
            return Answer(200, json.dumps({"ok": True, "channel": body["channel"], "ts": body["ts"]}))
        if self.is_rate_limited and self.posts and self.clock() - self.posts[-1].at < 1:
            self.refusals.append("ratelimited")
            return Answer(429, '{"ok":false,"error":"ratelimited"}', (("Retry-After", "1"),))
        self.posts.append(Post(body, self.clock(), raw, path, headers))
        ts = f"1772733840.{len(self.posts):06}"
        self.messages[ts] = body
        if "thread_ts" in body:
            self.threads.setdefault(body["thread_ts"], []).append(ts)
        answer = {"ok": True, "channel": self.bot_channel, "ts": ts, "message": body}
        return Answer(200, json.dumps(answer))

    def _find_bot_error(self, path: str, headers: dict[str, str], body: Any) -> str | None:
        if headers.get("authorization") != f"Bearer {self.bot_token}":
            return "invalid_auth"
        fault = find_block_fault(body)
        if fault is not None:
            return fault
        if body.get("channel") not in {self.bot_channel, "#alerts"}:
            return "channel_not_found"
        if path == "/api/chat.update":
            is_known = body.get("ts") in self.messages and body["channel"] == self.bot_channel
            return None if is_known else "message_not_found"
        is_lost = "thread_ts" in body and body["thread_ts"] not in self.messages
        return "thread_not_found" if is_lost else None


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
    if any(_size(block.get("block_id", "")) > 255 for block in blocks):
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
