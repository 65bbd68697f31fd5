"""The schema, as migrations: each is applied together with its record, in one transaction.

docs/schema.md explains every table and column; a test compares the two.  A migration that was ever
released is never edited: add another below it.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from watcher.store.version import KNOWN_MIGRATIONS, MIGRATION_SET

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS = Migrations(MIGRATION_SET)

# Refusing to change what was written is the database's job: no code path of ours can forget it.
_APPEND_ONLY = """
CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""

_FEEDS = """
CREATE TABLE feeds (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  is_configured INTEGER NOT NULL CHECK (is_configured IN (0, 1)),
  outlet TEXT NOT NULL,
  title TEXT NOT NULL,
  min_interval INTEGER NOT NULL,
  max_interval INTEGER NOT NULL,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  reason TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  next_fetch_at INTEGER,
  fetched_at INTEGER,
  succeeded_at INTEGER,
  changed_at INTEGER,
  full_fetch_at INTEGER,
  newest_entry_at INTEGER,
  usual_gap INTEGER,
  publisher_interval INTEGER,
  baseline_at INTEGER,
  health TEXT NOT NULL DEFAULT 'never',
  health_detail TEXT NOT NULL DEFAULT '',
  health_since INTEGER,
  failure_count INTEGER NOT NULL DEFAULT 0,
  failure_weight REAL NOT NULL DEFAULT 0,
  moved_to TEXT,
  moved_since INTEGER
) STRICT;
"""

_ARTICLES = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  feed_id INTEGER REFERENCES feeds (id),
  outlet TEXT,
  url TEXT,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  text TEXT NOT NULL,
  published_at INTEGER,
  seen_at INTEGER NOT NULL,
  is_date_clamped INTEGER NOT NULL CHECK (is_date_clamped IN (0, 1))
) STRICT;

CREATE TABLE article_keys (
  digest BLOB PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE article_words USING fts5 (
  title, summary, text,
  content = 'articles', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_index_insert AFTER INSERT ON articles BEGIN
  INSERT INTO article_words (rowid, title, summary, text)
  VALUES (new.id, new.title, new.summary, new.text);
END;
CREATE TRIGGER articles_index_delete AFTER DELETE ON articles BEGIN
  INSERT INTO article_words (article_words, rowid, title, summary, text)
  VALUES ('delete', old.id, old.title, old.summary, old.text);
END;
CREATE TRIGGER articles_index_update AFTER UPDATE OF title, summary, text ON articles BEGIN
  INSERT INTO article_words (article_words, rowid, title, summary, text)
  VALUES ('delete', old.id, old.title, old.summary, old.text);
  INSERT INTO article_words (rowid, title, summary, text)
  VALUES (new.id, new.title, new.summary, new.text);
END;
"""

_JUDGEMENTS = """
CREATE TABLE signals (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  is_configured INTEGER NOT NULL CHECK (is_configured IN (0, 1)),
  proposition TEXT NOT NULL,
  version TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE story_members (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id),
  story TEXT NOT NULL,
  origin TEXT NOT NULL,
  reason TEXT NOT NULL,
  outlet TEXT NOT NULL,
  owner TEXT NOT NULL,
  credited TEXT,
  lead TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX story_members_by_time ON story_members (at);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES story_members (article_id),
  signal_id TEXT NOT NULL REFERENCES signals (id),
  stance TEXT NOT NULL,
  is_fresh INTEGER NOT NULL CHECK (is_fresh IN (0, 1)),
  score REAL NOT NULL,
  field TEXT NOT NULL,
  quote TEXT NOT NULL,
  cue TEXT NOT NULL,
  spans TEXT NOT NULL,
  derivation TEXT NOT NULL,
  genre TEXT NOT NULL,
  credited TEXT,
  at INTEGER NOT NULL,
  outlet TEXT NOT NULL,
  reliability TEXT NOT NULL,
  is_official INTEGER NOT NULL CHECK (is_official IN (0, 1)),
  may_alert INTEGER NOT NULL CHECK (may_alert IN (0, 1)),
  signal_version TEXT NOT NULL,
  rules_version TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  UNIQUE (article_id, signal_id)
) STRICT;
CREATE INDEX evidence_by_signal ON evidence (signal_id, at);
CREATE INDEX evidence_by_time ON evidence (at);
"""

_STATUS = """
CREATE TABLE rulings (
  id INTEGER PRIMARY KEY,
  signal_id TEXT NOT NULL REFERENCES signals (id),
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX rulings_by_signal ON rulings (signal_id, at);

CREATE TABLE signal_status (
  signal_id TEXT PRIMARY KEY REFERENCES signals (id),
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  since INTEGER,
  grade TEXT,
  origins TEXT NOT NULL,
  article_keys TEXT NOT NULL,
  episode INTEGER NOT NULL,
  freshest_at INTEGER,
  is_acknowledged INTEGER NOT NULL CHECK (is_acknowledged IN (0, 1)),
  is_expired INTEGER NOT NULL CHECK (is_expired IN (0, 1)),
  is_baseline INTEGER NOT NULL CHECK (is_baseline IN (0, 1)),
  folded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE status_changes (
  id INTEGER PRIMARY KEY,
  signal_id TEXT NOT NULL REFERENCES signals (id),
  at INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL,
  grade TEXT,
  origins TEXT NOT NULL,
  article_keys TEXT NOT NULL,
  episode INTEGER NOT NULL,
  is_baseline INTEGER NOT NULL CHECK (is_baseline IN (0, 1)),
  noticed_at INTEGER NOT NULL,
  decision TEXT NOT NULL,
  decision_detail TEXT NOT NULL
) STRICT;
CREATE INDEX status_changes_by_signal ON status_changes (signal_id, episode);

CREATE TABLE signal_coverage (
  signal_id TEXT PRIMARY KEY REFERENCES signals (id),
  is_blind INTEGER NOT NULL CHECK (is_blind IN (0, 1)),
  reason TEXT NOT NULL,
  feed_count INTEGER NOT NULL,
  seeing_count INTEGER NOT NULL,
  blind_feeds TEXT NOT NULL,
  since INTEGER NOT NULL,
  judged_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coverage_changes (
  id INTEGER PRIMARY KEY,
  signal_id TEXT NOT NULL REFERENCES signals (id),
  at INTEGER NOT NULL,
  is_blind INTEGER NOT NULL CHECK (is_blind IN (0, 1)),
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX coverage_changes_by_signal ON coverage_changes (signal_id);
"""

_OUTBOX = """
CREATE TABLE notifications (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  thread TEXT NOT NULL,
  kind TEXT NOT NULL,
  urgency TEXT NOT NULL,
  signal_id TEXT NOT NULL,
  headline TEXT NOT NULL,
  proposition TEXT NOT NULL,
  reason TEXT NOT NULL,
  would_change TEXT NOT NULL,
  board_url TEXT,
  quotes TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  change_id INTEGER UNIQUE REFERENCES status_changes (id)
) STRICT;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  channel TEXT NOT NULL,
  thread TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'sent', 'dead', 'dropped')),
  attempt_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  claimed_at INTEGER,
  lease_until INTEGER,
  settled_at INTEGER,
  accepted TEXT NOT NULL DEFAULT '[]',
  holds_channel INTEGER NOT NULL DEFAULT 0 CHECK (holds_channel IN (0, 1)),
  receipt TEXT,
  error TEXT,
  UNIQUE (notification_id, channel),
  CHECK ((state = 'leased') = (lease_until IS NOT NULL))
) STRICT;
CREATE INDEX deliveries_unsettled ON deliveries (channel, thread, id) WHERE state IN ('pending', 'leased');
CREATE INDEX deliveries_sent ON deliveries (channel, thread, id) WHERE state = 'sent';
CREATE INDEX deliveries_dead ON deliveries (id) WHERE state = 'dead';

CREATE TABLE silences (
  id INTEGER PRIMARY KEY,
  author TEXT NOT NULL,
  note TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  signals TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
"""

_MARKS = """
CREATE TABLE marks (
  id INTEGER PRIMARY KEY,
  evidence_id INTEGER NOT NULL REFERENCES evidence (id),
  said TEXT NOT NULL,
  correct TEXT,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX marks_by_evidence ON marks (evidence_id);
"""

# What a notification's headline says, for machines; where its receiver keeps the conversation.
_CONVERSATIONS = """
ALTER TABLE notifications ADD COLUMN "before" TEXT;
ALTER TABLE notifications ADD COLUMN "after" TEXT;
ALTER TABLE notifications ADD COLUMN grade TEXT;
ALTER TABLE notifications ADD COLUMN origins TEXT NOT NULL DEFAULT '[]';
ALTER TABLE deliveries ADD COLUMN conversation TEXT;
"""

_KINDS = """
ALTER TABLE feeds ADD COLUMN kind TEXT NOT NULL DEFAULT 'feed';
ALTER TABLE feeds ADD COLUMN recipe TEXT;
"""

_SUBSCRIPTIONS = """
CREATE TABLE subscriptions (
  feed_id INTEGER PRIMARY KEY REFERENCES feeds (id),
  hub TEXT NOT NULL,
  topic TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('offered', 'asked', 'active', 'denied', 'leaving')),
  next_at INTEGER NOT NULL,
  callback TEXT,
  token TEXT UNIQUE,
  secret TEXT,
  lease_until INTEGER,
  failure_count INTEGER NOT NULL DEFAULT 0,
  pushed_at INTEGER,
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
"""

# When and why a message goes out, what it takes over, and how far each digest has told.  A new value of
# `state` needs the table anew: https://www.sqlite.org/lang_altertable.html#otheralter
_PLANS = """
ALTER TABLE notifications ADD COLUMN lines TEXT NOT NULL DEFAULT '[]';
ALTER TABLE status_changes ADD COLUMN considered TEXT NOT NULL DEFAULT '[]';
ALTER TABLE silences ADD COLUMN statuses TEXT NOT NULL DEFAULT '[]';
ALTER TABLE silences ADD COLUMN channels TEXT NOT NULL DEFAULT '[]';

CREATE TABLE digests (
  route TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  told_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE planned_deliveries (
  id INTEGER PRIMARY KEY,
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  channel TEXT NOT NULL,
  thread TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'sent', 'dead', 'dropped', 'merged')),
  attempt_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  claimed_at INTEGER,
  lease_until INTEGER,
  settled_at INTEGER,
  accepted TEXT NOT NULL DEFAULT '[]',
  holds_channel INTEGER NOT NULL DEFAULT 0 CHECK (holds_channel IN (0, 1)),
  receipt TEXT,
  error TEXT,
  conversation TEXT,
  reasons TEXT NOT NULL DEFAULT '[]',
  quiet_hours TEXT,
  merged_into INTEGER REFERENCES planned_deliveries (id),
  UNIQUE (notification_id, channel),
  CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
  CHECK ((state = 'merged') = (merged_into IS NOT NULL))
) STRICT;
INSERT INTO planned_deliveries (
  id, notification_id, channel, thread, state, attempt_count, created_at, next_attempt_at, claimed_at,
  lease_until, settled_at, accepted, holds_channel, receipt, error, conversation
) SELECT
  id, notification_id, channel, thread, state, attempt_count, created_at, next_attempt_at, claimed_at,
  lease_until, settled_at, accepted, holds_channel, receipt, error, conversation
FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE planned_deliveries RENAME TO deliveries;
CREATE INDEX deliveries_unsettled ON deliveries (channel, thread, id) WHERE state IN ('pending', 'leased');
CREATE INDEX deliveries_sent ON deliveries (channel, thread, id) WHERE state = 'sent';
CREATE INDEX deliveries_dead ON deliveries (id) WHERE state = 'dead';
CREATE INDEX deliveries_merged ON deliveries (merged_into) WHERE state = 'merged';
"""

_PAGES = """
CREATE TABLE pages (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id),
  host TEXT NOT NULL,
  reason TEXT NOT NULL,
  queued_at INTEGER NOT NULL,
  attempt_count INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  outcome TEXT,
  detail TEXT NOT NULL DEFAULT '',
  asked_at INTEGER
) STRICT;
CREATE INDEX pages_due ON pages (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

CREATE TABLE page_hosts (
  host TEXT PRIMARY KEY,
  robots TEXT NOT NULL,
  robots_until INTEGER,
  rests_until INTEGER,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# What was there before has been judged as it came; learned_keys counts from here on.
_SEEN = """
ALTER TABLE signals ADD COLUMN judged_id INTEGER;

CREATE TABLE learned_keys (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id),
  count INTEGER NOT NULL
) STRICT;
"""

_RUNTIME = """
CREATE TABLE runtime (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job_errors (
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  at INTEGER NOT NULL,
  error TEXT NOT NULL
) STRICT;
"""

_ILLNESS = """
ALTER TABLE feeds ADD COLUMN validators_from TEXT;
ALTER TABLE feeds ADD COLUMN long_gap INTEGER;
ALTER TABLE feeds ADD COLUMN ill_since INTEGER;

CREATE TABLE told_illnesses (
  feed_id INTEGER PRIMARY KEY REFERENCES feeds (id),
  told_at INTEGER NOT NULL
) STRICT;

CREATE TABLE host_sleeps (
  host TEXT PRIMARY KEY,
  until INTEGER NOT NULL,
  strikes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  evidence_id INTEGER NOT NULL REFERENCES evidence (id),
  at INTEGER NOT NULL,
  title_before TEXT NOT NULL,
  title_after TEXT NOT NULL,
  stance_before TEXT NOT NULL,
  stance_after TEXT
) STRICT;
CREATE INDEX corrections_by_evidence ON corrections (evidence_id);
"""

_STORY_INDEX = """
CREATE INDEX story_members_by_story ON story_members (story);
"""

_FAILING = """
ALTER TABLE deliveries ADD COLUMN failing_since INTEGER;
"""


def _run(db: Database, script: str) -> None:
    """Run statements one by one: sqlite3's executescript would commit the transaction we are in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


@MIGRATIONS(name=KNOWN_MIGRATIONS[0])
def _create_first_tables(db: Database) -> None:
    for script in (_FEEDS, _ARTICLES, _JUDGEMENTS, _STATUS, _OUTBOX, _RUNTIME):
        _run(db, script)
    for table in ("rulings", "status_changes", "coverage_changes"):
        _run(db, _APPEND_ONLY.format(table=table))


@MIGRATIONS(name=KNOWN_MIGRATIONS[1])
def _create_marks(db: Database) -> None:
    _run(db, _MARKS)
    _run(db, _APPEND_ONLY.format(table="marks"))


@MIGRATIONS(name=KNOWN_MIGRATIONS[2])
def _create_illness_and_sleep(db: Database) -> None:
    _run(db, _ILLNESS)
    _run(db, _APPEND_ONLY.format(table="corrections"))


@MIGRATIONS(name=KNOWN_MIGRATIONS[3])
def _add_conversations(db: Database) -> None:
    _run(db, _CONVERSATIONS)


@MIGRATIONS(name=KNOWN_MIGRATIONS[4])
def _add_kinds_of_feed(db: Database) -> None:
    _run(db, _KINDS)


@MIGRATIONS(name=KNOWN_MIGRATIONS[5])
def _create_subscriptions(db: Database) -> None:
    _run(db, _SUBSCRIPTIONS)


@MIGRATIONS(name=KNOWN_MIGRATIONS[6])
def _add_plans(db: Database) -> None:
    _run(db, _PLANS)


@MIGRATIONS(name=KNOWN_MIGRATIONS[7])
def _add_pages(db: Database) -> None:
    _run(db, _PAGES)


@MIGRATIONS(name=KNOWN_MIGRATIONS[8])
def _add_story_index(db: Database) -> None:
    _run(db, _STORY_INDEX)


@MIGRATIONS(name=KNOWN_MIGRATIONS[9])
def _add_failing(db: Database) -> None:
    _run(db, _FAILING)


@MIGRATIONS(name=KNOWN_MIGRATIONS[10])
def _add_what_signals_have_seen(db: Database) -> None:
    _run(db, _SEEN)
