"""What a booking or record system announces: a meeting, and whom it expects (`PUT /api/meetings`). Pure.

Whatever is not asked for is refused by name, and nothing that was sent is lost: who sends more than we take shall know.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.expected import Invited
from bot.domain.joinlink import read_join_link
from bot.domain.records import Where
from bot.errors import Malformed
from bot.guid import is_guid
from bot.inbound.fields import Fields
from bot.inbound.naming import is_address, numbers_somebody

MOST_EXPECTED = 500
"""People of one announcement."""

_LONGEST_NAME = 200  # characters
_LONGEST_TOLD = 64  # characters of a field's name that a refusal tells again
_MEETING_FIELDS = ("joinWebUrl", "expected")
_PERSON_FIELDS = ("name", "address", "oid", "tenant")


@dataclass(frozen=True, slots=True)
class Announcement:
    """A meeting's chat, and whom a system expects there."""

    where: Where
    people: tuple[Invited, ...] = field(repr=False)


def read_announcement(sent: Mapping[str, Any], tenant: str) -> Announcement:
    """What *sent* announces, for a meeting of *tenant*.

    Raises:
        Malformed: the field that cannot be read, or that nobody asked for.
    """
    _nothing_else(sent, _MEETING_FIELDS, "")
    where = _where(Fields(sent).needed("joinWebUrl"), tenant)
    listed = sent.get("expected")
    if not isinstance(listed, list) or len(listed) > MOST_EXPECTED:
        raise Malformed("expected")
    return Announcement(where, tuple(_person(one, f"expected[{number}]") for number, one in enumerate(listed)))


def _where(link: str, tenant: str) -> Where:
    """The chat's address. Our tenant's own meetings alone: another's link would open a chat that we are not in."""
    told = read_join_link(link)
    if not told.thread or told.tenant != tenant:
        raise Malformed("joinWebUrl")
    return Where(told.thread, told.tenant, service_url="")


def _person(sent: object, path: str) -> Invited:
    if not isinstance(sent, dict):
        raise Malformed(path)
    _nothing_else(sent, _PERSON_FIELDS, f"{path}.")
    told = Fields(sent, path)
    line = Invited(_guid(told, "oid"), _guid(told, "tenant"), _address(told), _name(told))
    if not (line.oid or line.address or line.name):
        raise Malformed(path)
    return line


def _nothing_else(sent: Mapping[str, Any], wanted: Collection[str], prefix: str) -> None:
    """Names are taken in these very letters: two that differ by case would be two values for one field."""
    for name in sent:
        if name not in wanted:
            raise Malformed(f"{prefix}{name[:_LONGEST_TOLD]}")


def _guid(told: Fields, name: str) -> str:
    guid = told.text(name).lower()
    if guid and not is_guid(guid):
        raise Malformed(told.at(name))
    return guid


def _address(told: Fields) -> str:
    address = told.text("address").lower()
    if address and not is_address(address):
        raise Malformed(told.at("address"))
    return address


def _name(told: Fields) -> str:
    """A name, with one kind of space. A person's or patient's number is none, nor part of one (S2)."""
    name = " ".join(told.text("name").split())
    if len(name) > _LONGEST_NAME or numbers_somebody(name):
        raise Malformed(told.at("name"))
    return name
