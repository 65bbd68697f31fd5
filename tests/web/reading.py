"""What a test reads in a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol, cast

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx


class Element(Protocol):
    """What is used of lxml's elements, which come without types."""

    tag: str
    text: str | None
    tail: str | None
    attrib: dict[str, str]

    def xpath(self, path: str) -> list[Any]: ...

    def iter(self) -> Iterator[Element]: ...

    def itertext(self) -> Iterator[str]: ...

    def get(self, name: str) -> str | None: ...


def parse(answer: httpx.Response) -> Element:
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return cast("Element", html.document_fromstring(answer.text))


def text_of(element: Element) -> str:
    """The words of an element, with one blank between them and none before a stop."""
    words = " ".join(" ".join(element.itertext()).split())
    return re.sub(r" ([,.:;])", r"\1", words)


def find_texts(page: Element, path: str) -> list[str]:
    return [text_of(element) for element in page.xpath(path)]
