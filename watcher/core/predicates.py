"""What is said of a noun phrase to its right: "was blocked", "stays in effect", "looms"."""

from __future__ import annotations

from watcher.core.auxiliaries import apply_auxiliaries, enter_group
from watcher.core.composition import State
from watcher.core.cues import Cue, CueClass, CueHit, Part
from watcher.core.inflection import Form, word_set
from watcher.core.operators import apply_cue
from watcher.core.reading import BE, HAVE, MODALS, NEGATIONS, VerbGroup, is_adverb, read_verb_group
from watcher.core.walk import CLAUSE_STARTS, COURT_WORDS, PRONOUNS, SMALL_WORDS, Element, Shape, Walk

_ENDS_OF_SUBJECT = word_set("which who that because while after and but as despite if unless")
"""Words at which another clause, or another member, begins: no predicate is sought beyond."""
_AUXILIARIES = BE | HAVE | MODALS
_POSSIBLE = word_set("would could might may will can")
"""Modals that leave open what is said of an indefinite noun."""


def seek_predicate(walk: Walk, element: Element) -> Element | None:
    """A predicate of the noun phrase: "was blocked", "stays in effect", "looms", "would"."""
    index, slack = _skip_purpose(walk, _skip_relative(walk, element)), 5
    while index < len(walk.keys) and slack >= 0:
        key = walk.keys[index]
        if key == "and" and _is_joined_predicate(walk, element, index):
            index, slack = index + 1, 5
            continue
        if key in ".;:!?()-|" or key in _ENDS_OF_SUBJECT or key in PRONOUNS:
            return None
        if key == ",":
            index = _find_after_comma(walk, element, index)
            if index < 0:
                return None
            continue
        predicate = _read_predicate(walk, index, element)
        if predicate is not None:
            return predicate
        if key in _POSSIBLE and not _leads_to_predicate(walk, index, element):
            if walk.is_indefinite(element):
                walk.reading.apply(CueClass.IRREALIS, key, index, index + 1)
            return None
        slack -= 0 if _is_light(walk, index) else 2
        index += 1
    return None


def _is_joined_predicate(walk: Walk, element: Element, place: int) -> bool:
    """As in "has been written and is waiting for a signature": a second auxiliary of the same subject."""
    is_subject = not _AUXILIARIES.isdisjoint(walk.keys[element.end : place])
    return is_subject and not _AUXILIARIES.isdisjoint(walk.keys[place + 1 : place + 2])


def _read_predicate(walk: Walk, index: int, element: Element) -> Element | None:
    """Apply the cue that starts at a token, if it is said of the noun phrase."""
    hit = walk.sentence.cues.get(index)
    if hit is None or index in walk.used or walk.is_name(hit):
        return None
    cue = hit.find("p") or _find_denial(hit, element)
    if cue is None or not _is_predicate(walk, hit, cue, element):
        return None
    if cue.cls is CueClass.RULED_OUT and cue.part is Part.VERB and not element.is_plan:
        return None  # "talks on the order went nowhere": the talks did
    return _apply_predicate(walk, hit, cue, element)


def _is_light(walk: Walk, index: int) -> bool:
    """Whether a word may stand between a noun phrase and its predicate at no cost."""
    key = walk.keys[index]
    is_auxiliary = key in BE or key in HAVE or key in MODALS or key in NEGATIONS
    return is_auxiliary or is_adverb(key) or key in SMALL_WORDS or walk.is_slot(index)


def _skip_relative(walk: Walk, element: Element) -> int:
    """Where the predicate of a noun stands behind "that made X radioactive": at its auxiliary."""
    start = element.end
    if walk.keys[start : start + 1] not in (["that"], ["which"]):
        return start
    for index in range(start + 3, min(len(walk.keys) - 1, start + 16)):
        if walk.keys[index] in ".;:!?-|":
            break
        previous = walk.keys[index - 1]
        is_own = (
            walk.keys[index] in BE | HAVE and previous not in PRONOUNS and index not in walk.sentence.ends_at
        )
        if is_own and not walk.is_slot(index - 1) and _leads_to_predicate(walk, index, element):
            return index
    return start


def _skip_purpose(walk: Walk, start: int) -> int:
    """Where the predicate stands behind "an order to rewrite its values": at its modal or auxiliary."""
    if walk.keys[start : start + 1] != ["to"]:
        return start
    for index in range(start + 2, min(len(walk.keys), start + 10)):
        key = walk.keys[index]
        if key in MODALS | BE | HAVE:
            return index
        if not key[0].isalnum() or key in _ENDS_OF_SUBJECT | PRONOUNS:
            break
    return start


def _find_denial(hit: CueHit, element: Element) -> Cue | None:
    """As in "motion against the label denied": what was sought is refused."""
    if not element.is_plan:
        return None
    readings = (cue for cue in hit.cues if cue.cls is CueClass.REFUSAL and cue.part is Part.VERB)
    return next((cue for cue in readings if cue.forms & {Form.PARTICIPLE}), None)


def _find_after_comma(walk: Walk, element: Element, comma: int) -> int:
    """Where the clause goes on: behind a parenthesis, or behind the one that the noun phrase ends in."""
    is_inside = "," in walk.keys[element.head : element.end]
    if is_inside and not _AUXILIARIES.isdisjoint(walk.keys[comma + 1 : comma + 2]):
        return comma + 1  # "the order, issued under the act, was"
    return find_after_parenthesis(walk, comma)


def find_after_parenthesis(walk: Walk, comma: int) -> int:
    """Where the clause goes on after ", frozen since spring,": at an auxiliary; -1 when it does not."""
    for index in range(comma + 2, min(len(walk.keys) - 1, comma + 14)):
        if walk.keys[index] in ".;:!?()-|":
            return -1
        if walk.keys[index] == ",":
            following = walk.keys[index + 1]
            return index + 1 if following in BE | HAVE | MODALS else -1
    return -1


def _leads_to_predicate(walk: Walk, modal: int, element: Element) -> bool:
    """Whether a cue that governs the noun follows the modal: "label could be lifted"."""
    for index in range(modal + 1, min(len(walk.keys), modal + 5)):
        hit = walk.sentence.cues.get(index)
        cue = hit.find("p") if hit is not None else None
        if hit is not None and cue is not None:
            return _is_predicate(walk, hit, cue, element)
        if not (walk.keys[index] in BE | HAVE | NEGATIONS or is_adverb(walk.keys[index])):
            return False
    return False


def _is_predicate(walk: Walk, hit: CueHit, cue: Cue, element: Element) -> bool:
    if cue.part is Part.VERB:
        return _is_verbal_predicate(walk, hit, cue)
    if cue.words[-1] in _VERDICTS | _RIGHTS and _is_pleaded(walk, element):
        return False
    return cue.part is not Part.ADJECTIVE or _is_predicative(walk, hit, cue, element)


def _is_verbal_predicate(walk: Walk, hit: CueHit, cue: Cue) -> bool:
    """As in "was blocked", "ended": a passive, or a verb that stands alone."""
    is_finite = bool(cue.forms & {Form.PARTICIPLE, Form.PAST})
    if cue.cls is CueClass.REVERSAL and not is_finite and not _is_intransitive(walk, hit):
        return False
    group = read_verb_group(walk.keys, hit.start, hit.end, cue.forms)
    if (group.is_passive and group.start < group.verb) or _is_intransitive(walk, hit):
        return True
    if group.start < group.verb and any(key in HAVE for key in walk.keys[group.start : group.verb]):
        return False
    return bool(cue.forms & {Form.PARTICIPLE}) and not _has_object(walk, hit.end)


def _is_pleaded(walk: Walk, element: Element) -> bool:
    """As in "told the court that the label was lawful": what parties say is no ruling."""
    return any(
        walk.keys[place] in _PLEADING and walk.keys[place - 1] not in COURT_WORDS
        for place in range(1, element.start)
    )


_VERDICTS = word_set("unlawful illegal unconstitutional invalid arbitrary pretextual")
"""Adjectives that reverse only where a court says them."""
_RIGHTS = word_set("lawful legal valid enforceable")
_PLEADING = word_set(
    "told tells argue argues argued contend contends contended insists insisted claims claimed"
)
"""Verbs by which parties, not courts, say what is law."""
_COPULAR = word_set(
    """
    ruled rules ruling declared declares declaring found finds finding deemed held holds put puts
    putting placed places left leaves remains remain calls called coming
    """
)
"""Verbs after which an adjective is said of the noun before: "ruled the ban unlawful"."""


def _is_predicative(walk: Walk, hit: CueHit, cue: Cue, element: Element) -> bool:
    """Whether an adjective is said of the noun phrase: after a copula, or closing a headline."""
    if cue.words[0] in _VERDICTS and not any(
        key in COURT_WORDS or key in {"rules", "ruled", "ruling"} for key in walk.keys
    ):
        return False
    place = hit.start - 1
    while place > element.end and (is_adverb(walk.keys[place]) or walk.keys[place] in ("a", "an", "the")):
        place -= 1
    if walk.keys[place] in BE or walk.keys[place] in _COPULAR:
        return True
    return hit.start == element.end and not _has_object(walk, hit.end)


def _is_intransitive(walk: Walk, hit: CueHit) -> bool:
    """Whether a verb that may stand alone does: "ended", but not "ended a week of"."""
    if walk.keys[hit.end : hit.end + 1] in (["a"], ["an"], ["the"], ["their"], ["his"], ["her"]):
        return False
    return any(cue.governs == frozenset("p") and cue.part is Part.VERB for cue in hit.cues)


def _has_object(walk: Walk, index: int) -> bool:
    """Whether a noun phrase follows a verb, which is then active: "label barred contractors"."""
    if index >= len(walk.keys):
        return False
    key = walk.keys[index]
    return (
        key
        not in word_set(
            """
by in on at after before for until pending while as amid with from under over and but or to when
following if despite since because says say said
"""
        )
        and key not in ",.;:!?()-|"
        and not is_adverb(key)
    )


def _apply_predicate(walk: Walk, hit: CueHit, cue: Cue, element: Element) -> Element:
    if _is_supposed(walk, hit, element):
        walk.reading.state = State.OPEN  # "an order would not hold up"
    apply_cue(walk, cue, hit, element)
    if cue.part is Part.VERB:
        group = read_verb_group(
            walk.keys,
            hit.start,
            hit.end,
            cue.forms | {Form.PARTICIPLE} if cue.forms & {Form.PAST} else cue.forms,
        )
    else:
        group = read_verb_group(walk.keys, hit.start, hit.end, {Form.PARTICIPLE})
    apply_auxiliaries(walk, group)
    if group.form is Form.BASE:
        return Element(Shape.INFINITIVE, group.start, hit.end, hit.start)
    is_reduced = group.start == group.verb and bool(cue.forms)
    if is_reduced and (cue.cls is CueClass.LIGHT or _is_followed_by_predicate(walk, hit.end, element)):
        return Element(
            Shape.NOUN, element.start, hit.end, element.head
        )  # "the ban imposed in May was ...", "the order suspended in July may be ..."
    causative = _find_causative(walk, element) if group.start == group.verb else None
    if causative is not None:
        return enter_group(walk, causative, hit.end)
    return Element(Shape.CLAUSE, min(element.start, group.start), hit.end, hit.start, is_past=True)


def _is_supposed(walk: Walk, hit: CueHit, element: Element) -> bool:
    """Whether a noun with "a" stands under "would"."""
    is_one = walk.keys[element.start] in ("a", "an", "any")
    return is_one and "would" in walk.keys[element.end : hit.start] and walk.reading.state is State.DONE


def _is_followed_by_predicate(walk: Walk, start: int, element: Element) -> bool:
    """Whether an auxiliary with a cue of the noun phrase follows a participle, nothing else between."""
    for index in range(start, min(len(walk.keys), start + 6)):
        key = walk.keys[index]
        if key in BE | HAVE | MODALS:
            hit = walk.sentence.cues.get(index)
            return (hit is not None and hit.find("p") is not None) or _leads_to_predicate(
                walk, index, element
            )
        if key in CLAUSE_STARTS or key == ",":
            return False
    return False


_TAKING = {
    "take": {Form.BASE, Form.PRESENT},
    "takes": {Form.PRESENT},
    "taking": {Form.GERUND},
    "took": {Form.PAST},
}
"""Forms of the verb in "takes a label off the table"."""


def _find_causative(walk: Walk, element: Element) -> VerbGroup | None:
    """As in "to have the label lifted", "get it removed", "bid to keep the label on hold"."""
    place = element.start - 1
    if place >= 0 and walk.keys[place] in _TAKING:
        return read_verb_group(walk.keys, place, place + 1, _TAKING[walk.keys[place]])
    forms = {
        "have": Form.BASE,
        "get": Form.BASE,
        "having": Form.GERUND,
        "getting": Form.GERUND,
        "see": Form.BASE,
    }
    if place > 0 and walk.keys[place] in ("keep", "leave") and walk.keys[place - 1] == "to":
        walk.used.add(place)  # else it would uphold what is on hold
        return read_verb_group(walk.keys, place, place + 1, {Form.BASE})
    if place < 0 or walk.keys[place] not in forms:
        return None
    return read_verb_group(walk.keys, place, place + 1, {forms[walk.keys[place]]})
