"""How much evidence each day brought, as bars: a row for each stance, so that no colour tells them apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from watcher.model import Stance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

COLUMN_LIMIT = 60
HEIGHT = 20  # of the tallest bar, in units of the drawing


class Bar(NamedTuple):
    """`column` counts from 0; `height` is of HEIGHT; `first` is the first of its days."""

    column: int
    height: float
    first: date
    hits: int


class Row(NamedTuple):
    """One stance."""

    stance: Stance
    hits: int
    bars: tuple[Bar, ...]


class Plot(NamedTuple):
    """A drawing: each of `column_count` columns is of `span` days; `most` is what the tallest bar counts."""

    first: date
    last: date
    span: int
    column_count: int
    most: int
    rows: tuple[Row, ...]


def make_plot(counts: Sequence[tuple[date, Stance, int]]) -> Plot | None:
    """Draw counts of days, which come in their order; None without any."""
    if not counts:
        return None
    first, last = counts[0][0], counts[-1][0]
    day_count = (last - first).days + 1
    span = -(-day_count // COLUMN_LIMIT)
    heights: dict[Stance, dict[int, int]] = {}
    for day, stance, count in counts:
        columns = heights.setdefault(stance, {})
        column = (day - first).days // span
        columns[column] = columns.get(column, 0) + count
    most = max(count for columns in heights.values() for count in columns.values())
    rows = tuple(
        Row(
            stance,
            sum(heights[stance].values()),
            tuple(
                Bar(column, HEIGHT * count / most, first + timedelta(days=column * span), count)
                for column, count in heights[stance].items()
            ),
        )
        for stance in Stance
        if stance in heights
    )
    return Plot(first, last, span, -(-day_count // span), most, rows)
