"""Text as the judge reads it: folded, cut into tokens and sentences; addresses; hostile characters.

Offsets are code points of the original text, so that a match can be shown where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2043\ufe63\uff0d", "-")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff")
)
_DASHES = "\u2013\u2014\u2015\u2212"


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC, plain quotes, hyphens as blanks, lower case, one space."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return " ".join(re.sub(rf"[-{_DASHES}_/]", " ", plain).split())


# ----------------------------------------------------------------------------------------- addresses

_TRACKING = re.compile(
    r"^(utm_.*|mtm_.*|pk_.*|at_.*|fbclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|cmpid|cmp|icid|ncid|ocid|"
    r"partner|smid|smtyp|soc_src|soc_trk|src|ref|ref_src|referrer|feature|taid|guccounter|ftag|xtor|sh|"
    r"rss|feed|source|_ga|_gl|yptr|wt_mc|campaign|syndication|outputtype)$",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


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
    host = re.sub(r"^(www|m|mobile|amp|edition)\.(?=[^.]+\.)", "", parts.hostname.rstrip("."))
    if port is not None and port != _PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    path = re.sub(r"/(amp|index\.html?)?$", "", re.sub(r"/{2,}", "/", parts.path))
    kept = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(key)
    )
    return urlunsplit(("https", host, path or "/", urlencode(kept), ""))


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
