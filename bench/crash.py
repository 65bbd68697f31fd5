"""How many alerts are lost, and how many told twice, when the process is killed anywhere: a thousand rounds.

In each round the process polls two feeds over real sockets, with a real database, and delivers to a Slack
stand-in; it is killed with SIGKILL at one, two or three steps that the seed chooses, and started again each
time until it comes through.  Counted are

    lost      a step of the signal that no message told
    repeated  a message that came again; as many are due as kills fell between send and settle

Exits with 1 when anything is lost, or repeated for any other cause.

Usage: python bench/crash.py [--rounds N] [--seed N]
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING

from tests.test_crash import AFTER_SENDING, TOLD, find_damage, open_stage

if TYPE_CHECKING:
    from tests.test_crash import Stage

HOURS_BETWEEN = 2  # longer than any lease and any feed's interval


def play_round(stage: Stage, folder: Path, kills: list[int]) -> tuple[list[str], list[str]]:
    """Play one round; the steps at which it was killed, and what the messages told."""
    killed_at: list[str] = []
    for number, kill_at in enumerate([*kills, None]):
        done = stage.perform(folder, hours=number * HOURS_BETWEEN, kill_at=kill_at)
        if done["signal"] == SIGKILL:
            killed_at.append(done["steps"][-1])
            assert find_damage(folder) == [], done
        else:
            assert done["signal"] == 0, done
    return killed_at, stage.take_messages()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311  # which steps to kill at
    kills_by_step: Counter[str] = Counter()
    lost = repeated = due = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        with open_stage(root) as stage:
            step_count = len(stage.perform(stage.prepare(root / "whole"), hours=0, kill_at=None)["steps"])
            stage.take_messages()
            for number in range(arguments.rounds):
                folder = stage.prepare(root / str(number))
                kills = [chance.randrange(step_count) for _ in range(chance.randint(1, 3))]
                killed_at, messages = play_round(stage, folder, kills)
                kills_by_step.update(killed_at)
                lost += sum(all(status not in message for message in messages) for status in TOLD)
                repeated += len(messages) - len(set(messages))
                due += killed_at.count(AFTER_SENDING)
                shutil.rmtree(folder)
    spent = time.monotonic() - began
    print(f"{arguments.rounds} rounds (seed {arguments.seed}), {kills_by_step.total()} kills, {spent:.0f} s")
    for step, count in sorted(kills_by_step.items()):
        print(f"  {count:5} at {step}")
    print(f"lost: {lost}; repeated: {repeated}, of which between send and settle: {due}")
    return 0 if lost == 0 and repeated == due else 1


if __name__ == "__main__":
    raise SystemExit(main())
