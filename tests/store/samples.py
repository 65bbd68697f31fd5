"""Values to store, complete enough that a lost field shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from watcher.core.stories import StoryMember
from watcher.model import (
    Article,
    Evidence,
    Feed,
    Genre,
    Grade,
    Notification,
    NotificationKind,
    Quote,
    Signal,
    SignalStatus,
    Span,
    Stance,
    Status,
    StatusChange,
    Step,
    Urgency,
    Verdict,
)

if TYPE_CHECKING:
    from watcher.store.writer import Store

NOW = datetime(2026, 3, 5, 18, 4, 0, 250, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

SIGNAL = Signal("ban", "The bureau bans the widget.", object=("widget",), version="v1")
OTHER_SIGNAL = Signal("recall", "The maker recalls the widget.", object=("widget",), version="v1")
FEED = Feed(
    "https://paper.example/feed",
    "paper.example",
    title="The Paper",
    min_interval=timedelta(minutes=10),
    max_interval=timedelta(hours=3),
)


def make_article(name: str = "one", **changes: object) -> Article:
    """An article with every field filled; `name` makes it one of its own."""
    fields: dict[str, object] = {
        "key": f"key of {name}",
        "title": f"Bureau bans widget, article {name}",
        "summary": "The bureau has banned the widget.",
        "text": "The bureau has banned the widget. It said so on Thursday.",
        "url": f"https://paper.example/{name}",
        "outlet": "paper.example",
        "published_at": NOW - HOUR,
        "seen_at": NOW,
        "is_date_clamped": True,
        "aliases": (f"alias of {name}",),
    }
    return Article(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


def make_verdict(signal_id: str = SIGNAL.id, stance: Stance = Stance.CONFIRMS) -> Verdict:
    """A verdict with every field filled."""
    return Verdict(
        signal_id=signal_id,
        stance=stance,
        is_fresh=False,
        score=87.5,
        field="summary",
        quote="The bureau has banned the widget.",
        cue="has",
        spans=(Span(4, 10, "actor"), Span(15, 21, "trigger")),
        derivation=(Step("has", "perfect", "confirms"),),
        genre=Genre.ANALYSIS,
        credited="wire.example",
    )


def make_evidence(article: Article, verdict: Verdict | None = None, **changes: object) -> Evidence:
    """Evidence of an article with every field filled."""
    fields: dict[str, object] = {
        "article_key": article.key,
        "verdict": verdict or make_verdict(),
        "at": article.published_at,
        "outlet": "paper.example",
        "reliability": "B",
        "origin": "paper group",
        "story": "story of the ban",
        "is_official": True,
        "may_alert": False,
        "title": article.title,
        "url": article.url,
    }
    return Evidence(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


def make_member(evidence: Evidence) -> StoryMember:
    """What is kept of the article of `evidence` to place later ones."""
    return StoryMember(
        key=evidence.article_key,
        title=evidence.title,
        lead="the bureau has banned the widget",
        owner="paper group",
        origin=evidence.origin,
        story=evidence.story,
        at=evidence.at,
        outlet=evidence.outlet,
        credited="wire.example",
    )


def add_evidence(store: Store, article: Article, *evidence: Evidence) -> int:
    """Store an article with its place and its evidence; the article's row id."""
    article_id = store.add_article(article, FEED.url, NOW)
    store.record_place(article_id, make_member(evidence[0]), "credits the wire")
    for item in evidence:
        store.record_evidence(article_id, item, signal_version="v1", rules_version="7", now=NOW)
    return article_id


def make_status(**changes: object) -> SignalStatus:
    """A status with every field filled."""
    fields: dict[str, object] = {
        "signal_id": SIGNAL.id,
        "status": Status.CORROBORATED,
        "reason": "two origins confirm",
        "since": NOW - HOUR,
        "grade": Grade("B", 2),
        "origins": ("paper group", "wire.example"),
        "article_keys": ("key of one", "key of two"),
        "episode": 3,
        "freshest_at": NOW - MINUTE,
        "is_acknowledged": True,
        "is_expired": True,
        "is_baseline": True,
    }
    return SignalStatus(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


def make_change(**changes: object) -> StatusChange:
    """A step with every field filled."""
    fields: dict[str, object] = {
        "signal_id": SIGNAL.id,
        "at": NOW - HOUR,
        "before": Status.WATCH,
        "after": Status.CORROBORATED,
        "reason": "two origins confirm",
        "grade": Grade("B", 2),
        "origins": ("paper group", "wire.example"),
        "article_keys": ("key of one", "key of two"),
        "episode": 2,
        "is_baseline": True,
    }
    return StatusChange(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


def make_notification(key: str = "ban/1/REPORTED/1", thread: str = "ban/1") -> Notification:
    """A notification with every field filled."""
    return Notification(
        key=key,
        thread=thread,
        kind=NotificationKind.STATUS,
        urgency=Urgency.HIGH,
        signal_id=SIGNAL.id,
        headline="ban: WATCH -> REPORTED (B3)",
        proposition=SIGNAL.proposition,
        reason="one origin confirms",
        happened_at=NOW - HOUR,
        created_at=NOW,
        quotes=(
            Quote(
                outlet="paper.example",
                title="Bureau bans widget",
                text="The bureau has banned the “widget”.",
                spans=(Span(4, 10, "actor"),),
                stance=Stance.CONFIRMS,
                at=NOW - HOUR,
                url="https://paper.example/one",
            ),
        ),
        would_change="a second origin",
        board_url="https://board.example/",
        before=Status.WATCH,
        after=Status.REPORTED,
        grade=Grade("B", 3),
        origins=("paper",),
    )
