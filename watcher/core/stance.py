"""The stance of a frame: what its trigger's form says, then every operator that governs it, inside out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.core.auxiliaries import enter_group
from watcher.core.circumstances import read_circumstances
from watcher.core.clauses import climb_clause
from watcher.core.composition import Reading, State
from watcher.core.cues import CueClass, Part
from watcher.core.frames import Frame, Kind
from watcher.core.inflection import word_set
from watcher.core.nominals import climb_noun
from watcher.core.reading import BE, HAVE, MODALS, Sentence, VerbGroup, looks_nominal
from watcher.core.terms import Role
from watcher.core.verbals import climb_gerund, climb_infinitive
from watcher.core.vocabulary import COMPANY_WORDS
from watcher.core.walk import Element, Shape, Walk
from watcher.model import Signal, Stance

if TYPE_CHECKING:
    from watcher.core.terms import Hits


def read_stance(sentence: Sentence, frame: Frame, hits: Hits, signal: Signal) -> Reading:
    """The state of `frame` in its sentence, with the derivation."""
    return _derive(Walk(sentence, frame, hits, signal))


_MAX_DEPTH = 6


def _derive(walk: Walk) -> Reading:
    element = _begin(walk)
    _apply_negative_complement(walk)
    _apply_offer(walk)
    if element.shape is Shape.GERUND and "ever" in walk.keys[element.start - 1 : element.start + 1]:
        walk.reading.state = State.OPEN  # "to stop it from ever labelling"
    for _ in range(_MAX_DEPTH):
        following = _climb(walk, element)
        if following is None:
            break
        element = following
    _apply_negative_subject(walk)
    _forget_precedents(walk)
    read_circumstances(walk, element)
    _forget_protests(walk)
    return walk.reading


def _climb(walk: Walk, element: Element) -> Element | None:
    if element.shape is Shape.INFINITIVE:
        return climb_infinitive(walk, element)
    if element.shape is Shape.GERUND:
        return climb_gerund(walk, element)
    if element.shape is Shape.NOUN:
        return climb_noun(walk, element)
    return climb_clause(walk, element)


def _begin(walk: Walk) -> Element:
    frame = walk.frame
    if frame.trigger.term.is_undone:
        walk.reading.apply(CueClass.REVERSAL, "un-", frame.trigger.start, frame.trigger.end)
    if frame.trigger.term.is_again:
        walk.reading.apply(CueClass.RESTORING, "re-", frame.trigger.start, frame.trigger.end)
    if frame.group is not None:
        _begin_elsewhere(walk)
        return enter_group(walk, frame.group, frame.end)
    if frame.kind is Kind.RELIEF:
        walk.reading.state = State.REVERSED
    elif frame.kind is Kind.PRECURSOR:
        walk.reading.state = State.OPEN
    elif frame.kind is Kind.BARE or frame.needs_light or (frame.kind is Kind.NOUN and _is_mention(walk)):
        walk.reading.state = State.UNTOLD
    _begin_elsewhere(walk)
    return Element(Shape.NOUN, frame.start, frame.end, frame.trigger.start)


_TELLS = {
    Stance.ANTICIPATES: State.OPEN,
    Stance.DENIES: State.NOT_DONE,
    Stance.REVERSES: State.REVERSED,
    Stance.REINSTATES: State.RESTORED,
}
"""State in which a pattern's trigger begins; "confirms" leaves the rule of the trigger's form."""


def _begin_elsewhere(walk: Walk) -> None:
    """A pattern may tell another state than done; a noun may name what is only planned ("bid")."""
    if walk.frame.pattern >= 0:
        walk.reading.state = _TELLS.get(walk.signal.patterns[walk.frame.pattern].tells, walk.reading.state)
    hit = walk.sentence.cues.get(walk.frame.trigger.start)
    if walk.frame.kind is Kind.NOUN and hit is not None and hit.start == walk.frame.trigger.start:
        is_plan = _is_mention(walk) and any(
            cue.part is Part.NOUN and cue.cls is CueClass.IRREALIS for cue in hit.cues
        )
        walk.reading.state = State.OPEN if is_plan else walk.reading.state


def _is_mention(walk: Walk) -> bool:
    return walk.frame.pattern >= 0 and walk.signal.patterns[walk.frame.pattern].nominal == "mentions"


def _apply_negative_complement(walk: Walk) -> None:
    """As in "no customer data was stolen"."""
    complement = walk.frame.slots.get("complement")
    if complement is None or walk.frame.group is None or not complement.start:
        return
    place = complement.start - 1
    if walk.keys[place] == "no" and place not in walk.sentence.hidden:
        walk.used.add(place)
        walk.reading.apply(CueClass.NEGATION, "no", place, place + 1)


_OFFERS = word_set("offer offers promise promises pledge pledges proposal proposals")


def _apply_offer(walk: Walk) -> None:
    """As in "extends an offer of support": what is given is a promise."""
    complement = walk.frame.slots.get("complement")
    if complement is None or walk.frame.group is None:
        return
    for place in range(walk.frame.group.end, complement.start - 1):
        if walk.keys[place] in _OFFERS and walk.keys[place + 1] in ("of", "to"):
            walk.reading.apply(CueClass.IRREALIS, walk.keys[place], place, place + 1)
            return


_PLAIN_IRREALIS = word_set("any will would can could received")
"""What a negative subject rules out with the act: "none will be issued", "none had received any help"."""


def _apply_negative_subject(walk: Walk) -> None:
    """As in "No order has been issued", "Neither X nor Y has invoked", "Nobody labelled"."""
    place = _find_negative_subject(walk)
    is_plain = all(step.cue in _PLAIN_IRREALIS for step in walk.reading.steps)
    if place is not None and (walk.reading.state is not State.OPEN or is_plain):
        walk.used.add(place)
        walk.reading.apply(CueClass.NEGATION, walk.keys[place], place, place + 1)


_NEGATIVE_SUBJECTS = word_set("no neither none nobody nor")
"""Words that deny a clause as its subject, or open it."""
_CLAUSE_OPENERS = word_set(
    """
    ; : . ! ? - | , that because while since as although though but said says say
    """
)
"""What stands before the first word of a clause."""


def _find_negative_subject(walk: Walk) -> int | None:
    """The "no", "neither" or "nobody" that opens the clause, its verb being the next there is."""
    first = walk.frame.start if walk.frame.group is None else walk.frame.group.start
    start = first
    while start > 0 and walk.keys[start - 1] not in _CLAUSE_OPENERS and first - start < 12:
        start -= 1
    if start in walk.used or start >= first or walk.keys[start] not in _NEGATIVE_SUBJECTS:
        return None
    if start in walk.sentence.hidden:
        return None  # "no regrets over"
    between = range(start + 1, first)
    if walk.keys[start] == "neither" and "nor" not in walk.keys[start + 1 : walk.frame.end + 4]:
        return None
    if any(_is_verb(walk, place) for place in between):
        return None
    if walk.frame.group is None and not _is_in_subject(walk):
        return None
    return start


def _is_verb(walk: Walk, place: int) -> bool:
    """Whether a cue or an auxiliary at the token is a verb in its own clause."""
    if walk.keys[place] in BE | HAVE | MODALS:
        return True
    hit = walk.sentence.cues.get(place)
    if hit is None or walk.is_name(hit):
        return False
    forms = frozenset(form for cue in hit.cues for form in cue.forms)
    return bool(forms) and not looks_nominal(walk.sentence, hit.start, hit.end, forms)


def _is_in_subject(walk: Walk) -> bool:
    """Whether the noun phrase of the frame is what a finite verb after it is said of."""
    return any(key in BE | HAVE | MODALS for key in walk.keys[walk.frame.end : walk.frame.end + 6])


def _forget_protests(walk: Walk) -> None:
    """As in "We are not a risk", said by who is called one: that contradicts, and denies nothing."""
    own = walk.frame.slots.get("object")
    is_own_word = own is not None and own.term.words[0] == "we" and walk.frame.trigger.term.role is Role.STATE
    if is_own_word and walk.reading.state is State.NOT_DONE:
        walk.reading.state = State.UNTOLD


def _is_never(walk: Walk, group: VerbGroup) -> bool:
    """As in "has never used", "no president had ever used"."""
    if group.negation is not None:
        return walk.keys[group.negation] == "never"
    is_denied = any(step.cls is CueClass.NEGATION for step in walk.reading.steps)
    return is_denied and "ever" in walk.keys[group.start : group.verb]


def _forget_precedents(walk: Walk) -> None:
    """As in "the act has never been used on a software firm": a rule of history denies nothing."""
    own, group = walk.frame.slots.get("object"), walk.frame.group
    if group is None or not walk.reading.steps or not _is_never(walk, group):
        return
    is_example = own is not None and (
        walk.keys[own.start - 1] in ("as", "like") or own.term.words[-1] in COMPANY_WORDS
    )
    is_anybodys = group.is_passive or group.negation is None or "actor" not in walk.frame.slots
    is_general = (own is None or own.end <= walk.reading.steps[-1].start) and is_anybodys
    if (is_general or is_example) and walk.reading.state is State.NOT_DONE:
        walk.reading.state = State.UNTOLD
