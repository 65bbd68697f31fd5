"""On which line a key or an element stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.config.lines import LineIndex

TEXT = '''\
title = "x"  # line 1

[watcher]
"con tact" = "# no comment [no.table]"
a.b = 1
many = [
  "one",  # the first, "quoted"
  """two
lines # of text""", 'three',
  [1, { deep = 2 }],
]

[outlets]
"war.gov" = { name = "W", kind = "official" }
[outlets."example.org"]
name = \'\'\'
a "name"
\'\'\'
owner = 2026-03-01 10:00:00
[[feeds]]
url = "a"
[[feeds]]

url = "b"
[feeds.more]
deep = true
[signals.sale]
[[signals.sale.examples]]
[[signals.sale.examples]]
stance = "none"
[signals.other.patterns]
verbs = []
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("watcher",), 3),
        (("watcher", "con tact"), 4),
        (("watcher", "a"), 5),
        (("watcher", "a", "b"), 5),
        (("watcher", "many"), 6),
        (("watcher", "many", 0), 7),
        (("watcher", "many", 1), 8),
        (("watcher", "many", 2), 9),
        (("watcher", "many", 3), 10),
        (("watcher", "many", 3, 1, "deep"), 10),
        (("outlets", "war.gov"), 14),
        (("outlets", "war.gov", "kind"), 14),
        (("outlets", "example.org"), 15),
        (("outlets", "example.org", "name"), 16),
        (("outlets", "example.org", "owner"), 19),
        (("feeds",), 20),
        (("feeds", 0), 20),
        (("feeds", 0, "url"), 21),
        (("feeds", 1), 22),
        (("feeds", 1, "url"), 24),
        (("feeds", 1, "more", "deep"), 26),
        (("signals", "sale"), 27),
        (("signals", "sale", "examples", 0), 28),
        (("signals", "sale", "examples", 1, "stance"), 30),
        (("signals", "other", "patterns", "verbs"), 32),
    ],
)
def test_each_path_has_the_line_where_it_is_first_written(path: tuple[str | int, ...], line: int) -> None:
    assert LineIndex(TEXT).line_of(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("watcher", "absent"), 3),
        (("feeds", 1, "outlet"), 22),
        (("signals", "sale", "examples", 1, "title"), 29),
        (("absent",), None),
        ((), None),
    ],
)
def test_what_is_absent_has_the_line_of_what_would_hold_it(
    path: tuple[str | int, ...], line: int | None
) -> None:
    assert LineIndex(TEXT).line_of(path) == line


def test_windows_line_ends_do_not_move_lines() -> None:
    assert LineIndex(TEXT.replace("\n", "\r\n")).line_of(("feeds", 1, "url")) == 24


def test_arrays_nested_too_deeply_end_the_index_and_nothing_else() -> None:
    assert LineIndex("first = 1\ndeep = " + "[" * 5000 + "]" * 5000).line_of(("first",)) == 1


KEYS = st.text(alphabet="abc.\"#[]=\\' \t\n", min_size=1, max_size=6)
LEAVES = st.one_of(
    st.text(alphabet="ab\"#[]{}=,\\'\n\r ", max_size=8),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)
TABLES = st.recursive(
    st.dictionaries(KEYS, LEAVES, min_size=1, max_size=4),
    lambda inner: st.dictionaries(
        KEYS,
        LEAVES | inner | st.lists(LEAVES, max_size=3) | st.lists(inner, min_size=1, max_size=3),
        max_size=4,
    ),
    max_leaves=12,
)


@settings(deadline=None)  # the machine may be busy
@given(TABLES)
def test_every_key_of_any_document_is_found_on_a_line_that_holds_it(table: dict[str, Any]) -> None:
    text = tomlkit.dumps(table)
    index = LineIndex(text)
    lines = text.replace("\r\n", "\n").split("\n")
    for path in list_paths(tomllib.loads(text)):
        line = index.line_of(path)
        assert line is not None
        key = next(step for step in reversed(path) if isinstance(step, str))
        if isinstance(path[-1], str):
            assert key in lines[line - 1] or tomlkit.key(key).as_string() in lines[line - 1]


def list_paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [found for step, one in inner for found in [(*path, step), *list_paths(one, (*path, step))]]
