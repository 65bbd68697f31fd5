"""`watcher check` and `watcher init`, as a person runs them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from watcher.cli.main import main

REPOSITORY = Path(__file__).parents[2]
SOUND = """
[watcher]
contact = "desk@example.org"
[entities.acme]
names = ["Acme"]
[entities.railway]
names = ["Northern Railway"]
[outlets]
"example.org" = { name = "Example", owner = "Example" }
[[feeds]]
url = "https://example.org/feed"
outlet = "example.org"
[signals.sale]
proposition = "Acme has sold the Northern Railway"
actor = "acme"
object = "railway"
verbs = ["sell", "offload"]
nouns = ["disposal"]
official = ["example.org"]
"""
RIGHT = [
    ("Acme sells Northern Railway", "confirms"),
    ("Acme sells the Northern Railway for one dollar", "confirms"),
    ("After months Acme sold the Northern Railway", "confirms"),
    ("Acme threatens to sell Northern Railway", "anticipates"),
    ("Acme plans to sell the Northern Railway", "anticipates"),
    ("Acme could sell Northern Railway", "anticipates"),
    ("Acme refuses to sell Northern Railway", "denies"),
    ("Northern Railway buys new engines", "none"),
    ("Acme sells shoes", "none"),
    ("Weather stays mild", "none"),
]
WRONG = [("Acme threatens to sell Northern Railway", "confirms"), ("Weather stays mild", "denies")]


def write(folder: Path, examples: list[tuple[str, str]], text: str = SOUND) -> Path:
    path = folder / "signals.toml"
    lines = [
        f'[[signals.sale.examples]]\ntitle = "{title}"\nstance = "{stance}"\n' for title, stance in examples
    ]
    path.write_text(text + "".join(lines), encoding="utf-8")
    return path


def test_a_sound_file_with_right_examples_passes_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, RIGHT)
    assert main(["check", "--config", str(path)]) == 0
    assert capsys.readouterr().out == (
        f"{path}: 1 signal, 1 feed (0 off), 1 outlet, 10 examples, full text on: all as they should be\n"
    )


def test_a_failing_example_is_shown_with_its_line_and_what_led_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, RIGHT + WRONG)
    line = path.read_text(encoding="utf-8").split("\n").index('stance = "denies"', 50)
    assert main(["check", "--config", str(path)]) == 1
    out = capsys.readouterr().out
    assert "sale, example 11: expected confirms, found anticipates" in out
    assert "'threatens'" in out
    assert f"{path}:{line - 1}: sale, example 12: expected denies, found none" in out
    assert "no clause has the words that the signal requires" in out
    assert out.endswith("12 examples, full text on: 2 examples failed\n")


def test_failing_examples_come_as_json_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, RIGHT + WRONG)
    assert main(["check", "--json", "--config", str(path)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert not report["ok"]
    assert report["faults"] == []
    assert report["examples"] == 12
    assert [(one["signal"], one["example"], one["expected"], one["found"]) for one in report["failures"]] == [
        ("sale", 11, "confirms", "anticipates"),
        ("sale", 12, "denies", "none"),
    ]
    lines = path.read_text(encoding="utf-8").split("\n")
    assert all(lines[one["line"] - 1] == "[[signals.sale.examples]]" for one in report["failures"])


def test_a_faulty_file_fails_before_any_example_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, WRONG, SOUND.replace("official", "offical"))
    assert main(["check", "--config", str(path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "did you mean official?" in captured.err
    assert main(["check", "--json", "--config", str(path)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["faults"][0]["key"] == "signals.sale.offical"
    assert report["faults"][0]["line"] == 19
    assert not report["ok"]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ('contact = "desk@example.org"', "", "contact is empty"),
        ('official = ["example.org"]', "", "sale names no official outlet"),
        (
            'official = ["example.org"]',
            'official = "example.com"\n[outlets."example.com"]\nname = "Gazette"\nowner = "State"',
            "no feed of example.com is polled",
        ),
        (
            'outlet = "example.org"',
            'outlet = "example.org"\nenabled = false\nreason = "x"',
            "no feed is enabled",
        ),
    ],
)
def test_what_is_unlikely_to_be_meant_is_hinted_at_and_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, hint: str
) -> None:
    path = write(tmp_path, RIGHT, SOUND.replace(old, new))
    assert main(["check", "--config", str(path)]) == 0
    assert hint in capsys.readouterr().out


PATTERN = """
[[signals.sale.patterns]]
nouns = ["handover"]
"""


def test_warnings_pass_unless_the_check_is_strict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, RIGHT, SOUND + PATTERN)
    line = path.read_text(encoding="utf-8").split("\n").index("[[signals.sale.patterns]]") + 1
    assert main(["check", "--config", str(path)]) == 0
    assert capsys.readouterr().out == (
        f"{path}:{line}: warning: signals.sale.patterns[0]: no example has what this wording asks for "
        "(handover); add a headline that is worded so, or remove the pattern\n"
        f"{path}: 1 signal, 1 feed (0 off), 1 outlet, 10 examples, full text on: "
        "all as they should be, 1 warning\n"
    )
    assert main(["check", "--strict", "--json", "--config", str(path)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"]
    assert [(warning["key"], warning["line"]) for warning in report["warnings"]] == [
        ("signals.sale.patterns[0]", line)
    ]
    path = write(
        tmp_path, [*RIGHT, ("Acme tells of the handover of Northern Railway", "confirms")], SOUND + PATTERN
    )
    assert main(["check", "--strict", "--config", str(path)]) == 0


@pytest.mark.parametrize("name", ["signals.toml", "watcher/config/starter.toml"])
def test_the_shipped_files_pass_the_strict_check(name: str) -> None:
    assert main(["check", "--strict", "--config", str(REPOSITORY / name)]) == 0


def test_a_signal_with_few_examples_is_hinted_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, RIGHT[:1])
    assert main(["check", "--config", str(path)]) == 0
    assert "sale has 1 example: 10 or more keep it honest" in capsys.readouterr().out


def test_an_example_cannot_drive_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, [("Acme sells \\u001b[31m[bold]Northern Railway", "denies")])
    assert main(["check", "--config", str(path)]) == 1
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "[bold]" in out


def test_init_writes_a_file_that_check_accepts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "desk"
    assert main(["init", str(folder)]) == 0
    assert "watcher check" in capsys.readouterr().out
    assert (folder / "state").is_dir()
    assert main(["check", "--config", str(folder / "signals.toml")]) == 0


def test_init_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, RIGHT)
    before = path.read_bytes()
    assert main(["init", str(tmp_path)]) == 2
    assert f"{path} exists" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert not (tmp_path / "state").exists()


def test_init_keeps_a_state_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "watcher.db").write_bytes(b"kept")
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "state" / "watcher.db").read_bytes() == b"kept"
    assert tomllib.loads((tmp_path / "signals.toml").read_text(encoding="utf-8"))["signals"]


def test_init_says_why_it_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["init", str(tmp_path / "file" / "desk")]) == 2
    assert "cannot be written (Not a directory)" in capsys.readouterr().err


def test_init_without_a_folder_writes_where_the_options_say(tmp_path: Path) -> None:
    config, state = tmp_path / "a" / "watch.toml", tmp_path / "b" / "state"
    assert main(["init", "--config", str(config), "--state", str(state)]) == 0
    assert config.is_file()
    assert state.is_dir()
