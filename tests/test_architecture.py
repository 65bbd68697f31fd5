"""docs/architecture.md against the modules there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def read_tree() -> str:
    """The drawing of the house: the first block of the page."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return text.split("```")[1]


def name_package_by_package(tree: str) -> dict[str, set[str]]:
    """The words the drawing has for each package; the modules of the top level stand under ''."""
    named: dict[str, set[str]] = {"": set()}
    package = ""
    for line in tree.splitlines():
        if start := re.match(r"  (\w+)(/|\.py)\s", line):
            package = start[1] if start[2] == "/" else ""
            named.setdefault(package, set()).add(start[1])
        named[package].update(re.findall(r"\w+", line))
    return named


def list_modules() -> set[tuple[str, str]]:
    package = ROOT / "watcher"
    return {
        (path.parent.name if path.parent != package else "", path.stem)
        for path in package.rglob("*.py")
        if path.stem != "__init__"
    }


def test_every_module_is_named_in_the_drawing_of_the_house() -> None:
    named = name_package_by_package(read_tree())
    missing = {(package, name) for package, name in list_modules() if name not in named.get(package, set())}
    assert missing == set()


def test_the_drawing_names_no_module_that_is_gone() -> None:
    """Held where a line begins with names: `schema, version   what they do`."""
    packages = {package for package, _ in list_modules()}
    gone = []
    package = ""
    for line in read_tree().splitlines():
        if start := re.match(r"  (\w+)(/|\.py)\s", line):
            package = start[1] if start[2] == "/" else ""
            assert package in packages
        elif start := re.match(r"    (\S[\w, ]*?)(?:\s{2,}|$)", line):
            names = re.findall(r"\w+", start[1])
            gone += [(package, name) for name in names if (package, name) not in list_modules()]
    assert gone == []
