"""An article's verdict: precedence of its sentences, freshness, genre, credit, spans, and laws."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.judging import judge_text, open_judge, stances
from watcher.core.genre import find_credited, find_genre
from watcher.core.inflection import word_set
from watcher.model import Article, Genre, Stance

if TYPE_CHECKING:
    from watcher.core.evidence import Judge

CASES = Path(__file__).parent.parent / "data" / "judging" / "derivations.toml"
CONFIRMING = [
    "Bureau declares Zentra a public hazard",
    "Zentra declared a public hazard by Bureau",
    "Director Hale has branded Zentra a public hazard",
    "The Bureau labelled Zentra a public hazard on Friday",
]
NEGATED = [
    "Bureau does not declare Zentra a public hazard",
    "Zentra was not declared a public hazard by Bureau",
    "Director Hale has never branded Zentra a public hazard",
    "The Bureau did not label Zentra a public hazard on Friday",
    "The Bureau will not label Zentra a public hazard",
]
WORDS = [
    *sorted(word_set("the of to from not by be has zentra bureau hazard label block blocks declare plan")),
    *",;:-?()",
    "public hazard",
]
UNRELATED = [
    "Shares in Asia rose on Monday.",
    "Zentra will open a plant in Ohio next year.",
    "The Bureau hired 300 inspectors.",
    "Heavy rain is a public hazard, the mayor said.",
    "Omnicorp was declared bankrupt.",
    "Nobody was hurt in the fire.",
    "The court meets again on Tuesday.",
]


@cache
def _judge() -> Judge:
    return open_judge(CASES)


def test_the_lead_may_tell_a_later_state_than_the_title() -> None:
    found = stances(
        _judge(),
        "Bureau declares Zentra a public hazard",
        "A judge blocked the Bureau from declaring it a public hazard.",
    )
    assert found == {"hazard": Stance.REVERSES}


def test_the_body_is_heard_when_title_and_lead_are_silent() -> None:
    verdict = judge_text(
        _judge(),
        "Zentra opens plant",
        text="The Bureau declared Zentra a public hazard last year. It rained.",
    )["hazard"]
    assert (verdict.stance, verdict.field, verdict.is_fresh) == (Stance.CONFIRMS, "text", False)


def test_a_past_clause_confirms_as_background() -> None:
    verdict = judge_text(_judge(), "", "After the Bureau declared Zentra a public hazard, sales fell.")[
        "hazard"
    ]
    assert verdict.stance is Stance.CONFIRMS
    assert not verdict.is_fresh


def test_spans_point_at_the_words_in_the_quote() -> None:
    verdict = judge_text(_judge(), "News", "It rained. A judge halts Zentra's hazard label.")["hazard"]
    words = {span.role: verdict.quote[span.start : span.end] for span in verdict.spans}
    assert words["trigger"] == "label"
    assert words["cue"] == "halts"
    assert words["object"] == "Zentra's"


def test_a_later_reference_alone_is_no_evidence() -> None:
    assert stances(_judge(), "Zentra cheers", "A judge put that designation on hold.") == {}


@pytest.mark.parametrize(
    ("title", "url", "outlet", "genre"),
    [
        ("Opinion: the Bureau is right", None, None, Genre.OPINION),
        ("The Bureau is right | Opinion", None, None, Genre.OPINION),
        ("Live updates: Zentra hearing", None, None, Genre.LIVE),
        ("News quiz: what did Zentra do?", None, None, Genre.QUIZ),
        ("Sponsored: Zentra for your kitchen", None, None, Genre.SPONSORED),
        ("Analysis: what Zentra wants", None, None, Genre.ANALYSIS),
        ("Zentra", "https://example.com/opinion/2026/zentra", None, Genre.OPINION),
        ("Zentra declared a hazard to itself", None, "theonion.com", Genre.SATIRE),
        ("Public opinion turns on Zentra", None, None, Genre.NEWS),
        ("Zentra to live on under new owner", None, None, Genre.NEWS),
    ],
)
def test_pieces_that_are_no_news_are_marked(
    title: str, url: str | None, outlet: str | None, genre: Genre
) -> None:
    assert find_genre(Article(key="1", title=title, url=url, outlet=outlet)) is genre


@pytest.mark.parametrize(
    ("title", "summary", "credited"),
    [
        ("Bureau eyes Zentra, Axios reports", "", "axios"),
        ("", "The move was first reported by The Daily Standard.", "daily standard"),
        ("", "The plan is being drawn up, according to Reuters, and may change.", "reuters"),
        ("", "According to the Bureau, nothing is decided.", None),
        ("Zentra reports record profit", "", None),
    ],
)
def test_the_outlet_that_found_it_out_is_credited(title: str, summary: str, credited: str | None) -> None:
    assert find_credited(Article(key="1", title=title, summary=summary)) == credited


@given(st.sampled_from(NEGATED))
def test_negating_the_main_clause_never_leaves_confirms(title: str) -> None:
    assert stances(_judge(), title)["hazard"] is Stance.DENIES


@given(st.lists(st.sampled_from(UNRELATED), max_size=5), st.integers(0, 5))
def test_unrelated_sentences_never_create_evidence(sentences: list[str], cut: int) -> None:
    assert stances(_judge(), " ".join(sentences[:cut]), " ".join(sentences[cut:])) == {}


@given(
    title=st.sampled_from(CONFIRMING),
    sentences=st.lists(st.sampled_from(UNRELATED), max_size=4),
    before=st.booleans(),
)
def test_unrelated_sentences_do_not_change_a_verdict(
    title: str, sentences: list[str], *, before: bool
) -> None:
    rest = " ".join(sentences)
    found = stances(_judge(), "", f"{rest} {title}." if before else f"{title}. {rest}")
    assert found == {"hazard": Stance.CONFIRMS}


@given(
    st.sampled_from([*CONFIRMING, *NEGATED]),
    st.sampled_from(
        [str.upper, str.lower, lambda text: text.replace(" ", "  "), lambda text: f"\u201c{text}\u201d"]
    ),
)
def test_case_quotes_and_spaces_do_not_matter(title: str, change: object) -> None:
    assert callable(change)
    assert stances(_judge(), change(title)) == stances(_judge(), title)


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=200)
def test_no_text_breaks_the_judge(title: str, summary: str) -> None:
    stances(_judge(), f"Zentra public hazard {title}", f"{summary} Bureau declares Zentra a public hazard")


@given(st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=300)
def test_no_order_of_words_breaks_the_judge(words: list[str]) -> None:
    for verdict in judge_text(_judge(), " ".join(words)).values():
        assert 0 <= verdict.score <= 100
        assert all(0 <= span.start < span.end <= len(verdict.quote) for span in verdict.spans)
        assert _judge().is_candidate(Article(key="1", title=" ".join(words)))
