"""OPML 2.0, the format in which feed readers hand each other their feeds (opml.org/spec2.opml).

libxml2 reads and writes it: it is here already, with the protections that hostile XML needs.  listparser was
weighed: it reads OPML as tag soup, without those bounds, and does not write it.
"""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from watcher.errors import InputError
from watcher.feeds.encoding import decode_body
from watcher.feeds.mending import mend
from watcher.feeds.plaintext import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from watcher.model import Feed

SIZE_LIMIT: Final = 10_000_000  # bytes

_DENSITY_LIMIT: Final = 400_000  # tags and attributes: 60,000 feeds, or a bomb
_TEXT_LIMIT: Final = 2_000  # characters of an attribute


class Outline(NamedTuple):
    """A feed as another reader knew it; `page` is the address of its site, "" where that is not said."""

    url: str
    title: str
    page: str


class _Reading(NamedTuple):
    outlines: list[Outline]
    root: str
    fault: str | None


def parse_opml(body: bytes) -> tuple[Outline, ...]:
    """List the feeds of an OPML file in its order, folders left out; raises InputError where it is none.

    What is commented out in it is left out, and what stands before damage is kept.
    """
    if len(body) > SIZE_LIMIT:
        raise InputError(f"larger than {SIZE_LIMIT // 1_000_000} MB")
    text = decode_body(body).lstrip()
    if text.count(b"<") + text.count(b"=") > _DENSITY_LIMIT:
        raise InputError("more elements than any list of feeds has")
    reading = _read(text)
    if reading.fault is not None:
        mended = _read(mend(text))
        reading = mended if len(mended.outlines) >= len(reading.outlines) else reading
    if reading.root != "opml":
        found = f"its root is <{clean_text(reading.root)[:40]}>" if reading.root else reading.fault
        raise InputError(f"no OPML: {found}")
    if not reading.outlines and reading.fault is not None:
        raise InputError(f"no OPML that can be read: {reading.fault}")
    return tuple(reading.outlines)


def _read(text: bytes) -> _Reading:
    parser = etree.XMLPullParser(
        events=("start",),
        encoding="utf-8",
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    outlines: list[Outline] = []
    root = ""
    fault: str | None = None
    try:
        parser.feed(text)
        parser.close()
    except etree.XMLSyntaxError as error:
        fault = clean_text(str(error))
    for _, element in parser.read_events():
        name = etree.QName(element).localname.lower()
        root = root or name
        outline = _read_outline(element) if name == "outline" else None
        if outline is not None:
            outlines.append(outline)
    return _Reading(outlines, root, fault)


def _read_outline(element: Any) -> Outline | None:
    said = {str(name).lower(): clean_text(value[:_TEXT_LIMIT]) for name, value in element.attrib.items()}
    if not said.get("xmlurl") or said.get("iscomment", "").lower() == "true":
        return None
    return Outline(said["xmlurl"], said.get("title") or said.get("text") or "", said.get("htmlurl") or "")


def render_opml(feeds: Iterable[Feed], now: datetime) -> bytes:
    """Write feeds as OPML; the page of each is its outlet's domain, by which `parse_opml` finds it again."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Feeds of Watcher"
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = feed.title or feed.url
        etree.SubElement(
            body,
            "outline",
            {
                "type": "rss",
                "text": name,
                "title": name,
                "xmlUrl": feed.url,
                "htmlUrl": f"https://{feed.outlet}/",
            },
        )
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written
