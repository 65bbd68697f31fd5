"""Damages feeds as transfers and software do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random  # noqa: TID251  # seeded by the caller

BITS = (
    b"<", b">", b"&", b"<!--", b"]]>", b"<![CDATA[", b"</item>", b"<item>", b"<entry>", b"&#xD800;", b"&#0;",
    b"\0", b"\xff\xfe", b"<?xml version='1.0' encoding='utf-16'?>", b"&#99999999999;",
    b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    b"javascript:", b"xml:base='http://['", b"{", b'"', b"<pubDate>99999999999999999999</pubDate>",
)  # fmt: skip


def mutate(body: bytes, chance: Random) -> bytes:
    """Damage a feed as transfers and software do: bytes, cuts, doubled and swapped pieces, hostile bits."""
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(body) + 1), chance.randint(1, 200)
        piece = body[at : at + length]
        body = chance.choice(
            (
                body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :],
                body[:at] + body[at + length :],
                body[:at],
                body[:at] + piece * 3 + body[at:],
                body[:at] + chance.choice(BITS) + body[at:],
            )
        )
    return body
