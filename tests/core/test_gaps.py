from __future__ import annotations

import pytest

from watcher.core.gaps import describe_gap, find_gap
from watcher.model import Article, Entity, EntityKind, Pattern, Signal

ENTITIES = {
    "ministry": Entity("ministry", ("Ministry of Ports",), kind=EntityKind.GOVERNMENT),
    "tidewell": Entity("tidewell", ("Tidewell",), kind=EntityKind.COMPANY),
    "brinegate": Entity("brinegate", ("Brinegate",), kind=EntityKind.COMPANY),
}
SIGNAL = Signal(
    "listing",
    "The Ministry of Ports has put Tidewell on the closed list",
    object=("tidewell",),
    actor=("ministry",),
    competitors=("brinegate",),
    patterns=(Pattern(verbs=("put",), complement=("on the closed list",), require=("object", "complement")),),
    exclude=("film",),
)


@pytest.mark.parametrize(
    ("title", "summary", "said"),
    [
        (
            "Ministry of Ports puts Tidewell under review",
            "",
            (
                "names the actor (Ministry of Ports), names the object (Tidewell), "
                "has a word for the act (puts); lacks the complement"
            ),
        ),
        (
            "Tidewell opens a pier",
            "",
            "names the object (Tidewell); lacks a verb or noun for the act, the complement",
        ),
        (
            "Harbours put under review",
            "Tidewell has a pier.",
            (
                "names the object (Tidewell); "
                "lacks a verb or noun for the act (it stands in another sentence), the complement"
            ),
        ),
        (
            "Ministry of Ports puts Brinegate on the closed list",
            "",
            (
                "names the actor (Ministry of Ports), has a word for the act (puts), "
                "has the complement (on the closed list); lacks the object; "
                "a competitor stands there (Brinegate)"
            ),
        ),
        (
            "Film: how they put Tidewell on the closed list",
            "",
            (
                "names the object (Tidewell), has a word for the act (put), "
                "has the complement (on the closed list); "
                "the words do not belong together, or a cue takes them away; "
                "an excluded word stands there (Film)"
            ),
        ),
    ],
)
def test_the_nearest_sentence_says_which_slots_it_fills_and_which_it_lacks(
    title: str, summary: str, said: str
) -> None:
    gap = find_gap(Article(key="1", title=title, summary=summary), SIGNAL, ENTITIES)
    assert gap is not None
    assert describe_gap(gap) == said


@pytest.mark.parametrize("title", ["", "Council meets on bread", "Council puts off a vote"])
def test_an_article_that_names_nothing_of_a_signal_is_not_near_it(title: str) -> None:
    assert find_gap(Article(key="1", title=title), SIGNAL, ENTITIES) is None


def test_the_words_lie_where_the_spans_say() -> None:
    article = Article(key="1", title="Bread", summary="It rains.  Ministry of Ports puts Tidewell off.")
    gap = find_gap(article, SIGNAL, ENTITIES)
    assert gap is not None
    assert (gap.field, gap.quote) == ("summary", "Ministry of Ports puts Tidewell off.")
    assert [(span.role, gap.quote[span.start : span.end]) for span in gap.spans] == [
        ("actor", "Ministry of Ports"),
        ("trigger", "puts"),
        ("object", "Tidewell"),
    ]
