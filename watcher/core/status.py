"""The pure fold of a signal's evidence into its status, and the steps that led there.

    evidence, rulings -> in the order of `at` -> claims (who confirms, denies, reverses) -> status

core.claims says what evidence weighs, and when a claim is as well grounded as another.

| status       | entered when                                                                               |
|--------------|--------------------------------------------------------------------------------------------|
| WATCH        | there is any evidence, and nothing below holds                                             |
| REPORTED     | a confirmation is asserted, and one of its origins is rated A to D, or two are unrated (F) |
| CORROBORATED | ... by `origins` independent origins of reliability C or better                            |
| CONFIRMED    | ... by an official outlet, by `confirming_origins` origins of B or better, or by a person  |
| DISPUTED     | REPORTED or CORROBORATED, and an asserted denial later than the confirmation is as well    |
|              | grounded; REPORTED, and so is a reversal                                                   |
| REVERSED     | was CORROBORATED or CONFIRMED, and an asserted reversal is as well grounded                |
| QUIET        | WATCH, and nothing new for `watch_days`; or a person rejects what there is                 |

A reversal presupposes the act: when its own grounding is SEVERAL or OFFICIAL, the signal steps through
CORROBORATED (or CONFIRMED) to REVERSED even if the act itself was never seen.  After REVERSED only an
asserted `reinstates` counts, and it starts a new episode at REPORTED or higher; from then on background
counts for nothing, as it may speak of the time before.  What an origin told before a turn (a reversal, a
reinstatement, a rejection) is not news when the same story comes again after it.  A new run after QUIET is
a new episode too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from watcher.core.claims import (
    Claim,
    Grounding,
    Weight,
    grade_claim,
    is_as_well_grounded,
    rank_evidence,
    weigh_evidence,
)
from watcher.core.reasons import (
    describe_claim,
    describe_confirmers,
    describe_next,
    describe_ruling,
    explain_presupposed,
    explain_watch,
    join_names,
)
from watcher.model import Evidence, Ruling, RulingKind, SignalStatus, Stance, Status, StatusChange

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from watcher.model import Signal

__all__ = ["Fold", "describe_next", "fold_status", "list_new_changes"]

_CONFIRMING = frozenset({Stance.CONFIRMS, Stance.REINSTATES})
_DISPUTABLE = frozenset({Status.REPORTED, Status.CORROBORATED})
_CORROBORATED_OR_BETTER = frozenset({Status.CORROBORATED, Status.CONFIRMED})
# Of one instant, what lets the later happening win: a denial cannot be later than its confirmation then.
_STANCE_ORDER = (
    Stance.DENIES,
    Stance.ANTICIPATES,
    Stance.CONFIRMS,
    Stance.REVERSES,
    Stance.REINSTATES,
)
_MENTION_LIMIT = 12  # articles named behind a WATCH, which may rest on any number


@dataclass(frozen=True, slots=True)
class Fold:
    """Where a signal stands, and the steps that led there, oldest first."""

    status: SignalStatus
    changes: tuple[StatusChange, ...]


def fold_status(
    signal: Signal, evidence: Iterable[Evidence], rulings: Iterable[Ruling], now: datetime
) -> Fold:
    """Fold the evidence and rulings of `signal` up to `now`; the order they are given in is of no account.

    Evidence dated before `since`, after `until` or after `now` is left out, and so are rulings after `now`.
    A ruling wins over evidence of its own instant and earlier.
    """
    begins_at = _start_of(signal.since) if signal.since else None
    ends_at = _start_of(signal.until) + timedelta(days=1) if signal.until else None
    course = _Course(signal)
    for event in _order_events(signal, evidence, rulings):
        if event.at > now:
            break
        if isinstance(event, Ruling):
            course.obey(event)
        elif (begins_at is None or event.at >= begins_at) and (ends_at is None or event.at < ends_at):
            course.take(event)
    course.pass_time(now)
    return Fold(course.describe(is_expired=ends_at is not None and now >= ends_at), tuple(course.changes))


def _order_events(
    signal: Signal, evidence: Iterable[Evidence], rulings: Iterable[Ruling]
) -> list[Evidence | Ruling]:
    told = (piece for piece in evidence if piece.verdict.signal_id == signal.id)
    ruled = (ruling for ruling in rulings if ruling.signal_id == signal.id)
    return sorted([*told, *ruled], key=_rank_event)


def _rank_event(event: Evidence | Ruling) -> tuple[datetime, int, str, str, str, bool]:
    """By time; at one instant by stance, with rulings last; then by whatever tells two events apart."""
    if isinstance(event, Ruling):
        return (event.at, len(_STANCE_ORDER), event.kind, event.author, event.note, False)
    rank = _STANCE_ORDER.index(event.stance)
    return (event.at, rank, event.article_key, event.origin, event.reliability, event.verdict.is_fresh)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


@dataclass(slots=True)
class _Run:
    """What is held for and against the act since the last turn."""

    seen: Claim = field(default_factory=Claim)  # everything, of any stance and weight
    loudest: dict[Stance, Evidence] = field(default_factory=dict)  # the strongest of each stance
    confirmation: Claim = field(default_factory=Claim)
    denial: Claim = field(default_factory=Claim)
    reversal: Claim = field(default_factory=Claim)
    reinstatement: Claim = field(default_factory=Claim)
    undoing: Claim = field(default_factory=Claim)  # the denial or the reversal that makes it DISPUTED
    was_corroborated: bool = False
    asserted_in: int | None = None  # which piece of evidence first asserted the act: see _Course.taken

    def see(self, evidence: Evidence, weight: Weight) -> None:
        self.seen.add(evidence, weight)
        loudest = self.loudest.get(evidence.stance, evidence)
        self.loudest[evidence.stance] = min(loudest, evidence, key=rank_evidence)


@dataclass(slots=True)
class _Course:
    """One pass through time: mutable while it lasts, and seen by nobody but fold_status."""

    signal: Signal
    status: Status = Status.QUIET
    since: datetime | None = None
    episode: int = 1
    freshest_at: datetime | None = None
    acknowledged_at: datetime | None = None
    is_baseline: bool = False
    was_reversed: bool = False
    quiet_reason: str = "no evidence yet"
    run: _Run = field(default_factory=_Run)
    # Pieces of evidence taken so far; in which of them an origin first told a story with a stance; and what
    # of this was told before the last reversal, reinstatement or rejection.
    taken: int = 0
    first_told: dict[tuple[Stance, str, str], int] = field(default_factory=dict)
    stale: set[tuple[Stance, str, str]] = field(default_factory=set)
    changes: list[StatusChange] = field(default_factory=list)

    # -------------------------------------------------------------------------------- what happens

    def pass_time(self, until: datetime) -> None:
        """WATCH ends when nothing new has come for `watch_days`."""
        if self.status is not Status.WATCH or self.freshest_at is None:
            return
        lapses_at = self.freshest_at + timedelta(days=self.signal.watch_days)
        if lapses_at <= until:
            self.run = _Run()
            self.quiet_reason = f"no live evidence for {self.signal.watch_days} days"
            self._step(Status.QUIET, lapses_at, is_baseline=self.is_baseline)

    def take(self, evidence: Evidence) -> None:
        """Weigh one piece of evidence, and let the claims decide where the signal stands then."""
        self.pass_time(evidence.at)
        told = (evidence.stance, evidence.story or evidence.article_key, evidence.origin)
        self.taken += 1
        told_in = self.first_told.setdefault(told, self.taken)
        if told in self.stale:
            return
        self.freshest_at = evidence.at
        weight = weigh_evidence(evidence)
        self.run.see(evidence, weight)
        if self.status is Status.REVERSED:
            if not self._leads_on(evidence, weight):
                return
        else:
            self._add(evidence, weight, told_in)
        self._settle(evidence.at, is_baseline=not evidence.may_alert)

    def obey(self, ruling: Ruling) -> None:
        """A person's word: it wins over everything up to its instant."""
        self.pass_time(ruling.at)
        if ruling.kind is RulingKind.ACK:
            self.acknowledged_at = ruling.at
        elif ruling.kind is RulingKind.CONFIRM:
            if self.status is Status.REVERSED:
                self._begin_again(Claim())
            self.run.confirmation.ruling = ruling
            self.run.reversal = Claim()
            self._settle(ruling.at, is_baseline=False)
        else:
            self._begin_again(Claim())
            self.was_reversed = False
            self.quiet_reason = f"rejected by {describe_ruling(ruling)}"
            self._step(Status.QUIET, ruling.at, is_baseline=False)

    def _add(self, evidence: Evidence, weight: Weight, told_in: int) -> None:
        """Put evidence behind the claim it makes, as far as its weight goes.

        `told_in` is when its origin first told this story: a denial or an end that was told before the act
        was says nothing against it, even when it is printed again.
        """
        run, asserts = self.run, weight is Weight.ASSERTING
        if weight is Weight.WEAK or (not asserts and self.was_reversed):
            return
        is_earlier = run.asserted_in is not None and told_in < run.asserted_in
        if evidence.stance in _CONFIRMING:
            if asserts and run.asserted_in is None:
                run.reversal, run.asserted_in = Claim(), self.taken
            run.confirmation.add(evidence, weight)
        elif evidence.stance is Stance.REVERSES and not is_earlier:
            run.reversal.add(evidence, weight)
        elif evidence.stance is Stance.DENIES and asserts and run.asserted_in is not None and not is_earlier:
            run.denial.add(evidence, weight)

    def _leads_on(self, evidence: Evidence, weight: Weight) -> bool:
        """After a reversal only a reinstatement leads on; denials and restatements of the past do nothing."""
        if weight is not Weight.ASSERTING:
            return False
        if evidence.stance is Stance.REVERSES:
            self.run.reversal.add(evidence, weight)
        if evidence.stance is not Stance.REINSTATES:
            return False
        self.run.reinstatement.add(evidence, weight)
        if self.run.reinstatement.level(self.signal) is Status.WATCH:
            return False
        self._begin_again(self.run.reinstatement)
        return True

    def _begin_again(self, confirmation: Claim) -> None:
        """A turn: only what is told from now on counts, beside the claim that brought it about."""
        self.run = _Run(
            confirmation=confirmation, asserted_in=self.taken if confirmation.is_asserted else None
        )
        self.was_reversed = True
        self.stale = set(self.first_told)

    # ---------------------------------------------------------------------------- where that leads

    def _settle(self, at: datetime, *, is_baseline: bool) -> None:
        """Let the claims decide where the signal stands now."""
        run, signal = self.run, self.signal
        level = run.confirmation.level(signal)
        if is_as_well_grounded(run.reversal, run.confirmation, signal):
            if not run.was_corroborated and level in _CORROBORATED_OR_BETTER:
                self._step(level, at, is_baseline=is_baseline)  # which a dispute had hidden
            elif not run.was_corroborated and run.reversal.ground(signal) >= Grounding.SEVERAL:
                self._step(run.reversal.level(signal), at, is_baseline=is_baseline, is_presupposed=True)
            if run.was_corroborated:
                self._step(Status.REVERSED, at, is_baseline=is_baseline)
                self.stale = set(self.first_told)
                return
            if level is Status.REPORTED:
                run.undoing = run.reversal
                level = Status.DISPUTED
        elif level in _DISPUTABLE and is_as_well_grounded(run.denial, run.confirmation, signal):
            run.undoing = run.denial
            level = Status.DISPUTED
        self._step(level, at, is_baseline=is_baseline)

    def _step(self, after: Status, at: datetime, *, is_baseline: bool, is_presupposed: bool = False) -> None:
        before = self.status
        if after is before:
            return
        if before in {Status.QUIET, Status.REVERSED} and after is not Status.QUIET and self.changes:
            self.episode += 1
        self.status, self.since, self.is_baseline = after, at, is_baseline
        self.run.was_corroborated |= after in _CORROBORATED_OR_BETTER
        claim = self.run.reversal if is_presupposed else self._claim_behind()
        reason = explain_presupposed(claim, self.signal) if is_presupposed else self._explain()
        self.changes.append(
            StatusChange(
                signal_id=self.signal.id,
                at=at,
                before=before,
                after=after,
                reason=reason,
                grade=grade_claim(after, claim, self.signal),
                origins=tuple(claim.counted()),
                article_keys=self._article_keys(claim),
                episode=self.episode,
                is_baseline=is_baseline,
            )
        )

    def describe(self, *, is_expired: bool) -> SignalStatus:
        """The status as it stands, with all that is behind it by now."""
        claim = self._claim_behind()
        acknowledged_at, since = self.acknowledged_at, self.since
        return SignalStatus(
            signal_id=self.signal.id,
            status=self.status,
            reason=self._explain(),
            since=since,
            grade=grade_claim(self.status, claim, self.signal),
            origins=tuple(claim.counted()),
            article_keys=self._article_keys(claim),
            episode=self.episode,
            freshest_at=self.freshest_at,
            is_acknowledged=acknowledged_at is not None and since is not None and acknowledged_at >= since,
            is_expired=is_expired,
            is_baseline=self.is_baseline,
        )

    def _claim_behind(self) -> Claim:
        run = self.run
        if self.status is Status.DISPUTED:
            return run.undoing
        if self.status is Status.REVERSED:
            return run.reversal
        return run.seen if self.status in {Status.QUIET, Status.WATCH} else run.confirmation

    def _article_keys(self, claim: Claim) -> tuple[str, ...]:
        if self.status is Status.DISPUTED:
            return claim.article_keys() + self.run.confirmation.article_keys()
        limit = _MENTION_LIMIT if self.status is Status.WATCH else None
        return claim.article_keys()[:limit]

    def _explain(self) -> str:
        run, signal = self.run, self.signal
        match self.status:
            case Status.QUIET:
                return self.quiet_reason
            case Status.WATCH:
                return explain_watch(run.loudest)
            case Status.DISPUTED:
                what = "deny it" if run.undoing is run.denial else "report that it was undone"
                return (
                    f"{describe_claim(run.undoing, what, signal)}; as well grounded as the confirmation"
                    f" by {join_names(run.confirmation.counted())}"
                )
            case Status.REVERSED:
                said = describe_claim(run.reversal, "report that it was undone", signal)
                return f"{said}; {describe_confirmers(run.confirmation)}"
            case _:
                what = "report that it is back in force" if self.was_reversed else "confirm"
                return describe_claim(run.confirmation, what, signal)


# -------------------------------------------------------------------------------- what to log and tell


def list_new_changes(logged: StatusChange | None, fold: Fold, now: datetime) -> tuple[StatusChange, ...]:
    """The steps of `fold` that are news after `logged`, the newest step in the log (None: an empty log).

    The log is append-only while a fold may rewrite history: an article that comes late moves a step, or a
    better judgement takes one away.  So only where the log stands and where the fold stands matter:

    1. The logged step is in the fold: what follows it there is new.
    2. A step to the same status in the same episode is, at another instant: what follows the last such.
    3. The fold stands where the log stands: nothing is new.
    4. Else one step leads from the one to the other, at `now`, and its reason says that it is a correction.

    Whatever is answered, once it is logged the log ends where the fold does.
    """
    changes, status = fold.changes, fold.status
    if logged is None:
        return changes
    place = (logged.episode, logged.after)
    same_step = (
        index
        for index, step in enumerate(changes)
        if (step.episode, step.after, step.at) == (*place, logged.at)
    )
    same_place = (
        index
        for index in reversed(range(len(changes)))
        if (changes[index].episode, changes[index].after) == place
    )
    found = next(same_step, next(same_place, None))
    if found is not None:
        return changes[found + 1 :]
    if logged.after is status.status:
        return ()
    return (
        StatusChange(
            signal_id=status.signal_id,
            at=now,
            before=logged.after,
            after=status.status,
            reason=f"corrected, as evidence was judged again or came late: {status.reason}",
            grade=status.grade,
            origins=status.origins,
            article_keys=status.article_keys,
            episode=status.episode,
            is_baseline=status.is_baseline,
        ),
    )
