"""A small dispute of our own making, with invented names: what `watcher demo` plays.

`story.toml` lists the scenes, `signals.toml` is what the watcher is given, `feeds/` what the invented
publishers serve: NAME.N.ext is feed NAME from scene N on.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_PORT = ":8001/"


@dataclass(frozen=True, slots=True)
class FeedFile:
    """What a feed serves from a scene on."""

    name: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Scene:
    """One instant of the story, what it shows, and the feeds that change."""

    at: datetime
    caption: str
    feeds: tuple[FeedFile, ...]


_CONTENT_TYPES = {
    "xml": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}


def load_scenes() -> tuple[Scene, ...]:
    """Load the story, in order."""
    story = tomllib.loads((files(__package__) / "story.toml").read_text(encoding="utf-8"))
    return tuple(
        Scene(scene["at"], scene["caption"], tuple(_load_feed(name) for name in scene["feeds"]))
        for scene in story["scenes"]
    )


def _load_feed(file_name: str) -> FeedFile:
    name, _, extension = file_name.split(".")
    return FeedFile(name, _CONTENT_TYPES[extension], (files(__package__) / "feeds" / file_name).read_bytes())


def load_signals(port: int) -> str:
    """Load the text of signals.toml, its feeds at this port of loopback."""
    return (files(__package__) / "signals.toml").read_text(encoding="utf-8").replace(_PORT, f":{port}/")
