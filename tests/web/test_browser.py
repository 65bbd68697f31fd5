"""The board in a real Chromium: every page and action, light, dark and narrow, with JavaScript and without.

The tests skip where there is no Chromium, also in CI: what they hold beyond the other tests of this folder
needs a browser that not every machine can have.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.store.samples import HOUR, NOW, make_status
from tests.web.conftest import DEMO_ENDS_AT, serve_board
from tests.web.test_hostile import TEXTS, make_storable, poison
from watcher.model import SecretReference, Status, WebSettings
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from watcher.store.writer import Store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
    pytest.mark.xdist_group("browser"),
    # Playwright's own loop leaves transports behind when it ends.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

TOKEN = "correct-horse-battery-staple"
WITH_TOKEN = WebSettings(token=SecretReference("env:T"))
EXPULSION = "/signals/tidewell-expulsion"
PAGES = (
    *("/", EXPULSION, f"{EXPULSION}?stance=confirms", "/articles/7", "/stories", "/stories/7", "/feeds"),
    *("/deliveries", "/silences", "/search", "/search?q=tidewell", "/nothing"),
)
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "no script": {"java_script_enabled": False},
}


@pytest.fixture(scope="module")
def browser(demo_folder: Path) -> Iterator[Browser]:
    """Made after the demo and closed with this module: meanwhile Playwright's loop runs in this thread."""
    assert demo_folder.exists()
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*options, "--disable-component-update", "--no-first-run"]
        )
        yield opened
        opened.close()


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a board with a token, over a copy of the played demo."""
    shutil.copytree(demo_folder, tmp_path / "demo")
    with serve_board(tmp_path / "demo", lambda: DEMO_ENDS_AT, settings=WITH_TOKEN, token=TOKEN) as client:
        yield str(client.base_url).rstrip("/")


def log_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Logged in as Ann.")).to_be_visible()


def check_page(page: Page, complaints: list[str], *, has_script: bool) -> None:
    """Nothing is refused by the policy, nothing is wider than the screen, and axe finds nothing."""
    assert complaints == []
    if not has_script:
        return
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def listen(context: BrowserContext) -> tuple[Page, list[str]]:
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type == "error" and "status of 404" not in message.text
            else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_and_action_works(browser: Browser, desk: str, look: str) -> None:
    with browser.new_context(base_url=desk, **LOOKS[look]) as context:
        page, complaints = listen(context)
        log_in(page, "/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Where each signal stands")
        for address in PAGES:
            page.goto(address)
            check_page(page, complaints, has_script=look != "no script")

        page.goto(EXPULSION)
        page.get_by_text("Confirm, reject, acknowledge or mute").click()
        page.get_by_role("button", name="I have seen it").click()
        expect(page.get_by_text("Recorded: you have seen it.")).to_be_visible()
        page.get_by_text("Confirm, reject, acknowledge or mute").click()
        page.get_by_label("Why (a confirmation").fill("read the order")
        page.get_by_role("button", name="It happened").click()
        expect(page.locator("#standing .status")).to_have_text("CONFIRMED")
        page.get_by_text("Confirm, reject, acknowledge or mute").click()
        page.get_by_label("Mute it, because").fill("we know")
        page.get_by_role("button", name="Mute").click()
        check_page(page, complaints, has_script=look != "no script")
        page.get_by_role("button", name="End silence").click()
        expect(page.get_by_text("Nothing is muted.")).to_be_visible()
        page.goto(EXPULSION)
        page.get_by_text("Was this judged rightly?").first.click()
        page.get_by_role("button", name="Wrong").first.click()
        expect(page.get_by_text("Ann marked this wrong")).to_be_visible()
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
        check_page(page, complaints, has_script=look != "no script")


@pytest.mark.parametrize("name", ["breaks out", "long", "bidi"])
def test_hostile_titles_stay_within_their_page(
    browser: Browser, store: Store, tmp_path: Path, name: str
) -> None:
    poison(store, make_storable(TEXTS[name]), "https://paper.example/one")
    with (
        serve_board(tmp_path, lambda: NOW) as client,
        browser.new_context(base_url=str(client.base_url), viewport={"width": 320, "height": 640}) as context,
    ):
        page, complaints = listen(context)
        for address in ("/", "/signals/ban", "/articles/1", "/stories/1", "/feeds", "/deliveries", "/silences"):
            page.goto(address)
            check_page(page, complaints, has_script=True)


def test_an_open_page_shows_a_change_by_itself_and_after_a_lost_connection(
    browser: Browser, store: Store, tmp_path: Path
) -> None:
    store.record_status(make_status(status=Status.REPORTED), NOW)
    with (
        serve_board(tmp_path, lambda: NOW) as client,
        browser.new_context(base_url=str(client.base_url)) as context,
    ):
        page, complaints = listen(context)
        page.goto("/")
        expect(page.get_by_text("Live: changes show by themselves.")).to_be_visible()
        card = page.locator("#card-ban")
        card.get_by_role("link").focus()
        with closing(open_store(store.path)) as other:
            other.record_status(make_status(status=Status.CONFIRMED), NOW + HOUR)
        expect(card.locator(".status")).to_have_text("CONFIRMED")
        expect(card).to_have_class("card confirmed changed")
        expect(card.get_by_role("link")).to_be_focused()
        assert complaints == []
        check_page(page, complaints, has_script=True)
