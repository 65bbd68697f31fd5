"""A sentence ready to be judged: its tokens, the cues among them, and its verb groups."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from watcher.core.cues import CueClass, CueHit, Part, load_cues
from watcher.core.inflection import Form, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watcher.core.cues import Cue
    from watcher.core.text import Token

Payload = TypeVar("Payload")


class Trie(Generic[Payload]):
    """Phrases by their words; `scan` finds every phrase that starts at each word."""

    def __init__(self) -> None:
        self._root: dict[str, object] = {}

    def add(self, words: Sequence[str], payload: Payload) -> None:
        node = self._root
        for word in words:
            node = node.setdefault(word, {})  # type: ignore[assignment]  # inner nodes are dictionaries
        node.setdefault("", []).append(payload)  # type: ignore[attr-defined]  # "" is never a word: it holds the payloads

    def find_at(self, keys: Sequence[str], start: int) -> Iterable[tuple[int, list[Payload]]]:
        """(end, payloads) of every phrase that starts at `start`, shortest first."""
        node = self._root
        for index in range(start, len(keys)):
            found = node.get(keys[index])
            if found is None:
                return
            node = found  # type: ignore[assignment]  # the key "" is no token
            payloads = node.get("")
            if payloads is not None:
                yield index + 1, payloads  # type: ignore[misc]  # payload lists stand under ""


@cache
def _cue_trie() -> Trie[Cue]:
    trie: Trie[Cue] = Trie()
    for cue in load_cues():
        trie.add(cue.words, cue)
    return trie


@dataclass(slots=True)
class Sentence:
    """One sentence of an article.

    `field` is "title", "summary" or "text", `index` its place in the field, `text` the field's whole text;
    `hidden` are the words of phrases that only look like what their words are.
    `cues` maps the first token of a cue to its hit, longest match first: what a longer cue covers is none.
    """

    field: str
    index: int
    text: str
    start: int
    end: int
    tokens: list[Token]
    keys: list[str] = dataclasses.field(default_factory=list)
    cues: dict[int, CueHit] = dataclasses.field(default_factory=dict)
    ends_at: dict[int, CueHit] = dataclasses.field(default_factory=dict)
    hidden: set[int] = dataclasses.field(default_factory=set)

    @property
    def is_question(self) -> bool:
        return "?" in self.keys[-3:]


def find_cues(sentence: Sentence) -> None:
    """Fill `sentence.cues`."""
    trie, keys, index = _cue_trie(), sentence.keys, 0
    while index < len(keys):
        longest = None
        for end, cues in trie.find_at(keys, index):
            longest = CueHit(index, end, tuple(cues))
        if longest is None or longest.end - index == 1:
            longest = _find_parted(keys, index) or longest
        if longest is None:
            index += 1
            continue
        if longest.cues[0].cls is not CueClass.PSEUDO:
            sentence.cues[index] = longest
            sentence.ends_at[longest.end] = longest
        else:
            sentence.hidden.update(range(longest.start, longest.end))
        index = longest.end if longest.end - index > 1 else index + 1


_PARTICLES = word_set("aside away back down off out up")
_PARTED_REACH = 9
_AFTER_PARTICLE = word_set(
    """
    , . ; : ! ? - | and but by in on as at after amid until for from over while pending because citing
    monday tuesday wednesday thursday friday saturday sunday today
    """
)
"""What may follow a particle that ends its clause or its verb phrase."""


@cache
def _parted_cues() -> dict[tuple[str, str], list[Cue]]:
    """Verbs of two words that may take their object between them, by their words."""
    found: dict[tuple[str, str], list[Cue]] = {}
    for cue in load_cues():
        if cue.part is Part.VERB and len(cue.words) == _PAIR and cue.words[1] in _PARTICLES:
            found.setdefault((cue.words[0], cue.words[1]), []).append(cue)
    return found


_PAIR = 2


def _find_parted(keys: Sequence[str], start: int) -> CueHit | None:
    """As in "strikes the order down": a verb, its object, its particle.  The hit is the verb alone."""
    for place in range(start + 2, min(len(keys), start + _PARTED_REACH)):
        if keys[place] in ".;:!?," or keys[place] in BE | HAVE | MODALS | {"that", "which", "who"}:
            return None
        cues = _parted_cues().get((keys[start], keys[place])) if keys[place] in _PARTICLES else None
        if cues is not None and (place + 1 == len(keys) or keys[place + 1] in _AFTER_PARTICLE):
            return CueHit(start, start + 1, tuple(cues))
    return None


# --------------------------------------------------------------------------------------- verb groups

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am"})
HAVE = frozenset({"have", "has", "had", "having"})
DO = frozenset({"do", "does", "did"})
GET = frozenset({"get", "gets", "got", "getting", "gotten"})
STAYING = {
    "stay": "be",
    "stays": "is",
    "stayed": "was",
    "remain": "be",
    "remains": "is",
    "remained": "was",
}
"""Verbs of what lasts, with the auxiliary that they are before a participle."""
FINDING = word_set("find finds found finding")
REFLEXIVES = word_set("itself themselves himself herself")
MODALS = frozenset(
    {"will", "would", "could", "may", "might", "can", "shall", "should", "must", "cannot", "need", "ought"}
)
OPEN_MODALS = frozenset({"may", "might", "should", "must", "could", "need", "ought"})
"""Modals whose negation leaves the event open ("may not", "should not")."""
NEGATIONS = frozenset({"not", "never", "neither", "nor", "hardly", "scarcely"})
ADVERBS = word_set(
    """
    also now still already just even again ever soon then yet once thus later first finally instead
    today really so only both either all itself themselves himself officially further longer no jointly
    in fact effectively far since long quickly always often actually simply merely back since therefore
    here today there too
    """
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: tokens [start, verb].

    `form` is what the whole group is: Form.PRESENT or PAST (finite), BASE (infinitive with `to`),
    GERUND, PARTICIPLE (passive without auxiliary, or reduced).  `modal` and `negation` are token indexes.
    """

    start: int
    verb: int
    end: int
    form: Form
    is_passive: bool = False
    modal: int | None = None
    negation: int | None = None
    has_ended: bool = False  # "no longer"
    is_inverted: bool = False  # question word order


def is_adverb(key: str) -> bool:
    """Whether a word may stand between auxiliaries."""
    return key in ADVERBS or (len(key) > 4 and key.endswith("ly"))


def read_verb_group(keys: Sequence[str], verb: int, end: int, forms: Iterable[Form]) -> VerbGroup:
    """The group of the verb at `verb`, read leftwards over its auxiliaries and adverbs."""
    possible = frozenset(forms)
    group = _Chain()
    index = verb - 1
    while index >= 0 and not _is_preposition(keys, index, possible, group) and group.take(keys, index):
        index -= 1
    if index == verb - 1 and index > 0 and keys[index] == "," and Form.BASE in possible:
        index = _resume_before_parenthesis(keys, index)
        while index >= 0 and group.take(keys, index):
            index -= 1
    return group.close(keys, index + 1, verb, end, possible)


def _is_preposition(keys: Sequence[str], index: int, forms: frozenset[Form], group: _Chain) -> bool:
    """As in "close to designating", "successor to lost probe": no infinitive follows this "to"."""
    return keys[index] == "to" and Form.BASE not in forms and not group.auxiliaries


def _resume_before_parenthesis(keys: Sequence[str], closing: int) -> int:
    """As in "did not, as he had threatened, invoke": the auxiliary before the comma, else `closing`."""
    for index in range(closing - 1, max(0, closing - 10), -1):
        if keys[index] == ",":
            return index - 1 if keys[index - 1] in NEGATIONS | MODALS | DO else closing
        if keys[index] in ".;:!?":
            break
    return closing


@dataclass(slots=True)
class _Chain:
    """What stands before a verb, nearest first."""

    auxiliaries: list[str] = field(default_factory=list)
    modal: int | None = None
    negation: int | None = None
    has_ended: bool = False
    is_infinitive: bool = False

    def take(self, keys: Sequence[str], index: int) -> bool:
        """Whether the word belongs to the group."""
        key = keys[index]
        if self.is_infinitive:
            return self._take_before_to(keys, index)
        if key in BE or key in HAVE or key in DO or key in GET:
            self.auxiliaries.append(key)
        elif key == "cannot":
            self.modal, self.negation = index, index
        elif key in MODALS and not _is_noun_will(keys, index):
            self.modal = index
        elif key in NEGATIONS:
            self.negation = index
        elif (instead := _find_auxiliary(keys, index)) is not None:
            self.auxiliaries.append(instead)
        elif key == "longer" and index > 0 and keys[index - 1] in ("no", "not", "any"):
            self.has_ended = True
        elif key == "no" and self.has_ended:
            pass
        elif key == "to":
            self.is_infinitive = True
        else:
            return is_adverb(key) and key != "no"
        return True

    def _take_before_to(self, keys: Sequence[str], index: int) -> bool:
        """What stands before "to": a negation, or an auxiliary that makes a modal of both."""
        if keys[index] in NEGATIONS:
            self.negation = index
        elif keys[index] in ("have", "has") or keys[index] in _IS:
            self.modal, self.is_infinitive = index, False  # "has to label", "is to be labelled"
        elif not (keys[index] == "more" and index > 0 and keys[index - 1] in ("no", "not")):
            return False
        else:
            self.has_ended, self.is_infinitive = True, False  # "is no more to be labelled"
        return True

    def close(
        self, keys: Sequence[str], start: int, verb: int, end: int, forms: frozenset[Form]
    ) -> VerbGroup:
        auxiliaries = set(self.auxiliaries)
        is_passive = bool(auxiliaries & (BE | GET)) and bool(forms & {Form.PARTICIPLE})
        form = self._form(auxiliaries, forms)
        modal, inverted = self.modal, False
        is_bare = not auxiliaries or auxiliaries == {"be"}
        if form is Form.BASE and modal is None and not self.is_infinitive and is_bare:
            modal, start, inverted, form = _find_distant_modal(keys, start, verb)
            if inverted and "nor" in keys[max(0, start - 9) : start]:
                self.negation = start - 1 - keys[:start][::-1].index("nor")  # "nor will X label"
            if auxiliaries and modal is None:
                form = Form.BASE
        elif form in (Form.PAST, Form.PARTICIPLE) and not auxiliaries and modal is None:
            modal, form = _find_shared_auxiliary(keys, start, form)
        return VerbGroup(
            start=start,
            verb=verb,
            end=end,
            form=form,
            is_passive=is_passive or form is Form.PARTICIPLE,
            modal=modal,
            negation=self.negation,
            has_ended=self.has_ended,
            is_inverted=inverted,
        )

    def _form(self, auxiliaries: set[str], forms: frozenset[Form]) -> Form:
        if self.is_infinitive:
            return Form.PAST if auxiliaries & HAVE else Form.BASE
        if auxiliaries:
            return _form_of_auxiliaries(auxiliaries, has_modal=self.modal is not None)
        if self.modal is not None:
            return Form.PRESENT
        order = (Form.GERUND, Form.PRESENT, Form.PAST, Form.PARTICIPLE, Form.BASE)
        return next((form for form in order if form in forms), Form.BASE)


def _form_of_auxiliaries(auxiliaries: set[str], *, has_modal: bool) -> Form:
    if auxiliaries == {"be"} and not has_modal:
        return Form.BASE
    if auxiliaries == {"being"}:
        return Form.GERUND
    is_present = bool(auxiliaries & {"is", "are", "am", "does", "do"}) and "having" not in auxiliaries
    return Form.PRESENT if is_present else Form.PAST


_IS = frozenset({"is", "are", "was", "were"})
_COORDINATORS = frozenset({"or", "and", "nor"})
_RELATIVES = word_set("who which that")
_QUESTION_WORDS = frozenset({"why", "how", "when", "where", "what", "who"})
_HELPERS = word_set("help helps helped helping let lets letting make making")
"""Verbs that take an infinitive without "to"."""


def _find_distant_modal(keys: Sequence[str], start: int, verb: int) -> tuple[int | None, int, bool, Form]:
    """The modal or `to` that a base form borrows: by question order, or by coordination.

    Returns (modal, start, inverted, form).  "Why did the Bureau label": finite; "Could Hale invoke":
    modal; "either invoke the act or declare": the modal or `to` before the first verb.
    """
    previous = start - 1
    while previous >= 0 and is_adverb(keys[previous]):
        previous -= 1
    if previous >= 0 and keys[previous] in _COORDINATORS:
        return _find_coordinated(keys, start, previous, max(0, verb - 40))
    if previous == start - 1 and previous > 0 and keys[previous] == ",":
        listed = _find_coordinated(keys, start, previous, max(0, verb - 20))
        if listed[0] is not None and _RELATIVES.isdisjoint(keys[listed[0] - 1 : previous]):
            return listed  # "may sever ties, label X a risk"
    if _is_helped(keys, start) or keys[start - 1 : start] == ["than"]:
        return None, start, False, Form.BASE
    caused = _find_causative(keys, start, max(1, verb - 16))
    return caused if caused is not None else _find_inverted(keys, start, max(0, verb - 9))


def _find_causative(keys: Sequence[str], start: int, low: int) -> tuple[int | None, int, bool, Form] | None:
    """As in "would have the company label", "whether to have the council, not the ministry, label"."""
    for index in range(start - 2, low - 1, -1):
        if keys[index] in ";:-.?!" or keys[index] in {"that", "which", "who"}:
            return None
        if keys[index] == "have" and keys[index - 1] in MODALS:
            return index - 1, start, False, Form.PRESENT
        if keys[index] == "have" and keys[index - 1] == "to":
            return None, index - 1, False, Form.BASE
    return None


def _find_auxiliary(keys: Sequence[str], index: int) -> str | None:
    """The auxiliary that a verb stands for: "find itself labelled", "remains grounded", not "stay denied"."""
    key = keys[index]
    if key in FINDING and keys[index + 1] in REFLEXIVES:
        return "get"
    if key not in STAYING or not keys[index + 1].endswith("ed"):
        return None
    is_finite = key not in ("stay", "remain") or (index > 0 and keys[index - 1] in MODALS | {"to"})
    return STAYING[key] if is_finite else None


def _is_noun_will(keys: Sequence[str], index: int) -> bool:
    """As in "to its will"."""
    return keys[index] == "will" and index > 0 and keys[index - 1] in _DETERMINERS


def _find_coordinated(
    keys: Sequence[str], start: int, coordinator: int, low: int
) -> tuple[int | None, int, bool, Form]:
    is_either = "either" in keys[low:coordinator]  # what stands between is a parenthesis
    for index in range(coordinator, low - 1, -1):
        key = keys[index]
        if is_either and key in "-()":
            continue
        if key == "-" and index == coordinator - 1:
            continue  # "designate X - or invoke the act"
        if key in ";:-.?!":
            break
        if key in MODALS:
            return index, start, False, Form.PRESENT
        if key == "to":
            return None, index, False, Form.BASE
    return None, start, False, Form.PRESENT


def _find_inverted(keys: Sequence[str], start: int, low: int) -> tuple[int | None, int, bool, Form]:
    for index in range(start - 1, low - 1, -1):
        key = keys[index]
        if key in ";:-.?!" or key in {"that", "which", "who"}:
            break
        if key in MODALS and (key == "should" or _opens_clause(keys, index)):
            return index, start, True, Form.PRESENT
        if key in DO and _opens_clause(keys, index):
            return None, start, True, Form.PAST
    return None, start, False, Form.PRESENT


def _is_helped(keys: Sequence[str], start: int) -> bool:
    """As in "help agencies migrate": an infinitive without "to"."""
    for index in range(start - 1, max(-1, start - 7), -1):
        if keys[index] in _HELPERS:
            return True
        if keys[index] in ",;:-.?!":
            break
    return False


def _find_commissioned(keys: Sequence[str], start: int, form: Form) -> tuple[int | None, Form]:
    """The modal or `to` of what somebody has others do: "would have the company labelled"."""
    for index in range(start - 2, max(0, start - 7), -1):
        if keys[index] in ",;:-.?!" or keys[index] in {"that", "which", "who"}:
            break
        if keys[index] == "have" and not keys[index + 1].endswith("ed"):  # not "would have delayed it"
            if keys[index - 1] in MODALS:
                return index - 1, form
            if keys[index - 1] == "to":
                return None, Form.BASE
    return None, form


def _find_shared_auxiliary(keys: Sequence[str], start: int, form: Form) -> tuple[int | None, Form]:
    """The modal or `to` of a participle that shares its auxiliary: "could be named X or compelled"."""
    if start < 2 or keys[start - 1] not in _COORDINATORS:
        return _find_commissioned(keys, start, form)
    for index in range(start - 2, max(-1, start - 16), -1):
        if keys[index] in ";:-.?!":
            break
        if keys[index] == "be" and index:
            if keys[index - 1] in MODALS:
                return index - 1, form
            if keys[index - 1] == "to":
                return None, Form.BASE
    return None, form


def _opens_clause(keys: Sequence[str], index: int) -> bool:
    return (
        index == 0
        or keys[index - 1] in _QUESTION_WORDS
        or keys[index - 1] == "nor"
        or keys[index - 1] in ",:;-.|(?!"
    )


_FINITE = frozenset({Form.PRESENT, Form.PAST, Form.PARTICIPLE})
_DETERMINERS = word_set(
    """
    a an the its his her their this that these those such our any no
    """
)
_PLURAL_PRONOUNS = frozenset({"they", "we", "you", "i"})


def looks_nominal(sentence: Sentence, start: int, end: int, forms: frozenset[Form]) -> bool:
    """Whether a spelling that may be verb or noun ("bid", "orders") is a noun where it stands."""
    keys = sentence.keys
    previous = keys[start - 1] if start else ""
    if not forms & {Form.BASE, Form.PRESENT}:
        return forms == {Form.GERUND} and _is_listed(keys, start, end)
    if end - start > 1:
        return previous in _DETERMINERS  # "its work with X"
    if start and (previous in _DETERMINERS or sentence.tokens[start - 1].is_possessive):
        return True
    if previous in MODALS or previous in DO or previous in {"to", "not"}:
        return False
    if _is_modified(sentence, start):
        return True
    return previous in _PREPOSITIONS or _is_nominal_among_cues(sentence, start, end, previous, forms)


def _is_listed(keys: Sequence[str], start: int, end: int) -> bool:
    """As in "provides manuals, training and access": a gerund among nouns."""
    is_member = start > 1 and keys[start - 1] == "," and keys[end : end + 1] in (["and"], [","])
    return is_member and not keys[start - 2].endswith("ing")


def _is_modified(sentence: Sentence, start: int) -> bool:
    """As in "the armed forces", "to put big orders", "teams and data exports": a noun, told what kind."""
    if start < _PAIR:
        return False
    keys = sentence.keys
    key = keys[start - 1]
    if start > _PAIR and keys[start].endswith("s") and sentence.tokens[start - 1].text.islower():
        is_joined = keys[start - 2] == "and" and keys[start - 3].endswith("s")
        if is_joined or keys[start - 3] == "to":
            return True
    is_participle = len(key) > 4 and key.endswith("ed") and not key.endswith("eed")
    return is_participle and keys[start - 2] in _DETERMINERS


def _is_nominal_among_cues(
    sentence: Sentence, start: int, end: int, previous: str, forms: frozenset[Form]
) -> bool:
    """Whether the cue before a spelling, or what stands around it, makes it a noun."""
    before = sentence.ends_at.get(start)
    is_governed = before is not None and _governs_nouns(sentence, before)
    if Form.BASE in forms:
        return _is_base_nominal(sentence, end, previous, is_governed=is_governed)
    return is_governed or not previous or previous in ".:;-|" or _is_owned(sentence, start)


_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")


def _is_name_like(sentence: Sentence, place: int) -> bool:
    """A capital, but for days: "an order issued Thursday prevents"."""
    return sentence.tokens[place].text[0].isupper() and sentence.keys[place] not in _WEEKDAYS


def _is_owned(sentence: Sentence, start: int) -> bool:
    """As in "faces Union sanctions", "calls for Bureau strikes": a name between a governor and the plural."""
    place = start - 1
    while place > max(0, start - 3) and _is_name_like(sentence, place):
        before = sentence.ends_at.get(place)
        if (
            before is not None
            and _governs_nouns(sentence, before)
            and not any("c" in cue.governs for cue in before.cues)
        ):
            return True
        if sentence.keys[place - 1] in ("against", "despite", "under"):
            return True
        place -= 1
    return False


def _governs_nouns(sentence: Sentence, hit: CueHit) -> bool:
    """Whether a cue is a verb that takes an object; after a determiner it is a noun ("the order")."""
    is_noun = hit.start > 0 and (
        sentence.keys[hit.start - 1] in _DETERMINERS or sentence.tokens[hit.start - 1].is_possessive
    )
    return not is_noun and any(cue.forms and "n" in cue.governs for cue in hit.cues)


_GIVING = word_set(
    """
    offer offers offered offering promise promises promised promising give gives gave giving deny denies
    denied denying refuse refuses refused pledge pledges pledged lend lends lent provide provides provided
    """
)


def _is_second_object(sentence: Sentence, place: int) -> bool:
    """As in "offers agencies help with": the giving has two objects."""
    return any(key in _GIVING for key in sentence.keys[max(0, place - 4) : place])


def _is_base_nominal(sentence: Sentence, end: int, previous: str, *, is_governed: bool) -> bool:
    """A base form is a noun unless a plural stands before it or an object after it."""
    following = sentence.keys[end] if end < len(sentence.keys) else ""
    if following in {"of", "against"} or (is_governed and previous not in _HELPERS):
        return True
    if following == "with" and _is_second_object(sentence, end - 1):
        return True
    is_pair = sentence.keys[end - 3 : end - 2] == ["and"] and sentence.tokens[end - 2].text[0].isupper()
    is_plural = (
        is_pair  # "X and Y merge"
        or previous in _PLURAL_PRONOUNS
        or (previous.endswith("s") and not previous.endswith("ss"))
    )
    is_object = sentence.keys[end - 3 : end - 2] in (["for"], ["of"], ["over"], ["by"], ["despite"])
    if is_plural and not is_governed and not is_object:
        return False
    if following == "to":
        return previous not in {"and", "or", "either"}
    after = sentence.cues.get(end)
    if after is not None and any(cue.part is Part.NOUN or cue.forms & _FINITE for cue in after.cues):
        return True  # "strike averted", "strike deadline"
    is_noun_end = following in _PREPOSITIONS | _CONJUNCTIONS | BE | HAVE | MODALS
    return not following or is_noun_end or following in ",;:-.?!|"


_CONJUNCTIONS = word_set("unless if because while when until")
_PREPOSITIONS = word_set(
    """
    of on against for over in from with under by amid despite after at about without into toward before
    via as during
    """
)
