"""`watcher mark`: a correction becomes an example, and what was wrong no longer moves the status."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from watcher.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

EXPULSION = "tidewell-expulsion"
CODES = "tidewell-codes"


@dataclass
class Desk:
    """A copy of the folder of the demo, to be changed."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def path(self) -> Path:
        return self.folder / "signals.toml"

    def run(self, *argv: str) -> tuple[int, str, str]:
        code = main(["--config", str(self.path), *argv])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err

    def list_hits(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run("hits", "--limit", "100", "--json")[1].splitlines()]

    def find_hit(self, title: str, signal: str = EXPULSION) -> str:
        """The number of the first hit that has a title."""
        return str(
            min(hit["id"] for hit in self.list_hits() if (hit["title"], hit["signal"]) == (title, signal))
        )

    def get_status(self, signal: str, *options: str) -> str:
        board = json.loads(self.run("status", "--json", *options)[1])
        (status,) = (row["status"] for row in board["signals"] if row["signal"] == signal)
        return str(status)

    def list_examples(self, signal: str) -> list[dict[str, str]]:
        tables = tomllib.loads(self.path.read_text(encoding="utf-8"))["signals"]
        examples: list[dict[str, str]] = tables[signal]["examples"]
        return examples


@pytest.fixture
def desk(played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    shutil.copytree(played, tmp_path / "desk")
    return Desk(tmp_path / "desk", capsys)


def test_hits_and_show_print_the_number_of_each_hit(desk: Desk) -> None:
    numbers = {str(hit["id"]) for hit in desk.list_hits()}
    for command in (("hits",), ("show", EXPULSION)):
        printed = set(re.findall(r"^ *(\d+)  \d{4}-", desk.run(*command)[1], re.MULTILINE))
        assert printed
        assert printed <= numbers


def test_a_wrong_hit_becomes_an_example_with_the_right_stance(desk: Desk) -> None:
    before = desk.path.read_text(encoding="utf-8")
    number = desk.find_hit("Could the Ports Ministry expel Tidewell next?")
    code, out, err = desk.run("mark", number, "wrong", "--note", "a question", "--author", "ann")
    assert (code, err) == (0, "")
    added = desk.list_examples(EXPULSION)[-1]
    assert added["title"] == "Could the Ports Ministry expel Tidewell next?"
    assert added["stance"] == "none"
    after = desk.path.read_text(encoding="utf-8")
    line = next(at for at, text in enumerate(after.split("\n"), start=1) if added["title"] in text) - 1
    assert f"hit {number}: marked wrong by ann." in out
    assert f"{desk.path}:{line}: it was added as example 5 of {EXPULSION}." in out
    assert "Judged now: anticipates; in the title: cue 'Could'" in out
    assert "It should be none: change the words" in out
    start = after.index("[[signals", after.index(before[: before.index(f"[signals.{CODES}]")].rstrip()[-40:]))
    assert after.replace(after[start : after.index(f"[signals.{CODES}]")], "", 1) == before


def test_a_right_hit_becomes_an_example_that_passes(desk: Desk) -> None:
    code, out, _ = desk.run(
        "mark", desk.find_hit("Minister: we have not seized Tidewell's control codes", CODES), "right"
    )
    assert code == 0
    assert out.endswith("That is as it should be.\n")
    assert desk.list_examples(CODES)[-1]["stance"] == "denies"
    assert desk.run("check")[0] == 0


def test_the_stance_it_should_have_can_be_named(desk: Desk) -> None:
    number = desk.find_hit("Minister: we have not seized Tidewell's control codes", CODES)
    assert desk.run("mark", number, "wrong", "--stance", "anticipates")[0] == 0
    assert desk.list_examples(CODES)[-1]["stance"] == "anticipates"
    assert desk.run("check")[0] == 1


def test_wrong_hits_no_longer_move_the_status(desk: Desk) -> None:
    assert desk.get_status(EXPULSION) == "REVERSED"
    number = desk.find_hit("Tidewell v. Ministry of Ports: the expulsion of Tidewell is suspended")
    code, out, _ = desk.run("mark", number, "wrong")
    assert code == 0
    assert f"{EXPULSION}: REVERSED -> CONFIRMED: corrected" in out
    assert desk.get_status(EXPULSION) == "CONFIRMED"
    assert desk.get_status(EXPULSION, "--as-of", "2099-01-01") == "CONFIRMED"
    # That was before anybody had said so.
    assert desk.get_status(EXPULSION, "--as-of", "2026-05-09") == "REVERSED"


def test_a_mark_is_shown_with_its_author_and_note(desk: Desk) -> None:
    number = desk.find_hit("Maritime Court suspends expulsion of Tidewell")
    desk.run("mark", number, "wrong", "--note", "an\x1b[2J old ruling", "--author", "ann")
    (mark,) = (hit["mark"] for hit in desk.list_hits() if hit["mark"])
    assert {**mark, "at": ""} == {
        "right": False,
        "stance": None,
        "at": "",
        "author": "ann",
        "note": "an\x1b[2J old ruling",
    }
    for command in (("hits",), ("show", EXPULSION)):
        assert "marked wrong, and no longer counted, by ann: an\\x1b[2J old ruling\n" in desk.run(*command)[1]


def test_a_later_mark_takes_back_an_earlier_one(desk: Desk) -> None:
    title = "Tidewell v. Ministry of Ports: the expulsion of Tidewell is suspended"
    number = desk.find_hit(title)
    desk.run("mark", number, "wrong")
    code, _, err = desk.run("mark", number, "right")
    assert code == 2
    assert "this text is an example already, with the stance 'none'; change it there" in err
    text = desk.path.read_text(encoding="utf-8")
    head, tail = text.split(title)
    desk.path.write_text(head + title + tail.replace('"none"', '"reverses"', 1), encoding="utf-8")
    code, out, _ = desk.run("mark", number, "right")
    assert code == 0
    assert "it is example" in out
    assert f"{EXPULSION}: CONFIRMED -> REVERSED" in out
    assert desk.get_status(EXPULSION) == "REVERSED"


def test_a_mark_made_twice_is_refused_and_adds_nothing(desk: Desk) -> None:
    number = desk.find_hit("Maritime Court suspends expulsion of Tidewell")
    desk.run("mark", number, "wrong", "--author", "ann")
    before = desk.path.read_bytes()
    code, out, err = desk.run("mark", number, "wrong")
    assert (code, out) == (2, "")
    assert f"hit {number} was marked so by ann on " in err
    assert f"is example 5 of {EXPULSION}: nothing to do" in err
    assert desk.path.read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["999", "wrong"], "there is no hit 999; `watcher hits` lists them"),
        (["1", "right", "--stance", "denies"], "right does not go with --stance denies; did you mean wrong?"),
        (["1", "right", "--stance", "none"], "right does not go with --stance none; did you mean wrong?"),
        (
            ["1", "wrong", "--stance", "anticipates"],
            "wrong does not go with --stance anticipates; did you mean right?",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    desk: Desk, argv: list[str], message: str
) -> None:
    before = desk.path.read_bytes()
    code, out, err = desk.run("mark", *argv)
    assert (code, out) == (2, "")
    assert message in err
    assert desk.path.read_bytes() == before
    assert not any(hit["mark"] for hit in desk.list_hits())


def test_a_hit_of_a_signal_that_is_gone_is_told(desk: Desk) -> None:
    number = desk.find_hit("Could the Ports Ministry expel Tidewell next?")
    text = desk.path.read_text(encoding="utf-8").replace(EXPULSION, "tidewell-shut-out")
    desk.path.write_text(text, encoding="utf-8")
    code, _, err = desk.run("mark", number, "wrong")
    assert code == 2
    assert f"hit {number} is of {EXPULSION}, which {desk.path} no longer has" in err


def test_no_mark_is_kept_where_the_file_cannot_be_written(desk: Desk) -> None:
    number = desk.find_hit("Could the Ports Ministry expel Tidewell next?")
    text = desk.path.read_text(encoding="utf-8")
    # As long as a path may be: the file can be read, but a longer name cannot stand beside it.
    long_path = desk.folder / ("s" * 250)
    long_path.write_text(text, encoding="utf-8")
    code = main(["--config", str(long_path), "mark", number, "wrong"])
    assert code == 2
    assert "cannot be written (File name too long); it is left as it was" in desk.capsys.readouterr().err
    assert long_path.read_text(encoding="utf-8") == text
    assert not any(hit["mark"] for hit in desk.list_hits())
