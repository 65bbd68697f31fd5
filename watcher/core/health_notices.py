"""Which feeds have been ill for so long that it is told, and when it is told that they see again.

A feed that fails for an afternoon is nobody's business: signals that nobody can see any more are told as
BLIND.  But a feed that stays ill must not be forgotten, so it is told once, and once that it is over:

| health                | told after | because                                   |
|-----------------------|------------|-------------------------------------------|
| gone                  | at once    | nobody will ask it again                  |
| empty                 | 3 days     | a search may find nothing for a while     |
| any other but those   | a day      | most servers come back within hours       |
| that are well         |            |                                           |

Feeds fall ill together (a host, a cable), so one message names all that have been ill for half as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from watcher.core.cadence import WELL
from watcher.core.routing import ALL_SIGNALS, holds_at
from watcher.core.text import count_of
from watcher.model import Decision, FeedHealth, Notification, NotificationKind, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from watcher.model import FeedState, Route, Silence

PATIENCE: Final = timedelta(days=1)
"""For so long a feed must have been ill before it is told."""

_PATIENCES: Final = {FeedHealth.GONE: timedelta(0), FeedHealth.EMPTY: timedelta(days=3)}
_NAMED: Final = 10  # feeds that one message names

REMEDIES: Final = {
    FeedHealth.NEVER: "wait for its first poll, or probe it with `watcher feeds doctor`",
    FeedHealth.OK: "",
    FeedHealth.NOT_MODIFIED: "",
    FeedHealth.EMPTY: "look whether it moved; of a search: whether it still finds anything",
    FeedHealth.BLOCKED: "open it in a browser; ask the publisher to let Watcher in, or take another feed",
    FeedHealth.STALE: "look whether the publisher still writes there, or has another feed",
    FeedHealth.FROZEN: "take another feed: nobody writes there any more",
    FeedHealth.UNDATED: "nothing; or take a feed with dates, which tell old articles from new",
    FeedHealth.MOVED: "change the address in signals.toml to where it moved",
    FeedHealth.GONE: "remove it, or switch it off and on to have it asked again",
    FeedHealth.REFUSED: "ask the publisher; poll less; allow_addresses is for your own network",
    FeedHealth.TOO_SLOW: "raise `deadline` if it is always slow",
    FeedHealth.TOO_LARGE: "raise `max_body`, or take a feed with fewer entries",
    FeedHealth.UNREADABLE: (
        "look at it with `watcher feeds preview`; mend `paths` or `selectors`; tell the publisher"
    ),
    FeedHealth.UNREACHABLE: "look whether the site moved; try the address from another network",
}
"""What a person can do about each state of health; "" where nothing is wrong."""


@dataclass(frozen=True, slots=True)
class HealthNotices:
    """What to tell of feeds now; `told` and `ended` are their URLs, to be recorded with the messages."""

    decisions: tuple[Decision, ...] = ()
    told: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


def decide_health_notices(
    states: Iterable[FeedState],
    told: frozenset[str],
    routes: Sequence[Route],
    silences: Iterable[Silence],
    now: datetime,
    *,
    board_url: str | None = None,
) -> HealthNotices:
    """Decide what is told of the feeds' health, where `told` are the URLs of those told to be ill.

    It goes to the routes that take everything, or to all where there is none such.  While a silence of all
    signals holds nothing is told, and nothing is taken for told.
    """
    enabled = {state.feed.url: state for state in states if state.feed.enabled}
    left = tuple(url for url in told if url not in enabled)
    channels = _list_channels(routes)
    if not channels or any(not silence.signals and holds_at(silence, now) for silence in silences):
        return HealthNotices(ended=left)
    ill = _find_ill([state for url, state in enabled.items() if url not in told], now)
    again = [state for url, state in enabled.items() if url in told and state.health in WELL]
    notifications: list[Notification] = []
    if ill:
        notifications.append(_tell_ill(ill, now, board_url))
    if again:
        notifications.append(_tell_again(again, now, board_url))
    return HealthNotices(
        decisions=tuple(
            Decision(notification, channels, notification.headline) for notification in notifications
        ),
        told=tuple(state.feed.url for state in ill),
        ended=(*left, *(state.feed.url for state in again)),
    )


def _find_ill(states: Iterable[FeedState], now: datetime) -> list[FeedState]:
    """Feeds to be told of now, those ill for longest first: none until one of them must be."""
    shares = {
        state.feed.url: (now - state.ill_since) / patience if patience else 1.0
        for state in states
        if state.ill_since is not None
        for patience in (_PATIENCES.get(state.health, PATIENCE),)
    }
    if not any(share >= 1 for share in shares.values()):
        return []
    ill = [state for state in states if shares.get(state.feed.url, 0) >= 0.5]
    return sorted(ill, key=lambda state: state.ill_since or now)


def _list_channels(routes: Sequence[Route]) -> tuple[str, ...]:
    unfiltered = [route for route in routes if not route.signals and not route.statuses]
    return tuple(dict.fromkeys(route.channel for route in unfiltered or routes))


def _tell_ill(states: Sequence[FeedState], now: datetime, board_url: str | None) -> Notification:
    remedies = dict.fromkeys(REMEDIES[state.health] for state in states)
    return _notify(
        f"{_count(states)} not seen well for long: {_name_few(states)}",
        "; ".join(_describe(state) for state in states[:_NAMED]) + _count_rest(states),
        f"{'; '.join(remedies)}. `watcher feeds doctor` asks them again and says more",
        (now, "ill"),
        board_url,
    )


def _tell_again(states: Sequence[FeedState], now: datetime, board_url: str | None) -> Notification:
    verb = "sees" if len(states) == 1 else "see"
    return _notify(
        f"{_count(states)} {verb} again: {_name_few(states)}",
        "; ".join(f"{_name(state)}: {state.health}" for state in states[:_NAMED]) + _count_rest(states),
        "",
        (now, "well"),
        board_url,
    )


def _notify(
    headline: str, reason: str, would_change: str, stamp: tuple[datetime, str], board_url: str | None
) -> Notification:
    now, what = stamp
    return Notification(
        key=f"feeds/{what}/{now:%Y-%m-%dT%H:%M:%S.%fZ}",
        thread="feeds/health",
        kind=NotificationKind.HEALTH,
        urgency=Urgency.LOW,
        signal_id=ALL_SIGNALS,
        headline=headline,
        proposition="",
        reason=reason,
        happened_at=now,
        created_at=now,
        would_change=would_change,
        board_url=board_url,
    )


def _count(states: Sequence[FeedState]) -> str:
    return count_of(len(states), "feed")


def _name(state: FeedState) -> str:
    return state.feed.title or state.feed.url


def _name_few(states: Sequence[FeedState]) -> str:
    names = ", ".join(_name(state) for state in states[:3])
    return f"{names} and {len(states) - 3} more" if len(states) > 3 else names


def _count_rest(states: Sequence[FeedState]) -> str:
    return f"; and {len(states) - _NAMED} more" if len(states) > _NAMED else ""


def _describe(state: FeedState) -> str:
    detail = f" ({state.health_detail})" if state.health_detail else ""
    since = f" since {state.ill_since:%Y-%m-%d %H:%M} UTC" if state.ill_since is not None else ""
    return f"{_name(state)}: {state.health}{since}{detail}"
