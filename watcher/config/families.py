"""Kinds of acts, and the words that news has for each: what the author of a signal is likely to forget."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of act; docs/signals.md shows all of them.

    `split` has verbs whose object stands inside the phrase, each with the words that complete it.
    """

    name: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    before: tuple[str, ...]
    instead: tuple[str, ...]
    split: Mapping[str, tuple[str, ...]]


@cache
def load_families() -> tuple[Family, ...]:
    """Every kind of act, in the order of the file."""
    text = (files("watcher.config") / "families.toml").read_text(encoding="utf-8")
    return tuple(
        Family(
            name=name,
            verbs=tuple(table["verbs"]),
            nouns=tuple(table["nouns"]),
            before=tuple(table.get("before", ())),
            instead=tuple(table.get("instead", ())),
            split={verb: tuple(words) for verb, words in table.get("split", {}).items()},
        )
        for name, table in tomllib.loads(text).items()
    )


def find_family(verb: str) -> Family | None:
    """The kind of act that a plain verb tells: the one that has it foremost."""
    having = [family for family in load_families() if verb in family.verbs]
    return min(having, key=lambda family: family.verbs.index(verb), default=None)
