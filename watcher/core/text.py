"""Text as the judge reads it: folded, cut into tokens and sentences; addresses; hostile characters.

Offsets are code points of the original text, so that a match can be shown where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from watcher.core.inflection import unify_spelling, word_set

_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2043\ufe63\uff0d", "-")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff")
)
_DASHES = "\u2013\u2014\u2015\u2212"
_SEPARATOR = re.compile(rf"[-{_DASHES}_/]")


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC, plain quotes, hyphens as blanks, lower case, one space."""
    normal = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = normal.translate(_QUOTES).casefold()
    return " ".join(_SEPARATOR.sub(" ", plain).split())


# -------------------------------------------------------------------------------------------- tokens


@dataclass(slots=True)
class Token:
    """A word or a separating mark.

    `key` is the word folded, in American spelling; `start` and `end` are code points of the text it came
    from.  "Zentra's" is the key "zentra" with `is_possessive`; "won't" makes two tokens.
    `repaired_from` is the word that stood there when the key is a repair.
    """

    key: str
    text: str
    start: int
    end: int
    is_possessive: bool = False
    repaired_from: str = ""


_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W_]+(?:['.:,&](?=[^\W_])[^\W_]+)*"  # words, 5:01, $1.5, won't
    r"|(?<=\s)-+(?=\s)|--+|[\u2013\u2014\u2015\u2212]|\.{3}|[.,;:!?()|\u2026]"
)
_URL = re.compile(r"\b(?:https?://|www\.)\S+")
_PRONOUNS = word_set("it he she that there what who how where here this")
_CONTRACTIONS = {"'ll": "will", "'ve": "have", "'re": "are", "'m": "am", "'d": "would"}
_IRREGULAR_NEGATIONS = {"won't": "will", "can't": "can", "shan't": "shall", "ain't": "is"}


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """The folded key of one word."""
    return unify_spelling(unicodedata.normalize("NFKC", word).casefold())


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words and separating marks of `text[start:end]`; quotation marks and hyphens inside words vanish."""
    plain = _soften(text)
    tokens: list[Token] = []
    for found in _TOKEN.finditer(plain, start, len(plain) if end is None else end):
        _add_token(tokens, found.group(), text[found.start() : found.end()], found.start(), found.end())
    _mark_months(tokens)
    return tokens


def _mark_months(tokens: list[Token]) -> None:
    """As in "set for May", "May 12": the month is no modal."""
    for index, token in enumerate(tokens):
        if token.key == "may" and (
            (index and tokens[index - 1].key in _BEFORE_MONTHS)
            or (index + 1 < len(tokens) and tokens[index + 1].key[0].isdigit())
        ):
            token.key = "may-month"


_BEFORE_MONTHS = word_set("in for by since until till last next of late early mid from on this")


def _soften(text: str) -> str:
    """Quotes made plain and addresses blanked, code point for code point."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    if "://" in plain or "www." in plain:
        plain = _URL.sub(lambda found: " " * len(found.group()), plain)
    return plain


_PLAIN = {code: (" " if char is None else char) for code, char in _QUOTES.items()}


def _add_token(tokens: list[Token], word: str, text: str, start: int, end: int) -> None:
    if not word[0].isalnum():
        tokens.append(
            Token(
                "-" if word[0] in _DASHES + "-" else word[0] if word != "..." else "\u2026", text, start, end
            )
        )
        return
    low = word.casefold()
    if "'" in low and _add_contraction(tokens, low, text, start, end):
        return
    key = key_of(word)
    tokens.append(Token(key.rstrip(".") if key.count(".") > 1 else key, text, start, end))


def _add_contraction(tokens: list[Token], low: str, text: str, start: int, end: int) -> bool:
    head, _, tail = low.rpartition("'")
    if tail == "t" and (low.endswith("n't")):
        tokens.append(Token(_IRREGULAR_NEGATIONS.get(low, low[:-3]), text, start, end))
        tokens.append(Token("not", text, start, end))
        return True
    if tail == "s":
        tokens.append(Token(key_of(head), text, start, end, is_possessive=head not in _PRONOUNS))
        if head in _PRONOUNS:
            tokens.append(Token("is", text, start, end))
        return True
    full = _CONTRACTIONS.get("'" + tail)
    if full is None:
        return False
    tokens.append(Token(key_of(head), text, start, end))
    tokens.append(Token(full, text, start, end))
    return True


_ABBREVIATIONS = (
    "mr|mrs|ms|dr|sen|rep|gov|gen|lt|col|sgt|st|no|vs|v|inc|corp|co|ltd|jr|sr|prof|rev|hon|dept|jan|feb|mar|apr|jun|"
    "jul|aug|sept|sep|oct|nov|dec|u\\.s|d\\.c|u\\.k|e\\.u|a\\.i|e\\.g|i\\.e|etc|bros|est|cal|a\\.m|p\\.m"
)
_STOP = r"(?:(?<=[.!?\u2026])|(?<=[.!?][\"')\u201d\u2019]))\s+"
_BREAK = r"|\s*\n+\s*|\s+\|\s+"
_NO_SPACE = r"|(?<=[a-z][.!?])(?=[A-Z][a-z])"  # "its contract.Defense officials"
_SENTENCE_END = re.compile(_NO_SPACE[1:] + "|" + _STOP + r"(?=[\"'(\u201c\u2018]?[^\Wa-z_])" + _BREAK)
_SENTENCE_END_CASELESS = re.compile(_STOP + _BREAK)
_ENDS_IN_ABBREVIATION = re.compile(rf"(?<![A-Za-z])(?:{_ABBREVIATIONS}|[A-Z])\.$", re.IGNORECASE)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of `text` stand, as (start, end); a full stop after an abbreviation ends none."""
    spans: list[tuple[int, int]] = []
    start = 0
    pattern = _SENTENCE_END_CASELESS if text.islower() else _SENTENCE_END
    for gap in pattern.finditer(text):
        if gap.start() > start and not _ENDS_IN_ABBREVIATION.search(
            text, max(start, gap.start() - 12), gap.start()
        ):
            spans.append((start, gap.start()))
            start = gap.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


# ----------------------------------------------------------------------------------------- addresses

_TRACKING = re.compile(
    r"^(utm_.*|mtm_.*|pk_.*|at_.*|fbclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|cmpid|cmp|icid|ncid|ocid|"
    r"partner|smid|smtyp|soc_src|soc_trk|src|ref|ref_src|referrer|feature|taid|guccounter|ftag|xtor|sh|"
    r"rss|feed|source|_ga|_gl|yptr|wt_mc|campaign|syndication|outputtype)$",
    re.IGNORECASE,
)
_HOST_PREFIX = re.compile(r"^(www|m|mobile|amp|edition)\.(?=[^.]+\.)")
_SLASHES = re.compile(r"/{2,}")
_PATH_END = re.compile(r"/(amp|index\.html?)?$")
_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=1024)  # a feed's addresses are asked for several times in a row
def canonical_url(url: str) -> str:
    """One address for one page: https, lower-case host without `www.` or `m.`, no tracking, no fragment.

    An address that cannot be split is returned stripped, as it is: it then equals only itself.
    """
    stripped = url.strip()
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError:
        return stripped
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        return stripped
    host = _HOST_PREFIX.sub("", parts.hostname.rstrip("."))
    if port is not None and port != _PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    path = _PATH_END.sub("", _SLASHES.sub("/", parts.path))
    return urlunsplit(("https", host, path or "/", _keep_query(parts.query) if parts.query else "", ""))


def _keep_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((key, value) for key, value in pairs if not _TRACKING.match(key)))


# -------------------------------------------------------------------------------- hostile characters

_VISIBLE_JOINERS = "\u200d"  # holds emoji together


def make_visible(text: str) -> str:
    r"""Control, bidi and other invisible characters as escapes such as `\x1b`, so that none can act."""
    if text.isprintable():
        return text
    return "".join(char if _is_harmless(char) else _escape(char) for char in text)


def _is_harmless(char: str) -> bool:
    return char.isprintable() or char in _VISIBLE_JOINERS or unicodedata.category(char) == "Zs"


def _escape(char: str) -> str:
    code = ord(char)
    if char in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[char]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def count_of(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun, as one says it: `1 feed`, `1,204 feeds`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
