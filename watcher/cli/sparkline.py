"""Evidence per day as a line of text for each stance, with the numbers beside it.

The bars need UTF-8.  Elsewhere a digit stands for each count ("+" for ten and more), and nothing is told
by the bars that the numbers do not tell too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.model import Stance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_BARS = "▁▂▃▄▅▆▇█"
_WIDTH = 30  # so that the numbers fit beside it in 80 columns


def render_sparklines(counts: Sequence[tuple[date, Stance, int]], *, has_bars: bool) -> list[str]:
    """Draw the counts of days, each by stance and by day, on one scale; no lines where there are none."""
    if not counts:
        return []
    first, last = min(day for day, _, _ in counts), max(day for day, _, _ in counts)
    days = (last - first).days + 1
    step = -(-days // _WIDTH)
    rows: dict[Stance, list[int]] = {}
    for stance in Stance:
        columns = [0] * -(-days // step)
        for day, found, count in counts:
            if found is stance:
                columns[(day - first).days // step] += count
        if any(columns):
            rows[stance] = columns
    scale = max(max(columns) for columns in rows.values())
    each = "" if step == 1 else f", a character for {step} days"
    lines = [f"HITS PER DAY, {first} to {last}{each}"]
    for stance, columns in rows.items():
        bars = "".join(_draw(count, scale, has_bars=has_bars) for count in columns)
        lines.append(f"  {stance:<11}  {bars}  {_tell(counts, stance)}")
    return lines


def _draw(count: int, scale: int, *, has_bars: bool) -> str:
    if count == 0:
        return "·" if has_bars else "."
    if not has_bars:
        return str(count) if count < 10 else "+"
    return _BARS[-(-count * len(_BARS) // scale) - 1]


def _tell(counts: Sequence[tuple[date, Stance, int]], stance: Stance) -> str:
    """Say the sum, and the day that has most."""
    by_day = {day: count for day, found, count in counts if found is stance}
    total = sum(by_day.values())
    if len(by_day) == 1:
        return f"{total} on {min(by_day)}"
    day, most = max(by_day.items(), key=lambda item: (item[1], item[0]))
    return f"{total}, most {most} on {day}"
