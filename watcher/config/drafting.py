"""A first draft of a signal from a few answers: who did what to whom.

    proposition -> Reading (who, which verb, whom: a guess) -> Answers, by a person -> Draft (tables, as text)

Pure.  How a verb inflects is given from outside, and so are the words that are known to be words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.config.editing import quote, render_example
from watcher.model import EntityKind, Example, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from watcher.config.families import Family
    from watcher.model import Entity

    Inflect = Callable[[str], Mapping[str, Collection[str]]]
    """Verb -> its spellings, each with the forms it may be: base, present, past, participle, gerund."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands before and behind the object where the act is told: "" and "'s licence"."""

    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a proposition seems to say; empty where it could not be made out."""

    actor: str = ""
    verb: str = ""
    object: str = ""
    complement: str = ""
    called: str = ""
    wording: Wording = Wording()


@dataclass(frozen=True, slots=True)
class Answers:
    """What an analyst wants to know.

    Names come with the usual one first, and may be the id of an entity that exists.  `called` is what the
    object is called once it is done, `rivals` are those of whom the same would be other news.  `family` is
    the kind of act, where further words for it are welcome.
    """

    id: str
    proposition: str
    verbs: tuple[str, ...]
    actor: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    wording: Wording | None = None
    family: Family | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Tables to be added to signals.toml."""

    text: str
    examples: tuple[Example, ...]


# --------------------------------------------------------------------------------- reading a sentence

_HAVE = frozenset({"has", "have", "had"})
_BE = frozenset({"is", "are", "was", "were"})
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "its",
        "of",
        "on",
        "or",
        "over",
        "the",
        "their",
        "to",
        "with",
    )
)
_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their) ", re.IGNORECASE)
_OWNER = re.compile(r"(?P<object>.*?\w)(?P<mark>['\u2019]s?) (?P<thing>.+)")
_NAMED = re.compile(r"(?P<object>[A-Z]\S*(?: [A-Z]\S*)*)(?P<link> (?:as )?(?:an? |the ))(?P<state>[a-z].*)")
_AIMED = re.compile(
    r"(?P<thing>.+?)(?P<link> (?:against|on|upon|over|from|of|to|with|at) (?:the )?)(?P<object>[A-Z].*)"
)
_PREPOSITION = re.compile(r" (?:about|against|at|by|for|from|in|of|on|over|through|to|with)\b.*")

_IRREGULAR_BASES = (
    *(
        "be",
        "become",
        "begin",
        "bind",
        "break",
        "bring",
        "build",
        "buy",
        "cast",
        "choose",
        "cut",
        "deal",
        "draw",
    ),
    *(
        "drive",
        "fall",
        "feed",
        "fight",
        "find",
        "forbid",
        "freeze",
        "get",
        "give",
        "go",
        "grow",
        "hit",
        "hold",
    ),
    *("keep", "lay", "lead", "leave", "lend", "lose", "make", "meet", "overthrow", "override", "pay", "put"),
    *("quit", "rid", "rise", "run", "say", "seek", "sell", "send", "set", "shut", "sink", "speak", "spend"),
    *(
        "split",
        "spread",
        "stand",
        "steal",
        "strike",
        "swear",
        "take",
        "tear",
        "tell",
        "throw",
        "undo",
        "uphold",
    ),
    *("win", "withdraw", "withhold", "write"),
)
# Of a stem that may or may not have lost an e: those that have, where no list of words knows.
_DOUBLED = re.compile(r"([bdgkmnprtv])\1$")
_LOST_E = re.compile(
    r"[cuvz]$|dg$|[bdgkpt]l$|[^e]at$|[aeiou]s$|[^aeiou][iou][dkr]$|^[^aeiou]*[aeiou][^aeiouwxy]$"
)


def read_proposition(sentence: str, inflect: Inflect, known_words: Collection[str]) -> Reading:
    """Guess who did what to whom: "The Harbour Board has revoked Tidewell's licence"."""
    words = sentence.strip().rstrip(".").split()
    for at, word in enumerate(words[1:], start=1):
        if word in _HAVE | _BE:
            rest = _skip_adverbs(words, at + 1)
            is_passive = word in _BE or words[rest : rest + 1] == ["been"]
            rest += words[rest : rest + 1] == ["been"]
            forms = {"participle"}
        else:
            is_passive, rest, forms = False, at, {"present", "past"}
            if word in _SMALL or not word.islower():
                continue
        verb = find_base(words[rest], forms, inflect, known_words) if rest < len(words) else ""
        if verb:
            before, behind = " ".join(words[:at]), " ".join(words[rest + 1 :])
            return _read_passive(before, verb, behind) if is_passive else _read_active(before, verb, behind)
        if word in _HAVE | _BE:
            break
    return Reading()


def find_base(word: str, forms: Collection[str], inflect: Inflect, known_words: Collection[str]) -> str:
    """The plain form of a verb that has `word` for one of these forms; empty when there is none."""
    stems = [word[:-1], word[:-2], word[:-3], word[:-3] + "y"] if len(word) > 3 else []
    stem = word.removesuffix("ed")
    lost_e, is_doubled = bool(_LOST_E.search(stem)), bool(_DOUBLED.search(stem))
    stems.sort(
        key=lambda base: (base not in known_words, base.endswith("e") != lost_e, is_doubled == (base == stem))
    )
    undoubled = word[:-3] + word[-2:] if word[-4:-2] == "ll" else word  # British "labelled"
    for base in (*_IRREGULAR_BASES, *stems):
        spellings = inflect(base)
        if any(not set(forms).isdisjoint(spellings.get(spelling, ())) for spelling in (word, undoubled)):
            return base
    return ""


def find_noun(verb: str, known_words: Collection[str]) -> str:
    """The noun of a verb, where the list of words has one: "revoke" -> "revocation"; else empty."""
    stem = verb.removesuffix("e")
    for ending, replacements in _NOUN_ENDINGS:
        if verb.endswith(ending):
            for replacement in replacements:
                noun = verb.removesuffix(ending) + replacement
                if noun in known_words or replacement in _REGULAR:
                    return noun
    endings = ("ation", "ion", "al", "ment", "ure") if stem[-1:] in "vsw" else ("ation", "ion", "ment", "ure")
    nouns = [verb + "lation", *(base + ending for ending in endings for base in (stem, verb))]
    return next((noun for noun in nouns if noun in known_words), "")


_NOUN_ENDINGS = (
    *(("oke", ("ocation",)), ("ate", ("ation",)), ("ize", ("ization",)), ("ise", ("isation",))),
    *(("ify", ("ification",)), ("nd", ("nsion",)), ("pel", ("pulsion",)), ("it", ("ission",))),
    *(
        ("ide", ("ision",)),
        ("ire", ("isition",)),
        ("pose", ("position",)),
        ("ose", ("osure",)),
        ("ish", ("ition",)),
    ),
    *(("uce", ("uction",)), ("sell", ("sale",)), ("ge", ("ger",)), ("de", ("sion",))),
)
_REGULAR = frozenset({"ocation", "ation", "ization", "isation", "ification", "pulsion", "position"})


def _skip_adverbs(words: list[str], at: int) -> int:
    while at < len(words) and (words[at].endswith("ly") or words[at] in ("now", "again", "indeed")):
        at += 1
    return at


def _read_active(before: str, verb: str, behind: str) -> Reading:
    thing = _read_thing(behind)
    return Reading(_drop_article(before), verb, thing.object, thing.complement, thing.called, thing.wording)


def _read_passive(before: str, verb: str, behind: str) -> Reading:
    told, _, actor = f" {behind}".partition(" by ")
    thing = _read_thing(f"{before}{told}")
    return Reading(_drop_article(actor), verb, thing.object, thing.complement, thing.called, thing.wording)


def _read_thing(text: str) -> Reading:
    """What an act is done to: the object, and what completes the verb."""
    owner, named, aimed = _OWNER.fullmatch(text), _NAMED.fullmatch(text), _AIMED.fullmatch(text)
    if owner:
        name, thing = owner["object"], owner["thing"]
        lead = _find_article(name)
        wording = Wording(lead, f"{owner['mark']} {thing}")
        return Reading(object=name[len(lead) :], complement=_PREPOSITION.sub("", thing), wording=wording)
    if named:
        wording = Wording("", named["link"] + named["state"])
        return Reading(object=named["object"], called=_PREPOSITION.sub("", named["state"]), wording=wording)
    if aimed and not _drop_article(aimed["thing"])[:1].isupper():
        wording = Wording(aimed["thing"] + aimed["link"])
        return Reading(object=aimed["object"], complement=_drop_article(aimed["thing"]), wording=wording)
    if aimed and aimed["link"].strip().startswith("against"):  # "the Production Act against Acme"
        wording = Wording(aimed["thing"] + aimed["link"])
        return Reading(object=aimed["object"], complement=_drop_article(aimed["thing"]), wording=wording)
    lead = _find_article(text)
    if _PREPOSITION.match(f" {text}"):  # "for bankruptcy"
        return Reading(complement=_drop_article(text.partition(" ")[2]), wording=Wording(text))
    name = _PREPOSITION.sub("", text[len(lead) :])
    return Reading(object=name, wording=Wording(lead, text[len(lead) + len(name) :]))


def _find_article(text: str) -> str:
    found = _ARTICLE.match(text)
    return found[0] if found else ""


def _drop_article(text: str) -> str:
    return _ARTICLE.sub("", text)


# ------------------------------------------------------------------------------------------- entities

_GOVERNMENT_WORDS = (
    *(
        "agency",
        "army",
        "authority",
        "board",
        "bureau",
        "cabinet",
        "central bank",
        "chancellor",
        "commission",
    ),
    *("congress", "council", "court", "department", "government", "house", "judge", "kremlin", "minister"),
    *("ministry", "navy", "office", "parliament", "pentagon", "police", "president", "regulator", "senate"),
    *("state", "states", "supreme", "treasury", "union"),
)
_COMPANY_WORDS = (
    "air",
    "airlines",
    "airways",
    "bank",
    "lines",
    "motors",
    "industries",
    "systems",
    "lab",
    "labs",
)
_LEGAL_FORMS = (
    *("inc", "incorporated", "ltd", "limited", "corp", "corporation", "co", "company", "plc", "llc", "gmbh"),
    *("ag", "se", "sa", "nv", "holding", "holdings", "group"),
)
_GOVERNMENT = re.compile(rf"\b(?:{'|'.join(_GOVERNMENT_WORDS)})\b", re.IGNORECASE)
_COMPANY = re.compile(rf"\b(?:{'|'.join(_COMPANY_WORDS)})$", re.IGNORECASE)
_COMPANY_ENDING = re.compile(rf",? (?:{'|'.join(_LEGAL_FORMS)})\.?$", re.IGNORECASE)
_OFFICE = re.compile(r"(?P<kind>Department|Ministry|Bureau|Board) of (?:the )?(?P<field>[A-Z]\S*)")
_SHORTEST_ACRONYM = 3  # words


def slugify(text: str) -> str:
    """Make an id: small letters, digits and "-", 64 characters at the most."""
    plain = re.sub(r"['\u2019]", "", text.lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-")


def list_variants(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Further names of somebody (in any case), and acronyms (letter for letter)."""
    names: list[str] = []
    short = _COMPANY_ENDING.sub("", name)
    if short != name:
        names.append(short)
    office = _OFFICE.fullmatch(name)
    if office:
        names.append(f"{office['field']} {office['kind']}")
    initials = [word[0] for word in re.split(r"[ -]", name) if word[:1].isupper()]
    acronyms = ("".join(initials),) if len(initials) >= _SHORTEST_ACRONYM and short == name else ()
    return tuple(names), acronyms


def guess_kind(name: str) -> EntityKind:
    """What sort of thing a name is of."""
    if _COMPANY_ENDING.search(name) or _COMPANY.search(name):
        return EntityKind.COMPANY
    return EntityKind.GOVERNMENT if _GOVERNMENT.search(name) else EntityKind.THING


class _Cast:
    """The entities of a draft: those that exist are taken as they are, the others drafted once."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._known = {id_.casefold(): id_ for id_ in entities}
        for entity in entities.values():
            for name in (*entity.names, *entity.exact):
                self._known.setdefault(name.casefold(), entity.id)
        self._entities = entities
        self.tables: list[str] = []

    def find_name(self, name: str) -> str:
        """The name to show of somebody who may be given by an id."""
        entity = self._entities.get(name)
        return entity.names[0] if entity else name

    def name_all(self, names: tuple[str, ...], id_: str = "", kind: EntityKind | None = None) -> str:
        """The id of the entity that has these names, drafted where there is none."""
        found = self._known.get(names[0].casefold())
        if found:
            return found
        id_ = self._make_id(id_ or slugify(names[0]) or "entity")
        variants = [list_variants(name) for name in names]
        all_names = dict.fromkeys([*names, *(one for more, _ in variants for one in more)])
        exact = dict.fromkeys(one for _, acronyms in variants for one in acronyms)
        lines = [
            f"[entities.{id_}]",
            f'kind = "{kind or guess_kind(names[0])}"  # a guess: company, government, person or thing',
            f"names = {_render_list(all_names)}  # add the other names news has for it",
        ]
        if exact:
            lines.append(f"exact = {_render_list(exact)}  # letter for letter; is it called so?")
        self.tables.append("\n".join(lines) + "\n")
        self._known[names[0].casefold()] = self._known[id_] = id_
        return id_

    def _make_id(self, wanted: str) -> str:
        number, id_ = 1, wanted
        while id_ in self._known:
            number += 1
            id_ = f"{wanted}-{number}"
        return id_


# ---------------------------------------------------------------------------------------------- draft


_HEADING = """\
# A first draft by `watcher signals new`, to be worked on: docs/signals.md explains every key.
"""
_EXAMPLES_HEADING = """\
# Made up from the words above.  Replace these by real headlines, threats and other people's business
# among them: only they show whether the signal can be trusted.
"""


def draft_signal(answers: Answers, entities: Mapping[str, Entity], inflect: Inflect) -> Draft:
    """Write the tables of a signal, its entities and made-up examples; `entities` are those that exist."""
    cast = _Cast(entities)
    slots = {
        "actor": cast.name_all(answers.actor) if answers.actor else "",
        "object": cast.name_all(answers.object) if answers.object else "",
    }
    if answers.rivals:
        rivals_id = f"other-than-{slots['object'] or slots['actor']}"[:64]
        slots["competitors"] = cast.name_all(answers.rivals, rivals_id)
    lists = {
        "verbs": (answers.verbs, "add what else news may call it; inflection is known"),
        "nouns": (answers.nouns, "the act as a noun"),
        "states": (answers.called, "what the object is called once it is done"),
        "complement": (_with_acronyms(answers.complement), "words that must stand beside the verb or noun"),
        "precursors": (answers.family.before if answers.family else (), "what announces it by itself"),
    }
    lines = [f"[signals.{answers.id}]", f"proposition = {quote(answers.proposition)}"]
    lines += [f"{slot} = {quote(id_)}" for slot, id_ in slots.items() if id_]
    lines += [f"{key} = {_render_list(words)}  # {why}" for key, (words, why) in lists.items() if words]
    examples = draft_examples(answers, cast.find_name, inflect)
    parts = (
        f"# {f' {answers.id}':->98}\n{_HEADING}",
        *cast.tables,
        "\n".join(lines) + "\n",
        *_draft_patterns(answers),
        _EXAMPLES_HEADING,
        *(render_example(answers.id, example) for example in examples),
    )
    return Draft("\n".join(parts), examples)


_PATTERNS_HEADING = """\
# News has more to say of such acts.  Take in what fits, with a headline for each.
"""


def _draft_patterns(answers: Answers) -> Iterable[str]:
    """Patterns of the kind of act as comments, because a pattern wants an example that only a person has."""
    family = answers.family
    if family is None or not (family.split or family.instead):
        return
    lines = [_PATTERNS_HEADING.rstrip()]
    for verb, words in family.split.items():
        lines += _comment_out(
            answers.id, f"verbs = {_render_list([verb])}", f"complement = {_render_list(words)}"
        )
    if family.instead:
        lines += _comment_out(answers.id, f"verbs = {_render_list(family.instead)}", 'tells = "denies"')
    yield "\n".join(lines) + "\n"


def _comment_out(signal_id: str, *lines: str) -> list[str]:
    return ["#", f"# [[signals.{signal_id}.patterns]]", *(f"# {line}" for line in lines)]


def draft_examples(
    answers: Answers, find_name: Callable[[str], str], inflect: Inflect
) -> tuple[Example, ...]:
    """Make up headlines for the stances from the slots of a signal."""
    verb = answers.verbs[0]
    spellings = {form: spelling for spelling, forms in inflect(verb).items() for form in forms}
    present, participle = spellings["present"], spellings["participle"]
    actor = find_name(answers.actor[0]) if answers.actor else "Government"
    actor = actor[:1].upper() + actor[1:]
    wording = answers.wording or _compose_wording(answers)

    def tell(name: str) -> str:
        behind = (
            _own(name) + wording.behind[2:] if wording.behind.startswith("'s ") else name + wording.behind
        )
        return wording.before + behind

    name = find_name(answers.object[0]) if answers.object else ""
    whom = f" {tell(name)}".rstrip()
    as_called = f" as{wording.behind}" if answers.called and not wording.behind.startswith(" as ") else ""
    of_whom = f" of {name}{as_called}" if as_called else f" of{whom}" if whom else ""
    owner = _own(actor)
    rivals = [find_name(rival) for rival in answers.rivals[:2]]
    made: list[tuple[str, Stance | None]] = [
        (f"{actor} {present}{whom}", Stance.CONFIRMS),
        (f"{actor} has {participle}{whom}", Stance.CONFIRMS),
        (f"{actor} could {verb}{whom}, officials say", Stance.ANTICIPATES),
        (f"{actor} plans to {verb}{whom}", Stance.ANTICIPATES),
        (f"{actor} threatens to {verb}{whom}", Stance.ANTICIPATES),
        (f"{actor} has not {participle}{whom}, spokesman says", Stance.DENIES),
        (f"{actor} refuses to {verb}{whom}", Stance.DENIES),
        (f"Court overturns {owner} decision to {verb}{whom}", Stance.REVERSES),
        *([(f"Court blocks {owner} {answers.nouns[0]}{of_whom}", Stance.REVERSES)] if answers.nouns else []),
        *((title, None) for title in _make_other_news(actor, present, name, rivals, tell)),
    ]
    return tuple(Example(title, stance=stance) for title, stance in made)


def _own(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _make_other_news(
    actor: str, present: str, name: str, rivals: Iterable[str], tell: Callable[[str], str]
) -> Iterable[str]:
    if name:
        yield from (f"{actor} {present} {tell(rival)}" for rival in rivals)
        yield f"{name} opens an office in Norway"
    else:
        yield from (f"{rival} {present} {tell('')}".rstrip() for rival in rivals)
    yield f"{actor} publishes its annual report"


def _with_acronyms(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*phrases, *(one for phrase in phrases for one in list_variants(phrase)[1])]))


def _compose_wording(answers: Answers) -> Wording:
    """How the act is told where the proposition does not show it."""
    if answers.called:
        return Wording("", f" a {answers.called[0]}")
    return Wording("", f"'s {answers.complement[0]}") if answers.complement else Wording()


def _render_list(words: Iterable[str]) -> str:
    return f"[{', '.join(quote(word) for word in words)}]"
