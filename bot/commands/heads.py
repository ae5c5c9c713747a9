"""The ends of all chains in a file of their own, to be kept where whoever writes the database cannot write.

JSON Lines: when it was written, a line a chain, and a digest of all these lines.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from bot.store.chains import Head

_encode = msgspec.json.Encoder().encode
_T = TypeVar("_T")


class _Opening(msgspec.Struct, forbid_unknown_fields=True):
    written: str


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    meeting: int | None
    seq: int
    hash: str


class _Closing(msgspec.Struct, forbid_unknown_fields=True):
    chains: int
    digest: str


class HeadsWriter:
    """Writes heads to *file*, in the order in which they come."""

    def __init__(self, file: BinaryIO, now: datetime) -> None:
        self._file, self._digest, self._chains = file, hashlib.sha256(), 0
        self._write(_Opening(now.isoformat(timespec="seconds")))

    def add(self, head: Head) -> None:
        self._chains += 1
        self._write(_Line(head.meeting, head.seq, head.hash.hex()))

    def close(self) -> str:
        """Write the last line; gives the digest in it."""
        digest = self._digest.hexdigest()
        self._write(_Closing(self._chains, digest))
        return digest

    def _write(self, line: msgspec.Struct) -> None:
        written = _encode(line) + b"\n"
        self._digest.update(written)
        self._file.write(written)


def check_heads(path: Path) -> tuple[str, int, str]:
    """When the file was written, how many heads are in it, and its digest.

    Raises:
        ValueError: it is no such file, or was changed.
        OSError: it cannot be read.
    """
    digest, before, count, opening = hashlib.sha256(), b"", -1, b""
    with path.open("rb") as file:
        for line in file:
            if count >= 0:
                digest.update(before)
            opening = opening or line
            before, count = line, count + 1
    opened, closing = _read(opening, _Opening), _read(before, _Closing)
    if (closing.digest, closing.chains) != (digest.hexdigest(), count - 1):
        raise ValueError(f"{path} is not as it was written: its digest does not fit")
    return opened.written, closing.chains, closing.digest


def read_heads(path: Path) -> Iterator[Head]:
    """The heads of a file that was checked, one after the other.

    Raises:
        ValueError: a line cannot be read.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        next(file)
        before = next(file)
        for line in file:
            one = _read(before, _Line)
            yield Head(one.meeting, one.seq, bytes.fromhex(one.hash))
            before = line


def _read(line: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.MsgspecError as wrong:
        raise ValueError("no file of heads, or not all of it") from wrong
