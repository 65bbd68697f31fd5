"""What governs an infinitive ("plans to label") or a gerund ("barred from labelling")."""

from __future__ import annotations

from watcher.core.agents import PEOPLE
from watcher.core.composition import State
from watcher.core.cues import CueClass, CueHit, Part
from watcher.core.frames import DETERMINERS
from watcher.core.governors import seek_noun_governor
from watcher.core.inflection import word_set
from watcher.core.operators import apply_hit, choose_reading
from watcher.core.predicates import find_after_parenthesis
from watcher.core.reading import NEGATIONS, OPEN_MODALS, is_adverb
from watcher.core.walk import BARRIERS, Element, Shape, Walk


def climb_infinitive(walk: Walk, element: Element) -> Element | None:
    """An infinitive is governed by a cue left of it: "plans to label"; alone its "to" leaves it open."""
    is_joined = element.start > 0 and walk.keys[element.start - 1] in ("and", "or")
    is_negated = walk.keys[element.start] in NEGATIONS
    hit = walk.seek_left(element.start, "i", limit=26 if is_joined else 14)
    if is_negated and (hit is None or not _may_ask(hit)):
        return None  # "decides not to label": resolved, whatever the resolve is called
    is_contrast = is_joined and hit is not None and walk.keys[hit.end - 1] == "not"  # "vows not to go and to"
    if hit is None or is_contrast:
        walk.reading.apply(CueClass.IRREALIS, "to", element.start, element.start + 1)
        return None
    return apply_hit(walk, hit, "i", element)


def _may_ask(hit: CueHit) -> bool:
    """Whether the cue leaves open what it is followed by, even negated: "urges not to"."""
    readings = [cue for cue in hit.cues if "i" in cue.governs]
    return any(cue.cls is not CueClass.IRREALIS for cue in readings)


def climb_gerund(walk: Walk, element: Element) -> Element | None:
    """A gerund is governed by a cue, or by the word before it: "accused of labelling", "after labelling"."""
    if _is_uncertain(walk, element) or _is_included(walk, element):
        return None
    place = _find_gerund_link(walk, element)
    if place < 0 or walk.keys[place] in _CLAUSE_OPENERS:
        # "Designating X would be unprecedented" is open, "Citing ..., labelling" as it stands
        if _is_option(walk, element) or _is_named_threat(walk, element, place):
            return None
        _apply_main_modal(walk, element, -1)
        if place > 0 and walk.keys[place] == "," and walk.reading.state is State.DONE:
            _apply_modal_before(walk, place)
        return None
    if walk.keys[place] in PEOPLE:
        people = Element(Shape.NOUN, walk.find_noun_start(place), element.end, place)
        hit = seek_noun_governor(walk, people)
        cue = choose_reading(walk, hit, "n", people) if hit is not None and hit.find("n") else None
        if hit is not None and cue is not None and cue.cls is CueClass.REVERSAL:
            return apply_hit(walk, hit, "n", people)  # "boots engineers helping with"
    governor = _find_gerund_governor(walk, place)
    if governor is not None:
        return apply_hit(walk, governor[0], governor[1], element)
    return _read_gerund_link(walk, element, place)


_CLAUSE_OPENERS = frozenset(",.:;-!?|") | word_set("said says say argued argues that")
"""What stands before a gerund that is a subject: "said labelling X would ..."."""


_POSSIBLY = word_set("possibly potentially perhaps maybe")
"""Adverbs that leave open what they stand before."""


def _is_uncertain(walk: Walk, element: Element) -> bool:
    """As in "by possibly labelling X"; applies it."""
    for place in range(max(0, element.start - 1), element.head):
        if walk.keys[place] in _POSSIBLY:
            walk.reading.apply(CueClass.IRREALIS, walk.keys[place], place, place + 1)
            return True
    return False


def _is_included(walk: Walk, element: Element) -> bool:
    """As in "threatens a range of steps, including labelling X": as open as what includes it; applies it."""
    including = element.start - 1 - (walk.keys[element.start - 1 : element.start] == ["by"])
    if including < 1 or walk.keys[including] not in ("including", "among"):
        return False
    for place in range(including, max(0, including - _LIST), -1):
        if walk.keys[place] in BARRIERS:
            return False
        hit = walk.sentence.ends_at.get(place)
        readings = [cue for cue in hit.cues if cue.cls is CueClass.IRREALIS] if hit is not None else []
        if hit is not None and any("n" in cue.governs for cue in readings) and walk.is_operator(hit, "n"):
            walk.reading.apply(CueClass.IRREALIS, walk.keys[hit.start], hit.start, hit.end)
            return True
    return False


_LIST = 12
"""Words from a verb to the members of the list that is its object."""
_THREATENING = word_set("threaten plan consider threat")
"""What leaves open an infinitive, and what is said to go with it."""


def _is_named_threat(walk: Walk, element: Element, place: int) -> bool:
    """As in "the punishment threatened, invoking the act, would": between commas; applies it."""
    is_between = place >= 0 and walk.keys[place] == "," and "," in walk.keys[element.end :]
    if not is_between:
        return False
    for index in range(place, max(0, place - 10), -1):
        hit = walk.sentence.ends_at.get(index)
        if hit is not None and any(
            cue.cls is CueClass.IRREALIS and cue.base.startswith("threat") for cue in hit.cues
        ):
            walk.reading.apply(CueClass.IRREALIS, "threaten", hit.start, hit.end)
            return True
    return False


def _is_option(walk: Walk, element: Element) -> bool:
    """As in "Designating X is among the options"; applies it."""
    for place in range(element.end, min(len(walk.keys), element.end + 6)):
        hit = walk.sentence.cues.get(place)
        cue = hit.find("p") if hit is not None else None
        if hit is not None and cue is not None and cue.cls in (CueClass.IRREALIS, CueClass.RULED_OUT):
            walk.reading.apply(cue.cls, " ".join(cue.words), hit.start, hit.end)
            return True
        if walk.keys[place] in ".;:!?,":
            return False
    return False


def _find_gerund_link(walk: Walk, element: Element) -> int:
    """The token before a gerund, its adverbs and its own subject ("odds of the Bureau naming")."""
    place = _find_first_gerund(walk, element.start) - 1
    while place >= 0 and (is_adverb(walk.keys[place]) or walk.keys[place] in ("not", "being")):
        if walk.keys[place] == "not":
            walk.reading.apply(CueClass.NEGATION, "not", place, place + 1)
        place -= 1
    while place > 0 and _is_subject(walk, place):
        place -= 1
    return place


def _find_first_gerund(walk: Walk, start: int) -> int:
    """The first of two joined gerunds: "from applying or enforcing"."""
    if start > 1 and walk.keys[start - 1] in ("and", "or") and walk.keys[start - 2].endswith("ing"):
        return start - 2
    return start


_GERUND_LINKS = word_set("of to for in on about over before against toward")
"""Prepositions between a cue and the gerund it governs."""


def _find_gerund_governor(walk: Walk, place: int) -> tuple[CueHit, str] | None:
    """A cue that takes the gerund, with the letter of how: beside it, after "from", after "of"."""
    key, beside = walk.keys[place], walk.sentence.ends_at.get(place + 1)
    if key == "from":
        hit = walk.seek_left(place, "f", limit=14)
        if hit is not None:
            return hit, "f"
    if key == "against":
        return _find_warning(walk, place)
    if beside is not None and beside.start not in walk.used and beside.find("g") is not None:
        return beside, "g"
    has_subject = _is_subject(walk, place + 1) if place + 1 < len(walk.keys) else False
    if has_subject and beside is not None and beside.find("f") is not None:
        return beside, "f"  # "stop the president invoking"
    if key in _GERUND_LINKS:
        hit = walk.seek_left(place, "g", limit=3)
        if hit is not None:
            return hit, "g"
    return None


def _find_warning(walk: Walk, place: int) -> tuple[CueHit, str] | None:
    """As in "warns X against labelling": who is warned stands between; a decision against is none."""
    if _is_voted_against(walk, place):
        return None
    for letter, limit in (("i", 6), ("g", 3)):
        hit = walk.seek_left(place, letter, limit=limit)
        if hit is not None:
            is_vehicle = any(cue.cls is CueClass.VEHICLE for cue in hit.cues)  # "a letter against"
            return None if is_vehicle else (hit, letter)
    return None


_DONE_PREPOSITIONS = word_set(
    """
    after by for since over in upon following despite on amid while with through when
    """
)
"""Prepositions before a gerund that tell of what has been done."""
_OPEN_PREPOSITIONS = word_set("before against toward")
"""Prepositions before a gerund that leave it open."""


def _read_gerund_link(walk: Walk, element: Element, place: int) -> Element | None:
    """What the word before a gerund tells when no cue governs it."""
    key, beside = walk.keys[place], walk.sentence.ends_at.get(place + 1)
    if key == "against" and _is_voted_against(walk, place):
        walk.reading.apply(CueClass.REFUSAL, "against", place, place + 1)
    elif beside is not None and any(cue.part is Part.NOUN for cue in beside.cues):
        return Element(Shape.NOUN, walk.find_noun_start(beside.start), element.end, beside.start)
    elif key in _OPEN_PREPOSITIONS:
        walk.reading.apply(CueClass.IRREALIS, key, place, place + 1)
    elif key in _DONE_PREPOSITIONS:
        walk.reading.is_background = True
        _apply_main_modal(walk, element, place)
    elif walk.sentence.tokens[place].is_possessive or key in DETERMINERS:
        return Element(Shape.NOUN, place, element.end, element.head)
    return None


_AGAINST = word_set(
    """
    vote votes voted voting decide decides decided deciding opt opts opted rule rules ruled
    """
)
"""Verbs of decision that "against" turns into a refusal."""


def _is_voted_against(walk: Walk, place: int) -> bool:
    return any(word in _AGAINST for word in walk.keys[max(0, place - 4) : place])


def _is_subject(walk: Walk, place: int) -> bool:
    """Whether the token belongs to a gerund's own subject."""
    is_name = walk.is_slot(place) and not walk.sentence.tokens[place].is_possessive
    return is_name or (walk.keys[place] == "the" and walk.is_slot(place + 1))


def _apply_modal_before(walk: Walk, comma: int) -> None:
    """As in "may cut off X, labelling it": what goes with an act that is open is open too."""
    for place in range(comma - 1, max(-1, comma - 14), -1):
        key = walk.keys[place]
        if key in BARRIERS or key in (",", "and", "but", "or", "that"):
            return
        if key in OPEN_MODALS or key == "would":
            if not any(word in BARRIERS for word in walk.keys[max(0, place - 4) : place]):
                walk.reading.apply(CueClass.IRREALIS, key, place, place + 1)
            return  # "limits how the army could use it, labelling it": the modal is another clause's
        hit = walk.sentence.ends_at.get(place)
        is_verb = key == "to" or key.endswith("ing")
        if is_verb and hit is not None and any(cue.base in _THREATENING for cue in hit.cues):
            walk.reading.apply(CueClass.IRREALIS, walk.keys[hit.start], hit.start, hit.end)
            return


def _apply_main_modal(walk: Walk, element: Element, preposition: int) -> None:
    if preposition >= 0 and walk.keys[preposition] not in ("by", "in", "with", "on"):
        return
    place, last = element.end, min(len(walk.keys), element.end + 14)
    while 0 <= place < last and walk.keys[place] not in ".;:!?":
        if walk.keys[place] in ("would", "could", "might", "may"):
            walk.reading.apply(CueClass.IRREALIS, walk.keys[place], place, place + 1)
            return
        if walk.keys[place] == "," and preposition < 0:
            place = find_after_parenthesis(walk, place)  # "applying it to X, as they proposed, would"
        else:
            place += 1
