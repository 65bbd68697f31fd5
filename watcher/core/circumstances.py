"""What stands around the clause of an act: conditions, rumours, fulfilments, sides taken by courts."""

from __future__ import annotations

from watcher.core.agents import PEOPLE
from watcher.core.auxiliaries import COURT_ACTS
from watcher.core.clauses import FALSE
from watcher.core.composition import Applied, State
from watcher.core.cues import CueClass
from watcher.core.frames import Kind
from watcher.core.inflection import word_set
from watcher.core.mentions import settle_untold
from watcher.core.reading import NEGATIONS, OPEN_MODALS
from watcher.core.terms import Role
from watcher.core.walk import PRONOUNS, REPORTS, SMALL_WORDS, Element, Shape, Walk
from watcher.model import Stance

_REMAINING = word_set("remain remains remained stay stays stayed")
"""Verbs that tell of a lasting state: who is sided with decides whether it lasts."""


def read_circumstances(walk: Walk, element: Element) -> None:
    """Settle what is still untold, then read what stands around the whole clause."""
    reading = walk.reading
    settle_untold(walk, element)
    if reading.state in (State.OPEN, State.NOT_DONE, State.OFF):
        _read_fulfilment(walk)
    if reading.state is State.REVERSED and _is_stillborn(walk, element):
        reading.state = State.NOT_DONE
    if reading.state in (State.DONE, State.CONTESTED):
        _read_siding(walk)
    _read_frame_of_clause(walk, element)
    if reading.state is State.CONTESTED and _is_forestalled(walk, element):
        reading.state = State.OPEN
    is_kept = reading.state is State.RESTORED and walk.frame.kind is Kind.NOUN and walk.is_indefinite(element)
    if walk.sentence.is_question and (reading.state is State.DONE or is_kept) and _asks_whether(walk):
        reading.state = State.DONE
        reading.apply(CueClass.IRREALIS, "?", len(walk.keys) - 1, len(walk.keys))
    if reading.state is State.RESTORED and not (_is_judicial(walk) or _is_told_restored(walk)):
        reading.state = State.DONE
        reading.steps.append(
            Applied("kept by its author", CueClass.FACTIVE, State.DONE, element.head, element.head + 1)
        )


def _read_fulfilment(walk: Walk) -> None:
    """As in "the odds that it would label X, as it did", "did not expect it, but that is what happened"."""
    keys = walk.keys
    for place in range(walk.frame.end, len(keys) - 2):
        if keys[place] == "as" and keys[place - 1] == "," and _is_having_done(walk, place + 1):
            walk.reading.apply(CueClass.FULFILMENT, "done", place, place + 1)
            walk.reading.state = State.DONE
            return
        if keys[place] in ("as", "but", "and") and keys[place + 1] in PRONOUNS | {"that"}:
            is_done = keys[place + 2] == "did" and "not" not in keys[place + 3 : place + 4]
            is_told = keys[place + 2 : place + 5] == ["is", "what", "happened"]
            if is_done or is_told:
                walk.reading.apply(CueClass.FULFILMENT, keys[place + 2], place, place + 3)
                walk.reading.state = State.DONE
                return


def _is_having_done(walk: Walk, start: int) -> bool:
    """As in "as the ministry has done": a name, and that it did it."""
    place = start
    while place < len(walk.keys) and (walk.is_slot(place) or walk.keys[place] in SMALL_WORDS | PEOPLE):
        place += 1
    is_done = walk.keys[place : place + 2] in (["has", "done"], ["have", "done"], ["had", "done"])
    return place > start and (is_done or walk.keys[place : place + 1] == ["did"])


_SOUGHT = 3


def _is_forestalled(walk: Walk, element: Element) -> bool:
    """As in "asks a judge to bar the Bureau from issuing a label": what is feared has not been done."""
    steps = walk.reading.steps
    if len(steps) < _SOUGHT or walk.frame.kind is not Kind.NOUN or element.shape is Shape.NOUN:
        return False
    making, stopping = steps[0], steps[1]
    is_made = making.cls is CueClass.LIGHT and walk.keys[making.start].endswith("ing")
    is_stopped = stopping.cls is CueClass.REVERSAL and "from" in walk.keys[stopping.end : making.start]
    return is_made and is_stopped and walk.keys[walk.frame.start] in ("a", "an", "any")


_MADE = word_set("issued made signed published imposed announced finalized formalized")
"""What would have had to come first: an act that ended "before it was issued" was none."""


def _is_stillborn(walk: Walk, element: Element) -> bool:
    """As in "nixes label before it was issued"."""
    following = walk.keys[element.end : element.end + 8]
    if "before" not in following:
        return False
    return any(key in _MADE for key in following[following.index("before") :])


def _read_frame_of_clause(walk: Walk, element: Element) -> None:
    """What stands around the whole clause: a condition, a rumour, a return to an earlier state."""
    reading = walk.reading
    if reading.state in (State.DONE, State.CONTESTED) and _is_conditional(walk, element):
        reading.apply(CueClass.IRREALIS, "if", 0, 1)
    elif reading.state in (State.DONE, State.OPEN) and _is_rumour(walk):
        reading.apply(CueClass.FALSEHOOD, "false", 0, 1)
    elif reading.state is State.NOT_DONE and _is_no_more(walk, element):
        reading.state = State.REVERSED
    elif reading.state is State.DONE and _has_lasted_until(walk):
        reading.apply(CueClass.END, "until", 0, 1)
    elif reading.state is State.DONE:
        place = _find_again(walk, element)
        if place is not None:
            reading.apply(CueClass.RESTORING, "again", place, place + 1)


_CONDITION_LENGTH = 3
_CONDITIONS = word_set("if unless should were")
"""Words that open a condition."""
_COMING = word_set("come comes came happen happens be made issued imposed invoked used")
"""Verbs of a condition about the act itself: "a label, if it comes"."""


def _is_conditional(walk: Walk, element: Element) -> bool:
    """As in "Unless X yields, it will be labelled", "a label, if it comes, would"."""
    if walk.frame.start == 1 and walk.keys[0] in ("once", "when", "until"):
        return any(key in OPEN_MODALS | {"would", "will"} for key in walk.keys[element.end :])
    if walk.keys[0] in _CONDITIONS and "," in walk.keys[: walk.frame.trigger.start]:
        comma = walk.keys.index(",")
        return comma < walk.frame.trigger.start and not walk.reading.is_background
    if walk.keys[0] in _CONDITIONS and element.shape is Shape.NOUN and walk.is_indefinite(element):
        return True  # "If it goes through with a label, ..."
    place = element.end + (walk.keys[element.end : element.end + 1] == [","])
    following = walk.keys[place : place + 3]
    if place > element.end and following[:1] in (["were"], ["should"]):
        return True  # "a label, were the Bureau to follow through, could"
    return (
        len(following) == _CONDITION_LENGTH
        and following[0] in _CONDITIONS
        and following[1] in ("it", "one", "they")
        and following[2] in _COMING
    )


def _is_rumour(walk: Walk) -> bool:
    """As in "False: post claims ...", "reports of a label are false", "said of reports that"."""
    start = walk.frame.start
    if walk.keys[0] in FALSE and len(walk.keys) > 1 and walk.keys[1] in ":-":
        return True
    near = range(max(0, start - 6), start)
    reports = next((place for place in near if walk.keys[place] in REPORTS), None)
    if walk.keys[:2] == ["fact", "check"] and any(key in REPORTS for key in walk.keys[:start]):
        return True
    if reports is None:
        return False
    is_false = any(key in FALSE for key in walk.keys[walk.frame.end :])
    is_denied = walk.keys[max(0, reports - 2) : reports] in (["said", "of"], ["says", "of"])
    return is_false or (is_denied and any(key in NEGATIONS or key == "no" for key in walk.keys[:reports]))


def _has_lasted_until(walk: Walk) -> bool:
    """As in "Until then X had been helping": then it ended."""
    group = walk.frame.group
    is_past = group is not None and "had" in walk.keys[group.start : group.verb]
    return is_past and walk.keys[0] == "until" and walk.keys[1] in ("then", "now", "recently")


def _is_no_more(walk: Walk, element: Element) -> bool:
    """As in "is not to be treated as a risk any more"."""
    following = walk.keys[element.end : element.end + 3]
    return following[:2] == ["any", "more"] or following[:1] == ["anymore"]


_FORMAL = word_set("designate classify certify register")
"""Verbs by which an authority puts somebody into a class: who does so again does not merely say it."""
_AGAIN = word_set("again anew")
"""Adverbs of return to an earlier state."""


def _find_again(walk: Walk, element: Element) -> int | None:
    """As in "is again a risk", "once more bound": not what an author merely says again."""
    group = walk.frame.group
    term = walk.frame.trigger.term
    is_said = group is not None and not group.is_passive and term.role is Role.NAMING
    if is_said and term.base not in _FORMAL:
        return None
    low = element.start - (1 if group is not None else 4)
    high = element.end + 2 if not is_said else walk.frame.trigger.start
    for place in range(max(0, low), min(len(walk.keys), high)):
        is_more = walk.keys[place] == "more" and place and walk.keys[place - 1] == "once"
        is_back = walk.keys[place] == "back" and group is not None and group.start < place < group.verb
        if walk.keys[place] in _AGAIN or is_more or is_back:
            return place
    return None


_SIDING = word_set("side sides sided siding rule rules ruled ruling finds found")
"""Verbs by which a court takes a side, with "with", "for", "in" or "against"."""


def _read_siding(walk: Walk) -> None:
    """As in "court sides with X on label": who is sided with decides what becomes of the act."""
    group = walk.frame.group
    is_remaining = group is not None and walk.keys[group.verb] in _REMAINING
    if not (is_remaining or walk.frame.kind is Kind.NOUN) or not walk.names_court():
        return
    last = len(walk.keys) - 2
    end = last if is_remaining else walk.frame.start
    for place in range(min(end, last)):
        if _sides_with(walk, place) or _sides_against(walk, place):
            reach = max(end, walk.frame.trigger.start) + 2
            _apply_siding(walk, place, range(place + 1, min(place + 6, reach)))
            return


def _sides_with(walk: Walk, place: int) -> bool:
    if walk.keys[place] in ("backs", "backed"):
        return walk.is_slot(place + 1)
    return walk.keys[place] in _SIDING and walk.keys[place + 1] in ("with", "for", "in")


def _sides_against(walk: Walk, place: int) -> bool:
    return walk.keys[place] in _SIDING and walk.keys[place + 1] == "against"


def _apply_siding(walk: Walk, place: int, after: range) -> None:
    """Siding with the object, or against the actor, ends the act; the other way round upholds it."""
    named = [hit for role in (Role.OBJECT, Role.ACTOR) for hit in walk.hits.names(role) if hit.start in after]
    if named:
        is_object = min(named, key=lambda hit: hit.start).term.role is Role.OBJECT
        is_favoured = _sides_with(walk, place)
        is_contested = walk.reading.state is State.CONTESTED
        ending = CueClass.GRANT if is_contested else CueClass.REVERSAL  # the challenge, or the act
        cls = ending if is_object == is_favoured else CueClass.UPHOLDING
        walk.reading.apply(cls, " ".join(walk.keys[place : place + 2]), place, place + 2)


def _asks_whether(walk: Walk) -> bool:
    start = walk.frame.start
    before = walk.keys[:start]
    return not any(key in {"why", "how", "what", "where", "when", "who"} for key in before) and not any(
        key in ":.-" for key in walk.keys[start:-1]
    )


_UPHOLDING_STEMS = word_set("uphol uphel upheld uphold affirm reaffirm reconfirm ratify")
"""Verbs of courts, without their endings."""


def _is_told_restored(walk: Walk) -> bool:
    """Whether the signal itself says that its words put the act back."""
    pattern = walk.frame.pattern
    return pattern >= 0 and walk.signal.patterns[pattern].tells is Stance.REINSTATES


def _is_judicial(walk: Walk) -> bool:
    """Whether the act was put back or upheld, rather than merely kept by its author."""
    steps = walk.reading.steps
    if any(
        step.cls is CueClass.RESTORING or step.cue.split()[0].rstrip("seding") in _UPHOLDING_STEMS
        for step in steps
    ):
        return True
    return walk.names_court() or any(walk.keys[step.start] in COURT_ACTS for step in steps)
