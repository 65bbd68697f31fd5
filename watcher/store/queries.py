"""Every SELECT a reader needs, beside those of the board; each is bounded by a limit.

A connection comes from `reader.open_reader`.  Instants are aware UTC datetimes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from watcher.core.text import canonical_url
from watcher.model import HostSleep, PageOutcome, Stance, Subscription, SubscriptionState, TextReason
from watcher.store.columns import (
    key_digest,
    to_instant,
    to_instant_or_none,
    to_json,
    to_microseconds,
    to_span,
    to_strings,
)
from watcher.store.records import (
    DELIVERY_SELECT,
    EVIDENCE_SELECT,
    REJECTED,
    article_from_row,
    change_from_row,
    delivery_from_row,
    evidence_from_row,
    feed_from_row,
    ruling_from_row,
    silence_from_row,
    status_from_row,
)
from watcher.store.wrapping import select, wrapped_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from watcher.model import (
        Article,
        Delivery,
        DeliveryState,
        Evidence,
        FeedState,
        Ruling,
        SignalStatus,
        Silence,
        StatusChange,
    )


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its row id and the URL of the feed that brought it (None when none did)."""

    id: int
    article: Article
    feed_url: str | None


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """Evidence with its row id, why it has its story and origin, and the versions that judged it."""

    id: int
    evidence: Evidence
    article_id: int
    place_reason: str
    recorded_at: datetime
    signal_version: str
    rules_version: str


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A line of the log of changes: the step, when we noticed it, and what was decided about telling it.

    `decision` is "told" or a SuppressedReason; `notification_key` is None unless it was told.
    """

    id: int
    change: StatusChange
    noticed_at: datetime
    decision: str
    decision_detail: str
    notification_key: str | None
    considered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredPage:
    """Whether the page of an article was read: why it was to be, what came of it, when it is tried again.

    `outcome` is None before the first attempt; without `next_attempt_at` the outcome is final.  A page that
    waits for its host has why in `rest_reason`, until `rests_until`.
    """

    reason: TextReason
    queued_at: datetime
    outcome: PageOutcome | None
    detail: str
    asked_at: datetime | None
    next_attempt_at: datetime | None
    rests_until: datetime | None
    rest_reason: str


@dataclass(frozen=True, slots=True)
class StoredCoverageChange:
    """A signal went blind, or sees again."""

    signal_id: str
    at: datetime
    is_blind: bool
    reason: str


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A publisher changed the title of an article that is evidence; `stance_after` None: it no longer is."""

    at: datetime
    url: str | None
    title_before: str
    title_after: str
    stance_before: Stance
    stance_after: Stance | None


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story that is evidence: `article_id` and `title` are of its first hit."""

    article_id: int
    title: str
    first_at: datetime
    last_at: datetime
    article_count: int
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article as a member of its story."""

    article_id: int
    story: str
    title: str
    url: str | None
    outlet: str
    origin: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """A feed's state with its row id."""

    id: int
    state: FeedState


@dataclass(frozen=True, slots=True)
class JobError:
    """A job of the daemon that failed."""

    job: str
    at: datetime
    error: str


_ID_DIGITS = 19  # longer numbers are no row ids
_LONG_AGO = -(2**62)
_EPOCH = date(1970, 1, 1)

_ARTICLE_SELECT = """
SELECT articles.*, feeds.url AS feed_url FROM articles LEFT JOIN feeds ON feeds.id = articles.feed_id
"""


def get_status(connection: sqlite3.Connection, signal_id: str) -> SignalStatus | None:
    """The stored fold of a signal; None when there is none yet."""
    rows = select(connection, "SELECT * FROM signal_status WHERE signal_id = ?", [signal_id])
    return status_from_row(rows[0]) if rows else None


def list_changes(
    connection: sqlite3.Connection,
    signal_id: str | None = None,
    *,
    since: datetime | None = None,
    limit: int = 100,
) -> tuple[StoredChange, ...]:
    """The log of changes, newest first; `since` looks at when a change was noticed."""
    rows = select(
        connection,
        """
        SELECT status_changes.*, notifications.key AS notification_key
        FROM status_changes LEFT JOIN notifications ON notifications.change_id = status_changes.id
        WHERE (:signal_id IS NULL OR status_changes.signal_id = :signal_id)
          AND (:since IS NULL OR noticed_at >= :since)
        ORDER BY status_changes.id DESC LIMIT :limit
        """,
        {"signal_id": signal_id, "since": since and to_microseconds(since), "limit": limit},
    )
    return tuple(_stored_change(row) for row in rows)


def _stored_change(row: sqlite3.Row) -> StoredChange:
    return StoredChange(
        id=row["id"],
        change=change_from_row(row),
        noticed_at=to_instant(row["noticed_at"]),
        decision=row["decision"],
        decision_detail=row["decision_detail"],
        notification_key=row["notification_key"],
        considered=to_strings(row["considered"]),
    )


def find_decision(
    connection: sqlite3.Connection, reference: str
) -> tuple[StoredChange | None, tuple[Delivery, ...]] | None:
    """A step and its messages, by a delivery's number, a notification's key, or a signal (its newest step).

    None when nothing goes by that name; the step is None for messages that tell of none.
    """
    found = select(
        connection,
        """
        SELECT notification_id, change_id FROM deliveries
        JOIN notifications ON notifications.id = notification_id
        WHERE deliveries.id = :number OR key = :reference LIMIT 1
        """,
        {"number": int(reference) if _is_row_id(reference) else None, "reference": reference},
    )
    if found:
        where, value = "status_changes.id = ?", found[0]["change_id"]
    else:
        where, value = "status_changes.signal_id = ?", reference
    steps = select(
        connection,
        f"""
        SELECT status_changes.*, notifications.key AS notification_key, notifications.id AS notification_id
        FROM status_changes LEFT JOIN notifications ON notifications.change_id = status_changes.id
        WHERE {where} ORDER BY status_changes.id DESC LIMIT 1
        """,
        [value],
    )
    if not steps and not found:
        return None
    notification_id = found[0]["notification_id"] if found else steps[0]["notification_id"]
    deliveries = select(
        connection,
        f"{DELIVERY_SELECT} WHERE notification_id = ? ORDER BY deliveries.id LIMIT 100",
        [notification_id],
    )
    step = _stored_change(steps[0]) if steps else None
    return step, tuple(delivery_from_row(row) for row in deliveries)


def _is_row_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < _ID_DIGITS


def list_coverage_changes(
    connection: sqlite3.Connection, signal_id: str | None = None, *, limit: int = 100
) -> tuple[StoredCoverageChange, ...]:
    """When signals went blind and saw again, newest first."""
    rows = select(
        connection,
        """
        SELECT * FROM coverage_changes WHERE (:signal_id IS NULL OR signal_id = :signal_id)
        ORDER BY id DESC LIMIT :limit
        """,
        {"signal_id": signal_id, "limit": limit},
    )
    return tuple(
        StoredCoverageChange(
            signal_id=row["signal_id"],
            at=to_instant(row["at"]),
            is_blind=bool(row["is_blind"]),
            reason=row["reason"],
        )
        for row in rows
    )


def list_evidence(
    connection: sqlite3.Connection,
    *,
    signal_id: str | None = None,
    stance: Stance | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    outlet: str | None = None,
    origin: str | None = None,
    story: str | None = None,
    article_id: int | None = None,
    evidence_id: int | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[StoredEvidence, ...]:
    """Evidence, newest first, narrowed by every filter given.

    `since` and `until` look at when it was published.
    """
    filters = {
        "evidence.signal_id = :signal_id": signal_id,
        "stance = :stance": stance and stance.value,
        "evidence.at >= :since": since and to_microseconds(since),
        "evidence.at <= :until": until and to_microseconds(until),
        "evidence.outlet = :outlet": outlet,
        "story_members.origin = :origin": origin,
        "story_members.story = :story": story,
        "evidence.article_id = :article_id": article_id,
        "evidence.id = :evidence_id": evidence_id,
    }
    given = [condition for condition, value in filters.items() if value is not None] or ["true"]
    rows = select(
        connection,
        f"{EVIDENCE_SELECT} WHERE {' AND '.join(given)}"
        " ORDER BY evidence.at DESC, evidence.id DESC LIMIT :limit OFFSET :offset",
        {
            "signal_id": signal_id,
            "stance": stance and stance.value,
            "since": since and to_microseconds(since),
            "until": until and to_microseconds(until),
            "outlet": outlet,
            "origin": origin,
            "story": story,
            "article_id": article_id,
            "evidence_id": evidence_id,
            "limit": limit,
            "offset": offset,
        },
    )
    return tuple(
        StoredEvidence(
            id=row["id"],
            evidence=evidence_from_row(row),
            article_id=row["article_id"],
            place_reason=row["place_reason"],
            recorded_at=to_instant(row["recorded_at"]),
            signal_version=row["signal_version"],
            rules_version=row["rules_version"],
        )
        for row in rows
    )


def list_best_evidence(
    connection: sqlite3.Connection, signal_id: str, origins: Sequence[str]
) -> tuple[Evidence, ...]:
    """One piece of a signal's evidence for each of some origins: the most reliable not marked wrong."""
    rows = select(
        connection,
        # With min() as the only aggregate, SQLite takes the other columns from the row that has it:
        # https://www.sqlite.org/lang_select.html#bareagg
        f"""
        {EVIDENCE_SELECT}
        WHERE evidence.signal_id = ? AND story_members.origin IN (SELECT value FROM json_each(?))
          AND NOT ({REJECTED})
        GROUP BY story_members.origin HAVING min(evidence.reliability) IS NOT NULL
        """,
        [signal_id, to_json(tuple(origins))],
    )
    return tuple(evidence_from_row(row) for row in rows)


def count_stances(connection: sqlite3.Connection, signal_id: str) -> dict[Stance, int]:
    """How many hits of a signal have each stance; a stance without any is left out."""
    rows = select(
        connection,
        "SELECT stance, count(*) AS hits FROM evidence WHERE signal_id = ? GROUP BY stance",
        [signal_id],
    )
    return {Stance(row["stance"]): row["hits"] for row in rows}


def count_days(
    connection: sqlite3.Connection, signal_id: str, *, until: datetime | None = None
) -> tuple[tuple[date, Stance, int], ...]:
    """How many hits of a signal each day (of UTC) brought in each stance, by day."""
    rows = select(
        connection,
        "SELECT at / 86400000000 AS day, stance, count(*) AS hits FROM evidence"
        " WHERE signal_id = :signal_id AND (:until IS NULL OR at <= :until)"
        " GROUP BY day, stance ORDER BY day",
        {"signal_id": signal_id, "until": until and to_microseconds(until)},
    )
    return tuple((_EPOCH + timedelta(days=row["day"]), Stance(row["stance"]), row["hits"]) for row in rows)


def list_stories(connection: sqlite3.Connection, *, limit: int = 50, offset: int = 0) -> tuple[StoryRow, ...]:
    """Stories that are evidence, by their newest hit."""
    rows = select(
        connection,
        # The stories of the page are found first, so that only theirs are looked at closely.
        """
        WITH page AS MATERIALIZED (
          SELECT story, max(evidence.at) AS last_at
          FROM evidence JOIN story_members ON story_members.article_id = evidence.article_id
          GROUP BY story ORDER BY last_at DESC, story LIMIT :limit OFFSET :offset
        )
        SELECT page.story, min(evidence.at) AS first_at, last_at,
          count(DISTINCT evidence.article_id) AS articles,
          json_group_array(DISTINCT origin) AS origins, json_group_array(DISTINCT evidence.outlet) AS outlets,
          json_group_array(DISTINCT signal_id) AS signals, min(evidence.article_id) AS article_id
        FROM page
        JOIN story_members ON story_members.story = page.story
        JOIN evidence ON evidence.article_id = story_members.article_id
        GROUP BY page.story ORDER BY last_at DESC, page.story
        """,
        {"limit": limit, "offset": offset},
    )
    return tuple(_make_story(connection, row) for row in rows)


def _make_story(connection: sqlite3.Connection, row: sqlite3.Row) -> StoryRow:
    (first,) = select(connection, "SELECT title FROM articles WHERE id = ?", [row["article_id"]])
    return StoryRow(
        article_id=row["article_id"],
        title=first["title"],
        first_at=to_instant(row["first_at"]),
        last_at=to_instant(row["last_at"]),
        article_count=row["articles"],
        origins=to_strings(row["origins"]),
        outlets=to_strings(row["outlets"]),
        signals=to_strings(row["signals"]),
    )


def list_story_articles(
    connection: sqlite3.Connection, article_id: int, *, limit: int = 200
) -> tuple[StoryArticle, ...]:
    """The articles of the story that an article tells, oldest first, each with its origin and its reason."""
    rows = select(
        connection,
        """
        SELECT story_members.*, articles.title, articles.url
        FROM story_members JOIN articles ON articles.id = article_id
        WHERE story = (SELECT story FROM story_members WHERE article_id = ?) ORDER BY at, article_id LIMIT ?
        """,
        [article_id, limit],
    )
    return tuple(
        StoryArticle(
            article_id=row["article_id"],
            story=row["story"],
            title=row["title"],
            url=row["url"],
            outlet=row["outlet"],
            origin=row["origin"],
            reason=row["reason"],
            at=to_instant(row["at"]),
        )
        for row in rows
    )


def get_article(connection: sqlite3.Connection, reference: str) -> StoredArticle | None:
    """An article by row id, key or alias, or URL, tried in this order."""
    if _is_row_id(reference):
        by_id = _list_articles(connection, "WHERE articles.id = ?", [int(reference)])
        if by_id:
            return by_id[0]
    by_key = _list_articles(
        connection,
        "WHERE articles.id = (SELECT article_id FROM article_keys WHERE digest = ?)",
        [key_digest(reference)],
    )
    if by_key:
        return by_key[0]
    by_url = _list_articles(
        connection, "WHERE articles.url IN (?, ?) LIMIT 1", [reference, canonical_url(reference)]
    )
    return by_url[0] if by_url else None


def list_pages(connection: sqlite3.Connection, article_ids: Iterable[int]) -> dict[int, StoredPage]:
    """What became of the pages of these articles, by row id; one that was never wanted is not among them."""
    ids = sorted(set(article_ids))
    rows = select(
        connection,
        """
        SELECT pages.*, page_hosts.rests_until, coalesce(page_hosts.reason, '') AS rest_reason
        FROM pages LEFT JOIN page_hosts USING (host)
        WHERE article_id IN (SELECT value FROM json_each(?))
        """,
        [to_json(ids)],
    )
    return {
        row["article_id"]: StoredPage(
            reason=TextReason(row["reason"]),
            queued_at=to_instant(row["queued_at"]),
            outcome=PageOutcome(row["outcome"]) if row["outcome"] is not None else None,
            detail=row["detail"],
            asked_at=to_instant_or_none(row["asked_at"]),
            next_attempt_at=to_instant_or_none(row["next_attempt_at"]),
            rests_until=to_instant_or_none(row["rests_until"]),
            rest_reason=row["rest_reason"],
        )
        for row in rows
    }


def list_articles(
    connection: sqlite3.Connection, *, since: datetime | None = None, after_id: int = 0, limit: int = 1000
) -> tuple[StoredArticle, ...]:
    """Stored articles in the order they came, from after `after_id`: page by the last id."""
    return _list_articles(
        connection,
        "WHERE articles.id > ? AND articles.seen_at >= ? ORDER BY articles.id LIMIT ?",
        [after_id, to_microseconds(since) if since else _LONG_AGO, limit],
    )


def search_articles(
    connection: sqlite3.Connection, text: str, *, limit: int = 50
) -> tuple[StoredArticle, ...]:
    """Articles that hold every word of `text`, best first; no character of it is taken for syntax.

    Words in double quotes must stand in that order.  Ranking takes the longer the more articles are found:
    see `searching.search_within`.
    """
    phrases = _quote_phrases(text)
    if not phrases:
        return ()
    return _list_articles(
        connection,
        "JOIN article_words ON article_words.rowid = articles.id"
        " WHERE article_words MATCH ? ORDER BY article_words.rank LIMIT ?",
        [phrases, limit],
    )


def list_found_ids(connection: sqlite3.Connection, text: str, *, limit: int) -> Iterator[int]:
    """Row ids of what search_articles finds, the last that came first, each as soon as it is found."""
    phrases = _quote_phrases(text)
    if phrases:
        sql = "SELECT rowid FROM article_words WHERE article_words MATCH ? ORDER BY rowid DESC LIMIT ?"
        with wrapped_errors(connection):
            for (found,) in connection.execute(sql, [phrases, limit]):
                yield found


def get_articles(connection: sqlite3.Connection, ids: Sequence[int]) -> tuple[StoredArticle, ...]:
    """Articles by row id, in this order; an id that has none is left out."""
    found = {
        stored.id: stored
        for stored in _list_articles(
            connection, "WHERE articles.id IN (SELECT value FROM json_each(?))", [to_json(tuple(ids))]
        )
    }
    return tuple(found[id_] for id_ in ids if id_ in found)


def _quote_phrases(text: str) -> str:
    """User text -> FTS5 query: each word, or run of words in quotes, is a string of its own."""
    phrases: list[str] = []
    for index, part in enumerate(text.replace("\0", " ").split('"')):
        words = part.split()
        phrases += [" ".join(words)] if index % 2 and words else words
    return " ".join(f'"{phrase}"' for phrase in phrases)


def _list_articles(
    connection: sqlite3.Connection, where: str, parameters: list[object]
) -> tuple[StoredArticle, ...]:
    return tuple(
        StoredArticle(id=row["id"], article=article_from_row(row), feed_url=row["feed_url"])
        for row in select(connection, f"{_ARTICLE_SELECT} {where}", parameters)
    )


def list_subscriptions(connection: sqlite3.Connection) -> dict[str, Subscription]:
    """How configured feeds stand with the hubs that they offer, by feed; without what only hubs may know."""
    rows = select(
        connection,
        "SELECT url, hub, topic, state, next_at, lease_until, pushed_at, detail"
        " FROM subscriptions JOIN feeds ON feeds.id = feed_id WHERE is_configured",
        [],
    )
    return {
        row["url"]: Subscription(
            feed_url=row["url"],
            hub=row["hub"],
            topic=row["topic"],
            state=SubscriptionState(row["state"]),
            next_at=to_instant(row["next_at"]),
            lease_until=to_instant_or_none(row["lease_until"]),
            pushed_at=to_instant_or_none(row["pushed_at"]),
            detail=row["detail"],
        )
        for row in rows
    }


def list_feeds(connection: sqlite3.Connection, *, limit: int = 10_000) -> tuple[StoredFeed, ...]:
    """Configured feeds in the order of signals.toml."""
    rows = select(connection, "SELECT * FROM feeds WHERE is_configured ORDER BY position LIMIT ?", [limit])
    return tuple(StoredFeed(state=feed_from_row(row), id=row["id"]) for row in rows)


def list_host_sleeps(
    connection: sqlite3.Connection, now: datetime, *, limit: int = 10_000
) -> tuple[HostSleep, ...]:
    """Hosts that asked to be left alone for longer than until `now`."""
    at = to_microseconds(now)
    rows = connection.execute(
        "SELECT host, until, strikes FROM host_sleeps WHERE until > ? LIMIT ?", [at, limit]
    ).fetchall()
    return tuple(HostSleep(host, to_span(until - at), strikes) for host, until, strikes in rows)


def list_corrections(
    connection: sqlite3.Connection, signal_id: str, *, limit: int = 100
) -> tuple[StoredCorrection, ...]:
    """Changed titles of a signal's evidence, newest first."""
    rows = select(
        connection,
        "SELECT corrections.*, articles.url FROM corrections"
        " JOIN evidence ON evidence.id = evidence_id JOIN articles ON articles.id = article_id"
        " WHERE signal_id = ? ORDER BY corrections.id DESC LIMIT ?",
        [signal_id, limit],
    )
    return tuple(
        StoredCorrection(
            at=to_instant(row["at"]),
            url=row["url"],
            title_before=row["title_before"],
            title_after=row["title_after"],
            stance_before=Stance(row["stance_before"]),
            stance_after=Stance(row["stance_after"]) if row["stance_after"] is not None else None,
        )
        for row in rows
    )


def list_deliveries(
    connection: sqlite3.Connection,
    *,
    state: DeliveryState | None = None,
    channel: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[Delivery, ...]:
    """Deliveries, newest first; `follows` is left empty."""
    rows = select(
        connection,
        f"""
        {DELIVERY_SELECT}
        WHERE (:state IS NULL OR deliveries.state = :state) AND (:channel IS NULL OR channel = :channel)
        ORDER BY deliveries.id DESC LIMIT :limit OFFSET :offset
        """,
        {"state": state and state.value, "channel": channel, "limit": limit, "offset": offset},
    )
    return tuple(delivery_from_row(row) for row in rows)


def list_silences(
    connection: sqlite3.Connection, *, since: datetime, limit: int = 100
) -> tuple[Silence, ...]:
    """Silences that end after `since`, by their start."""
    rows = select(
        connection,
        "SELECT * FROM silences WHERE ends_at > ? ORDER BY starts_at, id LIMIT ?",
        [to_microseconds(since), limit],
    )
    return tuple(silence_from_row(row) for row in rows)


def list_rulings(connection: sqlite3.Connection, signal_id: str, *, limit: int = 100) -> tuple[Ruling, ...]:
    """What people decided on a signal lately, oldest first."""
    rows = select(
        connection,
        "SELECT * FROM rulings WHERE signal_id = ? ORDER BY at DESC, id DESC LIMIT ?",
        [signal_id, limit],
    )
    return tuple(ruling_from_row(row) for row in reversed(rows))


def list_job_errors(connection: sqlite3.Connection, *, limit: int = 20) -> tuple[JobError, ...]:
    """Jobs of the daemon that failed, newest first."""
    rows = select(connection, "SELECT * FROM job_errors ORDER BY id DESC LIMIT ?", [limit])
    return tuple(JobError(job=row["job"], at=to_instant(row["at"]), error=row["error"]) for row in rows)
