"""Prefilter, matching and stance over an article's title, summary and text -> at most one Verdict a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watcher.model import Article, Entity, Signal, Verdict

RULES_VERSION = "1"
"""Changes whenever the same article and signal may be judged otherwise than before."""


class Judge:
    """All signals, compiled once.  Knows nothing of the world but what signals.toml says."""

    def __init__(self, signals: Iterable[Signal], entities: Mapping[str, Entity]) -> None:
        raise NotImplementedError

    def is_candidate(self, article: Article) -> bool:
        """Whether some signal may have evidence in `article`; never false where `judge` finds any."""
        raise NotImplementedError

    def find_candidates(self, texts: Sequence[str]) -> list[int]:
        """Which of `texts` (title and summary in one string each) are worth a judgement: their indexes."""
        raise NotImplementedError

    def judge(self, article: Article) -> tuple[Verdict, ...]:
        """What `article` says, at most one verdict a signal, in the order of the signals."""
        raise NotImplementedError
