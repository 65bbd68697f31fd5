"""Web pages of invented newspapers: an article among what stands around articles."""

from __future__ import annotations

from html import escape

CLOSED = (
    "The Water Board closed Marsh Bridge to all traffic on Monday morning, a spokesman of the board said.",
    "Engineers had found rust in two of its cables during an inspection that began in the last week of May.",
    "Buses will go round by way of the mill until the cables are replaced, which may take four months.",
    "Shopkeepers in the old harbour asked the mayor for help with their rents during the works.",
    "The town council meets again on Thursday evening, and hears the neighbours of the bridge on Friday.",
)
_LINKS = "".join(
    f'<li><a href="/story/{number}">Another story, number {number}</a></li>' for number in range(40)
)


def make_page(title: str, *paragraphs: str, head: str = "", tail: str = "") -> str:
    """A page with menus, a notice on cookies, related stories and a footer around the article."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='en'><head>{head}<title>{escape(title)} - The Post</title></head><body>"
        f"<nav><ul>{_LINKS}</ul></nav><div class='cookie-notice'>We value your privacy. Accept all?</div>"
        f"<main><article><h1>{escape(title)}</h1><div class='byline'>By Ann Reed</div>{body}</article></main>"
        f"<aside><h2>Most read</h2><ul>{_LINKS}</ul></aside>{tail}"
        "<footer>Imprint. Terms. Subscribe to our newsletter.</footer></body></html>"
    )
