"""A phrase with choices stands for every phrase it spells."""

from __future__ import annotations

import pytest

from watcher.config.phrases import MOST_SPELLINGS, expand_phrase

SPELLINGS = [
    ("leave", ("leave",)),
    ("(leave|quit)", ("leave", "quit")),
    ("(leave|quit) (Acme|it)", ("leave Acme", "leave it", "quit Acme", "quit it")),
    ("off (the |)platform", ("off the platform", "off platform")),
    ("(a|a) ship", ("a ship",)),
    ("Acme (Holding)", ("Acme Holding",)),
]
FAULTS = [
    ("(leave|quit", "that match"),
    ("leave|quit", "that match"),
    ("(leave (or quit|drop))", "that match"),
    ("(|leave)", "every spelling"),
    (" ".join(["(a|b|c|d)"] * 6), f"may for {MOST_SPELLINGS}"),
]


@pytest.mark.parametrize(("phrase", "spellings"), SPELLINGS)
def test_a_phrase_stands_for_what_its_choices_spell(phrase: str, spellings: tuple[str, ...]) -> None:
    assert expand_phrase(phrase) == spellings


@pytest.mark.parametrize(("phrase", "reason"), FAULTS)
def test_a_choice_that_cannot_be_read_is_refused(phrase: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        expand_phrase(phrase)
