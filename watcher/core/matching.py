"""Article x Signal -> frames: where a sentence speaks of the signal's act, and which words fill its slots.

A frame has a trigger (a verb of the signal, a noun for its act, or "is" with a state) and slots (actor,
object, place, complement), all in one sentence.  A rival of the object that stands nearer takes the slot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.core.complements import is_part_of_ending, list_verbs, match_complement, stands_as_verb
from watcher.core.frames import (
    AFTER_OBJECT,
    Context,
    Frame,
    Kind,
    Search,
    extend_left,
    make_noun_frame,
    make_verb_frame,
    without_duplicates,
)
from watcher.core.inflection import Form, word_set
from watcher.core.naming import match_state
from watcher.core.reading import Sentence, looks_nominal, read_verb_group
from watcher.core.references import is_tied
from watcher.core.slots import fill_slots
from watcher.core.terms import Hit, Hits, Role, gap

if TYPE_CHECKING:
    from watcher.core.vocabulary import CompiledSignal


def find_frames(sentence: Sentence, compiled: CompiledSignal, hits: Hits, context: Context) -> list[Frame]:
    """Every frame of the signal in the sentence, with required slots filled."""
    frames: list[Frame] = []
    for index in range(len(compiled.signal.patterns)):
        search = Search(sentence, hits, context, compiled, index=index)
        frames.extend(_find_in_pattern(search))
    return without_duplicates(frames)


def _find_in_pattern(search: Search) -> list[Frame]:
    found: list[Frame | None] = []
    if search.pattern.is_loose:
        found += [_match_loosely(search, hit) for hit in _list_triggers(search)]
    elif search.pattern.states:
        found += [match_state(search, state) for state in search.hits.of(Role.STATE, search.index)]
    if search.pattern.complement and not search.pattern.is_loose:
        for hit in search.hits.of(Role.COMPLEMENT, search.index):
            found += match_complement(search, hit)
    if "complement" not in search.require and not search.pattern.states and not search.pattern.is_loose:
        found += [_match_verb(search, hit) for hit in list_verbs(search)]
        found += [_match_noun(search, hit) for hit in search.hits.of(Role.NOUN, search.index)]
    elif search.index in search.context.complements_beside and not search.pattern.is_loose:
        found += [_match_directly(search, verb) for verb in list_verbs(search)]
        found += [_match_noun_directly(search, noun) for noun in search.hits.of(Role.NOUN, search.index)]
    frames = [frame for frame in found if frame is not None and fill_slots(search, frame)]
    return without_duplicates(frames)


def _list_triggers(search: Search) -> list[Hit]:
    return [*search.hits.of(Role.VERB, search.index), *search.hits.of(Role.NOUN, search.index)]


def _match_loosely(search: Search, trigger: Hit) -> Frame | None:
    """A telling trigger with its complement anywhere in the sentence."""
    if not _is_loose_trigger(search, trigger):
        return None
    is_noun = trigger.term.role is Role.NOUN
    complements = [
        hit
        for hit in search.hits.of(Role.COMPLEMENT, search.index)
        if is_noun
        or hit.start >= trigger.end
        or (hit.end <= trigger.start and not _is_apart(search, hit, trigger))
    ]
    is_told = search.index in search.context.complements_in_title and search.sentence.field == "summary"
    if search.pattern.complement and not complements and not is_told:
        return None
    nearest = min(complements, key=lambda hit: gap(hit, trigger), default=None)
    if is_noun:
        frame = Frame(Kind.NOUN, search.index, trigger, extend_left(search, trigger.start), trigger.end)
    else:
        group = read_verb_group(search.keys, trigger.start, trigger.end, trigger.term.forms)
        if nearest is not None and _is_elsewhere(search, trigger, nearest):
            return None
        if search.pattern.themes and not _has_theme(search, trigger):
            return None
        if group.form is Form.GERUND and (
            _is_helped_with(search, trigger) or _is_attributive(search, trigger)
        ):
            return None
        frame = Frame(Kind.VERB, search.index, trigger, group.start, trigger.end, group)
    if nearest is not None:
        frame.slots["complement"] = nearest
    return frame


_THEME_REACH = 7
_SUBORDINATORS = word_set("as while when after before because since that which about ;")
"""Words behind which nothing is the object of a verb before them."""


def _has_theme(search: Search, verb: Hit) -> bool:
    """As in "sends engineers as schools leave": what is sent is one of the pattern's themes."""
    themes = search.hits.of(Role.THEME, search.index)
    if any(0 <= verb.start - hit.end < _THEME_REACH for hit in themes):
        return True
    return any(
        0 <= hit.start - verb.end < _THEME_REACH
        and _SUBORDINATORS.isdisjoint(search.keys[verb.end : hit.start])
        for hit in themes
    )


def _is_elsewhere(search: Search, verb: Hit, complement: Hit) -> bool:
    """As in "extends an olive branch: we will help", "supports a bill that would": in another clause."""
    between = search.keys[verb.end : complement.start]
    if ":" in between or between[:1] == ["that"]:
        return ":" in between or verb.end - verb.start == 1
    relative = next((at for at, key in enumerate(between) if key in ("that", "which")), 0)
    is_supposed = between[relative + 1 : relative + 2] in (["would"], ["could"])
    return is_supposed and not {"a", "an"}.isdisjoint(between[:2])


def _is_loose_trigger(search: Search, trigger: Hit) -> bool:
    """Whether a verb is one, a noun is no verb, and neither begins or describes something else."""
    if is_part_of_ending(search.sentence, trigger) or _is_hyphenated(search, trigger):
        return False
    if trigger.term.role is not Role.NOUN:
        return not looks_nominal(search.sentence, trigger.start, trigger.end, trigger.term.forms)
    return all(
        hit.start != trigger.start or looks_nominal(search.sentence, hit.start, hit.end, hit.term.forms)
        for hit in search.hits.of(Role.VERB, search.index)
    )


def _is_hyphenated(search: Search, verb: Hit) -> bool:
    """As in "X-assisted handover": a participle that only describes."""
    place = search.sentence.tokens[verb.start].start
    return Form.PARTICIPLE in verb.term.forms and search.sentence.text[max(0, place - 1) : place] == "-"


def _is_apart(search: Search, complement: Hit, verb: Hit) -> bool:
    """As in "would help agencies switch, Acme writes": what closes the sentence says who said it."""
    is_last = verb.end >= len(search.keys) - 1 and not search.keys[verb.start].endswith("ing")
    return is_last and "," in search.keys[complement.end : verb.start]


def _is_helped_with(search: Search, trigger: Hit) -> bool:
    """As in "ready to assist in moving users": the help is the act, what it is for is none."""
    before = trigger.start - 1
    names = (*search.hits.of(Role.PRODUCT), *search.hits.of(Role.ACTOR), *search.hits.of(Role.COMPLEMENT))
    while before > 0 and any(hit.start <= before < hit.end for hit in names):
        before -= 1  # "with Zentra offboarding"
    if before < 0 or search.keys[before] not in ("in", "with", "by", "for"):
        return False
    near = range(max(0, trigger.start - 7), trigger.start)
    return any(hit.start in near for hit in [*search.hits.of(Role.VERB), *search.hits.of(Role.NOUN)])


def _is_attributive(search: Search, trigger: Hit) -> bool:
    """As in "possible Zentra offboarding", "Zentra offboarding effort": a noun made of noun and gerund."""
    names = [*search.hits.of(Role.PRODUCT), *search.hits.of(Role.COMPLEMENT, search.index)]
    return any(hit.end == trigger.start for hit in names)


def _match_verb(search: Search, verb: Hit) -> Frame | None:
    return make_verb_frame(search, verb, None)


def _match_directly(search: Search, verb: Hit) -> Frame | None:
    """As in "US forces X to supply it. The government did so under the act": told in two sentences."""
    frame = make_verb_frame(search, verb, None)
    frame.is_implied = True
    group = frame.group
    if group is None or search.hits.of(Role.COMPLEMENT, search.index):
        return None
    for hit in search.hits.of(Role.OBJECT):
        if search.sentence.tokens[hit.end - 1].is_possessive:
            continue
        following = search.keys[hit.end : hit.end + 1]
        is_object = hit.start == verb.end and (not following or following[0] in AFTER_OBJECT)
        if is_object or (group.is_passive and hit.end == group.start):
            return frame
    return None


def _match_noun_directly(search: Search, noun: Hit) -> Frame | None:
    """As in "Rated order for X coming. Papers under the act are ready.": tied to the object itself."""
    if search.hits.of(Role.COMPLEMENT, search.index) or not is_tied(search.keys, search.hits, noun):
        return None
    frame = _match_noun(search, noun)
    if frame is not None:
        frame.is_implied = True
    return frame


def _match_noun(search: Search, noun: Hit) -> Frame | None:
    verbs = [hit for hit in search.hits.of(Role.VERB) if hit.start == noun.start or hit.end == noun.end]
    if any(stands_as_verb(search, verb) for verb in verbs):
        return None
    return make_noun_frame(search, noun, None)
