"""The operator to the left of a noun phrase: "lifts the label", "threat of a label"."""

from __future__ import annotations

from watcher.core.cues import Cue, CueClass, CueHit, Part
from watcher.core.frames import Kind
from watcher.core.inflection import word_set
from watcher.core.operators import choose_reading
from watcher.core.reading import MODALS
from watcher.core.walk import BARRIERS, SMALL_WORDS, Element, Walk

STOPPING = word_set(
    """
    after despite amid following during since because while when although though before and but or who which
    until than via per says said say
    """
)
"""Words at which the search for the governor of a noun phrase ends."""


def seek_noun_governor(walk: Walk, element: Element) -> CueHit | None:
    """The nearest operator left of a noun phrase with nothing but small words and modifiers between."""
    index, slack, comma = element.start, 5, -1
    while index > 0 and slack >= 0:
        hit = _find_unused(walk, index)
        if hit is not None and _governs_noun(walk, hit, element, comma):
            return hit
        if hit is not None and _is_only_verb(hit):
            return None
        index -= 1
        choice = _find_choice(walk, index, element)
        if choice is not None:
            return choice
        opening = _skip_insertion(walk, index, element)
        if opening is not None:
            index = opening
        elif walk.keys[index] == "," and comma < 0 and walk.is_indefinite(element):
            comma = index
        elif _ends_phrase(walk, index, element):
            return _find_beyond(walk, index, element)
        elif walk.keys[index] not in SMALL_WORDS and not walk.is_slot(index):
            slack -= 1
    return None


def _find_unused(walk: Walk, end: int) -> CueHit | None:
    """The cue that ends at a token, unless it has had its say or is part of a name."""
    hit = walk.sentence.ends_at.get(end)
    return None if hit is None or hit.start in walk.used or walk.is_name(hit) else hit


def _governs_noun(walk: Walk, hit: CueHit, element: Element, comma: int) -> bool:
    return (
        walk.is_operator(hit, "n")
        and _fits_noun(walk, hit, element)
        and _may_cross(walk, hit, element, comma)
    )


def _is_only_verb(hit: CueHit) -> bool:
    """Whether a cue is a verb and nothing else: one that does not govern the noun shuts it off."""
    parts = {cue.part for cue in hit.cues}
    return any(cue.forms for cue in hit.cues) and parts.isdisjoint((Part.NOUN, Part.ADJECTIVE))


def _skip_insertion(walk: Walk, index: int, element: Element) -> int | None:
    """Where "lifts, for now, the label" or "both the law and the label" goes on to the left."""
    key = walk.keys[index]
    if key == "," and index == element.start - 1:
        opening = walk.find_opening_comma(index, 5)
        return None if opening is None or _has_operator(walk, opening, index) else opening
    low = max(0, index - 14)
    if key == "and" and "both" in walk.keys[low:index]:
        return walk.keys.index("both", low)
    return None


def _has_operator(walk: Walk, opening: int, closing: int) -> bool:
    """As in "issued, then withdrew, the order": the later verb governs the noun first."""
    hit = walk.sentence.ends_at.get(closing)
    is_ending = hit is not None and any(cue.cls is CueClass.REVERSAL and cue.forms for cue in hit.cues)
    return is_ending and opening < closing - 1


def _find_choice(walk: Walk, index: int, element: Element) -> CueHit | None:
    """As in "a choice between talks, a fine, and a label": what governs the list governs its members."""
    if walk.keys[index] not in (",", "and", "or") or not walk.is_indefinite(element):
        return None
    for place in range(index, max(0, index - 24), -1):
        if walk.keys[place] in ".;:!?":
            return None
        hit = walk.sentence.ends_at.get(place)
        if hit is not None and walk.keys[hit.end - 1] == "between":
            return hit
    return None


def _ends_phrase(walk: Walk, index: int, element: Element) -> bool:
    """Whether what stands further left no longer belongs to the noun phrase.

    As in "faces class action over the theft" (what it is about has happened), "study the history of the
    act", "tells staff it will comply with the order".
    """
    key = walk.keys[index]
    is_topic = key == "over" or (key == "of" and walk.frame.kind is Kind.BARE)
    if key == "to":
        return index + 1 < element.start and not _is_nominal_start(walk, index + 1)
    if is_topic and (_is_plain(walk, index - 1) or _is_left_over(walk, index)):
        return True
    return key in MODALS or key in BARRIERS or key in STOPPING or key == ","


def _find_beyond(walk: Walk, index: int, element: Element) -> CueHit | None:
    """As in "effort to punish X with the label": what governs the unknown verb governs the label."""
    if walk.keys[index] != "to":
        return _find_title_before_colon(walk, index, element)
    is_means = "with" in walk.keys[index + 1 : element.start]
    return walk.seek_left(index, "i", limit=14) if is_means else None


def _is_left_over(walk: Walk, index: int) -> bool:
    """As in "quits over the order", "leaves X over it": what somebody leaves over is not what he leaves."""
    place = index
    while place > 0 and walk.is_slot(place - 1):
        place -= 1
    hit = walk.sentence.ends_at.get(place)
    if walk.keys[index] != "over" or hit is None or not all(cue.part is Part.VERB for cue in hit.cues):
        return False
    return place == index or any(cue.cls is CueClass.REVERSAL for cue in hit.cues)


def _is_plain(walk: Walk, index: int) -> bool:
    """Whether a word is neither a cue nor one of the signal's."""
    return index >= 0 and index + 1 not in walk.sentence.ends_at and not walk.is_slot(index)


def _is_unknown_gerund(walk: Walk, place: int) -> bool:
    """As in "denies retaliating with the label": what is denied is another act."""
    key = walk.keys[place]
    is_known = place in walk.used or place in walk.sentence.cues or walk.is_slot(place)
    return len(key) > 5 and key.endswith("ing") and not is_known


def _may_cross(walk: Walk, hit: CueHit, element: Element, comma: int) -> bool:
    """Over a comma only a threat reaches ("threatens X with the act, a label"), or what it closes."""
    return comma < 0 or hit.end == comma or choose_reading(walk, hit, "n", element).cls is CueClass.IRREALIS


def _is_nominal_start(walk: Walk, index: int) -> bool:
    key = walk.keys[index]
    return walk.is_slot(index) or key in SMALL_WORDS or walk.sentence.tokens[index].is_possessive


def _find_title_before_colon(walk: Walk, index: int, element: Element) -> CueHit | None:
    """As in "New threat to X: the blacklist": the noun before the colon says what follows is."""
    if walk.keys[index] != ":" or element.start - index > 2:
        return None
    for place in range(index, max(0, index - 6), -1):
        hit = walk.sentence.ends_at.get(place)
        if hit is not None and any(
            cue.part in (Part.NOUN, Part.ADJECTIVE) and cue.cls is CueClass.IRREALIS and "n" in cue.governs
            for cue in hit.cues
        ):
            return hit
    return _find_verb_before_colon(walk, index, element)


_MAIN_CLAUSE = 10
"""Words that the clause before a colon may take."""


def _find_verb_before_colon(walk: Walk, colon: int, element: Element) -> CueHit | None:
    """As in "Bureau threatens to make X pay: a label": what closes the headline is what is threatened."""
    if element.end < len(walk.keys) or not walk.is_indefinite(element):
        return None
    for place in range(colon, max(0, colon - _MAIN_CLAUSE), -1):
        hit = walk.sentence.ends_at.get(place)
        if (
            hit is not None
            and hit.find("n")
            and any(cue.cls is CueClass.IRREALIS and cue.forms for cue in hit.cues)
        ):
            return hit
    return None


_TIMES = word_set("during after before until since while")
"""Words that make of a noun the time of something else: "lost no staff during the strike"."""
_CHOOSING = word_set(
    """
    picks pick picked chooses chose choose choosing prefers prefer preferred favors favored opts opted
    opting selects selected picking
    """
)
"""Verbs that make "over" mean "rather than": "picks talks over a strike"."""
_LINKS_OF_NOUNS = word_set("of on against for to over in from about at toward")
"""Prepositions by which a noun governs another: "threat of", "ruling on"."""
_TALKING = word_set("talk talks talked talking argue argues argued reason reasons reasoned scare scared")
"""Verbs that make "out of" mean that the act is prevented: "talked out of a strike"."""


def _fits_noun(walk: Walk, hit: CueHit, element: Element) -> bool:
    """Whether what stands between a cue and the noun phrase lets the one govern the other."""
    cue = choose_reading(walk, hit, "n", element)
    between = walk.keys[hit.end : element.start]
    if cue.base in _FITTING:
        return _fits_phrase(walk, cue, hit, element)
    if cue.cls is CueClass.NEGATION or cue.part is Part.ADJECTIVE:
        return len(between) <= 3 and not any(key in _TIMES for key in between)
    is_agent = cue.cls is CueClass.ORDER and between[:1] == ["by"]  # "forced by an order"
    if is_agent or any(_is_unknown_gerund(walk, place) for place in range(hit.end, element.start - 1)):
        return False
    if cue.part is Part.NOUN:
        link = walk.keys[hit.end] if hit.end < len(walk.keys) else ""
        is_beside = hit.end == element.start and cue.cls is not CueClass.RESTORING  # "data return steps"
        return is_beside or link in _LINKS_OF_NOUNS
    return cue.part is not Part.VERB or "that" not in between


_FITTING = frozenset({"out of", "over", "rule against"})
"""Words that govern only after certain verbs, or before what is not somebody."""


def _fits_phrase(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> bool:
    """As in "talked out of a strike", "picks talks over a strike", "rules against the strike"."""
    if cue.base == "out of":
        return any(key in _TALKING for key in walk.keys[max(0, hit.start - 6) : hit.start])
    if cue.base == "over":
        return any(key in _CHOOSING for key in walk.keys[max(0, hit.start - 14) : hit.start])
    return not any(walk.is_slot(place) for place in range(hit.end, element.start))
