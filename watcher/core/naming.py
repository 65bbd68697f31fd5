"""Frames of being called something: "labels X a risk", "X remains a risk", "risk designation"."""

from __future__ import annotations

from watcher.core.cues import CueClass, Part
from watcher.core.frames import (
    AFTER_OBJECT,
    CLAUSE_MARKS,
    DETERMINERS,
    Frame,
    Kind,
    Search,
    count_determiners,
    make_noun_frame,
)
from watcher.core.inflection import Form, word_set
from watcher.core.reading import BE, FINDING, REFLEXIVES, VerbGroup, is_adverb, looks_nominal, read_verb_group
from watcher.core.references import may_refer
from watcher.core.terms import Hit, Role
from watcher.core.vocabulary import NOUN_LINKS


def match_state(search: Search, state: Hit) -> Frame | None:
    """The frame that a state makes with a noun, a list, a verb of naming or a copula, in this order."""
    return (
        _match_state_noun(search, state)
        or _match_state_list(search, state)
        or _match_state_verb(search, state)
        or _match_state_copula(search, state)
    )


def _match_state_noun(search: Search, state: Hit) -> Frame | None:
    """As in "public hazard designation", "designation of Zentra as a public hazard"."""
    if _is_apposition(search, state) or _is_compound(search, state):
        return make_noun_frame(search, state, None)
    for noun in search.hits.of(Role.NOUN, search.index):
        if 0 <= noun.start - state.end <= 2 and _is_smooth(search, state.end, noun.start):
            return make_noun_frame(search, noun, state)
        if 0 < state.start - noun.end <= 9 and _links(search, noun.end, state.start):
            return make_noun_frame(search, noun, state)
    return None


def _is_apposition(search: Search, state: Hit) -> bool:
    """As in "Zentra, a public hazard according to ..."."""
    comma = state.start - 1 - count_determiners(search.keys, state.start)
    if comma < 1 or search.keys[comma] != "," or search.keys[comma + 1] not in ("a", "an", "the"):
        return False
    is_noun_next = any(noun.start == state.end for noun in search.hits.of(Role.NOUN, search.index))
    return not is_noun_next and any(hit.end == comma for hit in search.hits.names(search.bearer))


def _is_compound(search: Search, state: Hit) -> bool:
    """As in "supply chain risk threat": what is threatened stands before the threat, but not before a law."""
    hit = search.sentence.cues.get(state.end)
    if hit is None or search.keys[state.end] in _LAWS:
        return False
    return any(cue.part is Part.NOUN and cue.cls is CueClass.IRREALIS for cue in hit.cues)


_LAWS = word_set("bill legislation resolution vote ballot assessment debate discussion question questions")
"""Nouns that a state names the topic of: "a public hazard bill"."""


def _links(search: Search, start: int, end: int) -> bool:
    """Whether only names and small words stand between a noun and its complement."""
    if search.keys[start] == "for" and search.keys[start + 1].endswith("ing"):
        return False  # "a case for treating X as a hazard"
    if any(
        start <= verb.start < end and Form.GERUND not in verb.term.forms
        for verb in search.hits.of(Role.NAMING)
    ):
        return False  # "a letter that X will be treated as a hazard"
    return any(key in ("as", "that", "of", "under") for key in search.keys[start:end]) and not any(
        search.keys[place] in CLAUSE_MARKS or search.keys[place] == ","
        or (place in search.sentence.cues and search.sentence.cues[place].cues[0].forms)
        for place in range(start, end)
    )  # fmt: skip


def _is_smooth(search: Search, start: int, end: int) -> bool:
    return not any(key in CLAUSE_MARKS or key in {",", "-", "a", "the"} for key in search.keys[start:end])


def _match_state_verb(search: Search, state: Hit) -> Frame | None:
    """As in "labels Zentra a public hazard", "was deemed a public hazard"."""
    verbs = [hit for hit in search.hits.of(Role.NAMING, search.index) if hit.end <= state.start]
    verbs += [hit for hit in search.hits.of(Role.VERB, search.index) if hit.end <= state.start]
    for verb in sorted(verbs, key=lambda hit: -hit.start):
        if state.start - verb.end > 16:
            return None
        between = range(verb.end, state.start)
        if any(search.keys[place] in CLAUSE_MARKS for place in between):
            return None
        if not _region_allows(search, verb, state) or looks_nominal(
            search.sentence, verb.start, verb.end, verb.term.forms
        ):
            continue
        if _is_own_finding(search, verb, state):
            return None
        if _is_attribute(search, verb, state):
            continue
        group = read_verb_group(search.keys, verb.start, verb.end, verb.term.forms)
        frame = Frame(Kind.VERB, search.index, verb, group.start, state.end, group)
        frame.slots["complement"] = state
        return frame
    return None


def _is_attribute(search: Search, verb: Hit, state: Hit) -> bool:
    """As in "treats X as a designated risk": the participle describes the state."""
    is_beside = verb.end == state.start and Form.PARTICIPLE in verb.term.forms
    return is_beside and search.keys[verb.start - 1 : verb.start] in (["a"], ["an"], ["the"])


def _is_own_finding(search: Search, verb: Hit, state: Hit) -> bool:
    """As in "X flags public hazard in packages": the object finds a risk elsewhere."""
    is_active = not verb.term.forms & {Form.PAST, Form.PARTICIPLE}
    return (
        is_active
        and state.start == verb.end
        and any(hit.end == verb.start for hit in search.hits.of(search.bearer))
    )


def _region_allows(search: Search, verb: Hit, state: Hit) -> bool:
    """Whether what stands between verb and state is the object, or nothing that matters."""
    region = range(verb.end, _find_modifiers(search, state))
    if any(hit.start in region for hit in search.hits.of(search.bearer)):
        return True
    if any(hit.start in region for hit in search.hits.of(Role.RIVAL)):
        return False
    content = [search.keys[place] for place in region if not _is_filler(search, place)]
    return not content


def _find_modifiers(search: Search, state: Hit) -> int:
    """Where the words begin that only describe a state: "a grave national security risk"."""
    for start in range(state.start - 1, max(0, state.start - 5), -1):
        if search.keys[start] in ("a", "an"):
            return start
        if not search.keys[start].isalpha() or search.keys[start] in NOUN_LINKS:
            break
    return state.start


_FILLERS = word_set(
    """
    , to by with in of for week month last potential us u.s monday tuesday wednesday thursday friday
    saturday sunday
    """
)
"""Small words, and dates, that name nobody."""


def _is_filler(search: Search, place: int) -> bool:
    """A word that may stand between a passive verb and its state without naming anybody else."""
    key = search.keys[place]
    is_small = key in DETERMINERS or key in BE or key in _FILLERS or is_adverb(key)
    return is_small or any(hit.start <= place < hit.end for hit in search.hits.of(Role.ACTOR))


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
"""Verbs that join a subject to its state, besides "be"."""


_POSING = {
    "pose": Form.PRESENT,
    "poses": Form.PRESENT,
    "posed": Form.PAST,
    "present": Form.PRESENT,
    "presents": Form.PRESENT,
    "presented": Form.PAST,
    "constitute": Form.PRESENT,
    "constitutes": Form.PRESENT,
    "constituted": Form.PAST,
}
"""Verbs of what somebody is found to be."""
_FINDINGS = word_set(
    """
    told tells notified notifies informed informs determined determines concluded concludes found finds
    declared declares ruled rules certified certifies
    """
)
"""Verbs by which an authority says what it found: without one, that somebody poses a risk is opinion."""


def _is_found(search: Search, place: int) -> bool:
    """As in "told X that its products pose a hazard", "found to pose a hazard"."""
    is_said = not _FINDINGS.isdisjoint(search.keys[:place])
    is_clause = "that" in search.keys[:place] or search.keys[place - 1] == "to"
    return search.keys[place] in _POSING and is_said and is_clause


def _match_state_copula(search: Search, state: Hit) -> Frame | None:
    """As in "Zentra remains a public hazard", "no longer a public hazard"."""
    place = state.start - 1
    while place >= 0 and (
        search.keys[place] in DETERMINERS
        or is_adverb(search.keys[place])
        or search.keys[place] in {"not", "official"}
        or search.keys[place].endswith("ed")
    ):
        place -= 1
    if place < 0:
        return None
    key = search.keys[place]
    is_verbless = any(
        search.keys[at] in {"longer", "still", "now", "officially", "again", "more", "not"}
        for at in range(place + 1, state.start)
    )
    is_verbless = is_verbless or _is_predicated(search, state)
    is_found = key in FINDING and search.keys[place + 1] in REFLEXIVES
    if _is_asked(search, state, place):
        return _open_state(search, state)
    if key in BE or key in _BECOMING or is_verbless or is_found or _is_found(search, place):
        # read as if the state were a participle: auxiliaries, adverbs and modals stand before it
        group = read_verb_group(
            search.keys,
            state.start - count_determiners(search.keys, state.start),
            state.end,
            {Form.PARTICIPLE},
        )
        if key in _BECOMING or key in _POSING:
            form = Form.BASE if search.keys[place - 1] == "to" else (_BECOMING | _POSING)[key]
            group = read_verb_group(search.keys, place, place + 1, {form})
        if key == "being":
            group = read_verb_group(search.keys, place, place + 1, {Form.GERUND})
        frame = Frame(Kind.VERB, search.index, state, group.start, state.end, group)
        frame.slots["complement"] = state
        return frame if _is_subject_told(search, group.start) else None
    return None


def _is_predicated(search: Search, state: Hit) -> bool:
    """As in "Acme bankrupt": one word for a state, right behind the name, and no noun after it."""
    following = search.keys[state.end : state.end + 1]
    is_last = not following or following[0] in AFTER_OBJECT
    is_word = state.end - state.start == 1
    return is_word and is_last and any(hit.end == state.start for hit in search.hits.names(search.bearer))


def _is_asked(search: Search, state: Hit, place: int) -> bool:
    """As in "Is X a risk?", "X a risk?"."""
    if search.keys[state.end : state.end + 1] != ["?"]:
        return False
    return any(hit.start <= place < hit.end for hit in search.hits.names(search.bearer))


def _open_state(search: Search, state: Hit) -> Frame:
    """A state that is only asked about: no verb, and the question mark opens it."""
    group = VerbGroup(state.start, state.start, state.end, Form.PARTICIPLE, is_passive=True)
    frame = Frame(Kind.VERB, search.index, state, state.start, state.end, group)
    frame.slots["complement"] = state
    return frame


def _is_subject_told(search: Search, start: int) -> bool:
    """Whether the object is what "is" the state: it stands right before, but for a parenthesis."""
    if start > 1 and search.keys[start - 1] == ",":
        opening = next(
            (at for at in range(start - 2, max(-1, start - 10), -1) if search.keys[at] == ","), start
        )
        start = min(start, opening)
    return any(
        hit.end <= start <= hit.end + 4 and may_refer(search, hit, search.bearer)
        for hit in search.hits.of(search.bearer)
    )


def _match_state_list(search: Search, state: Hit) -> Frame | None:
    for hit in search.hits.of(Role.LIST, search.index):
        if 0 <= state.start - hit.end <= 2 or 0 <= hit.start - state.end <= 1:
            frame = make_noun_frame(search, hit, state)
            frame.needs_light = True
            return frame
    return None
