"""What the database knows, as it is handed to programs: fields for JSON, rows for CSV.

`watcher show --json`, the API of the board and the export of evidence all say it with these.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from watcher.core.text import make_visible
from watcher.store.summary import render_utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from watcher.model import Delivery, FeedState, Mark, Ruling, Subscription
    from watcher.store.queries import StoredArticle, StoredChange, StoredEvidence

COLUMNS = (
    *(
        "id",
        "signal",
        "at",
        "stance",
        "fresh",
        "genre",
        "outlet",
        "reliability",
        "official",
        "origin",
        "story",
    ),
    *("title", "quote", "field", "cue", "score", "url", "article"),
)
"""Of the CSV of evidence: fields of render_hit."""

_FORMULA_STARTS = (*"=+-@\t\r\n", *"＝＋－＠")  # noqa: RUF001  # spreadsheets take the wide signs for the narrow


def render_change(stored: StoredChange) -> dict[str, object]:
    """Give a step of a signal its fields for JSON."""
    change = stored.change
    return {
        "at": render_utc(change.at),
        "noticed_at": render_utc(stored.noticed_at),
        "from": change.before,
        "to": change.after,
        "reason": change.reason,
        "grade": str(change.grade) if change.grade else None,
        "origins": list(change.origins),
        "articles": list(change.article_keys),
        "episode": change.episode,
        "baseline": change.is_baseline,
        "told": stored.decision,
        "told_detail": stored.decision_detail,
    }


def render_hit(stored: StoredEvidence) -> dict[str, object]:
    """Give evidence its fields for JSON."""
    evidence, verdict = stored.evidence, stored.evidence.verdict
    return {
        "id": stored.id,
        "signal": verdict.signal_id,
        "stance": verdict.stance,
        "fresh": verdict.is_fresh,
        "score": round(verdict.score, 1),
        "field": verdict.field,
        "quote": verdict.quote,
        "cue": verdict.cue,
        "genre": verdict.genre,
        "at": render_utc(evidence.at),
        "outlet": evidence.outlet,
        "reliability": evidence.reliability,
        "official": evidence.is_official,
        "origin": evidence.origin,
        "story": evidence.story,
        "title": evidence.title,
        "url": evidence.url,
        "article": evidence.article_key,
        "mark": render_mark(evidence.mark) if evidence.mark else None,
    }


def render_mark(mark: Mark) -> dict[str, object]:
    """Give a person's word on evidence its fields for JSON; `stance` None means no evidence."""
    return {
        "right": mark.is_right,
        "stance": mark.correct,
        "at": render_utc(mark.at),
        "author": mark.author,
        "note": mark.note,
    }


def render_ruling(ruling: Ruling) -> dict[str, object]:
    """Give a person's word its fields for JSON."""
    return {
        "kind": ruling.kind,
        "at": render_utc(ruling.at),
        "author": ruling.author,
        "note": ruling.note,
    }


def render_feed(state: FeedState) -> dict[str, object]:
    """Give a feed its fields for JSON."""
    return {
        "url": state.feed.url,
        "title": state.feed.title,
        "kind": state.feed.kind.value,
        "outlet": state.feed.outlet,
        "enabled": state.feed.enabled,
        "health": state.health.value if state.feed.enabled else "off",
        "detail": state.health_detail if state.feed.enabled else state.feed.reason,
        "health_since": render_utc(state.health_since),
        "fetched": render_utc(state.fetched_at),
        "succeeded": render_utc(state.succeeded_at),
        "newest_entry": render_utc(state.newest_entry_at),
        "next_fetch": render_utc(state.next_fetch_at),
        "failures": state.failure_count,
        "moved_to": state.moved_to,
    }


def render_subscription(subscription: Subscription) -> dict[str, object]:
    """Give what a hub owes a feed its fields for JSON."""
    return {
        "address": subscription.hub,
        "state": subscription.state.value,
        "lease_until": render_utc(subscription.lease_until),
        "pushed": render_utc(subscription.pushed_at),
        "detail": subscription.detail,
    }


def render_delivery(delivery: Delivery) -> dict[str, object]:
    """Give a delivery its fields for JSON."""
    notification = delivery.notification
    return {
        "id": delivery.id,
        "channel": delivery.channel,
        "state": delivery.state.value,
        "kind": notification.kind.value,
        "urgency": notification.urgency.value,
        "signal": notification.signal_id,
        "headline": notification.headline,
        "happened": render_utc(notification.happened_at),
        "created": render_utc(delivery.created_at),
        "attempts": delivery.attempt_count,
        "last_attempt": render_utc(delivery.claimed_at),
        "next_attempt": render_utc(delivery.next_attempt_at) if delivery.state == "pending" else None,
        "error": delivery.error,
        "receipt": delivery.receipt,
        "accepted": list(delivery.accepted),
        "key": notification.key,
        "why": list(delivery.reasons),
        "merged_into": delivery.merged_into,
    }


def render_article(stored: StoredArticle) -> dict[str, object]:
    """Give an article its fields for JSON, without its text."""
    article = stored.article
    return {
        "id": stored.id,
        "title": article.title,
        "summary": article.summary,
        "published": render_utc(article.published_at),
        "seen": render_utc(article.seen_at),
        "outlet": article.outlet,
        "url": article.url,
        "feed": stored.feed_url,
    }


def render_csv(hits: Iterable[StoredEvidence]) -> Iterator[str]:
    """Give evidence as CSV (RFC 4180), line by line, the names of COLUMNS first.

    No cell begins as a formula does, so that a spreadsheet shows what a headline says and does not obey it:
    https://owasp.org/www-community/attacks/CSV_Injection
    """
    yield _write_line(COLUMNS)
    for hit in hits:
        fields = render_hit(hit)
        yield _write_line([_make_cell(fields[name]) for name in COLUMNS])


def _make_cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else make_visible(str(value))
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
