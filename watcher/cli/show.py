"""`watcher show` and `watcher hits`: the history and the evidence behind a status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, parse_instant, print_json
from watcher.cli.paging import add_pager_option, open_pager
from watcher.store.rendering import render_change, render_csv, render_hit, render_ruling
from watcher.store.summary import render_utc

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from watcher.cli.command import Subparsers
    from watcher.model import Ruling, Stance
    from watcher.store.board import StatusRow
    from watcher.store.queries import StoredChange, StoredCorrection, StoredEvidence, StoredPage

_ALL = 1_000_000  # more hits than there ever are


def add_commands(subparsers: Subparsers) -> None:
    """Add `show` and `hits`."""
    show = add_command(
        subparsers,
        "show",
        summary="show one signal: its status and why, its history, its evidence",
        description="The line of each stance has a bar a day, and the numbers beside it.",
        example=(
            "watcher show dpa-invoked\n"
            "watcher show dpa-invoked --as-of 2026-03-01\n"
            "watcher show dpa-invoked --json | jq '.history[0]'"
        ),
        run=run_show,
    )
    show.add_argument("signal", metavar="SIGNAL", help="a signal's id")
    show.add_argument(
        "--limit", type=int, default=20, metavar="N", help="this many steps and hits (default 20)"
    )
    show.add_argument(
        "--as-of",
        type=parse_instant,
        metavar="T",
        help="status, history and hits by what was published until T (ISO 8601), instead of now",
    )
    add_pager_option(show)
    add_json_option(show)

    hits = add_command(
        subparsers,
        "hits",
        summary="list evidence, newest first",
        description="The number of a hit is for `watcher mark`.  With --json one object a line.",
        example=(
            "watcher hits --signal dpa-invoked --stance confirms\n"
            "watcher hits --since 2026-03-01 --outlet reuters.com --json\n"
            "watcher hits --signal dpa-invoked --all --csv > evidence.csv"
        ),
        run=run_hits,
    )
    hits.add_argument("--signal", metavar="ID", help="only of this signal")
    hits.add_argument(
        "--stance",
        choices=("anticipates", "confirms", "denies", "reverses", "reinstates"),
        help="only of this stance",
    )
    hits.add_argument(
        "--since", type=parse_instant, metavar="T", help="only published at T (ISO 8601) or later"
    )
    hits.add_argument("--outlet", metavar="DOMAIN", help="only of this outlet")
    many = hits.add_mutually_exclusive_group()
    many.add_argument("--limit", type=int, default=50, metavar="N", help="at most this many (default 50)")
    many.add_argument(
        "--all", action="store_const", const=_ALL, dest="limit", help="every one, however many there are"
    )
    add_pager_option(hits)
    form = hits.add_mutually_exclusive_group()
    add_json_option(form)
    form.add_argument("--csv", action="store_true", help="print CSV, for spreadsheets")


def run_show(arguments: argparse.Namespace) -> int:
    """Print status, history and evidence of one signal."""
    from contextlib import closing

    from watcher.cli.as_of import fold_as_of, list_changes_until, list_rulings_until
    from watcher.cli.board import may_colour, render_board
    from watcher.store.board import get_runtime
    from watcher.store.queries import count_days, list_corrections, list_evidence, list_pages
    from watcher.store.reader import open_reader
    from watcher.store.summary import has_polled_lately, render_signal
    from watcher.wiring import utc_now

    until = arguments.as_of
    at = until or utc_now()
    with closing(open_reader(arguments.database)) as connection:
        row = find_signal(connection, arguments.signal, at)
        if until is not None:
            (row,) = fold_as_of(connection, arguments.config, (row,), at) or (row,)
        runtime = get_runtime(connection)
        changes = list_changes_until(connection, row.signal_id, until, limit=arguments.limit)
        hits = list_evidence(connection, signal_id=row.signal_id, until=until, limit=arguments.limit)
        days = count_days(connection, row.signal_id, until=until)
        pages = list_pages(connection, (hit.article_id for hit in hits))
        rulings = list_rulings_until(connection, row.signal_id, until)
        corrections = tuple(
            correction
            for correction in list_corrections(connection, row.signal_id, limit=arguments.limit)
            if until is None or correction.at <= until
        )
    if arguments.json:
        print_json(
            {
                **render_signal(row, is_polling=has_polled_lately(runtime, at)),
                "history": [render_change(change) for change in changes],
                "days": [{"day": str(day), "stance": stance, "hits": count} for day, stance, count in days],
                "evidence": [render_hit_with_page(hit, pages.get(hit.article_id)) for hit in hits],
                "rulings": [render_ruling(ruling) for ruling in rulings],
                "corrections": [render_correction(correction) for correction in corrections],
            }
        )
        return 0
    with open_pager(is_wanted=not arguments.no_pager):
        sys.stdout.write(
            render_board((row,), runtime, at, is_coloured=may_colour(), is_past=until is not None)
        )
        _print_days(days)
        _print_history(changes, rulings)
        print_hits(hits, pages)
        _print_corrections(corrections)
    return 0


def run_hits(arguments: argparse.Namespace) -> int:
    """Print evidence that passes the filters."""
    from contextlib import closing

    from watcher.model import Stance
    from watcher.store.queries import list_evidence, list_pages
    from watcher.store.reader import open_reader
    from watcher.wiring import utc_now

    with closing(open_reader(arguments.database)) as connection:
        if arguments.signal is not None:
            find_signal(connection, arguments.signal, utc_now())
        hits = list_evidence(
            connection,
            signal_id=arguments.signal,
            stance=Stance(arguments.stance) if arguments.stance else None,
            since=arguments.since,
            outlet=arguments.outlet,
            limit=arguments.limit,
        )
        pages = list_pages(connection, (hit.article_id for hit in hits))
    if arguments.csv:
        # Lines of CSV end as RFC 4180 says; text that a terminal could obey is made visible.
        sys.stdout.writelines(render_csv(hits))
    elif arguments.json:
        for hit in hits:
            print_json(render_hit_with_page(hit, pages.get(hit.article_id)))
    else:
        with open_pager(is_wanted=not arguments.no_pager):
            print_hits(hits, pages)
    return 0


def find_signal(connection: sqlite3.Connection, signal_id: str, now: datetime) -> StatusRow:
    """Find a signal's row; raises InputError that lists the known ids."""
    from watcher.errors import InputError
    from watcher.store.board import list_statuses

    rows = {row.signal_id: row for row in list_statuses(connection, now)}
    if signal_id not in rows:
        known = ", ".join(rows) or "none yet: run `watcher poll` once"
        raise InputError(f"there is no signal {signal_id!r}; known: {known}")
    return rows[signal_id]


def render_hit_with_page(stored: StoredEvidence, page: StoredPage | None) -> dict[str, object]:
    """Give evidence its fields for JSON, with what became of its article's page."""
    return {**render_hit(stored), "page": render_page(page) if page else None}


def render_page(page: StoredPage) -> dict[str, object]:
    """Give what became of a page its fields for JSON."""
    return {
        "reason": page.reason,
        "outcome": page.outcome,
        "detail": page.detail,
        "asked_at": render_utc(page.asked_at),
        "next_attempt_at": render_utc(page.next_attempt_at),
    }


_TEXT_REASONS = {
    "alert": "what it says would be told",
    "conflict": "what it says does not fit where the signal stands",
    "incomplete": "who and whom are named, and not what was done",
    "short": "title and summary are short",
}


def describe_page(page: StoredPage) -> str:
    """Say in one line whether the text of an article was read from its page, and why, or why not."""
    from watcher.model import PageOutcome
    from watcher.store.summary import render_instant

    if page.outcome is PageOutcome.READ and page.asked_at is not None:
        return f"read from its page at {render_instant(page.asked_at)}, as {_TEXT_REASONS[page.reason]}"
    what = f" ({page.outcome}: {page.detail})" if page.outcome and page.detail else ""
    if page.next_attempt_at is None:
        return f"not read from its page{what or ', which waited too long'}"
    until = max(page.next_attempt_at, page.rests_until or page.next_attempt_at)
    waits = page.rest_reason if page.rests_until == until else ""
    again = f"; {waits}" if waits and not what else ""
    return f"to be read from its page after {render_instant(until)}{what}{again}"


def render_correction(correction: StoredCorrection) -> dict[str, object]:
    """Give one changed title its fields; `stance_after` is null where it says nothing of the signal now."""
    return {
        "at": render_utc(correction.at),
        "url": correction.url,
        "title_before": correction.title_before,
        "title_after": correction.title_after,
        "stance_before": correction.stance_before,
        "stance_after": correction.stance_after,
    }


def _print_corrections(corrections: tuple[StoredCorrection, ...]) -> None:
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    if corrections:
        print("\nTITLES CHANGED, newest first")
    for correction in corrections:
        after = correction.stance_after or "says nothing of it"
        print(f"  {render_instant(correction.at)}  {correction.stance_before} -> {after}")
        print(f"      before: {make_visible(correction.title_before)}")
        print(f"      after:  {make_visible(correction.title_after)}")


def _print_days(days: Sequence[tuple[date, Stance, int]]) -> None:
    from watcher.cli.sparkline import render_sparklines

    has_bars = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    for line in render_sparklines(days, has_bars=has_bars):
        print(line)
    print()


def _print_history(changes: tuple[StoredChange, ...], rulings: tuple[Ruling, ...]) -> None:
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    print("HISTORY, newest first" if changes else "HISTORY: it never moved")
    for stored in changes:
        change = stored.change
        told = stored.decision + (f" ({stored.decision_detail})" if stored.decision_detail else "")
        print(f"  {render_instant(change.at)}  {change.before} -> {change.after}")
        print(f"      {make_visible(change.reason)}; {make_visible(told)}")
    for ruling in rulings:
        note = f": {make_visible(ruling.note)}" if ruling.note else ""
        print(f"  {render_instant(ruling.at)}  {make_visible(ruling.author)} said {ruling.kind}{note}")
    print()


def print_hits(hits: tuple[StoredEvidence, ...], pages: Mapping[int, StoredPage]) -> None:
    """Print evidence for people: who said what, when, in which words."""
    from watcher.core.text import make_visible
    from watcher.store.summary import render_instant

    if not hits:
        print("No hits.")
        return
    print(f"{len(hits)} HITS, newest first" if len(hits) != 1 else "1 HIT")
    for stored in hits:
        evidence, verdict = stored.evidence, stored.evidence.verdict
        news = "news" if verdict.is_fresh else "background"
        official = ", official" if evidence.is_official else ""
        print(
            f"{stored.id:>6}  {render_instant(evidence.at)}  {verdict.signal_id}  {verdict.stance}, {news}  "
            f"{make_visible(evidence.outlet)} ({evidence.reliability}{official}), "
            f"origin {make_visible(evidence.origin)}"
        )
        print(f"      {make_visible(evidence.title)}")
        if verdict.quote != evidence.title:
            print(f"      {verdict.field}: {make_visible(verdict.quote)}")
        if evidence.url:
            print(f"      {make_visible(evidence.url)}")
        if (page := pages.get(stored.article_id)) is not None:
            print(f"      text {make_visible(describe_page(page))}")
        if evidence.mark:
            mark = evidence.mark
            note = f": {make_visible(mark.note)}" if mark.note else ""
            word = "right" if mark.is_right else "wrong, and no longer counted,"
            print(f"      marked {word} by {make_visible(mark.author)}{note}")
