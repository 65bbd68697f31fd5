"""Progress on standard error, only where a person watches and it cannot garble the output."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")


def show_progress(items: Iterable[T], description: str, total: int | None = None) -> Iterator[T]:
    """Pass items on, showing how far we are when standard error is a terminal and standard output is not."""
    if not sys.stderr.isatty() or sys.stdout.isatty():  # the output is the progress then
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        items, description=description, total=total, console=Console(stderr=True), transient=True
    )


@contextmanager
def open_meter(description: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far one long step is; the value is to be called with what is done and what there is in all."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(description, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def open_counter(description: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how many of `total` are done; the value is to be called after each."""
    done = 0
    with open_meter(description) as note_progress:

        def count_one() -> None:
            nonlocal done
            done += 1
            note_progress(done, total)

        yield count_one
