"""`watcher serve` as a process: it says where it is, answers, and leaves when asked."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from signal import SIGINT, SIGTERM
from typing import TYPE_CHECKING

import httpx
import pytest

from watcher.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

WATCHER = [sys.executable, "-m", "watcher.cli.main"]


@pytest.mark.parametrize("number", [SIGTERM, SIGINT])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_it_serves_until_a_signal_and_leaves_with_0(demo_folder: Path, number: int, host: str) -> None:
    command = [
        *WATCHER,
        *("--config", str(demo_folder / "signals.toml"), "serve", "--port", "0", "--host", host),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=demo_folder
    ) as process:
        assert process.stdout is not None
        announced = re.search(r"http://\S+", process.stdout.readline())
        assert announced is not None
        with httpx.Client(base_url=announced.group(), timeout=60, trust_env=False) as client:
            assert "tidewell-expulsion" in client.get("/").text
            process.send_signal(number)  # while a connection is still open
            _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "board.example", ""])  # noqa: S104  # names to refuse
def test_without_a_token_another_host_than_loopback_is_refused(
    host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = str(tmp_path / "signals.toml")
    assert main(["--config", config, "serve", "--host", host, "--port", "0"]) == 2
    assert "give [web] a token or a proxy_header" in capsys.readouterr().err


@pytest.mark.usefixtures("kept_logging")
@pytest.mark.parametrize("command", ["run", "serve"])
@pytest.mark.parametrize("bind", ["0.0.0.0:8080", "[::]:8080"])
def test_a_configured_address_that_others_reach_is_refused_without_a_token(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, bind: str
) -> None:
    config = tmp_path / "signals.toml"
    text = (demo_folder / "signals.toml").read_text(encoding="utf-8")
    config.write_text(f'{text}\n[web]\nbind = "{bind}"\n', encoding="utf-8")
    assert main(["--config", str(config), command]) == 1
    assert f"bind {bind} is open to other machines, without token and proxy_header" in capsys.readouterr().err
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", port]) == 2
    assert f"--port {port}: give a number up to 65535" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "stop what listens there" in capsys.readouterr().err
