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

from watcher.core.alerting import stand_after
from watcher.core.digests import News, decide_digest, find_due_digest
from watcher.core.evidence import Judge
from watcher.core.merging import Waiting, choose_claims, merge_notifications
from watcher.core.status import fold_status, list_new_changes
from watcher.core.steps import decide_steps
from watcher.core.stories import make_evidence, make_member, place_article
from watcher.core.timing import next_digest_at
from watcher.model import Decision, Suppressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from watcher.config import Config
    from watcher.core.stories import StoryMember
    from watcher.model import Article, Evidence, Move, Notification, Plan, Signal, StatusChange, Verdict

STORY_REACH = timedelta(days=30)
_BATCH = 2000
_INSTANT = timedelta(microseconds=1)
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class Step(NamedTuple):
    """A status change as it would have been noticed, and what would have been decided about telling it."""

    change: StatusChange
    decision: Decision | Suppressed

    @property
    def noticed_at(self) -> datetime:
        """When it was decided: for what time alone changes, when that came to pass."""
        return self.change.at


def replay(config: Config, articles: Iterable[Article]) -> Iterator[StatusChange]:
    """Status changes in the order they would have been noticed: see replay_steps."""
    for step in replay_steps(config, articles):
        yield step.change


class Message(NamedTuple):
    """A message as it would have been sent: when, where, and after which considerations."""

    at: datetime
    channel: str
    notification: Notification
    reasons: tuple[str, ...]


def replay_deliveries(
    config: Config, articles: Iterable[Article]
) -> Iterator[Message | tuple[datetime, Suppressed]]:
    """What would have been sent or kept back, in the order of time, had each channel taken all at once.

    Repeats that wait for somebody's ack are left out, since nobody is there to give it; so is what only a
    running watcher can have (BLIND, trouble of its own).
    """
    run = _Run(config)
    steps, end = _play(run, config, articles)
    queue = _Queue(config, run)
    told: list[Message | tuple[datetime, Suppressed]] = []
    for step in steps:
        told += queue.advance(step.noticed_at)
        decision = step.decision
        if isinstance(decision, Suppressed):
            told.append((step.noticed_at, decision))
        else:
            queue.add(decision)
    told += queue.advance(end)
    told += queue.flush()
    yield from told


def replay_steps(config: Config, articles: Iterable[Article]) -> Iterator[Step]:
    """Steps in the order they would have been noticed, had each article been seen when it was published.

    An undated article is taken at the instant of the dated one before it in the input (of the first dated
    one when none is before it).  Of articles of one instant, that of the input is the order.  An id that
    comes again is passed over, as an entry that is still in its feed would be.  The clock ends with the
    last article, so that WATCH may have faded by then.
    """
    steps, _end = _play(_Run(config), config, articles)
    yield from steps


def _play(run: _Run, config: Config, articles: Iterable[Article]) -> tuple[list[Step], datetime]:
    """All steps by time, and the instant of the last article."""
    candidates, end = _judge_all(config, articles)
    steps = [step for candidate in candidates for step in run.take(candidate)]
    steps += run.finish(end)
    # What time alone changes is met when the signal is folded next; it would have been noticed at once.
    return sorted(steps, key=lambda step: step.change.at), end


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
        self._steps: list[Step] = []
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
        taken = [Step(change, decision) for change, decision in steps]
        self._steps += taken
        yield from taken

    def list_news(self, since: datetime, until: datetime) -> News:
        """What came in after `since` and up to `until`, and where each signal stood then."""
        steps = sorted(
            (step.change for step in self._steps if step.change.at <= until), key=lambda change: change.at
        )
        newest = {change.signal_id: change for change in steps}
        return News(
            [change for change in steps if change.at > since],
            [
                piece
                for evidence in self._evidence.values()
                for piece in evidence.values()
                if since < piece.at <= until
            ],
            {id_: stand_after(change) for id_, change in newest.items()},
        )


class _Queue:
    """What the outbox and the notices keep in tables, in memory: messages that wait, and digests to come."""

    def __init__(self, config: Config, run: _Run) -> None:
        self._config = config
        self._run = run
        self._waiting: dict[str, list[tuple[Waiting, Notification, Plan]]] = {}
        self._digests: dict[int, datetime] = {}
        self._count = 0

    def add(self, decision: Decision) -> None:
        for plan in decision.plans:
            self._count += 1
            notification = decision.notification
            waiting = Waiting(
                self._count,
                notification.thread,
                notification.kind,
                notification.urgency,
                plan.due_at,
                quiet_hours=plan.quiet_hours,
            )
            self._waiting.setdefault(plan.channel, []).append((waiting, notification, plan))

    def advance(self, until: datetime) -> Iterator[Message]:
        """Send what falls due up to an instant, digests too, in the order of time."""
        while (at := self._find_next()) is not None and at <= until:
            yield from self._send(at)
        for number, route in enumerate(self._config.routes):
            if route.digest is not None:
                self._digests.setdefault(number, until - _INSTANT)  # the first step is in the first digest

    def flush(self) -> Iterator[Message]:
        """Send what still waits after the last article; digests end with it."""
        self._digests.clear()
        while (at := self._find_next()) is not None:
            yield from self._send(at)

    def _find_next(self) -> datetime | None:
        instants = [one.due_at for waiting in self._waiting.values() for one, _, _ in waiting]
        for number, since in self._digests.items():
            digest = self._config.routes[number].digest
            if digest is not None:
                instants.append(next_digest_at(digest, since))
        return min(instants, default=None)

    def _send(self, at: datetime) -> Iterator[Message]:
        for number, since in self._digests.items():
            route = self._config.routes[number]
            if find_due_digest(route, since, at) is not None:
                self._digests[number] = at
                decision = decide_digest(
                    route,
                    self._config.signals.values(),
                    self._run.list_news(since, at),
                    since,
                    at,
                    board_url=self._config.settings.board_url,
                )
                if isinstance(decision, Decision):
                    self.add(decision)
        for channel, waiting in self._waiting.items():
            known = {one.id: (notification, plan) for one, notification, plan in waiting}
            for claim in choose_claims([one for one, _, _ in waiting], at):
                earlier = [known[id_][0] for id_ in claim.taken_over]
                notification, plan = known[claim.id]
                yield Message(at, channel, merge_notifications(earlier, notification), plan.reasons)
                sent = {claim.id, *claim.taken_over}
                self._waiting[channel] = [one for one in self._waiting[channel] if one[0].id not in sent]
