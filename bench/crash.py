"""How many alerts are lost, and how many told twice, when the process is killed at each of its steps in turn.

In each round the process polls three feeds over real sockets, with a real database, reads a page where one
is needed, and delivers to a Slack stand-in; it is killed with SIGKILL at one, two or three steps, and started
again each time until it comes through.  The first kill of a round falls on each step in turn, in an order
that the seed shuffles; the others fall where it chooses.  Counted are

    lost      a round whose messages do not tell all that happened, charged to each of its kills
    repeated  a message that came again, charged to the kill of the process that had sent it first

A kill between send and settle repeats one message, and nothing else may.  Exits with 1 when anything is lost,
or repeated for any other cause, or a step was left out.

Usage: python bench/crash.py [--rounds N] [--seed N]
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING, NamedTuple

from tests.test_crash import AFTER_SENDING, PLAYS, STEPS, find_damage, is_whole, open_stage

if TYPE_CHECKING:
    from tests.test_crash import Play, Stage

HOURS_BETWEEN = 2  # longer than any lease and any feed's interval
MOST_FURTHER_KILLS = 2


class Round(NamedTuple):
    """The steps at which a round's processes were killed, and what came of it."""

    killed_at: list[str]
    repeated_at: list[str]
    is_lost: bool


def play_round(stage: Stage, folder: Path, play: Play, kills: list[int]) -> Round:
    """Play one round; `kills` are numbers of steps, one for each process but the last."""
    stage.prepare(folder, play)
    killed_at: list[str] = []
    repeated_at: list[str] = []
    sent_by: dict[str, str] = {}
    for number, kill_at in enumerate([*kills, *[None] * play.whole_count]):
        done = stage.perform(folder, hours=number * HOURS_BETWEEN, kill_at=kill_at)
        ended = done["steps"][-1] if done["signal"] == SIGKILL else "the end"
        if done["signal"] == SIGKILL:
            killed_at.append(ended)
            assert find_damage(folder) == [], done
        else:
            assert done["signal"] == 0, done
        for message in stage.take_messages():
            if message in sent_by:
                repeated_at.append(sent_by[message])
            sent_by[message] = ended
    return Round(killed_at, repeated_at, is_lost=not is_whole(list(sent_by), play))


def list_places(stage: Stage, root: Path) -> list[tuple[Play, int, int]]:
    """Every step of every play: its number, and how many steps the play has."""
    places: list[tuple[Play, int, int]] = []
    for title, play in enumerate(PLAYS):
        steps = stage.perform(stage.prepare(root / f"whole {title}", play), hours=0, kill_at=None)["steps"]
        stage.take_messages()
        places += [(play, number, len(steps)) for number in play.list_places(steps)]
    return places


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311  # which steps to kill at
    killed: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    repeated: Counter[str] = Counter()
    lost_count = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        with open_stage(root) as stage:
            places = list_places(stage, root)
            chance.shuffle(places)
            for number, (play, first, count) in enumerate(islice(cycle(places), arguments.rounds)):
                further = [chance.randrange(count) for _ in range(chance.randint(0, MOST_FURTHER_KILLS))]
                played = play_round(stage, root / str(number), play, [first, *further])
                killed.update(played.killed_at)
                repeated.update(played.repeated_at)
                if played.is_lost:
                    lost_count += 1
                    lost.update(set(played.killed_at))
                shutil.rmtree(root / str(number))
    spent = time.monotonic() - began
    print(
        f"{arguments.rounds} rounds (seed {arguments.seed}), {killed.total()} kills, {spent:.0f} s;", end=" "
    )
    print(
        f"the first of a round fell {arguments.rounds / len(places):.1f} times on each of {len(places)} steps"
    )
    print(f"{'killed at':16} {'kills':>6} {'lost':>6} {'repeated':>9}")
    for step in sorted(killed):
        print(f"{step:16} {killed[step]:6} {lost[step]:6} {repeated[step]:9}")
    print(f"lost: {lost_count}; repeated: {repeated.total()},", end=" ")
    print(f"of which between send and settle: {repeated[AFTER_SENDING]} of {killed[AFTER_SENDING]} kills")
    is_due = repeated.total() == repeated[AFTER_SENDING] == killed[AFTER_SENDING]
    return 0 if lost_count == 0 and is_due and killed.keys() >= STEPS else 1


if __name__ == "__main__":
    raise SystemExit(main())
