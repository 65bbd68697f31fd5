"""Applying an operator to what it governs: which reading of its spelling, and what it does here."""

from __future__ import annotations

from watcher.core.auxiliaries import apply_auxiliaries, apply_modal, enter_group
from watcher.core.composition import Applied, State
from watcher.core.cues import Cue, CueClass, CueHit, Part
from watcher.core.frames import Kind
from watcher.core.inflection import Form, phrase_set, word_set
from watcher.core.reading import MODALS, looks_nominal, read_verb_group
from watcher.core.terms import Role
from watcher.core.walk import REPORTS, SMALL_WORDS, Element, Shape, Walk
from watcher.model import Stance


def apply_hit(walk: Walk, hit: CueHit, letter: str, element: Element) -> Element | None:
    """Apply a cue, then its own auxiliaries; return the element that the cue makes."""
    cue = choose_reading(walk, hit, letter, element)
    walk.used.update(range(hit.start, hit.end))
    apply_cue(walk, cue, hit, element)
    if cue.part is Part.VERB:
        if _is_settled(walk, cue) or _is_about_what_is(walk, cue, element):
            return None
        group = read_verb_group(walk.keys, hit.start, hit.end, cue.forms)
        return enter_group(walk, group, element.end)
    if cue.part is Part.ADJECTIVE and letter in "ig":
        start = hit.start - (walk.keys[hit.start - 1 : hit.start] == ["the"])  # "would be the first to"
        group = read_verb_group(walk.keys, start, hit.end, {Form.PARTICIPLE})
        apply_auxiliaries(walk, group)
        making = _find_making(walk, start)
        if making is not None:
            apply_modal(walk, making)
        return Element(Shape.CLAUSE, group.start, element.end, hit.start)
    return _make_noun(walk, cue, hit, element)


_MAKING_REACH = 8


def _find_making(walk: Walk, start: int) -> int | None:
    """The modal of "would make X the first to be labelled"."""
    for place in range(start - 1, max(0, start - _MAKING_REACH), -1):
        if walk.keys[place] in ("make", "leave", "be") and walk.keys[place - 1] in MODALS:
            return place - 1
    return None


def _make_noun(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> Element | None:
    """The noun phrase that a cue heads or describes; None for a phrase that makes none."""
    is_plan = cue.part is Part.NOUN and cue.cls in (CueClass.IRREALIS, CueClass.CHALLENGE)
    if cue.part is Part.PHRASE:
        is_plan = cue.cls is CueClass.IRREALIS and cue.words[-1] == "of"  # "claim of", "risk of"
        if not is_plan:
            return None
    return Element(Shape.NOUN, walk.find_noun_start(hit.start), element.end, hit.start, is_plan=is_plan)


def _is_settled(walk: Walk, cue: Cue) -> bool:
    """As in "may keep calling X a risk", told of a court: the permission upholds; "would stand by it"."""
    if cue.base == "stand by":
        return walk.reading.state is State.DONE
    return cue.cls is CueClass.UPHOLDING and "g" in cue.governs and walk.reading.state is State.RESTORED


def _is_about_what_is(walk: Walk, cue: Cue, element: Element) -> bool:
    """As in "asks senators to examine the label": whoever is asked to, the label is there."""
    is_turned = bool(walk.reading.steps) and walk.reading.steps[-1].cls is CueClass.FACTIVE
    is_open_word = cue.cls in (CueClass.IRREALIS, CueClass.REQUEST)
    return is_turned and is_open_word and _is_definite(walk, element) and not _is_counted_as_done(walk, cue)


def choose_reading(walk: Walk, hit: CueHit, letter: str, element: Element) -> Cue:
    """Of a spelling's readings, the one that suits what it governs."""
    readings = [cue for cue in hit.cues if letter in cue.governs]
    if letter == "i" and element.shape is Shape.INFINITIVE and hit.end < element.start:
        # "press X to": with somebody between, it is asked of them
        readings.sort(key=lambda cue: cue.cls not in (CueClass.REQUEST, CueClass.ORDER))
    forms = frozenset(form for cue in hit.cues for form in cue.forms)
    if forms and any(cue.part is Part.ADJECTIVE for cue in readings):
        is_attribute = _is_attribute(walk, hit)
        readings = [cue for cue in readings if (cue.part is Part.ADJECTIVE) == is_attribute] or readings
    if forms and any(cue.part is Part.NOUN for cue in readings):
        is_noun = looks_nominal(walk.sentence, hit.start, hit.end, forms)
        suited = [cue for cue in readings if (cue.part is Part.NOUN) == is_noun]
        readings = suited or readings
    if letter == "n":
        for cls in _preferred_classes(walk, element):
            for cue in readings:
                if cue.cls is cls:
                    return cue
    return readings[0]


def _is_attribute(walk: Walk, hit: CueHit) -> bool:
    """As in "voids completed takeover": a participle that stands as an adjective."""
    if hit.start == 0:
        return False
    before = walk.sentence.ends_at.get(hit.start)
    is_after_verb = before is not None and any(cue.forms for cue in before.cues)
    previous = walk.keys[hit.start - 1]
    is_described = previous in SMALL_WORDS - {"that", "which", "who"}  # "order that blocked the label"
    return is_after_verb or is_described or walk.sentence.tokens[hit.start - 1].is_possessive


def _preferred_classes(walk: Walk, element: Element) -> tuple[CueClass, ...]:
    if element.is_plan or walk.reading.state in (State.CONTESTED, State.APPEALED, State.OPEN):
        return (
            CueClass.FULFILMENT,
            CueClass.GRANT,
            CueClass.LOSS,
            CueClass.REFUSAL,
            CueClass.RULED_OUT,
            CueClass.IRREALIS,
        )
    if walk.reading.state is State.REVERSED:
        return (CueClass.GRANT, CueClass.REVERSAL, CueClass.UPHOLDING, CueClass.REFUSAL)
    return (
        CueClass.REVERSAL,
        CueClass.UPHOLDING,
        CueClass.RESTORING,
        CueClass.CHALLENGE,
        CueClass.LIGHT,
    )


_TOLD_OF_BARE = frozenset(
    {
        CueClass.IRREALIS,
        CueClass.REQUEST,
        CueClass.NEGATION,
        CueClass.REFUSAL,
        CueClass.RULED_OUT,
        CueClass.FALSEHOOD,
        CueClass.INSTEAD,
    }
)
"""Operators that make a bare complement tell something: it is no act that could be done or undone."""


def apply_cue(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> None:
    """Compose a cue with the state of what it governs."""
    state = walk.reading.state
    name = " ".join(walk.keys[hit.start : hit.end])
    cls = _find_class(walk, cue, hit, element)
    if cls is CueClass.REVERSAL and state is State.OPEN and _is_attempt(walk):
        walk.reading.state = State.DONE  # "blocks the effort to": the effort was the act
    if walk.frame.kind is Kind.BARE and cue.cls is CueClass.UPHOLDING and cue.part is Part.PHRASE:
        walk.reading.state = State.DONE  # "the act is in force"
    if walk.frame.kind is Kind.BARE and state is State.UNTOLD and cls not in _TOLD_OF_BARE:
        walk.reading.steps.append(Applied(name, cls, state, hit.start, hit.end))
        return
    walk.reading.apply(cls, name, hit.start, hit.end)


_PERMITTING = frozenset(
    {
        *("let", "allow", "permit", "clear the way for", "clear way for"),
        *("give green light to", "give the green light to"),
    }
)
"""From a court these uphold, from others they only open the way."""
_RULING = frozenset({"tell", "direct"})
"""What a court tells to do is ordered."""
_MEANWHILE = word_set("meantime meanwhile")
"""Words after which a stay in force is only for the time being."""
_UNTOUCHED = word_set("alone intact untouched standing")
"""What "leave" needs to uphold: "leaves the order intact"."""
_WANTING = phrase_set(
    """
    demand, call for, push for, press for, seek, want, request, urge, advocate, face, fear, risk, near,
    approach, expect, brace for, prepare for, gear up for, await, head for
    """
)
"""Verbs whose object need not exist, however definite it sounds: "demands her resignation"."""
_CONTINUING = frozenset({"keep", "continue", "go on", "carry on"})
"""Verbs that uphold only where a court lets somebody go on."""


def _find_class(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> CueClass:
    """What a cue does here: its class, but for what the signal, a court or a definite noun change."""
    if _is_counted_as_done(walk, cue) or _leaves_standing(walk, cue, hit, element):
        return CueClass.FACTIVE
    if cue.base in _PERMITTING:
        return _find_permission(walk, cue)
    if cue.base == "approve" and walk.reading.state is State.UNTOLD:
        return CueClass.IRREALIS  # "regulator approves takeover": it may go on
    if cue.base == "leave" and any(key in _UNTOUCHED for key in walk.keys[element.end : element.end + 6]):
        return CueClass.UPHOLDING
    if cue.cls in (CueClass.REVERSAL, CueClass.END):
        return _find_reversal(walk, cue, hit, element)
    return _find_class_over_noun(walk, cue, hit, element)


_STANDING = frozenset(
    {"stand by", "keep", "retain", "preserve", "keep in place", "keep in effect", "keep in force"}
)
"""Verbs of authors, who only keep what they did."""


def _leaves_standing(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> bool:
    """Whether what upholds elsewhere only lasts here, or what ends the act ends it for others."""
    if cue.cls is CueClass.UPHOLDING:
        is_authors = walk.reading.state is State.DONE and cue.base in _STANDING and not walk.names_court()
        return is_authors or (cue.base not in _PERMITTING and _is_continued(walk, cue, hit, element))
    return cue.cls is CueClass.REVERSAL and _exempts_others(walk, hit, element)


def _is_counted_as_done(walk: Walk, cue: Cue) -> bool:
    """Whether the signal takes orders to do, or the word itself, for the act."""
    is_ruled = cue.cls is CueClass.REQUEST and cue.base in _RULING and walk.names_court()
    if cue.cls is CueClass.ORDER or is_ruled:
        return walk.reading.state is State.DONE and walk.signal.orders is Stance.CONFIRMS
    return cue.cls in (CueClass.IRREALIS, CueClass.VEHICLE) and cue.base in walk.signal.count_as_done


_WHETHER = word_set("whether if")
_CLAUSE = 8
"""Words that the subject and the verb of a clause may take."""


def _is_continued(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> bool:
    """As in "keeps enforcing", "in effect meanwhile": no court upholds, the act just goes on."""
    following = walk.keys[hit.end : hit.end + 4]
    is_interim = cue.part is Part.PHRASE and any(key in _MEANWHILE for key in following)
    is_kept = "g" in cue.governs and cue.base in _CONTINUING
    if is_kept and walk.reading.state in (State.CONTESTED, State.APPEALED):
        return True  # "will keep fighting the order in court"
    if is_kept and not _WHETHER.isdisjoint(walk.keys[max(0, hit.start - _CLAUSE) : hit.start]):
        return True  # "a hearing on whether it may keep enforcing the order"
    if walk.keys[element.start - 2 : element.start] == ["long", "as"]:
        return True  # "so long as the label remains in place"
    is_judged = walk.names_court(hit.start)
    return is_interim or ((is_kept or walk.reading.state is State.UNTOLD) and not is_judged)


def _find_class_over_noun(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> CueClass:
    """What a cue does to a noun phrase, which may be there already: "demands the basis for the order"."""
    cls, state = cue.cls, walk.reading.state
    if _is_denied_report(walk, cue, hit, element):
        return CueClass.FALSEHOOD
    if cue.base in _WANTING and hit.end == element.start:
        return cls
    is_subject = walk.keys[element.end : element.end + 1] in (["is"], ["was"], ["has"])
    is_asked = cue.words == ("whether",) and _is_definite(walk, element)
    if is_subject and state is State.DONE and (is_asked or cls is CueClass.REQUEST):
        return CueClass.FACTIVE  # "tells customers the label is narrow", "asks whether the label was fair"
    is_open_word = cls in (CueClass.REQUEST, CueClass.IRREALIS)
    if is_open_word and state is State.DONE and _is_inquiry(walk, cue, hit, element):
        return CueClass.FACTIVE
    if state is State.DONE and (_is_definite(walk, element) or _is_resisted(walk, cue, element)):
        return _on_definite_noun(walk, cue, hit, element)
    is_ruled = cls is CueClass.REQUEST and cue.base in _RULING and walk.names_court()
    return CueClass.ORDER if is_ruled and state is State.REVERSED else cls


_INQUIRIES = word_set(
    """
    answer answers explanation explanations detail details document documents record records clarity
    clarification briefing briefings hearing hearings information evidence reasons transparency probe
    investigation inquiry review audit
    """
)
"""What is asked for to learn about an act that is there."""


def _is_inquiry(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> bool:
    """As in "demands answers on the order", "demands the basis for the order"."""
    between = walk.keys[hit.end : element.start]
    is_about = cue.base == "demand" and any(key in ("for", "behind") for key in between)
    is_topic = cue.part is Part.VERB and any(key in ("over", "about") for key in between)
    is_asked = between[-1:] == ["on"] and any(walk.is_slot(place) for place in range(hit.end, element.start))
    return is_about or is_topic or is_asked or any(key in _INQUIRIES for key in between)


def _is_denied_report(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> bool:
    """As in "denies breach", "dismisses claim of theft": what is said is called untrue."""
    if element.shape is not Shape.NOUN or element.is_plan or cue.part is not Part.VERB:
        return False
    between = walk.keys[hit.end : element.start]
    if cue.base == "deny":
        return walk.reading.state is State.DONE and "that" not in walk.keys[hit.end : element.start + 1]
    return cue.cls is CueClass.REFUSAL and any(key in REPORTS for key in between)


def _is_resisted(walk: Walk, cue: Cue, element: Element) -> bool:
    """As in "Acme balks at order": what its object refuses has been done."""
    is_refusal = cue.cls is CueClass.REFUSAL and cue.part is Part.VERB
    if not is_refusal or element.shape is not Shape.NOUN or element.is_plan:
        return False
    before = [hit for hit in walk.hits.names(Role.OBJECT) if hit.end <= element.start]
    acting = [hit for hit in walk.hits.names(Role.ACTOR) if hit.end <= element.start]
    return bool(before) and not acting and bool(walk.signal.actor)


def _find_permission(walk: Walk, cue: Cue) -> CueClass:
    """A court that lets an act be upholds it; "lets the order lapse" tells what happened."""
    if walk.names_court():
        return CueClass.UPHOLDING
    is_ended = cue.base == "let" and walk.reading.state in (State.REVERSED, State.OFF, State.NOT_DONE)
    return CueClass.FACTIVE if is_ended else CueClass.IRREALIS


_PREVENTING = phrase_set(
    """
    abandon, back out of, bar, block, break down, call off, cancel, collapse, derail, ditch, drop,
    fall apart, kill, nix, prevent, pull out of, scrap, scuttle, shelve, sink, thwart, torpedo,
    walk away from
    """
)
"""Ways to end what had not begun: of an act only mentioned they tell that it will not be done."""


_FORBIDDING = frozenset({"bar", "forbid", "prohibit", "prevent", "preclude", "ban"})
"""Ways to forbid what need not have been: "bill to bar use of the act", unless a court forbids."""


def _find_reversal(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> CueClass:
    """An injunction that blocks counts once; what was only spoken of is prevented, not undone."""
    if cue.cls is CueClass.END:
        is_prevented = element.shape is Shape.GERUND and hit.end < element.start and cue.base == "stop"
        return CueClass.RULED_OUT if is_prevented and not walk.names_court() else cue.cls
    if walk.reading.state is State.REVERSED and _is_relief(cue):
        return CueClass.VEHICLE
    if walk.reading.state is State.UNTOLD and cue.base in _PREVENTING:
        return CueClass.RULED_OUT
    between = walk.keys[hit.end : element.start]
    if cue.base == "clear" and "of" not in between:
        return CueClass.IRREALIS  # "regulator clears merger", not "clears X of the label"
    is_bare = element.shape is Shape.NOUN and walk.is_bare(element)
    if cue.base in _FORBIDDING and is_bare and not walk.names_court():
        return CueClass.RULED_OUT
    return CueClass.REVERSAL


def _exempts_others(walk: Walk, hit: CueHit, element: Element) -> bool:
    """As in "exempts laboratories from the ban": for all others it stands."""
    between = range(hit.end, element.start)
    if element.shape is not Shape.NOUN or "from" not in walk.keys[hit.end : element.start]:
        return False
    named = walk.keys.index("from", hit.end)
    is_own = any(name.start in between and name.start < named for name in walk.hits.of(Role.OBJECT))
    return named > hit.end and not is_own


_RELIEF = frozenset({"injunction", "restraining order", "temporary restraining order", "stay"})
"""Orders that block by their name: the verb that issues them blocks no second time."""


def _is_relief(cue: Cue) -> bool:
    """An injunction that blocks counts once."""
    return cue.part is Part.NOUN and cue.base in _RELIEF


_COURTS = word_set("court courts judge judges panel circuit justice justices tribunal jury")
"""Who rules."""


def _on_definite_noun(walk: Walk, cue: Cue, hit: CueHit, element: Element) -> CueClass:
    """Who rejects "the label" protests against it, unless he rules; who weighs it weighs what exists."""
    cls = cue.cls
    if cls is CueClass.REFUSAL:
        is_ruled = hit.start > 0 and walk.keys[hit.start - 1] in _COURTS
        is_somebodys = any(walk.is_slot(place) for place in range(hit.end, element.start))
        return CueClass.REVERSAL if is_ruled and not is_somebodys else CueClass.CHALLENGE
    if cls in (CueClass.IRREALIS, CueClass.REQUEST) and cue.part is Part.VERB:
        return CueClass.FACTIVE
    return cls


def _is_definite(walk: Walk, element: Element) -> bool:
    return element.shape is Shape.NOUN and not element.is_plan and not walk.is_indefinite(element)


_ATTEMPTS = word_set(
    """
    effort efforts attempt attempts move bid push drive power authority ability right campaign
    """
)
"""Nouns for an act under way: to block the "effort to label" is to undo the label."""


def _is_attempt(walk: Walk) -> bool:
    return bool(walk.reading.steps) and walk.reading.steps[-1].cue in _ATTEMPTS
