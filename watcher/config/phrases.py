"""Phrases with choices: "(leave|quit) (Claude|the model)" stands for the four it spells."""

from __future__ import annotations

import re
from itertools import product
from math import prod

MOST_SPELLINGS = 1000
"""Spellings that one phrase may stand for."""

_MARKS = frozenset("()|")
_CHOICE = re.compile(r"\(([^()]*)\)")


def expand_phrase(phrase: str) -> tuple[str, ...]:
    """Every spelling of a phrase, in the order its choices are written; itself where it has none.

    A choice stands in parentheses, its alternatives parted by bars; an empty one leaves it out:
    "off (the |)platform".  Raises ValueError when parentheses or bars do not match, a spelling is
    empty, or there are more than MOST_SPELLINGS.
    """
    plain = _CHOICE.sub("", phrase)
    if not _MARKS.isdisjoint(plain):
        raise ValueError('parentheses and bars that match, as in "(one|other) word"')
    parts = _CHOICE.split(phrase)  # plain text and choices by turns
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    count = prod(map(len, choices))
    if count > MOST_SPELLINGS:
        raise ValueError(f"it stands for {count} phrases, and may for {MOST_SPELLINGS}: write several")
    spellings = dict.fromkeys(" ".join("".join(pieces).split()) for pieces in product(*choices))
    if "" in spellings:
        raise ValueError("choices of which every spelling has a word")
    return tuple(spellings)
