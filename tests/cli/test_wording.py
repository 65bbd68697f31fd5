"""How the command line speaks: it says what is known, without percentages and without raising its voice."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import watcher.cli

FOLDER = Path(watcher.cli.__file__).parent
# `evaluate` measures the judge itself against labels, and names the level of its intervals.
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.stem != "evaluate")
SHOUT = re.compile(r"\w!(\s|$)")
PERCENTAGE = re.compile(r"\d ?%|\bper ?cent\b|\}%")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_text_of_the_command_line_shouts_or_gives_a_percentage(path: Path) -> None:
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in texts if SHOUT.search(text) or PERCENTAGE.search(text)] == []
