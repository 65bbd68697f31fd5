"""Many outlets on one event at once are one message a step; `make storm` plays the whole storm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.storm import check_messages, play_storm

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.anyio
async def test_a_storm_is_one_message_a_step_each_with_its_origins(tmp_path: Path) -> None:
    aftermath = await play_storm(tmp_path, outlet_count=30, others_each=10)
    assert aftermath.article_count > 30 * 12
    assert aftermath.evidence_count > 30
    check_messages(aftermath)
