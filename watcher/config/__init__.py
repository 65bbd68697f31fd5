"""signals.toml, read into values or refused with every fault named.

    path -> text -> tomllib -> schema (pydantic) + references -> Config | ConfigError(every fault)

Importing this package is cheap: the schema, and pydantic with it, is imported by `load_config`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from watcher.model import Channel, Entity, Feed, Outlet, Route, Settings, Signal

__all__ = ["Config", "load_config"]


@dataclass(frozen=True, slots=True)
class Config:
    """All of signals.toml.  Mappings are keyed by entity id, outlet domain, signal id and channel id.

    Everything is in the order of the file.  `feeds` holds disabled feeds too.
    """

    path: Path
    settings: Settings
    entities: Mapping[str, Entity]
    outlets: Mapping[str, Outlet]
    feeds: tuple[Feed, ...]
    signals: Mapping[str, Signal]
    channels: Mapping[str, Channel]
    routes: tuple[Route, ...]


def load_config(path: Path) -> Config:
    """Read `path`; raises ConfigError with every fault and its line."""
    from watcher.config.load import load  # noqa: PLC0415  # pydantic costs a quarter of a second

    return load(path)
