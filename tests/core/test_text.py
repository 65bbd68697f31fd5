"""Folding, sentences, tokens, addresses and hostile characters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.text import canonical_url, fold, make_visible, split_sentences, tokenize


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Supply\u2011Chain  \u201cRisk\u201d", 'supply chain "risk"'),
        ("Pentagon\u2013Acme", "pentagon acme"),
        ("\uff21cme\u2019s", "acme's"),
        ("a\u200bb\u00adc", "abc"),
    ],
)
def test_texts_that_look_alike_fold_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://www.Example.com:80/a//b/?utm_source=x&b=2&a=1#f", "https://example.com/a/b?a=1&b=2"),
        ("https://m.example.com/story/amp", "https://example.com/story"),
        ("https://example.com/index.html", "https://example.com/"),
        ("https://example.com:8443/x?fbclid=1", "https://example.com:8443/x"),
        ("  ftp://example.com/x ", "ftp://example.com/x"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_one_page_has_one_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@given(st.text())
def test_any_text_may_be_taken_for_an_address(text: str) -> None:
    assert isinstance(canonical_url(text), str)


@pytest.mark.parametrize(
    ("hostile", "visible"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("user\u202egnp.exe", "user\\u202egnp.exe"),
        ("one\ntwo", "one\\ntwo"),
        ("\U000e0041", "\\U000e0041"),
        ("plain \u00e9 text \u4e2d", "plain \u00e9 text \u4e2d"),
    ],
)
def test_characters_that_act_are_shown(hostile: str, visible: str) -> None:
    assert make_visible(hostile) == visible


@given(st.text())
def test_nothing_that_acts_survives_making_visible(text: str) -> None:
    assert all(char.isprintable() or char == "\u200d" or char.isspace() for char in make_visible(text))
    assert "\x1b" not in make_visible(text)
    assert "\n" not in make_visible(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Smith went. He came back.", ["Mr. Smith went.", "He came back."]),
        ("The U.S. Army said so. Nobody asked.", ["The U.S. Army said so.", "Nobody asked."]),
        ("it ended. it began.", ["it ended.", "it began."]),
        ('"We won." They lost.', ['"We won."', "They lost."]),
        ("its contract.Officials said no", ["its contract.", "Officials said no"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(st.text())
def test_sentences_lie_in_their_text_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_contractions_and_possessives_are_taken_apart() -> None:
    tokens = tokenize("Acme's staff won't say it's labelled")
    assert [token.key for token in tokens] == [
        "acme", "staff", "will", "not", "say", "it", "is", "labeled",
    ]  # fmt: skip
    assert [token.key for token in tokens if token.is_possessive] == ["acme"]


@given(st.text())
def test_tokens_remember_where_they_stood(text: str) -> None:
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
