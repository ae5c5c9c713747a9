"""Text that must not leave by accident: it has no JSON form and a hidden repr."""


class Sensitive:
    """Holds a text that no log, metric or audit may have. `reveal()` is the one way out, and can be grepped."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one call that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "Sensitive(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sensitive) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> str:
        raise TypeError("sensitive text cannot be stored")
