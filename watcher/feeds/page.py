"""A web page -> entries, by the CSS selectors of a recipe: for newsrooms without a feed.

libxml2 builds the tree, cssselect turns selectors into XPath.  Neither has a bound of its own, so all but
small pages are read in a process of their own (see apart).  A link that stands on the page several times
(the picture, the headline, "read more") is one entry, with the first title it has.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from watcher.feeds.apart import answer_apart, ask_apart
from watcher.feeds.bodies import find_page_title, judge_entries, refuse
from watcher.feeds.dates import DateReader
from watcher.feeds.links import join_link
from watcher.feeds.plaintext import strip_markup
from watcher.model import Entry, FeedHealth, ParsedFeed

if TYPE_CHECKING:
    from watcher.model import Recipe

_SMALL: Final = 32_768  # bytes: the worst of this size is read in a tenth of a second
_ENTRY_LIMIT: Final = 1_000  # the first ones: a page has fewer
_TEXT_FACTOR: Final = 5  # times its length may be turned into text: elements within elements are turned again
_DATE_ATTRIBUTES: Final = ("datetime", "content")
_UNSEEN: Final = ("script", "style", "template", "noscript")


def read_page(text: bytes, recipe: Recipe, url: str | None) -> ParsedFeed:
    """Read a decoded page; one on which the recipe finds nothing is refused, and its title told."""
    selectors = asdict(recipe)
    question = json.dumps(selectors).encode() + b"\n" + text
    answer: Any = _answer(question) if len(text) <= _SMALL else ask_apart("watcher.feeds.page", question)
    if not isinstance(answer, dict):
        return refuse(FeedHealth.TOO_LARGE, "the page took too long, or too much memory, to be read")
    base = join_link(url, answer["base"]) or url
    entries = _make_entries(answer["parts"], base)
    if not entries:
        return _explain_nothing(text, recipe, len(answer["parts"]))
    parsed = ParsedFeed(
        entries=tuple(entries),
        title=find_page_title(text) or None,
        format="page",
        is_damaged=answer["is_cut"],
    )
    return judge_entries(parsed, should_be_dated=bool(recipe.published))


def _explain_nothing(text: bytes, recipe: Recipe, found_count: int) -> ParsedFeed:
    page = f"the page {find_page_title(text)!r}"
    if not found_count:
        return refuse(
            FeedHealth.UNREADABLE, f"{page} has nothing that fits selectors.entries ({recipe.entries})"
        )
    return refuse(
        FeedHealth.UNREADABLE,
        f"{page} has {found_count} entries by selectors.entries, but none with a text by selectors.title"
        f" ({recipe.title or 'the link itself'})",
    )


def _make_entries(parts: list[dict[str, str | None]], base: str | None) -> list[Entry]:
    read_date = DateReader().read
    entries: dict[str, Entry] = {}
    for part in parts:
        if not part["title"]:
            continue
        link = join_link(base, part["link"])
        entry = Entry(
            link=link,
            title=part["title"],
            summary=part["summary"] or None,
            published_at=read_date(part["published"]) if part["published"] else None,
        )
        entries.setdefault(link or part["title"], entry)
    return list(entries.values())


# --------------------------------------------------------------------------- what runs apart, maybe


_NOTHING: Final[dict[str, object]] = {"base": None, "parts": [], "is_cut": False}


def _find_parts(text: bytes, selectors: dict[str, str]) -> dict[str, object]:
    """Find the texts of each entry, and the base of the page's links; raises LxmlError on some damage."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text, parser)
    if root is None:
        return _NOTHING
    base = root.xpath("string(//base/@href)")
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    finder = _Finder(selectors, _TEXT_FACTOR * len(text))
    found = finder.select(selectors["entries"], root)
    parts = [finder.find_parts(element) for element in found[:_ENTRY_LIMIT]]
    is_cut = len(found) > _ENTRY_LIMIT or finder.markup_left <= 0
    return {"base": str(base) or None, "parts": parts, "is_cut": is_cut}


class _Finder:
    """Finds the parts of entries, as long as less than `markup_left` characters were turned into text."""

    def __init__(self, selectors: dict[str, str], markup_left: int) -> None:
        self._selectors = selectors
        self.markup_left = markup_left

    def select(self, selector: str, element: Any) -> list[Any]:
        """Elements that fit a selector, the given one among them, in the order of the page."""
        return list(_compile(selector)(element))

    def find_parts(self, element: Any) -> dict[str, str | None]:
        link = self._find_link(element)
        title = self._find_text("title", element)
        if not self._selectors["title"]:
            title = self._read_text(link if link is not None else element)
        return {
            "link": link.get("href") if link is not None else None,
            "title": title,
            "summary": self._find_text("summary", element),
            "published": self._find_date(element),
        }

    def _find_link(self, element: Any) -> Any | None:
        found = self.select(self._selectors["link"] or "a[href]", element)
        return next((one for one in found if one.get("href")), None)

    def _find_text(self, part: str, element: Any) -> str | None:
        if not self._selectors[part]:
            return None
        texts = (self._read_text(found) for found in self.select(self._selectors[part], element))
        return next((text for text in texts if text), None)

    def _find_date(self, element: Any) -> str | None:
        if not self._selectors["published"]:
            return None
        for found in self.select(self._selectors["published"], element):
            for name in _DATE_ATTRIBUTES:
                if found.get(name):
                    return str(found.get(name))
            if text := self._read_text(found):
                return text
        return None

    def _read_text(self, element: Any) -> str:
        if self.markup_left <= 0:
            return ""
        markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
        self.markup_left -= len(markup)
        return strip_markup(markup)


@lru_cache(maxsize=64)
def _compile(selector: str) -> etree.XPath:
    from cssselect import HTMLTranslator  # noqa: PLC0415  # only feeds of this kind need it

    return etree.XPath(HTMLTranslator().css_to_xpath(selector))


def _answer(question: bytes) -> object:
    selectors, _, text = question.partition(b"\n")
    try:
        return _find_parts(text, json.loads(selectors))
    except etree.LxmlError:
        return _NOTHING


if __name__ == "__main__":
    answer_apart(_answer)
