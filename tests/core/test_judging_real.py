"""The shipped signals on labelled real and authored articles, under small changes, and on unrelated news."""

from __future__ import annotations

import gzip
import json
import random  # noqa: TID251  # slips are drawn from a fixed seed
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.core.judging import load_signals, open_judge, stances
from watcher.core.evaluation import evaluate
from watcher.model import Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from watcher.core.evaluation import Evaluation
    from watcher.core.evidence import Judge

REPOSITORY = Path(__file__).resolve().parent.parent.parent
TOPICS = sorted((REPOSITORY / "tests" / "data" / "topics").iterdir())
SEED = 11  # the slips are drawn anew from here in every run, so they are the same


@cache
def _shipped() -> Judge:
    return open_judge(REPOSITORY / "signals.toml")


def _read(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article.get("sure", True):
                yield article


def _evaluate(judge: Judge, articles: Iterator[dict[str, Any]]) -> Evaluation:
    return evaluate(
        (
            article["id"],
            {id_: Stance(stance) for id_, stance in article["labels"].items()},
            stances(judge, article["title"], article["summary"]),
        )
        for article in articles
    )


GOALS = [
    (Stance.CONFIRMS, 0.97, 0.95),
    (Stance.ANTICIPATES, 0.90, 0.90),
    (Stance.REVERSES, 0.95, 0.85),
    (Stance.REINSTATES, 0.95, 0.85),
    (Stance.DENIES, 0.90, 0.90),
]


@pytest.mark.parametrize(("stance", "precision", "recall"), GOALS)
def test_the_shipped_signals_reach_their_goals(
    shared: Path, stance: Stance, precision: float, recall: float
) -> None:
    files = [shared / "corpus" / name for name in ("dispute.jsonl", "authored.jsonl")]
    evaluation = _evaluate(_shipped(), (article for file in files for article in _read(file)))
    score = evaluation.total(stance)
    assert (score.precision or 0) >= precision
    assert (score.recall or 0) >= recall


def test_unrelated_news_raises_no_alarm(shared: Path) -> None:
    judged = (
        (article["title"], stances(_shipped(), article["title"], article["summary"]))
        for article in _read(shared / "corpus" / "background.jsonl.gz")
    )
    alarms = [(title, said) for title, said in judged if set(said.values()) - {Stance.ANTICIPATES}]
    assert alarms == []


def test_unusual_wordings_are_read_as_well() -> None:
    """Other verbs, passives, nouns, threats and reversals than those of the examples."""
    kept = Counter(
        stances(_shipped(), row["title"], row["summary"]).get(row["signal"])
        is (Stance(row["labels"][row["signal"]]) if row["labels"] else None)
        for row in _read(REPOSITORY / "tests" / "data" / "judging" / "variants.jsonl")
    )
    assert kept[True] / kept.total() >= 0.93


def _slip(text: str, draw: random.Random) -> str:
    """One letter dropped, doubled up, replaced or swapped in one word of five letters or more."""
    words = list(re.finditer(r"[A-Za-z]{5,}", text))
    if not words:
        return text
    word = draw.choice(words)
    place = word.start() + draw.randrange(len(word.group()) - 1)
    letter = draw.choice("abcdefghijklmnopqrstuvwxyz")
    return draw.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        ]
    )


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "one slip": _slip,
    "capitals": lambda text, _: text.upper(),
    "lower case": lambda text, _: text.lower(),
    "hyphens split": lambda text, _: text.replace("-", " "),
    "hyphens joined": lambda text, _: re.sub(r"(?<=[a-z])-(?=[a-z])", "", text),
    "typographic": lambda text, _: text.replace("'", "\u2019").replace('"', "\u201c").replace("-", "\u2011"),
    "British": lambda text, _: text.replace("Defense", "Defence").replace("labeled", "labelled"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_small_changes_keep_the_stance(shared: Path, change: str) -> None:
    draw = random.Random(SEED)  # noqa: S311  # slips, not secrets
    kept: Counter[bool] = Counter()
    for article in _read(shared / "corpus" / "authored.jsonl"):
        title, summary = article["title"], article["summary"]
        before = stances(_shipped(), title, summary)
        for _ in range(5 if change == "one slip" else 1):
            changed = CHANGES[change](title or summary, draw)
            after = stances(_shipped(), *((changed, summary) if title else ("", changed)))
            kept.update(after.get(id_) is stance for id_, stance in before.items())
    assert kept[True] / kept.total() >= 0.98


def test_signals_of_other_topics_work_on_their_first_draft() -> None:
    judged = []
    for topic in TOPICS:
        judge = open_judge(topic / "signal.toml")
        for article in _read(topic / "articles.jsonl"):
            said = stances(judge, article["title"], article["summary"])
            labels = {id_: Stance(stance) for id_, stance in article["labels"].items()}
            judged.append((article["id"], labels, said))
    score = evaluate(judged).total(Stance.CONFIRMS)
    assert (score.precision or 0) >= 0.90
    assert (score.recall or 0) >= 0.85


@pytest.mark.parametrize(
    "path",
    [REPOSITORY / "signals.toml", *(topic / "signal.toml" for topic in TOPICS)],
    ids=lambda path: path.parent.name,
)
def test_every_signal_has_ten_examples(path: Path) -> None:
    signals, _, _ = load_signals(path)
    assert all(len(signal.examples) >= 10 for signal in signals)


def test_the_shipped_examples_hold() -> None:
    signals, _, _ = load_signals(REPOSITORY / "signals.toml")
    wrong = [
        (signal.id, example.title or example.summary)
        for signal in signals
        for example in signal.examples
        if stances(_shipped(), example.title, example.summary).get(signal.id) is not example.stance
    ]
    assert wrong == []
