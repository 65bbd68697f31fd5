"""Whether a frame stands: no rival of its object nearer, no foreign state acting, no other year's news."""

from __future__ import annotations

from watcher.core.agents import is_joined
from watcher.core.frames import DETERMINERS, Frame, Kind, Search, distance
from watcher.core.inflection import Form, word_set
from watcher.core.reading import VerbGroup, is_adverb
from watcher.core.terms import Hit, Role
from watcher.core.vocabulary import NOUN_LINKS


def withstands_rivals(search: Search, frame: Frame) -> bool:
    """No rival, and no excluded word, stands nearer than the object; no year before the signal's time."""
    own = frame.slots.get("object") or frame.slots.get("actor")
    if _is_of_another_year(search, frame) or _is_foreign(search, frame) or _is_turned_round(search, frame):
        return False
    if (
        own is not None
        and not search.pattern.is_loose
        and (_is_aside(search, own, frame) or _is_detached(search, own, frame))
    ):
        return False
    reach = distance(own, frame) if own else 99
    if frame.kind is Kind.NOUN:
        reach = min(reach, 3)
    rivals = [hit for hit in search.hits.of(Role.RIVAL) if own is None or not is_joined(search, own, hit)]
    if search.compiled.signal.object and search.hits.of(Role.RIVAL) and _lacks_object(search):
        return False  # "Zentra's drivers strike in Omnicorp's depot"
    if own is not None and not search.compiled.signal.object and _is_active(frame):
        rivals = [
            rival for rival in rivals if rival.start < frame.trigger.end
        ]  # whom it goes to does nothing
    if (
        own is not None
        and not search.compiled.signal.object
        and not _is_active(frame)
        and frame.group is not None
    ):
        rivals = [rival for rival in rivals if rival.start >= frame.trigger.end]  # whose it is does nothing
    rivals += search.hits.of(Role.EXCLUDE)
    return not any(distance(rival, frame) < reach for rival in rivals)


def _lacks_object(search: Search) -> bool:
    """Whether a wording that needs no object has none."""
    return "object" not in search.require and not search.hits.of(Role.OBJECT)


def _is_active(frame: Frame) -> bool:
    return frame.group is not None and not frame.group.is_passive


_OBJECT_STARTS = (["its"], ["his"], ["her"], ["their"], ["the"], ["a"], ["an"])
"""Determiners that begin an object: without one, a verb before them acts on nothing."""


def _is_turned_round(search: Search, frame: Frame) -> bool:
    """As in "X recalls its first season": what the act is done to, or a rival, does it."""
    group = frame.group
    is_active = group is not None and group.form is Form.PRESENT and not group.is_passive
    if not is_active or group is None or not search.compiled.signal.actor or group.start != group.verb:
        return False
    if frame.trigger.term.forms & {Form.PAST, Form.PARTICIPLE} or frame.trigger.term.role is not Role.VERB:
        return False
    if any(hit.end <= group.start for hit in search.hits.of(Role.ACTOR)):
        return False
    if search.keys[frame.trigger.end : frame.trigger.end + 1][:1] not in _OBJECT_STARTS:
        return False  # "pleads guilty", "closes for good": nothing is acted upon
    acted_on = [hit for hit in search.hits.of(Role.RIVAL) if hit.end == group.start]
    acted_on += [
        hit
        for hit in search.hits.names(Role.OBJECT)
        if hit.end == group.start
        and hit.term.entity not in search.compiled.signal.actor
        and not any(other.start >= frame.trigger.end for other in search.hits.names(Role.OBJECT))
    ]
    return bool(acted_on)


_STATES = word_set(
    """
    china beijing russia moscow kremlin iran tehran canada ottawa mexico brazil india delhi japan tokyo
    australia canberra britain uk london france paris germany berlin italy rome spain madrid poland warsaw
    ukraine kyiv turkey ankara israel egypt korea seoul pyongyang taiwan taipei singapore indonesia vietnam
    pakistan brussels eu denmark norway sweden finland netherlands belgium switzerland austria
    """
)
"""Names of states and their capitals, as headlines have them for governments."""


def _is_foreign(search: Search, frame: Frame) -> bool:
    """As in "China brands X": a state that the signal does not name does it."""
    group = frame.group
    if group is None or group.is_passive or not search.compiled.signal.actor:
        return False
    place = group.start - 1
    while place > 0 and is_adverb(search.keys[place]):
        place -= 1
    if place < 0 or any(hit.start <= place < hit.end for hit in search.hits.of(Role.ACTOR)):
        return False
    return search.keys[place] in _STATES or _is_body_of_state(search, place)


def _is_body_of_state(search: Search, place: int) -> bool:
    """As in "Britain's MHRA clears X"."""
    owner = search.sentence.tokens[place - 1] if place else None
    return owner is not None and owner.is_possessive and owner.key in _STATES


_YEAR_REACH = 8
_OLDEST_NEWS = 1990  # older years name laws and precedents


def _is_of_another_year(search: Search, frame: Frame) -> bool:
    since = search.compiled.signal.since
    if since is None:
        return False
    near = search.keys[max(0, frame.start - _YEAR_REACH) : frame.end + _YEAR_REACH]
    return any(len(key) == 4 and key.isdigit() and _OLDEST_NEWS <= int(key) < since.year for key in near)


_CLAUSE_STARTERS = word_set("as while when after before amid since but hours days")
"""Words behind which an object belongs to another clause."""


_OPENING = 4
"""Words in which a clause of time begins: "Two days after"."""
_REDUCERS = word_set("if once when unless until although though while")
"""Conjunctions that leave out the subject, which the main clause names."""


def _is_aside(search: Search, own: Hit, frame: Frame) -> bool:
    """An object behind a comma is not what an active verb before it acts on."""
    group = frame.group
    if group is None or group.is_passive or group.form is Form.GERUND or own.start < frame.end:
        return False
    between = search.keys[frame.end : own.start]
    if _opens_sentence(search, frame, group, between):
        return False
    speech = search.keys[own.start - 2 : own.start]
    if speech[:1] in (["said"], ["says"]):
        return speech[1] in ("a", "an")  # "..., said an X lawyer", not "..., the president said of X"
    if search.keys[:2] in (["rather", "than"], ["instead", "of"]) and group.start <= 2:
        return False
    if between and between[0] in ("for", "to") and any(key in _CLAUSE_STARTERS for key in between):
        return True  # "uses the act for munitions as X ..."
    if between.count(",") == 2:
        between = between[len(between) - between[::-1].index(",") :]  # "turned the act, a law of 1950, on X"
    return "," in between and between[between.index(",") + 1 :][:1] not in (
        ["which"],
        ["to"],
        ["compeling"],
    )


def _opens_sentence(search: Search, frame: Frame, group: VerbGroup, between: list[str]) -> bool:
    """As in "Tagged a risk, X carries on", "If tagged one, X will", "Days after they used it, X sued"."""
    is_reduced = group.start == group.verb and Form.PARTICIPLE in frame.trigger.term.forms
    if is_reduced and (group.start == 0 or (group.start == 1 and search.keys[0] in _REDUCERS)):
        return True
    return between[:1] == [","] and "after" in search.keys[: min(_OPENING, group.start)]


def _is_detached(search: Search, own: Hit, frame: Frame) -> bool:
    """An object in another clause, or one that a bare noun does not reach."""
    low, high = sorted((own.start, frame.trigger.start))
    if ";" in search.keys[low:high]:
        is_apart = frame.kind in (Kind.NOUN, Kind.VERB) and "complement" in frame.slots
        if frame.kind is not Kind.NOUN and search.keys[frame.end : frame.end + 1] in (["to"], ["for"]):
            return True  # "weighs the act to boost coal; X signs"
        return not (is_apart or (frame.kind is Kind.BARE and search.sentence.field == "title"))
    if frame.kind is not Kind.NOUN or "complement" in frame.slots or own.start < frame.end:
        return False
    is_speaker = search.keys[own.end : own.end + 1] in (["says"], ["said"])
    if is_speaker or (frame.start == 0 and _acts_on(search, frame, own)):
        return False
    before = own.start - 1
    while before > frame.end and (search.keys[before] in DETERMINERS or _describes(search, before, own)):
        before -= 1
    return search.keys[before] not in NOUN_LINKS and not _opens_with_gerund(search)


def _acts_on(search: Search, frame: Frame, own: Hit) -> bool:
    """As in "Strike shuts the port": the act is the subject, its object what it does something to."""
    between = [key for key in search.keys[frame.end : own.start] if key not in DETERMINERS]
    return len(between) == 1 and between[0].endswith("s") and between[0] not in NOUN_LINKS


_DESCRIPTION = 3


def _describes(search: Search, place: int, own: Hit) -> bool:
    """As in "sanctions on tycoon X", "on the oil trader X": what a name is introduced by."""
    key = search.keys[place]
    is_plain = key.isalpha() and key not in NOUN_LINKS and place not in search.sentence.cues
    return is_plain and own.start - place <= _DESCRIPTION and not is_adverb(key)


def _opens_with_gerund(search: Search) -> bool:
    """As in "Ending the strike, workers at X ...": the object comes with the main clause."""
    return len(search.keys[0]) > 4 and search.keys[0].endswith("ing")
