"""What sort of piece an article is, and whom it credits for what it tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from watcher.core.text import fold
from watcher.model import Genre

if TYPE_CHECKING:
    from watcher.model import Article

_LABEL_END = r"\b\s*[:|\u2013\u2014-]"
_OPINION = (
    "opinion|op-?ed|editorial|commentary|column|letters?( to the editor)?|guest essay|viewpoint|comment"
)
_ANALYSIS = "analysis|explainer|explained|q&a|news analysis|what to know|fact check"
_TITLE_SIGNS: tuple[tuple[Genre, re.Pattern[str]], ...] = tuple(
    (genre, re.compile(pattern, re.IGNORECASE))
    for genre, pattern in (
        (Genre.SPONSORED, r"^\W*(sponsored|advertisement|partner content|promoted)\b|\bpaid post\b"),
        (Genre.SATIRE, rf"^\W*(satire|humou?r){_LABEL_END}|\b(the onion|babylon bee|borowitz)\b"),
        (Genre.FICTION, rf"^\W*(fiction|short story){_LABEL_END}|\(fiction\)"),
        (Genre.QUIZ, r"\bquiz\b|\btest your knowledge\b|\bcrossword\b"),
        (Genre.LIVE, rf"^\W*live{_LABEL_END}|\blive (updates|blog|coverage)\b|\bas it happened\b"),
        (Genre.OPINION, rf"^\W*({_OPINION}){_LABEL_END}|\|\s*(opinion|editorial|comment)\s*$|\bop-?ed\b"),
        (Genre.ANALYSIS, rf"^\W*({_ANALYSIS}){_LABEL_END}|\|\s*analysis\s*$"),
    )
)
_ADDRESS_SIGNS: tuple[tuple[Genre, re.Pattern[str]], ...] = tuple(
    (genre, re.compile(pattern, re.IGNORECASE))
    for genre, pattern in (
        (Genre.OPINION, r"/(opinions?|editorials?|commentary|commentisfree|op-?eds?|columnists?|letters)/"),
        (Genre.LIVE, r"/(live|live-?blog|live-news|live-updates)/"),
        (Genre.SPONSORED, r"/(sponsored|sponsor-content|brandcontent|paid-?post|partner-content)/"),
        (Genre.QUIZ, r"/(quiz|quizzes|crosswords)/"),
        (Genre.SATIRE, r"/(satire|humor|humour|shouts-murmurs|borowitz-report)/"),
        (Genre.ANALYSIS, r"/(analysis|explainers?)/"),
    )
)
_SATIRISTS = frozenset(
    {"theonion.com", "babylonbee.com", "thedailymash.co.uk", "newsthump.com", "waterfordwhispersnews.com"}
)


def find_genre(article: Article) -> Genre:
    """By its title's label, its address, its outlet; news when nothing says otherwise."""
    if article.outlet in _SATIRISTS:
        return Genre.SATIRE
    for genre, pattern in _TITLE_SIGNS:
        if pattern.search(article.title):
            return genre
    for genre, pattern in _ADDRESS_SIGNS:
        if article.url and pattern.search(article.url):
            return genre
    return Genre.NEWS


_NAME = r"((?:the )?[A-Z][\w.&'-]*(?: (?:[A-Z][\w.&'-]*|of|and|the)){0,4})"
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:according to|(?:as |first )?reported by)(?: a report (?:by|from|in))? {_NAME}",
        rf"\b{_NAME} (?:first |has |was the first to |exclusively )?report(?:s|ed)\b",
        rf"\ba report (?:by|from|in) {_NAME}",
        rf"\b{_NAME} says in (?:a|its) report\b",
        rf"\b(?:told|tells) {_NAME}(?=[,.]| on | in )",
    )
)
_AGENCIES = (
    "reuters|bloomberg|axios|politico|associated press|ap|afp|cnn|cnbc|bbc|nbc|cbs|abc|npr|ft|wired|vox|"
    "the verge|semafor|punchbowl|the information|techcrunch|ars technica|business insider|defense one|"
    "al jazeera|guardian|nikkei|dpa|ansa|kyodo|xinhua|tass|interfax|yonhap"
)
_TITLES_OF_PAPERS = (
    "times|post|journal|news|herald|tribune|gazette|telegraph|spiegel|monde|independent|economist|chronicle|"
    "examiner|inquirer|press|magazine|wire|daily|mail|mirror|observer|standard|globe"
)
_PRESS = re.compile(rf"\b(?:{_AGENCIES}|\w*(?:{_TITLES_OF_PAPERS}))\b", re.IGNORECASE)


def find_credited(article: Article) -> str | None:
    """The outlet or wire that title and summary name as the one who found it out, folded; None for none.

    A name counts when it looks like an outlet's: people, departments and companies report as well.
    """
    for text in (article.title, article.summary):
        for pattern in _CREDITS:
            for found in pattern.finditer(text):
                if _PRESS.search(found.group(1)):
                    return fold(found.group(1)).removeprefix("the ").strip(" .")
    return None
