"""The form of a procedure's file. docs/procedure.schema.json is made of it, so that editors can help.

A description is also what a fault says of a value that is otherwise.
"""

from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta, Struct

from bot.domain.procedure import Clause, Option, Procedure, Regime, Variant

NUMBERS = tuple(field.name for field in fields(Procedure) if field.type is timedelta)
"""The names that `[numbers]` may hold."""

UNITS = {"s": 1, "min": 60, "h": 3600, "day": 86_400, "days": 86_400}
"""Seconds of each unit that a number may have."""

_ONE_LINE = r"^\S(.*\S)?$"

Text = Annotated[
    str, Meta(min_length=1, max_length=200, pattern=_ONE_LINE, description="must be one line of 1 to 200 letters")
]
Duration = Annotated[
    str,
    Meta(
        pattern=rf"^ *[0-9]{{1,8}} ?({'|'.join(UNITS)}) *$",
        description='must be a text such as "30 s", "3 min", "4 h" or "90 days": above nothing, 90 days at most',
    ),
]
Address = Annotated[str, Meta(pattern=r"^https://\S+$", max_length=500, description="must be an https address")]
Sign = Annotated[str, Meta(min_length=1, max_length=2, description="must be a sign, one letter or two")]
Version = Annotated[str, Meta(max_length=40, pattern=_ONE_LINE, description="must be one line of 1 to 40 letters")]
Clauses = Annotated[list[Clause], Meta(description=f'must be a list of clauses, such as ["{Clause.S1}"]')]


Says = Annotated[
    list[Annotated[str, Meta(pattern=r"^[A-Za-z]{2,50}$")]],
    Meta(max_length=10, description='must be a list of what the option may say in Teams, such as ["off"]'),
]


class Sentence(Struct, frozen=True, forbid_unknown_fields=True):
    """The same in bokmål, nynorsk and English."""

    nb: Text
    nn: Text
    en: Text


class ReminderLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the rules card: its sign, the clauses it tells, and its words."""

    sign: Sign
    clauses: Clauses
    nb: Text
    nn: Text
    en: Text


class Links(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Pages that cards lead to."""

    ek: Address = ""
    deviation_report: Address = ""
    support: Address = ""
    patient_information: Address = ""
    training: Address = ""
    guide_join: Address = ""
    guide_whereby: Address = ""
    guide_skype: Address = ""
    data_protection: Address = ""


if TYPE_CHECKING:
    Numbers = dict[str, str]
else:
    Numbers = msgspec.defstruct(
        "Numbers", [(name, Duration, "") for name in NUMBERS], frozen=True, forbid_unknown_fields=True
    )


class File(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A procedure's file, whole. A hospital's own may leave out whatever is as built in."""

    version: Version = ""
    confirmed_by_everybody: Clauses = []
    links: Links = Links()
    numbers: Numbers | None = None
    options: dict[Option, Says] = {}
    checklists: dict[Variant, Clauses] = {}
    information: dict[Variant, Clauses] = {}
    reminder: list[ReminderLine] = []
    clauses: dict[Clause, dict[Regime, Sentence]] = {}


def schema() -> dict[str, Any]:
    """The form as a JSON schema."""
    return msgspec.json.schema(File)
