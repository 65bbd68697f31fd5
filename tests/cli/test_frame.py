from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from watcher import __version__
from watcher.cli.main import COMMANDS, build_parser, find_command, main, resolve_paths
from watcher.demo import load_signals

if TYPE_CHECKING:
    from collections.abc import Iterator

WATCHER = [sys.executable, "-m", "watcher.cli.main"]


def walk(
    parser: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command below a parser, groups left out."""
    for action in parser._actions:  # noqa: SLF001  # argparse gives no public way to its commands
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  # the same
            for name, child in action.choices.items():
                yield from walk(child, (*path, name))
            return
    yield path, parser


ALL_COMMANDS = dict(walk(build_parser()))


@pytest.mark.parametrize("path", ALL_COMMANDS, ids=" ".join)
def test_every_command_explains_itself_with_an_example_that_it_would_accept(path: tuple[str, ...]) -> None:
    help_text = ALL_COMMANDS[path].format_help()
    _, _, example = help_text.partition("example:\n")
    lines = [line.strip() for line in example.splitlines() if "watcher " in line]
    assert lines, f"{path} has no example"
    assert any(re.search(rf"\bwatcher\b.* {re.escape(path[-1])}\b", line) for line in lines)


@pytest.mark.parametrize("path", ALL_COMMANDS, ids=" ".join)
def test_help_exits_with_0_and_fits_the_width_of_a_terminal(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([*path, "--help"])
    assert left.value.code == 0
    assert all(len(line) <= 110 for line in capsys.readouterr().out.splitlines())


def test_every_command_is_found_in_the_module_that_the_table_names() -> None:
    assert {path[0] for path in ALL_COMMANDS} == set(COMMANDS)
    for command in COMMANDS:
        assert command in {path[0] for path, _ in walk(build_parser(command))}


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["status"], "status"),
        (["--config", "status", "poll"], "poll"),
        (["--config=a.toml", "--state", "s", "hits", "--signal", "x"], "hits"),
        (["--version"], None),
        ([], None),
        (["--config"], None),
        (["--help", "status"], None),
        (["status", "--help"], "status"),
    ],
)
def test_the_command_is_found_between_options(argv: list[str], expected: str | None) -> None:
    assert find_command(argv) == expected


@pytest.mark.parametrize(
    ("argv", "environment", "config", "state"),
    [
        (["run"], {}, "signals.toml", "state"),
        (["run"], {"WATCHER_CONFIG": "/etc/w/s.toml"}, "/etc/w/s.toml", "/etc/w/state"),
        (["run"], {"WATCHER_STATE": "/var/w"}, "signals.toml", "/var/w"),
        (["--config", "a/b.toml", "run"], {"WATCHER_CONFIG": "c.toml"}, "a/b.toml", "a/state"),
        (["run", "--config", "a/b.toml"], {"WATCHER_STATE": "d"}, "a/b.toml", "d"),
        (["--state", "e", "run"], {"WATCHER_STATE": "d"}, "signals.toml", "e"),
        (["--state", "e", "run", "--state", "f"], {}, "signals.toml", "f"),
        (["feeds", "--config", "a/b.toml", "list"], {}, "a/b.toml", "a/state"),
        (["--config", "a/b.toml", "feeds", "list"], {}, "a/b.toml", "a/state"),
    ],
)
def test_options_win_over_the_environment_and_that_over_defaults(
    argv: list[str], environment: dict[str, str], config: str, state: str
) -> None:
    arguments = build_parser().parse_args(argv)
    resolve_paths(arguments, environment)
    assert (arguments.config, arguments.state) == (Path(config), Path(state))
    assert arguments.database == Path(state) / "watcher.db"


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["nonsense"],
        ["judge"],
        ["status", "--as-of", "yesterday"],
        ["silence", "add", "--note", "x"],
        ["confirm", "x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2_and_says_why_on_standard_error(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(argv)
    printed = capsys.readouterr()
    assert left.value.code == 2
    assert "error:" in printed.err
    assert printed.out == ""


def test_a_failure_exits_with_1_and_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--state", str(tmp_path), "status"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("watcher: ")
    assert "no database yet" in printed.err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"watcher {__version__}\n"


def test_a_reader_that_left_ends_the_command_quietly() -> None:
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    done = subprocess.run(
        [*WATCHER, "completion", "bash"], stdout=writing_end, stderr=subprocess.PIPE, check=False
    )
    os.close(writing_end)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_interrupt_ends_the_command_quietly(tmp_path: Path) -> None:
    config = tmp_path / "signals.toml"
    config.write_text(load_signals(8001), encoding="utf-8")
    with subprocess.Popen(
        [*WATCHER, "--config", str(config), "judge", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": "1", "title": "Council meets"}\n')
        process.stdin.flush()
        assert process.stdout.readline() == b'{"id": "1", "evidence": []}\n'  # it works, and waits for more
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")


# ----------------------------------------------------------------------------------------- completion


def complete_in_bash(line: str) -> set[str]:
    """What bash offers for the last word of a command line."""
    script = io.StringIO()
    with contextlib.redirect_stdout(script):
        main(["completion", "bash"])
    words = " ".join(f"'{word}'" for word in line.split(" "))
    program = (
        f"{script.getvalue()}\nCOMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        '$(complete -p watcher | sed "s/.*-F \\([^ ]*\\) .*/\\1/") watcher "${COMP_WORDS[COMP_CWORD]}" ""\n'
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["/bin/bash", "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("watcher stat", {"status"}),
        ("watcher status --as", {"--as-of"}),
        ("watcher silence ", {"add", "list", "expire"}),
        ("watcher hits --stance con", {"confirms"}),
    ],
)
def test_bash_completes_commands_options_and_choices(line: str, offered: set[str]) -> None:
    assert offered <= complete_in_bash(line)


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_scripts_name_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(command in script for command in COMMANDS)
    program = shutil.which(shell)
    if program is not None:
        subprocess.run([program, "-n"], input=script, text=True, check=True)


# ----------------------------------------------------------------------------------------- start-up

SLOW_TO_IMPORT = (
    *("aiohttp", "apscheduler", "asyncio", "dataclasses", "httpx", "logging", "lxml", "pydantic"),
    *("rapidfuzz", "rich", "shtab", "sqlite_utils", "tomlkit", "tomllib", "watcher.model", "watcher.config"),
)


def test_status_imports_nothing_slow(played: Path) -> None:
    """Each of these costs more than all that `watcher status` does; bench/status_start.py has the time."""
    program = (
        "import sys; from watcher.cli.main import main\n"
        f"main(['--config', {str(played / 'signals.toml')!r}, 'status'])\n"
        f"print('imported:', [name for name in {SLOW_TO_IMPORT!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "imported: []"
