"""`watcher demo`: a small invented dispute through the real fetch, judge, store and console path."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from watcher.cli.command import add_command

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from pathlib import Path

    from watcher.cli.command import Subparsers
    from watcher.demo import Scene
    from watcher.demo.stage import Stage

DEFAULT_PAUSE = 2.5  # seconds; eight scenes then take about twenty


def add_commands(subparsers: Subparsers) -> None:
    """Add `demo`."""
    parser = add_command(
        subparsers,
        "demo",
        summary="see it work: a small invented dispute, played in under a minute, without a network",
        description=(
            "Feeds of invented newspapers are served on loopback, on a clock that runs fast.  All else is\n"
            "the real thing: fetching, judging, storing, alerting.  Nothing of it is kept."
        ),
        example="watcher demo\nwatcher demo --pause 0",
        run=run_demo,
    )
    parser.add_argument(
        "--pause",
        type=float,
        default=DEFAULT_PAUSE,
        metavar="SECONDS",
        help=f"time to read between two scenes (default {DEFAULT_PAUSE})",
    )


def run_demo(arguments: argparse.Namespace) -> int:
    """Play the story in a temporary folder."""
    import asyncio
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory(prefix="watcher-demo-") as folder:
        asyncio.run(_play(Path(folder), arguments.pause))
    return 0


async def _play(folder: Path, pause: float) -> None:
    import asyncio

    from watcher.demo import load_scenes
    from watcher.demo.stage import open_stage

    scenes = load_scenes()
    _print_introduction()
    async with open_stage(folder) as stage:
        for number, scene in enumerate(scenes, start=1):
            await _play_scene(stage, scene, number)
            if scene is not scenes[-1]:
                await asyncio.sleep(pause)
    print("That was all.  The same with real feeds: `watcher check`, then `watcher run`.")


async def _play_scene(stage: Stage, scene: Scene, number: int) -> None:
    from watcher.cli.board import may_colour, render_board
    from watcher.store.board import get_runtime, list_statuses
    from watcher.store.queries import list_changes
    from watcher.store.writer import TOLD

    runtime = stage.runtime
    connection = runtime.store.connection
    (last_id,) = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    print(f"{'=' * 80}\nSCENE {number}, {scene.at:%A %d %B, %H:%M}\n{scene.caption}\n")
    await stage.play(scene)
    _print_articles(connection, last_id)
    print("\nALERTS", flush=True)  # the console channel writes below it
    report = await runtime.deliver.deliver_due(scene.at)
    untold = [
        stored
        for stored in list_changes(connection)
        if stored.noticed_at == scene.at and stored.decision != TOLD
    ]
    for stored in untold:
        change = stored.change
        print(f"  {change.signal_id}: {change.before} -> {change.after}: {stored.decision}")
    if not report.sent_count and not untold:
        print("  none: no status moved")
    rows = list_statuses(connection, scene.at)
    print()
    sys.stdout.write(render_board(rows, get_runtime(connection), scene.at, is_coloured=may_colour()))
    print(flush=True)


def _print_articles(connection: sqlite3.Connection, after_id: int) -> None:
    from watcher.core.text import make_visible
    from watcher.store.queries import list_articles, list_evidence

    print("NEW ARTICLES")
    for stored in list_articles(connection, after_id=after_id):
        print(f"  {make_visible(stored.article.outlet or '')}: {make_visible(stored.article.title)}")
        hits = list_evidence(connection, article_id=stored.id)
        for hit in hits:
            verdict = hit.evidence.verdict
            news = "" if verdict.is_fresh else " as background"
            print(f"      {verdict.signal_id}: {verdict.stance}{news}; origin {hit.evidence.origin}")
        if not hits:
            print("      no hit")


def _print_introduction() -> None:
    print(
        "Two things are watched in an invented country: has the Ports Ministry expelled Tidewell's\n"
        "pilot ships, and has it seized the control codes of those ships?  Six publishers have feeds.\n"
    )
