"""The lexicon of operators: words that change what a clause says about an event.

A cue is a phrase with a class (what it does), the forms it may govern (its direction and what it reaches)
and a scope.  The idea of phrase, class, direction, scope and pseudo-cue is that of NegEx and ConText; that
operators compose, outer over inner, is that of event factuality (Sauri and Pustejovsky).  What each class
does to a stance stands in core.composition, in one table.

The rows stand in core.lexicon and are read once: inflected forms are generated, spelling is unified.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from watcher.core.inflection import Form, inflect_noun, inflect_verb, word_set
from watcher.core.lexicon import ROWS
from watcher.core.text import tokenize


class CueClass(StrEnum):
    """What an operator does to what it governs."""

    IRREALIS = "irrealis"  # threatened, planned, possible: not done
    REQUEST = "request"  # asked of another: not done, and not ruled out when asked not to
    NEGATION = "negation"  # not, never
    REFUSAL = "refusal"  # declines to, fails to, rejects a request
    RULED_OUT = "ruled out"  # decides against, drops the plan, stops short of
    FALSEHOOD = "falsehood"  # denies that, false reports of
    INSTEAD = "instead"  # rather than, without
    REVERSAL = "reversal"  # blocks, lifts, rescinds
    UPHOLDING = "upholding"  # upholds, leaves in place
    RESTORING = "restoring"  # reinstates, revives
    CHALLENGE = "challenge"  # sues over, appeals: the event stands, its end is sought
    GRANT = "grant"  # grants, wins: what was sought is given
    FULFILMENT = "fulfilment"  # makes good on: what was threatened is done
    LOSS = "loss"  # loses: what was sought is not given
    ORDER = "order"  # orders, directs to
    FACTIVE = "factive"  # decision to, confirms, manages to: what follows holds
    LIGHT = "light"  # issues, imposes: carries the noun
    VEHICLE = "vehicle"  # order, ruling: what an act is done by
    END = "end"  # stops, halts, ends doing
    PSEUDO = "pseudo"  # looks like a cue and is none


class Part(StrEnum):
    """Part of speech of a cue's head."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase of the lexicon.

    `governs` holds the letters of what it may reach: i infinitive, g gerund beside it, f gerund after
    "from", n noun after it, p noun before it (passive or intransitive), c clause.
    `forms` are the verb forms this spelling may be, empty for other parts.  `base` is the row's word.
    """

    words: tuple[str, ...]
    cls: CueClass
    part: Part
    governs: frozenset[str]
    base: str
    forms: frozenset[Form] = frozenset()


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at its place in a sentence: tokens [start, end)."""

    start: int
    end: int
    cues: tuple[Cue, ...]

    def find(self, letter: str) -> Cue | None:
        """The first reading that governs `letter`."""
        return next((cue for cue in self.cues if letter in cue.governs), None)


def key_words(phrase: str) -> tuple[str, ...]:
    """The folded keys of a phrase's words."""
    return tuple(token.key for token in tokenize(phrase.replace("-", " ")))


@cache
def load_cues() -> tuple[Cue, ...]:
    """Every cue in every form, in the order of the rows."""
    cues: list[Cue] = []
    head: tuple[CueClass, Part, frozenset[str]] | None = None
    for line in ROWS.strip().splitlines():
        if not line.startswith(" "):
            cls, part, governs = (cell.strip() for cell in line.split("|"))
            head = CueClass(cls), Part(part), frozenset(governs.split())
        elif head is not None:
            for word in line.strip().strip(",").split(", "):
                cues.extend(_expand(word, *head))
    return tuple(cues)


_PREPOSITIONS = word_set("about against at for from into of on out over toward towards with")
"""Last words of a verb that make it take a gerund where it takes a noun: "hints at"."""


def _expand(word: str, cls: CueClass, part: Part, governs: frozenset[str]) -> list[Cue]:
    if part is Part.VERB:
        *first, last = word.split()
        if first and last in _PREPOSITIONS and "n" in governs:
            governs |= {"g"}
        bare = " ".join(piece for piece in word.split() if piece not in ("a", "the"))  # as headlines have it
        return [
            Cue(key_words(spelling), cls, part, governs, word, forms)
            for verb in dict.fromkeys((word, bare))
            for spelling, forms in inflect_verb(verb).items()
        ]
    spellings = inflect_noun(word) if part is Part.NOUN else (word, word.replace(" the ", " "))
    return [Cue(key_words(spelling), cls, part, governs, word) for spelling in dict.fromkeys(spellings)]
