"""What is told, to whom, and why not: cases beside decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.alerting import BLIND_PATIENCE, decide_blind_notification, decide_notification
from watcher.core.routing import ALL_SIGNALS, holds_at
from watcher.model import (
    Coverage,
    Decision,
    Evidence,
    Grade,
    Notification,
    NotificationKind,
    Route,
    Signal,
    Silence,
    Span,
    Stance,
    Status,
    StatusChange,
    Suppressed,
    SuppressedReason,
    Urgency,
    Verdict,
)

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SIGNAL = Signal(
    id="supply-chain-designation",
    proposition="The ministry designates the firm a supply-chain risk",
    object=("firm",),
    official=("gov.example",),
)
ALL = Route("slack")
CHANGE = StatusChange(
    signal_id=SIGNAL.id,
    at=NOW - timedelta(minutes=10),
    before=Status.WATCH,
    after=Status.CORROBORATED,
    reason="two independent origins of reliability C or better confirm: a, b",
    grade=Grade("B", 2),
    origins=("a", "b"),
    article_keys=("a1", "b1"),
    episode=3,
)


def make_piece(
    key: str,
    letter: str = "B",
    stance: Stance = Stance.CONFIRMS,
    *,
    is_official: bool = False,
    is_fresh: bool = True,
) -> Evidence:
    return Evidence(
        article_key=key,
        verdict=Verdict(
            SIGNAL.id, stance, is_fresh, 90, "title", f"quote of {key}", spans=(Span(0, 5, "trigger"),)
        ),
        at=NOW - HOUR,
        outlet=f"{key[0]}.example",
        reliability=letter,
        origin=key[0],
        story=key,
        is_official=is_official,
        title=f"Title of {key}",
        url=f"https://{key[0]}.example/{key}",
    )


EVIDENCE = (make_piece("a1"), make_piece("b1", "C"))


def decide(
    change: StatusChange = CHANGE,
    routes: tuple[Route, ...] = (ALL,),
    silences: tuple[Silence, ...] = (),
    evidence: tuple[Evidence, ...] = EVIDENCE,
    *,
    is_overtaken: bool = False,
    stood_before: Status | None = None,
) -> Decision | Suppressed:
    return decide_notification(
        SIGNAL,
        change,
        evidence,
        routes,
        silences,
        NOW,
        ordinal=2,
        board_url="https://board.example",
        is_overtaken=is_overtaken,
        stood_before=stood_before,
    )


def notify(change: StatusChange = CHANGE, evidence: tuple[Evidence, ...] = EVIDENCE) -> Notification:
    decision = decide(change, evidence=evidence)
    assert isinstance(decision, Decision)
    return decision.notification


STEPS = [
    (Status.WATCH, Status.REPORTED, Urgency.LOW),
    (Status.REPORTED, Status.CORROBORATED, Urgency.NORMAL),
    (Status.QUIET, Status.CONFIRMED, Urgency.HIGH),
    (Status.CORROBORATED, Status.DISPUTED, Urgency.NORMAL),
    (Status.CONFIRMED, Status.REVERSED, Urgency.HIGH),
    (Status.REVERSED, Status.REPORTED, Urgency.LOW),
    (Status.CONFIRMED, Status.QUIET, Urgency.LOW),  # a person rejected what had been told
    (Status.CORROBORATED, Status.WATCH, Urgency.LOW),  # a correction of what had been told
    (Status.QUIET, Status.WATCH, None),
    (Status.WATCH, Status.QUIET, None),
]


@pytest.mark.parametrize(("before", "after", "urgency"), STEPS)
def test_a_step_is_told_so_loudly(before: Status, after: Status, urgency: Urgency | None) -> None:
    decision = decide(replace(CHANGE, before=before, after=after))
    if urgency is None:
        assert isinstance(decision, Suppressed)
        assert decision.reason is SuppressedReason.NOT_TOLD
    else:
        assert isinstance(decision, Decision)
        assert decision.notification.urgency is urgency


def test_of_steps_noticed_together_the_last_is_told_from_where_readers_stand() -> None:
    decision = decide(stood_before=Status.QUIET)
    assert isinstance(decision, Decision)
    assert ": QUIET → CORROBORATED (B2)" in decision.notification.headline


def test_what_was_never_told_is_not_taken_back() -> None:
    change = replace(CHANGE, before=Status.REPORTED, after=Status.QUIET)
    decision = decide(change, stood_before=Status.QUIET)
    assert isinstance(decision, Suppressed)
    assert decision.reason is SuppressedReason.NOT_TOLD


def test_what_went_and_came_back_unnoticed_is_told_from_its_last_step() -> None:
    change = replace(CHANGE, before=Status.REVERSED, after=Status.CONFIRMED)
    decision = decide(change, stood_before=Status.CONFIRMED)
    assert isinstance(decision, Decision)
    assert ": REVERSED → CONFIRMED (B2)" in decision.notification.headline


def test_watch_is_told_to_the_route_that_names_it() -> None:
    change = replace(CHANGE, before=Status.QUIET, after=Status.WATCH)
    decision = decide(change, (ALL, Route("digest", statuses=(Status.WATCH,))))
    assert isinstance(decision, Decision)
    assert decision.channels == ("digest",)
    assert decision.notification.urgency is Urgency.DIGEST


ROUTES = {
    "one for all": ((ALL,), ("slack",)),
    "each channel once, in the order of the routes": (
        (Route("mail"), ALL, Route("mail", signals=(SIGNAL.id,))),
        ("mail", "slack"),
    ),
    "of the signal": ((Route("a", signals=(SIGNAL.id,)), Route("b", signals=("other",))), ("a",)),
    "of the status": (
        (Route("a", statuses=(Status.CORROBORATED,)), Route("b", statuses=(Status.CONFIRMED,))),
        ("a",),
    ),
    "of both": (
        (Route("a", (SIGNAL.id,), (Status.CONFIRMED,)), Route("b", ("x",), (Status.CORROBORATED,))),
        None,
    ),
    "none": ((), None),
}


@pytest.mark.parametrize(("routes", "channels"), ROUTES.values(), ids=ROUTES.keys())
def test_routes_choose_the_channels(routes: tuple[Route, ...], channels: tuple[str, ...] | None) -> None:
    decision = decide(routes=routes)
    if channels is None:
        assert isinstance(decision, Suppressed)
        assert decision.reason is SuppressedReason.NOT_ROUTED
        assert decision.change is CHANGE
    else:
        assert isinstance(decision, Decision)
        assert decision.channels == channels


def test_what_was_told_is_taken_back_where_it_was_told() -> None:
    change = replace(CHANGE, before=Status.CONFIRMED, after=Status.QUIET)
    decision = decide(
        change, (Route("loud", statuses=(Status.CONFIRMED,)), Route("other", statuses=(Status.REPORTED,)))
    )
    assert isinstance(decision, Decision)
    assert decision.channels == ("loud",)


SILENCE = Silence("ann", "exercise", NOW - HOUR, NOW + HOUR)
BASELINE = replace(CHANGE, is_baseline=True)
SUPPRESSIONS: dict[str, tuple[StatusChange, dict[str, Any], SuppressedReason, str]] = {
    "baseline": (BASELINE, {}, SuppressedReason.BASELINE, ""),
    "overtaken": (CHANGE, {"is_overtaken": True}, SuppressedReason.OVERTAKEN, ""),
    "no route": (CHANGE, {"routes": ()}, SuppressedReason.NOT_ROUTED, ""),
    "not told": (
        replace(CHANGE, after=Status.WATCH, before=Status.QUIET),
        {},
        SuppressedReason.NOT_TOLD,
        "WATCH is told only to routes that name it",
    ),
    "silenced": (
        CHANGE,
        {"silences": (SILENCE,)},
        SuppressedReason.SILENCED,
        "until 2026-03-05 13:00 UTC by ann: exercise",
    ),
    "the longest silence is named": (
        CHANGE,
        {"silences": (SILENCE, replace(SILENCE, author="bob", note="", ends_at=NOW + 2 * HOUR))},
        SuppressedReason.SILENCED,
        "until 2026-03-05 14:00 UTC by bob",
    ),
    "baseline before all other reasons": (
        BASELINE,
        {"routes": (), "silences": (SILENCE,), "is_overtaken": True},
        SuppressedReason.BASELINE,
        "",
    ),
}


@pytest.mark.parametrize(
    ("change", "circumstances", "reason", "detail"), SUPPRESSIONS.values(), ids=SUPPRESSIONS.keys()
)
def test_what_is_not_told_says_why(
    change: StatusChange, circumstances: dict[str, Any], reason: SuppressedReason, detail: str
) -> None:
    decision = decide(change, **circumstances)
    assert isinstance(decision, Suppressed)
    assert (decision.reason, decision.detail) == (reason, detail)


@pytest.mark.parametrize(
    "silence",
    [
        replace(SILENCE, signals=("other",)),
        replace(SILENCE, ends_at=NOW),
        replace(SILENCE, starts_at=NOW + timedelta(seconds=1)),
    ],
)
def test_other_silences_let_it_through(silence: Silence) -> None:
    assert isinstance(decide(silences=(silence,)), Decision)


@pytest.mark.parametrize(
    "silence", [SILENCE, replace(SILENCE, signals=(SIGNAL.id,)), replace(SILENCE, starts_at=NOW)]
)
def test_a_silence_mutes_its_signals(silence: Silence) -> None:
    assert isinstance(decide(silences=(silence,)), Suppressed)


@given(
    first=st.integers(0, 300).map(lambda minutes: timedelta(minutes=minutes)),
    second=st.integers(0, 300).map(lambda minutes: timedelta(minutes=minutes)),
    length=st.integers(1, 120).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_a_silence_has_one_beginning_and_one_end(
    first: timedelta, second: timedelta, length: timedelta
) -> None:
    """Once over it never holds again, and its ends meet the next silence without gap or overlap."""
    silence = Silence("ann", "", NOW + HOUR, NOW + HOUR + length)
    after = Silence("ann", "", silence.ends_at, silence.ends_at + length)
    early, late = sorted((NOW + first, NOW + second))
    if holds_at(silence, early) and not holds_at(silence, late):
        assert late >= silence.ends_at
    if not holds_at(silence, early) and holds_at(silence, late):
        assert early < silence.starts_at
    covered = silence.starts_at <= early < after.ends_at
    assert holds_at(silence, early) + holds_at(after, early) == int(covered)


# ----------------------------------------------------------------------------------------- the message

HEADLINES = {
    "two origins": (CHANGE, "supply-chain-designation: WATCH → CORROBORATED (B2), 2 independent origins"),
    "one origin": (
        replace(CHANGE, after=Status.REPORTED, origins=("a",), grade=Grade("D", 3)),
        "supply-chain-designation: WATCH → REPORTED (D3), 1 independent origin",
    ),
    "a person": (
        replace(CHANGE, after=Status.CONFIRMED, origins=(), grade=Grade("A", 1)),
        "supply-chain-designation: WATCH → CONFIRMED (A1)",
    ),
    "an hour ago is now": (
        replace(CHANGE, at=NOW - HOUR),
        "supply-chain-designation: WATCH → CORROBORATED (B2), 2 independent origins",
    ),
    "longer ago says when": (
        replace(CHANGE, at=NOW - timedelta(hours=30)),
        (
            "supply-chain-designation: WATCH → CORROBORATED (B2), 2 independent origins,"
            " as of 2026-03-04 06:00 UTC"
        ),
    ),
}


@pytest.mark.parametrize(("change", "headline"), HEADLINES.values(), ids=HEADLINES.keys())
def test_the_first_line_says_what_to_which_signal_and_how_sure(change: StatusChange, headline: str) -> None:
    assert notify(change).headline == headline


def test_a_notification_is_complete() -> None:
    notification = notify()
    assert notification.key == "supply-chain-designation/3/CORROBORATED/2"
    assert notification.thread == "supply-chain-designation/3"
    assert notification.kind is NotificationKind.STATUS
    assert (notification.before, notification.after) == (CHANGE.before, CHANGE.after)
    assert (notification.grade, notification.origins) == (CHANGE.grade, CHANGE.origins)
    assert notification.proposition == SIGNAL.proposition
    assert notification.reason == CHANGE.reason
    assert (notification.happened_at, notification.created_at) == (CHANGE.at, NOW)
    assert notification.board_url == "https://board.example"
    assert "four more independent origins of reliability B or better" in notification.would_change
    assert "gov.example" in notification.would_change


def test_the_same_decision_twice_is_one_notification() -> None:
    assert decide() == decide()


def test_quotes_hold_what_a_reader_needs() -> None:
    quote = notify().quotes[0]
    assert (quote.outlet, quote.title, quote.text) == ("a.example", "Title of a1", "quote of a1")
    assert (quote.stance, quote.at, quote.url) == (Stance.CONFIRMS, NOW - HOUR, "https://a.example/a1")
    assert quote.spans == (Span(0, 5, "trigger"),)


QUOTES = {
    "the reliable first": ((make_piece("a1", "C"), make_piece("b1", "A")), ["b1", "a1"]),
    "the official before all": (
        (make_piece("a1", "A"), make_piece("b1", "B"), make_piece("g1", "B", is_official=True)),
        ["g1", "a1", "b1"],
    ),
    "news before background": (
        (make_piece("a1", "A", is_fresh=False), make_piece("b1", "B")),
        ["b1", "a1"],
    ),
    "one an origin": ((make_piece("a1"), make_piece("a2", "A"), make_piece("b1", "C")), ["a2", "b1"]),
    "three at most": (tuple(make_piece(f"{name}1") for name in "abcde"), ["a1", "b1", "c1"]),
}


@pytest.mark.parametrize(("evidence", "keys"), QUOTES.values(), ids=QUOTES.keys())
def test_the_strongest_evidence_is_quoted(evidence: tuple[Evidence, ...], keys: list[str]) -> None:
    keys_behind = tuple(piece.article_key for piece in evidence)
    change = replace(CHANGE, article_keys=keys_behind, origins=tuple({piece.origin for piece in evidence}))
    assert [quote.title.removeprefix("Title of ") for quote in notify(change, evidence).quotes] == keys


DENIAL = make_piece("d1", stance=Stance.DENIES)
COUNTED = {
    "of two origins two are quoted, though a third speaks of it": (
        Status.CORROBORATED,
        ("a", "b"),
        (make_piece("a1"), make_piece("b1", "C"), make_piece("c1", "F")),
        ["a1", "b1"],
    ),
    "an undoing that is not counted is not quoted": (
        Status.REVERSED,
        ("a",),
        (make_piece("a1", stance=Stance.REVERSES), make_piece("c1", "D", Stance.REVERSES)),
        ["a1"],
    ),
    "a denial is quoted beside the origins that it denies": (
        Status.DISPUTED,
        ("a", "b"),
        (make_piece("a1"), make_piece("b1"), DENIAL),
        ["d1", "a1", "b1"],
    ),
    "without an origin that counts all are quoted": (
        Status.WATCH,
        (),
        (make_piece("a1", "F"), make_piece("b1", "F")),
        ["a1", "b1"],
    ),
}


@pytest.mark.parametrize(("after", "origins", "evidence", "keys"), COUNTED.values(), ids=COUNTED.keys())
def test_no_more_is_quoted_than_the_first_line_counts(
    after: Status, origins: tuple[str, ...], evidence: tuple[Evidence, ...], keys: list[str]
) -> None:
    before = Status.CONFIRMED if after is Status.REVERSED else Status.REPORTED
    change = replace(
        CHANGE,
        before=before,
        after=after,
        origins=origins,
        article_keys=tuple(piece.article_key for piece in evidence),
    )
    assert [quote.title.removeprefix("Title of ") for quote in notify(change, evidence).quotes] == keys


def test_only_what_is_behind_the_step_is_quoted() -> None:
    other = replace(make_piece("c1", "A"), verdict=replace(make_piece("c1").verdict, signal_id="other"))
    evidence = (*EVIDENCE, make_piece("d1", "A"), replace(other, article_key="a1"))
    assert [quote.title for quote in notify(evidence=evidence).quotes] == ["Title of a1", "Title of b1"]


def test_a_dispute_quotes_the_denial_first() -> None:
    evidence = (make_piece("a1", "A"), make_piece("b1", "C", Stance.DENIES))
    change = replace(CHANGE, before=Status.REPORTED, after=Status.DISPUTED)
    assert [quote.stance for quote in notify(change, evidence).quotes] == [Stance.DENIES, Stance.CONFIRMS]


# ----------------------------------------------------------------------------------------------- blind

COVERAGE = Coverage(
    SIGNAL.id, is_blind=True, reason="0 of 3 feeds could have shown it", feed_count=3, seeing_count=0
)
OTHER = replace(SIGNAL, id="other")


def decide_blind(
    signals: tuple[Signal, ...] = (SIGNAL,),
    blind_for: timedelta = 2 * HOUR,
    routes: tuple[Route, ...] = (ALL,),
    silences: tuple[Silence, ...] = (),
) -> Decision | Suppressed:
    blind = [(signal, replace(COVERAGE, signal_id=signal.id)) for signal in signals]
    return decide_blind_notification(blind, NOW - blind_for, routes, silences, NOW)


def test_blindness_is_told_once_for_all_signals() -> None:
    decision = decide_blind((SIGNAL, OTHER))
    assert isinstance(decision, Decision)
    notification = decision.notification
    assert notification.kind is NotificationKind.BLIND
    assert notification.signal_id == ALL_SIGNALS
    assert notification.headline == "2 signals: BLIND since 2026-03-05 10:00 UTC"
    assert notification.proposition == "supply-chain-designation, other"
    assert notification.reason.startswith("0 of 3 feeds could have shown it; ")


def test_blindness_of_one_signal_names_it() -> None:
    decision = decide_blind()
    assert isinstance(decision, Decision)
    notification = decision.notification
    assert notification.headline == "supply-chain-designation: BLIND since 2026-03-05 10:00 UTC"
    assert notification.key == "supply-chain-designation/blind/2026-03-05"
    assert notification.thread == "supply-chain-designation/blind"
    assert notification.proposition == SIGNAL.proposition


@pytest.mark.parametrize(
    ("blind_for", "is_told"), [(BLIND_PATIENCE - timedelta(seconds=1), False), (BLIND_PATIENCE, True)]
)
def test_blindness_is_told_only_when_it_lasts(blind_for: timedelta, *, is_told: bool) -> None:
    decision = decide_blind(blind_for=blind_for)
    assert isinstance(decision, Decision) is is_told
    if isinstance(decision, Suppressed):
        assert decision.reason is SuppressedReason.TOO_SOON
        assert decision.change is None
        assert decision.detail == "blind since 2026-03-05 11:00 UTC, told after 60 minutes"


def test_feeds_that_come_and_go_do_not_repeat_it_the_same_day() -> None:
    keys = {
        decision.notification.key
        for hours in (2, 5, 11)
        if isinstance(decision := decide_blind(blind_for=hours * HOUR), Decision)
    }
    assert keys == {"supply-chain-designation/blind/2026-03-05"}


def test_who_waits_for_a_status_is_told_that_the_wait_is_in_vain() -> None:
    routes = (Route("a", (SIGNAL.id,), (Status.CONFIRMED,)), Route("b", ("other",)), Route("a"))
    decision = decide_blind(routes=routes)
    assert isinstance(decision, Decision)
    assert decision.channels == ("a",)


BLIND_SUPPRESSIONS: dict[str, tuple[dict[str, Any], SuppressedReason]] = {
    "silenced": ({"silences": (SILENCE,)}, SuppressedReason.SILENCED),
    "not routed": ({"routes": (Route("a", ("other",)),)}, SuppressedReason.NOT_ROUTED),
}


@pytest.mark.parametrize(
    ("circumstances", "reason"), BLIND_SUPPRESSIONS.values(), ids=BLIND_SUPPRESSIONS.keys()
)
def test_blindness_that_is_not_told_says_why(circumstances: dict[str, Any], reason: SuppressedReason) -> None:
    decision = decide_blind(**circumstances)
    assert isinstance(decision, Suppressed)
    assert decision.reason is reason


def test_a_silenced_signal_is_left_out_of_the_message_on_the_others() -> None:
    decision = decide_blind((SIGNAL, OTHER), silences=(replace(SILENCE, signals=(OTHER.id,)),))
    assert isinstance(decision, Decision)
    assert decision.notification.headline.startswith("supply-chain-designation: BLIND")
