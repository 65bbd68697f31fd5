"""How far reading agrees with what the test suites of other projects state about their feeds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY

LEAST_SHARE = 0.985  # of cases in which every stated fact agrees
WATCHER = Path(sys.executable).with_name("watcher")


def test_reading_agrees_with_other_projects(shared: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, str(shared / "feeds" / "score.py"), "--batch", "--json", str(report)]
    subprocess.run(
        [*command, "--cmd", f"{WATCHER} feeds preview --batch"],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    summary = json.loads(report.read_text(encoding="utf-8"))["all"]["all"]
    assert summary["cases"] > 1_000
    assert summary["all_ok"] / summary["cases"] >= LEAST_SHARE
