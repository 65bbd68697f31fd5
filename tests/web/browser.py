"""A real Chromium, and a board for it to look at.

The board is served by a process of its own (`board_process`): Playwright's loop runs in the thread of the
test, and no other may beside it.  For the same reason a browser is closed with the module that opened it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

TOKEN = "correct-horse-battery-staple"
PATIENCE = 10_000  # milliseconds for one thing to happen; most take 50
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1200, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1200, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
    "narrow and dark": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
    "narrow, without JavaScript": {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}},
}
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the lightest first
_FLAGS = (
    "--no-sandbox",  # CI runs as root, for whom Chromium has none
    *(
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--renderer-process-limit=2",
        "--disable-sync",
        "--no-first-run",
    ),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions"),
)


def find_chromium() -> str | None:
    """Find the system's Chromium."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium; there must be one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*_FLAGS])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def serve_apart(folder: Path, now: datetime, token: str = "", port: int = 0) -> Iterator[str]:
    """Serve the board over a folder in another process, its clock standing at `now`; gives its address."""
    what = [str(folder), now.isoformat(), str(port), *([token] if token else [])]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.web.board_process", *what],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip().rstrip("/")
            assert address, "the board did not start; what it printed says why"
            yield address
        finally:
            process.terminate()


class Watched:
    """A page, and what is wrong with it: faults, refusals of the policy, dialogs, requests to elsewhere."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self._host = urlsplit(address).netloc
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"asked {dialog.message}")
        dialog.dismiss()

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 404" not in text:  # what is asked for and is not there
            self.complaints.append(text)

    def _note(self, url: str) -> None:
        if urlsplit(url).netloc != self._host:
            self.complaints.append(f"asked for {url}")


@contextmanager
def open_page(browser: Browser, address: str, look: dict[str, Any]) -> Iterator[Watched]:
    """Open an empty tab of its own session."""
    with browser.new_context(base_url=address, **look) as context:
        context.set_default_timeout(PATIENCE)
        yield Watched(context, address)


def log_in(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Log in").click()
    page.get_by_text("Logged in as Ann.").wait_for()


def find_wide(page: Page) -> list[str]:
    """What reaches beyond the window's right edge, so that one would have to scroll sideways."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 200)).slice(-3)"""
    )
    return found


def find_barriers(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe-core finds, in its words; `rules` are options of axe.run."""
    response = Axe().run(page, options={"resultTypes": ["violations"], **rules}).response
    return [
        f"{page.url} {one['id']}: {one['help']}: {one['nodes'][0]['html']}" for one in response["violations"]
    ]
