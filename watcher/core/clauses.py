"""What governs a whole clause: "denies it labelled", "reports that X labelled are false"."""

from __future__ import annotations

from watcher.core.auxiliaries import apply_modal
from watcher.core.composition import State
from watcher.core.cues import Cue, CueClass, CueHit, Part
from watcher.core.governors import STOPPING, seek_noun_governor
from watcher.core.inflection import Form, word_set
from watcher.core.operators import apply_hit, choose_reading
from watcher.core.reading import MODALS, OPEN_MODALS
from watcher.core.walk import CLAUSE_STARTS, PRONOUNS, REPORTS, SMALL_WORDS, Element, Shape, Walk


def climb_clause(walk: Walk, element: Element) -> Element | None:
    """A clause is governed from its left: "denies it labelled", "if X labels"."""
    antecedent = _find_antecedent(walk, element)
    if antecedent is not None:
        return antecedent
    claim = walk.sentence.ends_at.get(element.start)
    if claim is not None and Form.PARTICIPLE in walk.frame.trigger.term.forms and _is_feared(claim):
        walk.reading.apply(CueClass.IRREALIS, walk.keys[claim.start], claim.start, claim.end)
        return None
    if walk.keys[element.start] == "to" and claim is not None:
        cue = claim.find("i")  # "claims to have breached"
        if cue is not None and cue.cls is CueClass.IRREALIS and cue.part is Part.VERB:
            return apply_hit(walk, claim, "i", element)
    index, low = element.start, max(0, element.start - 13)
    while index > low:
        hit = walk.sentence.ends_at.get(index)
        if hit is not None and _apply_to_clause(walk, hit, element):
            return None
        index -= 1
        if _ends_clause(walk, index, element):
            return None
    first = _find_first(walk, element)
    if first is not None:
        apply_modal(walk, first)
    return None


_FIRSTS = word_set("first second third only latest next")


def _find_first(walk: Walk, element: Element) -> int | None:
    """The modal of "may become the first company that it treats as a hazard"."""
    for place in range(element.start - 1, max(2, element.start - 10), -1):
        is_first = walk.keys[place] in _FIRSTS and walk.keys[place - 2] in ("be", "become")
        if is_first and walk.keys[place - 3] in MODALS:
            return place - 3
    return None


def _is_feared(hit: CueHit) -> bool:
    """As in "ship feared seized": a participle of what is not known."""
    return any(cue.cls is CueClass.IRREALIS and Form.PARTICIPLE in cue.forms for cue in hit.cues)


def _find_antecedent(walk: Walk, element: Element) -> Element | None:
    """As in "lifted an injunction that had kept X from": what governs the noun governs its clause."""
    place = element.start - 1
    own = _find_told_complement(walk, element) or _find_contact(walk, element)
    if own is not None:
        return own
    if place < 1 or walk.keys[place] not in ("that", "which") or walk.reading.state is not State.REVERSED:
        return None
    hit = walk.sentence.ends_at.get(place)
    is_ruling = hit is not None and any(
        cue.part is Part.NOUN and cue.cls in (CueClass.REVERSAL, CueClass.VEHICLE) for cue in hit.cues
    )
    if hit is None or not is_ruling or _seek_governor_of(walk, hit, element) is None:
        return None
    return Element(Shape.NOUN, walk.find_noun_start(hit.start), element.end, hit.start)


def _find_contact(walk: Walk, element: Element) -> Element | None:
    """As in "has withdrawn the access it was giving", "ended the deal under which it was helping"."""
    place = element.start - 1
    if walk.frame.group is None or element.start != walk.frame.group.start or place < 2:
        return None
    if not (walk.keys[place] in PRONOUNS or walk.is_slot(place)):
        return None
    while place > 1 and (walk.is_slot(place) or walk.keys[place] in ("the", *PRONOUNS)):
        place -= 1
    if walk.keys[place] == "which" and walk.keys[place - 1] in ("under", "in", "by", "through"):
        place -= 2
    own = walk.sentence.ends_at.get(place + 1)
    is_noun = walk.keys[place].isalpha() and (own is None or any(cue.part is Part.NOUN for cue in own.cues))
    if place < 1 or not is_noun or walk.keys[place] in SMALL_WORDS | STOPPING | {"that"}:
        return None
    head = Element(Shape.NOUN, walk.find_noun_start(place), element.end, place)
    hit = seek_noun_governor(walk, head)
    cue = choose_reading(walk, hit, "n", head) if hit is not None and hit.find("n") else None
    is_ended = cue is not None and cue.cls in (
        CueClass.REVERSAL,
        CueClass.END,
        CueClass.RULED_OUT,
        CueClass.LIGHT,
    )
    if hit is None or any(key in ("with", "by", "in", "after") for key in walk.keys[hit.end : place]):
        return None
    return head if is_ended and cue is not None and cue.part is Part.VERB else None


def _find_told_complement(walk: Walk, element: Element) -> Element | None:
    """As in "halt to handover that X was assisting": the clause tells of its own complement."""
    complement = walk.frame.slots.get("complement")
    if complement is None or walk.frame.group is None or element.start != walk.frame.group.start:
        return None
    between = range(complement.end, element.start)
    if not between or walk.keys[complement.end] not in ("that", "which"):
        return None
    if not all(walk.is_slot(place) for place in between[1:]):
        return None
    return Element(Shape.NOUN, walk.find_noun_start(complement.start), element.end, complement.start)


def _seek_governor_of(walk: Walk, hit: CueHit, element: Element) -> CueHit | None:
    walk.used.update(range(hit.start, hit.end))
    return seek_noun_governor(
        walk, Element(Shape.NOUN, walk.find_noun_start(hit.start), element.end, hit.start)
    )


def _apply_to_clause(walk: Walk, hit: CueHit, element: Element) -> bool:
    """Apply a cue that governs the clause; whether there was one."""
    cue = hit.find("c")
    if cue is None or hit.start in walk.used or walk.is_name(hit):
        return False
    if not _reaches_clause(walk, hit, cue, element):
        return False
    walk.used.update(range(hit.start, hit.end))
    if cue.cls is CueClass.FACTIVE:
        return False
    steps = walk.reading.steps
    if cue.cls is CueClass.IRREALIS and steps and steps[-1].cls is CueClass.LOSS:
        walk.reading.state = State.CONTESTED  # "even if it loses its challenge": the challenge goes on
    else:
        walk.reading.apply(cue.cls, " ".join(cue.words), hit.start, hit.end)
    return True


_SMALL_CLAUSE = 4
FALSE = word_set(
    """
    false premature hoax untrue wrong baseless incorrect fake unfounded fabricated inaccurate denied dismissed
    """
)
"""What is said of reports that are not true."""
_BACKGROUND = word_set("after as since because although though while when which who")
"""Conjunctions whose clause recalls what is known rather than tells news."""


def _ends_clause(walk: Walk, index: int, element: Element) -> bool:
    """Whether the clause starts at a word, which may tell how it stands."""
    key = walk.keys[index]
    if key in REPORTS and walk.keys[index + 1 : index + 2] == ["that"] and _is_disputed(walk, index):
        walk.reading.apply(CueClass.FALSEHOOD, key, index, index + 1)
        return True
    if key in REPORTS and any(word in FALSE for word in walk.keys[element.end :]):
        walk.reading.apply(CueClass.FALSEHOOD, key, index, index + 1)
        return True
    if key == "with" and index + 1 < element.start and element.start - index <= _SMALL_CLAUSE:
        for place in range(index - 1, max(-1, index - 3), -1):
            if walk.keys[place] in OPEN_MODALS | {"would", "will"}:
                walk.reading.apply(CueClass.IRREALIS, walk.keys[place], place, place + 1)
                return True  # "may end with X labelled"
    if key in ("before", "until") and not element.is_past and not _is_closed(walk, index, element):
        walk.reading.apply(CueClass.IRREALIS, key, index, index + 1)
        return True
    if key in _BACKGROUND:
        walk.reading.is_background = True
    return key in CLAUSE_STARTS or key in _BACKGROUND or key in {"why", "how", "what"}


def _is_disputed(walk: Walk, report: int) -> bool:
    """As in "disputes claim that", "rejects the suggestion that"."""
    for place in range(report, max(0, report - 3), -1):
        hit = walk.sentence.ends_at.get(place)
        if hit is not None and any(
            cue.part is Part.VERB and cue.cls in (CueClass.REFUSAL, CueClass.FALSEHOOD, CueClass.CHALLENGE)
            for cue in hit.cues
        ):
            return True
    return False


def _is_closed(walk: Walk, index: int, element: Element) -> bool:
    """As in "until the case is tried, X may": a clause that a comma has ended."""
    opens = index == 0 or walk.keys[index - 1] in ":;-."
    return opens and "," in walk.keys[index : element.start]


def _reaches_clause(walk: Walk, hit: CueHit, cue: Cue, element: Element) -> bool:
    if hit.end == element.start:
        return cue.part is Part.PHRASE or cue.cls is CueClass.FALSEHOOD or not element.is_participle
    if cue.words == ("should",) and hit.start and walk.keys[hit.start - 1] != ",":
        return False  # "officers should note that": no condition
    between = walk.keys[hit.end : element.start]
    if "," in between and cue.cls is not CueClass.FALSEHOOD:
        return False
    if cue.part is Part.VERB:
        return "that" in between[:1] or cue.cls is CueClass.FALSEHOOD
    return True
