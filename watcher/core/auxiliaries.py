"""What the auxiliaries of a verb group say: negation, modals, "no longer"."""

from __future__ import annotations

from watcher.core.composition import State
from watcher.core.cues import CueClass, CueHit
from watcher.core.frames import Kind
from watcher.core.inflection import Form, word_set
from watcher.core.reading import OPEN_MODALS, VerbGroup
from watcher.core.walk import Element, Shape, Walk
from watcher.model import Stance


def enter_group(walk: Walk, group: VerbGroup, end: int) -> Element:
    """Apply the auxiliaries of a verb group; return the element it makes."""
    apply_auxiliaries(walk, group)
    demand = _find_demand(walk, group)
    if demand is not None:
        walk.used.update(range(demand.start, demand.end))
        walk.reading.apply(CueClass.REQUEST, walk.keys[demand.start], demand.start, demand.end)
    shape = Shape.CLAUSE
    if group.form is Form.BASE:
        shape = Shape.INFINITIVE
    elif group.form is Form.GERUND:
        is_noun = group.start == group.verb and walk.keys[group.end : group.end + 1] == ["of"]
        shape = Shape.NOUN if is_noun else Shape.GERUND  # "lifts the grounding of X"
    return Element(
        shape,
        group.start,
        max(end, group.end),
        group.verb,
        is_past=group.form in (Form.PAST, Form.PARTICIPLE),
        is_participle=group.is_passive and group.start == group.verb,
    )


def apply_auxiliaries(walk: Walk, group: VerbGroup) -> None:
    """Apply what the auxiliaries of a verb group say of it: "no longer", a negation, a modal, or both."""
    if group.has_ended:
        walk.reading.apply(CueClass.END, "no longer", group.start, group.verb)
    elif group.negation is not None and group.modal is not None:
        _apply_negated_modal(walk, group, group.modal, group.negation)
    elif group.negation is not None:
        _apply_negation(walk, group, group.negation)
    elif group.modal is not None:
        apply_modal(walk, group.modal)


def _apply_negated_modal(walk: Walk, group: VerbGroup, modal: int, negation: int) -> None:
    """As in "will not", "may not": what may not be need not, unless a court says so."""
    is_open = walk.keys[modal] in OPEN_MODALS
    if walk.names_court() and _is_ruled_out_by(walk, group):
        cls = CueClass.REVERSAL
    elif is_open and walk.reading.state is State.RESTORED:
        cls = CueClass.CHALLENGE
    elif is_open:
        apply_modal(walk, modal)
        return
    else:
        cls = CueClass.REFUSAL if _is_refused_by_court(walk) else CueClass.NEGATION
    walk.reading.apply(cls, f"{walk.keys[modal]} not", modal, negation + 1)


def _apply_negation(walk: Walk, group: VerbGroup, place: int) -> None:
    if _is_refused_by_court(walk):
        walk.reading.apply(CueClass.REFUSAL, "not", place, place + 1)
    elif _is_counterfactual(walk, group) or _is_first(walk, group, place):
        return
    elif walk.keys[place + 1 : place + 2] == ["yet"]:
        walk.reading.apply(CueClass.NEGATION, "not yet", place, place + 2)
    else:
        walk.reading.apply(CueClass.NEGATION, walk.keys[place], place, place + 1)


def _is_first(walk: Walk, group: VerbGroup, place: int) -> bool:
    """As in "had never been used on a model until Wednesday": then it was."""
    return walk.keys[place] == "never" and "until" in walk.keys[group.end : group.end + 14]


def _is_ruled_out_by(walk: Walk, group: VerbGroup) -> bool:
    """As in "injunction: the Bureau may not call it a risk": a prohibition, told as law."""
    is_told = walk.frame.group is group and walk.reading.state is State.DONE
    return is_told and group.modal is not None and walk.keys[group.modal] in ("may", "must", "can", "cannot")


COURT_ACTS = word_set(
    """
    block pause stay halt enjoin freeze suspend vacate injunction injunctions injunctive strike set bar
    stop overturn restraining put
    """
)
"""Words of orders by which courts stop an act."""


def _is_refused_by_court(walk: Walk) -> bool:
    """Whether what a court does not do is a court's act against the event: "judge won't block"."""
    steps = walk.reading.steps
    is_courts = bool(steps) and walk.keys[steps[-1].start] in COURT_ACTS
    return is_courts and walk.reading.state is State.REVERSED and walk.names_court()


def _is_counterfactual(walk: Walk, group: VerbGroup) -> bool:
    """As in "would have failed had X not helped": X did."""
    before = walk.keys[max(0, group.start - 5) : group.start]
    is_supposed = "would" in walk.keys and "have" in walk.keys[walk.keys.index("would") :]
    return "had" in before and is_supposed


def apply_modal(walk: Walk, place: int) -> None:
    """Apply a modal: it leaves the act open, but for what is settled already or told by a court."""
    steps = walk.reading.steps
    is_renounced = bool(steps) and steps[-1].cls in (CueClass.RULED_OUT, CueClass.REFUSAL)
    if is_renounced and walk.keys[place] == "will" and walk.reading.state in (State.OFF, State.NOT_DONE):
        return  # "will refrain from": settled
    if walk.keys[place] == "must" and _is_ordered_by_court(walk):
        walk.reading.apply(CueClass.FACTIVE, "must", place, place + 1)
        return
    if walk.keys[place] == "must" and walk.reading.state is State.REVERSED and walk.names_court():
        walk.reading.apply(CueClass.ORDER, "must", place, place + 1)
        return
    is_enforced = bool(steps) and steps[-1].cls is CueClass.LIGHT and walk.frame.kind is Kind.NOUN
    if is_enforced and walk.keys[place] in ("may", "can", "could") and walk.names_court():
        walk.reading.apply(CueClass.UPHOLDING, walk.keys[place], place, place + 1)
        return
    if walk.reading.state is State.CONTESTED and _is_any(walk):
        walk.reading.state = State.OPEN  # "would fight an order"
    walk.reading.apply(CueClass.IRREALIS, walk.keys[place], place, place + 1)


def _is_ordered_by_court(walk: Walk) -> bool:
    """As in "X must sell its bridge, judge rules", where orders are the act."""
    return walk.signal.orders is Stance.CONFIRMS and walk.reading.state is State.DONE and walk.names_court()


def _is_any(walk: Walk) -> bool:
    """Whether the noun of the act has "a" before it: one of a kind that need not be there."""
    return walk.frame.kind is Kind.NOUN and walk.keys[walk.frame.start] in ("a", "an", "any")


_MANDATIVE = frozenset(
    {"demand", "ask", "urge", "request", "insist on", "insist", "recommend", "propose", "suggest"}
)
"""Verbs after which a clause has its verb in the base form."""
_SUBJECT_WORDS = word_set("the that court courts judge judges government officials president")
"""What the subject of a demanded clause may hold beside names."""


def _find_demand(walk: Walk, group: VerbGroup) -> CueHit | None:
    """As in "lawmakers demand Bureau lift": the bare verb after a demand's own subject."""
    if group.start != group.verb or group.form not in (Form.BASE, Form.PRESENT):
        return None
    hit = walk.sentence.cues.get(group.verb)
    forms = {form for cue in hit.cues for form in cue.forms} if hit is not None else set()
    forms |= walk.frame.trigger.term.forms if walk.frame.trigger.start == group.verb else set()
    if Form.BASE not in forms:
        return None
    index = group.start
    while index > max(0, group.start - 6) and (
        walk.is_slot(index - 1) or walk.keys[index - 1] in _SUBJECT_WORDS
    ):
        index -= 1
    demand = walk.sentence.ends_at.get(index)
    if index == group.start or demand is None:
        return None
    is_demand = any(cue.base in _MANDATIVE and cue.forms for cue in demand.cues)
    return demand if is_demand else None
