"""How a database comes to be, grows, and is refused."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.store.samples import FEED, NOW, SIGNAL, make_article
from watcher.errors import StoreDamagedError, StoreError, StoreMissingError, StoreNewerError
from watcher.store import queries
from watcher.store.reader import open_reader
from watcher.store.schema import MIGRATIONS
from watcher.store.version import KNOWN_MIGRATIONS, MIGRATION_SET
from watcher.store.writer import open_store

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "schema.md"


def test_the_known_migrations_are_those_that_exist_in_their_order() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        pending = MIGRATIONS.pending(Database(connection))
    assert tuple(migration.name for migration in pending) == KNOWN_MIGRATIONS


def test_opening_makes_the_folder_and_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state" / "watcher.db"
    with closing(open_store(path)) as store:
        assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store.connection.execute("PRAGMA synchronous").fetchone() == (1,)
        assert store.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert store.connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)
    with closing(open_reader(path)) as reader:
        assert queries.list_feeds(reader) == ()


def test_opening_again_keeps_everything(database: Path) -> None:
    for _ in range(2):
        with closing(open_store(database)) as store:
            store.record_config([SIGNAL], [FEED])
    with closing(open_store(database)) as store:
        store.add_article(make_article(), FEED.url, NOW)
    with closing(open_store(database)) as store:
        assert set(store.find_articles(["key of one", "alias of one", "other"])) == {
            "key of one",
            "alias of one",
        }


def test_a_newer_schema_is_refused_and_the_file_left_untouched(database: Path) -> None:
    open_store(database).close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
            [MIGRATION_SET, "something of the future", "2099-01-01"],
        )
        connection.commit()
    before = database.read_bytes()
    for opening in (open_store, open_reader):
        with pytest.raises(StoreNewerError, match=r"newer Watcher.*'something of the future'.*upgrade"):
            opening(database)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_a_database_of_another_program_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    for opening in (open_store, open_reader):
        with pytest.raises(StoreDamagedError, match="another program; use another --state"):
            opening(path)
    assert path.read_bytes() == before


def test_a_reader_asks_for_a_writer_where_there_is_no_schema_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="no database yet; `watcher poll`"):
        open_reader(tmp_path / "watcher.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="older Watcher; `watcher poll`"):
        open_reader(tmp_path / "empty.db")


def test_two_processes_that_start_at_once_migrate_once(database: Path) -> None:
    code = "import sys; from pathlib import Path; from watcher.store.writer import open_store; "
    code += "sys.stdin.readline(); open_store(Path(sys.argv[1])).close()"
    starts = [
        subprocess.Popen([sys.executable, "-c", code, str(database)], stdin=subprocess.PIPE) for _ in range(3)
    ]
    for process in starts:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    for process in starts:
        process.communicate(timeout=60)
    assert [process.returncode for process in starts] == [0, 0, 0]
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id").fetchall()
    assert rows == [(MIGRATION_SET, name) for name in KNOWN_MIGRATIONS]


def test_a_database_of_an_older_watcher_is_brought_up_to_date_with_all_it_holds(database: Path) -> None:
    database.parent.mkdir()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        MIGRATIONS.apply(Database(connection), stop_before=[KNOWN_MIGRATIONS[1]])
        connection.execute("INSERT INTO job_errors (job, at, error) VALUES ('poll', 0, 'kept')")
    with pytest.raises(StoreError, match="older Watcher; `watcher poll`"):
        open_reader(database)
    open_store(database).close()
    with closing(open_reader(database)) as reader:
        assert [error.error for error in queries.list_job_errors(reader)] == ["kept"]


def test_a_migration_that_fails_leaves_neither_tables_nor_a_record(database: Path) -> None:
    database.parent.mkdir()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set, name, applied_at)"
        )
        connection.execute("CREATE VIEW notifications AS SELECT 1")  # in the way of a table of that name
        before = connection.execute("SELECT name FROM sqlite_master").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="notifications"):
        open_store(database)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == before
        assert connection.execute("SELECT * FROM _sqlite_migrations").fetchall() == []


# --------------------------------------------------------------------------------- the documentation


def read_documented_tables() -> dict[str, dict[str, str]]:
    """`docs/schema.md` -> {table: {column: type}}, from its headings and the tables under them."""
    tables: dict[str, dict[str, str]] = {}
    for section in re.split(r"^### ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        names = re.findall(r"`(\w+)`", section.splitlines()[0])
        columns = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", section, flags=re.MULTILINE))
        tables |= dict.fromkeys(names, columns)
    return tables


STORED_AS = {
    "id": "INTEGER",
    "number": "INTEGER",
    "real": "REAL",
    "yes or no": "INTEGER",
    "instant": "INTEGER",
    "span": "INTEGER",
    "text": "TEXT",
    "list": "TEXT",
    "digest": "BLOB",
}


def test_the_documented_schema_is_the_real_one(database: Path) -> None:
    with closing(open_store(database)) as store:
        real = {
            table.name: {
                column.name: column.type + ("" if column.notnull or column.is_pk else "?")
                for column in table.columns
            }
            for table in store.db.tables
            if not table.name.startswith(("article_words", "_sqlite_migrations"))
        }
    documented = read_documented_tables()
    assert documented.pop("article_words") == {"title": "FTS5", "summary": "FTS5", "text": "FTS5"}
    stored = {
        name: {
            column: STORED_AS[kind.removesuffix("?")] + ("?" if kind.endswith("?") else "")
            for column, kind in columns.items()
        }
        for name, columns in documented.items()
    }
    assert stored == real
