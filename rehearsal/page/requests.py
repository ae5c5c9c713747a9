"""What the browser may ask for. Whatever else comes is refused by the name of the field."""

import re
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from bot.domain.language import Language

_FIELD = re.compile(r"field `(\w+)`|at `\$\.(\w+)")
Text = Annotated[str, Meta(max_length=2_000)]
T = TypeVar("T", bound="Asked")


class Refused(Exception):
    """A request that is not granted. `why`: a `taking_part.Why`, or what is wrong."""

    def __init__(self, status: int, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.status, self.field, self.why = status, field, why


class Asked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A request's body."""


class Nothing(Asked, frozen=True):
    """For play, pause and step."""


class Speed(Asked, frozen=True):
    """How many times as fast as the tape."""

    speed: Annotated[float, Meta(ge=0.25, le=8)]


class Start(Asked, frozen=True):
    """What to rehearse from its beginning."""

    tape: Annotated[str, Meta(pattern=r"^\w{1,60}$")]
    language: Language = Language.NB
    play: bool = True


class Do(Asked, frozen=True):
    """*who* lets the control *what* happen."""

    who: Text
    what: Text


class Say(Asked, frozen=True):
    """*who* writes."""

    who: Text
    chat: Literal["meeting", "personal"]
    text: Annotated[str, Meta(min_length=1, max_length=2_000)]


class Share(Asked, frozen=True):
    """*who* shares a file in the meeting's chat."""

    who: Text
    name: Annotated[str, Meta(min_length=1, max_length=200)]


class Edit(Asked, frozen=True):
    """*who* changes a message."""

    who: Text
    post: Text
    text: Annotated[str, Meta(min_length=1, max_length=2_000)]


class Delete(Asked, frozen=True):
    """*who* deletes a message."""

    who: Text
    post: Text


class Press(Asked, frozen=True):
    """*who* presses a button on a post; `data` is the button's, with what was filled in."""

    who: Text
    post: Text
    verb: Text
    data: dict[str, Any] = {}


class Refresh(Asked, frozen=True):
    """*who*'s client asks for a fresh view of a post."""

    who: Text
    post: Text


def parse(body: bytes, kind: type[T]) -> T:
    """What *body*, JSON, asks for.

    Raises:
        Refused: it cannot be read, with the name of the field.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, RecursionError) as wrong:
        found = _FIELD.search(str(wrong))
        field = next((name for name in found.groups() if name), "(body)") if found else "(body)"
        raise Refused(400, field, str(wrong)[:200]) from wrong
