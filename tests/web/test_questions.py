"""The questions that only the board asks of the store."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from tests.store.samples import (
    NOW,
    OTHER_SIGNAL,
    SIGNAL,
    add_evidence,
    make_article,
    make_evidence,
    make_verdict,
)
from watcher.model import Mark, Stance
from watcher.store.queries import count_stances, list_best_evidence
from watcher.store.reader import open_reader

if TYPE_CHECKING:
    from watcher.store.writer import Store


def add_hit(store: Store, origin: str, reliability: str, stance: Stance = Stance.CONFIRMS) -> None:
    article = make_article(f"of {origin} {reliability}")
    verdict = make_verdict(stance=stance)
    add_evidence(store, article, make_evidence(article, verdict, origin=origin, reliability=reliability))


def read_best(store: Store, *origins: str) -> set[tuple[str, str, str]]:
    with closing(open_reader(store.path)) as reader:
        best = list_best_evidence(reader, SIGNAL.id, origins)
    return {(piece.origin, piece.reliability, piece.title) for piece in best}


def test_the_most_reliable_piece_stands_for_its_origin(store: Store) -> None:
    for origin, reliability in (("wire", "C"), ("wire", "A"), ("wire", "F"), ("desk", "D"), ("other", "A")):
        add_hit(store, origin, reliability)
    assert read_best(store, "wire", "desk", "nobody") == {
        ("wire", "A", "Bureau bans widget, article of wire A"),
        ("desk", "D", "Bureau bans widget, article of desk D"),
    }
    assert read_best(store) == set()


def test_a_piece_marked_wrong_does_not_stand_for_its_origin(store: Store) -> None:
    add_hit(store, "wire", "A")
    add_hit(store, "wire", "C")
    store.add_mark(Mark(1, Stance.CONFIRMS, None, NOW, "Ann"))
    assert read_best(store, "wire") == {("wire", "C", "Bureau bans widget, article of wire C")}


def test_hits_are_counted_by_stance(store: Store) -> None:
    add_hit(store, "wire", "A")
    add_hit(store, "wire", "B")
    add_hit(store, "desk", "B", Stance.DENIES)
    with closing(open_reader(store.path)) as reader:
        assert count_stances(reader, SIGNAL.id) == {Stance.CONFIRMS: 2, Stance.DENIES: 1}
        assert count_stances(reader, OTHER_SIGNAL.id) == {}
