"""Which articles are worth reading whole: a pure decision, so that no page is asked for without a reason.

Only a candidate is ever considered: an article that names a signal's object and has a word that its patterns
hang on.  Its page is read for the first of these reasons that holds:

| reason     | when                                                                                     |
|------------|------------------------------------------------------------------------------------------|
| alert      | title or summary tell, as news, what would move the signal to a status that is told      |
| conflict   | they tell what does not fit where the signal stands: a denial or an end of what holds,   |
|            | an end of what nobody saw done, a plain confirmation of what was undone                  |
| incomplete | they name who and to whom, or to whom and an operator, and complete no frame             |
| short      | they are under 25 words                                                                  |

A repeated anticipation of what is already reported moves nothing, and is no conflict.  Not asked for is an
article that came with its text, has no address, is too old to alert, whose outlet is switched off, or whose
address is an aggregator's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from watcher.core.text import split_sentences
from watcher.model import Genre, OutletKind, Stance, Status, TextReason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from watcher.model import Article, Outlet, Verdict

_SHORT: Final = 25  # words
_SENTENCE_LIMIT: Final = 60  # the judge reads no more
_TEXT_LIMIT: Final = 20_000  # characters
_CONFIRMING: Final = frozenset({Stance.CONFIRMS, Stance.REINSTATES})
_OPEN: Final = frozenset({Status.QUIET, Status.WATCH})
_REPORTED: Final = frozenset({Status.REPORTED, Status.CORROBORATED, Status.DISPUTED})

_FIRST_RETRY: Final = timedelta(minutes=10)
_MOST_ATTEMPTS: Final = 5
PATIENCE: Final = timedelta(days=2)
"""A page that could not be read for so long is given up: its news is old."""


def find_text_reason(
    article: Article,
    verdicts: Iterable[Verdict],
    incomplete: Collection[str],
    statuses: Mapping[str, Status],
) -> TextReason | None:
    """Why the page of a candidate is worth reading; None when it is not.

    `verdicts` are what title and summary say, `incomplete` the signals whose frame they leave incomplete,
    `statuses` where the signals stood before.
    """
    if article.text:
        return None
    reasons = {_find_reason(verdict, statuses.get(verdict.signal_id, Status.QUIET)) for verdict in verdicts}
    if incomplete:
        reasons.add(TextReason.INCOMPLETE)
    if len(f"{article.title} {article.summary}".split()) < _SHORT:
        reasons.add(TextReason.SHORT)
    return next((reason for reason in TextReason if reason in reasons), None)


def _find_reason(verdict: Verdict, status: Status) -> TextReason | None:
    stance = verdict.stance
    if stance is Stance.REVERSES and status in _OPEN:
        return TextReason.CONFLICT
    if stance is Stance.CONFIRMS and status is Status.REVERSED:
        return TextReason.CONFLICT
    is_told_as_news = verdict.is_fresh and verdict.field != "text" and verdict.genre is Genre.NEWS
    if is_told_as_news and _may_move(stance, status):
        return TextReason.ALERT
    is_undoing = stance in {Stance.DENIES, Stance.REVERSES}
    return TextReason.CONFLICT if is_undoing and status not in {*_OPEN, Status.REVERSED} else None


def _may_move(stance: Stance, status: Status) -> bool:
    """Whether a stance, told as news, may lead to a step that is told."""
    if stance in _CONFIRMING:
        return status is not Status.CONFIRMED
    if stance is Stance.DENIES:
        return status in _REPORTED
    return stance is Stance.REVERSES and status in {*_REPORTED, Status.CONFIRMED}


def lets_read(url: str, outlet: Outlet | None, outlets: Mapping[str, Outlet]) -> bool:
    """Whether a page may be asked for by what signals.toml says of its outlet, and of whose address it is."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    labels = host.split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    owner = next((outlets[domain] for domain in domains if domain in outlets), None)
    is_wrapped = owner is not None and owner.kind is OutletKind.AGGREGATOR
    return not is_wrapped and all(known is None or known.full_text for known in (outlet, owner))


def cut_text(text: str) -> str:
    """The beginning of a text: as many sentences as the judge reads."""
    sentences = split_sentences(text[:_TEXT_LIMIT])[:_SENTENCE_LIMIT]
    return text[: sentences[-1][1]].rstrip() if sentences else ""


def decide_next_attempt(
    attempt_count: int, retry_after: timedelta | None, asked_at: datetime, now: datetime
) -> datetime | None:
    """When to try again after the `attempt_count`-th failure; None when the page is given up.

    The wait grows from ten minutes to a good ten hours, and is never shorter than the host asked for.
    """
    wait = max(_FIRST_RETRY * 4 ** (attempt_count - 1), retry_after or timedelta(0))
    is_given_up = attempt_count >= _MOST_ATTEMPTS or now + wait > asked_at + PATIENCE
    return None if is_given_up else now + wait
