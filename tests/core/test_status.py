"""The fold: cases beside what they must come to, and the laws that hold for all evidence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.status import Fold, describe_next, fold_status, list_new_changes
from watcher.core.stories import make_evidence, make_member, place_article
from watcher.model import (
    Article,
    Evidence,
    Genre,
    Outlet,
    Ruling,
    RulingKind,
    Signal,
    SignalStatus,
    Stance,
    Status,
    StatusChange,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from watcher.core.stories import StoryMember

SIGNAL = Signal(id="act", proposition="The act is done", object=("firm",), official=("gov.example",))
START = datetime(2026, 3, 1, tzinfo=UTC)
MUCH_LATER = START + timedelta(days=400)
GENRES = {genre.value: genre for genre in Genre}


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def make_one(line: str, index: int = 0) -> Evidence | Ruling:
    """`DAY ORIGIN STANCE LETTER [background|body|official|baseline|story=S|genre]`, or `DAY ruling KIND`."""
    at, origin, what, *rest = line.split()
    if origin == "ruling":
        return Ruling(SIGNAL.id, RulingKind(what), day(float(at)), author="ann", note="seen")
    letter, flags = rest[0], rest[1:]
    genre = next((GENRES[flag] for flag in flags if flag in GENRES), Genre.NEWS)
    story = next((flag.removeprefix("story=") for flag in flags if flag.startswith("story=")), f"s{index}")
    return Evidence(
        article_key=f"{index}:{line}",
        verdict=Verdict(
            SIGNAL.id,
            Stance(what),
            is_fresh="background" not in flags,
            score=90,
            field="text" if "body" in flags else "title",
            quote=line,
            genre=genre,
        ),
        at=day(float(at)),
        outlet=f"{origin}.example",
        reliability=letter,
        origin=origin,
        story=story,
        is_official="official" in flags,
        may_alert="baseline" not in flags,
    )


def make_events(text: str) -> tuple[list[Evidence], list[Ruling]]:
    events = [make_one(line, index) for index, line in enumerate(filter(str.strip, text.splitlines()))]
    evidence = [event for event in events if isinstance(event, Evidence)]
    return evidence, [event for event in events if isinstance(event, Ruling)]


def fold_text(text: str, signal: Signal = SIGNAL, now: datetime | None = None) -> Fold:
    """The fold of events in the notation of `make_one`, by default as of the last of them."""
    evidence, rulings = make_events(text)
    last = max([*(piece.at for piece in evidence), *(ruling.at for ruling in rulings)], default=START)
    return fold_status(signal, evidence, rulings, now or last)


def list_steps(fold: Fold) -> list[str]:
    """`DAY STATUS GRADE EPISODE` of each step."""
    return [
        f"{(change.at - START) / timedelta(days=1):g} {change.after} {change.grade or '-'} {change.episode}"
        for change in fold.changes
    ]


CASES = {
    "nothing is QUIET": ("", []),
    "a threat is WATCH": ("1 a anticipates A", ["1 WATCH A6 1"]),
    "many threats of good origins are still WATCH": (
        "\n".join(f"1 {name} anticipates A" for name in "abcdefg"),
        ["1 WATCH A6 1"],
    ),
    "background alone is WATCH, by however many": (
        "\n".join(f"1 {name} confirms A background" for name in "abcdefg"),
        ["1 WATCH A6 1"],
    ),
    "what only the body says is WATCH": ("1 a confirms A body\n2 b confirms A body", ["1 WATCH A6 1"]),
    "an opinion piece is WATCH": ("1 a confirms A opinion", ["1 WATCH A6 1"]),
    "a live blog is WATCH": ("1 a confirms A live", ["1 WATCH A6 1"]),
    "a quiz is WATCH": ("1 a confirms A quiz", ["1 WATCH A6 1"]),
    "one unrated origin is WATCH": ("1 a confirms F", ["1 WATCH F6 1"]),
    "an unreliable outlet never counts": (
        "1 a confirms E\n1 b confirms E\n2 c confirms F",
        ["1 WATCH E6 1"],
    ),
    "two unrated origins are REPORTED": (
        "1 a confirms F\n2 b confirms F",
        ["1 WATCH F6 1", "2 REPORTED F3 1"],
    ),
    "ten unrated origins are no more": (
        "\n".join(f"{number} {name} confirms F" for number, name in enumerate("abcdefghij")),
        ["0 WATCH F6 1", "1 REPORTED F3 1"],
    ),
    "one rated origin is REPORTED": ("1 a confirms D", ["1 REPORTED D3 1"]),
    "its copies are no more": (
        "1 a confirms C\n2 a confirms C\n3 a confirms C",
        ["1 REPORTED C3 1"],
    ),
    "an origin has the best letter it was told with": (
        "1 a confirms F\n2 a confirms B",
        ["1 WATCH F6 1", "2 REPORTED B3 1"],
    ),
    "and is official once it is": (
        "1 gov confirms A\n2 gov confirms A official",
        ["1 REPORTED A3 1", "2 CONFIRMED A1 1"],
    ),
    "two origins below C do not corroborate": (
        "1 a confirms D\n2 b confirms D\n3 c confirms C",
        ["1 REPORTED D3 1"],
    ),
    "two origins of C corroborate": (
        "1 a confirms C\n2 b confirms C",
        ["1 REPORTED C3 1", "2 CORROBORATED C2 1"],
    ),
    "background corroborates what somebody reports as news": (
        "1 a confirms C background\n2 b confirms B",
        ["1 WATCH C6 1", "2 CORROBORATED B2 1"],
    ),
    "the same origin on background and as news is one": (
        "1 a confirms C background\n2 a confirms C",
        ["1 WATCH C6 1", "2 REPORTED C3 1"],
    ),
    "five origins of B confirm": (
        "\n".join(f"{number} {name} confirms B" for number, name in enumerate("abcde")),
        ["0 REPORTED B3 1", "1 CORROBORATED B2 1", "4 CONFIRMED B1 1"],
    ),
    "five of which one is C do not": (
        "1 a confirms A\n1 b confirms A\n1 c confirms A\n1 d confirms A\n2 e confirms C",
        ["1 REPORTED A3 1", "1 CORROBORATED A2 1"],
    ),
    "an official document confirms at once": ("1 gov confirms A official", ["1 CONFIRMED A1 1"]),
    "an official document that only looks back does not": (
        "1 gov confirms A official background",
        ["1 WATCH A6 1"],
    ),
    "an official threat is a threat": ("1 gov anticipates A official", ["1 WATCH A6 1"]),
    "a person confirms": ("1 a anticipates B\n2 ruling confirm", ["1 WATCH B6 1", "2 CONFIRMED A1 1"]),
    "a person confirms what an origin reports": (
        "1 a confirms B\n2 ruling confirm",
        ["1 REPORTED B3 1", "2 CONFIRMED B1 1"],
    ),
    "a denial of a thing nobody reports is WATCH": ("1 a denies A", ["1 WATCH A6 1"]),
    "a later denial disputes": (
        "1 a confirms B\n2 b denies C",
        ["1 REPORTED B3 1", "2 DISPUTED C4 1"],
    ),
    "an earlier denial does not": ("1 b denies A\n2 a confirms B", ["1 WATCH A6 1", "2 REPORTED B3 1"]),
    "nor does one of the same instant": ("2 b denies A\n2 a confirms B", ["2 WATCH A6 1", "2 REPORTED B3 1"]),
    "nor an earlier denial printed again": (
        "1 b denies A story=x\n2 a confirms B\n3 b denies A story=x",
        ["1 WATCH A6 1", "2 REPORTED B3 1"],
    ),
    "nor an unrated one": ("1 a confirms B\n2 b denies F", ["1 REPORTED B3 1"]),
    "nor one that is no better rated than what it denies": (
        "1 a confirms D\n2 b denies D\n3 c denies F",
        ["1 REPORTED D3 1"],
    ),
    "nor one on background": ("1 a confirms B\n2 b denies A background", ["1 REPORTED B3 1"]),
    "one denial does not dispute two origins": (
        "1 a confirms B\n2 b confirms B\n3 c denies A",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1"],
    ),
    "two do": (
        "1 a confirms B\n2 b confirms B\n3 c denies A\n4 d denies C",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1", "4 DISPUTED A4 1"],
    ),
    "an official denial disputes any number below CONFIRMED": (
        "1 a confirms B\n2 b confirms B\n3 c confirms B\n4 gov denies A official",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1", "4 DISPUTED A5 1"],
    ),
    "nothing disputes CONFIRMED": (
        "1 gov confirms A official\n2 a denies A\n3 b denies A\n4 c denies A",
        ["1 CONFIRMED A1 1"],
    ),
    "better grounds settle a dispute": (
        "1 a confirms B\n2 b denies C\n3 c confirms C",
        ["1 REPORTED B3 1", "2 DISPUTED C4 1", "3 CORROBORATED B2 1"],
    ),
    "a repetition does not": (
        "1 a confirms B\n2 b denies C\n3 a confirms B",
        ["1 REPORTED B3 1", "2 DISPUTED C4 1"],
    ),
    "a reversal of what one origin reports disputes it": (
        "1 a confirms B\n2 b reverses B",
        ["1 REPORTED B3 1", "2 DISPUTED B4 1"],
    ),
    "one origin does not reverse what two confirm": (
        "1 a confirms B\n2 b confirms B\n3 c reverses A",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1"],
    ),
    "two do reverse": (
        "1 a confirms B\n2 b confirms B\n3 c reverses A\n4 a reverses B",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1", "4 REVERSED A2 1"],
    ),
    "and two reverse an official document": (
        "1 gov confirms A official\n2 a reverses B\n3 b reverses B",
        ["1 CONFIRMED A1 1", "3 REVERSED B2 1"],
    ),
    "a court document reverses at once": (
        "1 a confirms B\n2 b confirms B\n3 court reverses A official",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1", "3 REVERSED A1 1"],
    ),
    "background alone reverses nothing": (
        "1 a confirms B\n2 b confirms B\n3 c reverses A background\n4 d reverses A background",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1"],
    ),
    "copies of one report of a reversal reverse nothing": (
        "1 a confirms B\n2 b confirms B\n3 c reverses A\n4 c reverses A\n5 c reverses A",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1"],
    ),
    "a dispute can end in a reversal": (
        "1 a confirms B\n2 b confirms B\n3 c denies A\n4 d denies A\n5 e reverses B\n6 f reverses B",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1", "4 DISPUTED A4 1", "6 REVERSED B2 1"],
    ),
    "what a dispute hid was corroborated all the same": (
        "1 a confirms B\n2 gov denies A official\n3 b confirms B\n4 c reverses B\n5 d reverses B",
        ["1 REPORTED B3 1", "2 DISPUTED A5 1", "5 CORROBORATED B2 1", "5 REVERSED B2 1"],
    ),
    "who was not there for the act learns of its end": (
        "1 a reverses B\n2 b reverses B",
        ["1 WATCH B6 1", "2 CORROBORATED B2 1", "2 REVERSED B2 1"],
    ),
    "one report of an end is WATCH": ("1 a reverses B", ["1 WATCH B6 1"]),
    "an end that was told before the act is of another act": (
        "1 a reverses B\n2 b confirms B",
        ["1 WATCH B6 1", "2 REPORTED B3 1"],
    ),
    "nor does it undo that act when it is printed again": (
        "1 a reverses B story=x\n2 b confirms B\n3 a reverses B story=x",
        ["1 WATCH B6 1", "2 REPORTED B3 1"],
    ),
    "restatements after a reversal confirm nothing": (
        (
            "1 gov confirms A official\n2 court reverses A official\n"
            "3 a confirms A\n4 b confirms A background\n5 gov confirms A official\n6 c denies A"
        ),
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1"],
    ),
    "a fresh reinstatement starts a new episode": (
        "1 gov confirms A official\n2 court reverses A official\n3 a reinstates B\n4 b reinstates B",
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "3 REPORTED B3 2", "4 CORROBORATED B2 2"],
    ),
    "fresh confirmations count again once it is reinstated": (
        "1 gov confirms A official\n2 court reverses A official\n3 a reinstates B\n4 b confirms B",
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "3 REPORTED B3 2", "4 CORROBORATED B2 2"],
    ),
    "background does not, even then": (
        "1 gov confirms A official\n2 court reverses A official\n3 a reinstates B\n4 b confirms B background",
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "3 REPORTED B3 2"],
    ),
    "a reinstatement on background reinstates nothing": (
        "1 gov confirms A official\n2 court reverses A official\n3 a reinstates B background",
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1"],
    ),
    "an unrated reinstatement waits for a second": (
        "1 gov confirms A official\n2 court reverses A official\n3 a reinstates F\n4 b reinstates F",
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "4 REPORTED F3 2"],
    ),
    "an appeals court upholds: CONFIRMED again": (
        "1 gov confirms A official\n2 court reverses A official\n3 court reinstates A official",
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "3 CONFIRMED A1 2"],
    ),
    "and it can be reversed again": (
        (
            "1 gov confirms A official\n2 court reverses A official\n3 court reinstates A official\n"
            "4 a reverses B\n5 b reverses B"
        ),
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "3 CONFIRMED A1 2", "5 REVERSED B2 2"],
    ),
    "an old reversal printed again reverses nothing": (
        (
            "1 gov confirms A official\n2 a reverses B story=x\n2 b reverses B story=x\n"
            "3 court reinstates A official\n4 a reverses B story=x\n5 b reverses B story=x"
        ),
        ["1 CONFIRMED A1 1", "2 REVERSED B2 1", "3 CONFIRMED A1 2"],
    ),
    "an old reinstatement printed again reinstates nothing": (
        (
            "1 gov confirms A official\n2 court reverses A official\n3 a reinstates B story=x\n"
            "4 court reverses A official\n5 a reinstates B story=x"
        ),
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "3 REPORTED B3 2", "4 CONFIRMED A1 2", "4 REVERSED A1 2"],
    ),
    "nor one that was told before the reversal": (
        (
            "1 gov confirms A official\n1 a reinstates B story=x\n"
            "2 court reverses A official\n3 a reinstates B story=x"
        ),
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1"],
    ),
    "a reinstatement of what was never seen reversed confirms": ("1 a reinstates B", ["1 REPORTED B3 1"]),
    "WATCH fades": (
        "1 a anticipates B\n40 ruling ack",
        ["1 WATCH B6 1", "31 QUIET - 1"],
    ),
    "on the day": ("1 a anticipates B\n31 ruling ack", ["1 WATCH B6 1", "31 QUIET - 1"]),
    "not before": ("1 a anticipates B\n30.99 ruling ack", ["1 WATCH B6 1"]),
    "and what comes then is a new episode": (
        "1 a anticipates B\n40 a anticipates B",
        ["1 WATCH B6 1", "31 QUIET - 1", "40 WATCH B6 2"],
    ),
    "what keeps coming keeps WATCH": (
        "1 a anticipates B\n20 b anticipates B\n45 c anticipates C",
        ["1 WATCH B6 1"],
    ),
    "unrated reports of different runs do not add up": (
        "1 a confirms F\n60 b confirms F",
        ["1 WATCH F6 1", "31 QUIET - 1", "60 WATCH F6 2"],
    ),
    "nothing but WATCH fades": ("1 a confirms B\n300 ruling ack", ["1 REPORTED B3 1"]),
    "a person rejects": (
        "1 a confirms B\n2 b confirms B\n3 ruling reject",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1", "3 QUIET - 1"],
    ),
    "what was rejected does not come back in print": (
        "1 a confirms B story=x\n3 ruling reject\n4 a confirms B story=x",
        ["1 REPORTED B3 1", "3 QUIET - 1"],
    ),
    "what is new after a rejection counts alone": (
        "1 a confirms B\n2 b confirms B\n3 ruling reject\n4 c confirms B",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1", "3 QUIET - 1", "4 REPORTED B3 2"],
    ),
    "a rejection takes back the reversal too": (
        (
            "1 gov confirms A official\n2 court reverses A official\n3 ruling reject\n"
            "4 a confirms B background\n5 b confirms B"
        ),
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "3 QUIET - 1", "4 WATCH B6 2", "5 CORROBORATED B2 2"],
    ),
    "a ruling wins over evidence of its instant": (
        "3 a confirms B\n3 ruling reject",
        ["3 REPORTED B3 1", "3 QUIET - 1"],
    ),
    "a person's confirmation ends a dispute": (
        "1 a confirms B\n2 b denies C\n3 ruling confirm\n4 c denies A\n5 d denies A",
        ["1 REPORTED B3 1", "2 DISPUTED C4 1", "3 CONFIRMED B1 1"],
    ),
    "a person's confirmation can be reversed by later events": (
        "1 ruling confirm\n2 a reverses B\n3 b reverses B",
        ["1 CONFIRMED A1 1", "3 REVERSED B2 1"],
    ),
    "reversals from before a person's confirmation do not count": (
        "1 a confirms B\n2 b confirms B\n3 c reverses B\n4 ruling confirm\n5 d reverses B\n6 e reverses B",
        ["1 REPORTED B3 1", "2 CORROBORATED B2 1", "4 CONFIRMED B1 1", "6 REVERSED B2 1"],
    ),
    "a person confirms after a reversal": (
        "1 gov confirms A official\n2 court reverses A official\n3 ruling confirm",
        ["1 CONFIRMED A1 1", "2 REVERSED A1 1", "3 CONFIRMED A1 2"],
    ),
    "an ack is no step": ("1 a confirms B\n2 ruling ack", ["1 REPORTED B3 1"]),
}


@pytest.mark.parametrize(("events", "steps"), CASES.values(), ids=CASES.keys())
def test_evidence_leads_to_these_steps(events: str, steps: list[str]) -> None:
    fold = fold_text(events)
    assert list_steps(fold) == steps
    assert fold.status.status == (fold.changes[-1].after if steps else Status.QUIET)


REASONS = {
    "a threat": (
        "1 a anticipates B",
        "anticipated, not done: a.example speaks of it as something that may happen",
    ),
    "unrated": ("1 a confirms F", "a.example says that it has happened, but it is unrated and stands alone"),
    "background": (
        "1 a confirms B background",
        "a.example says that it has happened, but only as background, and nobody reports it as news",
    ),
    "body": (
        "1 a confirms B body",
        "a.example says that it has happened, but only in the body of the article",
    ),
    "opinion": (
        "1 a confirms B opinion",
        "a.example says that it has happened, but the piece is not news (opinion)",
    ),
    "unreliable": (
        "1 a confirms E",
        "a.example says that it has happened, but its reliability is E (unreliable)",
    ),
    "one origin": ("1 a confirms B", "one independent origin of reliability C or better confirms: a"),
    "one origin of D": ("1 a confirms D", "one independent origin of reliability D confirms: a"),
    "unrated ones": ("1 a confirms F\n1 b confirms F", "two independent origins, all unrated, confirm: a, b"),
    "two origins": (
        "1 a confirms C\n2 b confirms B",
        "two independent origins of reliability C or better confirm: b, a",
    ),
    "five origins": (
        "\n".join(f"1 {name} confirms B" for name in "abcde"),
        "five independent origins of reliability B or better confirm: a, b, c, d, e",
    ),
    "an official document": (
        "1 gov confirms A official",
        "an official outlet of the signal confirms: gov.example",
    ),
    "a person": ("1 ruling confirm", "confirmed by ann: seen"),
    "a rejection": ("1 a confirms B\n2 ruling reject", "rejected by ann: seen"),
    "a dispute": (
        "1 a confirms B\n2 b denies C",
        (
            "one independent origin of reliability C or better denies it: b;"
            " as well grounded as the confirmation by a"
        ),
    ),
    "a reversal": (
        "1 a confirms B\n1 b confirms B\n2 c reverses B\n2 d reverses B",
        (
            "two independent origins of reliability C or better report that it was undone: c, d; "
            "it had been confirmed by a, b"
        ),
    ),
    "a reversal of what was not seen": (
        "2 c reverses B\n2 d reverses B",
        (
            "two independent origins of reliability C or better report that it was undone: c, d; "
            "that it was done was not seen before"
        ),
    ),
    "a reinstatement": (
        "1 gov confirms A official\n2 court reverses A official\n3 a reinstates B",
        "one independent origin of reliability C or better reports that it is back in force: a",
    ),
    "a lone reversal": (
        "1 a reverses B",
        "a.example says that it was undone, but nobody was seen to report that it was done",
    ),
    "a lone denial": ("1 a denies B", "a.example denies it, and nobody reports that it has happened"),
    "silence": ("1 a anticipates B\n60 ruling ack", "no live evidence for 30 days"),
    "nothing": ("", "no evidence yet"),
}


@pytest.mark.parametrize(("events", "reason"), REASONS.values(), ids=REASONS.keys())
def test_the_reason_says_who_and_by_which_rule(events: str, reason: str) -> None:
    fold = fold_text(events)
    assert fold.status.reason == reason
    if fold.changes:
        assert fold.changes[-1].reason == reason


@pytest.mark.parametrize("stance", ["anticipates", "confirms", "denies", "reverses"])
def test_the_reason_has_a_name_for_an_outlet_that_nobody_knows(stance: str) -> None:
    evidence = make_one(f"1 a {stance} F")
    assert isinstance(evidence, Evidence)
    fold = fold_status(SIGNAL, [replace(evidence, outlet="")], [], day(1))
    assert "an unknown outlet" in fold.status.reason


NEXT = {
    "QUIET": ("", "would make it WATCH", "gov.example"),
    "WATCH": ("1 a anticipates B", "would make it REPORTED", "gov.example"),
    "REPORTED": ("1 a confirms B", "one more independent origin of reliability C or better", "DISPUTED"),
    "REPORTED by F": (
        "1 a confirms F\n1 b confirms F",
        "two more independent origins of reliability C",
        "DISPUTED",
    ),
    "CORROBORATED": (
        "1 a confirms B\n1 b confirms A\n1 c confirms C",
        "or three more independent origins of reliability B or better",
        "REVERSED",
    ),
    "CONFIRMED": ("1 gov confirms A official", "two independent origins of reliability C", "REVERSED"),
    "DISPUTED": ("1 a confirms B\n2 b denies B", "would make it CONFIRMED", "settle the dispute"),
    "REVERSED": ("1 a reverses B\n1 b reverses B", "back in force", "new episode"),
}


@pytest.mark.parametrize(("events", "one", "other"), NEXT.values(), ids=NEXT.keys())
def test_what_would_change_it_counts_what_is_missing(events: str, one: str, other: str) -> None:
    fold = fold_text(events)
    words = describe_next(SIGNAL, fold.status, make_events(events)[0])
    assert one in words
    assert other in words


def test_evidence_outside_the_signal_s_time_is_left_out() -> None:
    signal = replace(SIGNAL, since=date(2026, 3, 3), until=date(2026, 3, 5))
    events = "1.9 a confirms A\n2 b confirms B\n4.9 c confirms B\n5 gov confirms A official"
    assert list_steps(fold_text(events, signal)) == ["2 REPORTED B3 1", "4.9 CORROBORATED B2 1"]


@pytest.mark.parametrize(("at", "is_expired"), [(4.99, False), (5, True)])
def test_a_signal_expires_when_its_last_day_is_over(at: float, is_expired: bool) -> None:  # noqa: FBT001  # a table
    signal = replace(SIGNAL, until=date(2026, 3, 5))
    status = fold_text("1 a confirms B", signal, day(at)).status
    assert status.is_expired is is_expired
    assert describe_next(signal, status).startswith("nothing: the signal ended on 2026-03-05") is is_expired


def test_what_is_dated_after_now_is_not_seen() -> None:
    assert fold_text("1 a confirms B\n3 b confirms B", now=day(2)).status.status is Status.REPORTED


def test_another_signal_s_evidence_and_rulings_are_left_out() -> None:
    evidence, rulings = make_events("1 a confirms B\n2 ruling confirm")
    assert fold_status(replace(SIGNAL, id="other"), evidence, rulings, MUCH_LATER).changes == ()


def test_thresholds_are_the_signal_s() -> None:
    strict = replace(SIGNAL, origins=3, confirming_origins=4)
    events = "\n".join(f"{number} {name} confirms B" for number, name in enumerate("abcd"))
    assert list_steps(fold_text(events, strict)) == [
        "0 REPORTED B3 1",
        "2 CORROBORATED B2 1",
        "3 CONFIRMED B1 1",
    ]


def test_baseline_evidence_moves_the_status_but_the_step_says_so() -> None:
    fold = fold_text("1 a confirms B baseline\n2 b confirms B baseline")
    assert [change.is_baseline for change in fold.changes] == [True, True]
    assert fold.status.is_baseline
    later = fold_text("1 a confirms B baseline\n2 b confirms B")
    assert [change.is_baseline for change in later.changes] == [True, False]
    assert not later.status.is_baseline


def test_an_ack_holds_until_the_next_step() -> None:
    assert fold_text("1 a confirms B\n2 ruling ack").status.is_acknowledged
    assert not fold_text("1 a confirms B\n2 ruling ack\n3 b confirms B").status.is_acknowledged


def test_a_status_rests_on_the_origins_that_its_rule_counts() -> None:
    fold = fold_text("1 x confirms F\n2 a confirms B\n3 y confirms F")
    assert fold.status.origins == fold.changes[-1].origins == ("a",)
    assert fold.status.reason == "one independent origin of reliability C or better confirms: a"
    assert fold_text("1 x confirms F\n2 y confirms F").status.origins == ("x", "y")


def test_a_step_names_its_articles_strongest_first_one_an_origin() -> None:
    fold = fold_text("1 a confirms C\n2 a confirms C\n3 gov confirms A official\n4 b confirms B")
    assert [key.split(":")[1].split()[1] for key in fold.status.article_keys] == ["gov", "b", "a"]
    assert fold.status.origins == ("gov", "b", "a")
    assert fold.changes[0].article_keys == ("0:1 a confirms C",)


# ----------------------------------------------------------------------------------------------- laws

LINES = st.builds(
    "{} {} {} {} {} story={}".format,
    st.sampled_from(["0", "1", "1.5", "2", "3", "5", "8", "13", "40", "80"]),
    st.sampled_from("abcdefg"),
    st.sampled_from([stance.value for stance in Stance]),
    st.sampled_from("ABCDEF"),
    st.sampled_from(["", "", "", "background", "body", "official", "opinion", "baseline"]),
    st.sampled_from("wxyz"),
)
RULINGS = st.builds(
    "{} ruling {}".format,
    st.sampled_from(["1", "2.5", "8", "60"]),
    st.sampled_from([kind.value for kind in RulingKind]),
)


def join_lines(lines: Sequence[str]) -> str:
    return "\n".join(lines)


EVENTS = st.lists(LINES, max_size=14).map(join_lines)
EVENTS_AND_RULINGS = st.lists(st.one_of(LINES, LINES, LINES, RULINGS), max_size=14).map(join_lines)


@given(events=EVENTS_AND_RULINGS, data=st.data())
def test_the_order_of_arrival_does_not_matter(events: str, data: st.DataObject) -> None:
    evidence, rulings = make_events(events)
    shuffled = data.draw(st.permutations(evidence)), data.draw(st.permutations(rulings))
    assert fold_status(SIGNAL, *shuffled, MUCH_LATER) == fold_status(SIGNAL, evidence, rulings, MUCH_LATER)


@given(events=st.lists(LINES.map(lambda line: line.replace(line.split()[2], "anticipates")), max_size=14))
def test_threats_alone_never_raise_above_watch(events: list[str]) -> None:
    evidence, _ = make_events(join_lines(events))
    fold = fold_status(SIGNAL, evidence, [], MUCH_LATER)
    assert {change.after for change in fold.changes} <= {Status.WATCH, Status.QUIET}


@given(events=EVENTS, data=st.data())
def test_copies_of_one_origin_never_change_where_it_stands(events: str, data: st.DataObject) -> None:
    patient = replace(SIGNAL, watch_days=1000)
    evidence, _ = make_events(events)
    originals = data.draw(st.lists(st.sampled_from(evidence), max_size=5)) if evidence else []
    copies = [
        replace(
            piece, article_key=f"copy {number}", at=piece.at + timedelta(days=data.draw(st.integers(0, 50)))
        )
        for number, piece in enumerate(originals)
    ]
    before = fold_status(patient, evidence, [], MUCH_LATER)
    after = fold_status(patient, [*evidence, *copies], [], MUCH_LATER)
    assert [(step.at, step.after) for step in after.changes] == [
        (step.at, step.after) for step in before.changes
    ]
    assert after.status.origins == before.status.origins


@given(events=EVENTS_AND_RULINGS, length=st.integers(0, 14))
def test_what_was_told_by_then_is_how_the_history_begins(events: str, length: int) -> None:
    evidence, rulings = make_events(events)
    by_time = sorted({*(piece.at for piece in evidence), *(ruling.at for ruling in rulings)})[:length]
    now = by_time[-1] if by_time else START - timedelta(days=1)
    whole = fold_status(SIGNAL, evidence, rulings, MUCH_LATER)
    part = fold_status(
        SIGNAL,
        [piece for piece in evidence if piece.at <= now],
        [ruling for ruling in rulings if ruling.at <= now],
        now,
    )
    assert part.changes == whole.changes[: len(part.changes)]


@given(events=EVENTS_AND_RULINGS)
def test_steps_form_a_chain_that_ends_where_the_status_stands(events: str) -> None:
    evidence, rulings = make_events(events)
    fold = fold_status(SIGNAL, evidence, rulings, MUCH_LATER)
    stands, at, episode = Status.QUIET, START, 1
    for change in fold.changes:
        assert change.before is stands
        assert change.after is not change.before
        assert change.at >= at
        assert change.episode in {episode, episode + 1}
        stands, at, episode = change.after, change.at, change.episode
    assert (fold.status.status, fold.status.episode) == (stands, episode)


@given(events=EVENTS)
def test_no_status_stands_that_no_article_supports(events: str) -> None:
    evidence, _ = make_events(events)
    by_key = {piece.article_key: piece for piece in evidence}
    supporting = {
        Status.REPORTED: {Stance.CONFIRMS, Stance.REINSTATES},
        Status.CORROBORATED: {Stance.CONFIRMS, Stance.REINSTATES, Stance.REVERSES},
        Status.CONFIRMED: {Stance.CONFIRMS, Stance.REINSTATES, Stance.REVERSES},
        Status.DISPUTED: {Stance.DENIES, Stance.REVERSES},
        Status.REVERSED: {Stance.REVERSES},
    }
    reached: set[Status] = set()
    for change in fold_status(SIGNAL, evidence, [], MUCH_LATER).changes:
        behind = [by_key[key] for key in change.article_keys]
        if wanted := supporting.get(change.after):
            assert any(
                piece.stance in wanted
                and piece.at <= change.at
                and piece.verdict.is_fresh
                and piece.verdict.field == "title"
                and piece.verdict.genre is Genre.NEWS
                for piece in behind
            )
        if change.after is Status.REVERSED:
            assert reached & {Status.CORROBORATED, Status.CONFIRMED}
            reached.clear()
        reached.add(change.after)


@given(events=EVENTS_AND_RULINGS, data=st.data())
def test_the_log_ends_where_the_fold_does_and_says_nothing_twice(events: str, data: st.DataObject) -> None:
    """However late evidence comes, one line of the log follows from the one before it."""
    evidence, rulings = make_events(events)
    arrival = data.draw(st.permutations(evidence))
    log: list[StatusChange] = []
    for count in range(len(arrival) + 1):
        fold = fold_status(SIGNAL, arrival[:count], rulings, MUCH_LATER)
        log += list_new_changes(log[-1] if log else None, fold, MUCH_LATER)
        assert (log[-1].after if log else Status.QUIET) is fold.status.status
        assert list_new_changes(log[-1] if log else None, fold, MUCH_LATER) == ()
    for before, after in pairwise(log):
        assert after.before is before.after
        assert after.after is not after.before


def test_a_late_article_that_moves_a_step_is_not_told_again() -> None:
    first = fold_text("1 a anticipates B\n3 a confirms B")
    late = fold_text("1 a anticipates B\n2 b confirms C\n3 a confirms B")
    assert [change.after for change in late.changes] == [Status.WATCH, Status.REPORTED, Status.CORROBORATED]
    new = list_new_changes(first.changes[-1], late, day(4))
    assert new == late.changes[2:]


def test_a_status_left_and_entered_again_is_told_from_where_the_log_stands() -> None:
    settled = "1 a confirms B\n2 b denies C\n3 c confirms B"
    fold = fold_text(f"{settled}\n4 d denies A")
    steps = fold.changes
    assert [step.after for step in steps] == [
        Status.REPORTED,
        Status.DISPUTED,
        Status.CORROBORATED,
        Status.DISPUTED,
    ]
    assert list_new_changes(steps[1], fold, day(7)) == steps[2:]
    assert list_new_changes(steps[3], fold, day(7)) == ()


def test_a_better_judgement_is_logged_as_a_correction() -> None:
    logged = fold_text("1 a confirms B\n2 b confirms B").changes[-1]
    (new,) = list_new_changes(logged, fold_text("1 a anticipates B\n2 b anticipates B"), day(4))
    assert (new.before, new.after, new.at) == (Status.CORROBORATED, Status.WATCH, day(4))
    assert new.reason.startswith("corrected, as evidence was judged again")


# ------------------------------------------------------------------------------------- the real dispute


def replay_labels(shared: Path, signal: Signal) -> tuple[list[Evidence], Fold]:
    """Fold the labels of the real items, as if each were judged rightly and told as news in its title."""
    evidence: list[Evidence] = []
    members: list[StoryMember] = []
    for line in (shared / "corpus" / "dispute.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        stance = item["labels"].get(signal.id)
        if stance is None:
            continue
        at = datetime.fromisoformat(item["published"])
        article = Article(
            key=item["id"],
            title=item["title"],
            summary=item["summary"],
            outlet=item["outlet"],
            published_at=at if at.tzinfo else at.replace(tzinfo=UTC),
        )
        outlet = Outlet(domain=item["outlet"], name=item["outlet"], owner=item["outlet"], reliability="B")
        place = place_article(article, outlet, None, members, {})
        members.append(make_member(article, outlet, None, place, {}))
        verdict = Verdict(signal.id, Stance(stance), is_fresh=True, score=90, field="title", quote="")
        evidence.append(make_evidence(signal, article, verdict, outlet, place, now=MUCH_LATER))
    return evidence, fold_status(signal, evidence, [], MUCH_LATER)


def test_the_act_that_was_only_threatened_stays_at_watch(shared: Path) -> None:
    signal = Signal(id="dpa-invoked", proposition="The act is invoked", object=("firm",))
    evidence, fold = replay_labels(shared, signal)
    assert evidence
    assert {change.after for change in fold.changes} <= {Status.WATCH, Status.QUIET}


def test_the_designation_goes_up_is_reversed_and_comes_back(shared: Path) -> None:
    signal = Signal(id="supply-chain-designation", proposition="The firm is designated", object=("firm",))
    evidence, fold = replay_labels(shared, signal)
    first_confirmed_at = min(piece.at for piece in evidence if piece.stance is Stance.CONFIRMS)
    told = [change for change in fold.changes if change.after is not Status.WATCH]
    assert told[0].after is Status.REPORTED
    assert told[0].at == first_confirmed_at
    assert [change.after for change in told] == [
        Status.REPORTED,
        Status.CORROBORATED,
        Status.CONFIRMED,
        Status.REVERSED,
        Status.REPORTED,
        Status.CORROBORATED,
    ]
    assert {change.at.date() for change in told if change.after is Status.REVERSED} == {date(2026, 3, 27)}
    assert told[-1].episode == 2


def test_a_status_that_never_moved_has_no_instant() -> None:
    assert fold_text("").status == SignalStatus("act", Status.QUIET, "no evidence yet")
