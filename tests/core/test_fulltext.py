"""Which articles are worth reading whole, as cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.fulltext import PATIENCE, cut_text, decide_next_attempt, find_text_reason, lets_read
from watcher.model import Article, Genre, Outlet, OutletKind, Stance, Status, TextReason, Verdict

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LONG = Article("1", "Marsh Bridge", "so many words stand in this summary of the article " * 4)
HOUR = timedelta(hours=1)


def make_verdict(stance: str) -> Verdict:
    return Verdict("bridge", Stance(stance), is_fresh=True, score=90, field="title", quote="")


@pytest.mark.parametrize(
    ("stance", "status", "reason"),
    [
        ("confirms", "QUIET", "alert"),
        ("confirms", "WATCH", "alert"),
        ("confirms", "REPORTED", "alert"),
        ("confirms", "CORROBORATED", "alert"),
        ("confirms", "DISPUTED", "alert"),
        ("confirms", "CONFIRMED", None),
        ("confirms", "REVERSED", "conflict"),
        ("reinstates", "REVERSED", "alert"),
        ("reinstates", "QUIET", "alert"),
        ("reinstates", "CONFIRMED", None),
        ("denies", "QUIET", None),
        ("denies", "REPORTED", "alert"),
        ("denies", "CORROBORATED", "alert"),
        ("denies", "CONFIRMED", "conflict"),
        ("denies", "REVERSED", None),
        ("reverses", "QUIET", "conflict"),
        ("reverses", "WATCH", "conflict"),
        ("reverses", "CONFIRMED", "alert"),
        ("reverses", "REVERSED", None),
        ("anticipates", "QUIET", None),
        ("anticipates", "CONFIRMED", None),
    ],
)
def test_what_would_be_told_or_does_not_fit_is_read_whole(
    stance: str, status: str, reason: str | None
) -> None:
    found = find_text_reason(LONG, [make_verdict(stance)], (), {"bridge": Status(status)})
    assert found == (TextReason(reason) if reason else None)


@pytest.mark.parametrize(
    "weak",
    [
        replace(make_verdict("confirms"), is_fresh=False),
        replace(make_verdict("confirms"), genre=Genre.OPINION),
        replace(make_verdict("confirms"), field="text"),
    ],
)
def test_what_cannot_alert_is_not_read_whole_for_it(weak: Verdict) -> None:
    assert find_text_reason(LONG, [weak], (), {}) is None


def test_a_signal_that_was_never_folded_is_quiet() -> None:
    assert find_text_reason(LONG, [make_verdict("confirms")], (), {}) is TextReason.ALERT


def test_the_most_telling_reason_is_given() -> None:
    short = replace(LONG, summary="")
    assert find_text_reason(short, (), (), {}) is TextReason.SHORT
    assert find_text_reason(short, (), ("bridge",), {}) is TextReason.INCOMPLETE
    assert find_text_reason(short, [make_verdict("reverses")], ("other",), {}) is TextReason.CONFLICT
    verdicts = [make_verdict("reverses"), replace(make_verdict("confirms"), signal_id="other")]
    assert find_text_reason(short, verdicts, (), {}) is TextReason.ALERT


@pytest.mark.parametrize(("words", "reason"), [(24, TextReason.SHORT), (25, None)])
def test_short_is_under_twenty_five_words_of_title_and_summary(words: int, reason: TextReason | None) -> None:
    article = Article("1", "Marsh Bridge", "word " * (words - 2))
    assert find_text_reason(article, (), (), {}) is reason


def test_an_article_that_came_with_its_text_is_not_asked_for() -> None:
    article = Article("1", "Marsh Bridge", text="All of it.")
    assert find_text_reason(article, [make_verdict("confirms")], ("bridge",), {}) is None


POST = Outlet("post.example", "The Post", "Post Company")
OFF = Outlet("off.example", "Off", "Off", full_text=False)
WRAPPER = Outlet("wrapper.example", "Wrapper", "Wrapper", kind=OutletKind.AGGREGATOR)
OUTLETS = {outlet.domain: outlet for outlet in (POST, OFF, WRAPPER)}


@pytest.mark.parametrize(
    ("url", "outlet", "allowed"),
    [
        ("https://www.post.example/1", POST, True),
        ("https://elsewhere.example/1", POST, True),
        ("https://elsewhere.example/1", None, True),
        ("https://news.off.example/1", None, False),
        ("https://elsewhere.example/1", OFF, False),
        ("https://news.wrapper.example/1", POST, False),
        ("https://notwrapper.example/1", POST, True),
        ("https://[broken/1", POST, False),
    ],
)
def test_outlets_can_be_switched_off_and_aggregators_are_not_asked(
    url: str, outlet: Outlet | None, *, allowed: bool
) -> None:
    assert lets_read(url, outlet, OUTLETS) is allowed


def test_a_failed_page_is_tried_less_and_less_often_and_given_up() -> None:
    waits = [decide_next_attempt(count, None, NOW, NOW) for count in range(1, 6)]
    assert [wait and (wait - NOW) / timedelta(minutes=1) for wait in waits] == [10, 40, 160, 640, None]


def test_a_failed_page_waits_as_long_as_its_host_asks() -> None:
    assert decide_next_attempt(1, 5 * HOUR, NOW, NOW) == NOW + 5 * HOUR


def test_news_that_is_old_by_the_next_attempt_is_given_up() -> None:
    assert decide_next_attempt(1, PATIENCE, NOW - HOUR, NOW) is None


def test_a_text_is_cut_behind_as_many_sentences_as_the_judge_reads() -> None:
    text = " ".join(f"This is sentence number {number} of it." for number in range(1, 100))
    assert cut_text(text).endswith("sentence number 60 of it.")
    assert len(cut_text("word " * 50_000)) <= 20_000
    assert cut_text("") == ""
