"""The outbox: at least once, in order within a thread, and never a repeat but after a lease ran out."""

from __future__ import annotations

from contextlib import closing
from datetime import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.samples import HOUR, MINUTE, NOW, make_notification
from watcher.model import Decision, Delivery, DeliveryState, Plan, QuietHours, Receipt
from watcher.store import queries
from watcher.store.outbox import Outbox
from watcher.store.writer import open_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from watcher.store.writer import Store


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store)


def get_states(reader: sqlite3.Connection) -> dict[int, DeliveryState]:
    return {delivery.id: delivery.state for delivery in queries.list_deliveries(reader)}


def test_a_notification_becomes_one_delivery_a_channel(outbox: Outbox, reader: sqlite3.Connection) -> None:
    ids = outbox.add_notification(make_notification(), ["chat", "mail", "chat"], NOW)
    deliveries = queries.list_deliveries(reader)
    assert sorted(delivery.id for delivery in deliveries) == sorted(ids)
    assert sorted(delivery.channel for delivery in deliveries) == ["chat", "mail"]
    assert {delivery.state for delivery in deliveries} == {DeliveryState.PENDING}
    assert {delivery.next_attempt_at for delivery in deliveries} == {NOW}


def test_a_notification_of_a_known_key_is_not_added_again(outbox: Outbox) -> None:
    outbox.add_notification(make_notification(), ["chat"], NOW)
    assert outbox.add_notification(make_notification(), ["chat", "mail"], NOW + HOUR) == ()


def test_what_is_enqueued_vanishes_with_the_transaction_that_failed(
    store: Store, outbox: Outbox, reader: sqlite3.Connection
) -> None:
    def fail_after_enqueueing() -> None:
        with store.transaction():
            outbox.add_notification(make_notification(), ["chat"], NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_enqueueing()
    assert queries.list_deliveries(reader) == ()


def test_a_claim_leases_and_counts_the_attempt_before_anything_is_sent(
    outbox: Outbox, reader: sqlite3.Connection
) -> None:
    outbox.add_notification(make_notification(), ["chat"], NOW)
    (claimed,) = outbox.claim_deliveries(NOW, MINUTE, 10)
    assert queries.list_deliveries(reader) == (claimed,)
    assert (claimed.state, claimed.attempt_count) == (DeliveryState.LEASED, 1)
    assert (claimed.claimed_at, claimed.lease_until) == (NOW, NOW + MINUTE)


def test_what_is_leased_is_claimed_by_nobody_until_the_lease_ends(outbox: Outbox) -> None:
    outbox.add_notification(make_notification(), ["chat"], NOW)
    outbox.claim_deliveries(NOW, HOUR, 10)
    assert outbox.claim_deliveries(NOW + HOUR - MINUTE, HOUR, 10) == ()
    (again,) = outbox.claim_deliveries(NOW + HOUR, HOUR, 10)
    assert again.attempt_count == 2


def test_a_claim_is_bounded_and_takes_one_channel_only(outbox: Outbox) -> None:
    for number in range(5):
        outbox.add_notification(make_notification(f"key {number}", f"thread {number}"), ["chat", "mail"], NOW)
    claimed = outbox.claim_deliveries(NOW, HOUR, 3, channel="mail")
    assert [delivery.notification.key for delivery in claimed] == ["key 0", "key 1", "key 2"]
    assert {delivery.channel for delivery in claimed} == {"mail"}


def test_messages_of_a_thread_wait_for_the_one_in_hand_on_their_channel(outbox: Outbox) -> None:
    outbox.add_notification(make_notification("first", "ban/1"), ["chat", "mail"], NOW)
    outbox.add_notification(make_notification("other", "recall/1"), ["chat"], NOW)
    claimed = outbox.claim_deliveries(NOW, HOUR, 10)
    assert [(item.notification.key, item.channel) for item in claimed] == [
        ("first", "chat"),
        ("first", "mail"),
        ("other", "chat"),
    ]
    outbox.add_notification(make_notification("second", "ban/1"), ["chat", "mail"], NOW)
    outbox.settle_sent(claimed[1], Receipt("250 ok"), NOW)
    claimed = outbox.claim_deliveries(NOW, HOUR, 10)
    assert [(item.notification.key, item.channel) for item in claimed] == [("second", "mail")]


def test_a_message_that_still_waits_is_merged_into_a_later_one_of_its_thread(
    outbox: Outbox, reader: sqlite3.Connection
) -> None:
    outbox.add_notification(make_notification("first", "ban/1"), ["chat"], NOW)
    (first,) = outbox.claim_deliveries(NOW, HOUR, 10)
    outbox.settle_retry(first, "busy", NOW + HOUR)
    for key in ("second", "third"):
        outbox.add_notification(make_notification(key, "ban/1"), ["chat"], NOW)
    (third,) = outbox.claim_deliveries(NOW, MINUTE, 10)
    assert third.notification.key == "third"
    assert len(third.notification.lines) == 3
    assert get_states(reader) == {
        1: DeliveryState.MERGED,
        2: DeliveryState.MERGED,
        3: DeliveryState.LEASED,
    }
    outbox.settle_retry(third, "busy", NOW)
    outbox.add_notification(make_notification("fourth", "ban/1"), ["chat"], NOW)
    (fourth,) = outbox.claim_deliveries(NOW, MINUTE, 10)
    assert len(fourth.notification.lines) == 4
    (again,) = outbox.claim_deliveries(NOW + MINUTE, MINUTE, 10)
    assert again.notification == fourth.notification
    assert not outbox.retry_delivery(1, NOW)
    assert not outbox.drop_delivery(1, NOW, "told with a later one")


def test_a_dead_message_lets_the_next_of_its_thread_pass(outbox: Outbox) -> None:
    outbox.add_notification(make_notification("first", "ban/1"), ["chat"], NOW)
    (first,) = outbox.claim_deliveries(NOW, HOUR, 10)
    outbox.add_notification(make_notification("second", "ban/1"), ["chat"], NOW)
    outbox.settle_dead(first, "revoked", NOW)
    (second,) = outbox.claim_deliveries(NOW, HOUR, 10)
    assert second.notification.key == "second"


def test_a_plan_says_when_and_why_and_survives_the_store(outbox: Outbox, reader: sqlite3.Connection) -> None:
    quiet = QuietHours(time(22), time(7), "Europe/Berlin")
    plan = Plan("chat", NOW + MINUTE, ("waits for further steps",), quiet)
    decision = Decision(make_notification(), ("chat",), "it is news", (plan,))
    (delivery_id,) = outbox.add_decision(decision, NOW)
    assert outbox.add_decision(decision, NOW) == ()
    (waiting,) = queries.list_deliveries(reader)
    assert (waiting.id, waiting.next_attempt_at) == (delivery_id, NOW + MINUTE)
    assert (waiting.reasons, waiting.quiet_hours) == (plan.reasons, quiet)
    assert outbox.claim_deliveries(NOW, HOUR, 1) == ()
    assert len(outbox.claim_deliveries(NOW + MINUTE, HOUR, 1)) == 1


def test_a_delivery_names_the_sent_messages_before_it(outbox: Outbox) -> None:
    for number in range(2):
        outbox.add_notification(make_notification(f"key {number}", "ban/1"), ["chat"], NOW)
        (claimed,) = outbox.claim_deliveries(NOW, HOUR, 10, channel="chat")
        outbox.settle_sent(claimed, Receipt(f"receipt {number}", "C1/17.5"), NOW + number * MINUTE)
    outbox.add_notification(make_notification("key 2", "ban/1"), ["chat", "mail"], NOW)
    (claimed,) = outbox.claim_deliveries(NOW, HOUR, 10, channel="chat")
    assert [(item.key, item.receipt, item.conversation, item.sent_at) for item in claimed.follows] == [
        ("key 0", "receipt 0", "C1/17.5", NOW),
        ("key 1", "receipt 1", "C1/17.5", NOW + MINUTE),
    ]
    (by_mail,) = outbox.claim_deliveries(NOW, HOUR, 10, channel="mail")
    assert by_mail.follows == ()


def test_a_retry_waits_for_its_instant_and_keeps_who_has_it(
    outbox: Outbox, reader: sqlite3.Connection
) -> None:
    outbox.add_notification(make_notification(), ["mail"], NOW)
    (claimed,) = outbox.claim_deliveries(NOW, HOUR, 10)
    assert outbox.settle_retry(claimed, "greylisted", NOW + MINUTE, accepted=["ann@example.org"])
    (waiting,) = queries.list_deliveries(reader)
    assert (waiting.state, waiting.error) == (DeliveryState.PENDING, "greylisted")
    assert outbox.claim_deliveries(NOW, HOUR, 10) == ()
    (again,) = outbox.claim_deliveries(NOW + MINUTE, HOUR, 10)
    assert (again.accepted, again.attempt_count) == (("ann@example.org",), 2)


def test_a_receiver_that_names_an_instant_holds_its_whole_channel(outbox: Outbox) -> None:
    for number in range(2):
        outbox.add_notification(make_notification(f"key {number}", f"thread {number}"), ["chat"], NOW)
    outbox.add_notification(make_notification("mailed", "thread 0"), ["mail"], NOW)
    (first,) = outbox.claim_deliveries(NOW, HOUR, 1, channel="chat")
    outbox.settle_retry(first, "429", NOW + MINUTE, holds_channel=True)
    assert outbox.list_due_channels(NOW) == ("mail",)
    assert outbox.claim_deliveries(NOW, HOUR, 10, channel="chat") == ()
    assert len(outbox.claim_deliveries(NOW + MINUTE, HOUR, 10, channel="chat")) == 2


@pytest.mark.parametrize("late", ["sent", "retry", "dead"])
def test_who_lost_his_lease_settles_nothing_but_a_proof_of_sending(
    outbox: Outbox, reader: sqlite3.Connection, late: str
) -> None:
    outbox.add_notification(make_notification(), ["chat"], NOW)
    (slow,) = outbox.claim_deliveries(NOW, MINUTE, 10)
    (quick,) = outbox.claim_deliveries(NOW + MINUTE, HOUR, 10)
    if late == "sent":
        assert not outbox.settle_sent(slow, Receipt("slow"), NOW + MINUTE)
        assert not outbox.settle_retry(quick, "busy", NOW + HOUR)
        assert get_states(reader) == {slow.id: DeliveryState.SENT}
        return
    if late == "retry":
        assert not outbox.settle_retry(slow, "busy", NOW + HOUR)
    else:
        assert not outbox.settle_dead(slow, "refused", NOW + MINUTE)
    assert queries.list_deliveries(reader) == (quick,)
    assert outbox.settle_sent(quick, Receipt("quick"), NOW + MINUTE)


def test_people_retry_and_drop(outbox: Outbox, reader: sqlite3.Connection) -> None:
    (delivery_id,) = outbox.add_notification(make_notification(), ["chat"], NOW)
    (claimed,) = outbox.claim_deliveries(NOW, HOUR, 10)
    assert not outbox.retry_delivery(delivery_id, NOW), "it is being sent"
    assert not outbox.drop_delivery(delivery_id, NOW, "ann: old"), "it is being sent"
    outbox.settle_dead(claimed, "revoked", NOW)
    assert outbox.retry_delivery(delivery_id, NOW + HOUR)
    (again,) = outbox.claim_deliveries(NOW + HOUR, HOUR, 10)
    assert again.attempt_count == 1
    outbox.settle_dead(again, "revoked", NOW + HOUR)
    assert outbox.drop_delivery(delivery_id, NOW + HOUR, "ann: old")
    (dropped,) = queries.list_deliveries(reader, state=DeliveryState.DROPPED)
    assert dropped.error == "ann: old"
    assert outbox.list_due_channels(NOW + 2 * HOUR) == ()
    assert not outbox.retry_delivery(delivery_id + 1, NOW)
    assert not outbox.drop_delivery(delivery_id + 1, NOW, "no such")


def test_settled_deliveries_are_never_walked_to_find_those_that_are_due(store: Store) -> None:
    statements: list[str] = []
    store.connection.set_trace_callback(statements.append)
    outbox = Outbox(store)
    outbox.claim_deliveries(NOW, HOUR, 1)
    outbox.list_due_channels(NOW)
    store.connection.set_trace_callback(None)
    steps = [
        row[3]
        for statement in statements
        if "deliveries" in statement
        for row in store.connection.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert any("deliveries_unsettled" in step for step in steps)
    assert [step for step in steps if step.startswith("SCAN") and "deliveries_unsettled" not in step] == []


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "claim", "sent", "retry", "dead", "wait"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=40,
)


class Model:
    """Does things to an outbox, and remembers what must come of them."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self.now = NOW
        self.added_count = 0
        self.held: list[Delivery] = []
        self.sent: list[Delivery] = []

    def do(self, action: str, which: int, channel: int) -> None:
        if action == "add":
            notification = make_notification(f"key {self.added_count}", f"thread {which}")
            self.added_count += len(
                self.outbox.add_notification(notification, [f"channel {channel}"], self.now)
            )
        elif action == "claim":
            self.held += self.outbox.claim_deliveries(
                self.now, MINUTE, which + 1, channel=f"channel {channel}"
            )
        elif action == "wait":
            self.now += MINUTE
        elif self.held:
            self.settle(action, self.held.pop(which % len(self.held)))

    def settle(self, action: str, delivery: Delivery) -> None:
        if action == "sent":
            self.outbox.settle_sent(delivery, Receipt("ok"), self.now)
            self.sent.append(delivery)
        elif action == "retry":
            self.outbox.settle_retry(delivery, "busy", self.now + MINUTE)
        else:
            self.outbox.settle_dead(delivery, "refused", self.now)

    def drain(self, unsettled: Callable[[], bool]) -> None:
        """Let a receiver take everything from now on, until nothing is left."""
        while unsettled():
            self.now += MINUTE
            for delivery in self.outbox.claim_deliveries(self.now, MINUTE, 100):
                self.settle("sent", delivery)

    def list_first_sendings(self) -> dict[tuple[str, str], list[int]]:
        """Ids in the order they were first sent, by channel and thread."""
        sendings: dict[tuple[str, str], list[int]] = {}
        for delivery in self.sent:
            ids = sendings.setdefault((delivery.channel, delivery.notification.thread), [])
            if delivery.id not in ids:
                ids.append(delivery.id)
        return sendings


@settings(max_examples=60, deadline=None)
@given(ACTIONS)
def test_whatever_happens_nothing_is_lost_and_threads_keep_their_order(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int, int]]
) -> None:
    path = tmp_path_factory.mktemp("outbox") / "watcher.db"
    with closing(open_store(path)) as store:
        model = Model(Outbox(store))
        for action in actions:
            model.do(*action)
        model.drain(lambda: bool({"pending", "leased"} & set(get_states(store.connection).values())))
        states = get_states(store.connection)
        merged = dict(
            store.connection.execute(
                "SELECT id, merged_into FROM deliveries WHERE state = 'merged'"
            ).fetchall()
        )
    assert len(states) == model.added_count
    assert {states[into] for into in merged.values()} <= {DeliveryState.SENT, DeliveryState.DEAD}
    assert all(into > id_ for id_, into in merged.items())
    assert set(states.values()) <= {DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.MERGED}
    sent = {delivery_id for delivery_id, state in states.items() if state is DeliveryState.SENT}
    assert sent == {delivery.id for delivery in model.sent}
    for ids in model.list_first_sendings().values():
        assert ids == sorted(ids)
