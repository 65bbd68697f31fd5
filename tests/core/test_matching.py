"""Names, inflections, spelling and repair: what counts as a signal's words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.core.judging import judge_text, open_judge, stances
from watcher.core.inflection import Form, inflect_noun, inflect_verb, unify_spelling
from watcher.core.repair import Speller
from watcher.core.text import tokenize
from watcher.model import Article, Stance

if TYPE_CHECKING:
    from watcher.core.evidence import Judge

CASES = Path(__file__).parent.parent / "data" / "judging" / "derivations.toml"


@cache
def _judge() -> Judge:
    return open_judge(CASES)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("label", {"label", "labels", "labeled", "labeling"}),
        ("bar", {"bar", "bars", "barred", "barring"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("put", {"put", "puts", "putting"}),
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("phase out", {"phase out", "phases out", "phased out", "phasing out"}),
    ],
)
def test_verbs_are_inflected(verb: str, forms: set[str]) -> None:
    assert set(inflect_verb(verb)) == forms


def test_one_spelling_may_be_several_forms() -> None:
    assert inflect_verb("put")["put"] == {Form.BASE, Form.PAST, Form.PARTICIPLE}


@pytest.mark.parametrize(("noun", "plural"), [("bid", "bids"), ("penalty", "penalties"), ("tax", "taxes")])
def test_nouns_have_a_plural(noun: str, plural: str) -> None:
    assert inflect_noun(noun) == (noun, plural)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("labelled", "labeled"),
        ("defence", "defense"),
        ("organisation", "organization"),
        ("favour", "favor"),
        ("four", "four"),
    ],
)
def test_two_spellings_are_one(british: str, american: str) -> None:
    assert unify_spelling(british) == american


@pytest.mark.parametrize(
    "title",
    [
        "Bureau declares Zentra a public hazard",
        "BUREAU DECLARES ZENTRA A PUBLIC HAZARD",
        "bureau declares zentra a public hazard",
        "Bureau declares Zentra a \u2018public\u2011hazard\u2019",
        "Bureau declares Zentra a publichazard",
        "Bureau delcares Zentra a public hazard",
        "Bureau declares Zenrta a public hazard",
        "Bureau declares Zentra a public hazrd",
        "Zentra officially declared a public hazard",
        "Zentra, the Bureau says, is now a public hazard",
    ],
)
def test_spelling_and_order_do_not_matter(title: str) -> None:
    assert stances(_judge(), title) == {"hazard": Stance.CONFIRMS}


def test_a_repair_is_seen_in_the_span() -> None:
    verdict = judge_text(_judge(), "Bureau delcares Zentra a public hazard")["hazard"]
    assert "delcares" in {verdict.quote[span.start : span.end] for span in verdict.spans}
    assert verdict.score < judge_text(_judge(), "Bureau declares Zentra a public hazard")["hazard"].score


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("the publichazard list", ["the", "public", "hazard", "list"]),
        ("black list", ["blacklist"]),
        ("hazrad", ["hazard"]),
        ("public hazrd", ["public", "hazard"]),
        ("harvard", ["harvard"]),
        ("hazards", ["hazards"]),
    ],
)
def test_words_are_mended_towards_the_signals_words_only(text: str, keys: list[str]) -> None:
    speller = Speller([("public", "hazard"), ("blacklist",)])
    assert [token.key for token in speller.mend(tokenize(text))] == keys


@pytest.mark.parametrize(
    "title",
    [
        "Philharmonic opens its season with a new hall",
        "Zentra posts record profit",
        "Storm is a public hazard, mayor says",
    ],
)
def test_articles_without_name_and_act_are_no_candidates(title: str) -> None:
    assert not _judge().is_candidate(Article(key="1", title=title))
