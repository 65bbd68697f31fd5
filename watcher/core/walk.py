"""A walk outward from a frame: what is known of its sentence, and what has been read so far."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from watcher.core.composition import Reading, State
from watcher.core.cues import CueClass, CueHit, Part
from watcher.core.frames import Frame, Kind
from watcher.core.inflection import Form, word_set
from watcher.core.reading import Sentence, looks_nominal
from watcher.core.terms import Hits, Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from watcher.core.cues import Cue
    from watcher.core.terms import Hit
    from watcher.model import Signal


class Shape(StrEnum):
    """What the element under an operator is."""

    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Element:
    """What an operator may govern: tokens [start, end), its head at `head`."""

    shape: Shape
    start: int
    end: int
    head: int
    is_plan: bool = False  # a noun for something not done: plan, threat, bid
    is_past: bool = False
    is_participle: bool = False


_PLAIN_MODALS = word_set("will would could might")
_OPENERS = word_set("the a an its their his her our")
_PARTICIPLES = frozenset({Form.PAST, Form.PARTICIPLE})
BARRIERS = word_set(
    """
    ; ( ) - : . ! ? which who because although though while whereas but since when amid until why how
    what despite after even following where
    """
)
"""What the search for an operator left of a verb does not cross."""
COURT_WORDS = word_set(
    """
    appeal appeals ruling lawsuit court courts judge judges panel justice justices circuit tribunal jury
    magistrate bench appellate scotus jurist relief motion petition injunction injunctions
    """
)
"""Words that tell that a court, or a case before one, is spoken of."""
SMALL_WORDS = word_set(
    """
    of on against for to over in from at the a an its his their this that such with under into as by
    """
)
"""Prepositions and determiners, which stand between an operator and a noun at no cost."""
PRONOUNS = word_set("it he she they we i you")
"""Pronouns that are the subject of a clause of their own."""
CLAUSE_STARTS = word_set(
    """
    ; ( ) - : . ! ? | while whereas although though but because since when after before until as and
    """
)
"""What stands before a clause, or opens it."""
REPORTS = word_set(
    """
    report reports claim claims rumor rumors post posts story stories suggestion suggestions allegation
    image images screenshot screenshots photo photos video videos meme memes
    """
)
"""Nouns for what is said by somebody, true or not."""
_ASIDE = 7  # words of "dropped by the state," up to its comma
_DEFINITE = word_set("the its his their this that such our")
"""Determiners of what is known to be there."""
_NOUN_STARTS = word_set("the a an its his their preliminary temporary federal court emergency")
"""Words that open the noun phrase of an operator: "a preliminary injunction"."""


_ASPECTUAL = frozenset({"finish", "complete", "begin", "start"})


def _is_aspectual(hit: CueHit) -> bool:
    """Whether a cue governs only the verb right after it: "finishes paperwork to label" labels nobody yet."""
    return any(cue.base in _ASPECTUAL for cue in hit.cues)


_FILINGS = word_set("filing filings papers documents records")
"""What parties hand in: a court that is named for it has not ruled."""


class Walk:
    """A walk outward from a frame's trigger, one operator at a time.

    `used` are the tokens that have had their say; `reading` is what they made of the act so far.
    """

    def __init__(self, sentence: Sentence, frame: Frame, hits: Hits, signal: Signal) -> None:
        self.sentence = sentence
        self.keys = sentence.keys
        self.frame = frame
        self.hits = hits
        self.signal = signal
        self.used: set[int] = set(range(frame.trigger.start, frame.trigger.end))
        complement = frame.slots.get("complement")
        if complement is not None:
            self.used |= set(range(complement.start, complement.end))
        self.reading = Reading(State.DONE)

    def is_slot(self, index: int) -> bool:
        """Whether the token belongs to a hit of object, actor, place or product."""
        return any(
            hit.start <= index < hit.end
            for role in (Role.OBJECT, Role.ACTOR, Role.PLACE, Role.PRODUCT)
            for hit in self.hits.of(role)
        )

    def is_name(self, hit: CueHit) -> bool:
        """Whether the cue lies inside a name of the signal ("Supply", "War Department").

        What is done to the object itself, or to "it", by a verb of the signal is the act, and undoes none.
        """
        if self.frame.kind is Kind.REMENTION and self.frame.trigger.term.role is Role.OBJECT:
            verbs = [*self.hits.of(Role.VERB), *self.hits.of(Role.NAMING)]
            if any(verb.start <= hit.start < verb.end for verb in verbs):
                return True
        return any(
            found.start <= hit.start
            and hit.end <= found.end
            and not found.term.is_anaphor
            and not self._is_other_verb(found)
            for role in (Role.OBJECT, Role.ACTOR, Role.PLACE, Role.RIVAL, Role.COMPLEMENT, Role.STATE)
            for found in self.hits.of(role)
        ) or (
            any(cue.cls is CueClass.REVERSAL for cue in hit.cues)
            and any(found.start <= hit.start and hit.end < found.end for found in self.hits.of(Role.VERB))
        )  # "leave" in a signal's "leave documentation"

    def _is_other_verb(self, found: Hit) -> bool:
        """As in "X risks a risk label": the word of the complement, where it is a verb."""
        is_word = found.term.role is Role.COMPLEMENT and found.end - found.start == 1
        if not is_word or found is self.frame.slots.get("complement"):
            return False
        hit = self.sentence.cues.get(found.start)
        forms = frozenset(form for cue in hit.cues for form in cue.forms) if hit is not None else frozenset()
        return bool(forms) and not looks_nominal(self.sentence, found.start, found.end, forms)

    def is_operator(self, hit: CueHit, letter: str) -> bool:
        """Whether the cue reaches `letter` and is used as the part of speech it is listed as."""
        if hit.find(letter) is None or hit.start in self.used or self.is_name(hit) or self._is_gratis(hit):
            return False
        readings = [cue for cue in hit.cues if letter in cue.governs]
        forms = frozenset(form for cue in hit.cues for form in cue.forms)
        is_aside = self.keys[hit.end : hit.end + 1] == ["by"] and "," in self.keys[hit.end : hit.end + _ASIDE]
        if letter == "i" and forms == _PARTICIPLES and is_aside:
            return False  # "vendors dropped by the state, ... , to"
        if forms == _PARTICIPLES and self._is_attribute(hit, readings):
            return False
        is_owned = hit.start > 0 and self.sentence.tokens[hit.start - 1].is_possessive
        if is_owned and Form.BASE in forms and hit.end - hit.start > 1:
            return False  # "the agency's move away from X"
        if any(cue.part in (Part.ADJECTIVE, Part.PHRASE) for cue in readings) or not forms:
            return True
        is_noun = looks_nominal(self.sentence, hit.start, hit.end, forms)
        return any((cue.part is Part.NOUN) == is_noun or (not cue.forms and is_noun) for cue in readings)

    def _is_gratis(self, hit: CueHit) -> bool:
        """As in "free help": what is free of nothing ends nothing."""
        following = self.keys[hit.end : hit.end + _ASIDE]
        return self.keys[hit.start : hit.end] == ["free"] and {"from", "of"}.isdisjoint(following)

    def _is_attribute(self, hit: CueHit, readings: Collection[Cue]) -> bool:
        """As in "its cleared engineers", "sent cleared staff": it tells which, not what became of them."""
        if any(cue.part is not Part.VERB for cue in readings) or self.keys[hit.end : hit.end + 1] == ["by"]:
            return False
        if hit.start == 0:
            return self.sentence.field != "title"
        is_object = any(verb.end == hit.start for verb in self.hits.of(Role.VERB))
        is_opening = self.keys[hit.start - 1] in _OPENERS or self.sentence.tokens[hit.start - 1].is_possessive
        return is_opening or is_object  # "assigned cleared staff"

    def seek_left(self, start: int, letter: str, limit: int) -> CueHit | None:
        """The nearest cue left of `start` that governs `letter`, before any barrier."""
        index = start
        while index > max(0, start - limit):
            hit = self.sentence.ends_at.get(index)
            is_apart = letter == "i" and hit is not None and hit.end < start and _is_aspectual(hit)
            if hit is not None and self.is_operator(hit, letter) and not is_apart:
                return hit
            index -= 1
            key = self.keys[index]
            if key in BARRIERS or (letter == "i" and key in _PLAIN_MODALS):
                return None  # "said it would send engineers to help": what is said is that it would
            if key == ",":
                opening = self.find_opening_comma(index, 9)
                if opening is None:
                    return None
                index = opening
        return None

    def find_opening_comma(self, closing: int, reach: int) -> int | None:
        """The comma that opens the parenthesis which `closing` ends."""
        for index in range(closing - 1, max(-1, closing - reach), -1):
            if self.keys[index] == ",":
                return index
            if self.keys[index] in ";:.-":
                return None
        return None

    def find_noun_start(self, head: int) -> int:
        """Where the noun phrase of a head begins: over determiners, names and words for kinds of orders."""
        start = head
        while start > 0 and (
            self.sentence.tokens[start - 1].is_possessive
            or self.keys[start - 1] in _NOUN_STARTS
            or self.is_slot(start - 1)
        ):
            start -= 1
        return start

    def is_indefinite(self, element: Element) -> bool:
        """Whether a noun phrase is neither "the ..." nor somebody's."""
        if element.start < element.end and self.keys[element.start] in _DEFINITE:
            return False
        return not any(token.is_possessive for token in self.sentence.tokens[element.start : element.head])

    def is_bare(self, element: Element) -> bool:
        """Whether a noun phrase has no determiner: in a headline it need not be there yet."""
        return self.is_indefinite(element) and self.keys[element.start] not in ("a", "an")

    def names_court(self, place: int | None = None) -> bool:
        """Whether the sentence, or its part between semicolons at `place`, speaks of a court."""
        keys = self.keys
        if place is not None and ";" in keys:
            marks = [-1, *(index for index, key in enumerate(keys) if key == ";"), len(keys)]
            start = max(mark for mark in marks if mark < place)
            keys = keys[start + 1 : min(mark for mark in marks if mark > start)]
        following = [*keys[1:], ""]
        return any(
            key in COURT_WORDS and then not in _FILINGS for key, then in zip(keys, following, strict=True)
        )
