"""Warnings about signals.toml: the checks of config.lint, with what the examples match."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from watcher.config.lint import list_warnings
from watcher.core.evidence import Judge
from watcher.core.vocabulary import NAMING_VERBS
from watcher.model import Article

if TYPE_CHECKING:
    from watcher.config import Config
    from watcher.errors import ConfigFault
    from watcher.model import Signal


def find_warnings(config: Config) -> tuple[ConfigFault, ...]:
    """What is no fault, but hardly meant; the remedy stands in `allowed`."""
    text = config.path.read_bytes().decode("utf-8")
    return list_warnings(config, text, find_matched_patterns(config), NAMING_VERBS)


def find_matched_patterns(config: Config) -> set[tuple[str, int]]:
    """Which patterns (signal id, number) find something in an example of their signal, each by itself."""
    alone: dict[str, tuple[str, int]] = {}
    variants: list[Signal] = []
    for signal in config.signals.values():
        for number, pattern in enumerate(signal.patterns):
            id_ = f"{signal.id}#{number}"
            alone[id_] = (signal.id, number)
            variants.append(replace(signal, id=id_, precursors=(), patterns=(pattern,)))
    judge = Judge(variants, config.entities)
    return {
        alone[verdict.signal_id]
        for signal in config.signals.values()
        for example in signal.examples
        for verdict in judge.judge(Article(key="", title=example.title, summary=example.summary))
        if alone[verdict.signal_id][0] == signal.id
    }
