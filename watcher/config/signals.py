"""Schema of `[entities.*]` and `[signals.*]`: what an analyst writes -> model.Entity, model.Signal.

Types and ranges are checked here by pydantic, names that point at other parts of the file by
config.references.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003  # pydantic reads the annotation at run time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from watcher.config.phrases import expand_phrase
from watcher.config.values import Text  # noqa: TC001  # pydantic reads the annotation at run time
from watcher.model import Entity, EntityKind, Example, Nominal, Pattern, Signal, Stance

_SHORTEST, _LONGEST = 2, 80


def _listed(value: object) -> object:
    """One string is a list of one."""
    return [value] if isinstance(value, str) else value


def _check_spellings(phrase: str) -> str:
    """A phrase whose choices can be expanded, each spelling of a length that news may have."""
    if not all(_SHORTEST <= len(spelling) <= _LONGEST for spelling in expand_phrase(phrase)):
        raise ValueError("too short or too long")
    return phrase


def _expand(phrases: list[str]) -> list[str]:
    return list(dict.fromkeys(spelling for phrase in phrases for spelling in expand_phrase(phrase)))


Phrase = Annotated[
    str,
    AfterValidator(_check_spellings),
]
Phrases = Annotated[list[Phrase], BeforeValidator(_listed), AfterValidator(_expand)]
Slot = Literal["actor", "object", "place", "complement"]


class _Strict(BaseModel):
    """As values.Table, which ruff does not know for a pydantic model here."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class EntityTable(_Strict):
    """`[entities.ID]`."""

    names: Phrases = Field(min_length=1, description="one or more names, each of 2 to 80 characters")
    exact: Phrases = []
    weak: Phrases = []
    products: Phrases = []
    anaphors: Phrases = []
    kind: EntityKind = Field(
        default=EntityKind.THING,
        strict=False,
        description="one of " + ", ".join(f'"{kind}"' for kind in EntityKind),
    )

    def to_entity(self, id_: str) -> Entity:
        return Entity(
            id=id_,
            names=tuple(self.names),
            exact=tuple(self.exact),
            weak=tuple(self.weak),
            products=tuple(self.products),
            anaphors=tuple(self.anaphors),
            kind=self.kind,
        )


class ExampleTable(_Strict):
    """`[[signals.ID.examples]]`: a text and the stance expected; "none" means no evidence."""

    title: str = ""
    summary: str = ""
    stance: Literal["anticipates", "confirms", "denies", "reverses", "reinstates", "none"]

    def to_example(self) -> Example:
        return Example(
            title=self.title,
            summary=self.summary,
            stance=None if self.stance == "none" else Stance(self.stance),
        )


class PatternTable(_Strict):
    """`[[signals.ID.patterns]]`; see model.Pattern."""

    actor: Phrases = []
    verbs: Phrases = []
    nouns: Phrases = []
    states: Phrases = []
    complement: Phrases = []
    negative_complement: Phrases = []
    require: list[Slot] | None = None
    nominal: Nominal = Field(
        default=Nominal.PRESUPPOSES,
        strict=False,
        description="one of " + ", ".join(f'"{nominal}"' for nominal in Nominal),
    )
    is_loose: bool = False
    themes: Phrases = []
    tells: Stance = Field(
        default=Stance.CONFIRMS,
        strict=False,
        description="one of " + ", ".join(f'"{stance}"' for stance in Stance),
    )
    bare_complement: Literal["anticipates", "confirms"] | None = None


class SignalTable(PatternTable):
    """`[signals.ID]`: the proposition, who did what to whom, examples, and the knobs.

    Keys of a pattern may stand in the signal itself: they make its first pattern.  A `complement` there
    without any trigger beside it is no pattern: it holds for every pattern that names none of its own.
    """

    proposition: Text = Field(
        min_length=8,
        max_length=200,
        description="a sentence of one line, of 8 to 200 characters, that says what has happened",
    )
    object: Phrases = []
    place: Phrases = []
    competitors: Phrases = []
    patterns: list[PatternTable] = []
    examples: list[ExampleTable] = []
    orders: Literal["anticipates", "confirms"] = "anticipates"
    count_as_done: Phrases = []
    precursors: Phrases = []
    related: Phrases = []
    exclude: Phrases = []
    official: Phrases = []
    since: date | None = None
    until: date | None = None
    origins: int = Field(default=2, ge=1, le=50)
    confirming_origins: int = Field(default=5, ge=1, le=500)
    watch_days: int = Field(default=30, ge=1, le=3650)

    def to_signal(self, id_: str) -> Signal:
        """Make the signal, its version left to the loader, which knows the entities too."""
        return Signal(
            id=id_,
            proposition=self.proposition,
            object=tuple(self.object),
            actor=tuple(self.actor),
            place=tuple(self.place),
            competitors=tuple(self.competitors),
            patterns=tuple(self._make_pattern(table) for table in self._list_patterns()),
            orders=Stance(self.orders),
            count_as_done=tuple(self.count_as_done),
            precursors=tuple(self.precursors),
            related=tuple(self.related),
            exclude=tuple(self.exclude),
            examples=tuple(example.to_example() for example in self.examples),
            official=tuple(self.official),
            since=self.since,
            until=self.until,
            origins=self.origins,
            confirming_origins=self.confirming_origins,
            watch_days=self.watch_days,
        )

    def find_faults(self) -> list[tuple[str, str, str]]:
        """What the types cannot say, as (dotted key, found, allowed)."""
        faults: list[tuple[str, str, str]] = []
        if not self.object and not self.actor:
            faults.append(("object", "neither actor nor object", "at least one of them"))
        first = len(self.patterns) - len(self._list_patterns())
        for number, table in enumerate(self._list_patterns(), start=first):
            place = "" if table is self else f"patterns.{number}."
            faults += [
                (place + key, found, allowed) for key, found, allowed in self._find_pattern_faults(table)
            ]
        if self.since and self.until and self.until < self.since:
            faults.append(("until", str(self.until), f"a day after since ({self.since})"))
        return faults

    def _find_pattern_faults(self, table: PatternTable) -> list[tuple[str, str, str]]:
        faults: list[tuple[str, str, str]] = []
        if not (table.verbs or table.nouns or table.states):
            faults.append(("verbs", "no trigger", "at least one of verbs, nouns, states"))
        if table.themes and not table.is_loose:
            faults.append(("themes", "a wording that is not loose", "is_loose = true beside it"))
        empty = [
            slot
            for slot in table.require or ()
            if not (
                getattr(table, slot, None)
                or (slot != "complement" and getattr(self, slot))
                or (slot == "complement" and self._find_complement(table))
            )
        ]
        faults += [
            ("require", f"{slot!r}, which names nothing", f"a slot that is filled: write {slot}")
            for slot in empty
        ]
        return faults

    def _list_patterns(self) -> list[PatternTable]:
        own = bool(self.verbs or self.nouns or self.states)
        return [self, *self.patterns] if own or not self.patterns else list(self.patterns)

    def _find_complement(self, table: PatternTable) -> list[Phrase]:
        """The complement of a pattern: its own, else the one that the signal has for all."""
        is_shared = not (self.verbs or self.nouns or self.states)
        return (
            self.complement if is_shared and "complement" not in table.model_fields_set else table.complement
        )

    def _find_void(self, table: PatternTable) -> list[Phrase]:
        is_shared = self._find_complement(table) is self.complement
        is_own = "negative_complement" in table.model_fields_set
        return self.negative_complement if is_shared and not is_own else table.negative_complement

    def _make_pattern(self, table: PatternTable) -> Pattern:
        return Pattern(
            verbs=tuple(table.verbs),
            nouns=tuple(table.nouns),
            states=tuple(table.states),
            complement=tuple(self._find_complement(table)),
            negative_complement=tuple(self._find_void(table)),
            require=tuple(table.require if table.require is not None else self._default_require(table)),
            nominal=table.nominal,
            is_loose=table.is_loose,
            themes=tuple(table.themes),
            tells=table.tells,
            actor=tuple(table.actor) if table is not self else (),
            bare_complement=Stance(table.bare_complement) if table.bare_complement else None,
        )

    def _default_require(self, table: PatternTable) -> list[Slot]:
        """What is named must be told: the object, else the actor; the complement; the place."""
        slots: list[Slot] = ["object" if self.object else "actor"]
        if self._find_complement(table):
            slots.append("complement")
        if self.place:
            slots.append("place")
        return slots
