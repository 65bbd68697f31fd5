"""Repair of words that nobody wrote on purpose: misspelt, run together, torn apart.

A word is repaired only towards the words that matter here (the signals' and the lexicon's) and only when
it is not itself a common word.  The measure is optimal string alignment: one slip is an insertion, a
deletion, a replacement or a swap of neighbours.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from watcher.core.words import COMMON_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watcher.core.text import Token

_SHORTEST = 5
_LONG = 8  # from here on the first letter may be wrong as well
_SHORTEST_SOLID = 7


class Speller:
    """Knows the words that matter; mends tokens towards them."""

    def __init__(self, phrases: Iterable[Sequence[str]], others: Iterable[Sequence[str]] = ()) -> None:
        """Words of `phrases` are known and mended towards; words of `others` are known only."""
        self._words: set[str] = {word for phrase in others for word in phrase}
        self._before: dict[str, set[str]] = {}
        self._after: dict[str, set[str]] = {}
        self._solid: dict[str, tuple[str, str]] = {}
        self._by_length: dict[int, list[str]] = {}
        targets: dict[str, None] = {}
        for phrase in phrases:
            targets.update(dict.fromkeys(phrase))
            for first, second in pairwise(phrase):
                self._after.setdefault(first, set()).add(second)
                self._before.setdefault(second, set()).add(first)
                if len(first + second) >= _SHORTEST_SOLID:
                    self._solid[first + second] = (first, second)
        self._words.update(targets)
        for word in self._words:
            self._solid.pop(word, None)
        for word in targets:
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._mended: dict[str, str | None] = {}

    def mend(self, tokens: list[Token]) -> list[Token]:
        """The tokens with run-together words split, torn words joined and misspelt words repaired."""
        mended: list[Token] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            joined = self._join(tokens, index)
            if joined is not None:
                mended.append(joined)
                index += 2
                continue
            index += 1
            if token.key in self._words or not token.key.isalpha():
                mended.append(token)
                continue
            previous = mended[-1].key if mended else ""
            following = tokens[index].key if index < len(tokens) else ""
            if _is_common(token.key):
                key = self._find_between(token.key, previous, following)
                mended.append(replace(token, key=key, repaired_from=token.key) if key else token)
            else:
                mended.extend(self._mend_one(token, previous, following))
        return mended

    def _join(self, tokens: Sequence[Token], index: int) -> Token | None:
        """One word of two that stand side by side and are not expected to ("black list")."""
        if index + 1 >= len(tokens):
            return None
        first, second = tokens[index], tokens[index + 1]
        whole = first.key + second.key
        if len(whole) < _SHORTEST_SOLID or whole not in self._words or second.start - first.end != 1:
            return None
        if second.key in self._after.get(first.key, ()):
            return None
        return replace(second, key=whole, start=first.start, text=first.text + second.text)

    def _mend_one(self, token: Token, previous: str, following: str) -> list[Token]:
        solid = self._solid.get(token.key)
        if solid is not None:
            middle = token.start + len(solid[0])
            return [
                replace(
                    token, key=solid[0], end=middle, text=token.text[: len(solid[0])], is_possessive=False
                ),
                replace(token, key=solid[1], start=middle, text=token.text[len(solid[0]) :]),
            ]
        key = self._find_neighbour(token.key, previous, following) or self._find_nearest(token.key)
        return [replace(token, key=key, repaired_from=token.key)] if key else [token]

    def _find_neighbour(self, word: str, previous: str, following: str) -> str | None:
        """A word that is expected between its neighbours, one slip away: this mends short words too."""
        if len(word) < _SHORTEST - 2:
            return None
        return _find_slip(word, self._after.get(previous, set()) | self._before.get(following, set()))

    def _find_between(self, word: str, previous: str, following: str) -> str | None:
        """A word that both neighbours expect: a common word in its place is a slip ("supply chin risk")."""
        return _find_slip(word, self._after.get(previous, set()) & self._before.get(following, set()))

    def _find_nearest(self, word: str) -> str | None:
        if word not in self._mended:
            if len(self._mended) > 100_000:
                self._mended.clear()
            self._mended[word] = self._search(word)
        return self._mended[word]

    def _search(self, word: str) -> str | None:
        size = len(word)
        if size < _SHORTEST - 1:
            return None
        pool = [other for length in range(size - 1, size + 2) for other in self._by_length.get(length, ())]
        found = process.extract(word, pool, scorer=OSA.distance, score_cutoff=1, limit=8)
        near = [other for other, _, _ in found if _may_be_slip(word, other)]
        return min(near, key=lambda other: _slip_rank(word, other), default=None)


_ENDINGS = ("ing", "ed", "s")


def _is_common(word: str) -> bool:
    """Whether a word, or what its ending is added to, is an ordinary one: "debuting" is no slip."""
    bases = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return word in COMMON_WORDS or any(len(base) >= _SHORTEST and base in COMMON_WORDS for base in bases)


def _find_slip(word: str, expected: Iterable[str]) -> str | None:
    """The one of the expected words, if it is one only, that is one slip away."""
    near = [other for other in expected if len(other) > 3 and OSA.distance(word, other, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def _may_be_slip(word: str, other: str) -> bool:
    """Whether the first letter allows it, and an ending does not make another word of it."""
    if _is_inflection(word, other):
        return False
    if word[0] == other[0] or len(word) >= _LONG:
        return True
    is_swapped = word[1] == other[0] and word[0] == other[1]
    return is_swapped or (len(word) >= _SHORTEST and (word[1:] == other or other[1:] == word))


def _slip_rank(word: str, other: str) -> tuple[int, int]:
    """Likelier slips first: a swap, a letter too few, one too many, one replaced; then the same start."""
    kind = 0 if sorted(word) == sorted(other) else 1 + (len(word) >= len(other)) + (len(word) == len(other))
    common = next(
        (index for index, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), 99
    )
    return kind, -common


def _is_inflection(word: str, other: str) -> bool:
    """A word that differs by an ending only is another word ("labels", "labeler"), not a slip."""
    short, long = sorted((word, other), key=len)
    return long.startswith(short) and long[len(short) :] in {"s", "d", "r", "er", "es", "ed", "ly", "y", "al"}
