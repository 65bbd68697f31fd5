"""How fast articles are judged: the engine beside a naive fuzzy match and the bare scan, in one run.

For 3, 30, 300 and 1,000 signals it prints articles per second of CPU on one core:

    naive     rapidfuzz.partial_ratio of each signal's phrase with every article (on a sample, scaled)
    scan      an Aho-Corasick scan for every signal's words alone: the floor
    filter    the engine's prefilter: which signals may an article speak of
    judge     the engine: prefilter, then the verdict of what passes

and the CPU time of one candidate.  The articles are the unrelated news of the shared corpus when it stands
beside the repository, else sentences made here.  Signals beyond the shipped three watch names taken from the
articles themselves, so that they are met.

Usage: python bench/judging.py [--articles N]
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import re
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick
from rapidfuzz import fuzz

from watcher.config.signals import EntityTable, SignalTable
from watcher.core.evidence import Judge
from watcher.model import Article, Entity, EntityKind, Pattern, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REPOSITORY = Path(__file__).resolve().parent.parent
BACKGROUND = REPOSITORY.parent / "shared" / "corpus" / "background.jsonl.gz"
SIZES = (3, 30, 300, 1000)
NAIVE_SAMPLE = 200  # articles the naive way is timed on
ACTS = (
    ("fine", "penalty", "penalty"),
    ("acquire", "takeover", "stake"),
    ("ban", "ban", "product"),
    ("recall", "recall", "model"),
    ("close", "closure", "plant"),
    ("appoint", "appointment", "chief executive"),
)


def read_articles(count: int) -> list[Article]:
    """Unrelated news."""
    if not BACKGROUND.exists():
        return [_make_article(number) for number in range(count)]
    with gzip.open(BACKGROUND, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in itertools.islice(lines, count))
        return [Article(key=row["id"], title=row["title"], summary=row["summary"]) for row in rows]


def _make_article(number: int) -> Article:
    town = ("Ashford", "Brimley", "Corvale", "Dunmere", "Eastwick")[number % 5]
    title = f"{town} council weighs plan number {number} for the old harbour"
    return Article(key=str(number), title=title, summary=f"{title}, said a report seen on Monday. " * 3)


def read_shipped() -> tuple[list[Signal], dict[str, Entity]]:
    """The signals of signals.toml."""
    table = tomllib.loads((REPOSITORY / "signals.toml").read_text(encoding="utf-8"))
    entities = {id_: EntityTable(**row).to_entity(id_) for id_, row in table["entities"].items()}
    return [SignalTable(**row).to_signal(id_) for id_, row in table["signals"].items()], entities


def make_signals(count: int, articles: Sequence[Article]) -> tuple[list[Signal], dict[str, Entity]]:
    """The shipped signals, and further ones on names that the articles have."""
    signals, entities = read_shipped()
    names = Counter(
        name
        for article in articles
        for name in set(
            re.findall(r"\b[A-Z][a-z]{3,} [A-Z][a-z]{3,}\b", f"{article.title} {article.summary}")
        )
    )
    pool = itertools.cycle(name for name, _ in names.most_common(3 * count))
    for number in range(count - len(signals)):
        id_ = f"made-{number}"
        entities[id_] = Entity(id_, (next(pool),), kind=EntityKind.COMPANY)
        verb, noun, complement = ACTS[number % len(ACTS)]
        pattern = Pattern(
            verbs=(verb,), nouns=(noun,), complement=(complement,), require=("object", "complement")
        )
        signals.append(
            Signal(id_, f"Something happened to {entities[id_].names[0]}", (id_,), patterns=(pattern,))
        )
    return signals[:count], entities


def clock(act: Callable[[], object]) -> float:
    """Seconds of CPU, the better of two runs."""
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        act()
        best = min(best, time.process_time() - started)
    return best


def run(count: int, articles: list[Article]) -> None:
    """One row of the table."""
    signals, entities = make_signals(count, articles)
    texts = [f"{article.title} {article.summary}" for article in articles]
    sample = texts[:NAIVE_SAMPLE]
    phrases = [signal.proposition.lower() for signal in signals]
    names = sorted(
        {
            name.lower()
            for signal in signals
            for id_ in signal.object + signal.actor
            for name in entities[id_].names
        }
    )
    scan = AhoCorasick(names)
    judge = Judge(signals, entities)
    naive = clock(lambda: [fuzz.partial_ratio(phrase, text.lower()) for text in sample for phrase in phrases])
    floor = clock(lambda: [scan.find_matches_as_indexes(text.lower(), overlapping=True) for text in texts])
    filtered = clock(lambda: judge.find_candidates(texts))
    judged = clock(lambda: [judge.judge(article) for article in articles])
    candidates = [articles[index] for index in judge.find_candidates(texts)]
    each = clock(lambda: [judge.judge(article) for article in candidates]) / max(1, len(candidates))
    size = len(articles)
    print(
        f"{count:>7,}  {len(sample) / naive:>10,.0f}  {size / floor:>10,.0f}  {size / filtered:>10,.0f}"
        f"  {size / judged:>10,.0f}  {len(candidates):>10,}  {1000 * each:>9.2f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    options = parser.parse_args()
    articles = read_articles(options.articles)
    print(f"{len(articles):,} articles; articles a second of CPU on one core")
    print("signals       naive        scan      filter       judge  candidates  a candidate")
    for count in SIZES:
        run(count, articles)


if __name__ == "__main__":
    main()
