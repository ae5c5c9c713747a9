"""How far a measurement has come, told on stderr; the table alone goes to stdout."""

import sys


def say(text: str) -> None:
    """In a terminal each line takes the place of the last; elsewhere they stand under each other."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    else:
        print(text, file=sys.stderr, flush=True)


def done() -> None:
    """Nothing more is told: leave a clean line behind."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
