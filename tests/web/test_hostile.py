"""Text from the network stands in the pages as text: it makes no markup, no link, no control."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.notify.hostile import HOSTILE_URLS
from tests.web.poison import TEXTS, make_storable, poison
from tests.web.reading import parse, text_of

if TYPE_CHECKING:
    import httpx

    from tests.web.reading import Element
    from watcher.store.writer import Store

ELEMENTS = frozenset(
    {
        *("html", "head", "meta", "title", "link", "body", "a", "header", "nav", "ul", "li", "form"),
        *("label", "input", "button", "p", "main", "footer", "time", "h1", "h2", "h3", "strong", "span"),
        *("article", "section", "dl", "div", "dt", "dd", "details", "summary", "blockquote", "mark", "ol"),
        *("code", "table", "thead", "tbody", "tr", "th", "td", "br", "script", "select", "option"),
        *("svg", "path", "rect", "figure", "figcaption"),
    }
)
ATTRIBUTES = frozenset(
    {
        *("lang", "charset", "name", "content", "rel", "href", "type", "class", "aria-label"),
        *("aria-current", "action", "role", "for", "id", "maxlength", "value", "datetime", "title"),
        *(
            "aria-labelledby",
            "scope",
            "data-label",
            "data-live",
            "data-newest",
            "aria-hidden",
            "src",
            "defer",
        ),
        *("viewbox", "preserveaspectratio", "d", "x", "y", "width", "height", "method", "required"),
    }
)


def check_harmless(page: Element) -> None:
    for element in page.iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        for text in (element.text or "", element.tail or "", *element.attrib.values()):
            acting = [char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")]
            assert set(acting) <= {"\n", "\u200d"}
    assert [(script.get("src"), text_of(script)) for script in page.xpath("//script")] == [
        ("/static/live.js", "")
    ]
    for link in page.xpath("//a/@href | //link/@href | //form/@action"):
        assert link.startswith(("/", "#", "http://", "https://"))
        assert not link.startswith("//")
    for anchor in page.xpath("//a[starts-with(@href, 'http')]"):
        assert anchor.get("rel") == "noopener noreferrer nofollow"
    assert text_of(page.xpath("//footer")[0]).startswith("Watcher")
    assert len(page.xpath("//h1")) == 1


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_shown_and_does_nothing_on_every_page(
    board: httpx.Client, store: Store, name: str
) -> None:
    text = make_storable(TEXTS[name])
    poison(store, [text])
    for address in (
        *(
            "/",
            "/signals/ban",
            "/articles/1",
            "/feeds",
            "/deliveries",
            "/search?q=ban",
            "/stories",
            "/stories/1",
        ),
        "/silences",
    ):
        answer = board.get(address)
        assert answer.status_code == 200
        assert len(answer.content) < 400_000  # however long the texts are
        check_harmless(parse(answer))
    for parameters in ({"outlet": text[:3000]}, {"stance": text[:3000]}, {"page": text[:3000]}):
        answer = board.get("/signals/ban", params=parameters)
        assert answer.status_code in (200, 400)
        check_harmless(parse(answer))
    answer = board.get("/search", params={"q": text[:200]})
    assert answer.status_code == 200
    check_harmless(parse(answer))


@pytest.mark.parametrize("name", HOSTILE_URLS)
def test_an_address_that_is_no_web_page_is_no_link(board: httpx.Client, store: Store, name: str) -> None:
    poison(store, ["A title"], make_storable(HOSTILE_URLS[name]))
    for address in ("/signals/ban", "/articles/1"):
        page = parse(board.get(address))
        check_harmless(page)
        assert (
            page.xpath("//a[@rel='noopener noreferrer nofollow'][not(contains(@href, 'paper.example'))]")
            == []
        )


def test_hostile_text_stays_readable(board: httpx.Client, store: Store) -> None:
    poison(store, ["<b>Port</b> \x1b[31m\u202eopens"])
    page = parse(board.get("/articles/1"))
    assert text_of(page.xpath("//h1")[0]) == "<b>Port</b> \\x1b[31m\\u202eopens"


@pytest.mark.parametrize(
    "address",
    [
        "/<script>alert(1)</script>",
        "/signals/<script>alert(1)</script>",
        "/signals/%00%1b%e2%80%ae",
        "/signals/%ff%fe",
        "/articles/<script>",
        "/articles/99999999999999999999999999",
        "/articles/-1",
        "/articles/\u0661",
        "/static/../pages.py",
        "/static/..%2fpages.py",
        "/static/%2e%2e/pages.py",
        "/?page=<script>",
        "/?page=0",
        "/?page=-1",
        "/?page=99999",
        "/?page=\u0661",
        "/deliveries?state=<script>",
        "/signals/ban?stance=<script>",
        "/feeds/",
        "/search?q=" + "x" * 201,
    ],
)
def test_what_cannot_be_shown_is_refused_without_an_echo(
    board: httpx.Client, store: Store, address: str
) -> None:
    assert store.path.exists()
    answer = board.get(address)
    assert answer.status_code in (400, 404)
    check_harmless(parse(answer))
    assert "script" not in answer.text.replace("/static/live.js", "").replace(
        '<script src="" defer></script>', ""
    )
    assert "evil" not in answer.text
