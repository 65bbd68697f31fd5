"""What programs read: the API, feeds, metrics, badges, exports and the word on health.

openapi.json describes the API; it is data beside this code, and the tests hold each against the other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from watcher.model import DeliveryState, Stance
from watcher.store.board import get_runtime, list_statuses
from watcher.store.queries import (
    get_article,
    list_changes,
    list_deliveries,
    list_evidence,
    list_feeds,
    list_rulings,
)
from watcher.store.rendering import (
    render_article,
    render_change,
    render_csv,
    render_delivery,
    render_feed,
    render_hit,
    render_ruling,
)
from watcher.store.summary import (
    describe_ill_health,
    has_polled_lately,
    render_age,
    render_signal,
    render_status,
    shown_status,
)
from watcher.web.feed import STEP_COUNT, render_atom
from watcher.web.pages import (
    FOUND_COUNT,
    QUERY_LENGTH,
    fill_template,
    find_row,
    open_moment,
    read_choice,
    read_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from starlette.requests import Request

    from watcher.store.queries import StoredEvidence
    from watcher.store.searching import Search

API_PAGE = 100  # things on one page of a list
FEED_LIMIT = 10_000
_EXPORT_STEP = 1000  # hits read at once

_CHAR_WIDTH = 7.5  # of a badge's letters, about, in pixels
_BADGE_COLOURS = {
    "QUIET": "#2f6b3a",
    "WATCH": "#7a5500",
    "REPORTED": "#9a4700",
    "CORROBORATED": "#86318f",
    "CONFIRMED": "#b3151f",
    "DISPUTED": "#0d6472",
    "REVERSED": "#2747b8",
    "BLIND": "#3d444d",
}


class Programs:
    """The endpoints, each with a connection of its own; `board_url` is where people reach the board."""

    def __init__(
        self,
        database: Path,
        read_clock: Callable[[], datetime],
        search: Search,
        board_url: str | None,
    ) -> None:
        self._database = database
        self._read_clock = read_clock
        self._search = search
        self._board_url = board_url

    # ------------------------------------------------------------------------------------------ API

    def give_status(self, _request: Request) -> Response:
        """Give what `watcher status --json` prints."""
        now = self._read_clock()
        with open_moment(self._database) as connection:
            return _give(render_status(list_statuses(connection, now), get_runtime(connection), now))

    def give_signal(self, request: Request) -> Response:
        """Give what `watcher show --json` prints."""
        signal_id = request.path_params["signal_id"]
        now = self._read_clock()
        with open_moment(self._database) as connection:
            row = find_row(connection, signal_id, now)
            is_polling = has_polled_lately(get_runtime(connection), now)
            changes = list_changes(connection, signal_id, limit=API_PAGE)
            hits = list_evidence(connection, signal_id=signal_id, limit=API_PAGE)
            rulings = list_rulings(connection, signal_id, limit=API_PAGE)
        return _give(
            {
                **render_signal(row, is_polling=is_polling),
                "history": [render_change(change) for change in changes],
                "evidence": [render_hit(hit) for hit in hits],
                "rulings": [render_ruling(ruling) for ruling in rulings],
            }
        )

    def give_evidence(self, request: Request) -> Response:
        """Give a page of evidence, narrowed by filters."""
        page = read_page(request)
        stance = read_choice(request, "stance", Stance)
        asked = request.query_params
        with open_moment(self._database) as connection:
            hits = list_evidence(
                connection,
                signal_id=asked.get("signal") or None,
                stance=stance,
                outlet=asked.get("outlet") or None,
                origin=asked.get("origin") or None,
                limit=API_PAGE + 1,
                offset=(page - 1) * API_PAGE,
            )
        return _give_list("evidence", [render_hit(hit) for hit in hits], page)

    def give_feeds(self, _request: Request) -> Response:
        """Give every feed and how it fares."""
        with open_moment(self._database) as connection:
            feeds = [render_feed(stored.state) for stored in list_feeds(connection, limit=FEED_LIMIT)]
        return _give({"feeds": feeds})

    def give_deliveries(self, request: Request) -> Response:
        """Give a page of deliveries, newest first."""
        page = read_page(request)
        state = read_choice(request, "state", DeliveryState)
        with open_moment(self._database) as connection:
            deliveries = list_deliveries(
                connection, state=state, limit=API_PAGE + 1, offset=(page - 1) * API_PAGE
            )
        return _give_list("deliveries", [render_delivery(delivery) for delivery in deliveries], page)

    def give_article(self, request: Request) -> Response:
        """Give an article, its text too."""
        reference = request.path_params["article_id"]
        with open_moment(self._database) as connection:
            stored = get_article(connection, reference) if reference.isdecimal() else None
            if stored is None:
                raise HTTPException(404, "No stored article has this number.")
            hits = list_evidence(connection, article_id=stored.id)
        return _give(
            {
                **render_article(stored),
                "text": stored.article.text,
                "evidence": [render_hit(hit) for hit in hits],
            }
        )

    def search(self, request: Request) -> Response:
        """Give the articles that hold all words; `ranked` false: what came last of very many."""
        query = request.query_params.get("q", "")
        if len(query) > QUERY_LENGTH:
            raise HTTPException(400, f"q: at most {QUERY_LENGTH} characters.")
        with open_moment(self._database) as connection:
            found = self._search(connection, query, limit=FOUND_COUNT)
        return _give(
            {
                "articles": [render_article(stored) for stored in found.articles],
                "ranked": found.is_ranked,
                "whole": found.is_whole,
            }
        )

    # ---------------------------------------------------------------------------------------- feeds

    def give_feed(self, request: Request) -> Response:
        """Give the steps of all signals, or of one, as an Atom feed."""
        signal_id = request.path_params.get("signal_id")
        now = self._read_clock()
        with open_moment(self._database) as connection:
            if signal_id is not None:
                find_row(connection, signal_id, now)
            steps = list_changes(connection, signal_id, limit=STEP_COUNT)
            rows = list_statuses(connection, now, signal_id=signal_id)
            propositions = {row.signal_id: row.proposition for row in rows}
        title = f"Watcher: {propositions[signal_id]}" if signal_id else "Watcher: steps of all signals"
        base = (self._board_url or str(request.base_url)).rstrip("/")
        written = render_atom(base, request.url.path, title, steps=steps, propositions=propositions, now=now)
        return Response(written, media_type="application/atom+xml")

    # --------------------------------------------------------------------------------------- export

    def export(self, request: Request) -> Response:
        """Give all evidence of a signal as a file, CSV or JSON."""
        signal_id, form = request.path_params["signal_id"], request.path_params["form"]
        if form not in ("csv", "json"):
            raise HTTPException(404)
        with open_moment(self._database) as connection:
            find_row(connection, signal_id, self._read_clock())
        hits = list_all_evidence(self._database, signal_id)
        lines = render_csv(hits) if form == "csv" else render_json_array(hits)
        return Response(
            "".join(lines),
            media_type="text/csv" if form == "csv" else "application/json",
            headers={"Content-Disposition": f'attachment; filename="{signal_id}-evidence.{form}"'},
        )

    # --------------------------------------------------------------------------------------- others

    def give_badge(self, request: Request) -> Response:
        """Draw a signal's status as a small picture."""
        now = self._read_clock()
        with open_moment(self._database) as connection:
            row = find_row(connection, request.path_params["signal_id"], now)
            status = shown_status(row, is_polling=has_polled_lately(get_runtime(connection), now))
        left, right = (int(len(words) * _CHAR_WIDTH) + 14 for words in (row.signal_id, status))
        drawn = fill_template(
            "badge.svg",
            {
                "name": row.signal_id,
                "status": status,
                "left": left,
                "right": right,
                "hue": _BADGE_COLOURS[status],
            },
        )
        return Response(drawn, media_type="image/svg+xml")

    def give_metrics(self, _request: Request) -> Response:
        """Give what Prometheus scrapes."""
        from watcher.web.metrics import CONTENT_TYPE, render_metrics  # noqa: PLC0415  # few ask for it

        now = self._read_clock()
        with open_moment(self._database) as connection:
            rows, runtime = list_statuses(connection, now), get_runtime(connection)
        return Response(render_metrics(rows, runtime, now), headers={"Content-Type": CONTENT_TYPE})

    def tell_health(self, _request: Request) -> Response:
        """Say in one line whether polls really happen."""
        now = self._read_clock()
        with open_moment(self._database) as connection:
            runtime = get_runtime(connection)
        trouble = describe_ill_health(runtime, now)
        if trouble or runtime.polled_at is None:
            return PlainTextResponse(f"{trouble}\n", status_code=503)
        return PlainTextResponse(f"ok: last poll {render_age(runtime.polled_at, now)}\n")


def list_all_evidence(database: Path, signal_id: str | None) -> Iterator[StoredEvidence]:
    """List all evidence of a signal, or of all, newest first, as of one moment, a part at a time."""
    with open_moment(database) as connection:
        offset = 0
        while True:
            hits = list_evidence(connection, signal_id=signal_id, limit=_EXPORT_STEP, offset=offset)
            yield from hits
            if len(hits) < _EXPORT_STEP:
                return
            offset += _EXPORT_STEP


def render_json_array(hits: Iterator[StoredEvidence]) -> Iterator[str]:
    """Write evidence as one JSON array, an object a line."""
    before = "[\n"
    for hit in hits:
        yield before + json.dumps(render_hit(hit))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _give(value: Mapping[str, object]) -> Response:
    # ASCII, as the commands print it: no character of the network can act wherever this is shown.
    return Response(json.dumps(value) + "\n", media_type="application/json")


def _give_list(name: str, things: list[dict[str, object]], page: int) -> Response:
    next_page = page + 1 if len(things) > API_PAGE else None
    return _give({name: things[:API_PAGE], "page": page, "next_page": next_page})
