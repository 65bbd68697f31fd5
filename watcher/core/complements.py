"""Frames with a complement: "orders X under the act", "the act was invoked against X"."""

from __future__ import annotations

from watcher.core.cues import CueClass, CueHit, Part
from watcher.core.frames import (
    CLAUSE_MARKS,
    DETERMINERS,
    Frame,
    Kind,
    Search,
    count_determiners,
    extend_left,
    make_noun_frame,
    make_verb_frame,
)
from watcher.core.inflection import Form, word_set
from watcher.core.reading import Sentence, looks_nominal, read_verb_group
from watcher.core.slots import fill_slots
from watcher.core.terms import Hit, Role, gap


def match_complement(search: Search, complement: Hit) -> list[Frame]:
    """What the complement may belong to, likelier first: a noun, one of the verbs, nothing at all."""
    nouns = [
        hit
        for hit in search.hits.of(Role.NOUN, search.index)
        if not _is_gerund(search, hit)
        and (_belongs(search, hit, complement) or _is_told_of(search, hit, complement))
    ]
    if nouns:
        noun = min(nouns, key=lambda hit: gap(hit, complement))
        if _is_told_of(search, noun, complement):
            frame = make_noun_frame(search, noun, None)
            frame.slots["complement"] = complement
            return [frame]
        return [make_noun_frame(search, noun, complement)]
    verbs = _find_verbs(search, complement)
    for verb in verbs:
        frame = make_verb_frame(search, verb, complement)
        head = _find_head(search, frame, verbs)
        frame = frame if head is None else make_verb_frame(search, head, complement)
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
    if not between or any(key in CLAUSE_MARKS for key in between):
        return False
    is_under = "under" in between[1:] and len(between) <= _FAR
    if is_under and between[0] in _RELATIVE:
        return True  # "the order that it issued under the act"
    if between[0] == "pursuant":
        return len(between) <= _SECTION  # "pursuant to section 101 of the act"
    is_infinitive = between[0] == "to" and not _is_receiver(search, noun.end + 1)  # "move to narrow the act"
    if "," in between or is_infinitive or _has_verb(search, noun.end, complement.start):
        return False
    reach = _SECTION if between[0] == "under" else _FAR if is_under else _NEAR
    return between[0] in _LINKS and len(between) <= reach  # "order to X under title I of the act"


def _is_gerund(search: Search, noun: Hit) -> bool:
    """As in "odds on the Bureau listing X as a hazard": it has an object, and is no noun."""
    is_followed = any(hit.start == noun.end for hit in search.hits.of(Role.OBJECT))
    return is_followed and search.keys[noun.end - 1].endswith("ing")


def _is_told_of(search: Search, noun: Hit, complement: Hit) -> bool:
    """As in "held that the act covers goods only, and enjoined the order served on X": one act in both."""
    before = search.keys[noun.start - 1 : noun.start]
    if noun.start < complement.end or before not in (["the"], ["that"], ["this"]):
        return False
    after = search.keys[noun.end : noun.end + 3]
    link = next((place for place, key in enumerate(after) if key in ("on", "against", "to")), None)
    if link is None or any(key in CLAUSE_MARKS for key in search.keys[complement.end : noun.start]):
        return False
    tied = noun.end + link + 1
    return any(hit.start == tied for hit in search.hits.names(Role.OBJECT))


_NEAR, _SECTION, _FAR = 4, 8, 10  # tokens between a noun and its complement
_LINKS = word_set("of under with on in to for pursuant from by using against concerning about regarding over")
"""Words that join a noun to its complement."""
_RELATIVE = word_set("that which , issued made signed placed imposed it they he she we")
"""Words that open a clause in which the noun meets its complement."""


def _is_receiver(search: Search, place: int) -> bool:
    """Whether "to" is followed by whom an order goes to, rather than by a verb."""
    return search.keys[place] in DETERMINERS or any(
        hit.start <= place < hit.end
        for role in (Role.OBJECT, Role.ACTOR, Role.PLACE, Role.RIVAL)
        for hit in search.hits.of(role)
    )


def _has_verb(search: Search, start: int, end: int) -> bool:
    return any(start <= verb.start < end for verb in search.hits.of(Role.VERB, search.index))


def list_verbs(search: Search) -> list[Hit]:
    """The pattern's verbs that stand as verbs, and are no part of another: "pull" in "pulled back"."""
    return [
        hit
        for hit in search.hits.of(Role.VERB, search.index)
        if stands_as_verb(search, hit) and not is_part_of_ending(search.sentence, hit)
    ]


def stands_as_verb(search: Search, hit: Hit) -> bool:
    """Whether a verb of the signal is one here: "blocks X", not "blocks on X"."""
    forms = hit.term.forms
    is_plural = Form.PRESENT in forms and Form.BASE not in forms and hit.end - hit.start == 1
    if is_plural and search.keys[hit.end : hit.end + 1] in (["on"], ["against"]):
        return False
    if _is_verbal_noun(search, hit):
        return False
    if any(hit.is_inside(longer) for longer in search.hits.of(Role.COMPLEMENT)):
        return False  # "sanctions" in "sanctions list"
    return not looks_nominal(search.sentence, hit.start, hit.end, forms)


def _takes_gerund(hit: CueHit | None) -> bool:
    """As in "shelves X blacklisting": what is shelved is to blacklist."""
    return hit is not None and any(cue.part is Part.VERB and "g" in cue.governs for cue in hit.cues)


def _is_verbal_noun(search: Search, hit: Hit) -> bool:
    """As in "grounding of X", "X grounding lifted", where the signal has the noun too."""
    if not any(noun.start == hit.start for noun in search.hits.of(Role.NOUN, search.index)):
        return False
    if hit.term.forms != {Form.GERUND}:
        return False
    is_after_object = any(
        name.end == hit.start and not _takes_gerund(search.sentence.ends_at.get(name.start))
        for name in search.hits.of(Role.OBJECT)
    )
    return is_after_object or search.keys[hit.end : hit.end + 1] == ["of"]


_ENDING = frozenset({CueClass.REVERSAL, CueClass.RULED_OUT, CueClass.REFUSAL, CueClass.INSTEAD})


def is_part_of_ending(sentence: Sentence, hit: Hit) -> bool:
    """Whether words that end an act, or rule it out, begin where the hit does and go on."""
    found = sentence.cues.get(hit.start)
    return found is not None and found.end > hit.end and any(cue.cls in _ENDING for cue in found.cues)


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
        group = read_verb_group(search.keys, verb.start, verb.end, verb.term.forms)
        is_contrast = search.keys[group.start - 1] == "but"  # "the act came up in talks but was not invoked"
        region, limit = range(complement.end, verb.start), 16 if is_contrast and group.is_passive else 8
        is_object_pronoun = search.keys[verb.end : verb.end + 1] == [
            "it"
        ]  # "considered the act, did not invoke it"
        is_joined = group.start == verb.start and search.keys[verb.start - 1] in (",", "and")
        if _is_fronted(search, complement, verb) or not _ENABLING.isdisjoint(
            search.keys[complement.end : verb.start]
        ):
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


def _find_head(search: Search, frame: Frame, verbs: list[Hit]) -> Hit | None:
    """As in "compels X to serve under the act": what X is made to do tells what the act was used for."""
    if frame.group is None or search.keys[frame.group.start : frame.group.start + 1] != ["to"]:
        return None
    ends = {
        frame.group.start,
        *(hit.start for hit in search.hits.of(Role.OBJECT) if hit.end == frame.group.start),
    }
    return next((verb for verb in verbs if verb.end in ends), None)


_ENABLING = word_set("let lets allow allows allowed permit permits empower empowers authorize authorizes")
"""What a law does to who may act: "the act lets the Bureau compel X"."""
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
