"""Additions to signals.toml: what was there stays to the byte, and what would not load is never written."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.config.editing import (
    add_example,
    add_tables,
    find_example,
    find_line,
    quote,
    read_file,
    write_file,
)
from watcher.config.load import load
from watcher.errors import ConfigError, InputError
from watcher.model import Example, Signal, Stance

REPOSITORY = Path(__file__).parents[2]
HEAD = """\
# my desk
[entities.acme]  # a company
names = ["Acme"]

[entities.railway]
names = [ "Railway",   # spaces of my own
]

[signals.sale]
proposition = "Acme has sold the Railway"
object = "railway"
verbs = ["sell"]
"""
TAIL = """
# ---------------------------------------------------------------- a comment about what comes next

[signals.strike]
proposition = "Acme is on strike now"
actor = "acme"
verbs = ["strike"]  # the end
"""
FIRST = """
[[signals.sale.examples]]
title = "Acme sells Railway"
stance = "confirms"
"""
SPREAD = '''
[[signals.sale.examples]] # of two lines
title = """Acme
[[signals.sale.examples]]"""
# within
stance = "none" # behind
'''
NEW = Example("Railway sold", "Acme says so.", Stance.CONFIRMS)
LAYOUTS = {
    "no example yet": HEAD + TAIL,
    "no example yet, last in the file": HEAD,
    "one example before other tables": HEAD + FIRST + TAIL,
    "one example at the end": HEAD + TAIL + FIRST,
    "no line end at the end": (HEAD + TAIL + FIRST).rstrip("\n"),
    "blank lines and a comment at the end": HEAD + FIRST + "\n\n# the end\n\n",
    "a text that looks like a header": HEAD + SPREAD + TAIL,
    "patterns": HEAD + '\n[[signals.sale.patterns]]\nnouns = ["sale"]\n' + TAIL,
    "an array of inline tables": HEAD
    + 'examples = [\n  { title = "Acme sells", stance = "none" },  # mine\n]\n'
    + TAIL,
    "quoted keys": (HEAD + FIRST + TAIL).replace("signals.sale", 'signals . "sale"'),
}


def list_removed(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line.startswith("-")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_example_is_added_and_nothing_else_changes(layout: str, line_end: str) -> None:
    before = LAYOUTS[layout].replace("\n", line_end)
    after = add_example(before, "sale", NEW)
    assert list_removed(before, after) == []
    assert ("\r\n" in after) == (line_end == "\r\n")
    assert after.replace("\r\n", "").count("\n") == (0 if line_end == "\r\n" else after.count("\n"))
    old, new = tomllib.loads(before), tomllib.loads(after)
    added = new["signals"]["sale"]["examples"].pop()
    assert added == {"title": "Railway sold", "summary": "Acme says so.", "stance": "confirms"}
    old["signals"]["sale"].setdefault("examples", [])
    assert new == old


def test_an_example_stands_behind_the_last_one_before_comments_about_what_follows() -> None:
    after = add_example(HEAD + FIRST + TAIL, "sale", NEW)
    added = """
[[signals.sale.examples]]
title = "Railway sold"
summary = "Acme says so."
stance = "confirms"
"""
    assert after == HEAD + FIRST + added + TAIL


def test_an_example_of_a_signal_without_any_stands_behind_the_signal() -> None:
    after = add_example(HEAD + TAIL, "sale", Example("Railway stays", stance=None))
    assert after == HEAD + '\n[[signals.sale.examples]]\ntitle = "Railway stays"\nstance = "none"\n' + TAIL


def test_the_byte_order_mark_of_an_editor_is_kept() -> None:
    after = add_example("\ufeff" + HEAD + FIRST + TAIL, "sale", NEW)
    assert after == "\ufeff" + add_example(HEAD + FIRST + TAIL, "sale", NEW)


@pytest.mark.parametrize("name", ["signals.toml", "watcher/config/starter.toml"])
def test_the_shipped_files_take_an_example_for_each_signal(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    for signal_id in tomllib.loads(text)["signals"]:
        after = add_example(text, signal_id, NEW)
        assert list_removed(text, after) == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_quoted_into_one_visible_line_that_reads_the_same(text: str) -> None:
    quoted = quote(text)
    assert tomllib.loads(f"key = {quoted}")["key"] == text
    assert quoted.isprintable()


def test_examples_of_one_text_are_found_whatever_their_case_blanks_and_stance() -> None:
    signal = Signal(
        "sale", "Acme has sold", (), examples=(Example("Other"), Example("Acme  sells\nit", "So."))
    )
    assert find_example(signal, Example("acme sells it", "so.", Stance.DENIES)) == 1
    assert find_example(signal, Example("acme sells it")) is None


def test_the_line_of_a_thing_is_found() -> None:
    assert find_line("\ufeff" + HEAD + FIRST, "signals", "sale", "examples", 0) == 14


# ---------------------------------------------------------------------------------------------- tables


def test_tables_are_appended_behind_a_blank_line() -> None:
    addition = '[entities.sea]\nnames = ["Sea"]\n'
    assert add_tables(HEAD, addition) == f"{HEAD}\n{addition}"
    assert add_tables(HEAD.rstrip("\n"), addition) == f"{HEAD}\n{addition}"


@pytest.mark.parametrize(
    ("text", "addition"),
    [
        (HEAD, '[entities.acme]\nnames = ["Other"]\n'),
        (HEAD, '[signals.sale]\nverbs = ["buy"]\n'),
        ('signals = { a = { proposition = "x" } }\n', '[signals.b]\nproposition = "y"\n'),
    ],
    ids=["entity", "signal", "closed"],
)
def test_tables_that_clash_are_refused_with_what_to_add_by_hand(text: str, addition: str) -> None:
    with pytest.raises(InputError, match="cannot be added") as refused:
        add_tables(text, addition)
    assert addition in str(refused.value)


# --------------------------------------------------------------------------------------------- writing


def write(folder: Path, text: str = HEAD) -> Path:
    path = folder / "signals.toml"
    path.write_bytes(text.encode())
    path.chmod(0o640)
    return path


def test_a_sound_file_takes_the_place_of_the_old_one_with_its_mode(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = read_file(path)
    config = write_file(path, before, add_example(before, "sale", NEW))
    assert config == load(path)
    assert config.signals["sale"].examples == (NEW,)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["signals.toml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path = write(tmp_path)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    write_file(link, HEAD, HEAD + FIRST)
    assert link.is_symlink()
    assert path.read_text() == HEAD + FIRST


def test_a_faulty_text_leaves_the_old_file_and_names_it(tmp_path: Path) -> None:
    path = write(tmp_path)
    with pytest.raises(ConfigError, match="known keys") as refused:
        write_file(path, HEAD, HEAD + "verb = 1\n")
    assert refused.value.path == path
    assert path.read_text() == HEAD
    assert [file.name for file in tmp_path.iterdir()] == ["signals.toml"]


def test_what_somebody_else_has_written_meanwhile_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + TAIL)
    with pytest.raises(InputError, match="changed by somebody else"):
        write_file(path, HEAD, HEAD + FIRST)
    assert path.read_text() == HEAD + TAIL
    assert [file.name for file in tmp_path.iterdir()] == ["signals.toml"]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_file(tmp_path / "absent" / "signals.toml", "", HEAD)
