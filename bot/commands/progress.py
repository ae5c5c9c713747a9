"""How far a command has come, on a terminal; elsewhere nothing is told of it."""

import sys
from typing import TextIO

_WIDE = 30


class Bar:
    """A line on *out* that is written over as the work goes on."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._told = ""

    def show(self, done: int, of: int, text: str) -> None:
        """So much is *done* of all."""
        if not self._out.isatty():
            return
        full = _WIDE * done // max(of, 1)
        told = f"\r\033[K{'█' * full}{'░' * (_WIDE - full)} {100 * done // max(of, 1):3} %  {text}"
        if told != self._told:
            self._told = told
            self._out.write(told)
            self._out.flush()

    def clear(self) -> None:
        """Leave a clean line behind."""
        if self._told:
            self._out.write("\r\033[K")
            self._out.flush()
