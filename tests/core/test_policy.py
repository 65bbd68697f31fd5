"""When what is told: quiet hours and digests on real clocks, grouping, merging, repeats, trouble."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from watcher.core.digests import News, decide_digest, find_due_digest
from watcher.core.merging import Claim, Waiting, choose_claims, merge_notifications
from watcher.core.reminders import OpenStep, Told, decide_reminders
from watcher.core.routing import find_silence, plan_delivery, route_step
from watcher.core.timing import find_quiet_end, next_digest_at
from watcher.core.troubles import Condition, FailedJob, StuckChannel, decide_troubles
from watcher.model import (
    Decision,
    Evidence,
    Notification,
    NotificationKind,
    QuietHours,
    Route,
    Schedule,
    Signal,
    SignalStatus,
    Silence,
    Stance,
    Status,
    StatusChange,
    Suppressed,
    SuppressedReason,
    Urgency,
    Verdict,
)

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NIGHT = QuietHours(time(22), time(7), "Europe/Berlin")
SIGNAL = Signal(id="ban", proposition="The ministry bans it", object=("it",))
CHANGE = StatusChange("ban", NOW, Status.WATCH, Status.CORROBORATED, "two say so", origins=("a", "b"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "instant", "ends"),
    [
        (NIGHT, "2026-01-15T20:59", None),
        (NIGHT, "2026-01-15T21:00", "2026-01-16T06:00"),
        (NIGHT, "2026-01-16T05:59", "2026-01-16T06:00"),
        (NIGHT, "2026-01-16T06:00", None),
        (NIGHT, "2026-07-15T20:00", "2026-07-16T05:00"),
        (NIGHT, "2026-03-28T23:00", "2026-03-29T05:00"),  # the clock goes forward that night
        (NIGHT, "2026-10-24T21:00", "2026-10-25T06:00"),  # and back
        (QuietHours(time(1), time(2, 30), "Europe/Berlin"), "2026-03-29T00:30", "2026-03-29T01:30"),
        (QuietHours(time(1), time(2, 30), "Europe/Berlin"), "2026-10-25T01:15", "2026-10-25T01:30"),
        (QuietHours(time(12), time(14), "Asia/Tokyo"), "2026-03-05T04:00", "2026-03-05T05:00"),
    ],
)
def test_quiet_hours_go_by_the_clock_on_the_wall(hours: QuietHours, instant: str, ends: str | None) -> None:
    assert find_quiet_end(hours, at(instant)) == (at(ends) if ends else None)


@pytest.mark.parametrize(
    ("cron", "zone", "after", "due"),
    [
        ("0 8 * * mon-fri", "Europe/Berlin", "2026-03-27T07:00", "2026-03-30T06:00"),
        ("0 8 * * *", "America/New_York", "2026-03-07T13:00", "2026-03-08T12:00"),
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:00"),
        ("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30", "2026-10-26T01:30"),
    ],
)
def test_a_digest_goes_by_the_clock_on_the_wall(cron: str, zone: str, after: str, due: str) -> None:
    assert next_digest_at(Schedule(cron, zone), at(after)) == at(due)


ROUTE = Route("room", group_wait=5 * MINUTE, quiet_hours=NIGHT)


@pytest.mark.parametrize(
    ("urgency", "now", "due", "reason"),
    [
        (Urgency.NORMAL, "2026-03-05T12:00", "2026-03-05T12:05", "waits until 2026-03-05 12:05 UTC"),
        (
            Urgency.NORMAL,
            "2026-03-05T20:58",
            "2026-03-06T06:00",
            "quiet hours 22:00-07:00 Europe/Berlin hold",
        ),
        (Urgency.HIGH, "2026-03-05T23:00", "2026-03-05T23:00", "do not hold back high urgency"),
    ],
)
def test_a_plan_says_when_and_why(urgency: Urgency, now: str, due: str, reason: str) -> None:
    plan = plan_delivery(ROUTE, urgency, at(now))
    assert plan.due_at == at(due)
    assert reason in "; ".join(plan.reasons)


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (
            Route("room", group_wait=timedelta(minutes=5)),
            "group_wait 5 minutes does not hold back high urgency",
        ),
        (Route("room"), "due at once"),
    ],
)
def test_a_plan_names_only_what_its_route_has(route: Route, reason: str) -> None:
    (found,) = plan_delivery(route, Urgency.HIGH, NOW).reasons
    assert found.startswith(reason)


def test_a_channel_of_several_routes_gets_a_step_once_at_the_earliest() -> None:
    routes = (ROUTE, Route("room"), Route("desk", statuses=(Status.CONFIRMED,)), Route("desk", ("other",)))
    routing = route_step(CHANGE, Urgency.NORMAL, routes, (), NOW)
    assert [(plan.channel, plan.due_at) for plan in routing.plans] == [("room", NOW)]
    assert routing.considered == (
        "routes[0] to room: takes it",
        "routes[1] to room: takes it",
        "routes[2] to desk: takes CONFIRMED only",
        "routes[3] to desk: is not for ban",
    )


SILENCE = Silence("ann", "exercise", NOW - HOUR, NOW + HOUR)


@pytest.mark.parametrize(
    ("silence", "mutes"),
    [
        (SILENCE, True),
        (replace(SILENCE, signals=("b*",)), True),
        (replace(SILENCE, signals=("c*",)), False),
        (replace(SILENCE, statuses=(Status.CORROBORATED,)), True),
        (replace(SILENCE, statuses=(Status.REPORTED,)), False),
        (replace(SILENCE, channels=("room",)), True),
        (replace(SILENCE, channels=("desk",)), False),
    ],
)
def test_a_silence_mutes_what_all_its_matchers_take(silence: Silence, mutes: bool) -> None:  # noqa: FBT001  # a case
    found = find_silence("ban", (silence,), NOW, status=Status.CORROBORATED, channel="room")
    assert (found is silence) == mutes


# ----------------------------------------------------------------------------------------- what may go

STATUS, UNDELIVERED = NotificationKind.STATUS, NotificationKind.UNDELIVERED


def wait(id_: int, due: timedelta = timedelta(0), thread: str = "ban/1", **others: object) -> Waiting:
    waiting = Waiting(id_, thread, STATUS, Urgency.NORMAL, NOW + due)
    return replace(waiting, **others)  # type: ignore[arg-type]  # fields by name, as a case gives them


@pytest.mark.parametrize(
    ("waiting", "claims"),
    [
        ([], ()),
        ([wait(1)], (Claim(1),)),
        ([wait(1, HOUR)], ()),
        ([wait(1, HOUR), wait(2)], (Claim(2, (1,)),)),  # the later one may go, and tells both
        ([wait(1), wait(2, HOUR)], (Claim(2, (1,)),)),  # the window of the first has ended
        ([wait(1), wait(2, thread="recall/1")], (Claim(1), Claim(2))),
        ([wait(1, lease_until=NOW + MINUTE), wait(2)], ()),  # the first is being sent
        ([wait(1, lease_until=NOW), wait(2)], (Claim(1),)),  # its sender died: again as it was
        ([wait(1, kind=UNDELIVERED), wait(2)], (Claim(1),)),
        ([wait(1, HOUR, kind=UNDELIVERED), wait(2)], ()),
        ([wait(1), wait(2, kind=UNDELIVERED)], (Claim(1),)),
        ([wait(1, quiet_hours=QuietHours(time(11), time(13), "UTC"))], ()),
        ([wait(1, quiet_hours=QuietHours(time(11), time(13), "UTC"), urgency=Urgency.HIGH)], (Claim(1),)),
    ],
)
def test_of_a_thread_one_message_goes_and_tells_what_waits(
    waiting: list[Waiting], claims: tuple[Claim, ...]
) -> None:
    assert choose_claims(waiting, NOW) == claims


def tell(before: Status, after: Status, **others: object) -> Notification:
    notification = Notification(
        key=f"ban/1/{after}",
        thread="ban/1",
        kind=STATUS,
        urgency=Urgency.NORMAL,
        signal_id="ban",
        headline=f"ban: {before} → {after}",
        proposition="",
        reason=f"reason of {after}",
        happened_at=NOW,
        created_at=NOW,
        before=before,
        after=after,
    )
    return replace(notification, **others)  # type: ignore[arg-type]  # the same


def test_a_merged_message_leads_from_where_the_reader_stands() -> None:
    reported = tell(Status.WATCH, Status.REPORTED)
    merged = merge_notifications([reported], tell(Status.REPORTED, Status.CONFIRMED, urgency=Urgency.HIGH))
    assert merged.headline == "ban: WATCH → CONFIRMED"
    assert merged.urgency is Urgency.HIGH
    assert merged.lines == (
        "2026-03-05 12:00 UTC: WATCH → REPORTED, reason of REPORTED",
        "2026-03-05 12:00 UTC: REPORTED → CONFIRMED, reason of CONFIRMED",
    )


def test_what_went_and_came_back_while_it_waited_is_told_by_its_last_step() -> None:
    merged = merge_notifications([tell(Status.WATCH, Status.REPORTED)], tell(Status.REPORTED, Status.WATCH))
    assert merged.headline == "ban: REPORTED → WATCH"


def test_a_repeat_of_what_nobody_got_is_no_repeat() -> None:
    step = tell(Status.WATCH, Status.REPORTED)
    repeat = replace(step, kind=NotificationKind.REMINDER, key="again", headline="NOT ACKNOWLEDGED")
    assert merge_notifications([step], repeat) == replace(step, key="again")


# -------------------------------------------------------------------------------------------- reminders

OPEN = Route("room", repeat_every=HOUR, escalate_after=3 * HOUR, escalate_to="pager")
KEY = "ban/1/CORROBORATED"


@pytest.mark.parametrize(
    ("told", "after", "channels"),
    [
        ([Told("room", KEY, NOW)], HOUR - MINUTE, []),
        ([Told("room", KEY, NOW)], HOUR, ["room"]),
        ([Told("room", KEY, None)], HOUR, []),  # it still waits itself
        ([Told("room", KEY, NOW), Told("room", f"{KEY}/room/1", NOW + HOUR)], HOUR + MINUTE, []),
        ([Told("room", KEY, NOW), Told("room", f"{KEY}/room/1", NOW + HOUR)], 2 * HOUR, ["room"]),
        ([Told("room", KEY, NOW + 3 * HOUR - MINUTE)], 3 * HOUR, ["pager"]),
        ([Told("room", KEY, None)], 3 * HOUR, ["pager"]),  # the channel takes nothing
        (
            [Told("room", KEY, NOW), Told("pager", f"{KEY}/pager/1", NOW + 3 * HOUR)],
            4 * HOUR,
            ["pager", "room"],
        ),
    ],
)
def test_an_open_step_is_repeated_and_escalated(
    told: list[Told], after: timedelta, channels: list[str]
) -> None:
    step = OpenStep(CHANGE, tell(Status.WATCH, Status.CORROBORATED), told)
    decisions = list(decide_reminders(step, (OPEN,), (), NOW + after))
    assert sorted(channel for decision in decisions for channel in decision.channels) == channels
    assert all("watcher ack ban" in decision.notification.reason for decision in decisions)
    assert (
        list(decide_reminders(step, (OPEN,), (replace(SILENCE, ends_at=NOW + 9 * HOUR),), NOW + after)) == []
    )


def test_what_was_taken_back_is_not_repeated() -> None:
    change = replace(CHANGE, before=Status.REPORTED, after=Status.QUIET)
    step = OpenStep(change, tell(Status.REPORTED, Status.QUIET), [Told("room", "ban/1/QUIET", NOW)])
    assert list(decide_reminders(step, (OPEN,), (), NOW + 9 * HOUR)) == []


# ---------------------------------------------------------------------------------------------- digests

DIGEST = Route("room", digest=Schedule("0 8 * * *", "UTC"))
STANDS = SignalStatus("ban", Status.CONFIRMED, "", since=NOW)


def make_piece(origin: str, stance: Stance) -> Evidence:
    verdict = Verdict("ban", stance, is_fresh=True, score=90, field="title", quote="it is banned")
    return Evidence(f"key {origin}", verdict, NOW, f"{origin}.example", "B", origin, "story")


def digest(route: Route, news: News) -> Decision | Suppressed:
    return decide_digest(route, (SIGNAL,), news, NOW - HOUR, NOW, health="9 of 10 feeds answer")


def test_a_digest_tells_steps_left_to_it_and_new_evidence() -> None:
    watch = replace(CHANGE, before=Status.QUIET, after=Status.WATCH)
    pieces = [
        make_piece("a", Stance.CONFIRMS),
        make_piece("b", Stance.CONFIRMS),
        make_piece("c", Stance.DENIES),
    ]
    decision = digest(DIGEST, News([watch, CHANGE], pieces, {"ban": STANDS}))
    assert isinstance(decision, Decision)
    assert decision.notification.headline == "Digest: news of 1 signal since 2026-03-05 11:00 UTC"
    assert decision.notification.lines == (
        (
            "ban, CONFIRMED since 2026-03-05 12:00 UTC: QUIET → WATCH on 2026-03-05 12:00 UTC;"
            " 3 new hits of 3 origins (2 confirm, 1 deny)"
        ),
    )
    assert len(decision.notification.quotes) == 3


def test_a_digest_without_news_is_sent_only_where_it_is_wanted() -> None:
    empty = News([], [], {"ban": STANDS})
    decision = digest(DIGEST, empty)
    assert isinstance(decision, Suppressed)
    assert decision.reason is SuppressedReason.NOTHING_NEW
    decision = digest(replace(DIGEST, even_if_empty=True), empty)
    assert isinstance(decision, Decision)
    assert decision.notification.headline.startswith("Still watching 1 signal: nothing new since")
    assert decision.notification.lines[-1] == "9 of 10 feeds answer"


@pytest.mark.parametrize(
    ("told_until", "now", "due"),
    [
        ("2026-03-04T08:00", "2026-03-05T07:59", None),
        ("2026-03-04T08:00", "2026-03-05T08:00", "2026-03-05T08:00"),
        ("2026-03-01T08:00", "2026-03-05T12:00", "2026-03-05T08:00"),  # once, after a pause of days
    ],
)
def test_a_digest_is_due_once_however_late(told_until: str, now: str, due: str | None) -> None:
    assert find_due_digest(DIGEST, at(told_until), at(now)) == (at(due) if due else None)


def test_a_step_that_only_a_digest_takes_is_left_to_it() -> None:
    watch = replace(CHANGE, before=Status.QUIET, after=Status.WATCH)
    routing = route_step(watch, Urgency.DIGEST, (Route("desk"), DIGEST), (), NOW)
    assert (routing.plans, routing.digests) == ((), ("room",))


# ------------------------------------------------------------------------------------------- own trouble

STUCK = StuckChannel("room", 2, 6, NOW - HOUR, NOW - MINUTE, is_held=False, error="503")


@pytest.mark.parametrize(
    ("condition", "headlines", "channels"),
    [
        (Condition(), [], ()),
        (Condition(free_bytes=10**12), [], ()),
        (Condition(free_bytes=120_000_000), ["Watcher: disk nearly full, 120 MB left"], ("room", "desk")),
        (
            Condition([STUCK]),
            ["Watcher: room takes nothing since 2026-03-05 11:00 UTC, 2 messages waiting"],
            ("desk",),
        ),
        (Condition([STUCK._replace(failing_since=NOW - 14 * MINUTE)]), [], ()),
        (Condition([STUCK._replace(tried_at=NOW - 50 * MINUTE)]), [], ()),  # we were down since
        (
            Condition([STUCK._replace(tried_at=NOW - 59 * MINUTE, is_held=True)]),  # it asked us to wait
            ["Watcher: room takes nothing since 2026-03-05 11:00 UTC, 2 messages waiting"],
            ("desk",),
        ),
        (Condition([STUCK._replace(failing_since=NOW - MINUTE, is_held=True)]), [], ()),
        (
            Condition(failed=[FailedJob("upkeep", NOW, "disk I/O error")]),
            ["Watcher: job upkeep failed"],
            ("room", "desk"),
        ),
    ],
)
def test_the_watchers_own_trouble_is_told_by_the_channels_that_are_well(
    condition: Condition, headlines: list[str], channels: tuple[str, ...]
) -> None:
    decisions = list(decide_troubles(condition, ("room", "desk"), (), NOW))
    assert [decision.notification.headline for decision in decisions] == headlines
    assert all(decision.channels == channels for decision in decisions)
