"""Text from the network stands in the pages as text: it makes no markup, no link, no control."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.notify.hostile import HOSTILE_TEXTS, HOSTILE_URLS
from tests.store.samples import (
    FEED,
    HOUR,
    NOW,
    SIGNAL,
    add_evidence,
    make_article,
    make_change,
    make_evidence,
    make_notification,
    make_status,
    make_verdict,
)
from tests.web.reading import parse, text_of
from watcher.model import Coverage, FeedHealth, FeedState, Ruling, RulingKind, Silence, Span, Step
from watcher.store.outbox import Outbox

if TYPE_CHECKING:
    import httpx

    from tests.web.reading import Element
    from watcher.store.writer import Store

TEXTS = HOSTILE_TEXTS | {
    "breaks out": "'\"></a></p></main></title></style><svg/onload=alert(1)><base href=//evil.example>",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
    "comment": "<!-- --> <![CDATA[ x ]]> <?php",
}

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


def make_storable(text: str) -> str:
    """As the store and every browser do with half a surrogate pair, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()


def poison(store: Store, text: str, url: str) -> None:
    """Put a text wherever the board shows one that comes from elsewhere."""
    spans = (
        Span(0, 5, text[:50]),
        Span(-4, len(text) + 9, "x"),
        Span(len(text) // 2, len(text) // 2 + 3, "cue"),
    )
    verdict = replace(
        make_verdict(), quote=text, cue=text, spans=spans, derivation=(Step(text, text, text),), credited=text
    )
    article = make_article(title=text, summary=text, text=text, url=url, outlet=text)
    evidence = make_evidence(article, verdict, outlet=text, origin=text, story=text, title=text, url=url)
    store.record_config([replace(SIGNAL, proposition=text)], [replace(FEED, title=text)])
    add_evidence(store, article, evidence)
    store.record_status(make_status(reason=text, origins=(text, text)), NOW)
    store.add_change(make_change(reason=text, origins=(text,)), text, text, NOW)
    store.add_ruling(Ruling(SIGNAL.id, RulingKind.ACK, NOW, text, text))
    store.record_coverage(Coverage(SIGNAL.id, True, text, 1, 0, ((text, FeedHealth.BLOCKED),)), NOW)
    store.record_feed(FeedState(FEED, health=FeedHealth.BLOCKED, health_detail=text, health_since=NOW))
    store.add_silence(Silence(text, text, NOW - HOUR, NOW + HOUR, (SIGNAL.id,)), NOW)
    outbox = Outbox(store)
    outbox.add_notification(replace(make_notification(), headline=text), [text], NOW - HOUR)
    (delivery,) = outbox.claim_deliveries(NOW, HOUR, 1)
    outbox.settle_dead(delivery, text, NOW)


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
    poison(store, text, "https://paper.example/one")
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
    poison(store, "A title", make_storable(HOSTILE_URLS[name]))
    for address in ("/signals/ban", "/articles/1"):
        page = parse(board.get(address))
        check_harmless(page)
        assert (
            page.xpath("//a[@rel='noopener noreferrer nofollow'][not(contains(@href, 'paper.example'))]")
            == []
        )


def test_hostile_text_stays_readable(board: httpx.Client, store: Store) -> None:
    poison(store, "<b>Port</b> \x1b[31m\u202eopens", "https://paper.example/one")
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
