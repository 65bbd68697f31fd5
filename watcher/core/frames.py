"""Frames: a trigger (a verb, a noun, "is" with a state) with its slots, and the words that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from watcher.core.inflection import word_set
from watcher.core.reading import Sentence, VerbGroup, read_verb_group
from watcher.core.terms import Hit, Hits, Role
from watcher.core.vocabulary import NOUN_LINKS, CompiledSignal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watcher.model import Pattern


class Kind(StrEnum):
    """What a frame's trigger is."""

    VERB = "verb"
    NOUN = "noun"
    BARE = "bare"
    PRECURSOR = "precursor"
    REMENTION = "re-mention"
    RELATED = "related"
    RELIEF = "relief"  # an injunction, of which the act is not named


@dataclass(slots=True)
class Frame:
    """A trigger with its slots.  Tokens [start, end) span the noun phrase or verb group."""

    kind: Kind
    pattern: int
    trigger: Hit
    start: int
    end: int
    group: VerbGroup | None = None
    slots: dict[str, Hit] = field(default_factory=dict)
    is_implied: bool = False
    needs_light: bool = False


@dataclass(slots=True)
class Context:
    """What the rest of the article lets a sentence take for granted."""

    is_object_named: bool = False
    is_object_involved: bool = False  # named together with who, or what is done
    is_object_told: bool = False  # in the title or an earlier sentence
    is_actor_named: bool = False
    is_actor_told: bool = False
    is_place_named: bool = False
    complements_beside: frozenset[int] = frozenset()  # of these patterns some sentence has nothing else
    complements_in_title: frozenset[int] = frozenset()
    is_rival_told: bool = False  # the last company named is a competitor: "the company" is that one


class Search:
    """One pattern of a signal, sought in one sentence."""

    def __init__(
        self, sentence: Sentence, hits: Hits, context: Context, compiled: CompiledSignal, *, index: int
    ) -> None:
        self.sentence = sentence
        self.keys = sentence.keys
        self.hits = hits
        self.context = context
        self.compiled = compiled
        self.index = index
        self.pattern: Pattern = compiled.signal.patterns[index]
        self.bearer = Role.OBJECT if compiled.signal.object else Role.ACTOR  # who is in a state
        self.require = compiled.requires[index]


def make_verb_frame(search: Search, verb: Hit, complement: Hit | None) -> Frame:
    """The frame of a verb: its whole verb group, up to its complement."""
    group = read_verb_group(search.keys, verb.start, verb.end, verb.term.forms)
    end = max(verb.end, complement.end if complement else 0)
    frame = Frame(Kind.VERB, search.index, verb, group.start, end, group)
    if complement is not None:
        frame.slots["complement"] = complement
    return frame


def make_noun_frame(search: Search, noun: Hit, complement: Hit | None) -> Frame:
    """The frame of a noun: its whole noun phrase with its complement."""
    start = min(noun.start, complement.start if complement else noun.start)
    end = max(noun.end, complement.end if complement else noun.end)
    frame = Frame(Kind.NOUN, search.index, noun, extend_left(search, start), _extend_right(search, end))
    if complement is not None:
        frame.slots["complement"] = complement
    return frame


DETERMINERS = word_set(
    """
    a an the its his her their this that these those such our any no as
    """
)
"""Words that open a noun phrase; "as" joins it to what it is called."""


def extend_left(search: Search, start: int) -> int:
    """Over names, determiners and possessives that belong to the noun phrase."""
    roles = (Role.OBJECT, Role.ACTOR, Role.PLACE, Role.STATE)
    names = [hit for role in roles for hit in search.hits.of(role)]
    moved = True
    while moved and start > 0:
        moved = False
        for hit in names:
            if hit.end == start:
                start, moved = hit.start, True
        token = search.sentence.tokens[start - 1] if start else None
        if token is not None and token.key == "that" and any(hit.start == start for hit in names):
            break  # "says that X's designation"
        if token is not None and (
            (token.key in DETERMINERS and token.key not in {"no", "as", "any"}) or token.is_possessive
        ):
            start, moved = start - 1, True
    return start


def _extend_right(search: Search, end: int) -> int:
    """Over "of Zentra", "against the AI firm", "as a ..."."""
    names = [
        hit
        for role in (Role.OBJECT, Role.ACTOR, Role.STATE, Role.COMPLEMENT, Role.PLACE)
        for hit in search.hits.of(role)
    ]
    moved = True
    while moved:
        moved = False
        at = end
        while at < len(search.keys) and search.keys[at] in NOUN_LINKS and at - end < 3:
            at += 1
        for hit in names:
            is_joined = end and hit.start == end + 1 and search.keys[end] == "and"
            if hit.end > end and (hit.start == at or is_joined):
                end, moved = hit.end, True
    return end


def distance(hit: Hit, frame: Frame) -> int:
    """Tokens between a hit and the frame's words; 0 inside."""
    if hit.end <= frame.start:
        return frame.start - hit.end + 1
    if hit.start >= frame.end:
        return hit.start - frame.end + 1
    return 0


def count_determiners(keys: Sequence[str], start: int) -> int:
    """How many determiners stand right before `start`."""
    count = 0
    while start - count - 1 >= 0 and keys[start - count - 1] in DETERMINERS:
        count += 1
    return count


def without_duplicates(frames: Iterable[Frame]) -> list[Frame]:
    """The first frame of each trigger."""
    seen: set[tuple[int, int]] = set()
    kept = []
    for frame in frames:
        place = (frame.trigger.start, frame.trigger.end)
        if place not in seen:
            seen.add(place)
            kept.append(frame)
    return kept


CLAUSE_MARKS = frozenset(";:?!.")
"""Punctuation that no frame reaches across."""
AFTER_OBJECT = word_set("? ! to into , . ; : - in on under with says said after over by")
"""What may follow an object that is complete: no further noun belongs to it."""
