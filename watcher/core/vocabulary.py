"""All the words of a signal as one trie: one scan of a sentence finds every phrase that matters to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from watcher.core.cues import CueClass, key_words, load_cues
from watcher.core.inflection import inflect_noun, inflect_verb, list_phrases, word_set
from watcher.core.reading import Sentence, Trie
from watcher.core.terms import Hit, Hits, Role, Term
from watcher.model import Entity, EntityKind, Pattern, Signal, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMING_VERBS = list_phrases(
    """
    label, designate, brand, declare, deem, name, call, dub, classify, list, treat, regard, tag, tar,
    blacklist, mark, identify, categorize, pronounce, certify, determine, rate, rank, judge, find,
    proclaim, target, flag, peg, paint, cast, slap, hit, saddle, stamp, smear, stick, describe,
    denounce, term, consider, title, view, formally name, put on list of, christen, style, characterize,
    recognize, register, officially name, single out, sanction, consign, relegate, qualify, stigmatize,
    shut out, expel, oust, hold, rule, class, count, tarnish, write off, condemn, exclude
    """
)
"""Verbs by which somebody is called something; with one of a pattern's states they trigger."""
_OTHER_VERBS = word_set(
    """
    reassign
    remove relay report rebound recite reserve release replay resign react retrain rewrite rebuild reclaim
    recover reform return review resolve restrain retire reward recall recruit reduce refine reflect refund
    regain remark remind repair repeat repel resort respect restrict result resume retain retract retreat
    reveal revoke repress remit refuse rely
    """
)
"""Verbs that begin with "re-" and do not mean to do again what the rest means."""
LIST_NOUNS = ("list", "roll", "blacklist", "register", "roster", "entity list", "watchlist")
"""Nouns for lists: to stand on one is to be called what it lists."""
DEFAULT_ANAPHORS: Mapping[EntityKind, tuple[str, ...]] = {
    EntityKind.COMPANY: list_phrases(
        """
        it, its, itself, them, we, our, company, firm, the company, the firm, the startup, the start-up,
        the business, the developer, the maker, its maker, the group, the corporation, the tech company,
        the tech firm, the tech giant, the vendor, the lab, the American company, the American firm,
        an American company, a US company, the US company, the retailer, the bank, the carmaker,
        the chipmaker, the contractor, his company, her company
        """
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
"""By kind of entity, the words that may stand for one that the article names."""
COMPANY_WORDS = word_set(
    """
    company firm startup lab developer maker giant business vendor corporation retailer bank automaker
    carmaker chipmaker group contractor manufacturer operator platform app supplier provider lender
    airline broadcaster
    """
)
"""Nouns that describe a company: "the chip maker"."""
NOUN_LINKS = word_set(
    """
    between of as a an the on against for to its from by with over in at and under concerning regarding
    """
)
"""Words that join the parts of one noun phrase."""


class CompiledSignal:
    """A signal as tries: one scan of a sentence finds every phrase that matters to it."""

    def __init__(self, signal: Signal, entities: Mapping[str, Entity]) -> None:
        self.signal = signal
        self.trie: Trie[Term] = Trie()
        self.terms: list[Term] = []
        self._parted: dict[tuple[str, ...], list[Term]] = {}  # verbs of more words: "take off"
        self._companies: list[tuple[Role, str]] = []
        self.companies: set[str] = set()
        self.things: set[str] = set()
        self.people: set[str] = set()
        self.requires = tuple(frozenset(pattern.require) for pattern in signal.patterns)
        self.may_lack_object = not signal.object or any(
            "actor" in require and "object" not in require for require in self.requires
        )
        self._add_entities(signal, entities)
        for index, pattern in enumerate(signal.patterns):
            self._add_pattern(index, pattern)
        for role, phrases in (
            (Role.EXCLUDE, signal.exclude),
            (Role.PRECURSOR, signal.precursors),
        ):
            for phrase in phrases:
                for spelling in dict.fromkeys((phrase, _without_articles(phrase))):
                    self._add(spelling, Term(role))
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
            if term.role is Role.OBJECT and entity.kind is EntityKind.THING and not self._is_adverse():
                self.things.add(entity.id)
            for name in (*entity.anaphors, *DEFAULT_ANAPHORS[entity.kind]):
                self._add(name, replace(term, is_anaphor=True))

    def _is_adverse(self) -> bool:
        """Whether the act itself ends its object: who blocks an app does not undo its ban."""
        ending = {cue.base for cue in load_cues() if cue.cls is CueClass.REVERSAL and cue.forms}
        acts = [pattern for pattern in self.signal.patterns if pattern.tells is Stance.CONFIRMS]
        return any(verb in ending for pattern in acts for verb in pattern.verbs)

    def _add_pattern(self, index: int, pattern: Pattern) -> None:
        for verb in pattern.verbs:
            self._add_verb(Term(Role.VERB, base=verb, pattern=index))
        if pattern.states:
            self._add_naming(index)
        self._add_nouns(pattern.nouns, Term(Role.NOUN, pattern=index))
        self._add_nouns(pattern.themes, Term(Role.THEME, pattern=index))
        for phrase in (*pattern.states, *pattern.negative_complement):
            role = Role.STATE if phrase in pattern.states else Role.VOID
            for spelling in inflect_noun(phrase):
                for variant in _vary_determiner(spelling):
                    self._add(variant, Term(role, base=phrase, pattern=index))
        for phrase in pattern.complement:
            for spelling in dict.fromkeys((*inflect_noun(phrase), *inflect_verb(phrase))):
                exact = phrase if phrase.isupper() else ""
                self._add(spelling, Term(Role.COMPLEMENT, base=phrase, pattern=index, exact=exact))

    def _add_nouns(self, nouns: Iterable[str], term: Term) -> None:
        for noun in nouns:
            for spelling in inflect_noun(noun):
                self._add(spelling, replace(term, base=noun))

    def _add_naming(self, index: int) -> None:
        for verb in NAMING_VERBS:
            self._add_verb(Term(Role.NAMING, base=verb, pattern=index))
        for noun in LIST_NOUNS:
            self._add(noun, Term(Role.LIST, pattern=index))

    def _add_verb(self, term: Term) -> None:
        """Every form of the verb, with "re-" when it is one word, without articles when it is several."""
        for verb in dict.fromkeys((term.base, _without_articles(term.base))):
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
            if term.role in (Role.VERB, Role.NAMING) and len(words) >= _PAIR:
                self._parted.setdefault(words[:_PAIR], []).append(complete)

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
                    if term.is_anaphor and tokens[start].text == "IT" and not is_caseless:
                        continue  # the department, not the pronoun
                    if term.role is Role.VERB and start in sentence.hidden and end - start == 1:
                        continue  # "supply" in "supply chain"
                    hits.add(Hit(start, end, term))
        for hit in [*self._find_descriptions(sentence, hits), *self._find_parted(keys, hits)]:
            hits.add(hit)
        hits.drop_hidden()
        hits.drop_modifiers(keys)
        hits.settle()
        hits.settle_rivals()
        return hits

    def _find_descriptions(self, sentence: Sentence, hits: Hits) -> Iterable[Hit]:
        """As in "the artificial intelligence company": a company told by what it is.

        Headlines leave out the article: "Bureau labels AI firm a hazard".
        """
        keys = sentence.keys
        acted_on = {hit.end for role in (Role.VERB, Role.NAMING) for hit in hits.of(role)}
        roles = (Role.OBJECT, Role.ACTOR, Role.RIVAL)
        named = {place for role in roles for hit in hits.of(role) for place in range(hit.start, hit.end)}
        openings = acted_on if sentence.field == "title" else set()
        for index, key in enumerate(keys):
            if key not in COMPANY_WORDS or index in named:
                continue
            for start in range(index - 1, max(-1, index - 5), -1):
                is_example = keys[start] in ("a", "an") and "american" in keys[start:index]
                if keys[start] in ("the", "this", "that") or start in openings or is_example:
                    for role, entity in self._companies:
                        term = Term(role, tuple(keys[start : index + 1]), key, entity=entity, is_anaphor=True)
                        yield Hit(start, index + 1, term)
                    break
                if not keys[start].isalnum() or keys[start] in NOUN_LINKS:
                    break

    def _find_parted(self, keys: list[str], hits: Hits) -> Iterable[Hit]:
        """As in "takes X off the list": a verb around its object.  The hit is the verb alone."""
        for name in hits.of(Role.OBJECT):
            verb = name.start - 1
            while verb > 0 and keys[verb] in ("the", "a", "its"):
                verb -= 1
            for term in (
                self._parted.get((keys[verb], *keys[name.end : name.end + 1]), ()) if verb >= 0 else ()
            ):
                if tuple(keys[name.end : name.end + len(term.words) - 1]) == term.words[1:]:
                    yield Hit(verb, verb + 1, term)
        yield from self._find_parted_by_time(keys)

    def _find_parted_by_time(self, keys: list[str]) -> Iterable[Hit]:
        """As in "reached last week for the act".  The hit is the verb alone."""
        for index in range(1, len(keys) - 1):
            if keys[index] not in _TIMES:
                continue
            after = index + 1
            while after < len(keys) - 1 and keys[after] in _TIMES:
                after += 1
            if keys[index - 1] not in _TIMES:
                for term in self._parted.get((keys[index - 1], keys[after]), ()):
                    if len(term.words) == _PAIR:
                        yield Hit(index - 1, index, term)


_TIMES = word_set(
    """
    last this week month year monday tuesday wednesday thursday friday saturday sunday today yesterday
    late early earlier quickly quietly instead again
    """
)
"""Words of when, which may stand inside a verb of two words."""
_PAIR = 2


def _without_articles(phrase: str) -> str:
    """As headlines have it: "on the brink", "on brink"."""
    return " ".join(word for word in phrase.split() if word not in ("the", "a"))


def _vary_determiner(phrase: str) -> tuple[str, ...]:
    """As in "risk to the supply chain": to its, to their, to our, or to supply chains of nobody."""
    if " the " not in phrase:
        return (phrase,)
    return tuple(
        phrase.replace(" the ", f" {word} ".replace("  ", " ")) for word in ("the", "its", "their", "our", "")
    )


_COMMON_WORDS = word_set("us it who va doe am pm is as an or")
"""Words that, where nothing tells capitals, are not taken for names spelled like them."""


def _is_exact(term: Term, text: str, *, is_caseless: bool) -> bool:
    plain = text.rstrip("'s").rstrip("\u2019") if text.endswith(("'s", "\u2019s")) else text
    if is_caseless:
        return term.words[0] not in _COMMON_WORDS
    return plain.replace(".", "") == term.exact.replace(".", "")
