"""The phrases of a signal, and where a sentence has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from watcher.core.inflection import Form, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from watcher.core.reading import Sentence


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
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Term:
    """One phrase of a compiled signal.  `pattern` is the index of the pattern it belongs to, -1 for none."""

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

    def is_inside(self, other: Hit) -> bool:
        """Whether a longer hit covers this one."""
        is_shorter = self.end - self.start < other.end - other.start
        return is_shorter and other.start <= self.start and self.end <= other.end


_SETTLED = (
    *(Role.ACTOR, Role.OBJECT, Role.PLACE, Role.RIVAL),
    *(Role.STATE, Role.COMPLEMENT, Role.VERB, Role.NAMING),
)
"""Roles of which the longer of two overlapping hits holds."""


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
                hit for hit in self.of(role) if not any(hit.is_inside(other) for other in longer)
            ]

    def drop_modifiers(self, keys: Sequence[str]) -> None:
        """Forget names that only tell apart something else: "X-backed start-up", "ex-X engineer"."""
        for role in (Role.ACTOR, Role.OBJECT):
            if role in self.by_role:
                self.by_role[role] = [hit for hit in self.by_role[role] if not _is_modifying(hit, keys)]

    def settle(self) -> None:
        """Forget what a longer hit of the same role and pattern covers."""
        for role in _SETTLED:
            found = self.by_role.get(role)
            if found and len(found) > 1:
                self.by_role[role] = [
                    hit
                    for hit in found
                    if not any(
                        hit.term.pattern == other.term.pattern and hit.is_inside(other) for other in found
                    )
                ]

    def settle_rivals(self) -> None:
        """Of a name inside another's, the longer holds: "Hartlow county" is not Hartlow."""
        for role in (Role.ACTOR, Role.OBJECT, Role.PLACE):
            own, rivals = self.of(role), self.of(Role.RIVAL)
            if own and rivals:
                self.by_role[role] = [hit for hit in own if not any(hit.is_inside(rival) for rival in rivals)]
                self.by_role[Role.RIVAL] = [
                    rival for rival in rivals if not any(rival.is_inside(hit) for hit in own)
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
"""Heads of compounds that only tell apart something else by a name."""
_RULINGS = word_set("case ruling precedent decision saga")
"""Nouns that make a name that of a precedent: "citing the X ruling"."""
_CITING = word_set("cite cites cited citing invoke invokes invoked invoking echo echoes recalls")
"""Verbs by which a precedent is recalled."""


def _is_modifying(hit: Hit, keys: Sequence[str]) -> bool:
    following = keys[hit.end] if hit.end < len(keys) else ""
    previous = keys[hit.start - 1] if hit.start else ""
    is_precedent = following in _RULINGS and previous in _CITING
    return following in _RELATED_BY or previous in ("ex", "former") or is_precedent


def gap(left: Hit, right: Hit) -> int:
    """Tokens between two hits, whichever comes first; negative where they overlap."""
    return max(right.start - left.end, left.start - right.end)
