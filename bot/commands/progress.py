"""How far a command has come, on a terminal; elsewhere nothing is told of it."""

import sys
from types import TracebackType
from typing import Self, TextIO

_WIDE = 30


class Bar:
    """A line on *out* that is written over as the work goes on, and is gone when that is left."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._told = ""

    def __enter__(self) -> Self:
        return self

    def __call__(self, part: float, text: str = "") -> None:
        """*part* of all is done, from 0 to 1. *text*: how much that is."""
        if not self._out.isatty():
            return
        full = int(_WIDE * part)
        told = f"\r\033[K{'█' * full}{'░' * (_WIDE - full)} {int(100 * part):3} %  {text}"
        if told != self._told:
            self._told = told
            self._out.write(told)
            self._out.flush()

    def __exit__(
        self, _kind: type[BaseException] | None, _wrong: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._told:
            self._out.write("\r\033[K")
            self._out.flush()
