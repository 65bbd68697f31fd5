"""Filling the slots of a frame: object, actor and place, told in its sentence or taken from the article."""

from __future__ import annotations

from watcher.core.agents import has_agent, is_agent, lacks_subject
from watcher.core.frames import Frame, Kind, Search, distance
from watcher.core.references import may_refer
from watcher.core.rivals import withstands_rivals
from watcher.core.terms import Hit, Role


def fill_slots(search: Search, frame: Frame) -> bool:
    """Fill the required slots; False when one cannot be filled or a rival takes it."""
    told = search.hits.of(Role.COMPLEMENT, search.index)
    if any(not any(void.is_inside(hit) for hit in told) for void in search.hits.of(Role.VOID, search.index)):
        return False
    for role in ("object", "actor", "place"):
        hit = _pick_hit(search, Role(role), frame)
        if hit is not None:
            frame.slots[role] = hit
        elif role in search.require and not _may_imply(search, role, frame):
            return False
    return withstands_rivals(search, frame)


def _pick_hit(search: Search, role: Role, frame: Frame) -> Hit | None:
    candidates = [hit for hit in search.hits.of(role) if may_refer(search, hit, role)]
    if role is Role.ACTOR:
        if search.pattern.actor:
            candidates = [hit for hit in candidates if hit.term.entity in search.pattern.actor]
        if "actor" in search.require and frame.kind is Kind.VERB:
            candidates = [hit for hit in candidates if is_agent(search, hit, frame)]
    return min(candidates, key=lambda hit: _remoteness(search, hit, frame), default=None)


def _remoteness(search: Search, hit: Hit, frame: Frame) -> int:
    """Distance in tokens; a pronoun, and what stands behind a comma, is farther than it looks."""
    return (
        distance(hit, frame)
        + 3 * (hit.term.is_anaphor and distance(hit, frame) > 0)
        + 12 * (hit.start >= frame.end and "," in search.keys[frame.end : hit.start])
        + 12 * (";" in search.keys[min(hit.start, frame.end) : max(hit.start, frame.start)])
    )


def _may_imply(search: Search, role: str, frame: Frame) -> bool:
    """Whether a sentence may leave out who or what the rest of the article names."""
    frame.is_implied = True
    if role == "object":
        return _may_imply_object(search, frame)
    if role == "actor":
        return _may_imply_actor(search, frame)
    return search.pattern.is_loose and search.context.is_place_named


def _may_imply_object(search: Search, frame: Frame) -> bool:
    """The object may be left out where title or lead named it, and no rival stands in its place."""
    context = search.context
    if frame.kind is Kind.VERB and search.compiled.signal.actor and not has_agent(search, frame):
        return False
    is_headline = search.sentence.field == "title" and "complement" in frame.slots
    if frame.end < len(search.keys) and search.keys[frame.end] in ("to", "for") and is_headline:
        is_headline = frame.slots["complement"].end != frame.end  # "uses the act to boost steel"
    is_told_by_headline = is_headline and context.is_object_involved
    is_known = context.is_object_named and (frame.kind is Kind.NOUN or is_told_by_headline)
    is_rival_near = search.hits.of(Role.RIVAL) or context.is_rival_told
    return (context.is_object_told or is_known) and not is_rival_near


def _may_imply_actor(search: Search, frame: Frame) -> bool:
    """The actor may be left out with a noun, or with a verb that has no subject of its own."""
    if "complement" in search.require and "complement" not in frame.slots:
        return False  # one sentence cannot leave out both
    if search.hits.of(Role.RIVAL):
        return False
    context = search.context
    if frame.kind is Kind.NOUN:
        is_own = bool(search.hits.of(Role.PRODUCT)) or (
            "object" in frame.slots and "complement" not in frame.slots
        )
        is_headline = search.sentence.field == "title" and is_own
        return context.is_actor_told or (is_headline and context.is_actor_named)
    return "object" not in search.require and context.is_actor_told and lacks_subject(search, frame)
