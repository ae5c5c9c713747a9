"""Synthetic people. Names, organisations and ids are invented."""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

Account = dict[str, Any]


def invented_guid(text: str) -> str:
    """The same GUID for the same text; stands for nothing outside the rehearsal."""
    return str(uuid5(NAMESPACE_DNS, f"{text}.example"))


HOSPITAL = invented_guid("sykehuset")
ELSEWHERE = invented_guid("helse-x")
TRUSTED = invented_guid("kommune-y")


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whom a tenant belongs to. `brand`: what its people see when they sign in, if it has set that."""

    tenant: str
    name: str
    domain: str
    brand: str | None = None


ORGANISATIONS = (
    Organisation(HOSPITAL, "Sykehuset", "sykehuset.example", "Sykehuset"),
    Organisation(ELSEWHERE, "Helse X", "helse-x.example"),
    Organisation(TRUSTED, "Kommune Y", "kommune-y.example", "Kommune Y – helse og omsorg"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account in Teams, or without: `oid` and `address` are empty for whoever is not signed in.

    `tenant` is the organizer's for anonymous people, who have none of their own (docs/TEAMS.md A4). `address` is the
    account's name; `mailbox` where mail goes, if that is another. `room`: a meeting room's account. `locale`: what
    language their Teams is in.
    """

    key: str
    name: str
    mri: str
    tenant: str
    oid: str = ""
    address: str = ""
    user_role: str = "user"
    mailbox: str = ""
    room: bool = False
    locale: str = "nb-NO"

    @property
    def mail(self) -> str:
        """The address that invitations go to."""
        return self.mailbox or self.address

    @property
    def anonymous(self) -> bool:
        return not self.oid

    @property
    def telephone(self) -> bool:
        """Whether they call in from a telephone (docs/TEAMS.md A4)."""
        return self.mri.startswith("4:")

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.key

    def sender(self) -> Account:
        """How the person stands in an activity's `from`."""
        known = {"aadObjectId": self.oid} if self.oid else {}
        return {"id": self.mri, "name": self.name, **known}

    def participant(self) -> Account:
        """How the person stands in a participant event (docs/TEAMS.md A3).

        UNVERIFIED for anonymous people; here without ids of Entra, and without a `userRole` to be known by.
        """
        known = {"objectId": self.oid, "aadObjectId": self.oid} if self.oid else {}
        return {"tenantId": self.tenant, "id": self.mri, "name": self.name, **known}

    def member(self) -> Account:
        """How the person stands in the chat's roster and when added to the chat (docs/TEAMS.md A4, A5)."""
        told = {"id": self.mri, "name": self.name, "tenantId": self.tenant, "userRole": self.user_role}
        if self.anonymous:
            return told
        given, _, surname = self.name.partition(" ")
        return told | {
            "objectId": self.oid,
            "aadObjectId": self.oid,
            "givenName": given,
            "surname": surname,
            "email": self.mail,
            "userPrincipalName": self.address,
        }


def _signed_in(
    name: str, tenant: str, domain: str, *, key: str = "", account: str = "", locale: str = "nb-NO"
) -> Person:
    key = key or name.split()[0].lower()
    address = f"{account or name.lower().replace(' ', '.')}@{domain}"
    return Person(key, name, _mri(address, key), tenant, invented_guid(address), address, locale=locale)


def _mri(address: str, key: str) -> str:
    return f"29:1{invented_guid(address).replace('-', '')}-{key}"


ANN = _signed_in("Ann Berg", HOSPITAL, "sykehuset.example")
BO = _signed_in("Bo Dahl", HOSPITAL, "sykehuset.example")
KARI = _signed_in("Kari Nes", HOSPITAL, "sykehuset.example")
CATO = _signed_in("Cato Ek", HOSPITAL, "sykehuset.example")
DINA = _signed_in("Dina Fors", ELSEWHERE, "helse-x.example")
EINAR = Person("einar", "Einar (Guest)", invented_guid("einar"), HOSPITAL, user_role="anonymous")

HILDE = _signed_in("Hilde Moe", HOSPITAL, "sykehuset.example", locale="nn-NO")
IRIS = _signed_in("Iris Shaw", HOSPITAL, "sykehuset.example", locale="en-GB")

FRIDA = Person(
    "frida",
    "Frida Gran",
    _mri("frida.gran@laboratorium.example", "frida"),
    HOSPITAL,
    invented_guid("frida.gran-in-the-hospital"),
    "frida.gran_laboratorium.example#EXT#@sykehuset.example",
    user_role="guest",
    mailbox="frida.gran@laboratorium.example",
)
"""A guest in the hospital's tenant: an account there, named after the address that she has elsewhere."""

GRO = _signed_in("Gro Hagen", TRUSTED, "kommune-y.example")
LARS = _signed_in("Lars Otter", ELSEWHERE, "helse-x.example")
"""A person, whose name is much like a note-taking program's."""

BO_TOO = _signed_in("Bo Dahl", HOSPITAL, "sykehuset.example", key="bo2", account="bo.dahl2")
"""Another colleague of the same name."""

FALSE_KARI = _signed_in("\u041a\u0430ri N\u0435s", ELSEWHERE, "helse-x.example", key="falskkari", account="k.nes")
"""Reads as Kari Nes; K, the first a and e are Cyrillic letters."""

NOTETAKER = Person(
    "notatprogram", "Otter.ai Notetaker (Guest)", invented_guid("otter"), HOSPITAL, user_role="anonymous"
)
STRANGE_BOT = Person("annenbot", "Opptaksboten", f"28:{invented_guid('opptaksboten-app')}", HOSPITAL, user_role="bot")
"""A bot that is not ours. How Teams tells of one is UNVERIFIED."""

CALLER = Person("telefon", "+47 00 01 23 45", "4:+4700012345", HOSPITAL, user_role="anonymous")
"""Somebody on the telephone, with a number that cannot be given out. How Teams tells of one is UNVERIFIED."""

ROOM = Person(
    "moterom",
    "Møterom 3",
    _mri("moterom.3@sykehuset.example", "moterom"),
    HOSPITAL,
    invented_guid("moterom.3@sykehuset.example"),
    "moterom.3@sykehuset.example",
    room=True,
)

CAST = (
    *(ANN, BO, KARI, CATO, DINA, EINAR),
    *(HILDE, IRIS, FRIDA, GRO, LARS, BO_TOO, FALSE_KARI, NOTETAKER, STRANGE_BOT, CALLER, ROOM),
)
