"""Why an article is no evidence of a signal: which slots one sentence fills, and which it lacks.

The judge asks for all slots of a pattern in one clause.  Here the sentence is found that comes nearest to
it, so that a person sees what to add to signals.toml, or why there is nothing to add.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from watcher.core.evidence import read_article
from watcher.core.repair import Speller
from watcher.core.terms import Role
from watcher.core.vocabulary import CompiledSignal
from watcher.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from watcher.core.reading import Sentence
    from watcher.core.terms import Hit, Hits
    from watcher.model import Article, Entity, Pattern, Signal


class Slot(NamedTuple):
    """A slot that is filled, and by which words."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """How near an article comes to a signal: its nearest sentence, and what that lacks for a pattern.

    `lacks` are slots that no word of the sentence fills, those of them that another sentence fills in
    `elsewhere`; with an empty `lacks` the words are there and do not belong together.  `against` are words
    that take a match away: a competitor, an excluded word.  `spans` lie in `quote`, by code points.
    """

    signal_id: str
    has: tuple[Slot, ...]
    lacks: tuple[str, ...]
    elsewhere: tuple[str, ...]
    against: tuple[Slot, ...]
    field: str
    quote: str
    spans: tuple[Span, ...]


TRIGGER = "trigger"
_NAMED = {"actor": Role.ACTOR, "object": Role.OBJECT, "place": Role.PLACE}
_AGAINST = {Role.RIVAL: "competitor", Role.EXCLUDE: "excluded", Role.VOID: "voiding"}
_AGAINST_WORDS = {
    "competitor": "a competitor stands there",
    "excluded": "an excluded word stands there",
    "voiding": "a word that voids the complement stands there",
}
_WORDS = {
    "actor": ("names the actor", "the actor"),
    "object": ("names the object", "the object"),
    "place": ("names the place", "the place"),
    TRIGGER: ("has a word for the act", "a verb or noun for the act"),
    "complement": ("has the complement", "the complement"),
}


def find_gap(article: Article, signal: Signal, entities: Mapping[str, Entity]) -> Gap | None:
    """The sentence that comes nearest to `signal`; None where it names nothing of it."""
    compiled = CompiledSignal(signal, entities)
    speller = Speller(compiled.list_phrases(), [term.words for term in compiled.terms])
    scanned = [(sentence, compiled.scan(sentence)) for sentence in read_article(article, speller)]
    patterns = tuple(enumerate(signal.patterns))
    found = [
        (sentence, hits, list_slots(signal, pattern), _fill_slots(hits, index))
        for sentence, hits in scanned
        for index, pattern in patterns
    ]
    filled = [row for row in found if row[3].keys() - {TRIGGER}]  # "meets" alone is no speaking of it
    if not filled:
        return None
    # The nearest lacks least; of those that lack as little, the one that has most, then the earliest.
    sentence, hits, wanted, slots = min(
        filled, key=lambda row: (len(row[2] - row[3].keys()), -len(row[2] & row[3].keys()))
    )
    lacks = tuple(role for role in _WORDS if role in wanted and role not in slots)
    everywhere = {role for row in found if row[2] == wanted for role in row[3]}
    against = {name: hits.of(role)[0] for role, name in _AGAINST.items() if hits.of(role)}
    return Gap(
        signal_id=signal.id,
        has=_read_slots(sentence, {role: slots[role] for role in _WORDS if role in slots}),
        lacks=lacks,
        elsewhere=tuple(role for role in lacks if role in everywhere),
        against=_read_slots(sentence, against),
        field=sentence.field,
        quote=sentence.text[sentence.start : sentence.end],
        spans=_make_spans(sentence, {**slots, **against}),
    )


def list_slots(signal: Signal, pattern: Pattern) -> frozenset[str]:
    """Which slots a pattern wants filled, its trigger among them."""
    wanted = {role for role in pattern.require if role != "object" or signal.object}
    if pattern.states:
        wanted.add("complement")  # a state completes the verbs of naming
    if pattern.verbs or pattern.nouns or not pattern.states:
        wanted.add(TRIGGER)
    return frozenset(wanted)


def _fill_slots(hits: Hits, pattern: int) -> dict[str, Hit]:
    """The first word for each slot; a name stands before a pronoun or a byname."""
    slots: dict[str, Hit] = {}
    for role, kind in _NAMED.items():
        for hit in [*hits.names(kind), *(weak for weak in hits.of(kind) if not weak.term.is_anaphor)]:
            slots.setdefault(role, hit)
    for role, kinds in (
        (TRIGGER, (Role.VERB, Role.NOUN, Role.NAMING)),
        ("complement", (Role.STATE, Role.COMPLEMENT)),
    ):
        for kind in kinds:
            for hit in hits.of(kind, pattern):
                slots.setdefault(role, hit)
    return slots


def describe_gap(gap: Gap) -> str:
    """Say in one line what there is and what is missing: "names the object; lacks the complement"."""
    parts = [", ".join(f"{_WORDS[slot.role][0]} ({slot.text})" for slot in gap.has)]
    if gap.lacks:
        lacks = [
            _WORDS[role][1] + (" (it stands in another sentence)" if role in gap.elsewhere else "")
            for role in gap.lacks
        ]
        parts.append(f"lacks {', '.join(lacks)}")
    else:
        parts.append("the words do not belong together, or a cue takes them away")
    parts += [f"{_AGAINST_WORDS[slot.role]} ({slot.text})" for slot in gap.against]
    return "; ".join(parts)


def _read_slots(sentence: Sentence, hits: Mapping[str, Hit]) -> tuple[Slot, ...]:
    return tuple(Slot(role, _read_words(sentence, hit)) for role, hit in hits.items())


def _read_words(sentence: Sentence, hit: Hit) -> str:
    return sentence.text[sentence.tokens[hit.start].start : sentence.tokens[hit.end - 1].end]


def _make_spans(sentence: Sentence, hits: Mapping[str, Hit]) -> tuple[Span, ...]:
    spans = (
        Span(
            sentence.tokens[hit.start].start - sentence.start,
            sentence.tokens[hit.end - 1].end - sentence.start,
            role,
        )
        for role, hit in hits.items()
    )
    return tuple(sorted(spans, key=lambda span: (span.start, span.end, span.role)))
