"""Markup -> text: what a reader would see, one line a block, without control characters.

Almost all markup in feeds is plain: a few common tags, well written, and entities by their usual names.  Two
substitutions read it, with the outcome of the parser, which a test compares.  For everything else
libxml2's HTML parser does the reading, event by event: its tree is quadratic in the attributes of one
element (100,000 of them take minutes), its events are not.
"""

from __future__ import annotations

import html
import html.entities
import re
import threading
from typing import Final

from lxml import etree

_BREAKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_UNSEEN: Final = frozenset({"script", "style"})
BREAK: Final = "\u2029"
_LENGTH_LIMIT: Final = 1_000_000  # characters
_DEPTH_LIMIT: Final = 200
_NO_DECLARATION: Final = re.compile(r"<!(?![-\[A-Za-z>])")  # text to a reader, a comment to the parser
_CHUNK: Final = 16_384  # characters; between two chunks the parser can be stopped
_CONTROLS: Final[dict[int, str | None]] = (
    dict.fromkeys(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r\f")
    | {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}  # as browsers read them
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
)
_ATTRIBUTES: Final = r"""(?:\s+[a-zA-Z][a-zA-Z-]*="[^"<>]*")*"""
_PLAIN_INLINE: Final = re.compile(
    rf"</?(?:a|abbr|b|cite|code|em|i|small|span|strong|sub|sup|u){_ATTRIBUTES}\s*>|<img{_ATTRIBUTES}\s*/?>"
)
_PLAIN_BLOCK: Final = re.compile(
    rf"<(?:p|div|ul|ol|li|h[1-6]|blockquote|figure|figcaption|section|article){_ATTRIBUTES}\s*>"
    rf"|</(?:p|div|ul|ol|li|h[1-6]|blockquote|figure|figcaption|section|article)>|<br{_ATTRIBUTES}\s*/?>"
)
_PLAIN_TAG_LIMIT: Final = _DEPTH_LIMIT - 10  # html, body and p are implied
_PLAIN_REFERENCES: Final = {name: chr(code) for name, code in html.entities.name2codepoint.items()} | {
    f"#{code:0{width}}": chr(code)
    for codes, width in ((range(0x20, 0x7F), 2), (range(0x20, 0x7F), 3), (range(0xA0, 0x2028), 3))
    for code in codes
}
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class _TextTarget:
    """Collects the text of HTML events.

    To close a tag that was never opened costs the parser a walk over all open ones: depth is bounded.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.pieces: list[str] = []
        self.is_too_deep = False
        self._depth = 0
        self._unseen = 0

    def start(self, tag: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > _DEPTH_LIMIT:
            self.is_too_deep = True
        if tag in _BREAKS:
            self.pieces.append(BREAK)
        elif tag in _UNSEEN:
            self._unseen += 1

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag in _BREAKS:
            self.pieces.append(BREAK)
        elif tag in _UNSEEN and self._unseen:
            self._unseen -= 1

    def data(self, text: str) -> None:
        if not self._unseen:
            self.pieces.append(text)

    def comment(self, text: str) -> None:
        """Comments are not text."""

    def pi(self, target: str, text: str | None = None) -> None:
        """Nor are processing instructions."""

    def close(self) -> None:
        """The pieces are taken from outside, also when the parser was stopped."""


class _Stripper(threading.local):
    """A parser a thread: to make one costs more than to read a paragraph."""

    def __init__(self) -> None:
        self._renew()

    def _renew(self) -> None:
        self._target = _TextTarget()
        self._parser = etree.HTMLParser(target=self._target, no_network=True)

    def strip(self, markup: str) -> str:
        target = self._target
        target.reset()
        try:
            for start in range(0, len(markup), _CHUNK):
                self._parser.feed(markup[start : start + _CHUNK])
                if target.is_too_deep:
                    self._renew()
                    break
            else:
                self._parser.close()
        except (etree.XMLSyntaxError, ValueError):
            self._renew()  # what came before is kept
        return "".join(target.pieces)


_STRIPPER: Final = _Stripper()


def strip_markup(markup: str) -> str:
    """Read an HTML fragment as text; what is longer or nests deeper than any author writes is cut there."""
    markup = markup[:_LENGTH_LIMIT]
    last = markup.rfind("<")
    if last >= 0 and ">" in markup:
        if ">" not in markup[last:]:  # a less-than sign, not a tag: the parser would drop all that follows
            markup = f"{markup[:last]}&lt;{markup[last + 1 :]}"
        if "<!" in markup:
            markup = markup.replace("<![CDATA[", "").replace("]]>", "")  # marks escaped by mistake
            markup = _NO_DECLARATION.sub("&lt;!", markup)
        markup = _drop_controls(markup)
        plain = _strip_plain(markup)
        return _fold_blocks(_STRIPPER.strip(markup) if plain is None else plain)
    return clean_text(_resolve_references(markup) if "&" in markup else markup)


def _strip_plain(markup: str) -> str | None:
    """Take plain markup out without a parser; None where it is not plain."""
    tags, ends = markup.count("<"), markup.count("</")
    if tags > _PLAIN_TAG_LIMIT or ends > tags - ends:
        return None
    text = _PLAIN_BLOCK.sub(BREAK, _PLAIN_INLINE.sub("", markup))
    if "<" in text:
        return None
    return _resolve_plain_references(text) if "&" in text else text


def _resolve_plain_references(text: str) -> str | None:
    """Resolve `&name;` and numbers that mean the same to every reader; None where there are others."""
    pieces = text.split("&")
    for number in range(1, len(pieces)):
        name, mark, rest = pieces[number].partition(";")
        character = _PLAIN_REFERENCES.get(name)
        if not mark or character is None:
            return None
        pieces[number] = character + rest
    return "".join(pieces)


def _resolve_references(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a number with thousands of digits
        return text


def _fold_blocks(text: str) -> str:
    """Fold white space, keeping apart the breaks that stand beside some and those that do not."""
    if BREAK not in text:
        return clean_text(text)
    pieces: list[str] = []
    is_spaced = False
    for block in text.split(BREAK):
        words = _fold_space(block)
        if words:
            if pieces:
                pieces.append(BREAK + " " if is_spaced or block[0].isspace() else BREAK)
            pieces.append(words)
            is_spaced = block[-1].isspace()
        elif block:
            is_spaced = True
    return "".join(pieces)


def clean_text(text: str) -> str:
    """Fold white space and drop control characters."""
    return _fold_space(_drop_controls(text))


def _fold_space(text: str) -> str:
    # To look is five times faster than to split; no white space but the blank is printable.
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return " ".join(text.split())


def _drop_controls(text: str) -> str:
    # The search is ten times faster than the translation, and almost always finds nothing.
    if text.isprintable() or _CONTROL.search(text) is None:
        return text
    return text.translate(_CONTROLS)


def join_blocks(text: str) -> str:
    """One line a block."""
    return text.replace(BREAK + " ", "\n").replace(BREAK, "\n") if BREAK in text else text


def drop_breaks(text: str) -> str:
    """The text as if only tags had been taken out."""
    return text.replace(BREAK, "") if BREAK in text else text
