"""`watcher db`: care of the database file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_group, add_json_option, print_json

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers


def add_commands(subparsers: Subparsers) -> None:
    """Add `db backup`, `prune` and `check`."""
    from watcher.cli.silence import parse_span

    group = add_group(subparsers, "db", summary="back up, prune or check the database")
    backup = add_command(
        group,
        "backup",
        summary="copy the database, consistently, also while the watcher runs",
        example="watcher db backup /var/backups/watcher-2026-11-23.db",
        run=run_backup,
    )
    backup.add_argument("target", type=Path, metavar="FILE", help="the copy to make; must not exist yet")

    prune = add_command(
        group,
        "prune",
        summary="forget the text of old articles that are no evidence",
        description=(
            "Titles, addresses and keys stay, so that nothing old comes back as new; evidence stays whole.\n"
            "A later `watcher replay` over stored articles sees only what was kept."
        ),
        example="watcher db prune --older-than 52w\nwatcher db prune --older-than 180d --compact",
        run=run_prune,
    )
    prune.add_argument(
        "--older-than",
        type=parse_span,
        required=True,
        metavar="SPAN",
        help="first seen longer ago: 180d or 52w",
    )
    prune.add_argument(
        "--compact",
        action="store_true",
        help="give the room back to the file system (blocks writers meanwhile)",
    )

    check = add_command(
        group,
        "check",
        summary="check that the database file is sound; exits with 1 when it is not",
        example="watcher db check",
        run=run_check,
    )
    add_json_option(check)


def run_backup(arguments: argparse.Namespace) -> int:
    """Copy the database."""
    from watcher.cli.progress import open_meter
    from watcher.store.upkeep import backup_database

    with open_meter("copying") as note_progress:
        size = backup_database(arguments.database, arguments.target, note_progress)
    print(f"{arguments.target}: {size:,} bytes.")
    return 0


def run_prune(arguments: argparse.Namespace) -> int:
    """Forget old text."""
    from contextlib import closing

    from watcher.cli.progress import open_meter
    from watcher.store.reader import open_reader
    from watcher.store.upkeep import compact_database, prune_articles
    from watcher.store.writer import open_store
    from watcher.wiring import utc_now

    open_reader(arguments.database).close()  # pruning must not make a database
    with closing(open_store(arguments.database)) as store:
        with open_meter("pruning") as note_progress:
            count = prune_articles(store, utc_now() - arguments.older_than, note_progress)
        if arguments.compact:
            compact_database(store)
    print(f"{count:,} articles pruned.")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the file."""
    from watcher.core.text import make_visible
    from watcher.store.upkeep import find_damage

    faults = find_damage(arguments.database)
    if arguments.json:
        print_json({"database": str(arguments.database), "sound": not faults, "faults": list(faults)})
    elif faults:
        for fault in faults:
            print(make_visible(fault))
        print(f"{arguments.database} is damaged: restore a backup.")
    else:
        print(f"{arguments.database} is sound.")
    return 1 if faults else 0
