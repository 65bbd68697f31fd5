"""What docs/alerts.md shows is what is sent."""

from __future__ import annotations

from pathlib import Path

from tests.notify.conftest import make_status_delivery
from watcher.notify.render import render_text

PAGE = Path(__file__).parents[2] / "docs" / "alerts.md"


def test_the_message_in_the_documentation_is_the_one_that_is_rendered() -> None:
    shown = PAGE.read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]

    assert shown.splitlines() == list(render_text(make_status_delivery()))
