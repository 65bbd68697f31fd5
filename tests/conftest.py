"""Fixtures of all tests."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parent.parent


settings.register_profile("watcher", deadline=None)  # a slow machine breaks no law
settings.load_profile("watcher")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def kept_logging() -> Iterator[None]:
    """For a command that sets up the log of this process: put back how it stood."""
    root = logging.getLogger()
    loggers = [root, *(logging.getLogger(name) for name in root.manager.loggerDict)]
    levels, handlers = {one: one.level for one in loggers}, list(root.handlers)
    yield
    for one in [root, *(logging.getLogger(name) for name in root.manager.loggerDict)]:
        one.setLevel(levels.get(one, logging.NOTSET))
    root.handlers[:] = handlers


def skip_or_fail(what_is_missing: str) -> NoReturn:
    """Skip a test for want of something, but not in CI, where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what_is_missing}; CI must not skip the tests that need it")
    pytest.skip(what_is_missing)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the repository; its tests skip where it is absent, but not in CI."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        skip_or_fail(f"{folder} is absent")
    return folder
