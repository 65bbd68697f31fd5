"""What a message says, in every channel alike: one visible line a part, cut to size, links checked.

All limits hold in `weigh` units, the size of a character in Slack once it is escaped there: what fits
Slack fits everywhere, and one cut serves all channels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit, urlunsplit

from watcher.core.routing import ALL_SIGNALS
from watcher.core.text import make_visible
from watcher.model import NotificationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watcher.model import Delivery, Notification, Quote, Span, Stance

HEADLINE_LIMIT = 150
PARAGRAPH_LIMIT = 600
OUTLET_LIMIT = 80
TITLE_LIMIT = 300
SENTENCE_LIMIT = 700
FOLLOWS_LIMIT = 300
LINE_LIMIT = 200
LINE_COUNT = 8
LINK_LIMIT = 990
"""A line of mail holds 998 characters (RFC 5322, 2.1.1)."""

RAW_LIMIT = 4_000
"""So many characters of a text, or around its first marked word, are looked at: a feed may send millions."""

QUOTE_COUNT = 3
LATE = timedelta(hours=1)
"""A message that leaves this long after its event says so in its first line, unless it does so already."""

_MARK_WEIGHT = 2
_BEFORE_MARK = 80  # what is kept of a long sentence before its first marked word
_URL_SAFE = ":/?#[]@!$&'()*+,;=%-._~"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `is_marked` where words matched the signal."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An http(s) address in plain ASCII, without characters that could end it anywhere."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One quote: where it stands, its title, and the sentence (empty when the title is the sentence).

    `source` says outlet, instant and stance in one line.
    """

    outlet: str
    at: datetime
    stance: Stance
    source: str
    title: tuple[Run, ...]
    sentence: tuple[Run, ...]
    link: Link | None


@dataclass(frozen=True, slots=True)
class Content:
    """All a message says.  Empty parts are not shown.

    The proposition never stands alone: it reads as a fact, and is one only in some statuses.  `board` is the
    board's address as configured, `page` what of it to open: the page of the signal, where it is about one.
    `change_label` is what to call `would_change`, which of trouble is a remedy.
    """

    signal_id: str
    headline: str
    watched_for: str
    reason: str
    times: str
    follows: str
    lines: tuple[str, ...]
    pieces: tuple[Piece, ...]
    change_label: str
    would_change: str
    command: str
    board: Link | None
    page: Link | None


def compose(delivery: Delivery) -> Content:
    """Say what a delivery tells, as of the moment it was claimed."""
    notification = delivery.notification
    told_at = delivery.claimed_at or notification.created_at
    proposition = clip(notification.proposition, PARAGRAPH_LIMIT)
    reason = clip(notification.reason, PARAGRAPH_LIMIT)
    board = check_link(notification.board_url)
    return Content(
        signal_id=clip(notification.signal_id, OUTLET_LIMIT),
        headline=_headline(notification, told_at),
        watched_for=f"Watched for: {proposition}" if proposition else "",
        reason=f"Why: {reason}" if reason else "",
        times=_times(notification, told_at),
        follows=_follows(delivery),
        lines=_lines(notification),
        pieces=tuple(_piece(quote) for quote in notification.quotes[:QUOTE_COUNT]),
        change_label=_CHANGE_LABELS.get(notification.kind, "What would change it"),
        would_change=clip(notification.would_change, PARAGRAPH_LIMIT),
        command=_command(notification),
        board=board,
        page=_find_page(notification, board),
    )


def clip(text: str, limit: int) -> str:
    """Make a text one visible line of at most `limit` weight."""
    return show_plain(fit((Run(_one_line(text.strip()[:RAW_LIMIT])),), limit))


def show_instant(at: datetime) -> str:
    """Show an instant: `2026-03-05 18:04 UTC`."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def show_age(age: timedelta) -> str:
    """Show a span in its largest unit, rounded down: `15 hours`."""
    for unit, name in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour")):
        if age >= unit:
            count = age // unit
            return f"{count} {name}" + ("" if count == 1 else "s")
    count = max(age, timedelta(0)) // timedelta(minutes=1)
    return f"{count} minute" + ("" if count == 1 else "s")


def check_link(url: str | None) -> Link | None:
    """Let an address through only if it is http(s), names a host and no user, and is not overlong."""
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
        path, query, fragment = (
            percent_encode(part, safe=_URL_SAFE) for part in (parts.path, parts.query, parts.fragment)
        )
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[\w.:-]+", host) or "@" in parts.netloc:
        return None
    place = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    checked = urlunsplit((parts.scheme, place, path, query, fragment))
    return Link(checked, host) if sum(map(weigh, checked)) <= LINK_LIMIT else None


def weigh(char: str) -> int:
    """Size of a character in Slack: `&`, `<` and `>` are escaped, and beyond the BMP it counts two."""
    escaped = {"&": 5, "<": 4, ">": 4}.get(char)
    return escaped or (2 if ord(char) > 0xFFFF else 1)


def fit(runs: Sequence[Run], limit: int) -> tuple[Run, ...]:
    """Cut runs to `limit` weight, marks included, so that the first marked word stays in sight."""
    chars = list(islice(((char, run.is_marked) for run in runs for char in run.text), RAW_LIMIT))
    if _weight(chars) <= limit:
        return _regroup(chars)
    start = _window_start(chars, limit)
    budget = limit - 1 - bool(start)
    kept: list[tuple[str, bool]] = []
    for char, is_marked in chars[start:]:
        is_new_mark = is_marked and not (kept and kept[-1][1])
        budget -= weigh(char) + _MARK_WEIGHT * is_new_mark
        if budget < 0:
            break
        kept.append((char, is_marked))
    before = [("…", False)] if start else []
    after = [("…", False)] if start + len(kept) < len(chars) else []
    return _regroup([*before, *kept, *after])


def show_plain(runs: Iterable[Run]) -> str:
    """Put runs together without marks."""
    return "".join(run.text for run in runs)


def _weight(chars: Sequence[tuple[str, bool]]) -> int:
    marks = sum(is_marked for is_marked, _ in groupby(is_marked for _, is_marked in chars))
    return sum(map(weigh, (char for char, _ in chars))) + _MARK_WEIGHT * marks


def _window_start(chars: Sequence[tuple[str, bool]], limit: int) -> int:
    first = next((index for index, (_, is_marked) in enumerate(chars) if is_marked), 0)
    if _weight(chars[:first]) + _BEFORE_MARK <= limit:
        return 0
    return max(0, first - _BEFORE_MARK)


def _regroup(chars: Iterable[tuple[str, bool]]) -> tuple[Run, ...]:
    return tuple(
        Run("".join(char for char, _ in group), is_marked)
        for is_marked, group in groupby(chars, key=lambda pair: pair[1])
    )


def _headline(notification: Notification, told_at: datetime) -> str:
    whole = notification.headline if notification.headline.strip() else f"News of {notification.signal_id}"
    headline = clip(whole, HEADLINE_LIMIT)
    age = told_at - notification.happened_at
    instant = show_instant(notification.happened_at)
    if age < LATE or instant in headline:
        return headline
    late = f" (happened {instant}, {show_age(age)} ago)"
    return clip(whole, HEADLINE_LIMIT - len(late)) + late


def _times(notification: Notification, told_at: datetime) -> str:
    if notification.kind is NotificationKind.SAMPLE:
        return f"Sent {show_instant(told_at)}."
    verb = _VERBS.get(notification.kind, "Happened")
    return f"{verb} {show_instant(notification.happened_at)}, told {show_instant(told_at)}."


_CHANGE_LABELS = {
    NotificationKind.TROUBLE: "What to do",
    NotificationKind.HEALTH: "What to do",
    NotificationKind.BASELINE: "From now on",
}
_VERBS = {
    NotificationKind.DIGEST: "Gathered",
    NotificationKind.TROUBLE: "Noticed",
    NotificationKind.BLIND: "Blind since",
    NotificationKind.HEALTH: "Noticed",
    NotificationKind.BASELINE: "Noticed",
}


def _lines(notification: Notification) -> tuple[str, ...]:
    """Give the further facts, so many that all fit one section of Slack."""
    lines = [f"\u2022 {clip(line, LINE_LIMIT)}" for line in notification.lines[:LINE_COUNT]]
    left = len(notification.lines) - len(lines)
    return (*lines, f"\u2022 and {left} more: watcher status") if left > 0 else tuple(lines)


def _follows(delivery: Delivery) -> str:
    if not delivery.follows:
        return ""
    last = delivery.follows[-1]
    return f"Follows the message of {show_instant(last.sent_at)}: {clip(last.headline, FOLLOWS_LIMIT)}"


def _command(notification: Notification) -> str:
    if notification.kind is NotificationKind.SAMPLE:
        return "watcher outbox list"
    if notification.kind is NotificationKind.HEALTH:
        return "watcher feeds list"
    if notification.kind is NotificationKind.TROUBLE or _is_of_many(notification):
        return "watcher status"
    return f"watcher show {clip(notification.signal_id, OUTLET_LIMIT)}"


def _find_page(notification: Notification, board: Link | None) -> Link | None:
    """Find the signal's page of the board; the board itself where the message is about no single signal."""
    if board is None or notification.kind is NotificationKind.SAMPLE or _is_of_many(notification):
        return board
    parts = urlsplit(board.url)
    signal = percent_encode(notification.signal_id[:RAW_LIMIT], safe="", errors="replace")
    path = f"{parts.path.rstrip('/')}/signals/{signal}"
    return check_link(urlunsplit(parts._replace(path=path, query="", fragment=""))) or board


def _is_of_many(notification: Notification) -> bool:
    return notification.signal_id == ALL_SIGNALS


def _piece(quote: Quote) -> Piece:
    link = check_link(quote.url)
    outlet = clip(quote.outlet, OUTLET_LIMIT)
    source = f"{outlet}, {show_instant(quote.at)}, {quote.stance.value}"
    if link is not None and link.host.removeprefix("www.") != outlet:
        source += f", link to {clip(link.host, OUTLET_LIMIT)}"
    sentence = _split_runs(quote.text, quote.spans)
    title: tuple[Run, ...] = (Run(_one_line(quote.title.strip()[:RAW_LIMIT])),)
    if show_plain(sentence) == show_plain(title):
        title, sentence = sentence, ()
    return Piece(
        outlet, quote.at, quote.stance, source, fit(title, TITLE_LIMIT), fit(sentence, SENTENCE_LIMIT), link
    )


def _split_runs(text: str, spans: Sequence[Span]) -> tuple[Run, ...]:
    """Cut a text at its spans, widened to whole words, into runs of visible characters on one line."""
    skipped = max(0, min((span.start for span in spans), default=0) - RAW_LIMIT // 2)
    text = text[skipped : skipped + RAW_LIMIT]
    marked = bytearray(len(text))
    for span in spans:
        start, end = _widen(text, max(span.start - skipped, 0), min(span.end - skipped, len(text)))
        marked[start:end] = b"\1" * max(end - start, 0)
    borders = [0, *(i for i in range(1, len(text)) if marked[i] != marked[i - 1]), len(text)]
    runs = [Run(_one_line(text[a:b]), bool(marked[a])) for a, b in pairwise(borders) if a < b]
    return _strip(runs)


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow a span to the borders of its words, and shrink it past blanks: Slack marks nothing less."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _strip(runs: list[Run]) -> tuple[Run, ...]:
    if runs:
        runs[0] = Run(runs[0].text.lstrip(), runs[0].is_marked)
        runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].is_marked)
    return tuple(run for run in runs if run.text)


def _one_line(text: str) -> str:
    return make_visible(re.sub(r"\s+", " ", text))
