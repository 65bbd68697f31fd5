"""What an act tells that no operator governs: a bare complement, or a noun that only mentions it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.core.auxiliaries import apply_auxiliaries
from watcher.core.composition import State
from watcher.core.cues import CueClass, Part
from watcher.core.frames import Kind
from watcher.core.inflection import Form, word_set
from watcher.core.reading import BE, HAVE, MODALS, read_verb_group
from watcher.model import Stance

if TYPE_CHECKING:
    from watcher.core.walk import Element, Walk


def settle_untold(walk: Walk, element: Element) -> None:
    """Find what tells of an act that so far was only spoken of."""
    reading = walk.reading
    if reading.state is not State.UNTOLD:
        return
    if walk.frame.needs_light:
        _read_listing(walk, element)
    elif _is_instrument(walk, element):
        reading.apply(CueClass.LIGHT, "with", element.start - 1, element.start)
    elif _has_effect(walk, element):
        place = min(element.end, len(walk.keys) - 1)
        reading.apply(CueClass.FACTIVE, walk.keys[place], place, place + 1)
    else:
        reading.state = _read_mention(walk)


def _read_mention(walk: Walk) -> State:
    """What a bare complement, or a noun that only mentions, tells when no operator stands by."""
    pattern = walk.signal.patterns[walk.frame.pattern]
    if walk.frame.kind is Kind.BARE and not _is_linked(walk):
        return State.UNTOLD
    if walk.frame.kind is Kind.BARE and pattern.bare_complement is Stance.CONFIRMS:
        return State.DONE
    return State.OPEN


_NEAR = 3
_TARGET_LINKS = word_set("against on over to at for")
"""Prepositions between a bare complement and whom it is used on."""


def _is_linked(walk: Walk) -> bool:
    """Whether the object is tied to a bare complement: "the act against X", "X's act fight"."""
    own = walk.frame.slots.get("object") or walk.frame.slots.get("actor")
    if own is None:
        return False
    if walk.sentence.is_question and own.start >= walk.frame.end and own.start - walk.frame.end <= _NEAR:
        return True  # "Could the act reach X?"
    between = walk.keys[min(own.end, walk.frame.end) : max(own.start, walk.frame.start)]
    if own.end <= walk.frame.start or own.start < walk.frame.end:
        return own.start >= walk.frame.start or (
            len(between) <= 1 and walk.sentence.tokens[own.end - 1].is_possessive
        )
    return (
        len(between) <= 8
        and (_is_quarrel(walk, own.end) or any(key in _TARGET_LINKS for key in between))
        and "," not in between
    )


def _is_quarrel(walk: Walk, place: int) -> bool:
    """As in "the act in X fight"."""
    hit = walk.sentence.cues.get(place)
    return hit is not None and any(
        cue.cls is CueClass.CHALLENGE and cue.part is Part.NOUN for cue in hit.cues
    )


def _has_effect(walk: Walk, element: Element) -> bool:
    """As in "help from X has allowed", "X's help in the move", "with a hand from X": it is given."""
    if walk.frame.kind is not Kind.NOUN:
        return False
    actor = walk.frame.slots.get("actor")
    start = walk.frame.trigger.start
    is_own = (
        actor is not None
        and not actor.term.is_anaphor
        and actor.end == start
        and walk.sentence.tokens[actor.end - 1].is_possessive
    )
    if is_own and not any(key in MODALS for key in walk.keys):
        return True
    if element.end >= len(walk.keys):
        return False
    following = walk.keys[element.end : element.end + 2]
    is_acting = following[0] in BE and following[-1].endswith("ing")
    return following[0] in HAVE or is_acting


def _is_instrument(walk: Walk, element: Element) -> bool:
    """As in "wind down with the maker's help": used, unless the clause itself is open."""
    is_with = element.start > 0 and walk.keys[element.start - 1] == "with"
    return (
        is_with
        and walk.frame.kind is Kind.NOUN
        and not any(key in MODALS or key == "to" for key in walk.keys)
    )


def _read_listing(walk: Walk, element: Element) -> None:
    """As in "now on the list", "could be next on the list"."""
    place = element.start - 1
    if place < 0 or walk.keys[place] not in ("on", "off"):
        return
    walk.reading.state = State.DONE if walk.keys[place] == "on" else State.REVERSED
    if place and walk.keys[place - 1] == "back" and walk.keys[place] == "on":
        walk.reading.apply(CueClass.RESTORING, "back on", place - 1, place + 1)
    if place and walk.keys[place - 1] == "next":
        walk.reading.apply(CueClass.IRREALIS, "next", place - 1, place)
    apply_auxiliaries(walk, read_verb_group(walk.keys, place, place + 1, {Form.PARTICIPLE}))
