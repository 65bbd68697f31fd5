"""Delivery -> what each channel shows; pure, and the only place where text is escaped.

Slack gets sections of mrkdwn, not `rich_text` blocks: their limits and escapes are documented.  The HTML
of a mail is built as a tree (lxml), not from a template: the serializer is then the one place that escapes,
and no author of a template can forget it.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from dataclasses import dataclass, replace
from datetime import UTC
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Any

from lxml.html import builder, tostring

from watcher.model import Urgency
from watcher.notify.content import (
    HEADLINE_LIMIT,
    OUTLET_LIMIT,
    PARAGRAPH_LIMIT,
    Content,
    Link,
    Piece,
    Run,
    clip,
    compose,
    show_instant,
    show_plain,
    weigh,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from watcher.model import Delivery, Notification

TEXT_WIDTH = 76
UNTITLED = "(without title)"
REFERENCE_COUNT = 10
"""So many earlier messages are named by a mail, in References, and by an event."""

ORIGIN_COUNT = 50
"""So many origins an event names; it counts all."""

KEY_LIMIT = 300

HISTORY_COUNT = 9
"""So many earlier messages are listed in the first of a thread: a context holds ten elements."""

# --------------------------------------------------------------------------------------------- Slack


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """The body of an incoming webhook: `text` for notifications and screen readers, and the blocks.

    Limits kept by the sizes of `notify.content`: 50 blocks, header 150, section 3,000, ten elements in a
    context, 13,200 in all blocks together.  A link is no button, since Slack warns the reader who presses
    a button of an app that has no address for interactions.
    """

    text: str
    blocks: tuple[dict[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Return what is posted; nothing in a message is unfurled, so that a link fetches nothing."""
        return {
            "text": self.text,
            "blocks": list(self.blocks),
            "unfurl_links": False,
            "unfurl_media": False,
        }


def render_slack(delivery: Delivery) -> SlackMessage:
    """Render for Slack, within all its limits whatever the notification holds."""
    content = compose(delivery)
    headline = _escape_slack(content.headline)
    statement = "\n".join(
        line
        for line in (
            _mrkdwn(content.watched_for),
            _mrkdwn(content.reason),
        )
        if line
    )
    label = f"*{content.change_label}:* "
    change = label + _mrkdwn(content.would_change) if content.would_change else ""
    facts = "\n".join(map(_mrkdwn, content.lines))
    sections = [statement, facts, *(_slack_piece(piece) for piece in content.pieces), change]
    first, *others = [_section(text) for text in sections if text] or [_section(headline)]
    header = {"type": "header", "text": {"type": "plain_text", "text": headline, "emoji": False}}
    times = [_mrkdwn(text) for text in (content.times, content.follows) if text]
    blocks = (header, first, _context(times), *others, _context(_slack_footer(content)))
    return SlackMessage(text=_mrkdwn(content.headline), blocks=blocks)


def render_slack_summary(delivery: Delivery) -> SlackMessage:
    """Render how things stand after a message, and what was told before: the first message of a thread."""
    content = compose(delivery)
    message = render_slack(replace(delivery, follows=()))
    told = [f"{show_instant(one.sent_at)}: {clip(one.headline, HEADLINE_LIMIT)}" for one in delivery.follows]
    history = _context(_mrkdwn(line) for line in ["Told before, see the thread:", *told[-HISTORY_COUNT:]])
    return SlackMessage(text=_mrkdwn(content.headline), blocks=(*message.blocks, history))


def _slack_piece(piece: Piece) -> str:
    lines = [_mrkdwn(piece.source), _slack_title(piece)]
    if piece.sentence:
        lines.append("> " + _slack_runs(piece.sentence))
    return "\n".join(lines)


def _slack_title(piece: Piece) -> str:
    if piece.link is None:
        return _slack_runs(piece.title) or UNTITLED
    if any(run.is_marked for run in piece.title):  # marks do not work within a link's label
        return f"{_slack_runs(piece.title)} {_slack_link(piece.link, 'read')}"
    return _slack_link(piece.link, _slack_runs(piece.title) or UNTITLED)


def _slack_footer(content: Content) -> list[str]:
    command = _escape_slack(content.command).replace("`", "\u02cb")
    board = [_slack_link(content.page, "Open the board")] if content.page else []
    return [f"`{command}`", *board]


def _slack_runs(runs: Iterable[Run]) -> str:
    return "".join(f"*{_mrkdwn(run.text)}*" if run.is_marked else _mrkdwn(run.text) for run in runs)


def _slack_link(link: Link, label: str) -> str:
    label = label.replace("|", "\u2223")  # a bar parts address and label
    return f"<{_escape_slack(link.url)}|{label}>"


# mrkdwn has no escape for its own marks, so they become characters that look alike and do nothing.
_LOOKALIKES = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb"})
_OUTER_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")  # within a word it does nothing


def _mrkdwn(text: str) -> str:
    return _OUTER_UNDERSCORE.sub("\u02cd", _escape_slack(text)).translate(_LOOKALIKES)


def _escape_slack(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _section(text: str) -> dict[str, Any]:
    # verbatim: addresses, channel names and mentions in the text stay text.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(texts: Iterable[str]) -> dict[str, Any]:
    elements = [{"type": "mrkdwn", "text": text, "verbatim": True} for text in texts]
    return {"type": "context", "elements": elements}


# ---------------------------------------------------------------------------------------------- text


def render_text(delivery: Delivery) -> tuple[str, ...]:
    """Render lines for a terminal, and for the text part of a mail; matched words stand between `*`."""
    content = compose(delivery)
    lines = [content.headline, ""]
    for paragraph in (content.watched_for, content.reason, content.times, content.follows):
        lines += _wrap(paragraph)
    if content.lines:
        lines += ["", *(part for line in content.lines for part in _wrap(line))]
    for number, piece in enumerate(content.pieces, start=1):
        lines += ["", *_text_piece(number, piece)]
    if content.would_change:
        lines += ["", *_wrap(f"{content.change_label}: {content.would_change}")]
    lines += ["", f"More: {content.command}"]
    if content.page:
        lines.append(f"Board: {content.page.url}")
    return tuple(lines)


def _text_piece(number: int, piece: Piece) -> Iterator[str]:
    yield f"{number}. {piece.source}"
    yield from _wrap(_text_runs(piece.title) or UNTITLED, indent="   ")
    if piece.sentence:
        yield from _wrap(f"\u201c{_text_runs(piece.sentence)}\u201d", indent="   ")
    if piece.link:
        yield f"   {piece.link.url}"


def _text_runs(runs: Iterable[Run]) -> str:
    return "".join(f"*{run.text}*" if run.is_marked else run.text for run in runs)


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        TEXT_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=True,
        break_on_hyphens=False,
    )


# --------------------------------------------------------------------------------- text for telephones

SHORT_LIMIT = 3_500
"""So large a text may be anywhere: ntfy takes 4,096 bytes, Telegram 4,096 characters."""

SHORT_REASON_LIMIT = 200
SHORT_LINK_LIMIT = 300
_TITLE_MARGIN = 20  # what services put between a title and a text

# What some service would take for a mention or a link becomes a character that looks alike.
_ACTIVE = ((re.compile(r"@(?=\w)"), "\uff20"), (re.compile(r"<(?=[!@#:]|https?:|mailto:)"), "\u2039"))
_MASKED_LINK = re.compile(r"\](?=\()")


def render_short(delivery: Delivery, limit: int = SHORT_LIMIT) -> tuple[str, str]:
    """Render title and text, together at most `limit` (and SHORT_LIMIT) in size, for any service at all.

    What matters least is left out first.  A size is the greater of UTF-8 bytes and what HTML makes of it.
    """
    content = compose(delivery)
    title = _defuse(content.headline)
    room = min(limit, SHORT_LIMIT) - _measure(title) - _TITLE_MARGIN
    kept: dict[int, str] = {}
    for place, *versions in _list_short_parts(content):
        for text in versions:
            size = _measure(text) + 2  # and the line breaks before it
            if text and size <= room:
                kept[place] = text
                room -= size
                break
    return title, "\n\n".join(kept[place] for place in sorted(kept))


def _list_short_parts(content: Content) -> Iterator[tuple[int, *tuple[str, ...]]]:
    """List parts, the most important first: each with its place in the text, and its versions by length."""
    change = content.would_change and f"{content.change_label}: {content.would_change}"
    page = content.page.url if content.page else ""
    more = f"More: {_defuse(content.command)}"
    more += f"\n{page}" if 0 < len(page) <= SHORT_LINK_LIMIT else ""
    pieces = [(5 + number, *_shorten_piece(piece)) for number, piece in enumerate(content.pieces)]
    yield 9, more
    yield 1, _defuse(content.reason), _defuse(clip(content.reason, SHORT_REASON_LIMIT))
    yield 4, "\n".join(map(_defuse, content.lines)), "\n".join(map(_defuse, content.lines[:2]))
    yield from pieces[:1]
    yield 2, content.times
    yield from pieces[1:2]
    yield 0, _defuse(content.watched_for)
    yield 8, _defuse(change)
    yield from pieces[2:]
    yield 3, _defuse(content.follows)


def _shorten_piece(piece: Piece) -> tuple[str, str]:
    source, title = _defuse(piece.source), _defuse(_text_runs(piece.title) or UNTITLED)
    sentence = f"\u201c{_defuse(_text_runs(piece.sentence))}\u201d" if piece.sentence else ""
    link = piece.link.url if piece.link else ""
    whole = "\n".join(line for line in (source, title, sentence, link) if line)
    return whole, f"{source}\n{title}"


def _defuse(text: str) -> str:
    for pattern, lookalike in _ACTIVE:
        text = pattern.sub(lookalike, text)
    return _MASKED_LINK.sub("] ", text)


def _measure(text: str) -> int:
    return sum(max(weigh(char), len(char.encode())) for char in text)


# ------------------------------------------------------------------------------------------- webhook

EVENT_VERSION = "v1"


def render_event(delivery: Delivery) -> dict[str, Any]:
    """Render an event of CloudEvents 1.0: JSON, its texts cut and visible, as in every other channel.

    `id` comes from what was decided, and when, alone: an attempt repeated has the same, and so has the same
    news on another channel.
    """
    notification = delivery.notification
    content = compose(delivery)
    return {
        "specversion": "1.0",
        "id": name_event(notification),
        "source": content.board.url if content.board else "/watcher",
        "type": f"watcher.{notification.kind.value.replace(' ', '-')}.{EVENT_VERSION}",
        "subject": content.signal_id,
        "time": _rfc3339(notification.happened_at),
        "datacontenttype": "application/json",
        "data": {
            "key": clip(notification.key, KEY_LIMIT),
            "thread": clip(notification.thread, KEY_LIMIT),
            "signal": content.signal_id,
            "urgency": notification.urgency.value,
            "headline": content.headline,
            "before": notification.before,
            "after": notification.after,
            "grade": None if notification.grade is None else str(notification.grade),
            "origins": [clip(origin, OUTLET_LIMIT) for origin in notification.origins[:ORIGIN_COUNT]],
            "origin_count": len(notification.origins),
            "proposition": clip(notification.proposition, PARAGRAPH_LIMIT),
            "reason": clip(notification.reason, PARAGRAPH_LIMIT),
            "lines": list(content.lines),
            "happened_at": _rfc3339(notification.happened_at),
            "decided_at": _rfc3339(notification.created_at),
            "evidence": [_event_piece(piece) for piece in content.pieces],
            "would_change": content.would_change,
            "follows": [clip(one.key, KEY_LIMIT) for one in delivery.follows[-REFERENCE_COUNT:]],
            "command": content.command,
            "page": content.page.url if content.page else None,
        },
    }


def name_event(notification: Notification) -> str:
    """Name what was decided: the key alone would come again once the state folder was begun anew."""
    named = f"{notification.key} {notification.created_at.isoformat()}"
    return f"watcher_{hashlib.sha256(named.encode(errors='surrogatepass')).hexdigest()[:32]}"


def _event_piece(piece: Piece) -> dict[str, Any]:
    return {
        "outlet": piece.outlet,
        "at": _rfc3339(piece.at),
        "stance": piece.stance.value,
        "title": _event_runs(piece.title),
        "sentence": _event_runs(piece.sentence),
        "url": piece.link.url if piece.link else None,
    }


def _event_runs(runs: tuple[Run, ...]) -> dict[str, Any]:
    """Give a text, and which of its characters (code points, end exclusive) matched."""
    marks, length = [], 0
    for run in runs:
        if run.is_marked:
            marks.append([length, length + len(run.text)])
        length += len(run.text)
    return {"text": show_plain(runs), "marks": marks}


def _rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


# ---------------------------------------------------------------------------------------------- mail


def render_mail(
    delivery: Delivery, sender: str, recipients: tuple[str, ...], unsubscribe: str | None = None
) -> EmailMessage:
    """Render a mail with a text and an HTML part.

    Message-ID comes from the notification's key and the sender's domain alone, so a mail sent twice can be
    told as one.  All mails of an episode refer to one root that was never sent: clients then show them as
    one conversation whichever of them arrived.
    """
    notification = delivery.notification
    domain = parseaddr(sender)[1].rpartition("@")[2]
    root = _message_id(notification.thread, domain)
    earlier = [_message_id(message.key, domain) for message in delivery.follows[-REFERENCE_COUNT:]]
    content = compose(delivery)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = content.headline
    message["Date"] = format_datetime(delivery.claimed_at or notification.created_at)
    message["Message-ID"] = _message_id(notification.key, domain)
    message["In-Reply-To"] = [root, *earlier][-1]
    message["References"] = " ".join([root, *earlier])
    message["List-Id"] = f"<{_list_label(notification.signal_id)}.watcher.{domain}>"
    if unsubscribe is not None:  # RFC 2369, 3.2
        message["List-Unsubscribe"] = f"<{unsubscribe if '://' in unsubscribe else 'mailto:' + unsubscribe}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notice answers
    if notification.urgency is Urgency.HIGH:
        message["Importance"] = "high"
    message.set_content("\n".join(render_text(delivery)) + "\n")
    message.add_alternative(render_html(delivery), subtype="html")
    return message


def _message_id(key: str, domain: str) -> str:
    return f"<{hashlib.sha256(key.encode(errors='surrogatepass')).hexdigest()[:32]}.watcher@{domain}>"


def _list_label(signal_id: str) -> str:
    """Make one label of a List-Id (RFC 2919): letters, digits, `-` and `_` only, 63 at most."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", signal_id)[:63].strip("-") or "watcher"


_STYLE = """
:root { color-scheme: light dark; }
.page { max-width: 40rem; }
@media (prefers-color-scheme: dark) {
  body, .page { background: #17191d !important; color: #e6e8eb !important; }
  .soft { color: #a3abb6 !important; }
  .rule { border-color: #3a3f47 !important; }
  .mark { background: #66510a !important; color: #ffffff !important; }
  .code { background: #2a2e35 !important; color: #e6e8eb !important; }
  a { color: #8ab8ff !important; }
}
"""
_PAGE = (
    "margin:0 auto;padding:16px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
    "color:#1c1f24;background:#ffffff;overflow-wrap:anywhere;"
)
_SOFT = "margin:0;color:#5a6370;font-size:14px;"
_MARK = "background:#ffe9a3;color:#1c1f24;padding:0 2px;"
_CODE = "background:#eef0f3;color:#1c1f24;padding:1px 4px;font:14px ui-monospace,Consolas,monospace;"
_LINK = "color:#0b57b7;"
_BARS = {
    Urgency.HIGH: "#c62828",
    Urgency.NORMAL: "#c77700",
    Urgency.LOW: "#2f6fb3",
    Urgency.DIGEST: "#7a8490",
}


def render_html(delivery: Delivery) -> str:
    """Render the HTML part: one column without images or scripts, in light and dark."""
    content = compose(delivery)
    page = builder.DIV(
        _headline(content, delivery.notification),
        *_statement(content),
        *(_html_piece(piece) for piece in content.pieces),
        *_ending(content),
        style=_PAGE,
    )
    page.set("class", "page")
    head = builder.HEAD(
        builder.META(charset="utf-8"),
        builder.META(name="viewport", content="width=device-width, initial-scale=1"),
        builder.META(name="color-scheme", content="light dark"),
        builder.TITLE(content.headline),
        builder.STYLE(_STYLE),
    )
    body = builder.BODY(page, style="margin:0;padding:0;background:#ffffff;")
    html: str = tostring(
        builder.HTML(head, body, lang="en"), encoding="unicode", doctype="<!DOCTYPE html>", pretty_print=True
    )
    return html


def _headline(content: Content, notification: Notification) -> Any:
    bar = _BARS[notification.urgency]
    style = f"margin:0 0 12px;padding-left:12px;border-left:4px solid {bar};font-size:20px;line-height:1.3;"
    return builder.H1(content.headline, style=style)


def _statement(content: Content) -> Iterator[Any]:
    for line in (content.watched_for, content.reason):
        label, colon, text = line.partition(": ")
        if line:
            yield builder.P(builder.B(label + colon), text, style="margin:0 0 4px;")
    yield _classed(builder.P(content.times, style=_SOFT), "soft")
    if content.follows:
        yield _classed(builder.P(content.follows, style=_SOFT), "soft")
    for line in content.lines:
        yield builder.P(line, style="margin:6px 0 0;")


def _html_piece(piece: Piece) -> Any:
    title = _html_runs(piece.title) or [UNTITLED]
    if piece.link is not None:
        title = [builder.A(*title, href=piece.link.url, style=_LINK)]
    parts = [
        _classed(builder.P(piece.source, style=_SOFT), "soft"),
        builder.P(*title, style="margin:2px 0;"),
    ]
    if piece.sentence:
        quoted = ["\u201c", *_html_runs(piece.sentence), "\u201d"]
        parts.append(builder.P(*quoted, style="margin:2px 0;"))
    style = "margin:16px 0 0;padding:0 0 0 12px;border-left:2px solid #d5d9df;"
    return _classed(builder.DIV(*parts, style=style), "rule")


def _html_runs(runs: Iterable[Run]) -> list[Any]:
    return [_classed(builder.B(run.text, style=_MARK), "mark") if run.is_marked else run.text for run in runs]


def _ending(content: Content) -> Iterator[Any]:
    if content.would_change:
        label = builder.B(f"{content.change_label}: ")
        yield builder.P(label, content.would_change, style="margin:16px 0 0;")
    parts = ["More: ", _classed(builder.CODE(content.command, style=_CODE), "code")]
    if content.page:
        parts += [" or ", builder.A("the board", href=content.page.url, style=_LINK)]
    yield _classed(builder.P(*parts, style=_SOFT + "padding-top:16px;"), "soft")


def _classed(element: Any, name: str) -> Any:
    """Give an element a class, by which the style sheet turns it dark."""
    element.set("class", name)
    return element
