"""Work whose price has no bound of its own, done in a process that the kernel stops.

Parsers are quadratic in what hostile documents are made of: 100,000 attributes of one element take minutes.
So a module that asks one of them runs as `python -m watcher.feeds.MODULE`: it gets its question on standard
input, opens nothing, and answers with one JSON line.  What costs too much has no answer.
"""

from __future__ import annotations

import json
import logging
import resource
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_CPU_SECONDS: Final = 1.0
_MEMORY: Final = 130_000_000  # bytes
_WALL_SECONDS: Final = 20.0  # a busy machine may give the process little of its time

_LOG: Final = logging.getLogger(__name__)


def ask_apart(module: str, question: bytes) -> Any | None:
    """Let `module` answer in a process of its own; None when that costs too much."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=question,
            capture_output=True,
            timeout=_WALL_SECONDS,
            check=False,
        )
        return json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        _LOG.info("%s failed in a process of its own: %s", module, type(error).__name__)
        return None


def answer_apart(
    answer: Callable[[bytes], object], *, cpu_seconds: float = _CPU_SECONDS, memory: int = _MEMORY
) -> None:
    """Answer the question on standard input, as the process that `ask_apart` started; `memory` in bytes."""
    _limit_resources(cpu_seconds, memory)
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


def _limit_resources(cpu_seconds: float, memory: int) -> None:
    """Let the kernel bound this process: the default action of SIGPROF ends it, whatever it is doing."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
