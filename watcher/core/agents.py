"""Who does the act of a frame: whether a name can be the agent of its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.core.inflection import Form, word_set
from watcher.core.reading import VerbGroup, is_adverb, read_verb_group
from watcher.core.references import may_refer
from watcher.core.terms import Hit, Role

if TYPE_CHECKING:
    from watcher.core.frames import Frame, Search


def is_agent(search: Search, hit: Hit, frame: Frame) -> bool:
    """Whether a name can be who does the verb: before it when active, after "by" when passive."""
    group = frame.group
    is_partner = frame.trigger.term.words[-1] == "with" and hit.start == frame.trigger.end  # "works with X"
    if is_partner or _is_reduced_passive(search, frame) or _is_after_by(search, hit, frame):
        return True
    if group is None or (
        group.is_passive and (group.start < group.verb or search.keys[hit.start - 1 : hit.start] == ["by"])
    ):
        return True
    if hit.start >= group.verb or (
        group.form not in (Form.BASE, Form.GERUND) and _is_modifier(search, hit, group.start)
    ):
        return False
    if any(
        check(search, hit, group) for check in (_has_other_subject, _is_persons, _is_governed, _is_in_aside)
    ):
        return False
    return all(
        rival.end <= hit.start or rival.start >= group.start or is_joined(search, hit, rival)
        for rival in search.hits.of(Role.RIVAL)
    )


_BY_REACH = 4


def _is_after_by(search: Search, hit: Hit, frame: Frame) -> bool:
    """As in "aided by X": whoever a participle's "by" names did it."""
    verb = frame.trigger
    between = search.keys[verb.end : hit.start]
    is_after = between[:1] == ["by"] and len(between) <= _SUBJECT_REACH
    return Form.PARTICIPLE in verb.term.forms and is_after and all(key.isalnum() for key in between)


def _is_reduced_passive(search: Search, frame: Frame) -> bool:
    """As in "X banned in Italy": the object stands right before a bare participle."""
    group = frame.group
    if group is None or group.form is not Form.PAST or group.start < group.verb:
        return False
    return any(hit.end == group.verb for hit in search.hits.of(Role.OBJECT)) and not any(
        hit.start == group.end for hit in search.hits.of(Role.OBJECT)
    )


_WHO = word_set("who which that and or but to")
"""Words before a verb that stand for the name before them, or join it."""
_DAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday january february march
    april may june july august september october november december
    """
)
"""Days and months, which headlines put between a name and its verb."""
PEOPLE = word_set(
    """
    officials official chief ceo executives spokesman spokeswoman spokesperson staff workers employees
    engineers board administration department secretary leaders members team teams lawyers union
    president chairman group company management owner parent inc corp plc motors stores foods
    parliament government cabinet ministry minister ministers lawmakers legislature senate congress
    assembly council authorities
    """
)
"""Heads that act for the name they follow: "Bureau officials", "Acme engineers"."""


def _is_modifier(search: Search, hit: Hit, verb: int) -> bool:
    """As in "Hartlow county files": one more noun between the name and its verb is the true subject."""
    if verb - hit.end != 1 or hit.term.is_anaphor:
        return False
    key = search.keys[hit.end]
    return (
        key.isalpha()
        and hit.end not in search.sentence.cues
        and not is_adverb(key)
        and key not in PEOPLE
        and key not in _DAYS
        and key not in _WHO
    )


def _is_persons(search: Search, hit: Hit, group: VerbGroup) -> bool:
    """As in "X's press secretary quits": somebody of a person's is somebody else."""
    is_owner = search.sentence.tokens[hit.end - 1].is_possessive and group.form in (Form.PAST, Form.PRESENT)
    return is_owner and hit.term.entity in search.compiled.people and 0 < group.start - hit.end <= _BY_REACH


_TOWARD = word_set("with on against to toward for over about")
"""Prepositions whose object is not who acts: "the order against X, easing"; "help from X" is X's."""


def _is_governed(search: Search, hit: Hit, group: VerbGroup) -> bool:
    """As in "does no business with X and gave": the subject of the clause goes on acting, not X."""
    if group.form is Form.BASE or search.keys[hit.start - 1] not in _TOWARD or not hit.start:
        return False
    place = hit.end
    while place < group.verb and is_adverb(search.keys[place]):
        place += 1
    following = search.keys[place + 1 : place + 2]
    is_aside = search.keys[place] == "," and following not in (["which"], ["who"])
    return is_aside or search.keys[place] in ("and", "or", "but")


def _is_in_aside(search: Search, hit: Hit, group: VerbGroup) -> bool:
    """As in "Omnicorp, which uses X, helps", "tells X's users to go, giving": the main subject acts."""
    if search.keys[group.start - 1] != "," or not group.start:
        return False
    if group.form is Form.GERUND:
        following = search.keys[hit.end : hit.end + 2]
        return search.sentence.tokens[hit.end - 1].is_possessive and PEOPLE.isdisjoint(following)
    opening = max((place for place in range(group.start - 1) if search.keys[place] == ","), default=0)
    return 0 < opening < hit.start and search.keys[opening + 1] in _WHO | {"whose"}


_SUBJECT_REACH = 6


def _has_other_subject(search: Search, hit: Hit, group: VerbGroup) -> bool:
    """As in "X, according to guidance sent to": a noun far behind the name stands before the verb."""
    if _has_place_for_subject(search, hit, group):
        return True
    place = group.start - 1
    if group.form not in (Form.PAST, Form.PRESENT) or place - hit.end < _SUBJECT_REACH:
        return False
    key = search.keys[place]
    is_name = any(
        other.start <= place < other.end
        for role in (Role.ACTOR, Role.OBJECT, Role.PLACE)
        for other in search.hits.of(role)
    )
    is_noun = key.isalpha() and place + 1 not in search.sentence.ends_at and not is_adverb(key)
    return is_noun and not is_name and key not in PEOPLE | _DAYS | _WHO


_OTHERS = word_set("they you")
_JOINING = word_set(", and & the")


def _has_place_for_subject(search: Search, hit: Hit, group: VerbGroup) -> bool:
    """As in "X says schools must switch", "X sues, and schools have begun switching", "as they switch"."""
    start = group.start
    governor = search.sentence.ends_at.get(start)
    if group.form is Form.GERUND and governor is not None:
        forms = frozenset(form for cue in governor.cues for form in cue.forms)
        start = read_verb_group(search.keys, governor.start, governor.end, forms).start if forms else start
    elif group.form not in (Form.PAST, Form.PRESENT):
        return False
    is_pronoun = search.keys[start - 1] in _OTHERS and hit.end < start
    return is_pronoun or any(
        place.end == start and not _JOINING.issuperset(search.keys[hit.end : place.start])
        for place in search.hits.of(Role.PLACE)
        if hit.end < place.start
    )


_ACCOMPANYING = word_set("with alongside join joins joined joining")


def is_joined(search: Search, hit: Hit, rival: Hit) -> bool:
    """As in "Zentra and Omnicorp": both do it."""
    between = search.keys[hit.end : rival.start]
    if rival.start and search.keys[rival.start - 1] in _ACCOMPANYING:
        return True
    return 0 < len(between) <= 2 and all(key in {",", "and", "with", "&"} for key in between)


def has_agent(search: Search, frame: Frame) -> bool:
    """Whether one of the signal's actors can be who does an active verb."""
    group = frame.group
    if group is None or group.is_passive or lacks_subject(search, frame):
        return True
    if group.start and search.keys[group.start - 1] in ("we", "i", "he", "she", "they"):
        return search.context.is_actor_named
    return any(
        may_refer(search, hit, Role.ACTOR) and hit.start < group.verb for hit in search.hits.of(Role.ACTOR)
    )


def lacks_subject(search: Search, frame: Frame) -> bool:
    """Whether a verb has no subject of its own; a noun never has."""
    if frame.group is None:
        return True
    return frame.group.start == 0 or not search.keys[frame.group.start - 1][0].isalnum()
