"""What a sound file becomes."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.config import load_config
from watcher.errors import ConfigError
from watcher.model import (
    AppriseChannel,
    ConsoleChannel,
    Feed,
    FeedKind,
    FetchSettings,
    HeartbeatSettings,
    MailChannel,
    Outlet,
    OutletKind,
    QuietHours,
    Recipe,
    Route,
    Schedule,
    SecretReference,
    Settings,
    SlackBotChannel,
    SlackChannel,
    Status,
    WebhookChannel,
)

SMALLEST = """
[entities.acme]
names = ["Acme"]
[signals.sale]
proposition = "Acme has sold its railway"
actor = "acme"
verbs = ["sell"]
"""

FULL = """
[watcher]
contact = "https://example.org/watcher"
alert_window = "2d"
board_url = "https://board.example.org/"
deadline = "20s"
max_body = "500KB"
host_spacing = "0s"
host_parallel = 4
parallel = 8
allow_addresses = ["127.0.0.1", "10.0.0.0/8", "feeds.intranet"]
[outlets."example.org"]
name = "Example"
owner = "Example Group"
kind = "wire"
reliability = "B"
[outlets]
"example.com" = { name = "Other", owner = "Other Group" }
[[feeds]]
url = "https://example.org/feed"
outlet = "example.org"
title = "Example: news"
min_interval = "10m"
max_interval = "1h"
[[feeds]]
url = "https://example.org/api"
outlet = "example.org"
kind = "json"
headers = { Authorization = "env:EXAMPLE_TOKEN" }
[feeds.paths]
entries = "results"
title = "title || subject"
link = "url"
id = "id"
published = "at"
summary = "lead"
[[feeds]]
url = "https://example.org/news"
outlet = "example.org"
kind = "page"
[feeds.selectors]
entries = "article"
title = "h2"
[[feeds]]
url = "https://example.org/news.xml"
outlet = "example.org"
kind = "sitemap"
[[feeds]]
url = "http://[::1]:8080/feed"
outlet = "example.com"
min_interval = "12h"
enabled = false
reason = "an example"
[channels.screen]
type = "console"
[channels.desk]
type = "mail"
host = "smtp.example.org"
sender = "watcher@example.org"
recipients = ["a@example.org", "b@example.org"]
username = "watcher"
password = "file:/run/secrets/mail"
[channels.local]
type = "mail"
host = "localhost"
security = "none"
sender = "watcher@example.org"
recipients = ["a@example.org"]
[channels.secure]
type = "mail"
host = "smtp.example.org"
security = "tls"
port = 4650
sender = "watcher@example.org"
recipients = ["a@example.org"]
[channels.newsroom]
type = "slack"
webhook = "env:SLACK_WEBHOOK"
[channels.bot]
type = "slack"
token = "env:SLACK_TOKEN"
channel = "#alerts"
[channels.hook]
type = "webhook"
url = "env:HOOK_URL"
key = "credential:hook-key"
[channels.telephone]
type = "apprise"
url = "file:/run/secrets/apprise"
[[routes]]
channel = "newsroom"
signals = ["sale"]
statuses = ["CONFIRMED", "REVERSED"]
[[routes]]
channel = "screen"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "signals.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_arrives_where_it_belongs(tmp_path: Path) -> None:
    path = write(tmp_path, FULL + SMALLEST + "since = 2026-01-02\n")
    config = load_config(path)
    assert config.path == path
    assert config.settings == Settings(
        alert_window=timedelta(days=2),
        board_url="https://board.example.org/",
        fetch=FetchSettings(
            contact="https://example.org/watcher",
            max_body=500_000,
            deadline=timedelta(seconds=20),
            host_spacing=timedelta(0),
            host_parallel=4,
            parallel=8,
            allow_addresses=("127.0.0.1", "10.0.0.0/8", "feeds.intranet"),
        ),
    )
    assert list(config.outlets.values()) == [
        Outlet("example.org", "Example", "Example Group", OutletKind.WIRE, "B"),
        Outlet("example.com", "Other", "Other Group", OutletKind.PRESS, "F"),
    ]
    assert config.feeds == (
        Feed(
            "https://example.org/feed",
            "example.org",
            "Example: news",
            timedelta(minutes=10),
            timedelta(hours=1),
        ),
        Feed(
            "https://example.org/api",
            "example.org",
            kind=FeedKind.JSON,
            recipe=Recipe("results", "title || subject", "url", "id", "at", "lead"),
            headers=(("Authorization", SecretReference("env:EXAMPLE_TOKEN")),),
        ),
        Feed(
            "https://example.org/news",
            "example.org",
            kind=FeedKind.PAGE,
            recipe=Recipe("article", title="h2"),
        ),
        Feed("https://example.org/news.xml", "example.org", kind=FeedKind.SITEMAP),
        Feed(
            "http://[::1]:8080/feed",
            "example.com",
            min_interval=timedelta(hours=12),
            max_interval=timedelta(hours=12),
            enabled=False,
            reason="an example",
        ),
    )
    assert config.channels == {
        "screen": ConsoleChannel("screen"),
        "desk": MailChannel(
            "desk",
            "smtp.example.org",
            587,
            "starttls",
            "watcher@example.org",
            ("a@example.org", "b@example.org"),
            "watcher",
            SecretReference("file:/run/secrets/mail"),
        ),
        "local": MailChannel("local", "localhost", 25, "none", "watcher@example.org", ("a@example.org",)),
        "secure": MailChannel(
            "secure", "smtp.example.org", 4650, "tls", "watcher@example.org", ("a@example.org",)
        ),
        "newsroom": SlackChannel("newsroom", SecretReference("env:SLACK_WEBHOOK")),
        "bot": SlackBotChannel("bot", SecretReference("env:SLACK_TOKEN"), "#alerts"),
        "hook": WebhookChannel(
            "hook", SecretReference("env:HOOK_URL"), SecretReference("credential:hook-key")
        ),
        "telephone": AppriseChannel("telephone", SecretReference("file:/run/secrets/apprise")),
    }
    assert config.routes == (
        Route("newsroom", ("sale",), (Status.CONFIRMED, Status.REVERSED)),
        Route("screen"),
    )
    assert config.signals["sale"].since == date(2026, 1, 2)
    assert config.signals["sale"].id == "sale"
    assert config.entities["acme"].names == ("Acme",)


def test_a_file_that_names_no_channel_tells_everything_on_the_console(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, SMALLEST))
    assert config.channels == {"console": ConsoleChannel("console")}
    assert config.routes == (Route("console"),)
    assert config.settings == Settings()


def test_a_feed_without_more_than_address_and_outlet_is_polled_at_the_usual_pace(tmp_path: Path) -> None:
    text = (
        SMALLEST
        + """
[[feeds]]
url = "https://example.org/feed"
outlet = "example.org"
[outlets]
"example.org" = { name = "Example", owner = "Example" }
"""
    )
    config = load_config(write(tmp_path, text))
    assert config.feeds == (Feed("https://example.org/feed", "example.org"),)
    assert config.outlets == {"example.org": Outlet("example.org", "Example", "Example")}


NEW_YORK = 'time_zone = "America/New_York"\n'
ROUTE_KEYS = {
    "nothing more": ("", Route("a")),
    "signals": ('signals = ["sale"]', Route("a", ("sale",))),
    "statuses": ('statuses = ["WATCH", "CONFIRMED"]', Route("a", (), (Status.WATCH, Status.CONFIRMED))),
    "group_wait": ('group_wait = "90s"', Route("a", group_wait=timedelta(seconds=90))),
    "quiet_hours": (
        'quiet_hours = "22:00-07:30"',
        Route("a", quiet_hours=QuietHours(time(22), time(7, 30), "Europe/Berlin")),
    ),
    "quiet_hours elsewhere": (
        NEW_YORK + 'quiet_hours = "12:00-13:00"',
        Route("a", quiet_hours=QuietHours(time(12), time(13), "America/New_York")),
    ),
    "digest": ('digest = "0 8 * * mon-fri"', Route("a", digest=Schedule("0 8 * * mon-fri", "Europe/Berlin"))),
    "digest elsewhere": (
        NEW_YORK + 'digest = "30 6 * * *"\neven_if_empty = true',
        Route("a", digest=Schedule("30 6 * * *", "America/New_York"), even_if_empty=True),
    ),
    "repeat_every": ('repeat_every = "1h"', Route("a", repeat_every=timedelta(hours=1))),
    "escalation": (
        'escalate_after = "3h"\nescalate_to = "b"',
        Route("a", escalate_after=timedelta(hours=3), escalate_to="b"),
    ),
}


@pytest.mark.parametrize(("keys", "route"), ROUTE_KEYS.values(), ids=ROUTE_KEYS)
def test_each_key_of_a_route_arrives(tmp_path: Path, keys: str, route: Route) -> None:
    channels = '[channels.a]\ntype = "console"\n[channels.b]\ntype = "console"\n'
    head = '[watcher]\ntime_zone = "Europe/Berlin"\n'
    text = f'{head}{SMALLEST}{channels}[[routes]]\nchannel = "a"\n{keys}\n'
    assert load_config(write(tmp_path, text)).routes == (route,)


PING = SecretReference("env:PING")


@pytest.mark.parametrize(
    ("table", "settings"),
    [
        ("", None),
        ('[heartbeat]\nurl = "env:PING"', HeartbeatSettings(PING, timedelta(minutes=5))),
        (
            '[heartbeat]\nurl = "env:PING"\nevery = "1h"\ntell_failure = true',
            HeartbeatSettings(PING, timedelta(hours=1), tells_failure=True),
        ),
    ],
)
def test_each_key_of_the_heartbeat_arrives(
    tmp_path: Path, table: str, settings: HeartbeatSettings | None
) -> None:
    assert load_config(write(tmp_path, f"{table}\n{SMALLEST}")).settings.heartbeat == settings


def test_a_file_that_names_no_route_tells_everything_to_every_channel(tmp_path: Path) -> None:
    text = SMALLEST + '[channels.a]\ntype = "console"\n[channels.b]\ntype = "console"\n'
    assert load_config(write(tmp_path, text)).routes == (Route("a"), Route("b"))


def test_a_route_may_name_the_console_that_needs_no_table(tmp_path: Path) -> None:
    text = SMALLEST + '[[routes]]\nchannel = "console"\nstatuses = ["CONFIRMED"]\n'
    assert load_config(write(tmp_path, text)).routes == (Route("console", (), (Status.CONFIRMED,)),)


@pytest.mark.parametrize(
    ("old", "new", "is_changed"),
    [
        ("", "", False),
        ('verbs = ["sell"]', 'verbs = ["sell", "vend"]', True),
        ('names = ["Acme"]', 'names = ["Acme", "Acme Group"]', True),
        ("[entities.acme]", '[entities.other]\nnames = ["Other"]\n[entities.acme]', False),
        ("[signals.sale]", '[[signals.sale.examples]]\ntitle = "a"\nstance = "none"\n[signals.sale]', False),
    ],
)
def test_the_version_of_a_signal_changes_with_what_decides_its_verdicts(
    tmp_path: Path, old: str, new: str, *, is_changed: bool
) -> None:
    before = load_config(write(tmp_path, SMALLEST)).signals["sale"].version
    after = load_config(write(tmp_path, SMALLEST.replace(old, new, 1))).signals["sale"].version
    assert (before != after) == is_changed


def test_importing_the_package_imports_nothing_heavy() -> None:
    probe = (
        "import sys, watcher.config; print(sorted({'pydantic', 'rapidfuzz', 'tomllib'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_loading_a_sound_file_imports_nothing_that_only_faults_need() -> None:
    starter = Path(__file__).parents[2] / "watcher" / "config" / "starter.toml"
    probe = (
        f"import sys, pathlib, watcher.config as c; c.load_config(pathlib.Path({str(starter)!r}));"
        "print(sorted({'rapidfuzz', 'tomlkit', 'httpx', 'aiohttp', 'rich', 'sqlite3'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


LEAVES = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.lists(st.text(max_size=3) | st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=3), max_size=2),
)


def list_places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [found for step, one in inner for found in [(*path, step), *list_places(one, (*path, step))]]


@settings(deadline=None)  # the machine may be busy
@given(data=st.data(), leaf=LEAVES)
def test_any_value_in_any_place_is_taken_or_told_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, leaf: object
) -> None:
    tables: Any = tomllib.loads(FULL + SMALLEST)
    *steps, last = data.draw(st.sampled_from(list_places(tables)))
    target: Any = tables
    for step in steps:
        target = target[step]
    target[last] = leaf
    path = write(tmp_path_factory.mktemp("any"), tomlkit.dumps(tables))
    try:
        load_config(path)
    except ConfigError as error:
        lines = path.read_text(encoding="utf-8").split("\n")
        for fault in error.faults:
            assert fault.found
            assert fault.allowed
            assert fault.line is not None or fault.key == "signals"
            assert fault.line is None or lines[fault.line - 1].strip()
            assert str(fault).isprintable()
