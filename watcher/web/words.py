"""How values stand in a page: instants, ages, links, quotes with their matched words.

Text from the network is shown, never obeyed: Jinja escapes it, `show` makes control and bidirectional
characters visible in all that a template prints, `check_link` lets only http(s) addresses become links.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from watcher.core.text import make_visible
from watcher.store.summary import render_age, render_instant, render_utc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from watcher.model import Span


class Words(NamedTuple):
    """A stretch of a quote; `roles` is what its words matched as, "" where they matched nothing."""

    text: str
    roles: str


def show(value: object) -> object:
    """Make text of a page visible; markup of our own passes."""
    return make_visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def clip(text: str, limit: int) -> str:
    """Cut a text to at most `limit` characters, with an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def name_text(text: str, limit: int, otherwise: str = "(no title)") -> str:
    """Give what a link or heading can be called: a text that has words, cut as `clip` does."""
    return clip(text.strip(), limit) or otherwise


def split_paragraphs(text: str) -> list[str]:
    """Cut a text at its line breaks; empty lines vanish."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def mark_words(quote: str, spans: Sequence[Span], limit: int) -> list[Words]:
    """Cut a quote, of which at most `limit` characters are shown, where matched words begin and end."""
    shown = quote[:limit]
    ends = {place for span in spans for place in (span.start, span.end) if 0 < place < len(shown)}
    pieces: list[Words] = []
    for start, end in pairwise([0, *sorted(ends), len(shown)]):
        roles = ", ".join(dict.fromkeys(span.role for span in spans if span.start <= start < span.end))
        if pieces and pieces[-1].roles == roles:
            pieces[-1] = Words(pieces[-1].text + shown[start:end], roles)
        else:
            pieces.append(Words(shown[start:end], roles))
    return [*pieces, Words("…", "")] if len(quote) > limit else pieces


def tell_instant(at: datetime | None, otherwise: str = "never") -> Markup:
    """Write an instant to the minute, in UTC, for people and programs."""
    if at is None:
        return escape(otherwise)
    # Markup.format would take ten times as long, and there is nothing to escape.
    return Markup(f'<time datetime="{render_utc(at)}">{render_instant(at)}</time>')  # noqa: S704


def tell_age(at: datetime | None, now: datetime, otherwise: str = "never") -> Markup:
    """Write how long ago an instant was, with the instant itself at hand."""
    if at is None:
        return escape(otherwise)
    instant, age = render_instant(at), render_age(at, now)
    return Markup(f'<time datetime="{render_utc(at)}" title="{instant}">{age}</time>')  # noqa: S704  # as above
