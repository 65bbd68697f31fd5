"""What governs a noun phrase: its compound, its predicate, or an operator to its left."""

from __future__ import annotations

from watcher.core.auxiliaries import apply_modal
from watcher.core.composition import State
from watcher.core.cues import CueClass, CueHit, Part
from watcher.core.governors import seek_noun_governor
from watcher.core.inflection import Form
from watcher.core.operators import apply_hit
from watcher.core.predicates import seek_predicate
from watcher.core.reading import MODALS, REFLEXIVES, looks_nominal
from watcher.core.walk import Element, Shape, Walk
from watcher.model import Stance


def climb_noun(walk: Walk, element: Element) -> Element | None:
    """A noun phrase is governed by its head noun, by its predicate, or by an operator left of it."""
    compound = _seek_compound(walk, element)
    if compound is not None:
        return compound
    right = None if _is_planned(walk, element) else seek_predicate(walk, element)
    if right is not None:
        return right
    before = element.start - 1
    is_asked = before >= 0 and walk.keys[before] in ("would", "could", "might", "will")
    if is_asked and walk.is_indefinite(element):
        apply_modal(walk, before)  # "What would a label mean"
        return None
    is_open = _is_awaited(walk, element) or _is_supposed(walk, element) or _is_found_under(walk, element)
    hit = None if is_open else seek_noun_governor(walk, element)
    if hit is not None:
        return apply_hit(walk, hit, "n" if hit.find("n") else "i", element)
    return None


def _is_awaited(walk: Walk, element: Element) -> bool:
    """As in "one hurdle before approval"; applies it."""
    place = element.start - 1
    if place < 1 or walk.keys[place] not in ("before", "pending") or not walk.is_bare(element):
        return False
    walk.reading.apply(CueClass.IRREALIS, walk.keys[place], place, place + 1)
    return True


def _is_supposed(walk: Walk, element: Element) -> bool:
    """As in "would be a novel use of the act"; applies the modal."""
    place = element.start - 1
    while (
        place > 0
        and walk.keys[place].isalpha()
        and walk.keys[place] != "be"
        and element.start - place < _PHRASE
    ):
        place -= 1
    if walk.keys[place] != "be" or place < 1 or walk.keys[place - 1] not in ("would", "could", "might"):
        return False
    apply_modal(walk, place - 1)
    return True


_PHRASE = 5
"""Words that a determiner and adjectives before a noun may take."""


def _is_planned(walk: Walk, element: Element) -> bool:
    """As in "let the threat of a label lapse": the threat lapses."""
    before = element.start - 1
    hit = walk.sentence.ends_at.get(before)
    return (
        before > 0
        and walk.keys[before] == "of"
        and hit is not None
        and any(cue.part is Part.NOUN and cue.cls is CueClass.IRREALIS for cue in hit.cues)
    )


def _is_found_under(walk: Walk, element: Element) -> bool:
    """As in "could find itself under an order"; applies the modal."""
    before = walk.keys[max(0, element.start - 6) : element.start]
    if not any(key in REFLEXIVES for key in before):
        return False
    for place in range(element.start - 1, max(-1, element.start - 7), -1):
        if walk.keys[place] in MODALS:
            apply_modal(walk, place)
            return True
    return False


def _is_order(walk: Walk, hit: CueHit) -> bool:
    """As in "the judge's divestiture order", where orders are the act."""
    is_wanted = walk.signal.orders is Stance.CONFIRMS and walk.reading.state in (State.DONE, State.UNTOLD)
    return is_wanted and any(cue.cls is CueClass.ORDER and cue.part is Part.NOUN for cue in hit.cues)


def _seek_compound(walk: Walk, element: Element) -> Element | None:
    """As in "label threat", "strike ballot", "designation fight": the head noun says what is told."""
    hit = walk.sentence.cues.get(element.end)
    if hit is None or hit.start in walk.used or walk.is_name(hit):
        return None
    wanted = (CueClass.IRREALIS, CueClass.CHALLENGE, CueClass.REVERSAL, CueClass.LOSS)
    cue = next((cue for cue in hit.cues if cue.part is Part.NOUN and cue.cls in wanted), None)
    if cue is None and _is_order(walk, hit):
        walk.used.update(range(hit.start, hit.end))
        walk.reading.apply(CueClass.FULFILMENT, walk.keys[hit.start], hit.start, hit.end)
        return Element(Shape.NOUN, element.start, hit.end, hit.start)
    if cue is None or (hit.find("p") and cue.cls is CueClass.REVERSAL):
        return None
    verbs = frozenset(form for other in hit.cues for form in other.forms)
    if verbs and not looks_nominal(walk.sentence, hit.start, hit.end, verbs):
        return None
    if Form.PRESENT in verbs and walk.is_slot(hit.end):
        return None  # "order demands X"
    walk.used.update(range(hit.start, hit.end))
    walk.reading.apply(cue.cls, " ".join(cue.words), hit.start, hit.end)
    return Element(Shape.NOUN, element.start, hit.end, hit.start, is_plan=True)
