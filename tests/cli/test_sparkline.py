from __future__ import annotations

from datetime import date, timedelta

import pytest

from watcher.cli.sparkline import render_sparklines
from watcher.model import Stance

DAY = date(2026, 3, 1)


def test_each_stance_has_a_bar_a_day_on_one_scale_and_the_numbers_beside_it() -> None:
    counts = [
        (DAY, Stance.ANTICIPATES, 1),
        (DAY + timedelta(days=2), Stance.ANTICIPATES, 4),
        (DAY + timedelta(days=2), Stance.CONFIRMS, 8),
    ]
    assert render_sparklines(counts, has_bars=True) == [
        "HITS PER DAY, 2026-03-01 to 2026-03-03",
        "  anticipates  ▁·▄  5, most 4 on 2026-03-03",
        "  confirms     ··█  8 on 2026-03-03",
    ]


def test_without_bars_the_counts_themselves_are_shown() -> None:
    counts = [(DAY, Stance.DENIES, 3), (DAY + timedelta(days=2), Stance.DENIES, 12)]
    lines = render_sparklines(counts, has_bars=False)
    assert lines[1] == "  denies       3.+  15, most 12 on 2026-03-03"
    assert all(line.isascii() for line in lines)


@pytest.mark.parametrize("days", [1, 30, 31, 400, 4000])
def test_it_fits_80_columns_over_any_span(days: int) -> None:
    counts = [(DAY, Stance.REINSTATES, 100_000), (DAY + timedelta(days=days - 1), Stance.REINSTATES, 100_000)]
    lines = render_sparklines(counts, has_bars=True)
    assert max(len(line) for line in lines) <= 80
    assert lines[1].count("█") == (1 if days == 1 else 2)


def test_nothing_is_drawn_where_there_are_no_hits() -> None:
    assert render_sparklines([], has_bars=True) == []
