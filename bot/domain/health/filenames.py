"""S3. The name of a file or the end of a link, as words: what is typed there has signs where others have spaces."""

import re

_BETWEEN = re.compile(r"[_+]+|%20|(?<=[^\W\d])-|-(?=[^\W\d])|\.(?=[^.]*\Z)")


def as_words(name: str) -> str:
    """*name* with spaces between its words, without what tells what kind of file it is."""
    return _BETWEEN.sub(" ", name)
