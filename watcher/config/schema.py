"""What signals.toml may hold, table by table.  See docs/signals.md, which a test holds against this."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, ValidationInfo, field_validator, model_validator

from watcher.config.signals import EntityTable, SignalTable  # noqa: TC001  # pydantic reads the annotations
from watcher.config.values import (
    AllowedAddress,
    Bind,
    Callback,
    Contact,
    Cron,
    Domain,
    Duration,
    HeaderName,
    Host,
    Id,
    JsonPath,
    MailAddress,
    Network,
    QuietHours,
    Secret,
    Selector,
    Size,
    SlackPlace,
    Table,
    Text,
    TimeZone,
    Unsubscribe,
    Url,
)
from watcher.model import FeedKind, OutletKind, Status

_ZONE_ALLOWED = 'a name of the tz database, such as "Europe/Berlin"'
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_SECRET_ALLOWED = "a reference: env:NAME, file:/PATH or credential:NAME"  # noqa: S105  # the phrase, no secret


class WatcherTable(Table):
    """`[watcher]`: what holds for the whole process."""

    contact: Contact = Field(
        default="", description="a mail address or an http(s) page where publishers reach you"
    )
    alert_window: Duration = Field(
        default=timedelta(hours=24),
        ge=timedelta(0),
        le=timedelta(days=30),
        description='a duration from "0s" to "30d", such as "24h"',
    )
    board_url: Url | None = Field(
        default=None, description="an http:// or https:// address without a password"
    )
    time_zone: TimeZone = Field(default="UTC", description=_ZONE_ALLOWED)
    trouble_channels: list[Id] = Field(
        default=[],
        max_length=100,
        description="ids of [channels] tables; empty means every channel that a route names",
    )
    deadline: Duration = Field(
        default=timedelta(seconds=45),
        ge=timedelta(seconds=5),
        le=timedelta(minutes=5),
        description='a duration from "5s" to "5m"',
    )
    max_body: Size = Field(
        default=10_000_000, ge=100_000, le=100_000_000, description='a size from "100KB" to "100MB"'
    )
    host_spacing: Duration = Field(
        default=timedelta(seconds=5),
        ge=timedelta(0),
        le=timedelta(minutes=10),
        description='a duration from "0s" to "10m"',
    )
    host_parallel: int = Field(default=2, ge=1, le=16, description="a whole number from 1 to 16")
    parallel: int = Field(default=64, ge=1, le=256, description="a whole number from 1 to 256")
    allow_addresses: list[AllowedAddress] = Field(
        default=[],
        max_length=100,
        description='host names, addresses or networks, such as "feeds.intranet.example" or "10.1.0.0/16"',
    )
    full_text: bool = Field(default=True, description="true or false")


class WebsubTable(Table):
    """`[websub]`: how hubs reach us."""

    callback: Callback = Field(
        description="the public http:// or https:// address that your reverse proxy hands on to bind"
    )
    bind: Bind = Field(
        default="127.0.0.1:8788", description='a host and a port to listen on, such as "127.0.0.1:8788"'
    )


class WebTable(Table):
    """`[web]`: the board in a browser, served by the daemon."""

    bind: Bind = Field(
        default="127.0.0.1:8080", description='a host and a port to listen on, such as "127.0.0.1:8080"'
    )
    token: Secret | None = Field(default=None, description=_SECRET_ALLOWED)
    proxy_header: HeaderName | None = Field(
        default=None, description='the name of an HTTP header, such as "X-Forwarded-User"'
    )
    proxies: list[Network] = Field(
        default=["127.0.0.1", "::1"],
        min_length=1,
        max_length=100,
        description='addresses or networks, such as "10.1.0.7" or "10.1.0.0/16"',
    )

    @model_validator(mode="after")
    def _check_visitors(self) -> WebTable:
        host = self.bind.rpartition(":")[0].removeprefix("[").removesuffix("]")
        if host not in _LOOPBACK and self.token is None and self.proxy_header is None:
            raise ValueError(f"bind {self.bind} is open to other machines, without token and proxy_header")
        return self


class HeartbeatTable(Table):
    """`[heartbeat]`: a monitor elsewhere that hears from us while polls succeed."""

    url: Secret = Field(description=_SECRET_ALLOWED)
    every: Duration = Field(
        default=timedelta(minutes=5),
        ge=timedelta(minutes=1),
        le=timedelta(days=1),
        description='a duration from "1m" to "1d", such as "5m"',
    )
    tell_failure: bool = Field(default=False, description="true or false")


class OutletTable(Table):
    """`[outlets."domain"]`: who publishes."""

    name: Text = Field(description="the outlet's name as a text")
    owner: Text = Field(description="who owns the outlet: outlets of one owner count as one origin")
    kind: OutletKind = Field(
        default=OutletKind.PRESS,
        strict=False,
        description="one of " + ", ".join(f'"{kind}"' for kind in OutletKind),
    )
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        default="F", description='a letter from "A" (reliable) to "E" (unreliable), or "F" (cannot be judged)'
    )
    full_text: bool = Field(default=True, description="true or false")


_PATH = "a JMESPath expression (https://jmespath.org)"
_SELECTOR = "a CSS selector"


class PathsTable(Table):
    """`paths` of a feed of kind "json": where the document has its entries, and they their parts."""

    entries: JsonPath = Field(description=f"{_PATH} that finds the list of entries; @ is the whole document")
    title: JsonPath = Field(description=f"{_PATH} that finds the title within an entry")
    link: JsonPath | None = Field(default=None, description=f"{_PATH} that finds the link within an entry")
    id: JsonPath | None = Field(default=None, description=f"{_PATH} that finds what names an entry for good")
    published: JsonPath | None = Field(default=None, description=f"{_PATH} that finds the date of an entry")
    summary: JsonPath | None = Field(default=None, description=f"{_PATH} that finds the lead of an entry")


class SelectorsTable(Table):
    """`selectors` of a feed of kind "page": which elements are entries, and which in them their parts."""

    entries: Selector = Field(description=f'{_SELECTOR} that fits each entry, such as "article"')
    title: Selector | None = Field(default=None, description=f"{_SELECTOR} for the title within an entry")
    link: Selector | None = Field(default=None, description=f"{_SELECTOR} for the link within an entry")
    published: Selector | None = Field(default=None, description=f"{_SELECTOR} for the date within an entry")
    summary: Selector | None = Field(default=None, description=f"{_SELECTOR} for the lead within an entry")


class FeedTable(Table):
    """`[[feeds]]`: an address we poll."""

    url: Url = Field(description="an http:// or https:// address without a password")
    outlet: Domain = Field(description="the domain of an [outlets] table")
    title: Text | None = Field(default=None, description="a text of one line, up to 500 characters")
    kind: FeedKind = Field(
        default=FeedKind.FEED,
        strict=False,
        description="one of " + ", ".join(f'"{kind}"' for kind in FeedKind),
    )
    paths: PathsTable | None = Field(
        default=None,
        description='with kind = "json" a table of JMESPath expressions, such as '
        '{ entries = "results", title = "title", link = "url", published = "date" }',
        validate_default=True,
    )
    selectors: SelectorsTable | None = Field(
        default=None,
        description='with kind = "page" a table of CSS selectors, such as '
        '{ entries = "article", title = "h2", link = "a", published = "time" }',
        validate_default=True,
    )
    headers: dict[HeaderName, Secret] = Field(
        default={},
        max_length=10,
        description="a table of header names (none that Watcher writes itself), each with a reference: "
        "env:NAME, file:/PATH or credential:NAME; with an https:// address",
    )
    min_interval: Duration = Field(
        default=timedelta(minutes=15),
        ge=timedelta(minutes=5),
        le=timedelta(days=7),
        description='a duration from "5m" to "7d", such as "15m"',
    )
    max_interval: Duration | None = Field(
        default=None,
        ge=timedelta(minutes=5),
        le=timedelta(days=7),
        description='a duration from min_interval to "7d", such as "6h"',
        validate_default=True,
    )
    enabled: bool = Field(default=True, description="true or false")
    reason: Text | None = Field(
        default=None,
        description="a text of one line that says why the feed is disabled",
        validate_default=True,
    )

    @field_validator("paths")
    @classmethod
    def _check_paths(cls, value: PathsTable | None, info: ValidationInfo) -> PathsTable | None:
        return _check_recipe(value, info, FeedKind.JSON)

    @field_validator("selectors")
    @classmethod
    def _check_selectors(cls, value: SelectorsTable | None, info: ValidationInfo) -> SelectorsTable | None:
        return _check_recipe(value, info, FeedKind.PAGE)

    @field_validator("headers")
    @classmethod
    def _check_headers(cls, value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        parts = urlsplit(info.data.get("url", "https:"))
        if value and parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("would send a secret in the clear to another machine")
        return value

    @field_validator("max_interval")
    @classmethod
    def _check_max_interval(cls, value: timedelta | None, info: ValidationInfo) -> timedelta | None:
        smallest: timedelta = info.data.get("min_interval", timedelta(0))
        if value is not None and value < smallest:
            raise ValueError("shorter than min_interval")
        return value

    @field_validator("reason")
    @classmethod
    def _check_reason(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("enabled") is False:
            raise ValueError("needed where enabled is false")
        return value


_Recipe = TypeVar("_Recipe", PathsTable | None, SelectorsTable | None)


def _check_recipe(value: _Recipe, info: ValidationInfo, kind: FeedKind) -> _Recipe:
    """Hold a recipe against the kind of its feed; a kind that is wrong in itself is told already."""
    found = info.data.get("kind")
    if value is None and found is kind:
        raise ValueError(f'needed where kind is "{kind}"')
    if value is not None and found not in {kind, None}:
        raise ValueError(f'only where kind is "{kind}"')
    return value


class ConsoleTable(Table):
    """`type = "console"`: standard output of the process that delivers."""

    type: Literal["console"]


class SlackTable(Table):
    """`type = "slack"`: an incoming webhook, or a bot's token and the channel it posts to."""

    type: Literal["slack"]
    token: Secret | None = Field(
        default=None, description=_SECRET_ALLOWED + "; goes together with channel, in the place of webhook"
    )
    channel: SlackPlace | None = Field(
        default=None,
        description='the id of a channel, such as "C0123456789", or "#name"; goes together with token',
        validate_default=True,
    )
    webhook: Secret | None = Field(
        default=None, description=_SECRET_ALLOWED + ", unless there is a token", validate_default=True
    )

    @field_validator("channel")
    @classmethod
    def _check_channel(cls, value: str | None, info: ValidationInfo) -> str | None:
        if "token" in info.data and (value is None) != (info.data["token"] is None):
            raise ValueError("without token" if value else "missing although there is a token")
        return value

    @field_validator("webhook")
    @classmethod
    def _check_webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        if "token" in info.data and (value is None) == (info.data["token"] is None):
            raise ValueError("beside a token" if value else "missing")
        return value


class WebhookTable(Table):
    """`type = "webhook"`: a receiver of signed JSON."""

    type: Literal["webhook"]
    url: Secret = Field(description=_SECRET_ALLOWED)
    key: Secret = Field(description=_SECRET_ALLOWED)


class AppriseTable(Table):
    """`type = "apprise"`: any service that Apprise reaches."""

    type: Literal["apprise"]
    url: Secret = Field(description=_SECRET_ALLOWED)


class MailTable(Table):
    """`type = "mail"`: an SMTP relay and who gets the mail."""

    type: Literal["mail"]
    host: Host = Field(description="the host name or address of an SMTP relay, without scheme or port")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description='"starttls", "tls", or "none" where host is this machine'
    )
    port: int | None = Field(default=None, ge=1, le=65535, description="a whole number from 1 to 65535")
    sender: MailAddress = Field(description='a mail address, such as "watcher@example.org"')
    recipients: list[MailAddress] = Field(
        min_length=1, max_length=100, description="one to 100 mail addresses in an array"
    )
    username: Text | None = Field(default=None, description="a text; goes together with password")
    password: Secret | None = Field(
        default=None, description=_SECRET_ALLOWED + "; goes together with username", validate_default=True
    )

    unsubscribe: Unsubscribe | None = Field(
        default=None, description="an https:// page or a mail address where a recipient asks for no more"
    )

    @field_validator("security")
    @classmethod
    def _check_security(cls, value: str, info: ValidationInfo) -> str:
        if value == "none" and info.data.get("host", "localhost") not in _LOOPBACK:
            raise ValueError("would send mail and password in the clear to another machine")
        return value

    @field_validator("password")
    @classmethod
    def _check_password(cls, value: str | None, info: ValidationInfo) -> str | None:
        if "username" in info.data and (value is None) != (info.data["username"] is None):
            raise ValueError("without username" if value else "missing although there is a username")
        return value

    @property
    def effective_port(self) -> int:
        return self.port if self.port is not None else _PORTS[self.security]


ChannelTable = Annotated[
    ConsoleTable | SlackTable | MailTable | WebhookTable | AppriseTable, Field(discriminator="type")
]


class RouteTable(Table):
    """`[[routes]]`: which notifications go to which channel."""

    channel: Id = Field(description="the id of a [channels] table")
    signals: list[Id] = Field(
        default=[], max_length=1000, description="ids of [signals] tables; empty means all"
    )
    statuses: list[Annotated[Status, Field(strict=False)]] = Field(
        [],
        description="of "
        + ", ".join(f'"{status}"' for status in Status)
        + "; empty means all from REPORTED on, in a digest WATCH and QUIET",
    )
    time_zone: TimeZone | None = Field(default=None, description=_ZONE_ALLOWED)
    digest: Cron | None = Field(
        default=None,
        description='a cron expression of five fields that comes to pass, such as "0 8 * * mon-fri"',
    )
    even_if_empty: bool = Field(default=False, description="true or false; true only with digest")
    group_wait: Duration = Field(
        default=timedelta(0),
        ge=timedelta(0),
        le=timedelta(days=1),
        description='a duration from "0s" to "1d", such as "5m"; not with digest',
    )
    quiet_hours: QuietHours | None = Field(
        default=None, description='two times of day, such as "22:00-07:00"; not with digest'
    )
    repeat_every: Duration | None = Field(
        default=None,
        ge=timedelta(minutes=1),
        le=timedelta(days=30),
        description='a duration from "1m" to "30d", such as "30m"; not with digest',
    )
    escalate_after: Duration | None = Field(
        default=None,
        ge=timedelta(minutes=1),
        le=timedelta(days=30),
        description='a duration from "1m" to "30d", such as "2h", together with escalate_to; not with digest',
    )
    escalate_to: Id | None = Field(
        default=None,
        description="the id of another channel, together with escalate_after",
        validate_default=True,
    )

    @field_validator("group_wait", "quiet_hours", "repeat_every", "escalate_after")
    @classmethod
    def _check_not_in_digest(cls, value: object, info: ValidationInfo) -> object:
        if value and info.data.get("digest") is not None:
            raise ValueError("of no use in a digest, which has its own time")
        return value

    @field_validator("even_if_empty")
    @classmethod
    def _check_in_digest(cls, value: bool, info: ValidationInfo) -> bool:  # noqa: FBT001  # pydantic calls it
        if value and info.data.get("digest", "") is None:
            raise ValueError("no digest to send")
        return value

    @field_validator("escalate_to")
    @classmethod
    def _check_escalation(cls, value: str | None, info: ValidationInfo) -> str | None:
        if "escalate_after" in info.data and (value is None) != (info.data["escalate_after"] is None):
            raise ValueError("without escalate_after" if value else "missing beside escalate_after")
        if value is not None and value == info.data.get("channel"):
            raise ValueError("the channel of the route itself")
        return value


class Document(Table):
    """The whole file."""

    watcher: WatcherTable = Field(default=WatcherTable(), description="a table [watcher]")
    websub: WebsubTable | None = Field(default=None, description="a table [websub]")
    web: WebTable | None = Field(
        default=None,
        description="a table [web]; beyond loopback with a token, a proxy_header or both",
    )
    heartbeat: HeartbeatTable | None = Field(default=None, description="a table [heartbeat]")
    entities: dict[Id, EntityTable] = Field(
        description="a table [entities.ID] for each, its id in lower case: a-z, 0-9, _ and -"
    )
    outlets: dict[Domain, OutletTable] = Field(
        default={},
        description='a table [outlets."example.org"] for each, the domain in lower case without www.',
    )
    feeds: list[FeedTable] = Field(default=[], max_length=20_000, description="a table [[feeds]] for each")
    signals: dict[Id, SignalTable] = Field(
        min_length=1, description="at least one table [signals.ID], its id in lower case: a-z, 0-9, _ and -"
    )
    channels: dict[Id, ChannelTable] = Field(
        default={}, description="a table [channels.ID] for each, its id in lower case: a-z, 0-9, _ and -"
    )
    routes: list[RouteTable] = Field(default=[], max_length=1000, description="a table [[routes]] for each")
