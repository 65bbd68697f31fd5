"""The stance of a frame: what its trigger's form says, then every operator that governs it, inside out.

The state of an event is one of eight; `COMPOSITION` is the whole algebra, to be read and argued with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from watcher.core.cues import CueClass, Part
from watcher.core.inflection import Form, word_set
from watcher.core.matching import COMPANY_WORDS, PEOPLE, Kind, Role
from watcher.core.reading import (
    BE,
    HAVE,
    MODALS,
    NEGATIONS,
    OPEN_MODALS,
    REFLEXIVES,
    VerbGroup,
    is_adverb,
    looks_nominal,
    read_verb_group,
)
from watcher.model import Stance

if TYPE_CHECKING:
    from watcher.core.cues import Cue, CueHit
    from watcher.core.matching import Frame, Hits
    from watcher.core.reading import Sentence
    from watcher.model import Signal


class State(StrEnum):
    """How the event stands after the operators applied so far."""

    DONE = "done"
    OPEN = "open"  # threatened, planned, possible
    NOT_DONE = "not done"
    OFF = "off"  # was open, is ruled out
    REVERSED = "reversed"
    RESTORED = "restored"
    CONTESTED = "contested"  # stands, and its end is sought
    APPEALED = "appealed"  # reversed, and its return is sought
    UNTOLD = "untold"  # only spoken of


STANCE_OF = {
    State.DONE: Stance.CONFIRMS,
    State.CONTESTED: Stance.CONFIRMS,
    State.OPEN: Stance.ANTICIPATES,
    State.NOT_DONE: Stance.DENIES,
    State.OFF: Stance.DENIES,
    State.REVERSED: Stance.REVERSES,
    State.APPEALED: Stance.REVERSES,
    State.RESTORED: Stance.REINSTATES,
    State.UNTOLD: None,
}

_TELLS = {
    Stance.ANTICIPATES: State.OPEN,
    Stance.DENIES: State.NOT_DONE,
    Stance.REVERSES: State.REVERSED,
    Stance.REINSTATES: State.RESTORED,
}
"""State in which a pattern's trigger begins; "confirms" leaves the rule of the trigger's form."""

_COLUMNS = (
    State.OPEN,
    State.DONE,
    State.NOT_DONE,
    State.OFF,
    State.REVERSED,
    State.RESTORED,
    State.CONTESTED,
    State.APPEALED,
    State.UNTOLD,
)
_TABLE = """
           | open     | done      | not done | off  | reversed  | restored  | contested | appealed | untold
irrealis   | open     | open      | open     | open | contested | appealed  | contested | appealed | open
request    | open     | open      | open     | open | contested | appealed  | contested | appealed | open
negation   | off      | not done  | done     | open | done      | reversed  | done      | reversed | not done
refusal    | off      | not done  | done     | open | restored  | reversed  | restored  | reversed | not done
ruled out  | off      | off       | done     | open | done      | reversed  | done      | reversed | off
falsehood  | off      | not done  | not done | off  | done      | reversed  | done      | reversed | not done
instead    | off      | not done  | done     | open | done      | reversed  | done      | reversed | not done
reversal   | off      | reversed  | done     | open | restored  | reversed  | done      | reversed | reversed
upholding  | open     | restored  | not done | off  | reversed  | restored  | restored  | reversed | restored
restoring  | restored | restored  | done     | open | restored  | restored  | restored  | restored | restored
challenge  | open     | contested | not done | off  | appealed  | contested | contested | appealed | untold
grant      | open     | done      | not done | off  | reversed  | restored  | reversed  | restored | done
fulfilment | done     | done      | not done | off  | reversed  | restored  | reversed  | restored | done
loss       | open     | done      | not done | off  | restored  | reversed  | restored  | reversed | untold
order      | open     | open      | not done | off  | reversed  | restored  | contested | appealed | open
factive    | open     | done      | not done | off  | reversed  | restored  | contested | appealed | done
light      | open     | done      | not done | off  | reversed  | restored  | contested | appealed | done
vehicle    | open     | done      | not done | off  | reversed  | restored  | contested | appealed | untold
end        | off      | reversed  | done     | open | restored  | reversed  | done      | reversed | reversed
"""


def _read_table() -> dict[tuple[CueClass, State], State]:
    table = {}
    for line in _TABLE.strip().splitlines()[1:]:
        cls, *cells = (cell.strip() for cell in line.split("|"))
        for column, cell in zip(_COLUMNS, cells, strict=True):
            table[CueClass(cls), column] = State(cell)
    return table


COMPOSITION = _read_table()
"""(operator, state of what it governs) -> state of the whole."""


@dataclass(frozen=True, slots=True)
class Applied:
    """One operator of a derivation."""

    cue: str
    cls: CueClass
    state: State
    start: int
    end: int


@dataclass(slots=True)
class Reading:
    """The state of a frame, and how it came about."""

    state: State
    steps: list[Applied] = field(default_factory=list)
    is_background: bool = False

    def apply(self, cls: CueClass, cue: str, start: int, end: int) -> None:
        self.state = COMPOSITION[cls, self.state]
        self.steps.append(Applied(cue, cls, self.state, start, end))


class Shape(StrEnum):
    """What the element under an operator is."""

    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Element:
    """What an operator may govern: tokens [start, end), its head at `head`."""

    shape: Shape
    start: int
    end: int
    head: int
    is_plan: bool = False  # a noun for something not done: plan, threat, bid
    is_past: bool = False
    is_participle: bool = False


_MAX_DEPTH = 6
_CONDITION_LENGTH = 3
_SMALL_CLAUSE = 4
_BARRIERS = word_set(
    """
    ; ( ) - : . ! ? which who because although though while whereas but since when amid until why how
    what despite after even following where
    """
)
_CLAUSE_STARTS = word_set(
    """
    ; ( ) - : . ! ? | while whereas although though but because since when after before until as and
    """
)
_PERMITTING = frozenset({"let", "allow", "permit", "clear the way for", "clear way for"})
"""From a court these uphold, from others they only open the way."""
_REPORTS = word_set(
    "report reports claim claims rumor rumors post posts story stories suggestion suggestions allegation"
)
_FALSE = word_set(
    """
    false premature hoax untrue wrong baseless incorrect fake unfounded fabricated inaccurate denied dismissed
    """
)
_SIDING = word_set("side sides sided siding rule rules ruled ruling finds found")
_CHOOSING = word_set(
    """
    picks pick picked chooses chose choose choosing prefers prefer preferred favors favored opts opted
    opting selects selected picking
    """
)
_RULING = frozenset({"tell", "direct"})
"""What a court tells to do is ordered."""
_TALKING = word_set("talk talks talked talking argue argues argued reason reasons reasoned scare scared")
_MANDATIVE = frozenset(
    {"demand", "ask", "urge", "request", "insist on", "insist", "recommend", "propose", "suggest"}
)
"""Verbs after which a clause has its verb in the base form."""
_SUBJECT_WORDS = word_set("the that court courts judge judges government officials president")
_NEGATIVE_SUBJECTS = word_set("no neither none nobody nor")
_CLAUSE_OPENERS = word_set(
    """
    ; : . ! ? - | , that because while since as although though but
    """
)
_MADE = word_set("issued made signed published imposed announced finalized formalized")
_MEANWHILE = word_set("meantime meanwhile")
_PLAIN_IRREALIS = word_set("any will would can could received")
"""What a negative subject rules out with the act: "none will be issued", "none had received any help"."""
_REMAINING = word_set("remain remains remained stay stays stayed")
_UNTOUCHED = word_set("alone intact untouched standing")
_TARGET_LINKS = word_set("against on over to at for")
_CONDITIONS = word_set("if unless should were")
_AGAIN = word_set("again anew")
_COMING = word_set("come comes came happen happens be made issued imposed invoked used")
_ATTEMPTS = word_set(
    """
    effort efforts attempt attempts move bid push drive power authority ability right campaign
    """
)
_AGAINST = word_set(
    """
    vote votes voted voting decide decides decided deciding opt opts opted rule rules ruled
    """
)
_PREVENTING = frozenset(
    [
        "abandon",
        "back out of",
        "bar",
        "block",
        "break down",
        "call off",
        "cancel",
        "collapse",
        "derail",
        "ditch",
        "drop",
        "fall apart",
        "kill",
        "nix",
        "prevent",
        "pull out of",
        "scrap",
        "scuttle",
        "shelve",
        "sink",
        "thwart",
        "torpedo",
        "walk away from",
    ]
)
"""Ways to end what had not begun: of an act only mentioned they tell that it will not be done."""
_PRONOUNS = word_set("it he she they we i you")
_VERDICTS = word_set("unlawful illegal unconstitutional invalid void")
_COPULAR = word_set(
    """
    ruled rules ruling declared declares declaring found finds finding deemed held holds put puts
    putting placed places left leaves remains remain calls called coming
    """
)
_COURT = word_set(
    """
    appeal appeals ruling lawsuit court courts judge judges panel justice justices circuit tribunal jury
    magistrate bench appellate scotus jurist relief motion petition injunction injunctions
    """
)
_COURT_ACTS = word_set(
    """
    block pause stay halt enjoin freeze suspend vacate injunction injunctions injunctive strike set bar
    stop overturn restraining put
    """
)
_UPHOLDING_STEMS = word_set("uphol upheld uphold affirm reaffirm reconfirm ratify")
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
_INDEFINITE = word_set("a an any another possible potential some every")


def read_stance(sentence: Sentence, frame: Frame, hits: Hits, signal: Signal) -> Reading:
    """The state of `frame` in its sentence, with the derivation."""
    return _Deriver(sentence, frame, hits, signal).derive()


def _may_ask(hit: CueHit) -> bool:
    """Whether the cue leaves open what it is followed by, even negated: "urges not to"."""
    readings = [cue for cue in hit.cues if "i" in cue.governs]
    return any(cue.cls is not CueClass.IRREALIS for cue in readings)


def _is_relief(cue: Cue) -> bool:
    """An injunction that blocks counts once."""
    return cue.part is Part.NOUN and cue.base in _RELIEF


def _on_definite_noun(cls: CueClass, cue: Cue) -> CueClass:
    """Who rejects "the label" protests against it, who weighs it weighs what exists."""
    if cls is CueClass.REFUSAL:
        return CueClass.CHALLENGE
    if cls in (CueClass.IRREALIS, CueClass.REQUEST) and cue.part is Part.VERB:
        return CueClass.FACTIVE
    return cls


_WANTING = frozenset(
    [
        "demand",
        "call for",
        "push for",
        "press for",
        "seek",
        "want",
        "request",
        "urge",
        "advocate",
        "face",
        "risk",
        "near",
        "approach",
        "expect",
    ]
)
"""Verbs whose object need not exist, however definite it sounds: "demands her resignation"."""
_CONTINUING = frozenset({"keep", "continue", "go on", "carry on"})
_BACKGROUND = word_set("after as since because although though while when which who")
_RELIEF = frozenset({"injunction", "restraining order", "temporary restraining order", "stay"})


class _Deriver:
    """Walks outward from a frame's trigger, one operator at a time."""

    def __init__(self, sentence: Sentence, frame: Frame, hits: Hits, signal: Signal) -> None:
        self.sentence = sentence
        self.keys = sentence.keys
        self.frame = frame
        self.hits = hits
        self.signal = signal
        self.used: set[int] = set(range(frame.trigger.start, frame.trigger.end))
        complement = frame.slots.get("complement")
        if complement is not None:
            self.used |= set(range(complement.start, complement.end))
        self.reading = Reading(State.DONE)

    def derive(self) -> Reading:
        element = self._start()
        self._apply_negative_complement()
        if element.shape is Shape.GERUND and "ever" in self.keys[element.start - 1 : element.start + 1]:
            self.reading.state = State.OPEN  # "to stop it from ever labelling"
        for _ in range(_MAX_DEPTH):
            following = self._climb(element)
            if following is None:
                break
            element = following
        self._apply_negative_subject()
        self._forget_precedents()
        self._finish(element)
        return self.reading

    def _forget_precedents(self) -> None:
        """As in "the act has never been used on a software firm": a rule of history denies nothing."""
        own, group = self.frame.slots.get("object"), self.frame.group
        if group is None or group.negation is None or self.keys[group.negation] != "never":
            return
        is_example = own is not None and (
            self.keys[own.start - 1] in ("as", "like") or own.term.words[-1] in COMPANY_WORDS
        )
        if (own is None or is_example) and self.reading.state is State.NOT_DONE:
            self.reading.state = State.UNTOLD

    def _apply_negative_complement(self) -> None:
        """As in "no customer data was stolen"."""
        complement = self.frame.slots.get("complement")
        if complement is None or self.frame.group is None or not complement.start:
            return
        place = complement.start - 1
        if self.keys[place] == "no" and place not in self.sentence.hidden:
            self.used.add(place)
            self.reading.apply(CueClass.NEGATION, "no", place, place + 1)

    def _apply_negative_subject(self) -> None:
        """As in "No order has been issued", "Neither X nor Y has invoked", "Nobody labelled"."""
        place = self._find_negative_subject()
        is_plain = all(step.cue in _PLAIN_IRREALIS for step in self.reading.steps)
        if place is not None and (self.reading.state is not State.OPEN or is_plain):
            self.used.add(place)
            self.reading.apply(CueClass.NEGATION, self.keys[place], place, place + 1)

    def _find_negative_subject(self) -> int | None:
        """The "no", "neither" or "nobody" that opens the clause, its verb being the next there is."""
        first = self.frame.start if self.frame.group is None else self.frame.group.start
        start = first
        while start > 0 and self.keys[start - 1] not in _CLAUSE_OPENERS and first - start < 12:
            start -= 1
        if start in self.used or start >= first or self.keys[start] not in _NEGATIVE_SUBJECTS:
            return None
        if start in self.sentence.hidden:
            return None  # "no regrets over"
        between = range(start + 1, first)
        if self.keys[start] == "neither" and "nor" not in self.keys[start + 1 : self.frame.end + 4]:
            return None
        if any(self._is_verb(place) for place in between):
            return None
        if self.frame.group is None and not self._is_in_subject():
            return None
        return start

    def _is_verb(self, place: int) -> bool:
        """Whether a cue or an auxiliary at the token is a verb in its own clause."""
        if self.keys[place] in BE | HAVE | MODALS:
            return True
        hit = self.sentence.cues.get(place)
        if hit is None or self._is_name(hit):
            return False
        forms = frozenset(form for cue in hit.cues for form in cue.forms)
        return bool(forms) and not looks_nominal(self.sentence, hit.start, hit.end, forms)

    def _is_in_subject(self) -> bool:
        """Whether the noun phrase of the frame is what a finite verb after it is said of."""
        return any(key in BE | HAVE | MODALS for key in self.keys[self.frame.end : self.frame.end + 6])

    # ---------------------------------------------------------------------------- the trigger

    def _start(self) -> Element:
        frame = self.frame
        if frame.trigger.term.is_undone:
            self.reading.apply(CueClass.REVERSAL, "un-", frame.trigger.start, frame.trigger.end)
        if frame.trigger.term.is_again:
            self.reading.apply(CueClass.RESTORING, "re-", frame.trigger.start, frame.trigger.end)
        if frame.group is not None:
            self._start_elsewhere()
            return self._enter_group(frame.group, frame.end)
        if frame.kind is Kind.RELIEF:
            self.reading.state = State.REVERSED
        elif frame.kind is Kind.BARE or frame.needs_light or (frame.kind is Kind.NOUN and self._is_mention()):
            self.reading.state = State.UNTOLD
        self._start_elsewhere()
        return Element(Shape.NOUN, frame.start, frame.end, frame.trigger.start)

    def _start_elsewhere(self) -> None:
        """A pattern may tell another state than done; a noun may name what is only planned ("bid")."""
        if self.frame.pattern >= 0:
            self.reading.state = _TELLS.get(
                self.signal.patterns[self.frame.pattern].tells, self.reading.state
            )
        hit = self.sentence.cues.get(self.frame.trigger.start)
        if self.frame.kind is Kind.NOUN and hit is not None and hit.start == self.frame.trigger.start:
            is_plan = self._is_mention() and any(
                cue.part is Part.NOUN and cue.cls is CueClass.IRREALIS for cue in hit.cues
            )
            self.reading.state = State.OPEN if is_plan else self.reading.state

    def _is_mention(self) -> bool:
        return self.frame.pattern >= 0 and self.signal.patterns[self.frame.pattern].nominal == "mentions"

    def _enter_group(self, group: VerbGroup, end: int) -> Element:
        """Apply the auxiliaries of a verb group; return the element it makes."""
        self._apply_auxiliaries(group)
        demand = self._find_demand(group)
        if demand is not None:
            self.used.update(range(demand.start, demand.end))
            self.reading.apply(CueClass.REQUEST, self.keys[demand.start], demand.start, demand.end)
        shape = Shape.CLAUSE
        if group.form is Form.BASE:
            shape = Shape.INFINITIVE
        elif group.form is Form.GERUND:
            shape = Shape.GERUND
        return Element(
            shape,
            group.start,
            max(end, group.end),
            group.verb,
            is_past=group.form in (Form.PAST, Form.PARTICIPLE),
            is_participle=group.is_passive and group.start == group.verb,
        )

    def _apply_auxiliaries(self, group: VerbGroup) -> None:
        if group.has_ended:
            self.reading.apply(CueClass.END, "no longer", group.start, group.verb)
        elif group.negation is not None and group.modal is not None:
            if self._names_court() and self._is_ruled_out_by(group):
                name = f"{self.keys[group.modal]} not"
                self.reading.apply(CueClass.REVERSAL, name, group.modal, group.negation + 1)
            elif self.reading.state is State.RESTORED and self.keys[group.modal] in OPEN_MODALS:
                name = f"{self.keys[group.modal]} not"
                self.reading.apply(CueClass.CHALLENGE, name, group.modal, group.negation + 1)
            elif self.keys[group.modal] in OPEN_MODALS:
                self._apply_modal(group.modal)
            elif self._is_refused_by_court():
                name = f"{self.keys[group.modal]} not"
                self.reading.apply(CueClass.REFUSAL, name, group.modal, group.negation + 1)
            else:
                self.reading.apply(
                    CueClass.NEGATION, f"{self.keys[group.modal]} not", group.modal, group.negation + 1
                )
        elif group.negation is not None and self._is_refused_by_court():
            self.reading.apply(CueClass.REFUSAL, "not", group.negation, group.negation + 1)
        elif group.negation is not None and self._is_counterfactual(group):
            return
        elif group.negation is not None:
            place = group.negation
            if place + 1 < len(self.keys) and self.keys[place + 1] == "yet":
                self.reading.apply(CueClass.NEGATION, "not yet", place, place + 2)
            else:
                self.reading.apply(CueClass.NEGATION, self.keys[place], place, place + 1)
        elif group.modal is not None:
            self._apply_modal(group.modal)

    def _is_counterfactual(self, group: VerbGroup) -> bool:
        """As in "would have failed had X not helped": X did."""
        before = self.keys[max(0, group.start - 5) : group.start]
        is_supposed = "would" in self.keys and "have" in self.keys[self.keys.index("would") :]
        return "had" in before and is_supposed

    def _find_demand(self, group: VerbGroup) -> CueHit | None:
        """As in "lawmakers demand Pentagon lift": the bare verb after a demand's own subject."""
        if group.start != group.verb or group.form not in (Form.BASE, Form.PRESENT):
            return None
        hit = self.sentence.cues.get(group.verb)
        forms = {form for cue in hit.cues for form in cue.forms} if hit is not None else set()
        forms |= self.frame.trigger.term.forms if self.frame.trigger.start == group.verb else set()
        if Form.BASE not in forms:
            return None
        index = group.start
        while index > max(0, group.start - 6) and (
            self._is_slot(index - 1) or self.keys[index - 1] in _SUBJECT_WORDS
        ):
            index -= 1
        demand = self.sentence.ends_at.get(index)
        if index == group.start or demand is None:
            return None
        is_demand = any(cue.base in _MANDATIVE and cue.forms for cue in demand.cues)
        return demand if is_demand else None

    def _is_ruled_out_by(self, group: VerbGroup) -> bool:
        """As in "injunction: the Pentagon may not call it a risk": a prohibition, told as law."""
        is_told = self.frame.group is group and self.reading.state is State.DONE
        return (
            is_told and group.modal is not None and self.keys[group.modal] in ("may", "must", "can", "cannot")
        )

    def _is_refused_by_court(self) -> bool:
        """Whether what a court does not do is a court's act against the event: "judge won't block"."""
        steps = self.reading.steps
        is_courts = bool(steps) and self.keys[steps[-1].start] in _COURT_ACTS
        return is_courts and self.reading.state is State.REVERSED and self._names_court()

    def _apply_modal(self, place: int) -> None:
        steps = self.reading.steps
        is_renounced = bool(steps) and steps[-1].cls in (CueClass.RULED_OUT, CueClass.REFUSAL)
        if is_renounced and self.keys[place] == "will" and self.reading.state in (State.OFF, State.NOT_DONE):
            return  # "will refrain from": settled
        if self.keys[place] == "must" and self.reading.state is State.REVERSED and self._names_court():
            self.reading.apply(CueClass.ORDER, "must", place, place + 1)
            return
        is_enforced = bool(steps) and steps[-1].cls is CueClass.LIGHT and self.frame.kind is Kind.NOUN
        if is_enforced and self.keys[place] in ("may", "can") and self._names_court():
            self.reading.apply(CueClass.UPHOLDING, self.keys[place], place, place + 1)
            return
        self.reading.apply(CueClass.IRREALIS, self.keys[place], place, place + 1)

    # ---------------------------------------------------------------------------- climbing

    def _climb(self, element: Element) -> Element | None:
        if element.shape is Shape.INFINITIVE:
            return self._climb_infinitive(element)
        if element.shape is Shape.GERUND:
            return self._climb_gerund(element)
        if element.shape is Shape.NOUN:
            return self._climb_noun(element)
        return self._climb_clause(element)

    # -- infinitives

    def _climb_infinitive(self, element: Element) -> Element | None:
        is_joined = element.start > 0 and self.keys[element.start - 1] in ("and", "or")
        is_negated = self.keys[element.start] in NEGATIONS
        hit = self._seek_left(element.start, "i", limit=26 if is_joined else 14)
        if is_negated and (hit is None or not _may_ask(hit)):
            return None  # "decides not to label": resolved, whatever the resolve is called
        if hit is None:
            self.reading.apply(CueClass.IRREALIS, "to", element.start, element.start + 1)
            return None
        return self._apply_hit(hit, "i", element)

    def _seek_left(self, start: int, letter: str, limit: int) -> CueHit | None:
        """The nearest cue left of `start` that governs `letter`, before any barrier."""
        index = start
        while index > max(0, start - limit):
            hit = self.sentence.ends_at.get(index)
            if hit is not None and self._is_operator(hit, letter):
                return hit
            index -= 1
            key = self.keys[index]
            if key in _BARRIERS:
                return None
            if key == ",":
                opening = self._find_comma(index, 9)
                if opening is None:
                    return None
                index = opening
        return None

    def _is_operator(self, hit: CueHit, letter: str) -> bool:
        """Whether the cue reaches `letter` and is used as the part of speech it is listed as."""
        if hit.find(letter) is None or hit.start in self.used or self._is_name(hit):
            return False
        readings = [cue for cue in hit.cues if letter in cue.governs]
        forms = frozenset(form for cue in hit.cues for form in cue.forms)
        if any(cue.part in (Part.ADJECTIVE, Part.PHRASE) for cue in readings) or not forms:
            return True
        is_noun = looks_nominal(self.sentence, hit.start, hit.end, forms)
        return any((cue.part is Part.NOUN) == is_noun or not cue.forms and is_noun for cue in readings)

    def _find_comma(self, closing: int, reach: int) -> int | None:
        """The comma that opens the parenthesis which `closing` ends."""
        for index in range(closing - 1, max(-1, closing - reach), -1):
            if self.keys[index] == ",":
                return index
            if self.keys[index] in ";:.-":
                return None
        return None

    def _is_name(self, hit: CueHit) -> bool:
        """Whether the cue lies inside a name of the signal ("Supply", "War Department").

        What is done to the object itself, or to "it", by a verb of the signal is the act, and undoes none.
        """
        if self.frame.kind is Kind.REMENTION and self.frame.trigger.term.role is Role.OBJECT:
            verbs = [*self.hits.of(Role.VERB), *self.hits.of(Role.NAMING)]
            if any(verb.start <= hit.start < verb.end for verb in verbs):
                return True
        return any(
            found.start <= hit.start and hit.end <= found.end and not found.term.is_anaphor
            for role in (Role.OBJECT, Role.ACTOR, Role.PLACE, Role.RIVAL, Role.COMPLEMENT, Role.STATE)
            for found in self.hits.of(role)
        )

    # -- gerunds

    _DONE_PREPOSITIONS = word_set(
        """
    after by for since over in upon following despite on amid while with through when
    """
    )
    _OPEN_PREPOSITIONS = word_set("before against toward")
    _GERUND_LINKS = word_set("of to for in on about over before against toward")

    def _climb_gerund(self, element: Element) -> Element | None:
        place = self._find_gerund_link(element)
        if place < 0 or self.keys[place] in ",.:;-!?|":
            # "Designating X would be unprecedented" is open, "Citing ..., labelling" as it stands
            if self._is_option(element) or self._is_named_threat(element, place):
                return None
            self._apply_main_modal(element, -1)
            return None
        if self.keys[place] in PEOPLE:
            people = Element(Shape.NOUN, self._noun_start(place), element.end, place)
            hit = self._seek_noun_governor(people)
            cue = self._choose(hit, "n", people) if hit is not None and hit.find("n") else None
            if hit is not None and cue is not None and cue.cls is CueClass.REVERSAL:
                return self._apply_hit(hit, "n", people)  # "boots engineers helping with"
        governor = self._find_gerund_governor(place)
        if governor is not None:
            return self._apply_hit(governor[0], governor[1], element)
        return self._read_gerund_link(element, place)

    def _is_named_threat(self, element: Element, place: int) -> bool:
        """As in "the punishment threatened, invoking the act, would": between commas; applies it."""
        is_between = place >= 0 and self.keys[place] == "," and "," in self.keys[element.end :]
        if not is_between:
            return False
        for index in range(place, max(0, place - 10), -1):
            hit = self.sentence.ends_at.get(index)
            if hit is not None and any(
                cue.cls is CueClass.IRREALIS and cue.base.startswith("threat") for cue in hit.cues
            ):
                self.reading.apply(CueClass.IRREALIS, "threaten", hit.start, hit.end)
                return True
        return False

    def _is_option(self, element: Element) -> bool:
        """As in "Designating X is among the options"; applies it."""
        for place in range(element.end, min(len(self.keys), element.end + 6)):
            hit = self.sentence.cues.get(place)
            cue = hit.find("p") if hit is not None else None
            if hit is not None and cue is not None and cue.cls in (CueClass.IRREALIS, CueClass.RULED_OUT):
                self.reading.apply(cue.cls, " ".join(cue.words), hit.start, hit.end)
                return True
            if self.keys[place] in ".;:!?,":
                return False
        return False

    def _find_gerund_link(self, element: Element) -> int:
        """The token before a gerund, its adverbs and its own subject ("odds of the Pentagon naming")."""
        place = self._find_first_gerund(element.start) - 1
        while place >= 0 and (is_adverb(self.keys[place]) or self.keys[place] in ("not", "being")):
            if self.keys[place] == "not":
                self.reading.apply(CueClass.NEGATION, "not", place, place + 1)
            place -= 1
        while place > 0 and self._is_subject(place):
            place -= 1
        return place

    def _find_first_gerund(self, start: int) -> int:
        """The first of two joined gerunds: "from applying or enforcing"."""
        if start > 1 and self.keys[start - 1] in ("and", "or") and self.keys[start - 2].endswith("ing"):
            return start - 2
        return start

    def _find_gerund_governor(self, place: int) -> tuple[CueHit, str] | None:
        """A cue that takes the gerund, with the letter of how: beside it, after "from", after "of"."""
        key, beside = self.keys[place], self.sentence.ends_at.get(place + 1)
        if key == "from":
            hit = self._seek_left(place, "f", limit=14)
            if hit is not None:
                return hit, "f"
        if key == "against" and self._is_voted_against(place):
            return None
        if beside is not None and beside.start not in self.used:
            if beside.find("g") is not None:
                return beside, "g"
        has_subject = self._is_subject(place + 1) if place + 1 < len(self.keys) else False
        if has_subject and beside is not None and beside.find("f") is not None:
            return beside, "f"  # "stop the president invoking"
        if key in self._GERUND_LINKS:
            hit = self._seek_left(place, "g", limit=3)
            if hit is not None:
                return hit, "g"
        return None

    def _read_gerund_link(self, element: Element, place: int) -> Element | None:
        """What the word before a gerund tells when no cue governs it."""
        key, beside = self.keys[place], self.sentence.ends_at.get(place + 1)
        if key == "against" and self._is_voted_against(place):
            self.reading.apply(CueClass.REFUSAL, "against", place, place + 1)
        elif beside is not None and any(cue.part is Part.NOUN for cue in beside.cues):
            return Element(Shape.NOUN, self._noun_start(beside.start), element.end, beside.start)
        elif key in self._OPEN_PREPOSITIONS:
            self.reading.apply(CueClass.IRREALIS, key, place, place + 1)
        elif key in self._DONE_PREPOSITIONS:
            self.reading.is_background = True
            self._apply_main_modal(element, place)
        elif self.sentence.tokens[place].is_possessive or key in ("its", "his", "her", "their", "the"):
            return Element(Shape.NOUN, place, element.end, element.head)
        return None

    def _is_voted_against(self, place: int) -> bool:
        return any(word in _AGAINST for word in self.keys[max(0, place - 4) : place])

    def _is_subject(self, place: int) -> bool:
        """Whether the token belongs to a gerund's own subject."""
        is_name = self._is_slot(place) and not self.sentence.tokens[place].is_possessive
        return is_name or (self.keys[place] == "the" and self._is_slot(place + 1))

    def _apply_main_modal(self, element: Element, preposition: int) -> None:
        if preposition >= 0 and self.keys[preposition] not in ("by", "in", "with", "on"):
            return
        for place in range(element.end, min(len(self.keys), element.end + 14)):
            if self.keys[place] in ".;:!?" or (self.keys[place] == "," and preposition < 0):
                return
            if self.keys[place] in ("would", "could", "might", "may"):
                self.reading.apply(CueClass.IRREALIS, self.keys[place], place, place + 1)
                return

    # -- nouns

    def _climb_noun(self, element: Element) -> Element | None:
        compound = self._seek_compound(element)
        if compound is not None:
            return compound
        right = None if self._is_planned(element) else self._seek_right(element)
        if right is not None:
            return right
        before = element.start - 1
        if (
            before >= 0
            and self.keys[before] in ("would", "could", "might", "will")
            and self._is_indefinite(element)
        ):
            self._apply_modal(before)  # "What would a label mean"
            return None
        if self._is_found_under(element):
            return None
        hit = self._seek_noun_governor(element)
        if hit is not None:
            return self._apply_hit(hit, "n" if hit.find("n") else "i", element)
        return None

    def _is_planned(self, element: Element) -> bool:
        """As in "let the threat of a label lapse": the threat lapses."""
        before = element.start - 1
        hit = self.sentence.ends_at.get(before)
        return (
            before > 0
            and self.keys[before] == "of"
            and hit is not None
            and any(cue.part is Part.NOUN and cue.cls is CueClass.IRREALIS for cue in hit.cues)
        )

    def _is_found_under(self, element: Element) -> bool:
        """As in "could find itself under an order"; applies the modal."""
        before = self.keys[max(0, element.start - 6) : element.start]
        if not any(key in REFLEXIVES for key in before):
            return False
        for place in range(element.start - 1, max(-1, element.start - 7), -1):
            if self.keys[place] in MODALS:
                self._apply_modal(place)
                return True
        return False

    def _seek_compound(self, element: Element) -> Element | None:
        """As in "label threat", "strike ballot", "designation fight": the head noun says what is told."""
        hit = self.sentence.cues.get(element.end)
        if hit is None or hit.start in self.used or self._is_name(hit):
            return None
        wanted = (CueClass.IRREALIS, CueClass.CHALLENGE, CueClass.REVERSAL, CueClass.LOSS)
        cue = next((cue for cue in hit.cues if cue.part is Part.NOUN and cue.cls in wanted), None)
        if cue is None or (hit.find("p") and cue.cls is CueClass.REVERSAL):
            return None
        verbs = frozenset(form for other in hit.cues for form in other.forms)
        if verbs and not looks_nominal(self.sentence, hit.start, hit.end, verbs):
            return None
        if Form.PRESENT in verbs and self._is_slot(hit.end):
            return None  # "order demands X"
        self.used.update(range(hit.start, hit.end))
        self.reading.apply(cue.cls, " ".join(cue.words), hit.start, hit.end)
        return Element(Shape.NOUN, element.start, hit.end, hit.start, is_plan=True)

    _SKIPPED = word_set(
        """
    of on against for to over in from at the a an its his their this that such with under into as by
    """
    )
    _STOPPING = word_set(
        """
    after despite amid following since because while when although though before and but or who which
    until than via per says said say
    """
    )

    def _seek_noun_governor(self, element: Element) -> CueHit | None:
        """The nearest operator left of a noun phrase with nothing but small words and modifiers between."""
        index, slack, comma = element.start, 5, -1
        while index > 0 and slack >= 0:
            hit = self.sentence.ends_at.get(index)
            if hit is not None and hit.start not in self.used and not self._is_name(hit):
                if (
                    self._is_operator(hit, "n")
                    and self._fits_noun(hit, element)
                    and self._may_cross(hit, element, comma)
                ):
                    return hit
                if any(cue.forms for cue in hit.cues) and not any(
                    cue.part in (Part.NOUN, Part.ADJECTIVE) for cue in hit.cues
                ):
                    return None
            index -= 1
            key = self.keys[index]
            if key == "," and comma < 0:
                opening = self._find_comma(index, 5)
                if opening is not None and index == element.start - 1:
                    index = opening  # "lifts, for now, the label"
                    continue
                if self._is_indefinite(element):
                    comma = index
                    continue
            if key == "over" and self._is_plain(index - 1):
                return None  # "faces class action over the theft": what it is about has happened
            if key in MODALS:
                return None  # "tells staff it will comply with the order"
            if key == "of" and self.frame.kind is Kind.BARE and self._is_plain(index - 1):
                return None  # "study the history of the act"
            if key == "and" and "both" in self.keys[max(0, index - 14) : index]:
                index = self.keys.index("both", max(0, index - 14))
                continue
            if key in _BARRIERS or key in self._STOPPING or key == ",":
                return self._find_title_before_colon(index, element)
            if key == "to" and index + 1 < element.start and not self._is_nominal_start(index + 1):
                return (
                    None
                    if "with" not in self.keys[index + 1 : element.start]
                    else self._open_infinitive(index)
                )
            if key not in self._SKIPPED and not self._is_slot(index):
                slack -= 1
        return None

    def _open_infinitive(self, to: int) -> CueHit | None:
        """As in "effort to punish X with the label": what governs the unknown verb governs the label."""
        return self._seek_left(to, "i", limit=14)

    def _is_plain(self, index: int) -> bool:
        """Whether a word is neither a cue nor one of the signal's."""
        return index >= 0 and index + 1 not in self.sentence.ends_at and not self._is_slot(index)

    def _is_unknown_gerund(self, place: int) -> bool:
        """As in "denies retaliating with the label": what is denied is another act."""
        key = self.keys[place]
        return (
            len(key) > 5
            and key.endswith("ing")
            and place not in self.used
            and place not in self.sentence.cues
        )

    def _may_cross(self, hit: CueHit, element: Element, comma: int) -> bool:
        """Over a comma only a threat reaches ("threatens X with the act, a label"), or what it closes."""
        return comma < 0 or hit.end == comma or self._choose(hit, "n", element).cls is CueClass.IRREALIS

    def _is_nominal_start(self, index: int) -> bool:
        key = self.keys[index]
        return self._is_slot(index) or key in self._SKIPPED or self.sentence.tokens[index].is_possessive

    def _find_title_before_colon(self, index: int, element: Element) -> CueHit | None:
        """As in "New threat to X: the blacklist": the noun before the colon says what follows is."""
        if self.keys[index] != ":" or element.start - index > 2:
            return None
        for place in range(index, max(0, index - 6), -1):
            hit = self.sentence.ends_at.get(place)
            if hit is not None and any(
                cue.part in (Part.NOUN, Part.ADJECTIVE)
                and cue.cls is CueClass.IRREALIS
                and "n" in cue.governs
                for cue in hit.cues
            ):
                return hit
        return None

    def _is_slot(self, index: int) -> bool:
        return any(
            hit.start <= index < hit.end
            for role in (Role.OBJECT, Role.ACTOR, Role.PLACE)
            for hit in self.hits.of(role)
        )

    def _fits_noun(self, hit: CueHit, element: Element) -> bool:
        cue = self._choose(hit, "n", element)
        if cue.base == "out of":
            return any(key in _TALKING for key in self.keys[max(0, hit.start - 6) : hit.start])
        if cue.base == "over":
            return any(key in _CHOOSING for key in self.keys[max(0, hit.start - 14) : hit.start])
        if cue.cls is CueClass.NEGATION or cue.part is Part.ADJECTIVE:
            return element.start - hit.end <= 3
        if any(self._is_unknown_gerund(place) for place in range(hit.end, element.start)):
            return False
        if cue.part is Part.NOUN:
            link = self.keys[hit.end] if hit.end < len(self.keys) else ""
            return hit.end == element.start or link in {
                "of",
                "on",
                "against",
                "for",
                "to",
                "over",
                "in",
                "from",
                "about",
                "at",
                "toward",
            }
        return cue.part is not Part.VERB or "that" not in self.keys[hit.end : element.start]

    def _seek_right(self, element: Element) -> Element | None:
        """A predicate of the noun phrase: "was blocked", "stays in effect", "looms", "would"."""
        index, slack = self._skip_relative(element), 5
        while index < len(self.keys) and slack >= 0:
            key = self.keys[index]
            if key in ".;:!?()-|" or key in {
                "which",
                "who",
                "that",
                "because",
                "while",
                "after",
                "and",
                "but",
                "as",
                "despite",
                "if",
                "unless",
            }:
                return None
            if key == ",":
                index = self._find_after_parenthesis(index)
                if index < 0:
                    return None
                continue
            if key in _PRONOUNS:
                return None
            hit = self.sentence.cues.get(index)
            if hit is not None and index not in self.used and not self._is_name(hit):
                cue = hit.find("p") or self._find_denial(hit, element)
                if cue is not None and self._is_predicate(hit, cue, element):
                    return self._apply_predicate(hit, cue, element)
            if key in ("would", "could", "might", "may", "will", "can") and not self._leads_to_predicate(
                index, element
            ):
                if self._is_indefinite(element):
                    self.reading.apply(CueClass.IRREALIS, key, index, index + 1)
                return None
            if not (
                key in BE
                or key in HAVE
                or key in MODALS
                or key in NEGATIONS
                or is_adverb(key)
                or key in self._SKIPPED
                or self._is_slot(index)
                or key in {"been", "by"}
            ):
                slack -= 2
            index += 1
        return None

    def _skip_relative(self, element: Element) -> int:
        """Where the predicate of a noun stands behind "that made X radioactive": at its auxiliary."""
        start = element.end
        if self.keys[start : start + 1] not in (["that"], ["which"]):
            return start
        for index in range(start + 3, min(len(self.keys) - 1, start + 16)):
            if self.keys[index] in ".;:!?-|":
                break
            previous = self.keys[index - 1]
            is_own = (
                self.keys[index] in BE | HAVE
                and previous not in _PRONOUNS
                and index not in self.sentence.ends_at
            )
            if is_own and not self._is_slot(index - 1) and self._leads_to_predicate(index, element):
                return index
        return start

    def _find_denial(self, hit: CueHit, element: Element) -> Cue | None:
        """As in "motion against the label denied": what was sought is refused."""
        if not element.is_plan:
            return None
        readings = (cue for cue in hit.cues if cue.cls is CueClass.REFUSAL and cue.part is Part.VERB)
        return next((cue for cue in readings if cue.forms & {Form.PARTICIPLE}), None)

    def _find_after_parenthesis(self, comma: int) -> int:
        """Where the clause goes on after ", frozen since spring,": at an auxiliary; -1 when it does not."""
        for index in range(comma + 2, min(len(self.keys) - 1, comma + 14)):
            if self.keys[index] in ".;:!?()-|":
                return -1
            if self.keys[index] == ",":
                following = self.keys[index + 1]
                return index + 1 if following in BE | HAVE | MODALS else -1
        return -1

    def _leads_to_predicate(self, modal: int, element: Element) -> bool:
        """Whether a cue that governs the noun follows the modal: "label could be lifted"."""
        for index in range(modal + 1, min(len(self.keys), modal + 5)):
            hit = self.sentence.cues.get(index)
            cue = hit.find("p") if hit is not None else None
            if hit is not None and cue is not None:
                return self._is_predicate(hit, cue, element)
            if not (self.keys[index] in BE | HAVE | NEGATIONS or is_adverb(self.keys[index])):
                return False
        return False

    def _is_predicate(self, hit: CueHit, cue: Cue, element: Element) -> bool:
        if cue.part is Part.VERB:
            if (
                cue.cls is CueClass.REVERSAL
                and not cue.forms & {Form.PARTICIPLE, Form.PAST}
                and not self._is_intransitive(hit)
            ):
                return False
            group = read_verb_group(self.keys, hit.start, hit.end, cue.forms)
            if (group.is_passive and group.start < group.verb) or self._is_intransitive(hit):
                return True
            if group.start < group.verb and any(key in HAVE for key in self.keys[group.start : group.verb]):
                return False
            return bool(cue.forms & {Form.PARTICIPLE}) and not self._has_object(hit.end)
        if cue.part is Part.ADJECTIVE:
            return self._is_predicative(hit, cue, element)
        return True

    def _is_predicative(self, hit: CueHit, cue: Cue, element: Element) -> bool:
        """Whether an adjective is said of the noun phrase: after a copula, or closing a headline."""
        if cue.words[0] in _VERDICTS and not any(
            key in _COURT or key in {"rules", "ruled", "ruling"} for key in self.keys
        ):
            return False
        place = hit.start - 1
        while place > element.end and (is_adverb(self.keys[place]) or self.keys[place] in ("a", "an", "the")):
            place -= 1
        if self.keys[place] in BE or self.keys[place] in _COPULAR:
            return True
        return hit.start == element.end and not self._has_object(hit.end)

    def _is_intransitive(self, hit: CueHit) -> bool:
        """Whether a verb that may stand alone does: "ended", but not "ended a week of"."""
        if self.keys[hit.end : hit.end + 1] in (["a"], ["an"], ["the"], ["their"], ["his"], ["her"]):
            return False
        return any(cue.governs == frozenset("p") and cue.part is Part.VERB for cue in hit.cues)

    def _has_object(self, index: int) -> bool:
        """Whether a noun phrase follows a verb, which is then active: "label barred contractors"."""
        if index >= len(self.keys):
            return False
        key = self.keys[index]
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

    def _apply_predicate(self, hit: CueHit, cue: Cue, element: Element) -> Element:
        if self._is_supposed(hit, element):
            self.reading.state = State.OPEN  # "an order would not hold up"
        self._apply(cue, hit, element)
        if cue.part is Part.VERB:
            group = read_verb_group(
                self.keys,
                hit.start,
                hit.end,
                cue.forms | {Form.PARTICIPLE} if cue.forms & {Form.PAST} else cue.forms,
            )
        else:
            group = read_verb_group(self.keys, hit.start, hit.end, {Form.PARTICIPLE})
        self._apply_auxiliaries(group)
        if group.form is Form.BASE:
            return Element(Shape.INFINITIVE, group.start, hit.end, hit.start)
        is_reduced = group.start == group.verb and bool(cue.forms)
        if is_reduced and (cue.cls is CueClass.LIGHT or self._is_followed_by_predicate(hit.end, element)):
            return Element(
                Shape.NOUN, element.start, hit.end, element.head
            )  # "the ban imposed in May was ...", "the order suspended in July may be ..."
        causative = self._find_causative(element) if group.start == group.verb else None
        if causative is not None:
            return self._enter_group(causative, hit.end)
        return Element(Shape.CLAUSE, min(element.start, group.start), hit.end, hit.start, is_past=True)

    def _is_supposed(self, hit: CueHit, element: Element) -> bool:
        """Whether a noun with "a" stands under "would"."""
        is_one = self.keys[element.start] in ("a", "an", "any")
        return is_one and "would" in self.keys[element.end : hit.start] and self.reading.state is State.DONE

    def _is_followed_by_predicate(self, start: int, element: Element) -> bool:
        """Whether an auxiliary with a cue of the noun phrase follows a participle, nothing else between."""
        for index in range(start, min(len(self.keys), start + 6)):
            key = self.keys[index]
            if key in BE | HAVE | MODALS:
                hit = self.sentence.cues.get(index)
                return (hit is not None and hit.find("p") is not None) or self._leads_to_predicate(
                    index, element
                )
            if key in _CLAUSE_STARTS or key == ",":
                return False
        return False

    def _find_causative(self, element: Element) -> VerbGroup | None:
        """As in "to have the label lifted", "get it removed", "wants it gone"."""
        place = element.start - 1
        forms = {
            "have": Form.BASE,
            "get": Form.BASE,
            "having": Form.GERUND,
            "getting": Form.GERUND,
            "see": Form.BASE,
        }
        if place < 0 or self.keys[place] not in forms:
            return None
        return read_verb_group(self.keys, place, place + 1, {forms[self.keys[place]]})

    def _is_indefinite(self, element: Element) -> bool:
        keys = self.keys[element.start : element.end]
        return not (
            keys and keys[0] in {"the", "its", "his", "their", "this", "that", "such", "our"}
        ) and not any(token.is_possessive for token in self.sentence.tokens[element.start : element.end])

    # -- clauses

    def _climb_clause(self, element: Element) -> Element | None:
        """A clause is governed from its left: "denies it labelled", "if X labels"."""
        antecedent = self._find_antecedent(element)
        if antecedent is not None:
            return antecedent
        claim = self.sentence.ends_at.get(element.start)
        if self.keys[element.start] == "to" and claim is not None:
            cue = claim.find("i")  # "claims to have breached"
            if cue is not None and cue.cls is CueClass.IRREALIS and cue.part is Part.VERB:
                return self._apply_hit(claim, "i", element)
        index, low = element.start, max(0, element.start - 13)
        while index > low:
            hit = self.sentence.ends_at.get(index)
            if hit is not None and self._apply_to_clause(hit, element):
                return None
            index -= 1
            if self._ends_clause(index, element):
                return None
        return None

    def _find_antecedent(self, element: Element) -> Element | None:
        """As in "lifted an injunction that had kept X from": what governs the noun governs its clause."""
        place = element.start - 1
        own = self._find_told_complement(element) or self._find_contact(element)
        if own is not None:
            return own
        if place < 1 or self.keys[place] not in ("that", "which") or self.reading.state is not State.REVERSED:
            return None
        hit = self.sentence.ends_at.get(place)
        is_ruling = hit is not None and any(
            cue.part is Part.NOUN and cue.cls in (CueClass.REVERSAL, CueClass.VEHICLE) for cue in hit.cues
        )
        if hit is None or not is_ruling or self._seek_governor_of(hit, element) is None:
            return None
        return Element(Shape.NOUN, self._noun_start(hit.start), element.end, hit.start)

    def _find_contact(self, element: Element) -> Element | None:
        """As in "has withdrawn the access it was giving", "ended the deal under which it was helping"."""
        place = element.start - 1
        if self.frame.group is None or element.start != self.frame.group.start or place < 2:
            return None
        if not (self.keys[place] in _PRONOUNS or self._is_slot(place)):
            return None
        while place > 1 and (self._is_slot(place) or self.keys[place] in ("the", *_PRONOUNS)):
            place -= 1
        if self.keys[place] == "which" and self.keys[place - 1] in ("under", "in", "by", "through"):
            place -= 2
        own = self.sentence.ends_at.get(place + 1)
        is_noun = self.keys[place].isalpha() and (
            own is None or any(cue.part is Part.NOUN for cue in own.cues)
        )
        if place < 1 or not is_noun or self.keys[place] in self._SKIPPED | self._STOPPING | {"that"}:
            return None
        head = Element(Shape.NOUN, self._noun_start(place), element.end, place)
        hit = self._seek_noun_governor(head)
        cue = self._choose(hit, "n", head) if hit is not None and hit.find("n") else None
        is_ended = cue is not None and cue.cls in (CueClass.REVERSAL, CueClass.END, CueClass.RULED_OUT)
        if hit is None or any(key in ("with", "by", "in", "after") for key in self.keys[hit.end : place]):
            return None
        return head if is_ended and cue is not None and cue.part is Part.VERB else None

    def _find_told_complement(self, element: Element) -> Element | None:
        """As in "halt to handover that X was assisting": the clause tells of its own complement."""
        complement = self.frame.slots.get("complement")
        if complement is None or self.frame.group is None or element.start != self.frame.group.start:
            return None
        between = range(complement.end, element.start)
        if not between or self.keys[complement.end] not in ("that", "which"):
            return None
        if not all(self._is_slot(place) for place in between[1:]):
            return None
        return Element(Shape.NOUN, self._noun_start(complement.start), element.end, complement.start)

    def _seek_governor_of(self, hit: CueHit, element: Element) -> CueHit | None:
        self.used.update(range(hit.start, hit.end))
        return self._seek_noun_governor(
            Element(Shape.NOUN, self._noun_start(hit.start), element.end, hit.start)
        )

    def _apply_to_clause(self, hit: CueHit, element: Element) -> bool:
        """Apply a cue that governs the clause; whether there was one."""
        cue = hit.find("c")
        if cue is None or hit.start in self.used or self._is_name(hit):
            return False
        if not self._reaches_clause(hit, cue, element):
            return False
        self.used.update(range(hit.start, hit.end))
        if cue.cls is CueClass.FACTIVE:
            return False
        self.reading.apply(cue.cls, " ".join(cue.words), hit.start, hit.end)
        return True

    def _ends_clause(self, index: int, element: Element) -> bool:
        """Whether the clause starts at a word, which may tell how it stands."""
        key = self.keys[index]
        if key in _REPORTS and self.keys[index + 1 : index + 2] == ["that"] and self._is_disputed(index):
            self.reading.apply(CueClass.FALSEHOOD, key, index, index + 1)
            return True
        if key in _REPORTS and any(word in _FALSE for word in self.keys[element.end :]):
            self.reading.apply(CueClass.FALSEHOOD, key, index, index + 1)
            return True
        if key == "with" and index + 1 < element.start and element.start - index <= _SMALL_CLAUSE:
            for place in range(index - 1, max(-1, index - 3), -1):
                if self.keys[place] in OPEN_MODALS | {"would", "will"}:
                    self.reading.apply(CueClass.IRREALIS, self.keys[place], place, place + 1)
                    return True  # "may end with X labelled"
        if key in ("before", "until") and not element.is_past and not self._is_closed(index, element):
            self.reading.apply(CueClass.IRREALIS, key, index, index + 1)
            return True
        if key in _BACKGROUND:
            self.reading.is_background = True
        return key in _CLAUSE_STARTS or key in _BACKGROUND or key in {"why", "how", "what"}

    def _is_disputed(self, report: int) -> bool:
        """As in "disputes claim that", "rejects the suggestion that"."""
        for place in range(report, max(0, report - 3), -1):
            hit = self.sentence.ends_at.get(place)
            if hit is not None and any(
                cue.part is Part.VERB
                and cue.cls in (CueClass.REFUSAL, CueClass.FALSEHOOD, CueClass.CHALLENGE)
                for cue in hit.cues
            ):
                return True
        return False

    def _is_closed(self, index: int, element: Element) -> bool:
        """As in "until the case is tried, X may": a clause that a comma has ended."""
        opens = index == 0 or self.keys[index - 1] in ":;-."
        return opens and "," in self.keys[index : element.start]

    def _reaches_clause(self, hit: CueHit, cue: Cue, element: Element) -> bool:
        if hit.end == element.start:
            return cue.part is Part.PHRASE or cue.cls is CueClass.FALSEHOOD or not element.is_participle
        between = self.keys[hit.end : element.start]
        if "," in between and cue.cls is not CueClass.FALSEHOOD:
            return False
        if cue.part is Part.VERB:
            return "that" in between[:1] or cue.cls is CueClass.FALSEHOOD
        return True

    # -- operators

    def _apply_hit(self, hit: CueHit, letter: str, element: Element) -> Element | None:
        """Apply a cue, then its own auxiliaries; return the element that the cue makes."""
        cue = self._choose(hit, letter, element)
        self.used.update(range(hit.start, hit.end))
        self._apply(cue, hit, element)
        if cue.part is Part.VERB:
            if self._is_settled(cue):
                return None
            group = read_verb_group(self.keys, hit.start, hit.end, cue.forms)
            return self._enter_group(group, element.end)
        if cue.part is Part.NOUN:
            return Element(
                Shape.NOUN,
                self._noun_start(hit.start),
                element.end,
                hit.start,
                is_plan=cue.cls in (CueClass.IRREALIS, CueClass.CHALLENGE),
            )
        if cue.part is Part.ADJECTIVE and letter in "ig":
            group = read_verb_group(self.keys, hit.start, hit.end, {Form.PARTICIPLE})
            self._apply_auxiliaries(group)
            return Element(Shape.CLAUSE, group.start, element.end, hit.start)
        if cue.part is Part.ADJECTIVE:
            return Element(Shape.NOUN, self._noun_start(hit.start), element.end, hit.start)
        if cue.cls is CueClass.IRREALIS and cue.words[-1] == "of":  # "claim of", "risk of"
            return Element(Shape.NOUN, self._noun_start(hit.start), element.end, hit.start, is_plan=True)
        return None

    def _is_settled(self, cue: Cue) -> bool:
        """As in "may keep calling X a risk", told of a court: the permission is what upholds."""
        return cue.cls is CueClass.UPHOLDING and "g" in cue.governs and self.reading.state is State.RESTORED

    def _noun_start(self, head: int) -> int:
        start = head
        while start > 0 and (
            self.sentence.tokens[start - 1].is_possessive
            or self.keys[start - 1]
            in {
                "the",
                "a",
                "an",
                "its",
                "his",
                "their",
                "preliminary",
                "temporary",
                "federal",
                "court",
                "emergency",
            }
            or self._is_slot(start - 1)
        ):
            start -= 1
        return start

    def _choose(self, hit: CueHit, letter: str, element: Element) -> Cue:
        """Of a spelling's readings, the one that suits what it governs."""
        readings = [cue for cue in hit.cues if letter in cue.governs]
        if letter == "i" and element.shape is Shape.INFINITIVE and hit.end < element.start:
            # "press X to": with somebody between, it is asked of them
            readings.sort(key=lambda cue: cue.cls not in (CueClass.REQUEST, CueClass.ORDER))
        forms = frozenset(form for cue in hit.cues for form in cue.forms)
        if forms and any(cue.part is Part.ADJECTIVE for cue in readings):
            is_attribute = self._is_attribute(hit)
            readings = [cue for cue in readings if (cue.part is Part.ADJECTIVE) == is_attribute] or readings
        if forms and any(cue.part is Part.NOUN for cue in readings):
            is_noun = looks_nominal(self.sentence, hit.start, hit.end, forms)
            suited = [cue for cue in readings if (cue.part is Part.NOUN) == is_noun]
            readings = suited or readings
        if letter == "n":
            for cls in self._preferred_classes(element):
                for cue in readings:
                    if cue.cls is cls:
                        return cue
        return readings[0]

    def _is_attribute(self, hit: CueHit) -> bool:
        """As in "voids completed takeover": a participle that stands as an adjective."""
        if hit.start == 0:
            return False
        before = self.sentence.ends_at.get(hit.start)
        is_after_verb = before is not None and any(cue.forms for cue in before.cues)
        previous = self.keys[hit.start - 1]
        return is_after_verb or previous in self._SKIPPED or self.sentence.tokens[hit.start - 1].is_possessive

    def _preferred_classes(self, element: Element) -> tuple[CueClass, ...]:
        if element.is_plan or self.reading.state in (State.CONTESTED, State.APPEALED, State.OPEN):
            return (
                CueClass.FULFILMENT,
                CueClass.GRANT,
                CueClass.LOSS,
                CueClass.REFUSAL,
                CueClass.RULED_OUT,
                CueClass.IRREALIS,
            )
        if self.reading.state is State.REVERSED:
            return (CueClass.GRANT, CueClass.REVERSAL, CueClass.UPHOLDING, CueClass.REFUSAL)
        return (
            CueClass.REVERSAL,
            CueClass.UPHOLDING,
            CueClass.RESTORING,
            CueClass.CHALLENGE,
            CueClass.LIGHT,
        )

    def _apply(self, cue: Cue, hit: CueHit, element: Element) -> None:
        state = self.reading.state
        name = " ".join(self.keys[hit.start : hit.end])
        cls = self._find_class(cue, hit, element)
        if cls is CueClass.REVERSAL and state is State.OPEN and self._is_attempt():
            self.reading.state = State.DONE  # "blocks the effort to": the effort was the act
        if self.frame.kind is Kind.BARE and cue.cls is CueClass.UPHOLDING and cue.part is Part.PHRASE:
            self.reading.state = State.DONE  # "the act is in force"
        if self.frame.kind is Kind.BARE and state is State.UNTOLD and cls not in _TOLD_OF_BARE:
            self.reading.steps.append(Applied(name, cls, state, hit.start, hit.end))
            return
        self.reading.apply(cls, name, hit.start, hit.end)

    def _find_class(self, cue: Cue, hit: CueHit, element: Element) -> CueClass:
        """What a cue does here: its class, but for what the signal, a court or a definite noun change."""
        cls, state = cue.cls, self.reading.state
        is_order = cls is CueClass.ORDER and state is State.DONE and self.signal.orders is Stance.CONFIRMS
        is_counted = cls in (CueClass.IRREALIS, CueClass.VEHICLE) and cue.base in self.signal.count_as_done
        if is_order or is_counted:
            return CueClass.FACTIVE
        if cue.base in _PERMITTING:
            return self._find_permission(cue)
        following = self.keys[hit.end : hit.end + 4]
        is_interim = cue.part is Part.PHRASE and any(key in _MEANWHILE for key in following)
        is_continued = cls is CueClass.UPHOLDING and (
            ("g" in cue.governs and cue.base in _CONTINUING) or state is State.UNTOLD
        )
        if (is_continued and not self._names_court()) or (cls is CueClass.UPHOLDING and is_interim):
            return CueClass.FACTIVE
        if cue.base == "leave" and any(key in _UNTOUCHED for key in self.keys[element.end : element.end + 3]):
            return CueClass.UPHOLDING
        if cls is CueClass.REVERSAL:
            return self._find_reversal(cue)
        if self._is_denied_report(cue, hit, element):
            return CueClass.FALSEHOOD
        if cue.base in _WANTING and hit.end == element.start:
            return cls
        is_about = any(key in ("for", "behind") for key in self.keys[hit.end : element.start])
        if cls is CueClass.REQUEST and cue.base == "demand" and is_about and state is State.DONE:
            return CueClass.FACTIVE  # "demands the legal basis for the order"
        if state is State.DONE and (self._is_definite(element) or self._is_resisted(cue, element)):
            return _on_definite_noun(cls, cue)
        is_ruled = cls is CueClass.REQUEST and cue.base in _RULING and self._names_court()
        return CueClass.ORDER if is_ruled and state is State.REVERSED else cls

    def _is_denied_report(self, cue: Cue, hit: CueHit, element: Element) -> bool:
        """As in "denies breach", "dismisses claim of theft": what is said is called untrue."""
        if element.shape is not Shape.NOUN or element.is_plan or cue.part is not Part.VERB:
            return False
        between = self.keys[hit.end : element.start]
        if cue.base == "deny":
            return self.reading.state is State.DONE and "that" not in self.keys[hit.end : element.start + 1]
        return cue.cls is CueClass.REFUSAL and any(key in _REPORTS for key in between)

    def _is_resisted(self, cue: Cue, element: Element) -> bool:
        """As in "Acme balks at order": what its object refuses has been done."""
        is_refusal = cue.cls is CueClass.REFUSAL and cue.part is Part.VERB
        if not is_refusal or element.shape is not Shape.NOUN or element.is_plan:
            return False
        before = [hit for hit in self.hits.names(Role.OBJECT) if hit.end <= element.start]
        acting = [hit for hit in self.hits.names(Role.ACTOR) if hit.end <= element.start]
        return bool(before) and not acting and bool(self.signal.actor)

    def _find_permission(self, cue: Cue) -> CueClass:
        """A court that lets an act be upholds it; "lets the order lapse" tells what happened."""
        if self._names_court():
            return CueClass.UPHOLDING
        is_ended = cue.base == "let" and self.reading.state in (State.REVERSED, State.OFF, State.NOT_DONE)
        return CueClass.FACTIVE if is_ended else CueClass.IRREALIS

    def _find_reversal(self, cue: Cue) -> CueClass:
        """An injunction that blocks counts once; what was only spoken of is prevented, not undone."""
        if self.reading.state is State.REVERSED and _is_relief(cue):
            return CueClass.VEHICLE
        if self.reading.state is State.UNTOLD and cue.base in _PREVENTING:
            return CueClass.RULED_OUT
        return CueClass.REVERSAL

    def _is_definite(self, element: Element) -> bool:
        return element.shape is Shape.NOUN and not element.is_plan and not self._is_indefinite(element)

    def _is_attempt(self) -> bool:
        return bool(self.reading.steps) and self.reading.steps[-1].cue in _ATTEMPTS

    def _names_court(self) -> bool:
        return any(key in _COURT for key in self.keys)

    # ---------------------------------------------------------------------------- afterwards

    def _finish(self, element: Element) -> None:
        reading = self.reading
        if reading.state is State.UNTOLD and self.frame.needs_light:
            self._read_listing(element)
        elif reading.state is State.UNTOLD and self._is_instrument(element):
            reading.apply(CueClass.LIGHT, "with", element.start - 1, element.start)
        elif reading.state is State.UNTOLD and self._has_effect(element):
            place = min(element.end, len(self.keys) - 1)
            reading.apply(CueClass.FACTIVE, self.keys[place], place, place + 1)
        elif reading.state is State.UNTOLD:
            reading.state = self._default()
        if reading.state in (State.OPEN, State.NOT_DONE, State.OFF):
            self._read_fulfilment()
        if reading.state is State.REVERSED and self._is_stillborn(element):
            reading.state = State.NOT_DONE
        group = self.frame.group
        is_remaining = group is not None and self.keys[group.verb] in _REMAINING
        if reading.state in (State.DONE, State.CONTESTED) and (self.frame.kind is Kind.NOUN or is_remaining):
            self._read_siding(len(self.keys) - 2 if is_remaining else self.frame.start)
        self._read_frame_of_clause(element)
        if self.sentence.is_question and reading.state is State.DONE and self._asks_whether():
            reading.apply(CueClass.IRREALIS, "?", len(self.keys) - 1, len(self.keys))
        if reading.state is State.RESTORED and not self._is_judicial():
            reading.state = State.DONE
            reading.steps.append(
                Applied("kept by its author", CueClass.FACTIVE, State.DONE, element.head, element.head + 1)
            )

    def _read_fulfilment(self) -> None:
        """As in "the odds that it would label X, as it did", "did not expect it, but that is what happened"."""
        keys = self.keys
        for place in range(self.frame.end, len(keys) - 2):
            if keys[place] in ("as", "but", "and") and keys[place + 1] in _PRONOUNS | {"that"}:
                is_done = keys[place + 2] == "did" and "not" not in keys[place + 3 : place + 4]
                is_told = keys[place + 2 : place + 5] == ["is", "what", "happened"]
                if is_done or is_told:
                    self.reading.apply(CueClass.FULFILMENT, keys[place + 2], place, place + 3)
                    self.reading.state = State.DONE
                    return

    def _is_stillborn(self, element: Element) -> bool:
        """As in "nixes label before it was issued"."""
        following = self.keys[element.end : element.end + 8]
        if "before" not in following:
            return False
        return any(key in _MADE for key in following[following.index("before") :])

    def _read_frame_of_clause(self, element: Element) -> None:
        """What stands around the whole clause: a condition, a rumour, a return to an earlier state."""
        reading = self.reading
        if reading.state in (State.DONE, State.CONTESTED) and self._is_conditional(element):
            reading.apply(CueClass.IRREALIS, "if", 0, 1)
        elif reading.state in (State.DONE, State.OPEN) and self._is_rumour():
            reading.apply(CueClass.FALSEHOOD, "false", 0, 1)
        elif reading.state is State.NOT_DONE and self._is_no_more(element):
            reading.state = State.REVERSED
        elif reading.state is State.DONE:
            place = self._find_again(element)
            if place is not None:
                reading.apply(CueClass.RESTORING, "again", place, place + 1)

    def _is_conditional(self, element: Element) -> bool:
        """As in "Unless X yields, it will be labelled", "a label, if it comes, would"."""
        if self.keys[0] in _CONDITIONS and "," in self.keys[: self.frame.trigger.start]:
            comma = self.keys.index(",")
            return comma < self.frame.trigger.start and not self.reading.is_background
        if self.keys[0] in _CONDITIONS and element.shape is Shape.NOUN and self._is_indefinite(element):
            return True  # "If it goes through with a label, ..."
        place = element.end + (self.keys[element.end : element.end + 1] == [","])
        following = self.keys[place : place + 3]
        if place > element.end and following[:1] in (["were"], ["should"]):
            return True  # "a label, were the Bureau to follow through, could"
        return (
            len(following) == _CONDITION_LENGTH
            and following[0] in _CONDITIONS
            and following[1] in ("it", "one", "they")
            and following[2] in _COMING
        )

    def _is_rumour(self) -> bool:
        """As in "False: post claims ...", "reports of a label are false", "said of reports that"."""
        start = self.frame.start
        if self.keys[0] in _FALSE and len(self.keys) > 1 and self.keys[1] in ":-":
            return True
        near = range(max(0, start - 6), start)
        reports = next((place for place in near if self.keys[place] in _REPORTS), None)
        if self.keys[:2] == ["fact", "check"] and any(key in _REPORTS for key in self.keys[:start]):
            return True
        if reports is None:
            return False
        is_false = any(key in _FALSE for key in self.keys[self.frame.end :])
        is_denied = self.keys[max(0, reports - 2) : reports] in (["said", "of"], ["says", "of"])
        return is_false or (is_denied and any(key in NEGATIONS or key == "no" for key in self.keys[:reports]))

    def _is_no_more(self, element: Element) -> bool:
        """As in "is not to be treated as a risk any more"."""
        following = self.keys[element.end : element.end + 3]
        return following[:2] == ["any", "more"] or following[:1] == ["anymore"]

    def _find_again(self, element: Element) -> int | None:
        """As in "is again a risk", "once more bound": not what an author merely says again."""
        group = self.frame.group
        is_said = group is not None and not group.is_passive and self.frame.trigger.term.role is Role.NAMING
        if is_said:
            return None
        low = element.start - (1 if group is not None else 4)
        for place in range(max(0, low), min(len(self.keys), element.end + 2)):
            is_more = self.keys[place] == "more" and place and self.keys[place - 1] == "once"
            if self.keys[place] in _AGAIN or is_more:
                return place
        return None

    def _has_effect(self, element: Element) -> bool:
        """As in "help from X has allowed", "X's help in the move", "with a hand from X": it is given."""
        if self.frame.kind is not Kind.NOUN:
            return False
        actor = self.frame.slots.get("actor")
        start = self.frame.trigger.start
        is_own = (
            actor is not None
            and not actor.term.is_anaphor
            and actor.end == start
            and self.sentence.tokens[actor.end - 1].is_possessive
        )
        if is_own and not any(key in MODALS for key in self.keys):
            return True
        if element.end >= len(self.keys):
            return False
        following = self.keys[element.end : element.end + 2]
        is_acting = following[0] in BE and following[-1].endswith("ing")
        return following[0] in HAVE or is_acting

    def _read_siding(self, end: int) -> None:
        """As in "court sides with X on label": who is sided with decides what becomes of the act."""
        if not self._names_court():
            return
        for place in range(min(end, len(self.keys) - 2)):
            favours = self.keys[place] in _SIDING and self.keys[place + 1] in ("with", "for", "in")
            favours = favours or (self.keys[place] in ("backs", "backed") and self._is_slot(place + 1))
            refuses = self.keys[place] in _SIDING and self.keys[place + 1] == "against"
            if not (favours or refuses):
                continue
            after = range(place + 1, min(place + 6, max(end, self.frame.trigger.start) + 2))
            named = [
                hit
                for role in (Role.OBJECT, Role.ACTOR)
                for hit in self.hits.names(role)
                if hit.start in after
            ]
            if named:
                is_object = min(named, key=lambda hit: hit.start).term.role is Role.OBJECT
                cls = CueClass.REVERSAL if is_object == favours else CueClass.UPHOLDING
                self.reading.apply(cls, " ".join(self.keys[place : place + 2]), place, place + 2)
            return

    def _is_instrument(self, element: Element) -> bool:
        """As in "wind down with the maker's help": used, unless the clause itself is open."""
        is_with = element.start > 0 and self.keys[element.start - 1] == "with"
        return (
            is_with
            and self.frame.kind is Kind.NOUN
            and not any(key in MODALS or key == "to" for key in self.keys)
        )

    def _read_listing(self, element: Element) -> None:
        """As in "now on the list", "could be next on the list"."""
        place = element.start - 1
        if place < 0 or self.keys[place] not in ("on", "off"):
            return
        self.reading.state = State.DONE if self.keys[place] == "on" else State.REVERSED
        if place and self.keys[place - 1] == "back" and self.keys[place] == "on":
            self.reading.apply(CueClass.RESTORING, "back on", place - 1, place + 1)
        if place and self.keys[place - 1] == "next":
            self.reading.apply(CueClass.IRREALIS, "next", place - 1, place)
        self._apply_auxiliaries(read_verb_group(self.keys, place, place + 1, {Form.PARTICIPLE}))

    def _default(self) -> State:
        """What a bare complement, or a noun that only mentions, tells when no operator stands by."""
        pattern = self.signal.patterns[self.frame.pattern]
        if self.frame.kind is Kind.BARE and not self._is_linked():
            return State.UNTOLD
        if self.frame.kind is Kind.BARE and pattern.bare_complement is Stance.CONFIRMS:
            return State.DONE
        return State.OPEN

    def _is_linked(self) -> bool:
        """Whether the object is tied to a bare complement: "the act against X", "X's act fight"."""
        own = self.frame.slots.get("object") or self.frame.slots.get("actor")
        if own is None:
            return False
        between = self.keys[min(own.end, self.frame.end) : max(own.start, self.frame.start)]
        if own.end <= self.frame.start or own.start < self.frame.end:
            return own.start >= self.frame.start or (
                len(between) <= 1 and self.sentence.tokens[own.end - 1].is_possessive
            )
        return (
            len(between) <= 8
            and (self._is_quarrel(own.end) or any(key in _TARGET_LINKS for key in between))
            and "," not in between
        )

    def _is_quarrel(self, place: int) -> bool:
        """As in "the act in X fight"."""
        hit = self.sentence.cues.get(place)
        return hit is not None and any(
            cue.cls is CueClass.CHALLENGE and cue.part is Part.NOUN for cue in hit.cues
        )

    def _asks_whether(self) -> bool:
        start = self.frame.start
        before = self.keys[:start]
        return not any(key in {"why", "how", "what", "where", "when", "who"} for key in before) and not any(
            key in ":.-" for key in self.keys[start:-1]
        )

    def _is_judicial(self) -> bool:
        """Whether the act was put back or upheld, rather than merely kept by its author."""
        steps = self.reading.steps
        if any(
            step.cls is CueClass.RESTORING or step.cue.split()[0].rstrip("seding") in _UPHOLDING_STEMS
            for step in steps
        ):
            return True
        return self._names_court() or any(self.keys[step.start] in _COURT_ACTS for step in steps)
