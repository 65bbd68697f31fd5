"""Which signals an article may speak of at all, told from its words alone.

An article passes for a signal when it names the signal's object (its actor, when there is no object) and
has a word that the signal's patterns hang on.  With few signals an Aho-Corasick scan for the names, and for
the halves of names of which one survives any one slip, sends most articles away at once.  Then every
distinct word is looked up once and remembered, so that the cost hardly depends on the number of signals.  A
word one slip away from one that matters counts as it; such words are found by what is left of both when one
letter is dropped (W. Garbe's SymSpell).  What passes is a superset of what the judge finds evidence in.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick
from rapidfuzz.distance import OSA

from watcher.core.terms import Role
from watcher.core.text import key_of
from watcher.core.words import COMMON_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watcher.core.terms import Term
    from watcher.core.vocabulary import CompiledSignal

_SHORTEST_FUZZY = 5
_SHORTEST_SOLID = 7
_WORD = re.compile(r"[^\W_]+")
_MEMORY = 300_000  # words remembered
_FEW = 2_000  # with more pieces than this, nearly every article has one


class Prefilter:
    """Compiled once for all signals; `find_signals` is called for every article."""

    def __init__(self, compiled: Sequence[CompiledSignal]) -> None:
        self._names: dict[str, list[tuple[int, frozenset[str]]]] = {}
        self._gates: list[frozenset[str]] = []
        lexicon = _Lexicon()
        for index, signal in enumerate(compiled):
            for words in {_split(term.words) for term in _list_names(signal)}:
                telling = _pick_telling(words)
                self._names.setdefault(telling, []).append((index, frozenset(words) - {telling}))
                lexicon.add(words)
            phrases = {_split(term.words) for term in _list_gates(signal)}
            self._gates.append(frozenset(_pick_telling(words) for words in phrases))
            for words in phrases:
                lexicon.add(words)
        self._lexicon = lexicon
        pieces = sorted({piece for name in self._names for piece in _cut(name)})
        self._scan = AhoCorasick(pieces) if len(pieces) <= _FEW else None

    def find_signals(self, text: str) -> Iterable[int]:
        """Indexes of the signals that `text` may speak of, ascending."""
        low = text.lower()
        if self._scan is not None and not self._scan.find_matches_as_indexes(f" {low} "):
            return ()
        words = _WORD.findall(low)
        known = self._lexicon.recognize(set(words))
        named = {
            index
            for word in known
            if word in self._names
            for index, others in self._names[word]
            if others <= known
        }
        if not named:
            return ()
        passed = [index for index in named if not self._gates[index].isdisjoint(known)]
        if len(passed) < len(named):
            torn = {first + second for first, second in pairwise(words)}  # "black list"
            passed += [index for index in named.difference(passed) if not self._gates[index].isdisjoint(torn)]
        return sorted(passed)


class _Lexicon:
    """The words that matter, and for every word met so far which of them it may stand for."""

    def __init__(self) -> None:
        self._own: set[str] = set()
        self._solid: dict[str, tuple[str, ...]] = {}
        self._shortened: dict[str, set[str]] = {}
        self._met: dict[str, tuple[str, ...]] = {}
        self._idle: set[str] = set()  # words met that stand for none

    def add(self, words: tuple[str, ...]) -> None:
        """Words of one phrase; run together they are the phrase too."""
        solid = "".join(words)
        if len(words) > 1 and len(solid) >= _SHORTEST_SOLID:
            self._solid[solid] = words
        for word in words:
            if word not in self._own:
                self._own.add(word)
                if len(word) >= _SHORTEST_FUZZY:
                    for short in _shorten(word):
                        self._shortened.setdefault(short, set()).add(word)

    def recognize(self, words: set[str]) -> set[str]:
        """The words that matter among `words`, slips and joined words resolved."""
        known: set[str] = set()
        for word in words - self._idle:
            found = self._met.get(word)
            if found is None:
                found = self._meet(word)
            known.update(found)
        return known

    def _meet(self, word: str) -> tuple[str, ...]:
        found = self._look_up(word)
        if found:
            self._met[word] = found
        else:
            self._idle.add(word)
        if len(self._idle) + len(self._met) > _MEMORY:
            self._idle.clear()
            self._met.clear()
        return found

    def _look_up(self, word: str) -> tuple[str, ...]:
        key = key_of(word)
        if key in self._own:
            return (key,)
        if key in self._solid:
            return self._solid[key]
        if key in COMMON_WORDS or len(key) < _SHORTEST_FUZZY - 1:
            return ()
        near = {other for short in _shorten(key) for other in self._shortened.get(short, ())}
        return tuple(other for other in near if OSA.distance(key, other, score_cutoff=1) <= 1)


def _shorten(word: str) -> set[str]:
    """The word, and what is left of it without any one letter."""
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}


_EDGES = (" ", "'", "\u2019", ",", ".", ":", ";", "?", "!", "-", ")", '"', "\u201d", "/", "\n")


def _cut(name: str) -> list[str]:
    """What to scan for: the name, and its halves at a word's edge.

    Only a swap across the middle breaks both halves; that one spelling is added.
    """
    if len(name) < _SHORTEST_FUZZY:
        return [name]
    middle = len(name) // 2
    swapped = name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]
    start, end = name[:middle], name[middle:]
    return [name, swapped, *(edge + start for edge in _EDGES), *(end + edge for edge in _EDGES)]


def _split(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of tokens as the scan's words: "u.s" is two."""
    return tuple(part for word in words for part in _WORD.findall(word))


def _pick_telling(words: Sequence[str]) -> str:
    """The word of a phrase that the fewest other texts have: no common word if possible, then the longest."""
    return max(words, key=lambda word: (word not in COMMON_WORDS and len(word) >= _SHORTEST_FUZZY, len(word)))


def _list_names(signal: CompiledSignal) -> list[Term]:
    roles = (Role.ACTOR, Role.PRODUCT, Role.OBJECT) if signal.may_lack_object else (Role.OBJECT,)
    return [term for term in signal.terms if term.role in roles and not term.is_anaphor]


def _list_gates(signal: CompiledSignal) -> list[Term]:
    """A phrase of each kind that some pattern cannot do without."""
    terms = [term for term in signal.terms if term.role is Role.PRECURSOR]
    for index, pattern in enumerate(signal.signal.patterns):
        needs_complement = pattern.states or "complement" in pattern.require
        wanted = (Role.STATE, Role.COMPLEMENT) if needs_complement else (Role.VERB, Role.NOUN)
        terms += [term for term in signal.terms if term.pattern == index and term.role in wanted]
    return terms
