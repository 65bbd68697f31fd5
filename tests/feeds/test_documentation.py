"""docs/feeds.md names tests that exist, and every state of health."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY
from watcher.core.health_notices import REMEDIES
from watcher.model import FeedHealth

PAGE = (REPOSITORY / "docs" / "feeds.md").read_text(encoding="utf-8")


def test_each_rule_names_tests_that_exist() -> None:
    sources = [
        *(REPOSITORY / "tests" / "feeds").glob("test_*.py"),
        REPOSITORY / "tests" / "core" / "test_cadence.py",
        REPOSITORY / "tests" / "test_ingest.py",
        REPOSITORY / "tests" / "test_manners.py",
        REPOSITORY / "tests" / "store" / "test_transactions.py",
        REPOSITORY / "tests" / "test_push.py",
        REPOSITORY / "tests" / "core" / "test_fulltext.py",
        REPOSITORY / "tests" / "test_full_text.py",
    ]
    existing = {
        name for path in sources for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 40
    assert named - existing == set()


def test_each_rule_names_a_test() -> None:
    rules = [
        line
        for line in (
            PAGE.partition("### Why")[0] + PAGE.partition("## Full text")[2].partition("## Reading")[0]
        ).splitlines()
        if line.startswith("| ") and "rule" not in line[:8]
    ]
    assert [rule for rule in rules if "`test_" not in rule] == []


def test_each_test_of_manners_is_named() -> None:
    source = (REPOSITORY / "tests" / "feeds" / "test_fetch.py").read_text(encoding="utf-8")
    unnamed = set(re.findall(r"def (test_\w+)", source)) - set(re.findall(r"`(test_\w+)`", PAGE))
    assert unnamed == {"test_304_to_an_unconditional_request_is_a_failure"}


def test_each_test_of_full_text_is_named() -> None:
    source = (REPOSITORY / "tests" / "feeds" / "test_fulltext.py").read_text(encoding="utf-8")
    unnamed = set(re.findall(r"def (test_\w+)", source)) - set(re.findall(r"`(test_\w+)`", PAGE))
    assert unnamed == {
        "test_a_page_is_asked_for_as_a_page_and_nothing_else_is_sent",
        "test_a_host_is_scheme_name_and_port",
    }


def test_each_state_of_health_is_explained() -> None:
    rows = re.findall(r"(?m)^\| ([a-z ]+) \|.* \| (.+) \|$", PAGE.partition("## Health")[2])[1:]
    assert rows == [(health.value, REMEDIES[health] or "-") for health in FeedHealth]
