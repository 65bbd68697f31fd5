from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.evaluation import Score, evaluate, wilson_interval
from watcher.model import Stance

JUDGED = [
    ("hit", {"s": Stance.CONFIRMS}, {"s": Stance.CONFIRMS}),
    ("miss", {"s": Stance.CONFIRMS}, {}),
    ("false alarm", {}, {"s": Stance.CONFIRMS}),
    ("confused", {"s": Stance.CONFIRMS}, {"s": Stance.ANTICIPATES}),
    ("other signal", {"t": Stance.DENIES}, {"t": Stance.DENIES, "s": Stance.REVERSES}),
    ("nothing", {}, {}),
]


@pytest.mark.parametrize(
    ("signal", "stance", "expected"),
    [
        ("s", Stance.CONFIRMS, Score(hit_count=1, false_alarm_count=1, miss_count=2)),
        ("s", Stance.ANTICIPATES, Score(hit_count=0, false_alarm_count=1, miss_count=0)),
        ("s", Stance.REVERSES, Score(hit_count=0, false_alarm_count=1, miss_count=0)),
        ("s", Stance.DENIES, Score(hit_count=0, false_alarm_count=0, miss_count=0)),
        ("t", Stance.DENIES, Score(hit_count=1, false_alarm_count=0, miss_count=0)),
    ],
)
def test_a_wrong_stance_is_a_miss_of_one_and_a_false_alarm_of_the_other(
    signal: str, stance: Stance, expected: Score
) -> None:
    assert evaluate(JUDGED).score(signal, stance) == expected


def test_totals_add_up_over_signals() -> None:
    assert evaluate(JUDGED).total(Stance.DENIES) == Score(1, 0, 0)
    assert evaluate(JUDGED).total(Stance.CONFIRMS) == Score(1, 1, 2)


def test_every_disagreement_is_listed_and_articles_without_any_stance_are_counted() -> None:
    evaluation = evaluate(JUDGED)
    assert evaluation.article_count == 6
    assert [(item.article_key, item.signal_id) for item in evaluation.disagreements] == [
        ("miss", "s"),
        ("false alarm", "s"),
        ("confused", "s"),
        ("other signal", "s"),
    ]


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (Score(3, 1, 2), 0.75, 0.6, 2 / 3),
        (Score(0, 0, 0), None, None, None),
        (Score(0, 2, 0), 0.0, None, 0.0),
        (Score(0, 0, 2), None, 0.0, 0.0),
    ],
)
def test_measures_are_those_of_the_textbook_and_undefined_without_a_denominator(
    score: Score, precision: float | None, recall: float | None, f1: float | None
) -> None:
    measured = (score.precision, score.recall, score.f1)
    assert measured == pytest.approx((precision, recall, f1))


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(hits: int, trials: int, low: float, high: float) -> None:
    assert wilson_interval(hits, trials) == pytest.approx((low, high), abs=5e-5)


def test_nothing_tried_has_no_interval() -> None:
    assert wilson_interval(0, 0) is None


@given(st.integers(1, 10_000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(counts: tuple[int, int]) -> None:
    hits, trials = counts
    interval = wilson_interval(hits, trials)
    assert interval is not None
    low, high = interval
    assert 0.0 <= low <= hits / trials + 1e-12
    assert hits / trials - 1e-12 <= high <= 1.0


OUTCOMES = st.dictionaries(st.sampled_from("st"), st.sampled_from(list(Stance)))


@given(st.lists(st.tuples(st.text(max_size=3), OUTCOMES, OUTCOMES)))
def test_every_label_is_a_hit_or_a_miss_and_every_verdict_a_hit_or_a_false_alarm(
    judged: list[tuple[str, dict[str, Stance], dict[str, Stance]]],
) -> None:
    scores = [evaluate(judged).total(stance) for stance in Stance]
    assert sum(score.support for score in scores) == sum(len(labels) for _, labels, _ in judged)
    assert sum(score.hit_count + score.false_alarm_count for score in scores) == sum(
        len(said) for _, _, said in judged
    )
