"""A process that delivers once and, if told so, dies by SIGKILL at its N-th checkpoint.

    python delivering_process.py DATABASE WEBHOOK INSTANT [N]

Without N it prints the names of the checkpoints it passed.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from signal import SIGKILL

from watcher.deliver import Deliver
from watcher.notify.slack import SlackSender
from watcher.store.writer import open_store


async def deliver_once(database: Path, webhook: str, now: datetime, kill_at: int | None) -> None:
    passed: list[str] = []

    def pass_checkpoint(name: str) -> None:
        passed.append(name)
        if len(passed) == kill_at:
            os.kill(os.getpid(), SIGKILL)

    async def skip_wait(_seconds: float) -> None:
        """No limit is enforced on the other side."""

    sender = SlackSender(webhook)
    with closing(open_store(database)) as store:
        deliver = Deliver(
            store,
            {"slack": sender},
            clock=lambda: now,
            draw_jitter=lambda: 0.5,
            sleep=skip_wait,
            checkpoint=pass_checkpoint,
        )
        await deliver.deliver_due(now)
    await sender.close()
    sys.stdout.write(" ".join(passed))


if __name__ == "__main__":
    asyncio.run(
        deliver_once(
            Path(sys.argv[1]),
            sys.argv[2],
            datetime.fromisoformat(sys.argv[3]),
            int(sys.argv[4]) if len(sys.argv) > 4 else None,
        )
    )
