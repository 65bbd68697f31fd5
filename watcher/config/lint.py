"""What signals.toml says without fault, but hardly as meant: words that match too much, or never.

Pure.  Each finding has its key, its line and a remedy; what the examples match is given from outside,
because judging is the core's work.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from watcher.config.families import find_family
from watcher.config.faults import Fault, place_faults
from watcher.config.lines import LineIndex
from watcher.model import EntityKind, Stance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from watcher.config import Config
    from watcher.config.lines import Path
    from watcher.errors import ConfigFault
    from watcher.model import Entity, Pattern, Signal

SHORTEST = 3
"""Letters and digits below which a word is found in too much else, unless it is matched letter for letter."""

COMMONEST = frozenset(
    """
    act action add administration agency agent air all amid app ask attack back bank bill billion board
    body boost bring budget business call campaign car case chief city claim code committee company
    congress cost country court crisis data day deal death debt decision defense demand department do
    economy election emergency end energy executive face fact fall fear federal fight find fire firm
    first force free fund future game get give global go government group grow growth have health help
    high hit hold home house in industry international investment investor issue job judge keep know law
    lead leader life list live long look loss make man management market media meet meeting military
    million minister model money month more move national need net new news office official oil open
    order party pay people plan policy post power president press price private production profit
    project public push raise rate record release report research review right rise risk rule run sale
    say search second security see service set share show social software source stand start state
    statement stock stop street support system take talk tax team tech tell test think time top trade
    try turn unit update use video want war watch way week white win work worker world year
    """.split()  # noqa: SIM905  # a list of words reads best as words
)
"""The words that most headlines share, in their plain form: alone they tell nothing apart."""

TRADES = frozenset(
    """
    airlines airways bank bancorp corporation energy entertainment foods group holdings industries labs
    lines logistics motors networks oil partners pharma pharmaceuticals railways snacks stores systems
    technologies telecom therapeutics
    """.split()  # noqa: SIM905  # a list of words reads best as words
)
"""Words for its trade that headlines leave out of a company's name."""

_EXPECTED = (Stance.CONFIRMS, Stance.ANTICIPATES, None)


def list_warnings(
    config: Config, text: str, matched: Collection[tuple[str, int]], naming: Collection[str]
) -> tuple[ConfigFault, ...]:
    """Every finding in the order of the file, the remedy in `allowed`.

    `text` is the file's; `matched` says which patterns (signal id, number in `Signal.patterns`) find
    something in at least one example of their signal; `naming` are the verbs by which somebody is called
    something.
    """
    findings = [*_lint_entities(config)]
    for signal in config.signals.values():
        findings += _lint_signal(signal, config.entities)
        findings += _lint_patterns(signal, matched, naming)
        findings += _lint_examples(signal)
    text = text.removeprefix("\ufeff")
    tables = tomllib.loads(text)["signals"]
    placed = (replace(finding, path=_place(finding.path, config, tables)) for finding in findings)
    return place_faults(placed, LineIndex(text), {})


# ------------------------------------------------------------------------------------------- entities


def _lint_entities(config: Config) -> Iterator[Fault]:
    used = {
        id_
        for signal in config.signals.values()
        for ids in (
            *(signal.actor, signal.object, signal.place, signal.competitors),
            *(pattern.actor for pattern in signal.patterns),
        )
        for id_ in ids
    }
    anchors = {id_ for signal in config.signals.values() for id_ in signal.object or signal.actor}
    for entity in config.entities.values():
        place: Path = ("entities", entity.id)
        if entity.id not in used:
            yield Fault(place, "no signal names it", "name it in a signal, or remove it")
        for key in ("names", "weak", "products"):
            yield from _find_short((*place, key), getattr(entity, key), "write it under `exact`")
        if entity.id in anchors:
            for number, name in enumerate(entity.names):
                if name.casefold() in COMMONEST:
                    yield Fault(
                        (*place, "names", number),
                        f"{name!r} stands in much other news, which is then taken to be about this",
                        "write more of it, or move it to `weak`: it then counts beside another name only",
                    )


def _find_short(place: Path, phrases: Iterable[str], remedy: str) -> Iterator[Fault]:
    for number, phrase in enumerate(phrases):
        is_exact = place[-1] == "complement" and phrase.isupper()  # an acronym there
        if sum(char.isalnum() for char in phrase) < SHORTEST and not is_exact:
            yield Fault((*place, number), f"{phrase!r} is short, and found in much else", remedy)


# -------------------------------------------------------------------------------------------- signals


def _lint_signal(signal: Signal, entities: Mapping[str, Entity]) -> Iterator[Fault]:
    place: Path = ("signals", signal.id)
    for key in ("precursors", "related", "exclude"):
        yield from _find_short((*place, key), getattr(signal, key), "write a longer word")
    own = [name for id_ in signal.object or signal.actor for name in entities[id_].names]
    for id_ in signal.competitors:
        for longer in entities[id_].names:
            part = next((name for name in own if _is_within(name, longer)), None)
            if part is None or all(longer in pattern.negative_complement for pattern in signal.patterns):
                continue
            yield Fault(
                (*place, "competitors"),
                f"{longer!r} of {id_} holds the name {part!r}: news of the one is taken for the other's",
                f"write {longer!r} under `negative_complement` too",
            )


def _is_within(name: str, longer: str) -> bool:
    words, others = name.casefold().split(), longer.casefold().split()
    return any(others[at : at + len(words)] == words for at in range(len(others) - len(words) + 1))


def _lint_examples(signal: Signal) -> Iterator[Fault]:
    stances = {example.stance for example in signal.examples}
    missing = [stance.value if stance else "none" for stance in _EXPECTED if stance not in stances]
    if missing:
        yield Fault(
            ("signals", signal.id, "examples"),
            f"no example with the stance {' or '.join(missing)}",
            "add a headline for each",
        )


# ------------------------------------------------------------------------------------------- patterns


def _lint_patterns(
    signal: Signal, matched: Collection[tuple[str, int]], naming: Collection[str]
) -> Iterator[Fault]:
    for number, pattern in enumerate(signal.patterns):
        place: Path = ("signals", signal.id, "patterns", number)
        for key in ("verbs", "nouns", "states", "negative_complement"):
            yield from _find_short((*place, key), getattr(pattern, key), "write a longer word or phrase")
        yield from _find_short(
            (*place, "complement"), pattern.complement, "write a longer word, or an acronym"
        )
        yield from _find_generic(place, pattern)
        for word_number, word in enumerate(pattern.negative_complement):
            if word.casefold() in COMMONEST:
                yield Fault(
                    (*place, "negative_complement", word_number),
                    f"{word!r} stands in much news, and silences every sentence that has it",
                    "write the whole phrase that is another matter",
                )
        yield from _find_stateless(place, pattern, naming)
        if signal.examples and (signal.id, number) not in matched:
            yield Fault(
                place,
                f"no example has what this wording asks for ({_describe(pattern)})",
                "add a headline that is worded so, or remove the pattern",
            )


def _find_generic(place: Path, pattern: Pattern) -> Iterator[Fault]:
    """A trigger that tells nothing apart, where no more than one name is required beside it."""
    if len(pattern.require) <= 1:
        for key in ("states",) if pattern.states else ("verbs", "nouns"):  # with states, a noun needs one
            for number, word in enumerate(getattr(pattern, key)):
                if word.casefold() in COMMONEST:
                    yield Fault(
                        (*place, key, number),
                        f"{word!r} is in much other news, and needs only {_name(pattern.require)} beside it",
                        "write a longer phrase, or add a `complement`",
                    )
    if pattern.bare_complement is not None:
        for number, word in enumerate(pattern.complement):
            if word.casefold() in COMMONEST:
                yield Fault(
                    (*place, "complement", number),
                    f"{word!r} stands in much other news, and needs no verb or noun here",
                    "write a longer phrase, or leave out `bare_complement`",
                )


def _find_stateless(place: Path, pattern: Pattern, naming: Collection[str]) -> Iterator[Fault]:
    """Verbs that look as if they could do without the states beside them."""
    if pattern.states and not pattern.is_loose:
        for number, verb in enumerate(pattern.verbs):
            if verb not in naming:
                yield Fault(
                    (*place, "verbs", number),
                    f"{verb!r} is found with one of the `states` beside it only",
                    "write verbs and states in patterns of their own",
                )


def _name(require: tuple[str, ...]) -> str:
    return f"the {require[0]}" if require else "nothing"


def _describe(pattern: Pattern) -> str:
    triggers = [*pattern.verbs, *pattern.nouns, *pattern.states]
    more = ", ..." if len(triggers) > SHORTEST else ""
    return ", ".join(triggers[:SHORTEST]) + more


# ------------------------------------------------------------------------------ what may be forgotten

_MOST_SHOWN = 6


def list_forgotten(config: Config) -> Iterator[str]:
    """Words and names that news is likely to use, and the signals do not have."""
    for signal in config.signals.values():
        yield from _list_forgotten_words(signal)
    for entity in config.entities.values():
        short = _find_short_name(entity)
        if short and short.casefold() not in {name.casefold() for name in _list_names(entity)}:
            yield f"{entity.id} has no name {short!r}: is that how headlines call it?"


def _list_forgotten_words(signal: Signal) -> Iterator[str]:
    telling = [pattern for pattern in signal.patterns if pattern.tells is Stance.CONFIRMS]
    verbs = [verb for pattern in telling for verb in pattern.verbs]
    nouns = [noun for pattern in telling for noun in (*pattern.nouns, *pattern.states)]
    family = find_family(verbs[0]) if verbs else None
    if family and not {*family.verbs[1:], *family.nouns}.intersection((*verbs, *nouns)):
        others = [word for word in (*family.verbs[:_MOST_SHOWN], *family.nouns) if word not in verbs]
        yield f"{signal.id}: beside {verbs[0]!r} news says {', '.join(others[:_MOST_SHOWN])}: add what fits"
    elif verbs and not nouns:
        yield f'{signal.id} has verbs and no noun for the act, as in "the ... of": news uses both'


def _find_short_name(entity: Entity) -> str:
    """How headlines call a person, or a company with a word for its trade behind its name."""
    first, *others = entity.names[0].split()
    if entity.kind is EntityKind.PERSON and others:
        return others[-1]
    if entity.kind is EntityKind.COMPANY and len(others) == 1 and others[0].casefold() in TRADES:
        return first
    return ""


def _list_names(entity: Entity) -> tuple[str, ...]:
    return (*entity.names, *entity.exact, *entity.weak, *entity.products)


# --------------------------------------------------------------------------------- places in the file


def _place(path: Path, config: Config, tables: Mapping[str, Mapping[str, Any]]) -> Path:
    """Turn the number of a pattern into its place: the first may stand in the signal itself."""
    if path[:1] != ("signals",) or path[2:3] != ("patterns",):
        return path
    signal_id, number = str(path[1]), int(path[3])
    own = len(config.signals[signal_id].patterns) - len(tables[signal_id].get("patterns", ()))
    return (*path[:2], *path[4:]) if number < own else (*path[:3], number - own, *path[4:])
