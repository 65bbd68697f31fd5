"""Which articles tell one story, and who is the origin of each.

The origin is who found a thing out: the official document, the wire, or the owner whose desk wrote it.
Forty outlets that print one agency report are one origin; two desks that write of one event are one story
with two origins.  Three questions are asked of an article, in this order:

1. Whom does it credit?  An agency line ("LONDON (Reuters) -", "AP - "; of an agency that is not among the
   well-known ones where signals.toml has it as an outlet), a tag at the end of the title
   (" - Reuters", "(AP)"; an aggregator's names the outlet it links to, whoever that is), an outlet cited
   in the title ("Axios reports"), what the judge found cited (`Verdict.credited`).
2. What is it a copy of?  Two texts are near-verbatim copies when the shorter shares half of its 4-word
   sequences with the longer (`_COPY`), or three tenths and the title (`_RETOUCHED`).  Texts under 25 words
   are not compared; what stands in quotation marks does not count, as every desk quotes it, nor does what
   an outlet prints under several other titles (its boilerplate).  Like titles alone make no copy: half of
   them are two desks under one headline; only an aggregator, which writes nothing itself, is taken for a
   wrapper of what it links to.
3. Who owns its outlet?

Copies form groups, and a group has one origin: its official document, else whom it credits, else its wire,
else the owner of who published first.  As that is a rule on the whole group, the number of origins does
not depend on the order of arrival; an article that joins two groups, or turns out to be the first, moves
the others (`StoryPlace.moves`).  Copies, and articles with much the same title within three days, are one
story; it keeps the id of its earliest member's story.

Thresholds were measured on 58,000 real items: containment between one half and nine tenths was nearly
always a copy, two desks on one event shared at most an eighth, and under half of the copies kept their title.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from watcher.core.text import canonical_url, fold
from watcher.model import Evidence, Move, OutletKind, StoryPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from watcher.model import Article, Outlet, Signal, Verdict

LEAD_WORDS = 200
"""So much of an article's text is compared."""

_SHINGLE = 4  # words
_FEWEST_WORDS = 25  # a shorter text is not compared
_COPY = 0.5  # share of the shorter text's shingles
_RETOUCHED = 0.3  # the same, beside a like title
_LIKE_TITLE = 85  # rapidfuzz token_sort_ratio, 0 to 100
_STORY_TITLE = 75
_WRAPPED_TITLE = 95
_TITLE_WORDS = 6  # a shorter title is too common to tell anything
_STORY_SPAN = timedelta(hours=72)
_BOILERPLATE_TITLES = 3  # an outlet's shingle under so many titles belongs to none of them

_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StoryMember:
    """What must be kept of an earlier candidate to place later ones.

    `lead` is the start of summary and text (`take_lead`), `owner` the owner of its outlet, `credited` the
    origin its own words credit (None: they credit nobody).
    """

    key: str
    title: str
    lead: str
    owner: str
    origin: str
    story: str
    at: datetime
    outlet: str = ""
    credited: str | None = None


def take_lead(article: Article) -> str:
    """The words of an article that copies are told by: the start of its summary and text."""
    return " ".join(f"{article.summary} {article.text}".split()[:LEAD_WORDS])


def place_article(
    article: Article,
    outlet: Outlet | None,
    credited: str | None,
    members: Iterable[StoryMember],
    outlets: Mapping[str, Outlet],
) -> StoryPlace:
    """Where `article` belongs among the earlier candidates `members`; its own key among them is left out.

    `credited` is what the judge found the article to credit; `outlets` are all of signals.toml, by domain.
    """
    others = [member for member in members if member.key != article.key]
    newcomer = _make_newcomer(article, outlet, credited, outlets)
    copies = _find_copies(newcomer, others, outlets)
    copied = {member.key for member in copies}
    # Members were compared with each other when they came, so that their stories say how they hang together.
    stories = {member.story for member in others if member.key in copied or _is_one_story(newcomer, member)}
    fellows = [member for member in others if member.story in stories]
    origin = _find_origin([newcomer, *copies], outlets)
    story = min(fellows, key=_age).story if fellows else article.key
    return StoryPlace(
        story=story,
        origin=origin,
        reason=_explain(newcomer, copies, origin, outlets),
        reliability=_rate(outlet, credited, article, outlets),
        moves=_find_moves(fellows, copied, origin, story),
    )


def make_member(
    article: Article,
    outlet: Outlet | None,
    credited: str | None,
    place: StoryPlace,
    outlets: Mapping[str, Outlet],
) -> StoryMember:
    """What to keep of `article`, once placed."""
    newcomer = _make_newcomer(article, outlet, credited, outlets)
    return StoryMember(
        key=newcomer.key,
        title=newcomer.title,
        lead=newcomer.lead,
        owner=newcomer.owner,
        origin=place.origin,
        story=place.story,
        at=newcomer.at,
        outlet=newcomer.outlet,
        credited=newcomer.credited,
    )


def make_evidence(
    signal: Signal,
    article: Article,
    verdict: Verdict,
    outlet: Outlet | None,
    place: StoryPlace,
    *,
    now: datetime,
    may_alert: bool = True,
) -> Evidence:
    """A verdict with all that the fold weighs; the one place where evidence is made.

    It dates from when the article was published, but never from after we first saw it.
    """
    seen_at = article.seen_at or now
    domain = outlet.domain if outlet is not None else article.outlet or ""
    return Evidence(
        article_key=article.key,
        verdict=verdict,
        at=min(article.published_at or seen_at, seen_at),
        outlet=domain,
        reliability=place.reliability,
        origin=place.origin,
        story=place.story,
        is_official=domain in signal.official,
        may_alert=may_alert,
        title=article.title,
        url=article.url,
    )


# ------------------------------------------------------------------------------------------ the groups


def _make_newcomer(
    article: Article, outlet: Outlet | None, credited: str | None, outlets: Mapping[str, Outlet]
) -> StoryMember:
    owner = _name_owner(article, outlet)
    credit = _find_credit(article, outlet, credited, outlets)
    return StoryMember(
        key=article.key,
        title=article.title,
        lead=take_lead(article),
        owner=owner,
        origin=credit or owner,
        story=article.key,
        at=article.published_at or article.seen_at or _UNDATED,
        outlet=outlet.domain if outlet is not None else article.outlet or "",
        credited=credit,
    )


def _name_owner(article: Article, outlet: Outlet | None) -> str:
    """Who answers for an article; an outlet that signals.toml does not name is its own owner."""
    if outlet is not None:
        return outlet.owner
    host = urlsplit(canonical_url(article.url)).hostname if article.url else None
    return article.outlet or host or article.key


def _age(member: StoryMember) -> tuple[datetime, str]:
    return (member.at, member.key)


def _find_copies(
    newcomer: StoryMember, members: Sequence[StoryMember], outlets: Mapping[str, Outlet]
) -> list[StoryMember]:
    """The members of the newcomer's group: its copies, their copies, and so on."""
    left, reached, edge = list(members), [], [newcomer]
    boilerplate = _find_boilerplate([newcomer, *members])
    while edge and left:
        one = edge.pop()
        linked = {member.key for member in left if _is_copy(one, member, boilerplate, outlets)}
        edge += [member for member in left if member.key in linked]
        reached += [member for member in left if member.key in linked]
        left = [member for member in left if member.key not in linked]
    return reached


def _find_origin(group: Sequence[StoryMember], outlets: Mapping[str, Outlet]) -> str:
    """The one origin of a group of copies."""
    by_age = sorted(group, key=_age)
    for member in by_age:
        if _is_kind(member, OutletKind.OFFICIAL, outlets):
            return member.owner
    for member in by_age:
        if member.credited is not None:
            return member.credited
    for member in by_age:
        if _is_kind(member, OutletKind.WIRE, outlets):
            return member.owner
    writers = [member for member in by_age if not _is_kind(member, OutletKind.AGGREGATOR, outlets)]
    # Its stored origin, as it may be a copy of something too old to be compared any more.
    return (writers or by_age)[0].origin


def _find_moves(
    fellows: Sequence[StoryMember], copied: set[str], origin: str, story: str
) -> tuple[Move, ...]:
    """Those of a story whose place differs from what it is now."""
    moves = [
        (member, Move(member.key, story, origin if member.key in copied else member.origin))
        for member in sorted(fellows, key=_age)
    ]
    return tuple(move for member, move in moves if (member.story, member.origin) != (story, move.origin))


def _is_kind(member: StoryMember, kind: OutletKind, outlets: Mapping[str, Outlet]) -> bool:
    outlet = outlets.get(member.outlet)
    return outlet is not None and outlet.kind is kind


# ------------------------------------------------------------------------------------------ comparing


def _is_one_story(one: StoryMember, other: StoryMember) -> bool:
    return abs(one.at - other.at) <= _STORY_SPAN and _compare_titles(one, other) >= _STORY_TITLE


def _is_copy(
    one: StoryMember, other: StoryMember, boilerplate: frozenset[str], outlets: Mapping[str, Outlet]
) -> bool:
    if abs(one.at - other.at) <= _STORY_SPAN and _compare_titles(one, other) >= _WRAPPED_TITLE:
        wraps = (_is_kind(member, OutletKind.AGGREGATOR, outlets) for member in (one, other))
        if any(wraps) and not (one.credited and other.credited):
            return True
    mine, theirs = _cut(one.title, one.lead), _cut(other.title, other.lead)
    if not mine or not theirs:
        return False
    if one.owner == other.owner and _compare_titles(one, other) < _STORY_TITLE:
        return False  # a desk that uses its own background again
    shared = mine & theirs
    if len(shared) < _RETOUCHED * min(len(mine), len(theirs)):
        return False
    shorter = min(len(mine - boilerplate), len(theirs - boilerplate))
    share = len(shared - boilerplate) / shorter if shorter >= _FEWEST_WORDS - _SHINGLE + 1 else 0.0
    return share >= _COPY or (share >= _RETOUCHED and _compare_titles(one, other) >= _LIKE_TITLE)


def _find_boilerplate(members: Iterable[StoryMember]) -> frozenset[str]:
    """Sequences that one outlet prints under several titles that are not alike."""
    by_outlet: dict[str, list[tuple[str, str]]] = {}
    for member in members:
        by_outlet.setdefault(member.outlet, []).append((member.title, member.lead))
    return frozenset().union(
        *(
            _find_boilerplate_of(tuple(printed))
            for printed in by_outlet.values()
            if len(printed) >= _BOILERPLATE_TITLES
        )
    )


@lru_cache(maxsize=1024)
def _find_boilerplate_of(printed: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The boilerplate of one outlet, from the titles and leads that it printed.

    Kept, as a new article changes what one outlet printed and no other's.
    """
    counts = Counter(shingle for title, lead in printed for shingle in _cut(title, lead))
    often = {shingle for shingle, count in counts.items() if count >= _BOILERPLATE_TITLES}
    titles: dict[str, set[str]] = {}
    for title, lead in printed:
        for shingle in often & _cut(title, lead):
            titles.setdefault(shingle, set()).add(fold(title))
    return frozenset(
        shingle for shingle, under in titles.items() if _count_unlike(under) >= _BOILERPLATE_TITLES
    )


def _count_unlike(titles: Iterable[str]) -> int:
    kept: list[str] = []
    for title in sorted(titles):
        if all(fuzz.token_sort_ratio(title, other) < _STORY_TITLE for other in kept):
            kept.append(title)
    return len(kept)


def _compare_titles(one: StoryMember, other: StoryMember) -> float:
    """How alike two titles are, 0 to 100; 0 when one is too short to tell."""
    mine, theirs = _strip_title(one.title), _strip_title(other.title)
    if min(len(mine.split()), len(theirs.split())) < _TITLE_WORDS:
        return 0.0
    return fuzz.token_sort_ratio(mine, theirs)


@lru_cache(maxsize=4096)
def _strip_title(title: str) -> str:
    return fold(_TAG.sub("", title))


# What somebody said, which every desk quotes; more than a few words, as those may be scare quotes.
_QUOTATION = re.compile(r"[\"\u201c][^\"\u201c\u201d]{20,600}[\"\u201d]")


@lru_cache(maxsize=4096)
def _cut(title: str, lead: str) -> frozenset[str]:
    """The 4-word sequences of title and lead; none when the lead is too short to be compared."""
    words = re.findall(r"\w+", fold(_QUOTATION.sub(" ", _AGENCY_LINE.sub("", lead))))[:LEAD_WORDS]
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    return frozenset().union(
        *(_cut_shingles(part) for part in (re.findall(r"\w+", _strip_title(title)), words))
    )


def _cut_shingles(words: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1))


# ------------------------------------------------------------------------------------------ who is credited

# Agencies, by the names articles give them: the domain to look for in signals.toml, and the name otherwise.
_AGENCIES = {
    "ap": ("apnews.com", "Associated Press"),
    "associated press": ("apnews.com", "Associated Press"),
    "the associated press": ("apnews.com", "Associated Press"),
    "reuters": ("reuters.com", "Reuters"),
    "thomson reuters": ("reuters.com", "Reuters"),
    "afp": ("afp.com", "Agence France-Presse"),
    "agence france presse": ("afp.com", "Agence France-Presse"),
    "bloomberg": ("bloomberg.com", "Bloomberg"),
    "bloomberg news": ("bloomberg.com", "Bloomberg"),
    "upi": ("upi.com", "United Press International"),
    "pa media": ("pa.media", "PA Media"),
    "kyodo": ("kyodonews.net", "Kyodo News"),
    "kyodo news": ("kyodonews.net", "Kyodo News"),
    "xinhua": ("xinhuanet.com", "Xinhua"),
    "dow jones newswires": ("dowjones.com", "Dow Jones"),
}
_NAMES = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
_DASH = r"[-\u2013\u2014]"
# "WASHINGTON (AP) - " after whatever a page puts first, or "AP - " and "By AP - " at the very start.
_AGENCY_LINE = re.compile(
    rf"^.{{0,500}}?\((?P<place>{_NAMES})\)\s*(?:{_DASH}|:)|^\s*(?:by\s+)?(?P<start>{_NAMES})\s*(?:{_DASH}|\|)\s",
    re.IGNORECASE,
)
# "MARSHTON (The Wire) - ", which is an agency line where signals.toml knows the name
_LOCAL_LINE = re.compile(rf"^[^()]{{0,60}}\((?P<name>[^()]{{2,40}})\)\s*(?:{_DASH}|:)\s")
# "... - Reuters", "... | AP News", "... (AP)"
_TAG = re.compile(
    rf"\s+(?:{_DASH}|\|)\s+(?P<dash>[^-\u2013\u2014|()]{{2,40}})$|\s*\((?P<brackets>[^()]{{2,40}})\)\s*$"
)
# "..., Axios reports", "... according to Axios", "Axios: ..."
_CITED = re.compile(
    r"(?:^|[,:;]\s)(?P<name>[\w.' &]{2,40}?)\s+(?:reports?|reported|says report)\s*$"
    r"|\baccording to (?P<according>[\w.' &]{2,40})$"
    r"|^(?P<first>[\w.' &]{2,40}):\s",
    re.IGNORECASE,
)


def _find_credit(
    article: Article, outlet: Outlet | None, credited: str | None, outlets: Mapping[str, Outlet]
) -> str | None:
    """The origin that an article's own words credit, None when they credit nobody but its own desk."""
    owner = _name_owner(article, outlet)
    return next((name for name in _list_credits(article, outlet, credited, outlets) if name != owner), None)


def _list_credits(
    article: Article, outlet: Outlet | None, credited: str | None, outlets: Mapping[str, Outlet]
) -> Iterator[str]:
    """Origins an article credits, surest first."""
    if line := _AGENCY_LINE.match(take_lead(article)):
        yield _name_agency(line["place"] or line["start"], outlets)
    elif line := _LOCAL_LINE.match(take_lead(article)):
        yield from _resolve(line["name"], outlets)
    is_aggregator = outlet is not None and outlet.kind is OutletKind.AGGREGATOR
    if tag := _TAG.search(article.title):
        yield from _resolve(
            tag["dash"] or tag["brackets"], outlets, or_else=is_aggregator and bool(tag["dash"])
        )
    if cited := _CITED.search(article.title):
        yield from _resolve(cited["name"] or cited["according"] or cited["first"], outlets)
    if credited:
        yield from _resolve(credited, outlets, or_else=True)


def _resolve(name: str, outlets: Mapping[str, Outlet], *, or_else: bool = False) -> Iterator[str]:
    """The owner behind a name as articles write it; of an unknown name nothing, or itself (`or_else`).

    An official outlet is not credited so: who asks the department for a statement has done the work.
    """
    outlet = _find_outlet(name, outlets)
    if outlet is not None:
        if outlet.kind is not OutletKind.OFFICIAL:
            yield outlet.owner
    elif fold(name) in _AGENCIES:
        yield _name_agency(name, outlets)
    elif or_else:
        yield fold(name)


def _find_outlet(name: str, outlets: Mapping[str, Outlet]) -> Outlet | None:
    wanted = fold(name)
    if wanted in _AGENCIES:
        return outlets.get(_AGENCIES[wanted][0])
    return next(
        (outlet for outlet in outlets.values() if wanted.removeprefix("the ") in _name_outlet(outlet)), None
    )


@lru_cache(maxsize=4096)
def _name_outlet(outlet: Outlet) -> frozenset[str]:
    """What articles call an outlet, folded: its name, its domain, and the domain's first part."""
    domain = fold(outlet.domain)
    return frozenset({fold(outlet.name).removeprefix("the "), domain, domain.partition(".")[0]})


def _name_agency(name: str, outlets: Mapping[str, Outlet]) -> str:
    domain, plain = _AGENCIES[fold(name)]
    outlet = outlets.get(domain)
    return outlet.owner if outlet is not None else plain


def _rate(
    outlet: Outlet | None, credited: str | None, article: Article, outlets: Mapping[str, Outlet]
) -> str:
    """The letter of who publishes; an aggregator's item takes that of the outlet its title names."""
    if outlet is None:
        return "F"
    if outlet.kind is OutletKind.AGGREGATOR:
        tag = _TAG.search(article.title)
        named = _find_outlet((tag["dash"] or tag["brackets"]) if tag else credited or "", outlets)
        if named is not None:
            return named.reliability
    return outlet.reliability


def _explain(
    newcomer: StoryMember, copies: Sequence[StoryMember], origin: str, outlets: Mapping[str, Outlet]
) -> str:
    if newcomer.credited == origin:
        return f"it credits {origin}"
    if origin != newcomer.owner and copies:
        root = min(copies, key=_age)
        return f"a near-verbatim copy of {root.outlet or root.owner} ({root.key}); the origin is {origin}"
    if _is_kind(newcomer, OutletKind.OFFICIAL, outlets):
        return f"an official document of {origin}"
    return f"a report of its own by {origin}"
