"""`watcher why`: how it came that a message went where and when it did, or that a step was not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json
from watcher.store.summary import render_utc

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers
    from watcher.model import Delivery
    from watcher.store.queries import StoredChange


def add_commands(subparsers: Subparsers) -> None:
    """Add `why`."""
    parser = add_command(
        subparsers,
        "why",
        summary="explain why a message went where and when it did, or why a step was not told",
        description=(
            "Of a message: the step it tells, what each route said, when it was due and why, and what\n"
            "became of it.  Of a signal: the same for its newest step, told or not."
        ),
        example="watcher why 12\nwatcher why dpa-invoked\nwatcher why dpa-invoked/1/REPORTED/2 --json",
        run=run_why,
    )
    parser.add_argument(
        "notification",
        metavar="NOTIFICATION",
        help="a number in `watcher outbox list`, a message's key, or a signal's id",
    )
    add_json_option(parser)


def run_why(arguments: argparse.Namespace) -> int:
    """Print the decision with its reasons."""
    from contextlib import closing

    from watcher.cli.show import find_signal
    from watcher.errors import InputError
    from watcher.store.queries import find_decision
    from watcher.store.reader import open_reader
    from watcher.wiring import utc_now

    with closing(open_reader(arguments.database)) as connection:
        found = find_decision(connection, arguments.notification)
        if found is None and arguments.notification.isdecimal():
            raise InputError(
                f"there is no message {arguments.notification}; `watcher outbox list` has those that wait or"
                " were given up, `watcher outbox list --only sent` those that were sent"
            )
        if found is None:
            find_signal(connection, arguments.notification, utc_now())  # names what is near, where it is none
    change, deliveries = found or (None, ())
    if arguments.json:
        print_json(_render(change, deliveries))
    else:
        _print(change, deliveries)
    return 0


def _render(change: StoredChange | None, deliveries: tuple[Delivery, ...]) -> dict[str, object]:
    return {
        "step": None
        if change is None
        else {
            "signal": change.change.signal_id,
            "at": render_utc(change.change.at),
            "from": change.change.before,
            "to": change.change.after,
            "decision": change.decision,
            "detail": change.decision_detail,
            "considered": list(change.considered),
        },
        "deliveries": [
            {
                "id": delivery.id,
                "channel": delivery.channel,
                "headline": delivery.notification.headline,
                "state": delivery.state.value,
                "why": list(delivery.reasons),
                "due": render_utc(delivery.next_attempt_at),
                "merged_into": delivery.merged_into,
                "outcome": delivery.error or delivery.receipt,
            }
            for delivery in deliveries
        ],
    }


def _print(change: StoredChange | None, deliveries: tuple[Delivery, ...]) -> None:
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    lines: list[str] = []
    if change is not None:
        step = change.change
        instants = f"true since {render_instant(step.at)}, noticed {render_instant(change.noticed_at)}"
        lines += [
            f"{step.signal_id}: {step.before} -> {step.after}, {instants}",
            f"  {step.reason}",
            f"  decision: {change.decision}"
            + (f" ({change.decision_detail})" * bool(change.decision_detail)),
            *(f"  {answer}" for answer in change.considered),
        ]
    for delivery in deliveries:
        lines.append(f"{delivery.id}  {delivery.channel}: {delivery.notification.headline}")
        lines += [f"  {reason}" for reason in delivery.reasons]
        lines.append(f"  {_describe_fate(delivery)}")
    if not lines:
        lines = ["No step of it was logged yet."]
    for line in lines:
        print(make_visible(line))


def _describe_fate(delivery: Delivery) -> str:
    from watcher.model import DeliveryState
    from watcher.store.summary import render_instant

    if delivery.state is DeliveryState.MERGED:
        return f"overtaken while it waited: told by message {delivery.merged_into}"
    if delivery.state is DeliveryState.PENDING:
        error = f", after: {delivery.error}" if delivery.error else ""
        return f"waits until {render_instant(delivery.next_attempt_at)}{error}"
    return f"{delivery.state.value}: {delivery.error or delivery.receipt or 'under way'}"
