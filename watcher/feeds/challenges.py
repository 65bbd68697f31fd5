"""Pages that stand before a site and want to see a browser: told by header, or by what only they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from watcher.feeds.plaintext import strip_markup

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOOK: Final = 65_536  # bytes: such pages are short, and their marks stand at the top
_PAGE: Final = re.compile(
    rb"[\0-\x20\xef\xbb\xbf]*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_TITLE: Final = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
# Not the scripts by which the same services watch ordinary pages.
_MARKS: Final = (
    ("Cloudflare", re.compile(rb"_cf_chl_opt|id=[\"']cf-(?:error-details|challenge)")),
    ("AWS WAF", re.compile(rb"gokuProps")),
    ("DataDome", re.compile(rb"(?:geo|ct)\.captcha-delivery\.com")),
    ("Imperva", re.compile(rb"Incapsula incident ID")),
    ("Akamai", re.compile(rb"sec-if-cpt-container|/_sec/cp_challenge/")),
    ("PerimeterX", re.compile(rb"id=[\"']px-captcha")),
    ("Anubis", re.compile(rb"/\.within\.website/x/cmd/anubis/")),
)
_SAYINGS: Final = re.compile(
    rb"just a moment|attention required|access denied|request access|ddos-guard|pardon our interruption"
    rb"|(?:not|are you) a (?:bot|robot|human)|verify(?:ing)? (?:that )?you are|security check(?:point)?$",
    re.IGNORECASE,
)


def find_challenge(headers: Mapping[str, str], body: bytes) -> str | None:
    """Name who challenges, or what the page is titled; None for an answer that is no challenge.

    Only a web page can be one: a feed that writes of captchas is a feed.
    """
    if headers.get("cf-mitigated", "").strip().lower() == "challenge":
        return "Cloudflare"
    if headers.get("x-amzn-waf-action", "").strip().lower() in {"challenge", "captcha"}:
        return "AWS WAF"
    start = body[:_LOOK]
    if not _PAGE.match(start):
        return None
    for name, mark in _MARKS:
        if mark.search(start):
            return name
    title = _TITLE.search(start)
    if title is None or not _SAYINGS.search(title[1].strip()):
        return None
    return strip_markup(title[1].decode("utf-8", "replace"))[:80]
