"""Broken files beside the faults they must bring.

A comment `#! key | found | allowed` expects a fault on its own line, `#! N | key | found | allowed` on line
N ("-": on none).  `found` and `allowed` are parts of what is told.  All faults of a file must be expected.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from watcher.config import load_config
from watcher.errors import ConfigError, ConfigFault

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.toml"))


def read_expectations(text: str) -> list[tuple[int | None, str, str, str]]:
    expectations = []
    for number, line in enumerate(text.split("\n"), start=1):
        for comment in re.findall(r"#! (.*?)(?= #! |$)", line):
            fields = [field.strip() for field in comment.split(" | ")]
            place = number if len(fields) == 3 else int(fields.pop(0).replace("-", "0"))
            key, found, allowed = fields
            expectations.append((place or None, key, found, allowed))
    return expectations


def load_faults(path: Path) -> list[ConfigFault]:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert caught.value.path == path
    return list(caught.value.faults)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_fault_is_told_with_key_line_found_and_allowed(path: Path) -> None:
    expectations = read_expectations(path.read_text(encoding="utf-8"))
    faults = load_faults(path)
    assert sorted((fault.line or 0, fault.key) for fault in faults) == sorted(
        (line or 0, key) for line, key, _found, _allowed in expectations
    )
    for line, key, found, allowed in expectations:
        fault = next(fault for fault in faults if (fault.line, fault.key) == (line, key))
        assert found in fault.found
        assert allowed in fault.allowed


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_no_fault_shows_a_secret_or_a_character_that_drives_a_terminal(path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    told = str(caught.value)
    assert "do-not-show" not in told
    assert "do-not-show" not in repr(caught.value.__cause__)
    assert all(line.isprintable() for line in told.split("\n"))


def test_faults_come_in_the_order_of_the_file() -> None:
    for path in BROKEN:
        lines = [fault.line or 0 for fault in load_faults(path)]
        assert lines == sorted(lines)


def test_the_error_names_the_file_and_counts_its_faults() -> None:
    path = next(path for path in BROKEN if path.stem == "dates")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value) == (
        f"{path}: 1 fault\n"
        f"  line 9: signals.sale.until: found 2026-02-01; allowed: a day after since (2026-03-01)"
    )
