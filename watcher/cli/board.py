"""The board as text: what `watcher status` and `watcher demo` show, 80 columns wide.

It says with words what it also says with colours.  Nothing slow is imported here.
"""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TYPE_CHECKING

from watcher.store.summary import (
    BLIND,
    describe_problem,
    describe_work,
    has_polled_lately,
    list_overlays,
    render_age,
    render_instant,
    shown_status,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from watcher.store.board import RuntimeRow, StatusRow

WIDTH = 80
INDENT = 14  # the longest status is CORROBORATED

_COLOURS = {
    "QUIET": "32",  # green
    "WATCH": "33",  # yellow
    "REPORTED": "1;33",
    "CORROBORATED": "1;35",  # magenta
    "CONFIRMED": "1;31",  # red
    "DISPUTED": "1;36",  # cyan
    "REVERSED": "1;34",  # blue
    "BLIND": "1;7",  # inverse
}

EXIT_CODES = {
    "QUIET": 0,
    "WATCH": 0,
    "REPORTED": 10,
    "CORROBORATED": 20,
    "CONFIRMED": 30,
    "DISPUTED": 40,
    "REVERSED": 40,
    "BLIND": 3,
}
_PAST = (
    "By what had been published and decided until then, read by the signals.toml of today; "
    "how the watcher itself fared then is not on record."
)
_WORST_FIRST = (30, 40, 20, 10, 3, 0)


def exit_code(statuses: Sequence[str]) -> int:
    """Give the exit code of the worst signal."""
    codes = {EXIT_CODES[status] for status in statuses}
    return next((code for code in _WORST_FIRST if code in codes), 0)


def render_board(
    rows: Sequence[StatusRow],
    runtime: RuntimeRow,
    now: datetime,
    *,
    is_coloured: bool = False,
    is_past: bool = False,
) -> str:
    """Draw the board: what hinders the watcher first, then each signal, then how the watcher fares.

    Of the past it says what was published until then; how the watcher fared is not on record.
    """
    is_polling = has_polled_lately(runtime, now)
    lines = [f"WATCHER, as of {render_instant(now)}", ""]
    problem = describe_problem(runtime, now)
    if problem:
        lines[1:1] = [_paint(problem, "1", is_coloured=is_coloured)]
    for row in rows:
        lines += _signal_lines(row, now, is_polling=is_polling, is_coloured=is_coloured)
        lines.append("")
    if not rows:
        lines += ["No signals are known yet: the first `watcher poll` or `watcher run` takes them in.", ""]
    lines += _wrap(_PAST if is_past else describe_work(runtime, now), indent=0)
    return "\n".join(lines) + "\n"


def render_frame(
    rows: Sequence[StatusRow], runtime: RuntimeRow, now: datetime, height: int, *, is_coloured: bool = False
) -> list[str]:
    """Draw the board in at most `height` lines: a line a signal where the whole of it is taller."""
    lines = render_board(rows, runtime, now, is_coloured=is_coloured).splitlines()
    if len(lines) > height:
        is_polling = has_polled_lately(runtime, now)
        problem = describe_problem(runtime, now)
        lines = [
            lines[0],
            *([_paint(problem, "1", is_coloured=is_coloured)] if problem else []),
            *(_signal_line(row, is_polling=is_polling, is_coloured=is_coloured) for row in rows),
            *_wrap(describe_work(runtime, now), indent=0),
        ]
    if len(lines) > height:
        hidden = len(lines) - height + 1
        lines[height - 1 :] = [f"... and {hidden} lines more: a taller window shows them"]
    return lines


def may_colour() -> bool:
    """Colour only a terminal that can show it, unless NO_COLOR (https://no-color.org) is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _signal_line(row: StatusRow, *, is_polling: bool, is_coloured: bool) -> str:
    """The status, what it is the status of, and what fits beside it."""
    status = shown_status(row, is_polling=is_polling)
    first, *further = _wrap(_list_beside(row, status))
    return _draw_head(status, is_coloured=is_coloured) + first.lstrip() + (" ..." if further else "")


def _draw_head(status: str, *, is_coloured: bool) -> str:
    return _paint(status, _COLOURS[status], is_coloured=is_coloured) + " " * (INDENT - len(status))


def _list_beside(row: StatusRow, status: str) -> str:
    grade = [f"[{row.grade}]"] if row.grade else []
    return "  ".join([row.signal_id, *grade, *list_overlays(row, status)])


def _signal_lines(row: StatusRow, now: datetime, *, is_polling: bool, is_coloured: bool) -> Iterator[str]:
    status = shown_status(row, is_polling=is_polling)
    first, *further = _wrap(_list_beside(row, status))
    yield _draw_head(status, is_coloured=is_coloured) + first.lstrip()
    yield from further
    yield from _wrap(_show(row.proposition))
    facts = []
    if row.since is not None:
        facts.append(f"since {render_instant(row.since)}")
    if row.origins:
        count = len(row.origins)
        facts.append(f"{count} independent {'origin' if count == 1 else 'origins'}")
    if row.evidence_count:
        facts.append(f"{row.evidence_count} {'hit' if row.evidence_count == 1 else 'hits'}")
    if row.freshest_at is not None:
        facts.append(f"freshest {render_age(row.freshest_at, now)}")
    if facts:
        yield from _wrap("; ".join(facts))
    if status == BLIND:
        if row.is_blind:
            yield from _wrap(_show(row.blind_reason))
        return
    yield from _wrap(_show(row.reason))
    if row.is_blind:
        yield from _wrap("blind now: " + _show(row.blind_reason))


def _show(text: str) -> str:
    """Make hostile characters visible; what does so is imported for the rare text that has any."""
    if text.isprintable():
        return text
    from watcher.core.text import make_visible

    return make_visible(text)


def _wrap(text: str, indent: int = INDENT) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent, break_on_hyphens=False
    )


def _paint(text: str, colour: str, *, is_coloured: bool) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if is_coloured else text
