"""Steps that are noticed together: which of them is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.steps import decide_steps
from watcher.model import Decision, Route, Signal, Status, StatusChange

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
SIGNAL = Signal(id="act", proposition="The act is done", object=("firm",))

STEPS = {
    "one": ("REPORTED", ["act/1/REPORTED/4"]),
    "the last of several": ("WATCH REPORTED CORROBORATED", ["act/1/CORROBORATED/6"]),
    "what is told, not what was true before": ("REPORTED CORROBORATED*", ["act/1/REPORTED/4"]),
    "what is new after what was true before": ("REPORTED* CORROBORATED", ["act/1/CORROBORATED/5"]),
    "nothing of what was true before": ("REPORTED* CORROBORATED*", []),
    "nothing that came and went": ("REPORTED QUIET", []),
}


@pytest.mark.parametrize(("steps", "keys"), STEPS.values(), ids=STEPS.keys())
def test_of_steps_noticed_together_this_is_told(steps: str, keys: list[str]) -> None:
    before = Status.QUIET
    changes: list[StatusChange] = []
    for name in steps.split():
        after = Status(name.removesuffix("*"))
        change = StatusChange(SIGNAL.id, NOW, before, after, "so", is_baseline=name.endswith("*"))
        changes.append(replace(change, at=NOW + len(changes) * timedelta(minutes=1)))
        before = after
    decided = decide_steps(
        SIGNAL,
        changes,
        (),
        NOW + timedelta(hours=1),
        routes=(Route("slack"),),
        silences=(),
        logged_counts={1: 3},
    )
    assert [change for change, _ in decided] == changes
    assert [decision.notification.key for _, decision in decided if isinstance(decision, Decision)] == keys
