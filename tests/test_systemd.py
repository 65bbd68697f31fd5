from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parent.parent / "systemd" / "watcher.service"
WORST_EXPOSURE = 2.0


@pytest.fixture
def systemd_analyze() -> str:
    program = shutil.which("systemd-analyze")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("systemd-analyze is missing, and CI must not skip the tests of the service")
        pytest.skip("systemd-analyze is absent")
    return program


def test_the_service_is_hardened(systemd_analyze: str) -> None:
    done = subprocess.run(
        [systemd_analyze, "security", "--offline=true", "--no-pager", str(UNIT)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"Overall exposure level for watcher\.service: (\d+\.\d+)", done.stdout)
    assert found is not None
    assert float(found[1]) <= WORST_EXPOSURE


def test_systemd_has_nothing_to_say_against_the_service(systemd_analyze: str) -> None:
    done = subprocess.run([systemd_analyze, "verify", str(UNIT)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_setting_has_its_reason_above_it() -> None:
    """A comment opens each block of settings."""
    blocks = UNIT.read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        lines = [line for line in block.splitlines() if not line.startswith("[")]
        if lines and any("=" in line and not line.startswith("#") for line in lines):
            assert lines[0].startswith(("#", "Description=", "WantedBy=")), block
