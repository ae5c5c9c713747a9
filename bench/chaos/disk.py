"""A disk of its own of a few megabytes, which can be filled to the last byte."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SIZE = "12m"
_BLOCK = 4096


class WantsRoot(Exception):
    """Only root may mount."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Where it is mounted; it is gone afterwards.

    Raises:
        WantsRoot: it cannot be mounted.
    """
    place = folder / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        raise WantsRoot
    mounted = subprocess.run(  # a system's program, with arguments of our own
        ["/bin/mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        raise WantsRoot
    try:
        yield place
    finally:
        subprocess.run(["/bin/umount", "--lazy", str(place)], capture_output=True, check=False)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """The disk has no byte left, until this ends."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * _BLOCK)
    try:
        yield
    finally:
        ballast.unlink()
