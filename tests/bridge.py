"""The invented town of tests/data/bridge: its configuration, and articles about its bridge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from watcher.config import Config, load_config
from watcher.model import Article

FOLDER = Path(__file__).resolve().parent / "data" / "bridge"
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

CLOSES = "Water Board closes Marsh Bridge"
CLOSED = "Marsh Bridge closed by Water Board, says mayor"
THREATENS = "Water Board threatens to close Marsh Bridge"
SUSPENDED = "Court suspends closure of Marsh Bridge"
DENIED = "Water Board has not closed Marsh Bridge, spokesman says"
SELLS = "Water Board sells Marsh Bridge"
ELSEWHERE = "Water Board closes Mill Bridge"


def load_bridge(
    folder: Path, base: str = "http://127.0.0.1:1", changes: dict[str, str] | None = None
) -> Config:
    """Load the town's signals.toml, its feeds under `base`; `changes` replaces text in it."""
    text = (FOLDER / "signals.toml").read_text(encoding="utf-8")
    for old, new in (changes or {}).items():
        assert old in text, f"{old!r} is not in signals.toml"
        text = text.replace(old, new)
    text = text.replace("BASE", base)
    path = folder / "signals.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def make_report(title: str, outlet: str, hours: float | None, **changes: str) -> Article:
    """An article of `outlet`, published so many hours after START; without hours it is undated."""
    return Article(
        key=changes.pop("key", f"{outlet} {hours} {title}"),
        title=title,
        summary=changes.pop("summary", f"{outlet} reports it at hour {hours} in words of its own: {title}."),
        url=changes.pop("url", f"https://{outlet}/{hours}/{title.replace(' ', '-')}"),
        outlet=outlet,
        published_at=None if hours is None else START + hours * HOUR,
    )
