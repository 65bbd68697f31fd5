"""Status changes as an Atom feed (RFC 4287), so that any reader can follow the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from watcher.core.text import make_visible
from watcher.store.summary import render_utc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from watcher.store.queries import StoredChange

ATOM = "http://www.w3.org/2005/Atom"
STEP_COUNT = 100


def render_atom(
    base: str,
    path: str,
    title: str,
    *,
    steps: Sequence[StoredChange],
    propositions: Mapping[str, str],
    now: datetime,
) -> bytes:
    """Write steps, newest first, as a feed that stands at `path` below the board's address `base`."""
    root = etree.Element(_name("feed"), nsmap={None: ATOM})
    _add(root, "id", f"{base}{path}")
    _add(root, "title", title)
    _add(root, "updated", render_utc(steps[0].noticed_at if steps else now) or "")
    _add(root, "link", rel="self", href=f"{base}{path}", type="application/atom+xml")
    _add(root, "link", rel="alternate", href=f"{base}/", type="text/html")
    _add(_add(root, "author"), "name", "Watcher")
    for step in steps:
        change = step.change
        entry = _add(root, "entry")
        page = f"{base}/signals/{change.signal_id}"
        _add(entry, "id", f"{page}#step-{step.id}")
        _add(entry, "title", f"{change.after}: {propositions.get(change.signal_id, change.signal_id)}")
        _add(entry, "updated", render_utc(step.noticed_at) or "")
        _add(entry, "published", render_utc(change.at) or "")
        _add(entry, "link", rel="alternate", href=page, type="text/html")
        _add(entry, "category", term=change.after)
        _add(entry, "summary", _tell_step(step), type="text")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _tell_step(step: StoredChange) -> str:
    change = step.change
    grade = f" Grade {change.grade}." if change.grade else ""
    return f"{change.before} to {change.after}: {change.reason}.{grade}"


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, _name(tag), attributes)
    if text is not None:
        child.text = _make_storable(text)
    return child


def _make_storable(text: str) -> str:
    """XML holds no control characters and no halves of surrogate pairs, not even escaped."""
    return make_visible(text).encode("utf-8", "replace").decode()
