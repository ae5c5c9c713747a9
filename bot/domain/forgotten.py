"""That people were forgotten: a day after the meeting, and for good once their names are erased."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RosterForgotten:
    """A day has passed since the meeting's end: who was in it and who was invited is not remembered any longer."""

    at: datetime


@dataclass(frozen=True, slots=True)
class NamesErased:
    """The time for which names are kept is over, or somebody had them erased: nothing that points at anybody is left.

    `people`: how many names were erased.
    """

    at: datetime
    people: int


Forgotten = RosterForgotten | NamesErased
