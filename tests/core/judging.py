"""Signals and entities for tests of the judge, read from TOML as the configuration reads them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from watcher.config.signals import EntityTable, SignalTable
from watcher.core.evidence import Judge
from watcher.model import Article

if TYPE_CHECKING:
    from pathlib import Path

    from watcher.model import Entity, Signal, Stance, Verdict


def load_signals(path: Path) -> tuple[list[Signal], dict[str, Entity], dict[str, Any]]:
    """The signals and entities of a TOML file, and the whole of it."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    entities = {id_: EntityTable(**row).to_entity(id_) for id_, row in table["entities"].items()}
    return [SignalTable(**row).to_signal(id_) for id_, row in table["signals"].items()], entities, table


def open_judge(path: Path) -> Judge:
    signals, entities, _ = load_signals(path)
    return Judge(signals, entities)


def judge_text(judge: Judge, title: str, summary: str = "", text: str = "") -> dict[str, Verdict]:
    article = Article(key="1", title=title, summary=summary, text=text)
    return {verdict.signal_id: verdict for verdict in judge.judge(article)}


def stances(judge: Judge, title: str, summary: str = "") -> dict[str, Stance]:
    return {id_: verdict.stance for id_, verdict in judge_text(judge, title, summary).items()}
