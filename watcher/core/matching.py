"""Article x Signal -> frames: where a sentence speaks of the signal's act, and which words fill its slots.

A frame has a trigger (a verb of the signal, a noun for its act, or "is" with a state) and slots (actor,
object, place, complement), all in one sentence.  A rival of the object that stands nearer takes the slot.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from watcher.core.cues import CueClass, Part, key_words
from watcher.core.inflection import Form, inflect_noun, inflect_verb, word_set
from watcher.core.reading import (
    BE,
    FINDING,
    REFLEXIVES,
    Trie,
    VerbGroup,
    is_adverb,
    looks_nominal,
    read_verb_group,
)
from watcher.model import EntityKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from watcher.core.reading import Sentence
    from watcher.model import Entity, Pattern, Signal


class Role(StrEnum):
    """What a matched phrase is to the signal."""

    ACTOR = "actor"
    OBJECT = "object"
    PLACE = "place"
    RIVAL = "rival"
    VERB = "verb"
    NAMING = "naming"
    NOUN = "noun"
    STATE = "state"
    COMPLEMENT = "complement"
    VOID = "void"
    EXCLUDE = "exclude"
    RELATED = "related"
    PRECURSOR = "precursor"
    PRODUCT = "product"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Term:
    """One phrase of a compiled signal.  `patterns` are the indexes of the patterns it belongs to."""

    role: Role
    words: tuple[str, ...] = ()
    base: str = ""
    pattern: int = -1
    forms: frozenset[Form] = frozenset()
    exact: str = ""
    is_weak: bool = False
    is_anaphor: bool = False
    entity: str = ""
    is_again: bool = False  # "re-designates"
    is_undone: bool = False  # "un-designates"


@dataclass(frozen=True, slots=True)
class Hit:
    """A term at its place: tokens [start, end)."""

    start: int
    end: int
    term: Term


NAMING_VERBS = [
    "label",
    "designate",
    "brand",
    "declare",
    "deem",
    "name",
    "call",
    "dub",
    "classify",
    "list",
    "treat",
    "regard",
    "tag",
    "tar",
    "blacklist",
    "mark",
    "identify",
    "categorize",
    "pronounce",
    "certify",
    "determine",
    "rate",
    "rank",
    "judge",
    "find",
    "proclaim",
    "target",
    "flag",
    "peg",
    "paint",
    "cast",
    "slap",
    "hit",
    "saddle",
    "stamp",
    "smear",
    "stick",
    "describe",
    "denounce",
    "term",
    "consider",
    "title",
    "view",
    "formally name",
    "put on list of",
    "christen",
    "style",
    "characterize",
    "recognize",
    "register",
    "officially name",
    "single out",
    "sanction",
    "consign",
    "relegate",
    "qualify",
    "stigmatize",
    "hold",
    "rule",
    "class",
    "count",
    "tarnish",
    "write off",
    "condemn",
]
"""Verbs by which somebody is called something; with one of a pattern's states they trigger."""

_OTHER_VERBS = frozenset(
    """
    remove relay report rebound recite reserve release replay resign react retrain rewrite rebuild reclaim
    recover reform return review resolve restrain retire reward recall recruit reduce refine reflect refund
    regain remark remind repair repeat repel resort respect restrict result resume retain retract retreat
    reveal revoke repress remit refuse rely
    """.split()
)
"""Verbs that begin with "re-" and do not mean to do again what the rest means."""

LIST_NOUNS = ("list", "roll", "blacklist", "register", "roster", "entity list", "watchlist")

DEFAULT_ANAPHORS: Mapping[EntityKind, tuple[str, ...]] = {
    EntityKind.COMPANY: tuple(
        """
        it, its, itself, them, we, our, company, firm, the company, the firm, the startup, the start-up,
        the business, the developer, the maker, its maker, the group, the corporation, the tech company,
        the tech firm, the tech giant, the vendor, the lab, the American company, the American firm,
        an American company, a US company, the US company, the retailer, the bank, the carmaker,
        the chipmaker, the contractor
        """.replace("\n        ", " ")
        .strip()
        .split(", ")
    ),
    EntityKind.GOVERNMENT: (
        "the government",
        "the administration",
        "the department",
        "the agency",
        "officials",
        "the ministry",
    ),
    EntityKind.PERSON: ("he", "she", "him", "her", "his", "hers"),
    EntityKind.THING: ("it", "its"),
}


class CompiledSignal:
    """A signal as tries: one scan of a sentence finds every phrase that matters to it."""

    def __init__(self, signal: Signal, entities: Mapping[str, Entity]) -> None:
        self.signal = signal
        self.trie: Trie[Term] = Trie()
        self.terms: list[Term] = []
        self._companies: list[tuple[Role, str]] = []
        self.companies: set[str] = set()
        self.things: set[str] = set()
        self.people: set[str] = set()
        self.requires = tuple(frozenset(pattern.require) for pattern in signal.patterns)
        self._add_entities(signal, entities)
        for index, pattern in enumerate(signal.patterns):
            self._add_pattern(index, pattern)
        for role, phrases in (
            (Role.EXCLUDE, signal.exclude),
            (Role.PRECURSOR, signal.precursors),
        ):
            for phrase in phrases:
                self._add(phrase, Term(role))
        for phrase in signal.related:
            for spelling in inflect_noun(phrase):
                self._add(spelling, Term(Role.RELATED, base=phrase))

    def _add_entities(self, signal: Signal, entities: Mapping[str, Entity]) -> None:
        pattern_actors = [id_ for pattern in signal.patterns for id_ in pattern.actor]
        for role, ids in (
            (Role.ACTOR, tuple(dict.fromkeys((*signal.actor, *pattern_actors)))),
            (Role.OBJECT, signal.object),
            (Role.PLACE, signal.place),
            (Role.RIVAL, signal.competitors),
        ):
            for id_ in ids:
                self._add_entity(Term(role, entity=id_), entities[id_])

    def _add_entity(self, term: Term, entity: Entity) -> None:
        for name in entity.names:
            self._add(name, term)
        for name in entity.exact:
            self._add(name, replace(term, exact=name))
        for name in entity.weak:
            self._add(name, replace(term, is_weak=True))
        for name in entity.products:
            self._add(name, term if term.role is not Role.ACTOR else replace(term, role=Role.PRODUCT))
        if term.role in (Role.OBJECT, Role.ACTOR):
            if entity.kind is EntityKind.COMPANY:
                self._companies.append((term.role, entity.id))
                self.companies.add(entity.id)
            if entity.kind is EntityKind.PERSON:
                self.people.add(entity.id)
            if term.role is Role.OBJECT and entity.kind is EntityKind.THING:
                self.things.add(entity.id)
            for name in (*entity.anaphors, *DEFAULT_ANAPHORS[entity.kind]):
                self._add(name, replace(term, is_anaphor=True))

    def _add_pattern(self, index: int, pattern: Pattern) -> None:
        for verb in pattern.verbs:
            self._add_verb(Term(Role.VERB, base=verb, pattern=index))
        if pattern.states:
            self._add_naming(index)
        for noun in pattern.nouns:
            for spelling in inflect_noun(noun):
                self._add(spelling, Term(Role.NOUN, base=noun, pattern=index))
        for phrase in (*pattern.states, *pattern.negative_complement):
            role = Role.STATE if phrase in pattern.states else Role.VOID
            for spelling in inflect_noun(phrase):
                self._add(spelling, Term(role, base=phrase, pattern=index))
        for phrase in pattern.complement:
            for spelling in dict.fromkeys((*inflect_noun(phrase), *inflect_verb(phrase))):
                exact = phrase if phrase.isupper() else ""
                self._add(spelling, Term(Role.COMPLEMENT, base=phrase, pattern=index, exact=exact))

    def _add_naming(self, index: int) -> None:
        for verb in NAMING_VERBS:
            self._add_verb(Term(Role.NAMING, base=verb, pattern=index))
        for noun in LIST_NOUNS:
            self._add(noun, Term(Role.LIST, pattern=index))

    def _add_verb(self, term: Term) -> None:
        """Every form of the verb, with "re-" when it is one word, without articles when it is several."""
        bare = " ".join(word for word in term.base.split() if word not in ("the", "a"))
        for verb in dict.fromkeys((term.base, bare)):
            for spelling, forms in inflect_verb(verb).items():
                self._add(spelling, replace(term, forms=forms))
                if " " not in verb and f"re{verb}" not in _OTHER_VERBS:
                    self._add(f"re{spelling}", replace(term, forms=forms, is_again=True))
                    self._add(f"re {spelling}", replace(term, forms=forms, is_again=True))
                    self._add(f"un {spelling}", replace(term, forms=forms, is_undone=True))

    def _add(self, phrase: str, term: Term) -> None:
        if "US" in phrase.split():
            self._add(phrase.replace("US", "U.S."), replace(term, base=term.base or phrase))
        words = key_words(phrase)
        if words:
            complete = replace(term, words=words, base=term.base or phrase)
            self.terms.append(complete)
            self.trie.add(words, complete)

    def list_phrases(self) -> Iterable[tuple[str, ...]]:
        """Every phrase as words, and the pairs that a complement and its noun make ("risk label")."""
        yield from (term.words for term in self.terms if not term.is_again)
        for index in range(len(self.signal.patterns)):
            own = [term for term in self.terms if term.pattern == index]
            nouns = {term.words[0] for term in own if term.role is Role.NOUN}
            for last in {term.words[-1] for term in own if term.role in (Role.STATE, Role.COMPLEMENT)}:
                yield from ((last, noun) for noun in nouns)

    def scan(self, sentence: Sentence) -> Hits:
        """Every phrase of the signal in `sentence`."""
        hits = Hits()
        keys, tokens = sentence.keys, sentence.tokens
        is_caseless = not any(token.text.islower() for token in tokens) or not any(
            not token.text.islower() for token in tokens if token.text[0].isalpha()
        )
        for start in range(len(keys)):
            for end, terms in self.trie.find_at(keys, start):
                for term in terms:
                    if term.exact and not _is_exact(term, tokens[start].text, is_caseless=is_caseless):
                        continue
                    if term.role is Role.VERB and start in sentence.hidden and end - start == 1:
                        continue  # "supply" in "supply chain"
                    hits.add(Hit(start, end, term))
        for hit in self._find_descriptions(keys):
            hits.add(hit)
        hits.drop_hidden()
        hits.drop_modifiers(keys)
        hits.settle()
        return hits

    def _find_descriptions(self, keys: list[str]) -> Iterable[Hit]:
        """As in "the artificial intelligence company": a company told by what it is."""
        for index, key in enumerate(keys):
            if key not in COMPANY_WORDS:
                continue
            for start in range(index - 1, max(-1, index - 5), -1):
                if keys[start] in ("the", "this", "that"):
                    for role, entity in self._companies:
                        yield Hit(
                            start,
                            index + 1,
                            Term(role, tuple(keys[start : index + 1]), key, entity=entity, is_anaphor=True),
                        )
                    break
                if not keys[start].isalnum() or keys[start] in _NOUN_LINKS:
                    break


COMPANY_WORDS = word_set(
    """
    company firm startup lab developer maker giant business vendor corporation retailer bank automaker
    carmaker chipmaker group contractor manufacturer operator platform app supplier provider lender
    airline broadcaster
    """
)
_COMMON_WORDS = word_set("us it who va doe am pm is as an or")


def _is_exact(term: Term, text: str, *, is_caseless: bool) -> bool:
    plain = text.rstrip("'s").rstrip("\u2019") if text.endswith(("'s", "\u2019s")) else text
    if is_caseless:
        return term.words[0] not in _COMMON_WORDS
    return plain.replace(".", "") == term.exact.replace(".", "")


@dataclass(slots=True)
class Hits:
    """The hits of one sentence by role, in order; of two names that overlap the longer holds."""

    by_role: dict[Role, list[Hit]] = field(default_factory=dict)

    def add(self, hit: Hit) -> None:
        self.by_role.setdefault(hit.term.role, []).append(hit)

    def of(self, role: Role, pattern: int | None = None) -> list[Hit]:
        found = self.by_role.get(role, [])
        return found if pattern is None else [hit for hit in found if hit.term.pattern == pattern]

    def drop_hidden(self) -> None:
        """Forget triggers inside a longer precursor: "arrest" in "arrest warrant"."""
        longer = self.of(Role.PRECURSOR)
        for role in (Role.VERB, Role.NOUN, Role.NAMING) if longer else ():
            self.by_role[role] = [
                hit
                for hit in self.of(role)
                if not any(
                    other.start <= hit.start
                    and hit.end <= other.end
                    and other.end - other.start > hit.end - hit.start
                    for other in longer
                )
            ]

    def drop_modifiers(self, keys: Sequence[str]) -> None:
        """Forget names that only tell apart something else: "X-backed start-up", "ex-X engineer"."""
        for role in (Role.ACTOR, Role.OBJECT):
            if role in self.by_role:
                self.by_role[role] = [hit for hit in self.by_role[role] if not _is_modifying(hit, keys)]

    def settle(self) -> None:
        for role in (
            Role.ACTOR,
            Role.OBJECT,
            Role.PLACE,
            Role.RIVAL,
            Role.STATE,
            Role.COMPLEMENT,
            Role.VERB,
            Role.NAMING,
        ):
            found = self.by_role.get(role)
            if found and len(found) > 1:
                self.by_role[role] = [
                    hit
                    for hit in found
                    if not any(
                        other.term.pattern == hit.term.pattern
                        and other.start <= hit.start
                        and hit.end <= other.end
                        and other.end - other.start > hit.end - hit.start
                        for other in found
                    )
                ]

    def names(self, role: Role) -> list[Hit]:
        """Hits that name the entity in full."""
        return [hit for hit in self.of(role) if not hit.term.is_anaphor and not hit.term.is_weak]

    def involve_object(self, sentence: Sentence) -> bool:
        """Whether the object itself, and no thing of its, is named with who does it or what is done."""
        is_named = any(not sentence.tokens[hit.end - 1].is_possessive for hit in self.names(Role.OBJECT))
        return is_named and any(self.of(role) for role in (Role.ACTOR, Role.VERB, Role.NOUN))


_RELATED_BY = word_set(
    """
    backed owned funded linked themed style inspired campus campuses alumni alumnus supplier suppliers
    investor investors veteran veterans cofounded
    """
)
_RULINGS = word_set("case ruling precedent decision saga")
_CITING = word_set("cite cites cited citing invoke invokes invoked invoking echo echoes recalls")


def _is_modifying(hit: Hit, keys: Sequence[str]) -> bool:
    following = keys[hit.end] if hit.end < len(keys) else ""
    previous = keys[hit.start - 1] if hit.start else ""
    is_precedent = following in _RULINGS and previous in _CITING
    return following in _RELATED_BY or previous in ("ex", "former") or is_precedent


@dataclass(slots=True)
class Context:
    """What the rest of the article lets a sentence take for granted."""

    is_object_named: bool = False
    is_object_involved: bool = False  # named together with who, or what is done
    is_object_told: bool = False  # in the title or an earlier sentence
    is_actor_named: bool = False
    is_actor_told: bool = False
    is_place_named: bool = False
    complements_beside: frozenset[int] = frozenset()  # of these patterns some sentence has nothing else
    complements_in_title: frozenset[int] = frozenset()
    is_rival_told: bool = False  # the last company named is a competitor: "the company" is that one


class Kind(StrEnum):
    """What a frame's trigger is."""

    VERB = "verb"
    NOUN = "noun"
    BARE = "bare"
    REMENTION = "re-mention"
    RELATED = "related"
    RELIEF = "relief"  # an injunction, of which the act is not named


@dataclass(slots=True)
class Frame:
    """A trigger with its slots.  Tokens [start, end) span the noun phrase or verb group."""

    kind: Kind
    pattern: int
    trigger: Hit
    start: int
    end: int
    group: VerbGroup | None = None
    slots: dict[str, Hit] = field(default_factory=dict)
    is_implied: bool = False
    needs_light: bool = False

    @property
    def reach(self) -> int:
        """First token after the trigger and all that fills its slots to the right, without gaps."""
        return self.end


_CLAUSE_MARKS = frozenset(";:?!.")
_DETERMINERS = word_set(
    """
    a an the its his her their this that these those such our any no as
    """
)
_NOUN_LINKS = word_set(
    """
    between of as a an the on against for to its from by with over in at and under concerning regarding
    """
)


def find_frames(sentence: Sentence, compiled: CompiledSignal, hits: Hits, context: Context) -> list[Frame]:
    """Every frame of the signal in the sentence, with required slots filled."""
    frames: list[Frame] = []
    for index in range(len(compiled.signal.patterns)):
        finder = _Finder(sentence, hits, context, compiled, index=index)
        frames.extend(finder.find())
    return _without_duplicates(frames)


_FILLERS = word_set(
    """
    , to by with in of for week month last potential us u.s monday tuesday wednesday thursday friday
    saturday sunday
    """
)
_BECOMING = {
    "remains": Form.PRESENT,
    "remain": Form.BASE,
    "remained": Form.PAST,
    "remaining": Form.GERUND,
    "becomes": Form.PRESENT,
    "became": Form.PAST,
    "become": Form.PARTICIPLE,
    "becoming": Form.GERUND,
    "stays": Form.PRESENT,
    "stayed": Form.PAST,
}


class _Finder:
    """Finds the frames of one pattern in one sentence."""

    def __init__(
        self, sentence: Sentence, hits: Hits, context: Context, compiled: CompiledSignal, *, index: int
    ) -> None:
        self.sentence = sentence
        self.keys = sentence.keys
        self.hits = hits
        self.context = context
        self.compiled = compiled
        self.index = index
        self.pattern: Pattern = compiled.signal.patterns[index]
        self.bearer = Role.OBJECT if compiled.signal.object else Role.ACTOR  # who is in a state
        self.require = compiled.requires[index]

    def find(self) -> list[Frame]:
        found: list[Frame | None] = []
        if self.pattern.is_loose:
            found += [self._match_loosely(hit) for hit in self._triggers()]
        elif self.pattern.states:
            found += [self._match_state(state) for state in self.hits.of(Role.STATE, self.index)]
        if self.pattern.complement and not self.pattern.is_loose:
            for hit in self.hits.of(Role.COMPLEMENT, self.index):
                found += self._match_complement(hit)
        if "complement" not in self.require and not self.pattern.states and not self.pattern.is_loose:
            found += [self._match_verb(hit) for hit in self._verbs()]
            found += [self._match_noun(hit) for hit in self.hits.of(Role.NOUN, self.index)]
        elif self.index in self.context.complements_beside and not self.pattern.is_loose:
            found += [self._match_directly(verb) for verb in self._verbs()]
            found += [self._match_noun_directly(noun) for noun in self.hits.of(Role.NOUN, self.index)]
        frames = [frame for frame in found if frame is not None and self._fill(frame)]
        return _without_duplicates(frames)

    # ------------------------------------------------------------------ triggers with a state

    def _match_state(self, state: Hit) -> Frame | None:
        return (
            self._state_noun(state)
            or self._state_list(state)
            or self._state_verb(state)
            or self._state_copula(state)
        )

    def _state_noun(self, state: Hit) -> Frame | None:
        """As in "supply chain risk designation", "designation of Anthropic as a supply chain risk"."""
        if self._is_apposition(state) or self._is_compound(state):
            return self._noun_frame(state, None)
        for noun in self.hits.of(Role.NOUN, self.index):
            if 0 <= noun.start - state.end <= 2 and self._is_smooth(state.end, noun.start):
                return self._noun_frame(noun, state)
            if 0 < state.start - noun.end <= 9 and self._links(noun.end, state.start):
                return self._noun_frame(noun, state)
        return None

    def _is_apposition(self, state: Hit) -> bool:
        """As in "Anthropic, a supply chain risk according to ..."."""
        comma = state.start - 1 - _count_determiners(self.keys, state.start)
        if comma < 1 or self.keys[comma] != "," or self.keys[comma + 1] not in ("a", "an", "the"):
            return False
        is_noun_next = any(noun.start == state.end for noun in self.hits.of(Role.NOUN, self.index))
        return not is_noun_next and any(hit.end == comma for hit in self.hits.names(self.bearer))

    def _is_compound(self, state: Hit) -> bool:
        """As in "supply chain risk threat": what is threatened stands before the threat."""
        hit = self.sentence.cues.get(state.end)
        return hit is not None and any(
            cue.part is Part.NOUN and cue.cls is CueClass.IRREALIS for cue in hit.cues
        )

    def _links(self, start: int, end: int) -> bool:
        """Whether only names and small words stand between a noun and its complement."""
        return any(key in ("as", "that", "of", "under") for key in self.keys[start:end]) and not any(
            self.keys[place] in _CLAUSE_MARKS or self.keys[place] == ","
            or (place in self.sentence.cues and self.sentence.cues[place].cues[0].forms)
            for place in range(start, end)
        )  # fmt: skip

    def _state_verb(self, state: Hit) -> Frame | None:
        """As in "labels Anthropic a supply chain risk", "was deemed a supply chain risk"."""
        verbs = [hit for hit in self.hits.of(Role.NAMING, self.index) if hit.end <= state.start]
        verbs += [hit for hit in self.hits.of(Role.VERB, self.index) if hit.end <= state.start]
        for verb in sorted(verbs, key=lambda hit: -hit.start):
            if state.start - verb.end > 16:
                return None
            between = range(verb.end, state.start)
            if any(self.keys[place] in _CLAUSE_MARKS for place in between):
                return None
            if not self._region_allows(verb, state) or looks_nominal(
                self.sentence, verb.start, verb.end, verb.term.forms
            ):
                continue
            if self._is_own_finding(verb, state):
                return None
            group = read_verb_group(self.keys, verb.start, verb.end, verb.term.forms)
            frame = Frame(Kind.VERB, self.index, verb, group.start, state.end, group)
            frame.slots["complement"] = state
            return frame
        return None

    def _is_own_finding(self, verb: Hit, state: Hit) -> bool:
        """As in "X flags supply chain risk in packages": the object finds a risk elsewhere."""
        is_active = not verb.term.forms & {Form.PAST, Form.PARTICIPLE}
        return (
            is_active
            and state.start == verb.end
            and any(hit.end == verb.start for hit in self.hits.of(self.bearer))
        )

    def _region_allows(self, verb: Hit, state: Hit) -> bool:
        """Whether what stands between verb and state is the object, or nothing that matters."""
        region = range(verb.end, self._find_modifiers(state))
        if any(hit.start in region for hit in self.hits.of(self.bearer)):
            return True
        if any(hit.start in region for hit in self.hits.of(Role.RIVAL)):
            return False
        content = [self.keys[place] for place in region if not self._is_filler(place)]
        return not content

    def _find_modifiers(self, state: Hit) -> int:
        """Where the words begin that only describe a state: "a grave national security risk"."""
        for start in range(state.start - 1, max(0, state.start - 5), -1):
            if self.keys[start] in ("a", "an"):
                return start
            if not self.keys[start].isalpha() or self.keys[start] in _NOUN_LINKS:
                break
        return state.start

    def _is_filler(self, place: int) -> bool:
        """A word that may stand between a passive verb and its state without naming anybody else."""
        key = self.keys[place]
        is_small = key in _DETERMINERS or key in BE or key in _FILLERS or is_adverb(key)
        return is_small or any(hit.start <= place < hit.end for hit in self.hits.of(Role.ACTOR))

    def _state_copula(self, state: Hit) -> Frame | None:
        """As in "Anthropic remains a supply chain risk", "no longer a supply chain risk"."""
        place = state.start - 1
        while place >= 0 and (
            self.keys[place] in _DETERMINERS
            or is_adverb(self.keys[place])
            or self.keys[place] in {"not", "official"}
            or self.keys[place].endswith("ed")
        ):
            place -= 1
        if place < 0:
            return None
        key = self.keys[place]
        is_verbless = any(
            self.keys[at] in {"longer", "still", "now", "officially", "again", "more", "not"}
            for at in range(place + 1, state.start)
        )
        is_verbless = is_verbless or self._is_predicated(state)
        is_found = key in FINDING and self.keys[place + 1] in REFLEXIVES
        if self._is_asked(state, place):
            return self._open_state(state)
        if key in BE or key in _BECOMING or is_verbless or is_found:
            # read as if the state were a participle: auxiliaries, adverbs and modals stand before it
            group = read_verb_group(
                self.keys,
                state.start - _count_determiners(self.keys, state.start),
                state.end,
                {Form.PARTICIPLE},
            )
            if key in _BECOMING:
                group = read_verb_group(self.keys, place, place + 1, {_BECOMING[key]})
            if key == "being":
                group = read_verb_group(self.keys, place, place + 1, {Form.GERUND})
            frame = Frame(Kind.VERB, self.index, state, group.start, state.end, group)
            frame.slots["complement"] = state
            return frame if self._is_subject_told(group.start) else None
        return None

    def _is_predicated(self, state: Hit) -> bool:
        """As in "Acme bankrupt": one word for a state, right behind the name, and no noun after it."""
        following = self.keys[state.end : state.end + 1]
        is_last = not following or following[0] in _AFTER_OBJECT
        is_word = state.end - state.start == 1
        return is_word and is_last and any(hit.end == state.start for hit in self.hits.names(self.bearer))

    def _is_asked(self, state: Hit, place: int) -> bool:
        """As in "Is X a risk?", "X a risk?"."""
        if self.keys[state.end : state.end + 1] != ["?"]:
            return False
        return any(hit.start <= place < hit.end for hit in self.hits.names(self.bearer))

    def _open_state(self, state: Hit) -> Frame:
        """A state that is only asked about: no verb, and the question mark opens it."""
        group = VerbGroup(state.start, state.start, state.end, Form.PARTICIPLE, is_passive=True)
        frame = Frame(Kind.VERB, self.index, state, state.start, state.end, group)
        frame.slots["complement"] = state
        return frame

    def _is_subject_told(self, start: int) -> bool:
        """Whether the object is what "is" the state: it stands right before, but for a parenthesis."""
        if start > 1 and self.keys[start - 1] == ",":
            opening = next(
                (at for at in range(start - 2, max(-1, start - 10), -1) if self.keys[at] == ","), start
            )
            start = min(start, opening)
        return any(
            hit.end <= start <= hit.end + 4 and self._may_refer(hit, self.bearer)
            for hit in self.hits.of(self.bearer)
        )

    def _state_list(self, state: Hit) -> Frame | None:
        for hit in self.hits.of(Role.LIST, self.index):
            if 0 <= state.start - hit.end <= 2 or 0 <= hit.start - state.end <= 1:
                frame = self._noun_frame(hit, state)
                frame.needs_light = True
                return frame
        return None

    # ------------------------------------------------------------------ triggers with a complement

    def _match_complement(self, complement: Hit) -> list[Frame]:
        """What the complement may belong to, likelier first: a noun, one of the verbs, nothing at all."""
        nouns = [hit for hit in self.hits.of(Role.NOUN, self.index) if self._belongs(hit, complement)]
        if nouns:
            return [self._noun_frame(min(nouns, key=lambda hit: _gap(hit, complement)), complement)]
        verbs = self._find_verbs(complement)
        for verb in verbs:
            frame = self._verb_frame(verb, complement)
            if self._fill(frame):
                return [frame]
        if verbs or self.pattern.bare_complement is None:
            return []
        start = self._extend_left(complement.start)
        return [
            Frame(Kind.BARE, self.index, complement, start, complement.end, slots={"complement": complement})
        ]

    def _belongs(self, noun: Hit, complement: Hit) -> bool:
        """Whether noun and complement make one phrase."""
        if 0 <= noun.start - complement.end <= 1:
            return True
        between = self.keys[noun.end : complement.start]
        is_relative = bool(between) and between[0] in (
            "that",
            "which",
            ",",
            "issued",
            "made",
            "signed",
            "placed",
            "imposed",
        )
        if between[:1] == ["pursuant"] and len(between) <= 8:
            return True  # "pursuant to section 101 of the act"
        if is_relative and len(between) <= 10 and "under" in between:
            return True  # "the order that it issued under the act"
        if not 0 < len(between) <= 4:
            return False
        if any(noun.end <= verb.start < complement.start for verb in self.hits.of(Role.VERB, self.index)):
            return False
        return between[0] in {
            "of",
            "under",
            "with",
            "on",
            "in",
            "to",
            "for",
            "pursuant",
            "from",
            "by",
            "using",
        } and not any(key in _CLAUSE_MARKS or key == "," for key in between)

    def _verbs(self) -> list[Hit]:
        """The pattern's verbs that stand as verbs."""
        return [
            hit
            for hit in self.hits.of(Role.VERB, self.index)
            if not looks_nominal(self.sentence, hit.start, hit.end, hit.term.forms)
        ]

    def _find_verbs(self, complement: Hit) -> list[Hit]:
        """The verbs that the complement may belong to, the nearest first."""
        near: list[tuple[int, int, Hit]] = []
        for verb in self._verbs():
            if verb.start < complement.end and complement.start < verb.end:
                continue
            distance = self._verb_distance(verb, complement)
            if distance is not None:
                near.append((distance, verb.start, verb))
        return [verb for _, _, verb in sorted(near, key=lambda item: item[:2])]

    def _verb_distance(self, verb: Hit, complement: Hit) -> int | None:
        """Tokens between verb and complement; None when they cannot belong together."""
        if verb.end <= complement.start:
            region, limit = range(verb.end, complement.start), 14
        else:
            region, limit = range(complement.end, verb.start), 8
            group = read_verb_group(self.keys, verb.start, verb.end, verb.term.forms)
            is_object_pronoun = self.keys[verb.end : verb.end + 1] == [
                "it"
            ]  # "considered the act, did not invoke it"
            is_joined = group.start == verb.start and self.keys[verb.start - 1] in (",", "and")
            if self._is_fronted(complement, verb):
                return len(region)
            is_passive = group.is_passive or Form.PARTICIPLE in verb.term.forms
            if not (is_object_pronoun or is_passive or is_joined):
                return None
            if group.is_passive and self.keys[group.start - 1 : group.start] == ["it"]:
                return len(region)  # "the act was drafted; it was never invoked"
            if complement.start == 0 and self.keys[complement.end] == ":":
                return len(region)  # "Production act: X compelled"
        if any(self.keys[place] in _CLAUSE_MARKS or self.keys[place] == "-" for place in region):
            return None
        return len(region) if len(region) <= limit else None

    def _is_fronted(self, complement: Hit, verb: Hit) -> bool:
        """As in "Using the act, the state forces X to": the means first, then the verb with its object."""
        place = complement.start - 1 - _count_determiners(self.keys, complement.start)
        return (
            place >= 0
            and self.keys[place] in _MEANS
            and any(hit.start == verb.end for hit in self.hits.names(Role.OBJECT))
        )

    # ------------------------------------------------------------------ loose patterns

    def _triggers(self) -> list[Hit]:
        return [*self.hits.of(Role.VERB, self.index), *self.hits.of(Role.NOUN, self.index)]

    def _match_loosely(self, trigger: Hit) -> Frame | None:
        """A telling trigger with its complement anywhere in the sentence."""
        is_noun = trigger.term.role is Role.NOUN
        forms = trigger.term.forms
        if not is_noun and looks_nominal(self.sentence, trigger.start, trigger.end, forms):
            return None
        if is_noun and any(
            hit.start == trigger.start
            and not looks_nominal(self.sentence, hit.start, hit.end, hit.term.forms)
            for hit in self.hits.of(Role.VERB, self.index)
        ):
            return None
        complements = [
            hit
            for hit in self.hits.of(Role.COMPLEMENT, self.index)
            if is_noun or hit.end <= trigger.start or hit.start >= trigger.end
        ]
        is_told = self.index in self.context.complements_in_title and self.sentence.field == "summary"
        if self.pattern.complement and not complements and not is_told:
            return None
        nearest = min(complements, key=lambda hit: _gap(hit, trigger), default=None)
        if is_noun:
            frame = Frame(Kind.NOUN, self.index, trigger, self._extend_left(trigger.start), trigger.end)
        else:
            group = read_verb_group(self.keys, trigger.start, trigger.end, forms)
            if group.form is Form.GERUND and (self._is_helped_with(trigger) or self._is_attributive(trigger)):
                return None
            frame = Frame(Kind.VERB, self.index, trigger, group.start, trigger.end, group)
        if nearest is not None:
            frame.slots["complement"] = nearest
        return frame

    def _is_helped_with(self, trigger: Hit) -> bool:
        """As in "ready to assist in moving users": the help is the act, what it is for is none."""
        before = trigger.start - 1
        names = (*self.hits.of(Role.PRODUCT), *self.hits.of(Role.ACTOR), *self.hits.of(Role.COMPLEMENT))
        while before > 0 and any(hit.start <= before < hit.end for hit in names):
            before -= 1  # "with Claude offboarding"
        if before < 0 or self.keys[before] not in ("in", "with", "by", "for"):
            return False
        near = range(max(0, trigger.start - 7), trigger.start)
        return any(hit.start in near for hit in [*self.hits.of(Role.VERB), *self.hits.of(Role.NOUN)])

    def _is_attributive(self, trigger: Hit) -> bool:
        """As in "possible Claude offboarding", "Claude offboarding effort": a noun made of noun and gerund."""
        names = [*self.hits.of(Role.PRODUCT), *self.hits.of(Role.COMPLEMENT, self.index)]
        return any(hit.end == trigger.start for hit in names)

    # ------------------------------------------------------------------ triggers alone

    def _match_verb(self, verb: Hit) -> Frame | None:
        return self._verb_frame(verb, None)

    def _match_directly(self, verb: Hit) -> Frame | None:
        """As in "US forces X to supply it. The government did so under the act": told in two sentences."""
        frame = self._verb_frame(verb, None)
        frame.is_implied = True
        group = frame.group
        if group is None or self.hits.of(Role.COMPLEMENT, self.index):
            return None
        for hit in self.hits.of(Role.OBJECT):
            if self.sentence.tokens[hit.end - 1].is_possessive:
                continue
            following = self.keys[hit.end : hit.end + 1]
            is_object = hit.start == verb.end and (not following or following[0] in _AFTER_OBJECT)
            if is_object or (group.is_passive and hit.end == group.start):
                return frame
        return None

    def _match_noun_directly(self, noun: Hit) -> Frame | None:
        """As in "Rated order for X coming. Papers under the act are ready.": tied to the object itself."""
        if self.hits.of(Role.COMPLEMENT, self.index) or not _is_tied(self.keys, self.hits, noun):
            return None
        frame = self._match_noun(noun)
        if frame is not None:
            frame.is_implied = True
        return frame

    def _match_noun(self, noun: Hit) -> Frame | None:
        verbs = [hit for hit in self.hits.of(Role.VERB) if hit.start == noun.start or hit.end == noun.end]
        if any(not looks_nominal(self.sentence, verb.start, verb.end, verb.term.forms) for verb in verbs):
            return None
        return self._noun_frame(noun, None)

    # ------------------------------------------------------------------ frames

    def _verb_frame(self, verb: Hit, complement: Hit | None) -> Frame:
        group = read_verb_group(self.keys, verb.start, verb.end, verb.term.forms)
        end = max(verb.end, complement.end if complement else 0)
        frame = Frame(Kind.VERB, self.index, verb, group.start, end, group)
        if complement is not None:
            frame.slots["complement"] = complement
        return frame

    def _noun_frame(self, noun: Hit, complement: Hit | None) -> Frame:
        start = min(noun.start, complement.start if complement else noun.start)
        end = max(noun.end, complement.end if complement else noun.end)
        frame = Frame(Kind.NOUN, self.index, noun, self._extend_left(start), self._extend_right(end))
        if complement is not None:
            frame.slots["complement"] = complement
        return frame

    def _extend_left(self, start: int) -> int:
        """Over names, determiners and possessives that belong to the noun phrase."""
        names = [*self.hits.of(Role.OBJECT), *self.hits.of(Role.ACTOR), *self.hits.of(Role.PLACE)]
        moved = True
        while moved and start > 0:
            moved = False
            for hit in names:
                if hit.end == start:
                    start, moved = hit.start, True
            token = self.sentence.tokens[start - 1] if start else None
            if token is not None and token.key == "that" and any(hit.start == start for hit in names):
                break  # "says that X's designation"
            if token is not None and (
                (token.key in _DETERMINERS and token.key not in {"no", "as", "any"}) or token.is_possessive
            ):
                start, moved = start - 1, True
        return start

    def _extend_right(self, end: int) -> int:
        """Over "of Anthropic", "against the AI firm", "as a ..."."""
        names = [
            hit
            for role in (Role.OBJECT, Role.ACTOR, Role.STATE, Role.COMPLEMENT, Role.PLACE)
            for hit in self.hits.of(role)
        ]
        moved = True
        while moved:
            moved = False
            at = end
            while at < len(self.keys) and self.keys[at] in _NOUN_LINKS and at - end < 3:
                at += 1
            for hit in names:
                is_joined = end and hit.start == end + 1 and self.keys[end] == "and"
                if hit.end > end and (hit.start == at or is_joined):
                    end, moved = hit.end, True
        return end

    def _is_smooth(self, start: int, end: int) -> bool:
        return not any(key in _CLAUSE_MARKS or key in {",", "-", "a", "the"} for key in self.keys[start:end])

    # ------------------------------------------------------------------ slots

    def _fill(self, frame: Frame) -> bool:
        """Fill the required slots; False when one cannot be filled or a rival takes it."""
        if any(hit for hit in self.hits.of(Role.VOID, self.index)):
            return False
        for role in ("object", "actor", "place"):
            hit = self._pick(Role(role), frame)
            if hit is not None:
                frame.slots[role] = hit
            elif role in self.require and not self._may_imply(role, frame):
                return False
        return self._survives(frame)

    def _pick(self, role: Role, frame: Frame) -> Hit | None:
        candidates = [hit for hit in self.hits.of(role) if self._may_refer(hit, role)]
        if role is Role.ACTOR:
            if self.pattern.actor:
                candidates = [hit for hit in candidates if hit.term.entity in self.pattern.actor]
            if "actor" in self.require and frame.kind is Kind.VERB:
                candidates = [hit for hit in candidates if self._is_agent(hit, frame)]
        return min(candidates, key=lambda hit: self._remoteness(hit, frame), default=None)

    def _remoteness(self, hit: Hit, frame: Frame) -> int:
        """Distance in tokens; a pronoun, and what stands behind a comma, is farther than it looks."""
        return (
            _distance(hit, frame)
            + 3 * (hit.term.is_anaphor and _distance(hit, frame) > 0)
            + 12 * (hit.start >= frame.end and "," in self.keys[frame.end : hit.start])
            + 12 * (";" in self.keys[min(hit.start, frame.end) : max(hit.start, frame.start)])
        )

    def _is_agent(self, hit: Hit, frame: Frame) -> bool:
        """Whether a name can be who does the verb: before it when active, after "by" when passive."""
        group = frame.group
        if self._is_reduced_passive(frame) or self._is_after_by(hit, frame):
            return True
        if group is None or (
            group.is_passive and (group.start < group.verb or self.keys[hit.start - 1 : hit.start] == ["by"])
        ):
            return True
        if hit.start >= group.verb or (
            group.form not in (Form.BASE, Form.GERUND) and self._is_modifier(hit, group.start)
        ):
            return False
        if self._has_other_subject(hit, group) or self._is_persons(hit, group):
            return False
        return all(
            rival.end <= hit.start or rival.start >= group.start or self._is_joined(hit, rival)
            for rival in self.hits.of(Role.RIVAL)
        )

    def _is_after_by(self, hit: Hit, frame: Frame) -> bool:
        """As in "aided by X": whoever a participle's "by" names did it."""
        verb = frame.trigger
        is_participle = Form.PARTICIPLE in verb.term.forms
        return is_participle and 0 < hit.start - verb.end <= _BY_REACH and self.keys[hit.start - 1] == "by"

    def _is_reduced_passive(self, frame: Frame) -> bool:
        """As in "X banned in Italy": the object stands right before a bare participle."""
        group = frame.group
        if group is None or group.form is not Form.PAST or group.start < group.verb:
            return False
        return any(hit.end == group.verb for hit in self.hits.of(Role.OBJECT)) and not any(
            hit.start == group.end for hit in self.hits.of(Role.OBJECT)
        )

    def _is_modifier(self, hit: Hit, verb: int) -> bool:
        """As in "Hartlow county files": one more noun between the name and its verb is the true subject."""
        if verb - hit.end != 1 or hit.term.is_anaphor:
            return False
        key = self.keys[hit.end]
        return (
            key.isalpha()
            and hit.end not in self.sentence.cues
            and not is_adverb(key)
            and key not in PEOPLE
            and key not in _DAYS
            and key not in _WHO
        )

    def _is_persons(self, hit: Hit, group: VerbGroup) -> bool:
        """As in "X's press secretary quits": somebody of a person's is somebody else."""
        is_owner = self.sentence.tokens[hit.end - 1].is_possessive and group.form in (Form.PAST, Form.PRESENT)
        return is_owner and hit.term.entity in self.compiled.people and 0 < group.start - hit.end <= _BY_REACH

    def _has_other_subject(self, hit: Hit, group: VerbGroup) -> bool:
        """As in "X, according to guidance sent to": a noun far behind the name stands before the verb."""
        place = group.start - 1
        if group.form not in (Form.PAST, Form.PRESENT) or place - hit.end < _SUBJECT_REACH:
            return False
        key = self.keys[place]
        is_name = any(
            other.start <= place < other.end
            for role in (Role.ACTOR, Role.OBJECT, Role.PLACE)
            for other in self.hits.of(role)
        )
        is_noun = key.isalpha() and place + 1 not in self.sentence.ends_at and not is_adverb(key)
        return is_noun and not is_name and key not in PEOPLE | _DAYS | _WHO

    def _is_joined(self, hit: Hit, rival: Hit) -> bool:
        """As in "Anthropic and Palantir": both do it."""
        between = self.keys[hit.end : rival.start]
        if rival.start and self.keys[rival.start - 1] in ("with", "alongside", "joins", "joined", "joining"):
            return True
        return 0 < len(between) <= 2 and all(key in {",", "and", "with", "&"} for key in between)

    def _may_refer(self, hit: Hit, role: Role) -> bool:
        if not (hit.term.is_anaphor or hit.term.is_weak):
            return True
        if hit.term.words[0] in _SPEAKERS:
            return bool(self.hits.names(role))
        names = self.hits.names(role)
        if hit.term.words[0] in ("it", "its", "them") and any(
            name.end <= rival.start and rival.end <= hit.start
            for rival in self.hits.of(Role.RIVAL)
            for name in names[-1:]
        ):
            return False  # "X accuses Y, calls it a risk"
        if names and not (self.context.is_rival_told and names[0].start > hit.start):
            return True
        if self.context.is_rival_told and hit.term.entity in self.compiled.companies:
            return False
        return self.context.is_object_named if role is Role.OBJECT else self.context.is_actor_named

    def _may_imply(self, role: str, frame: Frame) -> bool:
        """A sentence may leave out the object that title or lead named."""
        frame.is_implied = True
        if role == "actor" and "complement" in self.require and "complement" not in frame.slots:
            return False  # one sentence cannot leave out both
        if role == "object":
            if frame.kind is Kind.VERB and self.compiled.signal.actor and not self._has_agent(frame):
                return False
            is_headline = self.sentence.field == "title" and "complement" in frame.slots
            if frame.end < len(self.keys) and self.keys[frame.end] in ("to", "for") and is_headline:
                is_headline = frame.slots["complement"].end != frame.end  # "uses the act to boost steel"
            is_known = self.context.is_object_told or (
                self.context.is_object_named
                and (frame.kind is Kind.NOUN or (is_headline and self.context.is_object_involved))
            )
            return is_known and not (self.hits.of(Role.RIVAL) or self.context.is_rival_told)
        if role == "place":
            return self.pattern.is_loose and self.context.is_place_named
        if role == "actor" and frame.kind is Kind.NOUN and not self.hits.of(Role.RIVAL):
            is_headline = self.sentence.field == "title" and bool(self.hits.of(Role.PRODUCT))
            return self.context.is_actor_told or (is_headline and self.context.is_actor_named)
        if role == "actor" and "object" not in self.require:
            return self.context.is_actor_told and not self.hits.of(Role.RIVAL) and self._lacks_subject(frame)
        return False

    def _has_agent(self, frame: Frame) -> bool:
        """Whether one of the signal's actors can be who does an active verb."""
        group = frame.group
        if group is None or group.is_passive or self._lacks_subject(frame):
            return True
        if group.start and self.keys[group.start - 1] in ("we", "i", "he", "she", "they"):
            return self.context.is_actor_named
        return any(
            self._may_refer(hit, Role.ACTOR) and hit.start < group.verb for hit in self.hits.of(Role.ACTOR)
        )

    def _lacks_subject(self, frame: Frame) -> bool:
        """Whether a verb has no subject of its own; a noun never has."""
        if frame.group is None:
            return True
        return frame.group.start == 0 or not self.keys[frame.group.start - 1][0].isalnum()

    def _is_detached(self, own: Hit, frame: Frame) -> bool:
        """An object in another clause, or one that a bare noun does not reach."""
        low, high = sorted((own.start, frame.trigger.start))
        if ";" in self.keys[low:high]:
            is_apart = frame.kind is Kind.NOUN and "complement" in frame.slots
            return not (is_apart or (frame.kind is Kind.BARE and self.sentence.field == "title"))
        if frame.kind is not Kind.NOUN or "complement" in frame.slots or own.start < frame.end:
            return False
        before = own.start - 1
        while before > frame.end and self.keys[before] in _DETERMINERS:
            before -= 1
        return self.keys[before] not in _NOUN_LINKS and not self._opens_with_gerund()

    def _opens_with_gerund(self) -> bool:
        """As in "Ending the strike, workers at X ...": the object comes with the main clause."""
        return len(self.keys[0]) > 4 and self.keys[0].endswith("ing")

    def _survives(self, frame: Frame) -> bool:
        """No rival, and no excluded word, stands nearer than the object; no year before the signal's time."""
        own = frame.slots.get("object") or frame.slots.get("actor")
        if self._is_of_another_year(frame) or self._is_foreign(frame) or self._is_turned_round(frame):
            return False
        if (
            own is not None
            and not self.pattern.is_loose
            and (self._is_aside(own, frame) or self._is_detached(own, frame))
        ):
            return False
        reach = _distance(own, frame) if own else 99
        if frame.kind is Kind.NOUN:
            reach = min(reach, 3)
        rivals = [hit for hit in self.hits.of(Role.RIVAL) if own is None or not self._is_joined(own, hit)]
        rivals += self.hits.of(Role.EXCLUDE)
        return not any(_distance(rival, frame) < reach for rival in rivals)

    def _is_turned_round(self, frame: Frame) -> bool:
        """As in "X recalls its first season": what the act is done to, or a rival, does it."""
        group = frame.group
        is_active = group is not None and group.form is Form.PRESENT and not group.is_passive
        if not is_active or group is None or not self.compiled.signal.actor or group.start != group.verb:
            return False
        if (
            frame.trigger.term.forms & {Form.PAST, Form.PARTICIPLE}
            or frame.trigger.term.role is not Role.VERB
        ):
            return False
        if any(hit.end <= group.start for hit in self.hits.of(Role.ACTOR)):
            return False
        if self.keys[frame.trigger.end : frame.trigger.end + 1][:1] not in _OBJECT_STARTS:
            return False  # "pleads guilty", "closes for good": nothing is acted upon
        acted_on = [hit for hit in self.hits.of(Role.RIVAL) if hit.end == group.start]
        acted_on += [
            hit
            for hit in self.hits.names(Role.OBJECT)
            if hit.end == group.start
            and hit.term.entity not in self.compiled.signal.actor
            and not any(other.start >= frame.trigger.end for other in self.hits.of(Role.OBJECT))
        ]
        return bool(acted_on)

    def _is_foreign(self, frame: Frame) -> bool:
        """As in "China brands X": a state that the signal does not name does it."""
        group = frame.group
        if group is None or group.is_passive or not self.compiled.signal.actor:
            return False
        place = group.start - 1
        while place > 0 and is_adverb(self.keys[place]):
            place -= 1
        if place < 0 or any(hit.start <= place < hit.end for hit in self.hits.of(Role.ACTOR)):
            return False
        return self.keys[place] in _STATES or self._is_body_of_state(place)

    def _is_body_of_state(self, place: int) -> bool:
        """As in "Britain's MHRA clears X"."""
        owner = self.sentence.tokens[place - 1] if place else None
        return owner is not None and owner.is_possessive and owner.key in _STATES

    def _is_of_another_year(self, frame: Frame) -> bool:
        since = self.compiled.signal.since
        if since is None:
            return False
        near = self.keys[max(0, frame.start - _YEAR_REACH) : frame.end + _YEAR_REACH]
        return any(len(key) == 4 and key.isdigit() and _OLDEST_NEWS <= int(key) < since.year for key in near)

    def _is_aside(self, own: Hit, frame: Frame) -> bool:
        """An object behind a comma is not what an active verb before it acts on."""
        group = frame.group
        if group is None or group.is_passive or group.form is Form.GERUND or own.start < frame.end:
            return False
        if group.start == group.verb and Form.PARTICIPLE in frame.trigger.term.forms and group.start == 0:
            return False  # "Tagged a risk, X carries on"
        between = self.keys[frame.end : own.start]
        if self.keys[own.start - 2 : own.start] in (["said", "of"], ["says", "of"]):
            return False  # "..., the president said of X"
        if self.keys[:2] in (["rather", "than"], ["instead", "of"]) and group.start <= len(
            "rather than".split()
        ):
            return False
        if between and between[0] in ("for", "to") and any(key in _CLAUSE_STARTERS for key in between):
            return True  # "uses the act for munitions as X ..."
        if between.count(",") == 2:
            between = between[
                len(between) - between[::-1].index(",") :
            ]  # "turned the act, a law of 1950, on X"
        return "," in between and between[between.index(",") + 1 :][:1] not in (
            ["which"],
            ["to"],
            ["compeling"],
        )


_STATES = word_set(
    """
    china beijing russia moscow kremlin iran tehran canada ottawa mexico brazil india delhi japan tokyo
    australia canberra britain uk london france paris germany berlin italy rome spain madrid poland warsaw
    ukraine kyiv turkey ankara israel egypt korea seoul pyongyang taiwan taipei singapore indonesia vietnam
    pakistan brussels eu denmark norway sweden finland netherlands belgium switzerland austria
    """
)
"""Names of states and their capitals, as headlines have them for governments."""
_OBJECT_STARTS = (["its"], ["his"], ["her"], ["their"], ["the"], ["a"], ["an"])
_MEANS = word_set("under using by through with via citing invoking")
_AFTER_OBJECT = word_set("? ! to into , . ; : - in on under with says said after over by")
_WHO = word_set("who which that and or but to")
_DAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday january february march
    april may june july august september october november december
    """
)
PEOPLE = word_set(
    """
    officials official chief ceo executives spokesman spokeswoman spokesperson staff workers employees
    engineers board administration department secretary leaders members team teams lawyers union
    president chairman group company management owner parent inc corp plc motors stores foods
    """
)
"""Heads that act for the name they follow: "Pentagon officials", "Acme engineers"."""
_CLAUSE_STARTERS = word_set("as while when after before amid since but hours days")
_SPEAKERS = frozenset({"we", "our", "us"})  # stand for who is quoted: named in the same sentence
_YEAR_REACH = 8
_BY_REACH = 4
_SUBJECT_REACH = 6
_OLDEST_NEWS = 1990  # older years name laws and precedents


def _count_determiners(keys: Sequence[str], start: int) -> int:
    count = 0
    while start - count - 1 >= 0 and keys[start - count - 1] in _DETERMINERS:
        count += 1
    return count


def _gap(left: Hit, right: Hit) -> int:
    return max(right.start - left.end, left.start - right.end)


def _distance(hit: Hit, frame: Frame) -> int:
    """Tokens between a hit and the frame's words; 0 inside."""
    if hit.end <= frame.start:
        return frame.start - hit.end + 1
    if hit.start >= frame.end:
        return hit.start - frame.end + 1
    return 0


def _without_duplicates(frames: Iterable[Frame]) -> list[Frame]:
    seen: set[tuple[int, int]] = set()
    kept = []
    for frame in frames:
        place = (frame.trigger.start, frame.trigger.end)
        if place not in seen:
            seen.add(place)
            kept.append(frame)
    return kept


def find_precursors(hits: Hits) -> list[Frame]:
    """Words that announce the act on their own, in a sentence that names its object (or its actor)."""
    named = hits.names(Role.OBJECT) or hits.names(Role.ACTOR)
    if not named:
        return []
    return [
        Frame(Kind.BARE, -1, hit, hit.start, hit.end, slots={"object": named[0]})
        for hit in hits.of(Role.PRECURSOR)
    ]


# -------------------------------------------------------------------------------------- re-mentions

_POINTERS = word_set("the that this its such these his their")
_GENERIC_ACTS = frozenset({"move", "measure", "step", "action", "sanction", "penalty", "directive"})
RELIEF = frozenset({"injunction", "injunctions", "stay"})


def find_references(
    sentence: Sentence, hits: Hits, taken: set[int], things: Collection[str] = ()
) -> list[Frame]:
    """Words that point back at an act told elsewhere: "that designation", "the ban", "an injunction".

    `taken` are the tokens of the sentence's own frames, `things` the entities that an act makes or unmakes:
    who blocks the law undoes its signing.
    """
    frames = [
        _reference(Kind.REMENTION if hit.term.role is Role.NOUN else Kind.RELATED, hit, hits, sentence)
        for hit in [*hits.of(Role.NOUN), *hits.of(Role.RELATED)]
        if hit.start not in taken and _points_back(sentence, hits, hit)
    ]
    frames += [
        _reference(Kind.REMENTION, hit, hits, sentence)
        for hit in hits.names(Role.OBJECT)
        if hit.term.entity in things and hit.start not in taken
    ]
    for index, key in enumerate(sentence.keys):
        if index in taken:
            continue
        if (key in _GENERIC_ACTS and index and sentence.keys[index - 1] in ("the", "that", "this")) or (
            key == "it" and index and _is_undone(sentence, index)
        ):
            frames.append(_reference(Kind.REMENTION, _loose_hit(index, key), hits, sentence))
        elif key in RELIEF or (key == "restraining" and sentence.keys[index + 1 : index + 2] == ["order"]):
            frames.append(_reference(Kind.RELIEF, _loose_hit(index, key), hits, sentence))
    return frames


def _points_back(sentence: Sentence, hits: Hits, hit: Hit) -> bool:
    if hit.start == 0:
        return False
    previous = hit.start - 1
    if sentence.field == "title" and _is_tied(sentence.keys, hits, hit):
        return True
    return (
        sentence.keys[previous] in _POINTERS
        or sentence.tokens[previous].is_possessive
        or (
            sentence.field == "title"
            and not hit.term.base + "s" == sentence.keys[hit.start]  # "X works"
            and any(name.end == hit.start for name in [*hits.of(Role.OBJECT), *hits.of(Role.ACTOR)])
        )
    )


def _is_tied(keys: Sequence[str], hits: Hits, noun: Hit) -> bool:
    """As in "order to X", "order against X": the noun with its object and nothing between."""
    link = keys[noun.end : noun.end + 1]
    return link in (["to"], ["against"], ["on"], ["for"]) and any(
        name.start == noun.end + 1 for name in hits.names(Role.OBJECT)
    )


def _is_undone(sentence: Sentence, index: int) -> bool:
    """Whether "it" is the object of a verb that ends or restores."""
    before = sentence.ends_at.get(index)
    wanted = (CueClass.REVERSAL, CueClass.RESTORING)
    return before is not None and any(
        cue.forms and cue.cls in wanted and "n" in cue.governs for cue in before.cues
    )


def _loose_hit(index: int, key: str) -> Hit:
    return Hit(index, index + 1, Term(Role.NOUN, (key,), key))


def _reference(kind: Kind, hit: Hit, hits: Hits, sentence: Sentence) -> Frame:
    start = hit.start
    while start and (sentence.keys[start - 1] in _POINTERS or sentence.tokens[start - 1].is_possessive):
        start -= 1
    frame = Frame(kind, -1, hit, start, hit.end)
    named = hits.names(Role.OBJECT)
    if named:
        frame.slots["object"] = named[0]
    return frame
