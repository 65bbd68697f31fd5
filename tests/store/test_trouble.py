"""A full disk, a folder that may not be written, a damaged file: each is told, and loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import FEED, NOW, SIGNAL, add_evidence, make_article, make_evidence
from watcher.errors import StoreDamagedError, StoreError, StoreFullError, StoreReadOnlyError
from watcher.store import queries
from watcher.store.reader import open_reader
from watcher.store.wrapping import wrapped_errors
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from watcher.store.writer import Store


@pytest.fixture
def in_namespace() -> Callable[[str, str, Path], subprocess.CompletedProcess[str]]:
    """Run Python code with the state folder (its first argument) on a mount of its own.

    A user may mount inside a namespace of his own: a really full disk, a really read-only folder, also
    for root, whom permissions do not stop.
    """

    def run(mount: str, code: str, folder: Path) -> subprocess.CompletedProcess[str]:
        unshare = shutil.which("unshare")
        script = f'{mount} || exit 77; exec "$0" -c "$1" "$2"'
        if unshare is None:
            pytest.skip("no unshare(1) here")
        command = [unshare, "--user", "--map-root-user", "--mount", "sh", "-c", script]
        done = subprocess.run(
            [*command, sys.executable, code, str(folder)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={"FOLDER": str(folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
        if done.returncode == 77 or "unshare" in done.stderr:
            pytest.skip(f"this system lets a user mount nothing: {done.stderr}")
        return done

    return run


FULL_DISK = """
import sys, os
from contextlib import closing
from datetime import datetime, UTC
from pathlib import Path
from watcher.errors import StoreFullError
from watcher.model import Article
from watcher.store.writer import open_store
folder = Path(sys.argv[1])
ballast = folder / "ballast"
ballast.write_bytes(bytes(200_000))
now = datetime(2026, 3, 5, tzinfo=UTC)
with closing(open_store(folder / "watcher.db")) as store:
    kept = 0
    try:
        while kept < 5000:
            with store.transaction():
                for part in range(2):
                    store.add_article(Article(f"{kept} {part}", "word " * 200), None, now)
            kept += 1
    except StoreFullError as error:
        print(error)
    count = lambda: store.connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    print("whole" if count() == 2 * kept else "half written")
    ballast.unlink()
    store.add_article(Article("after", "there is room again"), None, now)
    print("went on" if count() == 2 * kept + 1 else "did not go on")
with closing(open_store(folder / "watcher.db")) as store:
    print(store.connection.execute("PRAGMA integrity_check").fetchone()[0])
"""


def test_a_full_disk_is_told_loses_nothing_and_is_survived(
    tmp_path: Path, in_namespace: Callable[[str, str, Path], subprocess.CompletedProcess[str]]
) -> None:
    done = in_namespace('mount -t tmpfs -o size=1200k tmpfs "$FOLDER"', FULL_DISK, tmp_path)
    assert done.stderr == ""
    error, *rest = done.stdout.splitlines()
    assert error.startswith(f"{tmp_path}/watcher.db: the disk is full; make room, then try again")
    assert rest == ["whole", "went on", "ok"]


def test_a_full_database_rolls_back_and_goes_on_when_there_is_room(store: Store) -> None:
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with store.transaction():
            for number in range(1000):
                store.add_article(make_article(f"{number}"), FEED.url, NOW)

    with pytest.raises(StoreFullError, match="the disk is full; make room") as caught:
        fill()
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    assert queries.list_articles(store.connection) == ()
    store.connection.execute("PRAGMA max_page_count = 100000")
    fill()
    assert len(queries.list_articles(store.connection)) == 1000


READ_ONLY = """
import sys
from contextlib import closing
from pathlib import Path
from watcher.errors import StoreReadOnlyError
from watcher.store.board import list_statuses
from watcher.store.reader import open_reader
from watcher.store.writer import open_store
from tests.store.samples import NOW
path = Path(sys.argv[1]) / "watcher.db"
for wanted in (path, path.parent / "missing" / "watcher.db"):
    try:
        open_store(wanted)
    except StoreReadOnlyError as error:
        print(error)
with closing(open_reader(path)) as reader:
    print([row.signal_id for row in list_statuses(reader, NOW)])
"""


def test_a_folder_that_may_not_be_written_is_told_and_can_still_be_read(
    tmp_path: Path, in_namespace: Callable[[str, str, Path], subprocess.CompletedProcess[str]]
) -> None:
    with closing(open_store(tmp_path / "watcher.db")) as store:
        store.record_config([SIGNAL], [FEED])
    done = in_namespace(
        'mount --bind "$FOLDER" "$FOLDER" && mount -o remount,bind,ro "$FOLDER"', READ_ONLY, tmp_path
    )
    assert done.stderr == ""
    first, second, third = done.stdout.splitlines()
    assert first.startswith(f"{tmp_path}/watcher.db: it cannot be opened; make the folder accessible")
    assert second.startswith(f"{tmp_path}/missing: this folder cannot be made (Read-only file system)")
    assert third == "['ban']"


def test_a_folder_in_whose_place_a_file_stands_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(StoreReadOnlyError, match=r"state: this folder cannot be made \(File exists\)"):
        open_store(tmp_path / "state" / "watcher.db")


@pytest.mark.parametrize("content", [b"These are my notes. " * 400, b"\x00" * 8192], ids=["a text", "zeros"])
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "watcher.db"
    path.write_bytes(content)
    for opening in (open_store, open_reader):
        with pytest.raises(StoreDamagedError, match="it is not an SQLite database; move it away"):
            opening(path)
    assert path.read_bytes() == content


def test_a_damaged_database_is_told(database: Path) -> None:
    with closing(open_store(database)) as store:
        store.record_config([SIGNAL], [FEED])
        for number in range(500):
            article = make_article(f"{number}")
            add_evidence(store, article, make_evidence(article))
    content = database.read_bytes()
    sound = len(content) * 2 // 3  # the schema stands in the first half
    database.write_bytes(content[: sound - sound % 4096] + bytes(len(content) - sound))
    with (
        closing(open_reader(database)) as reader,
        pytest.raises(StoreDamagedError, match=f"^{database}: it is damaged; restore a backup"),
    ):
        queries.list_evidence(reader, limit=1000)
    with (
        closing(open_store(database)) as store,
        pytest.raises(StoreDamagedError, match="it is damaged; restore a backup"),
    ):
        store.list_signal_evidence(SIGNAL.id)


def test_a_fault_of_ours_is_not_dressed_up_as_the_users(store: Store, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax error"), wrapped_errors(tmp_path):
        store.connection.execute("SELEKT")
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.list_feed_states()


def test_every_wrapped_error_is_a_store_error_that_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "watcher.db"
    for code in (5, 6, 8, 10, 11, 13, 14, 26, 8 | (1 << 8), 10 | (5 << 8)):
        error = sqlite3.OperationalError("as SQLite says")
        error.sqlite_errorcode = code
        with pytest.raises(StoreError, match=f"^{path}: ") as caught, wrapped_errors(path):
            raise error
        assert "as SQLite says" in str(caught.value)
        assert caught.value.__cause__ is error
