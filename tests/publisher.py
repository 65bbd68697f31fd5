"""A publisher on loopback: serves feeds with validators from a thread of its own, and counts who asks.

with Publisher() as publisher:
    publisher.feeds["/post"] = Issue(make_rss(articles))
    ... fetch f"{publisher.base}/post" ...
    assert publisher.count_answers("/post") == {200: 1, 304: 1}
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watcher.model import Article

LOCALHOST = "127.0.0.1"


@dataclass(frozen=True)
class Issue:
    """What a path serves: a status other than 200 is answered without regard to validators."""

    body: bytes
    content_type: str | None = "application/rss+xml"
    status: int = 200


class Publisher:
    """Feeds by path; `requests` are (path, status) in the order they were answered."""

    def __init__(self) -> None:
        self.feeds: dict[str, Issue] = {}
        self.requests: list[tuple[str, int]] = []
        self._server = _Server((LOCALHOST, 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base(self) -> str:
        return f"http://{LOCALHOST}:{self._server.server_port}"

    def count_answers(self, path: str | None = None) -> Counter[int]:
        """How often each status was answered, on one path or on all."""
        return Counter(status for asked, status in self.requests if path in {None, asked})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], publisher: Publisher) -> None:
        self.publisher = publisher
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that are killed are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        path = unquote(self.path)
        issue = self.server.publisher.feeds.get(path, Issue(b"", status=404))
        etag = f'"{sha256(issue.body).hexdigest()[:16]}"'
        is_known = issue.status == 200 and self.headers.get("If-None-Match") == etag
        status, body = (304, b"") if is_known else (issue.status, issue.body)
        self.server.publisher.requests.append((path, status))
        self.send_response(status)
        self.send_header("ETag", etag)
        if issue.content_type is not None:
            self.send_header("Content-Type", issue.content_type)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def make_rss(articles: Iterable[Article]) -> bytes:
    """A feed of these articles: `key` is the guid."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{escape(article.key)}</guid><title>{escape(article.title)}</title>"
        f"<link>{escape(article.url or '')}</link><description>{escape(article.summary)}</description>"
        + (f"<pubDate>{format_datetime(article.published_at)}</pubDate>" if article.published_at else "")
        + "</item>"
        for article in articles
    )
    return f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()
