"""Content encodings undone step by step, with a cap on what comes out of each step.

A gzip of a gzip of zeros is 1.8 KB and one gigabyte: the cap holds inside the decompressor (`max_length`),
not after it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
_STEP: Final = 65_536  # bytes a decompressor may give at once
_ENCODINGS_LIMIT: Final = 3


class TooLargeError(Exception):
    """More came out than the cap allows."""


class GarbledError(Exception):
    """The bytes are not what their encoding says, or the encoding is unknown."""


class _Decoder(Protocol):
    def feed(self, chunk: bytes) -> Iterator[bytes]: ...

    def finish(self) -> Iterator[bytes]: ...


class _ZlibDecoder:
    """gzip (several members too) and deflate, with or without its zlib header."""

    def __init__(self, *, is_gzip: bool) -> None:
        self._is_gzip = is_gzip
        self._decompress = zlib.decompressobj(wbits=31 if is_gzip else 15)
        self._has_output = False
        self._is_raw = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            piece, chunk = self._inflate(chunk)
            if piece:
                self._has_output = True
                yield piece
            if self._decompress.eof:
                chunk = self._decompress.unused_data
                if not self._is_gzip or not chunk.startswith(GZIP_MAGIC[:2]):
                    return  # what follows the last member is padding
                self._decompress = zlib.decompressobj(wbits=31)

    def _inflate(self, chunk: bytes) -> tuple[bytes, bytes]:
        try:
            piece = self._decompress.decompress(chunk, _STEP)
        except zlib.error as error:
            if self._is_gzip or self._has_output or self._is_raw:
                raise GarbledError(f"the compressed body is broken: {error}") from error
            self._is_raw = True  # some servers send deflate without the header RFC 9110 asks for
            self._decompress = zlib.decompressobj(wbits=-15)
            return self._inflate(chunk)
        return piece, self._decompress.unconsumed_tail

    def finish(self) -> Iterator[bytes]:
        yield from ()
        if not self._decompress.eof and not self._has_output:
            raise GarbledError("the compressed body is cut short")


class _BrotliDecoder:
    def __init__(self) -> None:
        import brotli  # noqa: PLC0415  # seldom sent, since we do not ask for it

        self._brotli = brotli
        self._decompressor: Any = brotli.Decompressor()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        try:
            yield self._decompressor.process(chunk, output_buffer_limit=_STEP)
            while not self._decompressor.can_accept_more_data():
                yield self._decompressor.process(b"", output_buffer_limit=_STEP)
        except self._brotli.error as error:
            raise GarbledError(f"the compressed body is broken: {error}") from error

    def finish(self) -> Iterator[bytes]:
        yield from ()


class Unpacker:
    """Takes a body chunk by chunk, undoes its encodings, and keeps what comes out, up to `limit` bytes."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        names = [name for name in (part.strip().lower() for part in content_encoding.split(",")) if name]
        names = [name for name in names if name not in {"identity", "none", "utf-8", "binary"}]
        if len(names) > _ENCODINGS_LIMIT:
            raise GarbledError(f"{len(names)} content encodings over one another")
        self._decoders = [_make_decoder(name) for name in reversed(names)]
        self._counts = [0] * len(self._decoders)
        self._limit = limit
        self._body = bytearray()

    def check_length(self, stated: str) -> None:
        """Raise TooLargeError early, for a body that says itself that it is too large."""
        if stated.isascii() and stated.isdigit() and (len(stated) > 15 or int(stated) > self._limit):
            raise TooLargeError

    def feed(self, chunk: bytes) -> None:
        """Take the next raw bytes; raises TooLargeError or GarbledError."""
        self._push(0, chunk)

    def finish(self) -> bytes:
        """Return the body; a body that is gzip although nothing said so is undone too."""
        for step, decoder in enumerate(self._decoders):
            for piece in decoder.finish():
                self._push(step + 1, piece)
        body = bytes(self._body)
        return unpack_unsaid(body, self._limit) if body.startswith(GZIP_MAGIC) else body

    def cut(self) -> bytes:
        """Return the beginning of a body that is too large, up to the limit."""
        return bytes(self._body[: self._limit])

    def _push(self, step: int, chunk: bytes) -> None:
        if step == len(self._decoders):
            self._body += chunk
            if len(self._body) > self._limit:
                raise TooLargeError
            return
        for piece in self._decoders[step].feed(chunk):
            self._counts[step] += len(piece)
            if self._counts[step] > self._limit:
                raise TooLargeError
            self._push(step + 1, piece)


def unpack_unsaid(body: bytes, limit: int) -> bytes:
    """Undo gzip that no header announced; a body that only looks like it stays as it is."""
    unpacker = Unpacker("gzip", limit)
    try:
        unpacker.feed(body)
    except GarbledError:
        return body
    return bytes(unpacker._body)  # noqa: SLF001  # once: what is inside is not undone again


def _make_decoder(name: str) -> _Decoder:
    if name in {"gzip", "x-gzip"}:
        return _ZlibDecoder(is_gzip=True)
    if name in {"deflate", "zlib"}:
        return _ZlibDecoder(is_gzip=False)
    if name == "br":
        try:
            return _BrotliDecoder()
        except ImportError as error:
            raise GarbledError("the body is br-encoded, which was not asked for") from error
    raise GarbledError(f"the content encoding {name[:40]!r} is unknown, and was not asked for")
