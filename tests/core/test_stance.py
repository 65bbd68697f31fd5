"""What a clause says about an act: the cases with their derivations, and the algebra of operators."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.core.judging import judge_text, load_signals
from watcher.core.composition import COMPOSITION, STANCE_OF, State
from watcher.core.cues import CueClass, load_cues
from watcher.core.evidence import Judge

CASES = Path(__file__).parent.parent / "data" / "judging" / "derivations.toml"


@cache
def _open() -> tuple[Judge, list[dict[str, Any]]]:
    signals, entities, table = load_signals(CASES)
    return Judge(signals, entities), table["cases"]


@pytest.mark.parametrize("case", _open()[1], ids=lambda case: case.get("title") or case["summary"])
def test_a_sentence_is_read_as_its_operators_say(case: dict[str, Any]) -> None:
    judge, _ = _open()
    told = judge_text(judge, case.get("title", ""), case.get("summary", ""))
    verdict = told.get(case.get("signal", "hazard"))
    assert (str(verdict.stance) if verdict else "none") == case["stance"]
    if verdict and "derivation" in case:
        assert [f"{step.word}({step.cue_class})" for step in verdict.derivation] == case["derivation"]


def test_every_operator_has_a_row_for_every_state() -> None:
    classes = set(CueClass) - {CueClass.PSEUDO}
    assert set(COMPOSITION) == {(cls, state) for cls in classes for state in State}


def test_every_state_but_the_untold_is_a_stance() -> None:
    assert {state for state in State if STANCE_OF[state] is None} == {State.UNTOLD}


@pytest.mark.parametrize("cls", [CueClass.FACTIVE, CueClass.LIGHT, CueClass.VEHICLE])
def test_a_transparent_operator_changes_no_told_state(cls: CueClass) -> None:
    assert all(COMPOSITION[cls, state] is state for state in State if state is not State.UNTOLD)


@pytest.mark.parametrize("state", [State.OPEN, State.NOT_DONE, State.OFF])
def test_no_plan_and_no_request_makes_an_act_done(state: State) -> None:
    assert STANCE_OF[COMPOSITION[CueClass.IRREALIS, state]] is not STANCE_OF[State.DONE]
    assert STANCE_OF[COMPOSITION[CueClass.REQUEST, state]] is not STANCE_OF[State.DONE]


def test_the_lexicon_names_no_class_without_words() -> None:
    assert {cue.cls for cue in load_cues()} == set(CueClass)


def test_the_documented_table_is_the_one_that_judges() -> None:
    text = (Path(__file__).parents[2] / "docs" / "judging.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    head = next(row for row in rows if row[0] == "operator")
    operators = {str(cls) for cls in CueClass}
    table = {
        (row[0], state): cell
        for row in rows
        if row[0] in operators
        for state, cell in zip(head[1:], row[1:], strict=True)
    }
    assert table == {(str(cls), str(state)): str(after) for (cls, state), after in COMPOSITION.items()}
