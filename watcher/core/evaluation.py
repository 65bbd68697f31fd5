"""How well verdicts agree with labels: precision, recall and F1 per signal and stance.

An article counts for a signal and a stance when exactly that stance was said of that signal; a wrong
stance is a miss of the labelled one and a false alarm of the one said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from watcher.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Z_95 = 1.959963984540054  # the 97.5 % point of the normal distribution: a two-sided interval of 95 %

Outcome = Stance | None
"""A stance, or None: no evidence."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one stance, and the measures they make; a measure without a denominator is None."""

    hit_count: int
    false_alarm_count: int
    miss_count: int

    @property
    def support(self) -> int:
        return self.hit_count + self.miss_count

    @property
    def precision(self) -> float | None:
        return _share(self.hit_count, self.hit_count + self.false_alarm_count)

    @property
    def recall(self) -> float | None:
        return _share(self.hit_count, self.support)

    @property
    def f1(self) -> float | None:
        return _share(2 * self.hit_count, 2 * self.hit_count + self.false_alarm_count + self.miss_count)

    @property
    def precision_interval(self) -> tuple[float, float] | None:
        return wilson_interval(self.hit_count, self.hit_count + self.false_alarm_count)

    @property
    def recall_interval(self) -> tuple[float, float] | None:
        return wilson_interval(self.hit_count, self.support)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An article of which something else was said than its label: `said` None is a plain miss."""

    article_key: str
    signal_id: str
    labelled: Outcome
    said: Outcome


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of comparing verdicts with labels.

    `confusion` counts (signal, labelled, said) where at least one of the two is a stance; scores are
    given for each signal and stance that was labelled or said at least once.
    """

    article_count: int
    confusion: Mapping[tuple[str, Outcome, Outcome], int]
    disagreements: tuple[Disagreement, ...]

    def score(self, signal_id: str, stance: Stance) -> Score:
        """Score one stance of one signal."""
        return self._score({signal_id}, stance)

    def total(self, stance: Stance) -> Score:
        """Score one stance over all signals, each article and signal weighing the same."""
        return self._score(set(self.signals), stance)

    @property
    def signals(self) -> tuple[str, ...]:
        """Signals that were labelled or said, sorted."""
        return tuple(sorted({signal for signal, _, _ in self.confusion}))

    def stances(self, signal_id: str | None = None) -> tuple[Stance, ...]:
        """Stances labelled or said of a signal, or of any, in the order of `Stance`."""
        seen = {
            outcome
            for signal, labelled, said in self.confusion
            for outcome in (labelled, said)
            if signal_id in (None, signal)
        }
        return tuple(stance for stance in Stance if stance in seen)

    def _score(self, signals: set[str], stance: Stance) -> Score:
        counts: Counter[str] = Counter()
        for (signal, labelled, said), count in self.confusion.items():
            if signal not in signals:
                continue
            if labelled is stance and said is stance:
                counts["hit"] += count
            elif labelled is stance:
                counts["miss"] += count
            elif said is stance:
                counts["false alarm"] += count
        return Score(counts["hit"], counts["false alarm"], counts["miss"])


def evaluate(
    judged: Iterable[tuple[str, Mapping[str, Stance], Mapping[str, Stance]]],
) -> Evaluation:
    """Compare what was labelled with what was said.

    `judged` gives for each article its key, its labels and what was said, both as signal id -> stance.
    """
    article_count = 0
    confusion: Counter[tuple[str, Outcome, Outcome]] = Counter()
    disagreements: list[Disagreement] = []
    for article_key, labels, said in judged:
        article_count += 1
        for signal_id in sorted({*labels, *said}):
            wanted, got = labels.get(signal_id), said.get(signal_id)
            confusion[signal_id, wanted, got] += 1
            if wanted is not got:
                disagreements.append(Disagreement(article_key, signal_id, wanted, got))
    return Evaluation(article_count, dict(confusion), tuple(disagreements))


def wilson_interval(hit_count: int, trial_count: int) -> tuple[float, float] | None:
    """Give the 95 % score interval of a proportion; None where nothing was tried.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
    (1927) 209-212.  Unlike the normal interval it stays inside 0..1 and is sound for few trials.
    """
    if trial_count == 0:
        return None
    share = hit_count / trial_count
    square = Z_95 * Z_95
    centre = share + square / (2 * trial_count)
    spread = Z_95 * sqrt(share * (1 - share) / trial_count + square / (4 * trial_count * trial_count))
    scale = 1 + square / trial_count
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
