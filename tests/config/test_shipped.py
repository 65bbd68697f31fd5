"""The signals.toml that is shipped, and the one that `watcher init` writes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from watcher.cli.check import find_failures
from watcher.config import Config, load_config
from watcher.model import ConsoleChannel, MailChannel, OutletKind, Route, SlackChannel

REPOSITORY = Path(__file__).parents[2]
STARTER = REPOSITORY / "watcher" / "config" / "starter.toml"
SIGNALS = {"dpa-invoked", "supply-chain-designation", "offboarding-assistance"}


@pytest.fixture(scope="module")
def shipped() -> Config:
    return load_config(REPOSITORY / "signals.toml")


def test_it_watches_the_three_signals(shipped: Config) -> None:
    assert set(shipped.signals) == SIGNALS


@pytest.mark.parametrize("signal", sorted(SIGNALS))
def test_each_signal_is_ready_to_use(shipped: Config, signal: str) -> None:
    definition = shipped.signals[signal]
    assert len(definition.examples) >= 10
    assert definition.since is not None
    assert definition.official
    assert {example.stance for example in definition.examples} >= {None}


def test_every_official_outlet_of_a_signal_is_of_the_official_kind(shipped: Config) -> None:
    official = {domain for signal in shipped.signals.values() for domain in signal.official}
    assert [domain for domain in official if shipped.outlets[domain].kind is not OutletKind.OFFICIAL] == []


def test_at_least_forty_feeds_are_polled(shipped: Config) -> None:
    assert sum(feed.enabled for feed in shipped.feeds) >= 40


def test_primary_sources_come_first(shipped: Config) -> None:
    kinds = [shipped.outlets[feed.outlet].kind for feed in shipped.feeds if feed.enabled]
    last_official = max(number for number, kind in enumerate(kinds) if kind is OutletKind.OFFICIAL)
    first_press = kinds.index(OutletKind.PRESS)
    assert last_official < first_press


def test_every_feed_has_a_title_and_is_asked_over_tls(shipped: Config) -> None:
    assert [
        feed.url for feed in shipped.feeds if not feed.title or urlsplit(feed.url).scheme != "https"
    ] == []


def test_no_feed_is_asked_more_often_than_every_ten_minutes(shipped: Config) -> None:
    assert min(feed.min_interval for feed in shipped.feeds) >= timedelta(minutes=10)


@pytest.mark.parametrize("host", ["api.axios.com", "rss.nytimes.com"])
def test_hosts_whose_robots_or_terms_forbid_it_are_off(shipped: Config, host: str) -> None:
    feeds = [feed for feed in shipped.feeds if urlsplit(feed.url).hostname == host]
    assert feeds
    assert all(not feed.enabled and feed.reason for feed in feeds)


@pytest.mark.parametrize(
    "dead", ["rss.cnn.com", "feeds.reuters.com", "feeds.apnews.com", "anthropic.com/rss", "news/rss.xml?"]
)
def test_dead_and_frozen_feeds_are_left_out(shipped: Config, dead: str) -> None:
    assert [feed.url for feed in shipped.feeds if dead in feed.url] == []


def test_outlets_that_are_known_to_share_an_owner_share_it_in_the_file(shipped: Config) -> None:
    for domains in (
        ("war.gov", "defense.gov"),
        ("bbc.com", "bbc.co.uk"),
        ("arstechnica.com", "wired.com"),
        ("defensescoop.com", "fedscoop.com"),
        ("defenseone.com", "nextgov.com"),
        ("techcrunch.com", "defensenews.com"),
        ("politico.com", "businessinsider.com"),
    ):
        assert len({shipped.outlets[domain].owner for domain in domains}) == 1


def test_everything_is_told_on_the_console(shipped: Config) -> None:
    assert shipped.channels == {"console": ConsoleChannel("console")}
    assert shipped.routes == (Route("console"),)


@pytest.mark.parametrize("path", [REPOSITORY / "signals.toml", STARTER], ids=["shipped", "starter"])
def test_every_example_is_judged_as_it_says(path: Path) -> None:
    failures = [
        (failure.signal.id, failure.number, failure.example.title, failure.expected, failure.found)
        for failure in find_failures(load_config(path))
    ]
    assert failures == []


@pytest.mark.parametrize("path", [REPOSITORY / "signals.toml", STARTER], ids=["shipped", "starter"])
def test_what_is_commented_out_loads_when_it_is_switched_on(path: Path, tmp_path: Path) -> None:
    text, count = re.subn(r"^# (?=\[|\w+ = )", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count > 8
    switched_on = tmp_path / "signals.toml"
    switched_on.write_text(text, encoding="utf-8")
    kinds = {type(channel) for channel in load_config(switched_on).channels.values()}
    assert kinds == {ConsoleChannel, SlackChannel, MailChannel}
