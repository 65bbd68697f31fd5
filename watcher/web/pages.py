"""The pages: each reads what it shows in one moment of the database, and gives it to its template."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from watcher.core.cadence import WELL
from watcher.core.reasons import describe_next
from watcher.core.text import count_of
from watcher.model import DeliveryState, Stance
from watcher.notify.content import check_link
from watcher.store.board import get_runtime, list_statuses
from watcher.store.queries import (
    count_stances,
    get_article,
    get_status,
    list_best_evidence,
    list_changes,
    list_coverage_changes,
    list_deliveries,
    list_evidence,
    list_feeds,
    list_rulings,
    search_articles,
)
from watcher.store.reader import open_reader
from watcher.store.summary import (
    BLIND,
    describe_ill_health,
    describe_problem,
    describe_work,
    has_polled_lately,
    list_overlays,
    render_age,
    render_status,
    shown_status,
)
from watcher.web.definitions import Definitions
from watcher.web.words import clip, mark_words, show, split_paragraphs, tell_age, tell_instant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from enum import StrEnum
    from pathlib import Path

    from starlette.requests import Request

    from watcher.model import FeedState
    from watcher.store.board import RuntimeRow, StatusRow
    from watcher.store.queries import StoredArticle, StoredChange

Choice = TypeVar("Choice", bound="StrEnum")
Shown = TypeVar("Shown")

CARD_COUNT = 100  # on one page
EVIDENCE_COUNT = 25
HISTORY_COUNT = 50
FEED_COUNT = 200
DELIVERY_COUNT = 50
FOUND_COUNT = 50
QUERY_LENGTH = 200  # characters
PAGE_LIMIT = 10_000

HEALTHY = tuple(WELL)

STATE_WORDS = {
    DeliveryState.PENDING: "waiting",
    DeliveryState.LEASED: "being sent",
    DeliveryState.SENT: "sent",
    DeliveryState.DEAD: "given up",
    DeliveryState.DROPPED: "dropped by a person",
}

SEARCH_STEPS = 20_000_000  # of SQLite's machine: enough to rank a common word in a million articles
_STEPS_BETWEEN_LOOKS = 10_000


class Window(NamedTuple):
    """One page of a longer list; pages count from 1."""

    page: int
    has_more: bool


class Card(NamedTuple):
    """A signal as the board shows it: `status` is BLIND where QUIET cannot be claimed."""

    row: StatusRow
    status: str
    overlays: tuple[str, ...]
    blind_reason: str


class Moment(NamedTuple):
    """A point of a signal's timeline; `kind` is "step", "person" or "coverage"."""

    at: datetime
    kind: str
    title: str
    detail: str
    told: str


def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("watcher.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=show,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "instant": tell_instant,
        "age": tell_age,
        "clip": clip,
        "count_of": count_of,
        "paragraphs": split_paragraphs,
        "link": check_link,
    }
    environment.globals |= {"mark_words": mark_words}
    return environment


_ENVIRONMENT = _make_environment()


def render_page(name: str, *, status_code: int = 200, **values: object) -> HTMLResponse:
    """Fill a template; what every page shows has a default, for pages without a database."""
    common: dict[str, object] = {"section": "", "problem": "", "query": ""}
    html = _ENVIRONMENT.get_template(name).render(common | values)
    return HTMLResponse(html, status_code=status_code)


class Pages:
    """The endpoints.  Each is synchronous, so it runs in a thread of its own with its own connection."""

    def __init__(
        self, database: Path, config_path: Path, read_clock: Callable[[], datetime], search_steps: int
    ) -> None:
        self._database = database
        self._search_steps = search_steps
        self._definitions = Definitions(config_path)
        self._read_clock = read_clock

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the database in a transaction, so that all of a page is of one moment."""
        connection = open_reader(self._database)
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()

    # -------------------------------------------------------------------------------------- signals

    def show_board(self, request: Request) -> Response:
        """Show a card a signal."""
        page = _read_page(request)
        now = self._read_clock()
        with self._open() as connection:
            runtime = get_runtime(connection)
            rows = list_statuses(connection, now)
        cards = [_make_card(row, runtime, now) for row in rows]
        shown, window = _cut(cards, page, CARD_COUNT)
        return render_page(
            "board.html",
            section="board",
            now=now,
            problem=describe_problem(runtime, now),
            work=describe_work(runtime, now),
            counts=_count_statuses(cards),
            cards=shown,
            window=window,
            page_query=_keep_filters(),
        )

    def show_signal(self, request: Request) -> Response:
        """Show one signal: its status, history and evidence."""
        signal_id = request.path_params["signal_id"]
        stance = _read_choice(request, "stance", Stance)
        outlet = request.query_params.get("outlet") or None
        page = _read_page(request)
        now = self._read_clock()
        with self._open() as connection:
            runtime = get_runtime(connection)
            row = _find_row(connection, signal_id, now)
            hits = list_evidence(
                connection,
                signal_id=signal_id,
                stance=stance,
                outlet=outlet,
                limit=EVIDENCE_COUNT + 1,
                offset=(page - 1) * EVIDENCE_COUNT,
            )
            timeline = _list_moments(connection, signal_id)
            stance_counts = count_stances(connection, signal_id)
            would_change = self._describe_next(connection, signal_id)
        return render_page(
            "signal.html",
            section="board",
            now=now,
            problem=describe_problem(runtime, now),
            card=_make_card(row, runtime, now),
            would_change=would_change,
            timeline=timeline[:HISTORY_COUNT],
            has_more_history=len(timeline) > HISTORY_COUNT,
            stances=[(choice, stance_counts.get(choice, 0)) for choice in Stance],
            stance=stance,
            outlet=outlet,
            hits=hits[:EVIDENCE_COUNT],
            window=Window(page, len(hits) > EVIDENCE_COUNT),
            page_query=_keep_filters(stance=stance, outlet=outlet),
        )

    def _describe_next(self, connection: sqlite3.Connection, signal_id: str) -> str:
        signal, status = self._definitions.get_signal(signal_id), get_status(connection, signal_id)
        if signal is None or status is None:
            return ""
        return describe_next(signal, status, list_best_evidence(connection, signal_id, status.origins))

    # ------------------------------------------------------------------------------------- articles

    def show_article(self, request: Request) -> Response:
        """Show a stored article and what it says of each signal."""
        reference = request.path_params["article_id"]
        now = self._read_clock()
        with self._open() as connection:
            runtime = get_runtime(connection)
            stored = get_article(connection, reference) if reference.isdecimal() else None
            if stored is None:
                raise HTTPException(404, "No stored article has this number.")
            hits = list_evidence(connection, article_id=stored.id)
        return render_page(
            "article.html",
            now=now,
            problem=describe_problem(runtime, now),
            stored=stored,
            article=stored.article,
            hits=hits,
        )

    def search(self, request: Request) -> Response:
        """Find articles by their words."""
        query = request.query_params.get("q", "")
        if len(query) > QUERY_LENGTH:
            raise HTTPException(400, f"A search has at most {QUERY_LENGTH} characters.")
        now = self._read_clock()
        with self._open() as connection:
            runtime = get_runtime(connection)
            found = _search_bounded(connection, query, self._search_steps)
        return render_page(
            "search.html",
            section="search",
            now=now,
            problem=describe_problem(runtime, now),
            query=query,
            is_too_broad=found is None,
            found=(found or ())[:FOUND_COUNT],
            has_more=len(found or ()) > FOUND_COUNT,
        )

    # ------------------------------------------------------------------------------------- the work

    def show_feeds(self, request: Request) -> Response:
        """Show how each feed fares, those in trouble first."""
        page = _read_page(request)
        now = self._read_clock()
        with self._open() as connection:
            runtime = get_runtime(connection)
            feeds = sorted((stored.state for stored in list_feeds(connection)), key=_rank_feed)
        shown, window = _cut(feeds, page, FEED_COUNT)
        return render_page(
            "feeds.html",
            section="feeds",
            now=now,
            problem=describe_problem(runtime, now),
            runtime=runtime,
            healthy=HEALTHY,
            feeds=shown,
            disabled_count=sum(not state.feed.enabled for state in feeds),
            window=window,
            page_query=_keep_filters(),
        )

    def show_deliveries(self, request: Request) -> Response:
        """Show what was told, what waits and what was given up."""
        state = _read_choice(request, "state", DeliveryState)
        page = _read_page(request)
        now = self._read_clock()
        with self._open() as connection:
            runtime = get_runtime(connection)
            deliveries = list_deliveries(
                connection, state=state, limit=DELIVERY_COUNT + 1, offset=(page - 1) * DELIVERY_COUNT
            )
        return render_page(
            "deliveries.html",
            section="deliveries",
            now=now,
            problem=describe_problem(runtime, now),
            runtime=runtime,
            state_words=STATE_WORDS,
            state=state,
            deliveries=deliveries[:DELIVERY_COUNT],
            window=Window(page, len(deliveries) > DELIVERY_COUNT),
            page_query=_keep_filters(state=state),
        )

    # ---------------------------------------------------------------------------------- for programs

    def give_status(self, _request: Request) -> Response:
        """Give what `watcher status --json` prints."""
        now = self._read_clock()
        with self._open() as connection:
            status = render_status(list_statuses(connection, now), get_runtime(connection), now)
        # ASCII, as the command prints it: no character of the network can act wherever this is shown.
        return Response(json.dumps(status) + "\n", media_type="application/json")

    def tell_health(self, _request: Request) -> Response:
        """Say in one line whether polls really happen."""
        now = self._read_clock()
        with self._open() as connection:
            runtime = get_runtime(connection)
        trouble = describe_ill_health(runtime, now)
        if trouble or runtime.polled_at is None:
            return PlainTextResponse(f"{trouble}\n", status_code=503)
        return PlainTextResponse(f"ok: last poll {render_age(runtime.polled_at, now)}\n")


# ------------------------------------------------------------------------------------ what was asked


def _read_page(request: Request) -> int:
    text = request.query_params.get("page", "1")
    if (
        text.isascii()
        and text.isdecimal()
        and len(text) <= len(str(PAGE_LIMIT))
        and 0 < int(text) <= PAGE_LIMIT
    ):
        return int(text)
    raise HTTPException(400, f"page: give a number from 1 to {PAGE_LIMIT}.")


def _read_choice(request: Request, name: str, kind: type[Choice]) -> Choice | None:
    text = request.query_params.get(name)
    if not text:
        return None
    try:
        return kind(text)
    except ValueError as error:
        raise HTTPException(400, f"{name}: one of {', '.join(kind)}.") from error


def _cut(everything: Sequence[Shown], page: int, size: int) -> tuple[Sequence[Shown], Window]:
    start = (page - 1) * size
    return everything[start : start + size], Window(page, len(everything) > start + size)


def _keep_filters(**filters: str | None) -> Callable[[int], str]:
    """Give what writes the query string of another page of the same list."""
    kept = {name: str(value) for name, value in filters.items() if value is not None}
    return lambda page: urlencode({**kept, "page": page})


# ---------------------------------------------------------------------------------- what is shown


def _find_row(connection: sqlite3.Connection, signal_id: str, now: datetime) -> StatusRow:
    for row in list_statuses(connection, now):
        if row.signal_id == signal_id:
            return row
    raise HTTPException(404, "No signal of signals.toml has this name; the board lists them all.")


def _make_card(row: StatusRow, runtime: RuntimeRow, now: datetime) -> Card:
    is_polling = has_polled_lately(runtime, now)
    status = shown_status(row, is_polling=is_polling)
    blind_reason = row.blind_reason if row.is_blind else ""
    return Card(
        row,
        status,
        tuple(list_overlays(row, status)),
        blind_reason if is_polling else "the watcher does not poll",
    )


def _count_statuses(cards: Sequence[Card]) -> Mapping[str, int]:
    order = ("CONFIRMED", "CORROBORATED", "REPORTED", "DISPUTED", "REVERSED", "WATCH", BLIND, "QUIET")
    statuses = [card.status for card in cards]
    return {status: statuses.count(status) for status in order if status in statuses}


def _list_moments(connection: sqlite3.Connection, signal_id: str) -> list[Moment]:
    """Steps, persons' words and blindness, newest first."""
    limit = HISTORY_COUNT + 1
    moments = [_make_step(stored) for stored in list_changes(connection, signal_id, limit=limit)]
    moments += [
        Moment(ruling.at, "person", f"{ruling.author} said {ruling.kind}", ruling.note, "")
        for ruling in list_rulings(connection, signal_id, limit=limit)
    ]
    moments += [
        Moment(change.at, "coverage", "went blind" if change.is_blind else "sees again", change.reason, "")
        for change in list_coverage_changes(connection, signal_id, limit=limit)
    ]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _make_step(stored: StoredChange) -> Moment:
    change = stored.change
    told = stored.decision if stored.decision == "told" else f"not told: {stored.decision}"
    if stored.decision_detail:
        told += f" ({stored.decision_detail})"
    return Moment(change.at, "step", f"{change.before} to {change.after}", change.reason, told)


def _rank_feed(state: FeedState) -> int:
    if not state.feed.enabled:
        return 2
    return 1 if state.health in HEALTHY else 0


def _search_bounded(
    connection: sqlite3.Connection, query: str, steps: int
) -> tuple[StoredArticle, ...] | None:
    """Search; None when so many articles hold the words that ranking them takes more than `steps`."""
    between = min(steps, _STEPS_BETWEEN_LOOKS)
    looks = iter(range(steps // between))
    connection.set_progress_handler(lambda: int(next(looks, None) is None), between)
    try:
        return search_articles(connection, query, limit=FOUND_COUNT + 1)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return None
    finally:
        connection.set_progress_handler(None, 0)
