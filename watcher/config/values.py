"""The kinds of value signals.toml is made of, and the base of its tables.

A field's `description` says what is allowed: every fault that names the field ends with it.  A validator
here raises ValueError that says in a few words what is wrong, never repeating the value itself.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from ipaddress import ip_address, ip_network
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_BYTES = {"KB": 1_000, "MB": 1_000_000}
_DURATION = re.compile(r"([0-9]{1,6})([smhd])")
_SIZE = re.compile(r"([0-9]{1,4})(KB|MB)")
_QUIET_HOURS = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-3]):[0-5][0-9])")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"  # some publishers have "_" in a host name
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@([^\s@]{1,255})")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_OWN_HEADERS = frozenset({  # what Watcher or the connection says itself
    "accept", "accept-encoding", "connection", "content-length", "content-type", "cookie", "expect", "host",
    "if-modified-since", "if-none-match", "range", "referer", "te", "trailer", "transfer-encoding", "upgrade",
    "user-agent",
})  # fmt: skip
_SECRET = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:/.+|credential:[A-Za-z0-9_.-]+")


class Table(BaseModel):
    """A table of signals.toml: unknown keys and near-miss types are faults."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


def _read_duration(value: object) -> timedelta:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("not a duration")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def _read_size(value: object) -> int:
    match = _SIZE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("not a size")
    return int(match[1]) * _BYTES[match[2]]


def _read_quiet_hours(value: object) -> tuple[time, time]:
    match = _QUIET_HOURS.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("not two times of day")
    starts, ends = (time.fromisoformat(text) for text in match.groups())
    if starts == ends:
        raise ValueError("ends when it starts")
    return starts, ends


def _check_cron(value: str) -> str:
    if len(value.split()) != 5:
        raise ValueError("not five fields")
    try:
        next(CronSim(value, datetime(2026, 1, 1, tzinfo=UTC)))
    except CronSimError as error:
        raise ValueError(f"no cron expression ({str(error).lower()})") from error
    except StopIteration as error:
        raise ValueError("never comes") from error
    return value


def _check_time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("no time zone that is known here")
    return value


def _check_printable(value: str) -> str:
    if not value.isprintable():
        raise ValueError("holds a line break, or a character that cannot be seen")
    if value != value.strip():
        raise ValueError("starts or ends with blanks")
    return value


def _check_url(value: str) -> str:
    _check_printable(value)
    if " " in value:
        raise ValueError("holds a blank; write %20")
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("not an address that can be read") from error
    if parts.scheme not in {"http", "https"}:
        raise ValueError("does not begin with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds a user name or password")
    if not host or not (_HOST.fullmatch(host) or _is_address(host)):
        raise ValueError("has no host name that can be read (write one in other letters as xn--...)")
    return value


def _check_callback(value: str) -> str:
    _check_url(value)
    if "?" in value or "#" in value:
        raise ValueError("holds a query or a fragment")
    return value


def _check_bind(value: str) -> str:
    host, mark, port = value.rpartition(":")
    if not mark or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("has no port")
    _check_host(host.removeprefix("[").removesuffix("]"))
    return value


def _check_domain(value: str) -> str:
    if value.startswith("www."):
        raise ValueError("begins with www.")
    if len(value) > 253 or not _DOMAIN.fullmatch(value):
        raise ValueError("not a domain in lower case")
    return value


def _check_host(value: str) -> str:
    if len(value) > 253 or not (_HOST.fullmatch(value) or _is_address(value)):
        raise ValueError("not a host name")
    return value


def _check_allowed_address(value: str) -> str:
    try:
        ip_network(value)
    except ValueError as error:
        if "/" in value:
            raise ValueError("not a network: bits are set beyond its prefix, or it cannot be read") from error
        return _check_host(value)
    return value


def _check_network(value: str) -> str:
    try:
        ip_network(value)
    except ValueError as error:
        raise ValueError("not an address, nor a network without bits beyond its prefix") from error
    return value


def _check_mail_address(value: str) -> str:
    match = _MAIL.fullmatch(value)
    if match is None or not _HOST.fullmatch(match[1]):
        raise ValueError("not a mail address")
    return value


def _check_contact(value: str) -> str:
    if not value:
        return value
    return _check_url(value) if "://" in value else _check_mail_address(value)


def _check_unsubscribe(value: str) -> str:
    if "://" not in value:
        return _check_mail_address(value)
    if not value.startswith("https://"):
        raise ValueError("does not begin with https://")
    if not value.isascii() or ">" in value:
        raise ValueError("holds a character that a mail header cannot take")
    return _check_url(value)


def _check_secret(value: str) -> str:
    if not _SECRET.fullmatch(value) or not value.isprintable():
        raise ValueError("a secret may not stand here")
    return value


def _check_header(value: str) -> str:
    if not _HEADER.fullmatch(value):
        raise ValueError("not the name of a header")
    if value.lower() in _OWN_HEADERS:
        raise ValueError("a header that Watcher writes itself")
    return value


def _check_path(value: str) -> str:
    import jmespath  # noqa: PLC0415  # only feeds of one kind need it

    try:
        jmespath.compile(value)
    except Exception as error:  # jmespath raises ValueErrors and others, with the expression in their text
        raise ValueError("not a JMESPath expression") from error
    return value


def _check_selector(value: str) -> str:
    from cssselect import HTMLTranslator, SelectorError  # noqa: PLC0415  # the same

    try:
        HTMLTranslator().css_to_xpath(value)
    except (SelectorError, RecursionError) as error:
        raise ValueError("not a CSS selector") from error
    return value


def _is_address(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


Text = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_check_printable)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Url = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_check_url)]
Callback = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_check_callback)]
Bind = Annotated[str, StringConstraints(max_length=300), AfterValidator(_check_bind)]
Domain = Annotated[str, AfterValidator(_check_domain)]
Host = Annotated[str, AfterValidator(_check_host)]
AllowedAddress = Annotated[str, AfterValidator(_check_allowed_address)]
Network = Annotated[str, AfterValidator(_check_network)]
MailAddress = Annotated[str, AfterValidator(_check_mail_address)]
Contact = Annotated[str, StringConstraints(max_length=300), AfterValidator(_check_contact)]
Unsubscribe = Annotated[str, StringConstraints(max_length=300), AfterValidator(_check_unsubscribe)]
SlackPlace = Annotated[str, StringConstraints(pattern=r"^(?:[CGD][A-Z0-9]{8,20}|#[^\s#<>&@]{1,80})$")]
HeaderName = Annotated[str, AfterValidator(_check_header)]
JsonPath = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_check_path)]
Selector = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_check_selector)]
Secret = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_check_secret)]
QuietHours = Annotated[tuple[time, time], BeforeValidator(_read_quiet_hours)]
Cron = Annotated[str, StringConstraints(max_length=200), AfterValidator(_check_cron)]
TimeZone = Annotated[str, AfterValidator(_check_time_zone)]
Duration = Annotated[timedelta, BeforeValidator(_read_duration)]
Size = Annotated[int, BeforeValidator(_read_size)]
