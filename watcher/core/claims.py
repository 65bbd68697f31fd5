"""Who says one thing about a signal's act, and how well that is grounded.

What a piece of evidence weighs:

| weight     | which evidence                                                  | what it does              |
|------------|-----------------------------------------------------------------|---------------------------|
| asserting  | fresh news, told in title or summary                            | raises a status           |
| supporting | the same, but told as background ("after X designated ...")     | adds an origin to a claim |
|            |                                                                 | that somebody asserts     |
| weak       | found in the body only; opinion, live blog, quiz and the like;  | WATCH, and no more        |
|            | any outlet of reliability E (unreliable)                        |                           |

A claim is the set of origins that say one thing; copies of one origin add nothing to it.  How well it is
grounded:

| grounding | the claim is asserted, and                                                    |
|-----------|-------------------------------------------------------------------------------|
| OFFICIAL  | an official outlet of the signal asserts it, or a person ruled so             |
| SEVERAL   | `origins` (default 2) or more independent origins of reliability C or better  |
| SINGLE    | at least one such origin                                                      |
| LOW       | none                                                                          |

A denial or a reversal is *as well grounded* as the confirmation when it is at least SINGLE, and at least
the confirmation's grounding or SEVERAL: an official document or `origins` origins always suffice, one
origin suffices against one.

The grade beside a status is an Admiralty pair (NATO AJP-2.1).  The letter is that of the best origin behind
the status; the number says how well it is corroborated:

| number | meaning          | when                                                                |
|--------|------------------|---------------------------------------------------------------------|
| 1      | confirmed        | CONFIRMED; REVERSED by an official document or `confirming_origins` |
| 2      | probably true    | CORROBORATED; REVERSED by several origins                           |
| 3      | possibly true    | REPORTED; REVERSED by one origin                                    |
| 4      | doubtful         | DISPUTED                                                            |
| 5      | improbable       | DISPUTED, and the denial is official                                |
| 6      | cannot be judged | WATCH                                                               |
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from watcher.model import Genre, Grade, Status

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.model import Evidence, Ruling, Signal

RATED = "C"
"""The worst letter that counts towards CORROBORATED."""
GOOD = "B"
"""The worst letter that counts towards CONFIRMED without an official document."""
ALONE = "D"
"""The worst letter that makes REPORTED by itself."""
UNRELIABLE = "E"
UNRATED = "F"


class Weight(IntEnum):
    """What a piece of evidence can do for a claim."""

    WEAK = 0
    SUPPORTING = 1
    ASSERTING = 2


class Grounding(IntEnum):
    """How well a claim is grounded."""

    LOW = 0
    SINGLE = 1
    SEVERAL = 2
    OFFICIAL = 3


def weigh_evidence(evidence: Evidence) -> Weight:
    """What `evidence` can do, by the first table above."""
    verdict = evidence.verdict
    if verdict.genre is not Genre.NEWS or verdict.field == "text" or evidence.reliability == UNRELIABLE:
        return Weight.WEAK
    return Weight.ASSERTING if verdict.is_fresh else Weight.SUPPORTING


def rank_evidence(evidence: Evidence) -> tuple[bool, int, str, datetime, str]:
    """Sorts the strongest first: official, weight, reliability, then the earliest."""
    weight = weigh_evidence(evidence)
    is_official = evidence.is_official and weight is Weight.ASSERTING
    return (not is_official, -weight, evidence.reliability, evidence.at, evidence.article_key)


@dataclass(slots=True)
class Backing:
    """What one origin gives a claim: its best article, its best letter, and what it can do."""

    best: Evidence
    letter: str
    weight: Weight
    is_official: bool

    def add(self, other: Backing) -> None:
        self.best = min(self.best, other.best, key=rank_evidence)
        self.letter = min(self.letter, other.letter)
        self.weight = max(self.weight, other.weight)
        self.is_official |= other.is_official


@dataclass(slots=True)
class Claim:
    """The origins that say one thing; a person's ruling may stand in their place.

    What a status asks of it is kept up to date with every article, as a fold asks after each of them.
    """

    backings: dict[str, Backing] = field(default_factory=dict)
    ruling: Ruling | None = None
    is_told_as_news: bool = False
    is_official: bool = False
    letters: Counter[str] = field(default_factory=Counter)  # how many origins have which best letter

    def add(self, evidence: Evidence, weight: Weight) -> None:
        is_official = evidence.is_official and weight is Weight.ASSERTING
        new = Backing(evidence, evidence.reliability, weight, is_official)
        backing = self.backings.setdefault(evidence.origin, new)
        if backing is not new:
            self.letters[backing.letter] -= 1
            backing.add(new)
        self.letters[backing.letter] += 1
        self.is_told_as_news |= weight is Weight.ASSERTING
        self.is_official |= is_official

    @property
    def is_asserted(self) -> bool:
        return self.ruling is not None or self.is_told_as_news

    @property
    def official(self) -> Backing | None:
        """The strongest origin that is official, if one is."""
        return next((backing for _, backing in self.ranked() if backing.is_official), None)

    def ranked(self) -> list[tuple[str, Backing]]:
        """Origins with what they give, strongest first."""
        return sorted(self.backings.items(), key=lambda item: rank_evidence(item[1].best))

    def names(self, worst: str = UNRATED) -> list[str]:
        """Origins no worse than a letter, strongest first."""
        return [origin for origin, backing in self.ranked() if backing.letter <= worst]

    def counted(self) -> list[str]:
        """The origins that a status rests on: the rated ones, or for want of them the others."""
        return self.names(RATED) or self.names(ALONE) or self.names()

    def count(self, worst: str) -> int:
        """How many origins are no worse than a letter."""
        return sum(count for letter, count in self.letters.items() if letter <= worst)

    def letter(self) -> str | None:
        """The best letter of all origins."""
        return min((letter for letter, count in self.letters.items() if count), default=None)

    def article_keys(self) -> tuple[str, ...]:
        """The best article of each origin, strongest first."""
        return tuple(backing.best.article_key for _, backing in self.ranked())

    def ground(self, signal: Signal) -> Grounding:
        """How well the claim is grounded, by the second table of the module's docstring."""
        if self.ruling is not None or self.is_official:
            return Grounding.OFFICIAL
        if not (count := self.count(RATED)) or not self.is_asserted:
            return Grounding.LOW
        return Grounding.SEVERAL if count >= signal.origins else Grounding.SINGLE

    def level(self, signal: Signal) -> Status:
        """The status this claim would give, were it neither denied nor reversed."""
        if self.ground(signal) is Grounding.OFFICIAL:
            return Status.CONFIRMED
        if not self.is_asserted or not (self.count(ALONE) or len(self.backings) > 1):
            return Status.WATCH
        if self.count(GOOD) >= signal.confirming_origins:
            return Status.CONFIRMED
        return Status.CORROBORATED if self.count(RATED) >= signal.origins else Status.REPORTED


def is_as_well_grounded(undoing: Claim, confirmation: Claim, signal: Signal) -> bool:
    """Whether a denial or a reversal weighs as much as what it undoes, by the rule above."""
    needed = min(confirmation.ground(signal), Grounding.SEVERAL)
    return undoing.is_asserted and undoing.ground(signal) >= max(needed, Grounding.SINGLE)


def grade_claim(status: Status, claim: Claim, signal: Signal) -> Grade | None:
    """The Admiralty pair, by the last table of the module's docstring; None for QUIET."""
    if status is Status.QUIET:
        return None
    # A person's word without an article behind it: the analyst is a reliable origin by definition.
    letter = claim.letter() or ("A" if claim.ruling is not None else UNRATED)
    return Grade(letter, _judge_credibility(status, claim, signal))


def _judge_credibility(status: Status, claim: Claim, signal: Signal) -> int:
    if status is Status.WATCH:
        return 6
    if status is Status.DISPUTED:
        return 5 if claim.ground(signal) is Grounding.OFFICIAL else 4
    by_level = {Status.CONFIRMED: 1, Status.CORROBORATED: 2}
    return by_level.get(claim.level(signal), 3)
