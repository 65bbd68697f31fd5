"""What a person does to a watch, in the terminal or in a browser: rule on a signal, mark a hit, mute.

Each writes what was decided, folds the signals again, and gives back what came of it.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from watcher.config import load_config
from watcher.config.editing import add_example, find_example, find_line, read_file, write_file
from watcher.errors import InputError
from watcher.model import Example, Mark, Ruling, Silence, Stance
from watcher.store.board import list_statuses
from watcher.store.queries import get_article, list_evidence
from watcher.store.reader import open_reader
from watcher.store.summary import render_instant
from watcher.store.writer import open_store
from watcher.wiring import fold_signals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from watcher.config import Config
    from watcher.model import RulingKind, StatusChange
    from watcher.store.queries import StoredEvidence


_PATTERN = re.compile(r"[a-z0-9_*?-]{1,64}")

NONE = "none"
"""Stands for no stance, where one is chosen."""


class Marked(NamedTuple):
    """What came of a mark: the file with the example, which of the signal's it is (from 1), and its line."""

    config: Config
    signal_id: str
    example: Example
    number: int
    line: int | None
    is_new: bool
    changes: tuple[StatusChange, ...]


def require_signals(database: Path, signal_ids: Sequence[str], now: datetime) -> None:
    """Raise InputError where a signal is none of signals.toml."""
    with closing(open_reader(database)) as connection:
        known = [row.signal_id for row in list_statuses(connection, now)]
    for signal_id in signal_ids:
        if signal_id not in known:
            named = ", ".join(known) or "none yet: run `watcher poll` once"
            raise InputError(f"there is no signal {signal_id!r}; known: {named}")


def rule_signal(
    config_path: Path,
    database: Path,
    signal_id: str,
    kind: RulingKind,
    *,
    author: str,
    note: str,
    now: datetime,
) -> tuple[StatusChange, ...]:
    """Confirm, reject or acknowledge a signal; the steps that followed from it."""
    config = load_config(config_path)
    require_signals(database, [signal_id], now)
    with closing(open_store(database)) as store:
        store.add_ruling(Ruling(signal_id, kind, now, author, note))
        return fold_signals(config, store, now)


def silence_signals(database: Path, silence: Silence) -> int:
    """Mute from `silence.starts_at` on; the number of the silence."""
    if silence.ends_at <= silence.starts_at:
        raise InputError(f"--until {render_instant(silence.ends_at)} has passed; give an instant to come")
    ids = [signal for signal in silence.signals if not _is_pattern(signal)]
    require_signals(database, ids, silence.starts_at)
    with closing(open_store(database)) as store:
        return store.add_silence(silence, silence.starts_at)


def _is_pattern(text: str) -> bool:
    return _PATTERN.fullmatch(text) is not None and not {"*", "?"}.isdisjoint(text)


def expire_silence(database: Path, silence_id: int, now: datetime) -> None:
    """End a silence; raises InputError where none of this number holds."""
    open_reader(database).close()  # expiring must not make a database
    with closing(open_store(database)) as store:
        if not store.expire_silence(silence_id, now):
            raise InputError(f"no silence {silence_id} holds; `watcher silence list` shows those that do")


def mark_evidence(
    config_path: Path,
    database: Path,
    evidence_id: int,
    word: str,
    *,
    stance: str | None,
    author: str,
    note: str,
    now: datetime,
) -> Marked:
    """Say that a hit was judged right or wrong.

    `word` is one of these, `stance` what the hit says indeed, NONE where it says nothing.
    Its text becomes an example in signals.toml.
    """
    config = load_config(config_path)
    stored, example = _find_example(database, config, evidence_id, word, stance)
    signal = config.signals[stored.evidence.verdict.signal_id]
    text = before = read_file(config_path)
    number = _find_same_example(config, signal.id, example, before)
    if number is None:
        number, text = len(signal.examples), add_example(before, signal.id, example)
    elif stored.evidence.mark and stored.evidence.mark.correct is example.stance:
        mark = stored.evidence.mark
        raise InputError(
            f"hit {stored.id} was marked so by {mark.author} on {render_instant(mark.at)} already, "
            f"and is example {number + 1} of {signal.id}: nothing to do"
        )
    with closing(open_store(database)) as store:
        with store.transaction():  # the file is written last, and taken back with the mark if it cannot be
            store.add_mark(Mark(stored.id, stored.evidence.stance, example.stance, now, author, note))
            if text != before:
                config = write_file(config_path, before, text)
        changes = fold_signals(config, store, now)
    line = find_line(text, "signals", signal.id, "examples", number)
    return Marked(config, signal.id, example, number + 1, line, text != before, changes)


def _find_example(
    database: Path, config: Config, evidence_id: int, word: str, stance: str | None
) -> tuple[StoredEvidence, Example]:
    """Find the hit, and make of its article what the signal must learn from it."""
    stored, title, summary = _read_hit(database, evidence_id)
    verdict = stored.evidence.verdict
    if verdict.signal_id not in config.signals:
        raise InputError(f"hit {stored.id} is of {verdict.signal_id}, which {config.path} no longer has")
    if verdict.field == "text":  # an example has no text: the sentence that decided stands for it
        summary = verdict.quote
    return stored, Example(title, summary, _choose_stance(word, stance, verdict.stance))


def _read_hit(database: Path, evidence_id: int) -> tuple[StoredEvidence, str, str]:
    """Read a hit with title and summary of its article."""
    with closing(open_reader(database)) as connection:
        found = list_evidence(connection, evidence_id=evidence_id, limit=1)
        article = get_article(connection, str(found[0].article_id)) if found else None
    if article is None:
        raise InputError(f"there is no hit {evidence_id}; `watcher hits` lists them, each with its number")
    return found[0], article.article.title, article.article.summary


def _choose_stance(word: str, named: str | None, said: Stance) -> Stance | None:
    """What the text says indeed; raises InputError where word and stance contradict each other."""
    correct = said if word == "right" else None
    if named is not None:
        correct = None if named == NONE else Stance(named)
    if (correct is said) is not (word == "right"):
        other = "wrong" if word == "right" else "right"
        raise InputError(
            f"the hit was judged {said}: {word} does not go with --stance {named}; did you mean {other}?"
        )
    return correct


def _find_same_example(config: Config, signal_id: str, example: Example, text: str) -> int | None:
    """Find the example of the same text; raises InputError where it has another stance."""
    signal = config.signals[signal_id]
    number = find_example(signal, example)
    if number is not None and signal.examples[number].stance is not example.stance:
        line = find_line(text, "signals", signal_id, "examples", number)
        has = signal.examples[number].stance or NONE
        raise InputError(
            f"{config.path}:{line}: this text is an example already, with the stance "
            f"{str(has)!r}; change it there, then mark again"
        )
    return number
