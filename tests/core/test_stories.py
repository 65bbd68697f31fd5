"""Stories and origins: invented cases beside what they must come to, laws, and real articles by their id."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.stories import StoryMember, make_evidence, make_member, place_article
from watcher.model import Article, Outlet, OutletKind, Signal, Stance, StoryPlace, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)

OUTLETS = {
    outlet.domain: outlet
    for outlet in (
        Outlet("ministry.example", "Ministry of Works", "Ministry of Works", OutletKind.OFFICIAL, "A"),
        Outlet("apnews.com", "AP News", "The Associated Press", OutletKind.WIRE, "A"),
        Outlet("herald.example", "The Harbour Herald", "Harbour Group", OutletKind.PRESS, "B"),
        Outlet("evening.example", "Harbour Evening", "Harbour Group", OutletKind.PRESS, "C"),
        Outlet("courier.example", "The Courier", "Courier Ltd", OutletKind.PRESS, "B"),
        Outlet("gazette.example", "Gazette", "Gazette Trust", OutletKind.PRESS, "C"),
        Outlet("finder.example", "News Finder", "Finder Inc", OutletKind.AGGREGATOR, "D"),
    )
}

AGENCY_TEXT = (
    "The ministry of works has banned the Quillon bridge crane from every public harbour with immediate "
    "effect, saying that three of its brakes failed inspection in a single month and that the maker had "
    "known of the fault since the spring. Dock workers had walked out on Monday over the same machine."
)
EDITED_TEXT = AGENCY_TEXT.replace("Dock workers had walked out on Monday over the same machine.", "") + (
    "The port of Ellmouth, where most of the cranes stand, said it would close two of its five berths."
)
DESK_TEXT = (
    "Harbours must stop using the Quillon crane today. Our reporters watched inspectors seal four of them "
    "at the eastern quay, hours after the works ministry ruled the type unsafe; a foreman who asked not to "
    "be named said that complaints about the brakes had been ignored for most of the year."
)
OTHER_DESK_TEXT = (
    "It took the government until this morning to act on a crane its own engineers had called dangerous in "
    "March. From now on nobody may run a Quillon in a public port, an order seen by this newspaper says, and "
    "those who do face fines of up to a tenth of their yearly takings."
)


def make_article(key: str, outlet: str, title: str, text: str = "", hours: float = 0) -> Article:
    return Article(
        key=key, title=title, summary=text, outlet=outlet, published_at=NOON + timedelta(hours=hours)
    )


def place_all(
    articles: Iterable[Article], outlets: Mapping[str, Outlet] = OUTLETS
) -> tuple[dict[str, StoryMember], dict[str, StoryPlace]]:
    """Place articles as ingest does, in the order they are given; members as they stand in the end."""
    members: dict[str, StoryMember] = {}
    places: dict[str, StoryPlace] = {}
    for article in articles:
        outlet = outlets.get(article.outlet or "")
        place = place_article(article, outlet, None, list(members.values()), outlets)
        for move in place.moves:
            members[move.article_key] = replace(
                members[move.article_key], story=move.story, origin=move.origin
            )
        members[article.key] = make_member(article, outlet, None, place, outlets)
        places[article.key] = place
    return members, places


def list_origins(articles: Iterable[Article]) -> dict[str, str]:
    return {key: member.origin for key, member in place_all(articles)[0].items()}


WIRE = make_article("wire", "apnews.com", "Ministry bans bridge crane from public harbours", AGENCY_TEXT, 0)
COPY = make_article("copy", "herald.example", "Crane ban: ministry acts on brake failures", AGENCY_TEXT, 1)
EDITED = make_article(
    "edited", "courier.example", "Two Ellmouth berths to close over crane ban", EDITED_TEXT, 2
)
CREDITED = make_article(
    "credited", "gazette.example", "Harbour crane banned", f"ELLMOUTH (AP) - {OTHER_DESK_TEXT}", 3
)
DESK = make_article("desk", "herald.example", "Ministry bans Quillon crane from all harbours", DESK_TEXT, 1)
OTHER_DESK = make_article(
    "other", "courier.example", "Ministry bans the Quillon crane from harbours", OTHER_DESK_TEXT, 2
)
SISTER = make_article("sister", "evening.example", "Berths shut as crane is outlawed", DESK_TEXT[:150], 3)
WRAPPER = make_article("wrapper", "finder.example", "Ministry bans Quillon crane from all harbours", "", 2)

ORIGINS: dict[str, tuple[list[Article], dict[str, str]]] = {
    "a desk's own report is its owner's": ([DESK], {"desk": "Harbour Group"}),
    "copies of an agency report are the agency's, retitled and shortened ones too": (
        [WIRE, COPY, EDITED],
        {"wire": "The Associated Press", "copy": "The Associated Press", "edited": "The Associated Press"},
    ),
    "the agency's own text may come last": (
        [COPY, EDITED, WIRE],
        {"wire": "The Associated Press", "copy": "The Associated Press", "edited": "The Associated Press"},
    ),
    "without the agency's own text the first to print it stands for it": (
        [EDITED, COPY],
        {"copy": "Harbour Group", "edited": "Harbour Group"},
    ),
    "an agency line credits the agency": ([CREDITED], {"credited": "The Associated Press"}),
    "two desks that write of one event are two origins": (
        [DESK, OTHER_DESK],
        {"desk": "Harbour Group", "other": "Courier Ltd"},
    ),
    "outlets of one owner are one": ([DESK, SISTER], {"desk": "Harbour Group", "sister": "Harbour Group"}),
    "an aggregator that adds nothing passes on the origin of what it links to": (
        [DESK, WRAPPER],
        {"desk": "Harbour Group", "wrapper": "Harbour Group"},
    ),
    "whichever comes first": ([WRAPPER, DESK], {"desk": "Harbour Group", "wrapper": "Harbour Group"}),
    "even when its copy is dated before": (
        [DESK, replace(WRAPPER, published_at=NOON)],
        {"desk": "Harbour Group", "wrapper": "Harbour Group"},
    ),
    "an agency that dates its text after a copy is its origin all the same": (
        [WIRE, replace(COPY, published_at=NOON - timedelta(minutes=5))],
        {"wire": "The Associated Press", "copy": "The Associated Press"},
    ),
    "an official document is the origin of those that print it": (
        [
            make_article("press", "gazette.example", "Crane ban in full", AGENCY_TEXT, 0),
            make_article("order", "ministry.example", "Order 12 on harbour cranes", AGENCY_TEXT, 1),
        ],
        {"press": "Ministry of Works", "order": "Ministry of Works"},
    ),
    "outlets that are not configured own themselves": (
        [make_article("unknown", "elsewhere.example", "Crane banned", DESK_TEXT)],
        {"unknown": "elsewhere.example"},
    ),
    "short texts are not compared": (
        [
            make_article("one", "herald.example", "Crane banned", "The ministry bans the crane."),
            make_article("two", "courier.example", "Ministry acts", "The ministry bans the crane."),
        ],
        {"one": "Harbour Group", "two": "Courier Ltd"},
    ),
    "like titles alone make no copy": (
        [
            make_article("one", "herald.example", "Ministry bans Quillon crane from all harbours", DESK_TEXT),
            make_article(
                "two", "courier.example", "Ministry bans Quillon crane from all harbours", OTHER_DESK_TEXT
            ),
        ],
        {"one": "Harbour Group", "two": "Courier Ltd"},
    ),
}


@pytest.mark.parametrize(("articles", "origins"), ORIGINS.values(), ids=ORIGINS.keys())
def test_articles_have_these_origins(articles: list[Article], origins: dict[str, str]) -> None:
    assert list_origins(articles) == origins


CREDITS = {
    ("herald.example", "Ministry bans crane - Reuters", ""): "Reuters",
    ("herald.example", "Ministry bans crane (AP)", ""): "The Associated Press",
    ("herald.example", "Ministry bans crane", "LONDON (Reuters) - A crane is banned."): "Reuters",
    ("herald.example", "Ministry bans crane", "AFP - A crane is banned."): "Agence France-Presse",
    ("herald.example", "Ministry bans crane", "By AP - A crane is banned."): "The Associated Press",
    (
        "herald.example",
        "Ministry bans crane",
        "FILE - A crane (AP Photo/Ann Other) WASHINGTON (AP) \N{EM DASH} It is out.",
    ): "The Associated Press",
    ("herald.example", "Ministry bans crane", "ELLMOUTH (The Courier) - A crane is banned."): "Courier Ltd",
    ("herald.example", "Crane to be banned, Courier reports", ""): "Courier Ltd",
    ("herald.example", "Crane to be banned, according to the Courier", ""): "Courier Ltd",
    ("herald.example", "Courier: crane to be banned", ""): "Courier Ltd",
    ("finder.example", "Ministry bans crane - The Courier", ""): "Courier Ltd",
    ("finder.example", "Ministry bans crane - Dockside Weekly", ""): "dockside weekly",
    # nobody but its own desk
    ("apnews.com", "Ministry bans crane", "LONDON (AP) - A crane is banned."): "The Associated Press",
    (
        "herald.example",
        "Ministry bans crane",
        "ELLMOUTH (Harbour Herald) - A crane is banned.",
    ): "Harbour Group",
    ("herald.example", "Ministry bans crane", "ELLMOUTH (Monday) - A crane is banned."): "Harbour Group",
    (
        "herald.example",
        "Ministry bans crane",
        "A crane (The Courier has seen it) is banned.",
    ): "Harbour Group",
    ("herald.example", "Ministry bans crane - live updates", ""): "Harbour Group",
    ("herald.example", "Ministry bans crane", "A crane (AP Photo/Ann Other) is banned."): "Harbour Group",
    ("herald.example", "Crane banned, harbour reports", ""): "Harbour Group",
    ("herald.example", "Ministry of Works: crane banned", ""): "Harbour Group",
    ("herald.example", "Crane banned, according to Ministry of Works", ""): "Harbour Group",
}


@pytest.mark.parametrize(("item", "origin"), CREDITS.items(), ids=[f"{key[1]}|{key[2]}" for key in CREDITS])
def test_words_credit_this_origin(item: tuple[str, str, str], origin: str) -> None:
    domain, title, text = item
    assert list_origins([make_article("one", domain, title, text)]) == {"one": origin}


@pytest.mark.parametrize(
    ("credited", "origin"),
    [
        ("courier", "Courier Ltd"),
        ("axios", "axios"),
        ("harbour herald", "Harbour Group"),
        ("ministry of works", "Harbour Group"),
        ("ap", "The Associated Press"),
        (None, "Harbour Group"),
    ],
)
def test_what_the_judge_found_credited_counts(credited: str | None, origin: str) -> None:
    article = make_article("one", "herald.example", "Ministry bans crane")
    assert place_article(article, OUTLETS["herald.example"], credited, [], OUTLETS).origin == origin


RELIABILITIES = [
    ("herald.example", "Ministry bans crane", "B"),
    ("finder.example", "Ministry bans crane", "D"),
    ("finder.example", "Ministry bans crane - The Courier", "B"),
    ("finder.example", "Ministry bans crane - AP News", "A"),
    ("finder.example", "Ministry bans crane - Dockside Weekly", "D"),
    ("gazette.example", "Ministry bans crane - Reuters", "C"),
    ("elsewhere.example", "Ministry bans crane (AP)", "F"),
]


@pytest.mark.parametrize(("domain", "title", "letter"), RELIABILITIES)
def test_reliability_is_the_publisher_s_not_that_of_whom_it_credits(
    domain: str, title: str, letter: str
) -> None:
    article = make_article("one", domain, title)
    assert place_article(article, OUTLETS.get(domain), None, [], OUTLETS).reliability == letter


REASONS = {
    "own": ([DESK], "desk", "a report of its own by Harbour Group"),
    "credit": ([CREDITED], "credited", "it credits The Associated Press"),
    "copy": (
        [WIRE, COPY],
        "copy",
        "a near-verbatim copy of apnews.com (wire); the origin is The Associated Press",
    ),
    "official": (
        [make_article("order", "ministry.example", "Order 12")],
        "order",
        "an official document of Ministry of Works",
    ),
}


@pytest.mark.parametrize(("articles", "key", "reason"), REASONS.values(), ids=REASONS.keys())
def test_the_reason_names_the_rule(articles: list[Article], key: str, reason: str) -> None:
    assert place_all(articles)[1][key].reason == reason


def test_two_desks_on_one_event_are_one_story() -> None:
    members, _ = place_all([DESK, OTHER_DESK])
    assert {member.story for member in members.values()} == {"desk"}


def test_the_same_headline_a_week_later_is_another_story() -> None:
    assert OTHER_DESK.published_at is not None
    later = replace(OTHER_DESK, published_at=OTHER_DESK.published_at + timedelta(days=7))
    members, _ = place_all([DESK, later])
    assert {member.story for member in members.values()} == {"desk", "other"}


def test_an_article_that_joins_two_stories_moves_one_of_them() -> None:
    one = make_article("one", "herald.example", "Ministry bans Quillon crane from public harbours")
    two = make_article(
        "two", "courier.example", "Quillon crane: from public harbours ports shut early", hours=1
    )
    joint = make_article(
        "joint", "gazette.example", "Ministry bans Quillon crane: public harbours, ports shut", hours=2
    )
    apart, _ = place_all([one, two])
    joined, places = place_all([one, two, joint])
    assert len({member.story for member in apart.values()}) == 2
    assert {member.story for member in joined.values()} == {"one"}
    assert [move.article_key for move in places["joint"].moves] == ["two"]


def test_boilerplate_of_an_outlet_makes_no_copies() -> None:
    """A subscription notice longer than the news stands under every article of one outlet."""
    notice = (
        " Read on with a trial of the digital edition, which you can end at any time by telephone or post."
        * 2
    )
    titles = ("Crane banned", "Council elects mayor", "Bakery wins prize for rye", "Storm closes pier")
    own = [
        make_article(f"own {number}", "herald.example", title, f"{title} in a few words.{notice}")
        for number, title in enumerate(titles)
    ]
    reprint = make_article("other", "courier.example", "Ferry late", f"Ferry late in a few words.{notice}", 1)
    assert list_origins([*own, reprint])["other"] == "Courier Ltd"


def test_a_statement_that_two_desks_quote_makes_no_copy() -> None:
    statement = (
        "\N{LEFT DOUBLE QUOTATION MARK}No crane of this make will turn again in a harbour of ours until"
        " every one of its brakes has been taken apart and judged sound by people whom the maker does not"
        " pay, and I will not be hurried by those who bought them cheap\N{RIGHT DOUBLE QUOTATION MARK}"
    )
    articles = [
        make_article("one", "herald.example", "Minister defiant on cranes", f"{DESK_TEXT} {statement}"),
        make_article("two", "courier.example", "Brakes row", f"{statement}, she said. {OTHER_DESK_TEXT}"),
        make_article(
            "three", "gazette.example", "Cranes idle", f"Harbours stood still on Friday. {statement}"
        ),
    ]
    assert len(set(list_origins(articles).values())) == 3


def test_a_desk_that_uses_its_background_again_tells_another_story() -> None:
    articles = [
        make_article("one", "herald.example", "Crane ban empties the eastern quay", AGENCY_TEXT),
        make_article("two", "evening.example", "Dockers march on the ministry", AGENCY_TEXT, 5),
    ]
    members, _ = place_all(articles)
    assert len({member.story for member in members.values()}) == 2
    assert {member.origin for member in members.values()} == {"Harbour Group"}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.elsewhere.example/a?utm_source=x",
        "http://elsewhere.example/a#top",
        "https://m.elsewhere.example/a/amp",
    ],
)
def test_noise_in_the_address_changes_no_place(url: str) -> None:
    plain = replace(DESK, outlet=None, url="https://elsewhere.example/a")
    noisy = replace(plain, url=url)
    assert place_article(noisy, None, None, [], OUTLETS) == place_article(plain, None, None, [], OUTLETS)


def test_an_article_is_not_compared_with_itself() -> None:
    members, _ = place_all([DESK, OTHER_DESK])
    again = place_article(DESK, OUTLETS["herald.example"], None, members.values(), OUTLETS)
    assert (again.origin, again.moves) == ("Harbour Group", ())


ANY_ARTICLES = st.lists(
    st.sampled_from([WIRE, COPY, EDITED, CREDITED, DESK, OTHER_DESK, SISTER, WRAPPER]),
    unique_by=lambda one: one.key,
)


@given(articles=ANY_ARTICLES, data=st.data())
def test_origins_and_stories_do_not_depend_on_the_order_of_arrival(
    articles: list[Article], data: st.DataObject
) -> None:
    members, _ = place_all(articles)
    shuffled, _ = place_all(data.draw(st.permutations(articles)))
    assert {key: member.origin for key, member in shuffled.items()} == {
        key: member.origin for key, member in members.items()
    }
    assert group_stories(shuffled) == group_stories(members)


CHAIN = [
    make_article(
        f"chain {number}",
        domain,
        f"Crane news, part {number}",
        " ".join(AGENCY_TEXT.split()[8 * number : 8 * number + 28]),
        number,
    )
    for number, domain in enumerate(("herald.example", "courier.example", "gazette.example"))
]


@given(chain=st.permutations(CHAIN))
def test_a_chain_of_copies_is_one_origin_in_any_order(chain: list[Article]) -> None:
    """The ends share too little to be copies of each other; the middle shares enough with both."""
    assert len(set(list_origins([CHAIN[0], CHAIN[2]]).values())) == 2
    assert list_origins(chain) == dict.fromkeys((article.key for article in CHAIN), "Harbour Group")


def group_stories(members: Mapping[str, StoryMember]) -> set[frozenset[str]]:
    stories: dict[str, set[str]] = {}
    for member in members.values():
        stories.setdefault(member.story, set()).add(member.key)
    return {frozenset(keys) for keys in stories.values()}


# ----------------------------------------------------------------------------------------- evidence

SIGNAL = Signal(
    id="ban", proposition="The crane is banned", object=("crane",), official=("ministry.example",)
)
VERDICT = Verdict("ban", Stance.CONFIRMS, is_fresh=True, score=90, field="title", quote="Crane banned")


@pytest.mark.parametrize(
    ("published", "seen", "at"),
    [(-5, 0, -5), (None, 0, 0), (3, 0, 0), (-5, None, -5), (None, None, 9), (12, None, 9)],
)
def test_evidence_dates_from_publication_never_from_after_it_was_seen(
    published: int | None, seen: int | None, at: int
) -> None:
    article = replace(
        DESK,
        published_at=None if published is None else NOON + timedelta(hours=published),
        seen_at=None if seen is None else NOON + timedelta(hours=seen),
    )
    place = StoryPlace("s", "Harbour Group", "")
    evidence = make_evidence(SIGNAL, article, VERDICT, None, place, now=NOON + timedelta(hours=9))
    assert evidence.at == NOON + timedelta(hours=at)


@pytest.mark.parametrize(("domain", "is_official"), [("ministry.example", True), ("herald.example", False)])
def test_evidence_of_an_official_outlet_of_the_signal_says_so(domain: str, *, is_official: bool) -> None:
    article = make_article("one", domain, "Crane banned")
    place = place_article(article, OUTLETS[domain], None, [], OUTLETS)
    evidence = make_evidence(SIGNAL, article, VERDICT, OUTLETS[domain], place, now=NOON)
    assert evidence.is_official is is_official
    assert (evidence.outlet, evidence.reliability) == (domain, OUTLETS[domain].reliability)


# -------------------------------------------------------------------------------------- real articles


@pytest.fixture(scope="module")
def real_articles(shared: Path) -> dict[str, Article]:
    """The real articles the tests below name, by id."""
    wanted = {key for keys in (*AGENCY_COPIES, *OWN_REPORTS) for key in keys}
    found: dict[str, Article] = {}
    for name in ("background.jsonl.gz", "dispute.jsonl"):
        path = shared / "corpus" / name
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line[8:20].strip('",') in wanted or line[8:18] in wanted:
                    item = json.loads(line)
                    at = datetime.fromisoformat(item["published"])
                    found[item["id"]] = Article(
                        key=item["id"],
                        title=item["title"],
                        summary=item["summary"] or "",
                        outlet=item["outlet"],
                        published_at=at if at.tzinfo else at.replace(tzinfo=UTC),
                    )
    return found


# Two outlets that print one agency report, retitled; read by a person.
AGENCY_COPIES = [
    ("13d89af74b32", "9578d02c3acd"),
    ("8c278f077832", "1ba555071c4f"),
    ("20df46cb3c5a", "497912991564"),
    ("f94d036aa441", "383d1b7150b9"),
]
# Reports of one event that two or more desks wrote themselves.
OWN_REPORTS = [
    ("d59b6c87fd", "ede9cbab58"),
    ("e60d66534c", "eb473091e3", "b157789c4f"),
    ("cfd29d9cb1", "1bbcbcb28a", "cec6acc26c", "9cb08cae61"),
    ("36263850dd", "e5398a0b10", "59696bd38e", "36b9e0875b"),
]


@pytest.mark.parametrize("keys", AGENCY_COPIES)
def test_copies_of_one_agency_report_are_one_origin(
    real_articles: dict[str, Article], keys: tuple[str, ...]
) -> None:
    articles = [real_articles[key] for key in keys]
    for arrival in (articles, articles[::-1]):
        members, _ = place_all(arrival, {})
        assert len({member.origin for member in members.values()}) == 1
        assert len({member.story for member in members.values()}) == 1


@pytest.mark.parametrize("keys", OWN_REPORTS)
def test_desks_own_reports_of_one_event_are_as_many_origins(
    real_articles: dict[str, Article], keys: tuple[str, ...]
) -> None:
    members, _ = place_all([real_articles[key] for key in keys], {})
    assert len({member.origin for member in members.values()}) == len(keys)
