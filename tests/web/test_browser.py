"""The board in a real Chromium: every page and action, light, dark, narrow, with JavaScript or not."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.conftest import skip_or_fail
from tests.store.samples import HOUR, NOW, make_status
from tests.web.browser import (
    LOOKS,
    PATIENCE,
    TOKEN,
    find_barriers,
    find_chromium,
    find_wide,
    log_in,
    open_browser,
    open_page,
    serve_apart,
)
from tests.web.conftest import DEMO_ENDS_AT
from tests.web.poison import TEXTS, list_titles, make_storable, poison
from watcher.model import Status
from watcher.store.writer import open_store
from watcher.web.application import make_board
from watcher.web.report import render_report
from watcher.wiring import draw_secret, utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.web.browser import Watched
    from watcher.store.writer import Store

pytestmark = pytest.mark.xdist_group("browser")  # one worker has the only browser

expect.set_options(timeout=PATIENCE)

SIGNAL = "/signals/tidewell-expulsion"
# What of axe-core is asked in each look: colours are the same however wide the window, and all else is the
# same in every colour.
RULES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"runOnly": ["color-contrast"]},
    "narrow": {"rules": {"color-contrast": {"enabled": False}}},
}
PAGES = (
    *("/", SIGNAL, f"{SIGNAL}?outlet=northwire.example", "/articles/7", "/stories", "/stories/7", "/feeds"),
    *("/deliveries", "/deliveries?state=sent", "/silences", "/search", "/search?q=tidewell", "/login"),
    "/nothing",
)
FOR_PROGRAMS = (
    "/live",
    "/feed.atom",
    "/api/",
    "/metrics",
    "/healthz",
    "/static/",
    ".atom",
    ".svg",
    ".{form}",
)


@pytest.fixture(scope="module")
def browser(demo_folder: Path) -> Iterator[Browser]:
    """Opened after the demo was played: both need the only loop of their thread."""
    assert demo_folder.is_dir()
    if find_chromium() is None:
        skip_or_fail("there is no Chromium; `make browser` installs it where it can")
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def demo_address(demo_folder: Path) -> Iterator[str]:
    """A board with a token over the played demo, to be looked at only."""
    with serve_apart(demo_folder, DEMO_ENDS_AT, TOKEN) as address:
        yield address


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Iterator[str]:
    """The same over a copy, to act on."""
    shutil.copytree(demo_folder, tmp_path / "demo")
    with serve_apart(tmp_path / "demo", DEMO_ENDS_AT, TOKEN) as address:
        yield address


def check(tab: Watched, look: str) -> None:
    """Nothing refused by the policy, asked for elsewhere or wider than the window, and no barrier."""
    check_layout(tab)
    if look in RULES:
        assert find_barriers(tab.page, RULES[look]) == []


def check_layout(tab: Watched) -> None:
    assert tab.complaints == []
    assert find_wide(tab.page) == []


# ------------------------------------------------------------------------------- pages and actions


def test_every_page_is_looked_at(tmp_path: Path) -> None:
    board = make_board(tmp_path / "watcher.db", tmp_path / "signals.toml", utc_now, draw_secret)
    routes = {entry.path for entry in board.routes if entry.method == "GET"}
    shown = {route for route in routes if not any(part in route for part in FOR_PROGRAMS)}
    kinds = {route.partition("{")[0] for route in shown}
    assert kinds == {
        next(kind for kind in sorted(kinds, reverse=True) if page.startswith(kind)) for page in PAGES
    }


@pytest.mark.parametrize("look", ["light", "dark", "narrow", "narrow, without JavaScript"])
def test_every_page_holds_without_a_barrier(browser: Browser, demo_address: str, look: str) -> None:
    with open_page(browser, demo_address, LOOKS[look]) as tab:
        log_in(tab.page)
        for address in PAGES:
            tab.page.goto(address)
            check(tab, look)


@pytest.mark.parametrize("look", ["light", "narrow and dark", "narrow, without JavaScript"])
def test_every_action_is_done_and_shown(browser: Browser, desk: str, look: str) -> None:
    with open_page(browser, desk, LOOKS[look]) as tab:
        page = tab.page
        page.goto(SIGNAL)
        page.get_by_label("Your name").fill("Ann")
        page.get_by_label("Token").fill("not the token")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_have_text("That is not the token.")
        tab.complaints.clear()  # the browser's own word on the refusal
        log_in(page)
        page.get_by_role("link", name="Signals").click()
        page.get_by_role("link", name="expelled").click()
        act(page, "I have seen it")
        expect(page.get_by_text("Recorded: you have seen it.")).to_be_visible()
        act(page, "It happened", note="read the order")
        expect(page.locator("#standing .status")).to_have_text("CONFIRMED")
        act(page, "It did not happen", note="the order was forged")
        expect(page.get_by_text("Recorded: you rejected it.")).to_be_visible()
        expect(page.locator("#standing .status")).to_have_text("QUIET")
        page.get_by_text("Was this judged rightly?").first.click()
        page.get_by_role("button", name="Wrong").first.click()
        expect(page.get_by_text("Ann marked this wrong")).to_be_visible()
        page.get_by_text("Confirm, reject, acknowledge or mute").click()
        page.get_by_label("Mute it, because").fill("we know")
        page.get_by_role("button", name="Mute").click()
        expect(page.get_by_text("Recorded: muted.")).to_be_visible()
        check(tab, look)
        page.get_by_role("button", name="End silence").click()
        expect(page.get_by_text("Nothing is muted.")).to_be_visible()
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
        check(tab, look)


def act(page: Page, button: str, note: str = "") -> None:
    page.get_by_text("Confirm, reject, acknowledge or mute").click()
    page.get_by_label("Why (a confirmation").fill(note)
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("look", ["light", "narrow, without JavaScript"])
def test_links_lead_from_the_search_to_the_article_its_signal_and_the_filters(
    browser: Browser, demo_address: str, look: str
) -> None:
    with open_page(browser, demo_address, LOOKS[look]) as tab:
        page = tab.page
        log_in(page)
        page.get_by_role("searchbox").fill("pilot ships expelled")
        page.get_by_role("searchbox").press("Enter")
        page.get_by_role("main").get_by_role("link").first.click()
        page.get_by_role("link", name="tidewell-expulsion").click()
        everything = page.locator("article.hit").count()
        page.get_by_role("list", name="Stance").get_by_role("link", name="confirms").click()
        confirming = page.locator("article.hit").count()
        page.get_by_role("link", name="Only hits of").first.click()
        assert everything > confirming > page.locator("article.hit").count() > 0
        page.get_by_role("link", name="Of all outlets").click()
        expect(page.locator("article.hit")).to_have_count(confirming)
        page.get_by_role("link", name="Stories").click()
        page.get_by_role("main").get_by_role("link").first.click()
        expect(page.get_by_role("heading", name="Who tells it")).to_be_visible()
        page.get_by_role("link", name="Deliveries").click()
        page.get_by_role("list", name="State").get_by_role("link", name="waiting").click()
        expect(page).to_have_url(f"{demo_address}/deliveries?state=pending")
        assert tab.complaints == []


# ------------------------------------------------------------------------- keyboard, motion, shifts


def test_the_keyboard_alone_reaches_and_does_everything(browser: Browser, desk: str) -> None:
    with open_page(browser, desk, LOOKS["light"]) as tab:
        page = tab.page
        page.goto("/")
        reach(page, "Your name, to stand beside what you decide")
        page.keyboard.type("Ann")
        reach(page, "Token, as [web] in signals.toml refers to it")
        page.keyboard.type(TOKEN)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Logged in as Ann.")).to_be_visible()
        reach(page, "Skip to the content")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
        reach(page, "has expelled", part=True)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{desk}{SIGNAL}")
        reach(page, "Confirm, reject, acknowledge or mute")
        page.keyboard.press("Enter")
        reach(page, "I have seen it")
        page.keyboard.press("Space")
        expect(page.get_by_text("Recorded: you have seen it.")).to_be_visible()
        reach(page, "Was this judged rightly?", part=True)
        page.keyboard.press("Enter")
        reach(page, "Right")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Ann marked this right")).to_be_visible()


def reach(page: Page, name: str, *, part: bool = False) -> None:
    """Press Tab until what has the focus bears a name; whatever has it shows that it has."""
    for _ in range(150):
        page.keyboard.press("Tab")
        has_outline, found = page.evaluate(
            """() => { const one = document.activeElement;
            return one === document.body ? [true, ""] : [parseFloat(getComputedStyle(one).outlineWidth) > 0,
                    (one.labels?.[0] ?? one).textContent.trim().replace(/\\s+/g, " ")]; }"""
        )
        assert has_outline, f"nobody sees that {found!r} has the focus"
        if found == name or (part and name in found):
            return
    pytest.fail(f"Tab does not reach {name!r}")


def test_nothing_moves_for_those_who_want_no_motion(browser: Browser, demo_address: str) -> None:
    with open_page(browser, demo_address, {"reduced_motion": "reduce"}) as tab:
        log_in(tab.page)
        for address in ("/", SIGNAL, "/feeds"):
            tab.page.goto(address)
            assert tab.page.evaluate(
                """() => [...document.querySelectorAll("*")].map((element) => getComputedStyle(element))
                .filter((style) => style.animationName !== "none" || parseFloat(style.transitionDuration) > 0)
                .length"""
            ) == 0  # fmt: skip


@pytest.mark.parametrize("look", ["light", "narrow"])
def test_nothing_shifts_while_a_page_loads(browser: Browser, demo_address: str, look: str) -> None:
    with open_page(browser, demo_address, LOOKS[look]) as tab:
        log_in(tab.page)
        for address in ("/", SIGNAL, "/stories", "/feeds"):
            tab.page.goto(address)
            expect(tab.page.get_by_text("Live: changes show by themselves.")).to_be_visible()
            shifts = tab.page.evaluate(
                """() => new Promise((resolve) => {
                  const seen = [];
                  new PerformanceObserver((list) => seen.push(...list.getEntries().map((one) => one.value)))
                    .observe({ type: "layout-shift", buffered: true });
                  requestAnimationFrame(() => requestAnimationFrame(() => resolve(seen)));
                })"""
            )
            assert shifts == [], address


@pytest.fixture(scope="module")
def report(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The board as a file, where it lies."""
    path = tmp_path_factory.mktemp("report") / "board.html"
    path.write_text(
        render_report(
            demo_folder / "state" / "watcher.db",
            demo_folder / "signals.toml",
            DEMO_ENDS_AT,
            hit_count=25,
            board_url=None,
        ),
        encoding="utf-8",
    )
    return path.as_uri()


@pytest.mark.parametrize("look", ["light", "dark", "narrow", "narrow, without JavaScript"])
def test_the_report_holds_without_a_barrier(browser: Browser, report: str, look: str) -> None:
    with open_page(browser, report, LOOKS[look]) as tab:
        tab.page.goto(report)
        expect(tab.page.get_by_role("heading", level=1)).to_have_text("Where each signal stands")
        check(tab, look)


# ----------------------------------------------------------------------------------- hostile texts


@pytest.fixture(scope="module")
def hostile_address(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A board of nothing but hostile texts: those of the generated feeds, and our own."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = [*TEXTS.values(), *list_titles(shared / "feeds" / "hostile" / "generate.py", folder)]
    with closing(open_store(folder / "state" / "watcher.db")) as store:
        poison(store, [make_storable(text) for text in texts])
    with serve_apart(folder, NOW) as address:
        yield address


@pytest.mark.parametrize("look", ["narrow", "dark"])
def test_hostile_texts_do_nothing_on_every_page(browser: Browser, hostile_address: str, look: str) -> None:
    with open_page(browser, hostile_address, LOOKS[look]) as tab:
        for address in ("/", "/signals/ban", "/stories", "/feeds", "/deliveries", "/silences", "/search?q=g"):
            tab.page.goto(address)
            check(tab, look)
            assert tab.page.locator("h1").count() == 1
            assert (
                tab.page.locator("footer p").first.inner_text().startswith("Watcher, as of 2026-03-05 18:04")
            )


@pytest.mark.parametrize("width", [961, 1200])
def test_no_column_is_crushed_by_the_texts_of_another(
    browser: Browser, hostile_address: str, width: int
) -> None:
    with open_page(browser, hostile_address, {"viewport": {"width": width, "height": 900}}) as tab:
        for address in ("/feeds", "/deliveries", "/silences", "/stories/1"):
            tab.page.goto(address)
            check_layout(tab)
            narrowest = tab.page.locator("thead th").evaluate_all(
                "cells => Math.min(...cells.map(cell => cell.clientWidth))"
            )
            assert narrowest > 100, address


def test_each_hostile_text_stays_within_its_article(browser: Browser, hostile_address: str) -> None:
    with open_page(browser, hostile_address, LOOKS["narrow"]) as tab:
        tab.page.goto("/")
        count = tab.page.locator("article.card").count()
        assert count > len(TEXTS) + 20
        for address in [f"/articles/{number}" for number in range(1, count + 1)] + ["/stories/1"]:
            tab.page.goto(address, wait_until="domcontentloaded")
            check_layout(tab)


# --------------------------------------------------------------------------------------- live pages


def test_an_open_page_shows_a_change_by_itself_and_catches_up_after_a_lost_connection(
    browser: Browser, store: Store, tmp_path: Path
) -> None:
    store.record_status(make_status(status=Status.REPORTED), NOW)
    with ExitStack() as stack:
        with serve_apart(tmp_path, NOW) as address:
            tab = stack.enter_context(open_page(browser, address, LOOKS["light"]))
            tab.page.goto("/")
            expect(tab.page.get_by_text("Live: changes show by themselves.")).to_be_visible()
            card = tab.page.locator("#card-ban")
            card.get_by_role("link").focus()
            store.record_status(make_status(status=Status.CONFIRMED), NOW + HOUR)
            expect(card.locator(".status")).to_have_text("CONFIRMED")
            expect(card).to_have_class("card confirmed changed")
            expect(card.get_by_role("link")).to_be_focused()
            check(tab, "light")
        expect(tab.page.get_by_text("The connection to the board is lost; trying again.")).to_be_visible()
        store.record_status(make_status(status=Status.REVERSED), NOW + HOUR)
        with serve_apart(tmp_path, NOW, port=int(address.rpartition(":")[2])):
            expect(card.locator(".status")).to_have_text("REVERSED")
            expect(tab.page.get_by_text("Live: changes show by themselves.")).to_be_visible()
