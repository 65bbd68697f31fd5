"""Which articles tell one story, and who is the origin of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from watcher.model import Article, Evidence, Outlet, Signal, StoryPlace, Verdict


@dataclass(frozen=True, slots=True)
class StoryMember:
    """What must be kept of an earlier candidate to place later ones.

    `lead` is the start of summary and text (`take_lead`), `owner` the owner of its outlet, `credited` the
    origin its own words credit (None: they credit nobody).
    """

    key: str
    title: str
    lead: str
    owner: str
    origin: str
    story: str
    at: datetime
    outlet: str = ""
    credited: str | None = None


def take_lead(article: Article) -> str:
    """The words of an article that copies are told by: the start of its summary and text."""
    raise NotImplementedError


def place_article(
    article: Article,
    outlet: Outlet | None,
    credited: str | None,
    members: Iterable[StoryMember],
    outlets: Mapping[str, Outlet],
) -> StoryPlace:
    """Where `article` belongs among the earlier candidates `members` of its signals."""
    raise NotImplementedError


def make_member(
    article: Article,
    outlet: Outlet | None,
    credited: str | None,
    place: StoryPlace,
    outlets: Mapping[str, Outlet],
) -> StoryMember:
    """What to keep of `article`, once placed."""
    raise NotImplementedError


def make_evidence(
    signal: Signal,
    article: Article,
    verdict: Verdict,
    outlet: Outlet | None,
    place: StoryPlace,
    *,
    now: datetime,
    may_alert: bool = True,
) -> Evidence:
    """A verdict with all that the fold weighs; the one place where evidence is made."""
    raise NotImplementedError
