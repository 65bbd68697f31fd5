"""What is no fault but hardly meant: each finding with its key, its line and a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from watcher.config.lint import COMMONEST, list_forgotten, list_warnings
from watcher.config.load import load

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """\
[entities.acme]
names = ["Acme"]
exact = ["AC"]

[entities.railway]
names = ["Northern Railway"]

[signals.sale]
proposition = "Acme has sold the Northern Railway"
actor = "acme"
object = "railway"
verbs = ["sell"]

[[signals.sale.patterns]]
nouns = ["handover"]

[[signals.sale.examples]]
title = "Acme sells Northern Railway"
stance = "confirms"

[[signals.sale.examples]]
title = "Acme threatens the handover of the Northern Railway"
stance = "anticipates"

[[signals.sale.examples]]
title = "Weather stays mild"
stance = "none"
"""
ALL = {("sale", 0), ("sale", 1)}


def lint(
    folder: Path, text: str, matched: set[tuple[str, int]] | None = None
) -> list[tuple[str, str, str, str]]:
    """Key, the text of the line it points to, what was found and the remedy."""
    path = folder / "signals.toml"
    path.write_text(text, encoding="utf-8")
    lines = ["", *text.split("\n")]
    return [
        (fault.key, lines[fault.line or 0], fault.found, fault.allowed)
        for fault in list_warnings(load(path), text, ALL if matched is None else matched, {"call"})
    ]


def test_a_sound_file_gives_no_warning(tmp_path: Path) -> None:
    assert lint(tmp_path, SOUND) == []


class Case(NamedTuple):
    """What is changed into what -> key, words of what is found and of the remedy, and the line told of."""

    old: str
    new: str
    key: str
    found: str
    remedy: str
    line: str


CHANGES = [
    Case(
        'verbs = ["sell"]',
        'verbs = ["sell", "Take"]',
        "signals.sale.verbs[1]",
        "'Take'",
        "`complement`",
        'verbs = ["sell", "Take"]',
    ),
    Case(
        'nouns = ["handover"]',
        'nouns = "deal"',
        "signals.sale.patterns[0].nouns[0]",
        "only the object",
        "phrase",
        'nouns = "deal"',
    ),
    Case(
        'nouns = ["handover"]',
        'nouns = ["handover"]\nstates = ["risk"]\nrequire = ["object"]',
        "signals.sale.patterns[0].states[0]",
        "'risk'",
        "longer phrase",
        'states = ["risk"]',
    ),
    Case(
        'nouns = ["handover"]',
        'nouns = ["handover"]\ncomplement = ["line 7", "market"]\nbare_complement = "confirms"',
        "signals.sale.patterns[0].complement[1]",
        "needs no verb or noun",
        "leave out `bare_complement`",
        'complement = ["line 7", "market"]',
    ),
    Case(
        '"Northern Railway"]\n',
        '"Trade"]\n',
        "entities.railway.names[0]",
        "'Trade'",
        "`weak`",
        'names = ["Trade"]',
    ),
    Case(
        'names = ["Acme"]',
        'names = ["Acme", "AC"]',
        "entities.acme.names[1]",
        "'AC' is short",
        "`exact`",
        'names = ["Acme", "AC"]',
    ),
    Case(
        'exact = ["AC"]',
        'products = ["X1"]',
        "entities.acme.products[0]",
        "'X1' is short",
        "`exact`",
        'products = ["X1"]',
    ),
    Case(
        'verbs = ["sell"]',
        'verbs = ["sell", "ax"]',
        "signals.sale.verbs[1]",
        "'ax' is short",
        "longer",
        'verbs = ["sell", "ax"]',
    ),
    Case(
        'nouns = ["handover"]',
        'nouns = ["handover"]\ncomplement = ["TV", "ad"]',
        "signals.sale.patterns[0].complement[1]",
        "'ad' is short",
        "acronym",
        'complement = ["TV", "ad"]',
    ),
    Case(
        'verbs = ["sell"]\n',
        'verbs = ["sell"]\nrelated = ["ax"]\n',
        "signals.sale.related[0]",
        "'ax' is short",
        "longer word",
        'related = ["ax"]',
    ),
    Case(
        "[signals.sale]",
        '[entities.sea]\nnames = ["Sea"]\n\n[signals.sale]',
        "entities.sea",
        "no signal names it",
        "remove it",
        "[entities.sea]",
    ),
    Case(
        "[signals.sale]",
        '[entities.rival]\nnames = ["Great Northern railway Line"]\n\n[signals.sale]\ncompetitors = "rival"',
        "signals.sale.competitors",
        "'Great Northern railway Line' of rival holds the name 'Northern Railway'",
        "`negative_complement`",
        'competitors = "rival"',
    ),
    Case(
        'verbs = ["sell"]',
        'verbs = ["call", "offload"]\nstates = ["sold asset"]',
        "signals.sale.verbs[1]",
        "'offload' is found with one of the `states`",
        "patterns of their own",
        'verbs = ["call", "offload"]',
    ),
    Case(
        'verbs = ["sell"]',
        'verbs = ["sell"]\nnegative_complement = ["sells out", "deal"]',
        "signals.sale.negative_complement[1]",
        "'deal' stands in much news, and silences",
        "whole phrase",
        'negative_complement = ["sells out", "deal"]',
    ),
    Case(
        'stance = "anticipates"',
        'stance = "denies"',
        "signals.sale.examples",
        "anticipates",
        "headline",
        "[[signals.sale.examples]]",
    ),
]


@pytest.mark.parametrize("case", CHANGES, ids=[f"{case.key} {case.found}" for case in CHANGES])
def test_what_is_hardly_meant_is_told_with_its_place_and_a_remedy(tmp_path: Path, case: Case) -> None:
    assert case.old in SOUND
    ((key, line, found, remedy),) = lint(tmp_path, SOUND.replace(case.old, case.new))
    assert (key, line) == (case.key, case.line)
    assert case.found in found
    assert case.remedy in remedy


@pytest.mark.parametrize(
    ("unmatched", "key", "line"),
    [(0, "signals.sale", "[signals.sale]"), (1, "signals.sale.patterns[0]", "[[signals.sale.patterns]]")],
    ids=["in the signal", "in a table"],
)
def test_a_pattern_that_no_example_matches_is_told(
    tmp_path: Path, unmatched: int, key: str, line: str
) -> None:
    (told,) = lint(tmp_path, SOUND, ALL - {("sale", unmatched)})
    assert told[:2] == (key, line)
    assert ("sell" if unmatched == 0 else "handover") in told[2]


VOIDED = """\
[entities.rival]
names = ["Northern Railway Inn"]

[signals.sale]
competitors = "rival"
negative_complement = ["Northern Railway Inn"]
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('verbs = ["sell"]', 'verbs = ["take"]\ncomplement = "over"'),
        ('verbs = ["sell"]', 'verbs = ["take"]\nrequire = ["object", "actor"]'),
        ('nouns = ["handover"]', 'nouns = ["deal"]\nstates = ["sold asset"]'),
        ('names = ["Acme"]', 'names = ["Acme", "Trade"]'),
        ("[signals.sale]", VOIDED),
    ],
    ids=["complement", "actor", "noun of a state", "name of an actor", "name that voids"],
)
def test_common_words_pass_where_something_else_is_required(tmp_path: Path, old: str, new: str) -> None:
    text = SOUND.replace(old, new)
    if "competitors" in new:
        text = text.replace(
            'nouns = ["handover"]', 'nouns = ["handover"]\nnegative_complement = "Northern Railway Inn"'
        )
    assert lint(tmp_path, text) == []


def test_the_commonest_words_are_plain_and_few() -> None:
    assert all(word.isalpha() and word.islower() for word in COMMONEST)
    assert len(COMMONEST) < 300


FORGOTTEN = [
    (
        'verbs = ["sell"]\n',
        'verbs = ["sell"]\n',
        [
            (
                "sale: beside 'sell' news says offload, divest, dispose of, spin off, hand over, sale: "
                "add what fits"
            )
        ],
    ),
    ('verbs = ["sell"]\n', 'verbs = ["sell", "offload"]\nnouns = ["sale"]\n', []),
    ('verbs = ["sell"]\n', 'verbs = ["sell", "offload"]\n', []),
    ('verbs = ["sell"]\n', 'verbs = ["juggle"]\n', []),
    (
        'names = ["Acme"]\n',
        'kind = "person"\nnames = ["Jo Acme"]\n',
        ["acme has no name 'Acme': is that how headlines call it?"],
    ),
    ('names = ["Acme"]\n', 'kind = "person"\nnames = ["Jo Acme", "acme"]\n', []),
    (
        'names = ["Acme"]\n',
        'kind = "company"\nnames = ["Acme Motors"]\n',
        ["acme has no name 'Acme': is that how headlines call it?"],
    ),
    ('names = ["Acme"]\n', 'kind = "company"\nnames = ["Acme Motors"]\nweak = ["Acme"]\n', []),
    ('names = ["Acme"]\n', 'kind = "company"\nnames = ["General Motors Acme"]\n', []),
]


@pytest.mark.parametrize(("old", "new", "hints"), FORGOTTEN, ids=[new for _, new, _ in FORGOTTEN])
def test_words_and_names_that_news_is_likely_to_use_are_told(
    tmp_path: Path, old: str, new: str, hints: list[str]
) -> None:
    text = SOUND.replace('nouns = ["handover"]', 'nouns = ["deed"]')
    if "verbs" not in old:
        text = text.replace('verbs = ["sell"]', 'verbs = ["sell", "offload"]')
    path = tmp_path / "signals.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert list(list_forgotten(load(path))) == hints


def test_verbs_without_any_noun_are_told(tmp_path: Path) -> None:
    path = tmp_path / "signals.toml"
    text = SOUND.replace('verbs = ["sell"]', 'verbs = ["sell", "offload"]')
    path.write_text(text.replace('nouns = ["handover"]', 'verbs = ["juggle"]'), encoding="utf-8")
    (hint,) = list_forgotten(load(path))
    assert "no noun for the act" in hint
