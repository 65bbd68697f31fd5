"""Which signals an article may speak of at all: a scan for many words at once, then a look at the words.

An article passes for a signal when it names the signal's object (its actor, when there is no object) and
has a word that the signal's patterns hang on.  The names are looked for with Aho-Corasick; a name with one
slip keeps its first or its last half, so these are looked for too, and the word around a hit is compared.
What passes is a superset of what the judge finds evidence in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick
from rapidfuzz.distance import OSA

from watcher.core.matching import Role
from watcher.core.text import key_of, tokenize
from watcher.core.words import COMMON_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watcher.core.matching import CompiledSignal
    from watcher.core.repair import Speller

_SHORTEST_FUZZY = 5
_WORD = re.compile(r"[^\W_]+")
_CACHE_LIMIT = 200_000
_NOBODY: frozenset[int] = frozenset()


class Prefilter:
    """Compiled once for all signals; `find_signals` is called for every article."""

    def __init__(self, compiled: Sequence[CompiledSignal], speller: Speller) -> None:
        self._speller = speller
        self._gates = [_gate_words(signal) for signal in compiled]
        self._owners: dict[str, set[int]] = {}
        for index, signal in enumerate(compiled):
            for anchor in _anchors(signal):
                self._owners.setdefault(anchor, set()).add(index)
        self._patterns: list[str] = []
        self._anchor_of: list[str] = []
        for anchor in sorted(self._owners):
            for pattern in _pieces(anchor):
                self._patterns.append(pattern)
                self._anchor_of.append(anchor)
        self._automaton = AhoCorasick(self._patterns)
        self._named: dict[tuple[str, str], bool] = {}
        self._all = frozenset(range(len(compiled)))

    def find_signals(self, text: str) -> Iterable[int]:
        """Indexes of the signals that `text` may speak of, ascending."""
        low = f" {text.lower()} "
        hits = self._automaton.find_matches_as_indexes(low, overlapping=True)
        if not hits:
            return ()
        found: set[int] = set()
        for pattern, start, end in hits:
            anchor = self._anchor_of[pattern]
            if self._is_named(anchor, low, start, end):
                found |= self._owners[anchor]
        if not found:
            return ()
        return self._check_gates(found, low, text)

    def _is_named(self, anchor: str, low: str, start: int, end: int) -> bool:
        """Whether the word around a hit is the anchor, or one slip away from it."""
        start += low[start] == " "
        end -= not low[end - 1].isalnum()
        while start and low[start - 1].isalnum():
            start -= 1
        size = len(low)
        while end < size and low[end].isalnum():
            end += 1
        word = low[start:end]
        if word == anchor:
            return True
        if abs(len(word) - len(anchor)) > 1:
            return anchor in word and len(anchor) >= _SHORTEST_FUZZY and word.startswith(anchor)
        known = self._named.get((anchor, word))
        if known is None:
            if len(self._named) > _CACHE_LIMIT:
                self._named.clear()
            known = len(anchor) >= _SHORTEST_FUZZY and OSA.distance(anchor, word, score_cutoff=1) <= 1
            self._named[anchor, word] = known
        return known

    def _check_gates(self, found: set[int], low: str, text: str) -> list[int]:
        words = {key_of(word) for word in _WORD.findall(low)}
        passed = [index for index in found if not self._gates[index].isdisjoint(words)]
        missing = found.difference(passed)
        if missing:
            mended = {token.key for token in self._speller.mend(tokenize(text))}
            passed += [index for index in missing if not self._gates[index].isdisjoint(mended)]
        return sorted(passed)


def _anchors(signal: CompiledSignal) -> set[str]:
    """One telling word of each name by which the signal's object (or actor) may appear."""
    roles = (Role.OBJECT,) if signal.signal.object else (Role.ACTOR, Role.PRODUCT)
    return {_telling(term.words) for term in signal.terms if term.role in roles and not term.is_anaphor}


def _telling(words: Sequence[str]) -> str:
    """The word of a phrase that the fewest other texts have: no common word if possible, then the longest."""
    return max(words, key=lambda word: (word not in COMMON_WORDS and len(word) >= _SHORTEST_FUZZY, len(word)))


def _gate_words(signal: CompiledSignal) -> frozenset[str]:
    """A word of every phrase that one of the patterns cannot do without."""
    words: set[str] = set()
    for index, pattern in enumerate(signal.signal.patterns):
        if pattern.states or "complement" in pattern.require:
            wanted: tuple[Role, ...] = (Role.STATE, Role.COMPLEMENT)
        else:
            wanted = (Role.VERB, Role.NOUN)
        words.update(
            max(term.words, key=len) for term in signal.terms if term.pattern == index and term.role in wanted
        )
    words.update(max(term.words, key=len) for term in signal.terms if term.role is Role.PRECURSOR)
    return frozenset(words)


_EDGES = (" ", "'", "\u2019", ",", ".", ":", ";", "?", "!", "-", ")", '"', "\u201d")


def _pieces(anchor: str) -> list[str]:
    """What to scan for: the anchor, and its halves at a word's edge, one of which survives any one slip.

    Only a swap across the middle breaks both halves; that one spelling is added.
    """
    if len(anchor) < _SHORTEST_FUZZY:
        return [f" {anchor}"]
    middle = len(anchor) // 2
    swapped = anchor[: middle - 1] + anchor[middle] + anchor[middle - 1] + anchor[middle + 1 :]
    return [anchor, swapped, " " + anchor[:middle], *(anchor[middle:] + edge for edge in _EDGES)]
