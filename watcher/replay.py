"""Judge articles anew, in memory, on a clock driven by when they were published; sends nothing.

    articles -> by `published` -> judge -> stories -> status -> what would be told

The same core as in ingest, over lists instead of tables.  Articles that no signal's words occur in are
told apart in batches, as that is what nearly all of a large archive consists of.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from watcher.core.evidence import Judge
from watcher.core.status import fold_status, list_new_changes
from watcher.core.steps import decide_steps
from watcher.core.stories import make_evidence, make_member, place_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from watcher.config import Config
    from watcher.core.stories import StoryMember
    from watcher.model import Article, Decision, Evidence, Move, Signal, StatusChange, Suppressed, Verdict

STORY_REACH = timedelta(days=30)
_BATCH = 2000
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class Step(NamedTuple):
    """A status change as it would have been noticed, and what would have been decided about telling it."""

    change: StatusChange
    decision: Decision | Suppressed


def replay(config: Config, articles: Iterable[Article]) -> Iterator[StatusChange]:
    """Status changes in the order they would have been noticed: see replay_steps."""
    for step in replay_steps(config, articles):
        yield step.change


def replay_steps(config: Config, articles: Iterable[Article]) -> Iterator[Step]:
    """Steps in the order they would have been noticed, had each article been seen when it was published.

    An undated article is taken at the instant of the dated one before it in the input (of the first dated
    one when none is before it).  Of articles of one instant, that of the input is the order.  An id that
    comes again is passed over, as an entry that is still in its feed would be.  The clock ends with the
    last article, so that WATCH may have faded by then.
    """
    candidates, end = _judge_all(config, articles)
    run = _Run(config)
    steps = [step for candidate in candidates for step in run.take(candidate)]
    steps += run.finish(end)
    # What time alone changes is met when the signal is folded next; it would have been noticed at once.
    yield from sorted(steps, key=lambda step: step.change.at)


class _Candidate(NamedTuple):
    """An article that is evidence, and the instant at which it is taken."""

    at: datetime
    article: Article
    verdicts: tuple[Verdict, ...]


def _judge_all(config: Config, articles: Iterable[Article]) -> tuple[list[_Candidate], datetime]:
    """Evidence in the order of time, and the latest instant of all articles."""
    judge = Judge(config.signals.values(), config.entities)
    candidates: dict[str, _Candidate] = {}
    end = _BEFORE_ALL
    dated = _date_articles(articles)
    while batch := list(islice(dated, _BATCH)):
        end = max(end, *(at for at, _ in batch))
        for index in judge.find_candidates([_join_texts(article) for _, article in batch]):
            at, article = batch[index]
            verdicts = judge.judge(article)
            if verdicts:
                candidates.setdefault(article.key, _Candidate(at, article, verdicts))
    return sorted(candidates.values(), key=lambda candidate: candidate.at), end


def _join_texts(article: Article) -> str:
    return f"{article.title}\n{article.summary}\n{article.text}"


def _date_articles(articles: Iterable[Article]) -> Iterator[tuple[datetime, Article]]:
    """Give every article its instant by the rule of replay_steps."""
    waiting: list[Article] = []  # undated, and no dated one came yet
    at: datetime | None = None
    for article in articles:
        at = article.published_at or at
        if at is None:
            waiting.append(article)
            continue
        yield from ((at, early) for early in waiting)
        waiting.clear()
        yield at, article
    yield from ((_BEFORE_ALL, article) for article in waiting)


class _Run:
    """What ingest keeps in tables, in memory: evidence, stories, and the newest step of each signal."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._evidence: dict[str, dict[str, Evidence]] = {signal_id: {} for signal_id in config.signals}
        self._members: dict[str, dict[str, StoryMember]] = {signal_id: {} for signal_id in config.signals}
        self._newest: dict[str, StatusChange] = {}
        self._counts: dict[str, Counter[int]] = {signal_id: Counter() for signal_id in config.signals}

    def take(self, candidate: _Candidate) -> Iterator[Step]:
        """Place an article, store its evidence, fold what it touches."""
        article = replace(candidate.article, seen_at=candidate.at)
        outlet = self._config.outlets.get(article.outlet or "")
        credited = next((verdict.credited for verdict in candidate.verdicts if verdict.credited), None)
        signal_ids = [verdict.signal_id for verdict in candidate.verdicts]
        members = self._list_members(signal_ids, candidate.at)
        place = place_article(article, outlet, credited, members, self._config.outlets)
        member = make_member(article, outlet, credited, place, self._config.outlets)
        touched = {signal_id for move in place.moves for signal_id in self._move(move)}
        for verdict in candidate.verdicts:
            signal = self._config.signals[verdict.signal_id]
            self._members[signal.id][article.key] = member
            self._evidence[signal.id][article.key] = make_evidence(
                signal, article, verdict, outlet, place, now=candidate.at
            )
        touched.update(signal_ids)
        for signal_id, signal in self._config.signals.items():
            if signal_id in touched:
                yield from self._fold(signal, candidate.at)

    def finish(self, at: datetime) -> Iterator[Step]:
        """Fold every signal once more at the end, as time alone may have changed some."""
        for signal in self._config.signals.values():
            yield from self._fold(signal, at)

    def _list_members(self, signal_ids: Iterable[str], at: datetime) -> tuple[StoryMember, ...]:
        """Members of these signals within reach of `at`, each once, by time."""
        found: dict[str, StoryMember] = {}
        for signal_id in signal_ids:
            for key, member in reversed(self._members[signal_id].items()):
                if member.at < at - STORY_REACH:
                    break  # they came in the order of time
                found[key] = member
        return tuple(sorted(found.values(), key=lambda member: member.at))

    def _move(self, move: Move) -> Iterator[str]:
        """Give an earlier article another story and origin; ids of the signals it is evidence of."""
        for signal_id, evidence in self._evidence.items():
            key = move.article_key
            if key in evidence:
                evidence[key] = replace(evidence[key], story=move.story, origin=move.origin)
                member = self._members[signal_id][key]
                self._members[signal_id][key] = replace(member, story=move.story, origin=move.origin)
                yield signal_id

    def _fold(self, signal: Signal, now: datetime) -> Iterator[Step]:
        evidence = tuple(self._evidence[signal.id].values())
        fold = fold_status(signal, evidence, (), now)
        changes = list_new_changes(self._newest.get(signal.id), fold, now)
        if not changes:
            return
        counts = self._counts[signal.id]
        settings = self._config.settings
        steps = decide_steps(
            signal,
            changes,
            evidence,
            now,
            routes=self._config.routes,
            silences=(),
            logged_counts=counts,
            board_url=settings.board_url,
        )
        counts.update(change.episode for change in changes)
        self._newest[signal.id] = changes[-1]
        yield from (Step(change, decision) for change, decision in steps)
