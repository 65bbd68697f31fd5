"""Fixtures of all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent


settings.register_profile("watcher", deadline=None)  # a slow machine breaks no law
settings.load_profile("watcher")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the repository; its tests skip where it is absent, but not in CI."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} is missing, and CI must not skip the tests of real material")
        pytest.skip(f"{folder} is absent")
    return folder
