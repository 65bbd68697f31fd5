"""What refers to something named elsewhere: pronouns, "the company", "that designation", "the ban"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from watcher.core.cues import CueClass
from watcher.core.frames import Frame, Kind, Search
from watcher.core.inflection import Form, word_set
from watcher.core.reading import MODALS
from watcher.core.terms import Hit, Hits, Role, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from watcher.core.reading import Sentence


def _is_rivals(search: Search, hit: Hit, names: Sequence[Hit]) -> bool:
    """As in "X accuses Y, calls it a risk", "thanks Y for its help": the pronoun is the rival's."""
    rivals = [rival for rival in search.hits.of(Role.RIVAL) if rival.end <= hit.start]
    if any(name.end <= rival.start for rival in rivals for name in names[-1:]):
        return True
    return bool(rivals) and hit.term.words[0] != "them" and not any(name.end <= hit.start for name in names)


_SPEAKERS = frozenset({"we", "our", "us"})
"""Pronouns of who is quoted: they refer within their own sentence only."""


def may_refer(search: Search, hit: Hit, role: Role) -> bool:
    """Whether a name, or a pronoun or description that stands for one, can mean the entity."""
    if not (hit.term.is_anaphor or hit.term.is_weak):
        return True
    if hit.term.words[0] in _SPEAKERS:
        return bool(search.hits.names(role))
    names = search.hits.names(role)
    if hit.term.words[0] in ("it", "its", "them") and _is_rivals(search, hit, names):
        return False
    if names and not (search.context.is_rival_told and names[0].start > hit.start):
        return True
    if search.context.is_rival_told and hit.term.entity in search.compiled.companies:
        return False
    return search.context.is_object_named if role is Role.OBJECT else search.context.is_actor_named


def find_precursors(hits: Hits) -> list[Frame]:
    """Words that announce the act on their own, in a sentence that names its object (or its actor)."""
    named = hits.names(Role.OBJECT) or hits.names(Role.ACTOR)
    if not named:
        return []
    return [
        Frame(Kind.PRECURSOR, -1, hit, hit.start, hit.end, slots={"object": named[0]})
        for hit in hits.of(Role.PRECURSOR)
    ]


_GENERIC_ACTS = frozenset({"move", "measure", "step", "action", "sanction", "penalty", "directive"})
"""Nouns that may stand for any act: "the move", "that step"."""
RELIEF = frozenset({"injunction", "injunctions", "stay"})
"""Orders that block an act without naming it."""


def find_references(
    sentence: Sentence, hits: Hits, taken: set[int], things: Collection[str] = ()
) -> list[Frame]:
    """Words that point back at an act told elsewhere: "that designation", "the ban", "an injunction".

    `taken` are the tokens of the sentence's own frames, `things` the entities that an act makes or unmakes:
    who blocks the law undoes its signing.
    """
    frames = [
        _make_reference(Kind.REMENTION if hit.term.role is Role.NOUN else Kind.RELATED, hit, hits, sentence)
        for hit in [*hits.of(Role.NOUN), *hits.of(Role.RELATED)]
        if hit.start not in taken and _points_back(sentence, hits, hit)
    ]
    frames += [
        _make_reference(Kind.REMENTION, hit, hits, sentence)
        for hit in hits.names(Role.OBJECT)
        if hit.term.entity in things and hit.start not in taken
    ]
    for index, key in enumerate(sentence.keys):
        if index in taken:
            continue
        if (key in _GENERIC_ACTS and index and sentence.keys[index - 1] in ("the", "that", "this")) or (
            key == "it" and index and _is_undone(sentence, index)
        ):
            frames.append(_make_reference(Kind.REMENTION, _loose_hit(index, key), hits, sentence))
        elif _is_relief(sentence.keys, index) or (
            key == "restraining" and sentence.keys[index + 1 : index + 2] == ["order"]
        ):
            frames.append(_make_reference(Kind.RELIEF, _loose_hit(index, key), hits, sentence))
    return frames


def _is_relief(keys: Sequence[str], index: int) -> bool:
    """Whether the word is an order that blocks: "a stay", not "can stay"."""
    return keys[index] in RELIEF and not (keys[index] == "stay" and keys[index - 1] in MODALS | {"to"})


_MODIFIERS = 3
_OTHERS = word_set("a an another any other new own , : ; - |")
"""Words that tell that the noun after them is none that was told of."""
_UNDOING = frozenset({CueClass.REVERSAL, CueClass.RESTORING, CueClass.UPHOLDING})
_POINTERS = word_set("the that this its such these his their")
"""Determiners that point back at what has been told."""


_STATUTES = word_set("act law statute")
_POINTED = word_set("the that this")


def recall_statutes(scanned: Sequence[tuple[Sentence, Hits]]) -> None:
    """Take "the law" and "the statute" for the act of law that title or an earlier sentence names."""
    known: dict[int, Term] = {}
    for sentence, hits in scanned:
        named = [hit.term for hit in hits.of(Role.COMPLEMENT) if _is_statute(hit.term)]
        if known and not named:
            for place in range(1, len(sentence.keys)):
                if sentence.keys[place] in _STATUTES and sentence.keys[place - 1] in _POINTED:
                    for term in known.values():
                        hits.add(Hit(place, place + 1, term))
        known.update((term.pattern, replace(term, is_anaphor=True)) for term in named)


def _is_statute(term: Term) -> bool:
    return len(term.words) > 1 and term.words[-1] in _STATUTES


def _points_back(sentence: Sentence, hits: Hits, hit: Hit) -> bool:
    if hit.start == 0:
        return False
    previous = hit.start - 1
    if sentence.field == "title" and (is_tied(sentence.keys, hits, hit) or _is_bare(sentence, hits, hit)):
        return True
    return (
        sentence.keys[previous] in _POINTERS
        or sentence.tokens[previous].is_possessive
        or (
            sentence.field == "title"
            and hit.term.base + "s" != sentence.keys[hit.start]  # "X works"
            and any(name.end == hit.start for name in [*hits.of(Role.OBJECT), *hits.of(Role.ACTOR)])
        )
    )


def _is_bare(sentence: Sentence, hits: Hits, hit: Hit) -> bool:
    """As in the title "Court halts section 9 determination": headlines leave out the article."""
    before = range(max(0, hit.start - _MODIFIERS), hit.start + 1)
    after = sentence.cues.get(hit.end)
    is_undone = after is not None and any(
        cue.cls in _UNDOING and Form.PARTICIPLE in cue.forms and "p" in cue.governs for cue in after.cues
    )
    if is_undone and not hits.of(Role.RIVAL) and sentence.keys[hit.start - 1] in ";:-,":
        return True  # "Ministry relents; order revoked"
    if hits.of(Role.RIVAL) or any(sentence.keys[place] in _OTHERS for place in before):
        return False
    governors = [sentence.ends_at[place] for place in before if place in sentence.ends_at]
    return any(cue.cls in _UNDOING and "n" in cue.governs for found in governors for cue in found.cues)


def is_tied(keys: Sequence[str], hits: Hits, noun: Hit) -> bool:
    """As in "order to X", "order against X": the noun with its object and nothing between."""
    link = keys[noun.end : noun.end + 1]
    return link in (["to"], ["against"], ["on"], ["for"]) and any(
        name.start == noun.end + 1 for name in hits.names(Role.OBJECT)
    )


def _is_undone(sentence: Sentence, index: int) -> bool:
    """Whether "it" is the object of a verb that ends or restores."""
    before = sentence.ends_at.get(index)
    wanted = {CueClass.REVERSAL, CueClass.RESTORING}
    if before is not None and sentence.keys[before.start - 1 : before.start] in (["after"], ["before"]):
        return False  # "signs the order anew after dropping it"
    if before is not None and any(cue.cls is CueClass.LIGHT and cue.forms for cue in before.cues):
        place = before.start - (sentence.keys[before.start - 1 : before.start] == ["from"])
        before = sentence.ends_at.get(place) or before  # "ordered to stop enforcing it"
        wanted.add(CueClass.END)
    return before is not None and any(
        cue.forms and cue.cls in wanted and not {"n", "g", "f"}.isdisjoint(cue.governs) for cue in before.cues
    )


def _loose_hit(index: int, key: str) -> Hit:
    return Hit(index, index + 1, Term(Role.NOUN, (key,), key))


def _make_reference(kind: Kind, hit: Hit, hits: Hits, sentence: Sentence) -> Frame:
    start = hit.start
    while start and (sentence.keys[start - 1] in _POINTERS or sentence.tokens[start - 1].is_possessive):
        start -= 1
    frame = Frame(kind, -1, hit, start, hit.end)
    named = hits.names(Role.OBJECT)
    if named:
        frame.slots["object"] = named[0]
    return frame
