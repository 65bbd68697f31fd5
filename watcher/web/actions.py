"""What a person does from a page: rule on a signal, mark a hit, mute, log in and out.

Each form is small, carries the key of its page, and is answered with the page where its effect stands.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from watcher.acting import NONE, expire_silence, mark_evidence, rule_signal, silence_signals
from watcher.errors import InputError
from watcher.model import RulingKind, Silence, Stance
from watcher.web.access import NAME_LENGTH, SESSION_LIFE
from watcher.web.guard import COOKIE
from watcher.web.pages import read_number, render_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from watcher.web.access import Gate, Visitor

Done = TypeVar("Done")

FORM_LIMIT = 20_000  # bytes
NOTE_LENGTH = 500
SPANS = {"1h": timedelta(hours=1), "8h": timedelta(hours=8), "1d": timedelta(days=1), "7d": timedelta(days=7)}

_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


class Actions:
    """The endpoints that change something; `gate` has let their visitor in."""

    def __init__(
        self,
        database: Path,
        config_path: Path,
        read_clock: Callable[[], datetime],
        gate: Gate,
        *,
        is_secure: bool,
    ) -> None:
        self._database = database
        self._config_path = config_path
        self._read_clock = read_clock
        self._gate = gate
        self._is_secure = is_secure  # the browser comes by https

    async def rule(self, request: Request) -> Response:
        """Confirm, reject or acknowledge a signal."""
        form = await self._read_own_form(request)
        kind = RulingKind(_choose(form, "kind", [*RulingKind]))
        note = _read_note(form, is_required=kind is not RulingKind.ACK)
        signal_id = request.path_params["signal_id"]

        def act() -> None:
            now, author = self._read_clock(), _get_visitor(request).name
            rule_signal(self._config_path, self._database, signal_id, kind, author=author, note=note, now=now)

        await _do(act)
        return _go_to(f"/signals/{quote(signal_id)}", done=kind)

    async def mark(self, request: Request) -> Response:
        """Say that a hit was judged right or wrong."""
        form = await self._read_own_form(request)
        word = _choose(form, "word", ["right", "wrong"])
        stance = _choose(form, "stance", ["", NONE, *Stance]) or None
        note = _read_note(form)
        evidence_id = read_number(request.path_params["hit_id"])

        def act() -> str:
            return mark_evidence(
                self._config_path,
                self._database,
                evidence_id,
                word,
                stance=stance if word == "wrong" else None,
                author=_get_visitor(request).name,
                note=note,
                now=self._read_clock(),
            ).signal_id

        return _go_to(f"/signals/{quote(await _do(act))}", done="mark", anchor=f"hit-{evidence_id}")

    async def silence(self, request: Request) -> Response:
        """Mute one signal, or all, for a while."""
        form = await self._read_own_form(request)
        span = SPANS[_choose(form, "span", [*SPANS])]
        note = _read_note(form, is_required=True)
        signals = (form["signal"],) if form.get("signal") else ()

        def act() -> None:
            now = self._read_clock()
            silence_signals(
                self._database, Silence(_get_visitor(request).name, note, now, now + span, signals)
            )

        await _do(act)
        return _go_to("/silences", done="silence")

    async def expire(self, request: Request) -> Response:
        """End a silence."""
        await self._read_own_form(request)
        number = read_number(request.path_params["silence_id"])
        await _do(lambda: expire_silence(self._database, number, self._read_clock()))
        return _go_to("/silences", done="expire")

    async def log_in(self, request: Request) -> Response:
        """Take the token, once, for a session under a name."""
        form = await _read_form(request)
        name = " ".join(form.get("name", "").split())
        after = form.get("next", "/")
        if not name or len(name) > NAME_LENGTH:
            return render_login(
                request, self._gate, "Say who you are: it stands beside what you decide.", after
            )
        address = request.client.host if request.client else ""
        if not self._gate.check_token(address, form.get("token", "")):
            return render_login(request, self._gate, "That is not the token.", after)
        answer = RedirectResponse(make_local(after), status_code=303)
        answer.set_cookie(
            COOKIE,
            self._gate.log_in(name),
            max_age=int(SESSION_LIFE.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._is_secure,
        )
        return answer

    async def log_out(self, request: Request) -> Response:
        """End the session."""
        await self._read_own_form(request)
        self._gate.log_out(_get_visitor(request).session)
        answer = RedirectResponse("/login", status_code=303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=self._is_secure)
        return answer

    async def _read_own_form(self, request: Request) -> Mapping[str, str]:
        form = await _read_form(request)
        if not self._gate.is_form_key(_get_visitor(request), form.get("key", "")):
            raise HTTPException(
                403, "This form is not of this board, or of an earlier log-in. Load its page again."
            )
        return form


def render_login(request: Request, gate: Gate, problem: str = "", after: str = "/") -> Response:
    """Show the form for the token; `problem` says why it is shown again."""
    return render_page(
        request,
        "login.html",
        status_code=403 if problem else 200,
        has_token=gate.has_token,
        is_open=gate.is_open,
        fault=problem,
        after=make_local(after),
    )


def make_local(address: str) -> str:
    """Give an address within the board; the board itself where it leads elsewhere."""
    return address if _LOCAL.fullmatch(address) else "/"


async def _do(act: Callable[[], Done]) -> Done:
    """Let what writes run in a thread; what it refuses is the visitor's to mend."""
    try:
        return await run_in_threadpool(act)
    except InputError as error:
        raise HTTPException(400, str(error)) from error


async def _read_form(request: Request) -> Mapping[str, str]:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/x-www-form-urlencoded":
        raise HTTPException(415, "Send the form as application/x-www-form-urlencoded.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_LIMIT:
            raise HTTPException(413, f"A form has at most {FORM_LIMIT:,} bytes.")
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: value.replace("\0", "") for name, value in pairs}


def _read_note(form: Mapping[str, str], *, is_required: bool = False) -> str:
    note = " ".join(form.get("note", "").split())
    if len(note) > NOTE_LENGTH:
        raise HTTPException(400, f"A note has at most {NOTE_LENGTH} characters.")
    if is_required and not note:
        raise HTTPException(400, "Say why: a note is needed, for those who read it later.")
    return note


def _choose(form: Mapping[str, str], name: str, choices: list[str]) -> str:
    value = form.get(name, "")
    if value not in choices:
        raise HTTPException(400, f"{name}: one of {', '.join(filter(None, choices))}.")
    return value


def _get_visitor(request: Request) -> Visitor:
    visitor: Visitor = request.state.visitor
    return visitor


def _go_to(path: str, *, done: str, anchor: str = "") -> Response:
    target = f"{path}?{urlencode({'done': done})}" + (f"#{anchor}" if anchor else "")
    return RedirectResponse(target, status_code=303)
