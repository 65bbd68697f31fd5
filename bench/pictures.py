"""Pictures of every page of the board, and of every mail, to look at.

`make pictures` serves three boards: the played demo, one of nothing but hostile texts, and, where the file
is, articles of a real dispute polled one by one on the clock of their publication.  It writes light and dark
pictures of 320 and 1200 pixels to a folder; two of them stand in the README.  Nothing is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.cli.conftest import play
from tests.store.samples import NOW
from tests.web.browser import LOOKS, TOKEN, log_in, open_browser, open_page, serve_apart
from tests.web.conftest import DEMO_ENDS_AT
from tests.web.poison import TEXTS, make_storable, poison
from watcher.cli.articles import read_articles
from watcher.config import load_config
from watcher.demo import load_scenes
from watcher.ingest import Ingest
from watcher.model import Feed, Fetched, Silence
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Browser

    from watcher.model import Article, FeedState, FetchResult

SHIPPED = Path(__file__).parents[1] / "signals.toml"
DISPUTE = Path(__file__).parents[2] / "shared" / "corpus" / "dispute.jsonl"
DISPUTED_SINCE = datetime.fromisoformat("2026-02-01T00:00Z")  # what is older stood in the feeds already
HOUR = timedelta(hours=1)
PAGES = {
    "board": "/",
    "stories": "/stories",
    "feeds": "/feeds",
    "deliveries": "/deliveries",
    "silences": "/silences",
}


class Stage(NamedTuple):
    """A folder to serve, the instant at which, and what to look at."""

    folder: Path
    now: datetime
    pages: Mapping[str, str]


def set_demo(folder: Path) -> Stage:
    asyncio.run(play(folder, load_scenes()))
    own = {
        "signal": "/signals/tidewell-expulsion",
        "article": "/articles/7",
        "story": "/stories/7",
        "search": "/search?q=tidewell",
    }
    return Stage(folder, DEMO_ENDS_AT, PAGES | own)


def set_hostile(folder: Path) -> Stage:
    with closing(open_store(folder / "state" / "watcher.db")) as store:
        poison(store, [make_storable(text) for text in TEXTS.values()])
    own = {"signal": "/signals/ban", "article": "/articles/1", "story": "/stories/1", "search": "/search?q=a"}
    return Stage(folder, NOW, PAGES | own)


class Archive:
    """Answers for a feed of each outlet with what it had published by then."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = articles

    async def fetch_feed(self, state: FeedState, now: datetime) -> FetchResult:
        items = [
            {
                "id": article.key,
                "url": article.url,
                "title": article.title,
                "summary": article.summary,
                "content_text": article.text or None,
                "date_published": article.published_at.isoformat(),
            }
            for article in self.articles
            if article.outlet == state.feed.outlet
            and article.published_at is not None
            and article.published_at <= now
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "items": items}
        return Fetched(state.feed.url, json.dumps(feed).encode())


async def poll_through(archive: Archive, folder: Path) -> datetime:
    """Poll at each instant at which something was published; gives the last one."""
    config = load_config(Path(shutil.copy(SHIPPED, folder)))
    outlets = sorted({article.outlet for article in archive.articles if article.outlet})
    feeds = tuple(Feed(f"https://{outlet}/feed", outlet, min_interval=HOUR) for outlet in outlets)
    config = replace(config, feeds=feeds)
    clock = DISPUTED_SINCE
    published = {article.published_at for article in archive.articles if article.published_at}
    with closing(open_store(folder / "state" / "watcher.db")) as store:
        store.record_config(tuple(config.signals.values()), config.feeds)
        ingest = Ingest(config, store, archive, read_clock=lambda: clock, draw_jitter=lambda: 0.0)
        with closing(ingest):
            await ingest.poll_due(clock)
            for clock in sorted(at for at in published if at > DISPUTED_SINCE):
                await ingest.poll_due(clock)
            ingest.fold_all(clock)
        store.add_silence(
            Silence("Ann", "the desk knows", clock, clock + 4 * HOUR, ("offboarding-assistance",)), clock
        )
    return clock


def set_dispute(folder: Path) -> Stage:
    articles = [labelled.article for labelled in read_articles(str(DISPUTE))]
    end = asyncio.run(poll_through(Archive(articles), folder))
    own = {
        "signal": "/signals/supply-chain-designation",
        "quiet-signal": "/signals/dpa-invoked",
        "article": "/articles/100",
        "story": "/stories/100",
        "search": "/search?q=designation",
    }
    return Stage(folder, end + HOUR, PAGES | own)


def take_pictures(browser: Browser, stage: Stage, folder: Path) -> None:
    """Of the top of each page as a window shows it, and of the whole of it."""
    folder.mkdir(parents=True, exist_ok=True)
    mails = sorted((stage.folder / "mails").rglob("*.html"))
    with serve_apart(stage.folder, stage.now, TOKEN) as address:
        for look, settings in LOOKS.items():
            if "JavaScript" in look:
                continue
            with open_page(browser, address, settings) as watched:
                page = watched.page
                page.goto("/login")
                page.screenshot(path=folder / f"login-{look}.png", full_page=True)
                log_in(page)
                for name, path in stage.pages.items():
                    page.goto(path)
                    page.screenshot(path=folder / f"{name}-{look}-top.png")
                    page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
                for mail in mails:
                    page.goto(mail.as_uri())
                    page.screenshot(path=folder / f"mail-{mail.stem}-{look}.png", full_page=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    folder: Path = parser.parse_args().folder
    makers = {"demo": set_demo, "hostile": set_hostile} | (
        {"dispute": set_dispute} if DISPUTE.exists() else {}
    )
    with tempfile.TemporaryDirectory() as scratch:
        stages = {}
        for name, make in makers.items():
            stage_folder = Path(scratch, name)
            stage_folder.mkdir()
            stages[name] = make(stage_folder)
        watcher = Path(sys.executable).with_name("watcher")
        subprocess.run(  # our own command
            [watcher, "notify", "preview", "--to", stages["demo"].folder / "mails"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with open_browser() as browser:
            for name, stage in stages.items():
                take_pictures(browser, stage, folder / name)
    print(f"{len(list(folder.rglob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
