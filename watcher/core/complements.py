"""Frames with a complement: "orders X under the act", "the act was invoked against X"."""

from __future__ import annotations

from watcher.core.frames import (
    CLAUSE_MARKS,
    Frame,
    Kind,
    Search,
    count_determiners,
    extend_left,
    make_noun_frame,
    make_verb_frame,
)
from watcher.core.inflection import Form, word_set
from watcher.core.reading import looks_nominal, read_verb_group
from watcher.core.slots import fill_slots
from watcher.core.terms import Hit, Role, gap


def match_complement(search: Search, complement: Hit) -> list[Frame]:
    """What the complement may belong to, likelier first: a noun, one of the verbs, nothing at all."""
    nouns = [hit for hit in search.hits.of(Role.NOUN, search.index) if _belongs(search, hit, complement)]
    if nouns:
        return [make_noun_frame(search, min(nouns, key=lambda hit: gap(hit, complement)), complement)]
    verbs = _find_verbs(search, complement)
    for verb in verbs:
        frame = make_verb_frame(search, verb, complement)
        if fill_slots(search, frame):
            return [frame]
    if verbs or search.pattern.bare_complement is None:
        return []
    start = extend_left(search, complement.start)
    return [
        Frame(Kind.BARE, search.index, complement, start, complement.end, slots={"complement": complement})
    ]


def _belongs(search: Search, noun: Hit, complement: Hit) -> bool:
    """Whether noun and complement make one phrase."""
    if 0 <= noun.start - complement.end <= 1:
        return True
    between = search.keys[noun.end : complement.start]
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
    if any(noun.end <= verb.start < complement.start for verb in search.hits.of(Role.VERB, search.index)):
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
    } and not any(key in CLAUSE_MARKS or key == "," for key in between)


def list_verbs(search: Search) -> list[Hit]:
    """The pattern's verbs that stand as verbs."""
    return [
        hit
        for hit in search.hits.of(Role.VERB, search.index)
        if not looks_nominal(search.sentence, hit.start, hit.end, hit.term.forms)
    ]


def _find_verbs(search: Search, complement: Hit) -> list[Hit]:
    """The verbs that the complement may belong to, the nearest first."""
    near: list[tuple[int, int, Hit]] = []
    for verb in list_verbs(search):
        if verb.start < complement.end and complement.start < verb.end:
            continue
        distance = _verb_distance(search, verb, complement)
        if distance is not None:
            near.append((distance, verb.start, verb))
    return [verb for _, _, verb in sorted(near, key=lambda item: item[:2])]


def _verb_distance(search: Search, verb: Hit, complement: Hit) -> int | None:
    """Tokens between verb and complement; None when they cannot belong together."""
    if verb.end <= complement.start:
        region, limit = range(verb.end, complement.start), 14
    else:
        region, limit = range(complement.end, verb.start), 8
        group = read_verb_group(search.keys, verb.start, verb.end, verb.term.forms)
        is_object_pronoun = search.keys[verb.end : verb.end + 1] == [
            "it"
        ]  # "considered the act, did not invoke it"
        is_joined = group.start == verb.start and search.keys[verb.start - 1] in (",", "and")
        if _is_fronted(search, complement, verb):
            return len(region)
        is_passive = group.is_passive or Form.PARTICIPLE in verb.term.forms
        if not (is_object_pronoun or is_passive or is_joined):
            return None
        if group.is_passive and search.keys[group.start - 1 : group.start] == ["it"]:
            return len(region)  # "the act was drafted; it was never invoked"
        if complement.start == 0 and search.keys[complement.end] == ":":
            return len(region)  # "Production act: X compelled"
    if any(search.keys[place] in CLAUSE_MARKS or search.keys[place] == "-" for place in region):
        return None
    return len(region) if len(region) <= limit else None


_MEANS = word_set("under using by through with via citing invoking")
"""Words before the law or the tool by which somebody acts."""


def _is_fronted(search: Search, complement: Hit, verb: Hit) -> bool:
    """As in "Using the act, the state forces X to": the means first, then the verb with its object."""
    place = complement.start - 1 - count_determiners(search.keys, complement.start)
    return (
        place >= 0
        and search.keys[place] in _MEANS
        and any(hit.start == verb.end for hit in search.hits.names(Role.OBJECT))
    )
