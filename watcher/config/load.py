"""Reading the file: path -> text -> tables -> Config, or ConfigError with every fault."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

from watcher.config import Config
from watcher.config.faults import Fault, describe_error, place_faults
from watcher.config.lines import LineIndex
from watcher.config.references import find_reference_faults, name_elements
from watcher.config.schema import (
    AppriseTable,
    ChannelTable,
    ConsoleTable,
    Document,
    FeedTable,
    HeartbeatTable,
    MailTable,
    RouteTable,
    SlackTable,
    WebhookTable,
    WebsubTable,
    WebTable,
)
from watcher.errors import ConfigError, ConfigFault, InputError
from watcher.model import (
    AppriseChannel,
    Channel,
    ConsoleChannel,
    Feed,
    FetchSettings,
    HeartbeatSettings,
    MailChannel,
    Outlet,
    QuietHours,
    Recipe,
    Route,
    Schedule,
    SecretReference,
    Settings,
    SlackBotChannel,
    SlackChannel,
    WebhookChannel,
    WebSettings,
    WebsubSettings,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from watcher.model import Entity, Signal

MAX_BYTES = 16_000_000
DEFAULT_CHANNEL = "console"
DEFAULT_MAX_INTERVAL = timedelta(hours=6)
_POSITION = re.compile(r" ?\((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)$")


def load(path: Path) -> Config:
    """Read and check the file at `path`."""
    text = _read_text(path)
    tables = _parse_text(path, text)
    document, faults = read_tables(tables)
    if document is None:
        raise ConfigError(path, place_faults(faults, LineIndex(text), name_elements(tables)))
    return _make_config(path, document)


def read_tables(tables: Mapping[str, object]) -> tuple[Document | None, list[Fault]]:
    """Hold what tomllib read against the schema: the document, or None and every fault."""
    faults = list(find_reference_faults(tables))
    try:
        document = Document.model_validate(tables)
    except ValidationError as error:
        return None, faults + [
            describe_error(detail, Document, tables) for detail in error.errors(include_url=False)
        ]
    return (None if faults else document), faults


def read_feed(table: Mapping[str, object]) -> Feed:
    """Hold one [[feeds]] table against the schema; raises InputError with every fault of it."""
    try:
        return _make_feed(FeedTable.model_validate(table))
    except ValidationError as error:
        faults = [describe_error(detail, FeedTable, table) for detail in error.errors(include_url=False)]
    raise InputError("\n".join(str(place_faults([fault], LineIndex(""), {})[0]) for fault in faults))


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        _refuse(
            path, "no file", "an existing file: write one with `watcher init`, or name another with --config"
        )
    except IsADirectoryError:
        _refuse(path, "a folder", f"a file: perhaps {path / 'signals.toml'}")
    except OSError as error:
        _refuse(path, f"a file that cannot be read ({error.strerror})", "a file that this user may read")
    if len(content) > MAX_BYTES:
        _refuse(path, f"a file of more than {MAX_BYTES // 1_000_000} MB", "a signals.toml of less")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(path, "bytes that are not UTF-8", "text in UTF-8: save the file in that encoding", line)


def _parse_text(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        _refuse(path, "arrays or tables nested too deeply", "nesting as docs/signals.md shows it")
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        position = _POSITION.search(message)
        reason = message[: position.start()] if position else message
        if position and position["line"]:
            line, place = int(position["line"]), f" (column {position['column']})"
        else:
            line, place = text.count("\n") + 1, " (at the end of the file)" if position else ""
        _refuse(
            path,
            f"no valid TOML: {reason}{place}",
            "TOML, as https://toml.io explains it",
            line if position else None,
        )
    except ValueError:  # Python refuses to read integers of thousands of digits
        _refuse(path, "a number of thousands of digits", "numbers as docs/signals.md shows them")


def _refuse(path: Path, found: str, allowed: str, line: int | None = None) -> NoReturn:
    """Refuse the file as a whole."""
    raise ConfigError(path, (ConfigFault("signals.toml", found, allowed, line),)) from None


def _make_config(path: Path, document: Document) -> Config:
    channels = document.channels or {DEFAULT_CHANNEL: ConsoleTable(type="console")}
    entities = {id_: table.to_entity(id_) for id_, table in document.entities.items()}
    routes = [_make_route(table, document.watcher.time_zone) for table in document.routes]
    return Config(
        path=path,
        settings=_make_settings(document),
        entities=entities,
        outlets={
            domain: Outlet(domain, table.name, table.owner, table.kind, table.reliability, table.full_text)
            for domain, table in document.outlets.items()
        },
        feeds=tuple(_make_feed(table) for table in document.feeds),
        signals={
            id_: _stamp_version(table.to_signal(id_), entities) for id_, table in document.signals.items()
        },
        channels={id_: _make_channel(id_, table) for id_, table in channels.items()},
        routes=tuple(routes) or tuple(Route(id_) for id_ in channels),
    )


def _stamp_version(signal: Signal, entities: Mapping[str, Entity]) -> Signal:
    """Give a signal a version that changes when it does, or an entity it names; examples do not count."""
    named = {*signal.actor, *signal.object, *signal.place, *signal.competitors}
    named.update(id_ for pattern in signal.patterns for id_ in pattern.actor)
    definition = repr((replace(signal, examples=()), [entities[id_] for id_ in sorted(named)]))
    return replace(signal, version=hashlib.sha256(definition.encode()).hexdigest()[:12])


def _make_settings(document: Document) -> Settings:
    table = document.watcher
    return Settings(
        alert_window=table.alert_window,
        board_url=table.board_url,
        trouble_channels=tuple(table.trouble_channels),
        full_text=table.full_text,
        fetch=FetchSettings(
            contact=table.contact,
            max_body=table.max_body,
            deadline=table.deadline,
            host_spacing=table.host_spacing,
            host_parallel=table.host_parallel,
            parallel=table.parallel,
            allow_addresses=tuple(table.allow_addresses),
        ),
        websub=_make_websub(document.websub) if document.websub else None,
        web=_make_web(document.web) if document.web else None,
        heartbeat=_make_heartbeat(document.heartbeat) if document.heartbeat else None,
    )


def _split_bind(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _make_web(table: WebTable) -> WebSettings:
    host, port = _split_bind(table.bind)
    token = SecretReference(table.token) if table.token else None
    return WebSettings(host, port, token, table.proxy_header, tuple(table.proxies))


def _make_websub(table: WebsubTable) -> WebsubSettings:
    return WebsubSettings(table.callback, *_split_bind(table.bind))


def _make_heartbeat(table: HeartbeatTable) -> HeartbeatSettings:
    return HeartbeatSettings(SecretReference(table.url), table.every, table.tell_failure)


def _make_route(table: RouteTable, default_zone: str) -> Route:
    zone = table.time_zone or default_zone
    return Route(
        channel=table.channel,
        signals=tuple(table.signals),
        statuses=tuple(table.statuses),
        group_wait=table.group_wait,
        quiet_hours=QuietHours(*table.quiet_hours, zone) if table.quiet_hours else None,
        digest=Schedule(table.digest, zone) if table.digest else None,
        even_if_empty=table.even_if_empty,
        repeat_every=table.repeat_every,
        escalate_after=table.escalate_after,
        escalate_to=table.escalate_to,
    )


def _make_feed(table: FeedTable) -> Feed:
    return Feed(
        url=table.url,
        outlet=table.outlet,
        title=table.title or "",
        kind=table.kind,
        recipe=_make_recipe(table),
        headers=tuple((name, SecretReference(secret)) for name, secret in table.headers.items()),
        min_interval=table.min_interval,
        max_interval=table.max_interval or max(DEFAULT_MAX_INTERVAL, table.min_interval),
        enabled=table.enabled,
        reason=table.reason or "",
    )


def _make_recipe(table: FeedTable) -> Recipe | None:
    """The paths or the selectors, whichever the kind of the feed needs."""
    written = table.paths or table.selectors
    if written is None:
        return None
    return Recipe(**{name: value or "" for name, value in written.model_dump().items()})


def _make_channel(id_: str, table: ChannelTable) -> Channel:
    match table:
        case SlackTable(token=str(token), channel=str(place)):
            return SlackBotChannel(id_, SecretReference(token), place)
        case SlackTable():
            return SlackChannel(id_, SecretReference(table.webhook or ""))
        case WebhookTable():
            return WebhookChannel(id_, url=SecretReference(table.url), key=SecretReference(table.key))
        case AppriseTable():
            return AppriseChannel(id_, SecretReference(table.url))
        case MailTable():
            return MailChannel(
                id_,
                host=table.host,
                port=table.effective_port,
                security=table.security,
                sender=table.sender,
                recipients=tuple(table.recipients),
                username=table.username,
                password=SecretReference(table.password) if table.password else None,
                unsubscribe=table.unsubscribe,
            )
        case ConsoleTable():
            return ConsoleChannel(id_)
