"""Files that cannot be read at all."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from watcher.config import load_config
from watcher.config.load import MAX_BYTES
from watcher.errors import ConfigError, ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
STARTER = Path(__file__).parents[2] / "watcher" / "config" / "starter.toml"


@contextmanager
def without_the_rights_of_root() -> Iterator[None]:
    """Read as another user where the tests run as root, who may read everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def load_fault(path: Path) -> ConfigFault:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    (fault,) = caught.value.faults
    return fault


def test_a_missing_file_is_told_with_how_to_write_one(tmp_path: Path) -> None:
    fault = load_fault(tmp_path / "signals.toml")
    assert fault.found == "no file"
    assert "watcher init" in fault.allowed
    assert "--config" in fault.allowed


def test_a_folder_is_told_with_the_file_that_may_be_meant(tmp_path: Path) -> None:
    fault = load_fault(tmp_path)
    assert fault.found == "a folder"
    assert str(tmp_path / "signals.toml") in fault.allowed


def test_a_path_that_cannot_be_opened_is_told_with_the_reason_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    fault = load_fault(tmp_path / "file" / "signals.toml")
    assert "Not a directory" in fault.found


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "signals.toml"
    path.write_text("")
    path.chmod(0)
    with without_the_rights_of_root():
        fault = load_fault(path)
    assert "Permission denied" in fault.found


def test_a_file_in_another_encoding_is_told_with_its_first_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "signals.toml"
    path.write_bytes(b'[watcher]\ncontact = "caf\xe9@example.org"\n')
    fault = load_fault(path)
    assert fault.line == 2
    assert "UTF-8" in fault.allowed


def test_a_file_of_a_gigabyte_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "signals.toml"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)  # sparse: takes no room
    assert f"more than {MAX_BYTES // 1_000_000} MB" in load_fault(path).found


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "signals.toml"
    text = STARTER.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_config(path).signals == load_config(STARTER).signals
