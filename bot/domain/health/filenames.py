"""S2. The name of a file, or the end of a link, as words that `detect` can judge."""

import re
from urllib.parse import unquote

LONGEST = 1_024
"""Characters of a name that are looked at; SharePoint takes 400 for a whole path."""

_TAIL = re.compile(r"[?#].*\Z", re.DOTALL)
_IS_LINK = re.compile(r"[a-z][a-z0-9+.-]{1,20}://|www\.", re.IGNORECASE)
_SEAM = re.compile(r"(?<=[^\W\d_A-ZÆØÅ])(?=[A-ZÆØÅ])|(?<=[^\W\d_])(?=[0-9])|(?<=[0-9])(?=[^\W\d_])")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_JOINTS = re.compile(r"[_+~,;]+|(?<=[^\W\d_])[.-]+(?=[^\W_])|(?<=[^\W_])[.-]+(?=[^\W\d_])|%20")


def as_words(name: str) -> str:
    """*name* with spaces between its words; of a link its last part. The extension stays, and says it is a file's."""
    name = name[:LONGEST]
    if _IS_LINK.match(name):
        name = _TAIL.sub("", name).rstrip("/").rpartition("/")[2]
    name = unquote(name).replace("\\", "/").rpartition("/")[2]
    extension = _EXTENSION.search(name)
    end = extension.start() if extension else len(name)
    words = _SEAM.sub(" ", _JOINTS.sub(" ", name[:end]))
    return " ".join(words.split()) + name[end:]
