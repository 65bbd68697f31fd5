"""Texts as the worst feed could send them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from watcher.model import SentMessage, Span

if TYPE_CHECKING:
    from watcher.model import Delivery

HOSTILE_TEXTS = {
    "ansi": "Minister \x1b[2J\x1b[31mresigns\x1b[0m \x9b31m tonight",
    "bidi": "Port \u202edesolc\u202c opens \u2066again\u2069 \u200f",
    "mentions": "<!channel> <!here> <!everyone> <@U024BE7LH> <#C024BE7LR> @channel wake up",
    "slack link": "<http://evil.example|Bank of Esker> says <mailto:a@b.example|no>",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; &lt;b&gt; AT&T \"quoted\" 'too'",
    "header": "Markets fall\r\nBcc: everyone@evil.example\r\n\r\n<p>new body</p>",
    "long": "w\u00f6rd & " * 12_500,
    "long word": "<" * 100_000,
    "nul": "before\x00after\x08\x7f",
    "surrogates": "half \ud83d of a pair \udc00 is none",
    "emoji": "\U0001f6a8\U0001f6a8 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f " * 400,
    "marks": "*bold* _italic_ ~struck~ `code` ```block``` > quote | bar :fire: 2*3*4",
    "lines": "one\ntwo\rthree\u2028four\u2029five\x0bsix\x0cseven\x85eight",
    "dots": "\n.\r\n.\r\nQUIT\r\n",
    "blank": " \t\n ",
    "empty": "",
}

HOSTILE_URLS = {
    "script": "javascript:alert(document.cookie)",
    "data": "data:text/html,<script>alert(1)</script>",
    "file": "file:///etc/passwd",
    "spoofed host": "https://bank.example@evil.example/login",
    "relative": "/news/1",
    "no host": "https:///news",
    "bad port": "https://news.example:port/",
    "bad brackets": "https://[::1/news",
    "too long": "https://news.example/" + "a" * 5_000,
    "long host": "https://" + "a" * 300 + ".example/",
    "garbage": "\x00\x1b\ud800",
}

ODD_URLS = {
    "bar": ("https://news.example/a|b>c<d", "https://news.example/a%7Cb%3Ec%3Cd"),
    "query": ("http://news.example/?a=1&b=2", "http://news.example/?a=1&b=2"),
    "quotes": ("https://news.example/\"onclick='x'", "https://news.example/%22onclick='x'"),
    "newline": ("https://news.example/a\nb", "https://news.example/ab"),
    "bidi": ("https://news.example/\u202egnp.exe", "https://news.example/%E2%80%AEgnp.exe"),
    "host beyond ASCII": ("https://m\u00fcnchen.example/", "https://xn--mnchen-3ya.example/"),
    "IPv6": ("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
}


def poison(delivery: Delivery, text: str, url: str | None = None) -> Delivery:
    """Put a text wherever a notification takes one, its first and last word marked."""
    spans = (
        Span(0, 5, "object"),
        Span(len(text) // 2, len(text) // 2 + 3, "cue"),
        Span(-4, len(text) + 9, "x"),
    )
    quote = replace(delivery.notification.quotes[0], outlet=text, title=text, text=text, spans=spans, url=url)
    other = replace(quote, title="Another title")
    notification = replace(
        delivery.notification,
        signal_id=text,
        headline=text,
        proposition=text,
        reason=text,
        would_change=text,
        board_url=url,
        quotes=(quote, other, other, quote),
    )
    follows = (SentMessage(key=text, headline=text, sent_at=delivery.created_at, receipt=text),)
    return replace(delivery, notification=notification, follows=follows)
