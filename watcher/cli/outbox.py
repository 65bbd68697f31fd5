"""`watcher outbox`: what waits to be sent, what was sent, and what was given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_group, add_json_option, print_json
from watcher.store.rendering import render_delivery

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from watcher.cli.command import Subparsers
    from watcher.model import Delivery
    from watcher.store.outbox import Outbox

UNSETTLED = ("pending", "leased", "dead")
STATES = (*UNSETTLED, "sent", "dropped", "merged")


def add_commands(subparsers: Subparsers) -> None:
    """Add `outbox list`, `retry` and `drop`."""
    group = add_group(subparsers, "outbox", summary="see and steer the messages to be sent")
    listing = add_command(
        group,
        "list",
        summary="list messages, newest first",
        description="Without --only: what waits, what is being sent, and what was given up (dead).",
        example="watcher outbox list\nwatcher outbox list --only sent --channel desk --json",
        run=run_list,
    )
    listing.add_argument("--only", choices=[*STATES, "all"], help="only these")
    listing.add_argument("--channel", metavar="ID", help="only of this channel")
    listing.add_argument("--limit", type=int, default=100, metavar="N", help="at most so many (default: 100)")
    add_json_option(listing)

    retry = add_command(
        group,
        "retry",
        summary="send messages again that wait or were given up",
        description="They are due at once, their attempts counted anew; a running watcher sends them.",
        example="watcher outbox retry 12\nwatcher outbox retry --dead --channel desk",
        run=run_retry,
    )
    retry.add_argument("ids", nargs="*", type=int, metavar="ID", help="numbers in `watcher outbox list`")
    retry.add_argument("--dead", action="store_true", help="all that were given up")
    retry.add_argument("--channel", metavar="ID", help="with --dead: only of this channel")

    drop = add_command(
        group,
        "drop",
        summary="give up messages that wait, or settle dead ones",
        example="watcher outbox drop 12 --note 'told by telephone'",
        run=run_drop,
    )
    drop.add_argument("ids", nargs="+", type=int, metavar="ID", help="numbers in `watcher outbox list`")
    drop.add_argument("--note", required=True, help="why, for those who wonder why they were not told")


def run_list(arguments: argparse.Namespace) -> int:
    """Print deliveries."""
    states = {None: UNSETTLED, "all": STATES}.get(arguments.only, (arguments.only,))
    deliveries = read_deliveries(arguments.database, states, arguments.channel, arguments.limit)
    for delivery in deliveries:
        if arguments.json:
            print_json(render_delivery(delivery))
        else:
            _print_delivery(delivery)
    if not deliveries and not arguments.json:
        print("Nothing waits, and nothing was given up." if arguments.only is None else "None.")
    return 0


def run_retry(arguments: argparse.Namespace) -> int:
    """Make deliveries due now."""
    from watcher.errors import InputError
    from watcher.wiring import utc_now

    if bool(arguments.ids) == arguments.dead:
        raise InputError("give the numbers of messages, or --dead for all that were given up")
    ids = arguments.ids or [
        delivery.id for delivery in read_deliveries(arguments.database, ("dead",), arguments.channel, 100_000)
    ]
    now = utc_now()
    _change_each(arguments.database, ids, lambda outbox, id_: outbox.retry_delivery(id_, now))
    print(f"{_count(ids)} due now; a running watcher sends {'it' if len(ids) == 1 else 'them'}.")
    return 0


def run_drop(arguments: argparse.Namespace) -> int:
    """Give deliveries up."""
    from watcher.wiring import get_user_name, utc_now

    now, note = utc_now(), f"dropped by {get_user_name()}: {arguments.note}"
    _change_each(arguments.database, arguments.ids, lambda outbox, id_: outbox.drop_delivery(id_, now, note))
    print(f"{_count(arguments.ids)} dropped.")
    return 0


def read_deliveries(
    database: Path, states: Sequence[str], channel: str | None, limit: int
) -> tuple[Delivery, ...]:
    """Read deliveries of some states, newest first."""
    from contextlib import closing

    from watcher.model import DeliveryState
    from watcher.store.queries import list_deliveries
    from watcher.store.reader import open_reader

    with closing(open_reader(database)) as connection:
        found = [
            delivery
            for state in states
            for delivery in list_deliveries(
                connection, state=DeliveryState(state), channel=channel, limit=limit
            )
        ]
    return tuple(sorted(found, key=lambda delivery: delivery.id, reverse=True)[:limit])


def _change_each(database: Path, ids: Sequence[int], change: Callable[[Outbox, int], bool]) -> None:
    """Change all deliveries or none; raises InputError with the first that cannot be changed."""
    from contextlib import closing

    from watcher.errors import InputError
    from watcher.store.outbox import Outbox
    from watcher.store.reader import open_reader
    from watcher.store.writer import open_store

    open_reader(database).close()  # a change must not make a database
    with closing(open_store(database)) as store, store.transaction():
        outbox = Outbox(store)
        for id_ in ids:
            if not change(outbox, id_):
                raise InputError(
                    f"message {id_} neither waits nor was given up; see `watcher outbox list --only all`"
                )


def _count(ids: Sequence[int]) -> str:
    return f"{len(ids)} message" + ("" if len(ids) == 1 else "s")


def _print_delivery(delivery: Delivery) -> None:
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    attempts = f"{delivery.attempt_count} attempt" + ("" if delivery.attempt_count == 1 else "s")
    facts = [delivery.state.value, delivery.channel, render_instant(delivery.created_at), attempts]
    if delivery.state == "pending":
        facts.append(f"next {render_instant(delivery.next_attempt_at)}")
    print(f"{delivery.id}  {make_visible('  '.join(facts))}")
    print(f"   {make_visible(delivery.notification.headline)}")
    if delivery.state in {"pending", "merged"}:
        told = [f"told by message {delivery.merged_into}"] if delivery.merged_into else []
        print(f"   {make_visible('; '.join([*delivery.reasons, *told]))}")
    outcome = delivery.error or delivery.receipt
    if outcome:
        print(f"   {make_visible(outcome)}")
