"""The pages: each reads what it shows in one moment of the database, and gives it to its template."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from watcher.core.cadence import WELL
from watcher.core.reasons import describe_next
from watcher.core.text import count_of
from watcher.model import DeliveryState, Stance
from watcher.notify.content import check_link
from watcher.store.board import get_runtime, list_statuses
from watcher.store.queries import (
    count_days,
    get_article,
    get_status,
    list_best_evidence,
    list_changes,
    list_coverage_changes,
    list_deliveries,
    list_evidence,
    list_feeds,
    list_rulings,
    list_silences,
    list_stories,
    list_story_articles,
)
from watcher.store.reader import open_reader
from watcher.store.summary import (
    BLIND,
    describe_problem,
    describe_work,
    has_polled_lately,
    list_overlays,
    shown_status,
)
from watcher.web.access import Visitor
from watcher.web.definitions import Definitions
from watcher.web.plot import make_plot
from watcher.web.words import clip, mark_words, name_text, show, split_paragraphs, tell_age, tell_instant

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from enum import StrEnum
    from pathlib import Path

    from starlette.requests import Request

    from watcher.model import FeedState
    from watcher.store.board import RuntimeRow, StatusRow
    from watcher.store.queries import StoredChange
    from watcher.store.searching import Search
    from watcher.web.access import Gate

Choice = TypeVar("Choice", bound="StrEnum")
Shown = TypeVar("Shown")

CARD_COUNT = 100  # on one page
EVIDENCE_COUNT = 25
HISTORY_COUNT = 50
FEED_COUNT = 100
DELIVERY_COUNT = 50
FOUND_COUNT = 50
STORY_COUNT = 50
MEMBER_COUNT = 100
SILENCE_COUNT = 200
QUERY_LENGTH = 200  # characters
PAGE_LIMIT = 10_000
_ID_DIGITS = 19  # longer numbers are of no row

HEALTHY = tuple(WELL)

STATE_WORDS = {
    DeliveryState.PENDING: "waiting",
    DeliveryState.LEASED: "being sent",
    DeliveryState.SENT: "sent",
    DeliveryState.DEAD: "given up",
    DeliveryState.DROPPED: "dropped by a person",
    DeliveryState.MERGED: "told in a later message",
}

SHAPES = {
    "QUIET": "M1 4.2h8v1.6h-8z",
    "BLIND": "M1 1l8 8M9 1l-8 8",
    "WATCH": "M5 1a4 4 0 1 0 .01 0zm0 1.6a2.4 2.4 0 1 1-.01 0z",
    "REPORTED": "M5 1a4 4 0 1 0 .01 0z",
    "CORROBORATED": "M1 9l4-8 4 8z",
    "CONFIRMED": "M1 1h8v8h-8z",
    "DISPUTED": "M5 .5l4.5 4.5-4.5 4.5-4.5-4.5z",
    "REVERSED": "M1 1h8l-4 8z",
}
"""What stands beside the word of each status, as a path in a square of 10 by 10."""

DONE_WORDS = {
    "confirm": "Recorded: you confirmed it.",
    "reject": "Recorded: you rejected it. Evidence up to now no longer counts.",
    "ack": "Recorded: you have seen it.",
    "mark": "Recorded: your mark counts from now on, and is an example in signals.toml.",
    "silence": "Recorded: muted.",
    "expire": "Recorded: that silence has ended.",
}
"""What is said on the page that shows the effect of a form."""


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
    anchor: str = ""


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
        "name": name_text,
        "count_of": count_of,
        "paragraphs": split_paragraphs,
        "link": check_link,
    }
    environment.globals |= {"mark_words": mark_words, "shapes": SHAPES, "all_stances": tuple(Stance)}
    return environment


_ENVIRONMENT = _make_environment()


def render_page(request: Request, name: str, *, status_code: int = 200, **values: object) -> HTMLResponse:
    """Fill a template; what every page shows has a default, for pages without a database."""
    gate: Gate = request.app.state.gate
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    common: dict[str, object] = {
        "section": "",
        "problem": "",
        "query": "",
        "visitor": visitor or Visitor(),
        "is_let_in": visitor is not None,
        "may_log_in": gate.has_token,
        "form_key": gate.make_form_key(visitor) if visitor is not None and visitor.name else "",
        "done": DONE_WORDS.get(request.query_params.get("done", ""), ""),
    }
    return HTMLResponse(fill_template(name, common | values), status_code=status_code)


def fill_template(name: str, values: Mapping[str, object]) -> str:
    """Fill a template of this package."""
    return _ENVIRONMENT.get_template(name).render(values)


@contextmanager
def open_moment(database: Path) -> Iterator[sqlite3.Connection]:
    """Open the database in a transaction, so that all of a page is of one moment."""
    connection = open_reader(database)
    try:
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()


class Pages:
    """The endpoints.  Each is synchronous, so it runs in a thread of its own with its own connection."""

    def __init__(
        self, database: Path, config_path: Path, read_clock: Callable[[], datetime], search: Search
    ) -> None:
        self._database = database
        self._search = search
        self._definitions = Definitions(config_path)
        self._read_clock = read_clock

    # -------------------------------------------------------------------------------------- signals

    def show_board(self, request: Request) -> Response:
        """Show a card a signal."""
        page = read_page(request)
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            rows = list_statuses(connection, now)
        cards = [make_card(row, runtime, now) for row in rows]
        shown, window = _cut(cards, page, CARD_COUNT)
        return render_page(
            request,
            "board.html",
            section="board",
            now=now,
            problem=describe_problem(runtime, now),
            work=describe_work(runtime, now),
            counts=count_statuses(cards),
            cards=shown,
            window=window,
            page_query=_keep_filters(),
        )

    def show_signal(self, request: Request) -> Response:
        """Show one signal: its status, history and evidence."""
        signal_id = request.path_params["signal_id"]
        stance = read_choice(request, "stance", Stance)
        outlet = request.query_params.get("outlet") or None
        origin = request.query_params.get("origin") or None
        page = read_page(request)
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            row = find_row(connection, signal_id, now)
            hits = list_evidence(
                connection,
                signal_id=signal_id,
                stance=stance,
                outlet=outlet,
                origin=origin,
                limit=EVIDENCE_COUNT + 1,
                offset=(page - 1) * EVIDENCE_COUNT,
            )
            timeline = list_moments(connection, signal_id)
            plot = make_plot(count_days(connection, signal_id))
            would_change = tell_next(connection, self._definitions, signal_id)
        return render_page(
            request,
            "signal.html",
            section="board",
            now=now,
            problem=describe_problem(runtime, now),
            card=make_card(row, runtime, now),
            would_change=would_change,
            timeline=timeline[:HISTORY_COUNT],
            has_more_history=len(timeline) > HISTORY_COUNT,
            plot=plot,
            stances=[(row.stance, row.hits) for row in plot.rows] if plot else [],
            filters={"stance": stance, "outlet": outlet, "origin": origin},
            hits=hits[:EVIDENCE_COUNT],
            window=Window(page, len(hits) > EVIDENCE_COUNT),
            narrow=_narrow(stance=stance, outlet=outlet, origin=origin),
            page_query=_keep_filters(stance=stance, outlet=outlet, origin=origin),
        )

    # ------------------------------------------------------------------------------------- articles

    def show_article(self, request: Request) -> Response:
        """Show a stored article and what it says of each signal."""
        reference = request.path_params["article_id"]
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            stored = get_article(connection, reference) if reference.isdecimal() else None
            if stored is None:
                raise HTTPException(404, "No stored article has this number.")
            hits = list_evidence(connection, article_id=stored.id)
        return render_page(
            request,
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
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            found = self._search(connection, query, limit=FOUND_COUNT + 1)
        return render_page(
            request,
            "search.html",
            section="search",
            now=now,
            problem=describe_problem(runtime, now),
            query=query,
            is_ranked=found.is_ranked,
            is_whole=found.is_whole,
            found=found.articles[:FOUND_COUNT],
            has_more=len(found.articles) > FOUND_COUNT,
        )

    # ------------------------------------------------------------------------------------- the work

    def show_feeds(self, request: Request) -> Response:
        """Show how each feed fares, those in trouble first."""
        page = read_page(request)
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            feeds = sorted((stored.state for stored in list_feeds(connection)), key=_rank_feed)
        shown, window = _cut(feeds, page, FEED_COUNT)
        return render_page(
            request,
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
        state = read_choice(request, "state", DeliveryState)
        page = read_page(request)
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            deliveries = list_deliveries(
                connection, state=state, limit=DELIVERY_COUNT + 1, offset=(page - 1) * DELIVERY_COUNT
            )
        return render_page(
            request,
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

    def show_silences(self, request: Request) -> Response:
        """Show what is muted, until when, by whom and why."""
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            silences = list_silences(connection, since=now, limit=SILENCE_COUNT)
            signals = [row.signal_id for row in list_statuses(connection, now)]
        return render_page(
            request,
            "silences.html",
            section="silences",
            now=now,
            problem=describe_problem(runtime, now),
            silences=silences,
            signals=signals,
        )

    # --------------------------------------------------------------------------------------- stories

    def show_stories(self, request: Request) -> Response:
        """Show which happenings the evidence reports, each with its origins."""
        page = read_page(request)
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            stories = list_stories(connection, limit=STORY_COUNT + 1, offset=(page - 1) * STORY_COUNT)
        return render_page(
            request,
            "stories.html",
            section="stories",
            now=now,
            problem=describe_problem(runtime, now),
            stories=stories[:STORY_COUNT],
            window=Window(page, len(stories) > STORY_COUNT),
            page_query=_keep_filters(),
        )

    def show_story(self, request: Request) -> Response:
        """Show the articles that tell the story of an article, and what it says of the signals."""
        article_id = read_number(request.path_params["article_id"])
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
            members = list_story_articles(connection, article_id, limit=MEMBER_COUNT + 1)
            if not members:
                raise HTTPException(404, "No article of this number is part of a story.")
            hits = list_evidence(connection, story=members[0].story, limit=MEMBER_COUNT)
        return render_page(
            request,
            "story.html",
            section="stories",
            now=now,
            problem=describe_problem(runtime, now),
            members=members[:MEMBER_COUNT],
            has_more=len(members) > MEMBER_COUNT,
            hits=hits,
        )


# ------------------------------------------------------------------------------------ what was asked


def read_page(request: Request) -> int:
    """Give the number of the page that is asked for; a fault is answered with 400."""
    text = request.query_params.get("page", "1")
    if (
        text.isascii()
        and text.isdecimal()
        and len(text) <= len(str(PAGE_LIMIT))
        and 0 < int(text) <= PAGE_LIMIT
    ):
        return int(text)
    raise HTTPException(400, f"page: give a number from 1 to {PAGE_LIMIT}.")


def read_number(text: str) -> int:
    """Give a number of an address; what can be none is answered with 404."""
    if not (text.isascii() and text.isdecimal() and len(text) < _ID_DIGITS):
        raise HTTPException(404, "There is nothing of this number.")
    return int(text)


def read_choice(request: Request, name: str, kind: type[Choice]) -> Choice | None:
    """Give what a parameter chooses of an enum, None where it is absent; a fault is answered with 400."""
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


def _narrow(**filters: str | None) -> Callable[..., str]:
    """Give what writes the query string of the same list with one filter changed, None taking it away."""

    def write(**changed: str | None) -> str:
        return urlencode({name: str(value) for name, value in (filters | changed).items() if value})

    return write


# ---------------------------------------------------------------------------------- what is shown


def find_row(connection: sqlite3.Connection, signal_id: str, now: datetime) -> StatusRow:
    """Find a signal; what is none is answered with 404."""
    for row in list_statuses(connection, now, signal_id=signal_id):
        return row
    raise HTTPException(404, "No signal of signals.toml has this name; the board lists them all.")


def make_card(row: StatusRow, runtime: RuntimeRow, now: datetime) -> Card:
    """Make of a row what is shown."""
    is_polling = has_polled_lately(runtime, now)
    status = shown_status(row, is_polling=is_polling)
    blind_reason = row.blind_reason if row.is_blind else ""
    return Card(
        row,
        status,
        tuple(list_overlays(row, status)),
        blind_reason if is_polling else "the watcher does not poll",
    )


def count_statuses(cards: Sequence[Card]) -> Mapping[str, int]:
    """How many signals stand where, the most urgent first."""
    order = ("CONFIRMED", "CORROBORATED", "REPORTED", "DISPUTED", "REVERSED", "WATCH", BLIND, "QUIET")
    statuses = [card.status for card in cards]
    return {status: statuses.count(status) for status in order if status in statuses}


def tell_next(connection: sqlite3.Connection, definitions: Definitions, signal_id: str) -> str:
    """Say what would change a signal's status; empty where signals.toml does not tell."""
    signal, status = definitions.get_signal(signal_id), get_status(connection, signal_id)
    if signal is None or status is None:
        return ""
    return describe_next(signal, status, list_best_evidence(connection, signal_id, status.origins))


def list_moments(connection: sqlite3.Connection, signal_id: str) -> list[Moment]:
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
    return Moment(
        change.at, "step", f"{change.before} to {change.after}", change.reason, told, f"step-{stored.id}"
    )


def _rank_feed(state: FeedState) -> int:
    if not state.feed.enabled:
        return 2
    return 1 if state.health in HEALTHY else 0
