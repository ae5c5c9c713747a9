"""A picture's pixels, read with what Python has: enough of PNG for our two icons."""

import struct
import zlib
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}
"""By PNG's kind of colour: red, green, blue; the same and alpha."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Its width and height, and its pixels from the top left, each with its channels."""

    width: int
    height: int
    pixels: tuple[tuple[int, ...], ...]


def read(png: bytes) -> Picture:
    """The picture of *png*: eight bits a channel, not interlaced."""
    assert png.startswith(SIGNATURE)
    chunks = _chunks(png[len(SIGNATURE) :])
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, interlaced) == (8, 0)
    size = CHANNELS[kind]
    lines = _lines(zlib.decompress(chunks[b"IDAT"]), width * size, size)
    assert len(lines) == height
    return Picture(
        width,
        height,
        tuple(tuple(line[at : at + size]) for line in lines for at in range(0, width * size, size)),
    )


def _chunks(rest: bytes) -> dict[bytes, bytes]:
    """By kind; those of one kind put together."""
    chunks: dict[bytes, bytes] = {}
    while rest:
        (length,) = struct.unpack(">I", rest[:4])
        kind, content = rest[4:8], rest[8 : 8 + length]
        assert struct.unpack(">I", rest[8 + length : 12 + length]) == (zlib.crc32(kind + content),)
        chunks[kind] = chunks.get(kind, b"") + content
        rest = rest[12 + length :]
    return chunks


def _lines(packed: bytes, length: int, size: int) -> list[bytearray]:
    """The lines as they were before each was written as its difference from its neighbours."""
    lines: list[bytearray] = []
    above = bytearray(length)
    for start in range(0, len(packed), length + 1):
        way, line = packed[start], bytearray(packed[start + 1 : start + 1 + length])
        for at in range(length):
            left = line[at - size] if at >= size else 0
            corner = above[at - size] if at >= size else 0
            line[at] = (line[at] + _expected(way, left, above[at], corner)) % 256
        lines.append(line)
        above = line
    return lines


def _expected(way: int, left: int, above: int, corner: int) -> int:
    if way < 4:
        return (0, left, above, (left + above) // 2)[way]
    slope = left + above - corner
    return min((left, above, corner), key=lambda near: abs(slope - near))
