"""The algebra of stance: eight states of an event, and what each class of operators makes of each.

`COMPOSITION` is the whole of it, to be read and argued with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from watcher.core.cues import CueClass
from watcher.model import Stance


class State(StrEnum):
    """How the event stands after the operators applied so far."""

    DONE = "done"
    OPEN = "open"  # threatened, planned, possible
    NOT_DONE = "not done"
    OFF = "off"  # was open, is ruled out
    REVERSED = "reversed"
    RESTORED = "restored"
    CONTESTED = "contested"  # stands, and its end is sought
    APPEALED = "appealed"  # reversed, and its return is sought
    UNTOLD = "untold"  # only spoken of


STANCE_OF = {
    State.DONE: Stance.CONFIRMS,
    State.CONTESTED: Stance.CONFIRMS,
    State.OPEN: Stance.ANTICIPATES,
    State.NOT_DONE: Stance.DENIES,
    State.OFF: Stance.DENIES,
    State.REVERSED: Stance.REVERSES,
    State.APPEALED: Stance.REVERSES,
    State.RESTORED: Stance.REINSTATES,
    State.UNTOLD: None,
}
_COLUMNS = (
    State.OPEN,
    State.DONE,
    State.NOT_DONE,
    State.OFF,
    State.REVERSED,
    State.RESTORED,
    State.CONTESTED,
    State.APPEALED,
    State.UNTOLD,
)
_TABLE = """
           | open     | done      | not done | off  | reversed  | restored  | contested | appealed | untold
irrealis   | open     | open      | open     | open | contested | appealed  | contested | appealed | open
request    | open     | open      | open     | open | contested | appealed  | contested | appealed | open
negation   | off      | not done  | done     | open | done      | reversed  | done      | reversed | not done
refusal    | off      | not done  | done     | open | restored  | reversed  | restored  | reversed | not done
ruled out  | off      | off       | done     | open | done      | reversed  | done      | reversed | off
falsehood  | off      | not done  | not done | off  | done      | reversed  | done      | reversed | not done
instead    | off      | not done  | done     | open | done      | reversed  | done      | reversed | not done
reversal   | off      | reversed  | done     | open | restored  | reversed  | done      | reversed | reversed
upholding  | open     | restored  | not done | off  | reversed  | restored  | restored  | reversed | restored
restoring  | restored | restored  | done     | open | restored  | restored  | restored  | restored | restored
challenge  | open     | contested | not done | off  | appealed  | contested | contested | appealed | untold
grant      | open     | done      | not done | off  | reversed  | restored  | reversed  | restored | done
fulfilment | done     | done      | not done | off  | reversed  | restored  | reversed  | restored | done
loss       | open     | done      | not done | off  | restored  | reversed  | restored  | reversed | untold
order      | open     | open      | not done | off  | reversed  | restored  | contested | appealed | open
factive    | open     | done      | not done | off  | reversed  | restored  | contested | appealed | done
light      | open     | done      | not done | off  | reversed  | restored  | contested | appealed | done
vehicle    | open     | done      | not done | off  | reversed  | restored  | contested | appealed | untold
end        | off      | reversed  | done     | open | restored  | reversed  | done      | reversed | reversed
"""


def _read_table() -> dict[tuple[CueClass, State], State]:
    table = {}
    for line in _TABLE.strip().splitlines()[1:]:
        cls, *cells = (cell.strip() for cell in line.split("|"))
        for column, cell in zip(_COLUMNS, cells, strict=True):
            table[CueClass(cls), column] = State(cell)
    return table


COMPOSITION = _read_table()
"""(operator, state of what it governs) -> state of the whole."""


@dataclass(frozen=True, slots=True)
class Applied:
    """One operator of a derivation."""

    cue: str
    cls: CueClass
    state: State
    start: int
    end: int


@dataclass(slots=True)
class Reading:
    """The state of a frame, and how it came about."""

    state: State
    steps: list[Applied] = field(default_factory=list)
    is_background: bool = False

    def apply(self, cls: CueClass, cue: str, start: int, end: int) -> None:
        self.state = COMPOSITION[cls, self.state]
        self.steps.append(Applied(cue, cls, self.state, start, end))
