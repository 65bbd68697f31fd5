"""The time from a new article in a feed to the card that changes for it, at a client and in a browser.

The story of the demo is played over real sockets: a publisher puts out an article, the feed is polled at
once, the article is judged, stored and folded, and the board tells whoever listens.  Not counted is how long
an article waits for its feed to be polled: that is the interval of the feed, or nothing where a hub pushes.
Without a Chromium only the plain client is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.web.browser import find_chromium, open_browser, open_page
from watcher.demo import load_scenes
from watcher.demo.stage import open_stage
from watcher.store.board import list_statuses
from watcher.web.application import make_board
from watcher.web.server import serve_beside
from watcher.wiring import draw_secret

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from watcher.demo.stage import Stage

    # Waits until the board shows these statuses; gives when it did, by time.perf_counter().
    Wait = Callable[[str], float]

STATUS = re.compile(r'<article class="card (\w+)"')
# Polled from without, this would be evaluated anew each time, which the policy of the pages forbids.
WAIT = """([test, argument]) => new Promise((resolve, reject) => {
  const tests = {
    live: () => document.getElementById("live").textContent.startsWith("Live"),
    cards: (wanted) => [...document.querySelectorAll("article.card")]
      .map((card) => card.classList[1]).join() === wanted,
  };
  const look = () => { if (tests[test](argument)) { watch.disconnect(); resolve(); } };
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  look();
  setTimeout(() => reject(new Error(`the page never showed ${argument || test}`)), 30000);
})"""


def list_shown(stage: Stage, at: datetime) -> str:
    """The statuses of the cards, as the page has them: of the demo none is ever BLIND."""
    rows = list_statuses(stage.runtime.store.connection, at)
    return ",".join(row.status.lower() for row in rows)


def open_client(address: str, stack: ExitStack) -> Wait:
    """A client that does what the page does: it listens, and fetches the page when told."""
    client = stack.enter_context(httpx.Client(base_url=address, timeout=60, trust_env=False))
    lines = stack.enter_context(client.stream("GET", "/live")).iter_lines()

    def wait(wanted: str) -> float:
        while ",".join(STATUS.findall(client.get("/").text)) != wanted:
            while not next(lines).startswith("data:"):
                pass
        return time.perf_counter()

    return wait


def open_tab(address: str, stack: ExitStack) -> Wait:
    page = stack.enter_context(open_page(stack.enter_context(open_browser()), address, {})).page
    page.goto("/")
    page.evaluate(WAIT, ["live", ""])

    def wait(wanted: str) -> float:
        page.evaluate(WAIT, ["cards", wanted])
        return time.perf_counter()

    return wait


async def list_targets(folder: Path) -> list[str]:
    """What the cards show after each scene."""
    targets = []
    async with open_stage(folder) as stage:
        for scene in load_scenes():
            await stage.play(scene)
            targets.append(list_shown(stage, scene.at))
    return targets


async def measure(
    folder: Path, targets: list[str], open_wait: Callable[[str, ExitStack], Wait]
) -> list[float]:
    """Give the milliseconds of each scene that changes a card."""
    first, *scenes = load_scenes()
    at = [first.at]
    took = []
    loop = asyncio.get_running_loop()
    async with open_stage(folder) as stage:
        board = make_board(
            folder / "state" / "watcher.db", folder / "signals.toml", lambda: at[0], draw_secret
        )
        with (
            serve_beside(board, "127.0.0.1", 0) as address,
            ThreadPoolExecutor(1) as thread,
            ExitStack() as stack,
        ):
            await stage.play(first)
            wait = await loop.run_in_executor(thread, open_wait, address, stack)
            before = targets[0]
            for scene, wanted in zip(scenes, targets[1:], strict=True):
                started = time.perf_counter()
                if wanted != before:
                    waiting = loop.run_in_executor(thread, wait, wanted)
                at[0] = scene.at
                await stage.play(scene)
                if wanted != before:
                    took.append((await waiting - started) * 1000)
                before = wanted
            await loop.run_in_executor(thread, stack.close)
    return took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    clients = {"a plain client of /live": open_client}
    if find_chromium() is not None:
        clients["an open page in Chromium"] = open_tab
    with tempfile.TemporaryDirectory() as made:
        folders = (Path(made, str(number)) for number in range(1000))

        def next_folder() -> Path:
            folder = next(folders)
            folder.mkdir()
            return folder

        targets = asyncio.run(list_targets(next_folder()))
        for name, open_wait in clients.items():
            took = [
                ms
                for _ in range(options.rounds)
                for ms in asyncio.run(measure(next_folder(), targets, open_wait))
            ]
            middle, slowest = statistics.median(took), max(took)
            print(
                f"{name}: a card changed {len(took)} times, the median {middle:.0f} ms after its article "
                f"was out, the slowest {slowest:.0f} ms"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
