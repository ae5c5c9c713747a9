"""Keeps pictures that weigh little: whoever clones the repository gets all that ever were."""

from io import BytesIO
from pathlib import Path

from PIL import Image

LARGEST = 200_000
"""So many bytes a picture has at most."""

_COLOURS = 64


def keep(picture: bytes, path: Path) -> None:
    """With few colours: text and lines look the same, and weigh a third."""
    with Image.open(BytesIO(picture)) as taken:
        taken.convert("RGB").quantize(_COLOURS).save(path, optimize=True)


def keep_small(picture: bytes, path: Path) -> None:
    """As it was taken, unless it is too heavy."""
    if len(picture) > LARGEST:
        keep(picture, path)
    else:
        path.write_bytes(picture)
